"""What to ask, in the order that works; what was asked is ticked with one key and stays ticked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from churntui.ui.interviews.form import join, split


class Ask(Static):
    """The questions: `✓` asked, `▸` the one to ask now. A click ticks or unticks one."""

    class Ticked(Message):
        """What was asked has changed."""

        def __init__(self, ask: Ask) -> None:
            super().__init__()
            self.ask = ask

        @property
        def control(self) -> Ask:
            """The questions, for `@on` with a selector."""
            return self.ask

    def __init__(
        self,
        asked: str,
        questions: Sequence[str],
        *,
        leads: Sequence[str] = (),
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """`leads` stand before the questions, such as the minutes of an agenda."""
        super().__init__("", id=id, markup=False)
        self._leads = leads
        places = [int(place) for place in split(asked) if place.isdecimal()]
        self._questions = questions
        self._asked = [place for place in places if place < len(questions)]

    def on_mount(self) -> None:
        """Shows the ticks of the draft."""
        self._show()

    @property
    def text(self) -> str:
        """What was asked, as a draft keeps it: places, in the order of asking."""
        return join(str(place) for place in self._asked)

    @property
    def current(self) -> int | None:
        """The place of the question to ask now: the first one after the last that was asked; None at the end."""
        after = self._asked[-1] if self._asked else -1
        rest = [place for place in range(len(self._questions)) if place not in self._asked]
        return next((place for place in rest if place > after), rest[0] if rest else None)

    @property
    def question(self) -> str:
        """The question to ask now; empty where all were asked."""
        return "" if self.current is None else self._questions[self.current]

    def tick(self) -> str:
        """The current question was asked: to the next one. Returns it, empty where all were asked."""
        question = self.question
        if self.current is not None:
            self._turn(self.current)
        return question

    def back(self) -> str:
        """The one asked last was not; returns it."""
        if not self._asked:
            return ""
        question = self._questions[self._asked[-1]]
        self._turn(self._asked[-1])
        return question

    def _turn(self, place: int) -> None:
        if place in self._asked:
            self._asked.remove(place)
        else:
            self._asked.append(place)
        self._show()
        self.post_message(self.Ticked(self))

    def _show(self) -> None:
        signs = dict.fromkeys(self._asked, "✓") | ({self.current: "▸"} if self.current is not None else {})
        self.update(
            Content("\n").join(
                Content.styled(
                    f"{signs.get(place, ' ')} {self._leads[place] if self._leads else ''}{question}",
                    "bold" if place == self.current else "dim" if place in self._asked else "",
                )
                for place, question in enumerate(self._questions)
            )
        )

    def on_click(self, event: events.Click) -> None:
        """Ticks the question under the pointer."""
        if 0 <= event.y < len(self._questions):
            self._turn(event.y)
