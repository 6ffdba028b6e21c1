"""`?` and the palette: keys read from the bindings themselves, definitions from what is in view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.widgets import Markdown

from churntui.ui.kit.dialogs import AnswersOnce
from churntui.ui.shell.base import BookApp, Front

KEY_NAMES = {"escape": "esc", "ctrl+r": "^r", "slash": "/", "question_mark": "?"}
"""How a few keys are written; the others as Textual names them."""

OF_TEXTUAL = frozenset({"Theme"})
"""Textual's own commands that the palette keeps: the others are ours already (`e` saves a picture), or its own help."""


def bindings(node: DOMNode) -> Iterator[Binding]:
    """The bindings a widget and its own class family declare, each key once."""
    for _, binding in node._bindings:  # noqa: SLF001 - Textual keeps no public list
        yield binding


def shown_key(app: BookApp, binding: Binding) -> str:
    """The key as people read it: `^r`, `esc`, `1`."""
    return binding.key_display or app.get_key_display(binding)


def key_list(app: BookApp, nodes: Iterable[DOMNode]) -> str:
    """A Markdown list of keys and what they do, in the order of `nodes`; one used there is hidden in the next."""
    lines = []
    known: set[str] = set()
    for node in nodes:
        own = [
            binding
            for binding in bindings(node)
            if binding.description and binding.key not in known and not binding.system
        ]
        lines += [
            f"- `{shown_key(app, binding)}` {binding.tooltip or binding.description}" for binding in own
        ]
        known |= {binding.key for binding in own}
    return "\n".join(lines)


class HelpDialog(AnswersOnce[None]):
    """What the figure under the cursor means, what the place answers, and every key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "Close", id="help.close", tooltip="Close the help"),
    ]

    def __init__(self, front: Front) -> None:
        super().__init__()
        self._front = front

    def compose(self) -> ComposeResult:
        """One page of Markdown."""
        with VerticalScroll(id="help") as page:
            page.border_subtitle = "escape closes"
            yield Markdown(self.text(), open_links=False)

    def text(self) -> str:
        """The page: the figure, the place, the keys."""
        front, app = self._front, self.app
        helped = front.helped()
        parts = [front.explained(), f"## {front.NAME}\n\n{helped}" if helped else ""]
        if isinstance(front, DOMNode) and isinstance(app, BookApp):
            focused = [app.screen_stack[-2].focused] if len(app.screen_stack) > 1 else []
            nodes = [front, *(widget for widget in focused if widget is not None), app]
            parts.append(f"## Keys\n\n{key_list(app, nodes)}")
        return "\n\n".join(part for part in parts if part)


def commands(app: BookApp, front: Front) -> Iterator[SystemCommand]:
    """The palette's entries: every described action of what is in view and of the app, each once with its keys.

    A key that what is in view takes for itself is none of the app's there, as at the keyboard.
    """
    targets: dict[str, tuple[DOMNode, Binding]] = {}
    keys: dict[str, list[str]] = {}
    taken: set[str] = set()
    for node in (node for node in (front, app) if isinstance(node, DOMNode)):
        own = [
            binding
            for binding in bindings(node)
            if binding.description and binding.key not in taken and not binding.system
        ]
        for binding in own:
            action = f"app.{binding.action}" if node is app else binding.action
            targets.setdefault(action, (node, binding))
            keys.setdefault(action, []).append(shown_key(app, binding))
        taken |= {binding.key for binding in own}
    for action, (target, binding) in targets.items():
        title = f"{binding.description}  {' '.join(dict.fromkeys(keys[action]))}"
        run = partial(app.run_action, action, default_namespace=target)
        yield SystemCommand(title, binding.tooltip or binding.description, run)
