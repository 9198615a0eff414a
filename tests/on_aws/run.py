"""One run, from the questions before it to the report."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.interruptions import undisturbed
from tests.end_to_end.account import client
from tests.end_to_end.conftest import VARIABLES
from tests.end_to_end.stack import STATE, Stack, TerraformFailedError
from tests.on_aws import belongings, budget, deployment
from tests.on_aws.choice import Choice
from tests.on_aws.credentials import caller, environment_account
from tests.on_aws.errors import FAILURES, RefusedError
from tests.on_aws.probes.alias import alias_is_free
from tests.on_aws.probes.all_probes import probes_of
from tests.on_aws.probes.answer import Answer
from tests.on_aws.quotas import ask_quotas
from tests.on_aws.report import Report
from tests.on_aws.run_tests import run_tests
from tests.on_aws.terminal import agreed, say

_EXPIRES = timedelta(hours=6)
_SECONDS_FOR_TAGS = 300.0
"""How long the Resource Groups Tagging API may go on listing what is deleted."""


class Run:
    """One run in the environment's account.

    Args:
        choice: what was chosen.

    Raises:
        RefusedError: the environment has no credentials or region that can be used.
    """

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._home = choice.folder / choice.name
        self._report = Report(choice.name, caller(environment_account()))
        self._variables: dict[str, Any] = VARIABLES | {
            "name": choice.name,
            "tags": {
                belongings.RUN_TAG: choice.name,
                "Purpose": "end-to-end tests of Rollcall",
                "Expires": (datetime.now(UTC) + _EXPIRES).strftime("%Y-%m-%dT%H:%MZ"),
            },
        }
        if choice.requests_per_second is not None:
            self._variables["connect_requests_per_second"] = choice.requests_per_second

    def whole(self) -> int:
        """Do all of it and return the exit status.

        Raises:
            RefusedError: nothing was made.
            KeyboardInterrupt: it was interrupted; what was made is gone, or the report says what is left.
        """
        who = self._report.caller
        say(f"Account {who.account_id}, region {who.region}, as {who.arn}; {who.endpoint or 'AWS itself'}")
        self._refuse_where_one_stands()
        self._ask_quotas()
        try:
            self._prepare()
        except BaseException:
            shutil.rmtree(self._home, ignore_errors=True)
            raise
        try:
            self._use()
        except FAILURES as error:
            self._report.problems.append(f"{type(error).__name__}: {error}")
        except KeyboardInterrupt:
            self._report.problems.append("interrupted")
            raise
        finally:
            with undisturbed():
                self._end()
        return 0 if self._report.passed else 1

    def _client(self, service: str) -> Any:
        return client(environment_account().environment(), service)

    def _refuse_where_one_stands(self) -> None:
        if (self._home / STATE).exists():
            raise RefusedError(
                f"{self._home} has the state of an earlier run: destroy what is in it, in {self._home}/root by "
                "`TF_DATA_DIR=../terraform terraform destroy`, and remove the folder; or choose another NAME."
            )
        found = belongings.by_name(self._client, self._choice.taken)
        standing = [f"{kind}: {', '.join(names)}" for kind, names in found.items() if names]
        if standing:
            raise RefusedError(
                f"a deployment of that name stands already, or what is left of one: {'; '.join(standing)}. "
                f"Destroy it first: in {self._choice.folder}/NAME/root, if that is still there, by "
                "`TF_DATA_DIR=../terraform terraform destroy`, else by hand."
            )

    def _ask_quotas(self) -> None:
        quotas = ask_quotas(self._client)
        self._report.quotas = [str(quota) for quota in quotas.all()]
        say("\n".join(["Quotas:", *(f"  {line}" for line in self._report.quotas)]))
        if lacking := quotas.lacking():
            raise RefusedError("; ".join(map(str, lacking)))
        if not quotas.phone_numbers.suffices:
            self._variables["phone_number"] = None

    def _prepare(self) -> None:
        """Plan, say what comes, and ask."""
        self._home.mkdir(parents=True, exist_ok=True)
        with Stack(self._home, environment_account(), self._variables) as stack, self._step("plan"):
            stack.stage()
            try:
                kinds = deployment.plan(stack)
            except TerraformFailedError as error:
                raise RefusedError(str(error)) from error
        hours = budget.MINUTES / 60
        say(f"It makes {len(kinds)} resources, each tagged {belongings.RUN_TAG}={self._choice.name}:")
        say("\n".join(f"  {line}" for line in budget.planned(kinds)))
        say(
            f"It costs about {budget.dollars(kinds, hours):.2f} USD (list prices of {budget.PRICES_OF}) and takes "
            f"about {budget.MINUTES} minutes. Everything is destroyed at the end, and when you press Ctrl-C."
        )
        if not agreed(self._choice.yes):
            raise RefusedError("it takes a yes: on a terminal, or YES=1.")

    def _use(self) -> None:
        with deployment.reached(self._home, self._variables) as stack:
            with self._step("first apply"):
                deployment.apply_plan(stack)
            for name, probe in probes_of(stack).items():
                self._probe(name, probe)
        with self._step("tests"):
            self._report.tests = run_tests(
                self._home, self._variables, self._choice.tests, self._choice.folder / "results.xml"
            )
        if self._report.tests.exit_status != 0:
            self._report.problems.append(f"pytest ended with status {self._report.tests.exit_status}")

    def _probe(self, name: str, probe: Callable[[], Answer]) -> None:
        with self._step(name):
            try:
                self._report.answers[name] = probe()
            except FAILURES as error:
                self._report.problems.append(f"{name} could not be answered: {type(error).__name__}: {error}")
                return
        say(f"  {self._report.answers[name].answer}")

    def _end(self) -> None:
        """Take everything away, look whether anything is left, and write the report."""
        with self._step("destroy"):
            destroyed = self._take_away()
        if "interrupted" not in self._report.problems and "first plan" in self._report.answers:
            alias = f"{self._choice.name}-{self._report.caller.account_id}"
            self._probe("alias", lambda: alias_is_free(self._client("connect"), alias))
        with self._step("looking for what is left"):
            try:
                self._report.left = belongings.by_name(self._client, self._choice.name)
                self._report.left["by tag"] = self._tagged()
            except FAILURES as error:
                self._report.problems.append(f"nobody could look for what is left: {error}")
                self._report.left["not looked for"] = [self._choice.name]
        self._report.write(self._choice.folder)
        left = [f"{kind}: {', '.join(names)}" for kind, names in self._report.left.items() if names]
        if left:
            say("\n".join(["LEFT BEHIND:", *left]))
        elif destroyed:
            shutil.rmtree(self._home)
            say(f"Nothing is left of {self._choice.name}.")
        else:  # not all that there is can be found by a name
            say(f"Nothing is found of {self._choice.name}, but it was not destroyed: {self._home} has its state.")
        for problem in self._report.problems:
            say(f"FAILED: {problem}")
        tests, page = self._report.tests, self._choice.folder / "report.md"
        for name, reason in sorted(tests.left_out.items()):
            say(f"left out: {name} (it needs {reason})")
        say(f"{len(tests.seconds)} tests ran, {len(tests.left_out)} were left out; {page} has more.")

    def _take_away(self) -> bool:
        """Destroy, and once more where that fails: what could not be deleted for a moment can be then.

        Returns:
            Whether it succeeded.
        """
        for last in (False, True):
            try:
                deployment.take_away(self._home, self._variables)
            except FAILURES as error:
                if last:
                    self._report.problems.append(f"it could not be destroyed: {error}")
            else:
                return True
        return False

    def _tagged(self) -> list[str]:
        deadline = time.monotonic() + _SECONDS_FOR_TAGS
        while found := belongings.by_tag(self._client, self._choice.name):
            if time.monotonic() > deadline:
                return found
            time.sleep(5)
        if found is None:
            self._report.problems.append("the Resource Groups Tagging API does not say what is left")
        return []

    @contextlib.contextmanager
    def _step(self, what: str) -> Iterator[None]:
        say(f"{what} ...")
        begun = time.monotonic()
        try:
            yield
        finally:
            self._report.seconds[what] = round(time.monotonic() - begun, 1)
