from __future__ import annotations

from churntui.model.rows import Highlight
from churntui.plain.anchors import Replacement, Span, replacement
from churntui.ui.interviews.passages import Passages, said_under, with_themes

TEXT = "Nobody called us back. Too dear, they said."


def passages(*quotes: str) -> Passages:
    found = [Highlight(TEXT.index(q), TEXT.index(q) + len(q), q, (q[0],), n) for n, q in enumerate(quotes)]
    return Passages(TEXT, found)


def words(found: Passages) -> list[str]:
    return [one.anchor.words(found.text) for one in found.kept]


def edit(found: Passages, old: str, new: str) -> None:
    changed = found.text.replace(old, new, 1)
    found.edited(replacement(found.text, changed), changed)


def test_what_is_meant_is_the_selection_else_the_passage_else_the_sentence():
    found = passages("called us")
    assert found.meant(0, Span(22, 31)) == (Span(23, 31), None)
    span, present = found.meant(9, Span(9, 9))
    assert (span, present) == (Span(7, 16), found.all[0])
    assert found.meant(30, Span(30, 30)) == (Span(23, 43), None)
    assert found.meant(0, Span(7, 17))[1] == found.all[0]


def test_the_shortest_of_overlapping_passages_is_under_the_cursor():
    found = passages("Nobody called us back", "called")
    assert [one.anchor.quote for one in found.at(9)] == ["called", "Nobody called us back"]
    assert [one.anchor.quote for one in found.at(2)] == ["Nobody called us back"]


def test_tagging_adds_changes_and_takes_away():
    found = passages("called")
    found.tag(Span(0, 6), ["x"], None)
    assert words(found) == ["Nobody", "called"]
    found.tag(Span(7, 13), ["y", "z"], found.kept[1])
    assert [one.themes for one in found.kept] == [("x",), ("y", "z")]
    assert found.kept[1].id == 0
    found.tag(Span(0, 6), [], found.kept[0])
    assert words(found) == ["called"]
    found.drop(found.kept[0])
    assert found.all == ()


def test_lost_ones_are_listed_kept_in_a_draft_and_come_back():
    found = passages("Too dear", "called us")
    edit(found, "Too dear", "")
    assert [one.anchor.quote for one in found.lost] == ["Too dear"]
    again = Passages(found.text, found.highlights())
    assert [one.anchor.quote for one in again.lost] == ["Too dear"]
    assert [one.quote for one in again.settled()] == ["called us"]
    edit(again, "they", "Too dear, they")
    assert (words(again), again.lost) == (["called us", "Too dear"], [])


def test_a_text_from_elsewhere_keeps_exact_words_only():
    found = passages("Too dear", "called us back")
    found.replaced("They said: too late. Too dear, they said. Nobody called us.")
    assert words(found) == ["Too dear"]
    assert [one.anchor.quote for one in found.lost] == ["called us back"]


def test_a_passage_that_is_not_where_the_book_says_is_found_or_lost():
    assert words(Passages(TEXT, [Highlight(0, 6, "called", ("x",))])) == ["called"]
    assert Passages("a b a", [Highlight(1, 2, "a", ("x",))]).kept == []
    assert Passages("", [Highlight(3, 9, "called", ("x",))]).kept == []


def test_settled_passages_have_the_words_they_have_now():
    found = passages("Nobody called us back")
    edit(found, "called", "ever called")
    assert [one.quote for one in found.settled()] == ["Nobody ever called us back"]
    found.edited(Replacement(0, 0, " "), " " + found.text)
    assert [(one.start, one.quote) for one in found.settled()] == [(1, "Nobody ever called us back")]


def test_a_theme_stands_once_however_it_is_spelled():
    assert with_themes(["Price"], ["price", "ROI", "roi"]) == ["Price", "ROI"]


def test_their_words_stay_theirs_through_tags_edits_drafts_and_other_texts():
    found = passages("called us")
    found.tag(Span(7, 16), ["y"], found.all[0], theirs=True)
    found.tag(Span(7, 16), ["z"], found.all[0])
    assert (found.all[0].said, found.all[0].id) == ("z · their words", 0)
    edit(found, "Nobody", "And nobody")
    found.replaced(f"First. {found.text}")
    again = Passages(found.text, found.highlights())
    (settled,) = again.settled()
    assert (settled.quote, settled.themes, settled.theirs) == ("called us", ("z",), True)


def test_a_passage_without_themes_is_kept_as_long_as_it_is_theirs():
    found = passages()
    found.tag(Span(0, 6), [], None, theirs=True)
    found.tag(Span(0, 6), [], found.all[0])
    assert [passage.said for passage in found.all] == ["their words"]
    found.tag(Span(0, 6), [], found.all[0], theirs=False)
    assert found.all == ()


def test_what_stands_under_the_cursor_is_said_once():
    found = passages("Nobody called", "called")
    found.tag(Span(0, 6), ["N", "z"], None, theirs=True)
    assert said_under(found.kept) == "N · z · c · their words"
