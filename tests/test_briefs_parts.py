from dataclasses import replace
from datetime import date, timedelta

import pytest

from churntui.briefs.parts import Compared, Inside, LookAlikes, Shared, Use, Window, compose, quarters
from churntui.metrics.logos import Standing
from churntui.metrics.renewals import Renewal
from churntui.model.living import Step
from churntui.model.rows import Contract, Initiative, Interview, Logo, Person, Settings, Survey, Ticket

AS_OF = date(2026, 11, 21)
THROUGH = date(2026, 11, 20)
NORDWIND = Logo(1, "L1", "Nordwind GmbH", industry="Health", joined_on=date(2022, 3, 1))


def used(*, quarter=(100, 100), month=(50, 50), reach=(38, 61), seats=84, actions=()):
    """Use up to 20 November: each pair is now and before."""
    window, earlier = quarters(THROUGH)
    days = Window.trailing(THROUGH, 28)
    return Use(
        since=date(2024, 1, 1),
        through=THROUGH,
        quarter=Compared(quarter[0], window, quarter[1], earlier),
        month=Compared(month[0], days, month[1], days.back(28)),
        reach=reach and Compared(reach[0], days, reach[1], days.back(91)),
        seats=seats,
        actions=tuple((name, Compared(now, window, before, earlier)) for name, now, before in actions),
    )


def shared(**values):
    given = {
        "logo": NORDWIND,
        "as_of": AS_OF,
        "use": used(),
        "surveys": None,
        "surveys_to": AS_OF,
        "tickets": None,
        "tickets_to": AS_OF,
        "interviews": (),
        "roadmap": (),
        "sponsor": None,
    }
    return Shared(**(given | values))


def inside(facts, **values):
    given = {
        "shared": facts,
        "settings": Settings(),
        "standing": Standing("active", None, 96_000_00, 0, ("Team",), None, 0),
        "renewals": (),
        "contract": None,
        "people": (),
        "joined_in_quarter": 0,
        "look_alikes": LookAlikes(11, 3, 2, (("missing SSO", 2), ("support silence", 1))),
        "roadmap": (),
        "withheld": 0,
        "fresh": (),
    }
    return Inside(**(given | values))


def part(name, facts, **values):
    """Heading to the texts under it, of one part."""
    made = compose(facts, inside(facts, **values))
    return {section.heading: [point.text for point in section.points] for section in made.part(name)}


def renewal(ends_in, *, notice_days=0, stage="open", bucket="61-90", **values):
    ends_on = AS_OF + timedelta(days=ends_in)
    agreed = Contract(
        1, "K1", 1, date(2025, 1, 1), ends_on, 96_000_00, "EUR", "year", 96_000_00,
        stage=stage, notice_days=notice_days, **values,
    )  # fmt: skip
    deadline = ends_on - timedelta(days=notice_days)
    left = (deadline - AS_OF).days
    return Renewal(
        agreed, NORDWIND, ends_on, ends_in, bucket, deadline, left, 96_000_00, "EUR", 24_000_00, None
    )


def test_a_running_quarter_is_compared_with_as_many_days_of_the_one_before():
    now, before = quarters(THROUGH)
    assert (now.starts_on, now.ends_on) == (date(2026, 10, 1), date(2026, 11, 21))
    assert (before.starts_on, before.ends_on) == (date(2026, 7, 1), date(2026, 8, 21))
    assert now.days == before.days == 51


def test_a_quarter_just_begun_gives_way_to_the_two_complete_ones():
    now, before = quarters(date(2026, 10, 27))
    assert (now.starts_on, now.ends_on) == (date(2026, 7, 1), date(2026, 10, 1))
    assert (before.starts_on, before.ends_on) == (date(2026, 4, 1), date(2026, 7, 1))
    assert quarters(date(2026, 10, 28))[0].starts_on == date(2026, 10, 1)


def test_a_shorter_quarter_before_is_taken_whole():
    now, before = quarters(date(2026, 6, 30))
    assert (now.days, before.days) == (91, 90)
    assert before.ends_on == date(2026, 4, 1)


def test_windows_name_their_days():
    assert Window.trailing(THROUGH, 28).trail == "28 days to 20 Nov 2026"
    assert quarters(THROUGH)[0].stretch == "1 Oct to 20 Nov 2026"
    assert Window(date(2025, 12, 30), date(2026, 1, 3)).stretch == "30 Dec 2025 to 2 Jan 2026"


