"""Who used the product when."""

from datetime import date, timedelta

from sample_tables import active, book, on_any_day, refs

from churntui.plain.dates import parse_day


def usage(as_of: date, key: str, first: int, last: int) -> int:
    """A logo's actions from `first` to `last` days before the as-of day, both counted."""
    ref = refs(as_of)[key]
    rows = [row for row in book(as_of)["activity"] if row["logo_id"] == ref]
    return sum(int(r["count"]) for r in rows if last <= (as_of - parse_day(r["day"])).days <= first)


@on_any_day
def test_activity_is_bounded_ends_yesterday_and_stays_within_service(as_of):
    rows = book(as_of)["activity"]
    assert 20_000 <= len(rows) <= 60_000
    assert as_of - timedelta(days=4) <= parse_day(max(r["day"] for r in rows)) < as_of
    joined = {c["customer_id"]: c["joined_on"] for c in book(as_of)["customers"]}
    assert all(r["day"] >= joined[r["customer_id"]] for r in rows)
    partial = {d["interview_id"] for d in book(as_of)["interview_details"] if d["kind"] != "full"}
    gone = [i for i in book(as_of)["interviews"] if i["interview_id"] not in partial]
    ends = {i["logo_id"]: i["effective_on"] for i in gone if i["logo_id"] != refs(as_of)["almvik"]}
    assert all(r["day"] < ends.get(r["logo_id"], "9999") for r in rows)
    measured = {r["logo_id"] for r in rows}
    assert measured == {c["logo_id"] for c in book(as_of)["customers"]}
    assert 3 <= len(active(as_of, as_of) - measured) <= 8


@on_any_day
def test_usage_tells_its_stories(as_of):
    def change(key: str) -> float:
        return usage(as_of, key, 28, 1) / usage(as_of, key, 56, 29) - 1

    assert -0.65 < change("tannwald") < -0.4
    assert usage(as_of, "zelenyi-brid", 56, 1) == 0 < usage(as_of, "zelenyi-brid", 120, 70)
    kirk = [p for p in book(as_of)["people"] if p["left_on"]]
    assert [p["logo_id"] for p in kirk] == [refs(as_of)["hollowaykirk"]]
    assert usage(as_of, "hollowaykirk", 28, 1) < 0.5 * usage(as_of, "hollowaykirk", 112, 85)
    assert change("nordpriel") > -0.3, "an undecided renewal does not end the use"
    low = usage(as_of, "ferrolia", 126, 99)
    assert usage(as_of, "ferrolia", 196, 169) > 2 * low < usage(as_of, "ferrolia", 28, 1)
    assert usage(as_of, "saltfern", 28, 1) > 1.3 * usage(as_of, "saltfern", 252, 225)
