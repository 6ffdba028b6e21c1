"""Logos and the people in them, as the model has them."""

from datetime import date

from stores import add, add_logo

from churntui.data.rows import logos
from churntui.model.rows import Logo, Survey, Ticket


def test_every_logo_by_name_whatever_its_case(store):
    add_logo(store, "L1", name="nordwind")
    add_logo(store, "L2", name="Acme", joined_on="2024-02-29", employees=12, fit="poor")
    add_logo(store, "L3", name="Ostkap")
    found = logos.every(store)
    assert [logo.name for logo in found] == ["Acme", "nordwind", "Ostkap"]
    assert found[0] == Logo(2, "L2", "Acme", employees=12, fit="poor", joined_on=date(2024, 2, 29))


def test_people_champions_first_and_those_who_left_last(store):
    logo_id = add_logo(store, "L1")
    for name, champion, left_on in (("Ana", 0, None), ("Bo", 1, "2026-01-01"), ("Cy", 1, None)):
        add(store, "person", ref=name, logo_id=logo_id, name=name, champion=champion, left_on=left_on)
    add(store, "person", ref="X", logo_id=add_logo(store, "L2"), name="elsewhere")
    people = logos.people(store, logo_id)
    assert [(p.name, p.champion, p.left_on) for p in people] == [
        ("Cy", True, None),
        ("Ana", False, None),
        ("Bo", True, date(2026, 1, 1)),
    ]


def test_tickets_and_surveys_newest_first(store):
    logo_id = add_logo(store, "L1")
    for nth, day in enumerate(("2026-01-01", "2026-03-01"), 1):
        add(store, "ticket", ref=f"T{nth}", logo_id=logo_id, opened_on=day, subject="slow")
        add(store, "survey", ref=f"S{nth}", logo_id=logo_id, day=day, kind="NPS", score=nth)
    assert logos.tickets(store, logo_id)[0] == Ticket(2, "T2", logo_id, date(2026, 3, 1), None, "", "slow")
    assert logos.surveys(store, logo_id)[0] == Survey(2, "S2", logo_id, None, date(2026, 3, 1), "NPS", 2, "")


def test_a_champion_who_left_without_another(store):
    one, two, three = (add_logo(store, f"L{nth}") for nth in range(3))
    add(store, "person", ref="A", logo_id=one, name="Ana", champion=1, left_on="2026-01-01")
    add(store, "person", ref="B", logo_id=two, name="Bo", champion=1, left_on="2026-01-01")
    add(store, "person", ref="C", logo_id=two, name="Cy", champion=1)
    add(store, "person", ref="D", logo_id=three, name="Di", left_on="2026-01-01")
    assert logos.left_champions(store) == [(one, "Ana", date(2026, 1, 1))]


def test_the_others_are_all_but_the_logo_itself_also_as_they_were_called(store):
    own, other = add_logo(store, "L1"), add_logo(store, "L2")
    add(store, "former_logo", ref="F1", logo_id=other, name="Old Oak")
    add(store, "former_logo", ref="F2", logo_id=own, name="Was mine")
    names = logos.others(store, own)
    assert set(names) == {store.scalar("SELECT name FROM logo WHERE ref = 'L2'"), "Old Oak"}
