"""Amazon Lex bots that an instance's flows may use, of Lex V1 and V2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, invalid_request, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls

if TYPE_CHECKING:
    from local_aws.connect.state import Document

_MEMBERS = {"V1": "LexBot", "V2": "LexV2Bot"}
_QUOTAS = {"LexBot": "lex_bots", "LexV2Bot": "lex_v2_bots"}


def _bot(call: Call) -> Document:
    """Return the one bot that a request names, as ListBots answers it."""
    given = {name: call.params[name] for name in _MEMBERS.values() if call.get(name)}
    if len(given) != 1:
        raise invalid_request("Exactly one of LexBot and LexV2Bot is required")
    if "LexV2Bot" in given and not given["LexV2Bot"].get("AliasArn"):
        raise invalid_request("LexV2Bot.AliasArn is required")
    return given


def _associate(call: Call, bot: Document) -> None:
    bots = call.instance.bots
    if bot in bots:
        raise ConnectError("ResourceConflictException", "The instance is associated with the bot already")
    kind = next(iter(bot))
    limit = controls().limits[_QUOTAS[kind]]
    if sum(kind in other for other in bots) >= limit:
        raise ConnectError("ServiceQuotaExceededException", f"The quota of {limit} bots is reached")
    bots.append(bot)


def _disassociate(call: Call, bot: Document) -> None:
    if bot not in call.instance.bots:
        raise not_found("Bot association", str(bot))
    call.instance.bots.remove(bot)


@operation("AssociateBot", ignores=("ClientToken",), differs="the bot is not looked up")
def associate_bot(call: Call) -> None:
    """Let flows use a bot."""
    _associate(call, _bot(call))


@operation("DisassociateBot", ignores=("ClientToken",))
def disassociate_bot(call: Call) -> None:
    """Forbid flows to use a bot."""
    _disassociate(call, _bot(call))


@operation("ListBots")
def list_bots(call: Call) -> Document:
    """List the bots of one version of Lex."""
    kind = _MEMBERS[call.params["LexVersion"]]
    return page(call, "LexBots", [bot for bot in call.instance.bots if kind in bot], key=str, default=25)


@operation("AssociateLexBot", ignores=("ClientToken",), differs="the bot is not looked up")
def associate_lex_bot(call: Call) -> None:
    """Let flows use a bot of Lex V1."""
    _associate(call, {"LexBot": call.params["LexBot"]})


@operation("DisassociateLexBot", ignores=("ClientToken",))
def disassociate_lex_bot(call: Call) -> None:
    """Forbid flows to use a bot of Lex V1."""
    _disassociate(call, {"LexBot": {"Name": call.params["BotName"], "LexRegion": call.params["LexRegion"]}})


@operation("ListLexBots")
def list_lex_bots(call: Call) -> Document:
    """List the bots of Lex V1."""
    return page(call, "LexBots", [bot["LexBot"] for bot in call.instance.bots if "LexBot" in bot], key=str, default=25)
