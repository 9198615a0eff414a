"""The flow that modules/connect/menu writes: valid for Connect, every branch leads somewhere, and every call ends."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from local_aws.connect import install
from local_aws.connect.flows.language.document import problems
from scripts.terraform.environment import terraform_environment
from scripts.terraform.initialise import PROJECT
from tests.functional.menu.calls import Caller, targets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Flow = dict[str, Any]
    Menus = dict[str, dict[str, Any]]

BILLING, SALES, HOURS, OTHER = "arn:billing", "arn:sales", "arn:hours", "arn:other"
NUMBER = "+441134960000"
ODD = 'Grüß "Gott" & <b>welcome</b> to ${a} %{b} C:\\x\n'

MENUS: Menus = {
    "least": {"greeting": "Hello.", "choices": {"1": {"say": "Press 1.", "queue_arn": BILLING}}},
    "english": {
        "greeting": ODD,
        "hours": HOURS,
        "closed": "We are closed.",
        "repeat": "9",
        "transfer": "One moment.",
        "choices": {
            "2": {"say": "For sales, press 2.", "queue_arn": SALES},
            "1": {"say": "For billing, press 1.", "queue_arn": BILLING},
            "3": {"say": "For Leeds, press 3.", "phone_number": NUMBER},
            "0": {"say": "For all else, press 0.", "flow_arn": OTHER},
        },
    },
    "german": {
        "greeting": "Guten Tag.",
        "language": "de-DE",
        "voice": "Daniel",
        "choices": {"*": {"say": "Stern.", "phone_number": NUMBER}, "#": {"say": "Raute.", "flow_arn": OTHER}},
        "repeat": "1",
        "repeat_say": "Noch einmal: 1.",
        "tries": 1,
    },
    "silent": {
        "greeting": "Hello.",
        "choices": {"5": {"say": "Press 5.", "queue_arn": BILLING}},
        "tries": 2,
        "timeout_seconds": 30,
        **dict.fromkeys(["no_key", "wrong_key", "goodbye", "transfer", "queue_full", "error"], ""),
    },
    "full": {
        "greeting": "a" * 3000,
        "engine": "generative",
        "voice": "Matthew",
        "choices": {key: {"say": f"{key}.", "queue_arn": BILLING} for key in "123456789"},
        "repeat": "#",
        "tries": 10,
    },
}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Content and tree of every menu, by its name."""
    root: Path = tmp_path_factory.mktemp("menus")
    source = str(PROJECT / "modules" / "connect" / "menu")
    literal = json.loads(json.dumps(MENUS).replace("${", "$${").replace("%{", "%%{"))
    modules = {name: {"source": source, "menu": menu} for name, menu in literal.items()}
    (root / "main.tf.json").write_text(json.dumps({"module": modules}), "utf-8")
    wanted = ", ".join(f"{name} = {{ content = module.{name}.content, tree = module.{name}.tree }}" for name in MENUS)
    environment = terraform_environment(root / "data")
    for command, given in ((["init", "-backend=false"], ""), (["console"], f"jsonencode({{ {wanted} }})")):
        result = subprocess.run(
            ["terraform", *command], cwd=root, env=environment, input=given, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr
    answer: dict[str, dict[str, Any]] = json.loads(json.loads(result.stdout))
    return answer


def flow(rendered: dict[str, dict[str, Any]], name: str) -> Flow:
    document: Flow = json.loads(rendered[name]["content"])
    return document


def action(document: Flow, identifier: str) -> dict[str, Any]:
    return next(item for item in document["Actions"] if item["Identifier"] == identifier)


@pytest.mark.parametrize("name", MENUS)
def test_a_menu_is_valid_and_names_what_it_was_given(rendered: dict[str, dict[str, Any]], name: str) -> None:
    named: set[tuple[str, str]] = set()

    def looked_up(kind: str, identifier: str) -> None:
        named.add((kind, identifier))

    assert [str(problem) for problem in problems(flow(rendered, name), "CONTACT_FLOW", looked_up)] == []
    menu = MENUS[name]
    choices = menu["choices"].values()
    assert named == {
        *(("queue", choice["queue_arn"]) for choice in choices if "queue_arn" in choice),
        *(("flow", choice["flow_arn"]) for choice in choices if "flow_arn" in choice),
        *(("hours of operation", menu[key]) for key in ("hours",) if key in menu),
    }


@pytest.fixture
def no_aws() -> Iterator[None]:
    install()
    with mock_aws():
        yield


@pytest.mark.usefixtures("no_aws")
def test_connect_takes_every_menu(rendered: dict[str, dict[str, Any]]) -> None:
    connect = boto3.client("connect", "eu-central-1")
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED", InboundCallsEnabled=True, OutboundCallsEnabled=True
    )["Id"]
    queues = connect.list_queues(InstanceId=instance)["QueueSummaryList"]
    hours = connect.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    flows = connect.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]
    there = {BILLING: queues[0]["Arn"], SALES: queues[0]["Arn"], HOURS: hours[0]["Arn"], OTHER: flows[0]["Arn"]}
    for name in MENUS:
        content = rendered[name]["content"]
        for given, arn in there.items():
            content = content.replace(json.dumps(given), json.dumps(arn))
        connect.create_contact_flow(InstanceId=instance, Name=name, Type="CONTACT_FLOW", Content=content)


