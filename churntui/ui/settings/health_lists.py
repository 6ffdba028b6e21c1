"""The lists of the page of health: scores and their overrides, what they are made of, playbooks, the back-test."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.keeping.rows import Given
from churntui.data.rows import health_weeks, overrides, playbooks, settings
from churntui.data.rows.health_weeks import Entered
from churntui.model.care import PlaybookStep
from churntui.model.health import COMPONENTS, USUAL, Band, Formula, Rule, formula
from churntui.plain import wording
from churntui.plain.looks import CellStyle
from churntui.plain.wording import counted
from churntui.questions.health import backtest, room, words
from churntui.questions.health.backtest import Row as Tested
from churntui.questions.health.explaining import rule_in_words
from churntui.questions.health.room import Row as Scored
from churntui.ui.kit.table import Column
from churntui.ui.parts import forms
from churntui.ui.settings.health_form import BandsForm, RuleForm
from churntui.ui.settings.lists import Kept
from churntui.ui.shell.base import Work

OVERRIDE_DAYS = 28
"""How long an override counts unless somebody says otherwise."""


class ScoreList(Kept[Scored]):
    """Every paying logo, the lowest score first."""

    NAME = "Logos"
    HEADER = (
        "logo_id", "name", "score", "band", "coverage", "change_7", "change_28", "override", "override_until",
    )  # fmt: skip
    EMPTY = "No logo pays, so there is no health to tell."

    book = Book.empty
    """The one its rows are of."""

    def columns(self) -> list[Column[Scored]]:
        """How a row reads."""
        return [
            Column[Scored]("Logo", 18, lambda row: self.book.name(row.logo_id), flex=True),
            Column("Health", words.SCORE_WIDTH + 3, lambda row: words.cell(self.book, row.logo_id)),
            Column(
                "Band", 5, lambda row: words.band_of(row.course, self.book.health_formula) or wording.NOTHING
            ),
            Column("Known", 6, lambda row: row.course.now.coverage if row.course.now else "none"),
            Column("28 d", 5, lambda row: words.moved(row.course.month)),
            Column("ARR", 8, lambda row: self.book.money(row.arr), align="right", priority=1),
            Column("Loses most", 34, _worst, flex=True, priority=2),
        ]

    def read(self, store: Store) -> list[Scored]:
        """As the report has them."""
        return room.scored(self.book.read_health(store))

    def key_of(self, row: Scored) -> object:
        """Its logo."""
        return row.logo_id

    def told(self, row: Scored, book: Book) -> str:
        """All it loses by, and what moved it."""
        moved = row.course.week
        since = f"\nSince a week ago {words.moved(moved)}: {moved.text}" if moved and moved.points else ""
        return f"{words.in_a_line(book, row.logo_id)}{since}"

    def cells(self, row: Scored) -> tuple[str, ...]:
        """As the report tells it."""
        told = room.published_row(self.book, row)
        return tuple("" if (value := told[key]) is None else str(value) for key in self.HEADER)

    def add(self) -> Work | str:
        """Override the score of the chosen logo."""
        return self.change()

    def change(self) -> Work | str:
        """Override its score, or change the override."""
        return "There is no logo here" if self.row is None else self._override(self.row)

    async def _override(self, row: Scored) -> None:
        held = await self.app.ask(lambda store: overrides.of_logo(store, row.logo_id))
        heading = f"Override the health of {self.book.name(row.logo_id)}"
        if held is not None:
            await forms.change_row(self.app, "health_overrides", held.id, heading=heading)
            return
        until = self.book.as_of + timedelta(days=OVERRIDE_DAYS)
        proposed: dict[str, Given] = {"until": until, "author": self.app.author}
        await forms.add_row(
            self.app, "health_overrides", {"logo_id": row.logo_id}, proposed, begin="score", heading=heading
        )

    def take_away(self) -> Work | str:
        """Take the override of the chosen logo away."""
        if self.row is None:
            return "There is no logo here"
        if self.row.course.override is None:
            return "Its score is the computed one: f2 overrides it"
        return self._take_away(self.row)

    async def _take_away(self, row: Scored) -> None:
        held = await self.app.ask(lambda store: overrides.of_logo(store, row.logo_id))
        if held is not None:
            await forms.take_away(self.app, "health_overrides", [held.id], self.book.name(row.logo_id))

    def put_steps(self) -> Work | str:
        """Put the steps of the chosen logos' bands among their next steps."""
        rows = self.chosen_rows
        return self._put(rows) if rows else "There is no logo here"

    async def _put(self, rows: Sequence[Scored]) -> None:
        book, day = self.book, self.book.as_of
        bands = [
            (book.logos[row.logo_id].ref, words.band_of(row.course, book.health_formula)) for row in rows
        ]

        def doing(store: Store) -> int:
            return playbooks.put(
                store,
                [
                    Entered(logo, band, day, health_weeks.entered_on(store, logo, band))
                    for logo, band in bands
                    if band is not None
                ],
            )

        if count := await self.app.ask(doing):
            await self.app.reload()
            self.app.has_changed()
            self.app.notify(f"Playbook: {counted(count, 'step')} put")
        else:
            steps = await self.app.ask(playbooks.every)
            self.app.notify(_nothing_put({band for _, band in bands if band is not None}, steps))


