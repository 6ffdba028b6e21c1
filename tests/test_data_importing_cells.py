"""Cells under headers of somebody else's, read as people write them; under our own as the template has it."""

from datetime import date

import pytest
from imports import LOGOS, TERM, counts, imported, reasons
from workbooks import Formula, xlsx

from churntui.data.importing import Options

HEAD = "Account Name,Start Date,End Date,ARR,Currency"
OWN = "contract_id,logo_id,starts_on,ends_on,amount,currency,per"


def sheet(*rows, head=HEAD, joint="\n"):
    return joint.join([head, *rows]) + "\n"


def contracts(store, column="amount_minor"):
    return [value for (value,) in store.rows(f"SELECT {column} FROM contract ORDER BY id")]


def test_amounts_of_a_german_sheet(store, take):
    rows = ("A;01.02.2026;01.02.2027;96.000;EUR", "B;01.02.2026;01.02.2027;1.234,50;EUR")
    found = take(contracts=sheet(*rows, head=HEAD.replace(",", ";")))["contracts"]
    assert "ARR read with a decimal comma" in found.notes
    assert contracts(store) == [9600000, 123450]


def test_what_a_column_leaves_open_is_rejected_with_the_option_that_answers_it(store, take):
    file = sheet("A,2026-02-01,2027-02-01,96.000,EUR", "B,2026-02-01,2027-02-01,500,EUR")
    found = take(contracts=file)["contracts"]
    assert reasons(found) == [
        (2, "ARR", "may be 96000 or 96.000. Say the decimal sign: --decimal point or comma")
    ]
    assert counts(take(Options(decimal="comma"), contracts=file)["contracts"]) == (1, 0, 1, 0)
    assert contracts(store) == [50000, 9600000]


def test_our_own_header_is_never_guessed_about(store, take):
    rows = ("C1,L1,2025-01-01,2025-12-31,96.000,EUR,term", "C2,L1,2026-01-01,2026-12-31,1,EUR,term")
    found = take(logos=LOGOS, contracts=sheet(*rows, head=OWN))["contracts"]
    assert counts(found) == (2, 0, 0, 0)
    assert contracts(store, "ends_on") == ["2025-12-31", "2026-12-31"]
    assert contracts(store)[0] == 9600
    refused = sheet("C3,L1,46112,,1,EUR,year", "C4,L1,2026-01-01,TBD,1,EUR,year", head=OWN)
    assert counts(take(contracts=refused)["contracts"]) == (0, 0, 0, 2)


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        ("€96k", 9600000),
        ("18.5K", 1850000),
        ('"€1,234.00"', 123400),
        ("96\u00a0000 €", 9600000),
        ("1'234.50", 123450),
        ("EUR 5", 500),
        ('"12,34,567.50"', 123456750),
    ],
)
def test_amounts_as_people_write_them(store, take, amount, minor):
    take(contracts=sheet(f"A,2026-02-01,2027-02-01,{amount},EUR"))
    assert contracts(store) == [minor]


@pytest.mark.parametrize("amount", ["$5", "USD 5", "5 USD", '"(1,234.00)"'])
def test_another_currency_in_the_cell_and_less_than_nothing_are_refused(take, amount):
    ((_, column, why),) = reasons(take(contracts=sheet(f"A,2026-02-01,2027-02-01,{amount},EUR"))["contracts"])
    assert column == "ARR"
    assert "the row's currency is EUR" in why or "below 0" in why


def test_ends_that_are_last_days_are_taken_as_such_and_said(store, take):
    rows = ("A,2024-01-01,2024-12-31,90000,EUR", "A,2025-01-01,2025-12-31,96000,EUR")
    found = take(contracts=sheet(*rows))["contracts"]
    assert any("last day covered" in note for note in found.notes)
    assert contracts(store, "ends_on") == ["2025-01-01", "2026-01-01"]


def test_ends_are_taken_as_the_user_says(store, take):
    file = sheet("A,2024-01-01,2024-12-31,90000,EUR")
    take(Options(end_dates="exclusive"), contracts=file)
    assert contracts(store, "ends_on") == ["2024-12-31"]


