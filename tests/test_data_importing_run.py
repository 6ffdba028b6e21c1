from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from imports import CONTRACTS, LOGOS, TERM, counts, imported, reasons
from profiles import examples
from workbooks import Formula, xlsx

from churntui.data import importing
from churntui.data.importing import Options
from churntui.data.opening import open_book
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


def test_the_same_again_changes_nothing_and_a_change_changes_only_its_row(store, take):
    take(logos=LOGOS)
    assert counts(take(logos=LOGOS)["logos"]) == (0, 0, 2, 0)
    assert counts(take(logos=LOGOS.replace("Bolt", "Bolt AG"))["logos"]) == (0, 1, 1, 0)
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L2'") == "Bolt AG"


def test_a_blank_never_overwrites(store, take):
    take(logos=LOGOS)
    assert counts(take(logos="logo_id,name,domain,owner\nL1,,,Ana\n")["logos"]) == (0, 1, 0, 0)
    assert store.one("SELECT name, domain, owner FROM logo WHERE ref = 'L1'") == (
        "Acme",
        "acme.example",
        "Ana",
    )


def test_headers_match_without_case_spaces_underscores_and_by_synonym(store, take):
    take(accounts='Account ID,COMPANY-NAME,Vertical,Number of Employees\nA1,Acme,Food,"1,200"\n')
    assert store.one("SELECT ref, name, industry, employees FROM logo") == ("A1", "Acme", "Food", 1200)


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


class TestSigns:
    """What the sign beside an amount says where no column does."""

    HEADER = "contract_id,logo_id,starts_on,amount,per\n"

    def test_a_sign_of_one_currency_tells_it(self, store, take):
        signs = enumerate(("€", "£", "US$"))
        rows = "".join(f"C{nth},L1,2025-01-01,{sign}99,year\n" for nth, sign in signs)
        assert counts(take(logos=LOGOS, contracts=self.HEADER + rows)["contracts"]) == (3, 0, 0, 0)
        assert store.rows("SELECT currency FROM contract ORDER BY ref") == [("EUR",), ("GBP",), ("USD",)]

    @pytest.mark.parametrize("amount", ["$99", "99 $", "¥99", "99 kr"])
    def test_a_sign_of_several_is_never_guessed(self, store, take, amount):
        contracts = f"{self.HEADER}C1,L1,2025-01-01,{amount},year\n"
        ((line, column, why),) = reasons(take(logos=LOGOS, contracts=contracts)["contracts"])
        assert (line, column) == (2, "amount")
        assert "--currency" in why
        assert counts(take(Options(currency="JPY"), contracts=contracts)["contracts"]) == (1, 0, 0, 0)
        assert store.rows("SELECT currency, amount_minor FROM contract") == [("JPY", 99)]
        assert counts(take(Options(currency="JPY"), contracts=contracts)["contracts"]) == (0, 0, 1, 0)

    def test_a_contract_of_the_book_keeps_its_currency_where_the_sign_may_mean_it(self, store, take):
        rows = "C1,L1,,2025-01-01,,99,AUD,year\nC2,L1,,2025-01-01,,99,EUR,year\n"
        take(logos=LOGOS, contracts=CONTRACTS + rows)
        found = take(contracts=self.HEADER + "C1,L1,2025-01-01,$120,year\nC2,L1,2025-01-01,$120,year\n")
        assert counts(found["contracts"]) == (0, 1, 0, 1)
        assert store.rows("SELECT currency, amount_minor FROM contract ORDER BY ref") == [
            ("AUD", 12_000),
            ("EUR", 9_900),
        ]

    def test_a_bare_number_is_in_the_reporting_currency_and_the_import_says_so(self, store, take):
        contracts = self.HEADER + "C1,L1,2025-01-01,99,year\n"
        (note,) = take(logos=LOGOS, contracts=contracts)["contracts"].notes
        assert note == (
            "1 amount without a currency taken as EUR, the reporting currency; another: --currency XXX"
        )
        note, missing = take(Options(currency="USD"), contracts=contracts.replace("C1", "C2"))[
            "contracts"
        ].notes
        assert note == "1 amount without a currency taken as USD, as said"
        assert missing == "1 row in the book from this file, not in it any more: C1; it stays"
        assert store.rows("SELECT currency FROM contract ORDER BY ref") == [("EUR",), ("USD",)]


