"""What needs someone: one line for each thing, the most urgent first, in words that can be checked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from churntui.metrics import today
from churntui.metrics.renewal_needs import needs_call, needs_plan
from churntui.metrics.renewals import renewals, with_plans
from churntui.metrics.signals.signal import Signal
from churntui.metrics.today import Alarm, Planned, SilentLoss, Slow
from churntui.metrics.winback import Waiting
from churntui.model.desk import Draft
from churntui.model.fixes import Fix
from churntui.model.living import Commitment, Step
from churntui.model.rows import Contract, Initiative, Logo, Settings
from churntui.plain.wording import counted

TODAY = date(2026, 11, 21)
LOGOS = {1: Logo(1, "L1", "Nordwind"), 2: Logo(2, "L2", "Acme"), 3: Logo(3, "L3", "Ostkap")}


def day(days):
    return TODAY + timedelta(days=days)


def contract(days, *, logo_id=1, arr=1200, **more):
    """A yearly contract that ends so many days after today."""
    number = more.pop("id", logo_id)
    return Contract(
        number,
        f"K{number}",
        logo_id,
        day(days - 365),
        day(days),
        arr,
        "EUR",
        "year",
        arr,
        plan="Team",
        **more,
    )


def needs(*contracts, steps=(), talked=None, **more):
    """What needs someone, with these steps planned, and these logos talked with so many days ago."""
    spoken = {logo_id: day(-days) for logo_id, days in (talked or {}).items()}
    due = renewals(
        contracts,
        LOGOS,
        {},
        as_of=TODAY,
        settings=Settings(),
        arr_of=lambda contract: contract.arr_minor,
        usage_change={},
    )
    plans = Planned(
        steps=steps,
        talked=spoken,
        **{k: more.pop(k) for k in ("promises", "fixes", "me", "noted") if k in more},
    )
    due = with_plans(due, steps, spoken)
    return today.needs(due, logos=LOGOS, as_of=TODAY, planned=plans, **more)


def only(*contracts, **more):
    (need,) = needs(*contracts, **more)
    assert need.until is None
    return need.kind, need.urgent, need.text


def rests(*contracts, **more):
    """What the only row that is put off says, and in how many days it comes back."""
    (need,) = today.asleep(needs(*contracts, **more))
    return need.text, (need.until - TODAY).days


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "expired today, no outcome"),
        (-1, "expired 1 day ago, no outcome"),
        (-10, "expired 10 days ago, no outcome"),
    ],
)
def test_expired_without_outcome(days, said):
    assert only(contract(days)) == ("expired", True, said)


def test_one_that_renews_itself_says_so():
    assert only(contract(-3, auto_renew=True))[2] == "renewed itself 3 days ago? d rolls it on"


@pytest.mark.parametrize(
    ("stage", "said"),
    [("won", "won, ended 5 days ago: d renews it"), ("lost", "expired 5 days ago, d records the loss")],
)
def test_a_call_is_no_outcome_once_the_end_has_come(stage, said):
    assert only(contract(-5, stage=stage)) == ("expired", True, said)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (30, "notice ends in 30 days, no call made"),
        (1, "notice ends in 1 day, no call made"),
        (0, "notice ends today, no call made"),
        (-1, "notice ended 1 day ago, no call made"),
        (-20, "notice ended 20 days ago, no call made"),
    ],
)
def test_notice_deadlines(left, said):
    assert only(contract(100 + left, notice_days=100, auto_renew=True)) == ("notice", True, said)


def test_a_deadline_further_off_is_no_need_yet():
    assert needs(contract(131, notice_days=100, auto_renew=True)) == []


def test_called_at_risk_is_no_decision():
    renewing = contract(70, notice_days=60, auto_renew=True, stage="at_risk")
    assert only(renewing)[2] == "notice ends in 10 days, called at risk"
    assert only(contract(20, stage="at_risk"))[2] == "ends in 20 days, called at risk"


@pytest.mark.parametrize("stage", ["won", "lost"])
def test_what_is_decided_needs_nobody(stage):
    assert needs(contract(20, notice_days=10, stage=stage)) == []


@pytest.mark.parametrize("days", [61, 90])
def test_the_time_to_talk(days):
    assert only(contract(days)) == ("talk", False, f"renews in {days} days, no talk yet")


@pytest.mark.parametrize(("days", "urgent"), [(1, True), (30, True), (31, False), (60, False)])
def test_an_end_nobody_has_decided_on(days, urgent):
    assert only(contract(days)) == ("ending", urgent, f"ends in {counted(days, 'day')}, no call made")


def test_without_renewing_itself_a_notice_period_is_no_deadline():
    assert only(contract(70, notice_days=60))[0] == "talk"


@pytest.mark.parametrize("settled", [contract(91), contract(30, stage="verbal")])
def test_no_need_to_talk(settled):
    assert needs(settled) == []


@pytest.mark.parametrize(("ago", "rows"), [(0, 0), (45, 0), (46, 1), (400, 1)])
def test_a_talk_counts_for_the_renewal_from_120_days_before_its_end(ago, rows):
    assert len(needs(contract(75, stage="at_risk"), talked={1: ago})) == rows


def test_inside_ninety_days_the_stage_is_asked_for_though_there_was_a_talk():
    assert only(contract(90), talked={1: 20})[2] == "renews in 90 days, not called yet"
    assert needs(contract(91), talked={1: 20}) == []


@pytest.mark.parametrize(
    ("days", "stage", "call", "plan"),
    [
        (181, "open", False, False),
        (180, "open", False, True),
        (91, "open", False, True),
        (90, "open", True, False),
        (-5, "open", True, False),
        (40, "at_risk", False, False),
        (120, "verbal", False, False),
    ],
)
def test_the_checkpoints(days, stage, call, plan):
    (due,) = renewals(
        [contract(days, stage=stage)], LOGOS, {}, as_of=TODAY, settings=Settings(), arr_of=lambda _: 1
    )
    assert (needs_call(due), needs_plan(due)) == (call, plan)
    (planned,) = with_plans([due], [step(3)], {})
    assert not needs_plan(planned)


def step(days, what="call sponsor", **more):
    """A step of the first contract's, due in so many days."""
    made = {"contract_id": 1, "owner": "me"} | more
    return Step(7, "S7", 1, what=what, due_on=None if days is None else day(days), **made)


