import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from churntui.data import checks
from churntui.data.opening import open_book
from churntui.demo import build, sample
from churntui.demo.interview_details import EXIT_FACTS
from churntui.demo.interviews import EXIT_NOTES, PARTIAL_NOTES
from churntui.demo.passages import PASSAGES
from churntui.model.choices import REASONS
from churntui.plain.dates import parse_day

DAYS = (date(2024, 2, 29), date(2026, 11, 21), date(2027, 1, 1))
on_any_day = pytest.mark.parametrize("as_of", DAYS, ids=str)
NOTES = {note.key: note for note in (*EXIT_NOTES, *PARTIAL_NOTES)}
COLOURS = {"red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink"}


@cache
def book(as_of):
    tables = sample.tables(as_of)
    return {name: [dict(zip(t.header, r, strict=True)) for r in t.rows] for name, t in tables.items()}


def interviews(as_of):
    """Each held interview with its details, by id."""
    told = {i["interview_id"]: i for i in book(as_of)["interviews"] if i["status"] == "held"}
    return {d["interview_id"]: told[d["interview_id"]] | d for d in book(as_of)["interview_details"]}


def test_every_note_has_its_facts_and_its_passages():
    assert EXIT_FACTS.keys() == PASSAGES.keys() == NOTES.keys()


@pytest.mark.parametrize("key", NOTES)
def test_a_passage_stands_once_in_its_note_and_holds_no_day(key):
    for quote, themes in PASSAGES[key]:
        for day in DAYS:
            assert NOTES[key].text(day).count(quote) == 1, quote
        assert len(set(themes)) == len(themes) > 0
    assert 1 <= len(PASSAGES[key]) <= 4


@on_any_day
def test_a_highlight_is_the_words_at_its_place_and_its_themes_are_known(as_of):
    notes = {i["interview_id"]: i["notes"] for i in book(as_of)["interviews"]}
    themes = {t["theme"] for t in book(as_of)["themes"] if t["archived"] == "no"}
    for row in book(as_of)["highlights"]:
        place = slice(int(row["starts_at"]), int(row["ends_at"]))
        assert notes[row["interview_id"]][place] == row["quote"]
        assert set(row["themes"].split(";")) <= themes


def test_the_book_keeps_every_passage_on_its_words_and_knows_its_themes(tmp_path):
    build.build(tmp_path / "demo.db", DAYS[1])
    with open_book(tmp_path / "demo.db") as store:
        moved = """SELECT h.quote FROM highlight h JOIN interview i ON i.id = h.interview_id
            WHERE substr(i.notes, h.starts_at + 1, h.ends_at - h.starts_at) <> h.quote"""
        assert store.rows(moved) == []
        assert store.scalar("SELECT count(*) FROM highlight") > 70
        assert store.scalar("SELECT count(*) FROM theme") == len(book(DAYS[1])["themes"])
        assert checks.run(store) == []


def test_quotes_of_the_common_themes_come_in_many_languages():
    heard = {
        theme: {NOTES[key].language for key in PASSAGES for _, named in PASSAGES[key] if theme in named}
        for theme in ("support silence", "reporting too rigid", "low adoption on site", "roadmap slipped")
    }
    assert all(len(languages) >= 4 for languages in heard.values()), heard


@on_any_day
def test_stated_and_assessed_reason_agree_in_a_third_and_money_is_said_more_than_it_is_meant(as_of):
    told = interviews(as_of).values()
    agreeing = sum(one["stated_code"] == one["primary_reason"] for one in told)
    assert 0.3 <= agreeing / len(told) <= 0.4
    stated, assessed = (
        sum(one[column] in {"price", "budget"} for one in told)
        for column in ("stated_code", "primary_reason")
    )
    assert stated > 3 * assessed > 0


@on_any_day
def test_codes_are_known_and_second_reasons_are_others(as_of):
    for one in interviews(as_of).values():
        second = list(filter(None, one["secondary_reasons"].split(";")))
        assert {one["stated_code"], one["primary_reason"], *second} <= set(REASONS)
        assert len({one["primary_reason"], *second}) == len(second) + 1


