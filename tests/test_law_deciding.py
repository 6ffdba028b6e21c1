"""Whatever is decided in whatever order: every day's ARR is what was typed, and undo and redo lead there and back."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from books import DAYS, random_deals, random_losses
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from profiles import examples
from stores import add_deals, whole

from churntui.book import Book
from churntui.data import history
from churntui.data.keeping import decisions
from churntui.data.opening import open_book
from churntui.metrics import service
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.questions.renewals import deciding
from churntui.ui.renewals.opening_again import hanging_on, open_again


class Typist:
    """Decides, and keeps a list of its own of what the contracts and losses are by now."""

    def __init__(self, store, deals, losses, as_of, data):
        self.store, self.as_of, self.draw = store, as_of, data.draw
        known = {deal.id for deal in deals}
        self.deals = {deal.id: deal if deal.renews in known else replace(deal, renews=None) for deal in deals}
        self.losses = list(losses)
        self.cut: dict[int, list[tuple[date | None, object, object]]] = {}
        """What each cut took from a contract: its end, its notice, and the notice it had after."""
        self.given: dict[int, object] = {deal.id: deal.noticed or None for deal in deals}
        """When notice was given of which contract; True for a day nobody typed."""
        self.edits = 0

    def decide(self):
        book = Book.load(self.store, self.as_of)
        (case,) = deciding.cases(book, [(self.draw(st.sampled_from(sorted(self.deals))), None)])
        can_be = [
            choice for choice in deciding.choices(case) if choice.can_be and choice.outcome != "changed"
        ]
        if not can_be:
            return
        choice = self.draw(st.sampled_from(can_be))
        old = self.deals[case.contract.id]
        doing = {"renewed": self.renew, "notice": self.notice, "lost": self.lose, "open": self.open}
        self.edits += doing[choice.outcome](case, choice, old)

    def renew(self, case, choice, old):
        number = decisions.renew(self.store, choice.term, "renew")
        self.deals[number] = replace(
            old,
            id=number,
            starts=old.ends,
            ends=choice.term.ends_on,
            renews=old.id,
            called="open",
            noticed=False,
        )
        assert old.ends < choice.term.ends_on
        return 1

    def notice(self, case, choice, old):
        if old.ends is None:
            return 0
        before, day = case.contract.notice_on, self.draw(DAYS)
        decisions.give_notice(self.store, old.id, day, "notice")
        self.given[old.id] = day
        self.deals[old.id] = replace(old, noticed=True)
        return int(before != day)

    def lose(self, case, choice, old):
        latest = (old.ends or old.starts + timedelta(days=200)) - old.starts
        day = old.starts + timedelta(days=self.draw(st.integers(1, latest.days)))
        is_alone = bool(case.others_on(day)) and self.draw(st.booleans())
        decisions.lose(self.store, decisions.Loss(old.id, day, is_alone=is_alone), "lose")
        if is_alone:
            before = self.given.get(old.id)
            self.given[old.id] = before or day
            self.cut.setdefault(old.id, []).append((old.ends, before, self.given[old.id]))
            self.deals[old.id] = replace(old, ends=day, noticed=True)
        else:
            self.losses.append((old.logo, day))
        return 1

    def open(self, case, choice, old):
        decided = deciding.decided_by(case)
        try:
            hanging_on(self.store, case)
        except BadInputError:
            return 0
        before = whole(self.store, history.RECORDED)
        open_again(self.store, case, "open")
        if decided == "follower":
            del self.deals[case.follower.id]
        elif decided == "loss":
            self.losses = [one for one in self.losses if one != (old.logo, case.lost_on)]
        elif decided == "call":
            self.deals[old.id] = replace(old, called="open")
        elif decided == "end":
            ends, before, after = self.cut[old.id].pop()
            self.given[old.id] = before if self.given[old.id] == after else self.given[old.id]
            self.deals[old.id] = replace(old, ends=ends, noticed=self.given[old.id] is not None)
        else:
            self.given[old.id] = None
            self.deals[old.id] = replace(old, noticed=False)
        return int(before != whole(self.store, history.RECORDED))

    def agrees(self):
        """The figures and the oracle's count, day by day."""
        deals = list(self.deals.values())
        book = Book.load(self.store, self.as_of)
        oracle = Oracle(
            deals, book.settings.grace_days, self.as_of, self.losses, book.settings.renewal_wait_days
        )
        bounds = {deal.starts for deal in deals} | {deal.ends or deal.starts for deal in deals}
        bounds |= {day for _, day in self.losses} | {self.as_of}
        days = sorted({day + timedelta(days=shift) for day in bounds for shift in (-1, 0, 1, 31)})
        numbers = [dates.number(day) for day in days]
        known = book.logo_ids.tolist()
        counted = service.snapshots(book.timeline, numbers, book.logo_ids).tolist()
        assert counted == [[oracle.arr(logo, day) for logo in known] for day in days]
        active = service.active(book.timeline, numbers, book.logo_ids).tolist()
        assert active == [[bool(oracle.counted(logo, day)) for logo in known] for day in days]


@settings(max_examples=examples(150))
@given(random_deals().filter(bool), random_losses(), st.integers(0, 500), st.integers(1, 8), st.data())
def test_every_day_is_what_was_decided(deals, losses, days, count, data):
    as_of = date(2023, 11, 15) + timedelta(days=days)
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book.db") as store:
        add_deals(store, deals, losses)
        first = whole(store, history.RECORDED)
        typist = Typist(store, deals, losses, as_of, data)
        for _ in range(count):
            typist.decide()
        typist.agrees()
        last = whole(store, history.RECORDED)
        undone = [history.undo(store) for _ in range(typist.edits + 1)]
        assert None not in undone[:-1]
        assert undone[-1] is None
        assert whole(store, history.RECORDED) == first
        redone = [history.redo(store) for _ in range(typist.edits + 1)]
        assert redone[:-1] == undone[-2::-1]
        assert whole(store, history.RECORDED) == last
