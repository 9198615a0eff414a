# Every target sets up what it needs, from a fresh clone: git, make, Python >= 3.11 and Terraform >= 1.11 are enough.
# Written for GNU Make 3.81, which macOS still ships.

PYTHON    ?= python3
SHELL     := /bin/sh
FUNCTIONS := ingest provision report upkeep lifecycle
KINDS     := unit functional contract fuzz build provider end_to_end lifecycle
EXAMPLES  := $(patsubst %/main.tf,%,$(wildcard examples/*/main.tf))

BIN         := .venv/bin
PY          := $(BIN)/python
POLICY_BIN  := build/policy-scan/bin
ZIPS        := $(FUNCTIONS:%=build/%.zip)
PACKAGER    := scripts/build_package.py $(wildcard scripts/packaging/*.py) pyproject.toml LICENSE
PYTEST      := $(PY) -m pytest

TERRAFORM   := $(wildcard *.tf modules examples tests local_aws/tests)

# What `make test` runs as stages of their own, because it takes long: KIND/NAME is the file tests/KIND/test_NAME.py, the
# folder tests/KIND/NAME, or the tests of that kind beside the package NAME. All else of such a kind is the stage
# test-KIND-others.
APART := end_to_end/faults end_to_end/documents end_to_end/rollcall_cli end_to_end/contact_centre end_to_end/examples \
         end_to_end/other_roots \
         lifecycle/destroy functional/provision functional/ingest functional/flow \
         functional/local_aws

# Of the end-to-end tests, those that `make test` runs by `make test-aws` against a local AWS; not test-end-to-end-others.
ON_AWS := $(addprefix tests/end_to_end/,test_deployment.py test_files.py test_hostile_upload.py test_outcome.py \
                                        test_removals.py)

stage      = test-$(subst /,-,$(subst _,-,$(1)))
kind_of    = $(firstword $(subst /, ,$(1)))
package_of = $(lastword $(subst /, ,$(1)))/tests/$(call kind_of,$(1))
path_of    = $(or $(wildcard tests/$(1) $(call package_of,$(1))),tests/$(subst /,/test_,$(1)).py)
apart_from = $(filter $(1)/%,$(APART))
SPLIT     := $(sort $(foreach part,$(APART),$(call kind_of,$(part))))

# The longest first. Those that deploy wait for Terraform half of their time; see scripts/run_checks.py.
DEPLOYING := test-end-to-end-others test-lifecycle-others test-end-to-end-faults test-lifecycle-destroy \
             test-end-to-end-documents test-end-to-end-examples test-aws-on-local-aws test-end-to-end-rollcall-cli \
             test-end-to-end-contact-centre test-end-to-end-other-roots test-provider
WORKING   := test-fuzz test-unit test-functional-others test-functional-provision test-functional-flow test-terraform \
             policy test-build test-functional-ingest test-functional-local-aws test-contract types lint

# Byte code is kept, below the folders of what it is of, also where the environment says otherwise, as many containers
# do: else each of the hundreds of processes that the checks start would compile all modules that it imports.
unexport PYTHONDONTWRITEBYTECODE

# Terraform would warn with each command of a configuration file that is named and does not exist.
ifeq ($(wildcard $(TF_CLI_CONFIG_FILE)),)
unexport TF_CLI_CONFIG_FILE
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@printf '  make %-16s %s\n' test-KIND 'Run the tests of one kind: $(subst _,-,$(KINDS)); PYTEST_ARGUMENTS="-k word"'

## ---- Set-up ----

.PHONY: setup
setup: venv ## Make the virtual environment from hashed pins

# These look each time whether the environment is of PYTHON's version and holds the pins, and mostly do nothing.
MAKE_VENV := $(PYTHON) scripts/virtual_environment.py

.PHONY: venv venv-local venv-policy
venv:
	@$(MAKE_VENV) .venv requirements/dev.txt

# What the build, local AWS, `make demo` and the operator's command need; the checks need more.
venv-local:
	@$(MAKE_VENV) .venv requirements/local.txt --superset requirements/dev.txt

venv-policy:
	@$(MAKE_VENV) build/policy-scan requirements/policy-scan.txt

PIP_COMPILE = $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url \
              --no-emit-find-links --no-emit-options

.PHONY: lock
lock: venv ## Compile requirements/*.in to hashed pins; UPGRADE=1 takes the newest versions
	$(PIP_COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/dev.txt requirements/dev.in
	$(PIP_COMPILE) --constraint=requirements/dev.txt --output-file=requirements/local.txt requirements/local.in
	$(PIP_COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/policy-scan.txt requirements/policy-scan.in
	$(PIP_COMPILE) --output-file=tests/build/oldest_sdk.txt tests/build/oldest_sdk.in
	for function in $(FUNCTIONS); do \
	  $(PIP_COMPILE) --constraint=requirements/dev.txt --output-file=lambda_src/requirements/$$function.txt \
	    lambda_src/requirements/$$function.in || exit 1; \
	done

## ---- Build ----

.PHONY: build
build: $(ZIPS) ## Build one zip per Lambda function in build/, and its SBOM beside it

# All zips side by side, where somebody waits for them. MAKE_COMMAND and not MAKE, which make --dry-run would run.
BUILD := $(MAKE_COMMAND) --no-print-directory --jobs=4 build

# A folder is a prerequisite too: its time changes when a file in it is removed.
sources = $(shell find lambda_src/roster lambda_src/$(1) -name __pycache__ -prune -o -print 2>/dev/null)

# Whoever imports a module first writes a folder beside it, and so changes the time of the folder that both are in. Were
# that after the zips were built, each stage of `make test` would find them older than their sources, and build them anew.
.PHONY: byte-code
byte-code: venv-local
	@$(PY) -m compileall -q lambda_src

define package
build/$(1).zip: $$(call sources,$(1)) $(wildcard lambda_src/requirements/$(1).*) $$(PACKAGER) | venv-local byte-code
	@$$(PY) -m scripts.build_package $(1)
endef
$(foreach function,$(FUNCTIONS),$(eval $(call package,$(function))))

.PHONY: wheel
wheel: venv ## Build the operator's command as a wheel in build/
	@$(PY) -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir build .
	@ls build/rollcall-*.whl

# The shell expands TAG, and not make, which would run what a tag's name might tell it to.
.PHONY: release-files
release-files: build wheel ## Gather the files of a release in build/release; TAG=v1.2.3 checks that it is this version
	@$(PY) -m scripts.release_files $${TAG:+--tag "$$TAG"}

# What is given but empty is passed on: no number is not every number, and an id that a command did not print is an error.
as_given = $(if $(filter undefined,$(origin $(1))),,$(shell printf '%s' --$(1) | tr A-Z a-z) "$($(1))")

.PHONY: deployer-policy
deployer-policy: ## Write the IAM policies of whoever applies and destroys; NAME=acme ACCOUNT=111122223333 REGION=eu-central-1
	@$(PYTHON) -m scripts.deployer_policy --name "$(NAME)" --account "$(ACCOUNT)" --region "$(REGION)" \
	  $(foreach option,PARTITION INSTANCE KEYS NUMBERS BOUNDARY,$(call as_given,$(option)))

## ---- Local AWS ----

LOCAL := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m scripts.local

.PHONY: up
up: venv-local build ## Start local AWS and apply the root into it; build/local/env is to source
	@$(LOCAL) up

.PHONY: down
down: venv-local ## Destroy and stop what `make up` started
	@$(LOCAL) down

.PHONY: demo
demo: venv-local ## Show the main job end to end on local AWS, from apply to an empty account
	@$(BUILD)
	@$(LOCAL) demo

.PHONY: demo-output
demo-output: venv-local ## Run `make demo`, and write what the README shows of it
	@mkdir -p build
	@$(MAKE_COMMAND) --no-print-directory demo > build/demo-output.txt
	@$(PY) -m scripts.local.excerpt < build/demo-output.txt

## ---- Benchmarks ----

BENCH := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m benchmarks
COSTS := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m scripts.costs
COLUMN_DOCS := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m scripts.column_docs

.PHONY: bench
bench: venv build ## Measure against the bars of docs/benchmarks.md, about 10 minutes; BENCH_ARGUMENTS="--only pace"
	@$(BENCH) $(BENCH_ARGUMENTS)

.PHONY: bench-large
bench-large: venv build ## Take 20,000 agents through local AWS, about 15 minutes
	@$(BENCH) --only large $(BENCH_ARGUMENTS)

## ---- Checks ----

.PHONY: test
test: venv ## Run everything that CI runs
	@$(BUILD)
	@MAKE="$(MAKE_COMMAND)" $(PY) -m scripts.run_checks $(WORKING) --deploying $(DEPLOYING)

# The parts take turns on two processors as in `make test`, the longest first.
.PHONY: check check-unit
check: venv ## Run the fast checks while you work: style, imports, types, contract and unit tests but the slow ones
	@MAKE="$(MAKE_COMMAND)" $(PY) -m scripts.run_checks check-unit test-contract types lint

check-unit: venv
	@mkdir -p build/test-results
	@$(PYTEST) --quiet -m "not slow" --junitxml=build/test-results/$@.xml $(call tests_of,unit) $(PYTEST_ARGUMENTS)

.PHONY: lint
lint: venv github ## Check the style of Python and Terraform, which way imports point, and what GitHub reads
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "run: make fmt" >&2; exit 1; }
	@terraform fmt -check -recursive $(TERRAFORM) || { echo "run: make fmt" >&2; exit 1; }
	@report="$$(PYTHONPATH=lambda_src:. $(BIN)/lint-imports --no-logo --cache-dir build/import-linter)" \
	  || { echo "$$report" >&2; exit 1; }
	@$(PY) -m scripts.module_docs --check
	@$(COLUMN_DOCS) --check
	@$(COSTS) --check

# They also say that all is well.
quietly = found=$$($(1) 2>&1) || { echo "$$found" >&2; exit 1; }
schema  = $(call quietly,$(BIN)/check-jsonschema --builtin-schema vendor.$(1) $(2))

.PHONY: github
github: venv ## Check workflows, also for what could be turned against them, Dependabot's settings, forms and hooks
	@$(call quietly,$(BIN)/zizmor --offline --no-progress --strict-collection --pedantic .github)
	@$(call schema,github-workflows,$(wildcard .github/workflows/*.yml))
	@$(call schema,github-actions,$(wildcard .github/actions/*/action.yml))
	@$(call schema,dependabot,.github/dependabot.yml)
	@$(call schema,github-issue-config,.github/ISSUE_TEMPLATE/config.yml)
	@$(call schema,github-issue-forms,$(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml)))
	@$(call quietly,$(BIN)/pre-commit validate-config)

