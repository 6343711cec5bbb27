"""Attack the program on purpose, and say what broke: python tools/faults [--short]

Kills, full disks, damaged bits, hostile files, two users, processes in company. Prints what was
tried and what failed, kind by kind; the exit code is 1 if anything failed. Takes about ten minutes,
with --short one. Everything happens in temporary folders, on made-up reports.
"""

import argparse
import sys
import time

from attacks import KINDS, attack


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a minute instead of ten")
    short, failed = parser.parse_args().short, 0
    for kind in KINDS:
        start = time.perf_counter()
        outcomes = attack(kind, short=short)
        bad = [one for one in outcomes if one.wrong]
        spent = time.perf_counter() - start
        print(f"{kind:14} {len(outcomes):5} tried {len(bad):4} failed {spent:6.0f} s", flush=True)
        for one in bad:
            print(f"    {one.what}: {'; '.join(one.wrong)}")
        failed += len(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
