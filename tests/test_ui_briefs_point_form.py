from __future__ import annotations

import pytest
from textual.app import App

from churntui.briefs.deciding import Written
from churntui.briefs.discretion import Guard, Names
from churntui.plain.errors import ChurnError
from churntui.ui.briefs import point_form
from churntui.ui.briefs.point_form import PointForm

GUARD = Guard(
    Names(["Kestrel Ltd"], "Harbour"), Names(["Vantage"], "Harbour"), Names(["support silence"], "")
)

POINT = Written("use", "2 of 4 people used it", "Who is next?")


def form_of(point: Written = POINT, *, proposed: str = "", is_new: bool = False, **begun: str) -> PointForm:
    return PointForm("Point", point, GUARD, begun, proposed=proposed, is_new=is_new)


class Desk(App[None]):
    def __init__(self, form: PointForm) -> None:
        super().__init__()
        self.form = form
        self.answers: list[Written | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.form, self.answers.append)


def said(form: PointForm) -> str:
    """What is told at the fields."""
    return "\n".join(str(label.content) for label in form.query(".field--problem") if label.display)


async def fill(pilot, form: PointForm, text: str = "", so_what: str = "") -> None:
    form._entries["text"].text = text
    form._entries["so_what"].text = so_what
    await pilot.pause()
    await pilot.press("ctrl+s")
    await pilot.pause()


async def test_it_begins_with_what_the_point_says_and_keeps_it_in_one_line():
    form = form_of()
    async with Desk(form).run_test() as pilot:
        assert pilot.app.screen.focused is form._entries["text"]
        await pilot.press("enter", *"now", "tab", *" You?", "ctrl+s")
        await pilot.pause()
        assert pilot.app.answers == [Written("use", "2 of 4 people used it now", "Who is next? You?")]


async def test_another_logo_is_refused_however_often_it_is_kept():
    form = form_of()
    async with Desk(form).run_test() as pilot:
        for _ in range(3):
            await fill(pilot, form, "Fine", "As KESTREL does")
        assert pilot.app.answers == []
        assert "“Kestrel Ltd” is another logo: leave it out" in said(form)
        assert pilot.app.screen.focused is form._entries["so_what"]
        await fill(pilot, form, "Fine", "As others do")
        assert pilot.app.answers == [Written("use", "Fine", "As others do")]


async def test_what_is_asked_about_is_kept_the_second_time_and_what_is_new_is_asked_about_again():
    form = form_of()
    async with Desk(form).run_test() as pilot:
        await fill(pilot, form, "Less risk than Vantage")
        assert "“Vantage” is a competitor named in interviews; “risk” is a word of ours" in said(form)
        await fill(pilot, form, "Less risk than Vantage, and no support silence")
        assert "“support silence” is a theme of ours" in said(form)
        assert "risk" not in said(form)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.answers == [Written("use", "Less risk than Vantage, and no support silence", "")]


async def test_what_is_wrong_is_forgotten_with_the_next_letter():
    form = form_of()
    async with Desk(form).run_test() as pilot:
        await fill(pilot, form, " ")
        assert "A point needs words" in said(form)
        await pilot.press("x")
        await pilot.pause()
        assert said(form) == ""


async def test_the_text_in_focus_is_written_in_the_editor_and_one_that_fails_is_told(monkeypatch):
    form = form_of()
    monkeypatch.setattr(point_form, "edited_outside", lambda app, text: f"{text} From outside.\n")
    async with Desk(form).run_test() as pilot:
        await pilot.press("tab", "ctrl+o", "ctrl+s")
        await pilot.pause()
        assert pilot.app.answers == [Written("use", POINT.text, "Who is next? From outside.")]
    form = form_of()

    def fails(app, text):
        raise ChurnError("No editor is set", "Set EDITOR")

    monkeypatch.setattr(point_form, "edited_outside", fails)
    async with Desk(form).run_test() as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert [note.title for note in pilot.app._notifications] == ["No editor is set"]
        assert form._entries["text"].text == POINT.text


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ({}, {}),
        ({"text": "Other"}, {"text": "Other"}),
        ({"section": "next"}, {}),
        ({"text": "Other", "section": "next"}, {"text": "Other", "section": "next"}),
    ],
)
async def test_what_is_left_is_what_differs_once_a_word_does(typed, left):
    form = form_of()
    async with Desk(form).run_test() as pilot:
        if "text" in typed:
            form._entries["text"].text = typed["text"]
        if "section" in typed:
            form._section.value = typed["section"]
        await pilot.press("escape")
        await pilot.pause()
        assert form.left == left
        assert pilot.app.answers == [None]


async def test_what_was_left_stands_there_and_what_is_proposed_above_it():
    form = form_of(proposed="3 of 4", text="Mine", section="next")
    async with Desk(form).run_test() as pilot:
        assert str(form.query_one("#point-proposed").content) == "Proposed: 3 of 4"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.answers == [Written("next", "Mine", "Who is next?")]
