import json

import pytest
from imports import LOGOS, imported

from churntui.data.importing.mapping import Ignored, Mapping, recognise
from churntui.data.importing.profiles import BESIDE, CANONICAL, header_key, named, parse, profiles
from churntui.data.importing.words import qualifies
from churntui.model.tables import TABLES
from churntui.plain.errors import NotFoundError

SOURCE = """
name = "vendor"
end_dates = "inclusive"
[[ignored]]
headers = ["Total", "Of Everything"]
reason = "sums"
[[file]]
table = "contracts"
headers = ["Deal No", "Begin"]
[file.columns]
contract_id = ["Deal No"]
starts_on = ["Begin"]
amount = ["Monthly"]
[file.implied.Monthly]
per = "month"
[file.constants]
currency = "GBP"
[file.values.plan]
A = "Team"
"""


@pytest.mark.parametrize("header", ["logo_id", "Logo ID", "LOGO-ID", "logoId", " logo.id "])
def test_headers_match_without_case_and_joints(header):
    assert header_key(header) == "logoid"


def test_every_shipped_profile_is_sound_and_the_canonical_one_is_last():
    assert [profile.name for profile in profiles()][-1] == CANONICAL
    assert "ravenstack" in {profile.name for profile in profiles()}
    for profile in profiles():
        for rule in profile.files:
            known = {column.name for column in TABLES[rule.table].columns + TABLES[rule.table].extras}
            stated = {
                *rule.constants,
                *rule.values,
                *rule.lookups,
                *(name for need in rule.needs for name in need),
            }
            assert stated <= known | BESIDE.keys()


def test_the_canonical_profile_knows_every_column_of_every_table():
    rules = {rule.table: rule for rule in named(CANONICAL).files}
    assert set(rules) == set(TABLES)
    for name, table in TABLES.items():
        assert set(table.header) <= set(rules[name].columns)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("stem", ["by its name", "export"])
def test_every_template_is_recognised_by_name_and_by_headers_alone(name, stem):
    found = recognise(name if stem == "by its name" else stem, TABLES[name].header, profiles())
    assert isinstance(found, Mapping)
    assert found.table.name == name
    assert found.unused == ()
    assert [TABLES[name].header[found.at[column]] for column in TABLES[name].header] == list(
        TABLES[name].header
    )


def test_a_profile_says_how_its_files_are_read():
    vendor = parse(SOURCE)
    found = recognise("x", ("Deal No", "Begin", "Monthly", "Note"), (vendor, named(CANONICAL)))
    assert isinstance(found, Mapping)
    assert (found.profile.name, found.table.name) == ("vendor", "contracts")
    assert found.at == {"contract_id": 0, "starts_on": 1, "amount": 2}
    assert found.constants == {"currency": "GBP", "per": "month"}
    assert found.unused == ("Note",)
    assert found.rule.values["plan"] == {"a": "Team"}
    assert recognise("x", ("Deal No", "Other"), (vendor,)) is None


def test_the_seats_of_a_subscription_are_those_of_its_contract():
    header = (
        "subscription_id", "account_id", "start_date", "end_date", "plan_tier", "seats", "mrr_amount", "arr_amount",
        "is_trial", "auto_renew_flag",
    )  # fmt: skip
    found = recognise("subscriptions", header, profiles())
    assert isinstance(found, Mapping)
    assert (found.profile.name, found.table.name) == ("ravenstack", "contracts")
    assert found.at["seats"] == 5
    assert "seats" not in found.unused


def test_files_that_are_no_data_are_known_as_such():
    found = recognise("x", ("total", "of everything", "more"), (parse(SOURCE),))
    assert isinstance(found, Ignored)
    assert found.reason == "sums"


def test_a_profile_with_an_unknown_column_is_refused():
    with pytest.raises(ValueError, match="colour"):
        parse('name = "x"\n[[file]]\ntable = "logos"\n[file.columns]\ncolour = ["c"]\n')


def test_an_unknown_source_lists_those_there_are():
    with pytest.raises(NotFoundError, match=r"canonical|ravenstack"):
        named("crm")


def test_a_bare_id_and_a_date_tell_nothing():
    assert recognise("export", ("id", "created", "status"), profiles()) is None
    assert recognise("export", ("id", "name"), profiles()) is None
    assert recognise("plans", ("id", "name", "description", "balance"), profiles()) is None


def test_opportunities_are_not_taken_for_logos():
    assert isinstance(
        recognise("x", ("Account_ID", "Name", "Stage Name", "Close Date", "Probability"), profiles()), Ignored
    )


@pytest.mark.parametrize(
    ("action", "expected"), [("Log in", False), ("SIGN_IN", False), ("login", False), ("run_audit", True)]
)
def test_being_there_does_not_qualify(action, expected):
    assert qualifies(action) is expected