def test_a_planned_step_quiets_a_row_until_its_day():
    assert rests(contract(20), steps=[step(10)]) == ("ends in 20 days, next 1 Dec: call sponsor", 10)
    (again, due) = needs(contract(20), steps=[step(0)], me="me")
    assert (due.kind, due.urgent, due.text) == ("step", False, "due today: call sponsor")
    assert (again.kind, again.urgent, again.until) == ("ending", True, None)
    assert rests(contract(75), steps=[step(10)]) == ("renews in 75 days, next 1 Dec: call sponsor", 10)


def test_a_step_after_the_end_quiets_nothing():
    assert only(contract(20), steps=[step(21)])[1] is True
    assert rests(contract(20), steps=[step(20)])[1] == 20


def test_a_step_without_a_day_is_said_and_quiets_nothing():
    assert only(contract(20), steps=[step(None)]) == ("ending", True, "ends in 20 days, next: call sponsor")


def test_a_notice_deadline_rests_until_a_step_that_is_in_time_for_it_alone():
    near = contract(105, notice_days=100, auto_renew=True)
    assert rests(near, steps=[step(5)]) == ("notice ends in 5 days, next 26 Nov: call sponsor", 5)
    assert only(near, steps=[step(6)]) == ("notice", True, "notice ends in 5 days, next 27 Nov: call sponsor")
    passed = contract(95, notice_days=100, auto_renew=True)
    assert rests(passed, steps=[step(6)]) == ("notice ended 5 days ago, next 27 Nov: call sponsor", 6)
    assert only(passed, steps=[step(96)])[0] == "notice"


@pytest.mark.parametrize(("left", "back"), [(30, 15), (20, 6), (14, None), (5, None), (-5, None)])
def test_a_talk_puts_a_notice_deadline_off_while_there_is_time(left, back):
    (need,) = needs(contract(100 + left, notice_days=100, auto_renew=True), talked={1: 0})
    assert need.until == (None if back is None else day(back))
    assert need.text.endswith(", talked 21 Nov")


