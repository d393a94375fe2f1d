# Two commands are all that a newcomer needs: `make demo` and `make test`.
# Each installs what is missing, builds, and runs.

SWIFT  ?= swift
PREFIX ?= /usr/local
BUILD   = $(SWIFT) build --explicit-target-dependency-import-check error
SYSTEM := $(shell uname -s)
SUDO   := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
# Debian's own Python has Debian's own cbor2; a Python of somebody's making may have neither.
PYTHON ?= $(shell [ "$(SYSTEM)" = Linux ] && [ -x /usr/bin/python3 ] && echo /usr/bin/python3 || command -v python3)
ARGS   ?=
# The compiler's own, which reads what the compiler writes.
LLVM_COV ?= $(shell dirname "$$(readlink -f "$$(command -v $(SWIFT))")")/llvm-cov
FUZZ   ?= cbor envelope payload json jsonl csv markdown project keymap condition \
          checkpoint segment head card frame answer address request invitation
FUZZ_TIME ?= 60
SCALE  ?= 10
SOAK_SUITES ?= FoldTests AlgebraTests SimulationTests AblationTests LiarTests ForkScenarioTests \
  ReturnTests CanaryTests CrashTests FaultTests SpliceTests DecoderMutationTests KillTests \
  KilledSyncTests FullDiskTests SystemFaultTests CrowdTests SSHTests

DEBIAN      = libncurses-dev libsqlite3-dev libmd4c-dev pkg-config
DEBIAN_TEST = libvterm-dev python3 python3-cbor2 strace tmux openssh-server openssh-client
BREW        = ncurses sqlite md4c pkg-config
BREW_TEST   = libvterm python3 tmux

# What `make coverage` counts, and the tests that it runs for it; glossTests run a program apart.
COVERED        ?= Sources/Sync Sources/Judgments Sources/Storage/Ledger
COVERAGE_TESTS ?= ^(Judgments|Storage|Sync)Tests
TEST_PROGRAM    = glossPackageTests.xctest$(if $(filter Darwin,$(SYSTEM)),/Contents/MacOS/glossPackageTests)

.PHONY: demo test check build format install uninstall bench bench-peers fuzz soak coverage documents \
        clean libraries test-libraries

## Builds and opens a sample project in a throw-away store.
demo: libraries
	$(BUILD) --product gloss
	@.build/debug/gloss demo $(ARGS)

## Builds everything and passes the tests.
test: libraries test-libraries
	$(BUILD) --build-tests
	SWIFT_BACKTRACE=interactive=no GLOSS_PYTHON=$(PYTHON) $(SWIFT) test --skip-build $(ARGS)
	$(PYTHON) Tests/SamplesTests/check_samples.py
	$(PYTHON) Tests/SamplesTests/check_the_checker.py
	@for sample in Samples/*/; do .build/debug/gloss check $$sample || exit 1; done

## Checks what the compiler does not: format, layering, documents made from declarations.
check:
	$(SWIFT) format lint --strict --parallel --recursive --configuration .swift-format \
	  Package.swift Sources Tests Benchmarks
	.ci/check-imports

build: libraries
	$(BUILD) --product gloss

format:
	$(SWIFT) format --in-place --parallel --recursive --configuration .swift-format \
	  Package.swift Sources Tests Benchmarks

## Installs a release build that needs no Swift, a man page and shell completions.
install: libraries
	$(BUILD) -c release --static-swift-stdlib -Xlinker -S --product gloss
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 .build/release/gloss $(DESTDIR)$(PREFIX)/bin/gloss
	install -m 644 Documentation/gloss.1 $(DESTDIR)$(PREFIX)/share/man/man1/gloss.1
	.build/release/gloss --generate-completion-script bash \
	  > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/gloss
	.build/release/gloss --generate-completion-script zsh \
	  > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_gloss
	.build/release/gloss --generate-completion-script fish \
	  > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/gloss.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/gloss $(DESTDIR)$(PREFIX)/share/man/man1/gloss.1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/gloss \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_gloss \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/gloss.fish

## Measures against references in the same run; ARGS names parts.
bench: libraries test-libraries
	$(BUILD) -c release --product Benchmarks
	$(BUILD) -c release --product gloss
	.build/release/Benchmarks $(ARGS)

## Feeds every decoder what coverage finds new; FUZZ_TIME is the seconds for each.
fuzz: libraries
	GLOSS_FUZZ=1 $(BUILD) -c release --sanitize fuzzer --scratch-path .build/fuzz --product Fuzz
	@for decoder in $(FUZZ); do \
	  echo "fuzzing $$decoder"; mkdir -p .build/fuzz/corpus/$$decoder; \
	  GLOSS_FUZZ_DECODER=$$decoder SWIFT_BACKTRACE=enable=no .build/fuzz/release/Fuzz \
	    .build/fuzz/corpus/$$decoder Tests/Fuzz/Corpus/$$decoder \
	    -artifact_prefix=Tests/Fuzz/Corpus/$$decoder/ -max_total_time=$(FUZZ_TIME) \
	    -timeout=5 -rss_limit_mb=1024 -max_len=4096 -verbosity=0 -print_final_stats=1 || exit 1; \
	done

## Prints which regions of the code that merges the tests reach, file by file.
##
## Regions count, because a line with a condition in it is half tested by one of its answers.
coverage: libraries test-libraries
	$(BUILD) --build-tests --enable-code-coverage --scratch-path .build/coverage
	SWIFT_BACKTRACE=interactive=no GLOSS_PYTHON=$(PYTHON) $(SWIFT) test --skip-build \
	  --enable-code-coverage --scratch-path .build/coverage --filter '$(COVERAGE_TESTS)' $(ARGS)
	@$(LLVM_COV) report -use-color=0 .build/coverage/debug/$(TEST_PROGRAM) $(COVERED) \
	  -instr-profile=.build/coverage/debug/codecov/default.profdata

## Runs the suites of made-up histories SCALE times as large and prints what each of them did.
soak: libraries test-libraries
	$(BUILD) --build-tests
	@mkdir -p .build/soak; for suite in $(SOAK_SUITES); do \
	  GLOSS_SOAK=$(SCALE) SWIFT_DETERMINISTIC_HASHING=1 SWIFT_BACKTRACE=interactive=no \
	    $(SWIFT) test --skip-build --filter "\.$$suite/" > .build/soak/$$suite.log 2>&1; \
	  status=$$?; grep '^T[0-9]*: ' .build/soak/$$suite.log; \
	  [ $$status = 0 ] || { cat .build/soak/$$suite.log; exit 1; }; \
	done

## The Python references of the statistics and of merging, each in a throw-away environment.
bench-peers:
	$(PYTHON) Benchmarks/quality_peers.py --install $(ARGS)
	$(PYTHON) Benchmarks/automerge_peer.py --install 100000

## Writes the documents that are made from declarations.
documents: build
	.build/debug/gloss keys --format markdown > Documentation/keys.md

clean:
	rm -rf .build

libraries:
ifeq ($(SYSTEM),Darwin)
	@for p in $(BREW); do brew list $$p >/dev/null 2>&1 || brew install $$p || exit 1; done
else
	@.ci/install-missing "$(SUDO)" $(DEBIAN)
endif

test-libraries:
ifeq ($(SYSTEM),Darwin)
	@for p in $(BREW_TEST); do brew list $$p >/dev/null 2>&1 || brew install $$p || exit 1; done
	@$(PYTHON) -c 'import cbor2' 2>/dev/null || $(PYTHON) -m pip install --user cbor2
else
	@.ci/install-missing "$(SUDO)" $(DEBIAN_TEST)
endif
