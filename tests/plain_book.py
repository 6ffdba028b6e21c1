"""The rules of service once more, over the texts of the sample book: a logo and a day at a time.

Written from the definitions alone. It shares no line with the package and none with the other oracle, and knows
nothing of day numbers, frames or ids.
"""

from __future__ import annotations

from datetime import date, timedelta

from churntui.demo import sample

DAY = timedelta(days=1)
Row = dict[str, str]


def day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class PlainBook:
    """The sample book of a day, and which logos are active when."""

    def __init__(self, as_of: date, grace: int = 30) -> None:
        self.as_of, self.grace = as_of, timedelta(days=grace)
        self.tables = {
            name: [dict(zip(table.header, row, strict=True)) for row in table.rows]
            for name, table in sample.tables(as_of).items()
        }
        self.contracts: dict[str, list[tuple[date, date | None, Row]]] = {}
        for contract in self.tables["contracts"]:
            spell = (date.fromisoformat(contract["starts_on"]), self._end(contract), contract)
            self.contracts.setdefault(contract["logo_id"], []).append(spell)
        self._known: dict[tuple[str, date], bool] = {}

    def active(self, day: date) -> set[str]:
        return {logo for logo in self.contracts if self.is_active(logo, day)}

    def is_active(self, logo: str, day: date) -> bool:
        if (logo, day) not in self._known:
            self._known[logo, day] = self._is_active(logo, day)
        return self._known[logo, day]

    def in_force(self, logo: str, day: date) -> list[Row]:
        return [
            row for start, end, row in self.contracts[logo] if start <= day and (end is None or day < end)
        ]

    def _end(self, contract: Row) -> date | None:
        """Its own end, trimmed or within the grace extended by the contract that renews it."""
        end = day_or_none(contract["ends_on"])
        renewed = [
            date.fromisoformat(other["starts_on"])
            for other in self.tables["contracts"]
            if other["renews"] == contract["contract_id"] and other["logo_id"] == contract["logo_id"]
        ]
        return min(renewed) if renewed and (end is None or min(renewed) <= end + self.grace) else end

    def _is_active(self, logo: str, day: date) -> bool:
        now = self.in_force(logo, day)
        if now:
            return any(float(row["amount"]) > 0 for row in now)
        before = [day - n * DAY for n in range(1, self.grace.days + 2)]
        last = next((then for then in before if self.in_force(logo, then)), None)
        if last is None or not any(float(row["amount"]) > 0 for row in self.in_force(logo, last)):
            return False
        ended = last + DAY
        after = [ended + n * DAY for n in range(1, self.grace.days + 1)]
        if any(self.in_force(logo, then) for then in after):
            return True
        return self._is_pending(logo, last, ended, day)

    def _is_pending(self, logo: str, last: date, ended: date, day: date) -> bool:
        """Ended within the grace before the as-of day, nothing after it, and nobody said how it went."""
        if not (ended <= self.as_of <= ended + self.grace and day <= self.as_of):
            return False
        newest = max(date.fromisoformat(row["starts_on"]) for row in self.in_force(logo, last))
        return not any(outcome > newest for outcome in self._outcomes(logo))

    def _outcomes(self, logo: str) -> list[date]:
        lost = {row["contract_id"] for row in self.tables["renewals"] if row["stage"] == "lost"}
        called = [
            day_or_none(row["ends_on"]) for _, _, row in self.contracts[logo] if row["contract_id"] in lost
        ]
        asked = [
            day_or_none(row["effective_on"]) or day_or_none(row["held_on"]) or date.max
            for row in self.tables["interviews"]
            if row["logo_id"] == logo
        ]
        return [outcome for outcome in called + asked if outcome]
