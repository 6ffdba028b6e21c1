from __future__ import annotations

import pytest

from churntui.data.stories import Told
from churntui.ui.parts import story as history_words
from churntui.ui.parts.story import NOTHING


def told(table="interview", column="", before="", after="", *, edit=1, undone=False):
    return Told(1, edit, "2026-11-21T20:09:00Z", "label", table, column, before, after, undone=undone)


@pytest.mark.parametrize(
    ("line", "what", "values"),
    [
        (told(column="primary_reason", after="quality_support"), "assessed", (NOTHING, "quality, support")),
        (told(column="voluntary", before="0", after="1"), "voluntary", ("no", "yes")),
        (told(column="effective_on", before="2026-10-30"), "end of service", ("30 Oct 2026", NOTHING)),
        (told(column="held_on", after="2026-02-28"), "held", (NOTHING, "28 Feb 2026")),
        (told("renewal", "stage", "open", "at_risk"), "renewal, stage", ("open", "at risk")),
        (told("contract", "amount_minor", "€1,200", "€1,500"), "contract, amount", ("€1,200", "€1,500")),
        (told("theme", "locked", "0", "1"), "locked", ("no", "yes")),
        (told("theme", "parent_id", "", "gaps"), "part of", (NOTHING, "gaps")),
        (told("interview_theme", after="missing SSO"), "theme added", (NOTHING, "missing SSO")),
        (told("interview_theme", "theme_id", "cost", "price"), "theme changed", ("cost", "price")),
        (told("interview_reason", after="roi_value"), "further reason added", (NOTHING, "value (ROI)")),
        (told("highlight", before="Nobody called"), "passage removed", ("Nobody called", NOTHING)),
        (told("logo", "annual_revenue", "1", "2"), "annual revenue", ("1", "2")),
    ],
)
def test_columns_and_values_read_as_words(line, what, values):
    assert history_words.what(line) == what
    assert history_words.values(line) == values


def test_of_a_long_text_what_changed_is_shown():
    before = "They left because nobody called them back for a very long time after the second outage in June."
    after = before.replace("a very long time", "six days")
    assert history_words.parts(told(column="notes", before=before, after=after)) == (
        "…em back for a very long time",
        "…em back for six days",
    )


def test_a_text_that_came_whole_is_cut():
    before, after = history_words.parts(told(column="notes", after="long " * 100))
    assert before == NOTHING
    assert len(after) <= 120
    assert after.endswith("…")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (told("renewal", "stage", "open", "at_risk"), "renewal, stage: open → at risk"),
        (told("renewal", "next_step", "", "call", undone=True), "undone: renewal, next step: – → call"),
        (told("renewal", after="at_risk"), "renewal added: at risk"),
        (told("interview_theme", before="price"), "theme removed: price"),
    ],
)
def test_a_change_reads_as_one_line(line, text):
    assert history_words.change(line) == text


def test_only_the_first_line_of_an_action_begins_it():
    story = [told(edit=2), told(edit=2), told(edit=1), told(edit=2)]
    assert [step.begins for step in history_words.steps(story)] == [True, False, True, True]


def test_when_is_to_the_minute():
    assert history_words.when(told()) == "2026-11-21 20:09"
