"""A hierarchy that the root's input can't say is left out, as far as it can't, and told."""

from __future__ import annotations

import pytest

from rollcall_cli.centre.model import (
    Group,
)
from rollcall_cli.terraform_export.export import export_centre
from tests.unit.rollcall_cli.terraform_export.centres import centre, left_out


def test_groups_of_one_path_or_of_a_name_with_a_separator() -> None:
    groups = (
        Group(id="a", name="Seattle", path=("Seattle",)),
        Group(id="b", name="A|B", path=("Seattle", "A|B")),
        Group(id="c", name="Deep", path=("Seattle", "A|B", "Deep")),
        Group(id="d", name="Bills", path=("Seattle", "Bills")),
        Group(id="e", name="Bills", path=("Seattle", "Bills")),
    )

    export = export_centre(centre(levels=("Site", "Team", "Desk"), groups=groups))

    assert export.inputs["user_hierarchy"] == {"levels": ["Site", "Team", "Desk"], "groups": ["Seattle"]}
    assert sorted(name for _, name in left_out(export)) == ["Seattle / A|B", "Seattle / A|B / Deep", "Seattle / Bills"]


def test_groups_below_one_that_no_path_means_are_left_out_with_it() -> None:
    """Their paths would imply a group that the apply makes anew and moves them to."""
    groups = (
        Group(id="a", name="Caf\u00e9", path=("Caf\u00e9",)),
        Group(id="b", name="Cafe\u0301", path=("Cafe\u0301",)),
        Group(id="c", name="Bills", path=("Caf\u00e9", "Bills")),
        Group(id="d", name="x" * 101, path=("x" * 101,)),
        Group(id="e", name="Kiel", path=("Kiel",)),
    )

    export = export_centre(centre(levels=("Site", "Team"), groups=groups))

    assert export.inputs["user_hierarchy"] == {"levels": ["Site", "Team"], "groups": ["Kiel"]}
    assert len(left_out(export)) == 4
    assert left_out(export)["user_hierarchy", "Caf\u00e9 / Bills"] == "several groups have the path 'Caf\u00e9'"


@pytest.mark.parametrize("levels", [("Site ", "Team"), ("Site", "Site"), ("x" * 51,)])
def test_levels_that_the_input_refuses_leave_out_the_hierarchy(levels: tuple[str, ...]) -> None:
    export = export_centre(centre(levels=levels, groups=(Group(id="a", name="Kiel", path=("Kiel",)),)))

    assert "user_hierarchy" not in export.inputs
    assert not [address for address in export.imports.by_address() if "hierarchy" in address]
    assert "the whole hierarchy is left out" in left_out(export)["user_hierarchy", levels[0]]
