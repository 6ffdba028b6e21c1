from __future__ import annotations

import contextlib

import pytest
from textual.app import App

from churntui.ui.parts.outer_editor import EditorError, edited_outside


@pytest.fixture
def app(monkeypatch):
    """An app that can step aside; no editor is set."""
    app = App[None]()
    monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", "")
    return app


def editor(monkeypatch, tmp_path, script: str) -> None:
    """Set an editor with a space in its name and an argument."""
    program = tmp_path / "my editor"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{program}' --wait")


def test_the_text_comes_back_clean(app, monkeypatch, tmp_path):
    editor(monkeypatch, tmp_path, """printf 'Now: \\033[2J%s\\r\\nx\\n' "$(cat "$2")" > "$2" """)
    assert edited_outside(app, "青空 said") == "Now: [2J青空 said\nx"


def test_untouched_text_stays_as_it_was(app, monkeypatch, tmp_path):
    editor(monkeypatch, tmp_path, "true")
    for text in ("a", "a\n", ""):
        assert edited_outside(app, text) == text


def test_no_editor_is_said(app):
    with pytest.raises(EditorError, match="No editor is set"):
        edited_outside(app, "a")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/no/such/editor", "cannot be started"),
        ("'open quote", "cannot be read"),
        ("false", "ended with an error"),
    ],
)
def test_an_editor_that_fails_is_said(app, monkeypatch, command, says):
    monkeypatch.setenv("EDITOR", command)
    with pytest.raises(EditorError, match=says):
        edited_outside(app, "a")


def test_a_terminal_that_cannot_step_aside_is_said(monkeypatch):
    monkeypatch.setenv("VISUAL", "true")

    async def on_a_screen_of_tests():
        app = App[None]()
        async with app.run_test():
            edited_outside(app, "a")

    import asyncio

    with pytest.raises(EditorError, match="cannot be opened on this terminal"):
        asyncio.run(on_a_screen_of_tests())
