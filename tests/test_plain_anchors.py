from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from churntui.plain.anchors import (
    Anchor,
    Replacement,
    Span,
    followed,
    moved,
    replacement,
    sentence_at,
    whole,
)

LETTERS = "ab c.\né价格👩‍💻\u0301йї"
TEXTS = st.text(alphabet=LETTERS, max_size=40)


@st.composite
def texts_with_spans(draw):
    text = draw(st.text(alphabet=LETTERS, min_size=1, max_size=60))
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [Span(*pair) for pair in draw(st.lists(bounds, max_size=6)) if pair[0] < pair[1]]
    return text, dict(enumerate(spans))


@st.composite
def edits(draw, text: str):
    at = draw(st.integers(0, len(text)))
    return Replacement(at, draw(st.integers(0, min(8, len(text) - at))), draw(st.text(LETTERS, max_size=6)))


def applied(text: str, edit: Replacement) -> str:
    return text[: edit.at] + edit.inserted + text[edit.at + edit.removed :]


@given(texts_with_spans(), st.data())
def test_a_kept_passage_has_its_very_words_and_the_others_are_named(texted, data):
    old, spans = texted
    new = old
    for _ in range(data.draw(st.integers(0, 4))):
        new = applied(new, data.draw(edits(new)))
    kept, lost = moved(old, new, spans)
    assert {*kept, *lost} == set(spans)
    assert not set(kept) & set(lost)
    for key, span in kept.items():
        assert new[span.start : span.end] == old[spans[key].start : spans[key].end]


@given(texts_with_spans(), TEXTS, TEXTS)
def test_what_stands_around_the_words_of_a_passage_may_change(texted, before, after):
    old, spans = texted
    assert moved(old, before + old, spans)[1] == []
    assert moved(old, old + after, spans) == (spans, [])


@given(texts_with_spans(), st.data())
def test_any_one_edit_outside_a_passage_keeps_it(texted, data):
    old, spans = texted
    edit = data.draw(edits(old))
    untouched = {k: s for k, s in spans.items() if s.end <= edit.at or s.start >= edit.at + edit.removed}
    assert moved(old, applied(old, edit), untouched)[1] == []


@pytest.mark.parametrize(
    ("old", "new", "passage", "there"),
    [
        ("The price rose. They left.", "They left. The price rose again.", "The price rose", 11),
        ("Sie gingen. Nobody called us.", "Nobody called us. Dann gingen sie.", "Nobody called us", 0),
        ("A price. B price.", "B price.", "price", None),
        ("反馈之后就没有下文了。价格也高。", "价格也高，反馈之后就没有下文了。", "没有下文了", 10),
        ("one two", "one one two", "one two", 4),
        ("Nobody called", "Nobody ever called", "Nobody called", None),
        ("caf\u00e9 was shut", "le cafe\u0301 was shut", "was shut", 9),
    ],
)
def test_named_cases(old, new, passage, there):
    at = old.index(passage)
    kept, lost = moved(old, new, {1: Span(at, at + len(passage))})
    if there is None:
        assert lost == [1]
    else:
        assert kept == {1: Span(there, there + len(passage))}


def test_a_tag_never_jumps_to_a_word_spelled_alike():
    old = "The price was high. Support was kind."
    new = "Support was kind. Their price list was late."
    at = old.index("price")
    assert moved(old, new, {1: Span(at, at + 5)}) == ({}, [1])


def test_two_long_texts_are_compared_in_time_to_be_used():
    old = "\n".join(f"Line {n} of a long note, with some words in it." for n in range(6_000))
    new = old.replace("Line 3000 ", "Row 3000 ").replace("Line 10 ", "")
    at = old.index("Line 4000 of a long note")
    kept, _ = moved(old, new, {1: Span(at, at + 24)})
    assert new[kept[1].start : kept[1].end] == "Line 4000 of a long note"


@dataclass
class Typed:
    """A text whose characters know whether they were a passage's own: put into it or typed within it."""

    text: str
    own: list[bool]


def typed(before: Typed, anchor: Anchor, edit: Replacement) -> Typed:
    inside = anchor.span.start < edit.at and edit.at + edit.removed < anchor.span.end
    stop = edit.at + edit.removed
    own = before.own[: edit.at] + [inside] * len(edit.inserted) + before.own[stop:]
    return Typed(applied(before.text, edit), own)


