import pytest
from imports import imported, sheet_of
from workbooks import Formula, Money, xlsx

HEAD = ["Account ID", "Account Name", "Start Date", "End Date", "ARR"]


@pytest.mark.parametrize(
    ("money", "shown"),
    [
        ("#,##0.00\\ [$€-407]", "96000 €"),
        ("[$€-2]\\ #,##0.00", "96000 €"),
        ("[$$-409]#,##0.00", "96000 USD"),
        ("[$$-1009]#,##0.00", "96000 CAD"),
        ('"$"#,##0_);\\("$"#,##0\\)', "96000 $"),
        ('_-* #,##0.00\\ "zł"_-', "96000 zł"),
        ("[$USD]\\ #,##0", "96000 USD"),
        ("£#,##0", "96000 £"),
        ("#,##0.00\\ _€", "96000"),
        ("[$-409]d\\-mmm", "2162-11-01"),
        ('"$"d\\-mmm', "2162-11-01"),
        ('0"k"', "96000"),
        ("General", "96000"),
    ],
)
def test_the_currency_that_a_format_shows_stands_beside_the_number(tmp_path, money, shown):
    content = xlsx({"S": [["arr", "n", "text"], [Money(96000), 5, Formula("A1", "x", "str")]]}, money=money)
    assert [cells for _, cells in sheet_of(tmp_path, content, "x.xlsx").rows()] == [[shown, "5", "x"]]


def test_dollars_of_a_format_are_no_euros(store, tmp_path):
    rows = [HEAD, ["A1", "Acme", "2026-02-01", "2027-02-01", Money(96000)]]
    (tmp_path / "x.xlsx").write_bytes(xlsx({"S": rows}, money="[$$-409]#,##0.00"))
    imported(store, [tmp_path / "x.xlsx"])
    assert store.rows("SELECT amount_minor, currency FROM contract") == [(9_600_000, "USD")]
