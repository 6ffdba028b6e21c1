"""What was said about a sheet is kept, and a sheet with the same headers is taken so again."""

from __future__ import annotations

import pytest

from churntui.data import history, importing
from churntui.data.importing import Options, own_mappings
from churntui.data.importing.handmade import LEAVE_OUT, Answers, of_table
from churntui.data.importing.profiles import text_of
from churntui.data.opening import open_book
from churntui.plain.errors import BadInputError, NotFoundError

TRACKER = "Account Name,ARR,Renewal Date,Status,Notes\n"
ROWS = "Acme,96.000,03/04/2027,Active,x\nBolt,12.000,05/06/2027,Pause,\n"
SAID = Options(date_order="dmy", decimal="comma", currency="EUR", statuses=(("Pause", "keep"),))


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        yield store


@pytest.fixture
def take(store, tmp_path):
    def call(text, options=Options(), name="renewals 2026-11.csv"):  # noqa: B008 - frozen
        (tmp_path / name).write_text(text)
        known = own_mappings.every(store)
        return importing.run(store, importing.recognise([tmp_path / name], options, known))

    return call


def test_what_was_answered_is_asked_once_and_said(store, take):
    first = take(TRACKER + ROWS, SAID)
    assert [(kept.name, kept.is_new) for kept in first.kept] == [("renewals", True)]
    second = take("Notes," + TRACKER[:-7] + "\nx,Cedar,24.000,07/08/2027,Pause\n", name="other.csv")
    (file,) = second.files
    assert (file.source, bool(file.mapped_on), file.added, file.rejected) == ("renewals", True, 1, 0)
    assert second.kept == ()
    assert store.rows("SELECT ends_on, amount_minor, currency FROM contract WHERE logo_id = 3") == [
        ("2027-08-07", 2400000, "EUR")
    ]


def test_what_the_next_file_tells_goes_before_what_was_answered_of_the_last(store, take):
    take(TRACKER + ROWS, SAID)
    told = take(TRACKER + 'Cedar,"24,000.50",07/25/2027,Active,\nDelta,12.000,05/06/2027,Active,\n')
    assert told.rejected == 1  # a point for decimals is told, and 12.000 has too many
    assert store.scalar("SELECT ends_on FROM contract WHERE logo_id = 3") == "2027-07-25"


def test_nothing_is_kept_of_a_sheet_that_speaks_for_itself_or_of_which_nothing_was_taken(store, take):
    assert take("logo_id,name\nL1,Acme\n", SAID, "logos.csv").kept == ()
    assert take(TRACKER + "Acme,9,2027-01-01,Active,\n").kept == ()
    assert take(TRACKER + "Acme,9,never,Active,\n", SAID).kept == ()
    assert own_mappings.every(store) == []


def test_one_that_was_seen_in_the_app_is_kept(store, take):
    assert take(TRACKER + "Acme,9,2027-01-01,Active,\n", Options(is_seen=True)).kept != ()


def test_keeping_is_an_edit_and_an_answer_anew_changes_it(store, take):
    take(TRACKER + ROWS, SAID)
    take(TRACKER + ROWS, Options(date_order="mdy"))
    (kept,) = own_mappings.every(store)
    assert (kept.date_order, kept.decimal, kept.files[0].standings["pause"]) == ("mdy", "comma", "keep")
    assert history.undo(store) == "Kept the mapping renewals"
    assert own_mappings.every(store)[0].date_order == "dmy"
    history.undo(store)
    assert own_mappings.every(store) == []
    history.redo(store)
    own_mappings.forget(store, "Renewals")
    assert own_mappings.every(store) == []
    with pytest.raises(NotFoundError):
        own_mappings.forget(store, "renewals")


def test_names_are_told_apart(store, take):
    take(TRACKER + ROWS, SAID)
    take(TRACKER.replace("Notes", "More") + ROWS, SAID)
    take(TRACKER.replace("Notes", "Most") + ROWS, SAID, "stripe.csv")
    assert [profile.name for profile in own_mappings.every(store)] == ["renewals", "renewals-2", "stripe-2"]