def _nothing_put(bands: Collection[Band], steps: Iterable[PlaybookStep]) -> str:
    """Why no step was put for logos of these bands."""
    if not bands:
        return "Their health is not known, so they are in no band"
    if any(step.band in bands for step in steps):
        return "Nothing to put: what their playbook says was put already"
    named = " or ".join(sorted(bands))
    return f"No playbook has a step for {named}: → goes to Playbooks, where a adds one"


def _worst(row: Scored) -> str:
    lines = words.why(row.course.now) if row.course.now else []
    return lines[0] if lines else wording.NOTHING


class RuleList(Kept[Rule | None]):
    """What a score is made of, then the bands."""

    NAME = "Components"
    HEADER = ("component", "weight", "poor", "good")

    def columns(self) -> list[Column[Rule | None]]:
        """How a row reads; None are the bands."""
        return [
            Column[Rule | None](
                "Component", 19, lambda rule: COMPONENTS[rule.key].label if rule else "Bands"
            ),
            Column("Weight", 6, _weight, align="right"),
            Column("Edges", 32, self._edges, flex=True),
            Column(
                "What it is",
                30,
                lambda rule: COMPONENTS[rule.key].meaning if rule else "",
                flex=True,
                priority=1,
            ),
        ]

    @property
    def _formula(self) -> Formula:
        return self.app.book.health_formula

    def _edges(self, rule: Rule | None) -> str:
        return rule_in_words(rule) if rule else self._formula.edges

    def read(self, store: Store) -> list[Rule | None]:
        """In their order."""
        return [*formula(settings.read(store).health).rules, None]

    def key_of(self, row: Rule | None) -> object:
        """Its component."""
        return row and row.key

    def told(self, row: Rule | None, book: Book) -> str:
        """What it is, and what it is as usual."""
        if row is None:
            return f"Bands: {book.health_formula.edges}. A band's playbook is put once a logo enters it."
        usual = next(rule for rule in USUAL if rule.key == row.key)
        about = COMPONENTS[row.key]
        undated = (
            f"\n{about.undated[:1].upper()}{about.undated[1:]}: no day, so it is in no back-test."
            if about.undated
            else ""
        )
        return f"{about.label}: {about.meaning}. As usual: weight {usual.weight}, {rule_in_words(usual)}.{undated}"

    def cells(self, row: Rule | None) -> tuple[str, ...]:
        """The edges as numbers."""
        if row is None:
            return "bands", "", str(self._formula.fair), str(self._formula.good)
        return row.key, str(row.weight), row.edge(row.poor), row.edge(row.good)

    def add(self) -> Work | str:
        """There are those there are."""
        return "Components are not added: f2 gives one a weight"

    def change(self) -> Work | str:
        """Another weight, or other edges."""
        return self._ask(self.row)

    async def _ask(self, row: Rule | None) -> None:
        form = BandsForm(self._formula) if row is None else RuleForm(row)
        await self.app.push_screen_wait(form)

    def take_away(self) -> Work | str:
        """Set everything back."""
        if not self._formula.text:
            return "All of it is as usual already"
        return self.app.change("Health: set back", lambda store: settings.set_back(store, "health"))


def _weight(rule: Rule | None) -> tuple[str, CellStyle]:
    if rule is None:
        return "", ""
    return (str(rule.weight), "") if rule.weight else ("0", "dim")


