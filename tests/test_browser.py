"""What a reader sees: JupyterLab with a view in use, and the pages of the book, in a real browser (make test-browser)."""

import functools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "build" / "book"
SHOTS = ROOT / "build" / "screenshots"
WIDTHS = [1280, 390]
HOW = "«make test-browser» installs Playwright; the browser itself comes from your system (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/chromium"

pytestmark = pytest.mark.browser


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


# ---------------------------------------------------------------- the book


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


def pages():
    return sorted(
        path.relative_to(BOOK).as_posix()
        for path in BOOK.rglob("*/*.html")
        if "_static" not in path.parts
    ) or ["not built"]


@pytest.mark.parametrize("name", pages())
def test_a_page_of_the_book_loads_alone_and_fits_a_phone(book, watched, name):
    page, wrong = watched
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{book}/{name}", wait_until="load")
        page.evaluate(
            "Promise.all([...document.images].map(image => { image.loading = 'eager'; return image.decode().catch(() => { throw new Error('no picture: ' + image.src.slice(0, 120)) }) }))"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            f"{name} scrolls sideways at {width} pixels"
        )
        page.screenshot(path=SHOTS / f"{name.replace('/', '_').removesuffix('.html')}_{width}.png")
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name",
    [
        "guide/index.html",
        "notebooks/00_start_here.html",
        "notebooks/04_fiscal.html",
        "notebooks/exercises/02_terms.html",
        "guide/glossary.html",
        "guide/gallery.html",
        "guide/teaching/lesson_3.html",
        "guide/api.html",
    ],
)
def test_a_page_passes_the_accessibility_check(book, watched, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page, _ = watched
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{book}/{name}", wait_until="load")
    page.evaluate("document.body.dataset.theme = 'auto'")
    page.wait_for_timeout(300)  # colours fade in
    found = [
        violation
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    page.screenshot(path=SHOTS / f"{name.replace('/', '_').removesuffix('.html')}_{scheme}.png")
    assert not found, "\n".join(
        f"{v['id']}: {v['help']}: {[node['html'][:160] for node in v['nodes'][:4]]}" for v in found
    )


@pytest.mark.parametrize(
    "query, page_found",
    [
        ("一般公共预算收入", "Fiscal trends"),
        ("五水共治", "From demolishing"),
        ("公共预算", "Fiscal trends"),
        ("keyness", "Keywords"),
        ("dispersion of 发展", "From demolishing"),
        ("诛仙", "What the files held"),
    ],
)
def test_search_finds_what_is_typed(book, watched, query, page_found):
    page, wrong = watched
    page.goto(f"{book}/guide/index.html")
    page.fill("input[name=q]", query)
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("ul.search li")
    page.wait_for_function(
        "document.querySelector('.search-summary').innerText.includes('finished')"
    )
    assert any(page_found in title for title in page.locator("ul.search li > a").all_inner_texts())
    page.screenshot(path=SHOTS / f"search_{len(query)}.png")
    page.goto(f"{book}/search.html?q=没有这个词组")
    page.wait_for_function("document.querySelector('.search-summary').innerText.length > 0")
    assert page.locator("ul.search li").count() == 0
    assert wrong == []


def test_the_front_door_leads_to_the_book_and_every_link_arrives(book, watched):
    page, wrong = watched
    page.goto(book)
    page.wait_for_url("**/guide/index.html")
    known, missing = set(), []
    for name in pages():
        page.goto(f"{book}/{name}", wait_until="domcontentloaded")
        for link in page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0])"
        ):
            if link.startswith(book) and link not in known:
                known.add(link)
                target = BOOK / urllib.request.url2pathname(link.removeprefix(book)).lstrip("/")
                missing += [] if target.exists() else [f"{name}: {link}"]
    assert len(known) > 100 and not missing and wrong == []


def test_formulas_are_drawn_by_the_browser_itself(book, watched):
    page, wrong = watched
    page.goto(f"{book}/guide/formulas.html")
    assert (
        page.locator("math").count() > 20
        and page.locator("mfrac").first.bounding_box()["height"] > 10
    )
    assert "\\frac" not in page.inner_text("article") and wrong == []


def test_every_picture_of_the_gallery_can_be_downloaded(book, watched):
    page, _ = watched
    page.goto(f"{book}/guide/gallery.html")
    names = {
        Path(link).name
        for link in page.evaluate("[...document.querySelectorAll('a.download')].map(a => a.href)")
    }
    saved = {path.name for path in (ROOT / "figures").glob("[!.]*")}
    assert saved - names == {"index.csv"}


# ---------------------------------------------------------------- JupyterLab

