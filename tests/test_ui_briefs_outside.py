from __future__ import annotations

import pytest
from brief_books import at_brief, brief_book, kept, keys_beside, keys_in, place_of, told
from ui_books import app_over, shown, until

from churntui.ui.briefs import outside
from churntui.ui.kit.dialogs import Confirm

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return brief_book(tmp_path / "book.db")


@pytest.fixture
def edits(monkeypatch):
    """What somebody does to the text in the other editor, each time it is opened; and the texts it was opened with."""
    doing, opened = [], []

    def edited(app, text):
        opened.append(text)
        return doing.pop(0)(text)

    monkeypatch.setattr(outside, "edited_outside", edited)
    return doing, opened


async def test_what_comes_back_is_said_and_taken_as_one_change(path, edits):
    doing, _ = edits
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        before = keys_in(points)

        def rewrite(text):
            lines = [
                line
                for line in text.splitlines()
                if "Do we keep" not in line and "It is behind plan" not in line
            ]
            text = "\n".join(lines)
            return text.replace("Missed: Promise 3", "We missed promise 3").replace(
                "## How you use it\n\n", "## How you use it\n\n- Twice as fast\n"
            )

        doing.append(rewrite)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        for line in ("✎ “Missed: Promise 3", "+ “Twice as fast”", "− “Do we keep"):
            assert line in shown(pilot.app)
        await pilot.press("y")
        await until(pilot, lambda: place_of(points, "promise:M3").point.state == "edited")
        assert place_of(points, "promise:M3").point.text.startswith("We missed promise 3")
        assert "decide.goal:G1" in keys_beside(points)
        own = next(place for place in points.rows if place.point.state == "added")
        assert keys_in(points)[keys_in(points).index("use.people") - 1] == own.point.key, (
            "it stands where it was put"
        )
        await pilot.press("u")
        await until(pilot, lambda: keys_in(points) == before)
        assert kept(pilot.app) == {}


async def test_another_logos_name_has_to_go_before_the_rest_is_taken(path, edits):
    doing, opened = edits
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        doing += [
            lambda text: text.replace("Done most", "As at Kestrel, done most"),
            lambda text: text.replace("As at Kestrel, done most", "Done mostly"),
        ]
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        assert "“Kestrel Ltd” is another logo" in shown(pilot.app)
        await pilot.press("y")
        await until(pilot, lambda: "What you wrote changes" in shown(pilot.app))
        assert "As at Kestrel" in opened[1], "nothing of what was written is lost"
        await pilot.press("y")
        await until(pilot, lambda: place_of(points, "use.most").point.text.startswith("Done mostly"))


async def test_a_word_of_ours_is_named_before_it_is_taken(path, edits):
    doing, _ = edits
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        doing.append(lambda text: text.replace("Done most", "At risk"))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        assert "“risk” is a word of ours" in shown(pilot.app)
        await pilot.press("y")
        await until(pilot, lambda: place_of(points, "use.most").point.text.startswith("At risk"))


async def test_what_is_left_changes_nothing_and_can_be_pasted(path, edits):
    doing, _ = edits
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        doing += [lambda text: text.replace("Done most", "Mine"), lambda text: text, lambda text: ""]
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing was changed" in told(pilot.app))
        assert "Mine" in pilot.app.clipboard
        for _ in range(2):
            await pilot.press("ctrl+o")
            await until(pilot, lambda: "Nothing was changed" in told(pilot.app))
        assert kept(pilot.app) == {}


async def test_no_editor_is_told(path, monkeypatch):
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "No editor is set" in told(pilot.app))
