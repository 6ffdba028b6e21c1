import csv
from datetime import date

import pytest
from imports import imported

from churntui.data import export, importing
from churntui.data.importing import TABLES
from churntui.data.opening import open_book
from churntui.demo import build
from churntui.plain.errors import BadInputError

TRACKER = """name = "tracker"
[[file]]
table = "contracts"
headers = ["Kunde", "Wert"]
[file.columns]
logo_name = ["Kunde"]
amount = ["Wert"]"""

BOOK = {
    "settings": [("grace_days", "14"), ("owner", "Ana")],
    "rates": [("PLN", "EUR", "0.2345"), ("USD", "EUR", "0.92")],
    "themes": [
        ("a;b", "with\nlines", "", "no", "red", "yes"),
        ("price", "", "value", "yes", "", "no"),
        ("value", "", "", "no", "cyan", "no"),
    ],
    "actions": [("login", "no"), ("run_audit", "yes")],
    "logos": [
        ("L1", 'Ac"me, [/]', "acme.example", "Food", "PL", "120", "5000000", "Ana", "good", "2024-02-29"),
        ("L2", "青空フーズ", "", "", "", "", "", "", "", ""),
    ],
    "former_logos": [("L9", "L1", "Older, AG", "older.example"), ("L98", "L2", "", "")],
    "own_fields": [("L1", "feature set", "all; “big”"), ("L2", "Region", "DACH")],
    "customers": [("u1", "L1", "Jo", "jo@acme.example", "Chef", "2024-03-01"), ("u1", "L2", "", "", "", "")],
    "people": [
        ("P1", "L1", "Max", "Sponsor", "", "yes", "", "2025-05-05", "critical"),
        ("P2", "L1", "Eva", "", "", "no", "2025-01-01", "", "", "P1"),
    ],
    "contracts": [
        (
            "C1", "L1", "", "Team", "2024-01-01", "2025-01-01", "1234.50", "PLN", "term", "yes", "90", "84", "", "",
            "", "2.5",
        ),
        ("C2", "L1", "C1", "Team", "2025-01-01", "", "1000", "JPY", "month", "no", "0"),
    ],
    "accepted": [("overlap", "C1 C2")],
    "renewals": [("C1", "at_risk", "", "", "")],
    "interviews": [
        (
            "I1", "L1", "held", "2025-01-02", "2025-01-01", "yes", "too dear", "price", "no", '"a;b";value',
            "Line\n\n  two, “quoted”\n",
        ),
        ("I2", "L2", "not_asked", "", "", "", "", "", "", "", ""),
    ],
    "interview_details": [
        (
            "I1", "downgrade", "2024-10-01", "2024-09-15", "a mail,\nforwarded", "Ana", "no", "Jo; sponsor",
            "economic_buyer", "video", "budget", "medium", "price;adoption;roi_value", "onboarding", "renewal",
            "possibly", "we were late", "named", "Rival", "no", "yes", "2024-08-31", "no", "silence", "2024-06-01",
            "2024-07-01", "2024-08-01", "a call", "call sooner", "call list", "Ben", "2025-03-01", "possible",
            "SSO\n“works”", "2026-01-01", "2025-03-02",
        ),
        ("I2", "full", *[""] * 34),
    ],
    "save_attempts": [
        ("", "", "Ana", "", "", "", "L1", "C1", "plan_in_place", "training", "2025-03-01", "2025-03-04", ""),
        ("", "2025-03-05", "Ben", "a month free", "yes", "", "L2", "", "recovered", "discount", "", "", "2025-04-01"),
        ("I1", "", "", "", "silence", "", "L1"),
        ("I1", "", "", "", "", "lost", "L1"),
        ("I1", "2024-10-05", "Ana", "8 % over\ntwo years", "too late", "lost", "L1"),
    ],
    "talks": [
        ("K1", "L1", "P1", "2025-03-01", "mail", "no", "Ana", "price;value", "asked\nagain"),
        ("K2", "L2", "", "2025-03-02", "call", "yes", "", "", ""),
    ],
    "reviews": [
        (
            "R1", "L1", "ebr", "2025-02-01", "Max, Eva", "0", "Max", "no budget\nyet", "a price list", "Ana",
            '"a;b"', "All said",
        ),
        ("R2", "L2", "qbr", *[""] * 9),
    ],
    "steps": [("W1", "L1", "C1", "call Max", "Ana", "2025-04-01", "2025-04-02"), ("W2", "L2", "", "x", "", "", "")],
    "goals": [("G1", "L1", "fewer days", "to open\nsooner", "days", "-10.25", "4", "2025-12-31")],
    "goal_values": [("G1", "2025-03-01", "0.1"), ("G1", "2025-04-01", "-1234567.5")],
    "commitments": [
        ("M1", "L1", "R1", "send prices", "yes", "Ana", "2025-03-01", "partly"),
        ("M2", "L2", "", "name a buyer", "no", "", "", "open"),
    ],
    "milestones": [("L1", "kicked off, all", "2025-01-10", "2025-01-12"), ("L2", "first use", "", "")],
    "payments": [("Y1", "L1", "2025-02-01", "failed", "2025-03-31"), ("Y2", "L2", "2025-02-01", "paid", "")],
    "sentiments": [("L1", "2025-03-01", "1", "Ana"), ("L1", "2025-03-02", "5", "")],
    "health_overrides": [
        ("L1", "85", "they sign; soon", "2025-06-30", "Ana"),
        ("L2", "0", "gone quiet", "2025-07-31", ""),
    ],
    "playbooks": [("fair", "look at use", "Ben", "14"), ("poor", "call the sponsor, twice", "", "3")],
    "snoozes": [("silent L1", "2025-07-01")],
    "highlights": [
        ("", "0", "3", "All", "price;value", "review", "R1", "yes"),
        ("", "4", "8", "said", "", "review", "R1", "no"),
        ("", "0", "3", "meh", "price", "survey", "S1", "no"),
        ("", "6", "11", "again", "value", "talk", "K1", "no"),
        ("", "8", "12", "very", "value", "ticket", "T1", "no"),
        ("I1", "0", "4", "Line", "price;value", "interview", "I1", "no"),
    ],
    "initiatives": [("N1", "Cheaper", "in_progress", "Ana", "2026-01-01", "", "price", "first\nstep", "no")],
    "briefs": [
        ("B1", "L1", "ebr", "2025-03-03", "R1", "2025-03-01", "# Alpha\n\n- sent"),
        ("B2", "L1", "qbr", "", "", "", ""),
    ],
    "brief_points": [
        ("B2", "goal G1", "goals", "dropped", "", "", "", ""),
        ("B2", "use.people", "use", "edited", "2", "12 of 14", "Good; very", "11 of 14"),
    ],
    "win_backs": [("L1", "2025-09-01", "later", "asked, kindly"), ("L2", "", "", "")],
    "events": [("V1", "2025-02-01", "price_change", "Prices; up", "said\nin March")],
    "tickets": [("T1", "L1", "2025-01-01", "", "high", "Broken; very", "price")],
    "surveys": [("S1", "L1", "u1", "2025-01-01", "nps", "-10", "meh", "price;value")],
    "activity": [
        ("L1", "", "run_audit", "2025-01-01", "3"),
        ("L1", "u1", "login", "2025-01-01", "1"),
        ("L2", "u1", "run_audit", "1969-12-31", "0"),
    ],
    "proofs": [
        ("F1", "L1", "Training", "2025-02-01", "14", "activity", "login", "", "no", ""),
        ("F2", "L2", "Fewer steps", "2025-03-01", "28", "by_hand", "", "hours", "yes", "by\nhand"),
    ],
    "mappings": [("tracker", "2026-11-12", TRACKER)],
    "proof_members": [("F1", "u1", "target", "", ""), ("F2", "u1", "control", "-2.5", "0.1")],
}  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        importing.load_tables(opened, {name: (TABLES[name].header, rows) for name, rows in BOOK.items()})
        yield opened


