"""Pictures: every glyph there, the same bytes twice, data and description beside them."""

import re
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib.layout_engine import ConstrainedLayoutEngine
from wordcloud import WordCloud

from workreports import plots, say
from workreports.corpus import schema
from workreports.io import lexicon
from workreports.io.errors import CorpusError
from workreports.io.tables import read_csv
from workreports.plots import figures, style

DATA = pd.DataFrame({"year": [2014, 2016], "term": ["=SUM(A1)", "创新"], "rate": [1 / 3, -2.5]})
ALT = "Two points, the second higher than the first, for the years 2014 and 2016."


@pytest.fixture
def out(tmp_path, monkeypatch):
    folder = tmp_path / "figures"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    style.use("en")
    yield folder
    style.use("en")
    plt.close("all")


def draw(text="一般公共预算收入", xlabel="year − ≤ ≥ – ‰"):
    fig, ax = plt.subplots()
    ax.plot([2014, 2016], [1, 2], label=text)
    ax.set(title=text, xlabel=xlabel)
    ax.legend()
    return fig


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def test_the_font_holds_gb2312_and_every_character_of_the_corpus(corpus):
    held = set(TTFont(style.FONT).getBestCmap())
    wanted = {
        ord(c)
        for name in corpus.documents["raw_file"].unique()
        for c in corpus.raw_text(name)
        if not c.isspace()
    }
    for lead in range(0xB0, 0xF8):
        wanted |= {
            ord(c)
            for c in bytes(b for trail in range(0xA1, 0xFF) for b in (lead, trail)).decode(
                "gb2312", errors="ignore"
            )
        }
    assert {chr(c) for c in wanted - held} == set()


def test_labels_of_the_glossary_can_be_drawn():
    held = set(TTFont(style.FONT).getBestCmap())
    glossary, labels = lexicon.table("glossary.csv"), lexicon.table("labels.csv")
    assert {
        c
        for c in "".join([*glossary.to_numpy().ravel(), *labels.to_numpy().ravel()])
        if ord(c) not in held
    } == set()
    assert (glossary[["zh", "pinyin", "en"]] != "").all(axis=None) and (labels != "").all(axis=None)
    assert (
        glossary["zh"].is_unique
        and glossary["en"].is_unique
        and labels["en"].is_unique
        and not set(labels["en"]) & set(glossary["en"])
    )


def test_a_missing_glyph_fails(out):
    with pytest.raises(ValueError, match="missing"):
        figures.save(draw("\U00020bb7野家"), "broken", DATA, "Title", ALT)
    assert list(out.iterdir()) == []


def test_chinese_text_leaves_ink_and_differs_from_empty_boxes(out):
    def ink(text):
        fig = plt.figure(figsize=(2, 0.5), layout="none")
        fig.text(0.1, 0.3, text, fontsize=14)
        fig.canvas.draw()
        return np.asarray(fig.canvas.buffer_rgba())[..., 0] < 128

    first, second = ink("预算"), ink("收入")
    assert first.sum() > 100 and second.sum() > 100 and (first != second).sum() > 100


def test_the_word_cloud_uses_the_same_font():
    cloud = WordCloud(
        font_path=str(style.FONT), width=200, height=100, random_state=0
    ).generate_from_frequencies({"预算": 2, "收入": 1})
    assert (np.asarray(cloud.to_array()).sum(axis=2) > 0).sum() > 200


