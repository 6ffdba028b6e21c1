import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stores import names_in

from churntui.plain import files, session
from churntui.plain.errors import BadInputError, ChurnError
from churntui.plain.files import Part, is_file, whole, write_whole


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def part_of(run):
    """What a part is called that this run of the program writes."""
    return f"{files._PREFIX}{run}-abc_1{files._ENDING}"


def ended():
    """The name of a run that was and is no more."""
    script = "from churntui.plain import session; print(session.short())"
    return subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    ).stdout.strip()


def changed(**parts):
    """The name of this run, with some of its parts another."""
    order = ("number", "machine", "boot", "space", "began")
    return ".".join((dict(zip(order, session.short().split("."), strict=True)) | parts).values())


def age(path, hours):
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment))


@pytest.fixture
def generous():
    """The user's files are made for everybody to read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_file_is_written_over(tmp_path):
    (tmp_path / "a.md").write_text("old and longer", encoding="utf-8")
    write_whole(tmp_path / "a.md", "neu ü\n")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "neu ü\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_bytes_are_written_as_they_are_and_as_carefully(tmp_path, generous):
    (tmp_path / "a.pptx").write_bytes(b"old and longer")
    write_whole(tmp_path / "a.pptx", b"PK\r\n\x00\xff")
    assert (tmp_path / "a.pptx").read_bytes() == b"PK\r\n\x00\xff"
    assert mode(tmp_path / "a.pptx") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.pptx"]
    with pytest.raises(BadInputError, match="is a folder"):
        write_whole(tmp_path, b"x")
    write_whole(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_a_folder_is_refused_and_left_alone(tmp_path):
    with pytest.raises(BadInputError, match="is a folder"):
        write_whole(tmp_path, "x")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["missing/a.md", "x" * 300])
def test_what_cannot_be_written_says_so_and_leaves_nothing(tmp_path, name):
    with pytest.raises(ChurnError, match="cannot be written"):
        write_whole(tmp_path / name, "x")
    assert not list(tmp_path.iterdir())


def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, "words")
        assert os.read(reader, 100) == b"words"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_only_a_file_is_one(tmp_path):
    (tmp_path / "a.md").touch()
    assert [is_file(tmp_path / name) for name in ("a.md", "b.md", "", "x" * 300)] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.usefixtures("generous")
def test_nobody_else_can_read_it_at_any_moment(tmp_path):
    path = tmp_path / "a.csv"
    with whole(path) as file:
        file.write("ana@nordwind.example")
        file.flush()
        assert [mode(part) for part in tmp_path.iterdir()] == [0o600]
    assert mode(path) == 0o600
    path.chmod(0o644)
    write_whole(path, "again")
    assert mode(path) == 0o600


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_one_and_what_it_points_to_is_written(tmp_path, exists):
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "a.md", tmp_path / "link.md"
    if exists:
        target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert names_in(tmp_path) == ["elsewhere", "link.md"]
    assert names_in(target.parent) == ["a.md"]


def test_what_fails_half_way_leaves_the_older_file(tmp_path):
    path = tmp_path / "a.csv"
    write_whole(path, "old")
    with pytest.raises(ZeroDivisionError), whole(path) as file:
        file.write("new")
        raise ZeroDivisionError
    assert path.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["a.csv"]


def test_what_a_killed_program_left_is_swept_by_the_next_that_writes_there(tmp_path):
    left = part_of(ended())
    for name in (left, f"{left}-journal", f"{left}-wal"):
        (tmp_path / name).touch()
    (tmp_path / part_of(changed(began="1"))).touch()  # our number, given out before
    write_whole(tmp_path / "a.md", "x")
    assert names_in(tmp_path) == ["a.md"]


def test_what_is_being_written_and_what_is_not_ours_is_not_swept(tmp_path):
    running = part_of(session.short())
    for name in (running, "film.part", f"{files._PREFIX}notes{files._ENDING}"):
        (tmp_path / name).touch()
    part = Part(tmp_path / "b.md")
    write_whole(tmp_path / "a.md", "x")
    assert part.path.exists()
    part.drop()
    assert names_in(tmp_path) == sorted(
        [running, "a.md", f"{files._PREFIX}notes{files._ENDING}", "film.part"]
    )


UNKNOWN = {
    "another machine": changed(machine="a", boot="a"),
    "another container": changed(space="a"),
    "a system that tells nothing": changed(began=""),
    "an older churntui": "1",
}


@pytest.mark.parametrize("run", UNKNOWN.values(), ids=UNKNOWN)
def test_a_part_nothing_can_be_known_of_is_swept_after_a_day(tmp_path, run):
    part = tmp_path / part_of(run)
    part.touch()
    age(part, 23)
    files.sweep(tmp_path)
    assert part.exists()
    age(part, 25)
    files.sweep(tmp_path)
    assert not part.exists()


def test_a_part_that_is_being_written_for_days_stays(tmp_path):
    part = Part(tmp_path / "a.md")
    age(part.path, 100)
    files.sweep(tmp_path)
    assert part.path.exists()
    part.drop()


def test_a_program_killed_while_it_writes_leaves_nothing_once_another_wrote(tmp_path):
    script = f"""
import os, signal
from pathlib import Path
from churntui.plain.files import whole
with whole(Path({str(tmp_path / "a.md")!r})) as file:
    file.write("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], check=False)
    assert len(names_in(tmp_path)) == 1
    write_whole(tmp_path / "b.md", "x")
    assert names_in(tmp_path) == ["b.md"]
