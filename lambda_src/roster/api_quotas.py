"""The account's quota for each API of Amazon Connect. Pure.

Most APIs that the function calls have a default of 2 requests a second, those below one of 10:
https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html. An increase of the account's
quota is taken to hold for all of them alike.
"""

from __future__ import annotations

from typing import Final

CREATE_USER: Final = "create_user"
DELETE_USER: Final = "delete_user"

_FAST_APIS: Final = frozenset(
    {
        "describe_quick_connect",
        "describe_user",
        "describe_user_hierarchy_group",
        "list_quick_connects",
        "list_routing_profiles",
        "list_user_hierarchy_groups",
        "list_users",
    }
)
"""Methods of a Connect client whose default quota is 10 requests a second."""

_FAST_FACTOR: Final = 5.0


def api_quota(api: str, requests_per_second: float) -> float:
    """Return the requests a second that an API takes.

    Args:
        api: the method of a Connect client.
        requests_per_second: the account's quota for Connect's write calls.
    """
    return requests_per_second * (_FAST_FACTOR if api in _FAST_APIS else 1.0)