def test_saving_twice_gives_the_same_bytes_and_the_index_has_one_row(out, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/02_terms.ipynb")
    for _ in range(2):
        figures.save(draw(), "rates", DATA, "Rates", ALT)
        figures.save(draw(), "aaa", DATA, "First", ALT)
        now = contents(out)
    figures.save(draw(), "rates", DATA, "Rates", ALT)
    assert contents(out) == now
    assert sorted(now) == [
        "aaa.csv",
        "aaa.png",
        "aaa.svg",
        "index.csv",
        "rates.csv",
        "rates.png",
        "rates.svg",
    ]
    assert b"<dc:date>" not in now["rates.svg"] and b"matplotlib" not in now["rates.png"].lower()
    rows = read_csv(out / "index.csv", figures.INDEX_COLUMNS)
    assert list(zip(rows["name"], rows["notebook"], strict=True)) == [
        ("aaa", "02_terms"),
        ("rates", "02_terms"),
    ]


def test_the_data_is_inert_in_a_spreadsheet_and_rounded(out):
    figures.save(draw(), "rates", DATA, "Rates", ALT)
    assert (out / "rates.csv").read_text(
        encoding="utf-8"
    ) == "year,term,rate\n2014,'=SUM(A1),0.33333333\n2016,创新,-2.5\n"


@pytest.mark.parametrize(
    "name, title, alt, data",
    [
        ("../x", "t", ALT, DATA),
        ("x", "", ALT, DATA),
        ("x", "t", "short", DATA),
        ("x", "t", ALT, DATA.head(0)),
    ],
)
def test_a_figure_needs_a_name_a_title_a_description_and_data(out, name, title, alt, data):
    with pytest.raises(ValueError):
        figures.save(draw(), name, data, title, alt)


def test_the_same_code_gives_chinese_labels(out):
    style.use("zh")
    assert (
        style.label("Year of the report") == "报告年份"
        and style.label("下城区") == "下城区"
        and style.label("no such label") == "no such label"
    )
    with pytest.warns(UserWarning, match="no Chinese for .*Rates.*year.*labels.csv"):
        figures.save(draw(), "rates", DATA, "Rates", ALT)
    assert (out / "rates_zh.svg").exists() and (out / "rates.csv").exists()
    with pytest.raises(ValueError, match="en, zh"):
        style.use("de")


def test_every_genre_has_a_name_in_chinese(out):
    style.use("zh")
    named = [plots.genre_label(one) for one in schema.accepted("documents", "genre").split("|")]
    assert not re.search("[A-Za-z]", "".join(named)), named


@pytest.mark.parametrize("language", style.LANGUAGES)
def test_a_function_draws_once_a_language_and_the_one_in_use_stays_open(out, language):
    style.use(language)
    plt.rcParams["font.size"] = 13  # the reader's own wish
    asked = []

    def drawing():
        asked.append((style.language(), plt.rcParams["font.size"]))
        return draw(style.label("Year of the report"), "‰")

    figures.save(drawing, "years", DATA, "Year of the report", ALT)
    other = next(one for one in style.LANGUAGES if one != language)
    assert asked == [(other, 13), (language, 13)] and style.language() == language
    (shown,) = map(plt.figure, plt.get_fignums())
    assert shown.axes[0].get_title("left") == style.label("Year of the report")
    plt.close("all")
    both = contents(out)
    assert set(both) == {"index.csv", "years.csv"} | {
        f"years{end}.{kind}" for end in ("", "_zh") for kind in ("png", "svg")
    }
    for one in style.LANGUAGES:  # a finished figure gives the same
        style.use(one)
        plt.rcParams["font.size"] = 13
        figures.save(
            draw(style.label("Year of the report"), "‰"), "years", DATA, "Year of the report", ALT
        )
    assert contents(out) == both


def test_a_function_draws_chinese_without_our_look_too(out):
    with plt.rc_context():
        plt.rcdefaults()
        figures.save(
            lambda: draw(style.label("Year of the report"), "‰"),
            "years",
            DATA,
            "Year of the report",
            ALT,
        )
        assert plt.rcParams["font.family"] == ["sans-serif"]
    assert (out / "years_zh.png").exists()


def test_a_function_that_fails_or_draws_nothing_leaves_the_language_and_the_folder_alone(out):
    with pytest.raises(TypeError, match="returns NoneType; end it with «return fig»"):
        figures.save(lambda: None, "years", DATA, "Title", ALT)
    with pytest.raises(TypeError, match="DataFrame is no figure"):
        figures.save(DATA, "years", DATA, "Title", ALT)
    with pytest.raises(ZeroDivisionError):
        figures.save(lambda: 1 / 0, "years", DATA, "Title", ALT)
    assert style.language() == "en" and contents(out) == {}


@pytest.mark.parametrize("mark", ["figures/", "pyproject.toml", ".git/", ".git"])
def test_figures_go_to_the_project_around_the_working_folder(tmp_path, monkeypatch, mark):
    work = tmp_path / "project" / "notebooks" / "deeper"
    work.mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()  # of a project further out
    marked = tmp_path / "project" / mark
    marked.mkdir() if mark.endswith("/") else marked.touch()
    monkeypatch.chdir(work)
    figures.save(draw(), "rates", DATA, "Rates", ALT)
    assert (tmp_path / "project" / "figures" / "rates.svg").exists()
    figures.save(draw(), "rates", DATA, "Rates", ALT, folder="own/pictures")
    assert [row["name"] for row in figures.index(work / "own" / "pictures")] == ["rates"]


def test_figures_go_to_the_working_folder_where_there_is_no_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(figures, "_is_project", lambda folder: False)
    figures.save(draw(), "rates", DATA, "Rates", ALT)
    assert (tmp_path / "figures" / "rates.svg").exists()


def test_a_folder_that_cannot_be_made_is_told_in_our_words(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CorpusError, match="cannot be written to"):
        figures.save(draw(), "rates", DATA, "Rates", ALT, folder=tmp_path / "file" / "figures")


def test_the_palette_can_be_told_apart_without_colour():
    # relative luminance (WCAG) of the colours that stand beside each other in the stacked bars
    def luminance(colour):
        rgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    order = [style.COLOURS[name] for name in ("blue", "orange", "green", "sky", "grey", "purple")]
    for a, b in pairwise(order):
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        assert (high + 0.05) / (low + 0.05) > 1.35


def test_a_picture_can_carry_its_title_and_a_line_in_both_languages(tmp_path):
    def draw():
        fig, ax = plt.subplots()
        ax.plot([1, 2])
        drawn.append(fig)
        return fig

    drawn = []
    data = pd.DataFrame({"year": [2016]})
    long = say("{n} " + "words " * 40, "{n}" + "字" * 90, n=3)
    line = say("$ a $, made up", "$ 甲 $")
    figures.save(draw, "titled", data, long, "A line that goes up.", tmp_path, drawn=line)
    for fig, language in zip(drawn, ("zh", "en"), strict=True):
        texts = [text.get_text() for text in fig.texts]
        assert " ".join(texts[:-1]).replace(" ", "") == long.plain(language).replace(" ", "")
        assert texts[-1] == line.plain(language)
        assert all(text.get_window_extent().x1 <= fig.bbox.x1 for text in fig.texts)
    assert figures.index(tmp_path)[0]["title_zh"] == long.plain("zh")


def test_a_picture_is_laid_out_once_a_language_for_all_its_files_and_the_one_shown(
    out, monkeypatch
):
    made = []
    lay_out = ConstrainedLayoutEngine.execute
    monkeypatch.setattr(
        ConstrainedLayoutEngine, "execute", lambda *given: made.append(1) or lay_out(*given)
    )
    figures.save(lambda: plt.subplots()[0], "once", DATA, "Year of the report", ALT)
    assert len(made) == 2 and not plt.gcf().stale
    plt.gcf().canvas.draw()
    assert len(made) == 2
