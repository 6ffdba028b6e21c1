"""The Markdown that explains a figure: names, tables, and what other rules would make of a rate."""

from __future__ import annotations

import pytest
from rich.markdown import Markdown

from churntui.metrics.comparing import Share
from churntui.questions.asked import Asked
from churntui.questions.explaining import attrition_called, escaped, listed, table, under_other_rules


@pytest.mark.parametrize(
    "name", ["a|b", "*Food* & `Co`", "# 1", "[x](y)", "<b>", "1. Retail", "a_b_c", "!~-+"]
)
def test_a_name_reads_as_it_stands(name):
    first, *_ = parsed = Markdown(escaped(name)).parsed
    assert first.type == "paragraph_open"
    children = [child for token in parsed for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == name


def test_a_table_and_a_list_are_empty_without_anything_in_them():
    assert table(("A", "B"), [("1", ""), ("2", "x")]) == "| A | B |\n| --- | --- |\n| 1 | |\n| 2 | x |"
    assert listed("What", ["a", "b"]) == "### What\n\n- a\n- b"
    assert table(("A",), []) == listed("What", []) == ""


def test_other_rules_are_told_only_where_they_differ_or_are_known():
    assert under_other_rules(Share(2, 20), 0, None) == ""
    told = under_other_rules(Share(2, 20), 5, Share(4, 20), [("Of customers", "9 %")])
    assert [line.split(" | ")[0] for line in told.split("\n")[2:]] == [
        "| With new logos in the denominator",
        "| Without grace",
        "| Of customers",
    ]
    assert "2/25 · 8.0 %" in told
    assert "4/20 · 20.0 %" in told
    assert "| Without grace | the same |" in under_other_rules(Share(2, 20), 0, Share(2, 20))


def test_the_rate_is_named_by_the_losses_that_count():
    assert attrition_called(Asked()) == "Logo attrition"
    assert attrition_called(Asked(regrettable=True, voluntary=False)) == "Regrettable involuntary attrition"
