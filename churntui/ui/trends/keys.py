"""The keys of Trends. Which of them mean something for a tab is told by its `Question`; the others are not shown."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

NEEDS: Mapping[str, str] = {
    "regrettable": "regrettable",
    "voluntary": "voluntary",
    "range": "first",
    "of": "of",
    "unit": "unit",
    "share": "share",
}
"""The field of a view that an action changes: where a tab does not take it, the key is not there."""

KEYS: list[BindingType] = [
    Binding("tab,right", "tab(1)", "Tabs", id="trends.right", tooltip="To the next tab"),
    Binding(
        "shift+tab,left", "tab(-1)", "Tab before", id="trends.left", show=False, tooltip="To the tab before"
    ),
    Binding("p", "span", "Period", id="trends.span", tooltip="Count by longer or shorter periods"),
    Binding("s", "split", "Split", id="trends.split", tooltip="Split by one or two fields of the logos"),
    Binding("A", "ask", "Actions", id="trends.ask", tooltip="Choose the actions that are looked at"),
    Binding(
        "A", "fall", "Fall", id="trends.fall", tooltip="Choose how deep a fall of active customers is meant"
    ),
    Binding("f", "of", "Logos/customers", id="trends.of", tooltip="Cohorts of logos, or of customers"),
    Binding("f", "part", "Next view", id="trends.part", tooltip="Go on to the tab's next view"),
    Binding("w", "unit", "Logos/MRR", id="trends.unit", tooltip="Count logos, or their MRR"),
    Binding(
        "percent_sign",
        "share",
        "Share",
        key_display="%",
        id="trends.share",
        tooltip="Share of the start, of the age before, or counts",
    ),
    Binding(
        "r",
        "regrettable",
        "Regrettable",
        id="trends.regrettable",
        tooltip="Count only regrettable losses, or all",
    ),
    Binding(
        "v",
        "voluntary",
        "Voluntary",
        id="trends.voluntary",
        show=False,
        tooltip="Count only losses they decided on, only the others, or all",
    ),
    Binding("D", "range", "Dates", id="trends.range", tooltip="Choose the periods that are covered"),
    Binding("m", "mark", "Event", id="trends.mark", tooltip="Mark what happened: it is drawn on every chart"),
    Binding(
        "M",
        "marks",
        "Events",
        id="trends.marks",
        show=False,
        tooltip="Every marked event, with the attrition before and after it",
    ),
    Binding("c", "chart", "Chart", id="trends.chart", tooltip="Show the same in another chart"),
]
