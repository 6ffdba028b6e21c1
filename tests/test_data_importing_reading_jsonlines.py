import pytest
from imports import sheet_of

from churntui.plain.errors import BadInputError

JSON_LINES = """
{"event": "run_audit", "account": {"id": "L1"}, "count": 12345678901234567890.10, "ok": true}

{"event": "login", "user": "Жанна", "tags": ["a;b", "c", 1], "note": null}
"""


@pytest.mark.parametrize("name", ["activity.jsonl", "activity.ndjson", "activity.txt"])
def test_json_lines_are_rows_with_their_lines(tmp_path, name):
    sheet = sheet_of(tmp_path, JSON_LINES, name)
    assert sheet.header == ("event", "account.id", "count", "ok", "user", "tags", "note")
    assert list(sheet.rows()) == [
        (2, ["run_audit", "L1", "12345678901234567890.10", "yes", "", "", ""]),
        (4, ["login", "", "", "", "Жанна", '"a;b";c;1', ""]),
    ]


@pytest.mark.parametrize("line", ['{"event": "a"', "[1]", "{" * 5000, "null"])
def test_a_line_that_is_no_object_is_refused_with_its_number(tmp_path, line):
    with pytest.raises(BadInputError, match="line 2"):
        sheet_of(tmp_path, f'{{"event": "a"}}\n{line}\n', "activity.jsonl")