@given(texts_with_spans(), st.data())
def test_through_any_edits_a_passage_is_on_nothing_but_its_own_words(texted, data):
    text, spans = texted
    for span in spans.values():
        anchor = Anchor(span, text[span.start : span.end])
        now = Typed(text, [span.start <= at < span.end for at in range(len(text))])
        for _ in range(data.draw(st.integers(1, 6))):
            edit = data.draw(edits(now.text))
            now, anchor = (
                typed(now, anchor, edit),
                followed(anchor, edit, applied(now.text, edit)),
            )
            assert 0 <= anchor.span.start <= anchor.span.end <= len(now.text)
            if anchor.words(now.text) == anchor.quote:
                now.own = [anchor.span.start <= at < anchor.span.end for at in range(len(now.text))]
            assert all(now.own[anchor.span.start : anchor.span.end])


@given(texts_with_spans(), st.data())
def test_taking_an_edit_back_brings_the_passage_back(texted, data):
    text, spans = texted
    edit = data.draw(edits(text))
    undone = Replacement(edit.at, len(edit.inserted), text[edit.at : edit.at + edit.removed])
    for span in spans.values():
        anchor = Anchor(span, text[span.start : span.end])
        edited = applied(text, edit)
        back = followed(followed(anchor, edit, edited), undone, text)
        assert back.words(text) == anchor.quote


def followed_through(text: str, passage: str, *edits: Replacement) -> tuple[Anchor, str]:
    at = text.index(passage)
    anchor = Anchor(Span(at, at + len(passage)), passage)
    for edit in edits:
        text = applied(text, edit)
        anchor = followed(anchor, edit, text)
    return anchor, text


def test_a_word_mended_inside_stays_in_the_passage():
    anchor, text = followed_through("So nobody caled us back.", "nobody caled us", Replacement(12, 0, "l"))
    assert anchor.is_kept(text)
    assert anchor.settled(text) == Anchor(Span(3, 19), "nobody called us")


def test_words_cut_and_pasted_elsewhere_take_their_passage_along():
    anchor, text = followed_through(
        "Too dear. No reply.", "Too dear", Replacement(0, 10, ""), Replacement(9, 0, " Too dear.")
    )
    assert anchor.words(text) == "Too dear"
    assert anchor.span.start == 10


def test_words_overwritten_are_lost():
    anchor, text = followed_through("It was too dear for us.", "too dear", Replacement(7, 8, "fine"))
    assert not anchor.is_kept(text)
    assert anchor.span == Span(11, 11)


def test_typing_at_the_edge_stays_outside():
    anchor, text = followed_through(
        "too dear", "too dear", Replacement(8, 0, " now"), Replacement(0, 0, "far ")
    )
    assert anchor.words(text) == "too dear"


@given(TEXTS, TEXTS)
def test_one_edit_leads_from_any_text_to_any_other(old, new):
    assert applied(old, replacement(old, new)) == new


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("First doubt. Second one! Third", 14, "Second one!"),
        ("First doubt. Second one! Third", 30, "Third"),
        ("First doubt. ", 13, "First doubt."),
        ("First doubt.\nNext line", 12, "First doubt."),
        ("First doubt.\nNext line", 13, "Next line"),
        ("反馈之后就没有下文了。价格也高。", 11, "价格也高。"),
        ("«Нам не ответили.» Потом ушли.", 3, "«Нам не ответили.»"),
        ("Version 2.4 came late. Then", 9, "Version 2.4 came late."),
        ("a\n\nb", 2, ""),
        ("", 0, ""),
    ],
)
def test_the_sentence_under_the_cursor(text, at, sentence):
    span = sentence_at(text, at)
    assert text[span.start : span.end] == sentence


@given(texts_with_spans())
@example((" \u0301", {0: Span(0, 2)}))
def test_a_letter_is_never_cut_from_its_marks(texted):
    text, spans = texted
    for span in spans.values():
        found = whole(text, span)
        words = text[found.start : found.end]
        assert words == words.strip() or "\u200d" in text
        if words and found.end < len(text):
            assert text[found.end] not in "\u0301\u200d"
