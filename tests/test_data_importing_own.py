"""Columns of logos that are fields of the user's own: taken where they are known or named, else offered."""

import json

import pytest
from imports import counts, reasons

from churntui.data.importing import Options
from churntui.data.rows import own_values, settings
from churntui.plain.errors import BadInputError

FILE = "logo_id,name,Region,Tier,Since\nL1,Acme,DACH,GOLD,3.4.2026\nL2,Bolt,,silver,\n"


def values(store):
    return store.rows("SELECT logo_id, field, value FROM own_value ORDER BY 1, 2")


def test_an_unknown_column_is_offered_and_not_taken(store, take):
    found = take(logos=FILE)["logos"]
    assert counts(found) == (2, 0, 0, 0)
    assert any(
        note.startswith('not taken: Region, Tier, Since; --own "Region,Since,Tier" keeps them')
        for note in found.notes
    )
    assert values(store) == []


def told(take, *titles):
    """What the note says of columns of these titles that were not taken."""
    found = take(logos=f"logo_id,name,{','.join(titles)}\nL1,Acme{',x' * len(titles)}\n")["logos"]
    return next(note for note in found.notes if note.startswith("not taken"))


def test_titles_are_told_as_safe_text(store, take):
    line = json.dumps({"logo_id": "L1", "name": "Acme", "Re\x1b]0;gion\x07": "DACH", "Tier": "gold"})
    (note,) = take(logos=line)["logos"].notes
    assert note == 'not taken: Re]0;gion, Tier; --own "Tier" keeps them as fields of your own'


def test_the_command_that_is_offered_is_whole_and_says_to_a_shell_what_it_says(store, take):
    many = [f"Column number {nth} of many" for nth in range(30)]
    for titles in (many, ["Tier", "Rate $HOME"], ["Tier", "`date`"]):
        assert told(take, *titles).endswith("; --own all keeps them as fields of your own")
    assert all(title in told(take, *many) for title in many)


def test_a_declared_column_is_taken_checked_and_the_same_the_second_time(store, take):
    settings.change(store, "own_fields", "region; tier (gold, silver); since (day)")
    found = take(logos=FILE)["logos"]
    assert counts(found) == (2, 0, 0, 0)
    wanted = [(1, "region", "DACH"), (1, "since", "2026-04-03"), (1, "tier", "gold"), (2, "tier", "silver")]
    assert values(store) == wanted
    assert counts(take(logos=FILE)["logos"]) == (0, 0, 2, 0)
    assert counts(take(logos=FILE.replace("DACH", "Nordics"))["logos"]) == (0, 1, 1, 0)
    wrong = take(logos=FILE.replace("GOLD", "lead"))["logos"]
    assert reasons(wrong) == [(2, "tier", "is none of gold, silver")]


def test_named_columns_become_fields(store, take):
    take(Options(own=("region",)), logos=FILE)
    assert values(store) == [(1, "Region", "DACH")]
    take(Options(own=("*",)), logos=FILE)
    assert [field.name for field in own_values.fields(store)] == ["Region", "Since", "Tier"]


def test_all_columns_are_those_that_can_be_fields(store, take):
    file = f"logo_id,name,Region,Size (m²),{'x' * 60},Health: now\nL1,Acme,DACH,3,y,good\n"
    found = take(Options(own=("*",)), logos=file)["logos"]
    assert counts(found) == (1, 0, 0, 0)
    assert values(store) == [(1, "Region", "DACH")]
    assert any(note.startswith("not taken: Size (m²), xxx") for note in found.notes)
    with pytest.raises(BadInputError, match="Size"):
        take(Options(own=("region", "size (m²)")), logos=file)


def test_own_fields_csv_has_one_spelling_and_its_kinds(store, take):
    settings.change(store, "own_fields", "Region; live (yes/no)")
    found = take(
        logos="logo_id,name\nL1,Acme\nL2,Bolt\n",
        own_fields="logo_id,field,value\nL1,region,DACH\nL1,live,y\nL2,live,perhaps\nL2,industry,Food\nL2,zone,1\n",
    )["own_fields"]
    assert values(store) == [(1, "live", "yes"), (1, "Region", "DACH"), (2, "zone", "1")]
    assert reasons(found) == [
        (4, "value", "is neither yes nor no. Use yes or no"),
        (5, "field", "is a field that logos have already. Choose another name"),
    ]


def test_a_declaration_that_what_is_there_does_not_fit_is_refused(store, take):
    take(Options(own=("region",)), logos=FILE)
    wrong = take(settings="key,value\nown_fields,region (day)\n")["settings"]
    (problem,) = wrong.problems
    assert "is no day" in problem.reason
    assert counts(take(settings="key,value\nown_fields,region\n")["settings"]) == (1, 0, 0, 0)