@on_any_day
def test_warnings_come_in_order_within_service_and_late(as_of):
    joined = {logo["logo_id"]: logo["joined_on"] for logo in book(as_of)["logos"]}
    lags = []
    for one in interviews(as_of).values():
        days = [one[column] for column in ("first_signal_on", "flagged_on", "acted_on") if one[column]]
        assert days == sorted(days)
        assert days
        assert joined[one["logo_id"]] <= days[0]
        assert days[-1] <= one["effective_on"]
        assert one["decided_on"] <= (one["notice_on"] or one["effective_on"]) <= one["effective_on"]
        if one["acted_on"]:
            lags.append((parse_day(one["acted_on"]) - parse_day(one["first_signal_on"])).days)
    assert sorted(lags)[len(lags) // 2] > 28
    assert all(one["fix_due_on"] > one["held_on"] for one in interviews(as_of).values())


@on_any_day
def test_what_hangs_together_does(as_of):
    owners = {logo["logo_id"]: logo["owner"] for logo in book(as_of)["logos"]}
    for one in interviews(as_of).values():
        assert (one["by_account_owner"] == "yes") == (one["interviewer"] == owners[one["logo_id"]])
        assert bool(one["competitor"]) == (one["replaced_by"] == "named") == bool(one["competitor_confirmed"])
        assert (
            bool(one["champion_left_on"]) == (one["champion_left"] == "yes") == bool(one["successor_engaged"])
        )
        if one["primary_reason"] == "champion_left":
            assert one["champion_left"] == "yes"
    owned = Counter(one["by_account_owner"] for one in interviews(as_of).values())
    assert owned["no"] >= 5


@pytest.mark.parametrize("key", EXIT_FACTS)
def test_who_was_asked_stands_in_the_note(key):
    names = re.findall(r"\w{3,}", EXIT_FACTS[key].respondent)
    uninflected = [name[: max(3, len(name) - 2)] for name in names]
    assert any(name in NOTES[key].text(DAYS[1]) for name in uninflected)


@on_any_day
def test_some_were_fought_for_and_two_were_kept(as_of):
    told = interviews(as_of)
    attempts = book(as_of)["save_attempts"]
    per = Counter(attempt["interview_id"] for attempt in attempts)
    assert 10 <= len(per) < len(told)
    assert set(per.values()) == {1, 2}
    saved = [a["interview_id"] for a in attempts if a["outcome"] == "saved"]
    assert [told[ref]["kind"] for ref in saved] == ["downgrade", "product_dropped"]
    for attempt in attempts:
        assert attempt["day"] <= told[attempt["interview_id"]]["held_on"]


@on_any_day
def test_win_backs_were_called_after_their_cause_was_mended(as_of):
    shipped = {
        theme: row["shipped_on"]
        for row in book(as_of)["initiatives"]
        if row["status"] == "shipped"
        for theme in row["themes"].split(";")
    }
    heard: dict[str, set[str]] = {}
    logo_of = {i["interview_id"]: i["logo_id"] for i in book(as_of)["interviews"]}
    for row in (*book(as_of)["interviews"], *book(as_of)["highlights"]):
        heard.setdefault(logo_of[row["interview_id"]], set()).update(row["themes"].split(";"))
    for row in book(as_of)["win_backs"]:
        mended = [shipped[theme] for theme in heard[row["logo_id"]] & shipped.keys()]
        assert min(mended) <= row["called_on"] <= as_of.isoformat()
    waiting = {logo for logo, themes in heard.items() if themes & shipped.keys()}
    assert len(waiting - {row["logo_id"] for row in book(as_of)["win_backs"]}) >= 3
    assert {row["outcome"] for row in book(as_of)["win_backs"]} == {"back", "talking", "later", "no"}


def test_themes_have_colours_by_name():
    themes = book(DAYS[1])["themes"]
    assert {theme["colour"] for theme in themes} == {*COLOURS, ""}
    assert [theme["theme"] for theme in themes if theme["locked"] == "yes"] == ["paper export quality"]
