#!/bin/bash
# The child index says who a child is and who works with the child, never what
# about. So its tables have the columns of index-schema.allowed and no other,
# none is larger than it says there, and none holds free text.
#
#	tests/index-schema.sh [FILE.sql...]     (those of modules/index/sql)
set -u
shopt -s nullglob
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)

columns() {
	perl -0777 -ne '
		s/--[^\n]*|\/\*.*?\*\///gs;
		for my $s (split /;/) {
			$s =~ s/\s+/ /g; $s =~ s/^ | $//g; $s =~ s/`//g;
			# A step that can be run again asks first whether the column is there.
			$s = $1 if $s =~ /^SET \@add = IF\(.*(ALTER TABLE [^\x27]*)\x27\)$/i;
			next if $s =~ /^(PREPARE step FROM \@add|EXECUTE step|DEALLOCATE PREPARE step)$/i;
			next if $s eq "" || $s =~ /^CREATE (OR REPLACE )?(\S+ )*VIEW /i
			    || $s =~ /^(CREATE|DROP) (UNIQUE )?(INDEX|TRIGGER) /i
			    || $s =~ /^(INSERT|UPDATE|DELETE|DROP TABLE|DROP VIEW) /i;
			if ($s =~ /^CREATE TABLE (?:IF NOT EXISTS )?(\w+) \((.*)\)[^()]*$/i) {
				my ($t, $body, $depth, $part) = ($1, $2, 0, "");
				for my $c (split(//, $body), ",") {
					$depth++ if $c eq "("; $depth-- if $c eq ")";
					if ($c ne "," || $depth > 0) { $part .= $c; next }
					$part =~ s/^ //;
					print "$t.$1 \U$2\n" if $part !~ /^(UNIQUE |PRIMARY |FULLTEXT |SPATIAL )?(KEY|INDEX|CONSTRAINT|FOREIGN|CHECK)\b/i
					    && $part =~ /^(\w+) (\w+(?: ?\([^)]*\))?)/;
					$part = "";
				}
			} elsif ($s =~ /^ALTER TABLE (\w+) (.*)$/i) {
				my ($t, $rest) = ($1, $2);
				while ($rest =~ /\b(?:ADD|MODIFY|CHANGE(?: COLUMN)? \w+)(?: COLUMN)?(?: IF NOT EXISTS)? (?!KEY|INDEX|UNIQUE|CONSTRAINT|PRIMARY|FOREIGN|FULLTEXT)(\w+) (\w+(?: ?\([^)]*\))?)/gi) {
					print "$t.$1 \U$2\n";
				}
			} else {
				print "? ", substr($s, 0, 60), "\n";
			}
		}' "$@"
}

check() {
	columns "$@" | awk '
		function size(type) { return match(type, /[0-9]+/) ? substr(type, RSTART, RLENGTH) + 0 : 0 }
		function base(type) { sub(/ *\(.*/, "", type); return type }
		FNR == NR { if ($0 !~ /^#/ && NF) { type[$1] = $2; n++ } ; next }
		$1 == "?" { print "cannot tell what this does: " $0; bad = 1; next }
		{ seen++ }
		base($2) ~ /TEXT$|BLOB$|JSON|^XML|LONG/ { print $1 " is " $2 ": free text about a child has no place here"; bad = 1; next }
		!($1 in type) { print $1 " is not in tests/index-schema.allowed"; bad = 1; next }
		base($2) != base(type[$1]) || size($2) > size(type[$1]) {
			print $1 " is " $2 ", allowed is " type[$1]
			bad = 1
		}
		END {
			if (n < 20 || seen < 20) { print "no schema was found"; bad = 1 }
			exit bad
		}' "$here/index-schema.allowed" -
}

# Each of these must be noticed.
self_test() {
	local fault bad=0 copy
	copy=$(mktemp) || exit 1
	while IFS='|' read -r fault; do
		{ cat "$here"/../modules/index/sql/*.sql; echo "$fault"; } >"$copy"
		if check "$copy" >/dev/null; then
			echo "index-schema: not noticed: $fault"
			bad=1
		fi
	done <<-'END'
	ALTER TABLE child ADD COLUMN ethnicity CHAR(4);
	ALTER TABLE child ADD note VARCHAR(20);
	ALTER TABLE child MODIFY source TEXT;
	ALTER TABLE child MODIFY source VARCHAR(200);
	ALTER TABLE child ADD KEY k (sex), ADD COLUMN religion CHAR(4);
	SET @add = IF((SELECT 1) > 0, 'DO 0', 'ALTER TABLE child ADD COLUMN faith CHAR(4)');
	CREATE TABLE IF NOT EXISTS child_note (id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
	CREATE TABLE child_extra (child BIGINT UNSIGNED, KEY (child)) ENGINE=InnoDB;
	RENAME TABLE child TO kind;
	END
	rm -f "$copy"
	return $bad
}

[ $# -gt 0 ] || set -- "$here"/../modules/index/sql/*.sql
check "$@" && self_test && echo "index-schema: as allowed"
