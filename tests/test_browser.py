"""What a reader sees in JupyterLab, with a view in use, in a real browser (make test-browser)."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

from workreports.views import keeping
from workreports.views.explorer import packing, widget

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "build" / "screenshots"

pytestmark = pytest.mark.browser

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
VIEWS = [
    "import workreports as wr\ncorpus = wr.load_corpus()",
    "wr.explore.terms(corpus, '数字经济')",
    "wr.explore.compare(corpus)",
    "wr.explore.indicators(corpus, 'gdp')",
    "wr.explore.topics(wr.topics.fit(corpus, k=6))",
]
STILL = "[...document.querySelectorAll('.workreports-still')]"
EXPLORER = ".workreports-live .workreports-explorer"


def store(cells, path):
    kernel = {"kernelspec": {"display_name": "Python 3", "name": "python3"}}
    written = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=written, metadata=kernel), path)


@contextlib.contextmanager
def jupyterlab(folder, settings, *flags, **env):
    """The address of a JupyterLab that serves a folder."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    given = {"PYTHONPATH": str(ROOT / "lib"), "JUPYTERLAB_SETTINGS_DIR": str(settings)}
    server = subprocess.Popen(
        [*command, "--LabApp.expose_app_in_browser=True", *flags],
        env={**os.environ, **given, **env},
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


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab as «make lab» starts it, on a copy of the project: nothing here is written over."""
    copy = tmp_path_factory.mktemp("lab") / "project"
    for name in ("corpus", "figures", "lib", "notebooks"):
        shutil.copytree(
            ROOT / name,
            copy / name,
            ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"),
        )
    store(PRICES, copy / "notebooks" / "prices.ipynb")
    store(VIEWS, copy / "notebooks" / "views.ipynb")
    settings = tmp_path_factory.mktemp("settings")
    whole = settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    whole.parent.mkdir(parents=True)
    whole.write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")
    (given,) = re.findall(r"jupyter lab (.*) notebooks/", (ROOT / "Makefile").read_text("utf-8"))
    with jupyterlab(copy, settings, *given.split(), PYTHONPATH=str(copy / "lib")) as address:
        yield address


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
    view = page.locator(EXPLORER).last
    view.locator("#q").scroll_into_view_if_needed()
    assert view.locator("#q").input_value() == "亚运"
    assert view.locator("h3").all_inner_texts() == ["亚运 Asian Games"]
    ask(view, "创新, 智慧")
    assert [text[:2] for text in view.locator("h3").all_inner_texts()] == ["创新", "智慧"]
    assert view.locator("mark").first.inner_text() in ("创新", "智慧")
    page.wait_for_timeout(300)
    page.screenshot(path=SHOTS / "lab_view.png")
    view.locator("#place").select_option("下城区")
    assert all("Xiacheng" in text for text in view.locator(".line .where").all_inner_texts())
    with page.expect_download() as download:
        view.get_by_role("button", name="csv").click()
    assert "创新" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    ask(view, "<img src=x onerror=alert(1)>")
    assert page.locator("img[src=x]").count() == 0
    assert wrong == []


def ask(view, typed):
    view.locator("#q").fill(typed)
    view.locator("#q").press("Enter")


def save(page, view):
    """Save the notebook from within the explorer."""
    view.locator("#view-terms").press("Control+s")
    page.wait_for_function("!jupyterapp.shell.currentWidget.context.model.dirty")


def saved(lab, name):
    """The still pictures of views in a notebook as it lies on the disk."""
    with urllib.request.urlopen(f"{lab}/api/contents/notebooks/{name}") as answer:
        cells = json.load(answer)["content"]["cells"]
    shown = [output.get("data", {}) for cell in cells for output in cell["outputs"]]
    return ["".join(data["text/html"]) for data in shown if "text/html" in data]


def test_a_notebook_keeps_what_was_asked_last(lab, watched):
    page, wrong = watched
    assert bad(run_all(page, lab, "views.ipynb")) == [] and wrong == []
    view = page.locator(EXPLORER).first
    assert page.evaluate(f"{STILL}.map(one => one.offsetHeight)") == [0, 0, 0, 0]
    cells = "jupyterapp.shell.currentWidget.content.widgets.length"
    before = page.evaluate(cells)
    view.locator("#q").fill("")
    view.locator("#q").press_sequentially("bdd")  # shortcuts that add and delete cells
    assert page.evaluate(cells) == before and view.locator("#q").input_value() == "bdd"
    ask(view, "智慧, 亚运")
    for name, kept in (
        ("company", "Words near 智慧, at most 5 words away"),
        ("compare", "work report, plan, 2023: "),
        ("figures", "general public budget revenue"),
        ("terms", "智慧; 亚运: "),
    ):
        view.locator(f"#view-{name}").click()
        page.wait_for_function(f"{STILL}[0].querySelector('p').textContent.includes('{kept}')")
    compared, figures = (page.locator(EXPLORER).nth(at) for at in (1, 2))
    compared.locator("#bgenre").select_option(label="all")
    page.wait_for_function(f"{STILL}[1].querySelector('[role=note]')")
    figures.locator("#indicator").select_option("exports")
    page.wait_for_function(f"{STILL}[2].querySelector('p').textContent.includes('exports')")
    save(page, view)
    terms, compared, figures, _ = saved(lab, "views.ipynb")
    assert "<img alt='智慧; 亚运, per 10,000 words" in terms and "the genres differ" in compared
    assert "<img alt='自营出口  exports" in figures and "Promised and reached" in figures
    page.screenshot(path=SHOTS / "lab_views_asked.png")

    # The page is loaded anew, its kernel goes on; what was not saved is asked still.
    ask(view, "创新")
    page.wait_for_function(f"{STILL}[0].querySelector('p').textContent.includes('创新: ')")
    page.goto("about:blank")
    page.goto(f"{lab}/lab/workspaces/anew/tree/notebooks/views.ipynb", wait_until="load")
    view = page.locator(EXPLORER).first
    view.locator(".point").first.wait_for()
    assert view.locator("#q").input_value() == "创新"
    page.wait_for_function(f"{STILL}[0].querySelector('p').textContent.includes('创新: ')")
    assert page.evaluate(f"{STILL}.map(one => one.offsetHeight)") == [0, 0, 0, 0]
    ask(view, "智慧, 亚运")
    page.wait_for_function(f"{STILL}[0].querySelector('p').textContent.includes('智慧; 亚运: ')")
    save(page, view)
    assert "<img alt='智慧; 亚运, per 10,000 words" in saved(lab, "views.ipynb")[0] and wrong == []

    page.evaluate("async () => { await jupyterapp.serviceManager.sessions.shutdownAll() }")
    page.goto(f"{lab}/lab/workspaces/again/tree/notebooks/views.ipynb", wait_until="load")
    page.wait_for_function(f"{STILL}.length === 4 && {STILL}.every(one => one.offsetHeight > 100)")
    dead = page.get_by_text("Error displaying widget")
    dead.first.wait_for(state="attached")
    assert not any(one.is_visible() for one in dead.all())
    assert "智慧; 亚运" in page.locator(".workreports-still").first.inner_text()
    page.screenshot(path=SHOTS / "lab_views_reopened.png")


def test_views_in_jupyterlab_pass_the_accessibility_check(lab, watched):
    from axe_playwright_python.sync_playwright import Axe

    page, _ = watched
    assert bad(run_all(page, lab, "views.ipynb")) == []
    page.locator(EXPLORER).first.locator(".point").first.wait_for()
    context = {"include": [[".workreports-live"]]}
    found = Axe().run(page, context=context).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]
    for at, view in enumerate(page.locator(".workreports-live").all()):
        view.scroll_into_view_if_needed()
        page.screenshot(path=SHOTS / f"lab_views_{at}.png")
    blank = page.evaluate(
        "[...document.querySelectorAll('.workreports-live select')].filter(one => one.selectedIndex < 0).length"
    )
    assert blank == 0


def test_no_pop_up_asks_for_news(browser, tmp_path):
    shipped = {"JUPYTER_CONFIG_PATH": str(ROOT / "tools" / "jupyter")}
    with jupyterlab(tmp_path, tmp_path / "settings", **shipped) as address:
        assert asks_for_news(browser, address) == 0


def asks_for_news(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/lab", wait_until="load")
    page.wait_for_selector(".jp-Launcher, .jp-NotebookPanel", timeout=60_000)
    page.wait_for_timeout(3000)  # it would have come up by now
    page.screenshot(path=SHOTS / "lab_first.png")
    found = page.get_by_text("Jupyter news").count()
    page.close()
    return found


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
    page.locator(EXPLORER).wait_for()
    page.wait_for_timeout(1000)  # the view is typeset on its own
    assert page.locator("mjx-container").count() == 1
    assert page.locator(EXPLORER).locator("#q").input_value() == "$x^2$"
    for shown in (".dataframe", "mark"):
        assert "$x^2$" in page.locator(shown).first.inner_text()
    page.screenshot(path=SHOTS / "lab_prices.png")
    assert wrong == []


RENDERED = """async ([module, keeper, table]) => {
  const load = (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  const model = (given) => ({ get: (name) => given[name], set() {}, save_changes() {}, on() {} });
  const el = document.body.appendChild(document.createElement("div"));
  (await load(keeper)).default.initialize({ model: model({ of: "a", data: { "text/html": "b" } }) });
  const { render } = (await load(module)).default;
  const state = { view: "terms", q: "创新", lang: "en" };
  await render({ model: model({ table, state }), el });
  globalThis.heard = [];
  const hear = (phase) => ({ target, key }) =>
    target.closest("[data-lm-suppress-shortcuts]") || heard.push(`${phase} ${key}`);
  document.addEventListener("keydown", hear("before"), true);
  document.addEventListener("keydown", hear("after"));
}"""
"""The widget in a frame of its own, as in VS Code, and shortcuts as Notebook (before) and JupyterLab
(after) listen for them."""


def test_keys_that_a_box_uses_are_no_shortcuts_and_others_are(watched, corpus):
    page, wrong = watched
    page.set_content("<!doctype html><title>frame</title>")
    texts = [widget.Explorer._esm, keeping.Keeper._esm, packing.packed(corpus.select(years=2023))]
    page.evaluate(RENDERED, texts)
    for keys in ("b", "Enter", "Shift+Enter", "Control+z", "Control+Enter", "ArrowUp"):
        page.locator("#q").press(keys)
        assert page.evaluate("heard") == [], keys
    for keys in ("Control+s", "Meta+s", "Control+Shift+P"):
        page.locator("#q").press(keys)
        key = keys.rpartition("+")[2]
        assert page.evaluate("heard.splice(0)") == [f"before {key}", f"after {key}"]
    assert wrong == []
