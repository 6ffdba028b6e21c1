"""What the figures of Behaviour mean, with a row's own numbers (Markdown)."""

from __future__ import annotations

from churntui.metrics.behaviour import Finding
from churntui.plain import dates, wording
from churntui.plain.wording import rate_text
from churntui.questions.behaviour.behind import Compared
from churntui.questions.behaviour.report import Measured, interval_text, sentence, use_text
from churntui.questions.explaining import escaped

HELP = """**Actions.** For each action, the logos active at a period's opening are lined up by how often they did it in
the window before. The *top quarter* used it most, the *bottom quarter* least; equal use stays together, so a quarter
can be larger or smaller. Each shows the logos lost of those it had, a logo counted once for each period. Use *keeps*
where the two 95 % intervals (Wilson) lie apart and the top loses less, *loses* where it loses more; else no difference
is shown. The actions that separate most stand first. `a` looks at one action period by period, Enter lists the logos.

This is association, not cause: logos about to leave stop using things, and of many actions compared one or two part by
chance. Try it on a group before you build on it.

**Leading indicator** (`f`). For the renewals of the past whose outcome is known: of logos whose active customers had
fallen by at least 10, 25 or 40 % over the 13 weeks before, how many were lost, against all others? Logos with fewer
than three active customers then are left out. Under 20 renewals, 5 losses or 5 logos on either side nothing is said.
**Falling today** (`f` again) lists the logos past the line chosen with `a`."""


def nothing(found: Measured) -> str:
    """Why no action can be shown, and what to do."""
    if found.days is None:
        return "No activity yet. Import it: churntui import activity.csv"
    if found.covered:
        return "No logo was active and measured before any of these periods"
    first, end = (dates.short(dates.from_number(day)) for day in found.days)
    return f"Activity is measured from {first} to {end}: no period of these has the {found.window} days before it"


def explained(asked: Compared, finding: Finding, when: str) -> str:
    """A row of actions explained."""
    found = asked.found
    name = found.actions[finding.action]
    where = escaped(name) + (f" · {escaped(finding.group)}" if finding.group else "")
    lines = [
        f"| {segment} | {use_text(one)} | {rate_text(one.lost, one.initial)} | {interval_text(one)} |"
        for segment, one in finding.segments
    ]
    table = "\n".join(["| Segment | Times | Lost | 95 % |", "| --- | --- | --- | --- |", *lines])
    parts = [
        f"## Use of {where}: {finding.verdict}, {when}",
        escaped(sentence(name, finding)),
        table,
        _difference(finding),
        _rule(found.window),
        _settings(asked),
    ]
    return "\n\n".join(part for part in parts if part)


def _rule(window: int) -> str:
    """How logos are put into segments."""
    return (
        f"Use is counted in the {window} days before a period opens, over all customers of a logo. Compared are "
        "the logos active at the opening that were measured before it; those that never did it count with 0. "
        "The bottom reaches up to the lowest use that at least a quarter of them does not pass, the top down to the "
        "highest that at least a quarter reaches. Each period is cut by itself, so over several periods the "
        "segments' uses overlap."
    )


def _difference(finding: Finding) -> str:
    """How far apart top and bottom are."""
    if finding.difference is None:
        return ""
    points, low, high = (f"{100 * part:.1f}".replace("-", "−") for part in finding.difference)
    return (
        f"The bottom quarter loses {points} points more than the top (95 %, Newcombe: {low} to {high}). "
        "Actions are ranked by the end of this interval that lies nearest to zero."
    )


def _settings(asked: Compared) -> str:
    options = asked.options
    parts = [f"active window {asked.found.window} days"]
    if options.regrettable:
        parts.append("only regrettable losses count; other losses stand with those who stayed")
    if options.voluntary is not None:
        parts.append(f"only {'voluntary' if options.voluntary else 'involuntary'} losses count")
    count = wording.counted(len(asked.found.covered), options.span or "period")
    known = "" if options.first or options.end else ": those over, with the whole window before them measured"
    parts.append(f"{count} compared{known}")
    return "Settings: " + " · ".join(parts) + "."
