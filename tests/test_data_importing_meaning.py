import pytest
from imports import LOGOS, counts, reasons, taker

from churntui.data.importing import Options


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


def test_use_is_matched_by_mail_and_called_by_what_is_counted(take, store):
    take(logos=LOGOS)
    found = take(usage="Email,Date,Logins\nops@acme.example,2026-11-02,4\n")["activity"]
    assert counts(found) == (1, 0, 0, 0)
    take(usage="Account,Date,Uses\nBolt,2026-11-02,7\n")
    assert store.rows("SELECT name, qualifies, n FROM usage_day JOIN action ON action.id = action_id") == [
        ("login", 0, 4), ("use", 1, 7),
    ]  # fmt: skip


def test_the_day_a_record_was_made_is_not_the_day_a_logo_joined(take, store):
    take(logos="Account ID,Name,Industry,Create Date\nA1,Acme,Tools,2020-02-02\n")
    assert store.rows("SELECT joined_on FROM logo") == [(None,)]


def test_a_name_in_two_columns_is_one(take, store):
    take(logos=LOGOS)
    take(contacts="First Name,Last Name,Email\nDana,Roe,dana@acme.example\n,Low,kim@acme.example\n")
    assert store.rows("SELECT name FROM customer ORDER BY name") == [("Dana Roe",), ("Low",)]


BILLED = "Account,Start,End,{},Currency,Billing Frequency\nA,2026-01-01,2027-01-01,24000,EUR,{}\n"


def test_an_amount_billed_in_parts_is_asked_about_where_its_header_says_nothing(take, store):
    found = take(contracts=BILLED.format("Amount", "Quarterly"))["contracts"]
    assert reasons(found)[0][2].startswith(
        "may be for the whole term or for each quarter: import with --amount total"
    )
    take(Options(amount="total"), contracts=BILLED.format("Amount", "Quarterly"))
    assert store.rows("SELECT arr_minor FROM contract") == [(2_400_000,)]


@pytest.mark.parametrize(
    ("amount", "billed"), [("ARR", "Quarterly"), ("Contract value", "Monthly"), ("Amount", "Annual")]
)
def test_an_amount_that_can_only_be_one_thing_is_not_asked_about(take, amount, billed):
    assert counts(take(contracts=BILLED.format(amount, billed))["contracts"]) == (1, 0, 0, 0)


def test_so_many_months_are_one_period(take, store):
    head = "Account,Start,End,Amount,Interval,Interval count,Currency\n"
    rows = "A,2026-01-01,2027-01-01,300,month,3,EUR\nB,2026-01-01,2027-01-01,300,month,1,EUR\n"
    found = take(contracts=head + rows + "C,2026-01-01,2027-01-01,300,month,2,EUR\n")["contracts"]
    assert store.rows("SELECT per FROM contract ORDER BY id") == [("quarter",), ("month",)]
    assert reasons(found)[0][1:] == (
        "Interval count", "times month is no month, quarter or year: give the amount of one"
    )  # fmt: skip


def test_the_nps_of_a_logo_is_no_answer(take):
    take(logos=LOGOS)
    found = take(nps="Date,Account,NPS\n2026-11-02,Acme,45\n2026-11-02,Bolt,9\n")["surveys"]
    assert counts(found) == (1, 0, 0, 1)
    assert reasons(found) == [(2, "NPS", "is no answer from 0 to 10: an NPS of many answers is none of one")]


def test_a_cell_of_several_mails_is_one_person_too_few(take, store):
    take(logos=LOGOS)
    head = "Full name,Email,Job title\n"
    found = take(
        contacts=head + "Ivo,i@bolt.example; b@bolt.example,Buyer\nAda,Ada <ada@bolt.example>,Boss\n"
    )
    assert reasons(found["customers"])[0][2] == "holds several addresses: give each person a row"
    assert store.rows("SELECT email FROM customer") == [("ada@bolt.example",)]
    asked = take(nps="Date,Email,Score\n2026-11-02,a@acme.example; b@bolt.example,9\n")["surveys"]
    assert counts(asked) == (0, 0, 0, 1)
