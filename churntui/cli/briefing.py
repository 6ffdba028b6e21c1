"""`churntui brief`: one logo's brief for a business review, in the format of the file's name, or all due in a quarter.

The shareable part unless asked otherwise: what is one key away from a mail must be safe to send.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from churntui import briefs
from churntui.book import Book
from churntui.briefs import PARTS, PartName, due
from churntui.briefs.deciding import to_be_seen_to
from churntui.briefs.output import formats
from churntui.cli.common import as_of_option, existing, file_option, is_terminal, of_owner, owner_option
from churntui.data.rows import logos
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError
from churntui.plain.files import write_whole
from churntui.plain.text import clean_line
from churntui.plain.wording import counted

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("logo", required=False)
@file_option
@as_of_option
@owner_option
@click.option(
    "--part",
    type=click.Choice(["shareable", "internal", "both"]),
    default="shareable",
    show_default=True,
    help="Which part. The internal one never leaves.",
)
@click.option(
    "--format",
    "named",
    type=click.Choice(list(formats.BY_NAME)),
    help="How it is written. Default: as OUT ends, "
    f"{formats.DEFAULT.name} on stdout, {formats.TO_SEND.name} in a folder.",
)
@click.option(
    "-o",
    "out",
    type=_PATH,
    metavar="OUT",
    help=f"Write to this file, which ends with {formats.endings()}; with --due, into this folder. Default: stdout.",
)
@click.option(
    "--template",
    type=_PATH,
    metavar="FILE.pptx",
    help="A presentation whose layouts are taken, without its slides.",
)
@click.option(
    "--due",
    "quarter",
    is_flag=False,
    flag_value="next",
    metavar="[QUARTER]",
    help="Instead of LOGO: of every logo with a contract that ends in 2027Q1, this or next quarter. Default: next.",
)
def brief(*, logo: str | None, file: Path, as_of: date, owner: str | None, part: str, **how: Any) -> None:
    """Write the business review brief of LOGO, named by its id or by a part of its name."""
    parts: tuple[PartName, ...] = tuple(name for name in PARTS if part in {name, "both"})
    wanted = _Wanted(file, as_of, owner, parts, how["named"], how["out"], how["template"])
    if how["quarter"] is None and logo is None:
        raise click.UsageError("Name a logo, or say --due")
    if how["quarter"] is not None and logo is not None:
        raise click.UsageError("Name a logo or say --due, not both")
    if logo is None:
        sys.exit(_all_due(wanted, due.quarter(how["quarter"], as_of)))
    _one(wanted, logo)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What one or all briefs have in common."""

    file: Path
    as_of: date
    owner: str | None
    parts: tuple[PartName, ...]
    named: str | None
    out: Path | None
    template: Path | None

    def checked(self, form: formats.Format) -> formats.Format:
        """The format, with what its template lacks told.

        Raises:
            ChurnError: It cannot be had that way.
        """
        for lack in formats.lacking(form, self.template):
            click.echo(f"{self.template}: {lack}", err=True)
        return form


def _one(wanted: _Wanted, logo: str) -> None:
    """Write the brief of one logo."""
    out = wanted.out
    if out is not None and out.is_dir():
        raise BadInputError(f"{out} is a folder", "Name a file in it")
    form = formats.agreed(wanted.named, out)
    if out is None and form.is_binary and is_terminal(sys.stdout):
        raise BadInputError(f"A terminal cannot show {form.label}", f"Name a file: -o brief{form.ending}")
    wanted.checked(form)
    with existing(wanted.file, read_only=True) as store:
        book = Book.load(store, wanted.as_of).with_usage(store)
        logo_id = of_owner(book, store, wanted.owner).find_logo(logo, logos.former(store)).id
        made = briefs.of(store, book, logo_id)
    contents = form.contents(made, wanted.parts, wanted.template)
    if told := to_be_seen_to(made):
        click.echo(told, err=True)
    if out is None:
        click.echo(contents, nl=False)
    else:
        write_whole(out, contents)
        click.echo(f"{out}: {' and '.join(wanted.parts)} part of {made.logo.ref}", err=True)


def _all_due(wanted: _Wanted, quarter: Period) -> int:
    """Write the briefs of all logos that are due; 0 where all of them were, 1 where some, 2 where none."""
    if wanted.out is None:
        raise BadInputError("All that are due go into a folder", "Name it: -o DIR")
    if formats.refused(wanted.out.name) is None and not wanted.out.is_dir():
        raise BadInputError(
            f"“{wanted.out.name}” is the name of a file, and many are due", "Name a folder: -o DIR"
        )
    form = wanted.checked(formats.BY_NAME[wanted.named] if wanted.named else formats.TO_SEND)
    with existing(wanted.file, read_only=True) as store:
        book = Book.load(store, wanted.as_of).with_usage(store)
        ending = due.due(of_owner(book, store, wanted.owner), quarter)
        if not ending:
            click.echo(f"No contract ends in {quarter.label}", err=True)
            return 0
        shelf = due.Shelf(wanted.out, form, wanted.parts, ending, wanted.template)
        results = _shown(due.written_all(store, book, shelf), len(ending))
    return _told(results, quarter)


def _shown(results: Iterator[due.Written], count: int) -> list[due.Written]:
    """All results, with a bar on a terminal that names whose brief was written last."""
    if not is_terminal(sys.stderr):
        return [*results]
    with click.progressbar(
        results,
        count,
        file=sys.stderr,
        item_show_func=lambda last: clean_line(last.logo.name, 40) if last else None,
    ) as bar:
        return [*bar]


def _told(results: Sequence[due.Written], quarter: Period) -> int:
    """Say what was written and what was not."""
    failed = 0
    for result in results:
        if result.path is None:
            failed += 1
            click.echo(clean_line(f"{result.logo.name}: not written. {result.why}", 400), err=True)
        else:
            click.echo(result.path)
    left = f", {failed} not written" if failed else ""
    click.echo(f"{counted(len(results) - failed, 'brief')} for {quarter.label}{left}", err=True)
    return 2 if failed == len(results) else int(failed > 0)