def test_what_waits_for_an_answer_rests_until_the_step_and_no_talk_is_one():
    assert rests(contract(-9), steps=[step(3)]) == ("expired 9 days ago, next 24 Nov: call sponsor", 3)
    late = needs(contract(-9), steps=[step(-1)])
    assert [(need.kind, need.urgent, need.until) for need in late] == [
        ("expired", True, None),
        ("step", True, None),
    ]
    assert only(contract(-9), talked={1: 0})[0] == "expired"


@pytest.mark.parametrize(
    ("ago", "days", "said", "back"),
    [
        (0, 40, "talked 21 Nov", 15),
        (0, 20, "talked 21 Nov", 6),
        (14, 20, "talked 7 Nov", 1),
        (15, 20, "no call made", None),
        (3, 14, "talked 18 Nov", None),
    ],
)
def test_a_talk_lately_keeps_from_nagging_but_not_to_the_last_day(ago, days, said, back):
    (need,) = needs(contract(days), talked={1: ago})
    assert (need.text, need.until) == (f"ends in {days} days, {said}", back and day(back))


def test_the_later_of_step_and_talk_counts():
    assert rests(contract(40), steps=[step(3)], talked={1: 0})[1] == 15
    assert rests(contract(40), steps=[step(30)], talked={1: 0})[1] == 30


def test_called_at_risk_is_said_before_a_talk_and_after_a_step():
    at_risk = contract(20, stage="at_risk")
    assert rests(at_risk, talked={1: 3})[0] == "ends in 20 days, called at risk"
    assert rests(at_risk, talked={1: 3}, steps=[step(3)])[0] == "ends in 20 days, next 24 Nov: call sponsor"


def test_red_flags_rest_before_a_step_and_after_a_talk_that_was_noted_here_where_it_answers_them():
    fell, unpaid = (
        [Signal(code=code, logo_id=nth, text=code, about=f"{code}:{nth}") for nth in (1, 2)]
        for code in ("falling", "payment_failed")
    )
    slow = Slow(signals=[*fell, *unpaid], arr={1: 5, 2: 6})

    def awake(**more):
        return sorted((need.kind, need.logo_id) for need in today.awake(needs(slow=slow, **more)))

    everything = [("falling", 1), ("falling", 2), ("payment_failed", 1), ("payment_failed", 2)]
    assert awake() == awake(talked={1: 3}) == awake(noted={1: day(-15)}) == everything
    assert awake(noted={1: day(-14)}) == everything[1:]
    assert awake(steps=[step(1, contract_id=None)]) == [("falling", 2), ("payment_failed", 2)]


def test_steps_promises_and_fixes_of_others_have_their_names():
    promise = Commitment(3, "P3", 1, None, what="SSO date", owner="Ines", due_on=day(-2))
    theirs = Commitment(4, "P4", 1, None, what="data", by_us=False, due_on=day(-1))
    open_today = Commitment(5, "P5", 1, None, what="later", due_on=day(0))
    fix = Fix(9, "I9", 2, "answer in a day", "Bo", day(-4), None, day(-60))
    found = needs(
        steps=[step(-3, owner="Ines")], promises=[promise, theirs, open_today], me="me",
        fixes=[fix, replace(fix, due_on=day(0)), replace(fix, done_on=day(-5))],
    )  # fmt: skip
    assert [(need.kind, need.row, need.text) for need in found] == [
        ("step", ("step", 7), "due 18 Nov: call sponsor @Ines"),
        ("promise", ("commitment", 3), "we promised by 19 Nov: SSO date @Ines"),
        ("promise", ("commitment", 4), "they promised by 20 Nov: data"),
        ("fix", ("interview", 9), "fix due 17 Nov: answer in a day @Bo"),
    ]
    assert all(need.urgent for need in found)


