"""Notes of any kind, read by one query made from what their class declares."""

from stores import add, add_logo

from churntui.data.rows import kept
from churntui.model.living import Talk
from churntui.model.rows import Survey


def test_notes_are_read_the_newest_first_and_those_without_words_only_where_we_write_them(store):
    logo = add_logo(store, "L1")
    for nth, (day, comment) in enumerate([("2026-01-01", "old"), ("2026-03-01", "new"), ("2026-02-01", "")]):
        add(store, "survey", ref=f"S{nth}", logo_id=logo, day=day, kind="nps", score=7, comment=comment)
    add(store, "talk", ref="T1", logo_id=logo, day="2026-01-01")
    add(store, "survey_theme", survey_id=1, theme_id=add(store, "theme", name="slow"))
    assert [(one.comment, one.themes) for one in kept.newest(store, Survey)] == [
        ("new", ()),
        ("old", ("slow",)),
    ]
    assert [one.comment for one in kept.newest(store, Survey, 1)] == ["new"]
    assert [one.ref for one in kept.newest(store, Talk)] == ["T1"]
    assert (kept.counts(store, "survey"), kept.counts(store, "talk")) == ({logo: 2}, {logo: 1})
