"""What a logo may see of itself, sorted out of all that is known.

It is the fields that are declared shareable, and of texts those that name no other logo and no word of ours. What is
kept back is not passed over in silence: it is named, with the reason, for the internal part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from churntui.book import Book
from churntui.briefs.allowed import shown
from churntui.briefs.discretion import Guard, speaks_of_logos
from churntui.briefs.facts import Compared, Leaving, Quote, Shared, Withheld
from churntui.briefs.gathering import Gathered
from churntui.briefs.wording import action, named
from churntui.metrics.lookalikes import answering
from churntui.metrics.proofs import ProofResult
from churntui.metrics.renewals import Renewal
from churntui.model.living import Review
from churntui.model.rows import Initiative, Person, Survey, Ticket
from churntui.plain import dates
from churntui.plain.text import fold

Row = TypeVar("Row")

_SPONSORS = (
    "sponsor",
    "chief",
    "ceo",
    "cfo",
    "coo",
    "cto",
    "president",
    "director",
    "vp",
    "owner",
    "partner",
)
"""Words of a role, the likeliest sponsor first."""

_OF_PEOPLE = frozenset({"owner"})
"""Fields in which the name of a person stands."""

OUR_WORD = "it speaks of our plans with customers"
NOT_SHAREABLE = "it is not marked as shareable"
OF_INTERVIEW = "what is said in an exit interview is never shown"
LIKELIHOOD = "how likely they are to stay is never shown"


class _Sorting:
    """What may be shared of some rows, and what of them may not."""

    def __init__(self, watch: Guard) -> None:
        self._guard = watch
        self.withheld: list[Withheld] = []

    def hush(self, text: str, what: str, *, is_ours: bool, is_person: bool = False) -> str:
        """The text, or nothing where it says what is not for them.

        They may name a competitor themselves, in what is `is_ours` none is named; another logo's name, also in short,
        and our words about customers stand in neither. What people are called may be the first word of a logo's name.
        A theme's name is no secret in words that were written for them.
        """
        kinds = {"logo", "everyday", "word"}
        kinds |= ({"competitor"} if is_ours else set()) | (set() if is_person else {"short"})
        hits = [hit for hit in self._guard.hits(text) if hit.kind in kinds]
        if not hits and is_ours and speaks_of_logos(text):
            self.withheld.append(Withheld(what, OUR_WORD))
            return ""
        if hits:
            self.withheld.append(Withheld(what, ", ".join(hit.told for hit in hits)))
        return "" if hits else text

    def rows(self, rows: Iterable[Row], what: str, *of: str, is_ours: bool) -> Iterator[Row]:
        """The rows as they may be shown, those whose texts may.

        Args:
            rows: Of one class.
            what: What one of them is called.
            of: The fields that hold texts; where the first may not be shown the row is left out.
            is_ours: Whether we wrote them.
        """
        for row in rows:
            bare = shown(row)
            said = {name: str(getattr(bare, name)) for name in of}
            kept = {
                name: self.hush(text, f"{what}: {named(text)}", is_ours=is_ours, is_person=name in _OF_PEOPLE)
                for name, text in said.items()
            }
            if kept[of[0]] or not said[of[0]]:
                yield replace(bare, **kept)  # type: ignore[type-var]


def shared(book: Book, gathered: Gathered, watch: Guard) -> tuple[Shared, tuple[Withheld, ...]]:
    """What the logo may see, and what is kept back."""
    logo = book.logos[gathered.logo_id]
    sort = _Sorting(watch)
    leaving, ends_on = _leaving(book, logo.id)
    due = _due(book, logo.id)
    roadmap, asked_for = _roadmap(book, logo.id, sort)
    done, done_by_others = _actions(gathered, sort)
    facts = Shared(
        logo=shown(logo),
        as_of=book.as_of,
        leaving=leaving,
        ends_on=ends_on or (due.ends_on if due else None),
        settle_by=_settle_by(due, book.as_of) if due else None,
        goals=tuple(
            replace(progress, goal=goal)
            for progress in gathered.goals
            for goal in sort.rows((progress.goal,), "goal", "goal", "why", "unit", is_ours=True)
        ),
        promises=tuple(sort.rows(gathered.promises, "promise", "what", "owner", is_ours=True)),
        agreed=_agreed(gathered, sort),
        quotes=tuple(_quotes(gathered, sort)),
        proofs=_proofs(gathered, sort),
        use=replace(gathered.use, actions=done) if gathered.use else None,
        is_use_kept=book.usage_through is not None,
        peers=replace(gathered.peers, users=done_by_others) if gathered.peers else None,
        surveys=tuple(_heard(gathered, sort)) if gathered.surveys_through else None,
        surveys_to=gathered.surveys_through,
        tickets=tuple(_requests(gathered, sort)) if gathered.tickets_through else None,
        tickets_to=gathered.tickets_through,
        roadmap=roadmap,
        asked_for=asked_for,
        sponsor=_sponsor(_speakable(gathered.people, sort), book.as_of),
    )
    return facts, (*sort.withheld, *_never(book, gathered))


def _agreed(gathered: Gathered, sort: _Sorting) -> tuple[Review, ...]:
    agreed = sort.rows(gathered.reviews, "what was agreed", "agreed", is_ours=True)
    return tuple(review for review in agreed if review.agreed)


def _proofs(gathered: Gathered, sort: _Sorting) -> tuple[ProofResult, ...]:
    """The results without the people in them: of these only how many they are is told."""
    return tuple(
        replace(proof, proof=row, left_out=())
        for proof in gathered.proofs
        for row in sort.rows((proof.proof,), "proof of value", "name", "unit", is_ours=True)
    )


def _requests(gathered: Gathered, sort: _Sorting) -> Iterator[Ticket]:
    """The requests; one whose subject may not be shown still counts."""
    for ticket in gathered.tickets:
        what = f"request of {dates.short(ticket.opened_on)}"
        yield replace(shown(ticket), subject=sort.hush(ticket.subject, what, is_ours=False))


def _never(book: Book, gathered: Gathered) -> Iterator[Withheld]:
    """What is kept back whatever it says."""
    for interview in book.interviews:
        is_known = interview.held_on is None or interview.held_on <= book.as_of
        is_its = interview.logo_id == gathered.logo_id and is_known
        if is_its and (interview.stated_reason or interview.notes):
            when = f" of {dates.short(interview.held_on)}" if interview.held_on else ""
            yield Withheld(f"exit interview{when}", OF_INTERVIEW)
    for review in gathered.reviews:
        if review.likelihood is not None and review.held_on:
            yield Withheld(f"likelihood of {dates.short(review.held_on)}", LIKELIHOOD)


def _leaving(book: Book, logo_id: int) -> tuple[Leaving, date | None]:
    standing = book.standings[logo_id]
    if standing.status == "lost":
        return "left", standing.on
    return ("ending", standing.on) if standing.status == "known_churn" else ("", None)


def _due(book: Book, logo_id: int) -> Renewal | None:
    """The agreement of the logo that runs out next."""
    ahead = (one for one in book.renewals if one.logo.id == logo_id and one.days > 0)
    return min(ahead, key=lambda one: one.ends_on, default=None)


def _settle_by(due: Renewal, as_of: date) -> date:
    """The last day of notice while it is ahead, else a month before the end, or the end itself."""
    if due.contract.notice_days and due.notice_deadline >= as_of:
        return due.notice_deadline
    month_before = due.ends_on - timedelta(days=30)
    return month_before if month_before >= as_of else due.ends_on


def _quotes(gathered: Gathered, sort: _Sorting) -> Iterator[Quote]:
    """The passages of reviews that are in their words."""
    for review in gathered.reviews:
        for passage in gathered.passages.get(review.id, ()):
            if review.held_on and sort.hush(
                passage.quote, f"passage of {dates.short(review.held_on)}", is_ours=False
            ):
                yield Quote(f"said:{review.ref}:{passage.start}", passage.quote, review.held_on)


def _heard(gathered: Gathered, sort: _Sorting) -> Iterator[Survey]:
    """The answers; of one whose comment may not be shown the score still counts, unless the survey's name may not."""
    kinds = dict.fromkeys(survey.kind for survey in gathered.surveys)
    fine = {kind for kind in kinds if not kind or sort.hush(kind, f"survey: {named(kind)}", is_ours=True)}
    for survey in gathered.surveys:
        what = f"comment of {dates.short(survey.day)}"
        comment = sort.hush(survey.comment, what, is_ours=False)
        bare = replace(shown(survey), comment=comment)
        yield bare if survey.kind in fine else replace(bare, kind="", score=None)


