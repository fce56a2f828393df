"""``python scripts/train.py OVERRIDES`` is ``actbank train OVERRIDES``."""

import sys

from actbank.cli import main

sys.exit(main(["train", *sys.argv[1:]]))
