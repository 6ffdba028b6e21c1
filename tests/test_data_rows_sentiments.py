"""How a logo is seen: once a day, the last word of a day counts, and taken back like anything else."""

from __future__ import annotations

from datetime import date, timedelta

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import sentiments, talks
from churntui.data.rows.talks import Said

DAY = date(2026, 11, 21)


def test_a_talk_says_how_the_logos_are_seen_and_the_last_word_of_a_day_counts(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        with store.write():
            ids = [
                store.insert("INSERT INTO logo(ref, name) VALUES (?, 'x')", (ref,)) for ref in ("L1", "L2")
            ]
        talks.add(store, ids, Said(DAY, author="Ana", sentiment=2), "talk")
        talks.add(store, ids[:1], Said(DAY, author="Ben", sentiment=4), "again")
        talks.add(store, ids[:1], Said(DAY), "without a word")
        seen = {one.logo_id: (one.score, one.author) for one in sentiments.every(store, DAY)}
        assert seen == {ids[0]: (4, "Ben"), ids[1]: (2, "Ana")}
        assert sentiments.every(store, DAY - timedelta(days=1)) == []
        history.undo(store)
        history.undo(store)
        assert {one.score for one in sentiments.every(store, DAY)} == {2}
