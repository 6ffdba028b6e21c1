from pathlib import Path

import pytest
from imports import CONTRACTS, LOGOS, counts, imported, reasons

from churntui.data import importing
from churntui.data.importing import Options
from churntui.plain.errors import BadInputError, NotFoundError

MESSY = Path(__file__).parents[1] / "fixtures" / "messy"
SHARED = Path(__file__).parents[2] / "shared"


def test_a_folder_is_taken_in_the_order_tables_depend_on_each_other(store, take):
    found = take(
        contracts=CONTRACTS + "C1,L1,,2025-01-01,2026-01-01,1200,EUR,year\n",
        activity="logo_id,customer_id,action,day,count\nL1,u1,run_audit,2025-02-01,3\n",
        logos=LOGOS,
    )
    assert {name: counts(one) for name, one in found.items()} == {
        "logos": (2, 0, 0, 0),
        "contracts": (1, 0, 0, 0),
        "activity": (1, 0, 0, 0),
    }
    assert store.one("SELECT amount_minor, arr_minor, currency, per FROM contract") == (
        120000,
        120000,
        "EUR",
        "year",
    )


@pytest.mark.parametrize(
    ("header", "per", "arr"), [("MRR", "month", 120000), ("ARR", "year", 10000), ("TCV", "term", 5000)]
)
def test_a_header_can_say_what_the_amount_is_for(store, take, header, per, arr):
    take(
        logos=LOGOS,
        contracts=f"logo_id,start_date,end_date,{header},currency\nL1,2025-01-01,2027-01-01,100,EUR\n",
    )
    assert store.one("SELECT per, arr_minor, ref FROM contract") == (per, arr, "L1:2025-01-01")


RATES = "currency,to_currency,rate,valid_from\n"


def test_rates_come_once_and_a_newer_one_stands_beside(store, take):
    older, newer = "USD,EUR,0.9,\n", "USD,EUR,0.5,2025-07-01\n"
    assert counts(take(rates=RATES + older)["rates"]) == (1, 0, 0, 0)
    assert counts(take(rates="currency,to_currency,rate\n" + older[:-2] + "\n")["rates"]) == (0, 0, 1, 0)
    assert counts(take(rates=RATES + older + newer)["rates"]) == (1, 0, 1, 0)
    assert counts(take(rates=RATES + newer.replace("0.5", "0.6"))["rates"]) == (0, 1, 0, 0)
    assert store.rows("SELECT rate, valid_from FROM rate ORDER BY 2") == [
        ("0.9", None),
        ("0.6", "2025-07-01"),
    ]


def test_a_contract_brings_the_rate_it_has_locked(store, take):
    header = CONTRACTS.replace("per", "per,rate,rate_currency")
    row = "C1,L1,,2025-01-01,,100,USD,year,"
    found = take(logos=LOGOS, contracts=f"{header}{row}0.9000,eur\n{row.replace('C1', 'C2')}2000000,EUR\n")
    assert reasons(found["contracts"]) == [
        (3, "rate", "cannot be a rate. Rates lie from 0.000001 to 1,000,000")
    ]
    assert counts(take(contracts=f"{header}{row},\n")["contracts"]) == (0, 0, 1, 0)
    assert store.rows("SELECT rate, rate_currency FROM contract") == [("0.9", "EUR")]
    changed = take(contracts=f"{header}{row.replace('USD', 'GBP')},\n")["contracts"]
    assert reasons(changed) == [(2, "rate", "is needed where the currency changes")]
    changed = take(contracts=f"{header}{row.replace('100,USD', ',GBP')}1.1,\n")["contracts"]
    assert reasons(changed) == [(2, "amount", "is needed where the currency changes")]


def test_a_reason_can_be_named_by_what_it_is_about(store, take):
    words = ("roadmap", "Security", "oversold", "Hidden fees", "future_roi", "Packaging")
    take(
        logos=LOGOS,
        interviews="interview_id,logo_id,status,primary_reason\n"
        + "".join(f"{nth},L1,held,{word}\n" for nth, word in enumerate(words)),
    )
    assert [code for (code,) in store.rows("SELECT primary_reason FROM interview ORDER BY ref")] == [
        "future_roi", "future_roi", "expectations", "packaging", "future_roi", "packaging",
    ]  # fmt: skip


def test_inclusive_ends_are_stored_as_the_day_after(store, take):
    contracts = CONTRACTS + "C1,L1,,2025-01-01,2025-12-31,1200,EUR,term\n"
    take(Options(end_dates="inclusive"), logos=LOGOS, contracts=contracts)
    assert store.one("SELECT ends_on, arr_minor FROM contract") == ("2026-01-01", 120000)