STRIPE = (
    "id,Customer ID,Customer Name,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),"
    "Current Period End (UTC),Canceled At (UTC),Ended At (UTC)\n"
    "sub_1,cus_1,Acme,p,10,eur,month,49.00,active,2025-03-01 09:00,2025-03-01 09:00,2026-12-01 09:00,,\n"
    "sub_2,cus_2,Bolt,p,4,eur,month,49.00,canceled,2024-05-10 09:00,2024-05-10 09:00,2026-06-10 10:00,"
    "2026-05-20 08:00,2026-06-10 10:00\n"
    "sub_3,cus_3,Core,p,1,usd,year,5880.00,past_due,2025-01-15 10:00,2025-01-15 10:00,2027-01-15 10:00,,\n"
    "sub_4,cus_4,Dune,p,1,eur,month,49.00,trialing,2026-11-20 10:00,2026-11-20 10:00,2026-12-04 10:00,,\n"
)
RECURLY = (
    "uuid,account_code,company_name,plan_code,state,quantity,unit_amount,currency,activated_at,canceled_at,expires_at,"
    "plan_interval\n"
    "u1,a1,Acme,scale,active,1,2000.00,EUR,2025-03-01 09:00:00 UTC,,,1 month\n"
    "u2,a2,Bolt,basic,expired,2,49.00,EUR,2024-05-10 10:00:00 UTC,2026-05-20 08:00:00 UTC,2026-06-10 10:00:00 UTC,"
    "1 month\n"
)
ZUORA = (
    "Subscription: Name,Account: Name,Account: Currency,Subscription: Status,Subscription: Contract Effective Date,"
    "Subscription: Term Start Date,Subscription: Term End Date,Rate Plan Charge: MRR\n"
    "A-1,Acme,EUR,Active,2025-03-01,2026-03-01,2027-03-01,2000\n"
    "A-2,Bolt,EUR,Cancelled,2024-05-10,2026-05-10,2026-06-10,49\n"
)
CHARGEBEE = (
    "subscriptions.id,subscriptions.customer_id,customers.company,subscriptions.plan_id,subscriptions.status,"
    "subscriptions.currency_code,subscriptions.mrr,subscriptions.started_at,subscriptions.cancelled_at\n"
    "s1,c1,Acme,scale,Active,EUR,2000.00,01-Mar-2025 09:00,\n"
    "s2,c2,Bolt,basic,Cancelled,EUR,49.00,10-May-2024 10:00,10-Jun-2026 10:00\n"
)
CLIENTS = (
    "Client Name,Contract ID,Line Number,Stage,Quantity,Start Date,End Date,Amount\n"
    "Acme,C1,1,Closed Won,1,2026-02-01,2027-02-01,96000\nBolt,C2,1,Closed Lost,1,2026-02-01,2027-02-01,9\n"
)
REPORT = (
    '"Account ID","Account Name","Contract Start Date","Contract End Date","Contract Term (months)","Amount Currency",'
    '"Amount"\n'
    '"0015e00000Aabcd","Acme","3/1/2025","2/28/2026","12","USD","24,000.00"\n'
    '"0015e00000Aabcf","Bolt","1/1/2024","12/31/2026","36","USD","90,000.00"\n'
)


@pytest.mark.parametrize(
    ("source", "content", "expected"),
    [
        (
            "stripe",
            STRIPE,
            [
                ("Acme", "2025-03-01", None, 588_000, None),
                ("Bolt", "2024-05-10", "2026-06-10", 235_200, "2026-05-20"),
                ("Core", "2025-01-15", None, 588_000, None),
            ],
        ),
        (
            "recurly",
            RECURLY,
            [
                ("Acme", "2025-03-01", None, 2_400_000, None),
                ("Bolt", "2024-05-10", "2026-06-10", 117_600, "2026-05-20"),
            ],
        ),
        (
            "chargebee",
            CHARGEBEE,
            [
                ("Acme", "2025-03-01", None, 2_400_000, None),
                ("Bolt", "2024-05-10", "2026-06-10", 58_800, "2026-06-10"),
            ],
        ),
        (
            "zuora",
            ZUORA,
            [
                ("Acme", "2025-03-01", "2027-03-01", 2_400_000, None),
                ("Bolt", "2024-05-10", "2026-06-10", 58_800, "2026-06-10"),
            ],
        ),
        (
            "salesforce",
            REPORT,
            [
                ("Acme", "2025-03-01", "2026-03-01", 2_400_000, None),
                ("Bolt", "2024-01-01", "2027-01-01", 3_000_000, None),
            ],
        ),
    ],
)
def test_contracts_of_a_source_as_it_exports_them(store, tmp_path, source, content, expected):
    (tmp_path / "export.csv").write_text(content)
    found = imported(store, [tmp_path / "export.csv"]).files[0]
    assert (found.source, found.rejected) == (source, 0)
    wanted = "name, starts_on, ends_on, arr_minor, notice_on"
    assert store.rows(f"SELECT {wanted} FROM contract JOIN logo ON logo.id = logo_id ORDER BY 1") == expected


