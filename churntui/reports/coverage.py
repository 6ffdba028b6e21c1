"""The coverage report: which losses somebody asked about, and which were silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churntui import dates
from churntui.book import Book
from churntui.metrics import coverage
from churntui.metrics.coverage import Coverage, SilentLoss
from churntui.metrics.intervals import rate_text
from churntui.reports import wording
from churntui.reports.report import Options, Report, headline, notes, settings_used, sheet

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("losses", "interviewed", "arr_lost", "arr_covered", "currency", "silent")


def report(book: Book, options: Options) -> Report:
    """One row over all losses whose service ended within the days asked for; any day may begin or end them."""
    found = coverage.coverage(_counted(book, options))
    header = ("Silent loss", "Left on", "ARR lost")
    return Report(
        name="coverage",
        as_of=book.as_of,
        settings=settings_used(book, options),
        columns=COLUMNS,
        rows=(
            {
                "losses": found.losses,
                "interviewed": found.interviewed,
                "arr_lost": found.arr_lost,
                "arr_covered": found.arr_covered,
                "currency": book.currency,
                "silent": [_silent(book, loss) for loss in found.silent],
            },
        ),
        headline=headline(book, "Losses with an exit interview") + "\n" + _sentence(book, found),
        sheet=sheet("coverage", header, [_line(book, loss) for loss in found.silent], right=header[2:]),
        notes=notes(book),
    )


def _counted(book: Book, options: Options) -> pd.DataFrame:
    """The losses the options leave."""
    found = book.losses
    if options.first is not None:
        found = found[found["lost_on"] >= options.first]
    if options.end is not None:
        found = found[found["lost_on"] < options.end]
    if options.regrettable:
        kept = book.losses_that(regrettable=True)
        keys = zip(found["logo_id"], found["lost_on"], strict=True)
        found = found.loc[[key in kept for key in keys]]  # without .loc an empty list would choose columns
    return found


def _silent(book: Book, loss: SilentLoss) -> dict[str, str | int]:
    logo = book.logos[loss.logo_id]
    return {
        "logo_id": logo.ref,
        "name": logo.name,
        "lost_on": loss.lost_on.isoformat(),
        "arr_lost": loss.arr_lost,
    }


def _line(book: Book, loss: SilentLoss) -> tuple[str, ...]:
    return book.name(loss.logo_id), dates.short(loss.lost_on), book.money(loss.arr_lost)


def _sentence(book: Book, found: Coverage) -> str:
    share = f" · {wording.percent(found.arr_covered / found.arr_lost)}" if found.arr_lost else ""
    return (
        f"{rate_text(found.interviewed, found.losses)} of the losses, "
        f"{book.money(found.arr_covered)} of {book.money(found.arr_lost)}{share} of the ARR lost. "
        f"Declined {found.declined}, no answer {found.no_answer}, not asked {found.not_asked}."
    )
