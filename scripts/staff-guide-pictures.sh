#!/bin/sh
# Takes the pictures of docs/staff-guide.md anew, from the demo, into docs/pictures/.
set -eu

cd "$(dirname "$0")/.."
scripts/setup.sh
cargo build --locked --bin candor
mkdir -p docs/pictures
cd tests/browser
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
exec node pictures.js ../../docs/pictures
