from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from textual.app import App
from textual.widgets import Static
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.renewal_file import look_inside
from churntui.ui.parts.talk_sheet import TalkSheet


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        logo(opened, "Nordwind", industry="Health")
        yield opened


def load(store):
    return Book.load(store, AS_OF).with_usage(store)


async def told(book, inside=None, nth=0):
    """The sheet's text for one renewal of the book."""
    app = App()
    async with app.run_test(size=(60, 40)):
        sheet = TalkSheet()
        await app.mount(sheet)
        sheet.tell(book, book.renewals[nth], inside)
        return str(sheet.query_one("#talk-text", Static).content)


async def test_before_the_file_is_asked_the_contract_is_told(store):
    contract(store, 1, 83, 96_000_00, notice_days=61, currency="USD", auto_renew=1)
    add(store, "setting", key="reporting_currency", value="EUR")
    text = await told(load(store))
    assert text.splitlines()[:4] == [
        "Renews 12 Feb · in 83 days",
        "Notice by 13 Dec · in 22 days !",
        "$96,000 ARR · 12 months",
        "in EUR: no rate",
    ]
    assert "Not called yet\n" in text
    assert "Next: nothing planned" in text
    assert "No talk noted yet" in text
    assert "Use was never measured" in text


async def test_an_expired_one_tells_its_end_and_a_lost_one_that_it_is_known(store):
    contract(store, 1, -9, notice_days=30)
    contract(store, 1, 40, notice_days=30, plan="Other", notice_on="2026-11-02", auto_renew=1)
    book = load(store)
    shown = [await told(book, nth=nth) for nth in range(len(book.renewals))]
    (known,) = (text for text in shown if "Known churn" in text)
    assert known.startswith("Ends 31 Dec · in 40 days\n")
    assert "Other · notice given 2 Nov 2026\n" in known
    assert "renews" not in known


async def test_old_activity_is_told_as_old(store):
    contract(store, 1, 83)
    use(store, 1, [5] * 12)
    book = load(store)
    assert "Last measured" not in await told(book)
    assert "Last measured 20 Nov !" in await told(replace(book, as_of=date(2027, 1, 15)))


async def test_what_they_said_before_is_quoted(store):
    contract(store, 1, 83)
    said = {"logo_id": 1, "status": "held", "held_on": "2024-10-30", "updated_at": ""}
    add(store, "interview", ref="I1", stated_reason="too [b]dear[/b]", **said)
    add(store, "interview", ref="I2", primary_reason="roi_value", **said)
    text = await told(load(store))
    assert "Interview 30 Oct 2024: “too [b]dear[/b]”" in text
    assert "Interview 30 Oct 2024: value (ROI)" in text


async def test_nothing_is_told_of_no_renewal():
    app = App()
    async with app.run_test():
        sheet = TalkSheet()
        await app.mount(sheet)
        sheet.tell(Book.empty, None)
        assert str(sheet.query_one("#talk-text", Static).content) == ""


async def test_people_are_told_with_what_is_known_of_them(store):
    contract(store, 1, 83)
    for ref, name, told_of in (
        ("P1", "Ana", {"left_on": "2026-11-01"}),
        ("P2", "Bo", {"role": "admin", "left_on": "2026-11-01"}),
        ("P3", "Cy", {"last_contact_on": "2026-11-18"}),
        ("P4", "Di", {"last_contact_on": "2026-11-24"}),
    ):
        add(store, "person", ref=ref, logo_id=1, name=name, **told_of)
    book = load(store)
    lines = (await told(book, look_inside(store, book, book.renewals[0].contract))).splitlines()
    for line in ("Ana · left 1 Nov", "Bo · admin · left 1 Nov", "Cy · 3 d ago", "Di · in 3 d"):
        assert line in lines


async def test_seats_are_those_of_the_contract_and_not_the_customers_known(store):
    contract(store, 1, 83, seats=84, plan="Team")
    add(store, "customer", ref="C1", logo_id=1)
    book = load(store)
    text = await told(book, look_inside(store, book, book.renewals[0].contract))
    assert "Team · does not renew itself · 84 seats" in text


async def test_use_that_names_nobody_counts_nobody(store):
    contract(store, 1, 83)
    use(store, 1, [5] * 12)
    book = load(store)
    text = await told(book, look_inside(store, book, book.renewals[0].contract))
    assert "Who used it is not measured" in text
    assert "active in" not in text


async def test_health_is_told_with_what_it_loses_most_by(store):
    contract(store, 1, 83)
    use(store, 1, [0] * 4 + [10] * 4 + [5] * 4)
    text = await told(load(store).read_health(store))
    # a week before, 25 were done after 30: a fall of a sixth earns 58 of 100
    assert "Health 0 ▼58  1 of 5 known\n  −100 use fell 50 %\n" in text
    assert "Health" not in await told(load(store))
