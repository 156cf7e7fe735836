#!/bin/sh
# The newest numbered step of each part of a program's schema, as rows of struct
# db_step (common/db.h): what the program was built with.
#
#	schema-steps.sh SQL_DIR MODULE_SQL_DIR
#
# The module's directory is called modules/NAME/sql; its file "module" says of
# which parts its schema is made, besides its own.
set -eu
export LC_ALL=C
sql=$1 own=$2
name=$(basename "$(dirname "$own")")

newest() { # SCHEMA PART DIR
	last=
	for file in "$3"/[0-9][0-9][0-9][0-9]-*.sql; do
		if [ -e "$file" ]; then last=$(basename "$file"); fi
	done
	if [ -n "$last" ]; then printf '\t{ "%s", "%s", "%s" },\n' "$1" "$2" "$last"; fi
}

schema=everychild_$name
[ "$name" != signin ] || schema=everychild
for part in $(sed -n 's/^parts *= *//p' "$own/module"); do
	newest "$schema" "$part" "$sql/$part"
done
newest "$schema" "$name" "$own"
# The suite's own schema, in which every program reads who somebody is.
[ "$name" = signin ] || newest everychild common "$sql/common"
