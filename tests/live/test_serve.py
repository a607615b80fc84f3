"""publish serve, in a browser as an editor uses it, and as other programs must not."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect, sync_playwright

from publish.cli import main
from tests.conftest import EDITIONS
from tests.live.running import PATIENCE, Running, replace_in
from tests.test_reading import CHROMIUM, FLAGS

LETTER = Path("years/1894/005.md")
WAIT = 60_000  # ms
READY = "pages; print, screen, EPUB in"

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


class Served:
    """A copy of the specimen that is being served."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "specimen"
        shutil.copytree(EDITIONS["specimen"], self.root)
        self.running = Running("serve", self.root, "--out", folder / "build", "--port", 0)
        said = self.running.wait_for("http://127.0.0.1:")
        self.address = re.findall(r"http://\S+", said)[0]
        self.port = int(self.address.rstrip("/").rpartition(":")[2])
        self.running.wait_for(READY)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    one = Served(tmp_path_factory.mktemp("served"))
    yield one
    one.running.kill()


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    """The page of the server, open with its first pages drawn; any script error fails."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(WAIT)
        expect.set_options(timeout=WAIT)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto(served.address)
        expect(page.locator(".page img").first).to_be_visible()
        yield page
        browser.close()
    assert errors == []


def _is_drawn(page: Page, number: int) -> None:
    """Waits until the picture of a page has come."""
    picture = page.locator(f".page[data-page='{number}'] img")
    expect(picture).to_have_js_property("complete", True)
    assert int(picture.evaluate("image => image.naturalWidth")) > 300


@needs_browser
def test_the_book_lies_open_and_is_turned_by_keys(page: Page) -> None:
    expect(page.locator("#title")).to_have_text("The Orm Canal Letters")
    expect(page.locator(".page[data-page='0']")).to_have_class(re.compile("recto"))
    _is_drawn(page, 0)
    page.keyboard.press("ArrowRight")
    _is_drawn(page, 1)
    _is_drawn(page, 2)
    expect(page.locator("#folio")).to_have_value("ii")
    page.keyboard.press("/")
    page.keyboard.type("brezina 1894")
    rows = page.locator("#texts li:visible")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("3. Thorley, Vlachos, and Březina to Saranin")
    page.keyboard.press("Enter")
    expect(page.locator("#folio")).to_have_value("7")


@needs_browser
def test_a_click_says_where_a_paragraph_is_written(page: Page, served: Served) -> None:
    page.locator("#folio").fill("9")
    page.keyboard.press("Enter")
    _is_drawn(page, 26)
    page.keyboard.press("e")
    paragraph = page.frame_locator("#epub-frame").get_by_text("The lake. It stands")
    paragraph.click()
    written = (served.root / LETTER).read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(written, 1) if text.startswith("2) The lake"))
    expect(page.locator("#source")).to_have_text(f"{LETTER}:{line}")
    expect(page.locator(".page[data-page='26'] .spot")).to_be_visible()
    page.locator(".page .words span").filter(has_text="what it did to the pumps").click()
    expect(page.locator("#source")).to_have_text(f"{LETTER}:{line - 2}")
    page.locator("#copy").click()
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{LETTER}:{line - 2}"


@needs_browser
def test_a_locator_of_the_index_turns_to_its_page(page: Page) -> None:
    page.get_by_role("tab", name="Index").click()
    entry = page.locator("#index li").filter(has_text="Ferrers, A.")
    entry.get_by_role("link").first.click()
    expect(page.locator("#folio")).to_have_value("9")
    expect(page.locator(".page[data-page='26'] .spot")).to_be_visible()


@needs_browser
@pytest.mark.parametrize("width", [400, 640, 900])
def test_a_narrow_window_shows_all(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.keyboard.press("e")
    for part in ("#said", "#texts", "#epub", "#source", "#epub-toggle"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["width"] > 40 and 0 <= box["x"] <= box["x"] + box["width"] <= width


@needs_browser
def test_a_correction_turns_to_its_page_and_marks_it(page: Page, served: Served) -> None:
    replace_in(served.root / LETTER, "The hill has stood", "The zebrine hill has stood")
    expect(page.locator(".page[data-page='26'] .mark")).to_have_count(1)
    expect(page.locator(".page.is-touched")).to_have_count(1)
    expect(page.locator("#said")).to_contain_text(f"{LETTER}: page 9 changed")
    _is_drawn(page, 26)

    replace_in(served.root / LETTER, "number: 5", "numbr: 5")
    expect(page.locator("#problems")).to_contain_text(f"{LETTER}:2")
    expect(page.locator("#said")).to_contain_text("the last good book stays")
    _is_drawn(page, 26)
    page.get_by_role("button", name=f"{LETTER}:2").first.click()
    expect(page.locator("#folio")).to_have_value("9")

    replace_in(served.root / LETTER, "numbr: 5", "number: 5")
    expect(page.locator("#no-problems")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("no page changed")


def _get(port: int, path: str, host: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Host": host, "Origin": "http://evil.example"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.parametrize("path", ["/", "/state", "/source?page=1&x=1&y=1", "/static/serve.js"])
def test_a_name_that_is_not_this_machine_is_refused(served: Served, path: str) -> None:
    assert _get(served.port, path, "evil.example").status == 400
    answer = _get(served.port, path, f"127.0.0.1:{served.port}")
    assert answer.status in (200, 404)
    assert answer.getheader("Access-Control-Allow-Origin") is None
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert "default-src 'none'" in (answer.getheader("Content-Security-Policy") or "")


@pytest.mark.parametrize(
    "path",
    [
        "/pages/nothing/100.png", "/pages/nothing/lines",
        "/pages/../../etc/passwd", "/static/../app.py",
        "/static/%2e%2e/app.py", "/epub/x/../../../etc/passwd", "/source?page=900&x=1&y=1",
        "/source?page=x", "/source?anchors=nothing",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_served(served: Served, path: str) -> None:
    assert _get(served.port, path, "localhost").status in (400, 404)


def test_only_this_machine_is_listened_to(served: Served) -> None:
    with socket.socket() as other:
        other.settimeout(5)
        with pytest.raises(OSError):
            other.connect((_outer_address(), served.port))


def _outer_address() -> str:
    """Another address of this machine; every Linux has the whole of 127/8."""
    return "127.0.0.2"


def test_a_port_in_use_is_said(served: Served, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["serve", str(served.root), "--out", str(tmp_path), "--port", str(served.port)]
    )
    assert result.exit_code == 1
    assert f"Port {served.port} is in use." in result.output


def test_ctrl_c_ends_it_at_once_and_tells_an_open_page(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), PATIENCE) as page:
        page.sendall(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with page.makefile("rb") as stream:
            assert any(line.startswith(b"data: ") for line in stream)
        assert served.running.interrupt() == 0
    assert served.running.said[-1] == "Ended."
    assert not any(word in line for line in served.running.said for word in ("ERROR", "Traceback"))
