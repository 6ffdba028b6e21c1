"""Keeping a book: its settings, its qualifying actions, its soundness, its roll-ups, its backups and their return."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from churntui.cli.common import existing, file_option
from churntui.plain.errors import DamagedBookError
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@file_option
def settings(key: str | None, value: str | None, file: Path) -> None:
    """Show the settings, show one, or change one: settings [KEY [VALUE]]."""
    from churntui.data.rows import settings as kept

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


@click.command()
@file_option
def check(file: Path) -> int:
    """Check the book: file integrity, foreign keys, orphans, conflicts. Exit 1 on a finding."""
    from churntui.data import checks

    try:
        with existing(file, read_only=True) as store:
            findings = checks.run(store)
    except DamagedBookError as error:
        findings = [checks.Finding("file", error.title, error.hint)]
    for finding in findings:
        click.echo(f"{finding.where}: {finding.what}. {finding.mend}")
    click.echo(counted(len(findings), "finding") if findings else f"{file} is sound", err=True)
    return 1 if findings else 0


@click.command()
@file_option
def rebuild(file: Path) -> None:
    """Make the roll-ups anew from the activity, and take out settings and rates that are damaged."""
    from churntui.data import activity, checks

    with existing(file) as store:
        for finding in checks.mend(store):
            click.echo(f"taken out: {finding.where}, which {finding.what}", err=True)
        made = activity.rebuild(store)
    click.echo(f"made anew: {made.cells:,} cells of activity, {made.logos:,} logos with any", err=True)


@click.command()
@click.argument("out", type=click.Path(path_type=Path), required=False)
@file_option
def backup(out: Path | None, file: Path) -> None:
    """Copy the book, verified, to OUT (default: beside it, named by the moment)."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    with existing(file, read_only=True) as store:
        target = out or file.with_name(f"{file.name}.{stamp}.backup")
        if target.is_dir():
            target /= f"{file.name}.{stamp}.backup"
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
