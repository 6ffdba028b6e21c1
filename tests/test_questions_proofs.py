"""Proofs of value as they are read: the sentence, the small table, who is left out, and figures of any size."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from stores import add, add_logo
from test_metrics_proofs import AFTER, BEFORE, BEGAN, CONTROL, LONG, TARGET, active, by_hand

from churntui.data.opening import open_book
from churntui.data.rows import proofs as stored
from churntui.metrics.proofs import result
from churntui.questions import proofs

AS_OF = date(2026, 11, 29)


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "own.db") as opened:
        yield opened


def tried(store, logo_id):
    """A proof by hand with five in each group, of whom those of the target group rose by 5."""
    proof_id = add(
        store,
        "proof",
        ref="F1",
        logo_id=logo_id,
        name="Training",
        starts_on="2026-10-05",
        measure="by_hand",
        unit="h",
    )
    for nth in range(10):
        who = add(store, "customer", ref=f"C{nth}", logo_id=logo_id)
        stored.place(store, proof_id, [who], "target" if nth % 2 else "control", "placed")
        stored.put_values(store, proof_id, who, 10, 15 if nth % 2 else 10 + nth / 10, "measured")
    return proof_id


def test_the_results_of_a_logo_are_those_of_its_rows(store):
    acme = add_logo(store, "acme")
    assert proofs.of_logo(store, acme, AS_OF) == ()
    tried(store, acme)
    (found,) = proofs.of_logo(store, acme, AS_OF)
    assert (found.name, found.target.change, found.verdict) == ("Training", 5, "improved")


def test_a_page_has_everybody_of_the_logo_by_name(store):
    acme = add_logo(store, "acme")
    proof_id = tried(store, acme)
    add(store, "customer", ref="C99", logo_id=acme, name="Ann")
    add(store, "customer", ref="X", logo_id=add_logo(store, "other"), name="Bo")
    file = proofs.read(store, proof_id, AS_OF)
    assert [one.customer.called for one in file.people] == ["Ann", *(f"C{nth}" for nth in range(10))]
    assert [one.side for one in file.people[:3]] == [None, "control", "target"]
    assert (file.people[0].change, file.people[2].change.by) == (None, 5)
    assert proofs.read(store, 99, AS_OF) is None


def test_a_verdict_is_one_sentence_with_its_numbers():
    better = result(by_hand(TARGET, CONTROL, less_is_better=True))
    assert proofs.said(better, AS_OF) == (
        "Improved: the target group went from 11.0 to 7.0 hours, the control group from 11.0 to 10.8; the difference is"
        " −3.8, with 95 % confidence −4.9 to −2.7."
    )
    assert proofs.said(result(by_hand(TARGET, CONTROL)), AS_OF).startswith("Worse: ")
    same = proofs.said(result(by_hand(TARGET, TARGET)), AS_OF)
    assert same.startswith("No difference shown: ")
    assert same.endswith("the difference is 0.0, with 95 % confidence −1.0 to +1.0, which holds 0.")


def test_what_hangs_on_a_few_people_is_said_with_its_numbers():
    leaps = [(0, by) for by in [0] * 19 + [40]]
    found = result(by_hand([(0, 0)] * 5, leaps * 4))
    assert proofs.said(found, AS_OF) == (
        f"Too few to tell: the difference is {proofs.between(found)}, but it hangs on a few people: groups parted by"
        f" chance differ as much {round(100 * found.by_chance)} times in 100."
    )


def test_the_small_table_has_the_groups_and_the_difference():
    found = result(by_hand(TARGET, CONTROL))
    assert proofs.table(found) == [
        ("Target", "5", "11.0", "7.0", "−4.0"),
        ("Control", "5", "11.0", "10.8", "−0.2"),
        ("Difference", "", "", "", "−3.8 (−4.9 to −2.7)"),
    ]
    empty = proofs.table(result(by_hand([], [])))
    assert empty[0] == ("Target", "0", "–", "–", "–")
    assert empty[2][-1] == "–"


@pytest.mark.parametrize(
    ("trial", "said"),
    [
        (by_hand([], []), "Too few to tell: nobody is in a group yet, and it takes 5 in each."),
        (
            by_hand(TARGET[:3], CONTROL),
            "Too few to tell: 3 in the target group and 5 in the control group are counted; it takes 5 in each.",
        ),
        (
            active([(1, 2, LONG)] * 5, [(1, 1, LONG)] * 5, measured=(BEFORE, BEGAN + timedelta(days=8))),
            "Not over yet: measured through 8 Oct, to be measured until 28 Oct.",
        ),
        (
            active([(1, 2, LONG)] * 5, [(1, 1, LONG)] * 5, measured=(BEFORE, BEGAN)),
            "Not over yet: it is measured until 28 Oct, and nothing of the days after is known yet.",
        ),
        (
            active([(1, 2, LONG)] * 5, [(1, 1, LONG)] * 5, measured=(BEGAN, AFTER)),
            "Not measured: activity is known from 1 Oct on only, the days before begin on 3 Sep.",
        ),
        (active([], [], measured=None), "Not measured: nothing is known of what its customers do."),
        (active([], [], is_named=False), "Not measured: what was done in these days stands under nobody's name."),
    ],
)  # fmt: skip
def test_where_nothing_is_claimed_it_says_how_far_it_is_measured(trial, said):
    assert proofs.said(result(trial), AS_OF) == said


def test_who_is_left_out_is_counted_and_named():
    late = (1, 1, BEGAN)
    one = result(active([(1, 1, LONG), late], []))
    assert proofs.left_out(one) == "1 left out: C2 joined after the days before had begun"
    four = result(by_hand([(1, None)] * 4, []))
    assert proofs.left_out(four) == "4 left out: C1, C2, C3 and 1 other have no value before or after"
    assert proofs.left_out(result(by_hand([(1, 2)], [(1, None)]))).endswith("C2 has no value before or after")
    assert proofs.left_out(result(by_hand(TARGET, CONTROL))) == ""


def test_what_is_counted_is_said():
    trial = active([], [])
    assert proofs.unit(result(trial)) == "qualifying actions a week"
    assert proofs.unit(result(replace(trial, action="login"))) == "login a week"
    assert (
        proofs.about(result(trial), AS_OF)
        == "began 1 Oct · 28 days before and after · qualifying actions a week"
    )
    hours = result(by_hand([], [], less_is_better=True))
    assert proofs.about(hours, date(2026, 9, 1)) == "begins 1 Oct · measured by hand · hours · less is better"


@pytest.mark.parametrize(
    ("scale", "shown"),
    [
        (1000, "−3,800 (−4,935 to −2,665)"),
        (1, "−3.8 (−4.9 to −2.7)"),
        (0.001, "−0.0038 (−0.0049 to −0.0027)"),
    ],
)
def test_figures_have_the_digits_that_their_size_needs(scale, shown):
    pairs = [[(before * scale, after * scale) for before, after in group] for group in (TARGET, CONTROL)]
    assert proofs.between(result(by_hand(*pairs))) == shown


def test_an_interval_that_leaves_0_out_is_never_shown_to_hold_it():
    target = [(100, 100 + 1 + nth / 2.05) for nth in (-2, -1, 0, 1, 2)]
    found = result(by_hand(target, [(100, 100)] * 5))
    assert found.verdict == "improved"
    low = proofs.between(found).split("(")[1].split(" ")[0]
    assert float(low) > 0


def test_of_days_that_are_not_measured_nobody_is_shown_to_have_done_nothing(store):
    acme = add_logo(store, "acme")
    proof_id = add(store, "proof", ref="F1", logo_id=acme, name="Training", starts_on="2026-10-05")
    stored.place(store, proof_id, [add(store, "customer", ref="C1", logo_id=acme)], "target", "placed")
    (one,) = proofs.read(store, proof_id, AS_OF).people
    assert (one.side, one.change) == ("target", None)