@pytest.mark.parametrize(
    ("ago", "said", "in_time"),
    [
        (6, "lost 6 days ago, ask from 22 Nov", False),
        (7, "lost 7 days ago, ask until 25 Dec", True),
        (41, "lost 5 weeks ago, ask until 21 Nov", True),
        (42, "lost 6 weeks ago, window closed 20 Nov", False),
    ],
)
def test_the_window_for_an_interview_is_weeks_two_to_six(ago, said, in_time):
    (need,) = needs(slow=Slow(silent=[SilentLoss(2, day(-ago), 5)]))
    assert (need.text, need.in_time) == (said, in_time)


def test_the_last_day_to_ask_stands_before_what_may_be_cut():
    (need,) = needs(slow=Slow(silent=[SilentLoss(2, day(-20), 5, is_noted=True)]))
    assert need.text == "lost 2 weeks ago, ask until 12 Dec, not asked yet"


@pytest.mark.parametrize(
    ("talked", "is_noted", "said"),
    [
        (2, True, "talked 19 Nov"),
        (0, False, "talked 21 Nov"),
        (20, True, "talked 1 Nov"),
        (21, True, "not asked yet"),  # that was before they left
    ],
)
def test_a_talk_since_is_said_of_a_loss_nobody_was_asked_about(talked, is_noted, said):
    silent = [SilentLoss(2, day(-20), 5, is_noted=is_noted)]
    (need,) = needs(slow=Slow(silent=silent), talked={2: talked})
    assert need.text == f"lost 2 weeks ago, ask until 12 Dec, {said}"


def test_a_step_ahead_lets_a_silent_loss_rest():
    slow = Slow(silent=[SilentLoss(1, day(-20), 1)])
    assert rests(slow=slow, steps=[step(5, contract_id=None), step(9, contract_id=None)])[1] == 5
    assert today.asleep(needs(slow=slow, talked={1: 3})) == []


def test_what_is_put_off_has_its_day_and_is_told_apart():
    about = f"ending:K1:{day(20)}"
    found = needs(contract(20), contract(21, logo_id=2), snoozed={about: day(3)})
    assert [need.about for need in today.asleep(found)] == [about]
    assert [need.logo_id for need in today.awake(found)] == [2]


@pytest.mark.parametrize(("put_off", "back"), [(3, 10), (12, 12)])
def test_what_is_put_off_and_planned_for_comes_back_the_later_day(put_off, back):
    snoozed = {f"ending:K1:{day(20)}": day(put_off)}
    assert rests(contract(20), steps=[step(10)], snoozed=snoozed)[1] == back


def test_a_contract_has_one_need_the_most_urgent():
    assert only(contract(70, notice_days=60, auto_renew=True))[0] == "notice"


def test_of_several_contracts_of_a_logo_each_row_names_its_plan():
    main, upsell = contract(200), contract(33, id=2)._replace(plan="Analytics")
    assert only(main, upsell) == ("ending", False, "Analytics ends in 33 days, no call made")
    without_end = main._replace(ends_on=None)
    assert only(without_end, upsell) == ("ending", False, "Analytics ends in 33 days, no call made")
    long = contract(40, id=3, auto_renew=True, notice_days=30)._replace(plan="Add-on for the whole house")
    assert [need.text for need in needs(long, upsell)] == [
        "Add-on for the whol… notice ends in 10 days, no call made",
        "Analytics ends in 33 days, no call made",
    ]
    assert only(upsell)[2] == "ends in 33 days, no call made"
    renewed = contract(200, id=4, renews_id=2)._replace(plan="Analytics")
    assert needs(upsell, renewed) == []
    unnamed = upsell._replace(plan="")
    assert only(main, unnamed)[2] == "ends in 33 days, no call made"


def test_signals_and_lost_interviews_wait_for_what_is_slow():
    fell = Signal(code="falling", logo_id=1, text="usage fell 44 % in 28 days", about="usage:L1")
    promised = replace(fell, code="commitment")
    slow = Slow(
        signals=[fell, promised],
        arr={1: 96_000},
        silent=[SilentLoss(2, day(-5), 5_000)],
        alarm=Alarm(3, 40, 0.05),
    )
    assert [(need.kind, need.text, need.arr, need.act.key) for need in needs(slow=slow)] == [
        ("alarm", "3 of 40 logos lost, target 5 %", None, "enter"),
        ("falling", "usage fell 44 % in 28 days", 96_000, "t"),
        ("unheard", "lost 5 days ago, ask from 23 Nov", 5_000, "n"),
    ]
    assert needs() == []


