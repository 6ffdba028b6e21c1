"""A triangle of cohorts in words: what is shown, and a cell worked out (Markdown)."""

from __future__ import annotations

from datetime import timedelta

from churntui.book import Book
from churntui.metrics.intervals import wilson
from churntui.plain import dates, wording
from churntui.plain.money import monthly
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions.cohorts.counted import Counted, ages, opening
from churntui.questions.explaining import escaped
from churntui.questions.pending import PENDING


def across(counted: Counted) -> str:
    """What stands in the cells: `% of the logos that joined, still there · quarters after joining →`."""
    share, span, who = counted.asked.share, counted.span, counted.who
    if counted.unit == "mrr":
        cells = {
            "start": "MRR in % of that at joining",
            "previous": f"MRR in % of that a {span} before",
            "count": "MRR",
        }[share]
    else:
        cells = {
            "start": f"% of the {who} that joined, {_there(counted)}",
            "previous": f"% of the {who} of the {span} before",
            "count": f"{who} {_there(counted)}",
        }[share]
    return f"{cells} · {span}s after joining →"


def charted(counted: Counted) -> str:
    """The chart's title: `Share still there, by quarters after joining`."""
    share, span, money = counted.asked.share, counted.span, counted.unit == "mrr"
    title = {
        "start": "MRR as a share of that at joining" if money else f"Share {_there(counted)}",
        "previous": f"{'MRR as a share of that' if money else 'Share of those'} a {span} before",
        "count": "MRR" if money else f"{counted.who.capitalize()} {_there(counted)}",
    }[share]
    return f"{title}, by {span}s after joining"


def _there(counted: Counted) -> str:
    return "still there" if counted.crowd is None else f"active in the {counted.span}"


def shown(counted: Counted) -> str:
    """`logos by quarter · joined 2024 Q1 – 2026 Q4 · split by size`."""
    parts = [f"{counted.who} by {counted.span}"]
    joined = counted.table.joined
    if joined:
        parts.append(f"joined {joined[0].label} – {joined[-1].label}")
    if counted.asked.by:
        parts.append(f"split by {' and '.join(counted.asked.by_words)}")
    return " · ".join(parts)


def sentence(counted: Counted, row: int, age: int) -> str:
    """A cell in one line: `2025 Q1 after 3 quarters: 7/9 · 77.8 % · MRR €8.1k/€9.0k · 90.0 %`."""
    table = counted.table
    head = f"{counted.name(row)} after {ages(counted.span, age)}"
    if not table.has(row, age):
        return f"{head}: {_unknown(counted, row, age)}"
    parts = [rate_text(int(table.active[row, age]), int(table.sizes[row]))]
    if table.arr is not None:
        now, then = (int(table.arr[row, at]) for at in (age, 0))
        parts.append(f"MRR {_mrr(counted.book, now)}/{_mrr(counted.book, then)}")
        parts.append(wording.percent(table.share(row, age, "start", "mrr")))
    return f"{head}: {' · '.join(parts)}"


def _unknown(counted: Counted, row: int, age: int) -> str:
    """Why a cell is blank."""
    opens = opening(counted.table.joined[row], age)
    if counted.crowd is None:
        return f"not before {dates.short(opens)}"
    if counted.crowd.measured and dates.number(opens) < counted.crowd.measured[0]:
        return f"nothing was measured before {dates.short(dates.from_number(counted.crowd.measured[0]))}"
    return f"nothing is measured from {dates.short(opens)} on"


def cell(counted: Counted, row: int, age: int) -> str:
    """A cell with its numbers, what they are of, and what others of that age come to."""
    table = counted.table
    if not table.has(row, age):
        return f"## {escaped(sentence(counted, row, age))}"
    there, size = int(table.active[row, age]), int(table.sizes[row])
    parts = [
        f"## {escaped(wording.rate(there, size))} of {escaped(counted.name(row))} after {ages(counted.span, age)}",
        _division(counted, row, age),
        _table(counted, row, age),
        _precision(there, size, counted.who),
        _settings(counted),
    ]
    return "\n\n".join(part for part in parts if part)


