from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add, add_interview, add_logo, whole

from churntui.data import history
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.data.rows import theme_edits, themes
from churntui.data.rows.theme_edits import Merge
from churntui.model.notes import NoteRef
from churntui.plain.errors import BadInputError, NotFoundError

TABLES = (
    "theme",
    "interview_theme",
    "highlight_theme",
    "initiative_theme",
    "highlight",
    "interview",
    "initiative",
)
THEMES, PLACES = range(1, 6), range(1, 5)


@pytest.fixture
def store(tmp_path):
    """Interviews 1 and 2 with two passages each, an initiative; themes a > b > c, and d."""
    with open_book(tmp_path / "book.db") as store:
        fill(store)
        yield store


def fill(store: Store, themes: int = 4) -> None:
    for number in (1, 2):
        add_interview(
            store,
            f"I{number}",
            add_logo(store, f"L{number}"),
            notes="one two",
            stated_reason=f"said {number}",
        )
    for interview_id in (1, 2):
        add(store, "highlight", interview_id=interview_id, starts_at=0, ends_at=3, quote="one")
        add(store, "highlight", interview_id=interview_id, starts_at=4, ends_at=7, quote="two")
    for number, name in enumerate("abcde"[:themes], 1):
        add(store, "theme", name=name, parent_id=number - 1 if number in {2, 3} else None)
    for number in range(1, 5):
        add(store, "initiative", ref=f"N{number}", name="Work", status="planned")


def put(store: Store, kind: str, theme_id: int, at: int) -> None:
    add(store, f"{kind}_theme", **{f"{kind}_id": at, "theme_id": theme_id})


def tags(store: Store, kind: str) -> set[tuple[int, int]]:
    return set(store.rows(f"SELECT theme_id, {kind}_id FROM {kind}_theme"))


def parents(store: Store) -> dict[str, int | None]:
    return {theme.name: theme.parent_id for theme in themes.every(store)}


def test_renaming_keeps_what_it_is_on(store):
    put(store, "interview", 4, 1)
    theme_edits.rename(store, 4, "  new   name ", "Rename")
    assert themes.on_note(store, NoteRef("interview", 1)) == ["new name"]
    assert history.undo(store) == "Rename"
    assert themes.on_note(store, NoteRef("interview", 1)) == ["d"]


@pytest.mark.parametrize("name", ["", " \x00", "A", "á"])
def test_a_name_is_not_empty_and_not_anothers(store, name):
    with pytest.raises(BadInputError):
        theme_edits.rename(store, 4, name, "Rename")


def test_a_theme_may_change_the_spelling_of_its_own_name(store):
    theme_edits.rename(store, 4, "Ď", "Rename")
    assert "Ď" in parents(store)


def test_parents_form_no_circle(store):
    theme_edits.put_under(store, 4, 3, "Move")
    assert parents(store) == {"a": None, "b": 1, "c": 2, "d": 3}
    for parent_id in (1, 2, 3, 4):
        with pytest.raises(BadInputError):
            theme_edits.put_under(store, 1, parent_id, "Move")
    theme_edits.put_under(store, 4, None, "Move")
    assert parents(store)["d"] is None
    with pytest.raises(NotFoundError):
        theme_edits.put_under(store, 4, 77, "Move")


def test_a_locked_theme_can_be_used_and_not_changed(store):
    put(store, "highlight", 4, 1)
    theme_edits.lock(store, 4, "Lock", locked=True)
    (place,) = theme_edits.places(store, 4)
    for forbidden in (
        lambda: theme_edits.rename(store, 4, "x", ""),
        lambda: theme_edits.describe(store, 4, "x", ""),
        lambda: theme_edits.put_under(store, 4, 1, ""),
        lambda: theme_edits.archive(store, 4, "", archived=True),
        lambda: theme_edits.merge(store, 4, 1, ""),
        lambda: theme_edits.split(store, 4, [place], "x", ""),
        lambda: theme_edits.delete(store, [4], ""),
    ):
        with pytest.raises(BadInputError, match="locked"):
            forbidden()
    themes.put_on_note(store, NoteRef("interview", 2), ["d"], "Tag")
    theme_edits.recode(store, 4, [place], ["a"], "Recode")
    theme_edits.paint(store, 4, "violet", "Paint")
    theme_edits.merge(store, 1, 4, "Merge into it")
    theme_edits.lock(store, 4, "Unlock", locked=False)
    theme_edits.archive(store, 4, "Archive", archived=True)
    theme_edits.describe(store, 4, " what it means ", "Describe")
    (theme,) = [theme for theme in themes.every(store) if theme.id == 4]
    assert (theme.colour, theme.archived, theme.description) == ("violet", True, "what it means")


