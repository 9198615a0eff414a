"""Finds, creates, changes and deletes users of Amazon Connect. No other module makes these calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from provision.connect.errors import NotFoundError, RefusedError
from provision.connect.facet_parameters import UPDATES, proficiency_parameters
from provision.connect.phone_settings import UPDATE_BY_CHANNEL, Parameters, is_by_channel
from provision.connect.predefined_attributes import PredefinedAttributes
from provision.connect.quick_connects import QuickConnects
from provision.connect.retries import ConnectCalls
from roster.agent import Proficiency
from roster.errors import RollcallError
from roster.password import Password

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_SEARCHABLE: Final = range(2, 26)
"""Lengths that SearchUsers takes for an exact match."""

_SEARCH_PAGE: Final = 100
_LIST_PAGE: Final = 1000


class ConnectUsers:
    """The users of one Connect instance.

    Every method raises RefusedError, UnavailableError and ForbiddenError as `ConnectCalls.run` does.

    Args:
        client: a Connect client built with `provision.connect.retries.CLIENT_OPTIONS`.
        calls: runs its calls.
        instance_id: the Connect instance.
        quick_connects: its quick connects, which go before the users that they lead to.
    """

    def __init__(
        self, client: ConnectClient, calls: ConnectCalls, instance_id: str, quick_connects: QuickConnects
    ) -> None:
        self._client = client
        self._calls = calls
        self._instance_id = instance_id
        self._quick_connects = quick_connects
        self._attributes = PredefinedAttributes(client, calls, instance_id)

    def create(
        self, username: str, parameters: Iterable[Parameters], *, tags: Mapping[str, str], password: Password | None
    ) -> str:
        """Create a user with everything but proficiencies.

        Args:
            username: the user's login.
            parameters: those of each facet.
            tags: the user's tags.
            password: the initial password; None with SAML.

        Returns:
            The user's id.

        Raises:
            DuplicateError: there is such a user.
            InstanceFullError: the instance can't take any more users.
        """
        request: dict[str, Any] = {"InstanceId": self._instance_id, "Username": username}
        for of_facet in parameters:
            request |= of_facet
        if tags:
            request["Tags"] = dict(tags)
        if password is not None:
            request["Password"] = password.reveal()
        return self._calls.run(self._client.create_user, **request)["UserId"]

    def find(self, username: str) -> dict[str, Any] | None:
        """Find a user by name, in exactly this spelling.

        Returns:
            The user as DescribeUser answers it; None if neither search nor list shows one (yet).
        """
        user_id = self._search(username) or self._search_list(username)
        return self.describe(user_id) if user_id else None

    def logins(self) -> Iterator[str]:
        """Yield the logins of all users that the instance lists."""
        return (user.get("Username", "") for user in self._list())

    def find_other_spelling(self, username: str) -> str | None:
        """Return the name of a user that differs from a name in upper and lower case alone; None if there is none."""
        others = (name for name in self.logins() if name != username)
        return next((name for name in others if name.casefold() == username.casefold()), None)

    def describe(self, user_id: str) -> dict[str, Any] | None:
        """Return a user as DescribeUser answers it; None if there is none."""
        try:
            answer = self._calls.run(self._client.describe_user, InstanceId=self._instance_id, UserId=user_id)
        except NotFoundError:
            return None
        return dict(answer["User"])

    def update(self, user_id: str, facet: str, parameters: Parameters) -> None:
        """Replace one of the facets that `provision.connect.facet_parameters.UPDATES` lists."""
        operation = getattr(self._client, UPDATE_BY_CHANNEL if is_by_channel(parameters) else UPDATES[facet])
        self._calls.run(operation, InstanceId=self._instance_id, UserId=user_id, **parameters)

    def update_tags(self, user: Mapping[str, Any], wanted: Mapping[str, str], applied: Iterable[str]) -> bool:
        """Set wanted tags, and remove those that Rollcall set before and that are not wanted any more.

        Args:
            user: as `describe` returns it.
            wanted: all tags that the agent wants.
            applied: keys of the tags that Rollcall set before.

        Returns:
            Whether there was anything to do.
        """
        has: Mapping[str, str] = user.get("Tags", {})
        if changed := {key: value for key, value in wanted.items() if has.get(key) != value}:
            self._calls.run(self._client.tag_resource, resourceArn=user["Arn"], tags=changed)
        if dropped := sorted(key for key in applied if key not in wanted and key in has):
            self._calls.run(self._client.untag_resource, resourceArn=user["Arn"], tagKeys=dropped)
        return bool(changed or dropped)

    def add_proficiencies(self, user_id: str, proficiencies: Sequence[Proficiency]) -> None:
        """Give a new user its proficiencies."""
        with self._naming_what_is_missing(proficiencies):
            self._calls.run(
                self._client.associate_user_proficiencies,
                InstanceId=self._instance_id,
                UserId=user_id,
                UserProficiencies=proficiency_parameters(proficiencies),
            )

    def update_proficiencies(self, user_id: str, wanted: Sequence[Proficiency], applied: Sequence[Proficiency]) -> bool:
        """Set wanted proficiencies, and remove those that Rollcall set before and that are not wanted any more.

        Connect updates only what was associated before, so what the user has is read first.

        Args:
            user_id: the user.
            wanted: all proficiencies that the agent wants; where there are none, the user loses all that it has.
            applied: those that Rollcall set before.

        Returns:
            Whether there was anything to do.
        """
        place = {"InstanceId": self._instance_id, "UserId": user_id}
        listed = self._calls.list_all(self._client.list_user_proficiencies, "UserProficiencyList", **place)
        has = {(entry["AttributeName"], entry["AttributeValue"]): entry["Level"] for entry in listed}
        wants = {(item["AttributeName"], item["AttributeValue"]): item for item in proficiency_parameters(wanted)}
        dropped = [
            {"AttributeName": name, "AttributeValue": value}
            for name, value in (((entry["attribute"], entry["value"]) for entry in applied) if wants else has)
            if (name, value) in has and (name, value) not in wants
        ]
        added = [item for key, item in wants.items() if key not in has]
        changed = [item for key, item in wants.items() if key in has and has[key] != item["Level"]]
        # Removed ones first, since a user can have ten at most.
        for operation, members in (
            (self._client.disassociate_user_proficiencies, dropped),
            (self._client.associate_user_proficiencies, added),
            (self._client.update_user_proficiencies, changed),
        ):
            if members:
                with self._naming_what_is_missing(wanted):
                    self._calls.run(operation, **place, UserProficiencies=members)
        return bool(dropped or added or changed)

    def delete(self, user_id: str) -> bool:
        """Delete a user and the quick connects that lead to it.

        Returns:
            Whether there was such a user.
        """
        # Quick connects first: Connect keeps them when their user goes, and no later run would look for them.
        self.delete_quick_connects(user_id)
        try:
            self._calls.run(self._client.delete_user, InstanceId=self._instance_id, UserId=user_id)
        except NotFoundError:
            return False
        return True

    def delete_quick_connects(self, user_id: str) -> None:
        """Delete the quick connects that lead to a user, whether the user is still there or not."""
        for quick_connect in self._quick_connects.leading_to(user_id):
            self._quick_connects.delete(quick_connect)

    @contextmanager
    def _naming_what_is_missing(self, proficiencies: Sequence[Proficiency]) -> Iterator[None]:
        """Have a refusal say which attributes or values the instance does not have, if that is why."""
        try:
            yield
        except RefusedError as error:
            try:
                missing = self._attributes.missing(proficiencies)
            except RollcallError:
                raise error from None  # nobody knows which they are; what Connect said stands
            if not missing:
                raise
            raise type(error)("; ".join(missing)) from error

    def _search(self, username: str) -> str | None:
        if len(username) not in _SEARCHABLE:
            return None
        condition = {"FieldName": "Username", "Value": username, "ComparisonType": "EXACT"}
        found = self._calls.list_all(
            self._client.search_users,
            "Users",
            InstanceId=self._instance_id,
            SearchCriteria={"StringCondition": condition},
            MaxResults=_SEARCH_PAGE,
        )
        return _id_of(found, username)

    def _search_list(self, username: str) -> str | None:
        return _id_of(self._list(), username)

    def _list(self) -> Iterator[dict[str, Any]]:
        return self._calls.list_all(
            self._client.list_users, "UserSummaryList", InstanceId=self._instance_id, MaxResults=_LIST_PAGE
        )


def _id_of(users: Iterable[Mapping[str, Any]], username: str) -> str | None:
    """Return the id of the user whose name is exactly this; the search ignores case."""
    return next((user["Id"] for user in users if user.get("Username") == username), None)
