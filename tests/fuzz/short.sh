#!/bin/sh
# What make check tries: long enough to see that they work, and what they found once.
exec "$(dirname "$0")/run.sh" "${EVERYCHILD_FUZZ_SECONDS:-3}" fuzz-build
