"""The commands that move rows: `import`, `undo-import`, `template` and `export`.

Results go to stdout, one line per file; everything said about them (rejected rows, choices made, progress) to
stderr. Exit 0: all taken. 1: some rows or files were not; the others are in. 2: nothing could be read.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import click

from churntui.cli.common import (
    as_of_option,
    existing,
    file_option,
    is_by_the_clock,
    is_terminal,
    keep_week,
    sound,
    today,
)
from churntui.data.file import connect
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.plain.dates import short
from churntui.plain.errors import BadInputError, ChurnError
from churntui.plain.money import parse_currency
from churntui.plain.text import clean_line

if TYPE_CHECKING:
    from churntui.data.importing import Progress, RunResult
    from churntui.data.importing.likeness import Likeness
    from churntui.data.importing.outcome import FileResult
    from churntui.data.importing.profiles import Profile
    from churntui.data.importing.recognising import Recognised

Standing = Literal["keep", "skip", "loss"]
"""As `importing.profiles.Standing`, which is imported when the command runs."""

_SHOWN_PROBLEMS = 10

_LONGEST_NOTE = 100_000
"""Notes name every column that is not taken, however many."""

_ASKED_STATUSES = 12
"""How many are asked about; of more the column is none."""

_ASKED_LIKENESSES = 20
"""How many logos and contracts are asked about; the rows of more are rejected by name."""

_PATH = click.Path(path_type=Path)


def _currency(text: str) -> str:
    """An ISO code in capitals, or nothing; a mistake is click's one line."""
    try:
        return parse_currency(text) if text.strip() else ""
    except ChurnError as error:
        raise click.BadParameter(str(error)) from None


def _names(text: str) -> tuple[str, ...]:
    """`a,b` as names; all is every one."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    return ("*",) if names == ("all",) else names


def _status(text: str) -> tuple[str, Standing]:
    """`VALUE=keep` taken apart; a mistake is click's one line."""
    value, _, standing = text.rpartition("=")
    if not value.strip() or standing not in get_args(Standing):
        raise click.BadParameter(f"“{text}” is not VALUE=keep, VALUE=skip or VALUE=loss")
    return value.strip(), cast("Standing", standing)


