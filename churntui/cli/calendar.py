"""`churntui calendar`: the days of a book for a calendar program, on stdout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from churntui.book import Book
from churntui.cli.common import as_of_option, existing, file_option, of_owner, owner_option


@click.command()
@file_option
@as_of_option
@owner_option
def calendar(file: Path, as_of: date, owner: str | None) -> None:
    """Print what has a day as a calendar: churntui calendar > book.ics.

    Notice deadlines and ends, steps, promises and goals that are due, and the weeks in which to ask those who left.
    Written again, it moves what has moved and doubles nothing.
    """
    from churntui.data.rows import ahead
    from churntui.plain import ics
    from churntui.questions.calendar import events

    with existing(file, read_only=True) as store:
        book = of_owner(Book.load(store, as_of), store, owner)
        days = events(book, ahead.every(store, as_of))
    name = f"churntui · {book.owner}" if book.owner else f"churntui · {file.stem}"
    click.echo(ics.calendar(name, days, written_on=as_of).encode(), nl=False)
