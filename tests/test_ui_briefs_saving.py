from __future__ import annotations

import pytest
from brief_books import HARBOUR, at_brief, brief_book, told, write
from ui_books import AS_OF, add, app_over, until

from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.picker import Picker


@pytest.fixture
def path(tmp_path):
    return brief_book(tmp_path / "book.db")


async def test_a_logo_that_came_while_the_file_was_named_is_looked_for(path, tmp_path):
    out = tmp_path / "brief.md"
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        points = await at_brief(pilot)
        await pilot.press("a")
        await write(pilot, "As Bluebell does")
        await until(pilot, lambda: points.row.point.state == "added")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        with open_book(path) as elsewhere:
            add(elsewhere, "logo", ref="L9", name="Bluebell GmbH")
            edited = briefs.Decided("use.volume", "use", "edited", "Mine", "", "what was proposed then")
            briefs.decide(elsewhere, HARBOUR, edited, "Edited")
        name = pilot.app.screen.query_one("#prompt-value")
        assert name.value == f"brief-harbour-{AS_OF.isoformat()}.html", "what prints well is what one sends"
        name.value = str(out)
        await pilot.press("enter")
        await until(pilot, out.exists)
        await until(pilot, lambda: "1 point left out" in told(pilot.app))
        assert "1 stale point" in told(pilot.app)
        assert "Bluebell" not in out.read_text(encoding="utf-8")