def test_ends_a_day_short_of_whole_months_are_called_out(take):
    rows = "".join(f"C{n},L1,,2025-0{n}-01,2026-0{n}-28,100,EUR,month\n" for n in (1, 2, 3))
    rows += "".join(f"D{n},L1,,2025-0{n}-01,2025-12-31,100,EUR,month\n" for n in (1, 2, 3, 4))
    assert any(
        "--end-dates inclusive" in note
        for note in take(logos=LOGOS, contracts=CONTRACTS + rows)["contracts"].notes
    )


def test_an_end_that_stands_there_because_it_has_come_is_notice_of_itself(store, take):
    ended = "contract_id,logo_id,starts_on,{},amount,currency,per,auto_renew\n"
    row = "{},L1,2025-01-01,2026-01-01,1,EUR,year,yes\n"
    take(logos=LOGOS, contracts=ended.format("Ended At") + row.format("C1"))
    take(contracts=ended.format("End date") + row.format("C2"))
    assert store.rows("SELECT ref, notice_on FROM contract") == [("C1", "2026-01-01"), ("C2", None)]


def test_a_spreadsheet_of_contracts_alone_brings_its_logos(store):
    first = imported(store, [MESSY / "spreadsheet.csv"]).files[0]
    assert counts(first) == (3, 0, 0, 0)
    assert store.rows("SELECT ref, name, industry, owner FROM logo ORDER BY ref") == [
        ("harbour-clinics", "Harbour Clinics", "Health", "Ben"),
        ("quayside-foods", "Quayside Foods", "Food", "Ana"),
    ]
    assert store.scalar("SELECT sum(arr_minor) FROM contract") == 12 * (120000 + 45000 + 10000)
    assert counts(imported(store, [MESSY / "spreadsheet.csv"]).files[0]) == (0, 0, 3, 0)


def test_a_logo_made_for_a_rejected_contract_does_not_stay(store):
    options = Options(end_dates="inclusive")
    found = imported(store, [MESSY / "vertraege_cp1252.csv"], options).files[0]
    assert counts(found) == (2, 0, 0, 1)
    assert [name for (name,) in store.rows("SELECT name FROM logo ORDER BY name")] == [
        "Bäckerei Grün KG",
        "Café Größe",
    ]
    assert store.rows("SELECT amount_minor, arr_minor FROM contract ORDER BY 1") == [
        (99990, 99990),
        (1234550, 1234550),
    ]


@pytest.mark.parametrize(
    ("file", "name", "minor", "currency"),
    [
        ("umowy_cp1250.csv", "Żółta Łódź Sp. z o.o.", 1234567, "PLN"),
        ("договори_cp1251.csv", "ТОВ «Каштан»", 100050, "UAH"),
    ],
)
def test_spreadsheets_of_other_countries(store, file, name, minor, currency):
    imported(store, [MESSY / file], Options(end_dates="inclusive"))
    query = "SELECT l.name, c.amount_minor, c.currency, c.arr_minor FROM contract c JOIN logo l ON l.id = c.logo_id"
    assert store.rows(query) == [(name, minor, currency, minor)]


def test_a_crm_report_with_footers_markup_and_slashed_dates(store):
    found = imported(store, [MESSY / "accounts_report.csv"]).files[0]
    assert counts(found) == (2, 0, 0, 1)
    assert found.skipped == 3
    assert store.rows("SELECT name, domain, employees, joined_on FROM logo ORDER BY ref") == [
        ('Nordlicht "Optik"', "nordlicht.example", 1200, None),
        ("Two Lines Ltd", "", None, None),
    ]
    assert reasons(found) == [(5, "Account Name", "is needed")]


def test_a_quote_that_swallowed_rows_is_told(take):
    tickets = 'ticket_id,logo_id,opened_on,subject\nT1,L1,2025-01-01,"Broken\n'
    tickets += "T2,L1,2025-01-02,x\nT3,L1,2025-01-03,y\n" + 'T4,L1,2025-01-04,"z"\n'
    assert any(
        "line 2" in note and "quote" in note for note in take(logos=LOGOS, tickets=tickets)["tickets"].notes
    )


def test_themes_of_interviews_are_made_and_replaced_as_a_set(store, take):
    header = "interview_id,logo_id,status,effective_on,themes,notes\n"
    take(logos=LOGOS, interviews=header + 'I1,L1,held,2025-01-01,"price; ""a;b"" ;SSO","x\ny"\n')
    names = "SELECT t.name FROM interview_theme i JOIN theme t ON t.id = i.theme_id ORDER BY 1"
    assert store.rows(names) == [("a;b",), ("price",), ("SSO",)]
    assert counts(take(interviews=header + "I1,L1,held,2025-01-01,,\n")["interviews"]) == (0, 0, 1, 0)
    assert counts(take(interviews=header + "I1,L1,,,PRICE,\n")["interviews"]) == (0, 1, 0, 0)
    assert store.rows(names) == [("price",)]


