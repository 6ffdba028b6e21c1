"""What is written into a calendar file is what a reader of the format takes out of it."""

from datetime import date, timedelta

from calendars import read
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.ics import Event, calendar, uid
from churntui.plain.text import clean_line, clean_note

DAY = date(2026, 11, 21)

days = st.dates(date(1990, 1, 1), date(2199, 1, 1))
events = st.builds(
    Event, st.text(min_size=1).map(lambda ref: uid("step", ref)), days, st.text(), st.text(),
    st.none() | st.just(date(2200, 1, 1)),
)  # fmt: skip


@given(st.lists(events, max_size=4, unique_by=lambda event: event.uid), st.text())
def test_every_event_is_read_back_as_it_was(written, name):
    found = read(calendar(name, written, written_on=DAY).encode())
    assert [
        (
            event["UID"],
            event["DTSTART;VALUE=DATE"],
            event["DTEND;VALUE=DATE"],
            event["SUMMARY"],
            event.get("DESCRIPTION", ""),
        )
        for event in found
    ] == [
        (
            event.uid,
            f"{event.day:%Y%m%d}",
            f"{event.end or event.day + timedelta(days=1):%Y%m%d}",
            clean_line(event.title),
            clean_note(event.text).strip(),
        )
        for event in written
    ]


def test_the_name_is_one_clean_line():
    file = calendar("Book\x1b]0;of\x07\n Ines\u202e", [], written_on=DAY)
    assert "X-WR-CALNAME:Book]0\\;of Ines\r\n" in file


def test_a_day_is_one_day_and_its_stamp_is_the_day_it_was_written_for():
    (event,) = read(calendar("book", [Event("a@b", DAY, "Acme; renews, at last\\")], written_on=DAY).encode())
    assert event == {
        "UID": "a@b",
        "DTSTAMP": "20261121T000000Z",
        "DTSTART;VALUE=DATE": "20261121",
        "DTEND;VALUE=DATE": "20261122",
        "SUMMARY": "Acme; renews, at last\\",
        "TRANSP": "TRANSPARENT",
    }


def test_no_letter_is_cut_in_two():
    text = calendar("青空" * 40, [Event("a@b", DAY, "青空フーズ" * 30)], written_on=DAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert read(text.encode())[0]["SUMMARY"] == "青空フーズ" * 30


def test_nothing_to_say_is_a_calendar_too():
    assert read(calendar("book", [], written_on=DAY).encode()) == []


@given(st.text(), st.text(), st.sampled_from(("end", "notice", "step")))
def test_a_ref_of_any_letters_makes_a_uid_of_its_own(one, other, kind):
    assert uid(kind, one).isascii()
    assert (uid(kind, one) == uid(kind, other)) == (one == other)
