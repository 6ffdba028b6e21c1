"""Fields of the user's own: each change of one is one edit, and no value is lost to another kind."""

import pytest
from stores import add_logo

from churntui.data import history
from churntui.data.rows import own_values, settings
from churntui.model.own_fields import OwnField
from churntui.plain.errors import BadInputError, NotFoundError


@pytest.fixture
def kept(store):
    """Two logos with a region each."""
    own_values.add(store, OwnField("region"))
    with store.edit("Filled in"):
        own_values.put(store, add_logo(store, "L1"), {"region": "DACH"})
        own_values.put(store, add_logo(store, "L2"), {"region": "2026-01-01"})
    return store


def values(store):
    return store.rows("SELECT logo_id, field, value FROM own_value ORDER BY logo_id")


def test_a_field_is_renamed_with_its_values_and_back(kept):
    before = values(kept), settings.read(kept).own_fields
    own_values.change(kept, "region", OwnField("Where"))
    assert values(kept) == [(1, "Where", "DACH"), (2, "Where", "2026-01-01")]
    assert settings.read(kept).own_fields == "Where"
    assert history.undo(kept) == "Renamed the field region to Where"
    assert (values(kept), settings.read(kept).own_fields) == before


def test_a_field_goes_with_its_values_and_comes_back(kept):
    own_values.remove(kept, ["region"], "Removed")
    assert (values(kept), own_values.fields(kept)) == ([], ())
    history.undo(kept)
    assert values(kept) == [(1, "region", "DACH"), (2, "region", "2026-01-01")]
    assert own_values.fields(kept) == (OwnField("region"),)


def test_values_that_another_kind_cannot_have_are_named(kept):
    with pytest.raises(BadInputError, match=r"“DACH” \(L1\) is no day"):
        own_values.change(kept, "region", OwnField("region", "day"))
    with pytest.raises(BadInputError, match=r"is none of the values, and 1 other value"):
        own_values.change(kept, "region", OwnField("region", "choice", ("a", "b")))
    own_values.put(kept, 1, {"region": "2025-01-01"})
    own_values.change(kept, "region", OwnField("region", "day"))
    assert own_values.fields(kept) == (OwnField("region", "day"),)


def test_the_declaration_typed_as_a_whole_fits_what_is_there_too(kept):
    with pytest.raises(BadInputError, match=r"“DACH” \(L1\) is no day"):
        settings.change(kept, "own_fields", "region (day)")
    assert settings.read(kept).own_fields == "region"
    assert settings.change(kept, "own_fields", "region (DACH, 2026-01-01); tier (gold, silver)")


def test_a_value_that_fits_no_more_keeps_no_other_field_from_being_declared(kept):
    own_values.remove(kept, ["region"], "Removed")
    own_values.add(kept, OwnField("since", "day"))
    own_values.put(kept, 1, {"since": "in spring"})
    own_values.add(kept, OwnField("tier"))
    assert settings.read(kept).own_fields == "since (day); tier"


def test_two_fields_have_two_names(kept):
    with pytest.raises(BadInputError, match="There is a field region already"):
        own_values.add(kept, OwnField("Région"))
    with pytest.raises(NotFoundError):
        own_values.change(kept, "gone", OwnField("new"))


def test_an_empty_value_empties(kept):
    own_values.put(kept, 1, {"region": ""})
    own_values.put(kept, 2, {})
    assert values(kept) == [(2, "region", "2026-01-01")]
