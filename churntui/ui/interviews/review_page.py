"""The editor of a business review: what comes out of the meeting is kept while its notes are written."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from churntui.ui.interviews import form
from churntui.ui.interviews.page import WRITING, NotePage


class ReviewPage(NotePage):
    """A business review with a living logo."""

    NAME = "Business review"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "promise", "Promise", id="review.promise", priority=True,
                tooltip="Keep the line, or the selected words, as what one side promises; the notes keep it, too"),
        Binding("f7", "step", "Step", id="review.step", priority=True,
                tooltip="Keep the line, or the selected words, as a next step of ours; the notes keep it, too"),
        Binding("ctrl+l", "came_of", "Came of it", id="review.came_of", priority=True, show=False,
                tooltip="Say what came of what was promised before: done, partly, missed"),
    ]  # fmt: skip

    HELP = """
How a living logo stands: what they said, how likely they are to renew, what stands behind it, what was agreed. It is
no loss, and changes no attrition figure; its themes count as ARR *at stake*.
"""
    HELP += WRITING
    HELP += """
- **Attendees** are names, a comma between them: the logo's people complete as you type, `right` takes it, and
  `down` lists them.
- **Likely** is how likely they are to renew, from 0 to 10, as they put it, and **says** in whose words. **Because** is
  what stands behind it.
- **What comes out of it**: `F6` makes a promise of the line under the cursor, or of the selected words, and `F7` a step
  of ours: whose it is, who answers for it and by when is read from the line (`We send prices @ines, 3 dec`; `They name
  a buyer, 12 dec`) and can be mended. The line stays in the notes. `ctrl+l` lists what was promised before: `d` done,
  `p` partly, `m` missed.
- Begun from the meeting of a brief (`m` in Briefs), it has the agenda in the place of the questions: `F2` writes its
  next item into the notes.
- `ctrl+n` begins another review. Two windows may write about one: who saves second sees both texts and chooses.
"""

    def action_promise(self) -> None:
        """Keep the line as a promise."""
        self.app.do(self._promise(), group="outcome")

    async def _promise(self) -> None:
        from churntui.ui.interviews import outcomes

        line, note_id = self._pane.notes.line_meant, self._subject.note_id
        made = await outcomes.promise(self.app, self._logo_id, line, self._people, note_id)
        if made and note_id is None:
            known = form.split(self._meeting["promised"])
            self._meeting["promised"] = form.join([*known, *map(str, made)])
            self._keep_soon()

    def action_step(self) -> None:
        """Keep the line as a step."""
        from churntui.ui.interviews import outcomes

        line = self._pane.notes.line_meant
        self.app.do(outcomes.step(self.app, self._logo_id, line, self._people), group="outcome")

    def action_came_of(self) -> None:
        """Say what came of the promises."""
        from churntui.ui.parts.promises_dialog import say_what_came

        self.app.do(say_what_came(self.app, self._logo_id), group="outcome")
