"""HTML for notebooks: what is text gets escaped here and nowhere else."""

from __future__ import annotations

import html


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
