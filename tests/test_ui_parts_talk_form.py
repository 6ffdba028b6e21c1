"""A talk is noted by a few keys: with whom, when, how; what cannot be read is told at its field."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from ui_books import AS_OF, add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import logos, sentiments, talks
from churntui.ui.parts.talk_form import TalkForm

SIZE = (80, 24)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name in ("Acme", "Borea"):
            contract(store, logo(store, name), 75)
        add(store, "person", ref="P1", logo_id=1, name="Ana Dahl", last_contact_on="2026-09-01")
        add(store, "person", ref="P2", logo_id=1, name="Bo Left", left_on="2026-01-01")
    return path


async def opened(pilot):
    """The form over the first renewal."""
    await go_to(pilot, "3")
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, TalkForm))


def noted(path):
    with open_book(path, read_only=True) as store:
        return talks.every(store), logos.people(store, 1)


async def test_two_keys_note_a_call_of_today_both_ways(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.book.talked.get(1) == AS_OF)
    ((talk,), _) = noted(path)
    assert (talk.day, talk.how, talk.both_ways, talk.person_id, talk.notes) == (AS_OF, "call", True, None, "")


async def test_each_field_is_filled_in_and_who_did_not_answer_was_not_in_contact(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press(*"ana dahl", "tab", *"yesterday", "tab", "right", "tab", "right", "tab")
        await pilot.press(*"budget is tight", "enter", *"wants SSO", "tab", "2", "ctrl+s")
        await until(pilot, lambda: 1 in app.book.talked)
    ((talk,), people) = noted(path)
    assert (talk.person_id, talk.day, talk.how, talk.both_ways) == (1, date(2026, 11, 20), "mail", False)
    assert talk.notes == "budget is tight\nwants SSO"
    with open_book(path, read_only=True) as store:
        assert [(seen.logo_id, seen.day, seen.score) for seen in sentiments.every(store, AS_OF)] == [
            (1, date(2026, 11, 20), 2)
        ]
    assert {person.name: person.last_contact_on for person in people}["Ana Dahl"] == date(2026, 9, 1)


async def test_a_talk_both_ways_moves_the_last_contact(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press(*"ana dahl", "enter")
        await until(pilot, lambda: 1 in app.book.talked)
    _, people = noted(path)
    assert {person.name: person.last_contact_on for person in people}["Ana Dahl"] == AS_OF


async def test_somebody_new_is_added_to_the_people_once(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        for day in ("yesterday", "today"):
            await opened(pilot)
            await pilot.press(*"Cy New", "tab", *day, "enter")
            await until(pilot, lambda: len(app.screen_stack) == 1)
        await until(pilot, lambda: app.book.talked.get(1) == AS_OF)
    both, people = noted(path)
    assert [person.name for person in people].count("Cy New") == 1
    assert len({talk.person_id for talk in both}) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 feb", "is not a day of the calendar"),
        ("tomorrow", "still to come"),
        ("24 nov", "still to come"),
        ("soon", "is not a day"),
    ],
)
async def test_a_day_that_cannot_be_is_told_at_its_field(path, typed, said):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("tab", *typed, "enter")
        await until(pilot, lambda: said in shown(app))
        await pilot.press("ctrl+u", *"fri", "enter")
        await until(pilot, lambda: app.book.talked.get(1) == date(2026, 11, 20))


async def test_with_its_year_a_day_long_past_is_taken(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("tab", *"24 nov 2025", "enter")
        await until(pilot, lambda: app.book.talked.get(1) == date(2025, 11, 24))


async def test_left_by_escape_it_changes_nothing(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press(*"Cy", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.pause()
    assert noted(path)[0] == []


async def test_what_was_typed_in_it_stands_there_again_until_it_is_kept(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press(*"Cy", "tab", *"yesterday", "tab", "m", "tab", "right", "tab", *"A page", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        (left,) = app.book.drafts
        assert (left.form, left.logo_id, left.fields["notes"]) == ("talks", 1, "A page")
        assert left.fields["day"] == (AS_OF - timedelta(days=1)).isoformat()
        await opened(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: noted(path)[0])
        assert not app.book.drafts
    (talk,), people = noted(path)
    assert (talk.notes, talk.how, talk.both_ways) == ("A page", "mail", False)
    assert "Cy" in {person.name for person in people}


async def test_emptied_again_it_leaves_no_draft(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press(*"Cy", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await opened(pilot)
        await pilot.press("ctrl+u", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 0)


async def test_somebody_new_is_told_before_they_are_added(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press(*"left a voicemail")
        await until(pilot, lambda: "new person: left a voicemail" in shown(app))
        await pilot.press("ctrl+u", *"ana dahl")
        await until(pilot, lambda: "new person" not in shown(app))
        await pilot.press("ctrl+u", *"Bo Left")
        await pilot.pause()
        assert "new person" not in shown(app)
        await pilot.press("ctrl+u", *"Cy", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await opened(pilot)
        await until(pilot, lambda: "new person: Cy" in shown(app))


async def test_words_make_no_people_of_several_logos(path):
    with open_book(path) as store:
        add(store, "person", ref="P3", logo_id=2, name="Ana Dahl")
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await pilot.press("space", "space", "t")
        await until(pilot, lambda: isinstance(app.screen, TalkForm))
        await pilot.press(*"left a voicemail", "enter")
        await until(pilot, lambda: "Nobody of these logos is called so" in shown(app))
        assert isinstance(app.screen, TalkForm)
        await pilot.press("ctrl+u", *"ana dahl", "enter")
        await until(pilot, lambda: set(app.book.talked) == {1, 2})
    both, people = noted(path)
    assert sorted(talk.person_id for talk in both) == [1, 3]
    assert {person.name for person in people} == {"Ana Dahl", "Bo Left"}
