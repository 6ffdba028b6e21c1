"""A sign that several currencies share is asked about, once, and only where nothing else says which one."""

import pytest

from churntui.data import importing
from churntui.data.importing import Options
from churntui.data.importing.asking import DoubtfulSign, doubtful_sign

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
