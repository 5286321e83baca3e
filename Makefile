# Every target sets up what it needs, on a machine with nothing but Python 3.11+ (with venv) and make,
# as root or with Chromium, PostgreSQL and npm there already. Everything made lies in .venv/,
# node_modules/ and build/; Python and the linters keep their caches, which git does not see.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
STAGE ?= local
PARAMETERS ?=
STACK ?=
ROUND ?= national-2024
BUNDLE ?=
RESPONDENTS ?= 3000
SEED ?= 1
PORT ?= 4599
ARGS ?=
WHAT ?=
export LANG = C.UTF-8

# $(call system,PROGRAM,PACKAGES): install Debian packages when the program is missing.
system = command -v $(1) > /dev/null || { echo "Installing $(2) …"; apt-get update -qq > /dev/null; \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) > /dev/null; }

.PHONY: help setup demo run check lint test test-long faults coverage load bench package plan deploy doctor restore restore-drill \
	audit screenshots

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | while IFS=: read -r name text; do printf '%-12s %s\n' "$$name" "$${text#*## }"; done

setup: .venv/ready ## make .venv/ and the local stack's environment
	@$(PY) -m infra.local prepare

.venv/ready: requirements.txt requirements-dev.txt
	@echo "Preparing .venv …"
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed.")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: setup ## replay a round on the local stack: ROUND= BUNDLE= RESPONDENTS= SEED= ARGS=--exit
	@exec $(PY) -m infra.demo --round '$(ROUND)' $(if $(BUNDLE),--bundle '$(BUNDLE)') \
		--respondents '$(RESPONDENTS)' --seed '$(SEED)' $(ARGS)

run: setup ## the whole system on this machine, its state kept: PORT=
	@exec $(PY) -m infra.local run --port $(PORT)

# What runs in process: no browser, no deployed system. The longest files begin first (tests/conftest.py).
QUICK = tests/domain tests/documents tests/pages tests/api tests/test_architecture.py tests/test_messages.py \
	tests/test_glossary.py

check: .venv/ready lint ## lint, types and the quick tests in process; a minute and a half
	@$(PY) -m pytest -q -n 2 --dist worksteal --hypothesis-profile quick -m 'not long and not exhaustive' \
		--ignore-glob='*deployed.py' $(QUICK) $(ARGS)

node_modules/ready: package.json package-lock.json
	@$(call system,npm,nodejs npm)
	@npm ci --silent --no-audit --no-fund
	@touch $@

lint: .venv/ready node_modules/ready
	@npm run --silent check
	@$(PY) -m ruff check -q .
	@$(PY) -m ruff format --check -q .
	@$(PY) -m mypy --no-error-summary

# Four workers for two cores: half of the time of stories and browsers is waiting.
test: setup lint ## every check and test
	@$(call system,chromium,chromium fonts-dejavu-core)
	@$(call system,openssl,openssl)
	@mkdir -p build
	@$(PY) -m pytest -n 4 --dist loadfile --no-loadscope-reorder $(ARGS)

test-long: setup ## also a thousand mutated files, costly bodies, kills at every call, an update in place
	@$(PY) -m pytest -q -n 2 -m exhaustive tests/documents tests/api tests/actions tests/infra tests/stories \
		$(ARGS)

faults: .venv/ready ## fail every call to AWS of every flow, in every way; writes docs/reliability.md: ARGS=flows
	@exec $(PY) -m tests.faults $(ARGS)

coverage: setup ## which lines the tests in process reach; apart, for it doubles their time
	@mkdir -p build
	@$(PY) -m pytest -n 2 --dist loadfile --cov --cov-report=term --ignore tests/stories --ignore tests/browser $(ARGS)

load: setup ## let a crowd loose on the local stack; writes build/load.json: ARGS=
	@exec $(PY) -m tests.load $(ARGS)

bench: setup ## measure; writes build/bench.json
	@$(call system,chromium,chromium fonts-dejavu-core)
	@exec $(PY) -m tests.bench $(ARGS)

package: setup ## the deployable artefact, linted: STAGE=local|staging|production PARAMETERS=
	@exec $(PY) -m infra.package --stage $(STAGE) $(if $(PARAMETERS),--given '$(PARAMETERS)')

AUDIT = build/audit/bin/pip-audit
$(AUDIT):
	@$(PYTHON) -m venv build/audit
	@build/audit/bin/python -m pip install -qq --disable-pip-version-check pip-audit==2.10.1

audit: $(AUDIT) ## known holes in the libraries, by the database at osv.dev, which must be reachable
	@$(AUDIT) --vulnerability-service osv --no-deps --disable-pip -r requirements.txt -r requirements-dev.txt \
		-r infra/local/requirements.txt

RELEASE = $(PY) -m infra.release $(ARGS) --stage '$(STAGE)' $(if $(STACK),--stack '$(STACK)') \
	$(if $(PARAMETERS),--given '$(PARAMETERS)')

plan: setup ## what `make deploy` would change on AWS, and nothing more: STAGE= PARAMETERS= STACK=
	@exec $(RELEASE) plan

deploy: setup ## bring a stage to AWS: shows the changes, asks, does them: STAGE= PARAMETERS= STACK= ARGS=--yes
	@exec $(RELEASE) deploy

doctor: setup ## what is well and what is not with a deployed stage, and what to do: STAGE= STACK=
	@exec $(PY) -m infra.release.doctor --stage '$(STAGE)' $(if $(STACK),--stack '$(STACK)')

RESTORE = $(PY) -m infra.release.restore --stage '$(STAGE)' $(if $(STACK),--stack '$(STACK)')

restore: setup ## bring back tables or files of a deployed stage: STAGE= WHAT="tables rounds --at …" (docs/runbook.md)
	@exec $(RESTORE) $(WHAT)

restore-drill: setup ## try whether a stage could be restored; here everything is lost and restored: STAGE= STACK=
	@$(if $(filter local,$(STAGE)),exec $(PY) -m pytest -q tests/infra/test_restore_deployed.py,exec $(RESTORE) drill)

screenshots: setup ## take the pictures in docs/
	@$(call system,chromium,chromium fonts-dejavu-core)
	@exec $(PY) -m infra.scenes.screenshots $(ARGS)
