import pytest
from imports import counts, taker

from churntui.data.importing.besides import Besides
from churntui.data.importing.mapping import Mapping, recognise
from churntui.data.importing.profiles import profiles

CONTRACTS = ("Account Name", "Owner", "Start Date", "End Date", "ARR", "Currency")
LOGOS = ("Company name", "Domain", "Number of Employees", "Owner")


def besides(header, stem="x"):
    mapping = recognise(stem, header, profiles())
    assert isinstance(mapping, Mapping)
    return Besides(header, mapping)


@pytest.mark.parametrize(
    "cells",
    [
        ("Total", "", "", "", "144,000.00", ""),
        ("Grand Totals (3 records)", "", "", "", "", ""),
        ("Summe:", "", "", "", "144.000 €", "EUR"),
        ("Razem", "", "", "", "144 000", ""),
        ("Subtotal EMEA", "", "", "", "5", ""),
        ("", "", "", "", "144000", "EUR"),
        ("EMEA", "", "", "", "", ""),
        ("Copyright (c) 2026 somebody", "", "", "", "", ""),
        CONTRACTS,
    ],
)
def test_what_is_no_contract(cells):
    assert besides(CONTRACTS).name_of(cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("Total", "Ines", "2026-01-01", "2027-01-01", "5", "EUR"),
        ("Total Energies", "", "2026-01-01", "", "5", ""),
        ("Acme", "", "", "", "5", ""),
        ("", "Ines", "", "", "5", ""),
        ("", "", "", "", "", ""),
    ],
)
def test_what_is_one_or_is_to_be_refused(cells):
    assert besides(CONTRACTS).name_of(cells) == ""


def test_a_logo_may_be_called_total_and_may_have_a_name_alone():
    logos = besides(LOGOS)
    assert logos.name_of(("Total", "total.example", "", "")) == ""
    assert logos.name_of(("Total Energies", "", "240", "")) == ""
    assert logos.name_of(("Acme", "", "", "")) == ""
    assert logos.name_of(("Total", "", "188", "")) == "Total"
    assert logos.name_of(("Copyright (c) 2026", "", "", "")) == "Copyright (c) 2026"


def test_totals_of_a_report_may_count_in_the_column_of_ids(store, tmp_path):
    take = taker(store, tmp_path)
    head = "Owner,Account Name,Contract Number,Start,End,ARR,Currency\n"
    rows = "Dana,A,1,2026-01-01,2027-01-01,5,EUR\nTotal,Count,1,,,5,\nAverage,,,,,5,\n"
    found = take(contracts=head + rows)["contracts"]
    assert counts(found) == (1, 0, 0, 0)
    assert "left out as no data: line 3 “Total”, line 4 “Average”" in found.notes
