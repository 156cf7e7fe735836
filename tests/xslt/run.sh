#!/bin/sh
# Tests of the stylesheets: page grammar, pages, GOV.UK fixtures, house rules.
# usage: run.sh [NODE_MODULES]
# NODE_MODULES holds govuk-frontend (made by xslt/assets/build.sh).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
modules=${1:-$root/xslt/assets/node_modules}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
bad=0

fail()
{
	echo "FAIL: $*" >&2
	bad=$((bad + 1))
}

render()	# STYLESHEET PAGE HTML
{
	xsltproc --nonet "$1" "$2" >"$3" 2>"$work/said" && [ ! -s "$work/said" ] ||
	    { fail "$2 does not render"; cat "$work/said" >&2; }
}

# (a) Every page keeps to the grammar and renders; a page that breaks a rule of
# the vocabulary is refused.
pairs=
for page in "$here"/pages/*.xml; do
	xmllint --nonet --noout --relaxng "$root/xslt/page.rng" "$page" 2>"$work/said" ||
	    { fail "$page is refused"; cat "$work/said" >&2; }
	html=$work/$(basename "$page" .xml).html
	render "$root/xslt/everychild.xsl" "$page" "$html"
	pairs="$pairs $page $html"
done

# A module's template replaces what stands in main, for its view only.
render "$here/override.xsl" "$here/pages/empty.xml" "$work/override.html"
grep -q '<h1 class="govuk-heading-l">Overridden</h1>' "$work/override.html" &&
    grep -q 'id="app-sign-out"' "$work/override.html" &&
    ! grep -q 'no unfinished drafts' "$work/override.html" || fail 'a module cannot override a view'
render "$here/override.xsl" "$here/pages/done.xml" "$work/override.html"
cmp -s "$work/override.html" "$work/done.html" || fail 'an override changed another view'

refuse()	# WHAT SED-EXPRESSION: signin.xml changed so must not be valid
{
	sed "$2" "$here/pages/signin.xml" >"$work/refused.xml"
	if cmp -s "$here/pages/signin.xml" "$work/refused.xml"; then
		fail "refuse '$1' changed nothing"
	elif xmllint --nonet --noout --relaxng "$root/xslt/page.rng" "$work/refused.xml" 2>/dev/null; then
		fail "accepted: $1"
	fi
}
refuse 'a page without a title' 's/ title="[^"]*"//'
refuse 'a link to another host' 's,<para>,<para><link href="https://example.org/">x</link>,'
refuse 'a link to another host without a scheme' 's,<para>,<para><link href="//example.org/">x</link>,'
refuse 'a link with a backslash' 's,<para>,<para><link href="/\\example.org">x</link>,'
refuse 'a script address' 's,<para>,<para><link href="javascript:x">x</link>,'
refuse 'a form to another host' 's,action="/signin",action="https://example.org/",'
refuse 'a posted form without a token' 's/ token="[^"]*"//'
refuse 'a form without buttons' 's,<buttons>.*</buttons>,,'
refuse 'a form in a form' 's,<buttons>,<form action="/x" method="get"><buttons><button>x</button></buttons></form>&,'
refuse 'a password sent back' 's,label="Password" width="20"/>,label="Password"><value>x</value></field>,'
refuse 'a block that nobody knows' 's,<para>,<marquee/><para>,'
refuse 'markup in a paragraph' 's,<para>,<para><b>x</b>,'
refuse 'an id with a space' 's/id="login"/id="log in"/'
refuse 'radios without options' 's/type="password"/type="radios"/'
refuse 'a field of no type' 's/ type="password"//'

# (b) What every page must hold, and the components against their fixtures.
# shellcheck disable=SC2086 # names without spaces, ours
node "$here/pages.mjs" $pairs || fail 'pages'
if [ -d "$modules/govuk-frontend" ]; then
	node "$here/compare.mjs" cases "$modules" >"$work/cases.xml"
	render "$here/fragment.xsl" "$work/cases.xml" "$work/cases.html"
	node "$here/compare.mjs" check "$modules" "$work/cases.html" || fail 'fixtures'
else
	fail "$modules/govuk-frontend is not there: run xslt/assets/build.sh first"
fi

# (c) House rules, for the modules' stylesheets too.
own=
for name in everychild layout blocks chart form-edit form-view print error; do
	own="$own $root/xslt/$name.xsl"
done
# shellcheck disable=SC2046,SC2086
node "$here/lint.mjs" $own $(find "$root/modules" -path '*/xsl/*.xsl') \
    "$root"/xslt/assets/*.js || fail 'lint'

[ "$bad" -eq 0 ] && echo 'xslt: all well' || { echo "xslt: $bad failed" >&2; exit 1; }
