"""The step by which next steps and talks get out of `renewal`, where a contract had one of each, into their own tables.

Refs are made of the contract's, so that two copies of a book that both take the step have the same rows when they are
brought together; numbers are the contract's, counted on from those that imported rows have, so that the history finds
them. Where a row of that ref is there it is the same step or talk, or else the ref that is made ends in something
drawn: nothing is lost. It is a released step: a book that could take it takes it as it always did.
"""

from __future__ import annotations

_STEP_REF = "c.ref || ':next'"
_TALK_REF = "c.ref || ':talk:' || {day}"

_STEP_THERE = "(json_extract({0}, '$.next_step') <> '' OR json_extract({0}, '$.next_step_on') IS NOT NULL)"

_STEP_IMAGE = f"""CASE WHEN {{there}} THEN json_object('id', m.row_id, 'ref', {_STEP_REF} || m.ref_end,
    'logo_id', c.logo_id, 'contract_id', c.id,
    'what', coalesce(nullif(json_extract({{0}}, '$.next_step'), ''), 'next step'), 'owner', '',
    'due_on', json_extract({{0}}, '$.next_step_on'), 'done_on', NULL) END"""

_TALK_IMAGE = f"""CASE WHEN json_extract({{0}}, '$.talked_on') IS NOT NULL THEN json_object('id', m.row_id,
    'ref', {_TALK_REF.format(day="json_extract({0}, '$.talked_on')")} || m.ref_end, 'logo_id', c.logo_id,
    'person_id', NULL, 'day', json_extract({{0}}, '$.talked_on'), 'how', 'other', 'both_ways', 1, 'author', '',
    'notes', '') END"""


def _placed(table: str, ref: str, same: str) -> tuple[str, ...]:
    """Find the number of each contract's row in that table, and what its ref ends in, before any is moved there."""
    is_same = f"taken.logo_id = c.logo_id AND {same}"
    return (
        "DELETE FROM moving",
        f"""INSERT INTO moving(contract_id, row_id, ref_end)
        SELECT c.id,
            CASE WHEN {is_same} THEN taken.id ELSE c.id + (SELECT coalesce(max(id), 0) FROM {table}) END,
            CASE WHEN taken.id IS NULL OR ({is_same}) THEN '' ELSE '-' || hex(randomblob(5)) END
        FROM contract c LEFT JOIN renewal r ON r.contract_id = c.id LEFT JOIN {table} taken ON taken.ref = {ref}""",
    )


def _retold(table: str, image: str, *names: str) -> str:
    """Have the history say of that table what it said of these columns of renewals, so that undo finds the rows."""
    differs = " OR ".join(
        f"json_extract(change.before, '$.{name}') IS NOT json_extract(change.after, '$.{name}')"
        for name in names
    )
    images = (image.format(row, there=_STEP_THERE.format(row)) for row in ("change.before", "change.after"))
    before, after = images
    return f"""UPDATE change SET table_name = '{table}', row_id = m.row_id, before = {before}, after = {after}
        FROM contract c JOIN moving m ON m.contract_id = c.id
        WHERE change.table_name = 'renewal' AND c.id = change.row_id AND change.before IS NOT NULL
        AND change.after IS NOT NULL AND ({differs})
        AND json_extract(change.before, '$.stage') IS json_extract(change.after, '$.stage')"""


_WHAT = "coalesce(nullif(r.next_step, ''), 'next step')"

_FROM = """FROM renewal r JOIN contract c ON c.id = r.contract_id JOIN moving m ON m.contract_id = c.id"""

_OUT_OF_IMAGES = "'$.next_step', '$.next_step_on', '$.talked_on'"

TALKS_AND_STEPS: tuple[str, ...] = (
    """CREATE TEMP TABLE moving(contract_id INTEGER PRIMARY KEY, row_id INTEGER NOT NULL, ref_end TEXT NOT NULL)""",
    *_placed(
        "step",
        _STEP_REF,
        f"taken.contract_id IS c.id AND taken.what = {_WHAT} AND taken.due_on IS r.next_step_on",
    ),
    f"""INSERT INTO step(id, ref, logo_id, contract_id, what, due_on)
        SELECT m.row_id, {_STEP_REF} || m.ref_end, c.logo_id, c.id, {_WHAT}, r.next_step_on {_FROM}
        WHERE (r.next_step <> '' OR r.next_step_on IS NOT NULL) AND m.row_id NOT IN (SELECT id FROM step)""",
    _retold("step", _STEP_IMAGE, "next_step", "next_step_on"),
    *_placed("talk", _TALK_REF.format(day="r.talked_on"), "taken.day = r.talked_on"),
    f"""INSERT INTO talk(id, ref, logo_id, day, how)
        SELECT m.row_id, {_TALK_REF.format(day="r.talked_on")} || m.ref_end, c.logo_id, r.talked_on, 'other' {_FROM}
        WHERE r.talked_on IS NOT NULL AND m.row_id NOT IN (SELECT id FROM talk)""",
    _retold("talk", _TALK_IMAGE, "talked_on"),
    "DROP TABLE moving",
    f"""UPDATE change SET before = json_remove(before, {_OUT_OF_IMAGES}), after = json_remove(after, {_OUT_OF_IMAGES})
        WHERE table_name = 'renewal'""",
    "ALTER TABLE renewal DROP COLUMN next_step",
    "ALTER TABLE renewal DROP COLUMN next_step_on",
    "ALTER TABLE renewal DROP COLUMN talked_on",
)
"""Next steps and talks have tables of their own: what renewals held of them moves there, under ids made of the
contracts', and so does what the history says of it."""
