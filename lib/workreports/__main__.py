"""``python -m workreports`` does what the command ``workreports`` does."""

import sys

from workreports.cli import main

if __name__ == "__main__":
    sys.exit(main())