class TestBounds:
    """What no book could be counted with is a rejected row, with its value and the reason."""

    @pytest.mark.parametrize(
        ("amount", "per"),
        [("10000000000000", "month"), ("10000000000000", "quarter"), ("99999999999999", "year")],
    )
    def test_an_amount_too_large_to_be_added_up(self, store, take, amount, per):
        rows = f"C1,L1,,2025-01-01,,{amount},EUR,{per}\n"
        found = take(logos=LOGOS, contracts=CONTRACTS + rows)["contracts"]
        assert [(problem.column, problem.value[:14]) for problem in found.problems] == [("amount", amount)]
        assert "too large" in found.problems[0].reason
        assert store.rows("SELECT * FROM contract") == []

    def test_one_that_only_its_rate_makes_too_large(self, take):
        amounts = enumerate(("20000000,USD", "10000000,USD", "1,EUR"))
        found = take(
            settings="key,value\nreporting_currency,EUR\n",
            rates=RATES + "USD,EUR,1000000,\n",
            logos=LOGOS,
            contracts=CONTRACTS
            + "".join(f"C{nth},L1,,2025-01-01,,{amount},year\n" for nth, amount in amounts),
        )["contracts"]
        assert [(line, column) for line, column, _ in reasons(found)] == [(2, "amount")]

    def test_the_book_as_a_whole(self, store, take, monkeypatch):
        monkeypatch.setattr("churntui.data.importing.sums.MOST_ADDED", 10_000)
        three = "".join(f"C{nth},L1,,2025-01-01,,40,EUR,year\n" for nth in range(3))
        for _ in range(2):  # the same again is not added up again
            found = take(logos=LOGOS, contracts=CONTRACTS + three)["contracts"]
            assert reasons(found) == [(4, "amount", "makes the book too large to be added up")]
        assert store.scalar("SELECT count(*) FROM contract") == 2

    @pytest.mark.parametrize("rate", ["0", "0.0000001", "1000001", "NaN", "1e9", "x"])
    def test_a_rate(self, take, rate):
        found = take(rates=f"{RATES}USD,EUR,{rate},\n")["rates"]
        assert [(line, column) for line, column, _ in reasons(found)] == [(2, "rate")]

    def test_numbers_nobody_has(self, take):
        notice = CONTRACTS.replace("per", "per,notice_days") + "C1,L1,,2025-01-01,,1,EUR,year,"
        assert counts(take(logos=LOGOS, contracts=notice + "3653\n")["contracts"]) == (1, 0, 0, 0)
        found = take(contracts=notice + "740000\n")["contracts"].problems[0]
        assert (found.column, found.value) == ("notice_days", "740000")
        assert found.reason == "is too large. It is 3,653 at most; check the column"
        crowd = "logo_id,name,employees\nL1,Acme,100000001\n"
        assert counts(take(logos=crowd)["logos"]) == (0, 0, 0, 1)


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


def test_bad_rows_are_told_with_line_column_and_reason_and_never_block_good_ones(take):
    found = take(
        logos=LOGOS,
        contracts=CONTRACTS
        + "C1,L1,,2025-01-01,2026-01-01,1200,EUR,year\n"
        + "C2,L9,,2025-01-01,2026-01-01,1200,EUR,year\n"
        + "C3,L1,,2025-01-01,2025-01-01,1200,EUR,year\n"
        + "C4,L1,,2025-02-30,,twelve,EUR,year\n"
        + "C1,L1,,2025-01-01,2026-01-01,1200,EUR,year\n"
        + "C5,L1,,2025-01-01,,1200,EUR,\n"
        + "C6,L1,,2025-01-01,,1200,EUR,year,stray\n"
        + "C7,L2,,2025-01-01,,1200,EUR,month\n",
    )["contracts"]
    assert counts(found) == (2, 0, 0, 6)
    told = reasons(found)
    assert [(line, column) for line, column, _ in told] == [
        (3, "logo_id"),
        (4, "ends_on"),
        (5, "starts_on"),
        (6, "contract_id"),
        (7, "per"),
        (8, ""),
    ]
    assert told[0][2] == "no such logo: import logos first"
    assert told[3][2].endswith("on line 2")


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


