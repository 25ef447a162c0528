# Habits: `make` builds, `make test` tests. `./bootstrap TARGET` first installs what is missing.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
# The tool carries Swift's libraries: it starts in half the time, and runs where there is no Swift.
RELEASE = --configuration release --static-swift-stdlib
BINARY = .build/release/adl
SOURCES = Package.swift Sources Tests
DIST = .build/dist
SECONDS ?= 120
SEED ?=
# What is packed finds its libraries beside itself, those that they need too.
PACKED = -Xlinker -rpath -Xlinker '$$ORIGIN/../lib/adl' -Xlinker --disable-new-dtags
# Further flags for the compiler; CI makes warnings errors with them.
CHECKS ?=
DOCUMENTED = ADL ADLText ADLPrograms ADLLanguage ADLAnalysis ADLFormats ADLSession
DOCUMENTATION = .build/documentation

.PHONY: build test test-fast fuzz sanitize figure1 docs dist install uninstall format lint clean help

## build: the tool and the library, optimised
build:
	$(SWIFT) build $(RELEASE) --product adl

## test: every test
test:
	$(SWIFT) build --build-tests $(CHECKS)
	$(SWIFT) test --skip-build $(CHECKS)

## test-fast: the tests that are not tagged slow
test-fast:
	$(SWIFT) build --build-tests $(CHECKS)
	ADL_FAST=1 $(SWIFT) test --skip-build $(CHECKS)

## figure1: Figure 1 of the paper, from its script
figure1: build
	@$(BINARY) run --echo examples/figure1.adl

## docs: the documentation of the library, in .build/documentation
docs:
	ADL_DOCS=1 $(SWIFT) package --scratch-path .build/docs \
	  --allow-writing-to-directory $(DOCUMENTATION) \
	  generate-documentation $(DOCUMENTED:%=--target %) \
	  --enable-experimental-combined-documentation --output-path $(DOCUMENTATION)

## dist: an archive for systems without Swift, and a Debian package, in .build/dist
dist:
	$(SWIFT) build $(RELEASE) --product adl $(PACKED)
	.ci/dist $(BINARY) $(DIST)

## install: the tool and its shell completions, under PREFIX (/usr/local)
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -s -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/adl"
	$(BINARY) --generate-completion-script bash \
	  > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/adl"
	$(BINARY) --generate-completion-script zsh \
	  > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_adl"
	$(BINARY) --generate-completion-script fish \
	  > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/adl.fish"

## uninstall: what install put under PREFIX
uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/adl" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/adl" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_adl" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/adl.fish"

## fuzz: SECONDS (120) of hostile scripts, from SEED (a fresh one, which is printed)
fuzz:
	$(SWIFT) build --build-tests $(CHECKS)
	ADL_FUZZ_SECONDS=$(SECONDS) ADL_FUZZ_SEED=$(SEED) \
	  $(SWIFT) test --skip-build $(CHECKS) --filter FuzzTests

## sanitize: every script, points and threads under the address and the thread sanitizer; takes long
sanitize:
	.ci/sanitize address
	.ci/sanitize thread

## format: every Swift file, in place
format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

## lint: fails where `make format` would change something
lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

## clean: what building left behind
clean:
	$(SWIFT) package clean

## help: this list
help:
	@sed -n 's/^## /  make /p' Makefile
