"""Whether a run of the program still goes on: asked of real processes, one of them killed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from churntui.plain import session

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def ago(minutes=0):
    return datetime.now(UTC) - timedelta(minutes=minutes)


@pytest.fixture
def other():
    """Another process that says the name of its session and waits."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from churntui.plain import session; print(session.this(), flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def changed(name, **parts):
    """The name of a session, with some of its parts another."""
    order = ("machine", "boot", "space", "number", "began")
    return json.dumps(list((dict(zip(order, json.loads(name), strict=True)) | parts).values()))


def test_a_process_goes_on_until_it_is_killed(other):
    name = other.stdout.readline().strip()
    assert name != session.this()
    assert session.goes_on(name, LONG_AGO)
    other.kill()
    other.wait()
    assert not session.goes_on(name, ago())


def test_a_number_that_was_given_out_again_is_another_process():
    assert session.goes_on(session.this(), LONG_AGO)
    assert not session.goes_on(changed(session.this(), began="1"), ago())


def test_after_a_restart_every_session_of_the_machine_has_ended():
    assert not session.goes_on(changed(session.this(), boot="another"), ago())


@pytest.mark.parametrize(
    "name",
    [
        changed(session.this(), boot="another", machine="another"),
        changed(session.this(), space="another"),
        "of a later version",
        json.dumps(["too", "few"]),
    ],
    ids=["another machine", "another container", "a later version", "nothing of ours"],
)
def test_what_cannot_be_known_from_here_goes_on_for_an_hour(name):
    assert session.goes_on(name, ago(59))
    assert not session.goes_on(name, ago(61))


def test_a_draft_of_before_sessions_is_open_nowhere():
    assert not session.goes_on("", ago())


def test_where_the_system_has_no_list_of_processes_it_is_asked_by_a_program(monkeypatch, tmp_path):
    if shutil.which("ps") is None:
        pytest.skip("no ps here")
    monkeypatch.setattr(session, "_PROC", tmp_path / "none")
    monkeypatch.setattr(session, "_here", session._here.__wrapped__)
    ours = session.this()
    assert session.goes_on(ours, LONG_AGO)
    assert not session.goes_on(changed(ours, began="Mon Jan  1 00:00:00 2001"), ago())


def test_the_short_name_tells_of_the_same_process(other):
    assert session.is_running(session.short())
    other.stdout.readline()
    _, *told = session.short().split(".")
    began = session._digest(session._began(other.pid))
    others = ".".join([str(other.pid), *told[:-1], began])
    assert session.is_running(others)
    other.kill()
    other.wait()
    assert session.is_running(others) is False
    assert session.is_running(".".join([str(other.pid), *told])) is False


@pytest.mark.parametrize("name", ["", "1", "x.a.b.c.d", "1.a.b.c", "1.a.b.c.d.e", "²..."])
def test_a_short_name_that_is_none_of_ours_tells_nothing(name):
    assert session.is_running(name) is None


def test_the_short_name_may_stand_in_a_files_name(monkeypatch):
    told = session._Process("host/" * 60, "b" * 36, "pid:[1]", 2**22, "Sun Nov 29 01:16:00 2026")
    monkeypatch.setattr(session, "_here", lambda _: told)
    assert len(session.short()) < 80
    assert set(session.short()) <= set("0123456789abcdef.")
