"""The explorer as a page: one file that opens from the disk and asks no other host."""

from __future__ import annotations

import json
import re
from importlib import resources
from itertools import pairwise
from pathlib import Path

from workreports.corpus import Corpus
from workreports.io import writing
from workreports.io.errors import refusal
from workreports.views.explorer import packing

NAME = "index.html"
_MODULES = ["dom", "statistics", "words", "counting", "asking", "chart", "taking", "reading"]
_MODULES += ["firsts", "trends", "company", "beside", "series", "figures", "explorer"]
"""Each imports from those before it."""
_PUBLIC = ["unpack", "mount"]
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Explorer: government work reports</title>
<link rel="icon" href="data:,">
<style>body {{ margin: 0 }}</style>
<main id="explorer"></main>
<script type="text/plain" id="table">{table}</script>
<script type="module">
{module}
{{  // names of the module are not taken here
  const table = await unpack(document.getElementById("table").textContent);
  let state = (location.hash || location.search).slice(1); // a form of another page asks by ?
  const remember = (now, step) => {{
    const before = state;
    state = now;
    speak();
    if (now === before) return;
    if (step) history.pushState({{ before }}, "", `#${{now}}`);
    else if (history.state?.before === now) history.back(); // a report is closed again
    else history.replaceState(history.state, "", `#${{now}}`);
  }};
  const options = {{ state, remember, ...{links} }};
  const explorer = mount(document.getElementById("explorer"), table, options);
  const speak = () => {{
    document.title = explorer.text("title");
    document.documentElement.lang = explorer.root.lang;
  }};
  const come = () => {{
    state = explorer.asked; // as this page writes it
    if (state !== location.hash.slice(1)) history.replaceState(history.state, "", `#${{state}}`);
    speak();
  }};
  addEventListener("popstate", () => {{
    const asked = location.hash.slice(1);
    if (asked === state) return;
    explorer.show(asked);
    come();
  }});
  come();
  Object.assign(globalThis, {{ explorer, frequency, collocates, compare }});
}}
</script>
</html>
"""


def write(corpus: Corpus, out: Path, load: str = "wr.load_corpus()") -> None:
    """Write the explorer of a corpus as ``index.html`` into a folder.

    Parameters
    ----------
    corpus : Corpus
    out : Path
        A new or empty folder, or one that this made before and nobody has changed since.
    load : str
        The Python that loads the corpus, for what the page gives as code.

    Raises
    ------
    CorpusError
        If the folder holds anything else, or cannot be written to; if the corpus is too large.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as desk:
    ...     write(load_corpus().select(years=2023), Path(desk) / "page")
    ...     (Path(desk) / "page" / "index.html").is_file()
    True
    """
    if out.exists() and not _is_ours(out):
        problem = "it holds what this command did not make, or what was changed since"
        raise refusal(str(out), None, problem, "name a new or an empty folder")
    data = html(corpus, load).encode("utf-8")
    with writing.explain_unwritable(out):
        out.mkdir(parents=True, exist_ok=True)
        writing.reseal(out, {NAME: data})


def _is_ours(out: Path) -> bool:
    if not out.is_dir():
        return False
    if not any(out.iterdir()):
        return True
    try:
        return set(writing.contents(out)) == {NAME} and not writing.damage(out)
    except writing.DamagedError:
        return False


def html(corpus: Corpus, load: str = "wr.load_corpus()", reports: str = "", home: str = "") -> str:
    """The page, see :func:`write`; ``reports`` is the folder of pages that
    :func:`workreports.views.reports.html` makes, seen from there, to which its reports lead, and
    ``home`` the page of the book that it belongs to.

    >>> html(load_corpus().select(years=2023)).startswith("<!doctype html>")
    True
    """
    return _PAGE.format(
        policy=_POLICY,
        module=module(),
        links=json.dumps({"reports": reports, "home": home}),
        table=packing.packed(corpus, load),
    )


def module() -> str:
    """The component as one ES module, which exports ``unpack`` and ``mount``, with its
    style: without comments, and without the breaks, blanks and commas that mean nothing.

    ``mount(element, table, {state, remember, reports, home})`` shows what ``unpack(packed)`` gives
    in an element, in a shadow root: no style leaks in or out. ``remember(state)`` is told after
    each change what was asked, a line of text with which ``state`` asks it again, and whether it
    is a step that one may want to go back from.

    >>> "export { unpack, mount }" in module()
    True
    """
    style = re.sub(r"/\*.*?\*/|\s+", " ", _shipped("explorer.css"))
    whole = "".join(map(_scoped, _MODULES))
    return f"const STYLE = {json.dumps(style)};\n{whole}export {{ {', '.join(_PUBLIC)} }};\n"


def _scoped(name: str) -> str:
    """A module in a scope of its own, so that only what it exports has to have another name than
    what others do."""
    bare = _joined(re.sub(r"^import [^;]*;\n", "", _shipped(f"{name}.js"), flags=re.M))
    declared = r"\bexport ((?:async )?(?:const|function|class) (\w+))"
    names = ",".join(name for _, name in re.findall(declared, bare))
    bare = re.sub(declared, r"\1", bare)
    return f"const {{{names}}}=(()=>{{\n{bare}return {{{names}}};}})();\n"


_QUOTED = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)"""
_COMMENT = re.compile(rf"^((?:[^\"'`/\\]|\\.|{_QUOTED}|/(?![/*]))*)//.*|^\s*(?:/\*|\*).*")
"""What stands before a comment in a line has whole strings only."""
_PARTED = re.compile(r"[\w$+-]")
_SIGN = re.compile(rf"({_QUOTED})| *([^\w\s$\"'`+-]) *")
"""Blanks beside signs mean nothing; those between two + or - do."""


def _joined(code: str) -> str:
    """Code without comments and without the breaks, blanks and commas that mean nothing: its
    statements end in ; or }.

    >>> _joined('f(\\n  "a / b", // not this\\n);\\n// nor this\\nlet a = b;')
    'f("a / b");let a=b;\\n'
    """
    lines = [_COMMENT.sub(r"\1", line).strip() for line in code.splitlines()]
    some = [*filter(None, map(_dense, lines)), ""]
    return "".join(_before(after, line) for line, after in pairwise(some))


def _dense(line: str) -> str:
    """A line without needless blanks; one with several templates, which may stand in each other, or
    with what may be a pattern, as it is."""
    if line.count("`") not in (0, 2) or re.search(r"/(?! )", re.sub(_QUOTED, "", line)):
        return line
    return _SIGN.sub(lambda found: found[1] or found[2], line)


def _before(after: str, line: str) -> str:
    """A line as it stands before the next: without the comma that ends a list, and its break only
    where that means something."""
    line = line.removesuffix(",") if after.startswith((")", "]", "}")) else line
    means = "//" in line or (_PARTED.match(line[-1]) and _PARTED.match(after))
    return f"{line}\n" if means or not after else line


def _shipped(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
