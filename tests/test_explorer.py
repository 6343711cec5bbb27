"""The explorer: its table holds what the corpus holds, its page opens alone, and it counts as the library does."""

import base64
import gzip
import io
import itertools
import json
import re
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import elsewhere
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import workreports as wr
from workreports import cli
from workreports.analysis import counting
from workreports.io import writing
from workreports.io.errors import CorpusError
from workreports.plots import marks
from workreports.plots.style import LINES
from workreports.views.explorer import observed, packing, page

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "build" / "screenshots"
HOSTILE = "全县</script><img src=x onerror=alert(1)>数字乡村<b>建设</b>加快推进,数字乡村试点扩大。"


def unpacked(text):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def numbers(text):
    codes = map(ord, text)
    return [(code if code < 0xD800 else code - 0x800) - 93 for code in codes]


@pytest.fixture(scope="module")
def table():
    return unpacked(packing.packed(wr.load_corpus()))


# ---------------------------------------------------------------- without a browser


def test_the_words_of_the_table_are_those_of_the_corpus(corpus, table):
    chosen = corpus.select()
    tokens = chosen.tokens()
    found = []
    for (_, par_id, *_, text), cuts in zip(table["paragraphs"], table["cuts"], strict=True):
        start = 0
        for code in numbers(cuts):
            end = start + code // 3
            found += [(par_id, start, end, code % 3 == 2)] if code % 3 else []
            start = end
        assert start <= len(text)
    columns = ["par_id", "start", "end", "is_content"]
    assert found == list(tokens[columns].itertuples(index=False, name=None))
    assert [row[5] for row in table["paragraphs"]] == chosen.words.tolist()


def test_a_rare_character_takes_two_of_the_browsers_units():
    words = pd.DataFrame({"start": [0, 3], "end": [2, 4], "is_content": [True, False]})
    assert list(packing._lengths("𠮷村 建", words)) == [3 * 3 + 2, 3, 3 + 1]


@pytest.mark.parametrize("name", ["五水共治", "工业", "innovation"])
def test_the_counts_of_the_background_come_back(corpus, table, name):
    counted = corpus.background.counted
    packed = table["background"]
    lengths = [numbers(one) for one in packed["lengths"]]
    at = packed["names"].index(counted.names.at[name, "members"])
    units, sizes, steps, hits, ways = map(numbers, packed["counts"][at])
    pairs, sizes, unit, found = iter(zip(steps, hits, strict=True)), iter(sizes), -1, {}

    def listed():
        some = list(itertools.islice(pairs, next(sizes)))
        ranks = itertools.accumulate(step for step, _ in some)
        return sorted(
            (lengths[unit][rank], times) for rank, (_, times) in zip(ranks, some, strict=True)
        )

    for step, way in zip(units, ways, strict=True):
        unit += step
        strings = listed()
        found[unit] = strings, strings if way == 0 else [] if way == 1 else listed()
    rows = counted.counts[counted.counts["name"] == name]
    told = {
        row.unit: (
            packing._pairs(row.as_strings),
            packing._pairs((row.as_words or row.as_strings).replace("none", "")),
        )
        for row in rows.itertuples()
    }
    assert found == told and len(found) > 20


def test_the_figures_of_the_table_are_those_of_the_library(corpus, table):
    own, reference = wr.indicators.extract(corpus), corpus.reference
    figures = pd.DataFrame(
        table["observed"]["figures"],
        columns=[*observed.FIGURE, "at", "start", "end", "source", "row"],
    )
    assert len(figures) == len(own) + len(reference)
    both = pd.concat([own, reference], ignore_index=True)
    for name in ("indicator", "territory", "period_end", "value_std", "growth_pct", "status"):
        told = figures[name].astype(object).where(figures[name].notna(), None)
        assert told.tolist() == both[name].astype(object).where(both[name].notna(), None).tolist()
    texts = [row[6] for row in table["paragraphs"]]
    stands = figures[: len(own)][["at", "start", "end"]].astype(int)
    cut = [texts[at][start:end] for at, start, end in stands.itertuples(index=False)]
    of = corpus.paragraphs.set_index("par_id")["text"]
    spans = zip(own["par_id"], own["start"], own["end"], strict=True)
    assert cut == [of[par_id][start:end] for par_id, start, end in spans]
    assert figures[len(own) :]["source"].notna().all()
    assert figures["row"].notna().tolist() == both["source"].eq("table").tolist()


def test_the_promises_of_the_table_are_those_of_the_library(corpus, table):
    own = wr.indicators.extract(corpus)
    ledger = wr.targets.compare(own, corpus.reference, corpus.territories, corpus)
    figures, promises = table["observed"]["figures"], table["observed"]["promises"]
    assert len(promises) == len(ledger)
    bare = {"no_result": "no document here tells the result", "no_number": "no number was promised"}
    for row, told in zip(promises, ledger.itertuples(), strict=True):
        made, result, rests = row[len(observed.PROMISE) :][:3]
        made, result = (None if one is None else figures[int(one)] for one in (made, result))
        given, _, more = told.why.partition("; ")
        whole = "; ".join(filter(None, [bare.get(told.reason, given), more]))
        assert row[observed.PROMISE.index("why")] == whole
        assert (rests == []) == (result is None)
        assert result is None or result in [figures[one] for one in rests]
        assert (made is None) == pd.isna(told.promise_row)
        assert (result is None) == pd.isna(told.outcome_row)
        assert all(one[:1] == [told.indicator] for one in (made, result) if one)


def test_every_edit_is_found_again_in_its_paragraph(corpus, table):
    chosen = corpus.select()
    rows, whys = table["mended"]["edits"], table["mended"]["whys"]
    edits = chosen.edits[chosen.edits["kind"] != "separator"]
    assert len(rows) == len(edits) > 50
    told = {(row[3], row[4], whys[row[5]]) for row in rows}
    assert told == set(edits[["before", "kind", "why"]].itertuples(index=False, name=None))
    afters = {(row.before, row.kind, row.why, row.after) for row in edits.itertuples()}
    inside = [row for row in rows if row[1] >= 0]
    for at, start, length, before, kind, why in inside:
        put = table["paragraphs"][at][6][start : start + length]
        assert (before, kind, whys[why], put) in afters
    assert sum(row[2] > 0 for row in inside) > 5
    assert table["mended"]["kinds"]["stray_word"] == ["stray word", "误入的外文词"]


def test_every_note_and_every_source_is_there_in_chinese(corpus, table):
    told = [*corpus.reference["note"].dropna(), *corpus.documents["source"].dropna()]
    told += [one["note"] for one in table["background"]["reports"] if one["note"]]
    assert {*filter(None, told)} == set(table["notes"]) and len(table["notes"]) > 100
    for en, zh in table["notes"].items():
        assert re.search("[一-龥]", zh)
        numbers = [sorted(re.findall(r"\d[\d.]*", one)) for one in (en, zh)]
        assert numbers[0] == numbers[1]


def test_the_table_names_what_is_cut_and_leaves_duplicates_out(table):
    documents = {one["doc_id"]: one for one in table["documents"]}
    assert documents["gongshu-2023-work-report"]["gaps"] == {"review": "lost", "plan": "cut"}
    assert "xiacheng-2014-work-report-copy" not in documents and len(documents) == 13
    assert documents["xiacheng-article-ai-park"]["year"] is None
    assert table["first"] == ["数字经济"] and table["glosses"]["上城区"] == "Shangcheng"


def test_the_page_is_one_file_of_less_than_a_megabyte(hangzhou):
    text = hangzhou.read_text(encoding="utf-8")
    style, _, code = page.module().partition("\n")
    assert style.startswith("const STYLE") and len(code.encode()) <= 85 * 1024
    assert len(text.encode()) < 1_000_000
    assert not re.search(r"<(script|link|img)[^>]*\b(src|href)=(?!\"data:)", text)
    assert "各位代表" not in text and "innerHTML" not in page.module()


@pytest.mark.parametrize(
    ("code", "joined"),
    [
        ("f(a, // of a (mouse's)\n);", "f(a);"),
        ("const [\n  a,\n  { b,\n  },\n] = c;", "const[a,{b}]=c;"),
        ("if (a) {\n  b(); // its\n}\nc();", "if(a){b();}c();"),
        ('a = "no // comment"; // one\n/** And\n * one more. */\nb;', 'a="no // comment";\nb;'),
        ('a = b ? "x = y" : c - -d / e;', 'a=b?"x = y":c - -d/e;'),
        ("a = b / /x = y/.exec(c);", "a = b / /x = y/.exec(c);"),
        ("a = `x = ${y} / z` + b;", "a=`x = ${y} / z` + b;"),
        ("if (a) return `x = ${y} / z`;", "if(a)return `x = ${y} / z`;"),
        ("a = `${f(`x = y`)} = ${z}`;", "a = `${f(`x = y`)} = ${z}`;"),
        ("const b = a of [c, ...d], e = (f) => { return !f; };", "const b=a of[c,...d],e=(f)=>{return!f;};"),
        ("const a = /x\\/\\/y/.test(`${b} // c`) &&\n  d;", "const a = /x\\/\\/y/.test(`${b} // c`) &&\nd;"),
        ("else\n  return a +\n  +b;", "else\nreturn a +\n+b;"),
        ("/['\"]/.test(a) // of quotes\n)", "/['\"]/.test(a) // of quotes\n)"),
    ],
)  # fmt: skip
def test_comments_go_and_no_code_with_them(code, joined):
    assert page._joined(code) == f"{joined}\n"


