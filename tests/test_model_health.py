"""How a formula is typed, kept and refused."""

from __future__ import annotations

from datetime import date

import pytest

from churntui.book import Book
from churntui.data.rows import settings
from churntui.model.health import COMPONENTS, KEYS, USUAL, Formula, Rule, formula
from churntui.plain.errors import BadInputError

TODAY = date(2026, 11, 29)


def test_every_component_has_a_rule_and_five_weigh_as_usual():
    assert [rule.key for rule in USUAL] == list(KEYS) == list(COMPONENTS)
    weighed = {rule.key: rule.weight for rule in Formula().weighed}
    assert weighed == {"active": 30, "trend": 20, "sentiment": 20, "people": 15, "support": 15}
    assert sum(weighed.values()) == 100


@pytest.mark.parametrize(
    ("score", "band"), [(100, "good"), (70, "good"), (69, "fair"), (40, "fair"), (39, "poor"), (0, "poor")]
)
def test_a_band_holds_its_edge(score, band):
    assert Formula().band(score) == band


@pytest.mark.parametrize(("value", "share"), [(6, 0), (5, 0), (4, 0.25), (2, 0.75), (1, 1), (0, 1)])
def test_between_its_edges_a_component_counts_in_proportion(value, share):
    assert Rule("support", 15, 5, 1).share(value) == share


def test_weights_are_those_of_the_book(store):
    assert settings.change(store, "health", "support 10 (6 to 2); active 40; bands 80 50") == (
        "active 40 (50 to 80); support 10 (6 to 2); bands 80 50"
    )
    made = Book.load(store, TODAY).health_formula
    assert next((rule.key, rule.weight) for rule in made.weighed) == ("active", 40)
    assert (made.good, made.fair) == (80, 50)
    assert formula(made.text) == made
    assert settings.change(store, "health", "active 30") == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("luck 10", "“luck 10” is no component"),
        ("active 30 (50 to 50)", "edges of active are one"),
        ("active 2000", "cannot weigh 2000"),
        ("active x", "“active x” is no component"),
        ("bands 40 70", "bands “40 70” cannot be"),
        ("active 30 (a to b)", "“a” is no number"),
        ("active 0; trend 0; sentiment 0; people 0; support 0", "No component weighs anything"),
    ],
)
def test_what_cannot_be_is_told_with_how_to_write_it(text, why):
    with pytest.raises(BadInputError, match=why):
        formula(text)
