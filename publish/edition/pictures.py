"""Where the picture that a text names lies."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")  # of another place: https:, file:, //host


def picture_path(file: str, target: str) -> str | None:
    """The path of a picture, relative to the manuscript's folder.

    `file` is the text's own path in that folder, `target` what stands in `![](…)`: a path
    relative to the text's file, as in any Markdown editor. None if it leads out.
    """
    if ADDRESS.match(target):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(target)))
    return None if path.startswith(("/", "../")) or path == ".." else path
