# The one entry to everything: building, running, testing, installing.

SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
DEMO_SECONDS ?=
# Release builds are static, so that the target machine needs no Swift runtime.
RELEASE = -c release --static-swift-stdlib

.PHONY: help deps build release run test lab bench soak check fmt install clean

help: ## What there is to do.
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

deps: ## Install the Debian packages that are missing.
	@scripts/install-deps

build: deps ## Build the programs and tests' parts.
	$(SWIFT) build

release: deps ## Build what is to be installed.
	$(SWIFT) build $(RELEASE) --product slawatchd
	$(SWIFT) build $(RELEASE) --product slactl

run: build ## See it work: sample tickets, a minute of a support team's day.
	@DEMO_SECONDS=$(DEMO_SECONDS) scripts/demo "$$($(SWIFT) build --show-bin-path)"

test: deps ## Run the tests that need no root.
	@scripts/install-deps test
	$(SWIFT) test

lab: build ## Run the tests that need root: several users, a real systemd.
	Tests/Lab/run.sh "$$($(SWIFT) build --show-bin-path)"

bench: release ## Measure, beside plain equivalents (FAST=1, JSON=FILE).
	$(SWIFT) build -c release --package-path Benchmarks
	@"$$($(SWIFT) build -c release --package-path Benchmarks --show-bin-path)/Bench" \
	  --daemon "$$($(SWIFT) build $(RELEASE) --show-bin-path)/slawatchd" --json "$(JSON)"

soak: deps ## Kill the release build 200 times; random policies, 200,000 simulated worlds (WORLDS=N for others); sanitizers. Hours.
	Tests/Soak/run.sh

check: deps ## Format lint, and a build in which every warning is an error.
	scripts/check-format
	$(SWIFT) build --build-tests

fmt: ## Format the sources.
	$(SWIFT) format -i -r --parallel Package.swift Sources Tests

install: release ## Install to DESTDIR and PREFIX (default /usr).
	scripts/install "$$($(SWIFT) build $(RELEASE) --show-bin-path)" "$(DESTDIR)" "$(PREFIX)"

clean: ## Remove what was built.
	rm -rf .build
