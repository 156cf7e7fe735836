#!/bin/bash
# Checks every form, code list and set of terms, and that faulty ones in bad/
# are refused for the reason that each of them names.
#
# A form in modules/*/forms/RELEASED must not change any more: it gets a new
# version in a new file. Until its first release a changed form's line is
# renewed with: cd modules/caf/forms && sha256sum *.xml >RELEASED

set -u
shopt -s nullglob
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

fail()
{
	echo "FAIL $*"
	failed=1
}

kind()		# the schema of a file, by its root element
{
	case $(sed -n 's/^<\(form\|codelist\|terms\)[ >].*/\1/p' "$1") in
	form)		echo conf/form.rng ;;
	codelist)	echo conf/codelist.rng ;;
	terms)		echo conf/terms.rng ;;
	*)		echo none ;;
	esac
}

facts()
{
	local file
	for file; do
		xsltproc --nonet --stringparam file "$file" "$here/facts.xsl" "$file"
	done
}

schema()	# rng file...
{
	local rng=$1
	shift
	[ $# -eq 0 ] || xmllint --nonet --noout --relaxng "$rng" "$@" 2>&1 | grep -v ' validates$'
}

forms=(modules/*/forms/*-[0-9]*.xml)
lists=(conf/lists/*.xml modules/*/conf/lists/*.xml)
terms=(conf/terms-*.xml)

check_all()
{
	local found
	found=$(schema conf/form.rng "${forms[@]}"
	    schema conf/codelist.rng "${lists[@]}"
	    schema conf/terms.rng "${terms[@]}"
	    schema conf/messages.rng conf/messages.xml)
	[ -z "$found" ] || fail "$found"
	facts "${terms[@]}" "${lists[@]}" >"$work/base"
	facts "${forms[@]}" >"$work/forms"
	found=$(awk -f "$here/check.awk" "$work/base" "$work/forms") || fail "$found"
	echo "${#forms[@]} forms, ${#lists[@]} lists, ${#terms[@]} sets of terms"
}

# good-1.xml uses all that a form may say. Each file in bad/ has one fault, named
# in <?expect reason?>: the reason that check.awk gives, and no other; or
# "schema", and then the sed script in <?mend ...?> takes the fault away, and
# with it the schema's complaint.
check_bad()
{
	local file expect n=0
	for file in "$here"/good-*.xml "$here"/bad/*.xml; do
		expect=$(sed -n 's/^<?expect \(.*\)?>$/\1/p' "$file")
		if [ "$expect" = schema ]; then
			check_bad_schema "$file"
		else
			check_bad_reason "$file" "$expect"
		fi
		n=$((n + 1))
	done
	echo "$n fixtures"
}

check_bad_schema()
{
	local rng found mended=$work/${1##*/}
	rng=$(kind "$1")
	found=$(schema "$rng" "$1")
	[ -n "$found" ] || fail "$1 passes the schema"
	sed "$(sed -n 's/^<?mend \(.*\)?>$/\1/p' "$1")" "$1" >"$mended"
	found=$(schema "$rng" "$mended")
	[ -z "$found" ] || fail "$1 has another fault: $found"
}

check_bad_reason()
{
	local found
	found=$(schema "$(kind "$1")" "$1")
	[ -z "$found" ] || fail "$1: $found"
	facts "$1" >"$work/one"
	found=$(awk -f "$here/check.awk" "$work/base" "$work/one" |
	    awk -F ': ' '{ print $2 }' | sort -u | paste -sd ' ')
	[ "$found" = "$2" ] || fail "$1: wanted \"$2\", got \"$found\""
}

check_released()
{
	local file bad
	for file in modules/*/forms/RELEASED; do
		bad=$(cd "${file%/*}" && sha256sum --check --strict --quiet RELEASED 2>&1) ||
		    fail "${file%/*}: a released form has changed or gone; give it a new version: $bad"
	done
	mkdir "$work/released"
	cp modules/caf/forms/{RELEASED,*.xml} "$work/released/"
	echo >>"$work/released/harm-1.xml"
	(cd "$work/released" && sha256sum --check --strict --quiet RELEASED >/dev/null 2>&1) &&
	    fail "a changed released form was not noticed"
}

# The enumerators of a form are its fields, and each is there once.
check_header()
{
	local form wanted got
	for form in "${forms[@]}"; do
		wanted=$(grep -c '<field ' "$form")
		got=$(xsltproc --nonet --stringparam prefix x xslt/form-fields.xsl "$form" |
		    awk '/^enum x_field/ { on = 1; next } /__MAX/ { on = 0 } on { print $1 }' |
		    sort -u | wc -l)
		[ "$wanted" -eq "$got" ] || fail "$form: $wanted fields, $got enumerators"
	done
}

# A code with the flag form-NAME opens that form.
check_opened()
{
	local name
	for name in $(sed -n 's/.* flags="\([^"]*\)".*/\1/p' "${lists[@]}" | tr ' ' '\n' |
	    sed -n 's/^form-//p' | sort -u); do
		[ -n "$(echo modules/*/forms/"$name"-[0-9]*.xml)" ] ||
		    fail "a code opens the form $name, which is not there"
	done
}

check_all
check_bad
check_opened
check_released
check_header
[ $failed -eq 0 ] && echo "forms: ok"
exit $failed
