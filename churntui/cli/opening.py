"""Opening a book: the app on a terminal, the Today page and the attrition report as text anywhere else."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from churntui.book import Book
from churntui.cli.common import (
    as_of_option,
    default_path,
    is_by_the_clock,
    is_terminal,
    keep_week,
    of_owner,
    owner_option,
    sound,
)
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.plain.errors import NotFoundError

if TYPE_CHECKING:
    from churntui.data.incognito import MaskedStore
    from churntui.questions.signals.looking import Active

_INCOGNITO = click.option(
    "--incognito",
    is_flag=True,
    help="Mask names, words and amounts, for a shared screen; read-only meanwhile.",
)
_READ_ONLY = click.option("--read-only", is_flag=True, help="Open the book without changing it.")


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@as_of_option
@owner_option
@_READ_ONLY
@_INCOGNITO
def open_(file: Path | None, as_of: date, *, owner: str | None, read_only: bool, incognito: bool) -> int:
    """Open the book FILE (default: $CHURNTUI_FILE, or your own in the user data folder)."""
    path = file or default_path()
    if file is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif file.name == str(file) and not file.suffix and not file.exists():
        # a mistyped command must not become a book
        raise NotFoundError(
            f"There is no book and no command “{file}”", f"Name a new book {file}.db, or: churntui --help"
        )
    is_default = path == default_path()
    return show(
        path,
        as_of,
        read_only=read_only,
        is_default=is_default,
        owner=owner,
        incognito=incognito,
    )


@click.command()
@as_of_option
@owner_option
@_READ_ONLY
@_INCOGNITO
def demo(as_of: date, *, owner: str | None, read_only: bool, incognito: bool) -> int:
    """Open a sample book, dated around today, in a temporary copy."""
    from churntui.demo import build

    path = build.copy(as_of)
    try:
        return show(
            path,
            as_of,
            read_only=read_only,
            title="sample book",
            owner=owner,
            is_lasting=False,
            incognito=incognito,
        )
    finally:
        shutil.rmtree(path.parent, ignore_errors=True)


def show(
    path: Path,
    as_of: date,
    *,
    read_only: bool,
    title: str = "",
    is_default: bool = False,
    owner: str | None = None,
    is_lasting: bool = True,
    incognito: bool = False,
) -> int:
    """The app where there is a terminal on both ends, text otherwise. Returns the exit code."""
    keeps_weeks = is_lasting and is_by_the_clock() and not (read_only or incognito)
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        with open_book(path, read_only=True) if read_only else sound(path) as store:
            click.echo(
                printed_masked(store, as_of, owner, title)
                if incognito
                else printed(store, as_of, owner, title or path.name)
            )
            if keeps_weeks:
                keep_week(store, as_of)
        return 0
    from churntui.data.rows import owners
    from churntui.ui.app import run
    from churntui.ui.shell.opening import Opening

    store = open_book(path, read_only=read_only)
    try:
        named = None if owner is None else owners.find(store, owner)
        seen_through = masked(store) if incognito else None
    except BaseException:
        store.close()
        raise
    opening = Opening(path, as_of, read_only, title, is_default, named, is_lasting, keeps_weeks=keeps_weeks)
    return run(store, opening, seen_through)


def masked(store: Store) -> MaskedStore:
    """The book with names and amounts masked; what that takes is imported with it."""
    from churntui.data import incognito

    return incognito.masked(store)


def printed(store: Store, as_of: date, owner: str | None, title: str) -> str:
    """The book as text, of all logos or of an owner's."""
    from churntui.questions.signals import looking

    book = of_owner(Book.load(store, as_of), store, owner).with_usage(store)
    return as_text(book, title, looking.read(store, book))


def printed_masked(store: Store, as_of: date, owner: str | None, title: str) -> str:
    """The same with names, words and amounts masked; the owner is asked for by the real name."""
    from churntui.data.rows import owners
    from churntui.plain import masks

    seen = masked(store)
    with seen:
        named = None if owner is None else seen.alias_of(owners.find(store, owner))
        masks.turn(on=True)
        try:
            return (
                printed(seen, as_of, named, title or "book")
                + "\n\nINCOGNITO: names, words and amounts are masked"
            )
        finally:
            masks.turn(on=False)


def as_text(book: Book, title: str, active: Active) -> str:
    """The Today page and the attrition report for a pipe."""
    from churntui.metrics import today
    from churntui.plain.sheets import Sheet
    from churntui.questions import registry as reports
    from churntui.questions import today as attention
    from churntui.questions.asked import Asked

    needs = today.awake(attention.everything(book, active))
    rows = tuple(
        (
            "!" if row.urgent else "",
            row.title,
            " · ".join(part.text for part in row.parts),
            "" if row.arr is None else book.money(row.arr),
        )
        for row in attention.rows(book, needs, is_whole=True)
    )
    listed = (
        Sheet("today", ("", "Logo", "Why", "ARR"), rows, frozenset({3})).text()
        if rows
        else attention.nothing_needed(book, active)
    )
    tally = " · ".join(attention.tally(book, needs)) if rows else ""
    attrition = reports.run(book, "attrition", Asked(span="quarter"))
    head = f"{title}, as of {book.as_of.isoformat()}" + (f", owner: {book.owner}" if book.owner else "")
    return "\n\n".join(part for part in (f"Today · {head}", tally, listed, attrition.text()) if part)
