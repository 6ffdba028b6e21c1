"""The room of customers, still two halves."""

from __future__ import annotations

from churntui.questions.bridge import Bridge
from churntui.questions.customers import report, tab
from churntui.questions.question import Room

ROOM: Room[object] = Bridge(report.report, tab.figures, report.read, tab.read, tab.HELP)
