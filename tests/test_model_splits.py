from churntui.model import splits
from churntui.model.rows import Logo
from churntui.model.schema import columns_of


def test_columns_come_first_and_what_is_worked_out_after_them():
    columns = [column.field for column in columns_of(Logo) if column.splits]
    assert columns[:4] == ["industry", "country", "owner", "fit"]
    assert list(splits.SPLITS) == [*columns, "plan", "size", "annual_revenue", "tenure", "first_value"]
    assert [name for name, split in splits.SPLITS.items() if split.moves] == ["plan", "tenure", "first_value"]
    assert all(split.word and split.help for split in splits.SPLITS.values())


def test_a_question_has_its_own_order_and_leaves_out_what_it_is_about():
    found = splits.names("size", "plan", but={"tenure", "fit"})
    assert found[:5] == ("size", "plan", "industry", "country", "owner")
    assert sorted((*found, "fit", "tenure")) == sorted(splits.SPLITS)
    assert splits.names() == tuple(splits.SPLITS)


def test_they_are_listed_in_a_sentence():
    assert splits.listed().startswith("industry, country, owner, fit, ")
    assert splits.listed().endswith("plan, size, annual_revenue, tenure or first_value")
