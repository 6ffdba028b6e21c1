"""Whether what stands in the fields of the user's own is of the kinds that are declared for them."""

from __future__ import annotations

from churntui.data.file.store import Store
from churntui.model import own_fields
from churntui.model.own_fields import OwnField, key_of
from churntui.plain.errors import BadInputError
from churntui.plain.wording import counted


def ensure(store: Store, before: str, declaration: str) -> None:
    """See that no value is lost to a kind it is not of, where another kind is declared than before.

    Raises:
        BadInputError: Values do not fit.
    """
    kinds = {field.key: (field.kind, field.choices) for field in own_fields.in_use(before, ())}
    for field in own_fields.declared(declaration):
        if field.kind != "line" and kinds.get(field.key) != (field.kind, field.choices):
            _refuse_misfits(store, field)


def _refuse_misfits(store: Store, field: OwnField) -> None:
    wrong = [
        (value, called)
        for name, value, called in store.rows(
            "SELECT v.field, v.value, l.name FROM own_value v JOIN logo l ON l.id = v.logo_id ORDER BY l.name"
        )
        if key_of(name) == field.key and own_fields.entered(field, value) is None
    ]
    if wrong:
        value, called = wrong[0]
        what = (
            "is none of the values"
            if field.kind == "choice"
            else f"is no {own_fields.KIND_WORDS[field.kind]}"
        )
        more = f", and {counted(len(wrong) - 1, 'other value')}" if len(wrong) > 1 else ""
        raise BadInputError(f"“{value}” ({called}) {what}{more}", "Mend them first, or keep it a text")
