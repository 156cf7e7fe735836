#!/bin/bash
# Whole-stack tests: real nginx, database, directory and programs.
# usage: run.sh ENV_FILE | BUILD_DIR [TEST_FILE...]
# ENV_FILE: of a stack that runs (tests/stack start; with --connections 100).
# BUILD_DIR: what was installed below it is started for the tests and stopped.
set -eu -o pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$here/../..
[ $# -ge 1 ] || { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
given=$(realpath "$1")
shift

# One block that libldap forgets when it sets its list of ciphers.
export LSAN_OPTIONS="suppressions=$here/leaks:print_suppressions=0${LSAN_OPTIONS:+:$LSAN_OPTIONS}"
# shellcheck disable=SC2206
files=("$@")
[ ${#files[@]} -gt 0 ] || files=("$here"/*.test.mjs)

if [ -d "$given" ]; then
	dir=$(mktemp -d "${TMPDIR:-/tmp}/ecstack.XXXXXX")
	trap '"$top/tests/stack" stop "$dir"; [ -n "${KEEP-}" ] || rm -rf "$dir"' EXIT
	trap 'exit 130' INT TERM HUP
	EC_ENV=$("$top/tests/stack" start "$dir" "$given" --fast --connections 100)
else
	EC_ENV=$given
fi
export EC_ENV
# One after the other: they stop and start what the others would use.
node --test --test-concurrency=1 "${files[@]}"
