"""Errors of Amazon Connect, sorted into those that fail an agent and those that are tried again.

`provision.connect.retries` raises them.

PermanentError
└── RefusedError              Connect refused the request; the agent is FAILED with its message
    ├── DuplicateError        there is such a user already
    ├── NotFoundError         the user, or something that the request names, does not exist
    ├── InvalidRequestError   it makes no sense to Connect, maybe because its user is too new
    └── QuotaFullError        a quota of the instance is full
        └── InstanceFullError     that of its users
RetryableError
├── UnavailableError          throttled, broken or out of reach through all tries
│   └── ThrottledError        too many calls a second
├── ForbiddenError            the function's role lacks a permission, which an operator mends while agents wait
└── OutOfTimeError            the invocation ends before the pacer lets the call through
"""

from __future__ import annotations

from roster.errors import PermanentError, RetryableError


class RefusedError(PermanentError):
    """Amazon Connect refused a request, and would refuse it again."""


class DuplicateError(RefusedError):
    """The name is taken."""


class NotFoundError(RefusedError):
    """Something that the request names does not exist."""


class InvalidRequestError(RefusedError):
    """The request is invalid as a whole, or its user is so new that Connect does not know it everywhere."""


class QuotaFullError(RefusedError):
    """A quota is full: no retry helps until it is raised."""


class InstanceFullError(QuotaFullError):
    """The instance can't take any more users."""


class UnavailableError(RetryableError):
    """Amazon Connect could not answer."""


class ForbiddenError(RetryableError):
    """The function's role lacks a permission."""


class ThrottledError(UnavailableError):
    """Too many calls a second."""


class OutOfTimeError(RetryableError):
    """The invocation has too little time left; the agent is tried again in the next."""
