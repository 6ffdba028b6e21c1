"""What the talk sheet says in short paragraphs: of a row of Today, of signals, of a renewal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from churntui.book import Book
from churntui.metrics.lookalikes import answering, heard_from_lookalikes
from churntui.metrics.need import Need
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import WEEKS, WINDOW_DAYS, has_fallen
from churntui.model.choices import REASON_LABELS, STATUS_LABELS
from churntui.model.rows import Initiative, Interview
from churntui.plain import dates
from churntui.plain.spark import spark
from churntui.plain.wording import change, counted, from_now, from_now_short
from churntui.questions.attempts import of_logo, offered, stands
from churntui.questions.health import words as health_words
from churntui.questions.heard_here import heard_here
from churntui.questions.renewal_file import Inside
from churntui.questions.renewals import words
from churntui.questions.signals import looking
from churntui.ui.kit.safe import visible

_THEMES_SHOWN = 3
_HEARD_SHOWN = 5
_INTERVIEWS_SHOWN = 3
_INITIATIVES_SHOWN = 2
_PEOPLE_SHOWN = 5
_LOSING_SHOWN = 3

_NAME = "dim"
_ALARM = "$text-warning"
_PLAIN = ""


def _line(*parts: str | tuple[str, str]) -> Content:
    """Literal text, in parts with their style."""
    styled = [(part, _PLAIN) if isinstance(part, str) else part for part in parts]
    return Content.assemble(*((visible(text), style) for text, style in styled))


def of_need(need: Need) -> Iterator[Content]:
    """Why it needs someone, and below it the key and what it does."""
    yield _line((f"{'!' if need.urgent else '·'} {need.text}", _ALARM if need.urgent else "bold"))
    yield _line((f"  {need.act.key}  {need.act.what}", _NAME))


def of_signals(book: Book, logo_id: int) -> Iterator[Content]:
    """What puts the logo at risk, once it was looked at."""
    for signal in looking.told_of(book, logo_id):
        yield _line((f"{'!' if signal.urgent else '·'} {signal.text}", _ALARM if signal.urgent else _PLAIN))


def of_renewal(book: Book, renewal: Renewal, inside: Inside | None) -> tuple[Iterable[Content], ...]:
    """The parts of the sheet."""
    return (
        _terms(book, renewal, inside),
        _call(book, renewal),
        _health(book, renewal.logo.id),
        _usage(book, renewal, inside),
        _people(book, inside),
        _themes(book, renewal),
        _interviews(book, renewal.logo.id),
    )


def parted(paragraphs: Iterable[Iterable[Content]]) -> Iterator[Content]:
    """The lines, those of two paragraphs parted by an empty one."""
    started = False
    for part in paragraphs:
        for nth, line in enumerate(part):
            if nth == 0 and started:
                yield Content("")
            started = True
            yield line


def _terms(book: Book, renewal: Renewal, inside: Inside | None) -> Iterator[Content]:
    contract, today = renewal.contract, book.as_of
    mark = " !" if renewal.pressing else ""
    style = _ALARM if mark else _PLAIN
    day = dates.short(renewal.ends_on, today)
    if renewal.bucket == "expired":
        yield _line((f"Ended {day}", "bold"), (f" · {from_now(renewal.days)}{mark}", style))
    else:
        yield _line((f"{words.comes(renewal).capitalize()} {day}", "bold"), f" · {from_now(renewal.days)}")
        if contract.notice_days and renewal.bucket != "known_churn":
            left = from_now(renewal.notice_days_left)
            yield _line((f"Notice by {dates.short(renewal.notice_deadline, today)} · {left}{mark}", style))
    nth = f" · {words.ordinal(inside.term)} term" if inside else ""
    yield _line(f"{words.arr(contract)} ARR · {words.term(contract)}{nth}")
    if contract.currency != book.currency:
        shown = "no rate" if renewal.arr is None else book.money(renewal.arr)
        yield _line((f"in {book.currency}: {shown}", _NAME))
    facts = [contract.plan, words.how_it_renews(renewal)]
    if contract.seats is not None:
        facts.append(counted(contract.seats, "seat"))
    yield _line(" · ".join(fact for fact in facts if fact))


def _call(book: Book, renewal: Renewal) -> Iterator[Content]:
    contract = renewal.contract
    forecast = (
        "" if renewal.forecast is None else f" · forecast {renewal.weight} %, {book.money(renewal.forecast)}"
    )
    called = "Known churn" if renewal.bucket == "known_churn" else words.called(contract.stage)
    yield _line((called, "bold"), forecast)
    if (likely := words.computed(book, renewal)) is not None:
        yield _line(("Computed: ", _NAME), likely)
    step = words.next_step(renewal.step, book.as_of)
    late = words.overdue(renewal.step, book.as_of)
    yield _line(
        ("Next: ", _NAME), (f"{step or 'nothing planned'}{' !' if late else ''}", _ALARM if late else "")
    )
    for attempt in of_logo(book, renewal.logo.id):
        if not attempt.is_closed:
            said = ": ".join(filter(None, (stands(attempt, book.as_of), offered(attempt))))
            yield _line(("Save: ", _NAME), said)
    if renewal.talked_on is None:
        yield _line(("No talk noted yet", _NAME))
    else:
        ago = from_now((renewal.talked_on - book.as_of).days)
        yield _line(("Talked: ", _NAME), f"{dates.short(renewal.talked_on, book.as_of)}, {ago}")


def _health(book: Book, logo_id: int) -> Iterator[Content]:
    course = book.health.get(logo_id)
    if course is None:
        return
    known = f"  {course.now.coverage} known" if course.now else ""
    yield _line((f"Health {health_words.score(course)}", "bold"), (known, _NAME))
    for lost in health_words.why(course.now)[:_LOSING_SHOWN] if course.now else ():
        yield _line(f"  {lost}")
    if late := health_words.overdue(book, course):
        yield _line((f"Milestones {late}", _ALARM))


def _usage(book: Book, renewal: Renewal, inside: Inside | None) -> Iterator[Content]:
    if book.usage is None:
        return
    used = book.usage.get(renewal.logo.id)
    if used is None or book.usage_through is None:
        yield _line(("Use was never measured", _NAME))
        return
    fell = has_fallen(used.change, book.settings.usage_fall)
    moved = "" if used.change is None else f"  {change(used.change)}"
    yield _line((f"Use, {WEEKS} weeks  ", _NAME), spark(used.weeks, WEEKS), (moved, _ALARM if fell else ""))
    yield _line(f"{used.last} done in {WINDOW_DAYS} days, {used.before} in those before")
    if not book.usage_is_fresh:
        yield _line((f"Last measured {dates.short(book.usage_through, book.as_of)} !", _ALARM))
    if inside and inside.active is not None:
        of = f"{inside.active} of " if inside.customers else ""
        customers = of + counted(inside.customers or inside.active, "customer")
        yield _line(f"{customers} active in {counted(book.settings.active_window_days, 'day')}")
    elif inside:
        yield _line((words.NOT_BY_WHOM, _NAME))


def _people(book: Book, inside: Inside | None) -> Iterator[Content]:
    people = inside.people if inside else ()
    for person in people[:_PEOPLE_SHOWN]:
        role = "champion" if person.champion else person.role
        if person.left_on:
            style, stands = (
                _ALARM if person.champion else _NAME,
                f"left {dates.short(person.left_on, book.as_of)}",
            )
        else:
            last = person.last_contact_on
            style, stands = _NAME, from_now_short((last - book.as_of).days) if last else "no contact"
        yield _line(person.name, ("".join(f" · {said}" for said in (role, stands) if said), style))
    if len(people) > _PEOPLE_SHOWN:
        yield _line((f"and {len(people) - _PEOPLE_SHOWN} more", _NAME))


def _themes(book: Book, renewal: Renewal) -> Iterator[Content]:
    logo = renewal.logo
    own = heard_here(book, logo.id)
    others = heard_from_lookalikes(book.interviews, book.logos, logo.id, as_of=book.as_of)[:_THEMES_SHOWN]
    if own:
        said = ", ".join(heard.read(book.as_of) for heard in own[:_HEARD_SHOWN])
        more = f" and {len(own) - _HEARD_SHOWN} more" if len(own) > _HEARD_SHOWN else ""
        yield _line(("Heard here: ", _NAME), said + more)
    if others:
        named = ", ".join(f"{heard.theme} ({heard.logos})" for heard in others)
        yield _line((f"Lost in {logo.industry} for: ", _NAME), named)
    answers = answering(
        book.initiatives, [*(heard.theme for heard in own), *(heard.theme for heard in others)]
    )
    for initiative in answers[:_INITIATIVES_SHOWN]:
        yield _line(("Roadmap: ", _NAME), _initiative(initiative, book))


def _initiative(initiative: Initiative, book: Book) -> str:
    day, verb = (initiative.shipped_on, "shipped") if initiative.shipped_on else (initiative.due_on, "due")
    when = f", {verb} {dates.short(day, book.as_of)}" if day else ""
    status = "" if initiative.shipped_on else f" · {initiative.status.replace('_', ' ')}"
    return f"{initiative.name}{status}{when}"


def _interviews(book: Book, logo_id: int) -> Iterator[Content]:
    own = [interview for interview in book.interviews if interview.logo_id == logo_id]
    for interview in own[:_INTERVIEWS_SHOWN]:
        yield _line((f"Interview {_when(interview, book)}: ", _NAME), _said(interview))


def _when(interview: Interview, book: Book) -> str:
    day = interview.held_on or interview.effective_on
    return dates.short(day, book.as_of) if day else "without a date"


def _said(interview: Interview) -> str:
    if interview.stated_reason:
        return f"“{interview.stated_reason}”"
    reason = interview.primary_reason
    return REASON_LABELS[reason] if reason else STATUS_LABELS[interview.status]
