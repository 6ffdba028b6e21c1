"""What is said of a file: nothing of it is dropped without a word."""

from __future__ import annotations

from churntui.data.importing import RunResult
from churntui.data.importing.outcome import Conflict, FileResult, Problem
from churntui.data.importing.preview import FirstRow
from churntui.ui.importing import telling


def test_counts_are_added_up_and_those_that_are_none_left_off():
    files = (
        FileResult("a.csv", "", "logos", added=2, rejected=1),
        FileResult("b.csv", "", "logos", added=1, unchanged=4),
    )
    unread = (FileResult("c.csv", "", "", notes=("why",)),)
    assert telling.total(RunResult(files)) == "3 new · 4 unchanged · 1 rejected"
    assert telling.total(RunResult(files, unread=unread)).endswith("1 file not read")
    assert telling.total(RunResult(())) == "no rows"


def test_first_rows_stand_in_columns_and_a_row_not_taken_says_why():
    rows = (
        FirstRow(2, {"name": "Acme", "plan": "Pro"}),
        FirstRow(3, {}, "left out"),
        FirstRow(4, {"name": "B"}),
    )
    header, first, second, third = telling.first_rows(rows).splitlines()
    assert header.split() == ["line", "name", "plan"]
    assert first.split() == ["2", "Acme", "Pro"]
    assert second.split() == ["3", "NOT", "TAKEN:", "left", "out"]
    assert third.split() == ["4", "B"]
    assert telling.first_rows(()) == "No row of it is taken"


def test_rejected_rows_are_told_and_what_is_too_many_counted():
    problems = tuple(Problem(line, "name", "", "is needed") for line in range(2, 302))
    text = telling.rejected(FileResult("a.csv", "", "logos", problems=problems, rejected=300))
    assert text.splitlines()[0] == "line 2, name “”: is needed"
    assert text.splitlines()[-1] == "… 100 more: e saves them all"
    assert telling.rejected(FileResult("a.csv", "", "logos")) == "No row is rejected"


def test_notes_and_links_left_off_are_said():
    dropped = (Problem(2, "renews", "K9", "is no contract"),)
    told = telling.said(
        FileResult("a.csv", "", "contracts", notes=("not taken: \x1b[2JCity",), dropped=dropped)
    )
    assert "\x1b" not in told
    assert "row taken without its link: line 2, renews" in told
    assert telling.said(FileResult("a.csv", "", "contracts"))


def test_what_stays_against_the_file_is_said_first_and_counted():
    conflict = Conflict(2, "name", "Acme SE", "Acme\x1b[2J", "2026-11-02")
    file = FileResult("a.csv", "", "logos", conflicts=(conflict,), in_conflict=3, notes=("a note",))
    first, more, note = telling.said(file).splitlines()
    assert first.startswith(
        "· in conflict: line 2, name: book “Acme SE” (changed by hand on 2026-11-02), file “Acme"
    )
    assert (more, note, "\x1b" in first) == ("· … 2 more in conflict", "· a note", False)
    assert telling.total(RunResult((file,))) == "3 in conflict"
