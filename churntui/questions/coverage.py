"""The coverage report: which losses somebody asked about, and which were silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churntui.book import Book
from churntui.metrics import coverage
from churntui.metrics.coverage import Coverage, SilentLoss
from churntui.plain import dates, wording
from churntui.plain.wording import rate_text
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.bridge import Bridge
from churntui.questions.question import Room
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("losses", "interviewed", "arr_lost", "arr_covered", "currency", "silent")

_SILENT = ("Silent loss", "Left on", "ARR lost")
_SPLIT = ("Segment", "Interviewed", "ARR lost", "ARR covered", "Declined", "No answer", "Not asked")


def report(book: Book, asked: Asked, _known: object = None) -> Report:
    """One row over all losses whose service ended within the days asked for; any day may begin or end them.

    With `asked.by` one for each segment that has a loss, by what held at the opening of the loss's month.
    """
    losses = _counted(book, asked)
    whole, parts = coverage.coverage(losses), _parts(book, asked, losses)
    if asked.by:
        rows = tuple(_row(book, found) | {"segment": name} for name, found in parts.items())
        lines = [_part_line(book, name, found) for name, found in parts.items()]
        table = sheet("coverage", _SPLIT, lines, right=_SPLIT[1:])
    else:
        rows = (_row(book, whole),)
        table = sheet("coverage", _SILENT, [_line(book, loss) for loss in whole.silent], right=_SILENT[2:])
    narrowed = wording.losses(regrettable=asked.regrettable, voluntary=asked.voluntary)
    title = " · ".join(filter(None, ("Losses with an exit interview", narrowed)))
    return Report(
        name="coverage",
        as_of=book.as_of,
        settings=settings_used(book, asked),
        columns=(*COLUMNS, "segment") if asked.by else COLUMNS,
        rows=rows,
        headline=headline(book, title) + "\n" + _sentence(book, whole),
        sheet=table,
        notes=notes(book),
    )


def _parts(book: Book, asked: Asked, losses: pd.DataFrame) -> dict[str, Coverage]:
    """The coverage of each segment that has a loss, in order; nothing where nothing is split."""
    if not asked.by:
        return {}
    segment = counting.segment_on(book, asked.by, losses["lost_on"])
    found = [segment(*key) for key in zip(losses["logo_id"], losses["lost_on"], strict=True)]
    return {
        name: coverage.coverage(losses.loc[[one == name for one in found]]) for name in segment.ordered(found)
    }


def _counted(book: Book, asked: Asked) -> pd.DataFrame:
    """The losses the asked leave."""
    found = book.losses
    if asked.first is not None:
        found = found[found["lost_on"] >= asked.first]
    if asked.end is not None:
        found = found[found["lost_on"] < asked.end]
    if asked.regrettable or asked.voluntary is not None:
        kept = book.losses_that(regrettable=asked.regrettable or None, voluntary=asked.voluntary)
        keys = zip(found["logo_id"], found["lost_on"], strict=True)
        found = found.loc[[key in kept for key in keys]]  # without .loc an empty list would choose columns
    return found


def _row(book: Book, found: Coverage) -> dict[str, Value]:
    return {
        "losses": found.losses,
        "interviewed": found.interviewed,
        "arr_lost": found.arr_lost,
        "arr_covered": found.arr_covered,
        "currency": book.currency,
        "silent": [_silent(book, loss) for loss in found.silent],
    }


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


def _part_line(book: Book, name: str, found: Coverage) -> tuple[str, ...]:
    counts = (found.declined, found.no_answer, found.not_asked)
    amounts = (book.money(found.arr_lost), book.money(found.arr_covered))
    return name, rate_text(found.interviewed, found.losses), *amounts, *map(str, counts)


def _sentence(book: Book, found: Coverage) -> str:
    share = f" · {wording.percent(found.arr_covered / found.arr_lost)}" if found.arr_lost else ""
    return (
        f"{rate_text(found.interviewed, found.losses)} of the losses, "
        f"{book.money(found.arr_covered)} of {book.money(found.arr_lost)}{share} of the ARR lost. "
        f"Declined {found.declined}, no answer {found.no_answer}, not asked {found.not_asked}."
    )


ROOM: Room[object] = Bridge(report)
