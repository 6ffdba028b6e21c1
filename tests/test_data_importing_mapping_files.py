"""A mapping in a file is read with care: the first fault is told in a line, and nothing else comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.importing import mapping_files
from churntui.data.importing.mapping import Mapping, recognise
from churntui.data.importing.profiles import profiles, text_of
from churntui.plain.errors import BadInputError, NotFoundError

GOOD = """name = "Tracker"
date_order = "dmy"
currency = "eur"
[[file]]
table = "contracts"
headers = ["Kunde", "Wert"]
left_out = ["Note"]
[file.columns]
logo_name = ["Kunde"]
amount = ["Wert"]
[file.constants]
per = "year"
[file.standings]
skip = ["Pause"]
"""


def test_what_it_says_is_read():
    found = mapping_files.of_text(GOOD, "x.toml")
    (rule,) = found.files
    assert (found.name, found.base, found.date_order, found.currency) == (
        "Tracker",
        "canonical",
        "dmy",
        "EUR",
    )
    assert (rule.columns["amount"], rule.constants, rule.left_out) == (("wert",), {"per": "year"}, {"note"})
    assert rule.standings["pause"] == "skip"
    assert rule.standings["draft"] == "skip"  # as our own profile knows it
    assert mapping_files.of_text(found.toml, "again").files == found.files


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("name", "name =", "Invalid"),
        ('name = "Tracker"', "", "it has no name"),
        ('name = "Tracker"', 'name = "x"\nbase = "crm"', "base “crm” is no source"),
        ('"dmy"', '"day first"', "date_order “day first” is none of dmy, mdy, ymd"),
        ('"eur"', '"euro"', "currency:"),
        ('"eur"', "5", "currency is no text"),
        ("currency", "curency", "“curency” is nothing it can have"),
        ("left_out", "leftout", "“leftout” is nothing [[file]] can have"),
        ('"contracts"', '"deals"', "table “deals” is none of settings"),
        ('headers = ["Kunde", "Wert"]', "", "has no headers"),
        ('headers = ["Kunde", "Wert"]', 'headers = "Kunde"', "headers is no list of texts"),
        ('amount = ["Wert"]', 'value = ["Wert"]', "contracts has no column “value”"),
        ('amount = ["Wert"]', "amount = 5", "columns.amount is no list"),
        ('per = "year"', "per = 5", "constants.per is no text"),
        ("skip", "leave", "no standing “leave”"),
        ('name = "Tracker"', 'name = "x"\nmade_on = "soon"', "made_on “soon” is no day"),
    ],
)  # fmt: skip
def test_the_first_fault_is_told(wrong, right, told):
    assert wrong in GOOD
    with pytest.raises(BadInputError, match=r"^x.toml is no mapping: ") as error:
        mapping_files.of_text(GOOD.replace(wrong, right, 1), "x.toml")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("shipped", profiles()[:-1], ids=lambda one: one.name)
def test_the_profile_of_a_source_is_a_mapping_to_begin_with(shipped):
    found = mapping_files.of_text(text_of(shipped.name), "x.toml")
    assert (found.base, found.end_dates) == (shipped.name, shipped.end_dates)
    assert [rule.columns for rule in found.files] == [rule.columns for rule in shipped.files]
    for rule in found.files:
        meaning = recognise("x", rule.told_by, (found.asked_for,))
        assert isinstance(meaning, Mapping)
        assert meaning.at == recognise("x", rule.told_by, (shipped,)).at


@pytest.mark.parametrize("contents", [b"", b"\xff\xfe\x00", b"PK\x03\x04", b"[" * 2000, b"a = 1" * 300_000])
def test_a_file_that_is_something_else_is_refused(tmp_path, contents):
    file = tmp_path / "x.toml"
    file.write_bytes(contents)
    with pytest.raises(BadInputError):
        mapping_files.read(file)
    with pytest.raises(NotFoundError):
        mapping_files.read(tmp_path)


@given(st.integers(0, len(GOOD) - 1), st.sampled_from(['"', "[", "]", "=", "5", "\n", ""]))
def test_a_letter_that_is_wrong_is_understood_or_refused(place, letter):
    try:
        found = mapping_files.of_text(GOOD[:place] + letter + GOOD[place + 1 :], "x.toml")
    except BadInputError:
        return
    assert all(rule.headers and rule.columns for rule in found.files)
