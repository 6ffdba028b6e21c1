"""What needs someone today, the most urgent first, each with the sentence that says why.

Plain Python, for the first frame. What takes longer to know (usage, losses nobody asked about, the rate against
its target) is handed in when it is known and simply missing until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from churntui.metrics.contradictions import TITLES
from churntui.metrics.contradictions import Kind as ContradictionKind
from churntui.metrics.renewals import NOTICE_SOON, Renewal
from churntui.model.desk import Draft
from churntui.model.tables import TABLES
from churntui.plain import dates
from churntui.plain.wording import counted, rounded

if TYPE_CHECKING:
    from churntui.metrics.winback import Waiting

Kind = Literal[
    "alarm",
    "notice",
    "expired",
    "ending",
    "talk",
    "usage",
    "champion",
    "silent",
    "contradiction",
    "winback",
    "draft",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

NAMES: dict[Kind, str] = {
    "alarm": "over target",
    "notice": "notice",
    "expired": "expired",
    "ending": "ending",
    "talk": "no talk yet",
    "usage": "usage falling",
    "champion": "champion left",
    "silent": "no interview",
    "contradiction": "contradicting",
    "winback": "to win back",
    "draft": "unfinished",
}
"""Each kind as the line of counts calls it."""

SILENT_RECENT = 365
"""Days after a loss in which it is still worth asking why."""

CHAMPION_RECENT = 120
"""Days for which a champion's leaving is news."""

TALK_FROM, TALK_TO = 61, 90
"""The days before the end in which the renewal is talked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that needs someone."""

    kind: Kind
    urgent: bool = False
    """Whether it is marked `!`: a decision is due."""
    logo_id: int | None = None
    title: str
    """The logo's name, or what it is about."""
    text: str
    """Why it needs someone."""
    arr: int | None = None
    """What is at stake, in minor units of the reporting currency."""
    day: date | None = None
    """The date it is about."""
    draft_id: int | None = None
    initiative_id: int | None = None
    """The shipped initiative whose win-back list waits."""
    contradiction: ContradictionKind | None = None
    """The kind of contradictions it stands for."""


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

    falls: Mapping[int, float] = field(default_factory=dict)
    """Logo id to the change of usage (a negative fraction) of the active logos that fell too far."""
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


def needs(
    renewals: Iterable[Renewal],
    *,
    names: Mapping[int, str],
    as_of: date,
    drafts: Sequence[Draft] = (),
    left_champions: Sequence[tuple[int, str, date]] = (),
    slow: Slow | None = None,
) -> list[Need]:
    """Everything that needs someone on `as_of`.

    Args:
        renewals: As `metrics.renewals.renewals` gives them.
        names: Logo id to name.
        as_of: Today.
        drafts: Interviews being written.
        left_champions: (logo id, name, day) where no champion followed.
        slow: The rest; None until it is known.

    Returns:
        Alarms first, then what is urgent by date, then the rest by what is at stake.
    """
    known = slow or Slow()
    needed = [_alarm(known.alarm)] if known.alarm else []
    needed += [need for renewal in renewals if (need := _of_renewal(renewal)) is not None]
    for logo_id, change in known.falls.items():
        text = f"usage fell {rounded(round(-change, 2))} in 28 days"
        needed.append(
            Need(kind="usage", logo_id=logo_id, title=names[logo_id], text=text, arr=known.arr.get(logo_id))
        )
    for logo_id, who, left_on in left_champions:
        is_news = 0 <= (as_of - left_on).days <= CHAMPION_RECENT
        if is_news and (slow is None or logo_id in known.arr):
            text = f"champion left {dates.short(left_on, as_of)}, no successor ({who})"
            arr = known.arr.get(logo_id)
            needed.append(
                Need(kind="champion", logo_id=logo_id, title=names[logo_id], text=text, arr=arr, day=left_on)
            )
    recent = (loss for loss in known.silent if (as_of - loss.lost_on).days <= SILENT_RECENT)
    needed += [_of_silent(loss, names[loss.logo_id], as_of) for loss in recent]
    needed += [_of_contradictions(kind, count) for kind, count in known.contradictions.items()]
    needed += [_of_win_backs(waiting, as_of) for waiting in known.win_backs]
    needed += [_of_draft(draft, names, as_of) for draft in drafts]
    return sorted(needed, key=_order)


