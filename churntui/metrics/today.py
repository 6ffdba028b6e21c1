"""What needs someone today, each thing with the sentence that says why; `today_rows` puts a logo's together and ranks.

Plain Python, for the first frame. What takes longer to know (the signals, losses nobody asked about, the rate against
its target) is handed in when it is known and simply missing until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from churntui.metrics.contradictions import TITLES
from churntui.metrics.contradictions import Kind as ContradictionKind
from churntui.metrics.need import KINDS, LONGEST_STEP, NAMES, Kind, Need
from churntui.metrics.renewal_needs import TALK_FROM, TALK_TO, is_recent, of_renewal, talk_wears_off
from churntui.metrics.renewals import Renewal
from churntui.metrics.signals.signal import Signal
from churntui.metrics.windows import interview_window
from churntui.model.desk import SUCCESSIONS, Draft
from churntui.model.fixes import Fix
from churntui.model.living import Commitment, Step
from churntui.model.notes import NOTES
from churntui.model.rows import Logo
from churntui.model.tables import TABLES
from churntui.plain import dates
from churntui.plain.text import clean_line, shortened
from churntui.plain.wording import counted, rounded

if TYPE_CHECKING:
    from churntui.metrics.winback import Waiting

__all__ = ["KINDS", "NAMES", "TALK_FROM", "TALK_TO", "Kind", "Need"]

SILENT_RECENT = 365
"""Days after a loss in which it is still worth asking why."""

CHAMPION_RECENT = 120
"""Days for which a champion's leaving is news."""

_OF_NO_LOGO = frozenset({"initiatives", "events", "own_fields"})
"""The forms that ask about no logo."""


@dataclass(frozen=True, slots=True)
class SilentLoss:
    """A loss nobody was asked about."""

    logo_id: int
    lost_on: date
    arr: int
    is_noted: bool = False
    """Whether somebody wrote down that nobody asked."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """The set attrition rate, passed in the running quarter."""

    lost: int
    initial: int
    target: float


@dataclass(frozen=True, slots=True)
class Slow:
    """What takes pandas or the roll-up to know."""

    signals: Iterable[Signal] = ()
    """Those of the active logos."""
    arr: Mapping[int, int] = field(default_factory=dict)
    """Logo id to ARR of the active logos."""
    silent: Sequence[SilentLoss] = ()
    """Losses nobody was asked about."""
    alarm: Alarm | None = None
    """Where the running quarter has passed its target."""
    win_backs: Sequence[Waiting] = ()
    """Shipped initiatives with lost logos nobody has told of them."""
    contradictions: Mapping[ContradictionKind, int] = field(default_factory=dict)
    """How many of each kind nobody has accepted, and no row stands for by itself."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What somebody has planned or promised, and when logos were talked with."""

    steps: Sequence[Step] = ()
    """Those still to be done, by day."""
    talked: Mapping[int, date] = field(default_factory=dict)
    """Logo id to the day of its last talk."""
    noted: Mapping[int, date] = field(default_factory=dict)
    """Logo id to the day of the last talk somebody noted here: a red flag is not put off by one a file brought."""
    promises: Sequence[Commitment] = ()
    fixes: Sequence[Fix] = ()
    me: str = ""
    """Who looks: what is theirs goes without a name."""


def needs(
    renewals: Iterable[Renewal],
    *,
    logos: Mapping[int, Logo],
    as_of: date,
    drafts: Sequence[Draft] = (),
    left_champions: Sequence[tuple[int, str, date]] = (),
    planned: Planned | None = None,
    slow: Slow | None = None,
    snoozed: Mapping[str, date] | None = None,
) -> list[Need]:
    """Everything that needs someone on `as_of`; what is put off, or rests until its step, has its day in `until`.

    Args:
        renewals: As `metrics.renewals.renewals` gives them.
        logos: By id.
        as_of: Today.
        drafts: Interviews being written.
        left_champions: (logo id, name, day) where no champion followed.
        planned: Steps, talks and promises.
        slow: The rest; None until it is known.
        snoozed: What is put off, by what it is about, to its day.

    Returns:
        In no order: `today_rows` puts those of a logo together, and ranks them.
    """
    known, plans = slow or Slow(), planned or Planned()
    seen = _Seen(as_of, logos, plans, known, _ahead(plans.steps, as_of))
    needed = [seen.alarm(known.alarm)] if known.alarm else []
    needed += [need for renewal in renewals if (need := of_renewal(renewal, as_of)) is not None]
    needed += seen.due()
    if slow is None:
        needed += [seen.champion(*left) for left in left_champions if _is_news(left[2], as_of)]
    needed += [seen.signal(signal) for signal in known.signals if signal.code not in _HAVE_ROWS]
    recent = (loss for loss in known.silent if (as_of - loss.lost_on).days <= SILENT_RECENT)
    needed += [seen.unheard(loss) for loss in recent]
    needed += [_of_contradictions(kind, count) for kind, count in known.contradictions.items()]
    needed += [_of_win_backs(waiting, as_of) for waiting in known.win_backs]
    needed += [seen.draft(draft) for draft in drafts]
    if snoozed:
        needed = [_put_off(need, snoozed.get(need.about)) for need in needed]
    return needed


