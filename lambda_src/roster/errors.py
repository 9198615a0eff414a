"""What can go wrong, as a tree whose branches decide what happens next.

RollcallError
├── PermanentError            trying again changes nothing: report it and go on
│   ├── SettingsError         the function's environment is incomplete
│   └── UnreadableError       others wrote something into a store that is none of ours
├── RetryableError            trying again may help: raise it, or return the record's id
└── FenceError                somebody else moved the state on: read again, then decide
    ├── StaleReadError        an agent changed between read and write
    └── LostImportError       the import was superseded or another run advanced it
"""

from __future__ import annotations


class RollcallError(Exception):
    """Base of every error that Rollcall raises itself."""


class PermanentError(RollcallError):
    """Trying again changes nothing."""


class SettingsError(PermanentError):
    """The environment of the function lacks something or holds a value that can't be used.

    Attributes:
        problems: one sentence per variable that is wrong.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The function's settings can't be used: " + "; ".join(problems))
        self.problems = problems


class UnreadableError(PermanentError):
    """What stands in a store is not what Rollcall writes there; somebody has to mend or delete it."""


class RetryableError(RollcallError):
    """Trying again may help."""


class FenceError(RollcallError):
    """A condition of a write did not hold, so nothing was written."""


class StaleReadError(FenceError):
    """An agent is no longer as it was read."""


class LostImportError(FenceError):
    """The import record is no longer at the position, or in the status, that this run worked from."""
