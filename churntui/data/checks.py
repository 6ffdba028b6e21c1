"""Is the book sound? Its pages, its references, its roll-ups, and what people may have contradicted."""

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


_CONFLICTS: tuple[tuple[str, str], ...] = (
    (
        """SELECT 'activity of logo ' || l.ref, 'names customer ' || d.customer_id || ', who is not in the book'
        FROM (SELECT DISTINCT logo_id, customer_id FROM usage_day WHERE customer_id <> 0) d
        JOIN logo l ON l.id = d.logo_id LEFT JOIN customer c ON c.id = d.customer_id AND c.logo_id = d.logo_id
        WHERE c.id IS NULL""",
        "Import customers.csv again, then the activity",
    ),
    (
        """SELECT 'contract ' || c.ref, 'renews ' || p.ref || ', a contract of another logo' FROM contract c
        JOIN contract p ON p.id = c.renews_id WHERE p.logo_id <> c.logo_id""",
        "Correct its “renews” and import it again",
    ),
    (
        """SELECT 'contract ' || c.ref, 'is called ' || r.stage || ' but another contract renews it' FROM renewal r
        JOIN contract c ON c.id = r.contract_id JOIN contract n ON n.renews_id = c.id WHERE r.stage = 'lost'""",
        "Call it won, or correct the “renews” of the other",
    ),
    (
        """SELECT 'interview ' || i.ref, 'is of a loss on ' || i.effective_on || ', before the logo''s first contract'
        FROM interview i WHERE i.effective_on IS NOT NULL AND EXISTS
        (SELECT 1 FROM contract c WHERE c.logo_id = i.logo_id) AND i.effective_on <=
        (SELECT min(starts_on) FROM contract c WHERE c.logo_id = i.logo_id)""",
        "Correct its effective date",
    ),
)


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
    for query, mend in _CONFLICTS:
        findings += [Finding(str(where), str(flaw), mend) for where, flaw in store.rows(query)]
    findings += [Finding(*found) for found in limits.findings(store)]
    if not activity.is_current(store):
        findings.append(Finding("roll-ups", "do not agree with the activity", "Run: churntui rebuild"))
    return findings
