"""What a figure of Trends means, with the row's own numbers and what other rules would make of them (Markdown).

A percentage is trusted once it can be worked out again by hand; and a CSM who compares it with another tool's
needs to see which rule makes the difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from churntui.book import Book
from churntui.metrics.attrition import AttritionRow
from churntui.metrics.comparing import Share
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.wording import rate_text
from churntui.questions import events
from churntui.questions.asked import Asked
from churntui.questions.charting import PeriodRow, marks_within
from churntui.questions.telling import narrowing

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:])")


def escaped(text: str) -> str:
    """Text of the user's as Markdown that reads as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def attrition_called(asked: Asked) -> str:
    """`Logo attrition`, `Regrettable voluntary attrition`: the rate's name, by the losses that count."""
    kinds = ["regrettable"] if asked.regrettable else []
    if asked.voluntary is not None:
        kinds.append("voluntary" if asked.voluntary else "involuntary")
    return " ".join([*kinds, "attrition"] if kinds else ["logo", "attrition"]).capitalize()


def listed(title: str, sentences: Sequence[str]) -> str:
    """A small section with a line for each sentence; empty without any. The sentences are Markdown."""
    return "\n".join([f"### {title}", "", *(f"- {sentence}" for sentence in sentences)]) if sentences else ""


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A small table; empty without rows. The cells are Markdown."""
    lines = [titles, ["---"] * len(titles), *rows]
    rendered = ("".join(f"| {cell} " if cell else "| " for cell in line) + "|" for line in lines)
    return "\n".join(rendered) if rows else ""


def happened(book: Book, period: Period, counted: Sequence[AttritionRow] = ()) -> str:
    """The events of a period, and the attrition around each where rows of it are given."""
    sentences = events.sentences(book, marks_within(period, book.marks), period.span, counted)
    return listed("What happened", [escaped(sentence) for sentence in sentences])


def where(period: Period, row: PeriodRow) -> str:
    """`2026 Q3 · Health`."""
    return period.label + (f" · {escaped(row.segment)}" if row.segment else "")


def opening(book: Book, period: Period) -> str:
    """The day a period is counted from."""
    return dates.short(min(period.starts_on, book.as_of))


def under_other_rules(
    rate: Share, gained: int, bare: Share | None, more: Sequence[tuple[str, str]] = ()
) -> str:
    """What common other rules make of a rate, as a table; `bare` is the rate without grace, None where not known."""
    lines = list(more)
    if bare is not None:
        lines.insert(0, ("Without grace", "the same" if bare == rate else rate_text(bare.hits, bare.cases)))
    if rate.cases and gained:
        lines.insert(0, ("With new logos in the denominator", rate_text(rate.hits, rate.cases + gained)))
    return table(("Under another rule", "it would read"), lines)


def settings(book: Book, asked: Asked) -> str:
    """What the figure depends on."""
    waits = wording.counted(book.settings.renewal_wait_days, "day")
    parts = [
        wording.grace(book.settings.grace_days),
        f"renewals wait {waits}",
        f"amounts in {book.currency}",
    ]
    if "plan" in asked.by:
        parts.append(f"the plan is the largest contract's at the {asked.every}'s opening")
    if narrowing(asked):
        parts.append(f"{', '.join(narrowing(asked))}: other losses stand with those who stayed")
    left_out = sum(book.without_rate.values())
    if left_out:
        parts.append(
            f"{wording.counted(left_out, 'contract')} left out: no rate for {', '.join(book.without_rate)}"
        )
    return "Settings: " + " · ".join(parts) + "."
