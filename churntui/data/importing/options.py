"""What the user says about a run, and how a file is to be read by that and by its source."""

from __future__ import annotations

from collections.abc import Mapping as Named
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from churntui.data.file.store import now
from churntui.data.importing.byhand import Take
from churntui.data.importing.cells import Choices
from churntui.data.importing.handmade import Answers
from churntui.data.importing.likeness import Same
from churntui.data.importing.mapping import Mapping
from churntui.data.importing.profiles import AmountIs, DateOrder, DecimalSign, EndDates, Profile, Standing
from churntui.data.importing.successions import Renews
from churntui.model.own_fields import OwnField
from churntui.plain.text import fold


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said about a run."""

    source: str = ""
    """The profile to use; recognised by headers where empty."""
    as_of: date | None = None
    """The day by which what a file says is over or yet to come; by the clock where None."""
    end_dates: EndDates | None = None
    """What the file's contracts tell where None, and their source says nothing."""
    date_order: DateOrder | None = None
    """Told by the file's days where None."""
    decimal: DecimalSign | None = None
    """Told by a column's numbers where None."""
    currency: str = ""
    """Of amounts that come without one; the reporting currency where empty and no sign beside them is doubtful."""
    statuses: tuple[tuple[str, Standing], ...] = ()
    """What becomes of rows of a status, where that is not known or is to be otherwise."""
    amount: AmountIs | None = None
    """Whether amounts beside a number of seats are for all of them or for each, where that is open."""
    same: Same = ()
    """What of the files is something of the book under another name or id, and what is new however alike it looks."""
    renews: Renews | None = None
    """What becomes of contracts that follow another and name none; None to leave those and tell."""
    take: Take | None = None
    """Whose values are taken where the book's were typed by hand; None to leave those and tell."""
    dry_run: bool = False
    replace_days: bool = False
    """Whether activity the book has on a file's days, of the actions the file names, goes where the file has it not."""
    rejects: Path | None = None
    """Where to write the rejected rows."""
    own: tuple[str, ...] = ()
    """Headers of logos to be kept as fields of the user's own; `*` for all that nothing else is taken from."""
    left_out: frozenset[str] = frozenset()
    """Paths of files, and of parts of them, that are not to be taken."""
    mappings: tuple[Profile, ...] = ()
    """What somebody said of sheets with certain headers; these go before those that are kept."""
    is_seen: bool = False
    """Whether somebody has looked at what each column becomes, so that it is kept for the next time."""

    @property
    def answers(self) -> Answers:
        """What was said about the files themselves."""
        return Answers(
            self.date_order, self.end_dates, self.decimal, self.currency, self.amount, self.statuses
        )


def choices_of(
    mapped: Mapping, options: Options, reported_in: str, *, makes_logos: bool, own: Named[int, OwnField]
) -> Choices:
    """How a file is to be read, by what the user said and its source."""
    source = mapped.profile
    return Choices(
        end_dates=options.end_dates or _stated_ends(mapped),
        date_order=options.date_order or (None if source.is_made else source.date_order),
        usual_order=source.date_order,
        reporting_currency=reported_in,
        currency=options.currency or source.currency,
        makes_logos=makes_logos,
        today=options.as_of or date.fromisoformat(now()[:10]),
        own=own,
        decimal=options.decimal,
        usual_decimal=source.decimal,
        statuses={fold(value): standing for value, standing in options.statuses},
        amount=options.amount or source.amount,
        take=options.take,
    )


def _stated_ends(mapped: Mapping) -> EndDates | None:
    """What the ends of a file are without looking at them; None to do so."""
    return "exclusive" if mapped.is_own else mapped.profile.end_dates
