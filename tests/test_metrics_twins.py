"""Logos entered twice."""

import pytest

from churntui.metrics.twins import bare_name, look_alike
from churntui.model.rows import Logo

BOOK = (
    Logo(1, "L1", "Nordwind GmbH & Co. KG", "nordwind.example"),
    Logo(2, "L2", "The Group", "group.example"),
)


@pytest.mark.parametrize(
    ("name", "domain", "found"),
    [
        ("nordwind", "", 1),
        ("Nordwind Inc.", "", 1),
        ("Nordwind Logistics", "", 1),
        ("Nord", "", None),
        ("Anything", "group.example", 2),
        ("Nordwind", "group.example", 2),
        ("Südwind", "", None),
        ("", "", None),
    ],
)
def test_a_logo_is_told_by_its_domain_and_by_its_bare_name(name, domain, found):
    twin = look_alike(name, domain, BOOK)
    assert (twin.id if twin else None) == found


def test_a_name_of_legal_forms_alone_stays_a_name():
    assert bare_name("The Group") == "the group"
