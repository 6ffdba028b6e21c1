"""The room of survival, still two halves."""

from __future__ import annotations

from churntui.questions.bridge import Bridge
from churntui.questions.question import Room
from churntui.questions.survival import report, tab

ROOM: Room[object] = Bridge(report.report, tab.figures, help=tab.HELP)
