import errno
from datetime import timedelta

import pytest
from ui_books import AS_OF, contract, logo

from churntui.book import Book
from churntui.briefs import due
from churntui.briefs.output import formats
from churntui.data.opening import open_book
from churntui.data.rows.briefs import Decided, decide
from churntui.plain import dates, files
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError

MD = formats.BY_NAME["md"]
NEXT = Period.of(dates.parse_day("2027-01-01"), "quarter")


@pytest.fixture
def store(tmp_path):
    """Two logos of one name and a third that end in the first quarter of 2027, and some that do not."""
    with open_book(tmp_path / "book.db") as store:
        for name, ends_in in (
            ("Later", 85),
            ("Acme", 41),
            ("Acme", 60),
            ("Now", 40),
            ("Far", 131),
            ("Never", None),
        ):
            contract(store, logo(store, name), ends_in)
        gone = logo(store, "Leaving")
        contract(store, gone, 50, notice_on="2026-11-01")
        yield store


def book(store):
    return Book.load(store, AS_OF).with_usage(store)


@pytest.mark.parametrize("text", ["2027Q1", "2027-Q1", "2027 q1", " 2027Q1 ", "next"])
def test_a_quarter_is_told_in_many_ways(text):
    assert due.quarter(text, AS_OF) == NEXT


def test_this_quarter_is_the_one_of_the_day():
    assert due.quarter("this", AS_OF).name == "2026-Q4"


@pytest.mark.parametrize(
    "text", ["", "Nordwind", "2027", "2027-01", "2027Q5", "2027Q1 – 2027Q2", "2027Q1 –", "0000Q1"]
)
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(BadInputError, match=r"is no quarter\. Write it like 2027-Q1, this or next"):
        due.quarter(text, AS_OF)


def test_due_is_what_ends_in_the_quarter_and_is_not_known_to_leave(store):
    found = due.due(book(store), NEXT)
    assert [(each.name, each.ref) for each in found] == [("Acme", "L2"), ("Acme", "L3"), ("Later", "L1")]
    assert [each.name for each in due.due(book(store), NEXT.previous)] == ["Now"]
    assert due.due(book(store), NEXT.next.next) == []


def test_a_contract_that_ends_on_the_first_day_of_a_quarter_is_due_in_it(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        contract(store, logo(store, "Edge"), (NEXT.starts_on - AS_OF).days)
        contract(store, logo(store, "After"), (NEXT.ends_on - AS_OF).days)
        assert [each.name for each in due.due(book(store), NEXT)] == ["Edge"]


def shelf(store, folder, **values):
    return due.Shelf(folder, MD, ("shareable",), due.due(book(store), NEXT), **values)


def test_each_has_a_whole_file_of_its_own(store, tmp_path):
    folder = tmp_path / "new" / "briefs"
    results = [*due.written_all(store, book(store), shelf(store, folder))]
    assert [result.path.name for result in results] == [
        "brief-acme-l2-2026-11-21.md", "brief-acme-l3-2026-11-21.md", "brief-later-2026-11-21.md",
    ]  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == [result.path.name for result in results]
    assert all(result.path.read_text(encoding="utf-8").startswith("# ") for result in results)
    assert not any(result.why for result in results)


def test_what_would_be_written_over_is_known_before(store, tmp_path):
    filled = shelf(store, tmp_path / "briefs")
    assert filled.there(AS_OF) == []
    last = due.Shelf(filled.folder, MD, filled.parts, filled.logos[2:])
    for result in due.written_all(store, book(store), last):
        assert result.path is not None
    assert [path.name for path in filled.there(AS_OF)] == ["brief-later-2026-11-21.md"]
    assert filled.there(AS_OF + timedelta(days=1)) == []


def test_a_point_that_names_another_logo_is_counted_and_not_in_the_file(store, tmp_path):
    point = Decided("own:1", "use", "added", "As Never does")
    decide(store, due.due(book(store), NEXT)[2].id, point, "Wrote")
    results = [*due.written_all(store, book(store), shelf(store, tmp_path / "briefs"))]
    assert [result.withheld for result in results] == [0, 0, 1]
    assert "As Never does" not in results[2].path.read_text(encoding="utf-8")


def test_one_that_cannot_be_written_is_named_and_stops_none_of_the_others(store, tmp_path):
    (tmp_path / "briefs" / "brief-acme-l3-2026-11-21.md").mkdir(parents=True)
    results = [*due.written_all(store, book(store), shelf(store, tmp_path / "briefs"))]
    assert [result.path is None for result in results] == [False, True, False]
    assert results[1].logo.ref == "L3"
    assert "is a folder" in results[1].why


def test_a_full_disk_leaves_nothing_half_written(store, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_sync", full)
    results = [*due.written_all(store, book(store), shelf(store, tmp_path / "briefs"))]
    assert all("No space left" in result.why for result in results)
    assert [*(tmp_path / "briefs").iterdir()] == []


def test_who_stops_it_leaves_whole_files_only(store, tmp_path, monkeypatch):
    begun = []

    def interrupted(path):
        begun.append(path)
        if len(begun) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(files, "_sync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        [*due.written_all(store, book(store), shelf(store, tmp_path / "briefs"))]
    assert [path.name for path in (tmp_path / "briefs").iterdir()] == ["brief-acme-l2-2026-11-21.md"]


def test_a_file_in_place_of_the_folder_is_told(store, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BadInputError, match="cannot be a folder"):
        shelf(store, tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
