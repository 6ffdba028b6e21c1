import os

import pytest

from churntui.plain.errors import BadInputError, ChurnError
from churntui.plain.files import is_file, write_whole


def test_a_file_is_written_over(tmp_path):
    (tmp_path / "a.md").write_text("old and longer", encoding="utf-8")
    write_whole(tmp_path / "a.md", "neu ü\n")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "neu ü\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


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
