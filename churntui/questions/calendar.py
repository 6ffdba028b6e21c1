"""The days of a book as a calendar: what is decided, due, or best asked by when.

Those are notice deadlines and ends of contracts, steps, promises and goals, and the weeks to ask those who left. Each
is known by its ref, so that a calendar written again moves what has moved and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from churntui.book import Book
from churntui.data.rows.ahead import Ahead
from churntui.metrics.renewals import Renewal
from churntui.metrics.windows import interview_window
from churntui.model.choices import STAGE_LABELS
from churntui.model.living import Commitment, Goal, Step
from churntui.plain import dates, money
from churntui.plain.ics import Event, uid
from churntui.questions import heard
from churntui.questions.goals import amount


def events(book: Book, ahead: Ahead) -> list[Event]:
    """Everything, by day; of the book's logos alone, where it is narrowed."""
    known = [
        *chain.from_iterable(map(_of_renewal, book.renewals)),
        *(_of_step(book, step) for step in book.steps),
        *(_of_promise(book, promise) for promise in ahead.commitments if promise.logo_id in book.logos),
        *(_of_goal(book, goal) for goal in ahead.goals if goal.logo_id in book.logos),
        *_to_interview(book),
    ]
    return sorted((event for event in known if event is not None), key=lambda event: (event.day, event.uid))


def _of_renewal(renewal: Renewal) -> Iterator[Event]:
    """The end of a contract, and the day before which notice must be given where nobody has decided."""
    contract, name = renewal.contract, renewal.logo.name
    about = "\n".join(
        line
        for line in (
            f"Contract {contract.ref}" + (f", {contract.plan}" if contract.plan else ""),
            f"{money.full(contract.arr_minor, contract.currency)} ARR",
            "" if renewal.bucket == "known_churn" else f"Called {STAGE_LABELS[contract.stage]}",
            f"Owner: {renewal.logo.owner}" if renewal.logo.owner else "",
        )
        if line
    )
    if renewal.bucket == "known_churn":
        yield Event(uid("end", contract.ref), renewal.ends_on, f"{name} leaves", about)
        return
    yield Event(uid("end", contract.ref), renewal.ends_on, f"{name} renews", about)
    if renewal.undecided and contract.notice_days and contract.notice_on is None:
        ends = f"Ends {dates.short(renewal.ends_on)}"
        how = f"{ends}, and renews itself" if contract.auto_renew else ends
        title = f"{name}: last day for notice"
        yield Event(uid("notice", contract.ref), renewal.notice_deadline, title, f"{how}\n{about}")


def _of_step(book: Book, step: Step) -> Event | None:
    if step.due_on is None:
        return None
    whose = f"Owner: {step.owner}" if step.owner else ""
    return Event(uid("step", step.ref), step.due_on, f"{book.name(step.logo_id)}: {step.what}", whose)


def _of_promise(book: Book, promise: Commitment) -> Event | None:
    if promise.due_on is None:
        return None
    who = "we promised" if promise.by_us else "they promised"
    whose = f"Owner: {promise.owner}" if promise.owner else ""
    title = f"{book.name(promise.logo_id)}: {who} {promise.what}"
    return Event(uid("promise", promise.ref), promise.due_on, title, whose)


def _of_goal(book: Book, goal: Goal) -> Event | None:
    if goal.due_on is None:
        return None
    wanted = "" if goal.target_value is None else f"Target: {amount(goal.target_value, goal.unit)}"
    text = "\n".join(filter(None, (wanted, goal.why)))
    return Event(uid("goal", goal.ref), goal.due_on, f"{book.name(goal.logo_id)}: goal {goal.goal}", text)


def _to_interview(book: Book) -> Iterator[Event]:
    """The weeks to ask why, of the losses nobody was asked about and whose time is not over."""
    for line in heard.lines(book):
        if not line.waits or line.loss is None or line.logo_id is None:
            continue
        window = interview_window(line.loss.lost_on)
        if window.closes_on > book.as_of:
            yield Event(
                uid("interview", f"{book.logos[line.logo_id].ref} {line.loss.lost_on.isoformat()}"),
                window.opens_on,
                f"Ask {line.name} why they left",
                f"Lost {dates.short(line.loss.lost_on)}, {book.money(line.loss.arr)} ARR",
                window.closes_on,
            )
