"""What the leading indicator says, in sentences and with a row's own numbers (Markdown)."""

from __future__ import annotations

from churntui.metrics.intervals import wilson
from churntui.metrics.leading import (
    FEWEST_CUSTOMERS,
    FEWEST_IN_A_GROUP,
    FEWEST_LOSSES,
    FEWEST_RENEWALS,
    WEEKS,
    History,
    Line,
    Weeks,
)
from churntui.plain import dates, wording
from churntui.plain.wording import rate_text


def silent(past: History, line: Line | None = None) -> str:
    """Why nothing is said: too little history, or too few logos on a side of the line."""
    if not past.is_enough:
        known = wording.counted(len(past.cases), "renewal")
        lost = int(past.cases.lost.sum())
        return (
            f"Too little history: {known} with active customers known {WEEKS} weeks before, {lost} lost. "
            f"It takes {FEWEST_RENEWALS}, and {FEWEST_LOSSES} lost"
        )
    if line is None:
        return ""
    sides = f"{line.fallen.cases} fell by {line.percent} % or more, {line.others.cases} did not"
    return f"Too few to say: {sides}. It takes {FEWEST_IN_A_GROUP} of each"


def stale(weeks: Weeks) -> str:
    """Why no logo is said to fall today."""
    last = weeks.last_monday
    until = f" only up to {dates.short(last)}" if last else " too short"
    return f"Activity is measured{until}: who falls today cannot be said"


def told(past: History) -> str:
    """What was counted: `121 renewals, 14 lost`."""
    cases = past.cases
    return f"{wording.counted(len(cases), 'renewal')}, {int(cases.lost.sum())} lost"


def told_today(percent: int, weeks: Weeks) -> str:
    """Which logos are listed, and of when."""
    when = f" to {dates.short(weeks.last_monday)}" if weeks.last_monday else ""
    return f"fell by {percent} % or more in {WEEKS} weeks{when}"


def sentence(line: Line) -> str:
    """What the history says of a line, with the counts it says it by; empty where it says nothing."""
    if not line.is_enough:
        return ""
    fell, others = (rate_text(outcome.lost, outcome.cases) for outcome in (line.fallen, line.others))
    against = (
        f"of logos whose active customers fell by {line.percent} % or more, {fell} were lost at the renewal, "
        f"against {others} of the others"
    )
    if line.told == "no difference shown":
        return f"No difference shown: {against}; the intervals overlap."
    often = "" if not line.ratio else f": {line.ratio:.1f} times as often"
    return f"{against[0].upper()}{against[1:]}{often}."


def explained(past: History, line: Line) -> str:
    """A line explained."""
    parts = [f"## A fall of active customers by {line.percent} % or more"]
    if line.is_enough:
        parts += [sentence(line), _table(line)]
    else:
        parts.append(silent(past, line))
    parts.append(
        f"Counted are the renewals up to the as-of day whose outcome is known: {told(past)}. A renewal is the end of "
        "a contract that bears service; a logo whose service ended that day was lost, any other stayed, and ends that "
        f"still wait for an answer are left out. The fall is 1 − active customers on the Monday at or before the end ÷ "
        f"those {WEEKS} weeks earlier; logos with fewer than {FEWEST_CUSTOMERS} then, and weeks that were not "
        "measured, are left out. A logo with many contracts or terms is counted at each of their ends."
    )
    return "\n\n".join(parts)


def _table(line: Line) -> str:
    rows = (("Fell so far", line.fallen), ("All others", line.others))
    lines = [
        f"| {name} | {rate_text(outcome.lost, outcome.cases)} | "
        f"{wording.interval(*wilson(outcome.lost, outcome.cases), outcome.cases)} |"
        for name, outcome in rows
    ]
    return "\n".join(["| Renewals | Lost | 95 % (Wilson) |", "| --- | --- | --- |", *lines])
