"""Walking through the app over the sample book, and how a screen looks as text that can be read in a diff.

A look is the lines of the screen, then the styles of each line. Colours stand by the names that the theme gives them,
also where they are dimmed or laid over another one: a release of Textual that shifts a shade changes no look, a place
that takes another colour does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import idle
import pytest
from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import dim_color
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer

from churntui.data.opening import open_book
from churntui.data.rows import contracts, talks
from churntui.data.rows.talks import Said
from churntui.demo.build import build
from churntui.ui.app import ChurntuiApp
from churntui.ui.shell.opening import Opening

AS_OF = date(2026, 11, 21)

CALLED = "Nordpriel Logistik GmbH"
"""The logo whose renewal has been called by hand."""

Taken = TypeVar("Taken")

_SOON = 0.001
"""Seconds that a timer waits here: notices go at once, and nobody waits for a cursor to come to rest."""

_LONGEST = 600
"""Seconds that a walk may take on a busy machine; alone it takes a few."""


def sample_book(path: Path) -> Path:
    """The sample book of `AS_OF` with two changes made by hand, at an hour that stays the same."""
    build(path, AS_OF)
    with open_book(path) as store:
        query = "SELECT max(contract.id) FROM contract JOIN logo ON logo.id = logo_id WHERE name = ?"
        contract_id = store.scalar(query, (CALLED,))
        contracts.call_stage(store, contract_id, "at_risk", f"{CALLED} called at risk")
        logo_id = store.scalar("SELECT logo_id FROM contract WHERE id = ?", (contract_id,))
        talks.add(store, [logo_id], Said(AS_OF), f"Talked with {CALLED} on 21 Nov")
        with store.write():
            store.rows("UPDATE edit SET at = '2026-11-20T09:30:00Z'")
    return path


def walk(
    book: Path, size: tuple[int, int], way: Iterable[tuple[str, str]], take: Callable[[App[None]], Taken]
) -> dict[str, Taken]:
    """What `take` makes of the app at each stop of the way: its name, and the keys that lead there."""

    async def walked() -> dict[str, Taken]:
        app, taken = ChurntuiApp(open_book(book), Opening(book, AS_OF, is_default=True)), {}
        asked = _Asked(app)
        async with asyncio.timeout(_LONGEST), app.run_test(size=size) as pilot:
            await _answered(pilot, asked)
            for name, keys in way:
                for key in keys.split():
                    await pilot.press(key)
                    await _answered(pilot, asked)
                await _stands(pilot, asked)
                taken[name] = take(app)
        return taken

    with pytest.MonkeyPatch.context() as patch:
        wait = MessagePump.set_timer

        def soon(pump: MessagePump, _: float, *args: object, **named: object) -> Timer:
            return wait(pump, _SOON, *args, **named)

        patch.setattr(MessagePump, "set_timer", soon)
        patch.setattr("churntui.ui.renewals.place._REST", _SOON)
        patch.setattr("churntui.ui.interviews.conversation._PAUSE", _SOON)
        patch.setattr(Screen, "_compositor_refresh", idle.paint)  # a text wraps anew when it has been drawn
        return asyncio.run(walked())


class _Asked:
    """How much the two threads of an app have not answered yet."""

    def __init__(self, app: ChurntuiApp) -> None:
        self.count = 0
        self.answered = asyncio.Event()
        self.answered.set()
        app.ask, app.compute = self._counting(app.ask), self._counting(app.compute)

    def _counting(self, asking: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        async def counted(question: Callable[..., object]) -> object:
            self.count += 1
            self.answered.clear()
            try:
                return await asking(question)
            finally:
                self.count -= 1
                if not self.count:
                    self.answered.set()

        return counted


async def _answered(pilot: Pilot[None], asked: _Asked) -> None:
    """Wait until everything asked is answered, usage included, and every widget has done its work twice over."""
    quiet = 0
    while quiet < 2:
        await asked.answered.wait()
        await pilot.pause(_SOON)
        is_at_work = asked.count or pilot.app.book.usage is None or pilot.app.curtain
        quiet = 0 if is_at_work else quiet + 1


async def _stands(pilot: Pilot[None], asked: _Asked) -> None:
    """Wait until the screen stays as it is."""
    before: list[str] = []
    while (lines := text_lines(pilot.app)) != before:
        before = lines
        await _answered(pilot, asked)


def text_lines(app: App[None]) -> list[str]:
    """The lines of the screen in view."""
    return ["".join(segment.text for segment in strip).rstrip() for strip in _strips(app)]


def _strips(app: App[None]) -> list[Strip]:
    return app.screen._compositor.render_strips()


def look(app: App[None]) -> str:
    """The screen in view as text, then its styles: `7-9: 3 bold $warning, 12 $foreground`."""
    texts = [f"{nth:>2} {line}".rstrip() for nth, line in enumerate(text_lines(app), 1)]
    return "\n".join([*texts, "", "styles, each from its cell on:", *_style_lines(app)]) + "\n"


def _style_lines(app: App[None]) -> Iterator[str]:
    """The styles of each line; lines in a row that have the same stand together."""
    names = _Names(app.theme_variables)
    styled = [", ".join(f"{at} {style}" for at, style in _runs(strip, names)) for strip in _strips(app)]
    for styles, lines in groupby(enumerate(styled, 1), key=lambda line: line[1]):
        numbers = [str(nth) for nth, _ in lines]
        if styles:
            yield f"{'-'.join(dict.fromkeys((numbers[0], numbers[-1])))}: {styles}"


def _runs(strip: Strip, names: _Names) -> Iterator[tuple[int, str]]:
    """Where on a line each style begins. The ink of what is blank does not show: it is that of what stands before."""
    at, ground, last = 1, names.on(None), ""
    for segment in strip:
        style = segment.style or Style()
        shows = segment.text.strip() or style.reverse or style.underline or style.strike
        on = names.on(style.bgcolor)
        if shows or on != ground:
            named = " ".join(part for part in (names.ink(style) if shows else "", on) if part)
            if named != last:
                yield at, named or "on $background"
            ground, last = on, named
        at += segment.cell_length


class _Names:
    """The names of a theme's colours, as they are seen on a ground."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        first = [name for name in _FIRST if name in variables]
        self._values = {name: variables[name] for name in dict.fromkeys((*first, *variables))}
        self._grounds = [Color.parse(variables[name]) for name in _GROUNDS]
        self._over, self._name_of = lru_cache(None)(self._over), lru_cache(None)(self._name_of)

    def ink(self, style: Style) -> str:
        """What stands there: `bold $warning`."""
        kinds = ("bold", "italic", "underline", "reverse", "strike")
        colour = self._name_of(_plain(style.color), _plain(style.bgcolor)) if style.color else ""
        return " ".join([*(kind for kind in kinds if getattr(style, kind)), colour]).strip()

    def on(self, ground: RichColor | None) -> str:
        """What it stands on: `on $panel`; nothing for the background of all."""
        named = self._name_of(_plain(ground), *self._grounds) if ground else "$background"
        return "" if named == "$background" else f"on {named}"

    def _name_of(self, colour: Color, *grounds: Color) -> str:
        """The name of what is seen so on one of the grounds, undimmed or dimmed; else its code."""
        for dim in (False, True):
            for ground in grounds:
                for seen, name in self._over(ground).items():
                    if colour == (_dimmed(seen, ground) if dim else seen):
                        return f"dim ${name}" if dim else f"${name}"
        return colour.hex

    def _over(self, ground: Color) -> dict[Color, str]:
        """How each colour of the theme is seen on a ground, and its first name."""
        names: dict[Color, str] = {}
        for name, value in self._values.items():
            if value.startswith("auto "):
                seen = ground + ground.get_contrast_text(float(value[5:-1]) / 100)
            elif value.startswith("#"):
                seen = ground + Color.parse(value)
            else:
                continue
            names.setdefault(_plain(seen.rich_color), name)
        return names


_FIRST = (
    "foreground", "background", "surface", "panel", "primary", "secondary", "success", "error", "warning", "accent",
    "border-blurred", "text-primary", "text-secondary", "text-success", "text-error", "text-warning", "text-accent",
)  # fmt: skip
"""The names that are meant where others have the same colour."""

_GROUNDS = ("background", "surface", "panel")


def _plain(colour: RichColor | None) -> Color:
    return Color.from_rich_color(colour)


def _dimmed(colour: Color, ground: Color) -> Color:
    return _plain(dim_color(ground.rich_color, colour.rich_color))
