"""Random books and briefs in which every text has a word of its own, so that whatever gets out can be traced.

A `Teller` writes them: it knows of each word whether its field is declared shareable, and turns some texts that are
into ones that must not be shown, by naming in them another logo, a competitor, or a word of ours in some language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any, get_args

from churntui.book import Book
from churntui.briefs.facts import Compared, Peers, Use, Window, quarters
from churntui.briefs.gathering import Gathered
from churntui.metrics.goals import progress
from churntui.metrics.proofs import Difference, Group, ProofResult
from churntui.metrics.proofs import Verdict as ProofVerdict
from churntui.model.choices import BRIEF_KINDS, BRIEF_SECTIONS, LANGUAGES, Language
from churntui.model.living import Commitment, Goal, GoalValue, KeptBrief, KeptPoint, OwnValue, Review, Step
from churntui.model.proofs import Member, Proof, ProofMember
from churntui.model.rows import (
    Contract,
    Customer,
    Highlight,
    Initiative,
    Interview,
    Logo,
    Naming,
    Person,
    Survey,
    Theme,
    Ticket,
)
from churntui.model.schema import RowField, fields_of
from churntui.plain import dates

AS_OF = date(2026, 11, 21)

SECRET = re.compile("zyq[bcdfgh]+v")
"""What a word of a teller looks like, folded."""

AMOUNTS = range(7_000_000_00, 8_000_000_00)
"""In minor units: what is paid."""

TEXT_KEYS = ("use.people", "use.volume", "use.most", "decide.goal", "support.count", "next", "question")

_FILLERS = (
    "team report audit the and with for we it is new site shift plan",
    "bericht prüfung und für neue schicht der die",
    "informe auditoría con para nuevo turno el la",
    "raport audyt i dla nowa zmiana",
    "звіт аудит для нова зміна та",
    "отчёт аудит для новая смена и",
    "报告 审核 新 班次",
)
_TRADES = 3
_BEFORE = ("", "as at ", "unlike (", "– ", "mit ")
_AFTER = ("", ".", ")", "'s way", ", they say", "!")


def language_files() -> tuple[Language, ...]:
    """The languages in which a brief can be written."""
    folder = files("churntui.briefs") / "languages"
    return tuple(code for code in LANGUAGES if (folder / f"{code}.ftl").is_file())


def inside_samples() -> tuple[str, ...]:
    """A form of each word of ours, in every language."""
    listed = tomllib.loads((files("churntui.briefs") / "inside_words.toml").read_text("utf-8"))
    return tuple(
        word.replace("*", "s" if word.isascii() else "") for words in listed.values() for word in words
    )


INSIDE = inside_samples()


@dataclass
class Teller:
    """Writes texts, and knows which of their words may be read by the logo they are of."""

    random: Random
    others: Sequence[str] = ()
    """The other logos."""
    competitors: Sequence[str] = ()
    fine: set[str] = field(default_factory=set)
    """The words that may stand in what is shared."""
    kept_back: list[str] = field(default_factory=list)
    """What the internal part has to say of the texts that are not shown."""
    _written: int = 0

    def word(self, *, fine: bool = False) -> str:
        """A word that stands nowhere else."""
        self._written += 1
        letters, left = "", self._written
        while left:
            left, letter = divmod(left, 6)
            letters += "bcdfgh"[letter]
        word = f"zyq{letters}v"
        if fine:
            self.fine.add(word)
        return word.capitalize() if self.random.random() < 0.3 else word

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def filler(self, most: int = 8) -> str:
        words = self.random.choice(_FILLERS).split()
        return " ".join(self.random.choices(words, k=self.random.randint(0, most)))

    def text(
        self, told_as: str = "", *, ours: bool = True, poisoned: float = 0.15, is_person: bool = False
    ) -> str:
        """A text that the logo may read, or one that it may not, which is then noted.

        Args:
            told_as: How the internal part calls it; by its own word where empty.
            ours: Whether one of us wrote it.
            poisoned: How likely it is one that may not be read.
            is_person: Whether it is what somebody is called: that may be as a logo's name begins.
        """
        bad = self.chance(poisoned)
        word = self.word(fine=not bad)
        said = f"{word} {self.filler()}"
        if bad:
            said = f"{said} {self._poison(ours=ours, is_person=is_person)} {self.filler(60 if self.chance(0.1) else 4)}"
            self.kept_back.append(told_as or word)
        return said.strip()

    def _poison(self, *, ours: bool, is_person: bool = False) -> str:
        kinds = ["logo", "logo", "word"] + ["competitor"] * (ours and bool(self.competitors))
        kind = self.random.choice(kinds)
        if kind == "word":
            word = self.random.choice(INSIDE)
            return word.upper() if self.chance(0.3) else word
        names = self.others if kind == "logo" else self.competitors
        name = self.random.choice(names)
        said = (
            self.disguised(name) if kind == "competitor" or is_person or self.chance(0.8) else in_short(name)
        )
        return f"{self.random.choice(_BEFORE)}{said}{self.random.choice(_AFTER)}"

    def disguised(self, name: str) -> str:
        """A name as people write it, or as it arrives."""
        at = self.random.randint(1, len(name) - 1)
        unseen = self.random.choice("\u00ad\u200b\u200d\u2060\x1b\x00")
        ways = [name, name.upper(), name.lower(), name.removesuffix(" GmbH"), name[:at] + unseen + name[at:]]
        ways += [name.replace(" ", space) for space in "\n\u00a0\t"] if " " in name else []
        ways += [name[:at] + "\u0301" + name[at:]] if name[at - 1].isalpha() else []
        ways += ["".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in name)] if name.isascii() else []
        return self.random.choice(ways)

    def row(
        self, of: Any, /, told_as: str = "", *, ours: bool = True, poisoned: float = 0.15, **given: Any
    ) -> Any:
        """A row of a class: a text in each of its text fields, by what is declared of it, and what is given."""
        values = {
            one.name: self._value(one, told_as, ours=ours, poisoned=poisoned)
            for one in fields_of(of)
            if one.name not in given
        }
        return of(**values, **given)

    def _value(self, one: RowField, told_as: str, *, ours: bool, poisoned: float) -> Any:
        is_open = one.column is not None and one.column.shareable
        if one.is_list:
            return (self.word(),)
        codes = get_args(one.type)
        if codes:
            return self.random.choice(codes)
        if one.type is str:
            return (
                self.text(told_as, ours=ours, poisoned=poisoned, is_person=one.name == "owner")
                if is_open
                else self._hidden()
            )
        if one.type is date:
            return self.day()
        if one.type is bool:
            return self.chance(0.5)
        return self.random.randint(0, 10) if one.type is int else round(self.random.uniform(-50, 50), 2)

    def _hidden(self) -> str:
        """What stands where nothing is shareable: words of all sorts."""
        poison = self._poison(ours=True) if self.others and self.chance(0.3) else ""
        return f"{self.word()} {poison} {self.filler()}".strip()

    def day(self, back: int = 400, ahead: int = 0) -> date:
        return AS_OF + timedelta(days=self.random.randint(-back, ahead))


def in_short(name: str) -> str:
    """The first word of a name that is made of two of its own; any other as it is."""
    first, _, rest = name.partition(" ")
    return first.capitalize() if SECRET.fullmatch(rest.casefold()) else name


@dataclass(frozen=True)
class World:
    """A book, and what there is beside it."""

    book: Book
    competitors: tuple[str, ...]
    former: tuple[str, ...]
    """Names that logos had before."""
    actions: tuple[str, ...]
    """Those that name nobody and nothing of ours."""
    bad_actions: tuple[str, ...]
    fine: frozenset[str]
    """The words of the book that any logo may read."""

    def others(self, logo_id: int) -> tuple[str, ...]:
        return (*(logo.name for logo in self.book.logos.values() if logo.id != logo_id), *self.former)


def world(random: Random, logos: int = 8) -> World:
    """A random book of a few logos whose names resemble each other."""
    teller = Teller(random)
    named = _names(teller, logos)
    trades = [teller.word() for _ in range(_TRADES)]
    known = {
        n: teller.row(
            Logo, id=n, ref=f"L{n}", name=name, industry=random.choice(trades), poisoned=0, domain="",
            language=random.choice((None, *language_files())), employees=random.choice((None, 50, 900)),
        )
        for n, name in enumerate(named, 1)
    }  # fmt: skip
    teller.others = named
    themes = tuple(Theme(n, teller.word(), teller.word()) for n in range(1, 6))
    initiatives = tuple(_initiative(teller, n, random.choice(themes)) for n in range(1, 7))
    interviews = tuple(
        teller.row(Interview, id=n, logo_id=random.randint(1, logos), updated_at="", themes=(themes[0].name,))
        for n in range(1, 5)
    )
    notes = ("interview", "review", "survey", "ticket", "talk")
    namings = tuple(
        Naming(random.choice(notes), 1, random.randint(1, logos), teller.day(), random.choice(themes).id)
        for _ in range(3 * logos)
    )
    others = [name.replace(" ", "_") for name in named]
    book = Book(
        as_of=AS_OF,
        logos=known,
        contracts=[agreed for n in known for agreed in _contracts(teller, n)],
        interviews=interviews,
        themes=themes,
        namings=namings,
        initiatives=initiatives,
        steps=tuple(teller.row(Step, id=n, logo_id=n, contract_id=None, done_on=None) for n in known),
        own_values=tuple(OwnValue(n, n, teller.word(), teller.word()) for n in known),
        usage={},
        usage_through=AS_OF - timedelta(days=1),
    )
    actions = tuple(f"{teller.word(fine=True)}_report" for _ in range(5))
    return World(
        book=book,
        competitors=(teller.word().capitalize(), f"{teller.word()} Ltd"),
        former=(teller.word(),),
        actions=actions,
        fine=frozenset(teller.fine),
        bad_actions=(
            f"{teller.word()}_{random.choice(others)}",
            f"{teller.word()}_churn",
            f"{teller.word()}_arr",
        ),
    )


def _initiative(teller: Teller, n: int, theme: Theme) -> Initiative:
    shareable = teller.chance(0.7)
    name = teller.text() if shareable else f"{teller.word()} {teller.filler()}"
    return teller.row(
        Initiative, id=n, name=name, themes=(theme.name,), due_on=teller.day(99, 300), shareable=shareable
    )


def _names(teller: Teller, n: int) -> list[str]:
    """Names of several scripts, one of which is part of another's."""
    first = teller.word().capitalize()
    names = [
        first,
        f"{first} Labs",
        f"{teller.word()} GmbH",
        "Щъфгжэ",
        "犇骉羴",
        f"{teller.word()} {teller.word()}",
    ]
    return names + [teller.word() for _ in range(n - len(names))]


