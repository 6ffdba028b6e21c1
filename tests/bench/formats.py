"""Reading workbooks and JSON: seconds, memory, and how that compares with the least it could cost.

    python tests/bench/formats.py [--rows 100000]

Makes a workbook of so many accounts, under our own headers and as a CRM has them, and files of JSON lines with as many
different keys and of activity with as many different actions. For the workbook the least is calamine alone, giving its
cells to nobody. Prints a Markdown table. Wants an idle machine, and a minute or two.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from activity import run

sys.path.insert(0, str(Path(__file__).parents[1]))

from workbooks import xlsx

BARE = """
import sys, python_calamine
book = python_calamine.load_workbook(sys.argv[1])
for row in book.get_sheet_by_index(0).iter_rows():
    pass
"""

READ = """
import sys
from pathlib import Path
from churntui.data.importing.reading.opening import tables
told = []
(table,) = tables(Path(sys.argv[1]))
for _ in next(table.candidates()).rows(lambda *progress: told.append(progress)):
    pass
assert len(told) > 1
"""

HEADER = ["Logo ID", "Name", "Domain", "Industry", "Country", "Owner", "Joined on", "Employees"]


FOREIGN = [
    "Account ID", "Account Name", "Website", "Industry", "Country", "Owner", "Customer since", "Number of Employees"
]  # fmt: skip


def accounts(rows: int) -> list[list[object]]:
    """The rows of a sheet of accounts."""
    begins = date(2020, 1, 1)
    return [
        HEADER,
        *(
            [
                f"L{n}",
                f"Firm {n}",
                f"f{n}.example",
                "Logistics",
                "DE",
                "Ines",
                begins + timedelta(n % 2000),
                n % 500,
            ]
            for n in range(rows)
        ),
    ]


def measured(folder: Path, rows: int) -> dict[str, tuple[float, float]]:
    """Seconds and MiB of each step."""
    logos = accounts(rows)
    (folder / "logos.xlsx").write_bytes(xlsx({"Accounts": logos}))
    with (folder / "logos.csv").open("w", newline="") as file:
        csv.writer(file).writerows(logos)
    (folder / "foreign.xlsx").write_bytes(xlsx({"Accounts": [FOREIGN, *logos[1:]]}))
    with (folder / "foreign.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [FOREIGN, *([*cells[:6], f"{cells[6]:%d.%m.%Y}", cells[7]] for cells in logos[1:])]
        )
    with (folder / "keys.jsonl").open("w") as file:
        for n in range(rows):
            event = {"event": "run", "logo_id": f"L{n}", "day": "2026-01-05", "more": {f"k{n}": 1}}
            file.write(json.dumps(event) + "\n")
    with (folder / "activity.csv").open("w") as file:
        file.write("logo_id,customer_id,day,action,count\n")
        file.writelines(f"L{n},c{n % 500},2026-01-{n % 28 + 1:02d},act {n},1\n" for n in range(rows))
    python, churntui = [sys.executable, "-c"], [sys.executable, "-m", "churntui", "import", "--file"]
    steps = {
        "calamine alone": [*python, BARE, str(folder / "logos.xlsx")],
        "The same told and read as rows": [*python, READ, str(folder / "logos.xlsx")],
        "Import of the workbook": [*churntui, str(folder / "x.db"), str(folder / "logos.xlsx")],
        "Import of the same as CSV": [*churntui, str(folder / "book.db"), str(folder / "logos.csv")],
        "Import of the workbook as a CRM has it": [
            *churntui,
            str(folder / "y.db"),
            str(folder / "foreign.xlsx"),
        ],
        "The same as CSV": [*churntui, str(folder / "z.db"), str(folder / "foreign.csv")],
        "JSON lines, each with a key of its own": [
            *churntui,
            str(folder / "book.db"),
            str(folder / "keys.jsonl"),
        ],
        "Activity, each with an action of its own": [
            *churntui,
            str(folder / "book.db"),
            str(folder / "activity.csv"),
        ],
    }
    return {name: run(step)[:2] for name, step in steps.items()}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(Path(folder), rows)
    least = figures["calamine alone"][0]
    print(f"| {rows:,} rows | seconds | times calamine alone | peak MiB |\n| --- | --- | --- | --- |")
    for name, (seconds, memory) in figures.items():
        print(f"| {name} | {seconds:.1f} | {seconds / least:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
