#!/bin/bash
# Browser tests: the journeys in Chromium, on a whole stack.
# usage: run.sh ENV_FILE | BUILD_DIR
# ENV_FILE: of a stack that runs (tests/stack start; with --connections 100
# --children 80 --arrangements 40).
# BUILD_DIR: what was installed below it is started for the tests and stopped;
# its assets must have been built (xslt/assets/build.sh).
# Needs Chromium (CHROMIUM, or /usr/bin/chromium), and npm as long as
# node_modules is not there.
set -eu -o pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$here/../..
[ $# -eq 1 ] || { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
given=$(realpath "$1")

[ -d "$here/node_modules/playwright-core" ] && [ -d "$here/node_modules/@axe-core" ] ||
    (cd "$here" && npm ci --no-audit --no-fund >&2)

export LSAN_OPTIONS="suppressions=$top/tests/stack-tests/leaks:print_suppressions=0${LSAN_OPTIONS:+:$LSAN_OPTIONS}"
if [ -d "$given" ]; then
	[ -e "$given/installed/share/everychild/assets/everychild.css" ] || {
		echo "$given has no assets: run xslt/assets/build.sh $given/installed/share/everychild/assets" >&2
		exit 1
	}
	dir=$(mktemp -d "${TMPDIR:-/tmp}/ecstack.XXXXXX")
	trap '"$top/tests/stack" stop "$dir"; [ -n "${KEEP-}" ] || rm -rf "$dir"' EXIT
	trap 'exit 130' INT TERM HUP
	EC_ENV=$("$top/tests/stack" start "$dir" "$given" --fast --connections 100 --children 80 --arrangements 40)
else
	EC_ENV=$given
fi
export EC_ENV
node --test --test-concurrency=1 "$here"/*.test.mjs