def test_an_interview_without_id_or_status_gets_stable_ones(store, take):
    losses = "logo_id,effective_on,stated_reason\nL1,2025-03-01,too dear\n"
    assert counts(take(logos=LOGOS, interviews=losses)["interviews"]) == (1, 0, 0, 0)
    assert counts(take(interviews=losses)["interviews"]) == (0, 0, 1, 0)
    assert store.one("SELECT ref, status FROM interview") == ("L1:2025-03-01", "not_asked")


DETAILS = "interview_id,confidence,stated_code,secondary_reasons,champion_left_on,change_mind\n"


@pytest.fixture
def told(take):
    """A book with one interview."""
    take(logos=LOGOS, interviews="interview_id,logo_id,status,notes\nI1,L1,held,Too dear.\n")


def test_details_lie_over_their_interview_and_a_blank_changes_none(store, take, told):
    row = 'I1,high,budget,price; adoption,3.12.2025,"one\ncall"\n'
    assert counts(take(interview_details=DETAILS + row)["interview_details"]) == (0, 1, 0, 0)
    kept = store.rows("SELECT * FROM interview"), store.rows("SELECT * FROM interview_reason")
    assert counts(take(interview_details=DETAILS + row)["interview_details"]) == (0, 0, 1, 0)
    assert counts(take(interview_details=DETAILS + "I1,,,,,\n")["interview_details"]) == (0, 0, 1, 0)
    assert (store.rows("SELECT * FROM interview"), store.rows("SELECT * FROM interview_reason")) == kept
    assert store.one("SELECT kind, confidence, champion_left_on, change_mind, notes FROM interview") == (
        "full",
        "high",
        "2025-12-03",
        "one\ncall",
        "Too dear.",
    )


def test_the_order_of_secondary_reasons_counts(store, take, told):
    take(interview_details=DETAILS + "I1,,,price;adoption,,\n")
    assert counts(take(interview_details=DETAILS + "I1,,,adoption;price,,\n")["interview_details"])[1] == 1
    assert store.rows("SELECT reason FROM interview_reason ORDER BY position") == [("adoption",), ("price",)]


def test_details_of_nothing_and_unknown_codes_are_told(take, told):
    rows = "I9,high,,,,\n,high,,,,\nI1,sure,,,,\nI1,,dear,,,\nI1,,,price;dear,,\n"
    found = take(interview_details=DETAILS + rows)["interview_details"]
    assert [(line, column) for line, column, _ in reasons(found)] == [
        (2, "interview_id"),
        (3, "interview_id"),
        (4, "confidence"),
        (5, "stated_code"),
        (6, "secondary_reasons"),
    ]
    assert reasons(found)[0][2] == "no such interview: import interviews first"


def test_attempts_of_one_day_owner_and_offer_are_told_apart_by_their_order(store, take, told):
    header = "interview_id,day,owner,offer,response,outcome\n"
    rows = "I1,2025-01-05,Ana,8 %,no,lost\nI1,2025-01-05,Ana,8 %,yes,\nI1,,,a call,,\n"
    assert counts(take(save_attempts=header + rows)["save_attempts"]) == (3, 0, 0, 0)
    kept = store.rows("SELECT * FROM save_attempt")
    assert counts(take(save_attempts=header + rows)["save_attempts"]) == (0, 0, 3, 0)
    assert store.rows("SELECT * FROM save_attempt") == kept
    settled = rows.replace("yes,", "yes,saved")
    assert counts(take(save_attempts=header + settled)["save_attempts"]) == (0, 1, 2, 0)
    assert store.rows("SELECT response, outcome FROM save_attempt ORDER BY id")[:2] == [
        ("no", "lost"),
        ("yes", "saved"),
    ]


def test_win_backs_are_one_a_logo_found_by_id_or_name(store, take):
    take(logos=LOGOS)
    header = "logo_id,called_on,outcome,note\n"
    assert counts(take(win_backs=header + "L1,2025-05-01,later,in spring\n")["win_backs"]) == (1, 0, 0, 0)
    by_name = "account,called_on,outcome\nACME,2025-06-01,back\nBolt,,never\n"
    assert counts(take(win_backs=by_name)["win_backs"]) == (0, 1, 0, 1)
    assert store.rows("SELECT called_on, outcome, note FROM win_back") == [
        ("2025-06-01", "back", "in spring")
    ]


def test_settings_and_rates_are_checked(store, take):
    found = take(
        settings="key,value\ngrace_days,14\ncolour,red\ntarget_rate,5%\n",
        rates='currency,to_currency,rate\nusd,EUR,"0,9200"\nEUR,EUR,1\nGBP,EUR,0\n',
    )
    assert counts(found["settings"]) == (2, 0, 0, 1)
    assert "grace_days" in found["settings"].problems[0].reason
    assert store.rows("SELECT value FROM setting ORDER BY key") == [("14",), ("0.05",)]
    assert counts(found["rates"]) == (1, 0, 0, 2)
    assert store.one("SELECT currency, rate FROM rate") == ("USD", "0.92")


