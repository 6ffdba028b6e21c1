"""The step by which an attempt to keep a logo is one of the logo, of which an exit interview may tell.

What the history has of earlier attempts gets their logo, too, so that taking one back still brings it back.
"""

from __future__ import annotations

from churntui.data.file.rebuilding import Statement, remade

_OF_ITS_INTERVIEW = """coalesce((SELECT logo_id FROM interview WHERE id = {0}),
    (SELECT json_extract(coalesce(c.after, c.before), '$.logo_id') FROM change c
        WHERE c.table_name = 'interview' AND c.row_id = {0} ORDER BY c.id DESC LIMIT 1))"""
"""The logo of the interview of that number, also of one that is gone."""

ATTEMPTS_OF_LOGOS: tuple[Statement, ...] = (
    "ALTER TABLE save_attempt ADD COLUMN logo_id INTEGER",
    f"UPDATE save_attempt SET logo_id = {_OF_ITS_INTERVIEW.format('interview_id')}",
    remade(
        "save_attempt",
        """CREATE TABLE save_attempt(id INTEGER PRIMARY KEY,
        interview_id INTEGER REFERENCES interview(id) ON DELETE CASCADE,
        day TEXT CHECK(day IS date(day, '+0 days')), owner TEXT NOT NULL DEFAULT '',
        offer TEXT NOT NULL DEFAULT '', response TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '',
        logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE,
        contract_id INTEGER REFERENCES contract(id) ON DELETE SET NULL,
        stage TEXT CHECK(stage IN ('at_risk', 'plan_in_place', 'saving', 'recovered', 'lost')),
        offer_kind TEXT CHECK(offer_kind IN ('discount', 'terms', 'plan_change', 'training', 'roadmap', 'service',
            'executive_call', 'other')),
        at_risk_on TEXT CHECK(at_risk_on IS date(at_risk_on, '+0 days')),
        planned_on TEXT CHECK(planned_on IS date(planned_on, '+0 days')),
        closed_on TEXT CHECK(closed_on IS date(closed_on, '+0 days'))) STRICT""",
    ),
    "CREATE INDEX save_attempt_logo ON save_attempt(logo_id)",
    "CREATE INDEX save_attempt_contract ON save_attempt(contract_id)",
    *(
        f"""UPDATE change SET {image} = json_set({image}, '$.logo_id',
        {_OF_ITS_INTERVIEW.format(f"json_extract({image}, '$.interview_id')")})
        WHERE table_name = 'save_attempt' AND {image} IS NOT NULL"""
        for image in ("before", "after")
    ),
)
