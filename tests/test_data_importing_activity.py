"""Activity: gathered by column, put in place by cell."""

from pathlib import Path

from imports import LOGOS, counts, imported, reasons

from churntui.data import activity
from churntui.data.importing import Options

MESSY = Path(__file__).parents[1] / "fixtures" / "messy"


def test_usage_in_utf16_by_name_is_summed_per_day(store):
    imported(store, [MESSY / "spreadsheet.csv"])
    found = imported(store, [MESSY / "usage_utf16.tsv"]).files[0]
    assert counts(found) == (3, 0, 0, 1)
    assert store.rows("SELECT action, qualifies, customer_id, day, count FROM v_usage ORDER BY day") == [
        ("Create Report", 1, "jo@quayside.example", "2025-05-01", 5),
        ("Log in", 0, None, "2025-05-02", 1),
    ]
    assert store.rows("SELECT n FROM logo_day") == [(5,)]


def test_activity_replaces_cells_and_counts_lines(store, take):
    header = "logo_id,customer_id,action,day,count\n"
    rows = "L1,u,a,2025-01-01,2\nL1,u,a,2025-01-01,3\nL1,v,a,2025-01-01,\nL2,u,b,2025-01-02,0\n"
    assert counts(take(logos=LOGOS, activity=header + rows)["activity"]) == (4, 0, 0, 0)
    assert counts(take(activity=header + rows)["activity"]) == (0, 0, 4, 0)
    more = "L1,u,a,2025-01-01,9\nL1,v,a,2025-01-01,1\nL1,w,a,2025-01-01,1\n"
    more += "L1,w,a,2025-99-01,1\nL1,w,a,2025-01-01,-1\nL1,w,,2025-01-01,1\n"
    found = take(activity=header + more)["activity"]
    assert counts(found) == (1, 1, 1, 3)
    assert [(line, column) for line, column, _ in reasons(found)] == [(5, "day"), (6, "count"), (7, "action")]
    assert store.scalar("SELECT sum(n) FROM usage_day") == 9 + 1 + 1
    assert activity.is_current(store)


def test_activity_of_several_files_of_one_run_is_summed(store, take):
    header = "logo_id,customer_id,action,day,count\n"
    take(logos=LOGOS)
    folder = {
        "usage": header + "L1,u,a,2025-01-01,2\n",
        "activity": header + "L1,u,a,2025-01-01,3\nL1,u,a,2025-01-03,1\n",
    }
    take(**folder)
    assert store.rows("SELECT n FROM usage_day ORDER BY day") == [(5,), (1,)]
    take(**folder)
    assert store.rows("SELECT n FROM usage_day ORDER BY day") == [(5,), (1,)]


def test_activity_in_json_lines_with_times_since_1970(store, take, tmp_path):
    take(logos=LOGOS)
    lines = (
        '{"event": "run_audit", "account_id": "L1", "user": {"id": "u"}, "time": 1735689600}\n'
        '{"event": "run_audit", "account_id": "L1", "user": {"id": "u"}, "time": 1735693200123}\n'
        '{"event": "run_audit", "account_id": "L9", "user": {"id": "u"}, "time": "2025-01-01T23:59:59Z"}\n'
    )
    (tmp_path / "events.jsonl").write_text(lines, "utf-8")
    found = imported(store, [tmp_path / "events.jsonl"]).files[0]
    assert counts(found) == (2, 0, 0, 1)
    assert reasons(found) == [(3, "account_id", "no such logo: import logos first")]
    assert store.rows("SELECT logo_id, action, day, count FROM v_usage") == [
        ("L1", "run_audit", "2025-01-01", 2)
    ]


def test_rejected_activity_makes_no_customer_and_no_action(store, take):
    rows = "L1,u1,a,2025-01-01,1\nL9,u2,b,2025-01-01,1\nL1,u3,c,2025-13-01,1\nL1,u4,,2025-01-01,1\n"
    rows += "L1,u5,d,2025-01-01,1,stray\nL1,u6,e,2025-01-01,some\n"
    found = take(logos=LOGOS, activity="logo_id,customer_id,action,day,count\n" + rows)["activity"]
    assert counts(found) == (1, 0, 0, 5)
    assert store.rows("SELECT ref FROM customer") == [("u1",)]
    assert store.rows("SELECT name FROM action") == [("a",)]


def test_many_rows_come_to_the_same_whether_or_not_some_among_them_are_bad(store, take):
    header = "logo_id,customer_id,action,day,count\n"
    good = [f"L{n % 2 + 1},u{n % 7},a{n % 3},2025-01-{n % 28 + 1:02},{n % 5}\n" for n in range(999)]
    query = "SELECT logo_id, customer_id, action, day, count FROM v_usage ORDER BY 1, 2, 3, 4"
    assert counts(take(logos=LOGOS, activity=header + "".join(good))["activity"]) == (999, 0, 0, 0)
    kept = store.rows(query)
    for place in (0, 1, 450, 999):
        good.insert(place, "L1,u1,a1,never,1\n")
    found = take(activity=header + "".join(good))["activity"]
    assert counts(found) == (0, 0, 999, 4)
    assert [line for line, _, _ in reasons(found)] == [2, 3, 452, 1001]
    assert store.rows(query) == kept
    assert activity.is_current(store)


