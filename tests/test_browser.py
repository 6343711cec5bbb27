"""What a reader sees in JupyterLab, with a view in use, in a real browser (make test-browser)."""

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
