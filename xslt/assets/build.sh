#!/bin/sh
# Makes the files that nginx serves under /assets/.
# usage: build.sh OUTDIR
# Needs node 18 or later, and npm only while node_modules is not there yet.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 OUTDIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)

cd "$here"
[ -d node_modules/sass ] && [ -d node_modules/govuk-frontend ] &&
    [ -d node_modules/@ministryofjustice ] || npm ci --no-audit --no-fund

node compile.mjs "$out"
install -m 0644 boot.js init.js autosave.js file-text.js timeout.js favicon.svg \
    node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js "$out"
# The map is not served, so the script must not name it.
sed -i 's,//# sourceMappingURL=.*,,' "$out/govuk-frontend.min.js"

# What others wrote of it is under a licence that goes with it.
install -m 0644 ../../LICENSE "$out/notices.txt"
for file in "$out"/*.css "$out/govuk-frontend.min.js"; do
	printf '\n/*! Contains parts of GOV.UK Frontend and MOJ Frontend: see /assets/notices.txt. */\n' >>"$file"
done

for file in "$out"/*.css "$out"/*.js "$out"/*.svg; do
	gzip -9 -n -c "$file" >"$file.gz"
	touch -r "$file" "$file.gz"
done
