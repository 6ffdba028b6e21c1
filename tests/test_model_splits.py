from churntui.model import splits


def test_columns_come_first_and_what_is_worked_out_after_them():
    assert tuple(splits.SPLITS) == ("industry", "country", "owner", "fit", "plan", "size", "tenure")
    assert [name for name, split in splits.SPLITS.items() if split.moves] == ["plan", "tenure"]
    assert all(split.word and split.help for split in splits.SPLITS.values())


def test_a_question_has_its_own_order_and_leaves_out_what_it_is_about():
    assert splits.names("size", "plan", but={"tenure", "fit"}) == (
        "size",
        "plan",
        "industry",
        "country",
        "owner",
    )
    assert splits.names() == tuple(splits.SPLITS)


def test_they_are_listed_in_a_sentence():
    assert splits.listed() == "industry, country, owner, fit, plan, size or tenure"