def test_a_setting_whose_value_is_left_out_stays(store, take):
    take(settings="key,value\ngrace_days,5\n")
    assert counts(take(settings="value,key,value\n,grace_days,7\n")["settings"]) == (0, 0, 1, 0)


def test_what_is_not_recognised_is_told_and_does_not_stop_the_rest(store, tmp_path):
    (tmp_path / "logos.csv").write_text(LOGOS)
    (tmp_path / "other.csv").write_text("colour,shape\nred,round\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "notes.txt").write_text("not looked at in a folder")
    result = imported(store, [tmp_path])
    assert [one.table for one in result.files] == ["logos"]
    assert [Path(one.path).name for one in result.unread] == ["empty.csv", "other.csv"]
    assert "colour, shape" in result.unread[1].notes[0]


def test_nothing_to_read_is_an_error(store, tmp_path):
    (empty := tmp_path / "in").mkdir()
    with pytest.raises(BadInputError, match="no file there"):
        imported(store, [empty])
    (tmp_path / "other.csv").write_text("colour,shape\nred,round\n")
    with pytest.raises(BadInputError, match="not recognised"):
        imported(store, [tmp_path])
    with pytest.raises(NotFoundError, match="no file or folder"):
        imported(store, [tmp_path / "none"])
    with pytest.raises(NotFoundError, match="ravenstack"):
        imported(store, [tmp_path], Options(source="nobody"))


def test_load_tables_takes_what_files_would_hold(store):
    tables = {
        "logos": (("logo_id", "name"), [("L1", "Acme")]),
        "actions": (("action", "qualifies"), [("a", "no")]),
    }
    assert [counts(one) for one in importing.load_tables(store, tables).files] == [(1, 0, 0, 0), (1, 0, 0, 0)]
    with pytest.raises(NotFoundError):
        importing.load_tables(store, {"colours": (("a",), [])})


NAMES = st.text(max_size=12)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["C1", "C2", "C3", "", " C1 "]),
        st.sampled_from(["L1", "L2", "L9", ""]),
        st.sampled_from(["", "C1", "C2", "C3"]),
        st.sampled_from(["2025-01-01", "2025-06-30", "01.02.2025", "03/04/2025", "x", ""]),
        st.sampled_from(["", "2026-01-01", "2025-01-01", "31.12.2025"]),
        st.sampled_from(["100", "1.234,50 €", "-1", "", "y"]),
        st.sampled_from(["EUR", "USD", "", "E"]),
        st.sampled_from(["month", "year", "term", ""]),
    ),
    max_size=8,
)


_C1 = ("C1", "L1", "", "2025-01-01")


@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(NAMES, max_size=4), rows=ROWS)
@example(names=["", ""], rows=[(*_C1, "", "100", "EUR", "term"), (*_C1, "2026-01-01", "100", "EUR", "month")])
def test_twice_is_once(tmp_path_factory, names, rows):
    folder = tmp_path_factory.mktemp("law")
    tables = {
        "logos": (("logo_id", "name"), [(f"L{n}", name) for n, name in enumerate(names)]),
        "contracts": (tuple(CONTRACTS.strip().split(",")), rows),
    }
    with open_book(folder / "book.db") as book:
        first = importing.load_tables(book, tables).files
        kept = book.rows("SELECT * FROM contract"), book.rows("SELECT * FROM logo")
        second = importing.load_tables(book, tables).files
        assert (book.rows("SELECT * FROM contract"), book.rows("SELECT * FROM logo")) == kept
    for before, after in zip(first, second, strict=True):
        assert (after.added, after.changed) == (0, 0)
        assert after.unchanged == before.added + before.changed + before.unchanged
        assert after.problems == before.problems
        assert before.added + before.rejected + before.skipped == len(tables[before.table][1])


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


