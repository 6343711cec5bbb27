"""x"""

from __future__ import annotations

from workreports.ingest.readers.found import Read
from workreports.io.errors import refusal
from workreports.io.extras import extra


def read(name: str, data: bytes) -> Read:
    with extra("ingest"):
        import trafilatura

    text = trafilatura.extract(
        data, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if not text:
        remedy = "save the page that holds the report itself; a list of links has none"
        raise refusal(name, None, "no running text was found in the page", remedy)
    return Read(text, "text of a web page, by trafilatura", False)


read_archive = read
