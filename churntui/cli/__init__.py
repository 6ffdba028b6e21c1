"""The commands: a contract that scripts rely on. Data on stdout, words on stderr, one line for a mistake.

Each command lives in a module of its own and is imported when it is called, so that opening a book pays for
nothing else.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import Any, NoReturn

import click

from churntui.plain import signals
from churntui.plain.errors import ChurnError

_COMMANDS = {
    "open": "churntui.cli.opening:open_",
    "demo": "churntui.cli.opening:demo",
    "import": "churntui.cli.importing:import_",
    "undo-import": "churntui.cli.importing:undo_import",
    "sources": "churntui.cli.importing:sources",
    "template": "churntui.cli.importing:template",
    "export": "churntui.cli.importing:export",
    "report": "churntui.cli.reporting:report",
    "brief": "churntui.cli.briefing:brief",
    "calendar": "churntui.cli.calendar:calendar",
    "settings": "churntui.cli.keeping:settings",
    "actions": "churntui.cli.keeping:actions",
    "check": "churntui.cli.keeping:check",
    "rebuild": "churntui.cli.keeping:rebuild",
    "backup": "churntui.cli.keeping:backup",
    "restore": "churntui.cli.keeping:restore",
}


class Commands(click.Group):
    """The commands by name; anything else is a book to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click names it
        """In the order of a user's first day."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click names it
        """Import the command's module and return it."""
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, name = target.split(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            return None
        if all(param.name != "as_of" for param in command.params):
            command.params.append(_any_day())
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`churntui`, `churntui FILE` and `churntui --as-of D FILE` open a book."""
        asks = {"--help", "-h", "--version"}
        if not args or (args[0] not in _COMMANDS and args[0] not in asks):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whoever reads our output may stop when they have seen enough."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0


def _any_day() -> click.Option:
    """`--as-of`, which every command takes, of one for which the day makes no difference."""
    from churntui.cli.common import Day

    help_ = "Taken as by every command; the day makes no difference here."
    return click.Option(["--as-of"], type=Day(), metavar="YYYY-MM-DD", expose_value=False, help=help_)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="churntui FILE opens a book; churntui alone opens yours.",
)
@click.version_option(package_name="churntui")
def commands() -> None:
    """Why customers leave, which renewals come up, and what to say about it."""


def run() -> NoReturn:
    """Run the command the arguments name, and leave with its exit code."""
    _spell_out_what_the_encoding_lacks()
    try:
        with signals.answered(sys.exit):
            code = commands.main(standalone_mode=False, prog_name="churntui")
    except ChurnError as error:
        click.echo(f"churntui: {error}", err=True)
        code = error.exit_code
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except click.Abort:
        code = 130
    except click.ClickException as error:
        click.echo(f"churntui: {_in_one_line(error)}", err=True)
        code = 2
    except OSError as error:
        click.echo(f"churntui: {error.filename or 'output'}: {error.strerror}", err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _spell_out_what_the_encoding_lacks() -> None:
    """A name in Chinese must not break a report in Latin-1; in UTF-8 nothing is lacking."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _in_one_line(error: click.ClickException) -> str:
    """A mistake on the command line, and the command whose help says how it is meant."""
    words = " ".join(error.format_message().split())
    asked = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "churntui"
    return f"{words.rstrip('.')}. See: {asked} --help"
