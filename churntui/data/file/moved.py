"""The step by which next steps and talks get out of `renewal`, where a contract had one of each, into their own tables.

Refs are made of the contract's, so that two copies of a book that both take the step have the same rows when they are
brought together; numbers are the contract's, so that the history finds them. It is a released step: never edit it.
"""

from __future__ import annotations

_STEP_THERE = "(json_extract({0}, '$.next_step') <> '' OR json_extract({0}, '$.next_step_on') IS NOT NULL)"

_STEP_IMAGE = """CASE WHEN {there} THEN json_object('id', c.id, 'ref', c.ref || ':next', 'logo_id', c.logo_id,
    'contract_id', c.id, 'what', coalesce(nullif(json_extract({0}, '$.next_step'), ''), 'next step'), 'owner', '',
    'due_on', json_extract({0}, '$.next_step_on'), 'done_on', NULL) END"""

_TALK_IMAGE = """CASE WHEN json_extract({0}, '$.talked_on') IS NOT NULL THEN json_object('id', c.id,
    'ref', c.ref || ':talk:' || json_extract({0}, '$.talked_on'), 'logo_id', c.logo_id, 'person_id', NULL,
    'day', json_extract({0}, '$.talked_on'), 'how', 'other', 'both_ways', 1, 'author', '', 'notes', '') END"""


def _retold(table: str, image: str, *names: str) -> str:
    """Have the history say of that table what it said of these columns of renewals, so that undo finds the rows."""
    differs = " OR ".join(
        f"json_extract(change.before, '$.{name}') IS NOT json_extract(change.after, '$.{name}')"
        for name in names
    )
    images = (image.format(row, there=_STEP_THERE.format(row)) for row in ("change.before", "change.after"))
    before, after = images
    return f"""UPDATE change SET table_name = '{table}', row_id = c.id, before = {before}, after = {after}
        FROM contract c WHERE change.table_name = 'renewal' AND c.id = change.row_id AND change.before IS NOT NULL
        AND change.after IS NOT NULL AND ({differs})
        AND json_extract(change.before, '$.stage') IS json_extract(change.after, '$.stage')"""


_OUT_OF_IMAGES = "'$.next_step', '$.next_step_on', '$.talked_on'"

TALKS_AND_STEPS: tuple[str, ...] = (
    """INSERT INTO step(id, ref, logo_id, contract_id, what, due_on)
        SELECT c.id, c.ref || ':next', c.logo_id, c.id, coalesce(nullif(r.next_step, ''), 'next step'), r.next_step_on
        FROM renewal r JOIN contract c ON c.id = r.contract_id
        WHERE r.next_step <> '' OR r.next_step_on IS NOT NULL""",
    """INSERT INTO talk(id, ref, logo_id, day, how)
        SELECT c.id, c.ref || ':talk:' || r.talked_on, c.logo_id, r.talked_on, 'other'
        FROM renewal r JOIN contract c ON c.id = r.contract_id WHERE r.talked_on IS NOT NULL""",
    _retold("step", _STEP_IMAGE, "next_step", "next_step_on"),
    _retold("talk", _TALK_IMAGE, "talked_on"),
    f"""UPDATE change SET before = json_remove(before, {_OUT_OF_IMAGES}), after = json_remove(after, {_OUT_OF_IMAGES})
        WHERE table_name = 'renewal'""",
    "ALTER TABLE renewal DROP COLUMN next_step",
    "ALTER TABLE renewal DROP COLUMN next_step_on",
    "ALTER TABLE renewal DROP COLUMN talked_on",
)
"""Next steps and talks have tables of their own: what renewals held of them moves there, under ids made of the
contracts', and so does what the history says of it."""