_HAVE_ROWS = frozenset({"expired", "notice", "commitment"})
"""Signals that are told of their renewal or their promise, by what it says itself."""


def _is_news(left_on: date, as_of: date) -> bool:
    return 0 <= (as_of - left_on).days <= CHAMPION_RECENT


def _ahead(steps: Iterable[Step], as_of: date) -> dict[int, date]:
    """Logo id to the first day to come that a step is planned for."""
    first: dict[int, date] = {}
    for step in steps:
        if step.due_on is not None and step.due_on > as_of:
            first[step.logo_id] = min(step.due_on, first.get(step.logo_id, date.max))
    return first


def _put_off(need: Need, until: date | None) -> Need:
    """The row as somebody has put it off, where that is later than what is planned."""
    return need if until is None else replace(need, until=max(until, need.until or until))


def awake(needs: Iterable[Need]) -> list[Need]:
    """What needs someone now."""
    return [need for need in needs if need.until is None]


def asleep(needs: Iterable[Need]) -> list[Need]:
    """What rests until its step, or was put off: by the day it comes back."""
    return sorted((need for need in needs if need.until is not None), key=lambda need: need.until or date.max)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the rows of a day are told from."""

    as_of: date
    logos: Mapping[int, Logo]
    planned: Planned
    slow: Slow
    ahead: Mapping[int, date]
    """Logo id to the day to come of its next step."""

    def rests_until(self, logo_id: int, *, answers: bool) -> date | None:
        """The day until which a logo's step puts off what asks for one, or a talk where that answers it."""
        noted_on = self.planned.noted.get(logo_id) if answers else None
        wears_off = talk_wears_off(noted_on) if noted_on and is_recent(noted_on, self.as_of) else None
        return max(filter(None, (self.ahead.get(logo_id), wears_off)), default=None)

    def _what(self, what: str, owner: str) -> str:
        """What is to be done; by whom, unless that is who looks."""
        return shortened(what, LONGEST_STEP) + (f" @{owner}" if owner and owner != self.planned.me else "")

    def _day(self, day: date) -> str:
        return dates.short(day, self.as_of)

    def due(self) -> Iterator[Need]:
        """Steps whose day has come, promises and fixes whose day is over."""
        for step in self.planned.steps:
            if step.due_on is not None and step.due_on <= self.as_of:
                yield self._step(step, step.due_on)
        for promise in self.planned.promises:
            if promise.due_on is not None and promise.due_on < self.as_of and promise.state == "open":
                by = "we promised" if promise.by_us else "they promised"
                text = f"{by} by {self._day(promise.due_on)}: {self._what(promise.what, promise.owner)}"
                about = f"promise:{promise.ref}"
                yield self._late(
                    "promise", promise.logo_id, text, promise.due_on, ("commitment", promise.id), about
                )
        for fix in self.planned.fixes:
            if fix.due_on is not None and fix.is_overdue(self.as_of):
                text = f"fix due {self._day(fix.due_on)}: {self._what(fix.what, fix.owner)}"
                yield self._late(
                    "fix", fix.logo_id, text, fix.due_on, ("interview", fix.interview_id), f"fix:{fix.ref}"
                )

    def _step(self, step: Step, due_on: date) -> Need:
        is_late = due_on < self.as_of
        when = self._day(due_on) if is_late else "today"
        return Need(
            kind="step",
            urgent=is_late,
            logo_id=step.logo_id,
            contract_id=step.contract_id,
            title=self.logos[step.logo_id].name,
            text=f"due {when}: {self._what(step.what, step.owner)}",
            arr=self.slow.arr.get(step.logo_id),
            day=due_on,
            row=("step", step.id),
            about=f"step:{step.ref}",
        )

    def _late(
        self, kind: Kind, logo_id: int, text: str, due_on: date, row: tuple[str, int], about: str
    ) -> Need:
        return Need(
            kind=kind,
            urgent=True,
            logo_id=logo_id,
            title=self.logos[logo_id].name,
            text=text,
            arr=self.slow.arr.get(logo_id),
            day=due_on,
            row=row,
            about=about,
        )

    def alarm(self, alarm: Alarm) -> Need:
        """The rate over its target."""
        text = f"{alarm.lost} of {alarm.initial} logos lost, target {rounded(alarm.target)}"
        quarter = dates.Period.of(self.as_of, "quarter").starts_on
        return Need(kind="alarm", urgent=True, title="This quarter", text=text, about=f"alarm:{quarter}")

    def signal(self, signal: Signal) -> Need:
        """A signal, which rests until the next step of its logo, or after a talk about it."""
        return Need(
            kind=signal.code,
            urgent=signal.urgent,
            logo_id=signal.logo_id,
            title=self.logos[signal.logo_id].name,
            text=signal.text,
            arr=self.slow.arr.get(signal.logo_id),
            day=signal.since,
            row=signal.row,
            contradiction=signal.contradiction,
            about=signal.about,
            until=self.rests_until(signal.logo_id, answers=signal.act.key == "t"),
        )

    def champion(self, logo_id: int, who: str, left_on: date) -> Need:
        """A champion who left and was not followed, before all signals are known."""
        logo = self.logos[logo_id]
        return Need(
            kind="champion_left",
            logo_id=logo_id,
            title=logo.name,
            text=f"champion left {dates.short(left_on, self.as_of)}, no successor ({who})",
            day=left_on,
            about=f"champion:{logo.ref}:{left_on}",
            until=self.rests_until(logo_id, answers=True),
        )

    def unheard(self, loss: SilentLoss) -> Need:
        """A loss nobody was asked about, and until when to ask: the day before the rest, which may be cut.

        A talk since is said, and does not put the row off: it is no interview.
        """
        logo, window = self.logos[loss.logo_id], interview_window(loss.lost_on)
        last_talk = self.planned.talked.get(loss.logo_id)
        talked_on = last_talk if last_talk and last_talk >= loss.lost_on else None
        said = f"talked {self._day(talked_on)}" if talked_on else "not asked yet" if loss.is_noted else ""
        parts = (f"lost {ago(loss.lost_on, self.as_of)}", window.said(self.as_of), said)
        return Need(
            kind="unheard",
            logo_id=loss.logo_id,
            title=logo.name,
            text=", ".join(filter(None, parts)),
            arr=loss.arr,
            day=loss.lost_on,
            about=f"silent:{logo.ref}:{loss.lost_on}",
            until=self.ahead.get(loss.logo_id),
            in_time=window.is_open(self.as_of),
        )

    def draft(self, draft: Draft) -> Need:
        """Something being written."""
        logo = self.logos.get(draft.logo_id or 0)
        named = clean_line(draft.fields.get("name") or (draft.opened or {}).get("name", ""))
        name = logo.name if logo else named or f"(no {'name' if draft.form in _OF_NO_LOGO else 'logo'} yet)"
        when = "open elsewhere" if draft.is_open_elsewhere else ago(draft.updated_at.date(), self.as_of)
        if draft.succession is not None:
            what = f"a {SUCCESSIONS[draft.succession]}"
        elif draft.note_kind is None:
            called = TABLES[draft.form].label if draft.form in TABLES else "row"
            what = f"a {'new' if draft.row_id is None and draft.opened is None else 'changed'} {called}"
        else:
            label = NOTES[draft.note_kind].label
            what = f"{'an' if label.startswith('e') else 'a'} {label}"
        text = f"draft of {what}, {when}"
        about = f"draft:{draft.id}"
        return Need(
            kind="draft", logo_id=draft.logo_id, title=name, text=text, draft_id=draft.id, about=about
        )


