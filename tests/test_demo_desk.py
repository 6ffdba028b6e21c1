"""Tickets and survey answers: few, and worse where the story is."""

from statistics import mean

from sample_tables import book, on_any_day, refs

from churntui.demo.desk import TROUBLE
from churntui.demo.logos import Logo
from churntui.demo.reading import read


def troubled(as_of):
    logos = read("logos.toml", dict[str, Logo]).items()
    return {refs(as_of)[key] for key, logo in logos if logo.usage in TROUBLE}


@on_any_day
def test_troubled_logos_write_more_tickets_and_wait_longer(as_of):
    tickets = book(as_of)["tickets"]
    theirs = [ticket for ticket in tickets if ticket["logo_id"] in troubled(as_of)]
    others = len(book(as_of)["logos"]) - len(troubled(as_of))
    assert len(theirs) / len(troubled(as_of)) > 2 * (len(tickets) - len(theirs)) / others
    for ticket in tickets:
        assert ticket["opened_on"] < as_of.isoformat()
        assert not ticket["closed_on"] or ticket["opened_on"] < ticket["closed_on"] < as_of.isoformat()
    assert any(not ticket["closed_on"] for ticket in theirs)


@on_any_day
def test_scores_stay_on_their_scales_and_are_lower_where_things_go_wrong(as_of):
    answers = book(as_of)["surveys"]
    assert {answer["kind"] for answer in answers} == {"nps", "csat"}
    for answer in answers:
        low, high = (0, 10) if answer["kind"] == "nps" else (1, 5)
        assert low <= int(answer["score"]) <= high
    nps = [answer for answer in answers if answer["kind"] == "nps"]
    theirs = mean(int(answer["score"]) for answer in nps if answer["logo_id"] in troubled(as_of))
    assert (
        theirs < mean(int(answer["score"]) for answer in nps if answer["logo_id"] not in troubled(as_of)) - 2
    )
