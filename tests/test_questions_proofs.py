"""Proofs of value as they are read."""

from datetime import date

import pytest
from stores import add, add_logo

from churntui.data.opening import open_book
from churntui.data.rows import proofs as stored
from churntui.questions import proofs

AS_OF = date(2026, 11, 29)


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "own.db") as opened:
        yield opened


def test_the_results_of_a_logo_are_those_of_its_rows(store):
    acme = add_logo(store, "acme")
    assert proofs.of_logo(store, acme, AS_OF) == ()
    proof_id = add(
        store,
        "proof",
        ref="F1",
        logo_id=acme,
        name="Training",
        starts_on="2026-10-05",
        measure="by_hand",
        unit="h",
    )
    for nth in range(10):
        who = add(store, "customer", ref=f"C{nth}", logo_id=acme)
        stored.place(store, proof_id, [who], "target" if nth % 2 else "control", "placed")
        stored.put_values(store, proof_id, who, 10, 15 if nth % 2 else 10 + nth / 10, "measured")
    (found,) = proofs.of_logo(store, acme, AS_OF)
    assert (found.name, found.target.change, found.verdict) == ("Training", 5, "improved")
