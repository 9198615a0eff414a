"""Users that exist already are recognised and adopted, or left alone."""

from __future__ import annotations

import pytest

from local_aws.connect import controls
from roster.errors import RetryableError
from tests.functional.provision.centre import IDENTITY, ROW, Centre
from tests.functional.provision.wire import watch


def test_a_user_of_the_name_is_adopted(centre: Centre) -> None:
    user_id = centre.create_user("ada", "QualityAnalyst", tags={"floor": "2"})
    record = centre.ingest("agents.csv", ROW)

    with watch() as wire:
        assert centre.wake("ada") == []

    agent, user = centre.agent("ada"), centre.users()["ada"]
    assert user["Id"] == agent["user_id"] == user_id
    assert user["IdentityInfo"] == {"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com"}
    assert user["SecurityProfileIds"] == [centre.profile_ids()["Agent"]]
    assert user["Tags"] == {"floor": "2"}
    assert agent["status"] == "ACTIVE"
    assert "keeps its password" in agent["status_reason"]
    # The password that waited for the agent is not the user's.
    assert "password_secret" not in agent
    assert centre.outcomes(record) == {2: ("ada", "adopted")}
    assert centre.counts(record) == {"rows": 1, "adopted": 1}
    # What the user had right already costs nothing.
    changes = [call for call in wire.calls if call.startswith("connect.Update")]
    assert changes == ["connect.UpdateUserIdentityInfo", "connect.UpdateUserSecurityProfiles"]


def test_facets_that_the_item_lacks_are_left_alone_in_adoption(centre: Centre) -> None:
    centre.create_user("ada", "QualityAnalyst")
    centre.put_agent("ada", identity=IDENTITY)

    centre.wake("ada")

    assert centre.users()["ada"]["SecurityProfileIds"] == [centre.profile_ids()["QualityAnalyst"]]
    assert centre.agent("ada")["status"] == "ACTIVE"


def test_a_file_without_columns_for_them_leaves_an_adopted_users_facets_alone(centre: Centre) -> None:
    """And so does every later change by that file."""
    groups = centre.make_groups("Support")
    user_id = centre.create_user("ada", "QualityAnalyst")
    place = {"InstanceId": centre.instance_id, "UserId": user_id}
    by_hand = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+4930123456", "AutoAccept": True}
    centre.connect.update_user_phone_config(PhoneConfig=by_hand | {"AfterContactWorkTimeLimit": 7}, **place)
    centre.connect.update_user_hierarchy(HierarchyGroupId=groups[0], **place)
    identity = {"FirstName": "By", "LastName": "Hand", "Email": "by@hand.example", "Mobile": "+4915112345678"}
    centre.connect.update_user_identity_info(IdentityInfo=identity, **place)
    header = "username,first name,last name,acw seconds\n"

    for last_name, seconds in (("Lovelace", 30), ("King", 40)):
        centre.ingest("agents.csv", f"ada,Ada,{last_name},{seconds}", header=header)
        assert centre.wake("ada") == []

        user = centre.users()["ada"]
        assert user["IdentityInfo"] == identity | {"FirstName": "Ada", "LastName": last_name}
        assert {name: user["PhoneConfig"][name] for name in by_hand} == by_hand
        assert user["PhoneConfig"]["AfterContactWorkTimeLimit"] == seconds
        assert user["SecurityProfileIds"] == [centre.profile_ids()["QualityAnalyst"]]
        assert user["HierarchyGroupId"] == groups[0]
        assert centre.agent("ada")["applied"].keys() == {"identity", "phone"}


FULL = "username,first name,last name,email,secondary email,mobile,phone type,desk phone number,user hierarchy,tags,"
FULL += "proficiencies\n"
EMPTY_ROW = "ada,Ada,Lovelace,,,,,,,,"


def furnish(centre: Centre, user_id: str, groups: list[str]) -> None:
    """Give a user by hand what a file can empty."""
    place = {"InstanceId": centre.instance_id, "UserId": user_id}
    phone = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+4930123456"}
    centre.connect.update_user_phone_config(PhoneConfig=phone, **place)
    centre.connect.update_user_hierarchy(HierarchyGroupId=groups[0], **place)
    identity = {"Email": "by@hand.example", "SecondaryEmail": "also@hand.example", "Mobile": "+4915112345678"}
    centre.connect.update_user_identity_info(IdentityInfo={"FirstName": "By", "LastName": "Hand", **identity}, **place)
    centre.connect.associate_user_proficiencies(
        UserProficiencies=[{"AttributeName": "Language", "AttributeValue": "German", "Level": 3.0}], **place
    )


