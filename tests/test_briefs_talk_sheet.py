"""The talk sheet against SQL: what it says of two logos of the sample book is what the file says."""

from __future__ import annotations

from datetime import date

import pytest

from churntui.book import Book
from churntui.briefs.talk import sheet
from churntui.data.opening import open_book
from churntui.demo.build import build
from churntui.plain.dates import number

AS_OF = date(2026, 11, 29)

QUALIFYING = "FROM usage_day d JOIN action a ON a.id = d.action_id WHERE a.qualifies AND d.logo_id = :logo"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("talk") / "sample.db"
    build(path, AS_OF)
    with open_book(path) as store:
        yield store, Book.load(store, AS_OF).with_usage(store)


def told(sample, name):
    """Its id, and its sections by heading, each one text."""
    store, book = sample
    logo = book.find_logo(name)
    made = sheet.of(store, book, logo.id)
    return logo.id, {
        section.heading: "\n".join(point.text for point in section.points) for section in made.sections
    }


@pytest.mark.parametrize("name", ["Puerto Claro Logística", "Svalgård Seafood"])
def test_its_figures_are_those_of_the_file(sample, name):
    store, _ = sample
    logo_id, says = told(sample, name)
    last = store.scalar("SELECT max(day) FROM usage_day")
    began = date.fromisoformat(
        store.scalar(
            "SELECT max(starts_on) FROM contract WHERE logo_id = ? AND starts_on <= ?", (logo_id, f"{AS_OF}")
        )
    )

    def done(what, first, days):
        window = {"logo": logo_id, "first": first, "end": first + days}
        return store.scalar(f"SELECT {what} {QUALIFYING} AND d.day >= :first AND d.day < :end", window)

    first = last - 27
    actions, people = "sum(d.n)", "count(DISTINCT d.customer_id)"
    use = says["Use, now and before"]
    start = number(began)
    for what, noun, then in ((actions, "actions", first - 28), (people, "people active", first - 91)):
        now, before, at_start = (done(what, day, 28) for day in (first, then, start))
        line = next(line for line in use.splitlines() if line.startswith("28 days") and f" {noun} " in line)
        assert f": {now} {noun} · {before} " in line
        assert f" · {at_start} when the term began, " in line
    seats, held = store.one(
        """SELECT seats, (SELECT count(*) FROM customer c WHERE c.logo_id = k.logo_id AND joined_on <= :day)
        FROM contract k WHERE logo_id = :logo AND starts_on = :began""",
        {"logo": logo_id, "day": f"{AS_OF}", "began": f"{began}"},
    )
    assert says["Seats"].startswith(f"{seats} bought")
    assert f"{held} people have one · {done(people, first, 28)}/{seats} · " in says["Seats"]
    everybody = store.rows("SELECT name FROM person WHERE logo_id = ?", (logo_id,))
    assert all(person in says["People"] for (person,) in everybody)


def test_those_that_stayed_are_alike_pay_and_were_renewed(sample):
    store, book = sample
    logo_id, says = told(sample, "Svalgård Seafood")
    stayed = says["Logos like it that stayed"].splitlines()[:5]
    for line in stayed:
        other = book.find_logo(line.split(" · ")[0]).id
        mine, theirs = (
            store.one("SELECT industry, employees FROM logo WHERE id = ?", (one,)) for one in (logo_id, other)
        )
        assert mine[0] == theirs[0] or abs(mine[1] - theirs[1]) < 1000
        terms = store.scalar(
            "SELECT count(*) FROM contract WHERE logo_id = ? AND starts_on <= ?", (other, f"{AS_OF}")
        )
        paid = "SELECT count(*) FROM contract WHERE logo_id = ? AND starts_on <= ? AND (ends_on IS NULL OR ends_on > ?)"
        assert terms > 1
        assert store.scalar(paid, (other, f"{AS_OF}", f"{AS_OF}"))
    trades = [line.split(" · ")[1].split(",")[0] for line in stayed]
    assert trades == sorted(trades, key=lambda trade: trade != book.logos[logo_id].industry)


def test_who_left_is_quoted(sample):
    store, _ = sample
    _, says = told(sample, "Svalgård Seafood")
    quoted = [line for line in says["What those like it said who left"].splitlines() if ", lost " in line]
    assert len(quoted) == 3
    for line in quoted:
        name = line.split(", lost ")[0]
        (said,) = store.one(
            "SELECT stated_reason FROM interview i JOIN logo l ON l.id = i.logo_id WHERE l.name = ?", (name,)
        )
        assert said in line
