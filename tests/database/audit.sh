#!/bin/bash
# everychild-audit against a real server: a log as it was written passes, and
# each kind of tampering by somebody who may do everything in the database is
# found.
#
#	tests/database/audit.sh BUILD_DIR     (of tests; the tool is in ../sql)
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=$(cd "${1:-.}" && pwd)
tool=${EVERYCHILD_AUDIT:-$build/../sql/everychild-audit}
writer=${EVERYCHILD_WRITE:-$build/database/write}
. "$here/lib.sh"
database_start "$top"

failed=0
tried=0
fail() {
	echo "FAIL $*"
	failed=1
}

# expect STATUS WORDS ARGUMENTS...: runs the tool.
expect() {
	local wanted=$1 words=$2 said status
	shift 2
	tried=$((tried + 1))
	said=$("$tool" -c "$settings" "$@" 2>&1)
	status=$?
	[ $status -eq "$wanted" ] || fail "$what: status $status, wanted $wanted: $said"
	[[ $said == *"$words"* ]] || fail "$what: wanted \"$words\": $said"
}

audit() { sql -D everychild_caf -e "$1"; }

# The state to come back to, and back; the trigger would give rows that are put
# back another time.
keep() { audit "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM audit"; }
restore() {
	audit "DROP TRIGGER IF EXISTS audit_clock; DELETE FROM audit; INSERT INTO audit SELECT * FROM kept;
	    CREATE TRIGGER audit_clock BEFORE INSERT ON audit FOR EACH ROW SET NEW.at = SYSDATE(6)"
}

# An index number with its check digit, by ISO 7064 MOD 11,10.
number_of() {
	local p=10 i s
	for ((i = 0; i < 8; i++)); do
		s=$(((p + ${1:i:1}) % 10))
		p=$(((s == 0 ? 10 : s) * 2 % 11))
	done
	echo "X$1$(((11 - p) % 10))"
}

# tampered WHAT WORDS SQL [ARGUMENTS...]
tampered() {
	what=$1
	local words=$2 change=$3
	shift 3
	audit "$change" || fail "$what: the change itself fails"
	expect 1 "$words" verify --program caf "$@"
	restore
}

number=$(number_of 00000001) second=$(number_of 00000002)
sql -e "INSERT INTO everychild_index.child (handle, number, sex, born_on, address_status, source, supplied_on, confirmed_on, created_by)
	VALUES ('0123456789ab', '$number', 'F', '2012-05-09', 'ADDR_CUR', 'T', '2026-01-01', '2026-01-01', 1),
	('0123456789ac', '$second', 'F', '2012-05-09', 'ADDR_CUR', 'T', '2026-01-01', '2026-01-01', 1);
	INSERT INTO everychild.account (id, directory_id, login, given, family, created_at) VALUES (7, 'd7', 'pnair', 'Priya', 'Nair', NOW())"
child=$(sql -e "SELECT id FROM everychild_index.child WHERE number = '$number'")

# -- a good log --

what="empty logs"
expect 0 "caf: 0 rows in 0 chains, all as they were written" verify
expect 0 "signin: 0 rows" verify
"$writer" "$settings" caf 3 40 "$child" || fail "rows of caf"
"$writer" "$settings" index 1 10 "$child" || fail "rows of index"
rows=$(audit "SELECT COUNT(*) FROM audit")
what="a good log"
expect 0 "caf: $rows rows in 3 chains, all as they were written" verify
expect 0 "index: " verify
keep
first=$(audit "SELECT MIN(chain) FROM audit")
other=$(audit "SELECT MAX(chain) FROM audit")
end=$(audit "SELECT MAX(seq) FROM audit WHERE chain = '$first'")
full=$(audit "SELECT MIN(seq) FROM audit WHERE chain = '$first' AND seq > 2 AND reason <> '' AND relation <> '' AND detail <> '' AND child <> 0")

# -- a row changed: each column --

