# Every target does all of its own set-up; see README.md.
PREFIX ?= /usr/local
SWIFT_DIRS = Package.swift Sources Tests Benchmarks
RELEASE = .build/release
# What install-shop builds and installs: the Dockerfile's release, or debug where that is built already.
CONFIGURATION = release
# A first build compiles the libraries too, which takes minutes; afterwards only what changed.
BUILD_NOTE = if [ -d .build/checkouts ]; then echo "Building …"; else \
	echo "First build: compiling fusebox and its libraries. This takes 5 to 10 minutes, once."; fi

.PHONY: demo test test-models test-tsan setup tools build build-shop install install-shop bench format lint deploy-lint deploy-test storm picture clean

demo: build ## real services, a real trace log, and the console on them
	@$(RELEASE)/fusebox demo

# What hangs is a failure that is told, long before anybody stops waiting for it.
WITHIN_LIMIT = timeout --verbose --kill-after=30 1500
# They start real programs, each alone on the machine.
END_TO_END = EndToEndTests|TwoConsolesTests|PythonExampleTests
test: setup tools ## the whole test suite
	@$(BUILD_NOTE)
	swift build --build-tests
	$(WITHIN_LIMIT) swift test --skip-build --skip '$(END_TO_END)'
	$(WITHIN_LIMIT) swift test --skip-build --filter '$(END_TO_END)' --no-parallel
	$(MAKE) deploy-test CONFIGURATION=debug

# The model checks of the libraries, thousands of random runs each; a failure says the seed.
MODEL_RUNS ?= 20
test-models: setup ## the libraries against their reference models, MODEL_RUNS times as often as in 'make test'
	@$(BUILD_NOTE)
	swift build --build-tests
	MODEL_RUNS=$(MODEL_RUNS) swift test --skip-build --filter 'ModelTests|BulkheadMachineTests|SagaFaultTests'

# Not part of 'make test': it builds the libraries a second time, and everything runs many times slower. One test at a
# time: each has many tasks of its own, and side by side on a busy machine some would wait longer than they may.
test-tsan: setup ## Resilience, EventSourcing and Sagas under the thread sanitizer
	FUSEBOX_PART=concurrency swift build --build-tests --sanitize thread --scratch-path .build-tsan
	FUSEBOX_PART=concurrency TSAN_OPTIONS="halt_on_error=1 exitcode=66" \
		swift test --skip-build --no-parallel --sanitize thread --scratch-path .build-tsan

setup: ## what the machine needs; does nothing when nothing is missing
	@Scripts/setup

tools: ## linters and test tools from PyPI, in .build/tools
	@Scripts/tools

# With Swift's libraries inside: a copy of the binary runs on a machine that has no Swift.
build: setup ## release binaries in .build/release
	@$(BUILD_NOTE)
	swift build -c release --static-swift-stdlib --product fusebox
	swift build -c release --static-swift-stdlib --product shop

install: build ## make install PREFIX=$HOME/.local
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(RELEASE)/fusebox $(RELEASE)/shop "$(DESTDIR)$(PREFIX)/bin/"

# The Dockerfile builds and stages with this.
build-shop: setup
	swift build -c $(CONFIGURATION) --product shop

install-shop: build-shop ## the services alone, as the image has them
	install -D -m 755 .build/$(CONFIGURATION)/shop "$(DESTDIR)$(PREFIX)/bin/shop"

bench: setup ## benchmarks; Documentation/performance.md says what they mean
	cd Benchmarks && swift build -c release && for b in $$(swift package describe --type json | sed -n 's/.*"name" : "\(.*Bench\)",*/\1/p' | sort -u); do echo "== $$b"; timeout 900 .build/release/$$b || exit; done

format: ## rewrites the sources in the house style
	swift format format --in-place --recursive --parallel $(SWIFT_DIRS)

lint: setup deploy-lint ## fails on anything that 'make format' would change or complain of
	swift format lint --strict --recursive --parallel $(SWIFT_DIRS)

deploy-lint: tools ## checks Dockerfile, Compose file and Kubernetes manifests
	@Scripts/deploy-lint

deploy-test: tools ## does what the Dockerfile does, without an engine: builds, stages, serves, asks its health
	@.build/tools/bin/python Scripts/deploy-test $(CONFIGURATION)

STORM_SECONDS = 600
STORM_SEEDS = 1,2,3
storm: setup ## kills, pauses and fills the disks of a running shop, ten minutes a seed
	swift build --build-tests
	SHOP_STORM_SECONDS=$(STORM_SECONDS) SHOP_STORM_SEEDS=$(STORM_SEEDS) swift test --skip-build --no-parallel --filter 'KillStormTests|FullDiskTests|ShopFaultTests'

picture: build ## redraws the pictures in README.md from a running shop in which payments fail
	@Scripts/picture $(RELEASE)

clean:
	swift package clean
