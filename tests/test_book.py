"""The pages of the book in a real browser (make test-browser)."""

import re
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from workreports import figures
from workreports.indicators import extract
from workreports.io.text import NORMAL_FORM
from workreports.views import reports

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "build" / "book"
SHOTS = ROOT / "build" / "screenshots"
WIDTHS = [1280, 390]

pytestmark = pytest.mark.browser


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
        "guide/reports.html",
        "guide/reports/gongshu-2023-work-report.html",
        "guide/reports/shangcheng-2016-five-year-plan.html",
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


# ---------------------------------------------------------------- the front page and the explorer


@pytest.fixture
def from_disk(browser):
    """A page as one opens it by a double click, and what went wrong on it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong = []
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            wrong.append(asked.url[:120]) if not re.match("file:|data:|blob:", asked.url) else None
        ),
    )
    yield page, wrong
    page.close()


def test_the_box_of_the_front_page_asks_the_explorer(from_disk):
    page, wrong = from_disk
    page.goto((BOOK / "guide" / "index.html").as_uri())
    box = page.get_by_role("textbox", name="When did a word appear")
    assert box.input_value() == "数字经济"
    box.fill("工业")
    box.press("Enter")
    page.wait_for_url("**/explorer/index.html#q=*")
    page.locator("[role=status]", has_text="工业").first.wait_for()
    assert page.locator("#q").input_value() == "工业"
    assert wrong == []


def test_every_page_leads_to_the_explorer(from_disk):
    page, wrong = from_disk
    for name in (
        "guide/index.html",
        "notebooks/02_terms.html",
        "notebooks/exercises/02_terms.html",
    ):
        page.goto((BOOK / name).as_uri())
        page.get_by_role("link", name="Explore the reports").click()
        page.wait_for_selector("#explorer h1")
    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_front_page_leads_to_what_was_promised_and_what_became_of_it(from_disk, width):
    page, wrong = from_disk
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((BOOK / "guide" / "index.html").as_uri())
    assert page.locator(".promised a").count() == 3
    page.get_by_role("link", name="Shangcheng, 2017").click()
    page.locator("#explorer h1").wait_for()
    assert page.locator("#where").input_value() == "上城区"
    assert page.locator("#year").input_value() == "2017"
    rows = page.locator(".wraps tbody tr")
    rows.first.wait_for()
    page.go_back()
    item = page.locator(".promised li").first.inner_text()
    head, parts, verdicts = re.match(r".*?(\d+) promises \((.*?)\): (.*?)\.", item).groups()
    told = [
        [int(one) for one in re.findall(r"(\d+) (?!alone)[a-z]", some)]
        for some in (parts, verdicts)
    ]
    assert head == "34" and [sum(one) for one in told] == [34, 34] and told[0] == [7, 27]
    page.go_forward()
    rows.first.wait_for()
    assert rows.count() == 34 and wrong == []
    page.screenshot(path=SHOTS / f"promised_{width}.png")


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_of_the_findings_can_be_read_at_every_width(book, watched, width):
    page, _ = watched
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{book}/guide/index.html", wait_until="load")
    pictures = page.locator(".findings .picture img")
    widths = pictures.evaluate_all("images => images.map(image => image.clientWidth)")
    assert len(widths) == 3 and min(widths) > 650  # their labels are 10 points at 760
    boxes = page.locator(".findings .picture").evaluate_all("all => all.map(a => a.tabIndex)")
    assert boxes == [0 if width < 700 else -1] * 3  # what scrolls is reached by keyboard


def test_a_phone_is_told_that_a_picture_goes_on(book, watched):
    page, _ = watched
    told = "one => getComputedStyle(one, '::before').content"
    for name, boxes in (
        ("guide/index.html", ".findings .picture"),
        ("notebooks/05_targets.html", ".cell_output:has(> img)"),
    ):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{book}/{name}", wait_until="load")
            for box in page.locator(boxes).all():
                assert ("Swipe" in box.evaluate(told)) == (width < 700)
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(200)
        page.mouse.wheel(0, -400)
        page.wait_for_function("document.documentElement.matches('.show-back-to-top')")
        assert not page.locator(".back-to-top").is_visible()


def test_the_front_page_says_which_years_are_here(book, corpus):
    page = (BOOK / "guide" / "index.html").read_text(encoding="utf-8")
    first = re.search(r"work reports \(.*?beside", page, re.DOTALL)[0]
    years = corpus.documents.query("genre == 'work_report'")["year"].unique()
    assert sorted(years) == [*range(2014, 2018), 2023]
    assert "of 2014 to 2017 and 2023 (of 2018 to 2022 no document is here)" in first
    assert "2014至2017年、2023年（2018至2022年没有任何文件）" in page


def test_three_pictures_of_the_front_page_lead_to_their_notebooks(from_disk):
    page, wrong = from_disk
    page.goto((BOOK / "guide" / "index.html").as_uri())
    cards = page.locator("section:has(> h2:has-text('Three findings')) .card")
    saved = {row["name"]: row for row in figures.index()}
    assert cards.count() == 3
    for card in cards.all():
        row = saved[Path(card.locator("img").get_attribute("src")).stem]
        notebook = f"../notebooks/{row['notebook']}.html"
        links = card.locator("a")
        assert {one.get_attribute("href") for one in links.all()} == {notebook}
        assert row["title"] in card.inner_text() and row["title_zh"] in card.inner_text()
    assert wrong == []


def test_the_front_page_has_a_way_in_for_each_reader(from_disk):
    page, _ = from_disk
    page.goto((BOOK / "guide" / "index.html").as_uri())
    for who in ("For readers 读者", "For students 学生", "For teachers 教师", "For researchers"):
        assert page.locator(f".card:has-text('{who}') a").count() >= 1


# ---------------------------------------------------------------- the reports


def searched(page, book, query):
    """The pages that the search gives, in its order."""
    page.goto(f"{book}/search.html?{urlencode({'q': query})}")
    page.wait_for_function(
        "document.querySelector('.search-summary')?.innerText.includes('finished')"
    )
    links = page.locator("ul.search li > a")
    return [one.get_attribute("href") for one in links.all()]


def test_the_search_finds_every_lift_of_the_reports(book, watched, corpus):
    page, wrong = watched
    texts = corpus.paragraphs.groupby("doc_id")["text"].agg("".join).str.count("电梯")
    expected = {f"guide/reports/{doc_id}.html": n for doc_id, n in texts.items() if n}
    found = searched(page, book, "电梯")
    assert set(found) == {"guide/glossary.html", *expected} and sum(expected.values()) == 8
    for name in expected:
        searched(page, book, "电梯")
        page.locator(f"ul.search a[href='{name}']").click()
        page.wait_for_url(f"**/{name}")
        first = "document.querySelector('article .highlighted')?.getBoundingClientRect().top"
        page.wait_for_function(f"{first} > 0 && {first} < innerHeight")
        marked = page.locator("article .highlighted")
        assert marked.count() == expected[name]
        colours = marked.evaluate_all("all => all.map(a => getComputedStyle(a).backgroundColor)")
        assert set(colours) == {"rgb(255, 224, 138)"}
    assert wrong == []


@pytest.mark.parametrize(
    "query, order",
    [
        ("数字经济", ["notebooks/02_", "guide/reports/gongshu-", "guide/reports/shangcheng-2023"]),
        ("数字经济", ["notebooks/02_", "guide/reports/gongshu-", "guide/reports/xiacheng-article"]),
        (
            "数字经济",
            ["notebooks/02_", "guide/reports/gongshu-", "notebooks/01_", "guide/glossary"],
        ),
        ("keyness", ["notebooks/03_", "guide/formulas.html#keyness", "notebooks/04_"]),
        ("keyness", ["notebooks/03_", "guide/formulas.html", "guide/api.html#module-"]),
        ("targets", ["notebooks/05_targets.html", "guide/panel.html", "guide/api.html"]),
        ("glossary", ["guide/glossary.html", "notebooks/", "guide/api.html"]),
        ("shared wording", ["notebooks/07_", "notebooks/exercises/07_", "guide/similarity.html"]),
        ("财政收入", ["notebooks/04_", "guide/reports/xiacheng-", "guide/glossary.html"]),
        ("topics", ["notebooks/06_", "notebooks/exercises/06_", "guide/api.html"]),
    ],
)
def test_results_stand_in_the_order_a_reader_expects(book, watched, query, order):
    page, _ = watched
    found = searched(page, book, query)
    first = [next(at for at, name in enumerate(found) if name.startswith(one)) for one in order]
    assert first[0] == 0 and first == sorted(first)
    page.screenshot(path=SHOTS / f"results_{query}.png")


@pytest.mark.parametrize(
    "query, doc_id",
    [
        ("上城 2017", "shangcheng-2017-work-report"),
        ("2014年下城", "xiacheng-2014-work-report"),
        ("Gongshu 2023", "gongshu-2023-work-report"),
    ],
)
def test_a_place_and_a_year_bring_their_report_first(book, watched, query, doc_id):
    page, _ = watched
    assert searched(page, book, query)[0] == f"guide/reports/{doc_id}.html"
    assert not searched(page, book, "上城")[0].startswith("guide/reports/")


def test_english_leads_to_the_terms_of_the_reports(from_disk):
    page, wrong = from_disk
    address = (BOOK / "search.html").as_uri()
    page.goto(f"{address}?q=digital+economy")
    page.locator("#in-chinese a", has_text="数字经济 digital economy").first.click()
    page.wait_for_url(f"{address}?q=%E6%95%B0%E5%AD%97%E7%BB%8F%E6%B5%8E")
    page.locator("ul.search a[href*='gongshu-2023-work-report']").wait_for()
    for query in ("数字经济", "economy((", "zzz"):
        page.goto(f"{address}?{urlencode({'q': query})}", wait_until="load")
        page.locator(".search-summary").wait_for()
        assert page.locator("#in-chinese").count() == 0
    assert wrong == []


def test_the_search_works_from_the_disk(from_disk):
    page, wrong = from_disk
    page.goto((BOOK / "search.html").as_uri() + "?q=keyness")
    page.wait_for_function(
        "document.querySelector('.search-summary')?.innerText.includes('finished')"
    )
    assert page.locator("ul.search li > a").count() > 5 and wrong == []


def test_ids_in_notebooks_lead_to_their_paragraph(from_disk, corpus):
    page, wrong = from_disk
    reached = 0
    for path in sorted((BOOK / "notebooks").glob("*.html")):
        page.goto(path.as_uri())
        links = page.locator("article a[href*='/reports/']:not(:has(mark, code))").evaluate_all(
            "all => all.map(a => [a.textContent, a.href])"
        )
        for text, address in dict(links).items():
            doc_id, _, number = text.partition(":")
            if doc_id not in corpus.documents.index:  # a passage, see below
                continue
            assert address.endswith(f"/{doc_id}.html" + f"#{number}" * bool(number))
            reached += bool(number)
    assert reached > 10
    page.goto((BOOK / "guide/reports/gongshu-2023-work-report.html").as_uri() + "#0013.2")
    here = page.locator(":target")
    assert here.inner_text() and here.evaluate("one => one.getBoundingClientRect().top") > 0
    assert wrong == []


def test_a_report_lists_its_parts_and_says_a_terms_sense(from_disk):
    page, wrong = from_disk
    page.set_viewport_size({"width": 1500, "height": 900})
    page.goto((BOOK / "guide/reports/gongshu-2023-work-report.html").as_uri())
    page.locator(".toc-tree").get_by_role("link", name="Government itself").click()
    assert page.url.endswith("#part-3")
    page.locator(".report abbr:has-text('楼宇经济')").first.click()
    assert "office-building economy" in page.locator(".gloss").inner_text()
    assert (
        page.locator("aside.sidebar-drawer a.current.reference")
        .last.inner_text()
        .startswith("2023年")
    )
    assert wrong == []


def test_the_sense_of_a_term_is_reached_by_keyboard_in_few_stops(from_disk):
    page, wrong = from_disk
    page.goto((BOOK / "guide/reports/gongshu-2023-work-report.html").as_uri())
    stops = page.locator(".report abbr[tabindex='0']")
    words = page.locator(".report section abbr").count()
    assert 20 < stops.count() < 80 < words / 10  # every first place of a term, not of every word
    texts = stops.all_inner_texts()
    assert len(set(texts)) == len(texts) and "楼宇经济" in texts
    assert page.locator("a [tabindex='0']").count() == 0  # none inside a link
    stop = page.get_by_role("button", name="楼宇经济", exact=True)
    assert stop.get_attribute("title").startswith("lóuyǔ jīngjì, office-building economy: ")
    stop.focus()
    gloss = page.locator(".gloss[role=status]")
    assert gloss.inner_text() == f"楼宇经济: {stop.get_attribute('title')}"
    page.keyboard.press("ArrowRight")
    here = page.locator("abbr:focus")
    assert here.count() == 1 and here.inner_text() != "楼宇经济"
    assert gloss.inner_text() == f"{here.inner_text()}: {here.get_attribute('title')}"
    page.keyboard.press("ArrowLeft")
    assert "office-building economy" in gloss.inner_text()
    page.keyboard.press("Escape")
    assert gloss.count() == 0
    page.keyboard.press("Enter")
    assert "office-building economy" in gloss.inner_text()
    page.keyboard.press("Shift+Tab")  # goes on in the page
    assert gloss.count() == 0 or "office-building" not in gloss.inner_text()
    assert wrong == []


def test_lines_in_notebooks_lead_to_their_sentence(from_disk, corpus):
    page, wrong = from_disk
    texts = corpus.paragraphs.set_index("par_id")["text"]
    reached = 0
    for path in sorted((BOOK / "notebooks").glob("*.html")):
        page.goto(path.as_uri())
        links = page.locator("td a:has(mark)").evaluate_all(
            "all => all.map(a => [a.textContent, a.href])"
        )
        for hit, address in links:
            doc_id, number, sentence = re.search(r"([^/]+)\.html#(\d+)\.(\d+)$", address).groups()
            text = texts[f"{doc_id}:{number}"]
            start, end = reports.sentences(text)[int(sentence) - 1]
            assert hit[0] in text[start:end] and hit in text.replace("\n", "|")
            reached += 1
    page.goto((BOOK / "notebooks/04_fiscal.html").as_uri())
    place = page.locator("a:has(code)").first
    start = int(re.search(r" (\d+):", place.inner_text())[1])
    row = corpus.paragraphs.set_index("par_id").loc["shangcheng-2017-work-report:0006"]
    assert place.get_attribute("href").endswith("shangcheng-2017-work-report.html#0006")
    assert row["raw_start"] <= start < row["raw_end"]
    assert reached > 100 and wrong == []


def test_passages_in_tables_lead_to_where_they_stand(from_disk, corpus):
    page, wrong = from_disk
    texts = corpus.paragraphs.set_index("par_id")["text"].str.translate(NORMAL_FORM)
    places = "td > a[href*='guide/reports/'][href*='#']:not([href*='explorer'], :has(mark, code))"
    asked = "td > a[href*='explorer/index.html#q=']"
    reached, shared = 0, {}
    for path in sorted((BOOK / "notebooks").glob("*.html")):
        page.goto(path.as_uri())
        links = "all => all.map(a => [a.textContent, a.getAttribute('href')])"
        for shown, address in page.locator(places).evaluate_all(links):
            doc_id, number, sentence = re.search(
                r"([^/]+)\.html#(\d+)(?:\.(\d+))?$", address
            ).groups()
            text = texts[f"{doc_id}:{number}"]
            if shown.startswith(doc_id):
                continue
            begun, _ = reports.sentences(text)[int(sentence) - 1]
            passage = shown.removesuffix("...").translate(NORMAL_FORM)
            assert passage in text.replace("\n", "|")[begun:]
            reached += 1
        shared |= dict(page.locator(asked).evaluate_all(links))
    assert reached > 30 and len(shared) > 3
    for passage in shared:
        assert texts.str.contains(passage, regex=False).sum() > 1
    page.goto((BOOK / "notebooks/07_shared_wording.html").as_uri())
    page.locator(asked, has_text="高举中国特色社会主义伟大旗帜").click()
    page.wait_for_url("**/explorer/index.html#q=*")
    assert page.locator(".line mark", has_text="高举中国特色社会主义伟大旗帜").count() >= 3
    assert wrong == []


def test_a_phone_shows_every_cell_of_a_reports_tables(from_disk, corpus):
    page, wrong = from_disk
    figures_here = extract(corpus)["doc_id"].eq("xiacheng-2016-work-report").sum()
    page.goto((BOOK / "guide/reports/xiacheng-2016-work-report.html").as_uri())
    assert page.locator(".blocks thead").first.is_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    box = page.locator(".blocks[tabindex='0']")
    assert box.count() == 0
    rows = page.locator(".blocks [aria-label^=Figures] tbody tr")
    kinds = rows.locator("td[data-head^=Kind]")
    assert rows.count() == kinds.count() == figures_here > 30
    for place in kinds.evaluate_all("all => all.map(a => a.getBoundingClientRect().toJSON())"):
        assert 0 <= place["left"] < place["right"] <= 390 and place["height"] > 10
    rows.first.scroll_into_view_if_needed()
    page.screenshot(path=SHOTS / "report_figures_390.png")
    assert wrong == []


def test_a_report_of_the_explorer_leads_to_its_page(from_disk):
    page, wrong = from_disk
    par_id = "gongshu-2023-work-report:0013"
    asked = urlencode({"q": "电梯", "read": f"{par_id}~0~2"})
    page.goto(f"{(BOOK / 'explorer/index.html').as_uri()}#{asked}")
    page.get_by_role("link", name="As a page of its own").click()
    page.wait_for_url("**/guide/reports/gongshu-2023-work-report.html#0013")
    assert "电梯" in page.locator(":target").inner_text() and wrong == []


# ---------------------------------------------------------------- notebooks

NOTEBOOKS = sorted(path.stem for path in (BOOK / "notebooks").glob("*.html"))
WIDER = """() => {
  const column = document.querySelector("article").getBoundingClientRect();
  return [...document.querySelectorAll("article :is(pre, table, img, .output, .output div)")]
    .filter((one) => one.scrollWidth > one.clientWidth + 2
      || one.getBoundingClientRect().right > column.right + 4)
    .map((one) => one.outerHTML.slice(0, 200));
}"""


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_code_is_folded_and_all_that_is_shown_fits_its_column(from_disk, name):
    page, wrong = from_disk
    page.goto((BOOK / "notebooks" / f"{name}.html").as_uri())
    folded = page.locator(".cell details.hide")
    assert folded.count() == page.locator(".cell_input").count() > 0
    assert page.locator(".cell_input:visible").count() == 0
    page.get_by_role("button", name="Show all code").click()
    assert page.locator(".cell_input:visible").count() == folded.count()
    assert page.evaluate(WIDER) == []
    page.get_by_role("button", name="Hide all code").press("Enter")
    assert page.locator(".cell_input:visible").count() == 0
    folded.first.locator("summary").press("Enter")
    assert page.locator(".cell_input:visible").count() == 1
    assert folded.first.locator("summary").inner_text().strip() == "Hide code 隐藏代码"
    assert wrong == []


def test_no_mark_of_markdown_is_left_in_what_is_said(from_disk):
    page, _ = from_disk
    for name in pages():
        if name.startswith("explorer/"):
            continue
        page.goto((BOOK / name).as_uri())
        told = page.evaluate(
            """() => { const article = document.querySelector("article");
              article?.querySelectorAll("pre, code, dt, table, .report").forEach((one) => one.remove());
              return article?.textContent ?? ""; }"""
        )
        assert re.findall(r".{0,20}(?:\*\*|\]\().{0,20}", told) == [], name
    page.goto((BOOK / "notebooks" / "04_fiscal.html").as_uri())
    assert page.locator("blockquote strong:text-is('30%')").count() == 1


def test_code_of_exercises_is_to_be_seen(from_disk):
    page, _ = from_disk
    for path in sorted((BOOK / "notebooks" / "exercises").glob("*.html")):
        page.goto(path.as_uri())
        cells = page.locator(".cell_input")
        assert page.locator(".cell_input:visible").count() == cells.count() > 3
        assert page.evaluate(WIDER) == []
        note = page.locator("h1 + .no-search > .runs-elsewhere")
        assert "Nothing runs on this page" in note.inner_text()
        assert f"notebooks/exercises/{path.stem}.ipynb" in note.inner_text()


def test_what_is_too_wide_for_a_phone_scrolls_in_its_own_box_by_keyboard(from_disk):
    page, _ = from_disk
    page.set_viewport_size({"width": 390, "height": 900})
    for name in NOTEBOOKS:
        page.goto((BOOK / "notebooks" / f"{name}.html").as_uri(), wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        boxes = page.locator(".cell_output .output:has(table)")
        assert all(one <= 720 for one in boxes.evaluate_all("all => all.map(a => a.offsetHeight)"))
        unreached = page.evaluate(
            """() => [...document.querySelectorAll("article :is(table, pre)")]
              .filter((one) => one.scrollWidth > innerWidth - 32 || one.scrollHeight > 900)
              .filter((one) => !one.closest("[tabindex='0']")).map((one) => one.className)"""
        )
        assert unreached == []


@pytest.mark.parametrize("name", ["guide/gallery.html", "notebooks/02_terms.html"])
def test_a_phone_shows_pictures_as_wide_as_their_labels_need(book, watched, name):
    page, _ = watched
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{book}/{name}", wait_until="load")
    pictures = page.locator(".picture > img, .cell_output > img")
    widths = pictures.evaluate_all("images => images.map(image => image.clientWidth)")
    boxes = pictures.evaluate_all("images => images.map(image => image.parentElement.tabIndex)")
    assert len(widths) > 4 and min(widths) > 700
    assert set(boxes) == {0}  # what scrolls is reached by keyboard


def test_the_list_of_reports_begins_with_work_reports_by_place_and_year(book, corpus):
    page = (BOOK / "guide" / "reports.html").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"<table.*?</table>", page, re.DOTALL))  # one for each kind
    found = re.findall(r"reports/([\w-]+)\.html", shown)
    assert sorted(found) == sorted(corpus.documents.index)
    kinds = corpus.documents.loc[found, "genre"]
    assert kinds.tolist() == sorted(kinds, key=list(kinds.unique()).index)
    assert kinds.iloc[0] == "work_report" and kinds.iloc[-1] == "article"
    places = corpus.documents.loc[found].query("genre == 'work_report'").groupby("place")["year"]
    assert all(years.is_monotonic_increasing for _, years in places)
    assert re.search("xiacheng-2014-work-report.html.*?lost 缺失: Plan [^;]*计划</td>", shown)
    assert re.search("gongshu-2023-work-report.html.*?; cut 残缺: Plan [^;]*计划</td>", shown)
