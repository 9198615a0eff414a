"""Names of what every new Amazon Connect instance has, which nobody made and Terraform is not to manage. Pure.

Source: the administrator guide, "Default flows" and "Sample flows", and what CreateInstance leaves behind.
"""

from __future__ import annotations

from typing import Final

HOURS: Final = frozenset({"Basic Hours"})
QUEUES: Final = frozenset({"BasicQueue"})
ROUTING_PROFILES: Final = frozenset({"Basic Routing Profile"})
SECURITY_PROFILES: Final = frozenset({"Admin", "Agent", "CallCenterManager", "QualityAnalyst"})
FLOWS: Final = frozenset(
    {
        "Default agent hold",
        "Default agent transfer",
        "Default agent whisper",
        "Default customer hold",
        "Default customer queue",
        "Default customer whisper",
        "Default outbound",
        "Default queue transfer",
        "Sample AB test",
        "Sample disconnect flow",
        "Sample inbound flow (first contact experience)",
        "Sample interruptible queue flow with callback",
        "Sample Lambda integration",
        "Sample note for screenpop",
        "Sample queue configurations flow",
        "Sample queue customer",
        "Sample recording behavior",
        "Sample secure input with agent",
        "Sample secure input with no agent",
    }
)
