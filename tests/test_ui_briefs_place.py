from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input, Static
from ui_books import HOSTILE, add, app_over, contract, go_to, logo, until, use

from churntui.data.opening import open_book
from churntui.ui.briefs.place import Part
from churntui.ui.briefs.points import PointList
from churntui.ui.logos.page import LogoPage
from churntui.ui.shell.help import HelpDialog

SIZE = (120, 36)
NARROW = (80, 24)


@pytest.fixture
def path(tmp_path):
    """Four logos that renew in 20, 70 and 85 days and never."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        soon, later, talk, never = (logo(store, name) for name in ("Soon", "Later", "Talk now", "Never"))
        contract(store, later, 85, 10_000_00)
        contract(store, talk, 70, 96_000_00, notice_days=60)
        contract(store, soon, 20, 20_000_00, notice_on="2026-11-01")
        contract(store, never, None, 30_000_00)
        add(store, "customer", ref="C1", logo_id=talk, name="Ana")
        use(store, talk, [5] * 56 + [2] * 4, customers=(1,))
    return path


def head(app) -> str:
    return str(app.query_one("#briefs-logo", Static).content)


def shown(app, part: str) -> str:
    """What a part has on its paper, as plain lines at the width it is shown in."""
    if part == "shareable":
        points = app.query_one(PointList)
        return "\n".join(line.text.plain.rstrip() for line in points._lines)
    paper = app.query_one(f"#briefs-{part} Static", Static)
    return "\n".join(paper.render_line(y).text.rstrip() for y in range(paper.size.height))


async def at_briefs(pilot, name: str = "Talk now") -> None:
    await go_to(pilot, "7")
    await until(pilot, lambda: head(pilot.app).startswith(name))


async def test_opens_on_the_logo_to_talk_to_now_with_both_parts(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        assert head(pilot.app) == "Talk now · 2026 Q4 · QBR · renews 30 Jan (70 days)"
        assert str(pilot.app.query_one("#briefs-position", Static).content).endswith("points · 2 of 4")
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: head(pilot.app) == "Soon · 2026 Q4 · QBR · ends 11 Dec (20 days)")
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "1 of 1 person used it" in shown(pilot.app, "shareable"))
        assert "€96,000 ARR · Team" in shown(pilot.app, "internal")
        assert "! Notice can be given for 10 days more" in shown(pilot.app, "internal")
        assert "96,000" not in shown(pilot.app, "shareable")


async def test_brackets_go_by_renewal_around_the_ends(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        for key, name in (("]", "Later"), ("]", "Never"), ("]", "Soon"), ("[", "Never")):
            await pilot.press({"]": "right_square_bracket", "[": "left_square_bracket"}[key])
            await until(pilot, lambda name=name: head(pilot.app).startswith(name))


async def test_a_logo_is_chosen_by_letters(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        await pilot.press("l")
        await until(pilot, lambda: pilot.app.focused and pilot.app.focused.id == "picker-query")
        await pilot.press("n", "e", "v", "enter")
        await until(pilot, lambda: head(pilot.app).startswith("Never"))
        assert pilot.app.place.logo_id == 4


async def test_enter_opens_the_logos_page_and_escape_comes_back(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LogoPage))
        assert pilot.app.screen.logo_id == 3
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, LogoPage))
        assert head(pilot.app).startswith("Talk now")


async def test_the_app_opens_the_brief_of_a_logo(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: pilot.app.book.usage is not None)
        pilot.app.do(pilot.app.open_brief(2))
        await until(
            pilot, lambda: pilot.app.switcher.current == "briefs" and head(pilot.app).startswith("Later")
        )


async def test_a_narrow_terminal_has_one_part_and_tab_the_other(path):
    async with app_over(path).run_test(size=NARROW) as pilot:
        await at_briefs(pilot)

        def visible():
            return [part.id for part in pilot.app.query_one("#briefs-parts").children if part.display]

        assert visible() == ["briefs-shareable"]
        await pilot.press("tab")
        assert visible() == ["briefs-internal"]
        assert pilot.app.focused.id == "briefs-internal"
        await pilot.press("tab")
        assert visible() == ["briefs-shareable"]


async def test_tab_moves_the_focus_where_both_parts_show_and_j_scrolls(path):
    async with app_over(path).run_test(size=(120, 20)) as pilot:
        await at_briefs(pilot)
        assert pilot.app.focused.id == "briefs-shareable"
        await pilot.press("tab", "j", "j")
        assert pilot.app.focused.id == "briefs-internal"
        await until(pilot, lambda: pilot.app.query_one("#briefs-internal", Part).scroll_y > 0)
        assert pilot.app.query_one(PointList).scroll_y == 0


async def test_copy_takes_the_shareable_markdown(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert pilot.app.clipboard.startswith("# Talk now · Business review, Q4 2026")
        assert "Internal" not in pilot.app.clipboard


async def export(pilot, choice: str, path: Path) -> None:
    await pilot.press("e")
    await until(pilot, lambda: pilot.app.screen.query("#picker-query"))
    await pilot.press(*choice, "enter")
    await until(pilot, lambda: pilot.app.screen.query("#prompt-value"))
    pilot.app.screen.query_one("#prompt-value", Input).value = str(path)
    await pilot.press("enter")


async def test_export_saves_the_shareable_part_unless_asked_otherwise(path, tmp_path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        await export(pilot, "", tmp_path / "brief.md")
        await until(pilot, (tmp_path / "brief.md").exists)
        text = (tmp_path / "brief.md").read_text(encoding="utf-8")
        assert text.startswith("# Talk now")
        assert "# Internal" not in text


async def test_export_saves_both_parts_as_json_and_asks_before_writing_over(path, tmp_path):
    out = tmp_path / "brief.json"
    out.write_text("mine", encoding="utf-8")
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        await export(pilot, "both", out)
        await until(pilot, lambda: pilot.app.screen.query("#confirm-no"))
        await pilot.press("n")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        assert out.read_text(encoding="utf-8") == "mine"
        await export(pilot, "both", out)
        await until(pilot, lambda: pilot.app.screen.query("#confirm-no"))
        await pilot.press("y")
        await until(pilot, lambda: out.read_text(encoding="utf-8") != "mine")
        assert list(json.loads(out.read_text(encoding="utf-8"))["parts"]) == ["shareable", "internal"]


async def test_a_place_that_cannot_be_written_is_said_and_nothing_breaks(path, tmp_path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        await export(pilot, "", tmp_path / "missing" / "brief.md")
        await until(
            pilot, lambda: any("cannot be written" in note.title for note in pilot.app._notifications)
        )


async def test_a_change_of_the_book_is_followed_without_scrolling_away(path):
    async with app_over(path).run_test(size=(120, 20)) as pilot:
        await at_briefs(pilot)
        paper = pilot.app.query_one(PointList)
        await pilot.press("end")
        await until(pilot, lambda: paper.scroll_y > 0)

        def rename(store):
            with store.edit("rename"):
                store.rows("UPDATE logo SET name = 'Called anew' WHERE id = 3")

        pilot.app.do(pilot.app.change("renamed", rename))
        await until(pilot, lambda: head(pilot.app).startswith("Called anew"))
        assert paper.scroll_y > 0
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: head(pilot.app).startswith("Later"))
        await until(pilot, lambda: paper.scroll_y == 0)


async def test_help_tells_the_settings_of_the_figures(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpDialog))
        assert "1 or more qualifying actions in 28 days" in pilot.app.screen.text()


async def test_a_logo_that_is_gone_gives_way_to_another(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_briefs(pilot)

        def remove(store):
            with store.edit("remove"):
                store.rows("DELETE FROM logo WHERE id = 3")

        pilot.app.do(pilot.app.change("removed", remove))
        await until(pilot, lambda: head(pilot.app).startswith("Later"))


async def test_an_empty_book_says_what_to_do_next(tmp_path):
    async with app_over(tmp_path / "empty.db").run_test(size=SIZE) as pilot:
        await go_to(pilot, "7")
        told = "No logos yet. a in Logos (2) enters the first, I imports files, as does "
        told += "churntui import logos.csv contracts.csv --file "
        assert head(pilot.app) == f"{told}{tmp_path / 'empty.db'}"
        for key in ("right_square_bracket", "enter", "y", "e", "tab"):
            await pilot.press(key)
        assert pilot.app.place.logo_id is None
        assert pilot.app.place.exported() is None
        assert len(pilot.app.screen_stack) == 1


async def test_hostile_names_and_words_are_shown_as_text(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for nth, name in enumerate(HOSTILE):
            hostile = logo(store, name)
            contract(store, hostile, 70)
            add(
                store,
                "survey",
                ref=f"S{nth}",
                logo_id=hostile,
                day="2026-11-01",
                kind=name,
                score=3,
                comment=f"{name}!",
            )
            add(store, "person", ref=f"P{nth}", logo_id=hostile, name=name, role=name, champion=1)
            add(store, "ticket", ref=f"T{nth}", logo_id=hostile, opened_on="2026-11-01", subject=name)
    async with app_over(path).run_test(size=SIZE) as pilot:
        await go_to(pilot, "7")
        for logo_id in range(1, len(HOSTILE) + 1):
            await pilot.app.open_brief(logo_id)
            await until(
                pilot, lambda at=logo_id: pilot.app.place.logo_id == at and "2026 Q4" in head(pilot.app)
            )
            await pilot.press("y")
            assert "\x1b" not in shown(pilot.app, "shareable") + shown(pilot.app, "internal") + head(
                pilot.app
            )
