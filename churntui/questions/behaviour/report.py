"""The behaviour report: attrition of the logos that use an action most, against that of those that use it least.

Only periods are compared whose use beforehand is known. Left alone, those are the periods that are over and whose
whole window was measured; with `--from` or `--to` it is enough that some of the window was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from churntui.book import Book
from churntui.data import activity, presence
from churntui.data.file.store import Store
from churntui.metrics import attrition, behaviour
from churntui.metrics.behaviour import Finding, Opening, Quarter
from churntui.metrics.splits import split_each
from churntui.plain import dates, wording
from churntui.plain.dates import OPEN_END, Period
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.plain.wording import rate_text
from churntui.presence import Use
from churntui.questions import actions, counting, spans
from churntui.questions.asked import Asked
from churntui.questions.customers.report import NO_ACTIVITY
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet

COLUMNS = ("segment", "initial", "lost", "rate", "low", "high", "action", "use_from", "use_to", "verdict")

GROUPED = (*COLUMNS, "group")
"""The keys with `--by`: `segment` is the quarter of use, so what logos are split by is `group`."""

_SEVERAL = "Several periods together: a logo counts once for each in which it is compared"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the file knows about use."""

    actions: Mapping[int, str]
    """Id to name, by name."""
    days: tuple[int, int] | None
    """The first measured day and the first that is not measured any more; None where nothing is."""
    logos_from: Mapping[int, int]
    """Logo id to its first measured day."""
    window: int
    """How many days before a period use is counted in."""
    covered: tuple[Period, ...]
    """The periods compared, oldest first."""
    uses: tuple[Use, ...]
    """The use before each of them."""


def read(store: Store, book: Book, options: Asked) -> Measured:
    """What the report counts on."""
    return measured(store, book, spans.covered(book, options), options)


def measured(store: Store, book: Book, asked: Sequence[Period], options: Asked) -> Measured:
    """Use as it is known before those of the periods asked for that can be compared."""
    window = options.window or book.settings.active_window_days
    days = presence.measured(store, book.as_of)
    covered = tuple(
        period for period in asked if days and _is_compared(period, days, window, book.as_of, options)
    )
    openings = [dates.number(period.starts_on) for period in covered]
    settings = replace(book.settings, active_window_days=window)
    uses = tuple(presence.use_before(store, openings, settings=settings)) if covered else ()
    return Measured(
        activity.action_names(store),
        days,
        activity.first_days(store) if covered else {},
        window,
        covered,
        uses,
    )


def _is_compared(period: Period, days: tuple[int, int], window: int, as_of: date, options: Asked) -> bool:
    """Whether the use before a period is known well enough, and for one not asked for, what became of it too."""
    first, end = days
    opening = dates.number(period.starts_on)
    begun = opening - window >= first if options.first is None else opening > first
    if options.end is None:
        return begun and opening <= end and period.ends_on <= as_of
    return begun and opening - window < end and period.starts_on < as_of


def openings(book: Book, found: Measured, options: Asked) -> list[Opening]:
    """The logos compared over each period: those active at its opening that were measured before it."""
    only = counting.those_that_count(book, options)
    counted = book.levels(found.covered)
    sets = attrition.sets_of(counted, only)
    logo_ids = counted.logo_ids
    since = np.array([found.logos_from.get(i, OPEN_END) for i in logo_ids.tolist()], dtype=np.int64)
    parts = split_each(logo_ids, counting.labels(book, options.by, found.covered), found.covered)
    made = []
    for place, (period, use, split) in enumerate(zip(found.covered, found.uses, parts, strict=True)):
        compared = sets["initial"][place] & (since < dates.number(period.starts_on))
        own = replace(split, codes=split.codes[compared])
        made.append(Opening(use, logo_ids[compared], sets["lost"][place][compared], own))
    return made


def report(book: Book, options: Asked, found: Measured) -> Report:
    """Three rows for each action (and group): its top quarter, the middle and the bottom; all periods together."""
    chosen = [_action(found, options.action)] if options.action is not None else list(found.actions)
    compared = behaviour.findings(openings(book, found, options), chosen)
    if not compared and not options.by:
        compared = [Finding(action, None, Quarter(), Quarter(), Quarter(), None) for action in chosen]
    compared = behaviour.ranked(compared)
    columns = GROUPED if options.by else COLUMNS
    rows = [row for finding in compared for row in _rows(found, finding)]
    one = found.actions[chosen[0]] if options.action is not None else None
    return Report(
        name="behaviour",
        as_of=book.as_of,
        settings=settings_used(book, options) | _settings(found, options),
        columns=columns,
        rows=tuple({column: row[column] for column in columns} for row in rows),
        headline=_headline(book, found, options, one) + _sentences(compared, one, options),
        sheet=_of_action(compared, options) if one is not None else _of_all(found, compared, options),
        legend=_SEVERAL if len(found.covered) > 1 else "",
        notes=(*notes(book), *_told(book, found)),
    )


def _action(found: Measured, name: str) -> int:
    """The id of an action by its name.

    Raises:
        BadInputError: There is no such action.
    """
    ids = {known: i for i, known in found.actions.items()}
    return ids[actions.spelled(ids, name)]


