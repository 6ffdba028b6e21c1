"""What the commands share: which book, which day, and how a table looks in a pipe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
from click.core import ParameterSource

from churntui.book import Book
from churntui.data.file import connect
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.plain.dates import parse_day
from churntui.plain.errors import BookError, ChurnError, NotFoundError, OlderBookError
from churntui.plain.wording import counted

Command = TypeVar("Command", bound=Callable[..., Any])

_YEARS = range(1900, 2200)
"""Other years are typing errors, and near the ends of the calendar no period is whole."""


_READ_WHOLE = 64 << 20
"""Bytes of the largest book that is checked whole before each change: about half a second."""


class Day(click.ParamType[date]):
    """A day as `YYYY-MM-DD`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; a mistake is click's one line with exit 2."""
        if isinstance(value, date):
            return value
        try:
            day = parse_day(str(value))
        except ChurnError as error:
            self.fail(str(error), param, ctx)
        if day.year not in _YEARS:
            self.fail(f"{day} is too far away. Use a day from {_YEARS[0]} to {_YEARS[-1]}", param, ctx)
        return day


def default_path() -> Path:
    """The user's own book: `$CHURNTUI_FILE`, else in the user's data folder."""
    named = os.environ.get("CHURNTUI_FILE")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("churntui", appauthor=False) / "book.db"


def _chosen(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path:
    return value or default_path()


def file_option(command: Command) -> Command:
    """`--file F`, passed as `file: Path`: the book; the user's own where it is left out."""
    return click.option(
        "--file",
        type=click.Path(path_type=Path),
        callback=_chosen,
        help="The book. Default: $CHURNTUI_FILE, or your own in the user data folder.",
    )(command)


today = date.today
"""The day by the clock, which nothing else asks for it."""


def is_by_the_clock() -> bool:
    """Whether the command looks at the book as of today because nobody named a day."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source("as_of") is ParameterSource.DEFAULT


def keep_week(store: Store, day: date, *, after_import: bool = False) -> None:
    """Keep what is kept of the book each week, where its file can be written just now: what was asked for is done."""
    from churntui.questions import weekly

    keep = weekly.keep_after_import if after_import else weekly.keep_anew
    with suppress(BookError):
        if steps := keep(store, day):
            told = f"Playbook: {counted(steps, 'step')} for logos that have entered a band of health"
            click.echo(told, err=True)


def as_of_option(command: Command) -> Command:
    """`--as-of YYYY-MM-DD`, passed as `as_of: date`."""
    return click.option(
        "--as-of",
        type=Day(),
        default=today,
        metavar="YYYY-MM-DD",
        help="Look at the book as of this day. Default: today.",
    )(command)


def owner_option(command: Command) -> Command:
    """`--owner NAME`, passed as `owner: str | None`: whose logos are looked at."""
    return click.option(
        "--owner", metavar="NAME", help="Only the logos of this owner; me is you. Default: everybody's."
    )(command)


def of_owner(book: Book, store: Store, owner: str | None) -> Book:
    """The book narrowed to the logos of who is meant by `--owner`; as it is where that was left out.

    Raises:
        ChurnError: It is not known who that is.
    """
    from churntui.data.rows import owners

    return book if owner is None else book.of_owner(owners.find(store, owner))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream is a terminal; one that was closed before we began is None."""
    return stream is not None and stream.isatty()


@contextmanager
def existing(file: Path, *, read_only: bool = False, values: bool = True) -> Iterator[Store]:
    """The store of a book that must be there already.

    A command that only reads still brings a book of an older churntui up to date first; one that writes looks
    whether the file is sound before it does, and, unless it comes to mend them, its `values`.

    Raises:
        NotFoundError: There is no book; nothing is made.
        BookError: It cannot be used, and is as it was.
    """
    if connect.is_new(file):
        raise NotFoundError(f"There is no book at {file}", "Import something first, or name one with --file")
    if not read_only:
        with sound(file, values=values) as store:
            yield store
        return
    try:
        store = open_book(file, read_only=True)
    except OlderBookError:
        open_book(file).close()
        store = open_book(file, read_only=True)
    with store:
        yield store


@contextmanager
def sound(file: Path, *, values: bool = True) -> Iterator[Store]:
    """The store of a book to be written, made where there is none.

    What a change does not touch can be broken without SQLite noticing, so a book that is not too large for it is
    read whole first.

    Raises:
        BookError: It cannot be used, or is damaged; it is as it was.
    """
    with open_book(file) as store:
        if file.stat().st_size <= _READ_WHOLE:
            store.verify(values=values)
        yield store
