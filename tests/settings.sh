#!/bin/bash
# The shipped settings files name every setting that a program reads, at the
# default that the program has, and no other. What has no default (or is a list)
# stands there with an example.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# "name|default" of each row of each table in C. Texts of several pieces are put
# together.
in_code() {
	cat common/*.c modules/*/*.c sql/everychild-check.c sql/tool.c | tr '\n\t' '  ' |
	    sed 's/" \{1,\}"//g' |
	    grep -o '{ "[a-z]*\.[a-z0-9_]*", CONF_[A-Z]*, \("[^"]*"\|NULL\|DATA_DIR\)' |
	    sed 's/^{ "\([^"]*\)", CONF_[A-Z]*, /\1|/; s/|"\(.*\)"$/|\1/; s/|DATA_DIR$/|\/usr\/share\/everychild/'
}

in_files() {
	sed -n 's/^#\{0,1\}\([a-z]*\.[a-z0-9_]*\) = \{0,1\}\(.*\)/\1|\2/p' \
	    conf/everychild.conf modules/*/conf/everychild-*.conf
}

awk -F '|' '
	FNR == NR { code[$1] = $2; n++; next }
	!($1 in code) { print $1 " is in the files and no program reads it"; bad = 1; next }
	{ seen[$1] = 1 }
	code[$1] != "NULL" && code[$1] != $2 {
		print $1 " is \"" $2 "\" in the files and \"" code[$1] "\" in the program"
		bad = 1
	}
	END {
		if (n < 20) { print "no settings found in the sources"; bad = 1 }
		for (name in code)
			if (!(name in seen)) { print name " is in no file"; bad = 1 }
		exit bad
	}' <(in_code) <(in_files) >&2
