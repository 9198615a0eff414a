"""Lets ListSecrets lag behind, while a test asks for it.

On AWS, a listing may miss changes of the last five minutes; ministack 1.5.33 is always up to date. While the lag is on,
listings leave out secrets that are created. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
"""

from typing import Any

from ministack.services import secretsmanager

_Request = dict[str, Any]


class SecretListings:
    """The secrets that listings leave out; the admin API switches the lag."""

    def __init__(self) -> None:
        self._lag = False
        self._unseen: set[str] = set()

    def lag(self, *, on: bool) -> None:
        """Leave secrets that are created from now on out of listings, or list everything again."""
        self._lag = on
        if not on:
            self._unseen.clear()

    def install(self) -> None:
        """Put the lag around ministack's operations."""
        create, filter_names = secretsmanager._create_secret, secretsmanager._filter_secret_names

        def create_unseen(request: _Request) -> Any:
            if self._lag and request.get("Name") not in secretsmanager._secrets:
                self._unseen.add(request["Name"])
            return create(request)

        def filter_seen(names: list[str], filters: list[_Request]) -> list[str]:
            kept: list[str] = filter_names([name for name in names if name not in self._unseen], filters)
            return kept

        secretsmanager._create_secret = create_unseen
        secretsmanager._filter_secret_names = filter_seen


secret_listings = SecretListings()
"""Those of this process."""