@pytest.mark.parametrize("name", MENUS)
def test_every_branch_leads_somewhere_and_every_path_can_end(rendered: dict[str, dict[str, Any]], name: str) -> None:
    document = flow(rendered, name)
    actions = {item["Identifier"]: item for item in document["Actions"]}
    reached, waiting = set(), [document["StartAction"]]
    while waiting:
        identifier = waiting.pop()
        if identifier not in reached:
            reached.add(identifier)
            waiting += targets(actions[identifier])
    assert reached == set(actions)

    ending = {identifier for identifier, item in actions.items() if not targets(item)}
    assert ending == {"hang-up"}
    while more := {identifier for identifier, item in actions.items() if targets(item) & ending} - ending:
        ending |= more
    assert ending == set(actions)


@pytest.mark.parametrize("name", MENUS)
def test_the_console_has_a_place_for_every_block(rendered: dict[str, dict[str, Any]], name: str) -> None:
    document = flow(rendered, name)
    places = document["Metadata"]["ActionMetadata"]
    assert set(places) == {item["Identifier"] for item in document["Actions"]}
    assert len({(place["position"]["x"], place["position"]["y"]) for place in places.values()}) == len(places)


def test_a_caller_reaches_what_a_key_stands_for(rendered: dict[str, dict[str, Any]]) -> None:
    english = flow(rendered, "english")
    choices = "For billing, press 1. For sales, press 2. For Leeds, press 3. For all else, press 0."
    menu = f"{choices} To hear this again, press 9."
    billing = Caller(["1"]).call(english)
    assert billing.words == [ODD, menu, "One moment."]
    assert (billing.end["Type"], billing.queue) == ("TransferContactToQueue", BILLING)
    assert Caller(["9", "9", "2"]).call(english).queue == SALES
    assert Caller(["3"]).call(english).end["Parameters"]["ThirdPartyPhoneNumber"] == NUMBER
    assert Caller(["0"]).call(english).end["Parameters"]["ContactFlowId"] == OTHER


def test_outside_the_hours_a_caller_hears_so(rendered: dict[str, dict[str, Any]]) -> None:
    english = flow(rendered, "english")
    assert Caller(open=False).call(english).words == [ODD, "We are closed."]
    unknown = Caller(["1"], fails={"CheckHoursOfOperation": "NoMatchingError"}, open=False).call(english)
    assert unknown.queue == BILLING


@pytest.mark.parametrize(("name", "tries"), [("least", 3), ("german", 1), ("silent", 2), ("full", 10)])
def test_a_caller_who_presses_nothing_hears_the_menu_as_often_as_asked(
    rendered: dict[str, dict[str, Any]], name: str, tries: int
) -> None:
    document = flow(rendered, name)
    menu = action(document, "menu")["Parameters"]["Text"]
    for keys in ([], ["7" if name != "full" else "0"] * 20):
        heard = Caller(list(keys)).call(document)
        assert heard.words.count(menu) == tries
        assert heard.end["Type"] == "DisconnectParticipant"


