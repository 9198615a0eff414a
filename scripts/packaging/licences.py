"""Which licences the zips may bring along, and which one a dependency comes under."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from license_expression import ExpressionError, Licensing, get_spdx_licensing

from scripts.packaging.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Mapping

ALLOWED = frozenset({"Apache-2.0", "BSD-3-Clause", "MIT", "MIT-0", "PSF-2.0", "Python-2.0"})
"""SPDX identifiers of the licences that were read, and ask for no more than that their text goes along."""

CONCLUDED = {
    # Its metadata says MIT, its text is "MIT No Attribution".
    "aws-lambda-powertools": ("MIT-0", "bcc1d2d9e0609b03d420c3dbecb438a7b89bfc53d54176ab56301ab1f96b4f0a"),
    # Its metadata says MIT; a module of Python's own library is in it too, whose text it brings.
    "et-xmlfile": ("MIT AND Python-2.0", "0aaa8af40cf6442c0e0c051323af40094c52a836956f52f5cab25e4bd112dca1"),
    # Its metadata says "Dual License"; its text puts all code under this one, and later code under Apache-2.0 too.
    "python-dateutil": ("BSD-3-Clause", "ba00f51a0d92823b5a1cde27d8b5b9d2321e67ed8da9bc163eff96d5e17e577e"),
    # Its metadata writes the name out.
    "s3transfer": ("Apache-2.0", "002490be60ef8ca63474a5e706b24fc4e1dadbd545f690faaf08bcf757674810"),
}
"""Licences by distribution where its texts say more than its metadata, and the SHA-256 of the texts that were read."""


def find_licence(name: str, declared: str, texts: Mapping[str, bytes]) -> str:
    """Gives the licence of a distribution.

    Args:
        name: Its normalised name.
        declared: What its metadata says.
        texts: Texts of the licence, by file name.

    Returns:
        What `CONCLUDED` says, and else what is declared: an SPDX expression, if it passes `check_licence`.

    Raises:
        BuildError: The texts are not those any more that `CONCLUDED` was written for.
    """
    if name not in CONCLUDED:
        return declared
    expression, of_texts = CONCLUDED[name]
    if (digest := _digest(texts)) != of_texts:
        raise BuildError(
            f"{name}: the texts of its licence have changed; read them, and note their licence and {digest} in "
            "CONCLUDED of scripts/packaging/licences.py"
        )
    return expression


def check_licence(name: str, expression: str) -> None:
    """Checks that a licence may be passed on with the zips.

    Every licence that an expression names counts, also where it leaves a choice.

    Raises:
        BuildError: It is not an SPDX expression, or names a licence that is not in `ALLOWED`.
    """
    licensing = _licensing()
    try:
        keys = frozenset(licensing.license_keys(licensing.parse(expression, validate=True)))
    except ExpressionError:
        keys = frozenset()
    if not keys or not keys <= ALLOWED:
        raise BuildError(
            f"{name}: its licence is {expression!r}, which is not allowed; take another package, or read the "
            "licence and add it to ALLOWED or CONCLUDED of scripts/packaging/licences.py"
        )


@functools.cache
def _licensing() -> Licensing:
    """What reads expressions; to make it takes as long as all else that is done for a licence."""
    return get_spdx_licensing()


def _digest(texts: Mapping[str, bytes]) -> str:
    return hashlib.sha256(b"".join(texts[name] for name in sorted(texts))).hexdigest()
