"""The forms of how health is weighed: a component with its weight and edges, and the edges of the bands."""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.keeping.opening import Opened
from churntui.data.keeping.typed import Entered
from churntui.data.rows import settings
from churntui.model.health import COMPONENTS, MOST_SCORE, MOST_WEIGHT, Formula, Rule, formula, rule_of
from churntui.model.schema import Column
from churntui.model.tables import TABLES
from churntui.plain.errors import BadInputError
from churntui.ui.parts.row_form import RowForm

WEIGHT, POOR, GOOD, FAIR = "weight", "poor", "good", "fair"


def _opened(columns: tuple[Column, ...], values: Mapping[str, Entered]) -> Opened:
    return Opened(TABLES["settings"], None, columns, values, {}, {}, {}, "", None)


class RuleForm(RowForm):
    """One component."""

    keeps_draft = False

    def __init__(self, rule: Rule) -> None:
        self._key = rule.key
        about = COMPONENTS[rule.key]
        unit = f", in {about.unit}" if about.unit else ""
        columns = (
            Column(
                "Weight", f"Against the others; 0 leaves it out. {about.meaning[:1].upper()}{about.meaning[1:]}",
                name=WEIGHT, field=WEIGHT, kind="whole", most=MOST_WEIGHT, required=True,
            ),
            Column("Nothing at", f"At this value, and beyond it, it earns nothing{unit}", name=POOR, field=POOR,
                   kind="number", signed=True, required=True),
            Column("All at", f"At this value, and beyond it, it earns all{unit}", name=GOOD, field=GOOD,
                   kind="number", signed=True, required=True),
        )  # fmt: skip
        values: dict[str, Entered] = {WEIGHT: rule.weight, POOR: float(rule.poor), GOOD: float(rule.good)}
        super().__init__(
            _opened(columns, values), heading=f"Health · {about.label.lower()}", keep=self._change
        )

    def read(self, column: Column) -> Entered:
        """What a field says.

        Raises:
            BadInputError: It cannot be read, or both edges are one.
        """
        value = super().read(column)
        if column.field == GOOD and value == super().read(self.column(POOR)):
            raise BadInputError("It is poor there already: say where it is good")
        return value

    def label(self, values: Mapping[str, Entered]) -> str:
        """What was weighed how."""
        return f"Health: {self._rule(values).text}"

    def _rule(self, values: Mapping[str, Entered]) -> Rule:
        weight, poor, good = (float(str(values[field])) for field in (WEIGHT, POOR, GOOD))
        return rule_of(self._key, int(weight), poor, good)

    def _change(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        made = formula(settings.read(store).health).changed(self._rule(values))
        _keep(store, made, label)
        return 0


class BandsForm(RowForm):
    """From which score on a logo is good, and from which on it is fair."""

    keeps_draft = False

    def __init__(self, made: Formula) -> None:
        columns = tuple(
            Column(f"{band.capitalize()} from", f"The lowest score that is {band}", name=band, field=band,
                   kind="whole", most=MOST_SCORE, required=True)
            for band in (GOOD, FAIR)
        )  # fmt: skip
        super().__init__(
            _opened(columns, {GOOD: made.good, FAIR: made.fair}), heading="Health · bands", keep=self._change
        )

    def read(self, column: Column) -> Entered:
        """What a field says.

        Raises:
            BadInputError: It cannot be read, or fair begins above good.
        """
        value = super().read(column)
        if column.field == FAIR and not 0 < int(str(value)) < int(str(super().read(self.column(GOOD)))):
            raise BadInputError("It must be above 0, and below where good begins")
        return value

    def label(self, values: Mapping[str, Entered]) -> str:
        """Which bands they are."""
        return f"Health: good from {values[GOOD]}, fair from {values[FAIR]}"

    def _change(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        now = formula(settings.read(store).health)
        made = Formula(now.rules, int(str(values[GOOD])), int(str(values[FAIR])))
        _keep(store, made, label)
        return 0


def _keep(store: Store, made: Formula, label: str) -> None:
    with store.edit(label):
        if made.text:
            settings.change(store, "health", made.text)
        else:
            settings.set_back(store, "health")
