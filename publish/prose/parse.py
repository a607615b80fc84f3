"""Markdown to HTML fragments: one pandoc process for many texts, cached by content."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from publish.cache import Store
from publish.prose.sanitise import sanitise

SCRIPT = Path(__file__).with_name("to_html.lua")
# "1. On Japan" is a point that the writer numbered, not a list to be numbered by a machine.
NUMBERED_POINT = re.compile(r"^([ \t]*(?:> ?)*)(\d{1,3})([.)])(?=[ \t])", re.MULTILINE)
BATCH = 400  # texts to a process: enough to hide its start, few enough to share the work


def parse(texts: Iterable[str], store: Store, jobs: int = 1) -> dict[str, str]:
    """Give each Markdown text its HTML fragment (sanitised XHTML, no ids, marks as classes).

    Texts already in `store` are not parsed again. Raises CalledProcessError if pandoc fails,
    which no text can bring about.
    """
    rules = _rules()
    wanted = {text: _key(rules, text) for text in texts}
    known = store.get_many(wanted.values())
    html = {text: known[key].decode() for text, key in wanted.items() if key in known}
    missing = [text for text in wanted if text not in html]
    fresh = dict(zip(missing, _in_batches(missing, jobs), strict=True))
    store.put_many({wanted[text]: fragment.encode() for text, fragment in fresh.items()})
    return html | fresh


def _in_batches(texts: list[str], jobs: int) -> list[str]:
    size = max(1, min(BATCH, -(-len(texts) // jobs)))
    batches = [texts[start : start + size] for start in range(0, len(texts), size)]
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        return [fragment for batch in pool.map(_run_pandoc, batches) for fragment in batch]


def _run_pandoc(texts: list[str]) -> list[str]:
    import pypandoc  # noqa: PLC0415  (slow import, only when a text is new)

    escaped = [NUMBERED_POINT.sub(r"\1\2\\\3", text) for text in texts]
    result = subprocess.run(
        [pypandoc.get_pandoc_path(), "lua", str(SCRIPT)],
        input=json.dumps(escaped).encode(),
        capture_output=True,
        check=True,
    )
    fragments: list[str] = json.loads(result.stdout)
    return [sanitise(fragment) for fragment in fragments]


def _key(rules: bytes, text: str) -> str:
    return "prose-" + hashlib.sha256(rules + text.encode()).hexdigest()


def _rules() -> bytes:
    """What else decides the HTML: pandoc, the script and the sanitiser, by content."""
    sanitiser = Path(__file__).with_name("sanitise.py")
    program = (SCRIPT, sanitiser, Path(__file__))
    digest = hashlib.sha256(version("pypandoc_binary").encode())
    for file in program:
        digest.update(file.read_bytes())
    return digest.digest()
