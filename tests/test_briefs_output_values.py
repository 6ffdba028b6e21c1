import json

from brief_samples import SHAREABLE, biting, review

from churntui.briefs.facts import Point, Section
from churntui.briefs.output.values import as_json, in_json
from churntui.plain.text import clean_line


def test_the_keys_are_the_agreed_ones():
    made = json.loads(in_json(review(kind="ebr", language="de", meets_on=None)))
    assert list(made) == ["logo_id", "name", "as_of", "parts", "kind", "language", "meets_on"]
    assert (made["kind"], made["language"], made["meets_on"]) == ("ebr", "de", None)
    assert list(made["parts"]) == ["shareable"]
    assert list(made["parts"]["shareable"][0]) == ["section", "points", "code"]
    assert list(made["parts"]["shareable"][0]["points"][0]) == [
        "text", "source", "as_of", "key", "state", "figure",
    ]  # fmt: skip


def test_a_point_has_its_figure_and_ends_with_what_follows_from_it():
    goal = as_json(review())["parts"]["shareable"][1]["points"][0]
    point = SHAREABLE[1].points[0]
    assert goal["text"] == f"{point.text}. {point.so_what}"
    assert goal["as_of"] == "2026-11-02"
    assert goal["figure"] == {
        "kind": "progress",
        "labels": ("Start", "Now", "Target"),
        "values": (12.0, 7.5, 6.0),
    }


def test_anything_can_be_said_in_json():
    made = json.loads(in_json(biting(), ("shareable", "internal")))
    assert made["name"] == clean_line(biting().logo.name)
    assert list(made["parts"]) == ["shareable", "internal"]


def test_a_key_says_what_a_point_speaks_of_without_the_row_of_ours():
    section = Section(
        "Goals", (Point("Reached", key="goal:Nordwind-7"), Point("Use", key="use.people")), "goals"
    )
    (points,) = (part["points"] for part in as_json(review(shareable=(section,)))["parts"]["shareable"])
    assert [point["key"] for point in points] == ["goal", "use.people"]
