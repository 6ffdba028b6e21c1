"""Themes, what was done about them, and who was called again."""

from sample_tables import ORDINARY, book, on_any_day, refs

from churntui.demo.reading import read
from churntui.demo.roadmap import Roadmap
from churntui.model.choices import THEME_COLOURS


@on_any_day
def test_win_backs_were_called_after_their_cause_was_mended(as_of):
    shipped = {
        theme: row["shipped_on"]
        for row in book(as_of)["initiatives"]
        if row["status"] == "shipped"
        for theme in row["themes"].split(";")
    }
    heard: dict[str, set[str]] = {}
    logo_of = {i["interview_id"]: i["logo_id"] for i in book(as_of)["interviews"]}
    passages = [row for row in book(as_of)["highlights"] if row["interview_id"]]
    for row in (*book(as_of)["interviews"], *passages):
        heard.setdefault(logo_of[row["interview_id"]], set()).update(row["themes"].split(";"))
    for row in book(as_of)["win_backs"]:
        mended = [shipped[theme] for theme in heard[row["logo_id"]] & shipped.keys()]
        assert min(mended) <= row["called_on"] <= as_of.isoformat()
    waiting = {logo for logo, themes in heard.items() if themes & shipped.keys()}
    assert len(waiting - {row["logo_id"] for row in book(as_of)["win_backs"]}) >= 3
    assert {row["outcome"] for row in book(as_of)["win_backs"]} == {"back", "talking", "later", "no"}


def test_what_logos_wait_for_may_be_shown_to_them_and_what_is_about_them_may_not():
    shown = {row["name"]: row["shareable"] for row in book(ORDINARY)["initiatives"]}
    assert [name for name, may in shown.items() if may != "yes"] == [
        "A successor for every champion",
        "Price talks ninety days ahead",
    ]


def test_themes_have_colours_by_name():
    themes = book(ORDINARY)["themes"]
    assert {theme["colour"] for theme in themes} == {*THEME_COLOURS, ""}
    assert [theme["theme"] for theme in themes if theme["locked"] == "yes"] == ["paper export quality"]


@on_any_day
def test_every_win_back_is_a_logo_s(as_of):
    assert read("roadmap.toml", Roadmap).win_backs.keys() <= refs(as_of).keys()
    assert len(book(as_of)["win_backs"]) == len(read("roadmap.toml", Roadmap).win_backs)