def _same(text: str) -> tuple[str, str]:
    """`A=B` taken apart; a mistake is click's one line."""
    said, _, known = text.rpartition("=")
    if not said.strip() or not known.strip():
        raise click.BadParameter(f"“{text}” is not A=B: what the file calls it, and its id in the book")
    return said.strip(), known.strip()


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="PATH...")
@file_option
@as_of_option
@click.option(
    "--as",
    "source",
    default="",
    metavar="SOURCE",
    help="Where the files come from: a name that churntui sources lists, or a mapping as FILE.toml. Default: by the "
    "headers, first those of your own mappings.",
)
@click.option(
    "--end-dates",
    type=click.Choice(["inclusive", "exclusive"]),
    help="Whether a contract's end date is its last day, or the first day not covered. Default: as its source does, "
    "else as the contracts of the file tell.",
)
@click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help="How to read dates like 03/04/2026 and 26-03-04. Default: as the other dates of the file tell.",
)
@click.option(
    "--decimal",
    type=click.Choice(["point", "comma"]),
    help="How to read 96.000 and 96,000. Default: as the other numbers of the column tell.",
)
@click.option(
    "--currency",
    default="",
    callback=lambda _ctx, _param, text: _currency(text),
    metavar="XXX",
    help="The currency of amounts that come without one, such as USD. Default: what a sign beside them tells (€, £), "
    "else the reporting currency; $, ¥ and kr are asked about.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    callback=lambda _ctx, _param, values: tuple(map(_status, values)),
    metavar="VALUE=keep|skip|loss",
    help="What becomes of rows of a status that is not known, or is to be taken otherwise: kept, left out, or taken as "
    "over. May be given several times.",
)
@click.option(
    "--amount",
    type=click.Choice(["total", "per-seat"]),
    help="Whether an amount beside a number of seats is for all of them or for each, where its header may mean either; "
    "total also says that one billed in parts is for the whole term.",
)
@click.option(
    "--same",
    multiple=True,
    callback=lambda _ctx, _param, values: tuple(map(_same, values)),
    metavar="A=B",
    help="What the file calls A is B of the book, by its id: a logo under another name, or a contract whose start or "
    "plan was corrected. May be given several times.",
)
@click.option(
    "--new",
    multiple=True,
    metavar="A",
    help="What the file calls A is new, however alike it is to something of the book; all for everything that is "
    "asked about. May be given several times.",
)
@click.option(
    "--renews",
    type=click.Choice(["link", "leave"]),
    help="What becomes of contracts that follow another of their logo and name none: link says that each renews the "
    "one it follows, leave says nothing. Default: they stay, and are counted.",
)
@click.option(
    "--take",
    type=click.Choice(["file", "book"]),
    help="What becomes of fields that somebody changed by hand and a file says otherwise, and of rows somebody took "
    "away: file takes the file's, book keeps the book's. Default: the book's, and each is listed.",
)
@click.option(
    "--replace-days",
    is_flag=True,
    help="Activity the book has on a file's days (first to last), of the actions the file names, and the file has not, "
    "is taken out: for a corrected export that stands in place of an earlier one.",
)
@click.option(
    "--own",
    default="",
    callback=lambda _ctx, _param, text: _names(text),
    metavar="A,B",
    help="Columns of a file of logos to keep as fields of your own; all takes every one that nothing else is made of.",
)
@click.option("--dry-run", is_flag=True, help="Do everything but keep it.")
@click.option(
    "--rejects", type=_PATH, metavar="FILE", help="Write rejected rows there, to mend and import again."
)
def import_(paths: tuple[Path, ...], file: Path, **chosen: Any) -> None:
    """Take in files and folders (CSV, Excel, JSON, zip): churntui's own tables, or a known source's export.

    Importing the same file twice changes nothing; a blank never overwrites what is there, and what was changed by hand
    stays until --take file.
    """
    from churntui.data import importing
    from churntui.data.importing.likeness import NEW

    chosen["same"] += tuple((said.strip(), NEW) for said in chosen.pop("new") if said.strip())
    options = importing.Options(**chosen)
    recognised = importing.recognise(paths, options, _own_mappings(file))
    if not recognised.files:
        raise importing.nothing_read(recognised)
    if options.replace_days and not any(
        mapped.mapping.table.name == "activity" for mapped in recognised.files
    ):
        click.echo("--replace-days means nothing here: there is no activity in these files", err=True)
    recognised = _asked_for_statuses(_asked(recognised))
    size = sum(mapped.sheet.size for mapped in recognised.files)
    with _book(file, dry_run=options.dry_run) as store:
        recognised = _asked_for_fields(recognised, store)
        with _progress(size) as progress:
            result = importing.run(store, recognised, progress, asks=_somebody_is_there())
        if result.asked:
            recognised = _asked_for_likenesses(recognised, result.asked)
            with _progress(size) as progress:
                result = importing.run(store, recognised, progress)
        if not options.dry_run and is_by_the_clock():
            keep_week(store, today(), after_import=True)
    _tell(result, dry_run=options.dry_run)
    sys.exit(1 if result.rejected or result.unread or result.in_conflict else 0)


