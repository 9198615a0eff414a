"""The permissions that a security profile can have.

From the administrator guide's list of security profile permissions, legacy ones included, and from what the Admin
profile of an instance held, both as read in November 2026. The access to an application of one's own
(``<name>.Access``) is none of them: a security profile has it under ``Applications``.
https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-list.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALONE = """
    AccessMetrics BasicAgentAccess ChatTestMode DeleteCallRecordings DownloadCallRecordings ListenCallRecordings
    ManagerBargeIn ManagerListenIn OutboundCallAccess
"""

_BY_SUBJECT = {
    "AccessMetrics.AgentActivityAudit": "Access",
    "AccessMetrics.Dashboards": "Access",
    "AccessMetrics.DashboardsWithMyData": "View",
    "AccessMetrics.HistoricalMetrics": "Access",
    "AccessMetrics.RealTimeMetrics": "Access",
    "AgentGrouping": "Create Edit EnableAndDisable View",
    "AgentStates": "Create Edit EnableAndDisable View",
    "AgentTimeCard": "View",
    "Analytics.PerformanceMetrics": "Access",
    "AnalyticsConnectors": "Edit View",
    "AudioDeviceSettings": "Access",
    "AutomatedVoiceInteraction.Recordings.Redacted": "Access DownloadButton",
    "AutomatedVoiceInteraction.Recordings.Unredacted": "Access DownloadButton",
    "AutomatedVoiceInteraction.Transcripts.Redacted": "Access",
    "AutomatedVoiceInteraction.Transcripts.Unredacted": "Access",
    "Bots": "Create Delete Edit View",
    "CallRecordings.Redacted": "Access DownloadButton",
    "CallRecordings.Unredacted": "Access DownloadButton",
    "Campaigns": "Create Delete Edit Manage View",
    "Capacity": "Edit Publish View",
    "CaseComments": "Delete Edit",
    "CaseContacts": "Delete",
    "CaseCustomRelatedItems": "Delete Edit",
    "CaseFields": "Create Edit View",
    "CaseFiles": "Delete",
    "CaseHistory": "View",
    "CaseTemplates": "Create Edit View",
    "Cases": "Create Delete Edit View",
    "CoachingSessions": "Create Delete Edit View",
    "ConfigureContactAttributes": "View",
    "ContactAttributes": "View",
    "ContactFlowModules": "Create Delete Edit Publish View",
    "ContactFlows": "Create Delete Edit Publish View",
    "ContactLensCustomVocabulary": "Edit View",
    "ContactLensPostContactSummary": "View",
    "ContactSearch": "View",
    "ContactSearchQuickViewWidget": "Create Delete Edit View",
    "ContactSearchSampleContacts": "View",
    "ContactSearchWithCharacteristics": "Access View",
    "ContactSearchWithKeywords": "Access View",
    "ContactTranscripts.Redacted": "Access",
    "ContactTranscripts.Unredacted": "Access DownloadButton",
    "Contacts.Tag": "Edit",
    "ContentManagement": "Create Delete Edit View",
    "ContentManagement.MessageTemplates": "Create Delete Edit View",
    "CustomMetrics": "Create Delete Edit Publish View",
    "CustomViews": "Access",
    "CustomerProfiles": "Create Edit View",
    "CustomerProfiles.CalculatedAttributes": "Create Delete Edit View",
    "CustomerProfiles.PredictiveInsights": "Create Delete Edit View",
    "CustomerProfiles.ProfileExplorer": "Create Delete Edit View",
    "CustomerProfiles.Segments": "Create Delete Export View",
    "DataTables": "Create Delete Edit EditExpressionValues ManageValues View",
    "EmailAddresses": "Create Edit Remove View",
    "Evaluation": "Create Delete Edit View",
    "EvaluationAssistant": "Access",
    "EvaluationCalibrationSessions": "Create Delete Edit View",
    "EvaluationForms": "Create Delete Edit View",
    "EvaluationReviewRequest": "Create Delete View",
    "EvaluationReviews": "Create View",
    "ForecastScheduleInterval": "Edit View",
    "Forecasting": "Edit Publish View",
    "GraphTrends": "View",
    "HistoricalChanges": "View",
    "HoursOfOperation": "Create Delete Edit View",
    "InformationExtraction.Definitions": "Create Delete Edit View",
    "InformationExtraction.Results": "View",
    "ManualAssignAnyContact": "Enable",
    "ManualAssignMyContacts": "Enable",
    "MetricsReports": "Create Delete Edit Publish Schedule Share View",
    "MyCaseComments": "Delete Edit",
    "MyCaseContacts": "Delete",
    "MyCaseCustomRelatedItems": "Delete Edit",
    "MyCases": "Delete",
    "MyCoachingSessions": "Create Delete Edit View",
    "MyContacts": "View",
    "MyReceivedEvaluations": "View",
    "OutboundEmail": "Create",
    "PhoneNumbers": "Claim Edit Release View",
    "PredefinedAttributes": "Create Delete Edit View",
    "Prompts": "Create Delete Edit View",
    "QConnectAIAgents": "Create Delete Edit View",
    "QConnectAIPrompts": "Create Delete Edit View",
    "QConnectGuardrails": "Create Delete Edit View",
    "Queues": "Create Delete Edit EnableAndDisable Purge View",
    "RealtimeContactLens": "View",
    "RedactedData": "View",
    "ReportSchedules": "Create Delete Edit View",
    "ReportsAdmin": "Access Delete Publish Schedule View",
    "RequireEndContactConfirmation": "Enabled",
    "RestrictContactAccessByHierarchy": "View",
    "RestrictPhoneTypeSettings": "Access",
    "RestrictTaskCreation": "Access",
    "RoutingPolicies": "Create Delete Edit View",
    "Rules": "Create Delete Edit View",
    "RulesGenerativeAI": "Create Delete Edit View",
    "Scheduling": "Edit Publish View",
    "ScreenRecording": "Access Delete Download",
    "ScreenRecording.Redacted": "Access Download",
    "SecurityProfiles": "Create Delete Edit View",
    "SelfAssignContacts": "Access",
    "StaffCalendar": "Edit View",
    "StopContact": "Enabled",
    "TaskTemplates": "Create Delete Edit View",
    "TeamCalendar": "Edit View",
    "TestCases": "Create Delete Edit Execute Publish View",
    "ThemeDetection": "Create Delete View",
    "TimeOff": "Approve Edit View",
    "TimeOffBalance": "Edit View",
    "Transcript": "View",
    "TransferContact": "Enabled",
    "TransferDestinations": "Create Delete Edit View",
    "UnredactedData": "View",
    "UpdateContactSchedule": "Enabled",
    "Users": "Create Delete Edit EditPermission EnableAndDisable View",
    "VideoContact": "Access",
    "Views": "Create Edit Remove View",
    "VoiceId": "Access",
    "VoiceIdAttributesAndSearch": "View",
    "VoiceIdUpdateSpeakerId": "Access",
    "Wisdom": "View",
    "Workspaces": "Assign Create Delete Edit EditVisibility View",
}

PERMISSIONS = frozenset(
    [*_ALONE.split(), *(f"{subject}.{action}" for subject, text in _BY_SUBJECT.items() for action in text.split())]
)
"""Every permission by its name in the API."""


def check_permissions(names: Iterable[str]) -> None:
    """Check that permissions exist.

    Raises:
        ConnectError: InvalidParameterException with all that do not.
    """
    unknown = sorted(set(names) - PERMISSIONS)
    if unknown:
        raise invalid_parameter(f"Permissions has names that Amazon Connect does not know: {', '.join(unknown)}")
