"""Lex bots that flows may use."""

from __future__ import annotations

from typing import Any

from local_aws.connect import Controls

FIRST = {"LexBot": {"Name": "Orders", "LexRegion": "eu-central-1"}}
SECOND = {"LexV2Bot": {"AliasArn": "arn:aws:lex:eu-central-1:123456789012:bot-alias/A/B"}}


def test_bots_of_both_versions(site: Any) -> None:
    site("associate_bot", **FIRST)
    site("associate_bot", **SECOND)
    assert site("list_bots", LexVersion="V1")["LexBots"] == [FIRST]
    assert site("list_bots", LexVersion="V2")["LexBots"] == [SECOND]
    assert site("list_lex_bots")["LexBots"] == [FIRST["LexBot"]]
    site("disassociate_lex_bot", BotName="Orders", LexRegion="eu-central-1")
    site("disassociate_bot", **SECOND)
    assert site("list_bots", LexVersion="V1")["LexBots"] == site("list_bots", LexVersion="V2")["LexBots"] == []
    assert site.refusal("disassociate_bot", **FIRST)[0] == "ResourceNotFoundException"


def test_a_refused_bot(site: Any, knobs: Controls) -> None:
    site("associate_lex_bot", **FIRST)
    assert site.refusal("associate_bot", **FIRST)[0] == "ResourceConflictException"
    assert site.refusal("associate_bot", **FIRST, **SECOND)[0] == "InvalidRequestException"
    assert site.refusal("associate_bot")[0] == "InvalidRequestException"
    assert site.refusal("associate_bot", LexV2Bot={})[0] == "InvalidRequestException"
    knobs.set_limit("lex_v2_bots", 0)
    assert site.refusal("associate_bot", **SECOND)[0] == "ServiceQuotaExceededException"