def _division(counted: Counted, row: int, age: int) -> str:
    """The cell as a division of counted logos or customers."""
    table = counted.table
    joined, period = table.joined[row], table.period(row, age)
    there, size = int(table.active[row, age]), int(table.sizes[row])
    who = counted.who.removesuffix("s")
    first, last = dates.short(joined.starts_on), dates.short(joined.ends_on - timedelta(days=1))
    if counted.crowd is None:
        began = f"{wording.counted(size, who)} paid for the first time from {first} to {last}"
        if age == 0:
            return f"{began}: that is the cohort, and its first column."
        waits = "" if table.complete[row, age] else f" This is {PENDING}."
        return f"{began}; {there} of them paid on {dates.short(period.starts_on)}: {there} ÷ {size}.{waits}"
    so_far = "" if table.complete[row, age] else f" so far (the {counted.span} is not measured to its end)"
    began = f"{wording.counted(size, who)} joined from {first} to {last}"
    return (
        f"{began}; {there} of them did something that qualifies in {period.label}{so_far}: {there} ÷ {size}."
    )


def _table(counted: Counted, row: int, age: int) -> str:
    """The cell by every reading."""
    table, span = counted.table, counted.span
    there, size = int(table.active[row, age]), int(table.sizes[row])
    lines = [f"| Of those who joined | {there} ÷ {size} | {wording.rate(there, size)} |"]
    before = table.base(row, age, "previous")
    if before is not None:
        lines.append(f"| Of those a {span} before | {there} ÷ {before} | {wording.rate(there, before)} |")
    if table.arr is not None:
        now = int(table.arr[row, age])
        for share, base in (
            ("Of the MRR at joining", table.base(row, age, "start", "mrr")),
            (f"Of the MRR a {span} before", table.base(row, age, "previous", "mrr")),
        ):
            if base:
                how = f"{_mrr(counted.book, now)} ÷ {_mrr(counted.book, base)}"
                lines.append(f"| {share} | {how} | {wording.percent(now / base)} |")
    if table.unbroken is not None and int(table.unbroken[row, age]) != there:
        unbroken = int(table.unbroken[row, age])
        lines.append(
            f"| Another rule: without those who came back | {unbroken} ÷ {size} | {wording.rate(unbroken, size)} |"
        )
    value, of_all, cohorts = table.average("start")[age]
    if cohorts > 1:
        share = f"All {cohorts} cohorts that old"
        lines.append(f"| {share} | {value} ÷ {of_all} | {wording.rate(value, of_all)} |")
    return "\n".join(["| Share | How | Reads |", "| --- | --- | --- |", *lines])


def _mrr(book: Book, arr: int) -> str:
    return book.money(monthly(arr))


def _precision(there: int, size: int, who: str) -> str:
    if size < FEWEST_FOR_A_PERCENTAGE:
        return f"Under {FEWEST_FOR_A_PERCENTAGE} {who} only the fraction is shown: a percentage would say too much."
    low, high = wilson(there, size)
    return f"95 % interval (Wilson): {wording.interval(low, high, size)}."


def _settings(counted: Counted) -> str:
    """What the figure depends on."""
    again = "who left and came back counts again"
    if counted.crowd is not None:
        *others, last = counted.crowd.actions or ("nothing",)
        actions = f"{', '.join(others)} or {last}" if others else last
        least = f"at least {wording.counted(counted.crowd.min_count, 'time')} within the {counted.span}"
        return f"Settings: {escaped(actions)} {least} · {again}."
    parts = [wording.grace(counted.book.settings.grace_days), f"amounts in {counted.book.currency}", again]
    if counted.asked.by:
        parts.append("the segment is that of joining where it can change")
    return "Settings: " + " · ".join(parts) + "."
