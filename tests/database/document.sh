#!/bin/bash
# Sessions, records and documents on a real server: who is let in, who may open
# a record, what two people do to the same one, when a date is late. The cases are
# in session.c, record.c and document.c.
#
#	tests/database/document.sh BUILD_DIR     (of tests)
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-.}" && pwd)
[ -x "$build/database/document" ] || { echo "without cmocka there is nothing to run"; exit 77; }
. "$here/lib.sh"
database_start "$here/../.."

# 1 has 3 for a manager; 4 knows nobody; 5 to 7 may not work here.
sql -D everychild -e "INSERT INTO account (id, directory_id, login, given, family, manager, checked_on, training_on, disabled_on, created_at) VALUES
	(1, 'd1', 'alee', 'Ann', 'Lee', 3, '2026-01-01', '2026-01-01', NULL, NOW()),
	(2, 'd2', 'bray', 'Bob', 'Ray', NULL, '2026-01-01', '2026-01-01', NULL, NOW()),
	(3, 'd3', 'mgreen', 'Mia', 'Green', NULL, '2026-01-01', '2026-01-01', NULL, NOW()),
	(4, 'd4', 'cfox', 'Cy', 'Fox', NULL, '2026-01-01', '2026-01-01', NULL, NOW()),
	(5, 'd5', 'dold', 'Di', 'Old', NULL, '2026-01-01', '2026-01-01', '2026-02-01', NOW()),
	(6, 'd6', 'enew', 'Ed', 'New', NULL, '2026-01-01', NULL, NULL, NOW()),
	(7, 'd7', 'fnew', 'Flo', 'New', NULL, NULL, '2026-01-01', NULL, NOW());
	INSERT INTO account_role VALUES (1, 'PRA'), (1, 'COA'), (5, 'PRA')"

# session LETTER ACCOUNT IDLE_MINUTES CHECKED_MINUTES ENDS_IN_MINUTES [ENDED]
session() {
	local token
	token=$(printf "%32s" | tr ' ' "$1" | b2sum -l 256 | cut -c 1-64)
	sql -D everychild -e "INSERT INTO session (hash, account, created_at, seen_at, checked_at, ends_at, ended, address)
	    VALUES (UNHEX('$token'), $2, UTC_TIMESTAMP(6) - INTERVAL 1 DAY, UTC_TIMESTAMP(6) - INTERVAL $3 MINUTE,
	    UTC_TIMESTAMP(6) - INTERVAL $4 MINUTE, UTC_TIMESTAMP(6) + INTERVAL $5 MINUTE, ${6-NULL}, '192.0.2.1')"
}
session a 1 0 0 60
session b 1 29 1 60
session c 1 31 1 60
session d 1 0 0 -1
session e 1 0 0 60 "'out'"
session f 1 0 16 60
session g 1 0 14 60
session h 5 0 0 60
session i 6 0 0 60
session j 7 0 0 60
session k 5 31 1 60
session l 1 -1 -1 60

export EVERYCHILD_SETTINGS=$settings EVERYCHILD_PROGRAM=caf
"$build/database/session" && "$build/database/document" && "$build/database/record"
