#!/bin/bash
# The packages, used as an authority would: built twice from the tarball (the same bytes),
# looked at by lintian, installed in a bare Debian where nginx, MariaDB and a directory are
# already; one module set up, a second added, one removed, one purged. Needs root, and
# minutes; ./bootstrap packages calls it.
#
#	tests/packages/run.sh BUILD_DIR TREE
#
# BUILD_DIR is a configured build. TREE is made when it is not there, and kept.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=$(realpath "${1:?usage: run.sh BUILD_DIR TREE}")
tree=$(realpath -m "${2:?usage: run.sh BUILD_DIR TREE}")
work=$(mktemp -d)
PORT=9543 LDAP_PORT=9389 LDAPS_PORT=9636
modules='caf fostering lscb education'

say() { echo "packages: $*" >&2; }
die() { say "FAIL: $*"; exit 1; }
inside() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND="${FRONTEND:-noninteractive}" TERM=dumb "$@"; }
ask() { inside mariadb --batch --skip-column-names -e "$1"; }

# -- building --

build_packages() {
	local dir=$1
	mkdir -p "$dir"
	tar -xzf "$build"/everychild-*.tar.gz -C "$dir"
	(cd "$dir"/everychild-*/ && DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -us -uc -b) \
	    >"$dir/build.log" 2>&1 || { tail -n 20 "$dir/build.log"; die "the packages do not build"; }
}

same_twice() {
	local file
	for file in "$work"/one/*.deb; do
		cmp "$file" "$work/a-second/${file##*/}" || die "${file##*/} is not the same when it is built again"
	done
}

# -- the machine --

make_tree() {
	[ ! -e "$tree/etc/debian_version" ] || return 0
	debootstrap --variant=minbase --include=ca-certificates,debconf-utils bookworm "$tree" \
	    >"$work/debootstrap.log" 2>&1 || { tail "$work/debootstrap.log"; die "no tree"; }
	printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
	chmod 755 "$tree/usr/sbin/policy-rc.d"
	inside apt-get update -q >/dev/null
	inside apt-get install -q -y --no-install-recommends nginx-light mariadb-server openssl \
	    >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; die "no servers in the tree"; }
}

start_servers() {
	mountpoint -q "$tree/proc" || mount -t proc proc "$tree/proc"
	printf '[mariadbd]\nskip-networking\ninnodb_flush_log_at_trx_commit=1\nsync_binlog=1\nlog_bin=binlog\nbinlog_format=ROW\nsecure_timestamp=YES\nlocal_infile=0\n' \
	    >"$tree/etc/mysql/mariadb.conf.d/60-everychild.cnf"
	install -d -o "$(inside id -u mysql)" "$tree/run/mysqld"
	inside setsid mariadbd --user=mysql >"$work/mariadb.log" 2>&1 &
	for _ in {1..60}; do ask 'SELECT 1' >/dev/null 2>&1 && break; sleep 0.5; done
	"$top/tests/lib/slapd.sh" start "$work/ldap" $LDAP_PORT $LDAPS_PORT "$top/conf/demo/people.ldif"
}

stop_all() {
	local pid root
	"$top/tests/lib/slapd.sh" stop "$work/ldap" || true
	for pid in /proc/[0-9]*; do
		root=$(readlink "$pid/root" 2>/dev/null) || continue
		[ "$root" != "$tree" ] || kill "${pid#/proc/}" 2>/dev/null || true
	done
	kill $(jobs -p) 2>/dev/null || true
	wait 2>/dev/null || true
	! mountpoint -q "$tree/proc" || umount "$tree/proc"
	rm -rf "$work"
}

# -- what the README says is to be done --

settings() {
	install -m 0644 "$work/ldap/ca.pem" "$tree/etc/everychild/ldap-ca.pem"
	install -m 0640 "$work/ldap/reader.password" "$tree/etc/everychild/ldap.password"
	chgrp "$(inside id -g ec_signin)" "$tree/etc/everychild/ldap.password"
	{
		sed -n 's/^#\(role\.group = \)/\1/p' "$tree/etc/everychild/everychild.conf"
		printf '%s = %s\n' ldap.server "ldaps://127.0.0.1:$LDAPS_PORT" \
		    ldap.ca_file /etc/everychild/ldap-ca.pem ldap.base dc=everychild,dc=example \
		    ldap.bind_dn cn=reader,dc=everychild,dc=example \
		    ldap.bind_password_file /etc/everychild/ldap.password
	} >>"$tree/etc/everychild/everychild.conf"
}