def _contracts(teller: Teller, logo_id: int) -> list[Contract]:
    begun = teller.day(700)
    ends = teller.random.choice((None, begun + timedelta(days=365), AS_OF + timedelta(days=80)))
    amount = teller.random.choice(AMOUNTS)
    made = Contract(
        logo_id, teller.word(), logo_id, begun, ends, amount, "EUR", "year", amount, teller.word(),
        notice_days=teller.random.choice((0, 30)), stage=teller.random.choice(("open", "verbal", "at_risk", "lost")),
    )  # fmt: skip
    return [] if teller.chance(0.1) else [made]


def gathered(world: World, logo_id: int, teller: Teller) -> Gathered:
    """Random rows of one logo; `teller` knows what of them may be read."""
    random = teller.random
    teller.others, teller.competitors = world.others(logo_id), world.competitors
    teller.fine |= world.fine
    goals = tuple(_goal(teller, logo_id, n) for n in range(random.randint(0, 3)))
    promises = tuple(
        teller.row(Commitment, id=n, logo_id=logo_id, review_id=None, due_on=random.choice((None, teller.day(300, 90))))
        for n in range(random.randint(0, 4))
    )  # fmt: skip
    reviews = tuple(
        sorted(
            (_review(teller, logo_id, n) for n in range(random.randint(0, 2))),
            key=lambda r: r.held_on,
            reverse=True,
        )
    )
    tickets = tuple(_ticket(teller, logo_id, n) for n in range(random.randint(0, 4)))
    surveys = tuple(
        sorted((_survey(teller, logo_id, n) for n in range(random.randint(0, 5))), key=lambda s: s.day)[::-1]
    )
    prepared = teller.row(KeptBrief, id=1, logo_id=logo_id, review_id=None, kind=random.choice(BRIEF_KINDS))
    return Gathered(
        logo_id=logo_id,
        use=_use(world, teller) if teller.chance(0.8) else None,
        joined_in_quarter=random.randint(0, 3),
        people=tuple(
            teller.row(Person, id=n, logo_id=logo_id, name=teller.text(is_person=True))
            for n in range(random.randint(0, 3))
        ),
        tickets=tickets,
        surveys=surveys,
        tickets_through=random.choice((AS_OF, AS_OF - timedelta(days=200))) if tickets else None,
        surveys_through=AS_OF if surveys else None,
        peers=_peers(world, teller) if teller.chance(0.5) else None,
        goals=goals,
        promises=promises,
        reviews=reviews,
        passages={review.id: _passages(teller, review) for review in reviews},
        proofs=tuple(_proof(teller, logo_id, n) for n in range(random.randint(0, 2))),
        prepared=prepared,
        kept_points=tuple(_points(teller)),
        others=world.others(logo_id),
        competitors=world.competitors,
    )


