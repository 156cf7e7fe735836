#!/bin/bash
# Everychild on several machines, of which each dies in turn: cluster.test.mjs on the
# site that `site` makes of one machine. About six minutes.
# usage: run.sh BUILD_DIR
set -eu -o pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] || { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/eccluster.XXXXXX")
chmod 711 "$dir"

site_end() {
	"$here/site" stop "$dir/s" || true
	[ -n "${KEEP-}" ] || rm -rf "$dir"
}
trap site_end EXIT
trap 'exit 130' INT TERM HUP
env=$("$here/site" start "$dir/s" "$1")
EC_ENV=$env timeout 460 node --test --test-concurrency=1 "$here/cluster.test.mjs"
