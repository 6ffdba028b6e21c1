"""The ways from anywhere to a page: whoever wants another's screen asks the app, so that no place knows another.

The app implements them; this is the one list of them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from churntui.data.stories import Subject
    from churntui.metrics.contradictions import Kind as ContradictionKind
    from churntui.model.choices import NoteKind
    from churntui.model.notes import NoteRef
    from churntui.ui.shell.chosen import Chosen


class Ways:
    """What the app opens for any place, page or dialog."""

    @abstractmethod
    async def pick_logo(self, title: str) -> int | None:
        """Let the user choose a logo by a few letters; None where they did not."""

    @abstractmethod
    async def open_logo(self, logo_id: int, row: tuple[str, int] | None = None) -> None:
        """Show a logo's page, the cursor on a row of it where one is named: its table of the book, and its id."""

    @abstractmethod
    async def open_own_fields(self) -> None:
        """Show the fields of the user's own on logos."""

    @abstractmethod
    async def open_brief(self, logo_id: int) -> None:
        """Go to the brief of a logo."""

    @abstractmethod
    async def open_meeting(self, logo_id: int) -> None:
        """Show the meeting that the logo's brief is for: its agenda, its notes, the mail after it."""

    @abstractmethod
    async def keep_sent(self, logo_id: int) -> None:
        """Let the user say that the logo's brief was sent, and keep it as it stands."""

    @abstractmethod
    async def read_sent(self, brief_id: int) -> None:
        """Show a brief as it was sent."""

    @abstractmethod
    async def change_chosen(self, about: Chosen) -> None:
        """Let the user change a row that is listed anywhere: a contract, an interview, a draft, else its logo."""

    @abstractmethod
    async def decide(self, chosen: Sequence[Chosen]) -> None:
        """Let the user decide the renewals of what is chosen; all of it is about logos."""

    @abstractmethod
    async def talk(self, chosen: Sequence[Chosen]) -> None:
        """Let the user note a talk with the chosen logos."""

    @abstractmethod
    async def plan_step(self, chosen: Sequence[Chosen]) -> None:
        """Let the user plan the next step with the chosen logos."""

    @abstractmethod
    async def keep_logo(self, chosen: Sequence[Chosen]) -> None:
        """Let the user begin an attempt to keep the first of the chosen logos, go on with one, or close it."""

    @abstractmethod
    async def tick_off(self, chosen: Sequence[Chosen]) -> None:
        """Have the chosen steps, promises and fixes done, and of a renewal its next step."""

    @abstractmethod
    async def write_note(self, chosen: Sequence[Chosen]) -> None:
        """Let the user write about the first of what is chosen: an interview, a draft, a loss, a logo.

        A logo is asked for where nothing is chosen.
        """

    @abstractmethod
    async def open_search(self, query: str = "") -> None:
        """Search everything, with words to begin with."""

    @abstractmethod
    async def open_history(self, subject: Subject, row_id: int) -> None:
        """Show what was changed about a logo, an interview or a theme."""

    @abstractmethod
    async def open_import(self) -> None:
        """Let the user choose files, look at what they would become, and take them in."""

    @abstractmethod
    async def open_past_imports(self) -> None:
        """Show what was imported, to take the newest back."""

    @abstractmethod
    async def open_contradictions(self, first: ContradictionKind | None = None) -> None:
        """Show what the record contradicts, one kind of it first."""

    @abstractmethod
    async def open_learning(self) -> None:
        """Show what the losses teach, taken together."""

    @abstractmethod
    async def open_fixes(self, interview_id: int | None = None) -> None:
        """Show the fixes that were promised after losses, that of an interview first."""

    @abstractmethod
    async def open_reading(self, note: NoteRef, highlight_id: int | None = None) -> None:
        """Show a note to be read, at a passage of it where one is named."""

    @abstractmethod
    async def change_note(self, note: NoteRef, highlight_id: int | None = None) -> None:
        """Open a note where it is changed: what we wrote in the editor, at a passage where one is named; else its form.

        What was left unfinished about it is gone on with.
        """

    @abstractmethod
    async def write_interview(
        self,
        logo_id: int | None,
        interview_id: int | None = None,
        draft_id: int | None = None,
        *,
        effective_on: date | None = None,
        highlight_id: int | None = None,
        is_second: bool = False,
    ) -> None:
        """Open the exit interview in the editor: a draft, an existing one, or a new one of a logo.

        Args:
            logo_id: The logo; asked for where none is given, and not needed for a draft or an interview.
            interview_id: The interview to change; what was left unfinished about it is gone on with.
            draft_id: The draft to go on with.
            effective_on: The loss meant, by its end of service; the logo's last one where left out.
            highlight_id: The passage to show first.
            is_second: Whether a new one is wanted about a loss that has one already.
        """

    @abstractmethod
    async def write_about_living(
        self,
        kind: NoteKind,
        logo_id: int,
        *,
        is_second: bool = False,
        begins_with: Mapping[str, str] | None = None,
    ) -> None:
        """Begin a business review of a living logo, or a talk with it, in the editor, or go on with one begun.

        Args:
            kind: Which of them.
            logo_id: The logo.
            is_second: Whether a new one is wanted beside one that was begun.
            begins_with: By field what stands in a new one; in one that was begun, where nothing stands there.
        """

    @abstractmethod
    async def put_themes(self, notes: Sequence[NoteRef], logo_id: int) -> None:
        """Let the user put themes on notes of the logo, or take them off one."""

    @abstractmethod
    async def go_on_writing(self, draft_id: int) -> None:
        """Open the form that a draft was left in: the editor of a note, or the form of a row."""

    @abstractmethod
    async def show_saved(self, note: NoteRef) -> None:
        """Read the book anew, and stand on a note that was just saved wherever it is listed in view."""

    @abstractmethod
    async def record_silence(self, logo_id: int, lost_on: date | None = None) -> None:
        """Let the user record that a loss stayed unheard: of that day, or the logo's last."""

    @abstractmethod
    async def open_handover(self, logo_id: int) -> None:
        """Show the sheet for who takes a logo over."""

    @abstractmethod
    async def open_talk_sheet(self, logo_id: int) -> None:
        """Show what to know before a talk with a logo."""

    @abstractmethod
    async def open_health(self, logo_id: int | None = None) -> None:
        """Show how healthy the logos are, that logo first, and what scores are made of."""

    @abstractmethod
    async def open_settings(self) -> None:
        """Show what the figures depend on."""

    @abstractmethod
    async def open_theme(self, theme_id: int) -> None:
        """Show a theme's page."""

    @abstractmethod
    async def open_together(self, theme_id: int | None = None) -> None:
        """Show which themes are heard together, the cursor on one."""

    @abstractmethod
    async def open_initiatives(self, theme_id: int | None = None) -> None:
        """Show what answers a theme, or all initiatives."""

    @abstractmethod
    async def open_win_backs(self, *, theme_id: int | None = None, initiative_id: int | None = None) -> None:
        """Show the lost logos that can be told of what answers a theme, of an initiative, or all of them."""
