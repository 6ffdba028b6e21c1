"""When the app under test has done what it was asked: seen from its event loop, and not guessed from a time.

Textual's pilot sleeps until the process uses little processor time. That makes every key wait, and on a loaded
machine, where a process gets little time whatever it has to do, it goes on too early. Here a step is done when the
loop has nothing to run, no thread works for it, and no frame is due.

And all apps of a process read the same style sheets, so that they are parsed once.
"""

from __future__ import annotations

import asyncio
from asyncio.base_events import BaseEventLoop
from collections import deque
from time import monotonic
from weakref import WeakSet

import textual.app
import textual.pilot
import textual.screen
import textual.strip
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.screen import Screen

_FRAME = 1 / 240
"""Seconds between two frames; a shorter wait for each is worth more here than fewer of them."""

_BLINK = 1e-5
"""Seconds in which whatever can run does."""

_SOON = 2 * _FRAME
"""What is due within these seconds is waited for: frames are, a cursor's blink and a message's end are not."""

_LONGEST = 10.0
"""Seconds after which an app that never rests is looked at as it is."""

paint = Screen._compositor_refresh
"""Puts a frame together for the terminal. Nobody sees it here: each widget in view is drawn when the app rests."""

_unpainted: WeakSet[Screen] = WeakSet()

_in_threads: WeakSet[asyncio.Future[object]] = WeakSet()
"""What threads are working at for a loop."""


async def until_idle(*_: object, **__: object) -> bool:
    """Wait until the app has nothing to do and is drawn; takes and returns whatever the pilot's own waits do."""
    await until_rest()
    while _paint():
        await until_rest()
    return True


async def until_rest(*_: object) -> None:
    """Wait until the app has nothing to do: whoever types fast sees no frame between two keys."""
    loop = asyncio.get_running_loop()
    latest = monotonic() + _LONGEST
    while monotonic() < latest:
        await asyncio.sleep(0)
        if loop._ready:
            # not at once: the app itself waits for a loop that has nothing to run, before it hands on a key
            await asyncio.sleep(_BLINK)
            continue
        working = [future for future in _in_threads if future.get_loop() is loop and not future.done()]
        if working:
            await asyncio.wait(working, timeout=_LONGEST, return_when=asyncio.FIRST_COMPLETED)
            continue
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=None)
        if due is None or due > loop.time() + _SOON or _is_left():
            break
        await asyncio.sleep(max(0.0, due - loop.time()))


def _is_left() -> bool:
    """Whether the app draws no more frames, however many of them are due."""
    app = active_app.get(None)
    return app is not None and app._exit


def _paint() -> bool:
    """Have the widgets drawn whose screens have changed since the app last rested; whether there were any."""
    changed = list(_unpainted)
    _unpainted.clear()
    for screen in changed:
        if screen.is_running and screen.is_attached:
            with screen._context():
                visible_screen_stack.set(screen.app._background_screens)
                _draw(screen._compositor)
    return bool(changed)


def _draw(compositor: Compositor) -> None:
    """Have those widgets drawn that the terminal would get anew."""
    whole, changed = compositor.size.region, compositor._dirty_regions
    if changed:
        crop = None if whole in changed else Region.from_union(changed).intersection(whole)
        deque(compositor._get_renders(crop), maxlen=0)
    changed.clear()


class _Forgetful:
    """A cache that keeps nothing: seven stand on every line drawn, and here a line is drawn once."""

    def get(self, *_: object) -> None:
        return None

    def __setitem__(self, *_: object) -> None:
        pass


def _paint_later(screen: Screen) -> None:
    _unpainted.add(screen)
    screen._dirty_widgets.clear()


def install() -> None:
    """Let every app and its pilot be so."""
    Screen._compositor_refresh = _paint_later
    forgetful = _Forgetful()
    textual.strip.FIFOCache = lambda _: forgetful
    run_in_executor = BaseEventLoop.run_in_executor

    def watched(self, *work):
        future = run_in_executor(self, *work)
        _in_threads.add(future)
        return future

    BaseEventLoop.run_in_executor = watched
    parse_rules, parsed = Stylesheet._parse_rules, {}

    def parsed_once(self, css, read_from, *how, **named):
        key = (css, read_from, how, *named.items(), *self._variables.items())
        if key not in parsed:
            parsed[key] = parse_rules(self, css, read_from, *how, **named)
        return parsed[key]

    Stylesheet._parse_rules = parsed_once
    RuleSet.__hash__ = (
        object.__hash__
    )  # as its own, by identity, and not in Python: each style asks for all of them
    textual.screen.UPDATE_PERIOD = _FRAME
    textual.app.wait_for_idle = until_rest
    textual.pilot.wait_for_idle = until_idle
    textual.pilot.Pilot._wait_for_screen = until_idle
