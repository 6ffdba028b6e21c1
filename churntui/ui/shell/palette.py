"""The command palette, Textual's own, safe against keys that come before its list is laid out."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """As Textual's; but what moves the cursor of a list that has no height yet does nothing, where that breaks off."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region.height > 0:
            super()._action_command_list(action)
