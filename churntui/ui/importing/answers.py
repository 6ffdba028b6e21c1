"""What only a person can say about files: asked by keys, and kept as the options of the run.

Everything that `churntui import` has an option for is a question here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from churntui.data.importing import Options, profiles
from churntui.data.importing.likeness import ALL, NEW, typed
from churntui.data.importing.outcome import Problem
from churntui.data.importing.preview import Preview
from churntui.data.importing.profiles import Standing
from churntui.plain.errors import ChurnError
from churntui.plain.money import parse_currency
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.shell.base import BookApp

_OPEN = Choice("", "As the file tells", "what it leaves open stays rejected")

_STATUS, _STATUS_OPTION = "status:", "--status"
_SAME, _SAME_OPTION = "same:", "--same"
_TAKE = "take"

_IS_NEW = "new:"
"""The answer that something is new; an id of the book may be anything."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to say."""

    id: str
    """The field of the options; of a status with its value."""
    title: str
    option: str
    """What the command line calls it, and rejected rows name."""
    choices: tuple[Choice, ...] = ()
    """What can be said; empty where it is typed."""


_QUESTIONS = (
    Question(
        "date_order",
        "Order of day, month and year",
        "--date-order",
        (
            _OPEN,
            Choice("dmy", "Day first", "31/12/2026"),
            Choice("mdy", "Month first", "12/31/2026"),
            Choice("ymd", "Year first", "26-12-31"),
        ),
    ),
    Question(
        "decimal",
        "Decimal sign",
        "--decimal",
        (
            _OPEN,
            Choice("comma", "A comma", "96.000 is ninety-six thousand"),
            Choice("point", "A point", "96,000 is ninety-six thousand"),
        ),
    ),
    Question(
        "end_dates",
        "What an end date is",
        "--end-dates",
        (
            _OPEN,
            Choice("inclusive", "The last day that is covered", "31 December"),
            Choice("exclusive", "The first day that is not", "1 January"),
        ),
    ),
    Question("currency", "Currency of amounts without one", "--currency"),
    Question(
        "amount",
        "What an amount is for",
        "--amount",
        (_OPEN, Choice("total", "For all seats and the whole term"), Choice("per-seat", "For each seat")),
    ),
    Question(
        _TAKE,
        "What was changed by hand and the files say otherwise",
        "--take",
        (
            Choice("", "The book's, and say so", "each is listed as in conflict"),
            Choice("book", "The book's", "and no more is said of it"),
            Choice(
                "file", "The files'", "what was typed is overwritten; taking the import back brings it again"
            ),
        ),
    ),
)

_RENEWS = Question(
    "renews",
    "Contracts that follow another of their logo",
    "--renews",
    (
        Choice("", "Leave them as they are", "each counts by its own days"),
        Choice("link", "Each renews the one it follows", "one that begins early ends the other"),
    ),
)

_STANDINGS = (
    Choice("keep", "Keep such rows", "they count"),
    Choice("skip", "Leave them out", "they do not count"),
    Choice("loss", "Take them as over", "the logo has left"),
)


async def answer(app: BookApp, options: Options, seen: Preview) -> Options | None:
    """Let the user say one thing; None where they did not."""
    questions = {question.id: question for question in asked(options, seen)}
    choices = [
        Choice(question.id, question.title, _hint(question, options, seen)) for question in questions.values()
    ]
    picked = await app.push_screen_wait(Picker("What is to be said about these files?", choices))
    if picked is None or picked.id is None:
        return None
    return await answer_one(app, questions[picked.id], options, seen)


async def answer_one(app: BookApp, question: Question, options: Options, seen: Preview) -> Options | None:
    """Let the user say this; None where they did not."""
    if not question.choices:
        return await _currency(app, options, seen)
    said = await app.push_screen_wait(Picker(question.title, question.choices))
    return None if said is None or said.id is None else answered(options, question.id, said.id)


async def _currency(app: BookApp, options: Options, seen: Preview) -> Options | None:
    """Ask for a code; blank leaves it to the file."""
    title = "Currency of amounts without one"
    if seen.sign is not None:
        title += f": “{clean_line(seen.sign.amount, 40)}” may be {', '.join(seen.sign.currencies[:3])}"
    code = await app.push_screen_wait(
        Prompt(title, options.currency, _no_currency, hint="EUR, USD; blank for as the file tells")
    )
    return None if code is None else replace(options, currency=parse_currency(code) if code else "")


def asked(options: Options, seen: Preview) -> list[Question]:
    """Every question: those first that rows are rejected for, those last that are settled."""
    statuses = [
        Question(
            f"{_STATUS}{status}", f"Rows of status “{clean_line(status, 40)}”", _STATUS_OPTION, _STANDINGS
        )
        for status in _statuses(options, seen)
    ]
    own = Question(
        "own",
        "Columns to keep as fields of your own",
        "--own",
        (Choice("", "None of them"), Choice("*", "All that nothing else is taken from", ", ".join(seen.own))),
    )
    known = tuple(
        Choice(profile.name, profile.title or profile.name)
        for profile in profiles.profiles()
        if profile.name != profiles.CANONICAL
    )
    source = Question(
        "source",
        "Where the files come from",
        "--as",
        (
            Choice("", "As their headers tell"),
            *(Choice(name, f"Your mapping {name}") for name in seen.mappings),
            Choice(profiles.CANONICAL, "A sheet of our own"),
            *known,
        ),
    )
    questions = [
        *statuses,
        *_likenesses(options, seen),
        *_QUESTIONS,
        *([own] if seen.own or options.own else []),
        *([_RENEWS] if options.renews or any(file.follow for file in seen.result.files) else []),
        source,
    ]
    return sorted(
        questions,
        key=lambda question: (not _rows(question, seen), _is_said(question, options)),
    )


