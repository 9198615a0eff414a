"""Makes calls to Amazon Connect and reads its lists page by page. Provision paces its calls, the command does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


class Calls:
    """Makes calls as a client does by itself, which retries and slows down as it was built to."""

    def run(self, operation: Callable[..., T], **parameters: Any) -> T:
        """Call one operation of a Connect client."""
        return operation(**parameters)

    def list_all(self, operation: Callable[..., Any], member: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Yield the entries of all pages of a listing operation; errors are those of `run`.

        Args:
            operation: such as `client.list_users`.
            member: where its answer has the entries.
            **parameters: its parameters.
        """
        while True:
            page = self.run(operation, **parameters)
            yield from page[member]
            if not page.get("NextToken"):
                return
            parameters["NextToken"] = page["NextToken"]
