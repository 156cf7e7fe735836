#!/bin/bash
# The rules of the house that a machine can check: who may know whom, what may
# be called, what must never be written.
#
#	tests/arrows.sh [ROOT]         checks a tree (this one)
#	tests/arrows.sh --self-test    checks the checks: breaks each rule once in
#	                               a copy of the tree
#
# A rule is a function rule_NAME that prints what breaks it, and plant_NAME
# breaks it in the copy; further ones are plant_NAME__WORD.
set -u
shopt -s nullglob
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)

# -- what is looked at --

SYSTEM_HEADERS='assert ctype dirent errno fcntl float getopt glob grp inttypes limits locale
	malloc math netdb poll pwd setjmp signal stdarg stdbool stddef stdint stdio stdlib string
	strings syslog time unistd netinet/in netinet/tcp arpa/inet sys/capability sys/file
	sys/mman sys/prctl sys/resource sys/select sys/socket sys/stat sys/syscall sys/time
	sys/types sys/un sys/wait sys/statvfs sys/timex stdatomic'

# A foreign library and the only files that may include it.
FOREIGN='^libxml/ common/xml.c common/render.c
^libe?xslt/ common/render.c
^(mysql|mariadb) common/db-mysql.h
^fcgi common/http.c
^sodium common/secret.c
^seccomp common/lockdown.c
^json common/json.c
^libical common/ical.c
^curl common/smtp.c
^(cairo|ft2build|freetype) common/pdf.c
^(xlsxwriter|zlib|zip|minizip) common/export-xlsx.c
^(ldap|lber|openldap) modules/signin/directory-ldap.h'

# What keeps its value between requests, by file; "state" may be everywhere.
GLOBALS='common/clock.c:calendar common/db.c:known common/db.c:said common/date.c:now_fixed
common/date.c:now_moment common/document.c:known common/field.c:test_mode common/lists.c:codes
common/match.c:words common/module.c:path common/page.c:nav common/record.c:readers common/deadline.c:readers
common/render.c:sheet common/render.c:nothing_allowed common/render.c:complaints
common/secret.c:keys common/metrics-text.c:state common/terms.c:terms common/pool.c:spare common/xml.c:arena modules/caf/caf.c:caf_harm modules/caf/caf.c:caf_meeting modules/caf/caf.c:caf_review modules/caf/caf.c:forms
modules/signin/directory-settings.c:directory_set modules/signin/directory-talk.c:layer
modules/signin/directory-talk.c:overdue_socket modules/signin/directory-settings.c:connections
modules/signin/directory.c:kept'

# Files that were longer when the limit came: they may shrink, not grow.
LONG='common/match.c:906'
FILE_LINES=600
FUNCTION_LINES=60

