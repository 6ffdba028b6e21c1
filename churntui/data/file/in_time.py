"""The steps that let a book see in time who is at risk: what is watched, what is frozen each week, what is done."""

from __future__ import annotations

from churntui.data.file.columns import OF_LOGO, day, one_of
from churntui.data.file.rebuilding import Statement
from churntui.data.file.released import HEALTH_BANDS, PAYMENT_OUTCOMES, RENEWAL_OUTCOMES, STAGES

CARE: tuple[Statement, ...] = (
    f"""CREATE TABLE milestone(id INTEGER PRIMARY KEY, {OF_LOGO}, milestone TEXT NOT NULL,
        {day("due_on")}, {day("done_on")}, UNIQUE(logo_id, milestone)) STRICT""",
    f"""CREATE TABLE payment(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, {OF_LOGO}, {day("day")} NOT NULL,
        {one_of("outcome", PAYMENT_OUTCOMES)} NOT NULL DEFAULT 'paid', {day("card_expires_on")}) STRICT""",
    "CREATE INDEX payment_logo ON payment(logo_id, day)",
    f"""CREATE TABLE sentiment(id INTEGER PRIMARY KEY, {OF_LOGO}, {day("day")} NOT NULL,
        score INTEGER NOT NULL CHECK(score BETWEEN 1 AND 5), author TEXT NOT NULL DEFAULT '',
        UNIQUE(logo_id, day)) STRICT""",
)
"""What tells in time that a logo is at risk: milestones of getting started, payments, how we see it."""

RENEWAL_WEEKS: tuple[Statement, ...] = (
    f"""CREATE TABLE renewal_week({day("kept_on")} NOT NULL, contract TEXT NOT NULL, logo TEXT NOT NULL,
        owner TEXT NOT NULL DEFAULT '', {day("ends_on")} NOT NULL, arr INTEGER,
        currency TEXT NOT NULL CHECK(length(currency) = 3), {one_of("stage", STAGES)} NOT NULL,
        {one_of("outcome", RENEWAL_OUTCOMES)} NOT NULL, weight INTEGER NOT NULL CHECK(weight BETWEEN 0 AND 100),
        computed INTEGER NOT NULL CHECK(computed BETWEEN 0 AND 100), PRIMARY KEY(kept_on, contract))
        STRICT, WITHOUT ROWID""",
)
"""Every renewal as it stood in a week, so that a forecast can be held against what came of it.

The refs lead nowhere on purpose: what was frozen stays when a contract is taken away.
"""

HEALTH: tuple[Statement, ...] = (
    f"""CREATE TABLE health_override(id INTEGER PRIMARY KEY,
        logo_id INTEGER NOT NULL UNIQUE REFERENCES logo(id) ON DELETE CASCADE,
        score INTEGER NOT NULL CHECK(score BETWEEN 0 AND 100), reason TEXT NOT NULL, {day("until")} NOT NULL,
        author TEXT NOT NULL DEFAULT '') STRICT""",
    f"""CREATE TABLE playbook(id INTEGER PRIMARY KEY, {one_of("band", HEALTH_BANDS)} NOT NULL, what TEXT NOT NULL,
        owner TEXT NOT NULL DEFAULT '', days INTEGER NOT NULL DEFAULT 7 CHECK(days BETWEEN 0 AND 366),
        UNIQUE(band, what)) STRICT""",
    f"""CREATE TABLE health_week({day("kept_on")} NOT NULL, logo TEXT NOT NULL,
        score INTEGER CHECK(score BETWEEN 0 AND 100), {one_of("band", HEALTH_BANDS)},
        known INTEGER NOT NULL, weighed INTEGER NOT NULL, worst TEXT NOT NULL,
        override INTEGER CHECK(override BETWEEN 0 AND 100), PRIMARY KEY(kept_on, logo)) STRICT, WITHOUT ROWID""",
)
"""Scores that are held to be others than computed, what is done in a band, and health as it stood in a week.

The weeks lead nowhere, as those of renewals.
"""
