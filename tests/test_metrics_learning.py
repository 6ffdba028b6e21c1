"""What the losses teach, on four losses small enough to be added up by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from churntui.metrics import learning
from churntui.metrics.learning import Case, Share, Tally
from churntui.model.rows import Interview, InterviewFacts
from churntui.model.saving import SaveAttempt

TODAY = date(2026, 11, 21)
LOSSES = pd.DataFrame(
    [
        (1, date(2025, 3, 1), 100, 300, None),
        (2, date(2026, 1, 31), 200, 90, None),
        (3, date(2026, 6, 1), 400, 365, None),
        (4, date(2026, 9, 1), 800, 365, date(2026, 10, 1)),
    ],
    columns=["logo_id", "lost_on", "arr_lost", "tenure_days", "back_on"],
    dtype=object,
)


def interview(number, logo_id, assessed=None, **values):
    return Interview(number, f"I{number}", logo_id, "held", primary_reason=assessed, **values)


def facts(*outcomes, **values):
    return InterviewFacts(save_attempts=tuple(SaveAttempt(outcome=one) for one in outcomes), **values)


HEARD = [
    interview(1, 1, "price"),
    interview(2, 2, "adoption"),
    interview(3, 2, "roi_value"),
    interview(4, 3, "price"),
    interview(5, 9, "price", held_on=date(2026, 11, 1)),
    interview(6, 4, None, effective_on=date(2027, 2, 1)),
]
FACTS = {
    1: facts(stated_code="price", secondary_reasons=("champion_left",)),
    2: facts("lost", "Recovered", stated_code="price"),
    3: facts("who knows", stated_code="price"),
    4: facts(stated_code="budget"),
    5: facts("saved", stated_code="price"),
}


def cases(**options):
    return learning.cases(HEARD, FACTS, LOSSES, **options)


def test_each_interview_stands_with_its_loss_or_with_none():
    found = cases()
    assert [(case.interview.id, case.arr, case.loss and case.loss[1].year) for case in found] == [
        (1, 100, 2025),
        (2, 200, 2026),
        (3, 200, 2026),
        (4, 400, 2026),
        (5, 0, None),
        (6, 0, None),
    ]
    assert found[5].facts == InterviewFacts()


def test_since_counts_by_the_day_of_the_loss_else_of_the_end_else_of_the_talk():
    assert [case.interview.id for case in cases(since=date(2026, 6, 1))] == [4, 5, 6]
    assert [case.on for case in cases(since=date(2026, 6, 1))] == [
        date(2026, 6, 1),
        date(2026, 11, 1),
        date(2027, 2, 1),
    ]


def test_a_case_without_a_day_belongs_to_all_time_alone():
    lost = learning.cases([interview(7, 9)], {}, LOSSES)
    assert lost[0].on is None
    assert not learning.cases([interview(7, 9)], {}, LOSSES, since=date(1970, 1, 1))


def test_a_loss_with_two_interviews_costs_once():
    assert learning.tally(cases()) == Tally((1, 2, 3, 4, 5, 6), 700)


def test_the_matrix_counts_pairs_that_are_both_coded():
    found = learning.matrix(cases(), lambda c: c.facts.stated_code, lambda c: c.interview.primary_reason)
    assert found == {
        ("price", "price"): Tally((1, 5), 100),
        ("price", "adoption"): Tally((2,), 200),
        ("price", "roi_value"): Tally((3,), 200),
        ("budget", "price"): Tally((4,), 400),
    }


def test_agreement_leaves_out_who_has_not_both_codes():
    agreed = learning.share(cases(), lambda case: case.agrees)
    assert agreed == Share(Tally((1, 5), 100), Tally((1, 2, 3, 4, 5), 700))
    low, high = agreed.interval
    assert low == pytest.approx(0.1176, abs=1e-4)
    assert high == pytest.approx(0.7693, abs=1e-4)


def test_a_share_of_nothing_has_no_interval():
    assert learning.share([], lambda case: True).interval is None


def test_parted_keeps_those_without_a_code_apart():
    found = learning.parted(cases(), lambda case: case.facts.stated_code)
    assert {code: tally.ids for code, tally in found.items()} == {
        "price": (1, 2, 3, 5),
        "budget": (4,),
        None: (6,),
    }


def test_every_reason_has_its_row_the_most_assessed_first():
    rows = learning.reasons(cases(), currency="EUR")
    assert len(rows) == 18
    price = rows[0]
    assert (price.reason, price.assessed, price.logos) == ("price", 3, 3)
    assert (price.arr_lost, price.currency) == (500, "EUR")
    assert (price.secondary, price.stated, price.agreed) == (0, 4, 2)
    assert [row.reason for row in rows[1:3]] == ["adoption", "roi_value"]
    champion = next(row for row in rows if row.reason == "champion_left")
    assert (champion.assessed, champion.secondary) == (0, 1)


def one(effective_on=date(2026, 6, 1), **values):
    return Case(interview(1, 3, effective_on=effective_on), InterviewFacts(**values), None, 0)


def test_lags_are_told_by_their_median_with_those_that_ran_the_other_way():
    found = [
        one(first_signal_on=date(2026, 1, 1), flagged_on=date(2026, 1, 11), notice_on=date(2026, 3, 1)),
        one(first_signal_on=date(2026, 1, 1), flagged_on=date(2026, 1, 5), acted_on=date(2026, 3, 4)),
        one(acted_on=date(2026, 3, 4), notice_on=date(2026, 3, 1)),
        one(effective_on=None),
    ]
    by_name = {(lag.start, lag.end): lag for lag in learning.lags(found)}
    assert by_name["first_signal", "flagged"].days == (4, 10)
    assert by_name["first_signal", "flagged"].median == 7
    assert by_name["acted", "notice"].days == (-3,)
    assert by_name["notice", "effective"].days == (92, 92)
    assert by_name["first_signal", "effective"].days == (151, 151)
    assert by_name["flagged", "acted"].median == 58
    assert learning.lags([])[0].median is None


def test_acting_in_time_means_before_the_notice():
    days = [(1, 2), (2, 2), (3, 2)]
    found = [one(acted_on=date(2026, 3, acted), notice_on=date(2026, 3, notice)) for acted, notice in days]
    shared = learning.in_time([*found, one(acted_on=date(2026, 1, 1))])
    assert (shared.part.n, shared.whole.n) == (1, 3)


def test_the_save_rate_counts_attempts_that_are_over():
    found = learning.saving(cases())
    assert (found.saved, found.lost, found.open) == ((2, 5), (2,), (3,))
    assert found.decided == 3
    assert found.interval is not None
    assert learning.saving([]).interval is None


@pytest.mark.parametrize(
    ("outcome", "end"),
    [
        ("saved", "saved"),
        (" Recovered ", "saved"),
        ("LOST", "lost"),
        ("", "open"),
        ("open", "open"),
        ("?", "open"),
    ],
)
def test_an_outcome_is_read_by_its_word(outcome, end):
    tried = learning.saving([Case(HEARD[0], facts(outcome), None, 0)])
    assert {"saved": tried.saved, "lost": tried.lost, "open": tried.open}[end]


def test_a_stage_stands_for_the_word_of_an_attempt():
    tried = InterviewFacts(save_attempts=(SaveAttempt(outcome="saved", stage="lost"),))
    found = learning.saving([Case(HEARD[0], tried, None, 0)])
    assert (found.saved, found.lost) == ((), (1,))
