"""A mapping as somebody makes it: each column becomes one thing, and what is written of it reads as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.importing import mapping_files
from churntui.data.importing.handmade import Answers, HandMapping, of_sheet, with_answers
from churntui.data.importing.mapping import recognise
from churntui.data.importing.profiles import profiles
from churntui.plain import toml

COLUMNS = ["Wer", "Wieviel", "Bis"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(COLUMNS),
            st.sampled_from(["", "logo_name", "amount", "ends_on", "status", "plan"]),
        ),
        max_size=6,
    )
)
def test_a_column_becomes_one_thing_and_a_thing_comes_from_one_column(steps):
    made = HandMapping("contracts", tuple(COLUMNS))
    for header, becomes in steps:
        made = made.with_column(header, becomes)
    said = dict(steps)
    told = {**made.columns, **made.beside}
    assert len(set(told.values())) == len(told)
    for header, becomes in said.items():
        is_last = max(n for n, step in enumerate(steps) if step[1] == becomes) == max(
            n for n, step in enumerate(steps) if step[0] == header
        )
        if becomes and is_last:
            assert told[becomes] == header
    assert set(made.left_out) == {header for header, becomes in said.items() if not becomes}


def test_another_amount_brings_along_nothing_of_the_header_of_the_first():
    header = ("Account Name", "ARR (EUR)", "MRR", "Renewal Date")
    made = of_sheet(header, recognise("x", header, profiles()), Answers())
    assert made.constants == {"per": "year", "currency": "EUR"}
    assert made.with_column("MRR", "amount", "month").constants == {"per": "month"}
    assert made.without("ARR (EUR)").constants == {}


SHEET = ("Account Name", "Start Date", "End Date", "Status")


@pytest.mark.parametrize(
    "header",
    [
        ("Price per Seat (EUR)", "Seats"), ("Price (EUR)", "Seats*"), ("ARR ($)", "Licenses"), ("MRR (k€)",),
        ("Amount in cents", "Currency"), ("Contract Value", "Term (years)", "Notice (months)"), ("TCV", "Currency"),
    ],
)  # fmt: skip
def test_a_sheet_means_by_its_mapping_what_it_means_by_its_headers(header):
    first = recognise("x", (*SHEET, *header), profiles())
    again = recognise("x", (*SHEET, *header), (of_sheet((*SHEET, *header), first, Answers()).profile,))
    for what in (
        "at", "beside", "constants", "unused", "ends_are_final", "header_currencies", "amount_is_for", "times",
        "term_unit", "notice_unit",
    ):  # fmt: skip
        assert getattr(again, what) == getattr(first, what), what


def test_an_amount_under_a_header_that_means_nothing_is_asked_about_beside_seats():
    made = HandMapping("contracts", ("Wieviel", "Lizenzen"), {"amount": "Wieviel"})
    assert recognise("x", made.headers, (made.profile,)).amount_is_for == "all"
    made = made.with_column("Lizenzen", "seats")
    assert recognise("x", made.headers, (made.profile,)).amount_is_for == "open"


def test_it_is_written_and_read_as_it_was_said():
    said = Answers("dmy", "inclusive", "comma", "EUR", "per-seat", (("Pause", "skip"), ("Gone", "loss")))
    made = HandMapping("contracts", ("Wer", "Wann"), {"logo_name": "Wer"}, answers=said).with_column(
        "Wann", "ends_on"
    )
    read = mapping_files.of_text(toml.written({**made.raw, "name": "x"}), "x")
    assert (read.date_order, read.end_dates, read.decimal, read.currency, read.amount) == (
        "dmy", "inclusive", "comma", "EUR", "per-seat",
    )  # fmt: skip
    assert of_sheet(("Wer", "Wann"), recognise("", ("Wann", "Wer"), (read,)), Answers()).answers == Answers(
        "dmy", "inclusive", "comma", "EUR", "per-seat", (("pause", "skip"), ("gone", "loss"))
    )
    again = with_answers(made.raw, Answers(statuses=(("pause", "keep"),)))
    assert again["file"][0]["standings"] == {"loss": ["Gone"], "keep": ["pause"]}
