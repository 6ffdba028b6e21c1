"""The line of keys at the bottom: as many as the terminal has room for, the ones that matter here first.

Textual's footer runs out at the right, where the way to the help stands. Here whole keys give way instead: those
that do nothing now, then those that work everywhere and are learnt first, and never `?`, which lists them all.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_GIVE_WAY = ("quit", "export", "logo", "search", "filter", "interview")
"""Actions that work everywhere, in the order in which their keys are left out."""

_LAST = "explain"
"""The action whose key is never left out."""


class KeyLine(Footer):
    """The keys of what is in view."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)

    def compose(self) -> ComposeResult:
        """The keys that have room, in the order they are declared in."""
        yield from self._keys()

    def _keys(self) -> list[FooterKey]:
        return fitting([key for key in super().compose() if isinstance(key, FooterKey)], self.app.size.width)

    async def recompose(self) -> None:
        """Draw other keys; asked to far more often than there are any."""
        if not self.is_attached:
            return
        if [_face(key) for key in self.query_children(FooterKey)] != [_face(key) for key in self._keys()]:
            await super().recompose()

    def on_resize(self) -> None:
        """Chooses anew."""
        self.call_after_refresh(self.recompose)


def fitting(keys: list[FooterKey], width: int) -> list[FooterKey]:
    """The keys that fit into `width` cells, in their order."""
    kept = list(keys)
    for key in sorted(keys, key=lambda key: _rank(key, keys.index(key))):
        if sum(_cells(key) for key in kept) - 1 <= width or key.action == _LAST:
            break
        kept.remove(key)
    return kept


def _face(key: FooterKey) -> tuple[object, ...]:
    """All of a key that is shown, or does anything."""
    return key.key, key.key_display, key.description, key.tooltip, key.action, key.has_class("-disabled")


def _rank(key: FooterKey, place: int) -> tuple[int, int]:
    """What gives way first sorts first; of the place's own keys the last one does."""
    if key.action == _LAST:
        return 3, 0
    if key.has_class("-disabled"):
        return 0, -place
    if key.action in _GIVE_WAY:
        return 1, _GIVE_WAY.index(key.action)
    return 2, -place


def _cells(key: FooterKey) -> int:
    """What the key takes: itself, what it does, and a space after each."""
    return cell_len(key.key_display) + 1 + cell_len(key.description) + 1
