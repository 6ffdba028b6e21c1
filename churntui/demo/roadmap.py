"""The themes heard in exit interviews and the initiatives that answer them."""

from __future__ import annotations

from datetime import date, timedelta

from churntui.demo.accounts import Account
from churntui.demo.table import Table, row
from churntui.model.choices import WinBackOutcome
from churntui.model.marks import MarkKind

THEMES = (
    ("product gaps", "What the product cannot do yet.", "", "blue", False),
    ("support silence", "We were written to or called, and nobody answered in time.", "", "orange", False),
    (
        "a machine wrote",
        "A mail went out where a person should have called.",
        "support silence",
        "orange",
        False,
    ),
    ("missing SSO", "Central sign-on is required and we do not have it.", "product gaps", "blue", False),
    ("price jump at renewal", "The renewal quote came with a rise they had not expected.", "", "red", False),
    ("champion left", "The person who carried the product inside went away.", "", "violet", False),
    ("slow onboarding", "It took too long until the first real use.", "", "yellow", False),
    ("roadmap slipped", "A promised date passed, or passed twice.", "", "pink", False),
    (
        "reporting too rigid",
        "Reports cannot be shaped to what they must show.",
        "product gaps",
        "cyan",
        False,
    ),
    ("low adoption on site", "Bought at headquarters, not used where the work is done.", "", "green", False),
    ("merged into parent's tool", "New owners brought their own system.", "", "violet", False),
    ("offline mobile app", "No network where the checks happen.", "product gaps", "cyan", False),
    (
        "paper export quality",
        "Printed checklists were cut at the margin; mended long ago.",
        "product gaps",
        "",
        True,
    ),
)
"""Name, description, parent, colour, and whether it is over: archived and locked."""

INITIATIVES = (
    (
        "A person answers within one working day",
        "shipped",
        "Grace Okoro",
        -95,
        -88,
        ("support silence",),
        "Holds since the week it started: 97 % of cases, the rest on the second day.",
    ),
    (
        "Central sign-on (SAML and OIDC)",
        "in_progress",
        "Ines Ferrand",
        75,
        None,
        ("missing SSO", "roadmap slipped"),
        "Two clinics and a carrier wait for it; no date leaves the house before the security test.",
    ),
    (
        "Checklists without a network",
        "shipped",
        "Tomasz Wilk",
        -170,
        -141,
        ("offline mobile app",),
        "Readings wait in the phone for up to 72 hours. Photos follow when there is power.",
    ),
    (
        "Reports with your own columns",
        "in_progress",
        "Tomasz Wilk",
        40,
        None,
        ("reporting too rigid",),
        "Fjellstua and 禾田谷 get the first version to try.",
    ),
    (
        "A successor for every champion",
        "planned",
        "Ines Ferrand",
        120,
        None,
        ("champion left", "low adoption on site"),
        "",
    ),
    ("Price talks ninety days ahead", "planned", "Grace Okoro", 60, None, ("price jump at renewal",), ""),
)
"""Name, status, owner, due and shipped in days from the as-of day, themes, note."""

EVENTS: tuple[tuple[int, MarkKind, str, str], ...] = (
    (
        -690,
        "repositioning",
        "Sold to food and cold chain first",
        "Offices and shops are still taken, not sought.",
    ),
    (-412, "outage", "Two days without uploads", "Readings arrived late; nothing was lost."),
    (-318, "price_change", "List prices up by 9 %", "At renewal, with ninety days' notice."),
    (-141, "release", "Checklists without a network", "For every plan."),
)
"""Day from the as-of day, kind, name, note."""

WIN_BACKS: dict[str, tuple[int, WinBackOutcome, str]] = {
    "almvik": (-139, "back", "Karin Bergvall took the cold store for a week, then signed."),
    "sierraparda": (
        -20,
        "talking",
        "Evaristo wants to see three answered cases before he asks the director.",
    ),
    "penharrow": (-61, "later", "Glad of the call. Their budget round is in spring."),
    "harrowvale": (-54, "no", "The line manager is still the same one."),
}
"""Key to the day of the call from the as-of day, what came of it, and what was said."""

SETTINGS = {
    "grace_days": "30",
    "active_window_days": "28",
    "reporting_currency": "EUR",
    "target_rate": "0.05",
    "owner": "Ines Ferrand",
}


def themes_table() -> Table:
    """The themes, parents before children."""
    header = ("theme", "description", "parent", "archived", "colour", "locked")
    rows = [row(name, told, parent, over, colour, over) for name, told, parent, colour, over in THEMES]
    return Table(header, rows)


def initiatives_table(as_of: date) -> Table:
    """`initiatives.csv`."""
    header = ("initiative_id", "name", "status", "owner", "due_on", "shipped_on", "themes", "note")
    rows = []
    for place, (name, status, owner, due, shipped, themes, note) in enumerate(INITIATIVES, start=1):
        due_on = as_of + timedelta(days=due)
        shipped_on = None if shipped is None else as_of + timedelta(days=shipped)
        rows.append(row(f"N{place:02}", name, status, owner, due_on, shipped_on, ";".join(themes), note))
    return Table(header, rows)


def events_table(as_of: date) -> Table:
    """`events.csv`: what happened that the trends may have to do with."""
    rows = [
        row(f"V{place:02}", as_of + timedelta(days=days), kind, name, note)
        for place, (days, kind, name, note) in enumerate(EVENTS, start=1)
    ]
    return Table(("event_id", "day", "kind", "name", "note"), rows)


def win_backs_table(book: list[Account], as_of: date) -> Table:
    """`win_backs.csv`: the lost logos that were called once their cause had been mended."""
    rows = [
        row(account.ref, as_of + timedelta(days=days), outcome, said)
        for account in book
        if (called := WIN_BACKS.get(account.profile.key))
        for days, outcome, said in (called,)
    ]
    return Table(("logo_id", "called_on", "outcome", "note"), rows)


def settings_table() -> Table:
    """What the sample book's figures depend on."""
    return Table(("key", "value"), list(SETTINGS.items()))
