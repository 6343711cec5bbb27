"""Try the readers on texts that a coverage-guided fuzzer makes up (Linux; python -m pip install atheris).

python tools/fuzz.py -runs=100000
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

with atheris.instrument_imports(include=["workreports"]):
    from tests.fuzzing import PIECES, probe


def once(data: bytes) -> None:
    """One text: pieces of reports, and characters between them."""
    source = atheris.FuzzedDataProvider(data)
    text = []
    while source.remaining_bytes() and len(text) < 60:
        text.append(
            source.PickValueInList(PIECES)
            if source.ConsumeBool()
            else source.ConsumeUnicodeNoSurrogates(4)
        )
    probe("".join(text))


if __name__ == "__main__":
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
