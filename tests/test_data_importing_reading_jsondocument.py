import json

import pytest
from imports import sheet_of

from churntui.data.importing.reading.opening import tables
from churntui.plain.errors import BadInputError

RECORDS = [
    {"id": 1, "name": "Acme", "arr": 12345678901234567890.10},
    {"id": 2, "owner": {"mail": "a@b.example"}},
]
WRAPPED = {
    "results": [
        {"id": "7", "properties": {"name": "Acme", "domain": "acme.example", "id": "x"}, "archived": False},
        {"id": "8", "properties": {"name": {"value": "Bolt", "versions": []}}},
    ],
    "paging": {"next": {"after": "8"}},
}


@pytest.mark.parametrize(
    "holder", ["[…]", '{"data": […]}', '{"total": 2, "results": […]}', '{"a": {"items": […]}}']
)
@pytest.mark.parametrize("indent", [None, 2])
def test_the_objects_of_a_document_are_rows(tmp_path, holder, indent):
    text = holder.replace("[…]", json.dumps(RECORDS, indent=indent))
    sheet = sheet_of(tmp_path, text, "logos.json")
    assert sheet.header == ("id", "name", "arr", "owner.mail")
    assert list(sheet.rows()) == [
        (1, ["1", "Acme", "1.2345678901234567e+19", ""]),
        (2, ["2", "", "", "a@b.example"]),
    ]


def test_what_an_interface_wraps_has_its_own_name(tmp_path):
    sheet = sheet_of(tmp_path, json.dumps(WRAPPED), "x.json")
    assert sheet.header == ("id", "name", "domain", "properties.id", "archived")
    assert [cells for _, cells in sheet.rows()] == [
        ["7", "Acme", "acme.example", "x", "no"],
        ["8", "Bolt", "", "", ""],
    ]


def test_what_salesforce_says_of_a_record_is_no_field(tmp_path):
    records = {"records": [{"attributes": {"type": "Account", "url": "/x"}, "Id": "1", "Type": "Customer"}]}
    assert sheet_of(tmp_path, json.dumps(records), "x.json").header == (
        "attributes.type",
        "attributes.url",
        "Id",
        "Type",
    )


def test_arrays_have_their_header_in_the_first(tmp_path):
    sheet = sheet_of(tmp_path, '[["id", "name"], [1, "Acme"], [2, null]]', "x.json")
    assert (sheet.header, [cells for _, cells in sheet.rows()]) == (
        ("id", "name"),
        [["1", "Acme"], ["2", ""]],
    )


def test_several_arrays_are_several_tables(tmp_path):
    (tmp_path / "x.json").write_text(json.dumps({"logos": RECORDS, "contracts": RECORDS, "n": 1}))
    assert [(part.name, part.stems[0]) for part in tables(tmp_path / "x.json")] == [
        ("x.json › logos", "logos"),
        ("x.json › contracts", "contracts"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}', "no whole JSON"),
        ('[{"a": 1}, 2]', "item 2"),
        ("[]", "is empty"),
        ('{"results": [], "total": 0}', "is empty"),
        ("[" * 50_000 + "]" * 50_000, "nested too deeply"),
        ('{"a": "\\ud800', "no whole JSON"),
    ],
)
def test_what_is_no_table_is_one_clear_line(tmp_path, text, said):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(BadInputError, match=said):
        list(tables(tmp_path / "x.json"))


def test_half_a_character_is_replaced(tmp_path):
    sheet = sheet_of(tmp_path, r'[{"a\ud800": "x\udfff", "b": "\ud83d\ude00"}]', "x.json")
    assert sheet.header == ("a\ufffd", "b")
    assert [cells for _, cells in sheet.rows()] == [["x\ufffd", "😀"]]


@pytest.mark.parametrize("form", ["lines", "document"])
def test_keys_that_are_values_do_not_become_columns(tmp_path, form):
    records = [{"event": "x", "account": f"L{n}", "more": {f"key {n}": n}} for n in range(20_000)]
    lines = "\n".join(map(json.dumps, records)) if form == "lines" else json.dumps(records)
    sheet = sheet_of(tmp_path, lines, "x.json")
    assert sheet.header[:2] == ("event", "account")
    assert len(sheet.header) == 2
    assert any("20000 keys" in note for note in sheet.notes)
    assert len(list(sheet.rows())) == len(records)


def test_one_object_of_very_many_keys_has_as_many_columns_as_there_may_be(tmp_path):
    sheet = sheet_of(tmp_path, json.dumps([{f"key {n}": n for n in range(5_000)}]), "x.json")
    assert sheet.header == tuple(f"key {n}" for n in range(500))
    assert any("4500 keys" in note for note in sheet.notes)