for change in "at = at + INTERVAL 1 DAY" "at = at - INTERVAL 10 MINUTE" \
    "said_at = CONCAT('2025', SUBSTR(said_at, 5))" "said_at = 'never'" \
    "account = 8" "login = 'thale'" "role = 'ADM'" "relation = 'SERVICE'" \
    "action = 'case.list'" "object = 'child'" "object_id = object_id + 1" "child = child + 1" \
    "child = 0" "reason = 'NONE'" "detail = CONCAT(detail, ' ')" "detail = ''" "request = ''" \
    "address = '192.0.2.2'" "outcome = 404" "mac = REVERSE(mac)" "mac = REPEAT('\\0', 32)" \
    "relation = CONCAT(relation, action), action = ''"; do
	tampered "changed: $change" "chain $first, row $full:" \
	    "UPDATE audit SET $change WHERE chain = '$first' AND seq = $full"
done
tampered "changed: chain" "chain " "UPDATE audit SET chain = 'ffffffffffffffff' WHERE chain = '$first' AND seq = 5"
tampered "changed: the first row" "chain $first, row 1: is not as it was written" \
    "UPDATE audit SET account = 8 WHERE chain = '$first' AND seq = 1"
tampered "changed: the last row" "chain $first, row $end: is not as it was written" \
    "UPDATE audit SET account = 8 WHERE chain = '$first' AND seq = $end"

# -- deleted --

tampered "deleted: in the middle" "chain $first, row 5: is missing, the next is 6" \
    "DELETE FROM audit WHERE chain = '$first' AND seq = 5"
tampered "deleted: several" "chain $first, row 5: is missing, the next is 12" \
    "DELETE FROM audit WHERE chain = '$first' AND seq BETWEEN 5 AND 11"
tampered "deleted: the first" "chain $first, row 1: is missing, the next is 2" \
    "DELETE FROM audit WHERE chain = '$first' AND seq = 1"
tampered "deleted and numbered anew" "chain $first, row 5: is not as it was written" \
    "DELETE FROM audit WHERE chain = '$first' AND seq = 5;
     UPDATE audit SET seq = seq - 1 WHERE chain = '$first' AND seq > 5 ORDER BY seq"

# -- reordered --

tampered "reordered: numbers" "chain $first, row 5: is not as it was written" \
    "UPDATE audit SET seq = 100000 WHERE chain = '$first' AND seq = 5;
     UPDATE audit SET seq = 5 WHERE chain = '$first' AND seq = 6;
     UPDATE audit SET seq = 6 WHERE chain = '$first' AND seq = 100000"
tampered "reordered: places" "chain $first, row 6: is not where it was written" \
    "SET @a = (SELECT id FROM audit WHERE chain = '$first' AND seq = 5);
     SET @b = (SELECT id FROM audit WHERE chain = '$first' AND seq = 6);
     UPDATE audit SET id = 100000 WHERE id = @a; UPDATE audit SET id = @a WHERE id = @b;
     UPDATE audit SET id = @b WHERE id = 100000"

# -- put in --

columns="at, chain, seq, said_at, account, login, role, relation, action, object, object_id, child, reason, detail, request, address, outcome, mac"
copied() { echo "INSERT INTO audit ($columns) SELECT ${columns/chain, seq/$1} FROM audit WHERE chain = '$first' AND seq = $2"; }
tampered "put in: at the end" "chain $first, row $((end + 1)): is not as it was written" \
    "$(copied "chain, seq + 1" "$end")"
tampered "put in: before the first" "chain $first, row 0: is missing, the next is 0" \
    "$(copied "chain, 0" 1)"
tampered "put in: far behind" "chain $first, row $((end + 1)): is missing, the next is 18446744073709551615" \
    "$(copied "chain, 18446744073709551615" "$end")"
tampered "put in: a chain of its own" "chain 0000000000000000, row 1: is not as it was written" \
    "$(copied "'0000000000000000', 1" 1)"
tampered "put in: a chain without a name" "row 1: is not as it was written" "$(copied "'', 1" 1)"
tampered "put in: the row of another chain" "chain $first, row 5: is not as it was written" \
    "DELETE FROM audit WHERE chain = '$first' AND seq = 5; UPDATE audit SET chain = '$first' WHERE chain = '$other' AND seq = 5"

# -- the table changed, so that what is looked at cannot be what was written --

