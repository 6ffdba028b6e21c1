"""The command line as a script meets it: one line for a mistake, exit codes, pipes, never a traceback."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from stores import names_in

from churntui import cli
from churntui.data.opening import open_book
from churntui.plain.errors import BookError


def churntui(*args, **options):
    """The program in a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "churntui", *map(str, args)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120, **options,
    )  # fmt: skip


def told(capsys, *args):
    """What `run` prints on stderr for a mistake: one line of ours, with exit code 2 and nothing on stdout."""
    code, out, err = called(capsys, *args)
    assert (code, out) == (2, "")
    assert err.startswith("churntui: ")
    assert err.count("\n") == 1
    return err


def called(capsys, *args):
    """Exit code, stdout and stderr of a command run in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["churntui", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            cli.run()
    captured = capsys.readouterr()
    return left.value.code, captured.out, captured.err


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    open_book(path).close()
    return path


def test_every_command_helps_itself():
    runner = CliRunner()
    listed = runner.invoke(cli.commands, ["--help"]).output
    for name in cli._COMMANDS:
        assert f"  {name} " in listed
        shown = runner.invoke(cli.commands, [name, "--help"])
        assert shown.exit_code == 0
        assert f"Usage: commands {name}" in shown.output


def test_version(capsys):
    assert called(capsys, "--version")[0] == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--as-of", "2024-02-30"], "“2024-02-30” is not a day"),
        (["--as-of", "9999-12-31"], "too far away"),
        (["report", "attrition", "--nope"], "No such option"),
        (["settings", "a", "b", "c"], "unexpected extra argument"),
        (["report"], "Missing argument"),
        (["--file"], "--file"),
        (["x" * 5000], "name too long"),
    ],
)
def test_a_mistake_is_one_line(capsys, args, words):
    assert words.casefold() in told(capsys, *args).casefold()


def test_a_mistake_names_the_help_of_its_command(capsys):
    assert told(capsys, "report", "--nope").endswith("See: churntui report --help\n")


def test_a_mistyped_command_does_not_become_a_book(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "“chekc”" in told(capsys, "chekc")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    "command", [["check"], ["backup"], ["settings"], ["actions"], ["report", "attrition"]]
)
def test_a_book_that_is_not_there_is_not_made(capsys, tmp_path, command):
    missing = tmp_path / "none.db"
    assert "There is no book" in told(capsys, *command, "--file", missing)
    assert not missing.exists()


def test_a_folder_that_is_not_there(capsys, tmp_path):
    assert "cannot be made" in told(capsys, tmp_path / "nowhere" / "book.db")


def test_a_place_where_nothing_can_be_made(capsys, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("CHURNTUI_FILE", str(tmp_path / "file" / "book.db"))
    told(capsys)


@pytest.mark.parametrize("command", ["open", "check", "backup"])
def test_other_files_are_told_apart(capsys, tmp_path, command):
    other = tmp_path / "notes.txt"
    other.write_text("no book at all")
    told(capsys, command, *(() if command == "open" else ("--file",)), other)
    assert other.read_text() == "no book at all"


def test_an_expected_failure_has_its_own_exit_code(capsys, monkeypatch, path):
    class OddError(BookError):
        exit_code = 7

    def fail(*_, **__):
        raise OddError("It broke", "Mend it")

    monkeypatch.setattr("churntui.cli.common.open_book", fail)
    assert called(capsys, path) == (7, "", "churntui: It broke. Mend it\n")


def test_control_c_is_130(capsys, monkeypatch, path):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("churntui.cli.common.open_book", interrupted)
    assert called(capsys, path)[0] == 130


def test_a_reader_that_has_seen_enough_is_no_failure(path):
    """The other end of the pipe is closed before the first line."""
    end, ours = os.pipe()
    os.close(end)
    result = subprocess.run(
        [sys.executable, "-m", "churntui", path],
        stdin=subprocess.DEVNULL, stdout=ours, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
    )  # fmt: skip
    os.close(ours)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_users_own_book_is_made_where_nothing_is_named(tmp_path):
    result = churntui(env=os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")})
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "data" / "churntui" / "book.db").exists()


def test_python_dash_m_and_ascii_terminals(path):
    result = churntui(path, env=os.environ | {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": ""})
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", cli._COMMANDS)
def test_every_command_takes_a_day(name):
    command = cli.commands.get_command(None, name)
    assert [param.opts for param in command.params if "--as-of" in param.opts] == [["--as-of"]]
