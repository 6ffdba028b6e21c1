import pytest
from imports import LOGOS, counts, reasons, taker


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


NPS = """Date,Email,Score,Comment
2026-11-02,ops@acme.example,9,Great
2026-11-03,someone@gmail.com,7,
2026-11-03,x,7,
"""


def test_answers_are_matched_by_the_domain_of_a_mail_and_free_mail_never(take, store):
    take(logos=LOGOS)
    found = take(nps=NPS)["surveys"]
    assert counts(found) == (1, 0, 0, 2)
    assert "1 of 3 rows matched to logos (33 %)" in found.notes
    assert reasons(found) == [
        (3, "Email", "says no logo: anybody can have an address at gmail.com"),
        (4, "Email", "is no mail address, and nothing else says which logo it is about"),
    ]
    assert store.rows("SELECT name, score FROM survey JOIN logo ON logo.id = logo_id") == [("Acme", 9)]


def test_contacts_are_matched_by_their_mail(take, store):
    take(logos=LOGOS)
    take(contacts="Full name,Email,Job title\nIvo,ivo@bolt.example,Buyer\n")
    assert store.rows("SELECT logo.name FROM customer JOIN logo ON logo.id = logo_id") == [("Bolt",)]


def test_use_is_matched_by_mail_and_called_use_where_nothing_says_what_was_done(take, store):
    take(logos=LOGOS)
    found = take(usage="Email,Date,Logins\nops@acme.example,2026-11-02,4\n")["activity"]
    assert counts(found) == (1, 0, 0, 0)
    assert store.rows("SELECT action.name, n FROM usage_day JOIN action ON action.id = action_id") == [
        ("use", 4)
    ]


def test_the_day_a_record_was_made_is_not_the_day_a_logo_joined(take, store):
    take(logos="Account ID,Name,Industry,Create Date\nA1,Acme,Tools,2020-02-02\n")
    assert store.rows("SELECT joined_on FROM logo") == [(None,)]


def test_a_name_in_two_columns_is_one(take, store):
    take(logos=LOGOS)
    take(contacts="First Name,Last Name,Email\nDana,Roe,dana@acme.example\n,Low,kim@acme.example\n")
    assert store.rows("SELECT name FROM customer ORDER BY name") == [("Dana Roe",), ("Low",)]