.PHONY: types
types: venv ## Check the types of all Python
	@$(BIN)/mypy lambda_src local_aws rollcall_cli scripts benchmarks tests

# Not of `make test`: each of these roots is applied by an end-to-end test, and Terraform validates what it applies.
.PHONY: terraform
terraform: venv build ## Validate the Terraform configuration and the examples
	@for root in . $(EXAMPLES); do \
	  echo "$$root:"; $(PY) -m scripts.terraform -chdir=$$root validate -no-color || exit 1; \
	done

.PHONY: test-terraform
test-terraform: venv build ## Run the Terraform tests, and check that there were any
	@$(PY) -m scripts.test_terraform

.PHONY: provider-schemas
provider-schemas: venv ## Write the schemas of the AWS provider to tests/contract/provider_schemas, list deprecations
	@$(PY) -m scripts.provider_schemas

.PHONY: policies
policies: venv build ## Write the policies as Terraform renders them to tests/contract/policies
	@$(PY) -m scripts.policies

.PHONY: test-policies
test-policies: venv build ## Change each part of each policy, and print what notices it; seconds, no apply
	@$(PY) -m scripts.policies --check
	@PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m tests.contract.least_privilege

.PHONY: policy
policy: venv-policy ## Scan the Terraform configuration for unsafe settings
	@$(POLICY_BIN)/checkov --config-file .checkov.yaml

