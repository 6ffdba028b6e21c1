"""The calendar as a script gets it."""

from calendars import read
from stores import add, add_contract, add_logo
from test_cli import churntui

from churntui.data.opening import open_book


def test_the_same_book_gives_the_same_calendar_and_a_moved_day_keeps_its_event(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        acme = add_logo(store, "Acme, Inc; “青空”", owner="Ines")
        add_contract(store, "K/1 ü", acme, "2026-02-12", "2027-02-12", notice_days=60)
        add(store, "step", ref="S1", logo_id=acme, what="call\nsponsor", due_on="2026-12-03")
        add_contract(store, "K2", add_logo(store, "Borealis", owner="Bo"), "2026-02-12", "2027-02-12")

    def written(*more):
        made = churntui("calendar", "--file", path, "--as-of", "2026-11-21", *more, encoding="utf-8")
        assert (made.returncode, made.stderr) == (0, "")
        return made.stdout

    first = written()
    assert first == written()
    with open_book(path) as store, store.write():
        store.rows("UPDATE step SET due_on = '2026-12-04'")
    events, moved = (read(text.replace("\n", "\r\n").encode()) for text in (first, written()))
    assert [event["UID"] for event in events] == [event["UID"] for event in moved]
    changed = [(a, b) for a, b in zip(events, moved, strict=True) if a != b]
    assert [(a["SUMMARY"], b["DTSTART;VALUE=DATE"]) for a, b in changed] == [
        ("Acme, Inc; “青空”: call sponsor", "20261204")
    ]
    assert "Borealis" not in written("--owner", "ines")


def test_lines_end_as_the_format_asks(tmp_path):
    from click.testing import CliRunner

    from churntui.cli import commands

    with open_book(tmp_path / "book.db") as store:
        add_contract(store, "K1", add_logo(store, "Acme"), "2026-02-12", "2027-02-12")
    done = CliRunner().invoke(
        commands, ["calendar", "--file", str(tmp_path / "book.db"), "--as-of", "2026-11-21"]
    )
    assert [event["UID"] for event in read(done.stdout_bytes)] == ["end-K1@churntui"]
