"""Lets `*` and `?` of a policy stand for any character, line breaks included.

ministack 1.5.33 makes a regular expression of the pattern whose dot stops at a line break, and whose end lets one more
through: an object key with a line break is denied to who may use `bucket/*`.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import re
from functools import lru_cache

from ministack.core import iam_evaluator

_WILDCARDS = {"*": ".*", "?": "."}


def install() -> None:
    """Replace the function that turns a policy's pattern into a regular expression."""
    iam_evaluator._fnmatch_compile = compile_pattern


@lru_cache(4096)
def compile_pattern(pattern: str, ignore_case: bool) -> re.Pattern[str]:  # ministack's signature
    """Return the regular expression that matches, from beginning to end, what a policy's pattern does.

    Args:
        pattern: With `*` for any characters and `?` for one.
        ignore_case: Whether capitals count as small letters, as in actions.
    """
    text = "".join(_WILDCARDS.get(character, re.escape(character)) for character in pattern)
    return re.compile(rf"{text}\Z", re.DOTALL | (re.IGNORECASE if ignore_case else 0))
