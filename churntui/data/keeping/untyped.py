"""What nobody types, and why: every other column of every table is entered, corrected and emptied by keys.

No form asks for these; a test walks the schema and holds what is typed against this list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_DRAWN = "The book draws it: nothing else names such a row by hand"
_PART = "It is a part of the interview that is open"
_MARKED = "It follows from the words that are marked in the note"
_FORMER = "The book keeps it when two logos are merged, or one gets another id"
_MAPPED = "The book keeps it when a sheet is imported that somebody said something about"
_FOUND = "The book finds the contradiction; a key says that it is right"

UNTYPED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "settings": {"key": "A setting is chosen from the list of them"},
        "former_logos": dict.fromkeys(("former_id", "logo_id", "name", "domain"), _FORMER),
        "own_fields": {"logo_id": "It stands in the form of its logo"},
        "renewals": {"contract_id": "A stage is called on the row of its contract"},
        "interviews": {"interview_id": _DRAWN},
        "interview_details": {"interview_id": _PART},
        "save_attempts": {
            "interview_id": _PART,
            "outcome": "Files say it in a word; the stage says how far it is",
        },
        "highlights": dict.fromkeys(
            ("interview_id", "note_kind", "note_id", "starts_at", "ends_at", "quote"), _MARKED
        ),
        "initiatives": {"initiative_id": _DRAWN},
        "events": {"event_id": _DRAWN},
        "briefs": {
            "brief_id": _DRAWN,
            "logo_id": "It is the logo whose brief is shown",
            "sent_on": "A key says that it was sent, on the day",
            "contents": "The book keeps what was sent",
        },
        "brief_points": {
            "brief_id": "It is the brief that is shown",
            "point": "The book keeps which facts it was proposed by",
            "state": "It follows from the key that was pressed",
            "position": "Keys move it",
            "proposed": "The book keeps what was proposed as it was edited",
        },
        "proof_members": {
            "proof_id": "It is the proof of value that is shown",
            "customer_id": "It is the row of who is put into a group",
        },
        "win_backs": {"logo_id": "A call is noted on the row of its logo"},
        "accepted": {"kind": _FOUND, "about": _FOUND},
        "snoozes": {"about": "It is the row of Today that is put off"},
        "mappings": dict.fromkeys(("name", "made_on", "profile"), _MAPPED),
        "activity": {"logo_id": "It is listed on the page of its logo"},
    }
)
"""By canonical table the columns, each with its reason."""
