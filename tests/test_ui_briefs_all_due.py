from __future__ import annotations

from time import monotonic, sleep

import pytest
from brief_books import told
from textual.widgets import Label, Static
from ui_books import AS_OF, app_over, contract, go_to, logo, until

from churntui import briefs as all_briefs
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.data.rows.briefs import Decided
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.picker import Picker

DAY = AS_OF.isoformat()


@pytest.fixture
def path(tmp_path):
    """Three logos that end next quarter, of which one has a point of its own that names another; one in April."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name, ends_in in (("Acme", 60), ("Brook", 70), ("Cedar", 85), ("Delta", 140)):
            contract(store, logo(store, name), ends_in)
        briefs.decide(store, 1, Decided("own:1", "use", "added", "Ana's own words"), "Wrote")
        briefs.decide(store, 2, Decided("own:2", "use", "added", "As Delta does"), "Wrote")
    return path


async def at_briefs(pilot) -> None:
    await go_to(pilot, "7")
    await until(pilot, lambda: pilot.app.place.logo_id is not None)


async def picked(pilot, heading: str, typed: str) -> None:
    """Answer the picker of that heading."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and heading in pilot.app.screen._heading)
    await pilot.press(*typed, "enter")


async def typed(pilot, heading: str, value: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Prompt) and heading in pilot.app.screen._heading)
    pilot.app.screen.query_one("#prompt-value").value = value
    await pilot.press("enter")


async def asked_for(pilot, folder, form: str = "markdown", key: str = "D") -> None:
    """Go through the questions: those due next quarter, the shareable part."""
    await pilot.press(key)
    await picked(pilot, "which quarter", "next")
    await picked(pilot, "which part", "shareable")
    await picked(pilot, "which format", form)
    await typed(pilot, "which folder", str(folder))


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_all_due_in_a_quarter_are_saved_with_what_was_written_on_them(path, tmp_path):
    out = tmp_path / "out"
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        await at_briefs(pilot)
        await asked_for(pilot, out)
        await until(pilot, lambda: "3 briefs for 2027 Q1 saved" in told(pilot.app))
        assert files(out) == [f"brief-{name}-{DAY}.md" for name in ("acme", "brook", "cedar")]
        assert str(out) in told(pilot.app)
        assert "Points left out that name another logo: Brook" in told(pilot.app)
        assert "Ana's own words" in (out / f"brief-acme-{DAY}.md").read_text(encoding="utf-8")
        assert "Delta" not in (out / f"brief-brook-{DAY}.md").read_text(encoding="utf-8")


async def test_the_export_of_a_brief_offers_it_and_another_quarter_can_be_typed(path, tmp_path):
    out = tmp_path / "out"
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        await at_briefs(pilot)
        await pilot.press("e")
        await picked(pilot, "Export which part?", "due")
        await picked(pilot, "which quarter", "another")
        await typed(pilot, "which quarter", "soon")
        problem = pilot.app.screen.query_one("#prompt-problem", Static)
        await until(pilot, lambda: "“soon” is no quarter" in str(problem.content))
        await typed(pilot, "which quarter", "2029Q1")
        await until(pilot, lambda: "No contract ends in 2029 Q1" in str(problem.content))
        await typed(pilot, "which quarter", "2027Q2")
        await picked(pilot, "1 brief for 2027 Q2: which part", "both")
        await picked(pilot, "which format", "html")
        await typed(pilot, "which folder", str(out))
        await until(pilot, lambda: "1 brief for 2027 Q2 saved" in told(pilot.app))
        assert files(out) == [f"brief-delta-{DAY}-internal.html"]


async def test_a_quarter_in_which_nothing_ends_is_not_taken(path):
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        await at_briefs(pilot)
        await pilot.press("D")
        await picked(pilot, "which quarter", "this")
        await until(pilot, lambda: "No contract ends in 2026 Q4" in told(pilot.app))
        assert isinstance(pilot.app.screen, Picker)


async def test_escape_stops_between_two_and_leaves_whole_files_only(path, tmp_path, monkeypatch):
    out, seen, app = tmp_path / "out", [], app_over(path)
    compose = all_briefs.compose

    def stopped(book, gathered):
        """Composes once escape has been pressed, and answered, meanwhile."""
        seen.append(str(app.screen.query_one("#progress-at", Static).content))
        app.call_from_thread(app.simulate_key, "escape")
        latest = monotonic() + 30
        while "Stopping" not in str(app.screen.query_one("#progress-keys", Label).content):
            assert monotonic() < latest
            sleep(0.005)
        return compose(book, gathered)

    async with app.run_test(size=(80, 24)) as pilot:
        await at_briefs(pilot)
        monkeypatch.setattr(all_briefs, "compose", stopped)
        await asked_for(pilot, out)
        await until(pilot, lambda: "1 of 3 briefs for 2027 Q1 saved" in told(pilot.app))
        assert "Stopped: 2 not begun" in told(pilot.app)
        assert (seen, files(out)) == (["1 of 3 · Acme"], [f"brief-acme-{DAY}.md"])


async def test_what_is_there_is_written_over_only_when_said_so_and_what_fails_is_named(path, tmp_path):
    out = tmp_path / "out"
    (out / f"brief-brook-{DAY}.md").mkdir(parents=True)
    old = out / f"brief-cedar-{DAY}.md"
    old.write_text("old", encoding="utf-8")
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        await at_briefs(pilot)
        await asked_for(pilot, out)
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Confirm))
        assert (old.read_text(encoding="utf-8"), len(files(out))) == ("old", 2)
        await asked_for(pilot, out)
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: "2 of 3 briefs for 2027 Q1 saved" in told(pilot.app))
        assert "Not written: Brook" in told(pilot.app)
        assert "is a folder. Name a file in it" in told(pilot.app)
        assert old.read_text(encoding="utf-8").startswith("# Cedar")


async def test_a_file_in_place_of_the_folder_is_told_at_the_line(path, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        await at_briefs(pilot)
        for name, why in ((tmp_path / "file", "There is a file of that name"), ("", "Name a folder")):
            await asked_for(pilot, name)
            problem = pilot.app.screen.query_one("#prompt-problem", Static)
            await until(pilot, lambda why=why, problem=problem: why in str(problem.content))
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(pilot.app.screen, Prompt))


async def test_a_book_that_is_only_read_has_it_too(path, tmp_path):
    async with app_over(path, read_only=True).run_test(size=(80, 24)) as pilot:
        await at_briefs(pilot)
        await asked_for(pilot, tmp_path / "out")
        await until(pilot, lambda: "3 briefs for 2027 Q1 saved" in told(pilot.app))


async def test_masked_names_leave_in_no_file(path):
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        await at_briefs(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: pilot.app.opening.is_incognito and pilot.app.place.logo_id is not None)
        for key in ("D", "e"):
            pilot.app.clear_notifications()
            await pilot.press(key)
            await until(pilot, lambda: "nothing is entered or given away" in told(pilot.app))
            assert not isinstance(pilot.app.screen, Picker)


async def test_an_empty_book_has_none(tmp_path):
    open_book(tmp_path / "new.db").close()
    async with app_over(tmp_path / "new.db").run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "7")
        await pilot.press("D")
        await until(pilot, lambda: "There is no brief here" in told(pilot.app))
