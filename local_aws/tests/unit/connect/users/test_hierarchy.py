"""The user hierarchy: levels, groups, paths, and what holds on to what."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import Controls

LEVELS = ("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive")


def structure(*names: str) -> dict[str, Any]:
    return {level: {"Name": name} for level, name in zip(LEVELS, names, strict=False)}


@pytest.fixture
def tree(site: Any) -> Any:
    site("update_user_hierarchy_structure", HierarchyStructure=structure("Region", "Site"))
    site.north = site("create_user_hierarchy_group", Name="North", Tags={"a": "b"})["HierarchyGroupId"]
    site.oslo = site("create_user_hierarchy_group", Name="Oslo", ParentGroupId=site.north)["HierarchyGroupId"]
    return site


def test_levels_keep_their_ids_when_they_are_renamed(tree: Any) -> None:
    before = tree("describe_user_hierarchy_structure")["HierarchyStructure"]
    tree("update_user_hierarchy_structure", HierarchyStructure=structure("Area", "Site", "Team"))
    after = tree("describe_user_hierarchy_structure")["HierarchyStructure"]
    assert [after[level]["Name"] for level in LEVELS[:3]] == ["Area", "Site", "Team"]
    assert after["LevelOne"]["Id"] == before["LevelOne"]["Id"] == "1"
    assert [after[level]["Id"] for level in LEVELS[:3]] == ["1", "2", "3"]
    assert after["LevelTwo"]["Arn"] == f"{tree.arn}/agent-group-level/2"
    assert "LevelFour" not in after


def test_levels_have_no_gap(site: Any) -> None:
    gap = {"LevelTwo": {"Name": "Site"}}
    assert site.refusal("update_user_hierarchy_structure", HierarchyStructure=gap)[0] == "InvalidParameterException"


def test_a_level_with_groups_stays(tree: Any) -> None:
    shorter = structure("Region")
    assert tree.refusal("update_user_hierarchy_structure", HierarchyStructure=shorter)[0] == "ResourceInUseException"
    tree("delete_user_hierarchy_group", HierarchyGroupId=tree.oslo)
    tree("update_user_hierarchy_structure", HierarchyStructure=shorter)
    tree("delete_user_hierarchy_group", HierarchyGroupId=tree.north)
    tree("update_user_hierarchy_structure", HierarchyStructure={})
    assert tree("describe_user_hierarchy_structure")["HierarchyStructure"] == {}


def test_a_group_has_a_path_and_the_id_of_its_level(tree: Any) -> None:
    group = tree("describe_user_hierarchy_group", HierarchyGroupId=tree.oslo)["HierarchyGroup"]
    levels = tree("describe_user_hierarchy_structure")["HierarchyStructure"]
    assert group["LevelId"] == levels["LevelTwo"]["Id"]
    assert {level: part["Name"] for level, part in group["HierarchyPath"].items()} == {
        "LevelOne": "North",
        "LevelTwo": "Oslo",
    }
    assert "Tags" not in group
    assert tree("describe_user_hierarchy_group", HierarchyGroupId=tree.north)["HierarchyGroup"]["Tags"] == {"a": "b"}


def test_a_renamed_parent_shows_in_the_path(tree: Any) -> None:
    tree("update_user_hierarchy_group_name", HierarchyGroupId=tree.north, Name="South")
    group = tree("describe_user_hierarchy_group", HierarchyGroupId=tree.oslo)["HierarchyGroup"]
    assert group["HierarchyPath"]["LevelOne"]["Name"] == "South"


def test_a_group_needs_its_level_and_its_parent(tree: Any) -> None:
    deeper = tree.refusal("create_user_hierarchy_group", Name="Team", ParentGroupId=tree.oslo)
    assert deeper[0] == "InvalidParameterException"
    assert "no level 3" in deeper[1]
    orphan = tree.refusal("create_user_hierarchy_group", Name="Team", ParentGroupId="nothing")
    assert orphan[0] == "ResourceNotFoundException"


def test_a_name_is_taken_among_its_siblings(tree: Any) -> None:
    twin = {"Name": "Oslo", "ParentGroupId": tree.north}
    assert tree.refusal("create_user_hierarchy_group", **twin)[0] == "DuplicateResourceException"
    tree("create_user_hierarchy_group", Name="Oslo")
    second = tree("create_user_hierarchy_group", Name="Bergen", ParentGroupId=tree.north)["HierarchyGroupId"]
    renamed = {"HierarchyGroupId": second, "Name": "Oslo"}
    assert tree.refusal("update_user_hierarchy_group_name", **renamed)[0] == "DuplicateResourceException"


def test_a_name_has_at_most_100_characters(tree: Any) -> None:
    assert tree.refusal("create_user_hierarchy_group", Name="a" * 101)[0] == "InvalidParameterException"


def test_a_group_with_children_or_users_stays(tree: Any) -> None:
    assert tree.refusal("delete_user_hierarchy_group", HierarchyGroupId=tree.north)[0] == "ResourceInUseException"
    user_id = tree.create_user(HierarchyGroupId=tree.oslo)
    assert tree.refusal("delete_user_hierarchy_group", HierarchyGroupId=tree.oslo)[0] == "ResourceInUseException"
    tree("update_user_hierarchy", UserId=user_id)
    assert "HierarchyGroupId" not in tree("describe_user", UserId=user_id)["User"]
    tree("delete_user_hierarchy_group", HierarchyGroupId=tree.oslo)
    names = [group["Name"] for group in tree("list_user_hierarchy_groups")["UserHierarchyGroupSummaryList"]]
    assert names == ["North"]


def test_the_quota_of_groups(tree: Any, knobs: Controls) -> None:
    knobs.set_limit("hierarchy_groups", 2)
    assert tree.refusal("create_user_hierarchy_group", Name="West")[0] == "LimitExceededException"
