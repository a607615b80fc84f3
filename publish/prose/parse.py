"""Markdown to HTML fragments: one pandoc process for many texts, cached by content."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from publish.cache import Store
from publish.prose.sanitise import sanitise

FORMAT = (
    "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-fancy_lists-example_lists"
    "-auto_identifiers-footnotes-inline_notes-citations-startnum-yaml_metadata_block+smart"
)
# A space after one of these is kept from breaking.
ABBREVIATIONS = Path(__file__).with_name("abbreviations.txt")
# "1. On Japan" is a point that the writer numbered, not a list to be numbered by a machine.
NUMBERED_POINT = re.compile(r"^([ \t]*(?:> ?)*)(\d{1,3})([.)])(?=[ \t])", re.MULTILINE)
BATCH = 400  # texts to a process: enough to hide its start, few enough to share the work
# Stands between two texts; a private character that splitting and import keep out of texts.
BETWEEN = "\ue0ff"


def parse(
    texts: Iterable[str],
    store: Store,
    jobs: int = 1,
    meanwhile: Callable[[], None] = lambda: None,
) -> dict[str, str]:
    """Give each Markdown text its HTML fragment (sanitised XHTML, no ids, marks as classes).

    Texts already in `store` are not parsed again; `meanwhile` is done while others are.
    Raises CalledProcessError if pandoc fails, which no text can bring about.
    """
    program = rules()
    wanted = {text: _key(program, text) for text in texts}
    known = store.get_many(wanted.values())
    html = {text: known[key].decode() for text, key in wanted.items() if key in known}
    missing = [text for text in wanted if text not in html]
    fresh = dict(zip(missing, _in_batches(missing, jobs, meanwhile), strict=True))
    store.put_many({wanted[text]: fragment.encode() for text, fragment in fresh.items()})
    return html | fresh


def _in_batches(texts: list[str], jobs: int, meanwhile: Callable[[], None]) -> list[str]:
    size = max(1, min(BATCH, -(-len(texts) // jobs)))
    batches = [texts[start : start + size] for start in range(0, len(texts), size)]
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        parsed = pool.map(_run_pandoc, batches)
        meanwhile()
        return [fragment for batch in parsed for fragment in batch]


def _run_pandoc(texts: list[str]) -> list[str]:
    options = ("--wrap", "none", "--preserve-tabs", "--abbreviations", str(ABBREVIATIONS))
    html = read_apart(map(_as_written, texts), FORMAT, "html5", *options)
    fragments = html.split(f"<p>{BETWEEN}</p>")
    return [sanitise(fragment.strip("\n")) for fragment in fragments[:-1]]


def read_apart(texts: Iterable[str], reads: str, writes: str, *options: str) -> str:
    """What one process of pandoc writes of many texts, each a file that nothing in another can
    reach, with a paragraph BETWEEN after each. `reads` and `writes` are formats of pandoc.

    A call of pandoc from Lua for each would read the list of extensions again each time,
    which takes longer than most texts do. Raises CalledProcessError if pandoc fails.
    """
    import pypandoc  # noqa: PLC0415  (slow import, only when a text is new)

    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, text in enumerate(texts):
            Path(folder, f"{number}.md").write_text(text.replace(BETWEEN, ""), "utf-8")
            names += [f"{number}.md", "between.md"]
        Path(folder, "between.md").write_text(f"\n\n{BETWEEN}\n\n", "utf-8")
        result = subprocess.run(
            [
                pypandoc.get_pandoc_path(),
                *("--from", reads, "--to", writes, "--file-scope", "--sandbox"),
                *options,
                *names,
            ],
            cwd=folder,
            capture_output=True,
            check=True,
        )
    return result.stdout.decode()


def _as_written(text: str) -> str:
    return NUMBERED_POINT.sub(r"\1\2\\\3", text)


def _key(program: bytes, text: str) -> str:
    return "prose-" + hashlib.sha256(program + text.encode()).hexdigest()


def rules() -> bytes:
    """What else decides the HTML: pandoc, the script and the sanitiser, by content."""
    program = (Path(__file__), ABBREVIATIONS, Path(__file__).with_name("sanitise.py"))
    digest = hashlib.sha256(version("pypandoc_binary").encode())
    for file in program:
        digest.update(file.read_bytes())
    return digest.digest()
