"""What the renderer may open: files under given folders, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

# Address of the manuscript's folder, wherever it is: the renderer names pictures by their
# addresses, and the same sources are to give the same bytes in every place.
MANUSCRIPT = "file:///manuscript/"


class FolderFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `file:` addresses under `folders`; refuses the network and all else.

    Addresses below `MANUSCRIPT` are those of the first folder.

    Links are resolved before the check, so that none leads out of a folder. A refusal
    raises ValueError, which the renderer logs and the galley reports.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file at `url`; ValueError if it may not be read."""
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            raise ValueError("only files of the manuscript may be used")
        path = Path(unquote(parts.path))
        if url.startswith(MANUSCRIPT):
            path = self._folders[0] / unquote(url.removeprefix(MANUSCRIPT))
        path = path.resolve()
        if not any(path.is_relative_to(folder) for folder in self._folders):
            raise ValueError("the file lies outside the manuscript")
        return URLFetcherResponse(url, path.read_bytes())
