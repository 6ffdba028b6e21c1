from __future__ import annotations

from datetime import date

from churntui.metrics.lookalikes import Heard, answering, heard_from, heard_from_lookalikes
from churntui.model.rows import Initiative, Interview, Logo

TODAY = date(2026, 11, 21)
LOGOS = {
    1: Logo(1, "L1", "Nordwind", industry="Health"),
    2: Logo(2, "L2", "Acme", industry="Health"),
    3: Logo(3, "L3", "Lumen", industry="Health"),
    4: Logo(4, "L4", "Orbis", industry="Retail"),
    5: Logo(5, "L5", "Plain"),
    6: Logo(6, "L6", "Bare"),
}


def said(logo_id, *themes, on=TODAY):
    return Interview(0, "", logo_id, "held", effective_on=on, themes=themes)


def test_a_logos_own_themes_come_once_each_in_order():
    own = [said(1, "price", "SSO"), said(2, "support"), said(1, "SSO", "speed")]
    assert heard_from(own, 1) == ("price", "SSO", "speed")


def test_lookalikes_are_counted_by_logo_and_not_by_interview():
    found = heard_from_lookalikes(
        [said(2, "SSO"), said(2, "SSO", "price"), said(3, "SSO")], LOGOS, 1, as_of=TODAY
    )
    assert found == [Heard("SSO", 2), Heard("price", 1)]


def test_neither_the_logo_itself_nor_another_industry_is_a_lookalike():
    assert heard_from_lookalikes([said(1, "SSO"), said(4, "SSO")], LOGOS, 1, as_of=TODAY) == []


def test_logos_without_an_industry_are_not_alike():
    assert heard_from_lookalikes([said(6, "SSO")], LOGOS, 5, as_of=TODAY) == []


def test_a_loss_still_to_come_does_not_count_and_one_without_a_day_does():
    told = [said(2, "SSO", on=date(2026, 11, 22)), said(3, "price", on=None)]
    assert heard_from_lookalikes(told, LOGOS, 1, as_of=TODAY) == [Heard("price", 1)]


def test_work_answers_by_theme_and_not_once_it_was_dropped():
    work = [
        Initiative(1, "I1", "Sign-on", "planned", themes=("SSO",)),
        Initiative(2, "I2", "Callback", "shipped", themes=("support",)),
        Initiative(3, "I3", "Discount", "dropped", themes=("SSO", "price")),
    ]
    assert [one.name for one in answering(work, ["SSO", "price"])] == ["Sign-on"]
    assert [one.name for one in answering(work, ["support", "SSO"])] == ["Callback", "Sign-on"]
    assert answering(work, []) == []
