#!/bin/sh
exec "$(dirname "$0")/../arrows.sh" --self-test
