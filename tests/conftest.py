"""A real browser for the tests that need one (make test-browser), and the book served to it."""

import functools
import os
import re
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from workreports import cli

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "build" / "book"
SHOTS = ROOT / "build" / "screenshots"
HOW = "«make test-browser» installs Playwright; the browser itself comes from your system (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/chromium"


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason=f"Playwright is not installed. {HOW}"
    )
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if not found:
        pytest.skip(f"there is no Chromium. {HOW}")
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_api.sync_playwright() as playwright:
        quiet = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ]
        yield playwright.chromium.launch(executable_path=found, args=quiet)


@pytest.fixture
def watched(browser):
    """A page, and what went wrong on it: errors of the console, and requests to another host."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong = []
    page.on(
        "console",
        lambda message: (
            wrong.append(f"console: {message.text} {message.location}")
            if message.type == "error"
            else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            wrong.append(f"asks for {request.url[:120]}")
            if not re.match(r"(https?|wss?)://localhost[:/]|data:|blob:|about:", request.url)
            else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            wrong.append(f"{response.status}: {response.url}") if response.status >= 400 else None
        ),
    )
    yield page, wrong
    page.close()


@pytest.fixture(scope="module")
def book():
    if not (BOOK / "index.html").exists():
        pytest.skip("the book is not built: make book")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(
        ("localhost", 0), functools.partial(Quiet, directory=str(BOOK))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def hangzhou(tmp_path_factory):
    out = tmp_path_factory.mktemp("hangzhou") / "page"
    assert cli.main(["page", str(ROOT / "corpus"), str(out)]) == 0
    return out / "index.html"


@pytest.fixture
def opened(browser):
    """Opens a page from the disk; what went wrong on it must be nothing."""
    wrong, tabs = [], []

    def load(path, address="", width=1280):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tabs.append(tab)
        tab.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("dialog", lambda dialog: wrong.append(dialog.message))
        tab.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:", "blob:"))
                else wrong.append(request.url)
            ),
        )
        tab.goto(f"{path.as_uri()}{address}")
        tab.wait_for_selector("#lines-title, [role=status]")
        return tab

    yield load
    assert wrong == []
    for tab in tabs:
        tab.close()