def test_there_are_a_few_colours(store):
    with pytest.raises(BadInputError):
        theme_edits.paint(store, 1, "#ff0000", "Paint")


@pytest.mark.parametrize("use", ["interview", "highlight", "initiative"])
def test_only_an_unused_theme_is_deleted(store, use):
    put(store, use, 4, 1)
    with pytest.raises(BadInputError, match="in use"):
        theme_edits.delete(store, [4], "Delete")
    with pytest.raises(BadInputError, match="in use"):
        theme_edits.delete(store, [1], "it has a part")
    theme_edits.delete(store, [3], "Delete")
    assert list(parents(store)) == ["a", "b", "d"]
    assert history.undo(store) == "Delete"
    assert parents(store)["c"] == 2


def test_a_merge_says_before_what_it_will_do(store):
    for kind, theme_id, at in (
        ("interview", 4, 1), ("interview", 4, 2), ("interview", 1, 1), ("highlight", 4, 1), ("highlight", 4, 2),
        ("highlight", 1, 2), ("initiative", 4, 1), ("initiative", 4, 2), ("initiative", 1, 2),
    ):  # fmt: skip
        put(store, kind, theme_id, at)
    theme_edits.put_under(store, 1, 4, "Move")
    theme_edits.put_under(store, 2, 4, "Move")
    assert theme_edits.merge_preview(store, 4, 1) == Merge(
        notes=1, passages=1, overlaps=2, children=1, initiatives=1
    )


def test_a_theme_merged_into_what_is_below_it_leaves_no_circle(store):
    theme_edits.put_under(store, 4, 1, "Move")
    theme_edits.merge(store, 1, 3, "Merge")
    assert parents(store) == {"b": None, "c": 2, "d": 3}


def test_a_theme_is_not_merged_into_itself_or_nothing(store):
    with pytest.raises(BadInputError):
        theme_edits.merge(store, 1, 1, "Merge")
    with pytest.raises(NotFoundError):
        theme_edits.merge(store, 1, 77, "Merge")
    with pytest.raises(NotFoundError):
        theme_edits.merge(store, 77, 1, "Merge")


def test_places_are_what_it_is_on(store):
    for kind, at in (("interview", 2), ("highlight", 4), ("highlight", 1)):
        put(store, kind, 4, at)
    found = [(place.kind, place.id, place.note.id, place.words) for place in theme_edits.places(store, 4)]
    assert found == [("highlight", 1, 1, "one"), ("interview", 2, 2, "said 2"), ("highlight", 4, 2, "two")]


def test_recoding_keeps_what_else_is_on_a_passage(store):
    for theme_id in (3, 4):
        put(store, "highlight", theme_id, 1)
    place = theme_edits.places(store, 4)[0]
    theme_edits.recode(store, 4, [place], ["c", "new"], "Recode")
    assert tags(store, "highlight") == {(3, 1), (5, 1)}
    theme_edits.recode(store, 3, [place], ["c"], "The same again")
    assert tags(store, "highlight") == {(3, 1), (5, 1)}


def test_a_split_needs_something_and_another_theme(store):
    put(store, "highlight", 4, 1)
    places = theme_edits.places(store, 4)
    for chosen, name in ((places, "D"), ([], "x"), (places, " ")):
        with pytest.raises(BadInputError):
            theme_edits.split(store, 4, chosen, name, "Split")
    assert tags(store, "highlight") == {(4, 1)}
    assert len(themes.every(store)) == 4


