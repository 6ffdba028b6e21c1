"""What the figures of behaviour say, in a sentence and with a row's own numbers (Markdown)."""

from __future__ import annotations

from churntui.metrics.behaviour import Finding, Quarter
from churntui.plain import dates, wording
from churntui.plain.text import clean_line
from churntui.plain.wording import rate_text
from churntui.questions.asked import Asked
from churntui.questions.behaviour.measured import Measured
from churntui.questions.customers.crowds import NO_ACTIVITY
from churntui.questions.explaining import escaped

_OFF = 0.1
"""How far from a quarter of the logos a quarter may be that is still called one."""


def nothing(measured: Measured) -> str:
    """Why no action can be shown, and what to do."""
    if measured.days is None:
        return NO_ACTIVITY
    if measured.covered:
        return f"No {measured.who} was active and measured before any of these periods"
    return (
        f"Activity is {reach_of_days(measured)}: no period of these has the {measured.window} days before it"
    )


def reach_of_days(measured: Measured) -> str:
    """`measured from 2 Mar 2026 to 21 Nov 2026`; empty where nothing is."""
    ends = (dates.short(dates.from_number(day)) for day in measured.days or ())
    return f"measured from {' to '.join(ends)}" if measured.days else ""


def explained(asked: Asked, measured: Measured, finding: Finding, when: str) -> str:
    """A row of actions explained."""
    name = measured.actions[finding.action]
    where = escaped(name) + (f" · {escaped(finding.group)}" if finding.group else "")
    lines = [f"| {' | '.join((segment, *texts(quarter)))} |" for segment, quarter in finding.segments]
    table = "\n".join(["| Segment | Times | Lost | 95 % |", "| --- | --- | --- | --- |", *lines])
    parts = [
        f"## Use of {where}: {finding.verdict}, {when}",
        escaped(sentence(name, finding, measured.who)),
        table,
        ties(finding),
        _difference(finding),
        _rule(measured),
        _settings(asked, measured),
    ]
    return "\n\n".join(part for part in parts if part)


def _rule(measured: Measured) -> str:
    """How logos, or customers, are put into segments."""
    window = measured.window
    compared = (
        f"Use is counted in the {window} days before a period opens, over all customers of a logo. Compared are the "
        "logos active at the opening that were measured before it"
        if measured.crowd is None
        else f"Use is that of each customer in the {window} days before a period opens. Compared are the customers "
        "active at the opening by what qualifies; lost is who is not active at the closing any more"
    )
    return (
        f"{compared}; those that never did it count with 0. "
        "The bottom reaches up to the lowest use that at least a quarter of them does not pass, the top down to the "
        "highest that at least a quarter reaches. Each period is cut by itself, so over several periods the "
        "segments' uses overlap."
    )


def ties(finding: Finding) -> str:
    """Which of the two quarters is no quarter, because logos of equal use stay together; empty where both are.

    A quarter of a few is rounded, so only one that is off by more than a tenth of all is told.
    """
    every = sum(quarter.initial for _, quarter in finding.segments)
    told = [
        f"the {name} holds {wording.roughly(quarter.initial / every)} of them"
        for name, quarter in (("bottom", finding.bottom), ("top", finding.top))
        if every and abs(quarter.initial / every - 1 / 4) > _OFF
    ]
    return f"Equal use stays together, so these are no quarters: {' and '.join(told)}." if told else ""


def _difference(finding: Finding) -> str:
    """How far apart top and bottom are."""
    if finding.difference is None:
        return ""
    points, low, high = map(wording.points, finding.difference)
    return (
        f"The bottom quarter loses {points} points more than the top (95 %, Newcombe: {low} to {high}). "
        "Actions are ranked by the end of this interval that lies nearest to zero."
    )


def _settings(asked: Asked, measured: Measured) -> str:
    parts = [f"active window {measured.window} days"]
    if asked.regrettable:
        parts.append("only regrettable losses count; other losses stand with those who stayed")
    if asked.voluntary is not None:
        parts.append(f"only {'voluntary' if asked.voluntary else 'involuntary'} losses count")
    count = wording.counted(len(measured.covered), asked.span or "period")
    known = "" if asked.first or asked.end else ": those over, with the whole window before them measured"
    parts.append(f"{count} compared{known}")
    return "Settings: " + " · ".join(parts) + "."


def sentence(action: str, finding: Finding, who: str = "logo") -> str:
    """What a finding says, in plain words, with the counts it says it by."""
    top, bottom = finding.top, finding.bottom
    if not bottom.initial:
        return f"Nothing can be said about “{clean_line(action)}”: no {who} can be compared."
    if not top.initial:
        return (
            f"Nothing can be said about “{clean_line(action)}”: no {who} uses it more than the bottom quarter "
            "does."
        )
    most, least = rate_text(top.lost, top.initial), rate_text(bottom.lost, bottom.initial)
    if finding.verdict == "no difference shown":
        return (
            f"No difference shown between {who}s that use “{clean_line(action)}” most and least: {most} lost against "
            f"{least}; the intervals overlap."
        )
    verb = "stay" if finding.verdict == "keeps" else "leave"
    return (
        f"{who.capitalize()}s that use “{clean_line(action)}” most {verb}: {most} lost, against {least} of those that "
        "use it least."
    )


def texts(quarter: Quarter) -> tuple[str, str, str]:
    """`12–340`, `3/41 · 7.3 %` and `2.5–19.4 %`: the use of its logos, how many were lost, and the interval."""
    uses = [f"{use:,}" for use in dict.fromkeys((quarter.use_from, quarter.use_to)) if use is not None]
    return "–".join(uses) or wording.NOTHING, lost(quarter), interval(quarter)


def lost(quarter: Quarter) -> str:
    """`3/41 · 7.3 %`."""
    return rate_text(quarter.lost, quarter.initial)


def interval(quarter: Quarter) -> str:
    """`1.3–15.1 %`."""
    low, high = quarter.interval or (None, None)
    return wording.interval(low, high, quarter.initial)
