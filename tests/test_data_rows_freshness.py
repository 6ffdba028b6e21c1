"""How fresh the book is."""

from datetime import date

from stores import add, add_logo

from churntui.data.opening import open_book
from churntui.data.rows import freshness

AS_OF = date(2026, 11, 21)
COUNTS = {"added": 1, "changed": 0, "unchanged": 0, "rejected": 0}


def test_the_last_import_of_each_table(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        assert freshness.imports(store) == {}
        for at, table in (
            ("2026-01-05T09:00:00Z", "logo"),
            ("2026-02-05T23:59:59Z", "logo"),
            ("2026-01-09T00:00:00Z", "ticket"),
        ):
            add(store, "import_run", at=at, source="canonical", path="x.csv", table_name=table, **COUNTS)
        assert freshness.imports(store) == {"logo": "2026-02-05", "ticket": "2026-01-09"}


def test_the_newest_ticket(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        assert freshness.tickets_through(store, AS_OF) is None
        logo_id = add_logo(store, "L1")
        for nth, day in enumerate(("2026-03-01", "2026-01-01")):
            add(store, "ticket", ref=f"T{nth}", logo_id=logo_id, opened_on=day)
        assert freshness.tickets_through(store, AS_OF) == date(2026, 3, 1)
        assert freshness.tickets_through(store, date(2026, 2, 28)) == date(2026, 1, 1)
        assert freshness.tickets_through(store, date(2025, 12, 31)) is None