ascii="CHARACTER SET ascii COLLATE ascii_bin"
# altered COLUMN TYPE WAS SQL WORDS...: the column has another type for a while.
altered() {
	local column=$1 type=$2 was=$3 change=$4 words
	shift 4
	for words in "$@"; do
		tampered "altered: $column $type" "$words" "ALTER TABLE audit MODIFY $column $type; $change"
	done
	audit "ALTER TABLE audit MODIFY $column $was"
}
for column in "detail TEXT" "mac BINARY(32)" "said_at CHAR(26) $ascii" "login VARCHAR(64) $ascii"; do
	altered "${column%% *}" "${column#* } NULL" "${column#* } NOT NULL" \
	    "UPDATE audit SET ${column%% *} = NULL WHERE chain = '$first' AND seq = $full" \
	    "chain $first, row $full: is not as it was written"
done
altered chain "VARCHAR(40) $ascii NOT NULL" "CHAR(16) $ascii NOT NULL" \
    "UPDATE audit SET chain = CONCAT(chain, 'zzz') WHERE chain = '$first' AND seq = 5" \
    "chain $first, row 0: is of no chain" "chain $first, row 5: is missing, the next is 6"
altered chain "CHAR(16) $ascii NULL" "CHAR(16) $ascii NOT NULL" \
    "UPDATE audit SET chain = NULL WHERE chain = '$first' AND seq = 5" \
    "chain NULL, row 0: is of no chain" "chain $first, row 5: is missing, the next is 6"

# -- the end cut off, a copy brought back: seen with the ends kept elsewhere --

heads=$work/elsewhere/heads
mkdir "$work/elsewhere"
what="the ends are kept"
expect 0 "as they were written" verify --heads "$heads"
[ "$(wc -l <"$heads")" -eq 4 ] || fail "$what: $(cat "$heads")"
expect 0 "as they were written" verify --heads "$heads"
cp "$heads" "$work/heads"

tampered "cut off: the last row" "chain $first, row $end: was there before and is not any more" \
    "DELETE FROM audit WHERE chain = '$first' AND seq = $end" --heads "$heads"
tampered "cut off: many rows" "chain $first, row $end: was there before and is not any more" \
    "DELETE FROM audit WHERE chain = '$first' AND seq > 5" --heads "$heads"
tampered "cut off: a whole chain" "chain $first, row $end: was there before and is not any more" \
    "DELETE FROM audit WHERE chain = '$first'" --heads "$heads"
tampered "truncated" "chain $other, row " "TRUNCATE audit" --heads "$heads"
what="the ends stay as they were when something is wrong"
cmp -s "$heads" "$work/heads" || fail "$what"
[ ! -e "$heads.new" ] || fail "$what: a file is left behind"

# The state of now is put aside, more is written, the old state comes back.
"$writer" "$settings" caf 1 10 "$child" || fail "more rows of caf"
what="more rows"
expect 0 "as they were written" verify --program caf --heads "$heads"
[ "$(grep -c ^caf "$heads")" -eq 4 ] || fail "$what: $(cat "$heads")"
[ "$(grep -c ^index "$heads")" -eq 1 ] || fail "$what: the line of another program is gone"
new=$(audit "SELECT chain FROM audit ORDER BY id DESC LIMIT 1")
what="an old copy brought back"
restore
expect 1 "chain $new, row " verify --program caf --heads "$heads"

# The same chains, written on elsewhere with other rows, cannot be made without
# the key; a copy of good rows with the key of another program does not pass.
what="rows of another program"
cp "$work/keys/caf.key" "$work/caf.key"
cp "$work/keys/index.key" "$work/keys/caf.key"
expect 1 "row 1: is not as it was written" verify --program caf
cp "$work/caf.key" "$work/keys/caf.key"
expect 0 "as they were written" verify --program caf

# -- more than a page --

"$writer" "$settings" caf 1 9000 "$child" || fail "many rows"
long=$(audit "SELECT chain FROM audit ORDER BY id DESC LIMIT 1")
what="a long chain"
expect 0 "as they were written" verify --program caf
keep
for row in 4999 5000 5001 5002 10000 10001; do
	tampered "a long chain: row $row" "chain $long, row $row: is not as it was written" \
	    "UPDATE audit SET account = 8 WHERE chain = '$long' AND seq = $row"
	tampered "a long chain: without row $row" "chain $long, row $row: is missing" \
	    "DELETE FROM audit WHERE chain = '$long' AND seq = $row"
done

# -- what cannot be told is neither good nor bad --

