# Every target does all of its own set-up; see README.md.
PREFIX ?= /usr/local
SWIFT_DIRS = Package.swift Sources Tests Benchmarks
RELEASE = .build/release
# A first build compiles the libraries too, which takes minutes; afterwards only what changed.
BUILD_NOTE = if [ -d .build/checkouts ]; then echo "Building …"; else \
	echo "First build: compiling fusebox and its libraries. This takes 5 to 10 minutes, once."; fi

.PHONY: demo test setup build install bench format lint picture clean

demo: build ## real services, a real trace log, and the console on them
	@$(RELEASE)/fusebox demo

test: setup ## the whole test suite
	@$(BUILD_NOTE)
	swift build --build-tests
	swift test --skip-build

setup: ## what the machine needs; does nothing when nothing is missing
	@Scripts/setup

build: setup ## release binaries in .build/release
	@$(BUILD_NOTE)
	swift build -c release --product fusebox
	swift build -c release --product shop

install: build ## make install PREFIX=$HOME/.local
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(RELEASE)/fusebox $(RELEASE)/shop "$(DESTDIR)$(PREFIX)/bin/"

bench: setup ## benchmarks; Documentation/performance.md says what they mean
	cd Benchmarks && swift build -c release && for b in $$(swift package describe --type json | sed -n 's/.*"name" : "\(.*Bench\)",*/\1/p' | sort -u); do echo "== $$b"; .build/release/$$b; done

format: ## rewrites the sources in the house style
	swift format format --in-place --recursive --parallel $(SWIFT_DIRS)

lint: setup ## fails on anything that 'make format' would change or complain of
	swift format lint --strict --recursive --parallel $(SWIFT_DIRS)

picture: build ## redraws the pictures in README.md from a running shop in which payments fail
	@Scripts/picture $(RELEASE)

clean:
	swift package clean
