"""Lambda functions that an instance's flows may call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, not_found
from local_aws.connect.api.lookup import check_exists
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls

if TYPE_CHECKING:
    from local_aws.connect.state import Document


@operation("AssociateLambdaFunction", ignores=("ClientToken",), differs="in process the function is not looked up")
def associate_lambda_function(call: Call) -> None:
    """Let flows call a function; its ARN is kept as given, alias included."""
    functions = call.instance.lambda_functions
    arn = call.params["FunctionArn"]
    check_exists(call, arn, "lambda")
    if arn in functions:
        raise ConnectError("ResourceConflictException", f"The instance is associated with {arn} already")
    limit = controls().limits["lambda_functions"]
    if len(functions) >= limit:
        raise ConnectError("ServiceQuotaExceededException", f"The quota of {limit} Lambda functions is reached")
    functions.append(arn)


@operation("DisassociateLambdaFunction", ignores=("ClientToken",))
def disassociate_lambda_function(call: Call) -> None:
    """Forbid flows to call a function."""
    functions = call.instance.lambda_functions
    if call.params["FunctionArn"] not in functions:
        raise not_found("Lambda function association", call.params["FunctionArn"])
    functions.remove(call.params["FunctionArn"])


@operation("ListLambdaFunctions")
def list_lambda_functions(call: Call) -> Document:
    """List the functions that flows may call."""
    return page(call, "LambdaFunctions", call.instance.lambda_functions, key=str, default=25)
