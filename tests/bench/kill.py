"""Kill the program at random moments of typing and tagging, and look at what is left: `python tests/bench/kill.py 200`.

Each round is a new book on a pseudo-terminal of its own; only the program the round has started is killed. Prints a
line for each loss, and at the end how many rounds had none. Exit 0 where nothing was lost.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from killing import one_round


def main(rounds: int, first_seed: int) -> int:
    """Run the rounds; returns how many lost something."""
    lost = 0
    begun = time.monotonic()
    for seed in range(first_seed, first_seed + rounds):
        with tempfile.TemporaryDirectory(prefix="churntui-kill-") as folder:
            loss = one_round(Path(folder) / "book.db", seed)
        if loss:
            lost += 1
            print(f"round {seed}: {loss}", flush=True)
    print(f"{rounds - lost} of {rounds} rounds lost nothing, in {time.monotonic() - begun:.0f} s")
    return lost


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    raise SystemExit(bool(main(*(given + [200, 1][len(given) :]))))