PRICES = [
    "import pandas as pd, workreports as wr\nfrom IPython.display import HTML\nfrom workreports.corpus.tracing import Trace",
    "price = '$x^2$'\npd.DataFrame({'text': [price]})",
    "Trace('a.txt', 0, 1, price, price, price, ())",
    "wr.concordance.Lines({'doc_id': ['a'], 'left': [price], 'hit': [price], 'right': [price]})",
    "wr.reuse.SideBySide((price, 'b'), (price, price + '!'))",
    "wr.explore.terms(wr.load_corpus(), price)",
    "HTML('<p>$x^2$</p>')",
]
"""Cells that show a price; only that of the last one is a formula to JupyterLab."""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the project, so that nothing here is written over."""
    copy = tmp_path_factory.mktemp("lab") / "project"
    for name in ("corpus", "figures", "lib", "notebooks"):
        shutil.copytree(
            ROOT / name,
            copy / name,
            ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"),
        )
    cells = [nbformat.v4.new_code_cell(source) for source in PRICES]
    kernel = {"kernelspec": {"display_name": "Python 3", "name": "python3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, copy / "notebooks" / "prices.ipynb")
    settings = tmp_path_factory.mktemp("settings") / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(
        json.dumps({"windowingMode": "none"}), encoding="utf-8"
    )
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "PYTHONPATH": str(copy / "lib"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings.parents[1]),
    }
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyter",
            "lab",
            "--no-browser",
            "--allow-root",
            f"--port={port}",
            "--IdentityProvider.token=",
            f"--ServerApp.root_dir={copy}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
        ],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2)
                break
            except OSError:
                assert server.poll() is None, "JupyterLab stopped"
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def run_all(page, lab, name):
    """Open a notebook, run all its cells and wait for them; gives the outputs of all cells."""
    page.goto(f"{lab}/lab/workspaces/{Path(name).stem}/tree/notebooks/{name}", wait_until="load")
    page.wait_for_function(
        "window.jupyterapp && jupyterapp.shell.currentWidget && jupyterapp.shell.currentWidget.content && jupyterapp.shell.currentWidget.content.widgets",
        timeout=60_000,
    )
    page.wait_for_function(
        "jupyterapp.shell.currentWidget.sessionContext.session && jupyterapp.shell.currentWidget.sessionContext.session.kernel",
        timeout=60_000,
    )
    page.evaluate("async () => { await jupyterapp.commands.execute('notebook:run-all-cells') }")
    return page.evaluate(
        "jupyterapp.shell.currentWidget.content.model.sharedModel.cells.filter(cell => cell.cell_type == 'code').map(cell => cell.outputs)"
    )


def bad(outputs):
    return [
        output
        for cell in outputs
        for output in cell
        if output.get("output_type") == "error" or output.get("name") == "stderr"
    ]


def test_start_here_runs_in_jupyterlab_and_a_view_answers(lab, watched):
    page, wrong = watched
    outputs = run_all(page, lab, "00_start_here.ipynb")
    assert bad(outputs) == [] and all(outputs[-3:])
    entry = page.get_by_label("Term or theme")
    entry.scroll_into_view_if_needed()
    view = page.locator(".jp-OutputArea-output:has(.widget-vbox)").last
    before = view.locator("img").get_attribute("src")
    assert "亚运" in view.inner_text()
    entry.fill("创新")
    entry.press("Enter")
    page.wait_for_function(
        "before => { const images = document.querySelectorAll('.widget-vbox img'); return images.length && images[images.length - 1].src != before }",
        arg=before,
        timeout=20_000,
    )
    assert (
        re.search(r"创新: \d+ places in \d+ of \d+ documents", view.inner_text())
        and view.locator("mark").first.inner_text() == "创新"
    )
    assert "创新" in view.locator("img").get_attribute("alt")
    page.screenshot(path=SHOTS / "lab_view.png")
    view.get_by_label("Place").select_option(label="下城区  Xiacheng")
    page.wait_for_function(
        "[...document.querySelectorAll('.widget-vbox td')].some(cell => cell.innerText.startsWith('Xiacheng')) && ![...document.querySelectorAll('.widget-vbox td')].some(cell => cell.innerText.startsWith('Shangcheng'))",
        timeout=20_000,
    )
    with page.expect_download() as download:
        view.get_by_role("link", name="lines.csv").click()
    assert "创新" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    entry.fill("<img src=x onerror=alert(1)>")
    entry.press("Enter")
    page.wait_for_selector(".widget-vbox [role=alert]")
    assert page.locator(".widget-vbox img[src=x]").count() == 0
    assert wrong == []


@pytest.mark.parametrize("name", ["04_fiscal.ipynb", "exercises/02_terms.ipynb"])
def test_a_notebook_runs_all_cells_in_jupyterlab(lab, watched, name):
    page, wrong = watched
    outputs = run_all(page, lab, name)
    assert bad(outputs) == [] and wrong == []
    if name.startswith("exercises"):
        assert "Not answered yet" in json.dumps(outputs, ensure_ascii=False)
    else:
        assert page.locator(".widget-vbox").count() >= 1
    page.screenshot(path=SHOTS / f"lab_{Path(name).stem}.png")


def test_what_texts_say_is_no_mathematics(lab, watched):
    page, wrong = watched
    outputs = run_all(page, lab, "prices.ipynb")
    assert bad(outputs) == []
    page.locator("mjx-container").last.scroll_into_view_if_needed(timeout=20_000)
    page.wait_for_selector(".widget-vbox [role=alert]")
    page.wait_for_timeout(1000)  # the view is typeset on its own
    assert page.locator("mjx-container").count() == 1
    for shown in (".dataframe", "mark", ".widget-vbox [role=alert]"):
        assert "$x^2$" in page.locator(shown).first.inner_text()
    page.screenshot(path=SHOTS / "lab_prices.png")
    assert wrong == []