def test_use_is_told_against_the_quarter_before_and_against_28_days():
    facts = shared(use=used(quarter=(1_200, 1_000), month=(300, 400), actions=[("create_report", 700, 600)]))
    assert part("shareable", facts)["How you use it"] == [
        "38 of 84 people used it in the 28 days to 20 Nov 2026; 61 a quarter ago (28 days to 21 Aug 2026)",
        "1,200 completed actions from 1 Oct to 20 Nov 2026, 1,000 from 1 Jul to 20 Aug 2026 (▲ 20 %)",
        "300 completed actions in the 28 days to 20 Nov 2026, 400 in the 28 days before (▼ 25 %)",
        "Done most from 1 Oct to 20 Nov 2026: create report: 700 (before 600)",
    ]


def test_where_nothing_improved_the_part_says_so():
    facts = shared(use=used(quarter=(90, 100), month=(50, 50)))
    assert (
        part("shareable", facts)["How you use it"][-1]
        == "None of these figures is above the one it is compared with"
    )


def test_unmeasured_use_is_not_nought():
    told = part("shareable", shared(use=None))["How you use it"]
    assert told == ["Not measured: no activity has reached us, so this brief says nothing about use"]
    assert part("internal", shared(use=None))["Risks"] == ["Use is not measured: a fall would not be seen"]


def test_measured_and_nothing_done_is_nought():
    silent = shared(use=used(quarter=(0, 0), month=(0, 0), reach=(0, 0)))
    told = part("shareable", silent)["How you use it"]
    assert told[0].startswith("0 of 84 people used it")
    assert told[1] == "0 completed actions from 1 Oct to 20 Nov 2026, 0 from 1 Jul to 20 Aug 2026 (no change)"
    assert "Silent: nothing was done in the 28 days to 20 Nov 2026" in part("internal", silent)["Risks"]


def test_activity_without_people_says_so_instead_of_counting_nobody():
    told = part("shareable", shared(use=used(reach=None)))["How you use it"]
    assert told[0] == "Who used it is not measured: the activity that reached us names no people"


def test_a_logo_measured_for_a_short_while_is_compared_with_nothing():
    use = replace(used(quarter=(9, None), month=(9, None), reach=(3, None), seats=5), since=date(2026, 11, 2))
    assert part("shareable", shared(use=use))["How you use it"] == [
        "3 of 5 people used it in the 28 days to 20 Nov 2026",
        "9 completed actions from 1 Oct to 20 Nov 2026",
        "9 completed actions in the 28 days to 20 Nov 2026",
        "Measured since 2 Nov 2026: too short to compare with a quarter ago",
    ]


def test_a_percentage_needs_five_before():
    told = part("shareable", shared(use=used(month=(9, 4))))["How you use it"]
    assert told[2].endswith("4 in the 28 days before (▲)")


def test_what_they_told_us_has_scores_and_comments_and_no_word_of_an_exit_interview():
    surveys = (
        Survey(1, "S1", 1, None, date(2026, 10, 25), "nps", 6, ""),
        Survey(2, "S2", 1, None, date(2026, 10, 25), "nps", 9, "Saves us an hour"),
        Survey(3, "S3", 1, None, date(2026, 4, 20), "nps", 5, "Saves us an hour"),
        Survey(4, "S4", 1, None, date(2025, 1, 1), "csat", 1, "too old to be told"),
    )
    said = Interview(1, "I1", 1, "held", held_on=date(2026, 11, 2), stated_reason="too expensive")
    assert part("shareable", shared(surveys=surveys, interviews=(said,)))["What you told us"] == [
        (
            "Would recommend us (0–10): 7.5 from 2 answers in the half-year to 21 Nov 2026; "
            "5.0 from 1 in the half-year before"
        ),
        "«Saves us an hour» on 25 Oct 2026",
    ]


def test_no_answer_is_said_and_no_survey_at_all_is_not():
    assert part("shareable", shared(surveys=()))["What you told us"] == [
        "No survey answer in the year to 21 Nov 2026"
    ]
    assert "What you told us" not in part("shareable", shared(surveys=None))


def test_support_counts_90_days_and_names_what_is_open():
    tickets = (
        Ticket(1, "T1", 1, date(2026, 11, 1), date(2026, 11, 5), "low", "a"),
        Ticket(2, "T2", 1, date(2026, 10, 1), date(2026, 10, 13), "low", "b"),
        Ticket(3, "T3", 1, date(2026, 9, 1), date(2026, 12, 1), "high", "Photos do not upload"),
        Ticket(4, "T4", 1, date(2026, 1, 1), None, "high", ""),
        Ticket(5, "T5", 1, date(2026, 1, 1), date(2026, 1, 2), "high", "old"),
    )
    assert part("shareable", shared(tickets=tickets))["Support"] == [
        "3 support requests in the 90 days to 21 Nov 2026; 2 closed, in 8 days (median)",
        "A request, open for 324 days (since 1 Jan 2026)",
        "«Photos do not upload», open for 81 days (since 1 Sep 2026)",
    ]


