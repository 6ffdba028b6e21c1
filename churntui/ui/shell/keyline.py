"""The line of keys at the bottom: as many as the terminal has room for, the ones that matter here first.

Textual's footer runs out at the right, where the way to the help stands. Here whole keys give way instead: those
that do nothing now, then those that work everywhere and are learnt first, and never `?`, which lists them all. Of the
verbs of the grammar it shows those that mean something for what is in view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.getters import app as app_getter
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

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


class KeyLine(Footer):
    """The keys of what is in view.

    Its widgets are not bound to it as the footer's are: what is bound stays known to the line for as long as it
    stands, and it draws other keys at each change of place.
    """

    app = app_getter(BookApp)

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._drawn: list[LineKey] = []

    def compose(self) -> ComposeResult:
        """The keys that have room, in the order they are declared in."""
        self._drawn = self._keys()
        self.styles.grid_size_columns = len(self._drawn)
        for key in self._drawn:
            yield FooterKey(key.key, key.display, key.description, key.action, key.is_disabled, key.tooltip)

    def _keys(self) -> list[LineKey]:
        if not self._bindings_ready:
            return []
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

    async def recompose(self) -> None:
        """Draw other keys; asked to far more often than there are any."""
        if self.is_attached and self._drawn != self._keys():
            await super().recompose()

    def on_resize(self) -> None:
        """Chooses anew."""
        self.call_after_refresh(self.recompose)


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
