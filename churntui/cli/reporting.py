"""`churntui report`: any report for a script (`--json`), a spreadsheet (`--csv`) or a person.

Only the report itself goes to stdout. What a reader of bare data must still know (contracts left out for want of a
rate) goes to stderr.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import click

from churntui.book import Book
from churntui.cli.common import Day, as_of_option, existing, file_option
from churntui.dates import Span
from churntui.errors import BadInputError


def _span(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Span | None:
    for span in get_args(Span):
        if value == span:
            return span  # type: ignore[no-any-return]
    if value is None:
        return None
    raise BadInputError(f"“{value}” is no period", f"Choose one of {', '.join(get_args(Span))}")


@click.command()
@click.argument("name")
@file_option
@as_of_option
@click.option("--period", "span", callback=_span, metavar="month|quarter", help="How long each period is.")
@click.option("--from", "first", type=Day(), metavar="YYYY-MM-DD", help="The first day of the first period.")
@click.option("--to", "end", type=Day(), metavar="YYYY-MM-DD", help="The first day no longer covered.")
@click.option("--by", metavar="FIELD", help="Split by industry, country, owner, fit, plan or size.")
@click.option("--regrettable", is_flag=True, help="Count only the losses that are regrettable.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
@click.option("--csv", "as_csv", is_flag=True, help="The rows as CSV.")
def report(  # noqa: PLR0913 - one for each option
    *,
    name: str,
    file: Path,
    as_of: date,
    span: Span | None,
    first: date | None,
    end: date | None,
    by: str | None,
    regrettable: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print a report: attrition, revenue, renewals, themes, coverage or reasons."""
    from churntui import reports

    if as_json and as_csv:
        raise BadInputError("--json and --csv exclude each other", "Leave one out")
    options = reports.Options(span=span, first=first, end=end, by=by, regrettable=regrettable)
    with existing(file, read_only=True) as store:
        book = Book.load(store, as_of)
        if name == "renewals":
            book = book.with_usage(store)
        if name == "reasons":
            book = book.with_facts(store)
    made = reports.run(book, name, options)
    if not (as_json or as_csv):
        click.echo(made.text())
        return
    for note in made.notes:
        click.echo(note, err=True)
    click.echo(made.json() if as_json else made.csv(), nl=as_json)
