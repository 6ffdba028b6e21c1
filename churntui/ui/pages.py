"""The places, the pages over them, and what is asked from any: each module is imported when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from churntui.data.file.store import Store
from churntui.data.rows import logos
from churntui.model.tables import tables_of
from churntui.ui.shell.base import BookApp, Page, Place, Work
from churntui.ui.shell.chosen import Chosen

if TYPE_CHECKING:
    from churntui.data.stories import Subject
    from churntui.metrics.contradictions import Kind as ContradictionKind
    from churntui.model.desk import Draft
    from churntui.model.notes import NoteRef


class AppOfPages(BookApp):
    """The app as far as it opens pages."""

    async def _read_whole(self) -> None:
        """Wait for the book with all it holds."""
        raise NotImplementedError

    async def _open(self, page: Page) -> None:
        """Show a page over what is in view."""
        await self._read_whole()
        await self.push_screen(page)

    async def pick_logo(self, title: str) -> int | None:
        """Let the user choose a logo by a few letters; None where they did not."""
        from churntui.ui.kit.matching import Choice
        from churntui.ui.kit.picker import Picker

        await self._read_whole()
        before: dict[int, list[str]] = {}
        for called, logo_id in (await self.ask(logos.former)).items():
            before.setdefault(logo_id, []).append(called)
        sought = await self.ask_plainly(_names_of) if self.opening.is_incognito else {}
        choices = [
            Choice(
                str(logo.id),
                logo.name,
                " · was ".join((logo.ref, *before.get(logo.id, ()))),
                sought=sought.get(logo.id, ""),
            )
            for logo in self.book.logos.values()
        ]
        picked = await self.push_screen_wait(Picker(title, choices))
        return int(picked.ids[0]) if picked and picked.ids else None

    async def open_logo(self, logo_id: int, row: tuple[str, int] | None = None) -> None:
        """Show the logo's page."""
        from churntui.ui.logos.page import LogoPage

        await self._open(LogoPage(logo_id, row))

    async def put_themes(self, notes: Sequence[NoteRef], logo_id: int) -> None:
        """Ask for the themes of notes."""
        from churntui.ui.interviews.tagging import tag_notes

        await self._read_whole()
        await tag_notes(self, notes, self.book.name(logo_id))

    async def change_chosen(self, about: Chosen) -> None:
        """Open what the row was written in."""
        from churntui.ui.parts import forms

        if (draft_id := about.id_in("draft")) is not None:
            await self.go_on_writing(draft_id)
        elif (interview_id := about.id_in("interview")) is not None:
            await self.write_interview(about.logo_id, interview_id)
        elif (contract_id := about.id_in("contract")) is not None:
            await forms.change_row(self, "contracts", contract_id)
        elif about.row is not None and about.row[0] in {"step", "commitment"}:
            await forms.change_row(self, tables_of(about.row[0])[0].name, about.row[1])
        elif about.logo_id is not None:
            await forms.change_row(self, "logos", about.logo_id)
        else:
            self.notify("There is nothing to change here")

    async def _go_on(self, draft: Draft) -> None:
        """Open the form of a row that a draft was left in."""
        if draft.form == "initiatives":
            from churntui.ui.themes.initiatives import go_on
        elif draft.form == "events":
            from churntui.ui.trends.events_page import go_on
        elif draft.form == "own_fields":
            from churntui.ui.logos.own_fields_page import go_on
        elif draft.form == "brief_points":
            from churntui.ui.briefs.place import go_on
        else:
            from churntui.ui.parts.unfinished import go_on
        await go_on(self, draft)

    async def open_own_fields(self) -> None:
        """Show the fields of the user's own on logos."""
        from churntui.ui.logos.own_fields_page import OwnFieldsPage

        await self._open(OwnFieldsPage())

    async def decide(self, chosen: Sequence[Chosen]) -> None:
        """Decide the renewals of what is chosen."""
        from churntui.ui.renewals.deciding import decide

        await self._read_whole()
        await decide(self, chosen)

    async def talk(self, chosen: Sequence[Chosen]) -> None:
        """Note a talk."""
        from churntui.ui.talks import talk

        await self._read_whole()
        await talk(self, chosen)

    async def plan_step(self, chosen: Sequence[Chosen]) -> None:
        """Plan the next step."""
        from churntui.ui.talks import plan_step

        await self._read_whole()
        await plan_step(self, chosen)

    async def keep_logo(self, chosen: Sequence[Chosen]) -> None:
        """Begin or go on with an attempt to keep a logo."""
        from churntui.ui.parts.attempts import keep_logo

        await self._read_whole()
        await keep_logo(self, chosen)

    async def tick_off(self, chosen: Sequence[Chosen]) -> None:
        """Have what is chosen done."""
        from churntui.ui.talks import tick_off

        await self._read_whole()
        await tick_off(self, chosen)

    async def open_search(self, query: str = "") -> None:
        """Open the search, with words to begin with."""
        from churntui.ui.search import SearchPage

        await self._open(SearchPage(query))

    async def open_history(self, subject: Subject, row_id: int) -> None:
        """Show what was changed about one of the book's rows."""
        from churntui.ui.history import HistoryPage

        await self._open(HistoryPage(subject, row_id))

    async def open_past_imports(self) -> None:
        """Show what was imported."""
        from churntui.ui.imports import ImportsPage

        await self._open(ImportsPage())

    async def open_meeting(self, logo_id: int) -> None:
        """Show the logo's meeting."""
        from churntui.ui.briefs.meeting_page import MeetingPage

        await self._open(MeetingPage(logo_id))

    async def keep_sent(self, logo_id: int) -> None:
        """Keep the logo's brief as sent."""
        from churntui.ui.briefs.sending import keep_sent

        await self._read_whole()
        await keep_sent(self, logo_id)

    async def read_sent(self, brief_id: int) -> None:
        """Show a brief as it was sent."""
        from churntui.ui.briefs.sent_page import SentPage

        await self._open(SentPage(brief_id))

    async def open_handover(self, logo_id: int) -> None:
        """Show the logo's handover sheet."""
        from churntui.ui.sheets import HandoverPage

        await self._open(HandoverPage(logo_id))

    async def open_talk_sheet(self, logo_id: int) -> None:
        """Show what to know before a talk with the logo."""
        from churntui.ui.sheets import TalkSheetPage

        await self._open(TalkSheetPage(logo_id))

    def commands_of_book(self) -> Iterator[SystemCommand]:
        """What the palette offers beside the keys in every place."""
        yield SystemCommand(
            "Imports",
            "What was imported, and taking the last import back",
            lambda: self.do(self.open_past_imports()),
        )
        yield SystemCommand(
            "Health",
            "Whose health is low and why, weights, playbooks, overrides, and what scores foretold",
            lambda: self.do(self.open_health()),
        )
        yield SystemCommand(
            "Fields of your own",
            "What you keep of logos beside the fields there are: region, feature set",
            lambda: self.do(self.open_own_fields()),
        )

    def commands_of_front(self, front: Place | Page) -> Iterator[SystemCommand]:
        """What the palette offers beside the keys for what is in view: its logo, and the row that is chosen."""
        if (logo_id := front.logo_id) is not None:
            yield from self._commands_of_logo(logo_id)
        if chosen := front.chosen():
            yield from self._commands_of_row(chosen[0])

    def _commands_of_logo(self, logo_id: int) -> Iterator[SystemCommand]:
        """What the palette offers beside the keys where a logo is in view."""
        ways = (
            ("Meeting", "The agenda of the logo's next review, its notes, and the mail after it", self.open_meeting),
            ("Handover", "The sheet for who takes the logo over", self.open_handover),
            ("Talk sheet", "What to know before the talk about the logo's renewal", self.open_talk_sheet),
        )  # fmt: skip
        for title, does, way in ways:
            yield SystemCommand(title, does, partial(self._go, way, logo_id))

    def _commands_of_row(self, chosen: Chosen) -> Iterator[SystemCommand]:
        """What the palette offers beside the keys where a row of this kind is chosen."""
        from churntui.ui.parts.story_mark import note_of

        if (note := note_of(chosen)) is not None and chosen.logo_id is not None:
            yield SystemCommand(
                "Story",
                "Mark the note as a success story, for us alone or one that may be told",
                partial(self._mark_story, note, chosen.logo_id),
            )

    def _mark_story(self, note: NoteRef, logo_id: int) -> None:
        from churntui.ui.parts.story_mark import mark

        if self.may_write():
            self.do(mark(self, note, self.book.name(logo_id)))

    def _go(self, way: Callable[[int], Work], logo_id: int) -> None:
        self.do(way(logo_id))

    async def open_health(self, logo_id: int | None = None) -> None:
        """Show how healthy the logos are."""
        from churntui.ui.settings.health_page import HealthPage

        await self._open(HealthPage(logo_id))

    async def open_settings(self) -> None:
        """Show what the figures depend on."""
        from churntui.ui.settings.page import SettingsPage

        await self._open(SettingsPage())

    def action_import(self) -> None:
        """Choose files to take in."""
        if self.may_write():
            self.do(self.open_import())

    async def open_import(self) -> None:
        """Let the user choose files to take in."""
        from churntui.ui.importing.choose_page import ChoosePage

        if not any(isinstance(page, ChoosePage) for page in self.screen_stack):
            await self._open(ChoosePage())

    async def open_contradictions(self, first: ContradictionKind | None = None) -> None:
        """Show what the record contradicts."""
        from churntui.ui.contradictions import ContradictionsPage

        await self._open(ContradictionsPage(first))

    async def open_learning(self) -> None:
        """Show what the losses teach."""
        from churntui.ui.interviews.learning import LearningPage

        await self._open(LearningPage())

    async def open_fixes(self, interview_id: int | None = None) -> None:
        """Show what was promised after losses."""
        from churntui.ui.fixes import FixesPage

        await self._open(FixesPage(interview_id))

    async def open_reading(self, note: NoteRef, highlight_id: int | None = None) -> None:
        """Show a note to be read."""
        from churntui.ui.interviews.reading import ReadingPage

        await self._open(ReadingPage(note, highlight_id))

    async def open_theme(self, theme_id: int) -> None:
        """Show a theme's page."""
        from churntui.ui.themes.page import ThemePage

        await self._open(ThemePage(theme_id))

    async def open_together(self, theme_id: int | None = None) -> None:
        """Show which themes are heard together."""
        from churntui.ui.themes.pairs import PairsPage

        await self._open(PairsPage(theme_id))

    async def open_initiatives(self, theme_id: int | None = None) -> None:
        """Show what answers the themes."""
        from churntui.ui.themes.initiatives import InitiativesPage

        await self._open(InitiativesPage(theme_id))

    async def open_win_backs(self, *, theme_id: int | None = None, initiative_id: int | None = None) -> None:
        """Show whom to ask back."""
        from churntui.ui.themes.winbacks import WinBackPage

        await self._open(WinBackPage(theme_id=theme_id, initiative_id=initiative_id))


def _names_of(store: Store) -> dict[int, str]:
    """What each logo is called, and its id, to be found by."""
    return {logo.id: f"{logo.name} {logo.ref}" for logo in logos.every(store)}


def place_of(place_id: str) -> Place:  # noqa: PLR0911 - one for each place
    """A place, its module imported when it is first shown."""
    if place_id == "today":
        from churntui.ui.today import Today

        return Today(id=place_id)
    if place_id == "logos":
        from churntui.ui.logos.place import Logos

        return Logos(id=place_id)
    if place_id == "renewals":
        from churntui.ui.renewals.place import Renewals

        return Renewals(id=place_id)
    if place_id == "trends":
        from churntui.ui.trends.place import Trends

        return Trends(id=place_id)
    if place_id == "notes":
        from churntui.ui.interviews.place import NotesPlace

        return NotesPlace(id=place_id)
    if place_id == "themes":
        from churntui.ui.themes.place import Themes

        return Themes(id=place_id)
    from churntui.ui.briefs.place import Briefs

    return Briefs(id=place_id)
