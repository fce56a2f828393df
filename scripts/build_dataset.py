"""``python scripts/build_dataset.py OVERRIDES`` is ``actbank build OVERRIDES``."""

import sys

from actbank.cli import main

sys.exit(main(["build", *sys.argv[1:]]))