def test_of_many_open_requests_the_oldest_are_named():
    tickets = tuple(Ticket(n, f"T{n}", 1, date(2026, 11, 9 - n), None, "low", f"no {n}") for n in range(1, 6))
    told = part("shareable", shared(tickets=tickets))["Support"]
    assert [text.split(",")[0] for text in told[1:]] == ["«no 5»", "«no 4»", "«no 3»", "2 more open"]


def test_the_roadmap_has_no_work_shipped_long_ago():
    roadmap = (
        Initiative(1, "N1", "Sign-on", "in_progress", due_on=date(2027, 2, 4)),
        Initiative(2, "N2", "Offline", "shipped", shipped_on=date(2026, 7, 3)),
        Initiative(3, "N3", "Ancient", "shipped", shipped_on=date(2024, 7, 3)),
    )
    facts = shared(roadmap=roadmap)
    assert part("shareable", facts)["What we work on for you"] == [
        "Sign-on: under way, due 4 Feb 2027",
        "Offline: shipped on 3 Jul 2026",
    ]
    assert "Do not promise “Sign-on” before 4 Feb 2027" in part("internal", facts)["Before you share"]


def test_the_three_heaviest_points_are_proposed_each_with_what_follows():
    facts = shared(
        use=used(
            quarter=(40, 100), reach=(20, 40), seats=100, actions=[("share_report", 30, 10), ("audit", 2, 9)]
        ),
        tickets=(Ticket(1, "T1", 1, date(2026, 10, 1), None, "high", "Photos"),),
    )
    talk = compose(facts, inside(facts)).shareable[0]
    assert talk.heading == "Points for our talk"
    assert [point.text.split()[0] for point in talk.points] == ["1", "Share", "20"]
    assert all(point.so_what for point in talk.points)
    assert (
        talk.points[0].text
        == "1 support request open for more than 14 days on 21 Nov 2026, the oldest for 51"
    )


def test_fewer_points_rather_than_padding():
    facts = shared(use=None, logo=replace(NORDWIND, joined_on=None))
    assert part("shareable", facts)["Points for our talk"] == ["How you use it is not measured yet"]


@pytest.mark.parametrize(
    ("use", "asks"),
    [
        (None, "Which number"),
        (used(quarter=(50, 100)), "What has changed"),
        (used(reach=(10, 10)), "Which team"),
        (used(quarter=(150, 100), reach=(70, 60)), "Where would this help"),
        (used(reach=(70, 70)), "What must be true"),
    ],
)
def test_the_question_follows_the_strongest_fact(use, asks):
    sponsor = Person(1, "P1", 1, "Katrin Heller", role="Managing director")
    (question,) = part("shareable", shared(use=use, sponsor=sponsor))["A question for you"]
    assert question.startswith(f"Katrin Heller (Managing director): {asks}")


def test_the_internal_part_has_the_contract_with_notice_stage_and_next_step():
    due = replace(
        renewal(83, notice_days=61, stage="at_risk"),
        step=Step(1, "S1", 1, 1, "call sponsor", due_on=date(2026, 11, 24)),
        talked_on=date(2026, 11, 10),
    )
    facts = shared()
    found = part("internal", facts, renewals=(due,))
    assert found["Contract and renewal"] == [
        "€96,000 ARR · Team",
        "Renews 12 Feb 2027, in 83 days · €96,000",
        "Notice by 13 Dec 2026, 22 days left",
        "Called at risk · forecast €24,000 · last talk 10 Nov 2026",
        "Next: call sponsor · 24 Nov 2026",
    ]
    assert found["Risks"][:2] == [
        "Notice can be given for 22 days more",
        "The renewal of 12 Feb 2027 is called at risk",
    ]


def test_what_is_known_to_end_is_said_to_end_and_when_notice_was_given():
    due = renewal(40, notice_days=30, auto_renew=True, bucket="known_churn", notice_on=date(2026, 11, 3))
    found = part("internal", shared(use=used(reach=(80, 80))), renewals=(due,))
    assert found["Contract and renewal"][1:3] == [
        "Ends 31 Dec 2026, in 40 days · €96,000",
        "Notice given 3 Nov 2026",
    ]
    assert found["Risks"][0].startswith("No risk by these rules")


