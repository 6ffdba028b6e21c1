"""What of a book needs someone today: what the Today place shows, in two steps.

`at_once` is what the first frame can know; `everything` adds what takes pandas: the signals, losses nobody was asked
about, the rate against its target, the logos that might come back, and what contradicts itself. `rows` puts together
what one logo needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from churntui.book import Book
from churntui.metrics import today, today_rows
from churntui.metrics.need import Need
from churntui.plain import dates
from churntui.plain.dates import Period

if TYPE_CHECKING:
    from churntui.metrics.contradictions import Contradiction
    from churntui.questions.signals.looking import Active


def at_once(book: Book) -> list[Need]:
    """What needs someone, as far as it is known without pandas; with what was put off."""
    return _needs(book, None)


def everything(book: Book, active: Active) -> list[Need]:
    """Everything that needs someone; with what was put off. `active` is what `signals.looking.read` has read."""
    from churntui.metrics import contradictions, winback
    from churntui.questions.contradictions import found as told_contradictions
    from churntui.questions.signals.looking import OF_THE_BOOK, look

    columns = book.losses[["logo_id", "lost_on", "arr_lost", "status"]].itertuples(index=False)
    silent = [
        today.SilentLoss(logo_id, lost_on, lost, is_noted=status is not None)
        for logo_id, lost_on, lost, status in columns
        if status in {None, "not_asked"}
    ]
    looked = look(book, active)
    of_a_logo = {signal.logo_id for signal in looked.every if signal.code == "contradiction"}
    slow = today.Slow(
        signals=tuple(looked.every),
        arr=book.active_arr,
        silent=silent,
        alarm=_alarm(book),
        win_backs=winback.waiting(book.win_backs),
        contradictions=contradictions.counts(
            one
            for one in told_contradictions(book)
            if not _stands_by_itself(one, book) and (one.logo_id not in of_a_logo or one.kind in OF_THE_BOOK)
        ),
    )
    return _needs(book, slow)


def rows(book: Book, needs: Iterable[Need], *, is_whole: bool) -> list[Need]:
    """The needs as rows, one for each logo, the first the one with the most at stake a month.

    Args:
        book: What it is about.
        needs: As `at_once` or `everything` gave them.
        is_whole: Whether figures that take pandas are known.
    """
    arr = book.active_arr if is_whole else _arr_at_once(book)
    due_on = {
        renewal.logo.id: renewal.due_on
        for renewal in reversed(book.renewals)
        if renewal.bucket != "known_churn"
    }
    return today_rows.rows(needs, today_rows.Stakes(book.as_of, arr, due_on))


def tally(book: Book, awake: Iterable[Need]) -> list[str]:
    """How many of each kind, in words; before them since when use is not known, where no signal of use can ring."""
    kinds = today.tally(awake) or ["Nothing needs you today"]
    if book.usage_through is None or book.usage_is_fresh:
        return kinds
    return [f"use last measured {dates.short(book.usage_through, book.as_of)} !", *kinds]


def nothing_needed(book: Book, active: Active) -> str:
    """What an empty Today rests on: what was looked at, and what is not known."""
    from churntui.questions.signals.looking import look
    from churntui.questions.signals.words import looked_at

    planned = len(book.steps)
    steps = f", {planned} planned" if planned else ""
    return f"Nothing needs you today{steps}. {looked_at(look(book, active))}"


def _arr_at_once(book: Book) -> dict[int, int]:
    """What the contracts in force come to, before grace, gaps and waiting are counted in."""
    arr: dict[int, int] = {}
    for contract in book.contracts:
        if contract.starts_on <= book.as_of and (contract.ends_on is None or contract.ends_on > book.as_of):
            arr[contract.logo_id] = arr.get(contract.logo_id, 0) + (book.arr(contract) or 0)
    return arr


def _stands_by_itself(one: Contradiction, book: Book) -> bool:
    """Whether Today has a row of it: for a contract that waits, and for a loss nobody was asked about lately."""
    is_recent = one.lost_on is not None and (book.as_of - one.lost_on).days <= today.SILENT_RECENT
    return one.kind == "won_alone" or is_recent


def _needs(book: Book, slow: today.Slow | None) -> list[Need]:
    noted = book.watched.talked_by_hand if book.watched else {}
    return today.needs(
        book.renewals,
        logos=book.logos,
        as_of=book.as_of,
        drafts=book.drafts,
        left_champions=book.left_champions,
        planned=today.Planned(book.steps, book.talked, noted, book.promises, book.fixes, book.author),
        slow=slow,
        snoozed=book.snoozed,
    )


def _alarm(book: Book) -> today.Alarm | None:
    """Where the running quarter's rate is over the target already."""
    target = book.settings.target_rate
    if target is None or not book.contracts:
        return None
    (row,) = book.attrition([Period.of(book.as_of, "quarter")])
    over = row.rate is not None and row.rate > target
    return today.Alarm(row.lost, row.initial, target) if over else None
