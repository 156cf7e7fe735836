#!/bin/bash
# everychild-migrate on a real server: what it would do changes nothing and is what it
# then does, and who upgrades without a backup is told.
#
#	tests/database/migrate.sh BUILD_DIR     (of tests)
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/lib.sh"
database_start "$top"

failed=0
fail() {
	echo "FAIL $*"
	failed=1
}

migrate() { "$top/sql/everychild-migrate" -c "$settings" --accounts-with-passwords "$work/passwords" "$@" 2>&1; }

# All that can be seen of the server: tables, columns, views, grants, accounts, steps.
state() {
	sql -e "SELECT table_schema, table_name, column_name, column_type FROM information_schema.columns WHERE table_schema LIKE 'everychild%' ORDER BY 1, 2, 3;
	    SELECT grantee, table_schema, table_name, privilege_type FROM information_schema.table_privileges ORDER BY 1, 2, 3, 4;
	    SELECT user, host, password FROM mysql.user ORDER BY 1, 2;
	    SELECT table_schema, table_name, view_definition FROM information_schema.views WHERE table_schema LIKE 'everychild%' ORDER BY 1, 2"
	for schema in $(sql -e "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'everychild%' ORDER BY 1"); do
		sql -e "SELECT * FROM \`$schema\`.migration ORDER BY part, name"
	done
	cat "$work/passwords"/* | sort
}

# -- nothing to do --

before=$(state)
said=$(migrate --dry-run) || fail "a dry run on a site that is up to date: $said"
[ "$said" = "Nothing was changed. Views, grants and the front door's lines are made anew each time." ] || fail "up to date: $said"

# -- a step that is new, and an account that is missing --

echo "backup.dir = $work/backup" >>"$settings"
mkdir "$work/backup"
step() { echo "CREATE TABLE extra$1 (id INT NOT NULL PRIMARY KEY);" >"$work/share/sql/caf/099$1-extra.sql"; }
step 1
sql -e "DROP USER ec_mail@localhost;
    INSERT INTO everychild.account (id, directory_id, login, given, family, created_at) VALUES (7, 'd7', 'pnair', 'Priya', 'Nair', NOW())"
before=$(state)
said=$(migrate --dry-run) || fail "a dry run: $said"
[[ $said == *"everychild_caf: caf/0991-extra.sql would run"* ]] || fail "the step is not named: $said"
[[ $said == *"ec_mail: the account would be made"* ]] || fail "the account is not named: $said"
[[ $said != *"no backup"* ]] || fail "a dry run asks for a backup: $said"
[ "$(state)" = "$before" ] || fail "a dry run changed something"

# -- for real, with a backup that is too old or not whole, and with a young one --

mkdir "$work/backup/20260102T030405Z" "$work/backup/20260103T030405Z.part"
touch -d '2 days ago' "$work/backup/20260102T030405Z"
said=$(migrate) || fail "for real: $said"
[[ $said == *"no backup in $work/backup is younger than 26 hours"* ]] || fail "without a backup nothing is said: $said"
[[ $said == *"everychild_caf: caf/0991-extra.sql"* ]] || fail "the step does not run: $said"
[ -n "$(sql -e "SHOW TABLES FROM everychild_caf LIKE 'extra1'")" ] || fail "the step did nothing"
touch "$work/backup/20260102T030405Z"
step 2
said=$(migrate) || fail "with a backup: $said"
[[ $said != *"no backup"* && $said == *"0992-extra"* ]] || fail "with a young backup: $said"

# -- an empty server --

database_end >/dev/null 2>&1
database_work
database_server
mkdir -p "$work/share"
cp -r "$top/sql" "$work/share/sql"
for part in "$top"/modules/*/sql; do
	cp -r "$part" "$work/share/sql/$(basename "${part%/sql}")"
done
printf 'db.socket = %s\ndata.dir = %s\n' "$socket" "$work/share" >"$settings"
said=$(migrate --dry-run) || fail "a dry run on an empty server: $said"
[[ $said == *"everychild: common/0001-accounts.sql would run"* && $said == *"ec_lscb: the account would be made"* ]] || fail "empty: $said"
[ -z "$(sql -e "SHOW DATABASES LIKE 'everychild%'")" ] || fail "a dry run made a schema"

[ $failed -eq 0 ] && echo "migrate: all as said"
exit $failed
