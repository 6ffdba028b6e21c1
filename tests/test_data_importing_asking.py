"""A sign that several currencies share is asked about, once, and only where nothing else says which one."""

import pytest

from churntui.data import importing
from churntui.data.importing import Options
from churntui.data.importing.asking import DoubtfulSign, doubtful_sign, doubts

HEAD = "contract_id,logo_id,starts_on,ends_on,per,amount"
ROW = "K{nth},L1,2025-01-01,2026-01-01,year,{amount}"


@pytest.fixture
def asked(tmp_path):
    """What is asked about files given as name=text."""

    def ask(options=Options(), **files):  # noqa: B008 - frozen
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        recognised = importing.recognise([tmp_path], options)
        assert len(recognised.files) == len(files)
        return doubtful_sign(recognised)

    return ask


def contracts(*amounts, head=HEAD, more=""):
    rows = (ROW.format(nth=nth, amount=amount) + more for nth, amount in enumerate(amounts))
    return "\n".join([head, *rows]) + "\n"


def test_a_dollar_may_be_many_and_the_first_is_shown(asked):
    found = asked(contracts=contracts("€10", "$1200.50", "$7"))
    assert isinstance(found, DoubtfulSign)
    assert (found.file, found.amount, found.currencies[0]) == ("contracts.csv", "$1200.50", "USD")
    assert {"CAD", "AUD"} <= set(found.currencies)


@pytest.mark.parametrize("amount", ["1200.50", "€1200", "USD 1200", "", "words"])
def test_what_means_one_currency_or_none_is_not_asked_about(asked, amount):
    assert asked(contracts=contracts(amount)) is None


def test_a_column_says_it(asked):
    assert asked(contracts=contracts("$7", head=f"{HEAD},currency", more=",CAD")) is None


def test_the_user_said_it(asked):
    assert asked(Options(currency="CAD"), contracts=contracts("$7")) is None


def test_other_tables_have_no_amounts(asked):
    assert asked(logos="logo_id,name\nL1,Cash for $7\n") is None


def test_a_row_that_ends_early_is_passed_over(asked):
    assert asked(contracts=f"{HEAD}\nK1,L1\n{ROW.format(nth=2, amount='$7')}\n").amount == "$7"


OTHERS = "Account Name,Start Date,End Date,ARR,Currency\n"


def left_open(tmp_path, text, options=Options()):  # noqa: B008 - frozen
    (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
    found = doubts(importing.recognise([tmp_path / "sheet.csv"], options))
    return [(doubt.option, doubt.column, doubt.value, doubt.answers) for doubt in found]


def test_what_a_file_leaves_open_is_asked_about_once(tmp_path):
    rows = "A,03/04/2025,05/04/2026,96.000,EUR\nB,03/04/2025,05/04/2026,18.500,EUR\n"
    assert left_open(tmp_path, OTHERS + rows) == [
        ("date_order", "Start Date", "03/04/2025", ("dmy", "mdy")),
        ("decimal", "ARR", "96.000", ("point", "comma")),
    ]
    said = Options(date_order="dmy", decimal="comma")
    assert left_open(tmp_path, OTHERS + rows, said) == []


def test_ends_that_contradict_each_other_are_asked_about(tmp_path):
    rows = "A,2025-01-01,2025-12-31,5,EUR\nB,2025-01-01,2026-01-01,5,EUR\n"
    assert left_open(tmp_path, OTHERS + rows) == [("end_dates", "End Date", "", ("inclusive", "exclusive"))]
    assert left_open(tmp_path, OTHERS + rows, Options(end_dates="inclusive")) == []


def test_our_own_header_leaves_nothing_open(tmp_path):
    assert left_open(tmp_path, f"{HEAD}\nK1,L1,03/04/2025,2025-12-31,year,96.000\n") == []
