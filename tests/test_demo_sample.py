"""The sample book keeps its promises on any day: a leap day, an ordinary day, the first day of a quarter."""

import hashlib
import os
import subprocess
import sys
from datetime import date

from sample_tables import ORDINARY, book, on_any_day, refs

from churntui.demo import sample
from churntui.model.choices import REASONS, STAGES, STATUSES


def fingerprint(as_of: date) -> str:
    return hashlib.sha256(repr(sample.tables(as_of)).encode()).hexdigest()


def test_the_same_day_gives_the_same_book_in_every_process():
    code = (
        "import hashlib, datetime; from churntui.demo.sample import tables\n"
        "print(hashlib.sha256(repr(tables(datetime.date(2026, 11, 21))).encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == fingerprint(ORDINARY)


@on_any_day
def test_every_row_fits_its_header_and_no_id_stands_twice(as_of):
    for name, table in sample.tables(as_of).items():
        assert {len(row) for row in table.rows} == {len(table.header)}, name
        if (
            name not in {"activity", "highlights", "save_attempts", "goal_values", "proof_members"}
            and table.header[0] != "logo_id"
        ):
            assert len({row[0] for row in table.rows}) == len(table.rows), name
    assert len({logo["logo_id"] for logo in book(as_of)["logos"]}) == len(book(as_of)["logos"])
    events = [tuple(r.values())[:4] for r in book(as_of)["activity"]]
    assert len(set(events)) == len(events)


@on_any_day
def test_every_reference_resolves(as_of):
    tables = book(as_of)
    logos = set(refs(as_of).values())
    assert len(logos) == len(tables["logos"])
    home = {c["customer_id"]: c["logo_id"] for c in tables["customers"]}
    contracts = {c["contract_id"] for c in tables["contracts"]}
    themes = {t["theme"] for t in tables["themes"]}
    for rows in tables.values():
        assert {row["logo_id"] for row in rows if "logo_id" in row} <= logos
    assert {value["goal_id"] for value in tables["goal_values"]} <= {g["goal_id"] for g in tables["goals"]}
    assert {talk["person_id"] for talk in tables["talks"]} <= {p["person_id"] for p in tables["people"]}
    for name in ("activity", "surveys"):
        assert all(home[row["customer_id"]] == row["logo_id"] for row in tables[name])
    tried_at = {proof["proof_id"]: proof["logo_id"] for proof in tables["proofs"]}
    assert all(home[row["customer_id"]] == tried_at[row["proof_id"]] for row in tables["proof_members"])
    assert {r["contract_id"] for r in tables["renewals"]} <= contracts
    assert {t["parent"] for t in tables["themes"]} <= themes | {""}
    for name in ("interviews", "initiatives", "talks", "reviews", "surveys", "tickets"):
        assert {name for row in tables[name] for name in row["themes"].split(";") if name} <= themes


@on_any_day
def test_closed_words_are_the_known_ones(as_of):
    interviews = book(as_of)["interviews"]
    assert {i["status"] for i in interviews} <= set(STATUSES)
    assert {i["primary_reason"] for i in interviews} <= {*REASONS, ""}
    assert {i["primary_reason"] for i in interviews} >= {"acquired", "out_of_business", "involuntary"}
    assert {i["voluntary"] for i in interviews if i["primary_reason"] == "involuntary"} == {"no"}
    assert {r["stage"] for r in book(as_of)["renewals"]} <= set(STAGES)
    qualifies = {a["action"]: a["qualifies"] for a in book(as_of)["actions"]}
    assert qualifies["login"] == "no"
    assert {r["action"] for r in book(as_of)["activity"]} == set(qualifies)
