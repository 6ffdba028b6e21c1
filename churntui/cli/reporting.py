"""`churntui report`: any report for a script (`--json`), a spreadsheet (`--csv`) or a person.

Only the report itself goes to stdout. What a reader of bare data must still know (contracts left out for want of a
rate, options that mean nothing) goes to stderr.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from churntui.book import Book
from churntui.cli.common import Day, as_of_option, existing, file_option, of_owner, owner_option
from churntui.data.rows import settings
from churntui.model import own_fields, splits
from churntui.plain.dates import Span
from churntui.plain.errors import BadInputError
from churntui.questions import registry as questions
from churntui.questions.asked import Asked


def _one_of(noun: str, *choices: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """An option's value as one of the choices, None where it is left out; another one is told in one line."""

    def chosen(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
        if value is None or value in choices:
            return value
        raise BadInputError(f"“{value}” is no {noun}", f"Choose one of {', '.join(choices)}")

    return chosen


def _names(_ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """`a,b` as names, each once; none where the option is left out. One that names nothing is told in one line."""
    names = tuple(dict.fromkeys(name.strip() for name in (value or "").split(",") if name.strip()))
    if value is not None and not names:
        raise BadInputError(
            f"{param.opts[0]} “{value}” names nothing", "Leave it out, or name some as in a,b"
        )
    return names


def _fields(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """The fields to split by, however they are spelled: `feature set` is `feature_set`."""
    return tuple(dict.fromkeys(map(own_fields.key_of, _names(ctx, param, value))))


def _target(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    known = settings.checked("target_rate", value or "")
    return float(known) if known else None


def _window(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else int(settings.checked("active_window_days", value))


_HELP = f"""Print a report.

NAME is one of: {", ".join(questions.REPORTS)}.
"""


@click.command(help=_HELP)
@click.argument("name")
@file_option
@as_of_option
@owner_option
@click.option(
    "--period",
    "span",
    callback=_one_of("period", *get_args(Span)),
    metavar="|".join(get_args(Span)),
    help="How long each period is. Default: month.",
)
@click.option("--from", "first", type=Day(), metavar="YYYY-MM-DD", help="The first day of the first period.")
@click.option("--to", "end", type=Day(), metavar="YYYY-MM-DD", help="The first day no longer covered.")
@click.option(
    "--by",
    callback=_fields,
    metavar="A[,B]",
    help=f"Split by {splits.listed()}, a field of your own (region), or by two of them; customers by "
    f"{splits.ROLE.name} too.",
)
@click.option("--regrettable", is_flag=True, help="Count only the losses that are regrettable.")
@click.option(
    "--voluntary/--involuntary", default=None, help="Count only the losses the logo chose, or did not choose."
)
@click.option(
    "--target", callback=_target, metavar="RATE", help="Mark the periods that lose more: 5% or 0.05."
)
@click.option(
    "--of",
    callback=_one_of("kind of subject", "logos", "customers"),
    metavar="logos|customers",
    help="Whose cohorts, or whose behaviour. Default: logos.",
)
@click.option("--action", metavar="ACTION", help="The action whose use is looked at. Default: every action.")
@click.option(
    "--actions",
    callback=_names,
    metavar="A,B",
    help="What counts as activity. Default: the qualifying actions.",
)
@click.option("--window", callback=_window, metavar="DAYS", help="The active window. Default: the book's.")
@click.option(
    "--moved-since",
    "since",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="What moved the forecast since the last week that was kept on or before this day.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
@click.option("--csv", "as_csv", is_flag=True, help="The rows as CSV.")
def report(
    *, name: str, file: Path, as_of: date, owner: str | None, as_json: bool, as_csv: bool, **asked: Any
) -> None:
    """Print a report."""
    if as_json and as_csv:
        raise BadInputError("--json and --csv exclude each other", "Leave one out")
    meant = Asked(**asked)
    with existing(file, read_only=True) as store:
        book = of_owner(Book.load(store, as_of), store, owner)
        made = questions.run(book, name, meant, store)
    if not (as_json or as_csv):
        click.echo(made.text())
        return
    for note in made.notes:
        click.echo(note, err=True)
    click.echo(made.json() if as_json else made.csv(), nl=as_json)