def test_new_actions_qualify_unless_they_are_log_ins_and_a_choice_refreshes_the_days(store, take):
    take(
        logos=LOGOS,
        activity="logo_id,customer_id,action,day,count\nL1,u,login,2025-01-01,1\nL1,u,a,2025-01-01,4\n",
    )
    assert store.rows("SELECT name, qualifies FROM action ORDER BY name") == [("a", 1), ("login", 0)]
    take(actions="action,qualifies\nlogin,yes\na,no\n")
    assert store.rows("SELECT n FROM logo_day") == [(1,)]


def test_rows_in_quotes_and_plain_ones_come_to_the_same(store, take):
    header = "logo_id,customer_id,action,day,count\n"
    plain = [f"L{n % 2 + 1},u{n % 7},a,2025-01-{n % 28 + 1:02},{n % 5}\n" for n in range(300)]
    quoted = [",".join(f'"{cell}"' for cell in row.strip().split(",")) + "\r\n" for row in plain]
    assert counts(take(logos=LOGOS, activity=header + "".join(plain))["activity"]) == (300, 0, 0, 0)
    assert counts(take(activity=header + "".join(quoted))["activity"]) == (0, 0, 300, 0)


def test_a_customer_told_with_white_space_is_the_one_the_book_knows(store, take):
    header = "logo_id,customer_id,action,day\n"
    take(logos=LOGOS, activity=header + "L1,u 1,a,2025-01-01\n")
    take(activity=header + "L1, u  1 ,a,2025-01-02\nL1,u 1,a,2025-01-03\nL1,,a,2025-01-04\n")
    assert store.rows("SELECT ref FROM customer") == [("u 1",)]
    assert store.rows("SELECT customer_id > 0 FROM usage_day ORDER BY day") == [(1,), (1,), (1,), (0,)]


HEADER = "logo_id,customer_id,action,day,count\n"


def test_a_corrected_export_replaces_its_days_and_the_same_again_changes_nothing(store, take):
    take(
        logos=LOGOS,
        activity=HEADER
        + "L1,u,a,2025-01-01,1\nL1,u,a,2025-01-02,2\nL2,v,a,2025-01-02,3\nL2,v,b,2025-01-02,4\nL2,v,a,2025-01-05,5\n",
    )
    corrected = HEADER + "L1,u,a,2025-01-01,7\nL1,w,a,2025-01-04,8\n"
    query = "SELECT logo_id, customer_id, action, day, count FROM v_usage ORDER BY day, action"
    options = Options(replace_days=True)
    first = take(options, activity=corrected)["activity"]
    assert (counts(first), first.removed) == ((1, 1, 0, 0), 2)
    kept = [
        ("L1", "u", "a", "2025-01-01", 7),
        ("L2", "v", "b", "2025-01-02", 4),
        ("L1", "w", "a", "2025-01-04", 8),
        ("L2", "v", "a", "2025-01-05", 5),
    ]
    assert store.rows(query) == kept
    assert activity.is_current(store)
    again = take(options, activity=corrected)["activity"]
    assert (counts(again), again.removed) == ((0, 0, 2, 0), 0)
    assert store.rows(query) == kept


def test_several_files_that_replace_keep_what_any_of_them_has(store, take):
    take(logos=LOGOS, activity=HEADER + "L1,u,a,2025-01-01,1\nL1,u,b,2025-01-03,1\nL1,u,b,2025-01-02,1\n")
    found = take(
        Options(replace_days=True),
        activity=HEADER + "L2,v,a,2025-01-01,1\n",
        usage=HEADER + "L1,u,b,2025-01-03,1\nL2,v,b,2025-01-01,1\n",
    )
    assert store.rows("SELECT logo_id, action, day FROM v_usage ORDER BY logo_id, action") == [
        ("L1", "b", "2025-01-03"),
        ("L2", "a", "2025-01-01"),
        ("L2", "b", "2025-01-01"),
    ]
    assert found


def test_a_file_with_rejected_rows_takes_nothing_out(store, take):
    take(logos=LOGOS, activity=HEADER + "L1,u,a,2025-01-01,1\nL1,v,a,2025-01-01,1\n")
    found = take(
        Options(replace_days=True), activity=HEADER + "L1,u,a,2025-01-01,2\nL1,v,a,2025-01-01,many\n"
    )["activity"]
    assert (counts(found), found.removed) == ((0, 1, 0, 1), 0)
    assert any("nothing taken out" in note for note in found.notes)
    assert store.scalar("SELECT count(*) FROM usage_day") == 2


def test_a_dry_run_says_what_would_be_taken_out(store, take):
    take(logos=LOGOS, activity=HEADER + "L1,u,a,2025-01-01,1\nL1,v,a,2025-01-01,1\n")
    options = Options(replace_days=True, dry_run=True)
    assert take(options, activity=HEADER + "L1,u,a,2025-01-01,1\n")["activity"].removed == 1
    assert store.scalar("SELECT count(*) FROM usage_day") == 2


def test_a_blank_count_is_once_and_overwrites_no_more_than_that(store, take):
    header = "Account ID,Event,Date,Count\n"
    take(logos=LOGOS, usage=header + "L1,sent,2025-01-01,3\nL1,sent,2025-01-02,\n")
    again = header + "L1,sent,2025-01-01,\n" + "L1,sent,2025-01-02,\n" * 2 + "L1,sent,2025-01-03,\n"
    found = take(usage=again)["activity"]
    assert counts(found) == (1, 2, 1, 0)
    assert "4 rows without a count: once, where the book has no more of it" in found.notes
    assert store.rows("SELECT n FROM usage_day ORDER BY day") == [(3,), (2,), (1,)]