def _of_contradictions(kind: ContradictionKind, count: int) -> Need:
    text = f"{counted(count, 'contradiction')} in the record"
    return Need(
        kind="contradictions",
        title=TITLES[kind],
        text=text,
        contradiction=kind,
        about=f"contradiction:{kind}",
    )


def _of_win_backs(waiting: Waiting, as_of: date) -> Need:
    shipped_on = waiting.initiative.shipped_on
    when = f"shipped {ago(shipped_on, as_of)}" if shipped_on else "shipped"
    text = f"{when}, {counted(waiting.logos, 'logo')} to tell"
    return Need(
        kind="winback",
        title=waiting.initiative.name,
        text=text,
        arr=waiting.arr,
        day=shipped_on,
        initiative_id=waiting.initiative.id,
        about=f"winback:{waiting.initiative.ref}",
    )


def counts(needs: Iterable[Need]) -> dict[Kind, int]:
    """How many of each kind, in the order of `KINDS`, kinds without any left out."""
    tally = dict.fromkeys(KINDS, 0)
    for need in needs:
        tally[need.kind] += 1
    return {kind: count for kind, count in tally.items() if count}


def tally(needs: Iterable[Need]) -> list[str]:
    """How many of each kind, in words: `1 over target`, `2 promises overdue`."""
    return [counted(count, *NAMES[kind]) for kind, count in counts(needs).items()]


def worth(needs: Iterable[Need], active_arr: Mapping[int, int]) -> int:
    """What the logos of these rows pay a year today, each once and whole; a lost one pays nothing.

    A row's own amount is no part of it: a row may be about one of several contracts, or about what is lost.
    """
    return sum(
        active_arr.get(logo_id, 0) for logo_id in {need.logo_id for need in needs} if logo_id is not None
    )


def ago(day: date, as_of: date) -> str:
    """`today`, `5 days ago`, `3 weeks ago`, `8 months ago`."""
    days = max(0, (as_of - day).days)
    if days == 0:
        return "today"
    if days < 14:
        return f"{counted(days, 'day')} ago"
    if days < 63:
        return f"{days // 7} weeks ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"
