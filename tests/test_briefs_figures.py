"""Every figure of twelve briefs of the sample book, counted once more by SQL straight from the file.

The sentences around the figures are those of the logo's language; which day begins a window is written out here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from statistics import fmean, median

import pytest

from churntui import briefs
from churntui.book import Book
from churntui.briefs.language import wording
from churntui.data.opening import open_book
from churntui.demo import build

AS_OF = date(2026, 11, 21)
LOGOS = (5, 7, 9, 11, 14, 15, 17, 18, 20, 24, 26, 30)
"""Those with goals, promises, proofs, open requests, or a language of their own, and a plain one."""

QUARTER = (date(2026, 10, 1), date(2026, 11, 21))
QUARTER_BEFORE = (date(2026, 7, 1), date(2026, 8, 21))
QUARTER_YEAR_AGO = (date(2025, 10, 2), date(2025, 11, 22))
MONTH = (date(2026, 10, 24), date(2026, 11, 21))
MONTH_BEFORE = (date(2026, 7, 25), date(2026, 8, 22))
MONTH_YEAR_AGO = (date(2025, 10, 25), date(2025, 11, 22))
HALF_YEAR = (date(2026, 5, 24), date(2026, 11, 22))
HALF_YEAR_BEFORE = (date(2025, 11, 23), date(2026, 5, 24))
TICKETS_FROM = date(2026, 8, 24)
EDGES = "(VALUES (10), (50), (200), (1000), (5000))"
"""The most employees a logo of a size band has, but for the last band."""

Window = tuple[date, date]


class Counted:
    """One logo, counted from the file by nothing but SQL."""

    def __init__(self, rows: sqlite3.Connection, logo_id: int, active: set[int]) -> None:
        self.rows, self.id, self.active_logos = rows, logo_id, active
        self.name, language = self.one("SELECT name, language FROM logo WHERE id = :logo")
        self.w = wording(language)

    def all(self, query: str, **values: object) -> list[tuple]:
        return self.rows.execute(query, {"logo": self.id, "as_of": f"{AS_OF}"} | values).fetchall()

    def one(self, query: str, **values: object) -> tuple:
        return self.all(query, **values)[0]

    def day(self, iso: str) -> str:
        return self.w.day(date.fromisoformat(iso))

    @property
    def measured_from(self) -> date:
        (number,) = self.one("SELECT min(day) FROM usage_day WHERE logo_id = :logo")
        return date(1970, 1, 1) + timedelta(days=number)

    @property
    def seats(self) -> int:
        query = (
            "SELECT count(*) FROM customer WHERE logo_id = :logo AND coalesce(joined_on, '') <= '2026-11-20'"
        )
        return self.one(query)[0]

    def active(self, window: Window, logo: int | None = None) -> int:
        return self.one(
            """SELECT count(DISTINCT customer_id) FROM usage_day WHERE logo_id = :logo AND customer_id > 0 AND n > 0
            AND action_id IN (SELECT id FROM action WHERE qualifies)
            AND date(day * 86400, 'unixepoch') >= :first AND date(day * 86400, 'unixepoch') < :end""",
            logo=logo or self.id, first=f"{window[0]}", end=f"{window[1]}",
        )[0]  # fmt: skip

    def done(self, window: Window) -> dict[str, int]:
        return dict(
            self.all(
                """SELECT name, sum(n) FROM usage_day JOIN action ON action.id = action_id WHERE logo_id = :logo
                AND qualifies AND date(day * 86400, 'unixepoch') BETWEEN :first AND date(:end, '-1 day')
                GROUP BY name ORDER BY 2 DESC, 1""",
                first=f"{window[0]}", end=f"{window[1]}",
            )
        )  # fmt: skip

    def before(self, window: Window, value: object) -> object | None:
        """The value, where it was measured from the first day of the window on."""
        return value if self.measured_from <= window[0] else None


# each of the following yields the beginning of what a point says, by its key


def of_use(c: Counted) -> Iterator[tuple[str, str]]:
    w, active = c.w, c.active(MONTH)
    said = [w("use-people", active=active, seats=c.seats, days=28, day=w.day(date(2026, 11, 20)))]
    for window, message in ((MONTH_BEFORE, "use-quarter-ago"), (MONTH_YEAR_AGO, "use-year-ago")):
        then = c.before(window, c.active(window))
        said += [] if then is None else [w(message, value=w.number(then))]
    yield "use.people", w.joined((*said, peers(c, active)))
    now, before, year = (c.done(window) for window in (QUARTER, QUARTER_BEFORE, QUARTER_YEAR_AGO))
    said = [w("use-volume", actions=sum(now.values()), span=w.span(*QUARTER))]
    if c.before(QUARTER_BEFORE, True):
        said.append(w("use-volume-before", before=w.number(sum(before.values()))))
    if c.before(QUARTER_YEAR_AGO, True):
        said.append(w("use-volume-year", before=w.number(sum(year.values()))))
    yield "use.volume", w.joined(said)
    most = [w("use-most-item", action=name.replace("_", " "), now=n) for name, n in [*now.items()][:3]]
    yield "use.most", w("use-most", list=w.listed(most))
    moved = {
        name: abs(now.get(name, 0) / n - 1) for name, n in before.items() if n and max(n, now.get(name, 0)) >= 20
    }  # fmt: skip
    if moved:
        name = max(moved, key=moved.__getitem__)
        message = "use-mover-rose" if now.get(name, 0) > before[name] else "use-mover-fell"
        yield (
            "use.mover",
            w(message, action=name.replace("_", " "), now=now.get(name, 0), before=before[name]),
        )


def peers(c: Counted, active: int) -> str:
    """What is said of companies like it, where twenty of them are measured."""
    alike = c.all(
        f"""SELECT logo.id,
            (SELECT count(*) FROM customer WHERE logo_id = logo.id AND coalesce(joined_on, '') <= '2026-11-20')
        FROM logo, logo AS own WHERE own.id = :logo AND logo.id <> :logo
        AND (lower(logo.industry) = lower(own.industry)
            OR (own.employees > 0 AND logo.employees > 0
                AND (SELECT count(*) FROM {EDGES} WHERE column1 < logo.employees)
                = (SELECT count(*) FROM {EDGES} WHERE column1 < own.employees)))
        AND logo.id IN (SELECT logo_id FROM usage_day JOIN action ON action.id = action_id WHERE qualifies
            AND customer_id > 0 AND date(day * 86400, 'unixepoch') BETWEEN '2026-10-24' AND '2026-11-20')"""
    )
    shares = [
        min(1, c.active(MONTH, logo) / seats) for logo, seats in alike if logo in c.active_logos and seats
    ]
    if len(shares) < 20:
        return ""
    own = c.w.share(min(1, active / c.seats))
    return c.w("use-peers", share=own, logos=len(shares), median=c.w.share(median(shares)))


def of_support(c: Counted) -> Iterator[tuple[str, str]]:
    w = c.w
    took = [
        None if days is None else int(days)
        for (days,) in c.all(
            """SELECT CASE WHEN closed_on <= :as_of THEN julianday(closed_on) - julianday(opened_on) END FROM ticket
            WHERE logo_id = :logo AND opened_on BETWEEN :first AND :as_of""",
            first=f"{TICKETS_FROM}",
        )
    ]  # fmt: skip
    closed = [days for days in took if days is not None]
    day = w.day(AS_OF)
    if took:
        said = w("trouble-support", count=len(took), days=90, day=day)
        each = w("trouble-closed", closed=len(closed), took=round(median(closed))) if closed else ""
        yield "support.count", w.joined((said, each))
    else:
        yield "support.count", w("trouble-none", days=90, day=day)
    waiting = c.all(
        """SELECT ref, opened_on, subject FROM ticket WHERE logo_id = :logo AND opened_on < date(:as_of, '-14 days')
        AND (closed_on IS NULL OR closed_on > :as_of) ORDER BY opened_on"""
    )
    if waiting:
        yield "support.waiting", w("trouble-waiting", count=len(waiting), days=14, since=c.day(waiting[0][1]))
    for ref, opened_on, subject in waiting[:3]:
        yield f"ticket:{ref}", w("trouble-open", subject=subject, day=c.day(opened_on))


def of_surveys(c: Counted) -> Iterator[tuple[str, str]]:
    w = c.w
    for kind in ("csat", "nps"):
        recent, before = (
            c.all(
                """SELECT score, customer_id FROM survey WHERE logo_id = :logo AND kind = :kind AND score IS NOT NULL
                AND day >= :first AND day < :end""",
                kind=kind, first=f"{window[0]}", end=f"{window[1]}",
            )
            for window in (HALF_YEAR, HALF_YEAR_BEFORE)
        )  # fmt: skip
        if not recent:
            continue
        mean, earlier = (
            w.number(fmean(s for s, _ in scores), 1) if scores else "" for scores in (recent, before)
        )
        said = [w("told-score", asked=w(f"ask-{kind}"), mean=mean, count=len(recent), day=w.day(AS_OF))]
        said += [w("told-before", mean=earlier, count=len(before))] if before else []
        people = {customer for _, customer in recent}
        said += [] if None in people else [w("told-answered", people=len(people), seats=c.seats)]
        yield f"told.{kind}", w.joined(said)
    for ref, day, comment in c.all(
        "SELECT ref, day, comment FROM survey WHERE logo_id = :logo AND comment <> ''"
    ):
        yield f"survey:{ref}", w("told-quote", quote=w.quoted(comment), day=c.day(day))
    passages = """SELECT r.ref, h.starts_at, h.quote, r.held_on FROM highlight h JOIN review r ON r.id = h.review_id
        WHERE r.logo_id = :logo AND h.theirs"""
    for ref, at, quote, day in c.all(passages):
        yield f"said:{ref}:{at}", w("told-quote", quote=w.quoted(quote), day=c.day(day))


def of_goals(c: Counted) -> Iterator[tuple[str, str]]:
    w = c.w
    goals = c.all(
        "SELECT ref, goal, why, unit, start_value, target_value, due_on FROM goal WHERE logo_id = :logo"
    )
    (signed_on,) = c.one("SELECT min(starts_on) FROM contract WHERE logo_id = :logo")
    for ref, goal, why, unit, start, target, due_on in goals:
        values = c.all(
            """SELECT day, value FROM goal_value JOIN goal ON goal.id = goal_id WHERE ref = :ref AND day <= :as_of
            ORDER BY day""",
            ref=ref,
        )
        yield f"why:{ref}", w("goal-why", why=why)
        if not values:
            aim = {"target": amount(w, target, unit), "due": c.day(due_on)}
            yield f"goal:{ref}", w("goal-unmeasured-target", goal=goal, **aim)
            continue
        day, now = values[-1]
        begun = min(signed_on, values[0][0]) if start is not None else values[0][0]
        begin = values[0][1] if start is None else start
        planned = min(1, days(begun, day) / days(begun, due_on))
        share = (now - begin) / (target - begin)
        stands = (
            "reached" if share >= 1 else "on-plan" if share >= planned and due_on >= f"{AS_OF}" else "behind"
        )
        told = {
            "now": amount(w, now, unit),
            "start": amount(w, begin, unit),
            "target": amount(w, target, unit),
        }
        said = [w(f"goal-{stands}", goal=goal, **told, day=c.day(day), due=c.day(due_on))]
        for back, near, message in ((91, 22, "goal-quarter-ago"), (364, 91, "goal-year-ago")):
            known = [
                (abs(days(on, day) - back), value)
                for on, value in values[:-1]
                if abs(days(on, day) - back) <= near
            ]
            said += [w(message, value=amount(w, min(known)[1], unit))] if known else []
        yield f"goal:{ref}", w.joined(said)
        yield f"decide.goal:{ref}", w("decide-goal", goal=goal)


def amount(w, value: float, unit: str) -> str:
    return w.measured(value, unit)


def days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def of_promises(c: Counted) -> Iterator[tuple[str, str]]:
    w = c.w
    for ref, what, by_us, owner, due_on, state in c.all(
        "SELECT ref, what, by_us, owner, due_on, state FROM commitment WHERE logo_id = :logo"
    ):
        side = "by-us" if by_us else "by-you"
        who = w(f"{side}-owner", owner=owner) if owner else w(side)
        is_late = state == "open" and due_on is not None and due_on < f"{AS_OF}"
        key = f"next:{ref}" if state == "open" and not is_late else f"promise:{ref}"
        message = "next-promise" if key.startswith("next") else f"promise-{'overdue' if is_late else state}"
        told = {"due": c.day(due_on)} if due_on else {}
        yield key, w(message if due_on else f"{message}-undated", what=what, who=who, **told)
    for ref, held_on, agreed in c.all(
        "SELECT ref, held_on, agreed FROM review WHERE logo_id = :logo AND agreed <> ''"
    ):
        yield f"agreed:{ref}", w("promise-agreed", day=c.day(held_on), agreed=agreed)


def of_roadmap(c: Counted) -> Iterator[tuple[str, str]]:
    w = c.w
    for ref, name, status, due_on, shipped_on in c.all(
        "SELECT ref, name, status, due_on, shipped_on FROM initiative WHERE shareable AND status <> 'dropped'"
    ):
        due = due_on if due_on and due_on >= f"{AS_OF}" else None
        if status == "shipped":
            yield f"roadmap:{ref}", w("roadmap-shipped-on", name=name, day=c.day(shipped_on))
        else:
            state = "planned" if status == "planned" else "under-way"
            told = (
                w(f"roadmap-{state}-due", name=name, due=c.day(due))
                if due
                else w(f"roadmap-{state}", name=name)
            )
            yield f"roadmap:{ref}", told
        if due:
            yield f"decide.pilot:{ref}", w("decide-pilot", name=name, due=c.day(due))


def of_contracts(c: Counted) -> Iterator[tuple[str, str]]:
    ends, notice = c.one(
        """SELECT ends_on, notice_days FROM contract WHERE logo_id = :logo AND starts_on <= :as_of AND ends_on > :as_of
        ORDER BY ends_on LIMIT 1"""
    )  # fmt: skip
    end = date.fromisoformat(ends)
    by = end - timedelta(days=notice or 30)
    if by < AS_OF:
        by = end - timedelta(days=30) if end - timedelta(days=30) >= AS_OF else end
    said = "decide-term-then" if by == end else "decide-term"
    yield "decide.term", c.w(said, ends=c.w.day(end), by=c.w.day(by))


def of_proofs(c: Counted) -> Iterator[tuple[str, str, set[str]]]:
    """How the point begins, and the figures in it: the mean changes a week of both groups and their difference."""
    for ref, proof_id, name, starts_on, n_days, measure, action_id in c.all(
        "SELECT ref, id, name, starts_on, days, measure, action_id FROM proof WHERE logo_id = :logo"
    ):
        changes: dict[str, list[float]] = {"target": [], "control": []}
        begun = f"{date.fromisoformat(starts_on) - timedelta(days=n_days)}"
        for side, customer, joined_on, *by_hand in c.all(
            """SELECT side, customer_id, joined_on, before, after FROM proof_member m
            JOIN customer c ON c.id = m.customer_id WHERE proof_id = :proof""",
            proof=proof_id,
        ):
            counted = [done_a_week(c, customer, action_id, first, n_days) for first in (begun, starts_on)]
            before, after = counted if measure == "activity" else by_hand
            is_late = measure == "activity" and (joined_on or "") > begun
            if before is not None and after is not None and not is_late:
                changes[side].append(after - before)
        means = [fmean(changes["target"]), fmean(changes["control"])]
        figures = {c.w.signed(round(value, 2)) for value in (*means, means[0] - means[1])}
        yield f"proof:{ref}", name, figures


def done_a_week(c: Counted, customer: int, action_id: int | None, first: str, n_days: int) -> float:
    (times,) = c.one(
        """SELECT coalesce(sum(n), 0) FROM usage_day JOIN action a ON a.id = action_id WHERE logo_id = :logo
        AND customer_id = :customer AND coalesce(:action = a.id, a.qualifies)
        AND date(day * 86400, 'unixepoch') >= :first AND date(day * 86400, 'unixepoch') < date(:first, :days)""",
        customer=customer, action=action_id, first=first, days=f"+{n_days} days",
    )  # fmt: skip
    return times / (n_days / 7)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "demo.db"
    build.build(path, AS_OF)
    with open_book(path) as store:
        book = Book.load(store, AS_OF).with_usage(store)
        made = {logo_id: briefs.of(store, book, logo_id) for logo_id in LOGOS}
        active = set(book.active_arr)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows:
        yield made, rows, active


FIXED = {"decide.goal", "decide.next", "decide.measure", "next", "question", "decide.reach"}
"""Points that state no figure; and how many seats are idle, which is asked for below."""


@pytest.mark.parametrize("logo_id", LOGOS)
def test_every_figure_of_a_brief_is_what_sql_counts(sample, logo_id):
    made, rows, active = sample
    counted = Counted(rows, logo_id, active)
    expected = dict(
        told
        for of in (of_use, of_support, of_surveys, of_goals, of_promises, of_roadmap, of_contracts)
        for told in of(counted)
    )
    proofs = {key: (name, figures) for key, name, figures in of_proofs(counted)}
    brief = made[logo_id]
    points = [
        point for part in (brief.shareable, brief.offered) for section in part for point in section.points
    ]
    assert {"use.people", "use.volume", "support.count"} <= {point.key for point in points}
    for point in points:
        if point.key in proofs:
            name, figures = proofs[point.key]
            assert point.text.startswith(name)
            assert all(figure in point.text for figure in figures), (point.text, figures)
        elif point.key not in FIXED:
            assert point.text == expected[point.key]
        else:
            assert not re.search(r"\d", point.text)
    idle = counted.seats - counted.active(MONTH)
    reach = [point.so_what for point in points if point.key == "decide.reach"]
    assert reach in ([], [counted.w("decide-reach-why", idle=idle, seats=counted.seats)])


def test_all_kinds_of_points_are_among_those(sample):
    made, *_ = sample
    keys = {
        point.key.partition(":")[0]
        for brief in made.values()
        for part in (brief.shareable, brief.offered)
        for section in part
        for point in section.points
    }
    assert keys >= {
        "decide.term", "decide.goal", "decide.pilot", "decide.reach", "goal", "why", "agreed", "promise", "next",
        "use.people", "use.volume", "use.mover", "use.most", "proof", "support.waiting", "support.count", "ticket",
        "told.nps", "told.csat", "survey", "said", "roadmap", "question",
    }  # fmt: skip


def test_some_of_them_are_compared_with_companies_like_them(sample):
    _, rows, active = sample
    counted = [Counted(rows, logo_id, active) for logo_id in LOGOS]
    assert 2 <= sum(bool(peers(c, c.active(MONTH))) for c in counted) < len(LOGOS)
