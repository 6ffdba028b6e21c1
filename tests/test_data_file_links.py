"""Which tables name rows of which."""

from churntui.data.file import links


def test_the_tables_that_name_a_theme(store):
    named = links.children(store, "theme")
    assert {
        ("interview_theme", "theme_id", True), ("highlight_theme", "theme_id", True), ("theme", "parent_id", False),
    } <= set(named)  # fmt: skip
    assert len(set(named)) == len(named)


def test_a_table_nobody_names_has_none(store):
    assert links.children(store, "snooze") == []