def _order(need: Need) -> tuple[bool, bool, int, int, str]:
    day = need.day.toordinal() if need.urgent and need.day else date.max.toordinal()
    return need.kind != "alarm", not need.urgent, day, -(need.arr or 0), need.title


def _alarm(alarm: Alarm) -> Need:
    text = f"{alarm.lost} of {alarm.initial} logos lost, target {rounded(alarm.target)}"
    return Need(kind="alarm", urgent=True, title="This quarter", text=text)


def _of_renewal(renewal: Renewal) -> Need | None:
    """What a renewal needs, if anything: one thing, the most urgent."""
    contract, days, left = renewal.contract, renewal.days, renewal.notice_days_left

    def need(kind: Kind, text: str, *, urgent: bool, day: date) -> Need:
        logo = renewal.logo
        return Need(
            kind=kind, urgent=urgent, logo_id=logo.id, title=logo.name, text=text, arr=renewal.arr, day=day
        )

    if renewal.waits:
        when = "today" if days == 0 else f"{counted(-days, 'day')} ago"
        return need("expired", _awaited(renewal, when), urgent=True, day=renewal.ends_on)
    if renewal.bucket == "known_churn" or contract.stage in {"won", "lost"}:
        return None
    called = "called at risk" if contract.stage == "at_risk" else "no call made"
    if contract.auto_renew and renewal.undecided and left <= NOTICE_SOON:
        when = f"notice ends in {counted(left, 'day')}" if left > 0 else "notice ends today"
        if left < 0:
            when = f"notice ended {counted(-left, 'day')} ago"
        return need("notice", f"{when}, {called}", urgent=True, day=renewal.notice_deadline)
    if renewal.undecided and days < TALK_FROM:
        return need(
            "ending",
            f"ends in {counted(days, 'day')}, {called}",
            urgent=days <= NOTICE_SOON,
            day=renewal.ends_on,
        )
    if TALK_FROM <= days <= TALK_TO and contract.talked_on is None:
        return need(
            "talk", f"renews in {counted(days, 'day')}, no talk yet", urgent=False, day=renewal.ends_on
        )
    return None


def _awaited(renewal: Renewal, when: str) -> str:
    """What an end that waits needs to be answered; no wider than its column at 120 cells."""
    if renewal.waits == "won":
        return f"won: enter the new contract ({when})"
    if renewal.waits == "renews_itself":
        return (
            f"at risk, renewed itself {when}?"
            if renewal.contract.stage == "at_risk"
            else f"renewed itself {when}? roll it on"
        )
    return f"expired {when}, " + ("record the loss" if renewal.contract.stage == "lost" else "no outcome")


def _of_silent(loss: SilentLoss, name: str, as_of: date) -> Need:
    text = f"lost {ago(loss.lost_on, as_of)}, {'not asked yet' if loss.is_noted else 'no interview'}"
    return Need(kind="silent", logo_id=loss.logo_id, title=name, text=text, arr=loss.arr, day=loss.lost_on)


def _of_contradictions(kind: ContradictionKind, count: int) -> Need:
    text = f"{counted(count, 'contradiction')} in the record"
    return Need(kind="contradiction", title=TITLES[kind], text=text, contradiction=kind)


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
    )


def _of_draft(draft: Draft, names: Mapping[int, str], as_of: date) -> Need:
    name = names.get(draft.logo_id, "(no logo yet)") if draft.logo_id is not None else "(no logo yet)"
    when = "open elsewhere" if draft.is_open_elsewhere else ago(draft.updated_at.date(), as_of)
    if draft.form == "interviews":
        text = f"draft of an exit interview, {when}"
    else:
        what = TABLES[draft.form].label if draft.form in TABLES else "row"
        text = f"draft of a {'new ' if draft.row_id is None else 'changed '}{what}, {when}"
    return Need(kind="draft", logo_id=draft.logo_id, title=name, text=text, draft_id=draft.id)


def counts(needs: Iterable[Need]) -> dict[Kind, int]:
    """How many of each kind, in the order of `KINDS`, kinds without any left out."""
    tally = dict.fromkeys(KINDS, 0)
    for need in needs:
        tally[need.kind] += 1
    return {kind: count for kind, count in tally.items() if count}


def worth(needs: Iterable[Need]) -> int:
    """The ARR at stake in these rows, of a logo with several of them once."""
    return sum(need.arr or 0 for need in {need.logo_id: need for need in needs}.values())


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
