"""The room of cohorts, still two halves."""

from __future__ import annotations

from churntui.questions.bridge import Bridge
from churntui.questions.cohorts import report, tab

ROOM = Bridge(report.report, tab.figures, report.read, tab.read, tab.HELP)