def test_ends_that_contradict_each_other_are_asked_about(store, take):
    file = sheet("A,2024-01-01,2024-12-31,1,EUR", "B,2024-01-01,2025-01-01,1,EUR", "C,2024-01-01,,1,EUR")
    found = take(contracts=file)["contracts"]
    assert counts(found) == (1, 0, 0, 2)
    assert all("--end-dates inclusive or exclusive" in why for _, _, why in reasons(found))
    assert counts(take(Options(end_dates="inclusive"), contracts=file)["contracts"]) == (2, 0, 1, 0)


def test_words_for_nothing_are_blanks_and_named_once(store, take):
    head = HEAD + ",Plan,Notice Days"
    rows = ("A,2026-02-01,M2M,1,EUR,TBD,#N/A", "B,2026-02-01,n/a,1,EUR,-,TBC", "C,2026-02-01,,1,EUR,Pro,30")
    found = take(contracts=sheet(*rows, head=head))["contracts"]
    assert counts(found) == (3, 0, 0, 0)
    assert store.rows("SELECT ends_on, plan, notice_days FROM contract ORDER BY id") == [
        (None, "", 0),
        (None, "", 0),
        (None, "Pro", 30),
    ]
    assert "End Date: “M2M”, “n/a” taken as blank, in 2 rows" in found.notes


@pytest.mark.parametrize("end", ["#N/A", "TBD", "#REF!", "unknown"])
def test_an_end_that_is_not_known_is_no_open_end(take, end):
    ((_, column, why),) = reasons(take(contracts=sheet(f"A,2026-02-01,{end},1,EUR"))["contracts"])
    assert (column, why.split(":")[0]) == ("End Date", "tells no end")


def test_a_name_that_says_nothing_makes_no_logo(store, take):
    found = take(accounts="Account ID,Account Name\n1,Acme\n2,(No value)\n3,#N/A\n")["logos"]
    assert counts(found) == (1, 0, 0, 2)


def test_rows_that_are_no_data_are_left_out_by_name(store, take):
    rows = ("A,2026-02-01,2027-02-01,1,EUR", 'Grand Total,,,"1,000.00",', HEAD, "EMEA,,,,")
    found = take(contracts=sheet(*rows))["contracts"]
    assert counts(found) == (1, 0, 0, 0)
    assert found.skipped == 3
    assert (
        "left out as no data: line 3 “Grand Total”, line 4 “the header again”, line 5 “EMEA”" in found.notes
    )
    assert store.scalar("SELECT count(*) FROM logo") == 1


def test_days_of_one_file_are_in_one_order(store, take):
    take(contracts=sheet("A,03/04/2025,31/03/2026,1,EUR", "B,05/06/2025,04/06/2026,1,EUR"))
    assert contracts(store, "starts_on") == ["2025-04-03", "2025-06-05"]


def test_activity_has_totals_too(store, take):
    rows = "Acme,run,2026-01-05,3\nTotal,,,3\n"
    found = take(logos=LOGOS, usage="Account,Event,Date,Count\n" + rows)["activity"]
    assert (counts(found)[0], found.rejected, found.skipped) == (1, 0, 1)


def test_a_heading_in_a_list_of_logos_is_refused_but_a_list_of_names_is_one(store, take):
    head = "Account Name,Owner,Employees\n"
    found = take(accounts=head + "EMEA,,\nAcme,Ines,5\nBolt,Ines,6\n")["logos"]
    assert [(line, why.split(":")[0]) for line, _, why in reasons(found)] == [(2, "stands alone in its row")]
    assert counts(take(accounts=head + "Nimbus,,\nOrbit,,\nPixel,Ines,6\n")["logos"]) == (3, 0, 0, 0)


@pytest.mark.parametrize(
    ("said", "code"), [("€", "EUR"), ("Euro", "EUR"), ("us dollars", "USD"), ("chf", "CHF")]
)
def test_a_currency_by_its_sign_or_name(store, take, said, code):
    take(contracts=sheet(f"A,2026-02-01,2027-02-01,5,{said}"))
    assert contracts(store, "currency") == [code]