what="cannot tell"
expect 2 "usage" verify --frobnicate
expect 2 "usage" forget
expect 2 "usage" child
expect 2 "none.key must hold" verify --program none
head -c 32 /dev/urandom >"$work/keys/gone.key"
expect 2 "gone: " verify
audit "UPDATE audit SET account = 8 WHERE seq = 5"
expect 1 "row 5" verify
restore
rm "$work/keys/gone.key"
echo "some text" >"$work/notheads"
expect 2 "none of its own" verify --heads "$work/notheads"
expect 2 "cannot write" verify --heads "$work/nowhere/heads"
mv "$work/passwords/ec_audit.password" "$work/p"
expect 2 "password" verify
mv "$work/p" "$work/passwords/ec_audit.password"
audit "RENAME TABLE audit TO audit_away"
expect 2 "caf: " verify --program caf
audit "RENAME TABLE audit_away TO audit"

# -- signed checkpoints, off the database --

echo "checkpoint.dir = $work/elsewhere" >>"$settings"
echo "checkpoint.key = $work/checkpoint.key" >>"$settings"
points=$work/elsewhere/$(date -u +%F).checkpoints
public=$work/checkpoint.key.pub
signed=(--program caf --checkpoints "$work/elsewhere" --key "$public")
what="checkpoints"
expect 2 "cannot read $work/checkpoint.key" checkpoint
"$tool" checkpoint-key "$work/checkpoint.key" >/dev/null || fail "the key is not made"
[ "$(stat -c %a "$work/checkpoint.key")" = 400 ] || fail "others may read the key"
what="a key that is there"
expect 2 "File exists" checkpoint-key "$work/checkpoint.key"
expect 1 "there is no checkpoint" verify "${signed[@]}"
what="checkpoints"
expect 0 '' checkpoint
[ "$(grep -c '^caf ' "$points")" -eq "$(audit "SELECT COUNT(DISTINCT chain) FROM audit")" ] || fail "a chain has no end: $(cat "$points")"
"$writer" "$settings" caf 1 20 "$child" || fail "more rows of caf"
late=$(audit "SELECT chain FROM audit ORDER BY id DESC LIMIT 1")
last=$(audit "SELECT MAX(seq) FROM audit WHERE chain = '$late'")
expect 0 '"text":"checkpoint 2 ' checkpoint
expect 0 "checkpoints 1 to 2, the last of" verify "${signed[@]}"
expect 0 "as they were written" verify "${signed[@]}"
expect 2 usage verify --checkpoints "$work/elsewhere"
keep

# Rows taken from the end, which leave a chain that is good in itself.
tampered "checkpoints: the last row" "chain $late, row $last: is gone, and all to row $last, which checkpoint 2 of " \
    "DELETE FROM audit WHERE chain = '$late' AND seq = $last" "${signed[@]}"
tampered "checkpoints: many" "chain $late, row 6: is gone, and all to row $last, which checkpoint 2 of " \
    "DELETE FROM audit WHERE chain = '$late' AND seq > 5" "${signed[@]}"
tampered "checkpoints: when the last one left was written" "the last one left is of $(audit "SELECT said_at FROM audit WHERE chain = '$late' AND seq = 5")" \
    "DELETE FROM audit WHERE chain = '$late' AND seq > 5" "${signed[@]}"
tampered "checkpoints: a chain" "chain $late, row 1: is gone, and all to row $last, which checkpoint 2 of " \
    "DELETE FROM audit WHERE chain = '$late'" "${signed[@]}"
tampered "checkpoints: nothing left" "nothing is left of the chain" "TRUNCATE audit" "${signed[@]}"

# The chain was written anew by somebody who has the program's key, which here comes to
# the same as a signed checkpoint of another chain under its name.
what="checkpoints: written anew"
mkdir "$work/anew"
sed -i "s|^checkpoint.dir = .*|checkpoint.dir = $work/anew|" "$settings"
audit "UPDATE audit SET mac = REVERSE(mac) WHERE chain = '$late' AND seq = $last"
expect 0 '"text":"checkpoint 1 ' checkpoint
restore
expect 1 "chain $late, row $last: is another one than checkpoint 1 of " verify --program caf --checkpoints "$work/anew" --key "$public"
sed -i "s|^checkpoint.dir = .*|checkpoint.dir = $work/elsewhere|" "$settings"