@pytest.mark.parametrize(
    ("source", "content", "names"),
    [
        (
            "chartmogul",
            "Name,Email,Company,Country,External ID\nDana Roe,ops@acme.example,Acme,DE,cm_1\n",
            ["Acme"],
        ),
        (
            "hubspot",
            "Record ID,Company name,Lifecycle Stage\n1,Acme,customer\n2,Bolt,lead\n3,(No value),customer\n",
            ["Acme"],
        ),
        (
            "salesforce",
            "Id,Name,IsDeleted,MasterRecordId,Type\n1,Acme,0,,Customer - Direct\n2,Dup,true,1,\n3,R,0,,Press\n",
            ["Acme"],
        ),
        (
            "skalin",
            "Name,Domain,Customer ID,CSM Pulse,Owner email,Stage,Deleted\nAcme,a.example,A1,4,d,Run,\nB,,A2,,,Run,1\n",
            ["Acme"],
        ),
        (
            "maxio",
            "id,first_name,last_name,organization,email,reference\n7,Dana,Roe,Acme,o@a.example,\n",
            ["Acme"],
        ),
    ],
)
def test_logos_of_a_source_are_its_customers(store, tmp_path, source, content, names):
    (tmp_path / "export.csv").write_text(content)
    assert imported(store, [tmp_path / "export.csv"]).files[0].source == source
    assert [name for (name,) in store.rows("SELECT name FROM logo ORDER BY 1")] == names


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("pendo", "Account ID,Visitor ID,Event Name,Date,Number of Events\nL1,u1,Exported,2026-11-02,14\n"),
        ("mixpanel", "event,distinct_id,time\nExported,ops@acme.example,1774915200\n"),
        ("amplitude", "event_type,user_id,event_time,account_id\nExported,u1,2026-11-02 10:00:00,L1\n"),
        ("totango", "Account ID,User ID,Action,Module,Date\nL1,u1,Export,Reports,2026-11-02\n"),
    ],
)
def test_use_of_a_source(store, tmp_path, source, content):
    (tmp_path / "logos.csv").write_text(LOGOS)
    (tmp_path / "export.csv").write_text(content)
    imported(store, [tmp_path / "logos.csv"])
    found = imported(store, [tmp_path / "export.csv"]).files[0]
    assert (found.source, found.added, found.rejected) == (source, 1, 0)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        (
            "churnzero",
            "accountExternalId,name,nextRenewalDate,totalContractAmount,isActive\nA1,Acme,2027-02-01,96000,true\n",
        ),
        (
            "clientsuccess",
            CLIENTS,
        ),
    ],
)
def test_accounts_and_contracts_of_other_tools_of_the_trade(store, tmp_path, source, content):
    (tmp_path / "export.csv").write_text(content)
    found = imported(store, [tmp_path / "export.csv"]).files[0]
    assert (found.source, found.added, found.rejected) == (source, 1, 0)
    assert store.rows("SELECT ends_on, arr_minor FROM contract") == [("2027-02-01", 9_600_000)]


def test_what_is_over_and_has_no_amount_left_is_no_contract_of_nothing(store, tmp_path):
    (tmp_path / "export.csv").write_text(CHARGEBEE.replace("49.00", "0.00"))
    found = imported(store, [tmp_path / "export.csv"]).files[0]
    assert (found.added, found.rejected) == (1, 1)
    assert found.problems[0].reason.startswith("is what is left of one that is over")


def test_the_api_of_stripe_has_amounts_in_the_smallest_unit(store, tmp_path):
    plan = {"amount": 4900, "currency": "eur", "interval": "month", "interval_count": 3}
    one = {"id": "sub_1", "object": "subscription", "customer": "cus_1", "status": "active", "start_date": 1767225600,
           "current_period_end": 1798761600, "ended_at": None, "quantity": 2, "plan": plan,
           "metadata": {"company": "Acme"}}  # fmt: skip
    (tmp_path / "s.json").write_text(json.dumps({"object": "list", "data": [one]}))
    imported(store, [tmp_path / "s.json"])
    assert store.rows("SELECT amount_minor, per FROM contract") == [(9800, "quarter")]


@pytest.mark.parametrize(
    "header",
    [
        "Client;Date de début;Date d'échéance;Montant annuel;Devise;Statut;Préavis",
        "Ragione sociale;Data inizio;Scadenza;Canone annuo;Valuta;Stato;Preavviso",
        "Razão social;Data de início;Data de término;Valor anual;Moeda;Situação;Aviso prévio",
        "Klant;Startdatum;Einddatum;Jaarbedrag;Valuta;Status;Opzegtermijn",
    ],
)
def test_contracts_of_neighbours_are_known(header):
    mapped = recognise("x", header.split(";"), [named("canonical")])
    assert isinstance(mapped, Mapping)
    assert {"logo_name", "starts_on", "ends_on", "amount", "currency", "notice_days"} <= mapped.at.keys()
    assert (mapped.table.name, mapped.constants["per"], "status" in mapped.beside) == (
        "contracts",
        "year",
        True,
    )
