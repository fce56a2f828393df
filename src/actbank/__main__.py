"""``python -m actbank`` is the command ``actbank``."""

import sys

from actbank.cli import main

sys.exit(main())
