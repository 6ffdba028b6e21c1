"""Talks: with whom and when, and what they do to the last contact."""

from datetime import date

import pytest
from stores import add, add_logo

from churntui.data import history
from churntui.data.rows import logos, talks
from churntui.data.rows.talks import Said
from churntui.plain.errors import NotFoundError

DAY = date(2026, 11, 20)


@pytest.fixture
def acme(store):
    return add_logo(store, "L1")


def test_a_talk_is_kept_and_taken_back(store, acme):
    (made,) = talks.add(
        store, [acme], Said(DAY, how="mail", both_ways=False, notes="a\nb\x1b ", author="Ana"), "talk"
    )
    (found,) = talks.every(store)
    assert (found.id, found.day, found.how, found.both_ways, found.notes, found.author) == (
        made, DAY, "mail", False, "a\nb", "Ana",
    )  # fmt: skip
    assert found.ref.startswith("W-")
    assert history.undo(store) == "talk"
    assert talks.every(store) == []
    history.redo(store)
    assert talks.every(store) == [found]


def test_a_talk_with_several_logos_is_one_edit(store, acme):
    other = add_logo(store, "L2")
    talks.add(store, [acme, other], Said(DAY), "talk with both")
    assert talks.last_days(store, DAY) == {acme: DAY, other: DAY}
    history.undo(store)
    assert talks.last_days(store, DAY) == {}


def test_somebody_new_becomes_one_of_its_people_once(store, acme):
    talks.add(store, [acme], Said(DAY, newcomer="Łukasz"), "talk")
    talks.add(store, [acme], Said(DAY, newcomer="łukasz"), "again")
    (person, *more) = logos.people(store, acme)
    assert (person.name, person.last_contact_on, more) == ("Łukasz", DAY, [])
    history.undo(store)
    history.undo(store)
    assert logos.people(store, acme) == []


def test_of_several_logos_only_who_is_known_is_named(store, acme):
    other = add_logo(store, "L2")
    ana = add(store, "person", ref="P1", logo_id=other, name="Ana")
    talks.add(store, [acme, other], Said(DAY, newcomer="ana"), "talk with both")
    assert {talk.logo_id: talk.person_id for talk in talks.every(store)} == {acme: None, other: ana}
    assert logos.people(store, acme) == []


def test_the_last_contact_is_the_later_of_the_day_kept_and_the_last_talk_they_answered(store, acme):
    ana = add(store, "person", ref="P1", logo_id=acme, name="Ana", last_contact_on="2026-10-01")
    bo = add(store, "person", ref="P2", logo_id=acme, name="Bo")

    def contacts():
        return [person.last_contact_on for person in logos.people(store, acme)]

    talks.add(store, [acme], Said(date(2026, 9, 1), ana), "before")
    assert contacts() == [date(2026, 10, 1), None]
    talks.add(store, [acme], Said(date(2026, 11, 1), ana, both_ways=False), "only ours")
    assert contacts() == [date(2026, 10, 1), None]
    talks.add(store, [acme], Said(date(2026, 11, 2), ana), "after")
    talks.add(store, [acme], Said(date(2026, 11, 3), bo), "with bo")
    talks.add(store, [acme], Said(date(2026, 11, 4)), "with nobody")
    assert contacts() == [date(2026, 11, 2), date(2026, 11, 3)]


def test_the_last_day_of_a_logo_is_none_to_come(store, acme):
    for day in ("2026-11-01", "2026-11-03", "2026-12-24"):
        add(store, "talk", ref=day, logo_id=acme, day=day)
    assert talks.last_days(store, date(2026, 11, 30)) == {acme: date(2026, 11, 3)}


def test_what_is_gone_is_said(store, acme):
    with pytest.raises(NotFoundError, match="logo"):
        talks.add(store, [acme, 99], Said(DAY), "talk")
    assert talks.every(store) == []
