"""From plain rows to frozen ones."""

from datetime import date

from churntui.data.rows.frozen import built
from churntui.model.rows import Person


def test_days_and_flags_are_read_and_null_stays_none():
    row = (1, "P1", 2, "Ana", "", "", 1, None, "2024-02-29")
    assert built(Person, row, days=(7, 8), flags=(6,)) == Person(
        1, "P1", 2, "Ana", champion=True, last_contact_on=date(2024, 2, 29)
    )
