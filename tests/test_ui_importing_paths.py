"""Paths as people type and drop them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.errors import ChurnError
from churntui.ui.importing.paths import added, pasted, paths_of


@pytest.fixture
def files(tmp_path, monkeypatch):
    made = (tmp_path / "my book.csv", tmp_path / "it's.csv", tmp_path / "plain.csv")
    for file in made:
        file.write_text("x\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return made


def test_a_line_names_files(files):
    spaced, quoted, plain = files
    assert paths_of("my book.csv") == (Path("my book.csv"),)
    assert paths_of(str(spaced)) == (spaced,)
    assert paths_of(f"'{spaced}' {plain}") == (spaced, plain)
    assert paths_of(f"{plain} {plain}") == (plain,)
    assert paths_of(str(spaced).replace(" ", "\\ ") + f' "{quoted}" ') == (spaced, quoted)
    assert paths_of(spaced.as_uri()) == (spaced,)
    assert paths_of("~/plain.csv") == (plain,)
    assert paths_of("it's.csv") == (Path("it's.csv"),)


@pytest.mark.parametrize(
    "line", ["", "  ", "nowhere.csv", "'open", "plain.csv nowhere.csv", "x" * 9000, "a\0b"]
)
def test_what_names_nothing_is_refused_in_one_line(files, line):
    with pytest.raises(ChurnError) as refused:
        paths_of(line)
    assert "\n" not in str(refused.value)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1), unique=True))
def test_what_is_added_comes_off_again(names):
    line = ""
    for name in names:
        line = added(line, Path("/f") / name)
    assert shlex.split(line) == [str(Path("/f") / name) for name in names]
    for name in names:
        line = added(line, Path("/f") / name)
    assert line == ""


def test_several_lines_are_quoted_where_they_are_paths(files):
    spaced, _, plain = files
    assert pasted(f"{spaced}\n{plain}\n") == f"'{spaced}' {plain}"
    assert pasted(f"'{spaced}'\r\n{plain}") == f"'{spaced}' {plain}"
    assert pasted("\n") == ""
