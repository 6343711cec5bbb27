"""Make ``data/traditional/characters.csv`` from OpenCC's table of traditional characters.

Usage: python tools/make_traditional.py TSCharacters.txt

The file is ``opencc/dictionary/TSCharacters.txt`` of the package opencc-python-reimplemented (0.1.7
was taken). Of several simplified characters the first is taken, as OpenCC does for a character
alone; a character outside of the Basic Multilingual Plane, which hardly any font shows, is not.
"""

import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "lib/workreports/data/traditional/characters.csv"


def main(source: Path) -> None:
    rows = [line.split("\t") for line in source.read_text(encoding="utf-8").splitlines() if line]
    pairs = sorted((traditional, told.split()[0]) for traditional, told in rows)
    lines = [
        f"{traditional},{simplified}\n"
        for traditional, simplified in pairs
        if traditional != simplified and max(traditional + simplified) <= "\uffff"
    ]
    TABLE.write_text("".join(["traditional,simplified\n", *lines]), encoding="utf-8", newline="\n")
    print(f"{len(lines)} characters")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