def _somebody_is_there() -> bool:
    """Whether a person can be asked."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def _asked(recognised: Recognised) -> Recognised:
    """With the currency of a sign that several share, where somebody is there to say it; blank leaves it open."""
    from churntui.data.importing import asking

    if not _somebody_is_there():
        return recognised
    recognised = _asked_how_to_read(recognised)
    doubtful = asking.doubtful_sign(recognised)
    if doubtful is None:
        return recognised
    some = ", ".join(doubtful.currencies[:3])
    where, amount = clean_line(doubtful.file, 200), clean_line(doubtful.amount, 40)
    question = f"{where}: which currency is “{amount}” ({some} …)? Blank to leave such rows out"
    said = click.prompt(question, default="", show_default=False, value_proc=_currency, err=True)
    return replace(recognised, options=replace(recognised.options, currency=said))


def _asked_how_to_read(recognised: Recognised) -> Recognised:
    """With the order of days, the decimal sign and whether ends are covered, where files leave them open."""
    from churntui.data.importing import asking

    said: dict[str, str] = {}
    for doubt in asking.doubts(recognised):
        question = f"{doubt.file}, {doubt.column}: {doubt.problem}? {' or '.join(doubt.answers)}; blank leaves them out"
        answers = click.Choice(["", *doubt.answers])
        answer = str(
            click.prompt(
                clean_line(question, 400),
                default="",
                type=answers,
                show_default=False,
                show_choices=False,
                err=True,
            )
        )
        if answer:
            said[doubt.option] = answer
    return replace(recognised, options=replace(recognised.options, **said))  # type: ignore[arg-type]


def _asked_for_statuses(recognised: Recognised) -> Recognised:
    """With what becomes of rows of statuses nobody knows, where somebody is there to say it; blank leaves them out."""
    from churntui.data.importing import asking

    if not _somebody_is_there():
        return recognised
    said: list[tuple[str, Standing]] = []
    for unknown in asking.unknown_statuses(recognised)[:_ASKED_STATUSES]:
        value, header = clean_line(unknown.value, 40), clean_line(unknown.header, 40)
        question = f"{clean_line(unknown.file, 200)}: what becomes of rows whose {header} is “{value}”?"
        answer = click.prompt(
            question,
            type=click.Choice(["keep", "skip", "loss", ""]),
            default="",
            show_default=False,
            err=True,
        )
        if answer:
            said.append((unknown.value, cast("Standing", answer)))
    options = recognised.options
    return replace(recognised, options=replace(options, statuses=(*options.statuses, *said)))


def _asked_for_fields(recognised: Recognised, store: Store) -> Recognised:
    """With the columns of logos that somebody who is there wants to keep as fields of their own."""
    from churntui.data.importing import asking

    offered = asking.own_fields(recognised, store)
    if not offered or not _somebody_is_there():
        return recognised
    names = clean_line(", ".join(offered), 200)
    if not click.confirm(f"Keep {names} as fields of your own on logos?", err=True):
        return recognised
    return replace(recognised, options=replace(recognised.options, own=offered))


def _asked_for_likenesses(recognised: Recognised, likenesses: Sequence[Likeness]) -> Recognised:
    """With what is something of the book under another name; blank leaves it out."""
    from churntui.data.importing.likeness import NEW

    said: list[tuple[str, str]] = []
    for asked in likenesses[:_ASKED_LIKENESSES]:
        some = ", ".join(f"{place} {known}" for place, known in enumerate(asked.known, start=1))
        question = (
            f"Is “{asked.told}” one of the book's: {some}? Its number, n for a new one, blank to leave it out"
        )
        numbers = [str(place) for place in range(1, len(asked.known) + 1)]
        answer = click.prompt(
            clean_line(question, 400),
            type=click.Choice([*numbers, "n", ""]),
            default="",
            show_default=False,
            show_choices=False,
            err=True,
        )
        if answer:
            said.append((asked.said, NEW if answer == "n" else asked.known[int(answer) - 1].ref))
    options = recognised.options
    return replace(recognised, options=replace(options, same=(*options.same, *said)))


def _own_mappings(file: Path) -> list[Profile]:
    """Those of the book, where there is one."""
    from churntui.data.importing import own_mappings

    if connect.is_new(file):
        return []
    with existing(file, read_only=True) as store:
        return own_mappings.every(store)


@contextmanager
def _book(file: Path, *, dry_run: bool) -> Iterator[Store]:
    """The book; for a dry run into one that is not there yet, one that goes away again."""
    if dry_run and connect.is_new(file):
        with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "dry-run.db") as store:
            yield store
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with sound(file) as store:
        yield store


@contextmanager
def _progress(total: int) -> Iterator[Progress | None]:
    """A bar over the bytes of all files on a terminal, nothing in a pipe."""
    if not is_terminal(sys.stderr):
        yield None
        return
    done_of: dict[str, int] = {}
    with click.progressbar(length=total, file=sys.stderr, item_show_func=lambda name: name) as bar:

        def report(name: str, done: int, _: int) -> None:
            bar.update(max(0, done - done_of.get(name, 0)), clean_line(name, 40))
            done_of[name] = done

        yield report


def _tell(result: RunResult, *, dry_run: bool) -> None:
    for file in result.files:
        click.echo(_counts(file))
        _tell_notes(file)
        for dropped in file.dropped:
            click.echo(clean_line(f"  row taken without its link: {dropped}", 400), err=True)
        for problem in file.problems[:_SHOWN_PROBLEMS]:
            click.echo(clean_line(f"  {problem}", 400), err=True)
        more = file.rejected - len({problem.line for problem in file.problems[:_SHOWN_PROBLEMS]})
        if more > 0:
            click.echo(f"  … {more} more rejected, use --rejects FILE", err=True)
        _tell_conflicts(file)
    for file in result.ignored:
        click.echo(f"{_name(file)}: left out, {file.notes[0]}", err=True)
    for file in result.unread:
        click.echo(f"{_name(file)}: not read. {clean_line(file.notes[0], 400)}", err=True)
    for kept in result.kept:
        click.echo(
            clean_line(
                f"Kept as your mapping {kept.name}: sheets with the headers of {kept.file} are taken so from now on; "
                "churntui sources lists it",
                400,
            ),
            err=True,
        )
    for path in result.rejects:
        click.echo(f"Rejected rows are in {path}; mend them and import that file", err=True)
    if dry_run:
        click.echo("A dry run: nothing was kept", err=True)


def _tell_conflicts(file: FileResult) -> None:
    for conflict in file.conflicts[:_SHOWN_PROBLEMS]:
        click.echo(f"  in conflict: {clean_line(str(conflict), 400)}", err=True)
    more = file.in_conflict - len(file.conflicts[:_SHOWN_PROBLEMS])
    if more > 0:
        click.echo(f"  … {more} more in conflict", err=True)
    if file.in_conflict:
        click.echo(
            "  the book's stays: --take file for the file's, --take book to say no more of it", err=True
        )


def _counts(file: FileResult) -> str:
    skipped = f", {file.skipped} skipped" if file.skipped else ""
    conflicts = f", {file.in_conflict} in conflict" if file.in_conflict else ""
    removed = f", {file.removed} taken out" if file.removed else ""
    return (
        f"{_name(file)} -> {file.table}: {file.added} added, {file.changed} changed, {file.unchanged} unchanged, "
        f"{file.rejected} rejected{conflicts}{skipped}{removed}"
    )


def _tell_notes(file: FileResult) -> None:
    if file.mapped_on:
        day = short(date.fromisoformat(file.mapped_on))
        told = f"  mapped as on {day}, by your mapping {file.source}; otherwise: --as canonical"
        click.echo(clean_line(told, 400), err=True)
    elif file.source != "canonical":
        has, of_all = file.recognised_by
        click.echo(
            f"  source: {file.source}, by {has} of the {of_all} columns known of it; otherwise: --as canonical",
            err=True,
        )
    for note in file.notes:
        click.echo(f"  {clean_line(note, _LONGEST_NOTE)}", err=True)


def _name(file: FileResult) -> str:
    return clean_line(Path(file.path).name, 200)


@click.command("undo-import")
@file_option
def undo_import(file: Path) -> None:
    """Take the last import back: what it added goes, what it changed is as it was before.

    What was changed since stays and is named. The last three imports that changed something can be taken back, the
    newest first. Exit 0: all of it taken back. 1: some was left. 2: there is nothing to take back.
    """
    from churntui.data.importing import takeback

    with existing(file) as store:
        taken = takeback.take_back(store)
    click.echo(clean_line(f"Taken back: the import of {taken.batch.called}: {taken.told}", 400))
    for left in taken.left:
        click.echo(f"  left: {clean_line(str(left), 400)}", err=True)
    sys.exit(1 if taken.left else 0)


@click.command()
@file_option
@click.option(
    "--save", metavar="NAME", help="Write this one as TOML, for a colleague or to change it by hand."
)
@click.option("-o", "output", type=_PATH, metavar="FILE", help="Where to. Default: to the output.")
@click.option(
    "--forget", metavar="NAME", help="Let go of a mapping of your own; u in the app brings it back."
)
def sources(file: Path, save: str | None, output: Path | None, forget: str | None) -> None:
    """List the sources whose files are recognised, your own mappings first: what import --as takes, what tells them.

    A line for each file: the source's name, what the file is, the table it becomes, and headers that tell it, with tabs
    between. A mapping of your own is kept when something was said about a sheet, or it was imported in the app; a sheet
    with the same headers is taken so again.
    """
    from churntui.data.importing import own_mappings, profiles

    if forget is not None:
        with existing(file) as store:
            own_mappings.forget(store, forget)
        click.echo(f"Forgotten: {clean_line(forget, 100)}", err=True)
        return
    if save is not None:
        _save_source(file, save, output)
        return
    for profile in (*_own_mappings(file), *profiles.profiles()):
        for rule in profile.files if profile.name != profiles.CANONICAL else ():
            title = f"your own, of {profile.made_on}" if profile.is_made else profile.title
            parts = (
                profile.name,
                ", ".join(filter(None, (title, rule.what))),
                rule.table,
                ", ".join(rule.told_by),
            )
            click.echo("\t".join(clean_line(part) for part in parts))
    click.echo(
        "Any other file is taken by its headers, as canonical: churntui template writes those it knows",
        err=True,
    )


def _save_source(file: Path, name: str, output: Path | None) -> None:
    """Write a source's TOML: that of a mapping in the book, else of a source that is known."""
    from churntui.data.importing import profiles
    from churntui.data.importing.mapping_files import SUFFIX
    from churntui.plain.files import write_whole

    if output is not None and output.suffix.lower() != SUFFIX:
        raise BadInputError(
            f"{output} is no name for a mapping", f"End it with {SUFFIX}, so that --as takes it"
        )
    own = next((one for one in _own_mappings(file) if one.name.casefold() == name.strip().casefold()), None)
    text = own.toml if own is not None else profiles.text_of(name)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(output, text)
    except OSError as error:
        raise BadInputError(f"{output} cannot be written: {error.strerror}", "Name another -o FILE") from None
    click.echo(f"Written: {output}; import --as {output} takes it", err=True)


@click.command()
@click.argument("folder", type=_PATH, metavar="DIR")
def template(folder: Path) -> None:
    """Write empty CSVs with the headers that import understands best."""
    from churntui.data import export as exporting

    for name in exporting.write_templates(folder):
        click.echo(name)


@click.command()
@click.argument("folder", type=_PATH, metavar="DIR")
@file_option
def export(folder: Path, file: Path) -> None:
    """Write every table as CSV. Importing the folder into a new book loses nothing."""
    from churntui.data import export as exporting

    with existing(file, read_only=True) as store:
        counts = exporting.write(store, folder)
    for name, count in counts.items():
        click.echo(f"{name}.csv: {count} rows")
