"""Fields of the user's own: declared in a line, and a value of each kind kept as one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.model import own_fields
from churntui.model.own_fields import OwnField, declaration, declared, entered, in_use, kept_as
from churntui.plain.errors import BadInputError

EVERY = (
    OwnField("region"),
    OwnField("Feature set", "choice", ("all", "some of it")),
    OwnField("seats planned", "number"),
    OwnField("live", "flag"),
    OwnField("kick-off", "day"),
)


def test_a_declaration_is_read_as_it_is_written():
    line = "region; Feature set (all, some of it); seats planned (number); live (yes/no); kick-off (day)"
    assert declaration(EVERY) == line
    assert declared(line) == EVERY
    assert declared("  REGION ;; tier( Gold ,silver, gold ) ;") == (
        OwnField("REGION"),
        OwnField("tier", "choice", ("Gold", "silver")),
    )


names = st.text("abcxyzÄß地 -/&", min_size=1, max_size=12).map(str.strip).filter(own_fields.key_of)


@given(st.lists(st.tuples(names, st.sampled_from(["line", "number", "day", "flag"])), max_size=5))
def test_what_is_declared_is_declared_again_the_same(pairs):
    fields = {own_fields.key_of(name): OwnField(own_fields.checked_name(name), kind) for name, kind in pairs}
    assert declared(declaration(fields.values())) == tuple(fields.values())


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("industry", "already"),
        ("Annual Revenue", "already"),
        ("status", "already"),
        ("region; Région", "twice"),
        ("feature set; feature_set", "twice"),
        ("tier (gold)", "no kind"),
        ("a, b", "holds ,"),
        ("a:b", "holds :"),
        ("()", "needs a name"),
        ("x" * 41, "too long"),
    ],
)
def test_what_cannot_be_a_field_is_refused_in_one_line(line, wrong):
    with pytest.raises(BadInputError, match=wrong):
        declared(line)


def test_a_field_that_only_has_values_is_a_text_and_one_spelling_is_enough():
    assert in_use("Region (day)", ["region", "Zone", "area"]) == (
        OwnField("Region", "day"),
        OwnField("area"),
        OwnField("Zone"),
    )
    assert in_use("not ( a declaration", ["area"]) == (OwnField("area"),)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (EVERY[0], "DACH", "DACH"),
        (EVERY[1], "some of it", "some of it"),
        (EVERY[2], 12.5, "12.5"),
        (EVERY[2], 1200.0, "1200"),
        (EVERY[3], 1, "yes"),
        (EVERY[3], 0, "no"),
        (EVERY[4], "2026-11-29", "2026-11-29"),
        (EVERY[0], None, ""),
    ],
)
def test_a_value_is_kept_as_one_text_and_read_from_it(field, value, text):
    assert kept_as(field, value) == text
    assert entered(field, text) == value


@pytest.mark.parametrize("text", ["inf", "nan", "9" * 400])
def test_what_is_no_number_between_others_is_none(text):
    assert entered(OwnField("n", "number"), text) is None


def test_values_stand_in_the_order_that_their_kind_has():
    size, tier, live = (
        OwnField("n", "number"),
        OwnField("t", "choice", ("low", "high")),
        OwnField("l", "flag"),
    )
    assert sorted(["10", "9", "odd", "-1"], key=size.order) == ["-1", "9", "10", "odd"]
    assert sorted(["high", "low"], key=tier.order) == ["low", "high"]
    assert sorted(["no", "yes"], key=live.order) == ["yes", "no"]


def test_a_name_in_any_script_is_the_name_of_a_forms_field():
    assert OwnField("地域 A&B").column.field == "own--5730-57df_a-26b"