site() {
	install -m 0644 "$work/ldap/server.pem" "$tree/etc/ssl/site.pem"
	install -m 0640 "$work/ldap/server.key" "$tree/etc/ssl/private/site.key"
	rm -f "$tree"/etc/nginx/sites-enabled/*
	cat >"$tree/etc/nginx/sites-enabled/everychild" <<-END
	server {
		listen 127.0.0.1:$PORT ssl;
		server_name localhost;
		ssl_certificate /etc/ssl/site.pem;
		ssl_certificate_key /etc/ssl/private/site.key;
		access_log /var/log/nginx/everychild.log everychild;
		include /etc/everychild/nginx.conf;
	}
	END
	inside nginx -t >"$work/nginx.log" 2>&1 || { cat "$work/nginx.log"; die "nginx does not take the settings"; }
	if [ -s "$tree/run/nginx.pid" ] && kill -0 "$(cat "$tree/run/nginx.pid")" 2>/dev/null; then
		inside nginx -s reload
	else
		inside nginx
	fi
}

# What a unit does: a socket that is there first, then the program as its own user.
start_program() {
	local name=$1 socket=$tree/run/everychild/$1.sock
	mkdir -p "$tree/run/everychild"
	rm -f "$socket"
	systemd-socket-activate -l "$socket" chroot --userspec="ec_$name" "$tree" \
	    "/usr/libexec/everychild/$name" -c /etc/everychild/everychild.conf \
	    >"$work/$name.log" 2>&1 &
	echo $! >"$work/$name.pid"
	for _ in {1..50}; do [ ! -S "$socket" ] || break; sleep 0.1; done
	chgrp "$(inside id -g www-data)" "$socket"
	chmod 0660 "$socket"
}

stop_program() {
	kill "$(cat "$work/$1.pid")" 2>/dev/null || true
	wait "$(cat "$work/$1.pid")" 2>/dev/null || true
	rm -f "$tree/run/everychild/$1.sock"
}

seen() {
	printf '%s=%s\n' EC_URL "https://localhost:$PORT" EC_CA "$work/ldap/ca.pem" \
	    EC_PASSWORD_FILE "$top/conf/demo/password" >"$work/env"
	node "$here/seen.mjs" "$work/env" "$@" || {
		tail -n 5 "$work"/*.log "$tree/var/log/nginx/error.log" >&2
		die "what is seen: $*"
	}
}

deb() { echo /debs/"$(basename "$tree/debs/everychild-$1"_*.deb)"; }
install_package() { inside apt-get install -q -y --no-install-recommends "$@" >>"$work/apt.log" 2>&1 || { tail "$work/apt.log"; die "cannot install $*"; }; }

trap stop_all EXIT
# EC_DEBS names a folder of packages that were built before: a second try is quicker.
if [ -n "${EC_DEBS-}" ]; then
	mkdir "$work/one"
	cp "$EC_DEBS"/*.deb "$work/one/"
else
	say "the tarball, and the packages twice"
	make -s -C "$build" dist >"$work/dist.log" 2>&1 || { tail "$work/dist.log"; die "no tarball"; }
	build_packages "$work/one"
	build_packages "$work/a-second"
	same_twice
	lintian --fail-on error,warning "$work"/one/*.changes || die "lintian"
fi

say "a bare Debian with nginx, MariaDB and a directory"
make_tree
FRONTEND=noninteractive inside dpkg --purge $(printf 'everychild-%s ' $modules common) >/dev/null 2>&1 || true
start_servers
for module in signin index $modules; do ask "DROP DATABASE IF EXISTS everychild_$module; DROP DATABASE IF EXISTS everychild"; done
rm -rf "$tree/etc/everychild" "$tree/debs"
mkdir "$tree/debs"
cp "$work"/one/everychild-*_*.deb "$tree/debs/"
rm -f "$tree"/debs/*dbgsym*

say "the child-death log alone"
install_package "$(deb common)" "$(deb lscb)"
settings
# Killed at any step, it is run again.
for tenths in 2 4 7 10 14 18 23 28; do
	(timeout -s KILL "$((tenths / 10)).$((tenths % 10))" chroot "$tree" everychild-migrate \
	    -c /etc/everychild/everychild.conf >/dev/null 2>&1 || true) 2>/dev/null
done
inside everychild-migrate -c /etc/everychild/everychild.conf >"$work/migrate.log" || die "no schemas"
site
for program in signin index lscb; do start_program $program; done
seen first-sign-in ccole
inside everychild-migrate -c /etc/everychild/everychild.conf --admit ccole >/dev/null
seen as ccole /lscb/ 200 'Child deaths'
seen as ccole /caf/ 404
seen lacks ccole / 'Common assessments'

say "a second module joins"
install_package "$(deb caf)"
site
start_program caf
seen first-sign-in jreid
inside everychild-migrate -c /etc/everychild/everychild.conf --admit jreid >/dev/null
seen as jreid / 200 'Common assessments'
seen as jreid /caf/ 200 'assessments'

say "a module removed leaves no dead link, and its records"
stop_program caf
inside dpkg --remove everychild-caf >>"$work/apt.log" 2>&1 || { tail "$work/apt.log"; die "cannot remove"; }
inside nginx -s reload
seen lacks jreid / 'Common assessments'
seen as jreid /caf/ 404
[ "$(ask "SELECT COUNT(*) FROM everychild_caf.migration")" -gt 0 ] || die "the records are gone"

say "purged, it asks, and keeps the records unless told otherwise"
inside dpkg --purge everychild-caf >>"$work/apt.log" 2>&1 || { tail "$work/apt.log"; die "cannot purge"; }
[ "$(ask "SELECT COUNT(*) FROM everychild_caf.migration")" -gt 0 ] || die "purging dropped records without a yes"
install_package "$(deb caf)"
echo 'everychild-caf everychild-caf/drop-records boolean true' | inside debconf-set-selections
inside dpkg --purge everychild-caf >>"$work/apt.log" 2>&1 || die "cannot purge"
[ -z "$(ask "SHOW DATABASES LIKE 'everychild\_caf'")" ] || die "told to drop the records, purging kept them"
seen as ccole /lscb/ 200 'Child deaths'
say "every step held"
