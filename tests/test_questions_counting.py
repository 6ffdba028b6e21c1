"""Reports in segments: what each segment holds, worked out by hand on the small book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from report_books import book, contract

from churntui.model.rows import Interview
from churntui.questions import counting, spans
from churntui.questions import registry as reports
from churntui.questions.asked import Asked


def rows(name, options=None, of=None):
    return reports.run(of or book(), name, options).rows


def test_coverage_in_segments_adds_up():
    options = Asked(by=("industry", "fit"))
    found = rows("coverage", options)
    assert [(row["segment"], row["losses"], row["interviewed"], row["arr_lost"]) for row in found] == [
        ("Food · good", 1, 1, 60_000),
        ("(not set) · poor", 1, 0, 12_000),
    ]
    assert found[1]["silent"] == rows("coverage")[0]["silent"]
    assert reports.run(book(), "coverage", options).headline == reports.run(book(), "coverage").headline


def test_a_loss_is_under_the_plan_and_tenure_of_its_month():
    (row,) = rows("coverage", Asked(by=("tenure",)))
    assert (row["segment"], row["losses"]) == ("under 1 year", 2)
    (_, later) = rows(
        "coverage",
        Asked(by=("tenure",)),
        of=replace(
            book(),
            contracts=[
                *book().contracts,
                contract(6, 2, "2024-02-10", "2025-02-10", 60_000),
            ],
        ),
    )
    assert (later["segment"], later["losses"]) == ("1–2 years", 1)


def test_renewals_name_their_segment():
    found = rows("renewals", Asked(by=("plan",)))
    assert [(row["logo_id"], row["segment"]) for row in found] == [("A-1", "Business")]
    assert "Segment" in reports.run(book(), "renewals", Asked(by=("plan",))).text()


def test_themes_in_the_segments_they_were_heard_in():
    (row,) = rows("themes", Asked(by=("industry",)))
    assert (row["theme"], row["segment"], row["interviews"], row["arr_lost"]) == (
        "annual price",
        "Food",
        1,
        60_000,
    )


def test_reasons_in_segments():
    asked = replace(
        book(),
        interviews=(
            replace(book().interviews[0], primary_reason="price"),
            Interview(2, "I2", 3, "held", effective_on=date(2026, 3, 5), primary_reason="price"),
        ),
    )
    found = rows("reasons", Asked(by=("industry",)), of=asked)
    assert [(row["segment"], row["arr_lost"]) for row in found if row["reason"] == "price"] == [
        ("Food", 60_000),
        ("(not set)", 12_000),
    ]
    assert len(found) == 2 * len(rows("reasons", of=asked))


@pytest.mark.parametrize("name", ["renewals", "themes", "coverage", "reasons"])
def test_a_split_adds_a_key_at_the_end(name):
    made = reports.run(book(), name, Asked(by=("country",)))
    assert made.columns == (*reports.run(book(), name).columns, "segment")
    assert all(tuple(row) == made.columns for row in made.rows)
    assert made.settings["by"] == "country"


def test_two_fields_are_one_text_in_the_settings():
    made = reports.run(book(), "attrition", Asked(by=("industry", "fit")))
    assert made.settings["by"] == "industry,fit"
    assert made.headline.startswith("Logo attrition by month, industry and fit ·")
    assert [row["segment"] for row in made.rows[:3]] == [
        "Food · good",
        "Retail · (not set)",
        "(not set) · poor",
    ]


def test_the_losses_behind_a_split_stand_in_their_segments():
    covered = spans.covered(book(), Asked(span="quarter"))
    found = counting.losses(book(), covered, Asked(), counting.labels(book(), ("fit",), covered))
    assert list(zip(found["period"], found["logo_id"], found["segment"], strict=True)) == [
        ("2026-Q1", 2, "good"),
        ("2026-Q1", 3, "poor"),
    ]
