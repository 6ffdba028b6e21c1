"""The canonical tables: what can be imported and exported, each told by the row class that declares its fields.

The order of `TABLES` is the order in which a folder is imported: a table stands after those it points to. A header is
a contract: new columns stand at the end, so that older files fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from churntui.model.care import HealthOverride, PlaybookStep
from churntui.model.choices import NOTE_KINDS
from churntui.model.desk import Snooze
from churntui.model.living import (
    Commitment,
    Goal,
    GoalValue,
    KeptBrief,
    KeptPoint,
    Milestone,
    OwnValue,
    Payment,
    Review,
    Sentiment,
    Step,
    Talk,
)
from churntui.model.marks import Mark
from churntui.model.own_mappings import OwnMapping
from churntui.model.proofs import Proof, ProofMember
from churntui.model.rows import (
    Accepted,
    Action,
    Contract,
    Customer,
    FormerLogo,
    Highlight,
    Initiative,
    Interview,
    InterviewFacts,
    Logo,
    Person,
    Rate,
    Survey,
    Theme,
    Ticket,
    Use,
    WinBackCall,
)
from churntui.model.saving import SaveAttempt
from churntui.model.schema import LISTS, Column, Kind, columns_of
from churntui.model.settings import Setting


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical CSV and the table of the book behind it."""

    name: str
    stored: str
    """The table of the book."""
    row: type
    """The class whose fields its columns are."""
    label: str
    """What a person calls one row of it."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The canonical columns that tell one row from another; exports are in their order."""
    derived: tuple[tuple[str, ...], ...] = ()
    """What an id is made of where the file has none: the first group that has a value."""
    extras: tuple[Column, ...] = ()
    """Columns that are understood, but stand in no template and no export."""
    extends: str = ""
    """The canonical table whose rows it tells more about; it makes none itself."""
    repeats: bool = False
    """Whether several rows may share a key; their order then tells them apart."""
    recorded: bool = False
    """Whether a person can change it in the app: every change is in the history and can be undone."""
    called: str = "name"
    """The column of the book a row is called by; its ref where there is no such column."""
    plural: str = ""
    """What a person calls several rows, where that is not the label and an s."""
    numbers_days: bool = False
    """Whether the book keeps its days as numbers since 1970."""

    @property
    def header(self) -> tuple[str, ...]:
        """The header line of its CSV."""
        return tuple(column.name for column in self.columns)

    @property
    def identity(self) -> str:
        """The column of the book by which other rows name one of it."""
        return "ref" if any(column.stored == "ref" for column in self.columns) else self.called

    @property
    def list_tables(self) -> tuple[str, ...]:
        """The tables of the book that hold its rows' lists."""
        return tuple(list_table(self.stored, column) for column in self.columns if column.kind in LISTS)

    def column(self, name: str) -> Column | None:
        """The column, or extra column, of that name."""
        return next((column for column in self.columns + self.extras if column.name == name), None)

    @property
    def kept(self) -> tuple[Column, ...]:
        """Its columns without those that another table keeps by now."""
        return tuple(column for column in self.columns if not column.moved_to)


def list_table(stored: str, column: Column) -> str:
    """The table of the book that holds a list of the rows of `stored`."""
    return f"{stored}_theme" if column.kind == "names" else f"{stored}_reason"


