"""The canonical tables: what can be imported and exported, each told by the row class that declares its fields.

The order of `TABLES` is the order in which a folder is imported: a table stands after those it points to. A header is
a contract: new columns stand at the end, so that older files fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property

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


@dataclass(frozen=True)
class Table:
    """One canonical CSV and the table of the book behind it; its columns are put together when they are asked for."""

    name: str
    stored: str
    """The table of the book."""
    row: type
    """The class whose fields its columns are."""
    label: str
    """What a person calls one row of it."""
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
    owner: Column | None = None
    """The column that says whose row it is, before all others, where the row class leaves that out."""
    first: tuple[str, ...] = ()
    """Columns that stand before the others, in this order."""
    before_last: tuple[Column, ...] = ()
    moved: tuple[Column, ...] = ()
    """Columns that another table keeps by now, behind all others."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its CSV: those of the row class that name this table, or where none does, that name none."""
        every, first = columns_of(self.row), self.first
        declared = [column for column in every if column.table == self.name] or [
            column for column in every if not column.table
        ]
        declared.sort(key=lambda column: first.index(column.name) if column.name in first else len(first))
        owner = () if self.owner is None else (self.owner,)
        return (*owner, *declared[:-1], *self.before_last, declared[-1], *self.moved)

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
    Table("settings", "setting", Setting, "setting", ("key",), recorded=True),
    Table("rates", "rate", Rate, "rate", ("currency", "to_currency", "valid_from"),
        recorded=True, called="currency"),
    Table("themes", "theme", Theme, "theme", ("theme",), recorded=True),
    Table("actions", "action", Action, "action", ("action",), recorded=True),
    Table(
        "logos", "logo", Logo, "logo", ("logo_id",), (("name",),), recorded=True
    ),
    Table(
        "former_logos", "former_logo", FormerLogo, "former id",
        ("former_id",), recorded=True,
    ),
    Table(
        "own_fields", "own_value", OwnValue, "own field",
        ("logo_id", "field"), extras=_BY_NAME, recorded=True, called="field",
    ),
    Table(
        "customers", "customer", Customer, "customer",
        ("logo_id", "customer_id"), (("email",), ("name",)), _BY_NAME, recorded=True,
    ),
    Table(
        "people", "person", Person, "person",
        ("person_id",), (("logo_id", "name"),), _BY_NAME, recorded=True, plural="people",
    ),
    Table(
        "contracts", "contract", Contract, "contract",
        ("contract_id",), (("logo_id", "starts_on", "plan"),), _BY_NAME + BROUGHT, recorded=True,
        first=("contract_id", "logo_id", "renews", "plan"),
    ),
    Table(
        "interviews", "interview", Interview, "interview",
        ("interview_id",), (("logo_id", "effective_on"), ("logo_id", "held_on")), _BY_NAME,
        recorded=True, called="status",
    ),
    Table(
        "interview_details", "interview", InterviewFacts, "interview",
        ("interview_id",), extends="interviews", recorded=True, called="status",
        owner=_owner("interview", stored="ref"),
    ),
    Table(
        "save_attempts", "save_attempt", SaveAttempt, "attempt to save",
        ("interview_id", "logo_id", "day", "owner", "offer"), repeats=True, recorded=True, called="offer",
        first=("interview_id",),
    ),
    Table(
        "talks", "talk", Talk, "talk",
        ("talk_id",), (("logo_id", "day", "person_id"),), _BY_NAME, recorded=True, called="day",
    ),
    Table(
        "reviews", "review", Review, "review",
        ("review_id",), (("logo_id", "held_on", "kind"),), _BY_NAME, recorded=True, called="held_on",
    ),
    Table(
        "steps", "step", Step, "step",
        ("step_id",), (("logo_id", "what", "due_on"),), _BY_NAME, recorded=True, called="what",
    ),
    Table(
        "renewals", "renewal", Contract, "renewal", ("contract_id",), recorded=True, called="stage",
        owner=_owner("contract"), moved=_MOVED,
    ),
    Table(
        "goals", "goal", Goal, "goal",
        ("goal_id",), (("logo_id", "goal"),), _BY_NAME, recorded=True, called="goal",
    ),
    Table(
        "goal_values", "goal_value", GoalValue, "measurement",
        ("goal_id", "day"), recorded=True, called="day",
    ),
    Table(
        "commitments", "commitment", Commitment, "promise",
        ("commitment_id",), (("logo_id", "what", "due_on"),), _BY_NAME, recorded=True, called="what",
    ),
    Table(
        "milestones", "milestone", Milestone, "milestone",
        ("logo_id", "milestone"), extras=_BY_NAME, recorded=True, called="milestone",
    ),
    Table(
        "payments", "payment", Payment, "payment",
        ("payment_id",), (("logo_id", "day", "outcome"),), _BY_NAME, recorded=True, called="day",
    ),
    Table(
        "sentiments", "sentiment", Sentiment, "sentiment",
        ("logo_id", "day"), extras=_BY_NAME, recorded=True, called="day",
    ),
    Table(
        "health_overrides", "health_override", HealthOverride, "override",
        ("logo_id",), extras=_BY_NAME, recorded=True, called="reason",
    ),
    Table(
        "playbooks", "playbook", PlaybookStep, "playbook step",
        ("band", "what"), recorded=True, called="what",
    ),
    Table(
        "tickets", "ticket", Ticket, "ticket",
        ("ticket_id",), (("logo_id", "opened_on", "subject"),), _BY_NAME, recorded=True, called="subject",
    ),
    Table(
        "surveys", "survey", Survey, "survey answer",
        ("survey_id",), (("logo_id", "customer_id", "day", "kind"),), _BY_NAME, recorded=True, called="day",
    ),
    Table(
        "highlights", "highlight", Highlight, "passage",
        ("interview_id", "note_kind", "note_id", "starts_at", "ends_at"), recorded=True, called="quote",
        owner=replace(_owner("interview"), required=False), before_last=_OF_NOTE,
    ),
    Table(
        "initiatives", "initiative", Initiative, "initiative",
        ("initiative_id",), (("name",),), recorded=True,
    ),
    Table(
        "briefs", "brief", KeptBrief, "brief", ("brief_id",),
        (("logo_id", "meets_on"),), _BY_NAME, recorded=True, called="meets_on",
    ),
    Table(
        "brief_points", "brief_point", KeptPoint, "point",
        ("brief_id", "point"), recorded=True, called="key",
    ),
    Table(
        "events", "mark", Mark, "event", ("event_id",), (("day", "name"),), recorded=True
    ),
    Table(
        "win_backs", "win_back", WinBackCall, "win-back call",
        ("logo_id",), extras=_BY_NAME, recorded=True, called="outcome",
    ),
    Table(
        "accepted", "accepted", Accepted, "accepted contradiction",
        ("kind", "about"), recorded=True, called="about",
    ),
    Table(
        "snoozes", "snooze", Snooze, "snooze", ("about",), recorded=True, called="about",
    ),
    Table(
        "activity", "usage_day", Use, "use",
        ("logo_id", "day", "customer_id", "action"), extras=_BY_NAME, numbers_days=True,
    ),
    Table(
        "proofs", "proof", Proof, "proof of value",
        ("proof_id",), (("logo_id", "name", "starts_on"),), _BY_NAME, recorded=True, plural="proofs of value",
    ),
    Table(
        "proof_members", "proof_member", ProofMember, "proof member",
        ("proof_id", "customer_id"), recorded=True, called="side",
    ),
    Table("mappings", "mapping", OwnMapping, "mapping", ("name",), recorded=True),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _ALL}


@cache
def of_logos() -> tuple[str, ...]:
    """The tables of the book whose rows belong to a logo."""
    of_one = (table for table in _ALL if table.column("logo_id") in table.columns)
    return tuple(table.stored for table in of_one if table.stored != "logo")


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
