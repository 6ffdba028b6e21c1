"""Small books on disk for the tests: rows put in by a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from oracle import Deal

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.keeping import decisions
from churntui.data.rows import contracts
from churntui.model import terms
from churntui.plain.dates import number, parse_day
from churntui.plain.money import annualised


def inserted(store: Store, table: str, **values: object) -> int:
    """One row, in whatever transaction is open."""
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    return store.insert(f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(values.values()))


def add(store: Store, table: str, *, label: str = "", **values: object) -> int:
    """One row in a transaction of its own; with a label as an edit, which can be taken back."""
    with store.edit(label) if label else store.write():
        return inserted(store, table, **values)


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """The questions that the book is asked meanwhile."""
    questions: list[str] = []
    store._connection.set_trace_callback(
        lambda statement: questions.append(statement) if statement.lstrip().startswith("SELECT") else None
    )
    yield questions
    store._connection.set_trace_callback(None)


def add_logo(store: Store, ref: str, **values: object) -> int:
    """A logo, named as its ref unless told otherwise."""
    return add(store, "logo", **({"ref": ref, "name": ref} | values))


def add_contract(
    store: Store,
    ref: str,
    logo_id: int,
    starts_on: str,
    ends_on: str | None,
    amount: int = 120_000,
    **values: object,
) -> int:
    """A yearly contract in EUR unless told otherwise; `stage` goes to its renewal."""
    renewal = {key: values.pop(key) for key in ("stage",) if key in values}
    per, ends = values.setdefault("per", "year"), parse_day(ends_on) if ends_on else None
    values.setdefault("currency", "EUR")
    arr = annualised(amount, per, parse_day(starts_on), ends)  # type: ignore[arg-type]
    with store.write():
        contract_id = inserted(
            store, "contract", ref=ref, logo_id=logo_id, starts_on=starts_on, ends_on=ends_on,
            amount_minor=amount, arr_minor=arr, **values,
        )  # fmt: skip
        if renewal:
            inserted(store, "renewal", contract_id=contract_id, **renewal)
    return contract_id


def add_renewal(store: Store, contract_id: int, stage: str = "open", **plans: object) -> None:
    """How a contract's renewal is called, what is to be done next for it (`step`, `by`), and a talk (`talked_on`)."""
    logo_id = store.scalar("SELECT logo_id FROM contract WHERE id = ?", (contract_id,))
    with store.write():
        inserted(store, "renewal", contract_id=contract_id, stage=stage)
        if "step" in plans:
            inserted(
                store, "step", ref=f"S{contract_id}", logo_id=logo_id, contract_id=contract_id, what=plans["step"],
                due_on=plans.get("by"),
            )  # fmt: skip
        if "talked_on" in plans:
            inserted(store, "talk", ref=f"T{contract_id}", logo_id=logo_id, day=plans["talked_on"])


def add_deals(store: Store, deals: Sequence[Deal], losses: Sequence[tuple[int, date]] = ()) -> None:
    """The deals of the oracle with their logos, and its losses as interviews; links to what is not there are left out.

    One without a rate pays in a currency that nothing is known of.
    """
    with store.write():
        for logo in sorted({deal.logo for deal in deals} | {logo for logo, _ in losses}):
            inserted(store, "logo", id=logo, ref=f"L{logo}", name=f"Logo {logo}")
        known = {deal.id for deal in deals}
        store.rows("PRAGMA defer_foreign_keys=ON")
        inserted(store, "setting", key="reporting_currency", value="EUR")
        for deal in deals:
            amount = int(deal.without_rate) or deal.arr
            inserted(
                store, "contract", id=deal.id, ref=f"K{deal.id}", logo_id=deal.logo,
                starts_on=deal.starts.isoformat(), ends_on=deal.ends and deal.ends.isoformat(),
                amount_minor=amount, arr_minor=amount, currency="XXX" if deal.without_rate else "EUR", per="year",
                renews_id=deal.renews if deal.renews in known - {deal.id} else None,
                auto_renew=int(deal.renews_itself), notice_on="2024-01-01" if deal.noticed else None,
            )  # fmt: skip
            inserted(store, "renewal", contract_id=deal.id, stage=deal.called)
        for nth, (logo, day) in enumerate(losses):
            inserted(
                store, "interview", ref=f"I{nth}", logo_id=logo, status="not_asked",
                effective_on=day.isoformat(), updated_at="2026-11-01T09:00:00Z",
            )  # fmt: skip


def add_interview(store: Store, ref: str, logo_id: int, status: str = "held", **values: object) -> int:
    """An interview, held unless told otherwise."""
    return add(
        store,
        "interview",
        ref=ref,
        logo_id=logo_id,
        status=status,
        updated_at="2026-11-01T09:00:00Z",
        **values,
    )


def add_usage(
    store: Store, logo_id: int, days: Sequence[str], *, action: str = "send", n: int = 1, customer: int = 0
) -> None:
    """The action done so often on each of the days; a new action qualifies."""
    with store.write():
        found = store.scalar("SELECT id FROM action WHERE name = ?", (action,))
        action_id = found or inserted(store, "action", name=action, qualifies=1)
        for day in days:
            inserted(
                store, "usage_day", logo_id=logo_id, day=number(parse_day(day)), customer_id=customer,
                action_id=action_id, n=n,
            )  # fmt: skip
        activity.rebuild(store)


def whole(store: Store, tables: Sequence[str]) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables with its rowid, in order."""
    return {table: store.rows(f"SELECT rowid, * FROM {table} ORDER BY rowid") for table in tables}


def names_in(folder: Path) -> list[str]:
    """The names of what lies in a folder, sorted."""
    return sorted(file.name for file in folder.iterdir())


def renew_as_it_was(
    store: Store, contract_id: int, label: str = "renew", *, with_uplift: bool = False
) -> int:
    """Follow a contract by another term of its own; returns the id of that."""
    old = decisions.contract(store, contract_id)
    term = terms.next_term(old, contracts.of_logo(store, old.logo_id), with_uplift=with_uplift)
    assert term is not None
    return decisions.renew(store, term, label)
