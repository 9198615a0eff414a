"""What an instance uses outside Amazon Connect, functions and storage, as inputs. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from rollcall_cli.terraform_export.remark import Remark

_ARN: Final = re.compile(r"arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?")


def functions_by_name(arns: Iterable[str]) -> dict[str, str]:
    """Return the input `lambda_functions`: a function's own name → its ARN; the whole ARN where two have the name."""
    listed = sorted({arn for arn in arns if _ARN.fullmatch(arn)})
    names = Counter(map(_function_name, listed))
    return {name if names[name := _function_name(arn)] == 1 else arn: arn for arn in listed}


def function_remarks(arns: Iterable[str]) -> list[Remark]:
    """Return the functions that the input does not take for one."""
    return [Remark("lambda_functions", arn, "is no ARN of a function") for arn in arns if not _ARN.fullmatch(arn)]


def _function_name(arn: str) -> str:
    """Return a function's name, with its version or alias if the ARN has one."""
    return arn.split(":function:", 1)[-1]
