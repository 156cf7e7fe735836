#!/bin/bash
# conf/everychild.conf names every setting that a program reads, at the default
# that the program has, and no other.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# "name|default" of each row of each table in C; "name|NULL" must be given or is
# a list. Texts of several pieces are put together.
in_code() {
	cat common/*.c modules/*/*.c | tr '\n\t' '  ' |
	    sed 's/" \{1,\}"//g' |
	    grep -o '{ "[a-z]*\.[a-z_]*", CONF_[A-Z]*, \("[^"]*"\|NULL\|DATA_DIR\)' |
	    sed 's/^{ "\([^"]*\)", CONF_[A-Z]*, /\1|/; s/|"\(.*\)"$/|\1/; s/|DATA_DIR$/|\/usr\/share\/everychild/'
}

in_file() {
	sed -n -e 's/^\([a-z]*\.[a-z_]*\) = \{0,1\}\(.*\)/\1|\2/p' \
	    -e 's/^#\([a-z]*\.[a-z_]*\) = .*/\1|NULL/p' conf/everychild.conf | uniq
}

[ "$(in_code | wc -l)" -gt 20 ] || { echo "no settings found in the sources" >&2; exit 1; }
if ! diff <(in_code | sort) <(in_file | sort); then
	echo "conf/everychild.conf (right) differs from what the programs read (left)" >&2
	exit 1
fi
