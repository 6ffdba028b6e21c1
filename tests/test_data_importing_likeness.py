import pytest

from churntui.data.importing.likeness import NEW, Known, Likeness, LikenessError, SaidSame


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ([Known("L2", "Tallinn")], 'Tallinn (L2): import with --same "Tal lin=L2" or --new "Tal lin"'),
        (
            [Known("L2", "A"), Known("L3", "B"), Known("L4", "C")],
            'A (L2), B (L3) or C (L4): import with --same "Tal lin=L2", or another of them, or --new "Tal lin"',
        ),
    ],
)
def test_a_question_says_what_answers_it(known, told):
    error = LikenessError("logo_name", Likeness("Tal lin", "Tal lin", tuple(known)), "is like")
    assert (error.value, error.reason) == ("Tal lin", f"is like {told}")


def test_an_answer_is_to_an_id_or_a_name_in_any_case():
    answers = SaidSame((("902", "L2"), ("Acme", NEW)))
    assert (answers.to("902", "x"), answers.to(None, "ACME"), answers.to("1", "x")) == ("L2", NEW, None)
    assert not answers.are_all_new
    assert SaidSame((("all", NEW),)).are_all_new
