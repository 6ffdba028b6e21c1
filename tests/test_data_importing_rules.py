"""What the rules of contracts make of an amount and its currency."""

import pytest
from imports import CONTRACTS, LOGOS, counts, reasons

from churntui.data.importing import Options


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