def test_no_comment_is_in_the_page():
    _, _, code = page.module().partition("\n")
    told = [line for line in code.splitlines() if "//" in line]
    assert [line for line in told if not re.search(r"\\//|http://www\.w3\.org", line)] == []
    assert "/*" not in code


def test_numbers_of_any_size_are_characters_that_json_keeps():
    some = [0, 34, 35, 55202, 55203, 60000, 1_000_000]
    assert numbers(json.loads(json.dumps(packing.in_characters(some)))) == some


def test_a_page_is_made_anew_but_nothing_else_is_overwritten(tmp_path, capsys):
    corpus = str(elsewhere.make(tmp_path / "corpus"))
    out = tmp_path / "page"
    assert cli.main(["page", corpus, str(out)]) == 0
    assert cli.main(["page", corpus, str(out)]) == 0
    assert writing.damage(out) == []
    (out / "index.html").write_text("mine", encoding="utf-8")
    assert cli.main(["page", corpus, str(out)]) == 1
    assert (out / "index.html").read_text(encoding="utf-8") == "mine"
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine", encoding="utf-8")
    assert cli.main(["page", corpus, str(mine)]) == 1
    assert [path.name for path in mine.iterdir()] == ["notes.txt"]
    assert "remedy: name a new or an empty folder" in capsys.readouterr().out


def test_another_province_has_no_word_of_this_one(tmp_path):
    found = packing.table(wr.load_corpus(elsewhere.make(tmp_path / "corpus")))
    assert found["background"] is None
    assert {one["year"] for one in found["documents"]} == {2005, 2007, 2009}
    told = json.dumps([found["documents"], found["looks"], found["glosses"]], ensure_ascii=False)
    assert not re.search("杭州|上城|下城|拱墅", told)


SHAPES = {
    "o": [],
    "s": [[-1, 1], [1, 1], [1, -1], [-1, -1]],
    "^": [[0, -1], [-1, 1], [1, 1]],
}


def test_places_without_a_look_have_that_of_figures(tmp_path):
    rows = [
        {"place": place, "year": year, "report": elsewhere.text(year)}
        for place, year in {"丙县": 2005, "甲县": 2007, "乙县": 2009}.items()
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "reports.csv", index=False)
    corpus = wr.from_table(tmp_path / "reports.csv", text="report", place="place", year="year")
    found = packing.table(corpus)["looks"]
    drawn = marks.looks(set(corpus.documents["territory"]), corpus.territories)
    assert {name: [to_hex(one.colour), SHAPES[one.marker]] for name, one in drawn.items()} == {
        name: found[name] for name in drawn
    }
    assert sorted(found[name] for name in drawn) == sorted(
        [["#0072b2", SHAPES["o"]], ["#e69f00", SHAPES["s"]], ["#009e73", SHAPES["^"]]]
    )


def test_a_look_of_its_own_and_the_colours_of_levels_are_those_of_figures(table):
    looks = table["looks"]
    assert looks["上城区 (-2021)"] == ["#009e73", SHAPES["s"]]
    assert len(looks["杭州市"][1]) == 10 and len(looks["拱墅区 (2021-)"][1]) == 12
    assert {level: looks[level] for level in LINES} == {
        level: [to_hex(colour), []] for level, (colour, _) in LINES.items()
    }


def test_more_documents_than_a_page_holds_are_refused(corpus, monkeypatch):
    monkeypatch.setattr(packing, "MOST_DOCUMENTS", 5)
    said = "(?s)13 documents are too many for a page.*the library is the tool.*workreports build"
    with pytest.raises(CorpusError, match=said):
        packing.table(corpus)


# ---------------------------------------------------------------- in a browser


TERMS = [
    "数字经济", "民生", "创新", "发展", "五水共治", "亚运*", "*经济", "城中村改造", "营商环境", "最多跑一次",
    "没有这个词", "G20", "互联网+", "城*造", "创*", "人", "市政", "全面深化改革", "有机更新", "地区生产总值",
    "2016年", "10%", "COVID-19", "社会主义", "防控", "区政府", "改革创新", "老旧小区", "*化", "幸福", "安全",
]  # fmt: skip
SELECTIONS = [
    {},
    {"genre": "work_report"},
    {"genre": "work_report", "part": "review"},
    {"part": "plan"},
    {"place": "下城区"},
    {"genre": "work_report", "place": "上城区"},
]
BYS = [["place", "year"], ["level", "year"], ["doc_id"], ["part"]]
EXACT = ["count", "words", "count_words", "count_strings", "documents", "paragraphs", "note"]
CLOSE = ["per_10k", "low", "high"]


FREQUENCY = "([groups, ...rest]) => frequency(explorer.corpus, groups, ...rest)"


def pairs(terms):
    return [[name, list(members)] for name, members in counting.grouped(terms).items()]


def agree(rows, table):
    """Hold the rows of the browser against the library's; how many there are."""
    found = pd.DataFrame(rows)
    keys = [name for name in table.columns[: table.columns.get_loc("count")] if name != "source"]
    for name in [*keys, *EXACT]:
        assert found[name].tolist() == table[name].tolist(), name
    for name in CLOSE:
        assert found[name].tolist() == pytest.approx(table[name].tolist(), rel=1e-9, abs=1e-12)
    return len(found)


@pytest.mark.browser
def test_the_component_and_the_library_answer_alike(corpus, hangzhou, opened):
    tab = opened(hangzhou)
    asked = 0
    for selection, by, count in itertools.product(SELECTIONS, BYS, ["words", "strings"]):
        rows = tab.evaluate(FREQUENCY, [pairs(TERMS), by, count, selection])
        chosen = corpus.select(**selection) if selection else corpus
        asked += agree(rows, wr.terms.frequency(chosen, TERMS, by, count, "paragraph"))
    assert asked > 1_000


GROUPS = [
    ["环境", "生态*", "!营商环境"],
    ["创新", "防控", "!体制…创新", "!治安…防控", "!风险防控", "!创新"],
    {"together": ["创新", "创新驱动", "科技创新", "*创新", "!改革创新"], "none": ["没有这个词"]},
]


@pytest.mark.browser
@pytest.mark.parametrize("count", ["words", "strings"])
def test_patterns_and_themes_are_counted_alike(corpus, hangzhou, opened, count):
    tab = opened(hangzhou)
    themes = wr.terms.themes(wr.lexicon.of(corpus.folder))
    assert sum(member.startswith("!") for members in themes.values() for member in members) > 50
    asked = 0
    for terms, by in itertools.product([*GROUPS, themes], BYS):
        rows = tab.evaluate(FREQUENCY, [pairs(terms), by, count, {"genre": "work_report"}])
        chosen = corpus.select(genre="work_report")
        asked += agree(rows, wr.terms.frequency(chosen, terms, by, count, "paragraph"))
    assert asked > 300


COMPANY = "([term, ...rest]) => collocates(explorer.corpus, term, ...rest)"


@pytest.mark.browser
def test_the_company_of_a_term_is_that_of_the_library(corpus, hangzhou, opened):
    tab = opened(hangzhou)
    asked = 0
    for term, selection, window in itertools.product(
        ["创新", "发展", "城中村改造", "G20", "没有这个词"], SELECTIONS, [2, 5]
    ):
        rows = tab.evaluate(COMPANY, [term, selection, window])
        chosen = corpus.select(**selection) if selection else corpus
        table = wr.terms.collocates(chosen, term, window)
        assert len(rows) == len(table)
        for name in table.columns:
            told = [row[name] for row in rows]
            exact = name in ("collocate", "count", "together", "count_corpus")
            assert told == (table[name].tolist() if exact else pytest.approx(table[name].tolist()))
        asked += len(rows)
    assert asked > 1_000


SIDES = [
    ({"genre": "work_report", "part": "plan", "years": [2023, 2023]}, {"genre": "work_report", "part": "plan", "years": [2014, 2017]}),
    ({"genre": "five_year_plan"}, {"genre": "work_report", "place": "下城区"}),
    ({"part": "problems"}, {"part": "review"}),
]  # fmt: skip
COMPARE = """([one, other]) => compare(explorer.corpus, one, other).rows.map(
    (row) => Object.assign({}, row, row.bounds())
).map(({low, high, ...row}) => ({...row, low: String(low), high: String(high)}))"""


