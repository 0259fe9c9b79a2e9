# The steps of every day. `make test` is what CI runs; it installs what is missing, by package name.

CARGO ?= cargo
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = 1
POSTGRES = scripts/with-postgres.sh

.PHONY: test setup format lint doc unit postgres browser bench bench-http run help

help:
	@echo "make test    set-up where missing, format, lint, docs, tests on SQLite and PostgreSQL and in a browser"
	@echo "make browser the browser tests alone; ARGS=life.spec.js for one file"
	@echo "make bench   how long things take (criterion)"
	@echo "make bench-http  the server at its limit, beside others (wrk)"
	@echo "make run     the demo on http://127.0.0.1:8080"

# Says at the end how long each step took and which tests were skipped (scripts/steps.sh).
test:
	@MAKE="$(MAKE)" scripts/steps.sh setup format lint doc unit postgres browser

# What the tests need and a bare machine lacks.
setup:
	@scripts/setup.sh

format:
	$(CARGO) fmt --check

# Clippy, then what deny.toml says of dependencies: bans, licences, sources.
lint:
	$(CARGO) clippy --locked --all-targets -- -D warnings
	target/tools/bin/cargo-deny --locked check --hide-inclusion-graph bans licenses sources

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --document-private-items

# Everything on SQLite. A snapshot that differs fails; one that no test asks for fails too.
unit:
	INSTA_UPDATE=no $(CARGO) test --locked

# The integration and durability tests again, on a PostgreSQL of their own.
postgres:
	INSTA_UPDATE=no $(POSTGRES) $(CARGO) test --locked --test it --test durability

# The staff pages in Debian's Chromium, against the program that the integration tests have built too.
browser:
	$(CARGO) test --locked --no-run --test it
	cd tests/browser && npm ci --no-audit --no-fund && npm test -- $(ARGS)

bench:
	$(CARGO) bench --locked --profile ci

# The read path against a bare axum handler and nginx, and the write side; needs two cores.
bench-http:
	@scripts/setup.sh wrk nginx-light python3
	$(CARGO) build --locked --profile ci --bin candor --example bare_axum
	python3 benches/http/run.py --candor target/ci/candor --bare target/ci/examples/bare_axum

run:
	$(CARGO) run --locked --release -- serve --demo
