"""What of a book contradicts itself and nobody has accepted: for `check`, for Today and for the page behind it."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.contradictions import Contradiction, Loss, Record, contradictions
from churntui.plain.memory import remembered


def found(book: Book) -> list[Contradiction]:
    """Every contradiction, in the order of their kinds; needs the book's losses, so it belongs into `App.compute`.

    Use after the end is known of a book with usage alone.
    """
    return remembered(book.memory, "contradictions", lambda: _looked_for(book))


def _looked_for(book: Book) -> list[Contradiction]:
    from churntui.metrics.coverage import loss_of

    columns = book.losses[["logo_id", "lost_on", "back_on", "interview_id"]].itertuples(index=False)
    record = Record(
        as_of=book.as_of,
        settings=book.settings,
        contracts=book.contracts,
        interviews=book.interviews,
        losses=[
            Loss(logo_id, on, back is not None, interview is not None)
            for logo_id, on, back, interview in columns
        ],
        told=loss_of(book.losses, book.interviews).keys(),
        renewals=book.renewals,
        last_use=book.last_use,
        open_links=book.open_links,
        without_rate={
            contract.id
            for contract in book.contracts
            if contract.currency in book.without_rate and book.arr(contract) is None
        },
        refs={logo.id: logo.ref for logo in book.logos.values()},
    )
    return contradictions(record, book.accepted)
