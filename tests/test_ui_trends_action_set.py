"""The dialog that chooses the qualifying actions, by keys only, with figures that are made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ui_books import HOSTILE, app_over, shown, until

from churntui.data.activity import Action
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.plain.dates import Period
from churntui.questions.customers.trial import Trial
from churntui.ui.trends.action_set import ActionSet

JUNE = Period.of(date(2026, 6, 1), "month")

ACTIONS = tuple(
    Action(nth, name, qualifies=False, times=times, customers=customers)
    for nth, (name, times, customers) in enumerate(
        (("login", 12_000, 90), ("report", 400, 40), *((name, 1, 1) for name in HOSTILE))
    )
)


def attempt(_: Store, chosen: frozenset[str]) -> Trial:
    """Each action brings ten customers, one of whom is lost."""
    return Trial(JUNE, 10 * len(chosen), len(chosen), 9 * len(chosen))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "book.db"
    open_book(file).close()
    return file


async def test_keys_tick_and_the_figures_follow(path: Path) -> None:
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        answers: list[frozenset[str] | None] = []
        dialog = ActionSet(ACTIONS, frozenset({"report"}), attempt, "saves it")
        await app.push_screen(dialog, answers.append)
        await until(pilot, lambda: "1/10 · 10.0 %" in shown(app))
        assert "Lost in Jun 2026" in shown(app)
        assert "With these" not in shown(app)
        assert "12,000" in shown(app)

        await pilot.press("space")
        await until(pilot, lambda: "2/20 · 10.0 %" in shown(app))
        assert "+9" in shown(app)

        await pilot.press("space", "down", "space", "enter")
        await pilot.pause()
        assert "Tick at least one" in shown(app), "nobody would be active"
        assert not answers

        await pilot.press("up", "space")
        await until(pilot, lambda: "Tick at least one" not in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: answers)
        assert answers == [frozenset({"login"})]


async def test_escape_leaves_it_as_it_was_and_names_are_literal(path: Path) -> None:
    app = app_over(path, read_only=False)
    async with app.run_test(size=(120, 36)) as pilot:
        answers: list[frozenset[str] | None] = []
        await app.push_screen(ActionSet(ACTIONS, frozenset(), attempt, "saves it"), answers.append)
        await until(pilot, lambda: "As it was" in shown(app))
        assert all(name in shown(app) for name in ("a[/]b", "[@click=app.bell]x", "青空フーズ"))
        await pilot.press("end", "space", "escape")
        await until(pilot, lambda: answers)
        assert answers == [None]
