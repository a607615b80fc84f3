"""A content-addressed store: bytes by key, shared by builds that run at the same time.

SQLite keeps it whole under two builds at once and under kill -9; every value carries a
checksum, so that a damaged entry is made again instead of used.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

FILE = "cache.sqlite"
LIMIT = 512 * 2**20  # bytes; the least recently used entries go first
CHUNK = 500  # keys to a query, below SQLite's limit on variables


class Store(Protocol):
    """What stages ask of a cache: bytes by key."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]: ...

    def put_many(self, values: Mapping[str, bytes]) -> None: ...


class Cache:
    """Entries live in `folder/cache.sqlite`; a file that is no database is replaced."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / FILE
        try:
            self._database = self._open()
        except sqlite3.DatabaseError:
            self._file.unlink()
            self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file, timeout=60, isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS entries "
            "(key TEXT PRIMARY KEY, value BLOB, checksum BLOB, used REAL) WITHOUT ROWID"
        )
        return database

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there and whole, by key."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._database.execute(
                f"SELECT key, value, checksum FROM entries WHERE key IN ({marks})", chunk
            )
            found |= {key: value for key, value, checksum in rows if checksum == _checksum(value)}
        return found

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Keep the values and, past the limit, forget what was not used for longest."""
        if not values:
            return
        now = time.time()
        rows = [(key, value, _checksum(value), now) for key, value in values.items()]
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
            self._shrink()

    def touch(self, keys: Iterable[str]) -> None:
        """Mark entries as used now."""
        now = time.time()
        self._database.executemany(
            "UPDATE entries SET used = ? WHERE key = ?", [(now, key) for key in keys]
        )

    def _shrink(self) -> None:
        (size,) = self._database.execute("SELECT total(length(value)) FROM entries").fetchone()
        if size <= LIMIT:
            return
        oldest = self._database.execute("SELECT key, length(value) FROM entries ORDER BY used")
        for key, length in oldest.fetchall():
            if size <= LIMIT * 3 / 4:
                break
            self._database.execute("DELETE FROM entries WHERE key = ?", (key,))
            size -= length

    def close(self) -> None:
        self._database.close()


def _checksum(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=16).digest()
