"""What is asked about files, and for which rows."""

from __future__ import annotations

from churntui.data.importing import Options, RunResult
from churntui.data.importing.likeness import Known, Likeness
from churntui.data.importing.outcome import FileResult, Problem
from churntui.data.importing.preview import Preview
from churntui.ui.importing.answers import answered, asked, told


def seen(*problems):
    file = FileResult("x.csv", "canonical", "contracts", problems=problems, rejected=len(problems))
    return Preview(RunResult((file,)))


def test_what_rows_are_rejected_for_is_asked_first():
    preview = seen(
        Problem(2, "End", "03/04/2026", "may be two. Say which: --date-order dmy or mdy"),
        Problem(2, "Start", "03/04/2025", "may be two. Say which: --date-order dmy or mdy"),
    )
    assert asked(Options(), preview)[0].id == "date_order"
    assert told(Options(), preview) == "order of day, month and year"


def test_a_status_is_asked_about_by_its_value_and_no_other_value_of_such_a_row():
    reason = 'does not say what counts: import with --status "on hold"=keep, skip or loss'
    preview = seen(Problem(2, "Status", "on hold", reason), Problem(3, "Amount", "0.00", reason))
    statuses = [question for question in asked(Options(), preview) if question.option == "--status"]
    assert [question.title for question in statuses] == ["Rows of status “on hold”"]


def test_what_was_said_of_a_status_can_be_said_otherwise():
    questions = asked(Options(statuses=(("Draft", "skip"),)), seen())
    assert "status:Draft" in [question.id for question in questions]
    assert told(Options(), seen()) == ""


def test_fields_of_the_users_own_are_asked_about_where_there_are_any():
    assert "own" not in [question.id for question in asked(Options(), seen())]
    offering = Preview(RunResult(()), own=("Region",))
    assert "own" in [question.id for question in asked(Options(), offering)]


def test_what_may_be_a_logo_of_the_book_is_asked_with_those_it_may_be():
    reason = 'is like Bolt (L2): import with --same "Bo lt=L2" or --new "Bo lt"'
    likeness = Likeness("Bo lt", "Bo lt", (Known("L2", "Bolt"),))
    file = FileResult(
        "x.csv", "", "contracts", problems=(Problem(2, "Account", "Bo lt", reason),), asked=(likeness,)
    )
    preview = Preview(RunResult((file,)))
    first = asked(Options(), preview)[0]
    assert (first.title, [choice.label for choice in first.choices]) == (
        "Is “Bo lt” one of the book's", ["Bolt", "A new one"],
    )  # fmt: skip
    assert told(Options(), preview) == "whether 1 logo or contract of the files is in the book"
    same, new = (answered(Options(), first.id, choice.id) for choice in first.choices)
    assert (same.same, new.same) == ((("Bo lt", "L2"),), (("Bo lt", ""),))
    assert first.id in [question.id for question in asked(same, seen())]
    assert answered(same, first.id, "").same == ()


def test_contracts_that_follow_another_are_asked_about_where_there_are_any():
    assert "renews" not in [question.id for question in asked(Options(), seen())]
    follow = Preview(RunResult((FileResult("x.csv", "", "contracts", follow=2),)))
    assert "renews" in [question.id for question in asked(Options(), follow)]
    assert answered(Options(), "renews", "link").renews == "link"
    assert "renews" in [question.id for question in asked(Options(renews="link"), seen())]
