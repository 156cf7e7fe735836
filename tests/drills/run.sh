#!/bin/bash
# Drills: something breaks in the middle of a save, and two people write at the
# same time, on real servers.
# usage: run.sh ENV_FILE | BUILD_DIR [TEST_FILE...]     as stack-tests/run.sh
#
#   EC_INTERLEAVINGS   how often two editors meet (150)
#   EC_SEED            of the random choices; each run prints its own
set -eu -o pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 1 ] || { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
given=$1
shift
[ $# -gt 0 ] || set -- "$here"/*.test.mjs
exec "$here/../stack-tests/run.sh" "$given" "$@"