@pytest.mark.browser
@pytest.mark.parametrize("sides", SIDES)
def test_two_selections_are_compared_as_the_library_does(corpus, hangzhou, opened, sides):
    tab = opened(hangzhou)
    rows = pd.DataFrame(tab.evaluate(COMPARE, list(sides)))
    chosen = [
        corpus.select(**{name: tuple(v) if name == "years" else v for name, v in side.items()})
        for side in sides
    ]
    table = wr.keyness.compare(*chosen, draws=1, cluster="paragraph")
    assert len(table) > 50
    for name in ["term", "count_target", "count_reference", "documents"]:
        assert rows[name].tolist() == table[name].tolist(), name
    for name in ["per_10k_target", "per_10k_reference", "g2", "log_ratio", "z", "low", "high"]:
        told = rows[name].str.replace("Infinity", "inf") if name in ("low", "high") else rows[name]
        assert told.astype(float).tolist() == pytest.approx(table[name].tolist(), abs=1e-9), name
    assert rows["note"].eq("too few").tolist() == table["note"].str.contains("too few").tolist()


@pytest.mark.browser
def test_the_code_beside_company_and_comparison_runs(hangzhou, opened):
    for asked, name in [("view=company&q=创新&window=3", "collocate"), ("view=compare", "term")]:
        tab = opened(hangzhou, f"#{asked}")
        names = {}
        *code, last = tab.locator("pre").text_content().splitlines()
        exec("\n".join([*code, f"table = {last.replace('cluster=', 'draws=1, cluster=')}"]), names)
        csv = pd.read_csv(io.StringIO(taken(tab, "csv")))
        assert csv[name].tolist() == names["table"][name].tolist()


@pytest.mark.browser
def test_a_word_of_a_table_leads_to_its_lines(corpus, hangzhou, opened):
    tab = opened(hangzhou, "#view=company&q=创新")
    tab.locator("td .link:text-is('改革')").click()
    lines = tab.locator(".line")
    near = corpus.select(genre="work_report")
    row = wr.terms.collocates(near, "创新").set_index("collocate").loc["改革"]
    assert lines.count() == row["together"] and tab.locator(".line b").count() >= lines.count()
    tab = opened(hangzhou, "#view=compare")
    word = tab.locator("td .link").first
    word.click()
    row = tab.evaluate("explorer.answer.rows.find((one) => one.term === explorer.state.at)")
    assert tab.locator(".line").count() == row["count_target"] + row["count_reference"]
    assert set(tab.locator(".line mark").all_inner_texts()) == {word.inner_text()}


@pytest.mark.browser
def test_two_selections_name_their_documents_and_what_is_not_here(hangzhou, opened):
    tab = opened(hangzhou, "#view=compare")
    a, b = tab.locator("[role=status] details p").all_inner_texts()
    assert a == "Gongshu (2021-) 2023 († plan cut)"
    assert b.split("; ") == [
        "Shangcheng (-2021) 2017",
        *(f"Xiacheng {year} († plan lost)" for year in (2014, 2015)),
        "Xiacheng 2016",
    ]
    assert "cut (not all of it is here) or lost" in tab.locator("[role=status]").inner_text()
    tab = opened(hangzhou, "#view=compare&bgenre=&lang=zh")
    told = tab.locator("[role=status] details p").last.inner_text().split("；")
    assert "下城区 2014 政府工作报告 († 计划 缺失)" in told


@pytest.mark.browser
def test_words_that_are_sure_lead_and_nothing_is_below_nothing(hangzhou, opened):
    tab = opened(hangzhou, "#view=compare")
    for panel in tab.locator(".panel").all():
        ends = [one.rstrip("*") for one in panel.locator("td:nth-child(5)").all_inner_texts()]
        bounds = tab.evaluate("""(some) => {
            const of = (one) => explorer.answer.rows.find(({ term }) => term === one).bounds();
            return some.map((one) => [of(one).low ?? null, of(one).high ?? null]);
        }""", panel.locator("td .link").all_inner_texts())  # fmt: skip
        sure = [low > 0 or high < 0 for low, high in bounds]
        assert sure == sorted(sure, reverse=True) and 0 < sum(sure) < len(sure) == 25
        assert not re.search("[-−]0\\.0+(?![0-9])", " ".join(ends))
    assert "half a hit stands in" in tab.locator(".explorer").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("asked", ["view=compare", "view=compare&lang=zh", "view=company&q=创新"])
def test_no_column_of_words_is_cut(hangzhou, opened, asked, width):
    tab = opened(hangzhou, f"#{asked}", width)
    wide = tab.locator(".scroll").evaluate_all(
        "some => some.map((one) => one.scrollWidth - one.clientWidth)"
    )
    assert wide and max(wide) <= 0


@pytest.mark.browser
def test_unlike_sides_are_warned_of_and_sides_that_overlap_refused(hangzhou, opened):
    tab = opened(hangzhou, "#view=compare")
    assert tab.locator("[role=alert]").count() == 0
    tab.select_option("#bgenre", "")
    assert "B five-year plan" in tab.locator(".warning").inner_text()
    tab.select_option("#bpart", "")
    assert "review" in tab.locator(".warning").last.inner_text()
    tab.select_option("#bto", "")
    assert "do not overlap" in tab.locator("[role=alert]").inner_text()


@pytest.mark.browser
def test_a_theme_is_typed_in_either_language_or_chosen(hangzhou, opened):
    tab = opened(hangzhou, "#q=theme: innovation, innovation, 主题：民生, big events, !创新驱动")
    assert tab.evaluate("explorer.answer.groups.map(([name]) => name)") == [
        "innovation", "创新", "livelihood", "big events"
    ]  # fmt: skip
    assert tab.evaluate("explorer.answer.groups[1][1]") == ["创新", "!创新驱动"]
    assert tab.locator(".panel h3").first.inner_text() == "theme: innovation"
    tab.select_option("#themes", "epidemic")
    tab.click("#lang-zh")
    assert tab.locator(".panel h3").last.inner_text() == "主题：疫情"
    tab.fill("#q", "!创新")
    tab.keyboard.press("Enter")
    assert "请同时输入要统计的词语" in tab.locator("[role=status]").first.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("part", ["", "review", "plan"])
