"""Customers and contacts, with names of their countries."""

import re
from collections import Counter

import pytest
from sample_tables import ORDINARY, book, on_any_day, refs

from churntui.demo.logos import Logo
from churntui.demo.reading import read


@on_any_day
def test_a_logo_has_a_customer_for_every_seat_or_none_where_use_is_not_measured(as_of):
    counts = Counter(customer["logo_id"] for customer in book(as_of)["customers"])
    for key, logo in read("logos.toml", dict[str, Logo]).items():
        assert counts[refs(as_of)[key]] == (0 if logo.usage == "unmeasured" else logo.seats)


@pytest.mark.parametrize(
    ("key", "script"),
    [
        ("nordpriel", "[A-Z]"),
        ("zelenyi-brid", "[А-ЯІЇЄ]"),
        ("hoshimi", r"[\u4e00-\u9fff]"),
        ("oakhelm", "[A-Z]"),
    ],
)
def test_people_have_names_in_their_scripts_and_mail_addresses_in_latin(key, script):
    people = [p for p in book(ORDINARY)["people"] if p["logo_id"] == refs(ORDINARY)[key]]
    assert len(people) >= 2
    for person in people:
        assert re.match(script, person["name"])
        assert re.fullmatch(rf"[a-z]+\.[a-z]+@{key}\.example", person["email"])


@on_any_day
def test_every_logo_has_one_champion_and_larger_ones_have_procurement(as_of):
    roles = Counter((person["logo_id"], person["role"]) for person in book(as_of)["people"])
    for logo in book(as_of)["logos"]:
        assert roles[logo["logo_id"], "Head of quality"] == 1
        assert roles[logo["logo_id"], "Procurement"] == (int(logo["employees"]) > 400)
    assert {p["role"] == "Head of quality" for p in book(as_of)["people"] if p["champion"] == "yes"} == {True}
