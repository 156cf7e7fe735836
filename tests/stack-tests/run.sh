#!/bin/bash
# Whole-stack tests: real nginx, database, directory and programs.
# usage: run.sh ENV_FILE | BUILD_DIR [TEST_FILE...]
# ENV_FILE: of a stack that runs (tests/stack start; with --connections 100).
# BUILD_DIR: what was installed below it is started for the tests and stopped.
# Without files every test is run: with a BUILD_DIR on two stacks beside each
# other, those of the common assessment and what it shares on one, those of the
# other modules on the second.
set -eu -o pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$here/../..
[ $# -ge 1 ] || { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
given=$(realpath "$1")
shift

# One block that libldap forgets when it sets its list of ciphers.
export LSAN_OPTIONS="suppressions=$here/leaks:print_suppressions=0${LSAN_OPTIONS:+:$LSAN_OPTIONS}"

# One after the other: they stop and start what the others would use.
tests_run() {
	EC_ENV=$1 node --test --test-concurrency=1 "${@:2}"
}

# on_stack NAME FILE...: on a stack of their own.
on_stack() {
	local env
	env=$("$top/tests/stack" start "$dir/$1" "$given" --fast --connections 100)
	tests_run "$env" "${@:2}"
}

stop_all() {
	local stack
	for stack in "$dir"/*/; do
		"$top/tests/stack" stop "$stack"
	done
	[ -n "${KEEP-}" ] || rm -rf "$dir"
}

if [ ! -d "$given" ]; then
	[ $# -gt 0 ] || set -- "$here"/*.test.mjs
	tests_run "$given" "$@"
	exit
fi
dir=$(mktemp -d "${TMPDIR:-/tmp}/ecstack.XXXXXX")
trap stop_all EXIT
trap 'exit 130' INT TERM HUP
if [ $# -gt 0 ]; then
	on_stack one "$@"
	exit
fi
modules=() first=()
for file in "$here"/*.test.mjs; do
	case ${file##*/} in
	education* | fostering* | lscb*) modules+=("$file") ;;
	*) first+=("$file") ;;
	esac
done
on_stack modules "${modules[@]}" >"$dir/modules.out" 2>&1 &
beside=$!
bad=0
on_stack first "${first[@]}" || bad=1
wait "$beside" || bad=1
cat "$dir/modules.out"
exit "$bad"
