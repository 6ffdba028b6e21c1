"""`churntui brief`: one logo's brief for a business review, in the format that the file's name asks for.

The shareable part unless asked otherwise: what is one key away from a mail must be safe to send.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from churntui.book import Book
from churntui.briefs.output import formats
from churntui.cli.common import as_of_option, existing, file_option, is_terminal, of_owner, owner_option
from churntui.data.rows import logos
from churntui.plain.errors import BadInputError

if TYPE_CHECKING:
    from churntui.briefs import PartName

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("logo")
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
    help=f"How it is written. Default: as OUT ends, {formats.DEFAULT.name} on stdout.",
)
@click.option(
    "-o",
    "out",
    type=_PATH,
    metavar="OUT",
    help=f"Write to this file, which ends with {formats.endings()}. Default: stdout.",
)
@click.option(
    "--template",
    type=_PATH,
    metavar="FILE.pptx",
    help="A presentation whose layouts are taken, without its slides.",
)
def brief(*, logo: str, file: Path, as_of: date, owner: str | None, part: str, **how: Any) -> None:
    """Write the business review brief of LOGO, named by its id or by a part of its name."""
    from churntui import briefs
    from churntui.plain.files import write_whole

    out, template = how["out"], how["template"]
    form = _format(how["named"], out, template)
    with existing(file, read_only=True) as store:
        book = Book.load(store, as_of).with_usage(store)
        logo_id = of_owner(book, store, owner).find_logo(logo, logos.former(store)).id
        made = briefs.of(store, book, logo_id)
    parts: tuple[PartName, ...] = tuple(name for name in briefs.PARTS if part in {name, "both"})
    contents = form.contents(made, parts, template)
    if out is None:
        click.echo(contents, nl=False)
    else:
        write_whole(out, contents)
        click.echo(f"{out}: {' and '.join(parts)} part of {made.logo.ref}", err=True)


def _format(named: str | None, out: Path | None, template: Path | None) -> formats.Format:
    """The format asked for; what its template lacks is told.

    Raises:
        BadInputError: The options contradict each other, or a terminal cannot show what they ask for.
    """
    form = formats.agreed(named, out)
    if out is None and form.is_binary and is_terminal(sys.stdout):
        raise BadInputError(f"A terminal cannot show {form.label}", f"Name a file: -o brief{form.ending}")
    for lack in formats.lacking(form, template):
        click.echo(f"{template}: {lack}", err=True)
    return form
