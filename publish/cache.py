"""A content-addressed store: bytes by key, shared by builds that run at the same time.

One SQLite file keeps it whole under two builds at once and under kill -9. Every value carries
a checksum, so that a damaged entry is made again instead of used; a file that is damaged as a
whole is begun anew. Nothing in it is lost work: whoever finds it gone makes it again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Generic, Protocol, TypeVar

BUILD_FOLDER = "build"  # where a book is built unless told otherwise
CACHE_FOLDER = ".cache"  # in a build folder
FILE = "store.sqlite"
COMPANIONS = ("", "-wal", "-shm")  # what SQLite keeps beside it, by the ending of the name
LIMIT = 512 * 2**20  # bytes of values; the least recently used entries go first
AFTER_SHRINKING = LIMIT * 3 // 4
PAGE = 16_384  # bytes; most values are large, and are read in fewer pieces
CHUNK = 500  # keys to a query, below SQLite's limit on variables
PATIENCE = 60  # seconds to wait for another build that writes
PAUSE = 0.01  # seconds between attempts to open

_TABLES = """
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value BLOB, checksum INTEGER);
CREATE TABLE IF NOT EXISTS uses (key TEXT PRIMARY KEY, size INTEGER, used REAL) WITHOUT ROWID;
"""
# Not the file's fault: no room or no right to write, another build that does not end.
_OUTER = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR_SHMSIZE: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,  # or a damaged header says so of a file that is not
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
}

T = TypeVar("T")


class Store(Protocol):
    """What stages ask of a cache: bytes by key."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]: ...

    def put_many(self, values: Mapping[str, bytes]) -> None: ...


