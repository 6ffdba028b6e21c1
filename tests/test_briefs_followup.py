"""The mails around a meeting: what they say in every language, and that nothing of ours is in them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from ui_books import AS_OF, add, contract, logo

from churntui.book import Book
from churntui.briefs import followup, meeting
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.model.choices import LANGUAGES

SECRET = "likely to leave"


@pytest.fixture
def store(tmp_path):
    """A logo with a review of the day before, two promises in it and one of before, a step, and another logo."""
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme")
        logo(store, "Orbis GmbH")
        contract(store, acme, 70)
        add(
            store, "review", ref="R1", logo_id=acme, held_on="2026-11-20", attendees="Eva, our critic",
            likelihood=3, likelihood_by="Eva", reason=SECRET, notes=SECRET, agreed="- Two seats more\n* A pilot",
        )  # fmt: skip
        add(
            store,
            "commitment",
            ref="M1",
            logo_id=acme,
            review_id=1,
            what="Send prices",
            owner="Ines",
            due_on="2026-12-03",
        )
        add(store, "commitment", ref="M2", logo_id=acme, review_id=1, what="Name a buyer", by_us=0)
        add(
            store,
            "commitment",
            ref="M3",
            logo_id=acme,
            what="The data",
            by_us=0,
            owner="Eva",
            due_on="2026-11-01",
        )
        add(store, "commitment", ref="M4", logo_id=acme, what="Done long ago", state="done")
        add(store, "step", ref="S1", logo_id=acme, what="our secret step")
        yield store


def met(store):
    book = Book.load(store, AS_OF).with_usage(store)
    return meeting.compose(book, meeting.read(store, book, 1))


def test_after_a_meeting_it_says_what_was_agreed_and_who_does_what_by_when(store):
    mail = followup.after(met(store), "Ines Roth")
    assert mail.subject == "Acme: what we agreed on 20 Nov 2026"
    assert mail.body == (
        "Hello,\n\n"
        "Thank you for your time on 20 Nov 2026.\n\n"
        "What we agreed:\n- Two seats more\n- A pilot\n\n"
        "What we do:\n- Send prices (Ines, by 3 Dec 2026)\n\n"
        "What you do:\n- Name a buyer\n\n"
        "Still open from before:\n- The data (Eva on your side, promised for 1 Nov 2026)\n\n"
        "When shall we meet again?\n\n"
        "If we have something wrong, tell us, and we put it right.\n\n"
        "Best regards,\nInes Roth"
    )
    assert mail.text == f"{mail.subject}\n\n{mail.body}\n"


def test_the_next_meeting_is_said_where_its_day_is_known(store):
    briefs.meet(store, 1, date(2027, 2, 12), "Day")
    assert "We meet again on 12 Feb 2027.\n" in followup.after(met(store), "").body
    briefs.meet(store, 1, date(2026, 11, 20), "Day")
    assert "When shall we meet again?\n" in followup.after(met(store), "").body


def test_where_nothing_was_agreed_that_is_said(store):
    with store.write():
        store.rows("DELETE FROM commitment")
        store.rows("UPDATE review SET agreed = ''")
    assert "We agreed on nothing that one of us has to do." in followup.after(met(store), "").body


def test_a_meeting_of_long_ago_or_none_is_not_followed_up(store):
    with store.write():
        store.rows("UPDATE review SET held_on = '2026-08-01'")
    assert followup.after(met(store), "") is None
    assert followup.before(met(store), "Ines").body.startswith("Hello,\n\nHere is what we would like")


def test_before_it_the_agenda_is_its_body(store):
    briefs.meet(store, 1, date(2026, 12, 12), "Day")
    mail = followup.before(met(store), "Ines")
    assert "with you on 12 Dec 2026, in 45 minutes:\n\n1. " in mail.body
    assert mail.body.endswith("Best regards,\nInes")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_the_logos_language(store, language):
    with store.write():
        store.rows("UPDATE logo SET language = ? WHERE id = 1", (language,))
    for dated in (False, True):
        if dated:
            briefs.meet(store, 1, date(2026, 12, 12), "Day")
        of = met(store)
        mails = (followup.before(of, "Ines"), followup.after(of, "Ines"))
        for mail in mails:
            assert "{" not in mail.text
            assert ".." not in mail.text
            assert "Ines" in mail.text
        assert ("What we do:" in mails[1].body) is (language == "en")


def test_what_names_another_logo_is_left_out_and_that_is_known(store):
    with store.write():
        store.rows("UPDATE commitment SET what = 'Show what Orbis GmbH does' WHERE ref = 'M1'")
        store.rows("UPDATE review SET agreed = 'As with Orbis GmbH'")
    of = met(store)
    mail = followup.after(of, "Ines")
    assert "Orbis" not in mail.text
    assert "Name a buyer" in mail.text
    assert {one.what.partition(":")[0] for one in of.withheld} == {"promise", "what was agreed"}


SAID = ["prices", "Orbis GmbH", "orbis", "churn risk", "a pilot", "save the renewal", "Eva", "青空"]
WORDS = st.lists(st.sampled_from(SAID), max_size=4).map(" ".join)


@settings(
    max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(what=WORDS, agreed=WORDS, owner=WORDS)
def test_whatever_is_written_no_other_logo_and_no_note_of_ours_is_in_a_mail(store, what, agreed, owner):
    with store.write():
        store.rows("UPDATE commitment SET what = ?, owner = ? WHERE ref = 'M1'", (what or "x", owner))
        store.rows("UPDATE review SET agreed = ?", (agreed,))
    of = met(store)
    for mail in (followup.before(of, "Ines"), followup.after(of, "Ines")):
        folded = mail.text.casefold()
        assert not [
            word for word in ("orbis", "churn", SECRET, "critic", "secret step", "3/10") if word in folded
        ]
