"""Is the book sound: its pages, references and roll-ups? What contradicts itself, `questions.contradictions` tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from churntui.data import activity, limits
from churntui.data.file.store import Store
from churntui.plain.text import clean_line, shortened

REBUILD = "Run: churntui rebuild"

_RESTORE = "Restore a backup"

_CHECK_FAILED = "CHECK constraint failed in "
"""So SQLite begins what it says of a row that its table would not take; the name of the table follows."""

_FAULTS, _SHOWN_FAULTS = 1000, 20
"""How many faults of the file are looked for, and how many are told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    where: str
    """The table, or the row in it."""
    what: str
    mend: str
    """How to mend it, as a sentence."""


_STRANGERS = """SELECT 'activity of logo ' || l.ref, 'names customer ' || d.customer_id || ', who is not in the book'
    FROM (SELECT DISTINCT logo_id, customer_id FROM usage_day WHERE customer_id <> 0) d
    JOIN logo l ON l.id = d.logo_id LEFT JOIN customer c ON c.id = d.customer_id AND c.logo_id = d.logo_id
    WHERE c.id IS NULL"""


def damaged_values(store: Store) -> list[Finding]:
    """Settings, rates and drafts that cannot be, and what is used in their place."""
    from churntui.data.rows import drafts, settings

    usual = {line.key: line.value or "nothing" for line in settings.describe(store)}
    found = [
        Finding(
            f"setting {setting.key}",
            f"cannot be {_quoted(setting.value)}, so {usual[setting.key]} is used",
            REBUILD,
        )
        for setting, _ in settings.wrong(store)
    ]
    found += _damaged_rates(store)
    found += [
        Finding(
            f"draft {draft.id} of {clean_line(draft.author)}",
            "cannot be read as it stands" if draft.rescued else "holds nothing that can be read",
            REBUILD,
        )
        for draft in drafts.damaged(store)
    ]
    return found


def _damaged_rates(store: Store) -> Iterator[Finding]:
    from churntui.data.rows import rates

    for rate in rates.wrong(store):
        fault = "begins on {}, which is no day" if rate.is_day else "is {}, which cannot be a rate"
        yield Finding(
            f"rate of {clean_line(rate.currency)} into {clean_line(rate.to_currency)}",
            f"{fault.format(_quoted(rate.text))}: it counts as missing",
            f"{REBUILD}, then import rates.csv",
        )
    for locked in rates.wrong_locked(store):
        yield Finding(
            f"contract {clean_line(locked.ref)}",
            f"has the locked rate {_quoted(locked.text)}, which cannot be a rate: it counts as missing",
            f"{REBUILD}, then import contracts.csv",
        )


def _quoted(text: str) -> str:
    return f"“{shortened(clean_line(text), 40)}”"


def mend(store: Store) -> list[Finding]:
    """Take out the settings and rates that cannot be, and mend drafts, as one edit; returns what was wrong."""
    from churntui.data.rows import drafts, rates, settings

    found = damaged_values(store)
    with store.edit("Take out what was damaged"):
        for setting, _ in settings.wrong(store):
            store.rows("DELETE FROM setting WHERE key = ?", (setting.key,))
        for rate in rates.wrong(store):
            store.rows("DELETE FROM rate WHERE rowid = ?", (rate.number,))
        for locked in rates.wrong_locked(store):
            store.rows("UPDATE contract SET rate = NULL WHERE id = ?", (locked.number,))
        for draft in drafts.damaged(store):
            drafts.mend(store, draft)
    return found


def run(store: Store) -> list[Finding]:
    """Every damage; an empty list is a sound book. Reads the whole file."""
    faults = [str(words) for (words,) in store.rows(f"PRAGMA integrity_check({_FAULTS})") if words != "ok"]
    if not all(words.startswith(_CHECK_FAILED) for words in faults):
        return [Finding("file", words, _RESTORE) for words in faults[:_SHOWN_FAULTS]]
    findings = [
        Finding(
            f"{table} row {row}",
            f"points to a row of {parent} that is not there",
            "Restore a backup, or remove it",
        )
        for table, row, parent, _ in store.rows("PRAGMA foreign_key_check")
    ]
    findings += damaged_values(store)
    findings += _failed_checks(store, faults)
    mend = "Import customers.csv again, then the activity"
    findings += [Finding(str(where), str(flaw), mend) for where, flaw in store.rows(_STRANGERS)]
    findings += [Finding(*found) for found in limits.findings(store)]
    if not activity.is_current(store):
        findings.append(Finding("roll-ups", "do not agree with the activity", REBUILD))
    return findings


def _failed_checks(store: Store, faults: list[str]) -> Iterator[Finding]:
    """The tables that hold rows they would not take, where those are more than the values that are named and mended."""
    from churntui.data.rows import rates

    failed = Counter(faults)
    failed[f"{_CHECK_FAILED}rate"] -= sum(rate.is_day for rate in rates.wrong(store))
    failed[f"{_CHECK_FAILED}contract"] -= len(rates.wrong_locked(store))
    for words in +failed:
        yield Finding("file", words, _RESTORE)
