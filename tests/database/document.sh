#!/bin/bash
# Records and documents on a real server: who may open one, and what two people
# do to the same one. document.c has the cases.
#
#	tests/database/document.sh BUILD_DIR     (of tests)
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-.}" && pwd)
program=${EVERYCHILD_DOCUMENT:-$build/database/document}
[ -x "$program" ] || { echo "without cmocka there is nothing to run"; exit 77; }
. "$here/lib.sh"
database_start "$here/../.."

# 1 has 3 for a manager; 4 knows nobody.
sql -e "INSERT INTO everychild.account (id, directory_id, login, given, family, manager, created_at) VALUES
	(1, 'd1', 'alee', 'Ann', 'Lee', 3, NOW()), (2, 'd2', 'bray', 'Bob', 'Ray', NULL, NOW()),
	(3, 'd3', 'mgreen', 'Mia', 'Green', NULL, NOW()), (4, 'd4', 'cfox', 'Cy', 'Fox', NULL, NOW())"
EVERYCHILD_SETTINGS=$settings EVERYCHILD_PROGRAM=caf "$program"