@pytest.mark.parametrize(("left", "news"), [(0, 1), (-120, 1), (-121, 0), (5, 0)])
def test_before_all_signals_are_known_a_champion_who_left_is_news_for_a_while(left, news):
    found = needs(left_champions=[(1, "Ana", day(left))])
    assert [need.kind for need in found] == ["champion_left"] * news
    assert needs(left_champions=[(1, "Ana", day(left))], slow=Slow()) == []


def test_drafts_with_and_without_a_logo():
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    drafts = [Draft(7, 1, None, "", {}, at), Draft(8, None, None, "", {}, at), Draft(9, 99, None, "", {}, at)]
    found = needs(drafts=[*drafts, Draft(10, None, None, "", {"name": " Ostkap\n"}, at)])
    assert {(need.draft_id, need.title) for need in found} == {
        (7, "Nordwind"),
        (8, "(no logo yet)"),
        (9, "(no logo yet)"),
        (10, "Ostkap"),
    }
    assert {need.text for need in found} == {"draft of an exit interview, 1 day ago"}
    forms = [
        Draft(7, 1, None, "", {}, at, form=form, row_id=row_id)
        for form, row_id in (("within", 1), ("renewal", 1), ("contracts", 1), ("contracts", None))
    ]
    assert [need.text.split(",")[0] for need in needs(drafts=forms)] == [
        "draft of a change within the term",
        "draft of a renewal",
        "draft of a changed contract",
        "draft of a new contract",
    ]


def test_counts_in_the_order_of_urgency():
    found = needs(contract(75), contract(-2, logo_id=2), contract(-3, logo_id=3))
    assert list(today.counts(found).items()) == [("expired", 2), ("talk", 1)]
    assert today.tally(found) == ["2 expired", "1 no talk yet"]
    assert set(today.NAMES) == set(today.KINDS)


def test_several_of_a_kind_are_counted_in_the_plural():
    about = [today.Need(kind=kind, title="", text="") for kind in today.KINDS]
    assert "1 promise overdue · 1 fix overdue" in " · ".join(today.tally(about))
    told = " · ".join(today.tally(about + about))
    for several in (
        "2 notices",
        "2 steps due",
        "2 promises overdue",
        "2 fixes overdue",
        "2 champions left",
        "2 silent",
    ):
        assert several in told


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-3, "today"),
        (0, "today"),
        (1, "1 day ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (62, "8 weeks ago"),
        (63, "2 months ago"),
        (729, "24 months ago"),
        (730, "2 years ago"),
    ],
)
def test_how_long_ago(days, said):
    assert today.ago(day(-days), TODAY) == said


def test_a_shipped_initiative_nobody_was_told_of_is_a_row():
    shipped = Initiative(7, "N7", "Sign-on", "shipped", shipped_on=TODAY - timedelta(days=21))
    (row,) = today.needs([], logos={}, as_of=TODAY, slow=Slow(win_backs=[Waiting(shipped, 2, 30_000_00)]))
    assert (row.kind, row.title, row.text) == (
        "winback",
        "Sign-on",
        "shipped 3 weeks ago, 2 logos to tell",
    )
    assert (row.initiative_id, row.arr, row.urgent) == (7, 30_000_00, False)


def test_the_logos_of_rows_are_worth_what_they_pay_today_each_once_whichever_row_comes_last():
    whole = today.Need(kind="falling", logo_id=1, title="a", text="", arr=130)
    beside = today.Need(kind="ending", logo_id=1, title="a", text="", arr=10)
    draft = today.Need(kind="draft", logo_id=1, title="a", text="")
    lost = today.Need(kind="unheard", logo_id=2, title="b", text="", arr=50)
    shipped = today.Need(kind="winback", title="c", text="", arr=50, about="winback:N1")
    for rows in ([whole, beside, draft], [draft, beside, whole], [beside], [beside, lost, shipped]):
        assert today.worth(rows, {1: 130, 3: 7}) == 130