def test_words_have_an_english_default_in_english_alone(rendered: dict[str, dict[str, Any]]) -> None:
    least = Caller(["7"]).call(flow(rendered, "least")).words
    assert least == [
        "Hello.",
        *("Press 1.", "Sorry, that key is not in the menu."),
        *("Press 1.", "Sorry, I did not hear a key."),
        *("Press 1.", "Sorry, I did not hear a key."),
        "Goodbye.",
    ]
    assert Caller().call(flow(rendered, "german")).words == ["Guten Tag.", "Stern. Raute. Noch einmal: 1."]
    assert Caller().call(flow(rendered, "silent")).words == ["Hello.", "Press 5.", "Press 5."]


@pytest.mark.parametrize(
    ("key", "fails", "last"),
    [
        (
            "1",
            {"TransferContactToQueue": "QueueAtCapacity"},
            "All lines are busy at the moment. Please call again later.",
        ),
        ("1", {"TransferContactToQueue": "NoMatchingError"}, "Sorry, something went wrong. Please call again later."),
        ("1", {"UpdateContactTargetQueue": "NoMatchingError"}, "Sorry, something went wrong. Please call again later."),
        ("0", {"TransferToFlow": "NoMatchingError"}, "Sorry, something went wrong. Please call again later."),
        (
            "3",
            {"TransferParticipantToThirdParty": "CallFailed"},
            "Sorry, something went wrong. Please call again later.",
        ),
        ("1", {"GetParticipantInput": "NoMatchingError"}, "Sorry, something went wrong. Please call again later."),
    ],
)
def test_what_fails_is_said_before_the_call_ends(
    rendered: dict[str, dict[str, Any]], key: str, fails: dict[str, str], last: str
) -> None:
    heard = Caller([key], fails=fails).call(flow(rendered, "english"))
    assert (heard.words[-1], heard.end["Type"]) == (last, "DisconnectParticipant")


def test_a_caller_is_served_without_voice_and_greeting(rendered: dict[str, dict[str, Any]]) -> None:
    failing = dict.fromkeys(
        ["UpdateContactTextToSpeechVoice", "UpdateContactData", "MessageParticipant"], "NoMatchingError"
    )
    assert Caller(["1"], fails=failing).call(flow(rendered, "english")).queue == BILLING


@pytest.mark.parametrize(
    ("name", "voice", "language"),
    [
        ("least", {"TextToSpeechVoice": "Joanna"}, "en-US"),
        ("german", {"TextToSpeechVoice": "Daniel", "TextToSpeechEngine": "Neural"}, "de-DE"),
        ("full", {"TextToSpeechVoice": "Matthew", "TextToSpeechEngine": "Generative"}, "en-US"),
    ],
)
def test_voice_and_language(
    rendered: dict[str, dict[str, Any]], name: str, voice: dict[str, str], language: str
) -> None:
    document = flow(rendered, name)
    assert action(document, "set-voice")["Parameters"] == voice
    assert action(document, "set-language")["Parameters"]["LanguageCode"] == language


def test_the_tree_has_the_keys_in_the_order_of_the_menu(rendered: dict[str, dict[str, Any]]) -> None:
    assert rendered["english"]["tree"] == [
        {"key": "1", "words": "For billing, press 1.", "kind": "queue", "target": BILLING},
        {"key": "2", "words": "For sales, press 2.", "kind": "queue", "target": SALES},
        {"key": "3", "words": "For Leeds, press 3.", "kind": "phone_number", "target": NUMBER},
        {"key": "0", "words": "For all else, press 0.", "kind": "flow", "target": OTHER},
        {"key": "9", "words": "To hear this again, press 9.", "kind": "repeat", "target": None},
    ]
    assert [item["key"] for item in rendered["german"]["tree"]] == ["*", "#", "1"]
