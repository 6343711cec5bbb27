"""The HTML of views. Whatever comes from a corpus is escaped here."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable

import pandas as pd

from workreports.io.showing import AS_WRITTEN
from workreports.plots.keywords import with_sense
from workreports.plots.style import COLOURS
from workreports.views.wording import headed, noted, told, word

LINES_SHOWN = 100
"""A notebook keeps so many lines of an answer."""
LIVE, STILL = "workreports-live", "workreports-still"
"""Classes of a view that answers, and of what it showed last."""
_OUTPUT = ":is(.jp-OutputArea-child,.output_container)"
"""An output of a cell: in JupyterLab and Notebook, in VS Code."""
_STYLE = (
    f"{_OUTPUT}:has(.{LIVE})+{_OUTPUT}:has(.{STILL}),"
    f"{_OUTPUT}:has(>.jupyter-widgets):has(+{_OUTPUT} .{STILL}):not(:has(.{LIVE}))"
    "{display:none}"
    # Notebook folds what is high into a box of a few lines.
    f".jp-mod-outputsScrolled .jp-Cell-outputArea:has(.{LIVE}){{max-height:90vh}}"
)
_START = "text-align:left"
_END = "text-align:right"
_ONE_LINE = "white-space:nowrap"


def whole(*pieces: str) -> str:
    """What a view shows, in which nothing is a formula.

    >>> whole("<p>$</p>")
    '<div class="tex2jax_ignore mathjax_ignore"><p>$</p></div>'
    """
    return f'<div class="{AS_WRITTEN["class"]}">{"".join(pieces)}</div>'


def still(content: str) -> str:
    """What stands in a notebook beside a view that a kernel serves: of the two one is seen.

    >>> "<p>a</p></div>" in still("<p>a</p>")
    True
    """
    names = f"{AS_WRITTEN['class']} {STILL}"
    return f'<div class="{names}"><style>{_STYLE}</style>{content}</div>'


def paragraph(text: str = "", bold: str = "", after: str = "") -> str:
    """A paragraph of plain text, a piece of it in bold.

    >>> paragraph(bold="<b>", after=": 3 places")
    '<p><strong>&lt;b&gt;</strong>: 3 places</p>'
    """
    middle = f"<strong>{html.escape(bold)}</strong>" if bold else ""
    return f"<p>{html.escape(text)}{middle}{html.escape(after)}</p>"


def warning(text: str) -> str:
    """What the reader should mind before she believes the answer.

    >>> warning("Genres differ.")
    "<p role='note'><strong>Mind: </strong>Genres differ.</p>"
    """
    return f"<p role='note'><strong>{told('Mind: ', '注意：')}</strong>{html.escape(text)}</p>"


def alert(text: str) -> str:
    """Why there is no answer.

    >>> alert("No figure.")
    "<p role='alert'>No figure.</p>"
    """
    return f"<p role='alert'>{html.escape(text)}</p>"


def again(call: str) -> str:
    """The call that asks the same again.

    >>> again("f()")
    '<p>To ask it again: <code>f()</code></p>'
    """
    return f"<p>{told('To ask it again: ', '再次提问：')}<code>{html.escape(call)}</code></p>"


def picture(png: bytes, alt: str) -> str:
    """A picture with its description.

    >>> picture(b"", "A point")[:25]
    "<p><img alt='A point' sty"
    """
    data = base64.b64encode(png).decode()
    source = f"src='data:image/png;base64,{data}'"
    return f"<p><img alt='{html.escape(alt)}' style='max-width:100%' {source}></p>"


def link(name: str, kind: str, data: bytes) -> str:
    """A file to save.

    >>> link("a.csv", "text/csv", b"a")
    "<a download='a.csv' href='data:text/csv;base64,YQ=='>a.csv</a>"
    """
    coded = base64.b64encode(data).decode()
    return f"<a download='{name}' href='data:{kind};base64,{coded}'>{name}</a>"


def table(rows: pd.DataFrame) -> str:
    """A table that scrolls in a box of its own, by keyboard too.

    >>> "&lt;b&gt;" in table(pd.DataFrame({"term": ["<b>"]}))
    True
    """
    rows = headed(rows)
    return _scroll(rows.to_html(index=False, border=0, float_format=_number, na_rep=""))


def lines(concordance: pd.DataFrame, names: pd.Series) -> str:
    """The first lines of a concordance, hits one under the other.

    Parameters
    ----------
    concordance : DataFrame
        ``doc_id left hit right``.
    names : Series
        ``doc_id`` to the document's name.

    >>> line = pd.DataFrame([{"doc_id": "a", "left": "<", "hit": "b", "right": ">"}])
    >>> "<mark>b</mark>" in lines(line, pd.Series({"a": "A 2005 work report"}))
    True
    """
    rows = "".join(
        f"<tr>{_cell(names[line.doc_id], _ONE_LINE, _START)}{_cell(line.left, _END, _ONE_LINE)}"
        f"<td style='{_ONE_LINE}'><mark>{html.escape(line.hit)}</mark></td>"
        f"{_cell(line.right, _START, _ONE_LINE)}</tr>"
        for line in concordance.head(LINES_SHOWN).itertuples()
    )
    shown = _scroll(f"<table><tbody>{rows}</tbody></table>")
    if len(concordance) <= LINES_SHOWN:
        return shown
    return shown + paragraph(
        told(
            "The first {some} of {all} lines.",
            "以上为{all}句中的前{some}句。",
            some=LINES_SHOWN,
            all=len(concordance),
        )
    )


def topic(terms: pd.DataFrame, reports: pd.DataFrame, examples: pd.DataFrame) -> str:
    """A topic's terms as bars, its share of each report, its typical paragraphs, side by side.

    Parameters
    ----------
    terms : DataFrame
        ``term weight``.
    reports : DataFrame
        ``report share low high note``.
    examples : DataFrame
        ``par_id share text``.

    >>> heaviest = pd.DataFrame({"term": ["<b>"], "weight": [0.2]})
    >>> none = pd.DataFrame()
    >>> "&lt;b&gt;" in topic(heaviest, none, none)
    True
    """
    widest = terms["weight"].max()
    bars = [
        _cell(with_sense(row.term), _END)
        + f"<td style='{_START}'>{_bar(row.weight / widest)} {100 * row.weight:.1f}</td>"
        for row in terms.itertuples()
    ]
    shares = [
        _cell(row.report, _ONE_LINE)
        + _cell(f"{100 * row.share:.0f}")
        + _cell(f"{100 * row.low:.0f}-{100 * row.high:.0f}")
        + _cell(noted(row.note))
        for row in reports.itertuples()
    ]
    typical = "".join(
        f"<p style='margin:0.4em 0'><code>{html.escape(row.par_id)}</code> {100 * row.share:.0f} %"
        f"<br>{html.escape(row.text[:220])}</p>"
        for row in examples.itertuples()
    )
    return (
        "<div style='display:flex;gap:2em;flex-wrap:wrap;align-items:flex-start'>"
        + _grid(["term", "weight"], bars)
        + _grid(["report", "share", "interval", "note"], shares)
        + f"<div style='flex:1;min-width:18em'>{typical}</div></div>"
    )


def _grid(heads: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{word(text)}</th>" for text in heads)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(text: object, *style: str) -> str:
    look = f" style='{';'.join(style)}'" if style else ""
    return f"<td{look}>{html.escape(str(text))}</td>"


def _bar(share: float) -> str:
    look = (
        f"display:inline-block;height:0.8em;background:{COLOURS['blue']};width:{120 * share:.0f}px"
    )
    return f"<span style='{look}'></span>"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("inf", "∞")


def _scroll(content: str) -> str:
    box = "style='max-height:24em;overflow:auto'"
    return f"<div tabindex='0' role='region' aria-label='table' {box}>{content}</div>"
