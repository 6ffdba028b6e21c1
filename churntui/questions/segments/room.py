"""The room of segments, still only a tab."""

from __future__ import annotations

from churntui.questions.bridge import Bridge
from churntui.questions.segments import tab

ROOM = Bridge(to_figures=tab.figures, help=tab.HELP)
