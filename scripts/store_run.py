"""Keep runs.

``python scripts/store_run.py outputs/train/RUN ...`` copies them to ``results/`` and renews the leaderboard.
"""

import sys
from pathlib import Path

from actbank.runs.leaderboard import write_leaderboard
from actbank.runs.store import store_run

results = Path(__file__).resolve().parent.parent / "results"
for run in sys.argv[1:]:
    print(store_run(Path(run), results))
print(write_leaderboard(results))
