"""What each caller was asked permission for: actions and the resources that they were asked on, allowed or not."""

import threading
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_evaluator

_KEY_OF_A_USER = "AKIA"
"""How access keys of users begin. Those of functions' roles are left out, which ask about objects without end."""


class PermissionsAsked:
    """Notes each question about a user that IAM's evaluator decides; safe to use from threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: dict[str, dict[str, set[str]]] = {}

    def install(self) -> None:
        """Note from now on what the evaluator is asked, on a server with authorisation."""
        if not ministack_app.AUTH:
            return
        decide = iam_evaluator.enforce

        def enforce(access_key_id: str, iam_action: str, *rest: Any, resource_arn: str = "*", **named: Any) -> Any:
            if access_key_id.startswith(_KEY_OF_A_USER):
                self._note(access_key_id, iam_action, resource_arn)
            return decide(access_key_id, iam_action, *rest, resource_arn=resource_arn, **named)

        iam_evaluator.enforce = enforce

    def of(self, access_key_id: str) -> dict[str, list[str]]:
        """Return what the bearer of an access key was asked permission for: action → ARNs, or `*` for no resource."""
        with self._lock:
            return {action: sorted(arns) for action, arns in sorted(self._asked.get(access_key_id, {}).items())}

    def _note(self, access_key_id: str, action: str, arn: str) -> None:
        with self._lock:
            self._asked.setdefault(access_key_id, {}).setdefault(action, set()).add(arn)


permissions_asked = PermissionsAsked()
"""Those of this server."""
