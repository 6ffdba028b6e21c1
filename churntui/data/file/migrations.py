"""The schema as ordered steps: append, never edit.

Each step is a tuple of statements, or of calls where SQL does not reach. Checks list the codes there were when their
step was released (`released`), never those of today. `sqlite_utils.Migrations` runs the pending steps and records
them, all in one transaction; it is imported only when there is something to run, because it brings pandas and half a
second. Tables are STRICT. Days are ISO text, checked by SQLite with `+0 days` (without it 30 February would pass),
except in the two activity tables, which hold a row per customer and day and use day numbers since 1970.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from churntui.data.file.attempts import ATTEMPTS_OF_LOGOS
from churntui.data.file.columns import OF_LOGO as _OF_LOGO
from churntui.data.file.columns import day as _day
from churntui.data.file.columns import flag as _flag
from churntui.data.file.columns import one_of as _one_of
from churntui.data.file.columns import rate as _rate
from churntui.data.file.in_time import CARE, HEALTH, RENEWAL_WEEKS
from churntui.data.file.moved import TALKS_AND_STEPS
from churntui.data.file.rebuilding import Statement, remade, terms_annualised, widened
from churntui.data.file.released import (
    BRIEF_KINDS,
    BRIEF_SECTIONS,
    COMMITMENT_STATES,
    CONFIDENCES,
    FITS,
    INITIATIVE_STATUSES,
    LANGUAGES,
    LOSS_KINDS,
    MARK_KINDS,
    PERS,
    PHASES,
    POINT_STATES,
    PREVENTABLES,
    PROOF_MEASURES,
    PROOF_SIDES,
    REASONS,
    REASONS_OF_18,
    REPLACEMENTS,
    RESPONDENT_ROLES,
    REVIEW_KINDS,
    STAGES,
    STANCES,
    STATUSES,
    STORIES,
    TALK_HOWS,
    WIN_BACK_OUTCOMES,
    WIN_BACKS,
)

M001_BOOK = (
    "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE rate(currency TEXT NOT NULL CHECK(length(currency) = 3), to_currency TEXT NOT NULL,
        rate TEXT NOT NULL, UNIQUE(currency, to_currency)) STRICT""",
    f"""CREATE TABLE logo(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        domain TEXT NOT NULL DEFAULT '', industry TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '',
        employees INTEGER CHECK(employees >= 0), annual_revenue INTEGER, owner TEXT NOT NULL DEFAULT '',
        {_one_of("fit", FITS)}, {_day("joined_on")}) STRICT""",
    f"""CREATE TABLE contract(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE,
        logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE,
        renews_id INTEGER REFERENCES contract(id) ON DELETE SET NULL, plan TEXT NOT NULL DEFAULT '',
        {_day("starts_on")} NOT NULL, {_day("ends_on")},
        amount_minor INTEGER NOT NULL CHECK(amount_minor >= 0),
        currency TEXT NOT NULL CHECK(length(currency) = 3), {_one_of("per", PERS)} NOT NULL,
        arr_minor INTEGER NOT NULL CHECK(arr_minor >= 0),
        {_flag("auto_renew")} NOT NULL DEFAULT 0, notice_days INTEGER NOT NULL DEFAULT 0 CHECK(notice_days >= 0),
        CHECK(ends_on > starts_on), CHECK(renews_id IS NOT id)) STRICT""",
    "CREATE INDEX contract_logo ON contract(logo_id)",
    "CREATE INDEX contract_renews ON contract(renews_id)",
    "CREATE INDEX contract_ends ON contract(ends_on)",
    f"""CREATE TABLE renewal(contract_id INTEGER PRIMARY KEY REFERENCES contract(id) ON DELETE CASCADE,
        {_one_of("stage", STAGES)} NOT NULL DEFAULT 'open', next_step TEXT NOT NULL DEFAULT '',
        {_day("next_step_on")}, {_day("talked_on")}) STRICT""",
    f"""CREATE TABLE customer(id INTEGER PRIMARY KEY, ref TEXT NOT NULL,
        logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE,
        name TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '',
        {_day("joined_on")}, UNIQUE(logo_id, ref)) STRICT""",
    f"CREATE TABLE action(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, {_flag('qualifies')} NOT NULL) STRICT",
    """CREATE TABLE usage_day(logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE,
        day INTEGER NOT NULL, customer_id INTEGER NOT NULL DEFAULT 0,
        action_id INTEGER NOT NULL REFERENCES action(id), n INTEGER NOT NULL CHECK(n >= 0),
        PRIMARY KEY(logo_id, day, customer_id, action_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE logo_day(day INTEGER NOT NULL, logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE,
        n INTEGER NOT NULL, customers INTEGER NOT NULL, PRIMARY KEY(day, logo_id)) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE person(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE,
        logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE, name TEXT NOT NULL,
        role TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '', {_flag("champion")} NOT NULL DEFAULT 0,
        {_day("left_on")}, {_day("last_contact_on")}) STRICT""",
    "CREATE INDEX person_logo ON person(logo_id)",
    f"""CREATE TABLE ticket(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE,
        logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE, {_day("opened_on")} NOT NULL,
        {_day("closed_on")}, priority TEXT NOT NULL DEFAULT '', subject TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX ticket_logo ON ticket(logo_id)",
    f"""CREATE TABLE survey(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE,
        logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE,
        customer_id INTEGER REFERENCES customer(id) ON DELETE SET NULL, {_day("day")} NOT NULL,
        kind TEXT NOT NULL DEFAULT '', score INTEGER, comment TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX survey_logo ON survey(logo_id)",
    f"""CREATE TABLE interview(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE,
        logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE,
        {_one_of("status", STATUSES)} NOT NULL, {_day("held_on")}, {_day("effective_on")}, {_flag("voluntary")},
        stated_reason TEXT NOT NULL DEFAULT '', {_one_of("primary_reason", REASONS)}, {_flag("regrettable")},
        notes TEXT NOT NULL DEFAULT '', updated_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX interview_logo ON interview(logo_id)",
    """CREATE TABLE theme(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        description TEXT NOT NULL DEFAULT '', parent_id INTEGER REFERENCES theme(id) ON DELETE SET NULL,
        archived INTEGER NOT NULL DEFAULT 0 CHECK(archived IN (0, 1)), CHECK(parent_id IS NOT id)) STRICT""",
    """CREATE TABLE interview_theme(interview_id INTEGER NOT NULL REFERENCES interview(id) ON DELETE CASCADE,
        theme_id INTEGER NOT NULL REFERENCES theme(id) ON DELETE CASCADE, UNIQUE(interview_id, theme_id)) STRICT""",
    "CREATE INDEX interview_theme_theme ON interview_theme(theme_id)",
    """CREATE TABLE highlight(id INTEGER PRIMARY KEY,
        interview_id INTEGER NOT NULL REFERENCES interview(id) ON DELETE CASCADE,
        starts_at INTEGER NOT NULL CHECK(starts_at >= 0), ends_at INTEGER NOT NULL CHECK(ends_at > starts_at),
        quote TEXT NOT NULL) STRICT""",
    "CREATE INDEX highlight_interview ON highlight(interview_id)",
    """CREATE TABLE highlight_theme(highlight_id INTEGER NOT NULL REFERENCES highlight(id) ON DELETE CASCADE,
        theme_id INTEGER NOT NULL REFERENCES theme(id) ON DELETE CASCADE, UNIQUE(highlight_id, theme_id)) STRICT""",
    "CREATE INDEX highlight_theme_theme ON highlight_theme(theme_id)",
    f"""CREATE TABLE initiative(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        {_one_of("status", INITIATIVE_STATUSES)} NOT NULL, owner TEXT NOT NULL DEFAULT '', {_day("due_on")},
        {_day("shipped_on")}) STRICT""",
    """CREATE TABLE initiative_theme(initiative_id INTEGER NOT NULL REFERENCES initiative(id) ON DELETE CASCADE,
        theme_id INTEGER NOT NULL REFERENCES theme(id) ON DELETE CASCADE,
        UNIQUE(initiative_id, theme_id)) STRICT""",
    """CREATE TABLE draft(id INTEGER PRIMARY KEY, logo_id INTEGER REFERENCES logo(id) ON DELETE CASCADE,
        interview_id INTEGER REFERENCES interview(id) ON DELETE CASCADE, author TEXT NOT NULL,
        fields TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE import_run(id INTEGER PRIMARY KEY, at TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL,
        table_name TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL,
        rejected INTEGER NOT NULL) STRICT""",
    """CREATE TABLE edit(id INTEGER PRIMARY KEY, at TEXT NOT NULL, label TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'done' CHECK(state IN ('done', 'undone', 'dropped'))) STRICT""",
    """CREATE TABLE change(id INTEGER PRIMARY KEY, edit_id INTEGER NOT NULL REFERENCES edit(id) ON DELETE CASCADE,
        table_name TEXT NOT NULL, row_id INTEGER NOT NULL, before TEXT, after TEXT) STRICT""",
    "CREATE INDEX change_edit ON change(edit_id)",
    "CREATE INDEX change_row ON change(table_name, row_id)",
    "CREATE TABLE recording(id INTEGER PRIMARY KEY CHECK(id = 1), edit_id INTEGER) STRICT",
    "INSERT INTO recording(id, edit_id) VALUES (1, NULL)",
)


def _column(table: str, declaration: str) -> str:
    return f"ALTER TABLE {table} ADD COLUMN {declaration}"


M002_CONVERSATION = (
    _column("interview", f"{_one_of('kind', LOSS_KINDS)} NOT NULL DEFAULT 'full'"),
    _column("interview", _day("notice_on")),
    _column("interview", _day("decided_on")),
    _column("interview", "decision_basis TEXT NOT NULL DEFAULT ''"),
    _column("interview", "interviewer TEXT NOT NULL DEFAULT ''"),
    _column("interview", _flag("by_account_owner")),
    _column("interview", "respondent TEXT NOT NULL DEFAULT ''"),
    _column("interview", _one_of("respondent_role", RESPONDENT_ROLES)),
    _column("interview", "channel TEXT NOT NULL DEFAULT ''"),
    _column("interview", _one_of("stated_code", REASONS)),
    _column("interview", _one_of("confidence", CONFIDENCES)),
    _column("interview", _one_of("began_in", PHASES)),
    _column("interview", _one_of("surfaced_in", PHASES)),
    _column("interview", _one_of("preventable", PREVENTABLES)),
    _column("interview", "preventable_why TEXT NOT NULL DEFAULT ''"),
    _column("interview", _one_of("replaced_by", REPLACEMENTS)),
    _column("interview", "competitor TEXT NOT NULL DEFAULT ''"),
    _column("interview", _flag("competitor_confirmed")),
    _column("interview", _flag("champion_left")),
    _column("interview", _day("champion_left_on")),
    _column("interview", _flag("successor_engaged")),
    _column("interview", "first_signal TEXT NOT NULL DEFAULT ''"),
    _column("interview", _day("first_signal_on")),
    _column("interview", _day("flagged_on")),
    _column("interview", _day("acted_on")),
    _column("interview", "change_mind TEXT NOT NULL DEFAULT ''"),
    _column("interview", "do_differently TEXT NOT NULL DEFAULT ''"),
    _column("interview", "fix TEXT NOT NULL DEFAULT ''"),
    _column("interview", "fix_owner TEXT NOT NULL DEFAULT ''"),
    _column("interview", _day("fix_due_on")),
    _column("interview", _one_of("win_back", WIN_BACKS)),
    _column("interview", "win_back_trigger TEXT NOT NULL DEFAULT ''"),
    _column("interview", _day("win_back_on")),
    f"""CREATE TABLE interview_reason(interview_id INTEGER NOT NULL REFERENCES interview(id) ON DELETE CASCADE,
        position INTEGER NOT NULL CHECK(position >= 0), {_one_of("reason", REASONS)} NOT NULL,
        UNIQUE(interview_id, reason)) STRICT""",
    f"""CREATE TABLE save_attempt(id INTEGER PRIMARY KEY,
        interview_id INTEGER NOT NULL REFERENCES interview(id) ON DELETE CASCADE, {_day("day")},
        owner TEXT NOT NULL DEFAULT '', offer TEXT NOT NULL DEFAULT '', response TEXT NOT NULL DEFAULT '',
        outcome TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX save_attempt_interview ON save_attempt(interview_id)",
    f"""CREATE TABLE win_back(id INTEGER PRIMARY KEY,
        logo_id INTEGER NOT NULL UNIQUE REFERENCES logo(id) ON DELETE CASCADE, {_day("called_on")},
        {_one_of("outcome", WIN_BACK_OUTCOMES)}, note TEXT NOT NULL DEFAULT '') STRICT""",
    _column("theme", "colour TEXT NOT NULL DEFAULT ''"),
    _column("theme", f"{_flag('locked')} NOT NULL DEFAULT 0"),
    _column("initiative", "note TEXT NOT NULL DEFAULT ''"),
)

M003_WORDS = (
    """CREATE TABLE stale_text(kind TEXT NOT NULL, row_id INTEGER NOT NULL, PRIMARY KEY(kind, row_id))
        STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE text_index USING fts5(words, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 tokenchars '+#'")""",
    """CREATE TABLE theme_word(word TEXT NOT NULL, theme_id INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY(word, theme_id)) STRICT, WITHOUT ROWID""",
    "CREATE TABLE theme_text(theme_id INTEGER PRIMARY KEY, texts INTEGER NOT NULL, words INTEGER NOT NULL) STRICT",
    "CREATE TABLE learnt_text(interview_id INTEGER PRIMARY KEY, texts TEXT NOT NULL) STRICT",
    "INSERT INTO stale_text(kind, row_id) SELECT 'logo', id FROM logo",
    "INSERT INTO stale_text(kind, row_id) SELECT 'theme', id FROM theme",
    "INSERT INTO stale_text(kind, row_id) SELECT 'interview', id FROM interview",
    "INSERT INTO stale_text(kind, row_id) SELECT 'highlight', id FROM highlight",
    "INSERT INTO stale_text(kind, row_id) SELECT 'tagging', id FROM interview",
)

M004_ROLLUPS = (
    """CREATE TABLE rollup_state(id INTEGER PRIMARY KEY CHECK(id = 1), active_window_days INTEGER NOT NULL,
        active_min_count INTEGER NOT NULL, single_days_from INTEGER NOT NULL,
        logo_days_from INTEGER NOT NULL) STRICT""",
    "INSERT INTO rollup_state VALUES (1, 28, 1, -524288, -524288)",
    "DROP TABLE logo_day",
    """CREATE TABLE logo_day(day INTEGER NOT NULL, logo_id INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY(day, logo_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE measured(logo_id INTEGER PRIMARY KEY REFERENCES logo(id) ON DELETE CASCADE,
        first_day INTEGER NOT NULL, last_day INTEGER NOT NULL) STRICT""",
    """CREATE TABLE roster(block INTEGER PRIMARY KEY, customers BLOB NOT NULL, logos BLOB NOT NULL,
        recorded BLOB NOT NULL, used BLOB NOT NULL) STRICT""",
    """CREATE TABLE presence(block INTEGER NOT NULL, kind TEXT NOT NULL, word INTEGER NOT NULL,
        action_id INTEGER NOT NULL, places BLOB NOT NULL, bits BLOB NOT NULL,
        UNIQUE(block, kind, word, action_id)) STRICT""",
    """CREATE TABLE crowd_size(grid TEXT NOT NULL, word INTEGER NOT NULL, block INTEGER NOT NULL,
        logos BLOB NOT NULL, active BLOB NOT NULL, kept BLOB NOT NULL, early BLOB NOT NULL,
        UNIQUE(grid, word, block)) STRICT""",
    """CREATE TABLE action_month(block INTEGER NOT NULL, month INTEGER NOT NULL, action_id INTEGER NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY(block, month, action_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE use_window(before INTEGER PRIMARY KEY, actions BLOB NOT NULL, sizes BLOB NOT NULL,
        logos BLOB NOT NULL, n BLOB NOT NULL) STRICT""",
)

M005_MARKS = (
    f"""CREATE TABLE mark(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_day("day")} NOT NULL,
        {_one_of("kind", MARK_KINDS)} NOT NULL DEFAULT 'other', name TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '') STRICT""",
)

M006_YEARS = (
    *(
        f"DROP TABLE {table}"
        for table in ("rollup_state", "presence", "crowd_size", "action_month", "use_window")
    ),
    "DELETE FROM roster",
    """CREATE TABLE rollup_state(id INTEGER PRIMARY KEY CHECK(id = 1), active_window_days INTEGER NOT NULL,
        active_min_count INTEGER NOT NULL, logo_days_from INTEGER NOT NULL) STRICT""",
    "INSERT INTO rollup_state VALUES (1, 28, 1, -524288)",
    """CREATE TABLE presence(block INTEGER NOT NULL, year INTEGER NOT NULL, grid TEXT NOT NULL,
        action_id INTEGER NOT NULL, places BLOB NOT NULL, acted BLOB NOT NULL, active BLOB NOT NULL, reached BLOB,
        until BLOB, UNIQUE(grid, year, action_id, block)) STRICT""",
    """CREATE TABLE crowd_size(block INTEGER NOT NULL, year INTEGER NOT NULL, grid TEXT NOT NULL,
        logos BLOB NOT NULL, active BLOB NOT NULL, kept BLOB NOT NULL, early BLOB NOT NULL,
        UNIQUE(grid, year, block)) STRICT""",
    """CREATE TABLE action_year(block INTEGER NOT NULL, year INTEGER NOT NULL, action_id INTEGER NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY(block, year, action_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE use_window(before INTEGER PRIMARY KEY, size INTEGER NOT NULL, actions BLOB NOT NULL,
        logos BLOB NOT NULL, n BLOB NOT NULL) STRICT""",
)
"""What customers did by the year, so that a change makes whole years anew; counted when the book is opened."""

REASON_CODES = tuple(
    widened(table, _one_of(column, REASONS), _one_of(column, REASONS_OF_18))
    for table, column in (
        ("interview", "primary_reason"),
        ("interview", "stated_code"),
        ("interview_reason", "reason"),
    )
)
"""Doubt about future value, expectations and packaging become reasons of their own."""

WHOLE_MONTHS = (terms_annualised,)
"""Terms from one month's end to another's are whole months now, not days."""

DATED_RATES = (
    remade(
        "rate",
        f"""CREATE TABLE rate(currency TEXT NOT NULL CHECK(length(currency) = 3), to_currency TEXT NOT NULL,
        rate TEXT NOT NULL, {_day("valid_from")}) STRICT""",
    ),
    "CREATE UNIQUE INDEX rate_once ON rate(currency, to_currency, coalesce(valid_from, ''))",
    _column("contract", _rate("rate")),
    _column("contract", "rate_currency TEXT NOT NULL DEFAULT '' CHECK(length(rate_currency) IN (0, 3))"),
)
"""Rates hold from a day on, and a contract may have one of its own. No day is one day too: it is there but once."""

NOTICE = (
    _column("contract", _day("notice_on")),
    """CREATE TABLE open_link(contract_id INTEGER PRIMARY KEY REFERENCES contract(id) ON DELETE CASCADE,
        renews TEXT NOT NULL) STRICT""",
    """CREATE TABLE accepted(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL,
        UNIQUE(kind, about)) STRICT""",
)
"""The day notice was given; which contract one renews that is not in the book yet; contradictions found right."""

DRAFTS = (
    remade(
        "draft",
        """CREATE TABLE draft(id INTEGER PRIMARY KEY, logo_id INTEGER REFERENCES logo(id) ON DELETE CASCADE,
        interview_id INTEGER REFERENCES interview(id) ON DELETE SET NULL, author TEXT NOT NULL,
        fields TEXT NOT NULL, updated_at TEXT NOT NULL, session TEXT NOT NULL DEFAULT '', opened TEXT) STRICT""",
    ),
)
"""Who has a draft open, and what it was begun on; one outlives the interview it was to change."""

LOG_TIE = (
    "CREATE TABLE log_tie(id INTEGER PRIMARY KEY CHECK(id = 1), tokens TEXT NOT NULL) STRICT",
    "INSERT INTO log_tie VALUES (1, '- ' || lower(hex(randomblob(8))))",
)
"""What ties the write-ahead log to this file (`file.tie`)."""


def _tagged(note: str) -> tuple[str, ...]:
    """The table of the themes that are on the whole of a note of that kind."""
    return (
        f"""CREATE TABLE {note}_theme({note}_id INTEGER NOT NULL REFERENCES {note}(id) ON DELETE CASCADE,
        theme_id INTEGER NOT NULL REFERENCES theme(id) ON DELETE CASCADE, UNIQUE({note}_id, theme_id)) STRICT""",
        f"CREATE INDEX {note}_theme_theme ON {note}_theme(theme_id)",
    )


KEPT_BY_HAND: tuple[Statement, ...] = (
    _column("contract", "seats INTEGER CHECK(seats >= 0)"),
    _column("contract", "uplift REAL CHECK(uplift >= 0)"),
    _column("person", _one_of("stance", STANCES)),
    _column("person", "successor_id INTEGER REFERENCES person(id) ON DELETE SET NULL"),
    "CREATE INDEX person_successor ON person(successor_id)",
    _column("interview", _day("fix_done_on")),
    _column("edit", "author TEXT NOT NULL DEFAULT ''"),
    f"""CREATE TABLE own_value(id INTEGER PRIMARY KEY, {_OF_LOGO}, field TEXT NOT NULL COLLATE NOCASE,
        value TEXT NOT NULL, UNIQUE(logo_id, field)) STRICT""",
    f"""CREATE TABLE talk(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO},
        person_id INTEGER REFERENCES person(id) ON DELETE SET NULL, {_day("day")} NOT NULL,
        {_one_of("how", TALK_HOWS)} NOT NULL DEFAULT 'call', {_flag("both_ways")} NOT NULL DEFAULT 1,
        author TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX talk_logo ON talk(logo_id)",
    "CREATE INDEX talk_person ON talk(person_id)",
    f"""CREATE TABLE review(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO},
        {_one_of("kind", REVIEW_KINDS)} NOT NULL DEFAULT 'qbr', {_day("held_on")},
        attendees TEXT NOT NULL DEFAULT '', likelihood INTEGER CHECK(likelihood BETWEEN 0 AND 10),
        likelihood_by TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', agreed TEXT NOT NULL DEFAULT '',
        author TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX review_logo ON review(logo_id)",
    f"""CREATE TABLE step(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO},
        contract_id INTEGER REFERENCES contract(id) ON DELETE SET NULL, what TEXT NOT NULL,
        owner TEXT NOT NULL DEFAULT '', {_day("due_on")}, {_day("done_on")}) STRICT""",
    "CREATE INDEX step_logo ON step(logo_id)",
    "CREATE INDEX step_contract ON step(contract_id)",
    f"""CREATE TABLE goal(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO}, goal TEXT NOT NULL,
        why TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', start_value REAL, target_value REAL,
        {_day("due_on")}) STRICT""",
    "CREATE INDEX goal_logo ON goal(logo_id)",
    f"""CREATE TABLE goal_value(id INTEGER PRIMARY KEY,
        goal_id INTEGER NOT NULL REFERENCES goal(id) ON DELETE CASCADE, {_day("day")} NOT NULL,
        value REAL NOT NULL, UNIQUE(goal_id, day)) STRICT""",
    f"""CREATE TABLE commitment(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO},
        review_id INTEGER REFERENCES review(id) ON DELETE SET NULL, what TEXT NOT NULL,
        {_flag("by_us")} NOT NULL DEFAULT 1, owner TEXT NOT NULL DEFAULT '', {_day("due_on")},
        {_one_of("state", COMMITMENT_STATES)} NOT NULL DEFAULT 'open') STRICT""",
    "CREATE INDEX commitment_logo ON commitment(logo_id)",
    "CREATE INDEX commitment_review ON commitment(review_id)",
    f"""CREATE TABLE snooze(id INTEGER PRIMARY KEY, about TEXT NOT NULL UNIQUE,
        {_day("until")} NOT NULL) STRICT""",
    *(statement for note in ("talk", "review", "survey", "ticket") for statement in _tagged(note)),
    remade(
        "highlight",
        """CREATE TABLE highlight(id INTEGER PRIMARY KEY,
        interview_id INTEGER REFERENCES interview(id) ON DELETE CASCADE,
        starts_at INTEGER NOT NULL CHECK(starts_at >= 0), ends_at INTEGER NOT NULL CHECK(ends_at > starts_at),
        quote TEXT NOT NULL, review_id INTEGER REFERENCES review(id) ON DELETE CASCADE,
        talk_id INTEGER REFERENCES talk(id) ON DELETE CASCADE,
        survey_id INTEGER REFERENCES survey(id) ON DELETE CASCADE,
        ticket_id INTEGER REFERENCES ticket(id) ON DELETE CASCADE,
        CHECK((interview_id IS NOT NULL) + (review_id IS NOT NULL) + (talk_id IS NOT NULL)
            + (survey_id IS NOT NULL) + (ticket_id IS NOT NULL) = 1)) STRICT""",
    ),
    *(
        f"CREATE INDEX highlight_{note} ON highlight({note}_id)"
        for note in ("review", "talk", "survey", "ticket")
    ),
    _column("draft", "form TEXT NOT NULL DEFAULT 'interviews'"),
    _column("draft", "row_id INTEGER"),
)
"""What a person keeps of a living logo: talks, reviews, steps, goals, promises, own fields; a passage may be of any
note; a draft may be of any form, `row_id` the row that it changes."""

LESSONS: tuple[Statement, ...] = (
    """CREATE TABLE lesson(kind TEXT NOT NULL, note_id INTEGER NOT NULL, texts TEXT NOT NULL,
        PRIMARY KEY(kind, note_id)) STRICT, WITHOUT ROWID""",
    "INSERT INTO lesson SELECT 'interview', interview_id, texts FROM learnt_text",
    "DROP TABLE learnt_text",
    *(
        f"INSERT OR IGNORE INTO stale_text(kind, row_id) SELECT '{note}', id FROM {note}"
        for note in ("review", "talk", "survey", "ticket", "own_value")
    ),
)
"""Every kind of note teaches what its themes are about, and is searched."""

FORMER_LOGOS: tuple[Statement, ...] = (
    f"""CREATE TABLE former_logo(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO},
        name TEXT NOT NULL DEFAULT '', domain TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX former_logo_logo ON former_logo(logo_id)",
)
"""What merged logos were called, so that files that still name them are understood."""

RENEWALS_SAID: tuple[Statement, ...] = (
    """CREATE TABLE renewal_said(contract_id INTEGER PRIMARY KEY REFERENCES contract(id) ON DELETE CASCADE,
        next_step TEXT, next_step_on TEXT, talked_on TEXT) STRICT""",
)
"""What files of renewals said last of each contract's step and talk, so that only what is new to them is taken."""

PROOFS: tuple[Statement, ...] = (
    f"""CREATE TABLE proof(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO}, name TEXT NOT NULL,
        {_day("starts_on")} NOT NULL, days INTEGER NOT NULL DEFAULT 28 CHECK(days > 0),
        {_one_of("measure", PROOF_MEASURES)} NOT NULL DEFAULT 'activity',
        action_id INTEGER REFERENCES action(id) ON DELETE CASCADE, unit TEXT NOT NULL DEFAULT '',
        {_flag("less_is_better")} NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX proof_logo ON proof(logo_id)",
    "CREATE INDEX proof_action ON proof(action_id)",
    f"""CREATE TABLE proof_member(id INTEGER PRIMARY KEY,
        proof_id INTEGER NOT NULL REFERENCES proof(id) ON DELETE CASCADE,
        customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
        {_one_of("side", PROOF_SIDES)} NOT NULL, before REAL, after REAL, UNIQUE(proof_id, customer_id)) STRICT""",
    "CREATE INDEX proof_member_customer ON proof_member(customer_id)",
)
"""What is tried with some customers of a logo and not with others, and what was measured of them by hand."""

BRIEFS: tuple[Statement, ...] = (
    _column("logo", _one_of("language", LANGUAGES)),
    _column("initiative", f"{_flag('shareable')} NOT NULL DEFAULT 0"),
    _column("highlight", f"{_flag('theirs')} NOT NULL DEFAULT 0"),
    f"""CREATE TABLE brief(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {_OF_LOGO},
        {_one_of("kind", BRIEF_KINDS)} NOT NULL DEFAULT 'qbr', {_day("meets_on")},
        review_id INTEGER REFERENCES review(id) ON DELETE SET NULL, {_day("sent_on")},
        contents TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE INDEX brief_logo ON brief(logo_id)",
    "CREATE INDEX brief_review ON brief(review_id)",
    f"""CREATE TABLE brief_point(id INTEGER PRIMARY KEY,
        brief_id INTEGER NOT NULL REFERENCES brief(id) ON DELETE CASCADE, key TEXT NOT NULL,
        {_one_of("section", BRIEF_SECTIONS)} NOT NULL, {_one_of("state", POINT_STATES)} NOT NULL,
        position INTEGER, text TEXT NOT NULL DEFAULT '', so_what TEXT NOT NULL DEFAULT '',
        proposed TEXT NOT NULL DEFAULT '', UNIQUE(brief_id, key)) STRICT""",
)
"""Briefs as they are worked on and as they were sent; what may be shown to a logo, and in which language."""

TAKEN_BACK: tuple[Statement, ...] = (
    """CREATE TABLE import_batch(id INTEGER PRIMARY KEY, at TEXT NOT NULL, columns TEXT, taken_back_at TEXT) STRICT""",
    _column("import_run", "batch_id INTEGER REFERENCES import_batch(id) ON DELETE SET NULL"),
    "CREATE INDEX import_run_batch ON import_run(batch_id)",
    """CREATE TABLE import_kept(id INTEGER PRIMARY KEY,
        batch_id INTEGER NOT NULL REFERENCES import_batch(id) ON DELETE CASCADE, table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL, before TEXT, after TEXT) STRICT""",
    "CREATE INDEX import_kept_batch ON import_kept(batch_id)",
    """CREATE TABLE import_use(id INTEGER PRIMARY KEY,
        batch_id INTEGER NOT NULL REFERENCES import_batch(id) ON DELETE CASCADE, cells BLOB NOT NULL) STRICT""",
    "CREATE INDEX import_use_batch ON import_use(batch_id)",
)
"""What the last imports replaced: the rows they touched, before and after, and the counts of activity.

`columns` are those the rows of each table had then; none where an import can no longer be taken back.
"""

MAPPINGS: tuple[Statement, ...] = (
    f"""CREATE TABLE mapping(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, {_day("made_on")} NOT NULL,
        profile TEXT NOT NULL) STRICT""",
)
"""How sheets with certain headers are taken, as somebody said it of one: their columns and answers as TOML."""

STORIES_MARKED: tuple[Statement, ...] = tuple(
    _column(note, _one_of("story", STORIES)) for note in ("interview", "review", "talk")
)
"""Which notes are success stories, and whether they may be told to other logos."""

_MADE = re.compile(r"CREATE (?:VIRTUAL )?TABLE (\w+)")
_GONE = re.compile(r"DROP TABLE (\w+)")

BROUGHT: tuple[Statement, ...] = (
    """CREATE TABLE import_brought(
        batch_id INTEGER NOT NULL REFERENCES import_batch(id) ON DELETE CASCADE, table_name TEXT NOT NULL,
        source TEXT NOT NULL, path TEXT NOT NULL, refs BLOB NOT NULL,
        PRIMARY KEY(batch_id, table_name, source, path)) STRICT, WITHOUT ROWID""",
)
"""Which rows a file brought, longer than what it replaced is kept: one that it has no more can be named."""


STEPS: dict[str, tuple[Statement, ...]] = {
    "m001_book": M001_BOOK,
    "m002_conversation": M002_CONVERSATION,
    "m003_words": M003_WORDS,
    "m004_rollups": M004_ROLLUPS,
    "m005_marks": M005_MARKS,
    "m006_years": M006_YEARS,
    "m007_reason_codes": REASON_CODES,
    "m008_whole_months": WHOLE_MONTHS,
    "m009_dated_rates": DATED_RATES,
    "m010_notice": NOTICE,
    "m011_drafts": DRAFTS,
    "m012_log_tie": LOG_TIE,
    "m013_kept_by_hand": KEPT_BY_HAND,
    "m014_lessons": LESSONS,
    "m015_talks_and_steps": TALKS_AND_STEPS,
    "m016_former_logos": FORMER_LOGOS,
    "m017_renewals_said": RENEWALS_SAID,
    "m018_proofs": PROOFS,
    "m019_briefs": BRIEFS,
    "m020_taken_back": TAKEN_BACK,
    "m021_care": CARE,
    "m022_renewal_weeks": RENEWAL_WEEKS,
    "m023_mappings": MAPPINGS,
    "m024_saving": ATTEMPTS_OF_LOGOS,
    "m025_health": HEALTH,
    "m026_stories": STORIES_MARKED,
    "m027_brought": BROUGHT,
}


def tables() -> frozenset[str]:
    """The tables a file has that has taken every step, virtual ones too."""
    found: set[str] = set()
    for statement in _written():
        if made := _MADE.match(statement):
            found.add(made[1])
        if gone := _GONE.match(statement):
            found.discard(gone[1])
    return frozenset(found)


def _written() -> Iterator[str]:
    """The statements of all steps; what is not SQL makes no table that was not there."""
    return (part for parts in STEPS.values() for part in parts if isinstance(part, str))


def virtual_tables() -> frozenset[str]:
    """The statements that make virtual tables, in one line each."""
    return frozenset(
        statement for statement in map(one_line, _written()) if statement.startswith("CREATE VIRTUAL")
    )


def one_line(statement: str) -> str:
    """The statement, however its lines were broken."""
    return " ".join(statement.split())


def applied(connection: sqlite3.Connection) -> set[str]:
    """The names of the steps the file has taken; empty for a new file."""
    exists = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    if connection.execute(exists).fetchone() is None:
        return set()
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'churntui'")
    return {str(name) for (name,) in rows}


def apply_pending(connection: sqlite3.Connection) -> None:
    """Run what is pending, inside the transaction the caller holds."""
    from sqlite_utils import Database, Migrations

    steps = Migrations("churntui")
    for name, statements in STEPS.items():

        def run(db: Database, statements: tuple[Statement, ...] = statements) -> None:
            for statement in statements:
                if isinstance(statement, str):
                    db.execute(statement)
                else:
                    statement(connection)

        steps(name=name)(run)
    steps.apply(Database(connection))
