"""One immutable snapshot of the file, and the figures on it.

A `Book` is everything of the file that screens and reports need, read at one moment and for one as-of day, in two
steps: the small tables at once, so that the first frame stands; usage after it. Figures are computed from it when
first asked for and kept with it; a change of the file makes a new book. pandas is imported with the first figure
that needs it, never before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from churntui import health, use
from churntui.data.file.store import Store
from churntui.data.rows import (
    accepted,
    attempts,
    commitments,
    contracts,
    drafts,
    fixes,
    freshness,
    initiatives,
    interview_facts,
    interviews,
    logos,
    marks,
    own_values,
    owners,
    rates,
    settings,
    snoozes,
    steps,
    talks,
    themes,
    watching,
    winbacks,
)
from churntui.metrics import ends, renewals
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import WINDOW_DAYS, Usage
from churntui.model import exchange, own_fields
from churntui.model.desk import Draft
from churntui.model.exchange import Exchange, MissingRate
from churntui.model.finding import logo_called
from churntui.model.fixes import Fix
from churntui.model.health import Formula, formula
from churntui.model.living import Commitment, OwnValue, Step
from churntui.model.marks import Mark
from churntui.model.onboarding import FirstUse
from churntui.model.own_fields import OwnField, OwnValues
from churntui.model.rows import (
    Contract,
    Initiative,
    Interview,
    InterviewFacts,
    Logo,
    Naming,
    Rate,
    Settings,
    Theme,
    WinBackCall,
)
from churntui.model.saving import SaveAttempt
from churntui.model.watched import Watched
from churntui.plain import dates, money
from churntui.plain.dates import Period, Span
from churntui.plain.text import fold

if TYPE_CHECKING:
    import pandas as pd

    from churntui.metrics.at_stake import Living, Stake
    from churntui.metrics.attrition import AttritionRow, LossKey
    from churntui.metrics.forecast import Outlook
    from churntui.metrics.ground import Ground
    from churntui.metrics.health import Course
    from churntui.metrics.levels import Levels
    from churntui.metrics.logos import Standing
    from churntui.metrics.revenue import RevenueRow
    from churntui.metrics.service import Ints
    from churntui.metrics.winback import WinBack

__all__ = ["Book", "Usage"]

_FIRST_DAYS = 210
"""How far ahead a contract's end is looked for on the first frame: 90 days to talk, or 30 to a notice of 180."""