@pytest.mark.parametrize("adopted", [True, False], ids=["an adopted user", "a user of ours"])
def test_empty_cells_clear_what_the_user_has(centre: Centre, adopted: bool) -> None:
    """Whoever made it and whoever filled it; its own tag and those of others that AWS keeps stay."""
    groups = centre.make_groups("Support")
    centre.make_attribute("Language", "German")
    if adopted:
        furnish(centre, centre.create_user("ada", tags={"floor": "2"}), groups)
    else:
        filled = "by@hand.example,also@hand.example,+4915112345678,desk,+4930123456,Support,floor=2,Language:German:3"
        centre.ingest("agents.csv", f"ada,By,Hand,{filled}", header=FULL)
        assert centre.wake("ada") == []
    ours = {key: value for key, value in centre.users()["ada"]["Tags"].items() if key != "floor"}

    centre.ingest("agents.csv", EMPTY_ROW, header=FULL)
    assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert user["IdentityInfo"] == {"FirstName": "Ada", "LastName": "Lovelace"}
    assert user["PhoneConfig"]["PhoneType"] == "SOFT_PHONE"
    assert not user["PhoneConfig"].get("DeskPhoneNumber")
    assert not user.get("HierarchyGroupId")
    assert user.get("Tags", {}) == ours
    place = {"InstanceId": centre.instance_id, "UserId": user["Id"]}
    assert centre.connect.list_user_proficiencies(**place)["UserProficiencyList"] == []
    record = centre.ingest("agents.csv", EMPTY_ROW, header=FULL)
    assert centre.counts(record) == {"rows": 1, "unchanged": 1}


def test_that_there_is_still_nothing_is_no_update(centre: Centre) -> None:
    """A file of few columns made the agent; one of all columns, such as an export, says the same of it."""
    centre.ingest("agents.csv", "ada,Ada,Lovelace", header="username,first name,last name\n")
    assert centre.wake("ada") == []

    record = centre.ingest("export.csv", EMPTY_ROW, header=FULL)
    with watch() as wire:
        assert centre.wake("ada") == []

    assert centre.outcomes(record) == {2: ("ada", "unchanged")}
    assert not [call for call in wire.calls if call.startswith("connect.Update")]


def test_a_desk_phone_keeps_its_number_and_the_agent_hears_why(centre: Centre) -> None:
    """Connect takes no desk phone without a number, so an empty cell alone can't be what is meant."""
    user_id = centre.create_user("ada")
    phone = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+4930123456"}
    centre.connect.update_user_phone_config(PhoneConfig=phone, InstanceId=centre.instance_id, UserId=user_id)

    centre.ingest("agents.csv", "ada,Ada,King,", header="username,first name,last name,desk phone number\n")
    assert centre.wake("ada") == []

    assert centre.users()["ada"]["PhoneConfig"]["DeskPhoneNumber"] == "+4930123456"
    assert centre.agent("ada")["status"] == "FAILED"
    assert "set phone_type to soft" in centre.agent("ada")["status_reason"]


