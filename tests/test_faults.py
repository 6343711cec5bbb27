"""The short form of «make faults»: the program is attacked on purpose, and nothing breaks."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "tools/faults"))

import attacks


@pytest.mark.slow
@pytest.mark.parametrize("kind", attacks.KINDS)
def test_an_attack_breaks_nothing(kind):
    outcomes = attacks.attack(kind, short=True)
    assert outcomes or kind == "users"  # which only root can try
    assert [one for one in outcomes if one.wrong] == []
