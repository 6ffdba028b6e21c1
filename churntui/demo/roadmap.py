"""The themes heard in exit interviews and the initiatives that answer them."""

from __future__ import annotations

from datetime import date, timedelta

from churntui.demo.table import Table, row

THEMES = (
    ("product gaps", "What the product cannot do yet.", "", False),
    ("support silence", "We were written to or called, and nobody answered in time.", "", False),
    ("missing SSO", "Central sign-on is required and we do not have it.", "product gaps", False),
    ("price jump at renewal", "The renewal quote came with a rise they had not expected.", "", False),
    ("champion left", "The person who carried the product inside went away.", "", False),
    ("slow onboarding", "It took too long until the first real use.", "", False),
    ("roadmap slipped", "A promised date passed, or passed twice.", "", False),
    ("reporting too rigid", "Reports cannot be shaped to what they must show.", "product gaps", False),
    ("low adoption on site", "Bought at headquarters, not used where the work is done.", "", False),
    ("merged into parent's tool", "New owners brought their own system.", "", False),
    ("offline mobile app", "No network where the checks happen.", "product gaps", False),
    (
        "paper export quality",
        "Printed checklists were cut at the margin; mended long ago.",
        "product gaps",
        True,
    ),
)
"""Name, description, parent, archived."""

INITIATIVES = (
    ("A person answers within one working day", "shipped", "Grace Okoro", -95, -88, ("support silence",)),
    (
        "Central sign-on (SAML and OIDC)",
        "in_progress",
        "Ines Ferrand",
        75,
        None,
        ("missing SSO", "roadmap slipped"),
    ),
    ("Checklists without a network", "shipped", "Tomasz Wilk", -170, -141, ("offline mobile app",)),
    ("Reports with your own columns", "in_progress", "Tomasz Wilk", 40, None, ("reporting too rigid",)),
    (
        "A successor for every champion",
        "planned",
        "Ines Ferrand",
        120,
        None,
        ("champion left", "low adoption on site"),
    ),
    ("Price talks ninety days ahead", "planned", "Grace Okoro", 60, None, ("price jump at renewal",)),
)
"""Name, status, owner, due and shipped in days from the as-of day, themes."""

SETTINGS = {
    "grace_days": "30",
    "active_window_days": "28",
    "reporting_currency": "EUR",
    "target_rate": "0.05",
    "owner": "Ines Ferrand",
}


def themes_table() -> Table:
    """The themes, parents before children."""
    return Table(("theme", "description", "parent", "archived"), [row(*theme) for theme in THEMES])


def initiatives_table(as_of: date) -> Table:
    """`initiatives.csv`."""
    header = ("initiative_id", "name", "status", "owner", "due_on", "shipped_on", "themes")
    rows = []
    for place, (name, status, owner, due, shipped, themes) in enumerate(INITIATIVES, start=1):
        due_on = as_of + timedelta(days=due)
        shipped_on = None if shipped is None else as_of + timedelta(days=shipped)
        rows.append(row(f"N{place:02}", name, status, owner, due_on, shipped_on, ";".join(themes)))
    return Table(header, rows)


def settings_table() -> Table:
    """What the sample book's figures depend on."""
    return Table(("key", "value"), list(SETTINGS.items()))