class NoStore:
    """Keeps nothing."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {}

    def put_many(self, values: Mapping[str, bytes]) -> None: ...


NO_STORE = NoStore()


class Cache:
    """Entries live in `folder/store.sqlite`; a file that is no sound database is replaced.

    Whatever is asked of it raises OSError if the disk is full or can't be read and written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / FILE
        self._database: sqlite3.Connection | None = None
        self._read: set[str] = set()  # keys since the last shrinking
        self._carefully(lambda database: None, None)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there and whole, by key."""
        wanted = list(dict.fromkeys(keys))
        nothing: dict[str, bytes] = {}
        found = self._carefully(lambda database: _read(database, wanted), nothing)
        self._read |= found.keys()
        return found

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Keep the values."""
        if values:
            self._carefully(lambda database: _write(database, values), None)

    def shrink(self) -> None:
        """If more is kept than the limit allows, forget what was not used for longest.

        For the end of a build: in the midst of it, what it comes to need last would go. If the
        disk is too full even for that, the next build tries again.
        """
        with contextlib.suppress(OSError):
            self._carefully(lambda database: _shrink(database, self._read), None)
        self._read.clear()

    def close(self) -> None:
        """Let go of the file; a closed cache opens again when it is asked for something."""
        if self._database is not None:
            self.shrink()
        self._let_go()

    def _let_go(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _carefully(self, action: Callable[[sqlite3.Connection], T], without: T) -> T:
        """What `action` gives; `without` if the file turns out damaged, which is then replaced."""
        try:
            if self._database is None:
                self._database = _open(self._file)
            return action(self._database)
        except sqlite3.ProgrammingError:
            raise
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter: of a key
            code = getattr(error, "sqlite_errorcode", 0)
            outer = _OUTER.get(code) or _OUTER.get(code & 0xFF)
            if outer is not None and not (outer == errno.EROFS and _is_writable(self._file.parent)):
                raise OSError(outer, os.strerror(outer), str(self._file)) from error
            self._let_go()
            empty(self._file.parent)
            self._database = _open(self._file)
            return without


class Remembering(Cache):
    """A cache of a session of builds: what they use stays in memory, too.

    That is values, and the pieces that were made of them. What a whole build does not use is
    let go when the next ends.
    """

    def __init__(self, folder: Path) -> None:
        self._values = _Generations[bytes]()
        self._pieces = _Generations[object]()
        super().__init__(folder)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        wanted = list(keys)
        found = {key: value for key in wanted if (value := self._values.get(key)) is not None}
        self._read |= found.keys()
        new = super().get_many(key for key in wanted if key not in found)
        self._values.newest |= new
        return found | new

    def put_many(self, values: Mapping[str, bytes]) -> None:
        self._values.newest |= values
        super().put_many(values)

    def piece(self, key: str) -> object | None:
        """What was remembered under this key."""
        piece = self._pieces.get(key)
        if piece is not None:
            self._read.add(key)
        return piece

    def remember(self, key: str, piece: object) -> None:
        """Keep a piece in memory; nobody changes it from now on."""
        self._pieces.newest[key] = piece

    def shrink(self) -> None:
        super().shrink()
        self._values.turn()
        self._pieces.turn()


class _Generations(Generic[T]):
    """Things by key: those of this build, and those of the last that this has not used yet."""

    def __init__(self) -> None:
        self.newest: dict[str, T] = {}
        self._before: dict[str, T] = {}

    def get(self, key: str) -> T | None:
        if key not in self.newest and key in self._before:
            self.newest[key] = self._before.pop(key)
        return self.newest.get(key)

    def turn(self) -> None:
        self.newest, self._before = {}, self.newest


@contextlib.contextmanager
def cache_of_builds(manuscript: Path) -> Iterator[Cache]:
    """The cache that builds of a manuscript keep, for commands that build nothing.

    Looked for where `publish build` puts the book unless told otherwise, and in the manuscript's
    own `build`. Where none can be written to, a cache that is gone afterwards.
    """
    caches = [out / CACHE_FOLDER for out in (manuscript / BUILD_FOLDER, Path(BUILD_FOLDER))]
    used = next((folder for folder in caches if _is_writable(folder)), None)
    with (
        tempfile.TemporaryDirectory() as scratch,
        contextlib.closing(Cache(used or Path(scratch))) as cache,
    ):
        yield cache


def _is_writable(folder: Path) -> bool:
    return (folder / FILE).is_file() and all(os.access(p, os.W_OK) for p in (folder, folder / FILE))


def empty(folder: Path) -> int:
    """Remove what a cache keeps in `folder`; the bytes that its files held.

    A build that runs meanwhile goes on with the files it has open and loses nothing but time.
    """
    files = [folder / (FILE + ending) for ending in COMPANIONS]
    size = sum(file.stat().st_size for file in files if file.exists())
    for file in files:
        file.unlink(missing_ok=True)
    return size


def _open(file: Path) -> sqlite3.Connection:
    """Open a file, new or old. Builds that open a new one at the same time disturb each other,
    and SQLite does not wait of itself there."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return _opened(file)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(PAUSE)


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        database.execute(f"PRAGMA page_size={PAGE}")  # of a file that is new
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.executescript(_TABLES)
    except BaseException:
        database.close()
        raise
    return database


def _read(database: sqlite3.Connection, keys: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for chunk in _chunks(keys):
        rows = database.execute(
            f"SELECT key, value, checksum FROM entries WHERE key IN ({_marks(chunk)})", chunk
        )
        found |= {key: value for key, value, checksum in rows if _whole(key, value, checksum)}
    return found


def _write(database: sqlite3.Connection, values: Mapping[str, bytes]) -> None:
    now = time.time()
    with _transaction(database):
        database.executemany(
            "REPLACE INTO entries VALUES (?, ?, ?)",
            [(key, value, _checksum(key, value)) for key, value in values.items()],
        )
        database.executemany(
            "REPLACE INTO uses VALUES (?, ?, ?)",
            [(key, len(value), now) for key, value in values.items()],
        )


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    with database:  # commits, or rolls back if something is raised
        yield


def _shrink(database: sqlite3.Connection, read: Iterable[str]) -> None:
    (size,) = database.execute("SELECT total(size) FROM uses").fetchone()
    if size <= LIMIT:
        return
    now, gone = time.time(), []
    with _transaction(database):
        uses = [(now, key) for key in read]
        database.executemany("UPDATE uses SET used = ? WHERE key = ?", uses)
        for key, length in database.execute("SELECT key, size FROM uses ORDER BY used, key"):
            if size <= AFTER_SHRINKING:
                break
            gone.append((key,))
            size -= length
        database.executemany("DELETE FROM entries WHERE key = ?", gone)
        database.executemany("DELETE FROM uses WHERE key = ?", gone)


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _marks(chunk: list[str]) -> str:
    return ",".join("?" * len(chunk))


def _whole(key: object, value: object, checksum: object) -> bool:
    if not isinstance(key, str) or not isinstance(value, bytes):
        return False
    return checksum == _checksum(key, value)


def _checksum(key: str, value: bytes) -> int:
    """Of the key, too: damage may make one key of another. Against accidents, so no digest is
    needed, which takes four times as long."""
    return zlib.crc32(value, zlib.crc32(key.encode()))