class PlaybookList(Kept[PlaybookStep]):
    """What is done for a logo that enters a band."""

    NAME = "Playbooks"
    HEADER = ("band", "what", "owner", "days")
    EMPTY = "No playbook yet: a adds a step that is done for each logo that becomes poor, fair or good."

    def columns(self) -> list[Column[PlaybookStep]]:
        """How a row reads."""
        return [
            Column[PlaybookStep]("Band", 6, lambda step: step.band),
            Column("Within", 8, lambda step: counted(step.days, "day"), align="right"),
            Column("What", 30, lambda step: step.what, flex=True),
            Column("Who", 16, lambda step: step.owner or "the logo's owner"),
        ]

    def read(self, store: Store) -> list[PlaybookStep]:
        """By band."""
        return playbooks.every(store)

    def told(self, row: PlaybookStep, book: Book) -> str:
        """When it is put."""
        del book
        return (
            f"Put among the next steps of a logo once, when a week is kept in which it has become {row.band};"
            " i in the list of logos puts it by hand. u takes it back."
        )

    def cells(self, row: PlaybookStep) -> tuple[str, ...]:
        """As `playbooks.csv` has it."""
        return row.band, row.what, row.owner, str(row.days)

    def add(self) -> Work | str:
        """Ask for a step; of the band under the cursor."""
        return forms.add_row(
            self.app, "playbooks", {}, {"band": self.row.band if self.row else "poor", "days": 7}
        )

    def change(self) -> Work | str:
        """Change the chosen one."""
        return "There is no step here: a adds one" if self.row is None else self._ask(self.row.id)

    def _ask(self, number: int) -> Work:
        return forms.change_row(self.app, "playbooks", number, begin="what")

    def take_away(self) -> Work | str:
        """Ask whether they may go; steps that were put stay."""
        rows = self.chosen_rows
        if not rows:
            return "There is no step here"
        called = f"“{rows[0].what}”" if len(rows) == 1 else counted(len(rows), "playbook step")
        return forms.take_away(self.app, "playbooks", [row.id for row in rows], called)


class BackTestList(Kept[Tested]):
    """Whether scores foretold anything; counted when it is first looked at."""

    NAME = "Back-test"
    HEADER = backtest.KEYS_OF_ROW
    EMPTY = "Looking at each renewal, ninety days before …"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.sentences = ""
        """What the history says in words."""
        self._proposed: Formula | None = None
        """As the history would weigh it; None where that is not shown to be better."""

    def columns(self) -> list[Column[Tested]]:
        """As the report has them."""
        return [
            Column(of.title.strip(), of.width, _cell(of), of.align, of.flex, of.priority)
            for of in backtest.columns_of()
        ]

    def read(self, store: Store) -> list[Tested]:
        """Nothing before it is looked at (`BackTestList.count`)."""
        del store
        return [*self.rows]

    def key_of(self, row: Tested) -> object:
        """What it is about."""
        return row.part, row.name

    async def count(self, book: Book) -> None:
        """Look at the past of this book."""
        past = await self.app.ask(lambda store: backtest.read(store, book))
        made = await self.app.compute(lambda: backtest.tested(past, book.health_formula))
        self.sentences = "\n".join(backtest.sentences(made))
        self._proposed = backtest.proposed(made, book.health_formula)
        if self._proposed is not None:
            self.sentences += "\nf2 takes the proposed weights"
        self.empty = "No renewal is decided yet"
        self.set_rows(backtest.rows_of(made, book.health_formula) if past.readings else [], keep=self.key_of)

    def told(self, row: Tested, book: Book) -> str:
        """What the history says."""
        del row, book
        return self.sentences

    def cells(self, row: Tested) -> tuple[str, ...]:
        """As the report has it."""
        return tuple("" if (value := getattr(row, key)) is None else str(value) for key in self.HEADER)

    def add(self) -> Work | str:
        """It is counted."""
        return "The back-test is counted from the book's own renewals"

    def change(self) -> Work | str:
        """Take the proposed weights, where they are shown to be better."""
        made = self._proposed
        if made is None:
            return "No weights are shown to be better than those there are"
        return self.app.change(
            "Health: proposed weights", lambda store: settings.change(store, "health", made.text)
        )

    def take_away(self) -> Work | str:
        """It is counted."""
        return self.add()


def _cell(of: Any) -> Any:
    return lambda row: (of.text(row), of.look(row) if of.look else "")


LISTS: tuple[type[Kept[Any]], ...] = (ScoreList, RuleList, PlaybookList, BackTestList)