c_files() { (cd "$root" && echo common/*.[ch] modules/*/*.[ch] sql/*.[ch]); }
module_c() { (cd "$root" && echo modules/*/*.[ch]); }
# What runs in a program; form-fields.xsl is the build's.
xsl_files() { (cd "$root" && echo xslt/*.xsl modules/*/xsl/*.xsl | sed 's|xslt/form-fields.xsl||'); }
sql_files() { (cd "$root" && echo sql/*/*.sql modules/*/sql/*.sql); }

# grep in the sources without comments (code), or without the contents of
# strings too (bare): pattern, then files.
in_code() { local pattern=$1; shift; [ $# -eq 0 ] || (cd "$work/code" && grep -nEH -e "$pattern" "$@"); }
in_bare() { local pattern=$1; shift; [ $# -eq 0 ] || (cd "$work/bare" && grep -nEH -e "$pattern" "$@"); }
# The same across the ends of lines, in perl's words.
across() {
	local tree=$1 pattern=$2
	shift 2
	[ $# -eq 0 ] || (cd "$work/$tree" && perl -0777 -ne '
		BEGIN { $p = shift }
		while (/$p/gs) { my $at = $-[0]; my $l = 1 + (substr($_, 0, $at) =~ tr/\n//);
			my $t = $&; $t =~ s/\s+/ /g; print "$ARGV:$l: ", substr($t, 0, 100), "\n" }' "$pattern" "$@")
}

# -- libraries --

rule_foreign_library() {
	local pattern files file header
	in_code '^[ \t]*#[ \t]*include[ \t]*<' $(c_files) | sed 's/^\([^:]*\):[0-9]*:.*<\(.*\)\.h>.*/\1 \2/' |
	while read -r file header; do
		while read -r pattern files; do
			[[ $header =~ $pattern ]] || continue
			[[ " $files " == *" $file "* ]] || echo "$file includes <$header.h>: only $files may"
			continue 2
		done <<<"$FOREIGN"
		[[ " $(echo $SYSTEM_HEADERS) " == *" $header "* ]] ||
		    echo "$file includes <$header.h>: which library is that?"
	done
}
plant_foreign_library() { sed -i '1i #include <libxml/tree.h>' modules/caf/case.c; }
plant_foreign_library__sheet() { sed -i '1i #include <xlsxwriter.h>' common/page-chart.c; }

rule_include_within() {
	local file line header dir
	in_code '^[ \t]*#[ \t]*include[ \t]*"' $(c_files) | sed 's/^\([^:]*\):\([0-9]*\):.*"\(.*\)".*/\1 \2 \3/' |
	while read -r file line header; do
		dir=${file%/*}
		[ -e "$root/$dir/$header" ] && [[ $header != */* ]] && continue
		[[ $dir != common ]] && [ -e "$root/common/$header" ] && [[ $header != */* ]] && continue
		# Made by the build from the module's own form.
		[[ $header == *-form.h ]] && [ -n "$(echo "$root/$dir/forms/${header%-form.h}"-[0-9]*.xml)" ] && continue
		# And from the steps of its schema.
		[[ $header == schema-steps.h ]] && [ -d "$root/$dir/sql" ] && continue
		# What fills an empty system works dates out by the module's own rules, which
		# ask nothing but their arguments.
		[[ $dir == sql && $header == ../modules/*-rules.h ]] && [ -e "$root/$dir/$header" ] && continue
		echo "$file:$line: $header is neither its own nor of common"
	done
}
plant_include_within() { sed -i '1i #include "../index/index.h"' modules/caf/case.c; }
plant_include_within__fill() { sed -i '1i #include "../modules/fostering/fostering.h"' sql/fill-life.c; }

# -- who knows whom --

rule_common_knows_no_module() {
	local name
	for name in $(cd "$root/modules" && echo */) lscb/ fostering/ education/; do
		case ${name%/} in
		# Where one signs in, and whose schema is the suite's own.
		signin) in_code '\bsignin' $(cd "$root" && echo common/*.[ch]) |
		    grep -vE '"/signin[/?"]|"everychild" :|strcmp\((program|schema), "signin"\)' ;;
		# A word of every day.
		index) in_code '"index\.h"|index/|everychild_index' $(cd "$root" && echo common/*.[ch]) ;;
		*) in_code "(\\b|_)${name%/}(\\b|_)" $(cd "$root" && echo common/*.[ch]) ;;
		esac
	done
	in_code 'everychild_[a-z]+\.' $(cd "$root" && echo common/*.[ch])
	(cd "$root" && grep -nEH 'everychild_[a-z]+\.' sql/common/*.sql sql/core/*.sql sql/record/*.sql sql/shared/*.sql)
}
plant_common_knows_no_module() { echo 'static const char planted[] = "caf";' >>common/record.c; }

# Of another's schema a module may read what sql/shared/grants gives to all.
rule_module_knows_no_other() {
	local dir name shared
	shared=$(sed -n 's/^[^#]* ON \(everychild_.*\)/\1/p' "$root/sql/shared/grants" | tr '\n' '|')
	for dir in "$root"/modules/*/; do
		name=$(basename "$dir")
		(cd "$root" && grep -noEH 'everychild_[a-z]+\.[a-z_]*' modules/"$name"/*.[ch] modules/"$name"/sql/*) |
		    grep -vE ":everychild_$name\\.|:($shared|none)$"
	done
}
plant_module_knows_no_other() { echo '/* everychild_caf.record */' >>modules/index/child.c; }

# -- calls --

rule_calls_of_modules() {
	in_bare '(^|[^A-Za-z0-9_.>])(malloc|calloc|realloc|free|exit|_exit|_Exit|alloca|strdup|strndup|asprintf|vasprintf|atexit)[ \t]*\(' \
	    $(module_c)
}
plant_calls_of_modules() { printf 'void planted(void *p);\nvoid planted(void *p)\n{\n\tfree(p);\n}\n' >>modules/caf/case.c; }

rule_calls_of_anyone() {
	in_bare '(^|[^A-Za-z0-9_.>])(strcpy|stpcpy|strcat|sprintf|vsprintf|atoi|atol|atoll|atof|gets|scanf|sscanf|fscanf|system|popen|exec[lv][pe]*|execvpe|fexecve|tmpnam|mktemp|strtok|alloca|rand|srand|random|localtime|setlocale)[ \t]*\(' \
	    $(c_files) | grep -v '^sql/everychild-check\.c:[0-9]*:.*execl('	# asks each program
	in_bare '(^|[^A-Za-z0-9_])goto[ \t]' $(c_files)
}
plant_calls_of_anyone() { printf 'int planted(const char *p);\nint planted(const char *p)\n{\n\treturn atoi(p);\n}\n' >>common/date.c; }

# Both lose text at "&".
rule_calls_that_lose_text() {
	in_bare '\bxml(NewChild|NewTextChild|NodeSetContent|NodeSetContentLen|NodeAddContent)\b' $(c_files)
	(cd "$root" && grep -nEH '\bxml(NewChild|NodeSetContent)[ \t]*\(' tests/*/*.c)
}
plant_calls_that_lose_text() { sed -i 's/xmlAddChild(p, n)/xmlNewChild(p, NULL, BAD_CAST "a", BAD_CAST "b")/' common/xml.c; }

# -- SQL --

# What is sent to the server is a literal, or a row of a table of literals.
rule_sql_is_literal() {
	across code '\bmysql_query\s*\([^,]+,\s*+(?!"|modes\[i\]\.(?:set|other)\b|query\))[^)]*' $(c_files)
	across code '\bmode_is\s*\(\s*mysql,\s*+(?!"|modes\[i\]\.get\b)[^)]*' common/db-server.c
	in_bare '\bmysql_(real_query|send_query|real_escape_string|escape_string|hex_string)\b' $(c_files)
	across code '\bmysql_stmt_prepare\s*\(\s*\w+,\s*+(?!s->sql,)[^)]*' $(c_files)
	in_bare '\bstruct db_statement [a-z_]+(\[|[ \t]*=|;)' $(c_files) | grep -v 'const struct db_statement'
}
plant_sql_is_literal() { sed -i 's/mysql_query(db->mysql, "ROLLBACK")/mysql_query(db->mysql, db->wanted)/' common/db.c; }

rule_sql_is_not_built() {
	across code '\b\w*(printf|str_add\w*|strncat|snprintf)\s*\((?:[^;"]|"(?![^"]*\b(?:SELECT|INSERT|UPDATE|DELETE|REPLACE)\b)(?:[^"\\]|\\.)*")*"[^"]*\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\b' \
	    $(c_files)
}
plant_sql_is_not_built() {
	printf 'const char *planted(struct pool *p, const char *n);\nconst char *planted(struct pool *p, const char *n)\n{\n\treturn pool_printf(p,\n\t    "SELECT id FROM record"\n\t    " WHERE handle = %%s", n);\n}\n' >>common/record.c
}

rule_sql_names_its_columns() {
	in_code '(SELECT|select)[ \t]+([a-z]+\.)?\*' $(c_files)
	(cd "$root" && grep -nEHi 'SELECT[ \t]+([a-z]+\.)?\*' $(sql_files) sql/everychild-migrate)
}
plant_sql_names_its_columns() { sed -i 's/"SELECT id FROM record/"SELECT * FROM record/' common/record.c; }

# The statements are the same on MariaDB and MySQL. What is not is in these places:
# the table modes of common/db-server.c, account_make of everychild-migrate.
ONE_SERVER='\bRETURNING\b|\bNEXTVAL\b|NEXT VALUE FOR|CREATE SEQUENCE|SYSTEM VERSIONING|\bPERIOD FOR\b|uca1400'
ONE_SERVER+='|CREATE OR REPLACE (TABLE|TRIGGER|PROCEDURE|FUNCTION|DATABASE|USER|ROLE|EVENT|INDEX)'
ONE_SERVER+='|(ADD|DROP|MODIFY|CHANGE)( COLUMN| KEY| INDEX| CONSTRAINT| FOREIGN KEY)? IF (NOT )?EXISTS'
ONE_SERVER+='|ROWS EXAMINED|FOR UPDATE WAIT|JSON_(DETAILED|COMPACT|LOOSE|EXISTS|QUERY|NORMALIZE)\(|\bNVL2?\(|\b(MD5|SHA1?)\('
ONE_SERVER+='|max_(statement|execution)_time|idle_transaction_timeout|snapshot_isolation|wsrep_|\btx_isolation|unix_socket|auth_socket'
ONE_SERVER+='|ON DUPLICATE KEY UPDATE [^"]*\bVALUES?\('
# Columns that MySQL takes for words of its own.
ITS_WORDS='cube|cume_dist|dense_rank|empty|except|first_value|function|grouping|groups|intersect|json_table|lag|last_value'
ITS_WORDS+='|lateral|lead|library|nth_value|ntile|of|percent_rank|qualify|rank|row_number|stored|system|tablesample|virtual|window'

rule_sql_is_of_both_servers() {
	in_code "$ONE_SERVER" $(c_files) | grep -v '^common/db-server.c:'
	(cd "$root" && grep -nEH "$ONE_SERVER" $(sql_files))
	sed '/^account_make()/,/^}/d' "$root/sql/everychild-migrate" | sed 's/#.*//' | grep -nE "$ONE_SERVER" |
	    sed 's/^/sql\/everychild-migrate near /'
	(cd "$root" && grep -nEHi "^[ \t]+($ITS_WORDS)[ \t]+[A-Z]+" $(sql_files))
}
plant_sql_is_of_both_servers() { sed -i 's/"DELETE FROM stash WHERE account = ? AND path = ?"/"DELETE FROM stash WHERE account = ? RETURNING id"/' common/kept.c; }
plant_sql_is_of_both_servers__column() { sed -i '0,/^  id  /s//  rank INT NOT NULL,\n  id  /' sql/record/0001-record.sql; }

# A cluster copies rows by their key.
rule_table_has_a_key() {
	(cd "$root" && perl -0777 -ne 'while (/CREATE TABLE (?:IF NOT EXISTS )?`?(\w+)`? \((.*?)\n\)/gs) {
		print "$ARGV: $1 has no primary key\n" unless $2 =~ /PRIMARY KEY/ }' $(sql_files))
}
plant_table_has_a_key() { printf 'CREATE TABLE IF NOT EXISTS planted (\n  id INT NOT NULL\n) ENGINE=InnoDB;\n' >>sql/record/0001-record.sql; }

# -- stylesheets --

rule_stylesheet_stays_in() {
	in_code '\bdocument[ \t]*\(|\bunparsed-|<xsl:(document|result-document|namespace-alias|message|script)\b' $(xsl_files)
	in_code 'exslt\.org|xml\.apache\.org|icl\.com|jclark\.com|xalan|msxsl|extension-element-prefixes|<xsl:fallback|element-available' $(xsl_files)
	in_code '<!(DOCTYPE|ENTITY)' $(xsl_files)
}
plant_stylesheet_stays_in() { sed -i 's|</xsl:stylesheet>|<xsl:template match="a"><xsl:copy-of select="document(@b)"/></xsl:template></xsl:stylesheet>|' xslt/error.xsl; }

rule_stylesheet_escapes() {
	in_code 'disable-output-escaping|<xsl:output[^>]*method="(text|xml)"|cdata-section-elements' $(xsl_files) |
	    grep -v '^xslt/form-fields.xsl:.*method="text"'
}
plant_stylesheet_escapes() { sed -i 's|<xsl:apply-templates|<xsl:value-of select="." disable-output-escaping="yes"/><xsl:apply-templates|' xslt/layout.xsl; }

# No script, style or handler is written into a page.
rule_stylesheet_writes_no_script() {
	across code '<(script|style)\b[^>]*(?<!/)>(?!\s*</\1>)' $(xsl_files)
	across code '<(?!xsl:)[a-z][a-zA-Z0-9:]*\b[^>]*\s(style|on[a-z]+|srcdoc)\s*=' $(xsl_files)
	across code '<xsl:attribute\s+name="(style|on[a-z]+|srcdoc|\{)[^"]*"' $(xsl_files)
	across code '<(xsl:element\s+name="\{|iframe|object|embed|base)\b' $(xsl_files)
	in_code 'javascript:|data:text' $(xsl_files)
}
plant_stylesheet_writes_no_script() { sed -i 's|<main|<script>var x = "<xsl:value-of select="@title"/>";</script><main|' xslt/layout.xsl; }

# -- definitions and migrations --

rule_form_says_no_more() {
	local forms
	forms=$(cd "$root" && echo modules/*/forms/*.xml)
	[ -z "$forms" ] || (cd "$root" && xmllint --nonet --noout --relaxng conf/form.rng $forms 2>&1) | grep -v ' validates$'
}
plant_form_says_no_more() { sed -i '0,/<field /s//<field pattern="[a-z]" /' modules/caf/forms/checklist-1.xml; }

# A section's address is its name below the form's: none is that of a step or page there.
rule_form_section_is_no_page() {
	(cd "$root" && grep -nE '<section name="(check|changes|print|addendum|complete|draft|sign|lock)"' modules/*/forms/*.xml /dev/null)
}
plant_form_section_is_no_page() { sed -i '0,/<section name="[a-z]*"/s//<section name="complete"/' modules/caf/forms/checklist-1.xml; }

# sql/RELEASED, modules/X/sql/RELEASED and modules/X/forms/RELEASED list what was
# released, with checksums. There is none for SQL before the first release.
rule_released_stays() {
	local list
	for list in "$root"/sql/RELEASED "$root"/modules/*/sql/RELEASED "$root"/modules/*/forms/RELEASED; do
		[ ! -e "$list" ] || (cd "$(dirname "$list")" &&
		    sha256sum --check --strict --quiet RELEASED 2>&1 | sed "s|^|${list#"$root"/}: |")
	done
}
plant_released_stays() { (cd sql && sha256sum core/*.sql >RELEASED && echo '-- more' >>core/0001-audit.sql); }

# -- shape --

rule_globals_are_known() {
	awk -F '\t' -v known="$(echo $GLOBALS)" '
		BEGIN { n = split(known, list, " "); for (i = 1; i <= n; i++) ok[list[i]] = 1 }
		$3 != "decl" && $3 != "inner" || $1 ~ /^sql\// { next }
		{ text = $6 }
		text ~ /^(typedef|extern|_Static_assert)/ || $4 == "" { next }
		text ~ /^(static |const )*(struct|union|enum)( [A-Za-z_0-9]+)?( ?\{\})?$/ { next }
		text ~ /^[^=]*[A-Za-z_0-9] ?\(/ && text !~ /\(\*/ { next }	# a prototype
		{
			before = text
			sub(/ *=.*/, "", before)
			gsub(/\[[^]]*\]/, "", before)
			if (before ~ /\(\*/)
				writable = before !~ /\(\* ?const/ && before ~ /\(\* ?[a-z_]+ ?\)/
			else {
				sub(/[A-Za-z_0-9]+ *$/, "", before)
				writable = before ~ /\*/ ? before !~ /\* *const *$/ : before !~ /(^| )const( |$)/
			}
		}
		writable && !(($1 ":" $4) in ok) && $4 != "state" { print $1 ":" $2 ": " $4 " can be written to: " text }
	' "$work/items"
}
plant_globals_are_known() { echo 'static const char *planted[4];' >>common/text.c; }

rule_tables_end_in_max() {
	awk -F '\t' '
		FNR == NR { last[$1] = 1; next }
		{
			text = $6
			while (match(text, /\[ *[A-Za-z_][A-Za-z_0-9]* *\]/)) {
				name = substr(text, RSTART + 1, RLENGTH - 2)
				gsub(/ /, "", name)
				if ((name in last) && name !~ /__MAX$/)
					print $1 ":" $2 ": a table of [" name "]: end the enum with __MAX"
				text = substr(text, RSTART + RLENGTH)
			}
		}' "$work/last" "$work/items"
}
plant_tables_end_in_max() { printf 'enum planted { PLANTED_ONE, PLANTED_LAST };\nstatic const char *const planted[PLANTED_LAST] = { "a" };\n' >>common/text.c; }

rule_files_are_short() {
	local file n most
	for file in $(c_files) $(cd "$root" && echo modules/*/xsl/*.xsl); do
		# Words and numbers of invented people, not code.
		[[ $file != sql/fill-* ]] || continue
		n=$(wc -l <"$root/$file")
		most=$FILE_LINES
		[[ " $(echo $LONG) " != *" $file:"* ]] || most=$(echo $LONG | tr ' ' '\n' | sed -n "s|^$file:||p")
		[ "$n" -le "$most" ] || echo "$file has $n lines, $most are allowed"
	done
}
plant_files_are_short() { for i in {1..600}; do echo "/* $i */"; done >>common/text.c; }

rule_functions_are_short() {
	awk -F '\t' -v most=$FUNCTION_LINES '$3 == "func" && $5 > most { print $1 ":" $2 ": " $4 " has " $5 " lines, " most " are allowed" }' "$work/items"
}
plant_functions_are_short() { { printf 'void planted(void);\nvoid planted(void)\n{\n'; for i in {1..60}; do echo "	;"; done; echo '}'; } >>common/text.c; }

# Where somebody's copy of the tree stood is nobody's business.
rule_no_place_of_a_machine() {
	(cd "$root" && grep -rnIE '(^|[^A-Za-z0-9_./-])/(work|root|home/[a-z]+)/' --include='*' \
	    common modules sql conf xslt tests bootstrap README.md 2>/dev/null |
	    grep -vE 'node_modules/|^tests/arrows\.sh:' | cut -c 1-120)
}
plant_no_place_of_a_machine() { echo "/* see /""home/ann/notes */" >>common/text.c; }

# -- running --

rules() { compgen -A function rule_ | sed 's/^rule_//'; }

prepare() {
	rm -rf "$work" && mkdir -p "$work"/code "$work"/bare
	perl "$here/arrows/sources.pl" "$root" "$work" $(c_files) $(xsl_files)
}

# A rule whose command fails must not pass for one that found nothing.
check() {
	local name found failed=0
	for name; do
		found=$("rule_$name" 2>&1)
		[ -n "$found" ] || continue
		echo "arrows: ${name//_/ }:"
		sed 's/^/    /' <<<"$found"
		failed=1
	done
	return $failed
}

plants() { compgen -A function plant_ | grep -xE "plant_$1(__[a-z]+)?"; }

# break_one TREE RULE PLANT: in a fresh copy of the tree.
break_one() {
	rm -rf "$root"
	mkdir "$root"
	(cd "$1" && tar cf - --exclude=node_modules --exclude=corpus --exclude='*.o' --exclude='conf/[dls]*' common conf modules sql xslt tests/unit tests/fuzz) |
	    (cd "$root" && tar xf -)
	if ! (cd "$root" && "$3"); then
		echo "arrows: $3 fails"
		return 1
	fi
	prepare
	if check "$2" >"$scratch/said"; then
		echo "arrows: ${2//_/ }: the fault of $3 was not found"
		return 1
	fi
}

self_test() {
	local name plant top=$root bad=0
	root=$scratch/tree
	for name in $(rules); do
		for plant in $(plants "$name"); do
			break_one "$top" "$name" "$plant" || bad=1
		done
		declare -F "plant_$name" >/dev/null || { echo "arrows: nothing breaks $name"; bad=1; }
	done
	[ $bad -eq 0 ] && echo "arrows: each of $(rules | wc -l) rules finds its fault"
	return $bad
}

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
work=$scratch/work
case ${1-} in
--self-test)
	root=$(cd "$here/.." && pwd)
	self_test
	exit ;;
esac
root=$(cd "${1:-$here/..}" && pwd)
prepare && check $(rules) && echo "arrows: $(rules | wc -l) rules hold"