def _goal(teller: Teller, logo_id: int, n: int) -> Any:
    goal = teller.row(Goal, id=n, logo_id=logo_id, due_on=teller.random.choice((None, teller.day(100, 300))))
    values = [
        GoalValue(k, n, teller.day(), round(teller.random.uniform(-50, 50), 1))
        for k in range(teller.random.randint(0, 3))
    ]
    return progress(goal, sorted(values, key=lambda value: value.day), as_of=AS_OF)


def _review(teller: Teller, logo_id: int, n: int) -> Review:
    return teller.row(Review, id=n, logo_id=logo_id, held_on=teller.day())


def _passages(teller: Teller, review: Review) -> list[Highlight]:
    told_as = f"passage of {dates.short(review.held_on)}" if review.held_on else ""
    return [
        Highlight(n * 100, n * 100 + 9, teller.text(told_as, ours=False), (teller.word(),), n, theirs=True)
        for n in range(teller.random.randint(0, 2))
    ]


def _ticket(teller: Teller, logo_id: int, n: int) -> Ticket:
    day = teller.day(200)
    return teller.row(
        Ticket, f"request of {dates.short(day)}", ours=False, id=n, logo_id=logo_id, opened_on=day,
        priority=teller.word(), closed_on=teller.random.choice((None, day + timedelta(days=3))),
    )  # fmt: skip