def _actions(
    gathered: Gathered, sort: _Sorting
) -> tuple[tuple[tuple[str, Compared], ...], tuple[tuple[str, int], ...]]:
    """What is done here, and what others do, without the actions that may not be named; they stay in the sums."""
    here = gathered.use.actions if gathered.use else ()
    elsewhere = gathered.peers.users if gathered.peers else ()
    names = dict.fromkeys(name for name, _ in (*here, *elsewhere))
    fine = {name for name in names if sort.hush(action(name), f"action: {action(name)}", is_ours=True)}
    return (
        tuple((name, compared) for name, compared in here if name in fine),
        tuple((name, users) for name, users in elsewhere if name in fine),
    )


def _roadmap(book: Book, logo_id: int, sort: _Sorting) -> tuple[tuple[Initiative, ...], frozenset[int]]:
    """The initiatives that may be shown, those first that answer what the logo named in any note but an interview."""
    names = {theme.id: theme.name for theme in book.themes}
    named_by_it = [
        names[naming.theme_id]
        for naming in book.namings
        if naming.logo_id == logo_id
        and naming.note != "interview"
        and naming.theme_id in names
        and (naming.day is None or naming.day <= book.as_of)
    ]
    asked = answering(book.initiatives, list(dict.fromkeys(named_by_it)))
    for initiative in asked:
        if not initiative.shareable:
            sort.withheld.append(Withheld(f"initiative: {named(initiative.name)}", NOT_SHAREABLE))
    others = [one for one in book.initiatives if one not in asked and one.status != "dropped"]
    open_to_them = [one for one in (*asked, *others) if one.shareable]
    roadmap = tuple(sort.rows(open_to_them, "initiative", "name", is_ours=True))
    return roadmap, frozenset(one.id for one in asked)


def _speakable(people: Sequence[Person], sort: _Sorting) -> list[Person]:
    return [
        person
        for person in people
        if sort.hush(person.name, f"person: {named(person.name)}", is_ours=False, is_person=True)
    ]


def _sponsor(people: Sequence[Person], as_of: date) -> Person | None:
    """Who decides, as far as roles tell: else the first of those still there."""
    present = [person for person in people if person.left_on is None or person.left_on > as_of]

    def rank(person: Person) -> int:
        words = set(fold(person.role).replace(",", " ").split())
        return next((at for at, word in enumerate(_SPONSORS) if word in words), len(_SPONSORS))

    sponsor = min(present, key=rank, default=None)
    return shown(sponsor) if sponsor else None
