"""Values become the texts of cells; days are set."""

from datetime import date

from churntui.demo.table import Table, dated, draws, row


def test_cells_are_written_as_a_canonical_file_has_them():
    assert row(date(2024, 2, 29), True, False, -3, "a", ("b", "c"), (), None) == (
        "2024-02-29", "yes", "no", "-3", "a", "b;c", "", "",
    )  # fmt: skip


def test_a_table_takes_its_header_from_the_canonical_one_and_leaves_other_keys_out():
    table = Table.of("rates", [{"rate": "0.92", "currency": "USD", "mood": "low"}])
    assert table == Table(("currency", "to_currency", "rate", "valid_from"), [("USD", "", "0.92", "")])


def test_days_are_counted_from_the_day_and_other_values_stay():
    told = {"day": -1, "left_on": 1, "seats": 3, "days": 5, "held_on": date(2020, 1, 1), "due_on": None}
    assert dated(told, date(2024, 2, 29)) == told | {"day": date(2024, 2, 28), "left_on": date(2024, 3, 1)}


def test_draws_are_the_same_for_a_purpose_and_differ_between_two():
    assert draws("a").random() == draws("a").random() != draws("b").random()
