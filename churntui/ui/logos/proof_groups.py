"""Putting customers into the groups of a proof of value: those chosen, or everybody by role or by joining day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from churntui.data.rows import proofs
from churntui.model.choices import ProofSide
from churntui.model.proofs import Proof
from churntui.model.rows import Customer
from churntui.plain.errors import BadInputError
from churntui.plain.wording import counted
from churntui.questions.proof_members import START_HINT, Sides, by_role, by_start, read_start, roles
from churntui.ui.kit.choosing import Answer, Choose
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picked, Picker
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp

_SIDES: dict[str, ProofSide | None] = {"t": "target", "c": "control", "n": None}

_LONGEST = 40


async def choose(
    app: BookApp, proof: Proof, chosen: Sequence[Customer], everybody: Sequence[Customer]
) -> bool:
    """Ask where the chosen customers belong, or how everybody is to be parted, and keep it; whether it was kept.

    Args:
        app: The app.
        proof: The proof.
        chosen: The marked customers, else the one under the cursor.
        everybody: All of the logo.
    """
    who = cut(chosen[0].called, _LONGEST) if len(chosen) == 1 else counted(len(chosen), "customer")
    answers = [
        Answer("t", f"{who} into the target group", "it is tried with them"),
        Answer("c", f"{who} into the control group", "it is not"),
        Answer("n", f"{who} into neither", ""),
        Answer("r", "Everybody by role", "the groups are chosen anew"),
        Answer("j", "Everybody by joining day", "the groups are chosen anew"),
    ]
    letter = await app.push_screen_wait(Choose("The groups", answers[0 if chosen else 3 :]))
    if letter in _SIDES:
        side = _SIDES[letter]
        label = f"{who} {'into the ' + side + ' group' if side else 'out of the groups'}: {cut(proof.name, _LONGEST)}"
        ids = [one.id for one in chosen]
        await app.change(
            label, partial(proofs.place, proof_id=proof.id, customer_ids=ids, side=side, label=label)
        )
        return True
    sides = (
        await (_by_role(app, everybody) if letter == "r" else _by_start(app, everybody)) if letter else None
    )
    if sides is None:
        return False
    await _keep(app, proof, sides, len(everybody))
    return True


async def _keep(app: BookApp, proof: Proof, sides: Sides, known: int) -> None:
    """Have exactly these in the groups, and say how many are in neither."""
    targets = sum(side == "target" for side in sides.values())
    neither = f", {known - len(sides)} in neither" if known > len(sides) else ""
    label = f"{targets} in the target group, {len(sides) - targets} in the control group{neither}"
    await app.change(label, partial(proofs.choose, proof_id=proof.id, sides=sides, label=label))


async def _by_role(app: BookApp, everybody: Sequence[Customer]) -> Sides | None:
    """Ask for the roles of the target group, then for those of the control group."""
    counts = roles(everybody)
    choices = [Choice(role, role, counted(count, "customer")) for role, count in counts.items()]
    target: Picked | None = await app.push_screen_wait(
        Picker("Roles of the target group", choices, multi=True)
    )
    if target is None or not target.ids:
        return None
    others = [choice for choice in choices if choice.id not in target.ids]
    if not others:
        app.notify("Then nobody is left for the control group: choose fewer roles")
        return None
    control: Picked | None = await app.push_screen_wait(
        Picker(
            "Roles of the control group; as ticked, everybody else",
            others,
            multi=True,
            ticked=[choice.id for choice in others],
        )
    )
    if control is None:
        return None
    if not control.ids:
        app.notify("A control group is needed: tick a role")
        return None
    return by_role(everybody, target.ids, control.ids)


async def _by_start(app: BookApp, everybody: Sequence[Customer]) -> Sides | None:
    """Ask which day parts them, and who of them is the target group."""
    line = await app.push_screen_wait(
        Prompt("The target group joined …", check=partial(_fault, app.book.as_of), hint=START_HINT)
    )
    if line is None:
        return None
    day, is_since = read_start(line, app.book.as_of)
    return by_start(everybody, day, is_since=is_since)


def _fault(today: date, line: str) -> str | None:
    """What is wrong with the line; None where nothing is."""
    try:
        read_start(line, today)
    except BadInputError as error:
        return str(error)
    return None
