"""What an action may be depends on its parameters."""

from __future__ import annotations

import pytest

from local_aws.tests.unit.connect.flows.actions import SAMPLES, Sample
from local_aws.tests.unit.connect.flows.documents import flow, found

MENU = {"Text": "Press 1.", "InputTimeLimitSeconds": "5", "StoreInput": "True"}
DIGITS = {"CustomValidation": {"MaximumLength": "20"}}
NUMBER = {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "DE"}}
CALL = {"ThirdPartyConnectionTimeLimitSeconds": "30", "ThirdPartyPhoneNumber": "+441134960000"}
OLDEST = {"MetricType": "OldestContactInQueueAgeSeconds"}
EVERY = ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")
AGED = (("NumberGreaterThan", "300000"),)


@pytest.mark.parametrize(
    ("kind", "sample", "told"),
    [
        ("GetParticipantInput", Sample({**MENU, "InputValidation": DIGITS}), None),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": DIGITS}, errors=EVERY),
            "Error: NoMatchingCondition",
        ),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": DIGITS}, conditions=(("Equals", "1"),)),
            "conditions",
        ),
        ("GetParticipantInput", Sample(MENU), "Parameters.InputValidation"),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": NUMBER}),
            "required error. Error: InvalidPhoneNumber",
        ),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": NUMBER}, errors=("NoMatchingError", "InvalidPhoneNumber")),
            None,
        ),
        ("GetParticipantInput", Sample({**MENU, "InputValidation": {**DIGITS, **NUMBER}}), "Only one of these"),
        ("GetParticipantInput", Sample({**MENU, "InputTimeLimitSeconds": "0"}), "InputTimeLimitSeconds"),
        ("GetParticipantInput", Sample({**MENU, "InputTimeLimitSeconds": "$.Attributes.x"}), "InputTimeLimitSeconds"),
        (
            "GetParticipantInput",
            Sample({**MENU, "StoreInput": "False"}, errors=EVERY, conditions=(("Equals", "12"),)),
            "must be one of 0, 1",
        ),
        ("GetParticipantInput", Sample({"EnableDTMFBuffer": "true"}), None),
        ("TransferParticipantToThirdParty", Sample({**CALL, "ContinueFlowExecution": "False"}), None),
        (
            "TransferParticipantToThirdParty",
            Sample({**CALL, "ContinueFlowExecution": "False"}, errors=("CallFailed", "NoMatchingError")),
            "Invalid Action error. Error: CallFailed",
        ),
        ("TransferParticipantToThirdParty", Sample({"VoiceConnector": {}}), None),
        (
            "InvokeLambdaFunction",
            Sample({"LambdaFunctionARN": "$.A.b", "InvocationTimeLimitSeconds": "9"}),
            "from 1 to 8",
        ),
        (
            "InvokeLambdaFunction",
            Sample({"LambdaFunctionARN": "x", "InvocationTimeLimitSeconds": "9", "InvocationType": "ASYNCHRONOUS"}),
            None,
        ),
        ("CheckMetricData", Sample(OLDEST, errors=EVERY[1:], conditions=AGED), None),
        (
            "CheckMetricData",
            Sample({"MetricType": "NumberOfAgentsOnline"}, errors=EVERY[1:], conditions=AGED),
            "must be one of 0",
        ),
        ("Loop", Sample({"LoopCount": "101"}, errors=()), "from 0 to 100"),
        ("Loop", Sample({"LoopCount": 0}, errors=(), conditions=SAMPLES["Loop"].conditions), None),
        ("Loop", Sample({"LoopCount": True}, errors=()), "must be an integer"),
        ("Wait", Sample({"TimeLimitSeconds": "604801"}, conditions=(("Equals", "WaitCompleted"),)), "604800"),
        ("Compare", Sample({"ComparisonValue": "plain"}, errors=EVERY[1:2]), "ComparisonValue"),
        ("Compare", Sample({"ComparisonValue": "$.Attributes.a and $.b"}, errors=EVERY[1:2]), "ComparisonValue"),
        ("Compare", Sample({"ComparisonValue": "$.Attributes['a b'].c"}, errors=EVERY[1:2]), None),
        (
            "Compare",
            Sample(SAMPLES["Compare"].parameters, errors=EVERY[1:2], conditions=(("NumberLessThan", "x"),)),
            "numb",
        ),
        ("DistributeByPercentage", Sample(errors=EVERY[1:2], conditions=(("NumberLessThan", "101"),)), "100 at most"),
        (
            "DistributeByPercentage",
            Sample(errors=EVERY[1:2], conditions=(("NumberLessThan", "50"), ("NumberLessThan", "20"))),
            "add up",
        ),
        ("MessageParticipant", Sample({"Text": "a", "SSML": "<speak>a</speak>"}), "Properties: [Text, SSML]"),
        ("MessageParticipant", Sample({"Text": "a" * 3000}), None),
        ("MessageParticipant", Sample({"Text": "a" * 3001}), "3001 characters"),
        ("MessageParticipant", Sample({"SSML": "<break/>" * 500 + "a" * 1999}), None),
        ("MessageParticipant", Sample({"SSML": "<break/>" * 760}), "6080 characters"),
        ("MessageParticipant", Sample({"PromptId": "$.Attributes.prompt"}), None),
        ("MessageParticipant", Sample({"Media": {"Uri": "s3://a/b.wav", "SourceType": "S3"}}), "Media.MediaType"),
        ("MessageParticipantIteratively", Sample({"Messages": []}, flow_type="CUSTOMER_HOLD"), "list of 1 or more"),
        (
            "MessageParticipantIteratively",
            Sample({"Messages": [{"Txt": "a"}]}, flow_type="CUSTOMER_HOLD"),
            "Messages[0].Txt",
        ),
        ("UpdateContactTargetQueue", Sample({"QueueId": {"QueueId": "x"}}), "Parameters.QueueId"),
        ("UpdateContactTargetQueue", Sample({"QueueId": "x", "AgentId": "y"}), "Properties: [QueueId, AgentId]"),
        (
            "UpdateContactRoutingBehavior",
            Sample({"QueuePriority": "1", "QueueTimeAdjustmentSeconds": "-5"}, errors=()),
            "Only",
        ),
        ("UpdateContactRoutingBehavior", Sample({"QueueTimeAdjustmentSeconds": "-5"}, errors=()), None),
        ("UpdateContactRoutingBehavior", Sample({"QueuePriority": "0"}, errors=()), "from 1 to any"),
        ("UpdateContactEventHooks", Sample({"EventHooks": {"Whisper": "x"}}), "EventHooks.Whisper"),
        ("UpdateFlowAttributes", Sample({"FlowAttributes": {"a": "b"}}), "FlowAttributes.a"),
        ("TagContact", Sample({"Tags": {str(number): "x" for number in range(7)}}), "at most 6 entries"),
        ("UntagContact", Sample({"TagKeys": []}), "Parameters.TagKeys"),
        ("UnTagContact", Sample({"TagKeys": ["a"]}), None),
        ("UpdateContactAttributes", Sample({"Attributes": {}, "TargetContact": "Other"}), "Current, Related"),
        (
            "UpdateFlowLoggingBehavior",
            Sample({"FlowLoggingBehavior": "$.Attributes.x"}, errors=()),
            "Enabled, Disabled",
        ),
        ("UpdateContactCallbackNumber", Sample({"CallbackNumber": "+4411"}, errors=()), "CallbackNumber"),
        (
            "UpdateContactRecordingAndAnalyticsBehavior",
            Sample({"ChatBehavior": {}}, errors=("NoMatchingError", "ChannelMismatch")),
            "InFlightRedactionConfigurationFailed",
        ),
        (
            "UpdateContactRecordingBehavior",
            Sample({"RecordingBehavior": {"RecordedParticipants": ["Boss"]}}),
            "[0] (must be",
        ),
    ],
)
def test_what_an_action_may_be_depends_on_its_parameters(kind: str, sample: Sample, told: str | None) -> None:
    problems_found = found(flow(kind, sample), sample.flow_type)
    if told is None:
        assert problems_found == []
    else:
        assert any(told in problem for problem in problems_found), problems_found