# Checkpoints themselves changed.
expect 0 '"text":"checkpoint 3 ' checkpoint
cp "$points" "$work/good"
forged() {
	what="checkpoints forged: $2"
	sed -i "$2" "$points"
	expect 1 "$1" verify "${signed[@]}"
	cp "$work/good" "$points"
}
unsigned="was not signed with this key, or not as it stands here"
forged "checkpoint 1 $unsigned" "s/^caf $first \([0-9]*\) [0-9a-f]*$/caf $first \1 $(printf '%064d' 7)/"
forged "checkpoint 2 $unsigned" "s/^caf $late $last /caf $late 5 /"
forged "checkpoint 1 $unsigned" "/^caf $first /d"
forged "checkpoint 2 $unsigned" "s/^\(checkpoint 2 ....-..-..T\)..:..:../\100:00:00/"
forged "checkpoint 3 follows 1: what was between them is not there" "/^checkpoint 2 /,/^signed/d"
forged "checkpoints 1 to 1 are not there: bring the files back, or say --first 2" "/^checkpoint 1 /,/^signed/d"
forged "a checkpoint that was signed cannot be read: it was changed" "s/^checkpoint 3 /checkpoimt 3 /"
forged "a checkpoint that was signed cannot be read: it was changed" "s/^checkpoint 3 \(.*\)Z /checkpoint 3 \1z /"
forged "a checkpoint that was signed cannot be read: it was changed" "/^checkpoint 2 /,/^signed/s/^caf /caf_/"
sed "/^checkpoint 1 /,/^signed/d" "$work/good" >"$points"
what="older checkpoints are kept elsewhere"
expect 0 "checkpoints 2 to 3" verify "${signed[@]}" --first 2
cp "$work/good" "$points"
rm "$points"
expect 1 "there is no checkpoint" verify "${signed[@]}"
sed -n '/^checkpoint 1 /,/^signed/p; /^checkpoint 2 /,/^signed/p' "$work/good" >"$points"
expect 0 "checkpoints 1 to 2" verify "${signed[@]}"
what="checkpoints: another key"
rm -f "$work/other.key" "$work/other.key.pub"
"$tool" checkpoint-key "$work/other.key" >/dev/null
expect 1 "was not signed with this key" verify --program caf --checkpoints "$work/elsewhere" --key "$work/other.key.pub"
expect 2 "is no key" verify --program caf --checkpoints "$work/elsewhere" --key "$settings"
what="checkpoints: made by somebody else's key"
sed -i "s|^checkpoint.key = .*|checkpoint.key = $work/other.key|" "$settings"
expect 1 "was not signed with this key" checkpoint
sed -i "s|^checkpoint.key = .*|checkpoint.key = $work/checkpoint.key|" "$settings"

what="a checkpoint that was not written to its end is passed over"
printf 'checkpoint 3 2026-01-0' >>"$points"
expect 0 "1 not written to the end" verify "${signed[@]}"
expect 0 '"text":"checkpoint 3 ' checkpoint
expect 0 "checkpoints 1 to 3" verify "${signed[@]}"
sed -i '$d' "$points"
expect 0 "checkpoints 1 to 2" verify "${signed[@]}"
expect 0 '"text":"checkpoint 3 ' checkpoint
expect 0 "checkpoints 1 to 3" verify "${signed[@]}"

what="what the log of another machine has"
said=$("$tool" -c "$settings" checkpoint 2>&1)
known=$(sed -n 's/.*"text":"checkpoint \([0-9]*\) \([0-9a-f]*\)".*/\1:\2/p' <<<"$said")
expect 0 "checkpoints 1 to 4" verify "${signed[@]}" --known "$known"
cp "$points" "$work/good"
sed -i '/^checkpoint 4 /,$d' "$points"
expect 0 "checkpoints 1 to 3" verify "${signed[@]}"
expect 1 "checkpoint 4 as the log has it is not there" verify "${signed[@]}" --known "$known"
rm "$points"
"$tool" -c "$settings" checkpoint 2>/dev/null || fail "$what: made anew"
expect 0 "checkpoints 1 to 1" verify "${signed[@]}"
expect 1 "or all were made anew" verify "${signed[@]}" --known "$known"
expect 2 "--known is" verify "${signed[@]}" --known 42
cp "$work/good" "$points"

