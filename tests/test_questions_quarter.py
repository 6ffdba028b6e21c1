"""How the running quarter stands, in lines and as a chart."""

from dataclasses import replace

from ui_books import AS_OF, heard_book

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.model.rows import Settings
from churntui.questions.quarter import QUARTERS_SHOWN, quarter


def test_a_book_without_contracts_says_so():
    standing = quarter(replace(Book.empty, as_of=AS_OF))
    assert standing.lines == ("No contracts yet",)
    assert standing.chart.labels == ()
    assert quarter(replace(Book.empty, as_of=AS_OF, owner="Ines")).lines == ("Ines has no contracts yet",)


def test_the_running_quarter_in_figures_and_its_forerunners_as_a_chart(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store:
        book = Book.load(store, AS_OF)
    standing = quarter(replace(book, settings=Settings(target_rate=0.5)))
    assert standing.lines == (
        "Logo attrition  1/3",
        "  target 50 %  ─ within",
        "GRR  87.5 %   NRR  87.5 %",
        "Losses heard, 12 months  1/3",
        "  17.6 % of €102.0k ARR lost",
        "  1/2 of those asked took part",
    )
    assert standing.chart.labels[-1] == "Q4 26"
    assert len(standing.chart.labels) <= QUARTERS_SHOWN
    assert (standing.chart.target, standing.chart.dim_last) == (0.5, True)