@dataclass(frozen=True)
class Book:
    """The file at one moment, for one day."""

    empty: ClassVar[Book]
    """A book of nothing."""

    as_of: date
    settings: Settings = field(default_factory=Settings)
    generation: tuple[int, int] = (0, 0)
    author: str = ""
    """Who writes in it here; empty where nobody knows."""
    owner: str = ""
    """Whose logos it was narrowed to (`of_owner`); empty where it has all."""
    logos: Mapping[int, Logo] = field(default_factory=dict)
    """By id, in the order of their names."""
    contracts: Sequence[Contract] = ()
    """By logo and start."""
    is_first: bool = False
    """Whether it holds only the contracts that Today's first frame needs: enough for `needs_at_once`, no more."""
    interviews: tuple[Interview, ...] = ()
    """Newest first."""
    themes: tuple[Theme, ...] = ()
    tags: tuple[tuple[int, int], ...] = ()
    """(theme id, interview id)."""
    namings: tuple[Naming, ...] = ()
    """Every theme named in a note of any kind; not in a first book."""
    initiatives: tuple[Initiative, ...] = ()
    calls: Mapping[int, WinBackCall] = field(default_factory=dict)
    """Logo id to what came of asking it back."""
    marks: tuple[Mark, ...] = ()
    """Dated events, oldest first."""
    rates: tuple[Rate, ...] = ()
    own_values: tuple[OwnValue, ...] = ()
    """What logos have in fields of the user's own, by field; none on the first frame."""
    drafts: tuple[Draft, ...] = ()
    open_links: Mapping[int, str] = field(default_factory=dict)
    """Contract id to the ref of a contract it renews that is not in the book."""
    accepted: frozenset[tuple[str, str]] = frozenset()
    """(kind, about) of the contradictions that were found right."""
    steps: tuple[Step, ...] = ()
    """Those still to be done, by day."""
    talked: Mapping[int, date] = field(default_factory=dict)
    """Logo id to the day of its last talk."""
    promises: tuple[Commitment, ...] = ()
    """The commitments of either side that are open and overdue."""
    attempts: tuple[SaveAttempt, ...] = ()
    """What was tried to keep logos, the first begun first; none on the first frame."""
    fixes: tuple[Fix, ...] = ()
    """What was promised after losses; those to be done first."""
    snoozed: Mapping[str, date] = field(default_factory=dict)
    """Rows of Today that are put off beyond the as-of day, and the day they come back."""
    left_champions: tuple[tuple[int, str, date], ...] = ()
    """(logo id, name, the day they left) where no champion followed."""
    usage: Mapping[int, Usage] | None = None
    """By logo id; None until `with_usage` has read it. A logo nothing was ever measured for is missing."""
    usage_through: date | None = None
    """The last day with any activity."""
    last_use: Mapping[int, date] = field(default_factory=dict)
    """Logo id to the last day anything was done in it, where that is no later than `usage_through`."""
    first_use: FirstUse = field(default_factory=FirstUse)
    """When each logo first did something that qualifies; nothing until `with_usage` has read it."""
    known_health: health.Known | None = None
    """What health is told from; None until `read_health` has read it."""
    watched: Watched | None = None
    """What tells of logos in time; None until `with_usage` has read it."""
    facts: Mapping[int, InterviewFacts] | None = None
    """Interview id to what it asks beyond its core; None until `with_facts` has read it."""
    imported_on: Mapping[str, str] = field(default_factory=dict)
    """Table name to the day of its last import."""

    @classmethod
    def first(cls, store: Store, as_of: date) -> Book:
        """Read what Today's first frame needs, at a cost that hardly grows with the years of the book."""
        with store.moment():
            in_force = settings.read(store)
            longest = max(in_force.grace_days, in_force.renewal_wait_days)
            oldest, last = as_of - timedelta(days=longest), as_of + timedelta(days=_FIRST_DAYS)
            due = contracts.due(store, oldest, last, in_force.grace_days)
            return replace(cls._read(store, as_of, due, every_logo=False), is_first=True)

    @classmethod
    def load(cls, store: Store, as_of: date) -> Book:
        """Read everything but usage."""
        with store.moment():
            return cls._read(store, as_of, contracts.every(store), every_logo=True)

    @classmethod
    def _read(cls, store: Store, as_of: date, agreed: Sequence[Contract], *, every_logo: bool) -> Book:
        left, written = logos.left_champions(store), drafts.every(store)
        planned, promised = steps.undone(store, as_of), commitments.overdue(store, as_of)
        mended = fixes.every(store) if every_logo else fixes.undone(store)
        named = {contract.logo_id for contract in agreed} | {row[0] for row in left}
        named |= {step.logo_id for step in planned} | {fix.logo_id for fix in mended}
        named |= {promise.logo_id for promise in promised}
        named |= {draft.logo_id for draft in written if draft.logo_id is not None}
        known_logos = logos.every(store) if every_logo else logos.some(store, named)
        return cls(
            as_of=as_of,
            settings=settings.read(store),
            generation=store.generation(),
            author=store.author,
            logos={logo.id: logo for logo in known_logos},
            contracts=agreed,
            interviews=tuple(interviews.every(store)),
            themes=tuple(themes.every(store)),
            tags=tuple(themes.tags(store)),
            namings=tuple(themes.namings(store)) if every_logo else (),
            initiatives=tuple(initiatives.every(store)),
            calls={call.logo_id: call for call in winbacks.calls(store)},
            marks=tuple(marks.every(store)),
            rates=tuple(rates.every(store)),
            own_values=tuple(own_values.every(store)) if every_logo else (),
            drafts=tuple(written),
            open_links=contracts.open_links(store),
            accepted=accepted.every(store),
            steps=tuple(planned),
            talked=talks.last_days(store, as_of),
            promises=tuple(promised),
            attempts=tuple(attempts.every(store)) if every_logo else (),
            fixes=tuple(mended),
            snoozed=snoozes.ahead(store, as_of),
            left_champions=tuple(left),
            imported_on=freshness.imports(store),
        )

    def with_usage(self, store: Store) -> Book:
        """The same book with all that is watched; days after the last measured one are no days without use."""
        used = use.read(store, self.as_of)
        known = replace(
            self,
            usage=used.by_logo,
            usage_through=used.through,
            last_use=used.last_days,
            first_use=used.first,
            watched=watching.look(store, self.as_of, self.settings, used.through),
        )
        return known.of_owner(self.owner)

    def read_health(self, store: Store) -> Book:
        """This book, with what health is told from read once and kept with it, as a figure is."""
        if self.known_health is None:
            vars(self)["known_health"] = health.read(store, self.as_of, self.settings, self.contracts)
            vars(self).pop("outlook", None)
        return self

    def with_facts(self, store: Store) -> Book:
        """The same book with what the interviews ask beyond their core: of use to few figures, and long to read."""
        return replace(self, facts=interview_facts.every(store)).of_owner(self.owner)

    def of_owner(self, name: str) -> Book:
        """The same with the logos of one owner and what belongs to them: every figure is then counted over those.

        What belongs to no logo (themes, initiatives, events, rates, settings) stays. An empty name is everybody's.
        """
        if not name:
            return self
        wanted = fold(name)
        own = {logo_id: logo for logo_id, logo in self.logos.items() if fold(logo.owner) == wanted}
        kept = {part.name: _of_logos(getattr(self, part.name), own) for part in fields(self)}
        spoken = {interview.id for interview in kept["interviews"]}
        agreed = {contract.id for contract in kept["contracts"]}
        by_other_keys = {
            "owner": name,
            "logos": own,
            "tags": tuple(tag for tag in self.tags if tag[1] in spoken),
            "facts": self.facts and {at: said for at, said in self.facts.items() if at in spoken},
            "open_links": {at: ref for at, ref in self.open_links.items() if at in agreed},
            "left_champions": tuple(left for left in self.left_champions if left[0] in own),
            "watched": self.watched and self.watched.of(own),
            "usage": self.usage and {at: used for at, used in self.usage.items() if at in own},
            "last_use": {at: day for at, day in self.last_use.items() if at in own},
        }
        return replace(self, **kept | by_other_keys)

    @cached_property
    def own_fields(self) -> tuple[OwnField, ...]:
        """The fields of the user's own on logos."""
        used = dict.fromkeys(row.field for row in self.own_values)
        return own_fields.in_use(self.settings.own_fields, used)

    @cached_property
    def own(self) -> Mapping[str, OwnValues]:
        """The same by key, with what the logos have in them."""
        values: dict[str, dict[int, str]] = {own.key: {} for own in self.own_fields}
        for row in self.own_values:
            values[own_fields.key_of(row.field)][row.logo_id] = row.value
        return {own.key: OwnValues(own, values[own.key]) for own in self.own_fields}

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What rooms above have worked out of it, kept with it as its figures are."""
        return {}

    @property
    def currency(self) -> str:
        """The reporting currency."""
        return self.settings.reporting_currency

    def name(self, logo_id: int) -> str:
        """A logo's name."""
        return self.logos[logo_id].name

    def find_logo(self, words: str, former: Mapping[str, int] = MappingProxyType({})) -> Logo:
        """The logo of that ref or name; `former` has what logos were called before, with their ids.

        Raises:
            NotFoundError: None fits, or several do.
        """
        return logo_called(self.logos.values(), words, former)

    def arr(self, contract: Contract) -> int | None:
        """A contract's ARR in the reporting currency; None where it is left out of amounts."""
        return self._arrs[contract.id]

    @cached_property
    def _exchange(self) -> Exchange:
        return Exchange(self.rates, self.currency)

    @cached_property
    def _arrs(self) -> Mapping[int, int | None]:
        """What `arr` answers, by the contract's id."""
        return exchange.arrs(self.contracts, self._exchange)

    @cached_property
    def missing_rates(self) -> tuple[MissingRate, ...]:
        """The rates into the reporting currency that some contracts lack, by currency."""
        return self._exchange.missing(self.contracts)

    @cached_property
    def without_rate(self) -> dict[str, int]:
        """Currencies that lack a rate into the reporting one, with the contracts left out for it."""
        return {lacking.currency: lacking.contracts for lacking in self.missing_rates}

    @property
    def too_large(self) -> int:
        """How many contracts are left out because their amounts are too large to be added up."""
        return sum(arr is None for arr in self._arrs.values()) - sum(self.without_rate.values())

    @cached_property
    def recorded_losses(self) -> dict[int, tuple[date, ...]]:
        """Logo id to the days on which its service ended or will end, as recorded."""
        return ends.recorded_losses(self.interviews)

    def contracts_of(self, logo_id: int) -> list[Contract]:
        """The logo's contracts, newest first."""
        return [contract for contract in reversed(self.contracts) if contract.logo_id == logo_id]

    @cached_property
    def logo_ids(self) -> Ints:
        """Every logo's id, in order."""
        import numpy as np

        return np.array(sorted(self.logos), dtype=np.int64)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The contracts as `metrics.service.timeline` takes them, in the reporting currency."""
        from churntui.metrics import ground

        return ground.contract_frame(self.contracts, map(self.arr, self.contracts))

    @cached_property
    def ground(self) -> Ground:
        """What figures are counted on; it keeps what is asked for again."""
        from churntui.metrics.ground import Ground, loss_frame

        return Ground(
            self.frame,
            loss_frame(self.recorded_losses),
            self.logos,
            own=self.own,
            first_use=self.first_use,
            wait_days=self.settings.renewal_wait_days,
            as_of=self.as_of,
        )

    @property
    def timeline(self) -> pd.DataFrame:
        """What every attrition and revenue figure is counted on."""
        return self.ground.timeline(self.settings.grace_days)

    def levels(self, periods: Sequence[Period], grace_days: int | None = None) -> Levels:
        """The logos that can be counted over these periods, with the book's grace or another."""
        return self.ground.levels(periods, self.settings.grace_days if grace_days is None else grace_days)

    @cached_property
    def losses(self) -> pd.DataFrame:
        """Every loss up to the as-of day, with the interview it belongs to."""
        from churntui.metrics import attrition, coverage

        losses = attrition.all_losses(self.timeline, self.as_of)
        return coverage.assign(losses, self.interviews)

    @cached_property
    def asked(self) -> dict[LossKey, Interview]:
        """The losses that have an interview, each with the one that speaks for it."""
        from churntui.metrics import coverage

        return coverage.asked(self.losses, self.interviews)

    @cached_property
    def _chosen_losses(self) -> dict[tuple[bool | None, bool | None], set[LossKey]]:
        """What `losses_that` has answered so far, by what it was asked: (regrettable, voluntary)."""
        return {}

    def losses_that(self, *, regrettable: bool | None = None, voluntary: bool | None = None) -> set[LossKey]:
        """The losses an interview marks so. Regrettable where nobody said: the logo's fit was good."""
        from churntui.metrics import coverage

        wanted = (regrettable, voluntary)
        if wanted not in self._chosen_losses:
            good = {logo.id for logo in self.logos.values() if logo.fit == "good"}
            self._chosen_losses[wanted] = coverage.losses_that(
                self.losses, self.asked, good, regrettable=regrettable, voluntary=voluntary
            )
        return self._chosen_losses[wanted]

    @cached_property
    def win_backs(self) -> list[WinBack]:
        """The lost logos that a shipped initiative is news to."""
        from churntui.metrics import winback

        return winback.win_backs(
            self.initiatives, self.themes, self.tags, self.interviews, self.losses,
            active=self.active_arr, calls=self.calls, as_of=self.as_of,
        )  # fmt: skip

    @cached_property
    def renewals(self) -> list[Renewal]:
        """Every contract that is due, has expired unanswered or is known to be lost, the most urgent first."""
        due = renewals.renewals(
            self.contracts,
            self.logos,
            self.recorded_losses,
            as_of=self.as_of,
            settings=self.settings,
            arr_of=self.arr,
            usage_change={logo_id: used.change for logo_id, used in (self.usage or {}).items()},
        )
        return renewals.with_plans(due, self.steps, self.talked)

    @cached_property
    def _first_steps(self) -> dict[tuple[int, int | None], Step]:
        return renewals.first_steps(self.steps)

    def next_step(self, contract: Contract) -> Step | None:
        """What is to be done next for a contract's renewal: the first of its own steps, else of its logo's."""
        return renewals.next_step(self._first_steps, contract)

    def steps_of(self, logo_id: int) -> list[Step]:
        """What is still to be done for a logo, by day."""
        return [step for step in self.steps if step.logo_id == logo_id]

    @property
    def usage_is_fresh(self) -> bool:
        """Whether activity reaches into the last 28 days: older figures are history, not news."""
        return self.usage_through is not None and (self.as_of - self.usage_through).days <= WINDOW_DAYS

    @cached_property
    def active_arr(self) -> dict[int, int]:
        """Logo id to ARR of the logos active on the as-of day; 0 where its only currency has no rate."""
        from churntui.metrics import service

        today = [dates.number(self.as_of)]
        (amounts,) = service.snapshots(self.timeline, today, self.logo_ids)
        (active,) = service.active(self.timeline, today, self.logo_ids)
        return dict(zip(self.logo_ids[active].tolist(), amounts[active].tolist(), strict=True))

    @cached_property
    def health_formula(self) -> Formula:
        """How health is weighed in this book."""
        return formula(self.settings.health)

    @property
    def health(self) -> Mapping[int, Course]:
        """Logo id to the health of every active logo; none before `read_health` has read what it is told from."""
        return self._courses if self.known_health else {}

    @cached_property
    def _courses(self) -> Mapping[int, Course]:
        """What `health` answers."""
        return self.known_health.courses(self.active_arr, self.health_formula) if self.known_health else {}

    def attrition(self, periods: list[Period]) -> list[AttritionRow]:
        """The attrition report over all logos."""
        from churntui.metrics import attrition

        return attrition.attrition_of(self.levels(periods))

    def revenue(self, periods: list[Period]) -> list[RevenueRow]:
        """The revenue report over all logos."""
        from churntui.metrics import revenue

        return revenue.revenue_of(self.levels(periods), currency=self.currency)

    @cached_property
    def outlook(self) -> Outlook:
        """How the renewals ahead will go: as called, as computed, and what is decided by now."""
        from churntui.metrics import forecast

        return forecast.outlook(
            self.ground.due(self.settings.grace_days),
            self.renewals,
            self.contracts,
            owners.by_logo(self.logos.values()),
            arr_of=self.arr,
            seen=forecast.Seen(
                self.as_of,
                self.settings.usage_fall,
                self.usage_is_fresh,
                self.health,
                self.watched or Watched(),
                self.settings.likelihood_low,
            ),
        )

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """How each logo stands on the as-of day, by id."""
        from churntui.metrics import logos as standing

        return standing.standings(
            self.timeline,
            self.frame,
            logo_ids=self.logo_ids,
            as_of=self.as_of,
            renewals=self.renewals,
            losses=self.recorded_losses,
            left_out=Counter(contract.logo_id for contract in self.contracts if self.arr(contract) is None),
        )

    @cached_property
    def living(self) -> Living:
        """The logos that pay on the as-of day, as far as what they named is counted."""
        from churntui.metrics import at_stake

        ahead = {logo_id for logo_id, days in self.recorded_losses.items() if days[-1] > self.as_of}
        known = {logo_id for logo_id, standing in self.standings.items() if standing.status == "known_churn"}
        expired = {renewal.contract.id for renewal in self.renewals if renewal.days <= 0}
        return at_stake.Living(
            arr=self.active_arr,
            leaving=ahead | known,
            back_since=at_stake.back_since(self.recorded_losses, self.as_of),
            unpriced=at_stake.in_force(
                filter(lambda one: self.arr(one) is None, self.contracts), expired, self.as_of
            ),
        )

    @cached_property
    def stakes(self) -> dict[int, Stake]:
        """Theme id to who is still here and named it."""
        from churntui.metrics import at_stake

        return at_stake.stakes(self.namings, self.living, as_of=self.as_of)

    def span(self, span: Span) -> list[Period]:
        """The periods from the first contract's to the as-of day's; empty for a book without contracts."""
        if not self.contracts:
            return []
        return dates.periods(span, self._first_day, self.as_of + timedelta(days=1))

    @cached_property
    def _first_day(self) -> date:
        """The day the first contract begins."""
        return min(contract.starts_on for contract in self.contracts)

    def money(self, minor: int) -> str:
        """A short amount in the reporting currency."""
        return money.short(minor, self.currency)


def _of_logos(part: Any, logos: Mapping[int, Logo]) -> Any:
    """Of rows that name a logo, those of these logos, and those that name none; anything else as it is."""
    if isinstance(part, Mapping):
        return {key: row for key, row in part.items() if _is_of(row, logos)}
    return type(part)(row for row in part if _is_of(row, logos)) if isinstance(part, tuple | list) else part


def _is_of(row: Any, logos: Mapping[int, Logo]) -> bool:
    logo_id = getattr(row, "logo_id", None)
    return logo_id is None or logo_id in logos


Book.empty = Book(date(1970, 1, 1))