def test_settings_by_channel_stay_but_for_what_the_file_says(centre: Centre) -> None:
    """The newer console makes them. A file that speaks of calls alone changes nothing about chats and callbacks."""
    user_id = centre.create_user("ada")
    works = [
        {"Channel": channel, "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": seconds}}
        for channel, seconds in (("CHAT", 60), ("VOICE", 7))
    ]
    accepts = [{"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": True}]
    number = [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+4930123456"}]
    voice = [{"Channel": "VOICE", "VoiceEnhancementMode": "VOICE_ISOLATION"}]
    centre.connect.update_user_config(
        InstanceId=centre.instance_id,
        UserId=user_id,
        AutoAcceptConfigs=accepts,
        AfterContactWorkConfigs=works,
        PhoneNumberConfigs=number,
        VoiceEnhancementConfigs=voice,
    )
    header = "username,first name,last name,acw seconds\n"

    centre.ingest("agents.csv", "ada,Ada,King,7", header=header)
    centre.wake("ada")
    assert centre.users()["ada"]["AfterContactWorkConfigs"] == works

    centre.ingest("agents.csv", "ada,Ada,King,8", header=header)
    centre.wake("ada")
    user = centre.users()["ada"]
    limits = {entry["Channel"]: entry["AfterContactWorkConfig"] for entry in user["AfterContactWorkConfigs"]}
    assert limits == {
        "CHAT": {"AfterContactWorkTimeLimit": 60},
        "VOICE": {"AfterContactWorkTimeLimit": 8},
    }
    assert (user["AutoAcceptConfigs"], user["PhoneNumberConfigs"]) == (accepts, number)
    assert user["VoiceEnhancementConfigs"] == voice
    assert "PhoneConfig" not in user


def test_a_phone_in_part_gets_defaults_with_a_new_user_only(centre: Centre) -> None:
    centre.put_agent("ada", identity=IDENTITY, phone={"acw_seconds": 30})
    centre.wake("ada")
    full = {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 30}
    assert centre.agent("ada")["applied"]["phone"] == full

    centre.change("ada", phone={"auto_accept": True})
    assert centre.wake("ada") == []

    assert centre.agent("ada")["applied"]["phone"] == full | {"auto_accept": True}
    assert centre.users()["ada"]["PhoneConfig"]["AfterContactWorkTimeLimit"] == 30


@pytest.mark.parametrize("name", ["a", "ada", "a.very.long.name@of-a-company.example.com"])
def test_names_of_any_length_are_found(centre: Centre, name: str) -> None:
    user_id = centre.create_user(name)
    for other in (f"{name}x", name.upper()):
        centre.create_user(other)
    centre.put_agent(name, identity=IDENTITY)

    assert centre.wake(name) == []

    assert centre.agent(name)["user_id"] == user_id


@pytest.mark.parametrize("name", ["ada", "ada@of-a-company.example.com"])
def test_a_login_that_is_taken_in_another_spelling_fails_with_what_to_do(centre: Centre, name: str) -> None:
    """Should Connect take the two for one; it would refuse every other try too."""
    centre.create_user(name.upper())
    centre.put_agent(name, identity=IDENTITY)
    controls().fail_next("CreateUser", "DuplicateResourceException")

    result = centre.provisioner().provision(name)

    assert result is not None
    assert result.outcome == "failed"
    assert f"has the login {name.upper()!r}" in (result.reason or "")
    assert centre.users()[name.upper()]["IdentityInfo"]["FirstName"] == "By"


@pytest.mark.parametrize("state", ["present", "absent"])
@pytest.mark.parametrize("known", [True, False])
def test_an_administrator_is_never_touched(centre: Centre, state: str, known: bool) -> None:
    user_id = centre.create_user("boss", "Admin", "Agent")
    before = centre.users()
    knowledge = {"user_id": user_id, "instance_id": centre.instance_id} if known else {}
    item = {"state": state, "identity": IDENTITY, "security_profiles": ["Agent"], "status": "PENDING"}
    centre.put_agent("boss", **item, **knowledge)

    assert centre.wake("boss") == []

    assert centre.users() == before
    assert centre.agent("boss")["status"] == "FAILED"
    assert "holds the security profile 'Admin'" in centre.agent("boss")["status_reason"]


def test_a_profile_outside_the_allowed_ones_protects_its_user(centre: Centre) -> None:
    centre.create_user("ada", "QualityAnalyst")
    centre.put_agent("ada", identity=IDENTITY)

    result = centre.provisioner(allowed_security_profiles=("Agent",)).provision("ada")

    assert result is not None
    assert result.outcome == "failed"
    assert centre.users()["ada"]["IdentityInfo"]["FirstName"] == "By"


@pytest.mark.parametrize("known_by", ["import", "secret"])
def test_a_user_that_a_dead_try_left_is_ours(centre: Centre, known_by: str) -> None:
    """Also when the agent was imported again since: its secret still names the import that created the user."""
    first = centre.ingest("agents.csv", ROW)
    centre.create_user("ada", tags={"rollcall:import": first["import_id"]})
    record = first if known_by == "import" else centre.ingest("agents.csv", ROW)

    assert centre.wake("ada") == []

    assert centre.outcomes(record) == {2: ("ada", "created")}
    assert centre.users()["ada"]["IdentityInfo"]["FirstName"] == "Ada"
    assert centre.agent("ada")["password_secret"] == f"rollcall/passwords/{first['import_id']}/2"


def test_a_duplicate_that_no_search_shows_yet_is_tried_again(centre: Centre) -> None:
    record = centre.ingest("agents.csv", ROW)
    controls().search_lag_seconds = 3600
    centre.create_user("ada", tags={"rollcall:import": record["import_id"]})

    with pytest.raises(RetryableError, match="does not show it yet"):
        centre.provisioner().provision("ada")

    assert centre.counts(record) == {"rows": 1, "pending": 1}
