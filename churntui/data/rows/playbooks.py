"""What is done for a logo that enters a band of health: the steps of each band, and putting them among next steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows import refs
from churntui.data.rows.health_weeks import Entered
from churntui.model.care import PlaybookStep
from churntui.plain.wording import counted


def every(store: Store) -> list[PlaybookStep]:
    """All steps, by band, the one that is due first first."""
    order = "CASE band WHEN 'poor' THEN 0 WHEN 'fair' THEN 1 ELSE 2 END, days, id"
    return read(store, PlaybookStep, f"ORDER BY {order}")


def put(store: Store, entered: Sequence[Entered]) -> int:
    """Put the steps of these bands among the next steps of their logos, as one edit; how many were put.

    Once for each entering: a step that has stood there since is not put again, done or not.
    """
    playbook = every(store)
    wanted = [(one, step) for one in entered for step in playbook if step.band == one.band]
    if not wanted:
        return 0
    logos = len({one.logo for one, _ in wanted})
    count = 0
    with store.edit(f"Playbook: steps for {counted(logos, 'logo')}"):
        for one, step in wanted:
            count += _put(store, one, step)
    return count


def _put(store: Store, one: Entered, step: PlaybookStep) -> bool:
    found = store.one("SELECT id, owner FROM logo WHERE ref = ?", (one.logo,))
    if found is None:
        return False
    logo_id, owner = found
    since = (one.since or one.seen_on).isoformat()
    same = "SELECT 1 FROM step WHERE logo_id = ? AND what = ? AND due_on >= ?"
    if store.one(same, (logo_id, step.what, since)) is not None:
        return False
    due_on = (one.seen_on + timedelta(days=step.days)).isoformat()
    store.insert(
        "INSERT INTO step(ref, logo_id, what, owner, due_on) VALUES (?, ?, ?, ?, ?)",
        (refs.fresh(store, "step"), logo_id, step.what, step.owner or owner, due_on),
    )
    return True