def test_every_sheet_of_a_workbook_is_taken_or_named(store, tmp_path):
    books = {
        "Read me": [["Accounts of 2026"], ["Ask Ines"]],
        "Contracts": [
            ["Renewals as of November"],
            [],
            TERM,
            ["A1", "Acme", date(2026, 2, 1), date(2027, 2, 1), 96000, "EUR"],
            ["A2", "Bolt", date(2026, 1, 15), Formula("EDATE(C5,12)"), 33333.3300000001, "EUR"],
            ["A2", "Bolt", date(2026, 1, 15), date(2027, 1, 15), 33333.3300000001, "EUR"],
        ],
        "Accounts": [["Account ID", "Account Name"], ["A1", "Acme"], ["A2", "Bolt"]],
        "Pivot": [["Quarter", "Sum of logos"], ["Q1", 3]],
        "Old": [TERM, ["A9", "Old", date(2020, 1, 1), date(2021, 1, 1), 1, "EUR"]],
    }
    (tmp_path / "book.xlsx").write_bytes(xlsx(books, hidden=["Old"]))
    result = imported(store, [tmp_path / "book.xlsx"])
    assert [(Path(file.path).name, file.table, counts(file)) for file in result.files] == [
        ("book.xlsx › Accounts", "logos", (2, 0, 0, 0)),
        ("book.xlsx › Contracts", "contracts", (2, 0, 0, 1)),
    ]
    ((line, column, reason),) = reasons(result.files[1])
    assert (line, column) == (5, "End Date")
    assert "formula without a stored result" in reason
    assert [Path(file.path).name for file in result.unread] == ["book.xlsx › Pivot"]
    assert [Path(file.path).name for file in result.ignored] == ["book.xlsx › Read me", "book.xlsx › Old"]
    assert store.rows("SELECT ends_on, amount_minor FROM contract ORDER BY starts_on") == [
        ("2027-01-15", 3333333),
        ("2027-02-01", 9600000),
    ]


def test_nothing_in_a_folder_is_passed_over_in_silence(store, tmp_path):
    folder = tmp_path / "in"
    (folder / "more").mkdir(parents=True)
    for name in ("notes.txt", ".hidden.csv", "~$book.xlsx", "broken.zip"):
        (folder / name).write_text("PK\x03\x04")
    (folder / "logos.csv").write_text("logo_id,name\nA1,Acme\n")
    result = imported(store, [folder])
    assert [Path(file.path).name for file in result.files] == ["logos.csv"]
    assert [Path(file.path).name for file in result.ignored] == [
        ".hidden.csv",
        "more",
        "notes.txt",
        "~$book.xlsx",
    ]
    assert [Path(file.path).name for file in result.unread] == ["broken.zip"]
    assert all(file.notes[0] for file in (*result.ignored, *result.unread))


@pytest.mark.parametrize(
    "above",
    [
        "Customers\n",
        "Customer report\nExported 2026-11-28 by Ines\n\n",
        "Company name,Umbrella\nCurrency,EUR\n\n",
        "Customer,,Contract,,,\n",
        "".join(f"Filter {n},all\n" for n in range(12)),
    ],
)
def test_titles_above_the_header_do_not_hide_it(store, tmp_path, above):
    rows = f"{','.join(TERM)}\nA1,Acme,2026-02-01,2027-02-01,96000,EUR\n"
    (tmp_path / "export.csv").write_text(above + rows)
    (file,) = imported(store, [tmp_path / "export.csv"]).files
    assert (file.table, counts(file)) == ("contracts", (1, 0, 0, 0))
    assert store.scalar("SELECT name FROM logo") == "Acme"
