"""The line of keys at the bottom: as many as the terminal has room for, the ones that matter here first.

Textual's footer runs out at the right, where the way to the help stands. Here whole keys give way instead: those
that do nothing now, then those that work everywhere and are learnt first, and never `?`, which lists them all. Of the
verbs of the grammar it shows those that mean something for what is in view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click, MouseEvent, MouseMove
from textual.getters import app as app_getter
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.shell.base import BookApp, Page
from churntui.ui.shell.grammar import ORDER

_GIVE_WAY = ("quit", "export", "logo", "search", "filter", "verb('snooze')", "verb('tag')", "verb('brief')")
"""Actions that work everywhere, in the order in which their keys are left out."""

_LAST = "explain"
"""The action whose key is never left out."""


@dataclass(frozen=True, slots=True)
class LineKey:
    """A key as the line shows it: all of it that is seen, or does anything."""

    key: str
    display: str
    """As it is written for a reader."""
    description: str
    action: str
    tooltip: str = ""
    is_disabled: bool = False


class KeyLine(Widget):
    """The keys of what is in view, each of which the mouse presses and tells more about.

    It is one widget: as a widget for each key, as the footer is, half of what a screen lays out and styles was its
    line of keys.
    """

    app = app_getter(BookApp)

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-line--key",
        "key-line--description",
        "key-line--key-disabled",
        "key-line--description-disabled",
    }
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        .key-line--key, .key-line--key-disabled {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        .key-line--description, .key-line--description-disabled {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
        .key-line--key-disabled {
            text-style: bold dim;
        }
        .key-line--description-disabled {
            text-style: dim;
        }
    }
    """

    keys: reactive[tuple[LineKey, ...]] = reactive(())
    """Those that have room, in the order they are declared in."""

    def on_mount(self) -> None:
        """Follow what can be done: it is told far more often than it changes."""
        self.screen.bindings_updated_signal.subscribe(self, self._choose_soon)

    def on_unmount(self) -> None:
        """Follow it no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Chooses anew."""
        self.call_after_refresh(self._choose)

    def _choose_soon(self, screen: Screen[object]) -> None:
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._choose)

    def _choose(self) -> None:
        if self.is_attached:
            self.keys = tuple(self._fitting())

    def render(self) -> Content:
        """The line."""
        return Content(" ").join(map(self._drawn, self.keys))

    def _drawn(self, key: LineKey) -> Content:
        state = "-disabled" if key.is_disabled else ""
        pressed, does = (
            self.get_visual_style(f"key-line--{part}{state}", partial=True) for part in ("key", "description")
        )
        return Content.assemble((key.display, pressed), (" ", does), (key.description, does))

    def _under(self, event: MouseEvent) -> LineKey | None:
        """The key the mouse points at."""
        begins = 0
        for key in self.keys:
            begins += _cells(key)
            if event.x < begins:
                return key
        return None

    def on_mouse_move(self, event: MouseMove) -> None:
        """Tell more about the key."""
        key = self._under(event)
        self.tooltip = t(key.tooltip) if key and key.tooltip else None

    def on_click(self, event: Click) -> None:
        """Press the key."""
        key = self._under(event)
        if key is None:
            return
        if key.is_disabled:
            self.app.bell()
        else:
            self.app.simulate_key(key.key)

    def _fitting(self) -> list[LineKey]:
        keys: dict[str, LineKey] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and self._is_served(binding.action):
                display = self.app.get_key_display(binding)
                key = LineKey(binding.key, display, binding.description, binding.action, tooltip, not enabled)
                keys.setdefault(binding.action, key)
        in_order = sorted(keys.values(), key=_place_of)
        return fitting([*self._marked(), *in_order], self.app.size.width)

    def _is_served(self, action: str) -> bool:
        """Whether a verb means something for what is in view; other keys are not asked."""
        if not action.startswith("verb("):
            return True
        front = self.screen if isinstance(self.screen, Page) else self.app.front
        # one that is being left may have lost what it would look at
        return front.is_mounted and front.display and front.serves(action.split("'")[1])

    def _marked(self) -> Iterator[LineKey]:
        """How many rows are marked, before all else."""
        table = self.screen.focused
        if isinstance(table, VirtualTable) and (marked := len(table.marked_rows)):
            yield LineKey("space", "space", f"{marked} marked", "mark", "Mark the row, or take its mark off")


def fitting(keys: Sequence[LineKey], width: int) -> list[LineKey]:
    """The keys that fit into `width` cells, in their order."""
    kept = list(keys)
    for key in sorted(keys, key=lambda key: _rank(key, keys.index(key))):
        if sum(_cells(key) for key in kept) - 1 <= width or key.action == _LAST:
            break
        kept.remove(key)
    return kept


def _place_of(key: LineKey) -> int:
    """The keys of the grammar first, the others after them as they are declared."""
    return ORDER.index(key.key) if key.key in ORDER else len(ORDER)


def _rank(key: LineKey, place: int) -> tuple[int, int]:
    """What gives way first sorts first; of the place's own keys the last one does."""
    if key.action == _LAST:
        return 3, 0
    if key.is_disabled:
        return 0, -place
    if key.action in _GIVE_WAY:
        return 1, _GIVE_WAY.index(key.action)
    return 2, -place


def _cells(key: LineKey) -> int:
    """What the key takes: itself, what it does, and a space after each."""
    return cell_len(key.display) + 1 + cell_len(key.description) + 1
