"""Is the book sound: its pages, references and roll-ups? What contradicts itself, `questions.contradictions` tells."""

from __future__ import annotations

from dataclasses import dataclass

from churntui.data import activity, limits
from churntui.data.file.store import Store


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
    mend = "Import customers.csv again, then the activity"
    findings += [Finding(str(where), str(flaw), mend) for where, flaw in store.rows(_STRANGERS)]
    findings += [Finding(*found) for found in limits.findings(store)]
    if not activity.is_current(store):
        findings.append(Finding("roll-ups", "do not agree with the activity", "Run: churntui rebuild"))
    return findings
