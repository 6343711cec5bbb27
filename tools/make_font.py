"""Make the font that ships with the project: a subset of Noto Sans SC under a name of its own.

The source is the package pylopdf-fonts-zh-cn 0.1.1 (NotoSansSC-Regular.otf, SIL Open Font License
1.1). Run in an environment that has it and fonttools, never needed by users:

    python -m pip install pylopdf-fonts-zh-cn==0.1.1 fonttools
    python tools/make_font.py

The subset holds GB2312, Latin with accents (pinyin), the punctuation and signs of statistical
pictures, and every character of the corpus. The same input gives the same bytes.
"""

import importlib.util
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "lib/workreports/data/fonts/WorkreportsSansSC-Regular.otf"
FAMILY = "Workreports Sans SC"
SIGNS = "‐‑–—―‘’“”„†‡•…‰′″‹›※€℃№™←↑→↓↔−∓×÷±≈≠≤≥∞√∑∆▲▼■□●○◆◇★☆㎡㎞ⅠⅡⅢⅣⅤⅥ⏎␣"
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüĀÁǍÀĒÉĚÈ"


def characters() -> set[int]:
    """Code points the font must hold."""
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(map(ord, SIGNS + PINYIN))
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes([lead, trail]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    for path in sorted((ROOT / "corpus/raw").glob("*.txt")):
        wanted |= set(map(ord, path.read_bytes().decode("utf-8")))
    return wanted


def main() -> None:
    package = Path(importlib.util.find_spec("pylopdf_fonts_zh_cn").origin).parent
    font = TTFont(package / "NotoSansSC-Regular.otf", recalcTimestamp=False)
    options = subset.Options(
        layout_features=["kern"],
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        name_languages=[0x409],
        notdef_outline=True,
        desubroutinize=True,
    )
    maker = subset.Subsetter(options)
    maker.populate(unicodes=characters())
    maker.subset(font)
    postscript = FAMILY.replace(" ", "") + "-Regular"
    for record in font["name"].names:
        record.string = {
            1: FAMILY,
            3: f"subset of Noto Sans SC 2.004;{postscript}",
            4: FAMILY,
            6: postscript,
        }.get(record.nameID, str(record))
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FamilyName = cff.topDictIndex[0].FullName = FAMILY
    font.save(OUT)
    size, glyphs = OUT.stat().st_size, len(font.getGlyphOrder())
    print(f"{OUT.relative_to(ROOT)}: {size:,} bytes, {glyphs:,} glyphs")


if __name__ == "__main__":
    main()