.PHONY: audit
audit: venv ## Ask OSV for known weaknesses of the pins; REQUIRED=1 fails where it is out of reach
	@$(PY) -m scripts.audit $(if $(REQUIRED),--required)

# local_aws is a package of its own with its tests beside it; a kind may be there, in tests, or in both.
tests_of = $(wildcard tests/$(1) local_aws/tests/$(1))

# $(1): the kind of tests. $(2): the target. $(3): what pytest is to run.
define pytest_stage
.PHONY: $(2)
$(2): venv $(if $(filter unit functional contract fuzz,$(1)),,build)
	@mkdir -p build/test-results
	@$$(PYTEST) --quiet --durations=10 --durations-min=2 --junitxml=build/test-results/$$@.xml $(3) $$(PYTEST_ARGUMENTS)
endef
$(foreach kind,$(KINDS),$(eval $(call pytest_stage,$(kind),$(call stage,$(kind)),$(call tests_of,$(kind)))))
$(foreach part,$(APART),$(eval $(call pytest_stage,$(call kind_of,$(part)),$(call stage,$(part)),$(call path_of,$(part)))))
paths_apart = $(foreach part,$(call apart_from,$(1)),$(call path_of,$(part))) $(if $(filter end_to_end,$(1)),$(ON_AWS))
all_others  = $(filter-out $(call paths_apart,$(1)),$(call tests_of,$(1))) $(addprefix --ignore=,$(call paths_apart,$(1)))
$(foreach kind,$(SPLIT),$(eval $(call pytest_stage,$(kind),$(call stage,$(kind))-others,$(call all_others,$(kind)))))

