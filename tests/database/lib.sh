# A private database server with the schemas of all modules, for the tests of
# this directory. Sourced; ends with the shell that sourced it.
#
#	database_start TOP     sets work, socket, settings
#	sql [-D SCHEMA] [...]  the client, as administrator
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

database_end() {
	if [ -n "${server-}" ]; then
		kill "$server" 2>/dev/null
		wait "$server" 2>/dev/null
	fi
	rm -rf "$work"
}

# In memory where there is room: it ends with the test.
database_work() {
	local base=/tmp
	[ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 400000 ] 2>/dev/null && base=/dev/shm
	work=$(mktemp -d "$base/everychild-db.XXXXXX") || exit 1
	socket=$work/s
	settings=$work/everychild.conf
	trap database_end EXIT
	trap 'exit 1' INT TERM HUP
}

database_server() {
	local i
	mariadb-install-db --no-defaults --datadir="$work/data" --skip-test-db \
	    --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" \
	    --innodb-log-file-size=8M >"$work/install.log" 2>&1 || { cat "$work/install.log"; exit 1; }
	mariadbd --no-defaults --datadir="$work/data" --socket="$socket" --pid-file="$work/pid" \
	    --user="$(id -un)" --skip-networking --skip-log-bin --local-infile=0 --performance-schema=OFF \
	    --innodb-log-file-size=8M --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=1 \
	    --secure-timestamp=YES --sql-mode=STRICT_ALL_TABLES --default-time-zone=+00:00 \
	    >"$work/server.log" 2>&1 </dev/null &
	server=$!
	for ((i = 0; i < 400; i++)); do
		! sql -e 'SELECT 1' >/dev/null 2>&1 || return 0
		kill -0 $server 2>/dev/null || break
		sleep 0.05
	done
	cat "$work/server.log"
	exit 1
}

sql() {
	mariadb --no-defaults --socket="$socket" --user="$(id -un)" --batch --skip-column-names \
	    --default-character-set=utf8mb4 "$@"
}

# The schemas lie as they are installed.
database_schemas() {
	local part
	mkdir -p "$work/share/sql" "$work/keys" "$work/passwords"
	for part in common core record shared; do
		cp -r "$1/sql/$part" "$work/share/sql/"
	done
	for part in "$1"/modules/*/sql; do
		cp -r "$part" "$work/share/sql/$(basename "${part%/sql}")"
		head -c 32 /dev/urandom >"$work/keys/$(basename "${part%/sql}").key"
	done
	cat >"$settings" <<-END
	db.socket = $socket
	db.password_dir = $work/passwords
	secret.key_dir = $work/keys
	data.dir = $work/share
	checkpoint.verified = $work/verified
	END
	"$1/sql/everychild-migrate" -c "$settings" --accounts-with-passwords "$work/passwords" \
	    >"$work/migrate.log" 2>&1 || { cat "$work/migrate.log"; exit 1; }
}

database_start() {
	command -v mariadbd >/dev/null || { echo "the package mariadb-server is not here"; exit 77; }
	database_work
	database_server
	database_schemas "$1"
}