def test_a_mapping_from_a_colleague_is_taken_by_its_name_and_kept(store, take, tmp_path):
    take(TRACKER + ROWS, SAID)
    file = tmp_path / "shared.toml"
    file.write_text(own_mappings.every(store)[0].toml)
    with open_book(tmp_path / "other.db") as other:
        options = Options(source=str(file))
        result = importing.run(other, importing.recognise([tmp_path / "renewals 2026-11.csv"], options))
        assert (result.files[0].added, result.rejected) == (2, 0)
        assert [one.name for one in own_mappings.every(other)] == ["renewals"]
        named = importing.recognise(
            [tmp_path / "renewals 2026-11.csv"], Options(source="Renewals"), own_mappings.every(other)
        )
        assert named.files[0].mapping.profile.name == "renewals"


def test_a_sheet_with_more_columns_is_the_same_as_long_as_they_mean_nothing(store, take):
    take(TRACKER + ROWS, SAID)
    odd = TRACKER.strip() + ",Farbe\nAcme,1,2027-01-01,Active,,rot\n"
    more = TRACKER.strip() + ",Plan\nAcme,1,2027-01-01,Active,,Pro\n"
    assert [take(text).files[0].source for text in (odd, more)] == ["renewals", "canonical"]


def test_a_sheet_that_lacks_a_header_is_told_and_taken_by_the_name_of_its_mapping(store, take):
    odd = "Wer,Wieviel,Bis,Egal\nAcme,96000,2027-01-01,x\n"
    made = of_table(("Wer", "Wieviel", "Bis", "Egal"), "contracts", Answers(date_order="dmy"))
    made = made.with_column("Wer", "logo_name").with_column("Wieviel", "amount", "year")
    take(odd, Options(mappings=(made.with_column("Bis", "ends_on").profile,)), "odd.csv")
    fewer = "Wer,Wieviel,Bis\nBolt,1,03/04/2027\n"
    with pytest.raises(BadInputError, match=r"what your mapping odd takes, but no Egal: .* --as odd"):
        take(fewer)
    assert take(fewer, Options(source="odd")).kept[0].name == "odd"
    assert take(fewer).files[0].unchanged == 1


def test_a_source_as_somebody_changed_it_is_known_again_too(store, take, tmp_path):
    (tmp_path / "mine.toml").write_text(
        text_of("stripe").replace('currency = ["Currency"', 'currency = ["Money"')
    )
    rows = (
        "id,Customer ID,Customer Name,Status,Created (UTC),Current Period End (UTC),Ended At (UTC),Amount,Quantity,"
        "Interval,Money\nS1,C1,Acme,active,2026-01-01,2027-01-01,,9,1,month,CHF\n"
    )
    assert take(rows, Options(source=str(tmp_path / "mine.toml")), "stripe.csv").kept[0].name == "stripe"
    again = take(rows.replace("S1,C1,Acme", "S2,C2,Bolt"), name="stripe.csv").files[0]
    assert (bool(again.mapped_on), again.added) == (True, 1)
    assert store.rows("SELECT DISTINCT currency FROM contract") == [("CHF",)]


def test_what_is_said_of_a_file_with_our_own_headers_is_for_this_once(store, take):
    made = of_table(("logo_id", "name"), "logos", SAID.answers).with_column("logo_id", LEAVE_OUT)
    result = take("logo_id,name\nL1,Acme\n", Options(mappings=(made.profile,), is_seen=True), "logos.csv")
    assert (result.files[0].added, result.kept) == (1, ())


def test_one_that_was_broken_from_outside_is_passed_over(store, take):
    take(TRACKER + ROWS, SAID)
    store.rows("UPDATE mapping SET profile = 'x'")
    assert take(TRACKER + ROWS).rejected == 2


def test_columns_are_mapped_by_hand(store, take, tmp_path):
    odd = "Wer,Wieviel,Bis,Egal\nAcme,96000,2027-01-01,Draft\n"
    made = of_table(("Wer", "Wieviel", "Bis", "Egal"), "contracts", SAID.answers)
    made = made.with_column("Wer", "logo_name").with_column("Wieviel", "amount", "year")
    made = made.with_column("Bis", "ends_on").with_column("Egal", "status").with_column("Egal", LEAVE_OUT)
    result = take(odd, Options(mappings=(made.profile,)))
    assert (result.files[0].added, [kept.name for kept in result.kept]) == (1, ["renewals"])
    assert store.rows("SELECT ends_on, arr_minor FROM contract") == [("2027-01-01", 9600000)]
    assert take(odd).files[0].unchanged == 1
    (kept,) = own_mappings.every(store)
    assert kept.files[0].left_out == {"egal"}
