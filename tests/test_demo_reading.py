"""A slip in a text is answered with the file and the key; what is right is read whole."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest

from churntui.demo import reading
from churntui.demo.reading import Columns, TextError, headed, read
from churntui.demo.table import Cells


@dataclass(frozen=True, slots=True)
class Part:
    day: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    name: str
    facts: Annotated[Cells, Columns("win_backs", "called_on outcome", "logo_id")]
    parts: tuple[Part, ...] = ()
    plan: Literal["Team", "Business"] = "Team"
    left: bool | None = None
    prices: dict[Literal["low", "high"], int] | None = None


RIGHT = """
name = "Nord"
called_on = -3
outcome = "back"
left = true
prices = { low = 1, high = 2 }
[[parts]]
day = 4
words = ["a", "b"]
"""


@pytest.fixture
def texts(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "TEXTS", tmp_path)
    reading._read.cache_clear()
    yield tmp_path
    reading._read.cache_clear()


def test_a_text_is_read_into_typed_rows_and_its_columns_into_cells(texts):
    (texts / "a.toml").write_text(RIGHT)
    cells = {"called_on": -3, "outcome": "back"}
    assert read("a.toml", Whole) == Whole(
        "Nord", cells, (Part(4, ("a", "b")),), "Team", True, {"low": 1, "high": 2}
    )


@pytest.mark.parametrize(
    ("old", "new", "title", "hint"),
    [
        ('name = "Nord"', "", "a.toml: nord.name is missing", ""),
        ("called_on = -3", "", "a.toml: nord.called_on is missing", ""),
        ("day = 4", "", "a.toml: nord.parts[1].day is missing", ""),
        ("name =", "nme =", "a.toml: nord.nme is not a known key", "Known are called_on, outcome, note, name, parts"),
        ("day =", "dya =", "a.toml: nord.parts[1].dya is not a known key", "Known are day, words"),
        ("outcome =", "logo_id =", "a.toml: nord.logo_id is not a known key", "Known are"),
        ("name = \"Nord\"", "name = 7", "a.toml: nord.name cannot be 7", "a text in quotes"),
        ("-3", '"-3"', "a.toml: nord.called_on cannot be \"-3\"", "a whole number"),
        ("-3", "true", "a.toml: nord.called_on cannot be true", "a whole number"),
        ("-3", "2026-11-21", "a.toml: nord.called_on cannot be \"2026-11-21\"", "a whole number"),
        ('"back"', '"bakc"', "a.toml: nord.outcome cannot be \"bakc\"", "one of back, talking, later, no"),
        ("left = true", 'plan = "Tem"', "a.toml: nord.plan cannot be \"Tem\"", "one of Team, Business"),
        ("left = true", "left = 1", "a.toml: nord.left cannot be 1", "true or false"),
        ('["a", "b"]', '"a"', "a.toml: nord.parts[1].words cannot be \"a\"", "a list in brackets"),
        ('["a", "b"]', '["a", 2]', "a.toml: nord.parts[1].words[2] cannot be 2", "a text in quotes"),
        ("low = 1", "mid = 1", "a.toml: nord.prices.mid is not a known key", "Known are low, high"),
        ("low = 1, ", "", "a.toml: nord.prices.low is missing", ""),
        ("{ low = 1, high = 2 }", "3", "a.toml: nord.prices cannot be 3", "a table of keys"),
        ("-3", "", "a.toml is not TOML: Invalid value (at line 3, column", ""),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_the_file_and_the_key(texts, old, new, title, hint):
    assert RIGHT.count(old) == 1
    (texts / "a.toml").write_text(
        "[nord]\n" + RIGHT.replace("[[parts", "[[nord.parts").replace(old, new).lstrip()
    )
    with pytest.raises(TextError) as caught:
        read("a.toml", dict[str, Whole])
    assert caught.value.title.startswith(title)
    assert hint in caught.value.hint
    assert "\n" not in str(caught.value)


def test_the_key_of_a_whole_file_stands_after_its_name(texts):
    (texts / "a.toml").write_text("daay = 3")
    with pytest.raises(TextError, match=re.escape("a.toml: daay is not a known key. Known are day, words")):
        read("a.toml", Part)


def test_a_note_is_its_head_and_what_stands_below_it(texts):
    (texts / "notes").mkdir()
    (texts / "notes" / "nord.md").write_text('+++\nname = "青空"\n+++\n\nOne\n+++\ntwo.\n', encoding="utf-8")
    (texts / "notes" / "nord.md~").write_text("what an editor left")
    assert list(headed("notes")) == [("notes/nord.md", {"name": "青空"}, "One\n+++\ntwo.")]


@pytest.mark.parametrize("text", ["Only words.", "+++\nday = 1\n", "Words.\n+++\nday = 1\n+++\n"])
def test_a_note_without_a_head_is_refused(texts, text):
    (texts / "notes").mkdir()
    (texts / "notes" / "nord.md").write_text(text)
    with pytest.raises(TextError, match=r"notes/nord\.md has no head"):
        list(headed("notes"))