def _is_said(question: Question, options: Options) -> bool:
    """Whether it is settled: what is still open goes before it."""
    for prefix, said in ((_STATUS, options.statuses), (_SAME, options.same)):
        if question.id.startswith(prefix):
            return question.id.removeprefix(prefix) in dict(said)
    return bool(getattr(options, question.id))


def _likenesses(options: Options, seen: Preview) -> Iterator[Question]:
    """Whether something of a file is one of the book's; of what was said before, so that it can be said otherwise."""
    asked = {likeness.said: likeness for file in seen.result.files for likeness in file.asked}
    new = Choice(_IS_NEW, "A new one", "none of these")
    for likeness in asked.values():
        known = (Choice(known.ref, clean_line(known.told, 60), known.ref) for known in likeness.known)
        title = f"Is “{clean_line(likeness.told, 40)}” one of the book's"
        yield Question(f"{_SAME}{likeness.said}", title, _SAME_OPTION, (*known, new))
    if len(asked) > 1:
        are_new = Choice(_IS_NEW, "New ones, all of them", "however alike")
        yield Question(f"{_SAME}{ALL}", "All that may be one of the book's", "", (are_new,))
    for said, known_as in options.same:
        if said not in asked:
            as_said = Choice(known_as or _IS_NEW, f"As said: {clean_line(known_as, 60) or 'a new one'}")
            unsaid = Choice("", "Not said", "it is asked again")
            yield Question(
                f"{_SAME}{said}", f"What “{clean_line(said, 40)}” is", _SAME_OPTION, (as_said, unsaid)
            )


def told(options: Options, seen: Preview) -> str:
    """What is still to be said, for rows to be taken; empty where nothing is."""
    open_ones = [question for question in asked(options, seen) if _rows(question, seen)]
    titles = [question.title.lower() for question in open_ones if question.option != _SAME_OPTION]
    if alike := len(open_ones) - len(titles):
        titles.append(
            f"whether {counted(alike, 'logo or contract', 'logos or contracts')} of the files "
            f"{'is' if alike == 1 else 'are'} in the book"
        )
    return "; ".join(titles)


def _rows(question: Question, seen: Preview) -> int:
    """How many rows are rejected for want of an answer, of those that are told; how much is in conflict."""
    if question.id == _TAKE:
        return seen.result.in_conflict
    asking = {
        (file.path, problem.line)
        for file in seen.result.files
        for problem in file.problems
        if is_asked_by(question, problem)
    }
    return len(asking)


def is_asked_by(question: Question, problem: Problem) -> bool:
    """Whether a row is rejected for want of this answer, of several that are said by one option."""
    if not question.option or question.option not in problem.reason:
        return False
    if question.option == _STATUS_OPTION:
        return question.id == f"{_STATUS}{_status(problem)}"
    if question.option == _SAME_OPTION:
        return problem.reason.endswith(f"--new {typed(question.id.removeprefix(_SAME))}")
    return True


def _status(problem: Problem) -> str:
    """The status whose rows such a row is rejected with; empty where it is rejected for something else."""
    is_told = any(
        f"{_STATUS_OPTION} {said}=" in problem.reason for said in (problem.value, f'"{problem.value}"')
    )
    return problem.value if is_told else ""


def _statuses(options: Options, seen: Preview) -> Iterator[str]:
    rejected = (_status(problem) for file in seen.result.files for problem in file.problems)
    yield from dict.fromkeys(filter(None, (*(value for value, _ in options.statuses), *rejected)))


def _hint(question: Question, options: Options, seen: Preview) -> str:
    """For how many rows it is asked, and what was said."""
    rows = _rows(question, seen)
    if rows and question.id == _TAKE:
        return f"{rows:,} in conflict"
    if rows:
        return f"asked by {counted(rows, 'rejected row')}"
    if question.id.startswith(_STATUS):
        return dict(options.statuses).get(question.id.removeprefix(_STATUS), "")
    if question.id.startswith(_SAME):
        said = dict(options.same).get(question.id.removeprefix(_SAME))
        return "" if said is None else f"said: {said or 'new'}"
    value = getattr(options, question.id)
    if question is _RENEWS and not value:
        return counted(sum(file.follow for file in seen.result.files), "contract")
    return f"said: {'all' if value == ('*',) else value}" if value else ""


def answered(options: Options, question: str, value: str) -> Options:
    """The options with the answer to a question."""
    if question.startswith(_STATUS):
        status = question.removeprefix(_STATUS)
        others = tuple(pair for pair in options.statuses if pair[0] != status)
        return replace(options, statuses=(*others, (status, cast("Standing", value))))
    if question.startswith(_SAME):
        said = question.removeprefix(_SAME)
        kept = tuple(pair for pair in options.same if pair[0] != said)
        meant = ((said, NEW if value == _IS_NEW else value),) if value else ()
        return replace(options, same=(*kept, *meant))
    if question == "own":
        return replace(options, own=(value,) if value else ())
    if question == "source":
        return replace(options, source=value)
    changed: dict[str, Any] = {question: value or None}
    return replace(options, **changed)


def _no_currency(text: str) -> str | None:
    """Why this is no currency; None where it is one, or nothing."""
    try:
        parse_currency(text or "EUR")
    except ChurnError as error:
        return str(error)
    return None
