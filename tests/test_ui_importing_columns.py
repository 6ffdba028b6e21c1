"""What each column of a file becomes is told, and what it may become instead is offered."""

from __future__ import annotations

import pytest

from churntui.data.importing import TABLES, Options
from churntui.data.importing.handmade import LEAVE_OUT, Answers, canonical_rule, of_table
from churntui.data.importing.mapping import recognise
from churntui.data.importing.outcome import FileResult, Problem
from churntui.data.importing.preview import Preview, SeenSheet
from churntui.data.importing.profiles import profiles
from churntui.data.importing.run import RunResult
from churntui.ui.importing.answers import asked
from churntui.ui.importing.columns import OWN, SAY, asks_of, choices, seen_columns, tables

HEADER = ("Account Name", "ARR (EUR)", "Renewal Date", "Status", "Ampel", "Risk Status")
CELLS = ("Acme", "9", "03/04/2027", "Active", "red", "high")
FILE = FileResult("x.csv", "canonical", "contracts", problems=(
    Problem(2, "Renewal Date", "03/04/2027", "may be two. Say which: --date-order dmy or mdy"),
    Problem(3, "Status", "Pause", "does not say what counts: import with --status Pause=keep, skip or loss"),
    Problem(4, "Status", "Odd", "does not say what counts: import with --status Odd=keep, skip or loss"),
))  # fmt: skip
ASKED = asked(Options(), Preview(RunResult((FILE,))))


def mapped(header=HEADER, own=()):
    return recognise("x", header, (*own, *profiles()))


def seen(mapping, header=HEADER):
    found = seen_columns(SeenSheet(header, CELLS[: len(header)], mapping), FILE, ASKED)
    return {column.title if column.title != "–" else column.name: column for column in found}


def test_each_column_says_what_it_becomes_and_what_it_asks():
    found = seen(mapped())
    assert {title: column.becomes for title, column in found.items()} == {
        "A row is": "a contract",
        "starts_on": "start: assumed, a year before the end, and marked",
        "Account Name": "logo's name",
        "ARR (EUR)": "amount, per year, EUR",
        "Renewal Date": "? order of day, month and year · ends, or renews on",
        "Status": "? rows of status “Pause” and 1 more · status of the row",
        "Ampel": "not taken",
        "Risk Status": "NOT TAKEN: it may change what counts",
    }
    assert found["Account Name"].example == "Acme"


def test_what_is_needed_and_missing_is_told():
    assert "amount" not in seen(mapped())
    bare = of_table(("Wer", "Wann"), "contracts", Answers())
    needed = seen(mapped(("Wer", "Wann"), (bare.profile,)), ("Wer", "Wann"))
    assert [title for title in needed if title in {"logo_name", "ends_on", "amount"}] == [
        "logo_name", "ends_on", "amount",
    ]  # fmt: skip
    assert seen(None)["A row is"].becomes == "not known: enter says what"


def test_what_a_column_may_become_begins_with_what_is_to_be_said_and_what_it_is():
    mapping = mapped()
    column = seen(mapping)["Renewal Date"]
    offered = choices(mapping, column, asks_of("Renewal Date", FILE, ASKED), can_be_own=True)
    assert [choice.id for choice in offered[:4]] == [f"{SAY}date_order", "ends_on", LEAVE_OUT, OWN]
    assert len({choice.id for choice in offered}) == len(offered)
    assert choices(mapping, seen(mapping)["Ampel"], [], can_be_own=False)[0].id == LEAVE_OUT


@pytest.mark.parametrize("table", [choice.id for choice in tables()])
def test_every_table_that_is_offered_can_be_mapped(table):
    made = of_table(("Wer",), table, Answers())
    mapping = recognise("x", ("Wer",), (made.profile,))
    offered = choices(mapping, seen(mapping, ("Wer",))["Wer"], [], can_be_own=False)
    names = {choice.id.partition(":")[0] for choice in offered} - {LEAVE_OUT}
    rule = canonical_rule(table)
    assert names == {*rule.columns, *rule.beside}
    for name in names:
        again = recognise("x", ("Wer",), (made.with_column("Wer", name).profile,))
        assert {**again.at, **again.beside} == {name: 0}
    assert TABLES[table].header