def test_a_sign_of_several_currencies_in_their_column_is_refused(take):
    ((_, column, why),) = reasons(take(contracts=sheet("A,2026-02-01,2027-02-01,5,$"))["contracts"])
    assert (column, "several currencies" in why) == ("Currency", True)


def test_a_sign_of_several_currencies_is_what_the_user_says(store, take):
    take(Options(currency="CAD"), contracts=sheet("A,2026-02-01,2027-02-01,5,$"))
    assert contracts(store, "currency") == ["CAD"]


@pytest.mark.parametrize(
    ("said", "renews"),
    [("Yes (12 months)", 1), ("no - by hand", 0), ("auto-renews", 1), ("Opt-out", 1), ("manual", 0)],
)
def test_whether_it_renews_may_be_said_in_other_words(store, take, said, renews):
    take(contracts=sheet(f"A,2026-02-01,2027-02-01,5,EUR,{said}", head=f"{HEAD},Auto-renew"))
    assert contracts(store, "auto_renew") == [renews]


def test_a_notice_period_may_say_that_it_is_in_days(store, take):
    head = HEAD + ",Notice Period"
    rows = ("A,2026-02-01,2027-02-01,1,EUR,90 days", "B,2026-02-01,2027-02-01,1,EUR,some days")
    assert counts(take(contracts=sheet(*rows, head=head))["contracts"]) == (1, 0, 0, 1)
    assert contracts(store, "notice_days") == [90]


def test_days_of_a_column_that_is_not_taken_tell_the_order_too(store, take):
    take(contracts=sheet("A,03/04/2025,03/04/2026,1,EUR,25/12/2025", head=f"{HEAD},Last Touch"))
    assert contracts(store, "starts_on") == ["2025-04-03"]


def test_what_is_no_day_in_any_order_tells_nothing(store, take):
    rows = ("A,25/12/2025,25/12/2026,1,EUR", "B,00/01/1900,25/12/2026,1,EUR")
    assert counts(take(contracts=sheet(*rows))["contracts"]) == (1, 0, 0, 1)


def test_amounts_that_were_worked_out_are_rounded_and_other_decimals_refused(store, take):
    amounts = ("33333.330000000002", "33333.3333333333", "1.0049")
    found = take(contracts=sheet(*(f"{amount},2026-02-01,2027-02-01,{amount},EUR" for amount in amounts)))[
        "contracts"
    ]
    assert contracts(store) == [3333333, 3333333]
    assert "1 amount with many decimals rounded" in found.notes
    assert found.rejected == 1


def test_what_is_said_many_times_is_counted_as_often(take):
    rows = [
        f"A{nth},46054,{end},1,EUR" for nth, end in enumerate(("2027-02-01", "open", "open", "2027-02-01"))
    ]
    found = take(contracts=sheet(*rows))["contracts"]
    assert "Start Date: 4 days read from Excel's numbers" in found.notes
    assert "End Date: “open” taken as blank, in 2 rows" in found.notes


def test_a_cell_that_cannot_be_known_is_not_taken_for_one_of_its_text(store, tmp_path):
    rows = [TERM, *(["A1", name, date(2026, 2, 1), None, 1, "EUR"] for name in ("=1+1", Formula("1+1")))]
    (tmp_path / "book.xlsx").write_bytes(xlsx({"Contracts": rows}))
    (found,) = imported(store, [tmp_path / "book.xlsx"]).files
    assert [(line, column) for line, column, _ in reasons(found)] == [(3, "Account Name")]


def test_a_percentage_is_no_amount_and_no_cents_tell_the_sign(store, take):
    ((_, _, why),) = reasons(take(contracts=sheet("A,2026-02-01,2027-02-01,10%,EUR"))["contracts"])
    assert why == "is a percentage, no amount"
    take(contracts=sheet('B,2026-02-01,2027-02-01,"1.000,-",EUR', "C,2026-02-01,2027-02-01,5'000.-,EUR"))
    assert contracts(store) == [100_000, 500_000]
