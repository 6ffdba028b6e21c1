"""The room of segments, still only a tab."""

from __future__ import annotations

from churntui.questions.bridge import Bridge
from churntui.questions.question import Room
from churntui.questions.segments import tab

ROOM: Room[object] = Bridge(to_figures=tab.figures, help=tab.HELP)
