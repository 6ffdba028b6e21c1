"""The canonical tables: what can be imported and exported, column by column.

One description serves the template, the import, its checks and the export, so that none of them can drift from the
others. The order of `TABLES` is the order in which a folder is imported: a table stands after those it points to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from churntui.model.choices import (
    CONFIDENCES,
    FITS,
    INITIATIVE_STATUSES,
    LOSS_KINDS,
    PHASES,
    PREVENTABLES,
    REASONS,
    REPLACEMENTS,
    RESPONDENT_ROLES,
    STAGES,
    STATUSES,
    WIN_BACK_OUTCOMES,
    WIN_BACKS,
)
from churntui.model.marks import MARK_KINDS
from churntui.plain.money import PERS

Kind = Literal[
    "line", "note", "day", "end", "whole", "flag", "choice", "domain", "currency", "amount", "names", "reasons",
    "logo", "customer", "contract", "interview", "self",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a canonical CSV."""

    name: str
    kind: Kind = "line"
    """How its text is read: `names` and `reasons` are lists, the last five name another row by its id."""
    required: bool = False
    """Whether a new row needs it. A row that is there already may leave out anything but its id."""
    choices: tuple[str, ...] = ()
    stored: str = ""
    """The column of the book it lands in, where that has another name."""

    @property
    def target(self) -> str:
        """The column of the book it lands in."""
        return self.stored or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical CSV and the table of the book behind it."""

    name: str
    stored: str
    """The table of the book."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The canonical columns that tell one row from another."""
    derived: tuple[tuple[str, ...], ...] = ()
    """What an id is made of where the file has none: the first group that has a value."""
    extras: tuple[Column, ...] = ()
    """Columns that are understood, but stand in no template and no export."""
    extends: str = ""
    """The canonical table whose rows it tells more about; it makes none itself."""
    repeats: bool = False
    """Whether several rows may share a key; their order then tells them apart."""

    @property
    def header(self) -> tuple[str, ...]:
        """The header line of its CSV."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """The column, or extra column, of that name."""
        return next((column for column in self.columns + self.extras if column.name == name), None)


def _ref(name: str) -> Column:
    return Column(name, stored="ref")


_LOGO = Column("logo_id", "logo", required=True)
_THEMES = Column("themes", "names")
_BY_NAME = (Column("logo_name"), Column("logo_domain", "domain"))
_WITH_CONTRACT = (
    Column("logo_industry"),
    Column("logo_country"),
    Column("logo_owner"),
    Column("logo_employees", "whole"),
)

_INTERVIEW_DETAILS = (
    Column("interview_id", required=True, stored="ref"),
    Column("kind", "choice", choices=LOSS_KINDS),
    Column("notice_on", "day"),
    Column("decided_on", "day"),
    Column("decision_basis", "note"),
    Column("interviewer"),
    Column("by_account_owner", "flag"),
    Column("respondent"),
    Column("respondent_role", "choice", choices=RESPONDENT_ROLES),
    Column("channel"),
    Column("stated_code", "choice", choices=REASONS),
    Column("confidence", "choice", choices=CONFIDENCES),
    Column("secondary_reasons", "reasons", choices=REASONS),
    Column("began_in", "choice", choices=PHASES),
    Column("surfaced_in", "choice", choices=PHASES),
    Column("preventable", "choice", choices=PREVENTABLES),
    Column("preventable_why", "note"),
    Column("replaced_by", "choice", choices=REPLACEMENTS),
    Column("competitor"),
    Column("competitor_confirmed", "flag"),
    Column("champion_left", "flag"),
    Column("champion_left_on", "day"),
    Column("successor_engaged", "flag"),
    Column("first_signal", "note"),
    Column("first_signal_on", "day"),
    Column("flagged_on", "day"),
    Column("acted_on", "day"),
    Column("change_mind", "note"),
    Column("do_differently", "note"),
    Column("fix", "note"),
    Column("fix_owner"),
    Column("fix_due_on", "day"),
    Column("win_back", "choice", choices=WIN_BACKS),
    Column("win_back_trigger", "note"),
    Column("win_back_on", "day"),
)
"""The header of interviews.csv is a contract; what an interview has beside it stands in a table of its own."""

_ALL = (
    Table("settings", "setting", (Column("key", required=True), Column("value", required=True)), ("key",)),
    Table(
        "rates",
        "rate",
        (
            Column("currency", "currency", required=True),
            Column("to_currency", "currency", required=True),
            Column("rate", required=True),
        ),
        ("currency", "to_currency"),
    ),
    Table(
        "themes",
        "theme",
        (
            Column("theme", required=True, stored="name"),
            Column("description", "note"),
            Column("parent", "self", stored="parent_id"),
            Column("archived", "flag"),
            Column("colour"),
            Column("locked", "flag"),
        ),
        ("theme",),
    ),
    Table("actions", "action", (Column("action", stored="name"), Column("qualifies", "flag")), ("action",)),
    Table(
        "logos",
        "logo",
        (
            _ref("logo_id"),
            Column("name", required=True),
            Column("domain", "domain"),
            Column("industry"),
            Column("country"),
            Column("employees", "whole"),
            Column("annual_revenue", "whole"),
            Column("owner"),
            Column("fit", "choice", choices=FITS),
            Column("joined_on", "day"),
        ),
        ("logo_id",),
        (("name",),),
    ),
    Table(
        "customers",
        "customer",
        (
            _ref("customer_id"),
            _LOGO,
            Column("name"),
            Column("email"),
            Column("role"),
            Column("joined_on", "day"),
        ),
        ("logo_id", "customer_id"),
        (("email",), ("name",)),
        _BY_NAME,
    ),
    Table(
        "people",
        "person",
        (
            _ref("person_id"),
            _LOGO,
            Column("name", required=True),
            Column("role"),
            Column("email"),
            Column("champion", "flag"),
            Column("left_on", "day"),
            Column("last_contact_on", "day"),
        ),
        ("person_id",),
        (("logo_id", "name"),),
        _BY_NAME,
    ),
    Table(
        "contracts",
        "contract",
        (
            _ref("contract_id"),
            _LOGO,
            Column("renews", "self", stored="renews_id"),
            Column("plan"),
            Column("starts_on", "day", required=True),
            Column("ends_on", "end"),
            Column("amount", "amount", required=True, stored="amount_minor"),
            Column("currency", "currency"),
            Column("per", "choice", choices=PERS),
            Column("auto_renew", "flag"),
            Column("notice_days", "whole"),
        ),
        ("contract_id",),
        (("logo_id", "starts_on", "plan"),),
        _BY_NAME + _WITH_CONTRACT,
    ),
    Table(
        "renewals",
        "renewal",
        (
            Column("contract_id", "contract", required=True),
            Column("stage", "choice", choices=STAGES),
            Column("next_step"),
            Column("next_step_on", "day"),
            Column("talked_on", "day"),
        ),
        ("contract_id",),
    ),
    Table(
        "interviews",
        "interview",
        (
            _ref("interview_id"),
            _LOGO,
            Column("status", "choice", choices=STATUSES),
            Column("held_on", "day"),
            Column("effective_on", "day"),
            Column("voluntary", "flag"),
            Column("stated_reason", "note"),
            Column("primary_reason", "choice", choices=REASONS),
            Column("regrettable", "flag"),
            _THEMES,
            Column("notes", "note"),
        ),
        ("interview_id",),
        (("logo_id", "effective_on"), ("logo_id", "held_on")),
        _BY_NAME,
    ),
    Table("interview_details", "interview", _INTERVIEW_DETAILS, ("interview_id",), extends="interviews"),
    Table(
        "save_attempts",
        "save_attempt",
        (
            Column("interview_id", "interview", required=True),
            Column("day", "day"),
            Column("owner"),
            Column("offer", "note"),
            Column("response", "note"),
            Column("outcome", "note"),
        ),
        ("interview_id", "day", "owner", "offer"),
        repeats=True,
    ),
    Table(
        "highlights",
        "highlight",
        (
            Column("interview_id", "interview", required=True),
            Column("starts_at", "whole", required=True),
            Column("ends_at", "whole", required=True),
            Column("quote", "note", required=True),
            _THEMES,
        ),
        ("interview_id", "starts_at", "ends_at"),
    ),
    Table(
        "initiatives",
        "initiative",
        (
            _ref("initiative_id"),
            Column("name", required=True),
            Column("status", "choice", required=True, choices=INITIATIVE_STATUSES),
            Column("owner"),
            Column("due_on", "day"),
            Column("shipped_on", "day"),
            _THEMES,
            Column("note", "note"),
        ),
        ("initiative_id",),
        (("name",),),
    ),
    Table(
        "events",
        "mark",
        (
            _ref("event_id"),
            Column("day", "day", required=True),
            Column("kind", "choice", choices=MARK_KINDS),
            Column("name", required=True),
            Column("note", "note"),
        ),
        ("event_id",),
        (("day", "name"),),
    ),
    Table(
        "win_backs",
        "win_back",
        (
            _LOGO,
            Column("called_on", "day"),
            Column("outcome", "choice", choices=WIN_BACK_OUTCOMES),
            Column("note", "note"),
        ),
        ("logo_id",),
        extras=_BY_NAME,
    ),
    Table(
        "tickets",
        "ticket",
        (
            _ref("ticket_id"),
            _LOGO,
            Column("opened_on", "day", required=True),
            Column("closed_on", "day"),
            Column("priority"),
            Column("subject"),
        ),
        ("ticket_id",),
        (("logo_id", "opened_on", "subject"),),
        _BY_NAME,
    ),
    Table(
        "surveys",
        "survey",
        (
            _ref("survey_id"),
            _LOGO,
            Column("customer_id", "customer"),
            Column("day", "day", required=True),
            Column("kind"),
            Column("score", "whole"),
            Column("comment", "note"),
        ),
        ("survey_id",),
        (("logo_id", "customer_id", "day", "kind"),),
        _BY_NAME,
    ),
    Table(
        "activity",
        "usage_day",
        (
            _LOGO,
            Column("customer_id", "customer"),
            Column("action", required=True),
            Column("day", "day", required=True),
            Column("count", "whole", stored="n"),
        ),
        ("logo_id", "customer_id", "action", "day"),
        extras=_BY_NAME,
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