@pytest.mark.parametrize("count", ["words", "strings"])
def test_the_background_is_counted_alike(corpus, hangzhou, opened, part, count):
    tab = opened(hangzhou)
    has = "term => explorer.background.has([term])"
    terms = {term: [term] for term in TERMS if tab.evaluate(has, term)}
    assert len(terms) > 8
    terms |= wr.terms.themes(wr.lexicon.of(corpus.folder))
    ask = "([groups, ...rest]) => explorer.background.frequency(groups, ...rest)"
    rows = tab.evaluate(ask, [pairs(terms), ["level", "year"], count, part])
    chosen = corpus.background.select(part=part) if part else corpus.background
    agree(rows, wr.terms.frequency(chosen, terms, ["level", "year"], count, "paragraph"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    """Another province, with a text that would like to be a program, and rare and wide characters."""
    home = tmp_path_factory.mktemp("invented")
    rows = [
        {"place": "云岭县", "year": year, "report": elsewhere.text(year) + HOSTILE * (year == 2009)}
        for year in (2005, 2007, 2009)
    ]
    rows[1]["report"] = rows[1]["report"].replace("试点村", "𠮷岭试点村Ｎｅｗ Media")
    pd.DataFrame(rows).to_csv(home / "reports.csv", index=False)
    corpus = wr.from_table(home / "reports.csv", text="report", place="place", year="year")
    page.write(corpus, home / "page")
    return corpus, home / "page" / "index.html"


@pytest.mark.browser
def test_texts_of_another_province_are_counted_alike_and_run_nothing(invented, opened):
    corpus, path = invented
    tab = opened(path, "#q=数字乡村&count=strings&genre=")
    assert tab.locator(".line").count() == 2
    tab.locator(".line").first.click()
    assert "<img src=x onerror" in tab.locator("dialog p.here").inner_text()
    terms = ["新农村", "𠮷岭", "Ｎew Media", "New Media", "试点*", "岭", "农民负担", "村*整治"]
    for count, by in itertools.product(["words", "strings"], BYS):
        searched = tab.evaluate("terms => terms.map((one) => explorer.corpus.searched(one))", terms)
        table = wr.terms.frequency(corpus, terms, by, count, "paragraph")
        found = tab.evaluate(FREQUENCY, [[[one, [one]] for one in searched], by, count, {}])
        table["term"] = [row["term"] for row in found]
        agree(found, table)


@pytest.mark.browser
@pytest.mark.parametrize("view", ["terms", "company", "compare", "figures"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view_opens_on_another_province_in_either_language(invented, opened, view, lang):
    tab = opened(invented[1], f"#view={view}&lang={lang}&genre=&q=新农村")
    assert tab.locator(f"#view-{view}").get_attribute("aria-pressed") == "true"
    assert "undefined" not in tab.locator(".explorer").inner_text()
    assert tab.locator("#lines-title").is_visible()
    assert not re.search("杭州|上城|下城|拱墅", tab.locator(".explorer").inner_text())


@pytest.mark.browser
def test_the_lines_of_a_point_and_their_report(corpus, hangzhou, opened):
    tab = opened(hangzhou, "#q=创新&part=plan")
    lines = wr.concordance.lines(
        corpus.select(genre="work_report", part="plan", place="上城区"), "创新"
    )
    point = tab.locator('.point[aria-label^="Shangcheng (-2021) 2017"]')
    point.focus()
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("explorer.shadow.activeElement.dataset.key").startswith("创新~")
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("Enter")
    assert tab.locator(".line").count() == len(lines) and "at=" in tab.url
    tab.select_option("#sort", "right")
    tab.locator(".line").first.click()
    assert tab.locator("dialog mark").inner_text() == "创新"
    assert "2017年上城区政府工作报告" in tab.locator("dialog h2").inner_text()
    tab.keyboard.press("Escape")
    tab.wait_for_url(lambda url: "read=" not in url)
    assert tab.locator("dialog").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_shows_what_was_mended(hangzhou, opened, lang):
    tab = opened(hangzhou, f"#q=知识产权保护和执法&count=strings&lang={lang}")
    tab.locator(".line").first.click()
    here = tab.locator("dialog p.here")
    assert "知识产权保护和执法" in here.inner_text() and "and" not in here.inner_text()
    assert here.locator("ins").inner_text() == "和"
    head = {"en": "Show what was mended", "zh": "显示修订"}[lang]
    tab.locator(f"dialog button:has-text('{head}')").click()
    assert "␣and␣" in here.inner_text()
    title = here.locator("del", has_text="and").get_attribute("title")
    assert title.startswith({"en": "stray word: English word", "zh": "误入的外文词"}[lang])
    assert tab.locator("dialog del:text-is('(紧接6版)')").is_visible()
    parts = tab.locator("dialog .part").all_inner_texts()
    assert {"en": "plan: what is promised † cut", "zh": "计划 † 残缺"}[lang] in parts
    tab.screenshot(path=SHOTS / f"explorer_mended_{lang}.png")


@pytest.mark.browser
def test_when_a_term_is_first_met_leads_to_where(corpus, hangzhou, opened):
    tab = opened(hangzhou, "#q=数字经济")
    above = wr.terms.frequency(corpus.background, "数字经济", ["level", "year"])
    above = above[above["count"] > 0].groupby("level")["year"].min()
    own = wr.terms.frequency(corpus.select(genre="work_report"), "数字经济", "year")
    firsts = tab.locator("div[role=status] li")
    assert firsts.locator(".link:first-child").all_inner_texts() == [
        *(f"{level} {above[level]}" for level in ("nation", "province", "city")),
        f"districts and counties {own.loc[own['count'] > 0, 'year'].min()}",
    ]
    hosts = {"nation": "www.gov.cn", "province": "www.zj.gov.cn", "city": "www.hangzhou.gov.cn"}
    reports = corpus.background.documents.set_index(["level", "year"])
    for at, (level, host) in enumerate(hosts.items()):
        row = reports.loc[(level, above[level])]
        told = firsts.nth(at).inner_text()
        assert f"{row['place']}{above[level]}年政府工作报告 (delivered: {row['delivered']})" in told
        link = firsts.nth(at).locator("a")
        assert link.inner_text() == f"{host}: official page" and row["delivered"]
        assert link.get_attribute("href") == row["source_url"]
    firsts.nth(1).locator(".link").click()
    assert tab.locator(".note button").inner_text() == "Where its report is"
    assert tab.locator("section .line").count() == 0
    assert "official page" in tab.locator("section a").inner_text()
    assert re.search(r"\d hits", tab.locator("section").inner_text())
    firsts.nth(3).locator(".link").first.click()
    assert "数字经济" in tab.locator(".line mark").first.inner_text()
    assert tab.locator(".note button").inner_text() == "To the lines"
    firsts.nth(3).locator(".link").last.click()
    assert tab.locator("dialog mark").first.inner_text() == "数字经济"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "the State Council publishes its reports on www.gov.cn"),
        ("zh", "国务院政府工作报告刊登于中国政府网"),
    ],
)
def test_a_report_without_an_address_is_said_to_be_published_where(hangzhou, opened, lang, told):
    tab = opened(hangzhou, f"#q=创新&lang={lang}")
    tab.locator('.point[data-key="创新~background~nation~2015"]').press("Enter")
    shown = tab.locator("section").inner_text()
    assert re.search(r"全国2015年政府工作报告 \((delivered: |报告日期：)2015-03-05\)", shown)
    assert told in shown and "lawtext/gov" in shown and "全国/2015.md" in shown
    assert re.search(r"\d+ ?(hits|次)", shown) and tab.locator("section a").count() == 0


@pytest.mark.browser
def test_a_first_year_tells_of_the_years_without_documents(corpus, hangzhou, opened):
    own = wr.terms.frequency(corpus.select(genre="work_report"), "共同富裕", "year")
    assert own.loc[own["count"] > 0, "year"].min() == 2023
    assert set(range(2018, 2023)).isdisjoint(own["year"])
    tab = opened(hangzhou, "#q=共同富裕,民生")
    first, other = tab.locator("div[role=status] ul").all_inner_texts()
    assert "districts and counties 2023 (no document here of: 2018–2022; parts" in first
    assert "nation 2008 (or before)" in other


@pytest.mark.browser
def test_the_page_of_a_book_leads_back_to_it(invented, tmp_path, opened):
    path = tmp_path / "index.html"
    path.write_text(page.html(invented[0], home="../index.html"), encoding="utf-8")
    assert opened(path).locator("#home").get_attribute("href") == "../index.html"
    assert opened(invented[1]).locator("#home").count() == 0


@pytest.mark.browser
def test_the_address_has_only_what_the_view_asks(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures&where=上城区&q=民生")
    tab.click("#view-compare")
    tab.select_option("#bfrom", "2015")
    tab.click("#view-company")
    asked = parse_qsl(tab.evaluate("location.hash").lstrip("#"))
    assert dict(asked) == {"view": "company", "q": "民生"}
    tab.click("#view-figures")
    assert tab.locator("#where").input_value() == "上城区"


@pytest.mark.browser
def test_a_long_address_does_not_widen_the_page(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures", 390)
    long = "https://" + "a" * 200
    tab.evaluate(
        "long => explorer.table.observed.sources.forEach((one) => { one[0] = long })", long
    )
    source = "explorer.figures.find((one) => one.source !== null).number"
    tab.evaluate(f"explorer.set({{at: `row.${{{source}}}`}})")
    assert long in tab.locator(".figure").inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_back_undoes_the_last_step(hangzhou, opened):
    tab = opened(hangzhou, "#part=plan&q=创新")
    tab.click("#view-company")
    tab.click("#view-terms")
    tab.select_option("#genre", "")
    tab.locator(".line").first.click()
    assert "read=" in tab.url
    tab.go_back()
    assert tab.locator("dialog").count() == 0 and tab.locator("#genre").input_value() == ""
    tab.go_back()
    assert tab.locator("#genre").input_value() == "work_report"
    tab.go_back()
    assert tab.locator("#view-company").get_attribute("aria-pressed") == "true"
    tab.go_back()
    assert tab.locator("#view-terms").get_attribute("aria-pressed") == "true"
    assert tab.locator("#part").input_value() == "plan"


@pytest.mark.browser
def test_back_leaves_a_chosen_point_and_a_walk_by_keys_is_one_step(hangzhou, opened):
    tab = opened(hangzhou, "#part=plan&q=创新")
    tab.select_option("#genre", "")
    steps = tab.evaluate("history.length")
    tab.locator(".point").first.focus()
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
        tab.keyboard.press("Enter")
    assert tab.evaluate("history.length") == steps + 1 and "at=" in tab.url
    tab.go_back()
    assert "at=" not in tab.url and tab.locator(".chosen").count() == 0
    assert tab.locator("#genre").input_value() == "" and tab.locator(".note button").count() == 0
    tab.evaluate("explorer.panels.scrollIntoView()")
    for _, x, y in tab.evaluate(CENTRES)[-2:]:
        tab.mouse.click(x, y)
    tab.go_back()
    assert tab.locator(".chosen").count() == 1
    tab.go_back()
    assert tab.locator(".chosen").count() == 0
    tab.click("#view-figures")
    tab.locator(".alone button").first.click()
    assert tab.locator(".figure").count() > 0
    tab.go_back()
    assert tab.locator("#view-figures").get_attribute("aria-pressed") == "true"
    assert tab.locator(".figure").count() == 0 and tab.locator(".wraps").count() == 1


@pytest.mark.browser
def test_a_report_that_is_closed_leaves_no_step_behind(hangzhou, opened):
    tab = opened(hangzhou, "#part=plan&q=创新")
    tab.select_option("#genre", "")
    steps = tab.evaluate("history.length")
    for _ in range(2):
        tab.locator(".line").first.click()
        tab.keyboard.press("Escape")
        tab.wait_for_url(lambda url: "read=" not in url)
    assert tab.evaluate("history.length") == steps + 1  # forward, to the report
    tab.select_option("#sort", "right")
    tab.go_back()
    assert tab.locator("#genre").input_value() == "work_report"


@pytest.mark.browser
@pytest.mark.parametrize("view", ["terms", "company"])
def test_what_is_typed_is_answered_at_a_pause_and_is_one_step(hangzhou, opened, view):
    tab = opened(hangzhou, f"#view={view}&q=创新")
    tab.locator("#q").press("End")
    tab.keyboard.press("Backspace")
    tab.keyboard.press("Backspace")
    tab.keyboard.type("发")
    tab.wait_for_url(lambda url: ("q", "发") in parse_qsl(url.partition("#")[2]))
    tab.keyboard.type("展")
    tab.locator("[role=status] strong:text-is('发展')").wait_for()
    assert tab.evaluate("explorer.shadow.activeElement.id") == "q"
    assert tab.evaluate("explorer.shadow.activeElement.selectionStart") == 2
    assert tab.locator(".line mark").first.inner_text() == "发展"
    tab.go_back()
    assert tab.locator("#q").input_value() == "创新"


@pytest.mark.browser
@pytest.mark.parametrize("view", ["terms", "company"])
def test_back_undoes_what_was_typed_while_the_box_is_not_left(hangzhou, opened, view):
    tab = opened(hangzhou, f"#view={view}&q=创新")
    shown = tab.locator("[role=status] strong").first
    tab.fill("#q", "民生")
    tab.locator("[role=status] strong:text-is('民生')").wait_for()
    tab.go_back()
    assert shown.inner_text() == tab.locator("#q").input_value() == "创新"
    tab.locator("#q").focus()
    tab.evaluate("explorer.shadow.getElementById('q').value = '教育'")  # the box is not left
    tab.select_option("#part", "plan")
    assert shown.inner_text() == tab.locator("#q").input_value() == "教育"
    assert dict(parse_qsl(tab.url.partition("#")[2]))["q"] == "教育"
    tab.go_back()
    assert shown.inner_text() == tab.locator("#q").input_value() == "创新"


@pytest.mark.browser
def test_a_click_after_typing_is_not_lost(hangzhou, opened):
    tab = opened(hangzhou, "#view=company&q=创新")
    tab.fill("#q", "发展")
    tab.locator("td .link").first.click()
    assert tab.evaluate("explorer.state.at") != ""
    tab.fill("#q", "改革")
    tab.click("#view-terms")
    assert tab.locator(".panel h3 span").inner_text() == "改革"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "in no report that is chosen; no English word"), ("zh", "所选报告中未见；词汇表中无此英文词")],
)  # fmt: skip
def test_an_unknown_word_is_said_to_be_unknown_and_not_drawn(hangzhou, opened, lang, told):
    tab = opened(hangzhou, f"#q=quantum,没有这个词,创新*,!创新驱动&lang={lang}")
    quantum, never, met = tab.locator("div[role=status] p").all_inner_texts()
    assert told in quantum and told not in never and told[:6] in never and told[:6] not in met
    assert [one.locator("svg").count() for one in tab.locator(".panel").all()] == [0, 0, 1]
    assert tab.locator(".panel h3 span").last.inner_text() == "创新* !创新驱动"
    drawn = ElementTree.fromstring(taken(tab, "svg"))
    texts = ["".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert any("创新* !创新驱动" in one for one in texts) and "quantum" not in "".join(texts)
    assert opened(hangzhou, f"#q=quantum&lang={lang}").locator("#svg").count() == 0


CENTRES = """() => [...explorer.shadow.querySelectorAll(".point")].map((one) => {
    const { x, y, width, height } = one.querySelector(".ring").getBoundingClientRect();
    return [one.dataset.key, x + width / 2, y + height / 2];
})"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_chooses_the_nearest_point_and_leaves_the_page_where_it_is(hangzhou, opened, width):
    tab = opened(hangzhou, "#q=创新", width)
    tab.evaluate("explorer.panels.scrollIntoView()")
    points = [one for one in tab.evaluate(CENTRES) if "~2017" in one[0] or "~2014" in one[0]]
    assert len(points) >= 8
    scrolled = tab.evaluate("scrollY")
    for key, x, y in points:
        tab.mouse.click(x, y)
        assert tab.evaluate("explorer.state.at") == key
        assert tab.locator(".chosen.near").get_attribute("data-key") == key
        assert tab.locator(".note").inner_text().startswith("创新, ")
    assert tab.evaluate("scrollY") == scrolled
    tab.locator(".note button").click()
    assert tab.evaluate("explorer.listed.getBoundingClientRect().top < innerHeight - 50")


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["q=创新", "view=figures&indicator=gdp"])
def test_up_and_down_lead_to_what_stands_above_and_below_in_the_same_year(hangzhou, opened, asked):
    tab = opened(hangzhou, f"#{asked}")
    focused = """() => {
        const { dataset, ariaLabel } = explorer.shadow.activeElement,
            ring = explorer.shadow.activeElement.querySelector(".ring");
        return [dataset.year, +ring.getAttribute("cy"), ariaLabel];
    }"""
    point = tab.locator('.panel:first-child .point[data-year="2016"]')
    number = point.count()
    assert number > 3
    point.first.focus()
    for _ in range(number):
        tab.keyboard.press("ArrowUp")
    met = [tab.evaluate(focused)]
    for _ in range(number):
        tab.keyboard.press("ArrowDown")
        met.append(tab.evaluate(focused))
    years, heights, told = zip(*met, strict=True)
    assert set(years) == {"2016"} and list(heights) == sorted(heights)
    assert len(set(told)) == number and told[-1] == told[-2]
    assert all("2016: " in one for one in told)
    assert tab.locator('.panel:first-child .point[tabindex="0"]').count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", ["terms", "company", "compare", "figures"])
def test_on_a_phone_the_answer_is_seen_first_and_a_line_opens_the_form(
    hangzhou, opened, view, lang
):
    tab = opened(hangzhou, f"#view={view}&q=创新&lang={lang}", 390)
    asking, form = tab.locator("#asking"), tab.locator("form")
    top = "explorer.out.getBoundingClientRect().top"
    assert not form.is_visible() and tab.evaluate(top) < 450
    state, value, told = {
        "terms": ("part", "plan", {"en": "plan", "zh": "计划"}),
        "company": ("window", "2", {"en": "Words on each side 2", "zh": "左右各几个词 2"}),
        "compare": ("bto", "2016", {"en": "to 2016", "zh": "止 2016"}),
        "figures": ("where", "上城区", {"en": "Shangcheng", "zh": "上城区"}),
    }[view]
    assert told[lang] not in asking.inner_text()
    asking.click()
    assert asking.get_attribute("aria-expanded") == "true"
    tab.select_option(f"#{state}", value)
    assert told[lang] in asking.inner_text()
    assert asking.get_attribute("aria-expanded") == "false" and not form.is_visible()
    assert tab.evaluate("explorer.shadow.activeElement.id") == "asking"
    assert 0 < tab.evaluate(top) < 200
    tab.screenshot(path=SHOTS / f"explorer_asked_{view}_{lang}.png")
    asking.press("Enter")
    other = {"en": "zh", "zh": "en"}[lang]
    tab.click(f"#lang-{other}")
    assert form.is_visible() and told[other] in asking.inner_text()
    tab.go_back()
    assert told[other] not in asking.inner_text()


@pytest.mark.browser
def test_on_a_phone_keys_walk_through_a_menu_and_enter_asks(hangzhou, opened):
    tab = opened(hangzhou, "#q=创新", 390)
    asking = tab.locator("#asking")
    asking.press("Enter")
    for _ in range(2):
        tab.locator("#part").press("ArrowDown")
        assert tab.evaluate("explorer.shadow.activeElement.id") == "part"
    assert tab.locator("#part").input_value() == "review" and tab.locator("form").is_visible()
    tab.fill("#q", "民生")
    tab.locator(".panel h3 span:text-is('民生')").wait_for()
    assert tab.evaluate("explorer.shadow.activeElement.id") == "q"
    tab.locator("#q").press("Enter")
    assert not tab.locator("form").is_visible() and "民生 · review" in asking.inner_text()
    tab.set_viewport_size({"width": 900, "height": 390})
    assert tab.locator("form").is_visible() and not asking.is_visible()
    tab.locator("#q").press("Enter")
    assert tab.evaluate("explorer.shadow.activeElement.id") == "q"


@pytest.mark.browser
def test_a_form_of_another_page_asks(hangzhou, opened):
    tab = opened(hangzhou, "?q=民生&lang=zh")
    assert tab.locator(".panel h3").inner_text() == "民生"
    tab.select_option("#part", "plan")
    assert opened(hangzhou, tab.evaluate("location.hash")).locator("#q").input_value() == "民生"


@pytest.mark.browser
def test_the_address_keeps_what_was_asked(hangzhou, opened):
    tab = opened(hangzhou)
    tab.fill("#q", "digital economy, 亚运*")
    tab.keyboard.press("Enter")
    tab.select_option("#part", "plan")
    tab.click("#lang-zh")
    again = opened(hangzhou, tab.evaluate("location.hash"))
    assert again.locator(".panel h3").all_inner_texts() == ["数字经济", "亚运*"]
    assert again.locator("h1").inner_text() == "浏览政府工作报告"
    assert again.locator("#part").input_value() == "plan"


def taken(tab, button):
    with tab.expect_download() as download:
        tab.click(f"#{button}")
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["民生,创新", "创新,theme: innovation"])
def test_the_code_that_is_given_gives_the_numbers_that_are_shown(hangzhou, opened, typed):
    tab = opened(hangzhou, f"#q={typed}&part=plan&place=下城区&count=strings")
    names = {}
    code = tab.locator("pre").text_content().splitlines()
    exec("\n".join([*code[:-2], f"own = {code[-2]}", f"above = {code[-1]}"]), names)
    csv = taken(tab, "csv").splitlines()
    assert len(csv) - 1 == len(names["own"]) + len(names["above"])
    counts = [row.split(",")[6] for row in csv[1:]]
    assert counts == [str(n) for part in ("own", "above") for n in names[part]["count"]]


@pytest.mark.browser
def test_table_picture_and_code_are_taken_along(hangzhou, opened):
    tab = opened(hangzhou, "#q=民生,创新")
    drawn = ElementTree.fromstring(taken(tab, "svg"))
    texts = ["".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"创新 innovation", "nation", "Shangcheng (-2021)"} <= set(texts)
    with tab.expect_download() as download:
        tab.click("#png")
    assert Path(download.value.path()).read_bytes()[1:4] == b"PNG"
    tab.click("#copy")
    tab.locator("#copy:text('Copied'), details[open]").first.wait_for()
    tab.locator("summary").last.click()
    tab.locator("tbody tr").first.wait_for()
    rows = tab.evaluate("explorer.answer.rows.length")
    assert tab.locator("tbody tr").count() == rows > 50


@pytest.mark.browser
def test_a_figure_leads_to_its_sentence_and_its_report(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures&indicator=gdp")
    titles = tab.locator(".panel h3").all_inner_texts()
    assert titles[:2] == ["growth", "amount, districts and counties"]
    alone = tab.locator(".alone").all_inner_texts()
    assert any(one.startswith("growth over several years: ") for one in alone)
    assert "growth over several years" not in titles
    assert (
        tab.locator(".panel svg text").all_text_contents().count("亿元 (hundred million yuan)") > 1
    )
    tab.locator('.point[aria-label*="Shangcheng (-2021) 2016: 900.16亿元"]').last.press("Enter")
    assert tab.locator(".figure mark").all_inner_texts()[0].startswith("地区生产总值900.16亿元")
    assert "at=" in tab.url
    tab.locator(".figure .sentence").first.click()
    assert "2017年上城区政府工作报告" in tab.locator("dialog h2").inner_text()
    assert tab.locator("dialog p.here mark").inner_text().startswith("地区生产总值900.16亿元")


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_place_promised_for_a_year_and_what_became_of_it(corpus, hangzhou, opened, lang):
    ledger = wr.targets.compare(
        wr.indicators.extract(corpus), corpus.reference, corpus.territories, corpus
    )
    mine = ledger[(ledger["place"] == "上城区") & (ledger["period"] == "2017")]
    tab = opened(hangzhou, f"#view=figures&indicator=&where=上城区&year=2017&lang={lang}")
    rows = tab.locator(".wraps tbody tr", has=tab.locator("td:nth-child(2):text-is('2017')"))
    assert rows.count() == len(mine) > 5
    verdicts = {
        "not known": "未知",
        "not comparable": "无法比较",
        "met": "完成",
        "missed": "未完成",
    }
    silent = mine["reason"] == "no_result"  # of the documents here: others may tell
    told = mine["verdict"].where(~silent, "not known")
    shown = rows.locator("td:nth-child(6)").all_inner_texts()
    assert shown == [verdicts[one] if lang == "zh" else one for one in told]
    whys = rows.locator("td:nth-child(7)").all_inner_texts()
    nothing = {"en": "no document here tells the result", "zh": "现有文件均未载明结果"}[lang]
    assert [one.startswith(nothing) for one in whys] == silent.tolist() and silent.any()
    shown = rows.locator("td:nth-child(4) .soft").all_inner_texts()
    assert {"社会消费品零售总额增长完成市下达任务", "新增城镇就业18000人"} <= set(shown)
    rows.locator("button").first.click()
    assert tab.locator(".figure mark").count() == 1
    where = {"en": "(delivered: 2017-02-07) plan", "zh": "(报告日期：2017-02-07) 计划"}[lang]
    assert f"2017年上城区政府工作报告 {where}" in tab.locator(".figure .soft").inner_text()
    if lang == "zh":
        words = tab.locator(".explorer").inner_text().replace("English", "")
        assert re.findall("[a-z]{3,}", re.sub("csv|svg|png|ython", "", words)) == []


@pytest.mark.browser
def test_promises_stand_by_place_and_year_and_figures_are_of_the_year_chosen(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures&indicator=")
    cells = [tab.locator(f".wraps tbody td:nth-child({at})").all_inner_texts() for at in (1, 2)]
    rows = [(place.casefold(), period[-4:]) for place, period in zip(*cells, strict=True)]
    assert rows == sorted(rows) and len(rows) > 100
    tab.select_option("#year", "2017")
    promised = tab.locator(".wraps tbody tr").count()
    assert f"{promised} promises for 2017" in tab.locator("p[role=status]").inner_text()
    assert f": {promised}" in tab.locator("#lines-title").inner_text()
    assert len(taken(tab, "csv_promises").splitlines()) - 1 == promised > 10
    tab.select_option("#indicator", "gdp")
    spoken, own = tab.evaluate("""() => {
        const some = explorer.figures.filter((one) => one.indicator === "gdp" &&
            one.period_start <= 2017 && 2017 <= one.period_end);
        return [some.length, some.filter((one) => one.source === null).length];
    }""")
    told = tab.locator("p[role=status]").inner_text()
    assert f"{spoken} figures for 2017, {own} printed in the documents here" in told
    assert f"{spoken - own} in reference tables" in told
    assert len(taken(tab, "csv").splitlines()) - 1 == spoken > own > 2
    assert "all years are drawn; shaded: 2017" in tab.locator(".legend").inner_text()
    assert tab.locator(".panel svg rect").count() == tab.locator(".panel").count() > 0


@pytest.mark.browser
def test_growth_on_comparable_terms_is_drawn_apart_and_told(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures&where=上城区")
    panel = tab.locator(".panel", has=tab.locator("h3:text('growth on comparable terms')"))
    told = panel.locator(".point").evaluate_all("some => some.map((one) => one.ariaLabel)")
    promised = [one for one in told if "2017: " in one and "promised" in one]
    assert len(promised) == 1 and "7.5" in promised[0] and "on comparable terms" in promised[0]
    row = tab.locator(".wraps tr", has=tab.locator("td:nth-child(2):text-is('2017')"))
    assert "on comparable terms" in row.locator("td:nth-child(3)").inner_text()


@pytest.mark.browser
def test_a_point_stands_nearest_to_its_year(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures&indicator=gdp")
    shifts = tab.evaluate("""() => [...explorer.panels.querySelectorAll("svg")].flatMap((svg) => {
        const texts = [...svg.querySelectorAll("text[text-anchor=middle]")];
        const [[x, year], [after, later]] = [texts[0], texts.at(-1)].map(
            (one) => [+one.getAttribute("x"), +one.textContent]);
        return [...svg.querySelectorAll(".point")].flatMap((one) => {
            const told = / (\\d{4}): /.exec(one.getAttribute("aria-label"));
            if (!told || !one.getAttribute("aria-label").includes("reported")) return [];
            const at = +one.querySelector(".ring").getAttribute("cx");
            return [(at - x) / ((after - x) / (later - year)) + year - told[1]];
        });
    })""")
    assert len(shifts) > 50 and max(map(abs, shifts)) < 0.25


@pytest.mark.browser
def test_a_figure_that_stands_alone_is_a_sentence_and_no_picture(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures")
    points = tab.locator(".panel svg").evaluate_all(
        "some => some.map((one) => one.querySelectorAll('.point').length)"
    )
    assert min(points) > 1
    assert tab.locator(".panel h3:text-is('amount, nation')").count() == 0
    single = tab.locator(".alone", has_text="amount, nation")
    assert re.search(r"amount, nation: ?the nation 20\d\d: ", single.inner_text())
    single.locator("button").click()
    assert tab.locator(".figure").count() >= 1 and "at=" in tab.url


@pytest.mark.browser
def test_a_number_is_told_with_the_unit_it_is_of(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures")
    told = tab.evaluate("""() => explorer.figures
        .filter((one) => one.value_std !== null && /^[0-9.]+$/.test(one.printed ?? ""))
        .map((one) => [explorer.answer.told(one), `: ${one.value_std} ${one.unit_std ?? ""}`])""")
    assert len(told) > 50 and all(number in text for text, number in told)
    assert "117000 亿元" in tab.locator(".alone", has_text="the nation 2012").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_saved_pictures_tell_their_name_all_marks_and_the_source(hangzhou, opened, width):
    def texts(asked):
        svg = ElementTree.fromstring(taken(opened(hangzhou, f"#{asked}", width), "svg"))
        wide = float(svg.get("width"))
        lines = ["".join(one.itertext()) for one in svg.findall(".//{*}g/{*}text")]
        heads = ["".join(one.itertext()) for one in svg.findall("{*}text")]
        assert max(map(len, [*lines, *heads])) * 6 < wide  # of Latin letters: none is cut
        return [re.sub(r"\s+", " ", " ".join(some)) for some in (heads, lines)]

    head, told = texts("view=figures")
    assert head.startswith("一般公共预算收入 general public budget revenue")
    keys = ["preliminary", "a bar through a mark", "promised: a bare number", "promised: at least"]
    for key in [*keys, "dotted: borders changed", "Source: 13 documents", "reference tables"]:
        assert key in told, key
    head, told = texts("q=创新&part=plan&genre=work_report")
    assert head.startswith("Terms over the years: government work report, plan")
    keys = [
        "95 % intervals",
        "on the base line: no hit",
        "too few hits to judge",
        "†: a part is cut",
    ]
    keys += ["×: this part", "▴ the interval"]
    for key in [*keys, "Source: 5 documents", "2014–2023"]:
        assert key in told, key


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_on_a_phone_a_report_leaves_most_of_the_screen_to_its_text(hangzhou, opened, lang):
    tab = opened(hangzhou, f"#q=知识产权保护和执法&count=strings&lang={lang}", 390)
    tab.locator(".line").first.click()
    head, whole = (
        tab.locator(one).evaluate("one => one.getBoundingClientRect().height")
        for one in ("dialog .head", "dialog")
    )
    assert whole > 850 and head < whole / 5
    assert {"en": "cut: some of it): review lost, plan cut", "zh": "回顾 缺失"}[
        lang
    ] in tab.locator("dialog .head").inner_text()


@pytest.mark.browser
def test_the_code_of_an_indicator_gives_its_figures(hangzhou, opened):
    tab = opened(hangzhou, "#view=figures&indicator=gdp&where=下城区")
    names = {}
    code = tab.locator("pre").text_content().splitlines()
    heads = ["own = ", "reference = ", "ledger = "]
    exec("\n".join([*code[:-3], *map("".join, zip(heads, code[-3:], strict=True))]), names)
    csv = pd.read_csv(io.StringIO(taken(tab, "csv")))
    assert len(csv) == len(names["own"]) + len(names["reference"]) > 5
    both = pd.concat([names["own"], names["reference"]])
    assert csv["value_std"].tolist() == pytest.approx(both["value_std"].tolist(), nan_ok=True)
    assert tab.locator(".wraps tbody tr").count() == len(names["ledger"])
    tab.select_option("#year", "2015")
    code = tab.locator("pre").text_content().splitlines()[:-1]
    exec("\n".join([*code[:-2], f"own = {code[-2]}", f"reference = {code[-1]}"]), names)
    assert len(taken(tab, "csv").splitlines()) - 1 == len(names["own"]) + len(names["reference"])
    assert 0 < len(names["own"]) + len(names["reference"]) < len(csv)


@pytest.mark.browser
def test_more_than_five_terms_are_said_to_be_left_out(hangzhou, opened):
    tab = opened(hangzhou, "#q=民生,创新,发展,安全,教育,就业 住房")
    assert tab.locator(".panel").count() == 5
    assert "left out: 就业, 住房" in tab.locator("div[role=status]").inner_text()


@pytest.mark.browser
def test_what_is_lost_or_cut_is_marked(hangzhou, opened):
    tab = opened(hangzhou, "#q=创新&part=plan")
    marked = tab.locator("svg text", has_text="×").locator("title").all_text_contents()
    assert sorted(marked) == [f"Xiacheng {year}: ×: this part is lost" for year in (2014, 2015)]
    assert "cut" in tab.locator('.point[aria-label^="Gongshu"]').get_attribute("aria-label")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("asked", ["q=数字经济", "q=数字经济&part=plan"])
def test_intervals_that_are_cut_have_one_mark_a_year_also_when_saved(
    hangzhou, opened, asked, width
):
    tab = opened(hangzhou, f"#{asked}", width)
    boxes = "some => some.map((one) => one.getBBox()).map(({ x, width }) => [x, x + width])"
    marked = sorted(tab.locator(".beyond").evaluate_all(boxes))
    rows = tab.evaluate("explorer.answer.rows")
    top = 1.04 * 2.2 * max(row["per_10k"] for row in rows)
    cut = {}
    for row in rows:
        if row["high"] > top:
            ring = tab.locator(f'.point[data-key="{row["key"]}"] .ring')
            cut.setdefault(row["year"], []).append(float(ring.get_attribute("cx")))
    over = [sum(places) / len(places) for _, places in sorted(cut.items())]
    assert [sum(box) / 2 for box in marked] == pytest.approx(over, abs=0.01) and over
    assert all(after[0] - before[1] > 2 for before, after in itertools.pairwise(marked))
    assert "part=" in asked or max(map(len, cut.values())) > 1
    drawn = ElementTree.fromstring(taken(tab, "svg"))
    assert len(drawn.findall(".//{*}path[@class='beyond']")) == len(cut)


@pytest.mark.browser
def test_levels_have_the_lines_that_figures_give_them(hangzhou, opened):
    tab = opened(hangzhou, "#q=创新")
    dashes = {"-": "", "--": "7 3", ":": "2 3"}
    keys = tab.locator(".legend li", has=tab.locator("path[stroke-dasharray]"))
    names = keys.all_inner_texts()
    looks = keys.locator("path").evaluate_all(
        "some => some.map((one) => ['stroke', 'stroke-dasharray'].map((of) => one.getAttribute(of)))"
    )
    assert names == ["nation", "province", "city"]
    for name, (colour, dashed) in zip(names, looks, strict=True):
        drawn, line = LINES[name]
        assert (to_hex(colour), dashed) == (to_hex(drawn), dashes[line])


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["q=创新", "view=figures&indicator=gdp"])
def test_the_language_changes_nothing_that_was_chosen(hangzhou, opened, asked):
    tab = opened(hangzhou, f"#{asked}")
    tab.locator(".point").nth(3).press("Enter")
    key = tab.evaluate("explorer.state.at")
    steps = tab.evaluate("history.length")
    for lang in ("zh", "en"):
        tab.click(f"#lang-{lang}")
        assert tab.evaluate("explorer.state.at") == key and "at=" in tab.url
        assert tab.locator(".chosen").get_attribute("data-key") == key
        assert tab.locator(".note button").count() == 1
    assert tab.evaluate("history.length") == steps
    tab.go_back()
    assert tab.locator(".chosen").count() == 0 and tab.locator(".point").count() > 3


@pytest.mark.browser
def test_a_point_says_why_it_is_too_few(hangzhou, opened):
    tab = opened(hangzhou, "#q=数字经济,民生,五水共治")
    rows = tab.evaluate("explorer.answer.rows")
    told = tab.evaluate("""() => Object.fromEntries([...explorer.panels.querySelectorAll(".point")]
        .map((one) => [one.dataset.key, one.getAttribute("aria-label")]))""")
    few = [row for row in rows if "too few" in row["note"]]
    assert {row["count"] < 5 for row in few} == {True, False}
    for row in rows:
        assert ("under 5" in told[row["key"]]) == (row in few and row["count"] < 5)
        assert ("too few paragraphs" in told[row["key"]]) == (row in few and row["count"] >= 5)
    assert "under 5, or most of them in two or three" in tab.locator(".legend").inner_text()


@pytest.mark.browser
def test_a_side_without_a_paragraph_is_named_and_all_parts_offered(hangzhou, opened):
    years = "aplace=下城区&afrom=2014&ato=2014&bplace=下城区&bfrom=2016&bto=2016"
    tab = opened(hangzhou, "#view=compare")
    tab.evaluate("asked => explorer.show(asked)", f"view=compare&{years}")
    told = tab.locator("[role=alert]").inner_text()
    assert told.startswith("These texts (A): no paragraph fits") and "(B)" not in told
    assert "Xiacheng 2014 († plan lost)" in told
    tab.click("[role=alert] button")
    assert [tab.locator(f"#{side}part").input_value() for side in "ab"] == ["", ""]
    assert "no paragraph" not in tab.locator(".explorer").inner_text()
    assert tab.locator("td .link").count() > 10
    asked = "view=compare&aplace=下城区&afrom=2014&ato=2014&bpart=review"
    tab.evaluate("asked => explorer.show(asked)", asked)
    tab.click("[role=alert] button")
    assert [tab.locator(f"#{side}part").input_value() for side in "ab"] == ["", "review"]


@pytest.mark.browser
def test_sides_that_overlap_say_where_and_what_would_part_them(hangzhou, opened):
    tab = opened(hangzhou, "#view=compare")
    asked = "view=compare&afrom=2016&ato=2017&bfrom=2014&bto=2016"
    tab.evaluate("asked => explorer.show(asked)", asked)
    told = tab.locator("[role=alert]").inner_text()
    assert "of these documents: Xiacheng 2016" in told and "2017" not in told
    assert "other years for A than for B" in told
    tab.select_option("#bpart", "review")
    assert tab.locator("td .link").count() > 10


@pytest.mark.browser
def test_the_number_of_documents_and_their_names_agree(hangzhou, opened):
    tab = opened(hangzhou, "#view=compare")
    for side in tab.locator("[role=status] details").all():
        numbers = re.search(r"(\d+) documents?(?:, (\d+) more)?", side.inner_text()).groups("0")
        assert sum(map(int, numbers)) == len(side.locator("p").inner_text().split("; "))
    assert "2 documents, 2 more without this part" in side.inner_text()
    assert "(with * that is less sure)" in tab.locator(".explorer").inner_text()


@pytest.mark.browser
def test_all_the_company_of_a_term_can_be_shown(corpus, hangzhou, opened):
    tab = opened(hangzhou, "#view=company&q=发展")
    number = len(wr.terms.collocates(corpus.select(genre="work_report"), "发展"))
    words = tab.locator("td .link")
    assert words.count() == 40 < number
    more = tab.locator("button:has-text('Show more')").first
    assert more.inner_text() == f"Show more ({number - 40})"
    more.click()
    assert words.count() == number
    assert tab.evaluate("explorer.shadow.activeElement.textContent") == words.nth(40).inner_text()
    last = words.nth(number - 1).inner_text()
    words.nth(number - 1).click()
    tab.click("#lang-zh")
    assert tab.locator(".link[aria-pressed=true]").inner_text() == last


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "term", "unused"),
    [
        ("服务*", None, "服务*"),
        ("服务,创新", "服务", "创新"),
        ("theme: innovation,服务,!公共服务", "服务", "theme: innovation, !公共服务"),
        ("服务", "服务", None),
    ],
)
def test_company_says_what_of_the_input_it_does_not_use(hangzhou, opened, typed, term, unused):
    tab = opened(hangzhou, f"#view=company&q={typed}")
    told = tab.locator("[role=status]").first.inner_text()
    assert tab.evaluate("explorer.answer.term ?? null") == term
    assert "Type a term" not in told and ("one term, without *" in told) == (unused is not None)
    assert unused is None or told.endswith(f"Not used: {unused}")


@pytest.mark.browser
def test_a_first_year_tells_of_parts_that_are_lost_before_it(hangzhou, opened):
    tab = opened(hangzhou, "#q=电梯")
    first = tab.locator("div[role=status] li", has_text="districts and counties 2016")
    assert "2016 (parts lost or cut: Xiacheng 2014, Xiacheng 2015): " in first.inner_text()
    tab.select_option("#part", "plan")
    told = tab.locator("div[role=status] li", has_text="districts").inner_text()
    assert "parts lost or cut: Xiacheng 2014, Xiacheng 2015" in told
    assert "no document here of: 2014" not in told


@pytest.mark.browser
def test_hits_without_a_year_are_told(corpus, hangzhou, opened):
    undated = corpus.documents.index[corpus.documents["year"].isna()]
    number = corpus.occurrences("人工智能")["par_id"].str.split(":").str[0].isin(undated).sum()
    tab = opened(hangzhou, "#q=人工智能&genre=")
    told = tab.locator("div[role=status] ul").inner_text()
    assert number > 1 and f"{number} hits in documents without a year" in told
    tab.select_option("#genre", "work_report")
    assert "without a year" not in tab.locator("div[role=status]").first.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["q=创新", "view=figures&indicator=gdp"])
def test_by_keys_a_point_tells_its_value_and_leads_to_what_it_opens(hangzhou, opened, asked):
    tab = opened(hangzhou, f"#{asked}")
    note = tab.locator(".note")
    tab.locator(".point[tabindex='0']").first.focus()
    for _ in range(2):
        focused = tab.evaluate("explorer.shadow.activeElement.getAttribute('aria-label')")
        assert note.inner_text() == focused and re.search(r"\d", focused)
        tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Tab")
    ahead = tab.evaluate("explorer.shadow.activeElement.closest('.point')?.ariaLabel ?? ''")
    assert note.inner_text() == ahead
    assert not tab.evaluate("explorer.listed.contains(explorer.shadow.activeElement)")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Enter")
    assert note.locator("button").count() == 1
    tab.keyboard.press("Tab")
    assert tab.evaluate("explorer.listed.contains(explorer.shadow.activeElement)")
    assert note.locator("button").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("en", 390), ("zh", 390)])
@pytest.mark.parametrize(
    "asked", ["q=数字经济,亚运*,民生", "view=figures", "view=company", "view=compare"]
)
def test_the_page_fits_and_can_be_read_by_all(hangzhou, opened, asked, lang, width):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    tab = opened(hangzhou, f"#{asked}&lang={lang}", width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    view = tab.evaluate("explorer.state.view")
    print(f"{view} {lang} {width}: answered in {tab.evaluate('explorer.milliseconds'):.0f} ms")
    for folded in tab.locator("summary, #asking:visible").all():
        folded.click()
    wrong = axe.Axe().run(tab).response["violations"]
    assert [one["id"] for one in wrong if one["impact"] in ("serious", "critical")] == []
    tab.screenshot(path=SHOTS / f"explorer_{view}_{lang}_{width}.png", full_page=True)
    tab.locator(".line, .wraps button, td .link").first.click()
    wrong = axe.Axe().run(tab).response["violations"]
    assert [one["id"] for one in wrong if one["impact"] in ("serious", "critical")] == []


@pytest.mark.browser
def test_two_stand_in_one_page_and_leave_it_as_it_is(hangzhou, opened):
    tab = opened(hangzhou, "#q=创新")
    tab.evaluate("""() => {
        const cell = document.createElement("div");
        const told = [];
        document.body.append(cell);
        cell.innerHTML = "<h1>mine</h1><div></div>";
        const beside = explorer.constructor;
        const state = "q=民生&lang=zh", remember = (state) => told.push(state);
        const second = new beside(cell.lastChild, explorer.table, { state, remember });
        Object.assign(globalThis, { second, told });
    }""")
    second = tab.locator("body > div > div")
    second.locator("#q").fill("教育")
    second.locator("#q").press("Enter")
    second.locator("#part").select_option("plan")
    asked = {"q": "教育", "part": "plan", "lang": "zh"}
    assert dict(parse_qsl(tab.evaluate("told.at(-1)"))) == asked
    assert tab.locator("main .panel h3").inner_text() == "创新 innovation"
    assert tab.evaluate("decodeURIComponent(location.hash)") == "#q=创新"
    styles = "getComputedStyle(document.querySelector('body > div > h1'))"
    assert tab.evaluate(f"{styles}.fontSize") == "32px" and tab.title() == "Explore the reports"
    second.locator(".line").first.click()
    assert second.locator("dialog h2").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    "asked", ["q=数字经济&part=plan", "q=主题：民生", "view=company&q=创新", "view=compare&bgenre="]
)
def test_in_chinese_no_english_is_left(hangzhou, opened, asked):
    tab = opened(hangzhou, f"#lang=zh&{asked}")
    shown = tab.locator(".explorer").inner_text().replace("English", "")
    assert (
        re.findall(
            "[A-Za-z]{2,}",
            re.sub(
                r"Python|csv|svg|png|logDice|G20|QR|[A-Z]{2,}|lawtext/gov|fc1a2f67a589|www[.a-z]+|\.md",
                "",
                shown,
            ),
        )
        == []
    )
