"""An import is one line of a logo's story: what it added and what it changed there."""

from __future__ import annotations

import pytest
from imports import taker

from churntui.data import imported
from churntui.data.importing import takeback
from churntui.data.opening import open_book

CONTRACTS = (
    "contract_id,logo_id,starts_on,ends_on,amount,currency,per\nK1,L1,2026-01-01,2027-01-01,{},EUR,year\n"
)


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        yield store


def test_each_import_is_one_line_of_those_it_touched(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos="logo_id,name,industry\nL1,Acme,Food\nL2,Bolt,Food\n", contracts=CONTRACTS.format(100))
    take(logos="logo_id,name,industry\nL1,Acme,Retail\nL2,Bolt,Food\n", contracts=CONTRACTS.format(120))
    second, first = imported.of(store, "logo", 1)
    assert (first.label, first.after) == (
        "Import of logos.csv, contracts.csv",
        "1 logo added; 1 contract added",
    )
    assert second.after == "industry: Food → Retail; contract, amount: €100 → €120"
    assert len(imported.of(store, "logo", 2)) == 1
    takeback.take_back(store)
    assert [line.after for line in imported.of(store, "logo", 1)] == [first.after]


def test_of_many_changes_the_first_are_told(store, tmp_path):
    take = taker(store, tmp_path)
    header = "logo_id,name,domain,industry,country,employees,annual_revenue\n"
    take(logos=f"{header}L1,Acme,a.example,Food,DE,1,2\n")
    take(logos=f"{header}L1,Acme B,b.example,Retail,FR,2,3\n")
    assert imported.of(store, "logo", 1)[0].after.endswith("; 1 more")
    assert imported.of(store, "theme", 1) == []
