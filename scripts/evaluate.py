"""``python scripts/evaluate.py ...`` is ``actbank evaluate ...``."""

import sys

from actbank.cli import main

sys.exit(main(["evaluate", *sys.argv[1:]]))