@pytest.mark.parametrize(
    ("due", "risk"),
    [
        (renewal(40, notice_days=60), "The notice deadline has passed, and no stage is called"),
        (renewal(-9, bucket="expired"), "Ended 12 Nov 2026, and no outcome is recorded"),
    ],
)
def test_what_waits_for_a_decision_is_marked(due, risk):
    facts = shared(use=used(reach=(80, 80)))
    made = compose(facts, inside(facts, renewals=(due,)))
    (risks,) = (section.points for section in made.internal if section.heading == "Risks")
    assert [(point.text, point.urgent) for point in risks] == [(risk, True)]


def test_a_contract_that_is_settled_raises_no_alarm():
    facts = shared(use=used(reach=(80, 80)))
    for stage, bucket in (("won", "31-60"), ("lost", "known_churn")):
        found = part("internal", facts, renewals=(renewal(40, notice_days=35, stage=stage, bucket=bucket),))
        assert found["Risks"][0].startswith("No risk by these rules")


def test_people_with_their_days_and_a_champion_without_successor():
    people = (
        Person(1, "P1", 1, "Ana", role="Buyer", last_contact_on=date(2026, 9, 1)),
        Person(2, "P2", 1, "Bo", champion=True, left_on=date(2026, 11, 12)),
        Person(3, "P3", 1, "Cy"),
    )
    facts = shared(use=used(reach=(80, 80)))
    found = part("internal", facts, people=people)
    assert found["People"] == [
        "Ana · Buyer · last contact 1 Sep 2026, 81 days ago",
        "Bo · champion · left 12 Nov 2026",
        "Cy · no contact noted",
    ]
    assert found["Risks"] == [
        "The champion, Bo, left 12 Nov 2026; no successor is known",
        "Nobody there was talked to for 81 days",
    ]
    heir = Person(4, "P4", 1, "Di", champion=True, last_contact_on=AS_OF)
    assert part("internal", facts, people=(*people, heir))["Risks"][0].startswith("No risk by these rules")


def test_falls_few_seats_and_many_requests_are_risks():
    tickets = tuple(
        Ticket(n, f"T{n}", 1, date(2026, 11, n), date(2026, 11, n + 1), "low", "") for n in range(1, 6)
    )
    facts = shared(use=used(month=(50, 100), reach=(20, 20), seats=84), tickets=tickets)
    assert part("internal", facts)["Risks"] == [
        "Use fell over 28 days: 50 after 100 (▼ 50 %)",
        "Under half of the seats are in use: 20 of 84",
        "5 support requests in the 90 days to 21 Nov 2026: many",
    ]


def test_a_rise_and_full_seats_are_signals():
    facts = shared(use=used(quarter=(130, 100), reach=(80, 70), seats=84))
    assert part("internal", facts, joined_in_quarter=4)["Signals to expand"] == [
        "Most seats are in use: 80 of 84",
        "Use grew over a quarter: 130 after 100 (▲ 30 %)",
        "4 people joined since 1 Oct 2026",
    ]


def test_a_lost_logo_has_neither_risks_nor_signals():
    standing = Standing("lost", date(2026, 10, 31), 0, 18_000_00, ("Team",), None, 0)
    found = part("internal", shared(), standing=standing)
    assert found["Contract and renewal"] == ["Lost 31 Oct 2026", "€18,000 ARR when it left · Team"]
    assert not {"Risks", "Signals to expand"} & found.keys()


def test_look_alikes_are_counted():
    assert part("internal", shared())["Logos like it"] == [
        "11 logos of its industry or size active, 3 lost in 12 months",
        "Heard from 2 of the lost: missing SSO (2), support silence (1)",
    ]
    none = LookAlikes(0, 0, 0, ())
    assert part("internal", shared(), look_alikes=none)["Logos like it"] == [
        "No other logo has its industry or its size"
    ]


def test_how_fresh_each_source_is():
    fresh = (("product activity", THROUGH, AS_OF), ("people", None, None))
    assert part("internal", shared(), fresh=fresh)["How fresh this is"] == [
        "Product activity: through 20 Nov 2026, imported 21 Nov 2026",
        "People: never imported",
    ]


def test_the_shareable_part_does_not_change_with_anything_internal():
    facts = shared()
    quiet = compose(facts, inside(facts))
    loud = compose(
        facts,
        inside(
            facts, renewals=(renewal(5, notice_days=60),), people=(Person(1, "P1", 1, "Ana"),), withheld=3
        ),
    )
    assert loud.shareable == quiet.shareable
    assert loud.internal != quiet.internal
