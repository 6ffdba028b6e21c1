"""Random changes to a book's words and tags, by every way there is: edits, undo, redo, import, other programs."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from hypothesis import strategies as st
from stores import inserted

from churntui.data import history
from churntui.data.file.store import Store
from churntui.data.history import CannotUndoError
from churntui.model.notes import LIVING, NOTES, owner

IDS = st.integers(1, 3)
TEXTS = st.sampled_from(("price went up", "no reply", "涨价了", "Łódź цена", "", "🙂", "price reply"))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("logo", "theme")), IDS, TEXTS),
        st.tuples(st.sampled_from(("interview", "note", "highlight", "by hand")), IDS, TEXTS),
        st.tuples(st.sampled_from(("tag", "tag passage", "untag")), IDS, IDS),
        st.tuples(st.sampled_from(("drop logo", "drop theme", "drop interview", "drop highlight")), IDS),
        st.tuples(st.sampled_from(LIVING), IDS, TEXTS),
        st.tuples(st.sampled_from(tuple(f"passage of {kind}" for kind in LIVING)), IDS, TEXTS),
        st.tuples(st.sampled_from(tuple(f"tag {kind}" for kind in LIVING)), IDS, IDS),
        st.tuples(st.sampled_from(tuple(f"drop {kind}" for kind in LIVING)), IDS),
        st.tuples(st.sampled_from(("undo", "redo", "refresh"))),
    ),
    max_size=25,
)  # fmt: skip

_DROPS = {f"drop {table}": table for table in ("logo", "theme", "interview", "highlight", *LIVING)}

_NEEDED = {
    "review": {},
    "talk": {"day": "2026-01-02"},
    "survey": {"day": "2026-01-02"},
    "ticket": {"opened_on": "2026-01-02"},
}
"""What a note needs beside its logo and its words."""


def changed(store: Store, change: tuple[object, ...]) -> None:
    """Make one of the changes, where the book allows it."""
    what, *rest = change
    if what in {"undo", "redo"}:
        with suppress(CannotUndoError):
            (history.undo if what == "undo" else history.redo)(store)
    elif what == "by hand":
        _by_hand(store, *rest)
    elif what != "refresh":
        with store.edit(str(what)):
            _change(store, str(what), *rest)


def _change(store: Store, what: str, number: int, value: object = "") -> None:
    here = {
        table: store.scalar(f"SELECT 1 FROM {table} WHERE id = ?", (number,))
        for table in ("logo", "theme", "interview", "highlight", *LIVING)
    }
    living = what.removeprefix("passage of ")
    if living in LIVING:
        _write_living(store, living, number, str(value), is_passage=living != what, here=here)
    elif what in _DROPS:
        store.rows(f"DELETE FROM {_DROPS[what]} WHERE id = ?", (number,))
    elif what == "logo":
        store.rows(
            """INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)
            ON CONFLICT(id) DO UPDATE SET name = excluded.name""",
            (number, f"L{number}", str(value)),
        )
    elif what == "theme" and not here["theme"]:
        inserted(store, "theme", id=number, name=f"{value} {number}")
    elif what == "interview" and here["logo"] and not here["interview"]:
        inserted(store, "interview", id=number, ref=f"I{number}", logo_id=number, status="held",
                 stated_reason=value, updated_at="")  # fmt: skip
    elif what == "note":
        store.rows("UPDATE interview SET notes = ? WHERE id = ?", (str(value), number))
    elif what == "highlight" and here["interview"] and value:
        inserted(store, "highlight", interview_id=number, starts_at=0, ends_at=1, quote=value)
    elif what == "untag":
        store.rows(
            "DELETE FROM interview_theme WHERE interview_id = ? AND theme_id = ?", (number, int(str(value)))
        )
    elif what.startswith("tag"):
        on = {"tag": "interview", "tag passage": "highlight"}.get(what, what.removeprefix("tag "))
        _tag(store, on, number, int(str(value)))


def _write_living(
    store: Store, kind: str, number: int, words: str, *, is_passage: bool, here: dict[str, object]
) -> None:
    text = NOTES[kind].text
    if is_passage:
        if here[kind] and words:
            inserted(store, "highlight", **{owner(kind): number}, starts_at=0, ends_at=1, quote=words)
    elif here[kind]:
        store.rows(f"UPDATE {kind} SET {text} = ? WHERE id = ?", (words, number))
    elif here["logo"]:
        said = {"reason" if kind == "review" else text: words}
        inserted(store, kind, id=number, ref=f"{kind}{number}", logo_id=number, **_NEEDED[kind], **said)


def _tag(store: Store, table: str, number: int, theme_id: int) -> None:
    store.rows(
        f"""INSERT OR IGNORE INTO {table}_theme({table}_id, theme_id)
        SELECT x.id, t.id FROM {table} x, theme t WHERE x.id = ? AND t.id = ?""",
        (number, theme_id),
    )


def _by_hand(store: Store, number: int, text: str) -> None:
    """As another program would, without a word to us."""
    other = sqlite3.connect(store.path)
    with other:
        other.execute("UPDATE interview SET stated_reason = ? WHERE id = ?", (text, number))
        other.execute("UPDATE theme SET name = ? || id WHERE id = ?", (text, number))
    other.close()
