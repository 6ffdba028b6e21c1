"""What of a book needs someone today: the rows of the Today place, in two steps.

`at_once` is what the first frame can know; `everything` adds what takes pandas: usage, losses nobody was asked
about, the rate against its target, the logos that might come back, and what contradicts itself.
"""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics import today
from churntui.metrics.contradictions import Contradiction
from churntui.plain.dates import Period


def at_once(book: Book) -> list[today.Need]:
    """What needs someone, as far as it is known without pandas; with what was put off."""
    return _needs(book, None)


def everything(book: Book) -> list[today.Need]:
    """Everything that needs someone; with what was put off."""
    from churntui.metrics import contradictions, winback
    from churntui.questions.contradictions import found as told_contradictions

    arr = book.active_arr
    falls = {
        logo_id: used.change
        for logo_id, used in (book.usage or {}).items()
        if book.usage_is_fresh and logo_id in arr and used.change is not None
    }
    columns = book.losses[["logo_id", "lost_on", "arr_lost", "status"]].itertuples(index=False)
    silent = [
        today.SilentLoss(logo_id, lost_on, lost, is_noted=status is not None)
        for logo_id, lost_on, lost, status in columns
        if status in {None, "not_asked"}
    ]
    fallen = {logo_id: change for logo_id, change in falls.items() if change <= -book.settings.usage_fall}
    slow = today.Slow(
        falls=fallen,
        arr=arr,
        silent=silent,
        alarm=_alarm(book),
        win_backs=winback.waiting(book.win_backs),
        contradictions=contradictions.counts(
            one for one in told_contradictions(book) if not _stands_by_itself(one, book)
        ),
    )
    return _needs(book, slow)


def _stands_by_itself(one: Contradiction, book: Book) -> bool:
    """Whether Today has a row of it: for a contract that waits, and for a loss nobody was asked about lately."""
    is_recent = one.lost_on is not None and (book.as_of - one.lost_on).days <= today.SILENT_RECENT
    return one.kind == "won_alone" or is_recent


def _needs(book: Book, slow: today.Slow | None) -> list[today.Need]:
    return today.needs(
        book.renewals,
        logos=book.logos,
        as_of=book.as_of,
        drafts=book.drafts,
        left_champions=book.left_champions,
        planned=today.Planned(book.steps, book.talked, book.promises, book.fixes, book.author),
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