.PHONY: test-upgrade
test-upgrade: venv build ## Apply with the locked version of the AWS provider, plan with another; TO=6.27.0, or newest
	@test -n "$(TO)" || { echo "make test-upgrade TO=6.27.0: name the version of the AWS provider to go to" >&2; exit 1; }
	@UPGRADE_TO="$(TO)" $(PYTEST) --quiet tests/end_to_end/test_provider_upgrade.py $(PYTEST_ARGUMENTS)

# A folder for each version of Python, as the fuzzer is compiled for it.
FUZZER = build/fuzz/atheris-$(shell $(PY) -c 'import sys; print(".".join(map(str, sys.version_info[:2])))')

.PHONY: fuzz
fuzz: venv ## Look for inputs that break something, FUZZ_SECONDS=600 in all; of one with FUZZ_ENTRY=upload
	@test -d "$(FUZZER)" || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	  --only-binary :all: --target "$(FUZZER)" -r requirements/fuzz.txt || \
	  echo "atheris does not install here; Hypothesis takes its place" >&2
	@PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src:$(CURDIR)/$(FUZZER)" $(PY) -m tests.fuzz

# NAME, REQUESTS_PER_SECOND, TESTS and FOLDER are for whoever has a name, a quota, a test or a place for reports in mind.
.PHONY: test-aws
test-aws: venv build ## Run the end-to-end tests on the environment's AWS account; asks before it costs; YES=1 does not
	@$(ON_ACCOUNT) $(if $(YES),--yes) $(if $(NAME),--name "$(NAME)") \
	  $(if $(REQUESTS_PER_SECOND),--requests-per-second $(REQUESTS_PER_SECOND)) \
	  $(if $(FOLDER),--folder "$(FOLDER)") $(TESTS)

ON_ACCOUNT := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m tests.on_aws

.PHONY: test-aws-on-local-aws
test-aws-on-local-aws: venv build ## Run some of them by the same command on a local AWS, where nothing costs
	@mkdir -p build/test-results
	@MAKE="$(MAKE_COMMAND)" $(PY) -m tests.on_local_aws --junitxml=build/test-results/$@.xml $(ON_AWS)

.PHONY: test-browser
test-browser: venv ## Open the report's page in headless Chromium, which has to be installed
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { echo "apt-get install chromium" >&2; exit 1; }
	@$(PYTEST) --quiet -m browser tests/functional/report $(PYTEST_ARGUMENTS)

.PHONY: fmt
fmt: venv ## Format Python and Terraform
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@terraform fmt -recursive $(TERRAFORM)

.PHONY: docs
docs: venv ## Write all that documents take from the code: inputs and outputs of modules, columns of a directory, costs
	@$(PY) -m scripts.module_docs
	@$(COLUMN_DOCS)
	@$(COSTS) --write

.PHONY: costs
costs: venv ## Compute what a month costs, from list prices and what `make bench` counted, into docs/costs.md
	@$(COSTS) --write
	@$(COSTS)

.PHONY: interface
interface: venv ## Say what of the interface has changed since the release; STORE=1 stores it as that of a new version
	@PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m scripts.interface $(if $(STORE),--store)

.PHONY: hooks
hooks: venv ## Have git run checks before each commit and push
	@$(BIN)/pre-commit install

.PHONY: clean
clean: ## Remove what was built; run `make down` first
	@if [ -e build/local/server/server.json ]; then echo "local AWS is up: make down" >&2; exit 1; fi
	rm -rf build rollcall.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -print | xargs rm -rf
