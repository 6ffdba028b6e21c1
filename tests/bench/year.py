"""A year of forty logos kept by keys alone at a pseudo-terminal: `python tests/bench/year.py [LOGOS] [KEYS A SECOND]`.

The same plan as in `test_journey_year.py`, over an empty book, the program started anew for each month. After each
month its reports are compared with a count of what was typed. In the end all of it is taken back by `u` and done
again by `ctrl+r`. Before that, three logos with contracts and people are typed at ten keys a second, and timed.
Exit 0 where every figure and every row is as it should be.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kept_years import Typed, compare, fields_of_forms, plan, sessions
from monkeys import Program
from stores import whole
from typing_keys import keys, sent

from churntui.data.history import RECORDED
from churntui.data.opening import open_book

COLUMNS, ROWS = 120, 36
THREE_LOGOS = (
    "2aNordwind GmbH\tnordwind.example\tLogistics<ctrl+n>Business\t12 feb\t+12m\t84\t\t96k<ctrl+n>"
    "R. Dahl\teconomic buyer<ctrl+n>M. Kern\tchampion<ctrl+s>"
    "aAcme Health\tacme.example\tHealth<ctrl+n>Team\t1 jan\t+12m\t20\t1.2k<ctrl+n>A. Berg\tadmin<ctrl+s>"
    "aLumen Labs\tlumen.example\tHealth<ctrl+n>Starter\t1 mar\t+24m\t\t\t18k<ctrl+n>L. Moss\tuser<ctrl+s>"
)


def rows_of(book: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row somebody typed."""
    with open_book(book, read_only=True) as store:
        return whole(store, RECORDED)


def typed(book: Path, day: date, text: str, rate: float) -> float:
    """Type a text at so many keys a second into the program as of a day, and leave it; seconds of typing."""
    program = Program(book, COLUMNS, ROWS, day)
    try:
        if not program.wait_until_started():
            raise SystemExit(program.fault() or "it never drew anything")
        began = time.monotonic()
        for key in keys(text):
            program.type(sent(key))
            time.sleep(1 / rate)
        took = time.monotonic() - began
        program.wait_until_rested()
        if not program.leave():
            raise SystemExit("it does not end by its keys")
        if fault := program.fault():
            raise SystemExit(fault)
        return took
    finally:
        program.close()


def new_book(folder: Path) -> Path:
    """An empty one in a folder of its own."""
    folder.mkdir()
    with open_book(folder / "own.db"):
        return folder / "own.db"


def three_logos(folder: Path) -> None:
    """Three logos with contracts and people, as fast as somebody types."""
    book = new_book(folder)
    took = typed(book, date(2026, 11, 28), THREE_LOGOS, 10)
    with open_book(book, read_only=True) as store:
        made = [store.scalar(f"SELECT count(*) FROM {table}") for table in ("logo", "contract", "person")]
    print(f"three logos with contracts and people: {len(keys(THREE_LOGOS))} keys, {took:.0f} s, made {made}")
    if made != [3, 3, 4] or took >= 120:
        raise SystemExit("three logos are not there in two minutes")


def a_year(folder: Path, logos: int, rate: float) -> None:
    """The year, month by month; then back to the empty book and forth again."""
    book, so_far = new_book(folder), Typed()
    with open_book(book) as store:
        acts = plan(logos, fields_of_forms(store))
    empty, began, pressed = rows_of(book), time.monotonic(), 0
    for day, text in sessions(acts, so_far):
        pressed += len(keys(text))
        took = typed(book, day, text, rate)
        compare(book, day, so_far)
        print(f"{day}: {len(keys(text))} keys in {took:.0f} s; as counted", flush=True)
    stood = rows_of(book)
    with open_book(book, read_only=True) as store:
        edits = store.scalar("SELECT count(*) FROM edit")
    typed(book, day, "u" * edits, rate)
    if rows_of(book) != empty:
        raise SystemExit("undone to the beginning, the book is not empty")
    typed(book, day, "<ctrl+r>" * edits, rate)
    if rows_of(book) != stood:
        raise SystemExit("done again to the end, the rows are others")
    print(
        f"{logos} logos: {pressed} keys, {edits} edits taken back and done again, {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        three_logos(Path(made) / "three")
        count, speed = (*map(int, sys.argv[1:3]), *(40, 50)[len(sys.argv) - 1 :])
        a_year(Path(made) / "year", count, speed)