def folder_bytes(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_book_covers_every_table():
    assert set(BOOK) == set(TABLES)


def test_an_export_says_what_was_put_in(store, tmp_path):
    counts = export.write(store, tmp_path / "out")
    assert counts == {name: len(rows) for name, rows in BOOK.items()}
    for name, rows in BOOK.items():
        with (tmp_path / "out" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            header, *found = [tuple(row) for row in csv.reader(file)]
        assert header == TABLES[name].header
        assert found == [(*row, *[""] * (len(header) - len(row))) for row in rows]


def test_export_import_export_is_the_same_bytes(store, tmp_path):
    export.write(store, tmp_path / "one")
    with open_book(tmp_path / "second.db") as second:
        result = imported(second, [tmp_path / "one"])
        assert result.rejected == 0
        assert not result.unread
        export.write(second, tmp_path / "two")
    assert folder_bytes(tmp_path / "one") == folder_bytes(tmp_path / "two")


def test_the_sample_book_survives_the_way_out_and_in(tmp_path):
    build.build(tmp_path / "demo.db", date(2026, 11, 21))
    with open_book(tmp_path / "demo.db") as store, open_book(tmp_path / "second.db") as second:
        export.write(store, tmp_path / "one")
        assert imported(second, [tmp_path / "one"]).rejected == 0
        export.write(second, tmp_path / "two")
        again = imported(second, [tmp_path / "one"])
    assert folder_bytes(tmp_path / "one") == folder_bytes(tmp_path / "two")
    assert sum(one.added + one.changed for one in again.files) == 0


def test_attempts_that_are_alike_are_all_kept(store, tmp_path):
    attempt = """INSERT INTO save_attempt(interview_id, logo_id, offer, outcome)
        SELECT id, logo_id, 'a call', ? FROM interview"""
    for outcome in ("lost", "saved", "lost"):
        store.rows(f"{attempt} WHERE ref = 'I1'", (outcome,))
    export.write(store, tmp_path / "one")
    with open_book(tmp_path / "second.db") as second:
        imported(second, [tmp_path / "one"])
        outcomes = second.rows("SELECT outcome FROM save_attempt WHERE offer = 'a call' ORDER BY id")
    assert outcomes == [("lost",), ("saved",), ("lost",)]


def test_importing_an_export_into_its_own_book_changes_nothing(store, tmp_path):
    export.write(store, tmp_path / "out")
    result = imported(store, [tmp_path / "out"])
    assert all(one.added + one.changed + one.rejected == 0 for one in result.files)


def test_an_earlier_export_is_replaced_and_other_files_stay(store, tmp_path):
    export.write(store, tmp_path / "out")
    (tmp_path / "out" / "letter.txt").write_text("mine")
    store.rows("DELETE FROM ticket")
    assert export.write(store, tmp_path / "out")["tickets"] == 0
    assert (tmp_path / "out" / "letter.txt").read_text() == "mine"


def test_the_export_of_an_older_version_is_replaced(store, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "themes.csv").write_text("theme,description,parent,archived\nold,,,no\n")
    export.write(store, tmp_path / "out")
    assert "old" not in (tmp_path / "out" / "themes.csv").read_text("utf-8")


def test_a_foreign_file_in_the_way_is_never_overwritten(store, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tickets.csv").write_text("Ticket,Who\n1,me\n")
    with pytest.raises(BadInputError, match="not from an export"):
        export.write(store, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tickets.csv"]


def test_a_folder_that_cannot_be_made_is_one_line(store, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInputError, match="cannot be written"):
        export.write(store, tmp_path / "file")


def test_templates_are_headers_alone_and_never_replace_rows(tmp_path):
    assert export.write_templates(tmp_path / "t") == [f"{name}.csv" for name in TABLES]
    assert (tmp_path / "t" / "rates.csv").read_text() == "currency,to_currency,rate,valid_from\n"
    (tmp_path / "t" / "rates.csv").write_text("currency,to_currency,rate\nUSD,EUR,1\n")
    with pytest.raises(BadInputError, match="holds rows"):
        export.write_templates(tmp_path / "t")


def test_two_highlights_of_one_passage_become_one_with_the_themes_of_both(store, tmp_path):
    other = store.insert(
        "INSERT INTO highlight(interview_id, starts_at, ends_at, quote) "
        "SELECT id, 0, 4, 'Line' FROM interview WHERE ref = 'I1'"
    )
    store.rows("INSERT INTO highlight_theme SELECT ?, id FROM theme WHERE name = 'a;b'", (other,))
    export.write(store, tmp_path / "out")
    assert '"""a;b"";price;value"' in (tmp_path / "out" / "highlights.csv").read_text()


def test_a_link_to_a_contract_that_is_not_there_yet_goes_out_and_comes_in(store, take, tmp_path):
    header = "contract_id,logo_id,renews,starts_on,ends_on,amount,currency,per\n"
    take(contracts=header + "C9,L1,C8,2026-01-01,,1,EUR,year\n")
    export.write(store, tmp_path / "out")
    with open_book(tmp_path / "second.db") as second:
        importing.run(second, importing.recognise([tmp_path / "out"], importing.Options()))
        assert second.rows("SELECT renews FROM open_link") == [("C8",)]
