"""Keeping a book: its settings, its qualifying actions, its soundness, its roll-ups, its backups and their return."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from churntui.cli.common import as_of_option, existing, file_option
from churntui.plain.errors import DamagedBookError
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.plain.wording import counted

if TYPE_CHECKING:
    from churntui.data.file.store import Store
    from churntui.metrics.contradictions import Contradiction


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@file_option
def settings(key: str | None, value: str | None, file: Path) -> None:
    """Show the settings, show one, or change one: settings [KEY [VALUE]].

    The key author is your own name, kept in your config folder and not in the book.
    """
    from churntui.data import mine
    from churntui.data.rows import settings as kept

    if key == "author":
        click.echo(mine.named() if value is None else mine.name_me(value))
        return
    with existing(file, read_only=value is None) as store:
        if key is None:
            rows = tuple((line.key, line.value, line.meaning) for line in kept.describe(store))
            click.echo(Sheet("settings", ("Setting", "Value", "Meaning"), rows).text())
        elif value is None:
            click.echo(kept.value(store, key))
        else:
            click.echo(kept.change(store, key, value))


@click.command()
@click.option(
    "--qualify", metavar="A,B", help="The actions that show value received; all others stop qualifying."
)
@file_option
def actions(qualify: str | None, file: Path) -> None:
    """Show the actions, or choose which of them qualify as activity."""
    from churntui.data import activity

    with existing(file, read_only=qualify is None) as store:
        if qualify is not None:
            activity.qualify(store, [name.strip() for name in qualify.split(",") if name.strip()])
        rows = tuple(
            (action.name, "yes" if action.qualifies else "no", f"{action.times:,}")
            for action in activity.actions(store)
        )
    click.echo(Sheet("actions", ("Action", "Qualifies", "Done"), rows, frozenset({2})).text())


_SHOWN_OF_A_KIND = 10
"""Contradictions of one kind that are listed; the app shows them all."""


@click.command()
@file_option
@as_of_option
@click.option("--strict", is_flag=True, help="Exit 1 on a contradiction too.")
def check(file: Path, as_of: date, *, strict: bool) -> int:
    """Check the book: file integrity, foreign keys, orphans; and tell what of it contradicts itself.

    Exit 1 on damage. Contradictions are told and end with exit 1 only with --strict; one that was accepted as right in
    the app stays silent.
    """
    from churntui.data import checks
    from churntui.data.importing import starts

    told: list[Contradiction] = []
    assumed = 0
    try:
        with existing(file, read_only=True) as store:
            findings = checks.run(store)
            if not findings:
                told = _contradictions(store, as_of)
                assumed = starts.assumed(store)
    except DamagedBookError as error:
        findings = [checks.Finding("file", error.title, error.hint)]
    for finding in findings:
        click.echo(f"{finding.where}: {finding.what}. {finding.mend}")
    click.echo(counted(len(findings), "finding") if findings else f"{file} is sound", err=True)
    if told:
        click.echo(f"{counted(len(told), 'contradiction')}; churntui shows them on Today", err=True)
    if assumed:
        click.echo(f"{counted(assumed, 'contract')} with a start that was assumed on import", err=True)
    return 1 if findings or (strict and told) else 0


def _contradictions(store: Store, as_of: date) -> list[Contradiction]:
    """Print what contradicts itself, the first of each kind, and return it all."""
    from churntui.book import Book
    from churntui.metrics.contradictions import MENDS, TITLES
    from churntui.questions.contradictions import found

    book = Book.load(store, as_of).with_usage(store)
    every = found(book)
    for kind, alike in groupby(every, key=attrgetter("kind")):
        rows = list(alike)
        click.echo(f"{TITLES[kind]}: {len(rows)}. {MENDS[kind]}")
        for row in rows[:_SHOWN_OF_A_KIND]:
            click.echo(f"  {clean_line(f'{book.name(row.logo_id)}: {row.text}', 400)}")
        if len(rows) > _SHOWN_OF_A_KIND:
            click.echo(f"  … {len(rows) - _SHOWN_OF_A_KIND:,} more")
    return every


@click.command()
@file_option
def rebuild(file: Path) -> None:
    """Make the roll-ups anew from the activity; mend drafts, and take out settings and rates that are damaged."""
    from churntui.data import activity, checks

    with existing(file, values=False) as store:
        for finding in checks.mend(store):
            click.echo(f"mended: {finding.where}, which {finding.what}", err=True)
        made = activity.rebuild(store)
    click.echo(f"made anew: {made.cells:,} cells of activity, {made.logos:,} logos with any", err=True)


@click.command()
@click.argument("out", type=click.Path(path_type=Path), required=False)
@file_option
def backup(out: Path | None, file: Path) -> None:
    """Copy the book, verified, to OUT (default: beside it, named by the moment)."""
    from churntui.data.file.backup import free_name

    with existing(file, read_only=True) as store:
        target = out or free_name(file)
        if target.is_dir():
            target = free_name(target / file.name)
        store.backup(target)
    click.echo(str(target))


@click.command()
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@file_option
def restore(backup: Path, file: Path) -> None:
    """Put BACKUP in the place of the book, its log included; the book it replaces is kept beside it."""
    from churntui.data.restoring import restore as restored

    done = restored(backup, file)
    kept = f". The book it replaced is kept as {done.kept}" if done.kept else ""
    logos, interviews = counted(done.logos, "logo"), counted(done.interviews, "interview")
    click.echo(f"{file} is now the backup {backup}, with {logos} and {interviews}{kept}", err=True)