# Somebody with the database gives a row another number, lets a checkpoint be made, and
# sets all back: later rows are in later checkpoints all the same.
what="checkpoints: a row's number and time changed meanwhile"
audit "UPDATE audit SET id = 9000000000000000000, at = at - INTERVAL 1 HOUR WHERE chain = '$first' AND seq = $end"
"$tool" -c "$settings" checkpoint 2>/dev/null || fail "$what"
restore
audit "ALTER TABLE audit AUTO_INCREMENT = 1"
"$writer" "$settings" caf 1 7 "$child" || fail "more rows of caf"
blind=$(audit "SELECT chain FROM audit ORDER BY id DESC LIMIT 1") all=$(audit "SELECT COUNT(*) FROM audit WHERE chain = '$(audit "SELECT chain FROM audit ORDER BY id DESC LIMIT 1")'")
"$tool" -c "$settings" checkpoint 2>/dev/null || fail "$what"
keep
tampered "$what" "chain $blind, row 1: is gone, and all to row $all, which checkpoint 6 of " "DELETE FROM audit WHERE chain = '$blind'" "${signed[@]}"

what="checkpoints themselves see that rows are gone"
audit "DELETE FROM audit WHERE chain = '$blind' AND seq > 4"
expect 1 "chain $blind, row 5: is gone, and all to row $all" checkpoint
restore
what="the first checkpoint of a day has every chain"
mv "$points" "$work/elsewhere/2026-01-02.checkpoints"
"$tool" -c "$settings" checkpoint 2>/dev/null || fail "$what"
[ "$(grep -c '^caf ' "$points")" -eq "$(audit "SELECT COUNT(DISTINCT chain) FROM audit")" ] || fail "$what: $(cat "$points")"
expect 0 "as they were written" verify "${signed[@]}"
"$tool" -c "$settings" checkpoint 2>/dev/null || fail "$what"
[ "$(sed -n '/^checkpoint 9 /,$p' "$points" | grep -c '^caf ')" -eq 0 ] || fail "$what: said again: $(cat "$points")"

# One of two days ahead, signed with the key by other means.
what="a clock that was set back"
mkdir "$work/ahead"
ahead=$(date -u -d '+2 days' +%F)
printf 'checkpoint 1 %sT00:00:00Z %064d\n' "$ahead" 0 >"$work/text"
printf '302e020100300506032b657004220420%s' "$(head -c 64 "$work/checkpoint.key")" | perl -ne 'print pack "H*", $_' |
    openssl pkey -inform DER -out "$work/key.pem"
openssl pkeyutl -sign -rawin -inkey "$work/key.pem" -in "$work/text" -out "$work/signature" || fail "$what: not signed"
{ cat "$work/text"; printf 'signed %s\n' "$(od -An -tx1 "$work/signature" | tr -d ' \n')"; } >"$work/ahead/$ahead.checkpoints"
sed -i "s|^checkpoint.dir = .*|checkpoint.dir = $work/ahead|" "$settings"
expect 0 '"text":"checkpoint 2 ' checkpoint
expect 0 '"text":"checkpoint 3 ' checkpoint
expect 0 "checkpoints 1 to 3" verify --program caf --checkpoints "$work/ahead" --key "$public"
[ "$(ls "$work/ahead")" = "$ahead.checkpoints" ] || fail "$what: $(ls "$work/ahead")"
sed -i "s|^checkpoint.dir = .*|checkpoint.dir = $work/elsewhere|" "$settings"

what="checkpoints have stopped, or the last ones were taken away"
sed -i '/^checkpoint.minutes/d' "$settings"
echo "checkpoint.minutes = 0" >>"$settings"
sleep 1.1
"$writer" "$settings" caf 1 3 "$child" || fail "more rows of caf"
expect 1 "it has stopped, or the last ones were taken away" verify "${signed[@]}"
sed -i '/^checkpoint.minutes/d' "$settings"
"$tool" -c "$settings" checkpoint 2>/dev/null || fail "$what: no checkpoint"
expect 0 "as they were written" verify "${signed[@]}"

# -- where the database is not --

