#!/bin/sh
# Runs steps of the Makefile one after the other: `scripts/steps.sh format lint unit`. Then it prints how long each took,
# and which tests were skipped because this machine lacks what they need. It fails when a step did, at once, or when a
# test was skipped that CANDOR_TEST_MAY_SKIP does not name: names of tests, or the steps `postgres` and `browser`, with
# spaces or commas between them.
set -eu
cd "$(dirname "$0")/.."

mkdir -p target
CANDOR_TEST_SKIPPED=$PWD/target/skipped-tests
export CANDOR_TEST_SKIPPED
: >"$CANDOR_TEST_SKIPPED"

now() { date +%s; }

line() { printf '%-12s %3d min %02d s%s\n' "$1" $(($2 / 60)) $(($2 % 60)) "${3:-}"; }

started=$(now)
times=""
outcome=0
for step in "$@"; do
    from=$(now)
    # `setup` may have noted that what the step needs is not there and cannot be installed.
    ! grep -q "^$step	" "$CANDOR_TEST_SKIPPED" || continue
    "${MAKE:-make}" --no-print-directory "$step" || outcome=$?
    times="$times$step $(($(now) - from))
"
    [ "$outcome" = 0 ] || break
done

echo
echo "$times" | while read -r name seconds; do
    [ -z "$name" ] || line "$name" "$seconds"
done
line whole $(($(now) - started))
if [ "$outcome" != 0 ]; then
    echo "failed: $step" >&2
    exit "$outcome"
fi

may_skip=" $(echo "${CANDOR_TEST_MAY_SKIP:-}" | tr ',' ' ') "
unnamed=0
sort -u "$CANDOR_TEST_SKIPPED" >"$CANDOR_TEST_SKIPPED.sorted"
while IFS="$(printf '\t')" read -r name why; do
    case "$may_skip" in
    *" $name "*) echo "skipped, as CANDOR_TEST_MAY_SKIP allows: $name: $why" ;;
    *)
        echo "skipped: $name: $why" >&2
        unnamed=1
        ;;
    esac
done <"$CANDOR_TEST_SKIPPED.sorted"
if [ "$unnamed" != 0 ]; then
    echo "failed: a test was skipped; give this machine what it lacks, or name it in CANDOR_TEST_MAY_SKIP" >&2
    exit 1
fi
