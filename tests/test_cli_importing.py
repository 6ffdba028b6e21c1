import os

import pytest
from click.testing import CliRunner
from test_cli import called

from churntui.cli.importing import export, import_, sources, template, undo_import
from churntui.data.importing import TABLES
from churntui.data.opening import open_book
from churntui.plain.errors import ChurnError, NotFoundError

LOGOS = "logo_id,name\nL1,Acme\nL2,Bolt\n"


@pytest.fixture
def run(tmp_path):
    def call(command, *arguments):
        return CliRunner().invoke(command, [str(one) for one in arguments])

    return call


@pytest.fixture
def book(tmp_path):
    return tmp_path / "new" / "book.db"


def test_all_taken_is_exit_0_with_one_line_per_file(run, tmp_path, book):
    (tmp_path / "logos.csv").write_text(LOGOS)
    result = run(import_, tmp_path / "logos.csv", "--file", book)
    assert result.exit_code == 0
    assert result.stdout == "logos.csv -> logos: 2 added, 0 changed, 0 unchanged, 0 rejected\n"
    assert result.stderr == ""


def test_an_import_is_taken_back_and_what_was_changed_since_is_named(run, tmp_path, book):
    (tmp_path / "logos.csv").write_text(LOGOS)
    run(import_, tmp_path / "logos.csv", "--file", book)
    (tmp_path / "logos.csv").write_text(LOGOS.replace("Bolt", "Bolt AG") + "L3,Cara\n")
    run(import_, tmp_path / "logos.csv", "--file", book)
    result = run(undo_import, "--file", book)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Taken back: the import of 20")
    assert result.stdout.endswith(" UTC (logos.csv): 1 row taken out, 1 row set back\n")
    with open_book(book) as store, store.edit("rename"):
        store.rows("UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    result = run(undo_import, "--file", book)
    assert (result.exit_code, result.stderr) == (1, "  left: logo Acme SE: changed since\n")
    assert result.stdout.endswith("1 row taken out, 0 rows set back, 1 left as now\n")
    assert isinstance(run(undo_import, "--file", book).exception, NotFoundError)


def test_what_was_changed_by_hand_is_listed_with_exit_1_until_it_is_answered(run, tmp_path, book):
    (tmp_path / "logos.csv").write_text(LOGOS)
    run(import_, tmp_path / "logos.csv", "--file", book)
    with open_book(book) as store, store.edit("rename"):
        store.rows("UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
        day = store.scalar("SELECT substr(at, 1, 10) FROM edit")
    result = run(import_, tmp_path / "logos.csv", "--file", book)
    assert result.exit_code == 1
    assert result.stdout == "logos.csv -> logos: 0 added, 0 changed, 2 unchanged, 0 rejected, 1 in conflict\n"
    assert result.stderr == (
        f"  in conflict: line 2, name: book “Acme SE” (changed by hand on {day}), file “Acme”\n"
        "  the book's stays: --take file for the file's, --take book to say no more of it\n"
    )
    for take, shown in (
        ("book", "0 added, 0 changed, 2 unchanged"),
        ("file", "0 added, 1 changed, 1 unchanged"),
    ):
        result = run(import_, tmp_path / "logos.csv", "--file", book, "--take", take)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == f"logos.csv -> logos: {shown}, 0 rejected\n"


DOLLARS = "contract_id,logo_name,starts_on,amount,per\nC1,Acme,2025-01-01,$99,year\n"


def asked(monkeypatch, book, folder, said):
    """The import of amounts in dollars on a terminal where somebody answers so."""
    monkeypatch.setattr("churntui.cli.importing.is_terminal", lambda _: True)
    (folder / "contracts.csv").write_text(DOLLARS)
    return CliRunner().invoke(import_, [str(folder / "contracts.csv"), "--file", str(book)], input=said)


def test_a_doubtful_sign_is_asked_about_on_a_terminal(monkeypatch, tmp_path, book):
    result = asked(monkeypatch, book, tmp_path, "dollars\nusd\n")
    assert "contracts.csv: which currency is “$99” (USD, CAD, AUD …)?" in result.stderr
    assert "“dollars” is not a currency" in result.stderr
    assert result.exit_code == 0
    with open_book(book) as store:
        assert store.rows("SELECT currency FROM contract") == [("USD",)]


def test_how_a_file_is_to_be_read_is_asked_about_on_a_terminal(monkeypatch, tmp_path, book):
    monkeypatch.setattr("churntui.cli.importing.is_terminal", lambda _: True)
    rows = "Account Name,Start Date,End Date,ARR,Currency\nA,03/04/2025,03/04/2026,96.000,EUR\n"
    (tmp_path / "sheet.csv").write_text(rows)
    args = [str(tmp_path / "sheet.csv"), "--file", str(book)]
    assert CliRunner().invoke(import_, args, input="\n\n").exit_code == 1
    result = CliRunner().invoke(import_, args, input="dmy\npoints\ncomma\n")
    assert (
        "sheet.csv, ARR: “96.000” may be 96000 or 96.000? point or comma; blank leaves them out"
        in result.stderr
    )
    assert result.exit_code == 0
    with open_book(book) as store:
        assert store.rows("SELECT starts_on, amount_minor FROM contract") == [("2025-04-03", 9600000)]


def test_left_unanswered_its_rows_are_left_out(monkeypatch, tmp_path, book):
    assert asked(monkeypatch, book, tmp_path, "\n").exit_code == 1


def test_without_a_terminal_the_option_is_named(run, tmp_path, book):
    (tmp_path / "contracts.csv").write_text(DOLLARS)
    result = run(import_, tmp_path / "contracts.csv", "--file", book)
    assert result.exit_code == 1
    assert (
        "amount “$99”: may be in USD, CAD, AUD or another currency: import with --currency" in result.stderr
    )
    assert run(import_, tmp_path / "contracts.csv", "--file", book, "--currency", "cad").exit_code == 0
    assert run(import_, tmp_path / "contracts.csv", "--file", book, "--currency", "dollar").exit_code == 2


def test_rejected_rows_are_exit_1_and_the_good_ones_are_in(run, tmp_path, book):
    (tmp_path / "logos.csv").write_text(
        "logo_id,name,fit\n" + "".join(f"B{n},x,odd\n" for n in range(15)) + "L1,Acme,good\n"
    )
    result = run(import_, tmp_path / "logos.csv", "--file", book, "--rejects", tmp_path / "bad.csv")
    assert result.exit_code == 1
    assert "1 added, 0 changed, 0 unchanged, 15 rejected" in result.stdout
    assert "line 2, fit “odd”: is none of good, poor" in result.stderr
    assert "… 5 more rejected, use --rejects FILE" in result.stderr
    assert len((tmp_path / "bad.csv").read_text().splitlines()) == 16
    with open_book(book) as store:
        assert store.rows("SELECT ref FROM logo") == [("L1",)]


@pytest.mark.parametrize("content", ["colour,shape\nred,round\n", "", "\x00\x01\x02"])
def test_nothing_read_is_exit_2_and_makes_no_book(run, tmp_path, book, content):
    (tmp_path / "x.csv").write_text(content)
    result = run(import_, tmp_path / "x.csv", "--file", book)
    assert isinstance(result.exception, ChurnError)
    assert result.exception.exit_code == 2
    assert not book.exists()


def test_an_unread_file_beside_a_good_one_is_exit_1(run, tmp_path, book):
    (tmp_path / "logos.csv").write_text(LOGOS)
    (tmp_path / "x.csv").write_text("colour,shape\nred,round\n")
    result = run(import_, tmp_path, "--file", book)
    assert result.exit_code == 1
    assert "x.csv: not read." in result.stderr


def test_a_dry_run_makes_no_book(run, tmp_path, book):
    (tmp_path / "logos.csv").write_text(LOGOS)
    result = run(import_, tmp_path / "logos.csv", "--file", book, "--dry-run")
    assert result.exit_code == 0
    assert "2 added" in result.stdout
    assert "nothing was kept" in result.stderr
    assert not book.exists()


def test_what_a_file_holds_never_reaches_the_terminal_raw(run, tmp_path, book):
    (tmp_path / "logos.csv").write_text("logo_id,name,\x1b[2Jcol,fit\nL1,Acme,,\x1b]0;x\x07\n")
    result = run(import_, tmp_path / "logos.csv", "--file", book)
    assert result.exit_code == 1
    assert "\x1b" not in result.output + result.stderr


def test_options_reach_the_run(run, tmp_path, book):
    (tmp_path / "contracts.csv").write_text(
        "company,start,end,arr,currency\nAcme,03/04/2025,02/04/2026,100,EUR\n"
    )
    result = run(
        import_,
        tmp_path / "contracts.csv",
        "--file",
        book,
        "--date-order",
        "dmy",
        "--end-dates",
        "inclusive",
        "--as",
        "canonical",
    )
    assert result.exit_code == 0
    with open_book(book) as store:
        assert store.rows("SELECT starts_on, ends_on FROM contract") == [("2025-04-03", "2026-04-03")]


def test_a_corrected_export_says_what_it_takes_out(run, tmp_path, book):
    header = "logo_id,customer_id,action,day\n"
    (tmp_path / "logos.csv").write_text(LOGOS)
    (tmp_path / "activity.csv").write_text(header + "L1,u,a,2025-01-01\nL1,v,a,2025-01-01\n")
    run(import_, tmp_path, "--file", book)
    nothing = run(import_, tmp_path / "logos.csv", "--file", book, "--replace-days")
    assert "--replace-days means nothing here" in nothing.stderr
    (tmp_path / "activity.csv").write_text(header + "L1,u,a,2025-01-01\n")
    result = run(import_, tmp_path / "activity.csv", "--file", book, "--replace-days")
    assert result.exit_code == 0
    assert result.stdout == (
        "activity.csv -> activity: 0 added, 0 changed, 1 unchanged, 0 rejected, 1 taken out\n"
    )


def test_templates_and_exports_can_be_imported(run, tmp_path, book):
    assert run(template, tmp_path / "empty").exit_code == 0
    assert run(import_, tmp_path / "empty", "--file", book).exit_code == 0
    (tmp_path / "logos.csv").write_text(LOGOS)
    run(import_, tmp_path / "logos.csv", "--file", book)
    result = run(export, tmp_path / "out", "--file", book)
    assert result.exit_code == 0
    assert "logos.csv: 2 rows" in result.stdout
    assert len(list((tmp_path / "out").iterdir())) == len(TABLES)


def test_an_export_of_no_book_says_so(run, tmp_path, book):
    result = run(export, tmp_path / "out", "--file", book)
    assert isinstance(result.exception, ChurnError)
    assert not book.exists()


@pytest.mark.skipif(os.name != "posix", reason="another system's rights")
def test_whatever_leaves_the_book_is_its_owners_alone(capsys, tmp_path):
    book, out = tmp_path / "book.db", tmp_path / "out"
    (tmp_path / "logos.csv").write_text(
        "logo_id,name,fit\nL1,Nordwind,good\nL2,Acme,splendid\n", encoding="utf-8"
    )
    before = os.umask(0)
    try:
        called(
            capsys, "import", tmp_path / "logos.csv", "--file", book, "--rejects", tmp_path / "rejects.csv"
        )
        called(capsys, "export", out, "--file", book)
        called(capsys, "template", tmp_path / "empty")
        called(capsys, "backup", tmp_path / "copy.backup", "--file", book)
        called(capsys, "brief", "L1", "--file", book, "-o", tmp_path / "brief.md")
    finally:
        os.umask(before)
    source = tmp_path / "logos.csv"
    written = {
        path.name: path.stat().st_mode for path in tmp_path.rglob("*") if path.is_file() and path != source
    }
    assert written.keys() >= {"book.db", "rejects.csv", "copy.backup", "brief.md", "people.csv"}
    assert {name: oct(mode) for name, mode in written.items() if mode & 0o077} == {}


def test_sources_are_listed_with_what_tells_them(run):
    result = run(sources)
    assert "stripe\tStripe, subscriptions\tcontracts\tCustomer ID, Status" in result.stdout
    assert all(len(line.split("\t")) == 4 for line in result.stdout.splitlines())


def test_a_status_that_is_asked_about_is_answered(run, tmp_path, book):
    (tmp_path / "contracts.csv").write_text(
        "Account Name,Start Date,End Date,ARR,Currency,Status\nAcme,2026-01-01,2027-01-01,9,EUR,Odd\n"
    )
    assert run(import_, tmp_path / "contracts.csv", "--file", book).exit_code == 1
    answered = run(import_, tmp_path / "contracts.csv", "--file", book, "--status", "odd=keep")
    assert (answered.exit_code, "Status: “Odd” taken (1)" in answered.stderr) == (0, True)
    assert run(import_, tmp_path / "contracts.csv", "--file", book, "--status", "odd").exit_code == 2


def test_an_unknown_status_is_asked_about_on_a_terminal(monkeypatch, tmp_path, book):
    monkeypatch.setattr("churntui.cli.importing.is_terminal", lambda _: True)
    header = "Account Name,Start Date,End Date,ARR,Currency,Status"
    (tmp_path / "contracts.csv").write_text(
        f"{header}\nAcme,2026-01-01,2027-01-01,9,EUR,Odd\nBolt,2026-01-01,2027-01-01,9,EUR,Even\n"
    )
    arguments = [str(tmp_path / "contracts.csv"), "--file", str(book)]
    result = CliRunner().invoke(import_, arguments, input="keep\n\n")
    assert "contracts.csv: what becomes of rows whose Status is “Odd”?" in result.stderr
    assert "1 added, 0 changed, 0 unchanged, 1 rejected" in result.stdout


ALIKE = "Account Name,Start Date,End Date,ARR,Currency\nTallin Freight,2026-01-01,2027-01-01,9,EUR\n"


@pytest.mark.parametrize(
    ("said", "logos"),
    [(["--same", "Tallin Freight=L1"], 1), (["--new", "tallin freight"], 2), (["--new", "all"], 2)],
)
def test_what_looks_like_a_logo_is_rejected_with_the_options_that_answer(run, tmp_path, book, said, logos):
    (tmp_path / "logos.csv").write_text("logo_id,name\nL1,Tallinn Freight\n")
    (tmp_path / "sheet.csv").write_text(ALIKE)
    assert run(import_, tmp_path / "logos.csv", "--file", book).exit_code == 0
    refused = run(import_, tmp_path / "sheet.csv", "--file", book)
    assert refused.exit_code == 1
    assert 'import with --same "Tallin Freight=L1" or --new "Tallin Freight"' in refused.stderr
    assert run(import_, tmp_path / "sheet.csv", "--file", book, *said).exit_code == 0
    with open_book(book) as store:
        assert store.scalar("SELECT count(*) FROM logo") == logos
    assert run(import_, tmp_path / "sheet.csv", "--file", book, "--same", "L1").exit_code == 2


def test_what_looks_like_a_logo_is_asked_about_on_a_terminal(monkeypatch, tmp_path, book):
    monkeypatch.setattr("churntui.cli.importing.is_terminal", lambda _: True)
    (tmp_path / "logos.csv").write_text("logo_id,name\nL1,Tallinn Freight\n")
    (tmp_path / "sheet.csv").write_text(ALIKE)
    CliRunner().invoke(import_, [str(tmp_path / "logos.csv"), "--file", str(book)])
    result = CliRunner().invoke(import_, [str(tmp_path / "sheet.csv"), "--file", str(book)], input="1\n")
    assert "Is “Tallin Freight” one of the book's: 1 Tallinn Freight (L1)?" in result.stderr
    assert result.exit_code == 0
    with open_book(book) as store:
        assert store.scalar("SELECT count(*) FROM logo") == 1


def test_a_mapping_is_kept_listed_saved_used_and_forgotten(run, tmp_path, book):
    file, saved = tmp_path / "tracker 2026.csv", tmp_path / "shared.toml"
    file.write_text("Account Name,ARR,Renewal Date\nAcme,96.000,03/04/2027\n")
    answered = run(import_, file, "--file", book, "--decimal", "comma", "--date-order", "dmy")
    assert "Kept as your mapping tracker: sheets with the headers of tracker 2026.csv" in answered.stderr
    again = run(import_, file, "--file", book)
    assert (again.exit_code, "mapped as on" in again.stderr, "Kept" in again.stderr) == (0, True, False)
    assert run(import_, file, "--file", book, "--as", "canonical").exit_code == 1
    listed = run(sources, "--file", book).stdout.splitlines()
    assert listed[0].split("\t")[0::2] == ["tracker", "contracts"]
    assert all(len(line.split("\t")) == 4 for line in listed)
    assert run(sources, "--file", book, "--save", "Tracker", "-o", saved).exit_code == 0
    assert saved.read_text() == run(sources, "--file", book, "--save", "tracker").stdout
    other = tmp_path / "other.db"
    assert run(import_, file, "--file", other, "--as", saved).exit_code == 0
    saved.write_text(saved.read_text().replace("dmy", "dym"))
    refused = run(import_, file, "--file", other, "--as", saved).exception
    assert "date_order “dym” is none of dmy, mdy, ymd" in str(refused)
    assert 'name = "stripe"' in run(sources, "--file", book, "--save", "stripe").stdout
    assert "End it with .toml" in str(run(sources, "--save", "stripe", "-o", tmp_path / "stripe").exception)
    assert run(sources, "--file", book, "--forget", "tracker").exit_code == 0
    assert run(sources, "--file", book).stdout.startswith("amplitude")


def test_an_amount_beside_seats_is_asked_about_on_a_terminal(monkeypatch, tmp_path, book):
    monkeypatch.setattr("churntui.cli.importing.is_terminal", lambda _: True)
    head = "Account Name,Start Date,End Date,Seats,Price,Interval,Currency"
    rows = "A,2026-01-01,2027-01-01,1,9,month,EUR\nB,2026-01-01,2027-01-01,120,25.00,month,EUR\n"
    (tmp_path / "sheet.csv").write_text(f"{head}\n{rows}")
    args = [str(tmp_path / "sheet.csv"), "--file", str(book)]
    result = CliRunner().invoke(import_, args, input="per-seat\n")
    question = (
        "sheet.csv, Price: “25.00” beside 120 seats may be for all of them or for each? total or per-seat"
    )
    assert question in result.stderr
    assert result.exit_code == 0
    with open_book(book) as store:
        assert store.rows("SELECT amount_minor FROM contract ORDER BY id") == [(900,), (300000,)]


def test_what_is_over_is_told_by_the_day_that_is_named(tmp_path, capsys):
    sheet = tmp_path / "deals.csv"
    sheet.write_text(
        "Account,ARR (EUR),Start Date,End Date,Status\nAcme,9000,2025-02-01,2026-02-01,Churned\n"
    )
    imported = ("import", sheet, "--file", tmp_path / "book.db", "--as-of")
    assert "is over, yet runs until 2026-02-01" in called(capsys, *imported, "2025-12-31")[2]
    assert called(capsys, *imported, "2026-02-01")[0] == 0