ON = st.sets(st.tuples(st.sampled_from(THEMES), st.sampled_from(PLACES)))
KINDS = ("interview", "highlight", "initiative")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A book with interviews 1–2, passages and initiatives 1–4, and five themes on nothing."""
    path = tmp_path_factory.mktemp("laws") / "template.db"
    with open_book(path) as store:
        fill(store, themes=5)
    return path


def copied(template, interviews, passages, initiatives):
    path = template.with_name("copy.db")
    shutil.copyfile(template, path)
    store = open_book(path)
    with store.write():
        for kind, pairs in zip(KINDS, (interviews, passages, initiatives), strict=True):
            store.many(
                f"INSERT INTO {kind}_theme(theme_id, {kind}_id) VALUES (?, ?)",
                sorted((theme_id, at) for theme_id, at in pairs if kind != "interview" or at < 3),
            )
    return store


LAWS = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@LAWS
@given(ON, ON, ON, st.permutations(THEMES))
def test_merging_moves_every_tag_once_and_undo_restores_every_row(
    template, interviews, passages, initiatives, order
):
    source, target = order[:2]
    with copied(template, interviews, passages, initiatives) as store:
        before = whole(store, TABLES)
        had = {kind: tags(store, kind) for kind in KINDS}
        planned = theme_edits.merge_preview(store, source, target)
        theme_edits.merge(store, source, target, "Merge")
        after = whole(store, TABLES)
        moved = {kind: {(target if t == source else t, at) for t, at in had[kind]} for kind in KINDS}
        assert {kind: tags(store, kind) for kind in KINDS} == moved
        assert (planned.notes, planned.passages, planned.initiatives) == tuple(
            len({at for t, at in moved[kind] if t == target})
            - len({at for t, at in had[kind] if t == target})
            for kind in KINDS
        )
        lost = [len(had[kind]) - len(moved[kind]) for kind in ("interview", "highlight")]
        assert planned.overlaps == sum(lost)
        assert source not in {theme.id for theme in themes.every(store)}
        assert history.undo(store) == "Merge"
        assert whole(store, TABLES) == before
        assert history.redo(store) == "Merge"
        assert whole(store, TABLES) == after
        assert store.rows("PRAGMA foreign_key_check") == []


@LAWS
@given(ON, ON, st.permutations(THEMES), st.data())
def test_splitting_keeps_each_place_under_one_of_the_two(template, interviews, passages, order, data):
    source, target = order[:2]
    with copied(template, interviews, passages, set()) as store:
        places = theme_edits.places(store, source)
        chosen = [place for place in places if data.draw(st.booleans())]
        if not chosen:
            return
        before = whole(store, TABLES)
        was = {(place.kind, place.id) for place in theme_edits.places(store, target)}
        theme_edits.split(store, source, chosen, "abcde"[target - 1], "Split")
        left = {(place.kind, place.id) for place in theme_edits.places(store, source)}
        went = {(place.kind, place.id) for place in theme_edits.places(store, target)}
        picked = {(place.kind, place.id) for place in chosen}
        assert left == {(place.kind, place.id) for place in places} - picked
        assert went == was | picked
        assert history.undo(store) == "Split"
        assert whole(store, TABLES) == before


def test_merging_and_splitting_take_along_what_living_logos_named(store):
    for kind, needed in (("review", {}), ("talk", {"day": "2026-01-02"})):
        add(store, kind, ref=f"{kind} 1", logo_id=1, notes="dear and slow", **needed)
        themes.put_on_note(store, NoteRef(kind, 1), ["d"], "Tag")
    themes.put_on_note(store, NoteRef("talk", 1), ["a", "d"], "Tag")
    before = theme_edits.merge_preview(store, 4, 1)
    theme_edits.merge(store, 4, 1, "Merge")
    assert themes.on_note(store, NoteRef("review", 1)) == ["a"] == themes.on_note(store, NoteRef("talk", 1))
    history.undo(store)
    assert theme_edits.merge_preview(store, 4, 1) == before
    assert themes.on_note(store, NoteRef("talk", 1)) == ["a", "d"]
    places = [place for place in theme_edits.places(store, 4) if place.note.kind in {"review", "talk"}]
    assert [(place.kind, place.note, place.words) for place in places] == [
        ("review", NoteRef("review", 1), "dear and slow"),
        ("talk", NoteRef("talk", 1), "dear and slow"),
    ]
    theme_edits.split(store, 4, places[:1], "slowness", "Split")
    theme_edits.recode(store, 4, places[1:], ["b"], "Recode")
    assert themes.on_note(store, NoteRef("review", 1)) == ["slowness"]
    assert themes.on_note(store, NoteRef("talk", 1)) == ["a", "b"]