def _survey(teller: Teller, logo_id: int, n: int) -> Survey:
    day = teller.day(300)
    kind = teller.text() if teller.chance(0.1) else teller.random.choice(("nps", "csat"))
    return teller.row(
        Survey, f"comment of {dates.short(day)}", ours=False, id=n, logo_id=logo_id, day=day, kind=kind,
        customer_id=teller.random.choice((None, 1, 2)),
    )  # fmt: skip


def _use(world: World, teller: Teller) -> Use:
    random = teller.random
    through = AS_OF - timedelta(days=random.choice((1, 1, 90)))
    quarter, before = quarters(through)
    month = Window.trailing(through, 28)

    def compared(window: Window, earlier: Window) -> Compared:
        return Compared(random.randint(0, 90), window, random.choice((None, random.randint(0, 90))), earlier)

    names = random.sample(world.actions, 3)
    if teller.chance(0.3):
        names += random.sample(world.bad_actions, 2)  # one of them at least names no logo, but a word of ours
        teller.kept_back.append("action: ")
    return Use(
        since=AS_OF - timedelta(days=800),
        through=through,
        quarter=compared(quarter, before),
        month=compared(month, month.back(28)),
        reach=compared(month, month.back(91)) if teller.chance(0.8) else None,
        seats=random.randint(0, 90),
        actions=tuple((name, compared(quarter, before)) for name in names),
    )


def _peers(world: World, teller: Teller) -> Peers:
    names = random_order(teller, (*world.actions, *world.bad_actions))
    teller.kept_back.append("action: ")
    return Peers(20, 0.5, tuple((name, teller.random.randint(10, 20)) for name in names))


def random_order(teller: Teller, names: Sequence[str]) -> list[str]:
    return teller.random.sample(names, len(names))


def _proof(teller: Teller, logo_id: int, n: int) -> ProofResult:
    random = teller.random
    proof = teller.row(Proof, id=n, logo_id=logo_id, starts_on=teller.day(), days=28, action_id=None)
    customer = teller.row(Customer, id=n, logo_id=logo_id)
    member = Member(ProofMember(n, n, n, "target"), customer, None, 1, 2)
    return ProofResult(
        proof, teller.word(), Group(6, 1.0, 2.0), Group(6, 1.0, 1.0), Difference(1.0, 0.5, 1.5),
        random.choice(get_args(ProofVerdict)), None, None, ((member, "no_value"),),
    )  # fmt: skip


def _points(teller: Teller) -> list[KeptPoint]:
    """What was done about points: of those who are written by hand, some name another logo."""
    made = []
    for n in range(teller.random.randint(0, 4)):
        state = teller.random.choice(("added", "edited", "accepted", "dropped"))
        key = f"own:{n}" if state == "added" else teller.random.choice(TEXT_KEYS)
        if key in {point.key for point in made}:
            continue
        is_said = state in {"added", "edited"}
        bad = is_said and teller.chance(0.3)
        words = [teller.word(fine=is_said and not bad) for _ in range(2)]
        name = teller.disguised(teller.random.choice(teller.others)) if bad else ""
        if bad:
            teller.kept_back.append(words[0])
        made.append(
            KeptPoint(
                n, 1, key, teller.random.choice(BRIEF_SECTIONS), state, teller.random.choice((None, 1)),
                f"{words[0]} {name if n % 2 else ''}", f"{words[1]} {'' if n % 2 else name}", teller.word(),
            )
        )  # fmt: skip
    return made
