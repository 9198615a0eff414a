"""Updates become the expressions that DynamoDB wants."""

from __future__ import annotations

from roster.expressions import Update


def update() -> Update:
    return Update("agents", {"username": "ada"})


def test_every_clause_finds_its_place() -> None:
    arguments = (
        update()
        .set({"status": "PENDING", "gone": None})
        .set_once({"created_at": "now"})
        .remove("expires_at")
        .add({"pending": -1, "created": 0})
        .when({"revision": 3, "awaited_by": None})
        .when_present("username")
        .arguments()
    )

    assert arguments["TableName"] == "agents"
    assert arguments["Key"] == {"username": {"S": "ada"}}
    assert arguments["UpdateExpression"] == (
        "SET #status = :v0, #created_at = if_not_exists(#created_at, :v1) REMOVE #gone, #expires_at ADD #pending :v2"
    )
    assert arguments["ConditionExpression"] == (
        "#revision = :v3 AND (attribute_not_exists(#awaited_by) OR attribute_type(#awaited_by, :v4)) AND "
        "attribute_exists(#username)"
    )
    assert arguments["ExpressionAttributeValues"] == {
        ":v0": {"S": "PENDING"},
        ":v1": {"S": "now"},
        ":v2": {"N": "-1"},
        ":v3": {"N": "3"},
        ":v4": {"S": "NULL"},
    }
    assert set(arguments["ExpressionAttributeNames"].values()) == {
        "status", "gone", "created_at", "expires_at", "pending", "revision", "awaited_by", "username",
    }  # fmt: skip


def test_what_is_not_asked_for_is_left_out() -> None:
    arguments = update().remove("x").arguments()

    assert "ExpressionAttributeValues" not in arguments
    assert "ConditionExpression" not in arguments
    assert update().remove("x").action() == {"Update": arguments}