def _rows(found: Measured, finding: Finding) -> list[dict[str, Value]]:
    rows: list[dict[str, Value]] = []
    for name, quarter in finding.segments:
        low, high = quarter.interval or (None, None)
        rows.append(
            {
                "action": found.actions[finding.action],
                "group": finding.group,
                "segment": name,
                "initial": quarter.initial,
                "lost": quarter.lost,
                "rate": quarter.rate,
                "low": low,
                "high": high,
                "use_from": quarter.use_from,
                "use_to": quarter.use_to,
                "verdict": finding.verdict,
            }
        )
    return rows


def _settings(found: Measured, options: Asked) -> dict[str, object]:
    covered = found.covered
    return {
        "period": options.every,
        "action": options.action,
        "active_window_days": found.window,
        "periods": len(covered),
        "compared_from": covered[0].starts_on.isoformat() if covered else None,
        "compared_to": covered[-1].ends_on.isoformat() if covered else None,
    }


def _headline(book: Book, found: Measured, options: Asked, one: str | None) -> str:
    title = (
        f"Attrition by use of “{clean_line(one)}”" if one is not None else "Attrition by use of each action"
    )
    if options.by:
        title += f", by {' and '.join(options.by)}"
    narrowed = wording.losses(regrettable=options.regrettable, voluntary=options.voluntary)
    if narrowed:
        title += f" · {narrowed}"
    if found.covered:
        span = options.every
        title += f" · {wording.counted(len(found.covered), span)}, {reach(found.covered)}"
    return headline(book, f"{title} · use in the {found.window} days before")


def reach(covered: Sequence[Period]) -> str:
    """`2024 Q1 – 2026 Q3`; the one period alone."""
    first, last = covered[0].label, covered[-1].label
    return first if first == last else f"{first} – {last}"


def _sentences(compared: Sequence[Finding], one: str | None, options: Asked) -> str:
    return "" if one is None or options.by or not compared else "\n" + sentence(one, compared[0])


def sentence(action: str, finding: Finding) -> str:
    """What a finding says, in plain words, with the counts it says it by."""
    top, bottom = finding.top, finding.bottom
    if not bottom.initial:
        return f"Nothing can be said about “{clean_line(action)}”: no logo can be compared."
    if not top.initial:
        return f"Nothing can be said about “{clean_line(action)}”: no logo uses it more than the bottom quarter does."
    most, least = rate_text(top.lost, top.initial), rate_text(bottom.lost, bottom.initial)
    if finding.verdict == "no difference shown":
        return (
            f"No difference shown between logos that use “{clean_line(action)}” most and least: {most} lost against "
            f"{least}; the intervals overlap."
        )
    told = "stay" if finding.verdict == "keeps" else "leave"
    return (
        f"Logos that use “{clean_line(action)}” most {told}: {most} lost, against {least} of those that use it "
        "least."
    )


def use_text(quarter: Quarter) -> str:
    """`12–340`, or `0`; `–` where there is nobody."""
    if quarter.use_from is None or quarter.use_to is None:
        return wording.NOTHING
    ends = (f"{quarter.use_from:,}", f"{quarter.use_to:,}")
    return ends[0] if quarter.use_from == quarter.use_to else "–".join(ends)


def interval_text(quarter: Quarter) -> str:
    """`1.3–15.1 %`."""
    low, high = quarter.interval or (None, None)
    return wording.interval(low, high, quarter.initial)


def _of_action(compared: Sequence[Finding], options: Asked) -> Sheet:
    header = ("Group", "Use", "Times", "Attrition", "95 %")
    lines = [
        (
            finding.group or "",
            name,
            use_text(quarter),
            rate_text(quarter.lost, quarter.initial),
            interval_text(quarter),
        )
        for finding in compared
        for name, quarter in finding.segments
    ]
    return sheet("behaviour", header, lines, right=header[2:], without=() if options.by else ("Group",))


def _of_all(found: Measured, compared: Sequence[Finding], options: Asked) -> Sheet:
    header = ("Action", "Group", "Top quarter", "95 % ", "Middle", "Bottom quarter", "95 %", "Verdict")
    lines = [
        (
            found.actions[finding.action],
            finding.group or "",
            rate_text(finding.top.lost, finding.top.initial),
            interval_text(finding.top),
            rate_text(finding.middle.lost, finding.middle.initial),
            rate_text(finding.bottom.lost, finding.bottom.initial),
            interval_text(finding.bottom),
            finding.verdict if finding.difference else wording.NOTHING,
        )
        for finding in compared
    ]
    return sheet("behaviour", header, lines, right=header[2:-1], without=() if options.by else ("Group",))


def _told(book: Book, found: Measured) -> tuple[str, ...]:
    """Why nothing is compared."""
    if found.covered or not book.contracts:
        return ()
    if found.days is None:
        return (NO_ACTIVITY,)
    first, end = (dates.short(dates.from_number(day)) for day in found.days)
    known = f"activity is measured from {first} to {end}"
    return (f"No period to compare: {known}, and use is counted in the {found.window} days before a period",)
