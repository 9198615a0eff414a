"""Commands of documents that the tests do not run as they stand, with the reason; of these the parts are checked."""

from __future__ import annotations

from typing import Final

_MORE_TESTS = "it runs the tests, or a part of them, which are running"
_CHECKS = "a stage of `make test` by itself"
_MEASURES = "it measures for ten minutes and more"
_RELEASE = "it asks a repository or a release that is published"
_EXAMPLE = (
    "an apply of its own: tests/end_to_end/examples, test_contact_centre.py and test_other_roots.py apply, upload to "
    "and destroy the example"
)
_ACCOUNT = "it asks for an account; the stage `test-aws-on-local-aws` runs the same against local AWS"
_WRITES = "it writes to the folder of who runs the tests; `make test` has its own check of what it writes"
_TEMPLATE = "test_directories.py runs `rollcall template --output agents.csv` as docs/operations.md shows it"
_INSTALLS = "it installs"

NOT_RUN: Final = {
    "make demo": "an apply of its own, by the functions of `make up` and `make down`",
    "make test": _MORE_TESTS,
    "make check": _MORE_TESTS,
    'make test-unit PYTEST_ARGUMENTS="-k passwords"': _MORE_TESTS,
    "make test-terraform": _CHECKS,
    "make lint types policy": _CHECKS,
    "make test-policies": _CHECKS,
    "make terraform": "each of these roots is applied by an end-to-end test",
    "make fuzz": "it searches for ten minutes; the stage `test-fuzz` runs each entry on its stored cases",
    "make policies": _WRITES,
    "make audit": "it asks a server of weaknesses; tests/functional/scripts/test_audit.py answers in its place",
    "make bench": _MEASURES,
    "make bench-large": _MEASURES,
    'make bench BENCH_ARGUMENTS="--only pace --only calls"': _MEASURES,
    "make setup": f"{_INSTALLS}; each target has it as a prerequisite",
    "make hooks": f"{_INSTALLS} hooks into the repository",
    "make build": "a prerequisite of every end-to-end stage, and of `make up`",
    "make -C ../.. build": "a prerequisite of every end-to-end stage",
    "make wheel": "tests/build/test_operator_wheel.py builds and installs the wheel",
    "pipx install rollcall-1.0.0-py3-none-any.whl": _RELEASE,
    'pipx install "git+https://HOST/PATH/OF/THIS/REPOSITORY"': _RELEASE,
    "pip install ./local_aws": f"{_INSTALLS} into the environment",
    "python -m pytest local_aws/tests/functional -k ministack_alone": "the stage `test-functional-local-aws` has them",
    "sha256sum --check SHA256SUMS": _RELEASE,
    "gh attestation verify ingest.zip --repo ORGANISATION/rollcall": _RELEASE,
    "git fetch --tags": _RELEASE,
    "git checkout v1.0.0": _RELEASE,
    "export AWS_PROFILE=sandbox AWS_REGION=us-east-1": _ACCOUNT,
    "make test-aws": _ACCOUNT,
    "make test-aws TESTS=tests/end_to_end/test_files.py": _ACCOUNT,
    "make test-aws-on-local-aws": _CHECKS,
    "terraform init -backend-config=state.s3.tfbackend": _EXAMPLE,
    "terraform output -json deployment": _EXAMPLE,
    "../../scripts/rollcall template --output agents.csv": _TEMPLATE,
    "../../scripts/rollcall template --output agents.csv --deployment acme-us --region us-east-1": _TEMPLATE,
    "../../scripts/rollcall template --output agenten.csv --deployment acme-eu --region eu-central-1": _TEMPLATE,
    "../../scripts/rollcall upload agents.csv --watch --deployment acme-us --region us-east-1": _EXAMPLE,
    "../../scripts/rollcall upload agenten.csv --watch --deployment acme-eu --region eu-central-1": _EXAMPLE,
    "terraform apply -var instance_alias=acme-support": _EXAMPLE,
    "terraform destroy -var instance_alias=acme-support": _EXAMPLE,
}
"""Command → why not."""
