"""What a file leaves open about all of its cells of a kind, and only a person can answer: once, by an option."""

from __future__ import annotations

from typing import Literal

from churntui.plain.errors import BadInputError

DoubtOption = Literal["date_order", "decimal", "end_dates", "amount"]


class DoubtError(BadInputError):
    """A cell that may be read in several ways."""

    def __init__(self, problem: str, hint: str, option: DoubtOption, answers: tuple[str, ...]) -> None:
        super().__init__(problem, hint)
        self.option = option
        """The field of `run.Options` that answers."""
        self.answers = answers
