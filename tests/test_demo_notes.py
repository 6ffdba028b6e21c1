"""What the logos said, in their scripts, with days as their languages write them."""

import re
from collections import Counter
from datetime import date

import pytest
from sample_tables import DAYS, ORDINARY

from churntui.demo.notes import Interview, spoken, told, unwrapped

NOTES = {key: note for key, note in told().items() if isinstance(note, Interview)}


LETTERS = {
    "en": (r"[a-z]", r"[а-яіїє\u4e00-\u9fffąęłñ¿]"),
    "es": (r"[ñáéíóú¿]", r"[а-яіїє\u4e00-\u9fffąęł]"),
    "pl": (r"[ąęłśżźćń]", r"[а-яіїє\u4e00-\u9fffñ¿]"),
    "uk": (r"[іїє]", r"[a-zыэъё\u4e00-\u9fff]"),
    "ru": (r"[ыэ]", r"[a-zіїєґ\u4e00-\u9fff]"),
    "zh": (r"[\u4e00-\u9fff]", r"[a-zа-яіїє,?!;]"),
}
"""Language to letters it cannot do without, and letters (or signs) that are not its own."""


@pytest.mark.parametrize("key", NOTES)
def test_an_interview_is_in_its_script_and_of_a_size_to_read(key):
    note = NOTES[key]
    text = note.text(ORDINARY)
    own, foreign = LETTERS[note.language]
    for said in (text, note.answers["stated_reason"]):
        assert not re.search(foreign, said.casefold())
    assert len(re.findall(own, text.casefold())) >= 8
    length = len(re.findall(r"[\u4e00-\u9fff]", text)) / 1.8 if note.language == "zh" else len(text.split())
    assert 80 <= length <= 200
    assert re.search(r"«.+?»|“.+?”", text)
    assert "{" not in text
    assert not re.search(r"[^\n]\n(?![\n>-])", text)


def test_two_dozen_interviews_in_six_languages():
    whole = [note for note in NOTES.values() if "kind" not in note.answers]
    assert Counter(note.language for note in whole) == {
        "en": 9,
        "es": 4,
        "pl": 3,
        "uk": 3,
        "ru": 2,
        "zh": 3,
    }
    assert len({note.notes for note in whole}) == len({note.answers["stated_reason"] for note in whole}) == 24


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "5 March"),
        ("es", "5 de marzo"),
        ("pl", "5 marca"),
        ("uk", "5 березня"),
        ("ru", "5 марта"),
        ("zh", "3月5日"),
    ],
)
def test_days_are_written_as_each_language_writes_them(language, shown):
    assert spoken(date(2026, 3, 5), language) == shown


@pytest.mark.parametrize("key", NOTES)
def test_a_passage_stands_once_in_its_note_and_holds_no_day(key):
    for passage in NOTES[key].passages:
        for day in DAYS:
            assert NOTES[key].text(day).count(passage.quote) == 1, passage.quote
        assert len(set(passage.themes)) == len(passage.themes) > 0
    assert 1 <= len(NOTES[key].passages) <= 4


def test_quotes_of_the_common_themes_come_in_many_languages():
    heard = {
        theme: {note.language for note in NOTES.values() for told in note.passages if theme in told.themes}
        for theme in ("support silence", "reporting too rigid", "low adoption on site", "roadmap slipped")
    }
    assert all(len(languages) >= 4 for languages in heard.values()), heard


@pytest.mark.parametrize("key", NOTES)
def test_who_was_asked_stands_in_the_note(key):
    names = re.findall(r"\w{3,}", NOTES[key].answers["respondent"])
    uninflected = [name[: max(3, len(name) - 2)] for name in names]
    assert any(name in NOTES[key].text(ORDINARY) for name in uninflected)


def test_paragraphs_become_lines_and_lists_and_quotations_keep_theirs():
    assert unwrapped("one\ntwo\n\nthree\n- four\n> five\nsix") == "one two\n\nthree\n- four\n> five six"
    assert unwrapped("一\n二", "zh") == "一二"
