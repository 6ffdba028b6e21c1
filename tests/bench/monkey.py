"""Random keys, mouse, pastes and sizes at the program: `python tests/bench/monkey.py [SESSIONS] [ACTS] [FIRST SEED]`.

Twenty sessions of 2,000 acts by default, in turn over the sample book, an empty book and, where its folder is given by
`CHURNTUI_RAVENSTACK`, that data set, at four sizes of a terminal. Prints a line for each session and, where one
failed, its seed and what was done last; a session with its number as first seed does the same again. Exit 0 where
no session failed and none grew by 30 MiB.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from monkeys import ROOT, session

from churntui.data.opening import open_book
from churntui.demo import build

SIZES = ((40, 10), (80, 24), (120, 36), (300, 80))
AS_OF = date(2026, 11, 21)
MOST_GROWN = 30.0


def books(folder: Path) -> list[Path]:
    """The books that copies are made of."""
    made = [folder / "sample.db", folder / "empty.db"]
    build.build(made[0], AS_OF)
    with open_book(made[1]):
        pass
    if raven := os.environ.get("CHURNTUI_RAVENSTACK"):
        made.append(folder / "ravenstack.db")
        command = [sys.executable, "-m", "churntui", "import", raven, "--file", str(made[-1])]
        subprocess.run(command, check=True, cwd=ROOT)
    return made


def main(sessions: int, count: int, first_seed: int) -> int:
    """Run the sessions; returns how many failed or grew."""
    bad = 0
    with tempfile.TemporaryDirectory(prefix="churntui-monkey-") as name:
        made = books(Path(name))
        for seed in range(first_seed, first_seed + sessions):
            source, (columns, rows) = made[seed % len(made)], SIZES[seed // len(made) % len(SIZES)]
            begun = time.monotonic()
            with tempfile.TemporaryDirectory(prefix="churntui-monkey-") as own:
                book = Path(own) / "book.db"
                shutil.copy(source, book)
                went = session(book, seed, count, columns, rows)
            bad += bool(went.failure) or went.grown >= MOST_GROWN
            print(
                f"seed {seed}: {source.stem} at {columns}x{rows}, {went.starts} starts, grew by {went.grown:.0f} MiB,"
                f" {time.monotonic() - begun:.0f} s{': ' + went.failure if went.failure else ''}",
                flush=True,
            )
    print(f"{sessions - bad} of {sessions} sessions went well")
    return bad


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:4]]
    raise SystemExit(bool(main(*(given + [20, 2000, 1][len(given) :]))))