what="rows as a file"
exported=$work/rows
expect 0 "caf: " export "$exported"
[ "$(stat -c %a "$exported")" = 600 ] || fail "others may read the rows"
expect 0 "caf: $(audit "SELECT COUNT(*) FROM audit") rows" verify --file "$exported"
expect 0 "all as they were written" verify --file "$exported"
offline() {
	tried=$((tried + 1))
	said=$("$tool" verify --file "$exported" --checkpoints "$work/elsewhere" --key "$public" 2>&1)
	status=$?
	[ $status -eq "$1" ] || fail "$what: status $status, wanted $1: $said"
	[[ $said == *"$2"* ]] || fail "$what: wanted \"$2\": $said"
}
offline 0 "none missing; without the keys nobody can tell more"
cp "$exported" "$work/rows.good"
what="rows as a file: one changed"
awk -F '\t' -v OFS='\t' -v chain="$late" '$3 == chain && $4 == 3 { $7 = 8 } { print }' "$work/rows.good" >"$exported"
expect 1 "chain $late, row 3: is not as it was written" verify --file "$exported"
what="rows as a file: the last ones of a chain gone"
awk -F '\t' -v chain="$late" -v last="$last" '$3 == chain && $4 == last { gone++; next } /^end / { print "end " $1 - 0 + (substr($0, 5) - gone); next } { print }' "$work/rows.good" >"$exported"
expect 0 "as they were written" verify --file "$exported" --program caf
offline 1 "chain $late, row $last: is gone, and all to row $last"
what="rows as a file: cut off"
head -n 20 "$work/rows.good" >"$exported"
expect 2 "ends before its end" verify --file "$exported"
what="rows as a file: more after its end"
{ cat "$work/rows.good"; echo more; } >"$exported"
expect 2 "goes on after its end" verify --file "$exported"
what="rows as a file: something else"
cp "$settings" "$exported"
expect 2 "was not made by everychild-audit export" verify --file "$exported"
expect 2 "cannot read" verify --file "$work/nowhere"
tried=$((tried + 1))
"$tool" verify --file "$work/rows.good" >/dev/null 2>&1 && fail "without keys and checkpoints nothing can be told"

# -- what the account may do --

as_auditor() {
	mariadb --no-defaults --socket="$socket" --user=ec_audit \
	    --password="$(cat "$work/passwords/ec_audit.password")" -e "$1" 2>&1
}
for forbidden in "DELETE FROM everychild_caf.audit" "UPDATE everychild_caf.audit SET account = 1" \
    "INSERT INTO everychild_caf.audit (chain) VALUES ('x')" "SELECT * FROM everychild_caf.answer" \
    "SELECT * FROM everychild_caf.record" "SELECT born_on FROM everychild_index.child" \
    "SELECT hash FROM everychild.session" "SELECT login FROM everychild.account"; do
	[[ $(as_auditor "$forbidden") == *denied* ]] || fail "ec_audit may: $forbidden"
done

# -- who looked at a child --

what="who looked"
expect 0 "entries about $number" child "$number"
expect 0 "Priya Nair (pnair; PRA COA" child "$number"
expect 0 "; OWNER) case.show in caf" child "$number"
expect 0 "case.show in index" child "$number"
expect 0 "reason CARE, \"section b\", from 192.0.2.1, answered 200" child "$number"
expect 0 "\"two lines \"" child "$number"
audit "UPDATE audit SET detail = _utf8mb4 0x61C29B324AE280AE7F62C3A9 WHERE child = $child ORDER BY id LIMIT 1"
what="what a terminal would obey"
expect 0 "\"a  2J    bé\"" child "$number"
expect 2 "no child has the number" child "$(number_of 00000008)"
expect 2 "" child 12345
said=$("$tool" -c "$settings" child "$number")
wanted=$(($(audit "SELECT COUNT(*) FROM audit WHERE child = $child") + $(sql -e "SELECT COUNT(*) FROM everychild_index.audit WHERE child = $child")))
[ "$(wc -l <<<"$said")" -eq $((wanted + 1)) ] || fail "$what: $(wc -l <<<"$said") lines, wanted $wanted and one"
what="nobody looked"
expect 0 "0 entries about $second" child "$second"

# -- the server goes --

kill "$server"
wait "$server" 2>/dev/null
what="no server"
expect 2 "cannot connect" verify
expect 2 "cannot connect" child "$number"

[ $failed -eq 0 ] && echo "audit: $tried runs, each fault found"
exit $failed
