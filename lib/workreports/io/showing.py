"""Text that others wrote, where it is shown: it may be read, it steers nothing.

On a terminal, control characters could move the cursor or rename the window; in HTML, ``<`` opens a
tag and, in JupyterLab, ``$`` a formula.
"""

from __future__ import annotations

import html
import unicodedata

_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of control, format, breaks, surrogates (bytes of a name not in UTF-8)."""
AS_WRITTEN = {"class": "tex2jax_ignore mathjax_ignore"}
"""What tells JupyterLab that an element holds no formulas; pandas gives its tables the same."""


class Markup(str):
    """HTML as it is; every other text is escaped when a tag takes it in."""


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """An element with its attributes around what it holds.

    >>> tag("td", "1 < 2 ", tag("mark", "é"), style="text-align:left")
    "<td style='text-align:left'>1 &lt; 2 <mark>é</mark></td>"
    """
    given = "".join(f" {key}='{html.escape(str(value))}'" for key, value in attributes.items())
    inside = "".join(
        child if isinstance(child, Markup) else html.escape(str(child)) for child in children
    )
    return Markup(f"<{name}{given}>{inside}</{name}>")


def visible(text: object) -> str:
    """Text for a terminal or a message: what would steer it is written out, as Python writes it.

    Control characters (line ends, too), characters that turn the direction of writing or have no
    width, and the bytes of a file name that is not UTF-8.

    >>> visible("\\x1b[2J报\\u202e告\\udcff")
    '\\\\x1b[2J报\\\\u202e告\\\\udcff'
    """
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in _STEERING
        else character
        for character in str(text)
    )
