"""How a logo stands, in the words of a table's cell or of a sentence: the Logos place and the logo's page agree."""

from __future__ import annotations

from datetime import date

from churntui.book import Book, Usage
from churntui.metrics.logos import MEANINGS, Standing
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import has_fallen
from churntui.plain import dates, money, wording
from churntui.plain.looks import CellStyle

Look = tuple[str, CellStyle]
"""A cell's text and look."""

NOTHING: Look = ("–", "dim")
"""A figure that does not apply."""


def status(standing: Standing | None, as_of: date) -> Look:
    """`active`, `known churn`, `expired !`, `lost 30 Oct`: short enough for a column."""
    if standing is None:
        return "…", "dim"
    when = "" if standing.on is None else _near(standing.on, as_of)
    looks: dict[str, Look] = {
        "active": ("active", ""),
        "known_churn": ("known churn", "warn"),
        "pending": ("expired !", "warn"),
        "upcoming": (f"from {when}", "accent"),
        "lost": (f"lost {when}", "dim"),
        "free": ("free", "dim"),
        "unpriced": ("no rate !", "warn"),
        "never": ("never", "dim"),
    }
    return looks[standing.status]


def status_sentence(standing: Standing, as_of: date) -> str:
    """The status with what it means here: `expired 9 days ago, no outcome !`."""
    if standing.on is None:
        sentences = {
            "free": "free, never paid",
            "unpriced": "its currency has no rate !",
            "never": "never a customer",
        }
        return sentences.get(standing.status, standing.status)
    when, days = dates.short(standing.on, as_of), abs((standing.on - as_of).days)
    sentences = {
        "known_churn": f"known churn: leaves {when} ({days} d)",
        "pending": f"expired {days} days ago, no outcome !",
        "upcoming": f"starts {when}",
        "lost": f"lost {when}",
    }
    return sentences[standing.status]


def arr(standing: Standing | None, book: Book) -> Look:
    """The ARR; with a `!` where contracts are missing from it for want of a rate."""
    if standing is None:
        return "", ""
    missing = " !" if standing.left_out else ""
    if not standing.arr:
        return (missing.strip(), "warn") if missing else NOTHING
    return book.money(standing.arr) + missing, "warn" if missing else ""


def renews(standing: Standing | None, as_of: date) -> str:
    """The end of the contract that is decided on next; `no end` where it runs until somebody ends it."""
    if standing is None:
        return ""
    if standing.renewal is not None:
        return _near(standing.renewal.ends_on, as_of)
    return "no end" if standing.status == "active" else "–"


def days(standing: Standing | None) -> str:
    """Days to that end; below zero once it is past."""
    if standing is None or standing.renewal is None:
        return ""
    left = standing.renewal.days
    return f"{'−' if left < 0 else ''}{abs(left)} d"


def notice(renewal: Renewal | None) -> Look:
    """Days left to give notice; `!` where they are few or over and nobody has called the renewal's outcome."""
    if renewal is None or not renewal.contract.notice_days or renewal.bucket in {"expired", "known_churn"}:
        return NOTHING
    left = renewal.notice_days_left
    text = "passed" if left < 0 else f"{left} d"
    return (f"{text} !", "warn") if renewal.pressing else (text, "")


def change(usage: Usage | None, book: Book) -> Look:
    """Usage of the last 28 days against the 28 before: `−44 % !` where it fell by as much as is called out."""
    if usage is None:
        return ("", "") if book.usage is None else NOTHING
    if usage.change is None:
        return ("new", "good") if usage.last else ("none", "dim")
    text = wording.change(usage.change)
    if has_fallen(usage.change, book.settings.usage_fall) and book.usage_is_fresh:
        return f"{text} !", "bad"
    return text, ""


def explained(standing: Standing, book: Book) -> str:
    """Why a logo stands so, and what its ARR is made of, as Markdown; no word of it is a user's."""
    lines = [f"## {status_sentence(standing, book.as_of)}", "", MEANINGS[standing.status], ""]
    lines.append(
        f"ARR {money.full(standing.arr, book.currency)}: twelve times the monthly amounts of what is in force on "
        f"{dates.short(book.as_of)}, converted at the book's rates. Grace {book.settings.grace_days} days."
    )
    if standing.arr_lost:
        lines.append(f"On its last day of service it was {money.full(standing.arr_lost, book.currency)}.")
    if standing.left_out:
        lines.append(
            f"{standing.left_out} of its contracts have no rate into {book.currency} and are in no figure."
        )
    return "\n".join(lines)


def _near(day: date, as_of: date) -> str:
    """`12 Feb`, or `Feb 2028` where it is far."""
    far = abs((day - as_of).days) > 300
    return dates.short_month(day, year=True) if far else dates.short(day, as_of)
