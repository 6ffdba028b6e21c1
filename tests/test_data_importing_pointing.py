"""A row names its logo, and an import moves none to another."""

import shutil
from datetime import date

import pytest
from imports import LOGOS, counts, imported, reasons
from stores import add_interview, add_logo

from churntui.data import checks, export
from churntui.data.importing import Options
from churntui.data.opening import open_book
from churntui.data.rows import highlights, interview_facts, interviews
from churntui.data.rows.interviews import Words
from churntui.model.notes import NoteRef
from churntui.model.rows import Highlight, InterviewFacts

OF_L1 = {
    "people": "person_id,logo_id,name\nX1,L1,Ada\n",
    "contracts": "contract_id,logo_id,starts_on,ends_on,amount,currency,per\n"
    "X1,L1,2025-01-01,2026-01-01,12,EUR,year\n",
    "interviews": "interview_id,logo_id,status,notes\nX1,L1,held,mine\n",
    "tickets": "ticket_id,logo_id,opened_on,subject\nX1,L1,2025-01-01,broken\n",
    "surveys": "survey_id,logo_id,day,score\nX1,L1,2025-01-01,9\n",
    "talks": "talk_id,logo_id,day,notes\nX1,L1,2025-01-01,mine\n",
    "reviews": "review_id,logo_id,held_on,notes\nX1,L1,2025-01-01,mine\n",
}
"""One row of each table whose id is the book's, and that is of a logo."""


@pytest.mark.parametrize("name", OF_L1)
def test_an_id_of_another_logo_is_a_conflict_named_and_not_taken(store, take, name):
    take(logos=LOGOS, **{name: OF_L1[name]})
    table = {"people": "person"}.get(name, name.removesuffix("s"))
    before = store.rows(f"SELECT * FROM {table}")
    header, row = OF_L1[name].splitlines()
    other = row.replace("X1,L1", "X1,L2")
    found = take(**{name: "\n".join([header, other, row.replace("X1,L1", "X2,L2"), ""])})[name]
    assert counts(found) == (1, 0, 0, 1)
    reason = "belongs to logo L1 in the book, not to L2: give it another id"
    assert reasons(found) == [(2, header.split(",")[0], reason)]
    assert found.problems[0].value == "X1"
    assert store.rows(f"SELECT * FROM {table}")[:1] == before


def test_what_belongs_to_a_row_that_was_not_taken_is_not_laid_over_the_other(store, take):
    take(logos=LOGOS, **OF_L1)
    found = take(
        contracts=OF_L1["contracts"].replace("X1,L1", "X1,L2"),
        renewals="contract_id,stage\nX1,at_risk\n",
        interviews=OF_L1["interviews"].replace("X1,L1", "X1,L2"),
        interview_details="interview_id,competitor\nX1,Vantage\n",
        save_attempts="interview_id,day,owner,offer\nX1,2025-01-01,Bo,20 %\n",
        highlights="interview_id,starts_at,ends_at,quote\nX1,0,4,mine\n",
    )
    assert {name: counts(one) for name, one in found.items()} == dict.fromkeys(found, (0, 0, 0, 1))
    for name in ("renewals", "interview_details", "save_attempts", "highlights"):
        assert "of another logo that was not taken" in found[name].problems[0].reason
    for table in ("renewal", "save_attempt", "highlight"):
        assert store.rows(f"SELECT * FROM {table}") == []


def test_an_id_given_to_two_logos_by_two_files_is_told(store, take):
    take(logos=LOGOS)
    found = take(
        interviews="interview_id,logo_id,status\nX1,L1,held\n",
        more_interviews="interview_id,logo_id,status\nX1,L2,held\n",
    )
    assert store.rows("SELECT ref, logo_id FROM interview") == [("X1", 1)]
    assert counts(found["interviews"]) == (0, 0, 0, 1)


def written(path, logo_id, notes):
    """What a colleague writes in a copy of their own."""
    with open_book(path) as store:
        saved = interviews.save(
            store,
            Words(
                logo_id,
                "held",
                effective_on=date(2026, 1, 1),
                notes=notes,
                themes=("price",),
                facts=InterviewFacts(competitor=notes),
                passages=(Highlight(0, 3, notes[:3], ("support",)),),
            ),
            label="Interview",
        )
        return interviews.one(store, saved).ref


def test_two_copies_brought_together_have_the_interviews_of_both(tmp_path):
    with open_book(tmp_path / "ana.db") as store:
        for ref in ("L1", "L2"):
            add_interview(store, f"I{ref}", add_logo(store, ref))
    shutil.copy(tmp_path / "ana.db", tmp_path / "bo.db")
    both = {
        written(tmp_path / "ana.db", 1, "Ana was told"): "Ana was told",
        written(tmp_path / "bo.db", 2, "Bo was told"): "Bo was told",
    }
    with open_book(tmp_path / "bo.db") as bo:
        export.write(bo, tmp_path / "out")
    with open_book(tmp_path / "ana.db") as ana:
        result = imported(ana, [tmp_path / "out"])
        assert result.rejected == 0
        told = {one.ref: one for one in interviews.every(ana)}
        assert {ref: told[ref].notes for ref in both} == both
        assert len(told) == 4
        for ref, notes in both.items():
            assert interview_facts.one(ana, told[ref].id).competitor == notes
            assert [one.quote for one in highlights.of_note(ana, NoteRef("interview", told[ref].id))] == [
                notes[:3]
            ]
        assert checks.run(ana) == []


def test_a_logo_is_made_beside_a_list_of_logos_where_somebody_says_that_it_is_new(take):
    sheet = "Account Name,ARR (EUR),Start,End\nFjord Media,24000,2026-01-01,2027-01-01\n"
    found = take(logos=LOGOS, tracker=sheet)["contracts"]
    (problem,) = found.problems
    assert problem.reason.endswith('or with --new "Fjord Media", which makes a logo of its name')
    assert counts(take(Options(same=(("Fjord Media", ""),)), logos=LOGOS, tracker=sheet)["contracts"]) == (
        1,
        0,
        0,
        0,
    )
