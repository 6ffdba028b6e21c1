"""Survival by tenure: of segments, year by year and day by day."""

from __future__ import annotations

from survival_books import book, cells, shown


def test_each_year_of_tenure_has_its_losses_and_those_active_in_it():
    found = shown()
    assert cells(found, 0, "Tenure", "At start", "Lost", "Active") == ("all", "24", "12", "12")
    assert cells(found, 1, "Tenure", "At start", "Lost", "Rate", "Active") == (
        "1st year",
        "24",
        "6",
        "26.1 %",
        "1",
    )
    assert cells(found, 2, "Tenure", "At start", "Lost", "Rate", "Active") == (
        "2nd year",
        "17",
        "6",
        "35.3 %",
        "0",
    )
    assert cells(found, 3, "Tenure", "At start", "Lost", "Still there") == ("3rd year *", "11", "0", "47.8 %")
    assert "Half are lost by 2 y" in found.rows[0].words


def test_segments_are_compared_in_a_sentence():
    found = shown(by=("industry",))
    assert [row.segment for row in found.rows] == ["Food", "Retail", "(not set)"]
    assert cells(found, 0, "Logos", "Lost", "1 year", "2 years", "3 years") == (
        "12",
        "6",
        "50.0 %",
        "50.0 %",
        "–",
    )
    assert cells(found, 2, "Median", "1 year") == ("–", "–")
    assert found.words.startswith("Food and Retail")
    active, lost = found.rows[0].behind(book())
    assert (len(active.members), len(lost.members)) == (6, 6)
    assert "too few for its own" in found.rows[0].explained


def test_time_points_follow_the_life_table():
    found = shown("time points")
    assert cells(found, 0, "Day", "At risk", "Lost", "Seen no longer", "Still there") == (
        "365",
        "23",
        "6",
        "0",
        "73.9 %",
    )
    assert cells(found, 1, "Day", "At risk", "Lost", "Seen no longer") == ("730", "17", "6", "11")
    lost, seen = found.rows[1].behind(book())
    assert (len(lost.members), len(seen.members)) == (6, 11)
    assert "(17 − 6) ÷ 17" in found.rows[1].explained
