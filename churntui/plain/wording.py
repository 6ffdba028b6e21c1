"""Figures as people read them, the same in a report and on a screen."""

from __future__ import annotations

from churntui.plain.dates import Period

FEWEST_FOR_A_PERCENTAGE = 5
"""Under this many cases only the fraction is shown: 1 of 3 is no `33.3 %`."""

MOST_RISEN = 999
"""The rise in percent beyond which no figure is told: it is a start from next to nothing."""

NOTHING = "–"
"""Where there is no figure."""

NOT_OVER = "* not over yet: counted up to the as-of day"
"""What the mark beside an incomplete period means."""


def percent(share: float | None, digits: int = 1) -> str:
    """A share: `9.1 %`, `−44.0 %`; `–` for None."""
    if share is None:
        return NOTHING
    return f"{100 * share:.{digits}f} %".replace("-", "−")


def interval(low: float | None, high: float | None, cases: int) -> str:
    """`3.6–21.2 %`; `–` for None, and under five cases, where no percentage is shown."""
    if low is None or high is None or cases < FEWEST_FOR_A_PERCENTAGE:
        return NOTHING
    return f"{100 * low:.1f}–{100 * high:.1f} %"


def rate(hits: int, cases: int) -> str:
    """`9.1 %`, for a table that shows both counts; the fraction under five cases, `–` where there are none."""
    if cases == 0:
        return NOTHING
    return f"{hits}/{cases}" if cases < FEWEST_FOR_A_PERCENTAGE else percent(hits / cases)


def rate_text(hits: int, cases: int) -> str:
    """`3/41 · 7.3 %`; the fraction alone under five cases; `–` where there are none."""
    if cases < FEWEST_FOR_A_PERCENTAGE:
        return rate(hits, cases)
    return f"{hits}/{cases} · {percent(hits / cases)}"


def rounded(fraction: float) -> str:
    """A limit that somebody set, or a figure within a sentence: `7 %`, `7.5 %`."""
    return f"{fraction * 100:.1f}".removesuffix(".0") + " %"


def roughly(share: float) -> str:
    """A share to the whole percent: `44 %`."""
    return percent(share, 0)


def points(difference: float) -> str:
    """How far two shares are apart, in percentage points: `12.3`, `−4.0`."""
    return f"{100 * difference:.1f}".replace("-", "−")


def change(fraction: float) -> str:
    """How much more or less than before: `+31 %`, `−44 %`, `0 %`; beyond `+999 %` it says no more than that."""
    whole = round(fraction * 100)
    if whole > MOST_RISEN:
        return f">{MOST_RISEN} %"
    return ("+" if whole > 0 else "") + roughly(fraction) if whole else roughly(0)


def number(value: float, grouped: str = "") -> str:
    """As few digits as say it: `9`, `−9`, `10.5`; with `,` in groups, `1,204`."""
    return f"{value:{grouped}}".removesuffix(".0").replace("-", "−")


def counted(count: float, singular: str, plural: str = "") -> str:
    """`1 logo`, `1,204 logos`: `plural` where it is not `singular` and an s."""
    return f"{number(count, ',')} {singular if count == 1 else plural or singular + 's'}"


def none_yet(what: str, owner: str = "") -> str:
    """`No contracts yet`; where only an owner's are shown: `Ines has no contracts yet`."""
    return f"{owner} has no {what} yet" if owner else f"No {what} yet"


def grace(days: int) -> str:
    """`grace 30 days`: how long a contract that ended may be renewed and no loss is counted."""
    return f"grace {counted(days, 'day')}"


def from_now(days: int) -> str:
    """`in 83 days`, `today`, `9 days ago`."""
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def from_now_short(days: int) -> str:
    """`in 83 d`, `0 d ago`, `9 d ago`: the same where there is little room."""
    return f"in {days} d" if days > 0 else f"{-days} d ago"


def period(which: Period, *, complete: bool) -> str:
    """`2026 Q3`, or `2026 Q4 *` where it is not over."""
    return which.label if complete else f"{which.label} *"


def tenure(days: int) -> str:
    """`2 y 3 m`, `5 m` or `12 d`: how long a logo stayed, to the nearest month, so that 365 days are a year."""
    years, months = divmod(round(days * 12 / 365.25), 12)
    if years:
        return f"{years} y {months} m" if months else f"{years} y"
    return f"{months} m" if months else f"{days} d"


def losses(*, regrettable: bool, voluntary: bool | None) -> str:
    """`regrettable losses only`, `involuntary losses only`; empty where all losses count."""
    words = ["regrettable"] if regrettable else []
    if voluntary is not None:
        words.append("voluntary" if voluntary else "involuntary")
    return f"{' '.join(words)} losses only" if words else ""
