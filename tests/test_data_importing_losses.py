import pytest
from imports import counts, taker


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


LOG = """Customer,CSM,Churn Date,ARR Lost,Churn Reason,Category,Competitor,Avoidable?,Notes
Birkenhof AG,Dana,2026-06-30,"€96,000",Too expensive,Price,RivalSoft,Yes,Came late
Tallinn Freight,Kim,2026-08-15,"€18,500",Moved in-house,Own tool,,No,
Osprey,Kim,2026-08-16,,Sold,Acquisition,n/a,rather not,
"""


def test_a_log_of_churn_becomes_losses_with_their_logos(take, store):
    found = take(churn=LOG)["interviews"]
    assert counts(found) == (3, 0, 0, 0)
    assert store.rows(
        """SELECT name, status, effective_on, stated_reason, primary_reason, competitor, preventable
        FROM interview JOIN logo ON logo.id = logo_id ORDER BY effective_on"""
    ) == [
        ("Birkenhof AG", "not_asked", "2026-06-30", "Too expensive", "price", "RivalSoft", "yes"),
        ("Tallinn Freight", "not_asked", "2026-08-15", "Moved in-house", None, "", "no"),
        ("Osprey", "not_asked", "2026-08-16", "Sold", "acquired", "", None),
    ]


def test_what_is_no_field_of_ours_stays_in_the_notes(take, store):
    take(churn=LOG)
    assert store.rows("SELECT notes FROM interview ORDER BY effective_on") == [
        ("Came late\nARR Lost: €96,000",),
        ("Category: Own tool\nARR Lost: €18,500",),
        ("Avoidable?: rather not",),
    ]


def test_the_same_log_twice_changes_nothing(take):
    take(churn=LOG)
    assert counts(take(churn=LOG)["interviews"]) == (0, 0, 3, 0)


def test_a_loss_is_of_the_logo_the_book_has(take, store):
    take(logos="logo_id,name\nL1,Birkenhof AG\nL2,Tallinn Freight\nL3,Osprey\n")
    take(churn=LOG)
    assert store.rows("SELECT count(*) FROM logo") == [(3,)]


def test_an_exit_survey_with_its_questions_as_headers(take, store):
    take(logos="logo_id,name,domain\nL1,Birkenhof AG,birkenhof.example\n")
    header = "Timestamp,Email,What is the main reason you are leaving?,Which competitor?"
    found = take(survey=f"{header}\n2026-06-30 10:00,a@birkenhof.example,Too expensive,RivalSoft\n")[
        "interviews"
    ]
    assert counts(found) == (1, 0, 0, 0)
    assert store.rows("SELECT status, held_on, stated_reason, competitor FROM interview") == [
        ("held", "2026-06-30", "Too expensive", "RivalSoft")
    ]


def test_that_a_loss_is_churned_says_nothing_of_its_interview(store, tmp_path):
    take = taker(store, tmp_path)
    rows = "Acme,Churned,2026-06-30,Price\nBolt,Saved,,Price\n"
    found = take(churn="Account,Status,Churn date,Primary reason\n" + rows)["interviews"]
    assert counts(found) == (1, 0, 0, 1)
