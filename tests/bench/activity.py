"""Trends on a large book: import, file size, each tab, memory; beside them the same figures from the raw events.

    python tests/bench/activity.py [--events 1e6,20e6] [--keep DIR] [--small]

Makes a book of 10,000 logos, 50,000 contracts and 300,000 customers with each number of events, imports it with
`churntui import` and times what a user waits for: what a tab reads and counts, for the first time on an opened book
and for the next view of it. In the same run SQLite, pandas and DuckDB count the same from the events themselves, and
the answers are compared. Prints Markdown tables. Wants an idle machine, and some 15 minutes for 20 million events.
`--small` takes a hundredth of the logos and customers, to try the bench itself.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_book import CHOSEN as ACTIONS
from large_book import CUSTOMERS, END, LOGOS, LargeBook

HERE = Path(__file__).parent

PLAIN = """
import csv, sqlite3, sys
source, target = sys.argv[1:]
book = sqlite3.connect(target)
book.execute("PRAGMA journal_mode=WAL")
book.execute("CREATE TABLE event(logo_id TEXT, customer_id TEXT, day TEXT, action TEXT, count INTEGER)")
with open(source, newline="") as lines, book:
    rows = csv.reader(lines)
    next(rows)
    book.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", rows)
book.close()
"""
"""What an import costs at least: the csv module and one `executemany`, nothing understood, nothing checked."""


def run(arguments: list[str]) -> tuple[float, float, str]:
    """Run a program: seconds, peak memory in MiB, and what it printed."""
    code = (
        "import json, resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True, text=True);"
        "sys.stderr.write(done.stderr); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024);"
        "print(done.stdout, end=''); sys.exit(done.returncode)"
    )
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"{arguments} ended with {done.returncode}: {done.stderr}")
    memory, _, printed = done.stdout.partition("\n")
    return seconds, float(memory), printed


def measured(folder: Path, events: int, *, small: bool) -> dict[str, float]:
    """Make, import and measure one book; the figures by their names in the table."""
    share = 100 if small else 1
    csvs = folder / "csv"
    csvs.mkdir(parents=True)
    LargeBook(events, logos=LOGOS // share, customers=CUSTOMERS // share).write(csvs)
    book, plain = folder / "book.db", folder / "plain.db"
    churntui = [sys.executable, "-m", "churntui", "import", "--file", str(book)]
    others = [str(csvs / f"{name}.csv") for name in ("logos", "contracts", "customers")]
    run([*churntui, *others])
    before = book.stat().st_size
    took, memory, _ = run([*churntui, str(csvs / "activity.csv")])
    least, _, _ = run([sys.executable, "-c", PLAIN, str(csvs / "activity.csv"), str(plain)])
    found = {
        "Import, thousand rows/s": events / took / 1000,
        "Import, times plain csv + executemany": took / least,
        "Import, peak memory MiB": memory,
        "File without activity, MiB": before / 2**20,
        "File, MiB": book.stat().st_size / 2**20,
        "Raw events in SQLite, MiB": plain.stat().st_size / 2**20,
    }
    _, memory, printed = run([sys.executable, str(HERE / "activity_tabs.py"), str(book), END.isoformat()])
    found |= json.loads(printed)
    found["All tabs, peak memory MiB"] = memory
    chosen = ",".join(ACTIONS)
    took, _, _ = run([sys.executable, "-m", "churntui", "actions", "--qualify", chosen, "--file", str(book)])
    found["Saving 3 actions as the qualifying set, s"] = took
    _, _, printed = run([sys.executable, str(HERE / "activity_raw.py"), str(book), str(plain), str(csvs)])
    return found | json.loads(printed)


def table(columns: dict[int, dict[str, float]]) -> str:
    """The figures as Markdown, a column for each number of events, and how much they grow."""
    sizes = list(columns)
    header = ["", *(f"{events / 1e6:g} M events" for events in sizes)] + ["growth"] * (len(sizes) > 1)
    lines = [header, ["---", *["---:"] * (len(header) - 1)]]
    for name in columns[sizes[0]]:
        values = [columns[events][name] for events in sizes]
        growth = [f"{values[-1] / values[0]:.2f}" if values[0] else "–"] if len(sizes) > 1 else []
        lines.append(
            [name, *(f"{value:,.1f}" if value < 1000 else f"{value:,.0f}" for value in values), *growth]
        )
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", default="1e6,20e6", help="numbers of events, separated by commas")
    parser.add_argument("--keep", type=Path, help="keep the books in this folder")
    parser.add_argument("--small", action="store_true", help="a hundredth of the logos and customers")
    chosen = parser.parse_args()
    columns: dict[int, dict[str, float]] = {}
    for events in (int(float(text)) for text in chosen.events.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            columns[events] = measured(Path(folder) / "one", events, small=chosen.small)
            if chosen.keep:
                shutil.copytree(Path(folder) / "one", chosen.keep / str(events), dirs_exist_ok=True)
        print(f"{events:,} events measured", file=sys.stderr)
    print(table(columns))
    print(
        f"\nThis program's own peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