def _columns(name: str, row: type, *owners: Column, first: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns that say whose row it is, then those of the row class, `first` of them before the others.

    Those are its columns that name this table; where none does, those that name no table.
    """
    every = columns_of(row)
    declared = [column for column in every if column.table == name] or [
        column for column in every if not column.table
    ]
    declared.sort(key=lambda column: first.index(column.name) if column.name in first else len(first))
    return (*owners, *declared)


def _owner(kind: Kind, *, stored: str = "") -> Column:
    """The column that says whose row it is, where the row class leaves that out."""
    name = f"{kind}_id"
    return Column(
        kind.capitalize(), f"The id of the {kind} it belongs to", name=name, stored=stored or name,
        kind="line" if stored else kind, required=True,
    )  # fmt: skip


_BY_NAME = (
    Column(
        "Logo's name", "Finds the logo where there is no id", name="logo_name", stored="name", kind="line"
    ),
    Column(
        "Logo's domain",
        "Finds the logo where there is no id",
        name="logo_domain",
        stored="domain",
        kind="domain",
    ),
)
_OF_NOTE = (
    Column(
        "Note's kind",
        "Which kind of note it is a passage of; an exit interview where blank",
        name="note_kind",
        kind="choice",
        choices=NOTE_KINDS,
    ),
    Column("Note", "The id of the note, where it is no exit interview", name="note_id", kind="noted"),
)
"""How a passage says whose it is; the book keeps a column for each kind of note."""

_PASSAGE = _columns("highlights", Highlight, replace(_owner("interview"), required=False))
"""Whether it is in their words came after its note's kind and id, and stands behind them."""

BROUGHT = tuple(replace(column, name=f"logo_{column.name}") for column in columns_of(Logo) if column.brought)
"""What a contract may say about a logo that is made from it."""

_MOVED = (
    Column("Next step", "What we do next about its renewal", name="next_step", stored="next_step", kind="line",
        moved_to="steps"),
    Column("Next step on", "The day that is to be done", name="next_step_on", stored="next_step_on", kind="day",
        moved_to="steps"),
    Column("Talked", "The day its renewal was last talked about with the logo", name="talked_on", stored="talked_on",
        kind="day", moved_to="talks"),
)  # fmt: skip
"""What a file of renewals may say of steps and talks: it becomes rows of theirs."""

_ALL = (
    Table("settings", "setting", Setting, "setting", _columns("settings", Setting), ("key",), recorded=True),
    Table("rates", "rate", Rate, "rate", _columns("rates", Rate), ("currency", "to_currency", "valid_from"),
        recorded=True, called="currency"),
    Table("themes", "theme", Theme, "theme", _columns("themes", Theme), ("theme",), recorded=True),
    Table("actions", "action", Action, "action", _columns("actions", Action), ("action",), recorded=True),
    Table(
        "logos", "logo", Logo, "logo", _columns("logos", Logo), ("logo_id",), (("name",),), recorded=True
    ),
    Table(
        "former_logos", "former_logo", FormerLogo, "former id", _columns("former_logos", FormerLogo),
        ("former_id",), recorded=True,
    ),
    Table(
        "own_fields", "own_value", OwnValue, "own field", _columns("own_fields", OwnValue),
        ("logo_id", "field"), extras=_BY_NAME, recorded=True, called="field",
    ),
    Table(
        "customers", "customer", Customer, "customer", _columns("customers", Customer),
        ("logo_id", "customer_id"), (("email",), ("name",)), _BY_NAME, recorded=True,
    ),
    Table(
        "people", "person", Person, "person", _columns("people", Person),
        ("person_id",), (("logo_id", "name"),), _BY_NAME, recorded=True, plural="people",
    ),
    Table(
        "contracts", "contract", Contract, "contract",
        _columns("contracts", Contract, first=("contract_id", "logo_id", "renews", "plan")),
        ("contract_id",), (("logo_id", "starts_on", "plan"),), _BY_NAME + BROUGHT, recorded=True,
    ),
    Table(
        "interviews", "interview", Interview, "interview", _columns("interviews", Interview),
        ("interview_id",), (("logo_id", "effective_on"), ("logo_id", "held_on")), _BY_NAME,
        recorded=True, called="status",
    ),
    Table(
        "interview_details", "interview", InterviewFacts, "interview",
        _columns("interview_details", InterviewFacts, _owner("interview", stored="ref")),
        ("interview_id",), extends="interviews", recorded=True, called="status",
    ),
    Table(
        "save_attempts", "save_attempt", SaveAttempt, "attempt to save",
        _columns("save_attempts", SaveAttempt, first=("interview_id",)),
        ("interview_id", "logo_id", "day", "owner", "offer"), repeats=True, recorded=True, called="offer",
    ),
    Table(
        "talks", "talk", Talk, "talk", _columns("talks", Talk),
        ("talk_id",), (("logo_id", "day", "person_id"),), _BY_NAME, recorded=True, called="day",
    ),
    Table(
        "reviews", "review", Review, "review", _columns("reviews", Review),
        ("review_id",), (("logo_id", "held_on", "kind"),), _BY_NAME, recorded=True, called="held_on",
    ),
    Table(
        "steps", "step", Step, "step", _columns("steps", Step),
        ("step_id",), (("logo_id", "what", "due_on"),), _BY_NAME, recorded=True, called="what",
    ),
    Table(
        "renewals", "renewal", Contract, "renewal", (*_columns("renewals", Contract, _owner("contract")), *_MOVED),
        ("contract_id",), recorded=True, called="stage",
    ),
    Table(
        "goals", "goal", Goal, "goal", _columns("goals", Goal),
        ("goal_id",), (("logo_id", "goal"),), _BY_NAME, recorded=True, called="goal",
    ),
    Table(
        "goal_values", "goal_value", GoalValue, "measurement", _columns("goal_values", GoalValue),
        ("goal_id", "day"), recorded=True, called="day",
    ),
    Table(
        "commitments", "commitment", Commitment, "promise", _columns("commitments", Commitment),
        ("commitment_id",), (("logo_id", "what", "due_on"),), _BY_NAME, recorded=True, called="what",
    ),
    Table(
        "milestones", "milestone", Milestone, "milestone", _columns("milestones", Milestone),
        ("logo_id", "milestone"), extras=_BY_NAME, recorded=True, called="milestone",
    ),
    Table(
        "payments", "payment", Payment, "payment", _columns("payments", Payment),
        ("payment_id",), (("logo_id", "day", "outcome"),), _BY_NAME, recorded=True, called="day",
    ),
    Table(
        "sentiments", "sentiment", Sentiment, "sentiment", _columns("sentiments", Sentiment),
        ("logo_id", "day"), extras=_BY_NAME, recorded=True, called="day",
    ),
    Table(
        "health_overrides", "health_override", HealthOverride, "override",
        _columns("health_overrides", HealthOverride), ("logo_id",), extras=_BY_NAME, recorded=True, called="reason",
    ),
    Table(
        "playbooks", "playbook", PlaybookStep, "playbook step", _columns("playbooks", PlaybookStep),
        ("band", "what"), recorded=True, called="what",
    ),
    Table(
        "tickets", "ticket", Ticket, "ticket", _columns("tickets", Ticket),
        ("ticket_id",), (("logo_id", "opened_on", "subject"),), _BY_NAME, recorded=True, called="subject",
    ),
    Table(
        "surveys", "survey", Survey, "survey answer", _columns("surveys", Survey),
        ("survey_id",), (("logo_id", "customer_id", "day", "kind"),), _BY_NAME, recorded=True, called="day",
    ),
    Table(
        "highlights", "highlight", Highlight, "passage",
        (*_PASSAGE[:-1], *_OF_NOTE, _PASSAGE[-1]),
        ("interview_id", "note_kind", "note_id", "starts_at", "ends_at"), recorded=True, called="quote",
    ),
    Table(
        "initiatives", "initiative", Initiative, "initiative", _columns("initiatives", Initiative),
        ("initiative_id",), (("name",),), recorded=True,
    ),
    Table(
        "briefs", "brief", KeptBrief, "brief", _columns("briefs", KeptBrief), ("brief_id",),
        (("logo_id", "meets_on"),), _BY_NAME, recorded=True, called="meets_on",
    ),
    Table(
        "brief_points", "brief_point", KeptPoint, "point", _columns("brief_points", KeptPoint),
        ("brief_id", "point"), recorded=True, called="key",
    ),
    Table(
        "events", "mark", Mark, "event", _columns("events", Mark), ("event_id",), (("day", "name"),), recorded=True
    ),
    Table(
        "win_backs", "win_back", WinBackCall, "win-back call", _columns("win_backs", WinBackCall),
        ("logo_id",), extras=_BY_NAME, recorded=True, called="outcome",
    ),
    Table(
        "accepted", "accepted", Accepted, "accepted contradiction", _columns("accepted", Accepted),
        ("kind", "about"), recorded=True, called="about",
    ),
    Table(
        "snoozes", "snooze", Snooze, "snooze", _columns("snoozes", Snooze), ("about",), recorded=True, called="about",
    ),
    Table(
        "activity", "usage_day", Use, "use", _columns("activity", Use),
        ("logo_id", "day", "customer_id", "action"), extras=_BY_NAME, numbers_days=True,
    ),
    Table(
        "proofs", "proof", Proof, "proof of value", _columns("proofs", Proof),
        ("proof_id",), (("logo_id", "name", "starts_on"),), _BY_NAME, recorded=True, plural="proofs of value",
    ),
    Table(
        "proof_members", "proof_member", ProofMember, "proof member", _columns("proof_members", ProofMember),
        ("proof_id", "customer_id"), recorded=True, called="side",
    ),
    Table("mappings", "mapping", OwnMapping, "mapping", _columns("mappings", OwnMapping), ("name",), recorded=True),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _ALL}

OF_LOGOS = tuple(
    table.stored for table in _ALL if table.column("logo_id") in table.columns and table.stored != "logo"
)
"""The tables of the book whose rows belong to a logo."""


def tables_of(stored: str) -> tuple[Table, ...]:
    """The canonical tables that tell of one table of the book."""
    return tuple(table for table in _ALL if table.stored == stored)


def linked(column: Column) -> str:
    """What a person calls a row that a link names: of `renews` a contract, of `successor` a person."""
    of_its_own = (table.stored for table in _ALL if column in table.columns)
    stored = next(of_its_own, "") if column.kind == "self" else column.kind
    return next((table.label for table in tables_of(stored)), column.word)


def stored_column(stored: str, column: str) -> Column | None:
    """What is declared of a column of the book; None where only the book keeps it."""
    return next(
        (declared for table in tables_of(stored) for declared in table.columns if declared.stored == column),
        None,
    )