def test_a_dry_run_counts_and_keeps_nothing(store, take):
    assert counts(take(Options(dry_run=True), logos=LOGOS)["logos"]) == (2, 0, 0, 0)
    assert store.scalar("SELECT count(*) FROM logo") == 0
    assert store.scalar("SELECT count(*) FROM import_run") == 0


def test_load_tables_takes_what_files_would_hold(store):
    tables = {
        "logos": (("logo_id", "name"), [("L1", "Acme")]),
        "actions": (("action", "qualifies"), [("a", "no")]),
    }
    assert [counts(one) for one in importing.load_tables(store, tables).files] == [(1, 0, 0, 0), (1, 0, 0, 0)]
    with pytest.raises(NotFoundError):
        importing.load_tables(store, {"colours": (("a",), [])})


@pytest.mark.external
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
def test_ravenstack_is_taken_whole(store):
    folder = SHARED / "data" / "ravenstack"
    result = imported(store, [folder])
    assert {one.table: counts(one) for one in result.files} == {
        "logos": (500, 0, 0, 0),
        "contracts": (5000, 0, 0, 0),
        "interviews": (600, 0, 0, 0),
        "tickets": (2000, 0, 0, 0),
        "activity": (25000, 0, 0, 0),
    }
    assert not result.unread
    assert all(one.added + one.changed == 0 for one in imported(store, [folder]).files)


@pytest.mark.external
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
@pytest.mark.parametrize("folder", ["nasty", "crm_exports"])
def test_strange_files_are_taken_or_told_never_a_crash(store, folder):
    told = []
    for path in sorted(p for p in (SHARED / "data" / folder).rglob("*") if p.is_file()):
        try:
            imported(store, [path], Options(dry_run=True))
        except BadInputError as error:
            told.append(str(error))
    assert told
    assert not [line for line in told if "\n" in line or "Traceback" in line]


def test_a_locked_rate_stays_in_the_currency_it_was_imported_under(store, take):
    header = CONTRACTS.strip() + ",rate\n"
    take(
        logos=LOGOS,
        contracts=header + "C1,L1,,2025-01-01,,1000,EUR,year,\nC2,L1,,2025-01-01,,1000,GBP,year,1.2\n",
    )
    take(contracts=header + "".join(f"D{n},L2,,2025-01-01,,1000,USD,year,\n" for n in range(9)))
    assert store.scalar("SELECT rate_currency FROM contract WHERE ref = 'C2'") == "EUR"


def test_what_takes_its_time_after_the_files_are_read_is_told(store, tmp_path):
    (tmp_path / "logos.csv").write_text(LOGOS)
    (tmp_path / "activity.csv").write_text("logo_id,customer_id,day,action\nL1,u1,2026-01-05,run\n")
    told = []
    recognised = importing.recognise([tmp_path], Options())
    importing.run(store, recognised, lambda name, done, total: told.append((name, done == total)))
    assert list(dict.fromkeys(told))[-2:] == [("activity.csv", True), ("counting activity", True)]


def test_a_run_that_asks_is_kept_at_once_unless_something_is_asked(store, tmp_path):
    sheet, use, told = tmp_path / "companies.csv", tmp_path / "use.csv", []
    sheet.write_text("Record ID,Company name,Company owner\n901,Tallinn Freight,Ines\n")
    use.write_text("logo_id,customer_id,day,action\n901,u1,2026-01-05,run\n")

    def run(**said):
        told.clear()
        recognised = importing.recognise([sheet, use], Options(rejects=tmp_path / "rejects.csv", **said))
        return importing.run(store, recognised, lambda name, *_: told.append(name), asks=True)

    assert run().asked == ()
    assert store.rows("SELECT name FROM logo") == [("Tallinn Freight",)]
    sheet.write_text("Record ID,Company name,Company owner\n902,Tallin Freight,Ines\n903,,Ines\n")
    before = store.rows("SELECT * FROM logo"), store.rows("SELECT * FROM import_run")
    asking = run()
    assert [(one.said, one.told) for one in asking.asked] == [("902", "Tallin Freight")]
    assert (asking.files, "use.csv" in told, (tmp_path / "rejects.csv").exists()) == ((), False, False)
    assert before == (store.rows("SELECT * FROM logo"), store.rows("SELECT * FROM import_run"))
    answered = run(same=(("902", "901"),))
    assert (answered.asked, answered.rejected, (tmp_path / "rejects.csv").exists()) == ((), 1, True)
    assert store.rows("SELECT name FROM logo") == [("Tallinn Freight",)]
