"""Is the book sound: its pages, references and roll-ups? What contradicts itself, `questions.contradictions` tells."""

from __future__ import annotations

from dataclasses import dataclass

from churntui.data import activity, limits
from churntui.data.file.store import Store
from churntui.plain.text import clean_line, shortened

REBUILD = "Run: churntui rebuild"


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
    """Settings and rates that cannot be, and what is used in their place."""
    from churntui.data.rows import rates, settings

    usual = {line.key: line.value or "nothing" for line in settings.describe(store)}
    return [
        Finding(
            f"setting {setting.key}",
            f"cannot be “{shortened(clean_line(setting.value), 40)}”, so {usual[setting.key]} is used",
            REBUILD,
        )
        for setting, _ in settings.wrong(store)
    ] + [
        Finding(
            f"rate of {clean_line(rate.currency)} into {clean_line(rate.to_currency)}",
            f"is “{shortened(clean_line(rate.text), 40)}”, which cannot be a rate: it counts as missing",
            f"{REBUILD}, then import rates.csv",
        )
        for rate in rates.wrong(store)
    ]


def mend(store: Store) -> list[Finding]:
    """Take out the settings and rates that cannot be, as one edit; returns what was wrong with them."""
    from churntui.data.rows import rates, settings

    found = damaged_values(store)
    with store.edit("Take out what was damaged"):
        for setting, _ in settings.wrong(store):
            store.rows("DELETE FROM setting WHERE key = ?", (setting.key,))
        for rate in rates.wrong(store):
            store.rows("DELETE FROM rate WHERE rowid = ?", (rate.number,))
    return found


def run(store: Store) -> list[Finding]:
    """Every damage; an empty list is a sound book. Reads the whole file."""
    pages = [
        Finding("file", str(words), "Restore a backup")
        for (words,) in store.rows("PRAGMA integrity_check(20)")
        if words != "ok"
    ]
    if pages:
        return pages
    findings = [
        Finding(
            f"{table} row {row}",
            f"points to a row of {parent} that is not there",
            "Restore a backup, or remove it",
        )
        for table, row, parent, _ in store.rows("PRAGMA foreign_key_check")
    ]
    findings += damaged_values(store)
    mend = "Import customers.csv again, then the activity"
    findings += [Finding(str(where), str(flaw), mend) for where, flaw in store.rows(_STRANGERS)]
    findings += [Finding(*found) for found in limits.findings(store)]
    if not activity.is_current(store):
        findings.append(Finding("roll-ups", "do not agree with the activity", REBUILD))
    return findings
