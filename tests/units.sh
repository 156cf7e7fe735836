#!/bin/bash
# The units keep each program in as narrow a place as they promise: its exposure, as
# systemd-analyze counts it, is at most 0.5, and 1.2 for sign-in, which alone talks to
# another machine. Needs no systemd that runs.
#
#	units.sh [BUILD_DIR]	(the folder above, as make check has it)
set -eu -o pipefail

build=${1:-..}
command -v systemd-analyze >/dev/null || {
	echo "units: skipped, systemd-analyze is not here: ./bootstrap check installs the package systemd" >&2
	exit 77
}
# It is older than --offline.
systemd-analyze --help | grep -q -- --offline || {
	echo "units: skipped, this systemd-analyze cannot look at units that are not installed" >&2
	exit 77
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
make -s -C "$build" install-units DESTDIR="$dir" unitdir=/units >/dev/null
seen=0 bad=0

# In tenths.
limit_of() { case $1 in *-signin.service) echo 12 ;; *) echo 5 ;; esac; }

for unit in "$dir"/units/everychild-*.service; do
	# What runs once a day or hour has a program of its own, and is judged where it stands.
	grep -q '^ExecStart=.*/libexec/' "$unit" || continue
	seen=$((seen + 1))
	most=$(limit_of "$unit")
	if ! said=$(systemd-analyze security --no-pager --offline=true --threshold="$most" "$unit" 2>&1); then
		echo "$(basename "$unit"): $(tail -n 1 <<<"$said") (at most $most tenths)" >&2
		bad=1
	else
		tail -n 1 <<<"$said"
	fi
done
! grep -n '[{}]' "$dir"/units/* >&2 || { echo "units: a term that was not put into words" >&2; bad=1; }
[ "$seen" -ge 3 ] || { echo "units: no units were made" >&2; exit 1; }
exit "$bad"
