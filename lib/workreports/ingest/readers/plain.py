"""x"""

from __future__ import annotations

import codecs
import re

from workreports.ingest.readers.found import Read
from workreports.io.errors import CorpusError
from workreports.io.extras import extra
from workreports.io.text import decode


def read(name: str, data: bytes) -> Read:
    with extra("ingest"):
        from charset_normalizer import from_bytes

    try:
        return Read(decode(data, name), "UTF-8 text", True)
    except CorpusError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" not in data:
            best = from_bytes(data, cp_isolation=["utf_16", "gb18030", "big5", "big5hkscs"]).best()
            if best is not None and re.search(r"[\u4e00-\u9fff]{2}", str(best)):
                how = f"text in {best.encoding.replace('_', '-')}, rewritten as UTF-8"
                return Read(str(best).removeprefix("\ufeff"), how, False)
        raise error from None
