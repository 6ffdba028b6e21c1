"""Is the book sound? Its pages, its references, its roll-ups, and what people may have contradicted."""

from __future__ import annotations

from dataclasses import dataclass

from churntui.data import activity
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


_CONFLICTS: tuple[tuple[str, str, str], ...] = (
    (
        """SELECT 'activity of logo ' || l.ref, 'names customer ' || d.customer_id || ', who is not in the book'
        FROM (SELECT DISTINCT logo_id, customer_id FROM usage_day WHERE customer_id <> 0) d
        JOIN logo l ON l.id = d.logo_id LEFT JOIN customer c ON c.id = d.customer_id AND c.logo_id = d.logo_id
        WHERE c.id IS NULL""",
        "Import customers.csv again, then the activity",
        "",
    ),
    (
        """SELECT 'contract ' || c.ref, 'renews ' || p.ref || ', a contract of another logo' FROM contract c
        JOIN contract p ON p.id = c.renews_id WHERE p.logo_id <> c.logo_id""",
        "Correct its “renews” and import it again",
        "",
    ),
    (
        """SELECT 'contract ' || c.ref, 'has the rate of ' || c.currency || ' missing' FROM contract c
        WHERE c.currency <> :currency AND NOT EXISTS
        (SELECT 1 FROM rate r WHERE r.currency = c.currency AND r.to_currency = :currency)""",
        "Import rates.csv with a row for it; until then it is left out of every amount",
        "currency",
    ),
    (
        """SELECT 'contract ' || c.ref, 'is called ' || r.stage || ' but another contract renews it' FROM renewal r
        JOIN contract c ON c.id = r.contract_id JOIN contract n ON n.renews_id = c.id WHERE r.stage = 'lost'""",
        "Call it won, or correct the “renews” of the other",
        "",
    ),
    (
        """SELECT 'interview ' || i.ref, 'is of a loss on ' || i.effective_on || ', before the logo''s first contract'
        FROM interview i WHERE i.effective_on IS NOT NULL AND EXISTS
        (SELECT 1 FROM contract c WHERE c.logo_id = i.logo_id) AND i.effective_on <=
        (SELECT min(starts_on) FROM contract c WHERE c.logo_id = i.logo_id)""",
        "Correct its effective date",
        "",
    ),
)


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
        for setting in settings.damaged(store)
    ] + [
        Finding(
            f"rate of {clean_line(rate.currency)} to {clean_line(rate.to_currency)}",
            "is no number above 0",
            f"{REBUILD}, then import rates.csv",
        )
        for rate in rates.damaged(store)
    ]


def mend(store: Store) -> list[Finding]:
    """Take out the settings and rates that cannot be, as one edit; returns what was wrong with them."""
    from churntui.data.rows import rates, settings

    found = damaged_values(store)
    with store.edit("Take out what was damaged"):
        for setting in settings.damaged(store):
            store.rows("DELETE FROM setting WHERE key = ?", (setting.key,))
        for rate in rates.damaged(store):
            rates.forget(store, rate)
    return found


def run(store: Store) -> list[Finding]:
    """Every finding; an empty list is a sound book. Reads the whole file."""
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
    from churntui.data.rows import settings

    findings += damaged_values(store)
    currency = settings.read(store).reporting_currency
    for query, mend, parameter in _CONFLICTS:
        values = {"currency": currency} if parameter else {}
        findings += [Finding(str(where), str(flaw), mend) for where, flaw in store.rows(query, values)]
    if not activity.is_current(store):
        findings.append(Finding("roll-ups", "do not agree with the activity", REBUILD))
    return findings
