#!/bin/bash
# The packages, used as an authority would: built twice from the tarball (the same bytes),
# looked at by lintian, installed in a bare Debian that has booted its systemd, with nginx and
# MariaDB; one module set up, its program killed, a second added, one removed, one purged, all
# upgraded while there are records. The directory is outside. Needs root, a kernel in which
# systemd-nspawn can boot, and minutes; ./bootstrap packages calls it.
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
nspawn= leader=			# once it has booted: who holds it, and its own first process
WORDS=(/usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive TERM=dumb)
inside() {
	if [ -n "$leader" ]; then
		nsenter -t "$leader" -m -u -i -p -- "${WORDS[@]}" "$@"
	else
		chroot "$tree" "${WORDS[@]}" "$@"
	fi
}
ask() { inside mariadb --batch --skip-column-names -e "$1"; }

# -- building --

build_packages() {
	local dir=$1
	mkdir -p "$dir"
	tar -xzf "$build"/everychild-*.tar.gz -C "$dir"
	(cd "$dir"/everychild-*/ && DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -us -uc -b) \
	    >"$dir/build.log" 2>&1 || { tail -n 20 "$dir/build.log"; die "the packages do not build"; }
}

# The next version, with one step more for the child-death log's schema, which takes a while.
build_newer() {
	local dir=$1 tree
	mkdir -p "$dir"
	tar -xzf "$build"/everychild-*.tar.gz -C "$dir"
	tree=$(echo "$dir"/everychild-*/)
	cat >"$tree/modules/lscb/sql/0999-newer.sql" <<-'END'
	CREATE TABLE IF NOT EXISTS newer (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, subject VARCHAR(200) NOT NULL);
	DO SLEEP(2);
	INSERT INTO newer SELECT id, subject FROM record WHERE id NOT IN (SELECT id FROM newer);
	DO SLEEP(2);
	ALTER TABLE newer COMMENT = 'whole';
	END
	sed -i '1s/(.*)/(99.0)/' "$tree/debian/changelog"
	(cd "$tree" && DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -us -uc -b) \
	    >"$dir/build.log" 2>&1 || { tail -n 20 "$dir/build.log"; die "the next version does not build"; }
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
	debootstrap --variant=minbase --include=ca-certificates,debconf-utils,dbus,systemd-sysv bookworm "$tree" \
	    >"$work/debootstrap.log" 2>&1 || { tail "$work/debootstrap.log"; die "no tree"; }
	printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
	chmod 755 "$tree/usr/sbin/policy-rc.d"
	inside apt-get update -q >/dev/null
	inside apt-get install -q -y --no-install-recommends nginx-light mariadb-server openssl \
	    >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; die "no servers in the tree"; }
}

boot() {
	rm -f "$tree/usr/sbin/policy-rc.d" "$tree"/etc/nginx/sites-enabled/*
	printf '[mariadbd]\nskip-networking\ninnodb_flush_log_at_trx_commit=1\nsync_binlog=1\nlog_bin=binlog\nbinlog_format=ROW\nsecure_timestamp=YES\nlocal_infile=0\n' \
	    >"$tree/etc/mysql/mariadb.conf.d/60-everychild.cnf"
	setsid systemd-nspawn -q -D "$tree" --register=no --keep-unit --resolv-conf=copy-host --boot \
	    </dev/null >"$work/boot.log" 2>&1 &
	nspawn=$!
	for _ in {1..150}; do
		leader=$(pgrep -P "$nspawn") || true
		[ -z "$leader" ] || ! inside systemctl is-active -q nginx 2>/dev/null || ! ask 'SELECT 1' >/dev/null 2>&1 || return 0
		sleep 0.2
	done
	tail "$work/boot.log"
	die "it does not boot"
}

stop_all() {
	"$top/tests/lib/slapd.sh" stop "$work/ldap" || true
	[ -z "$leader" ] || kill -KILL "$leader" || true
	[ -z "$nspawn" ] || kill "$nspawn" 2>/dev/null || true
	wait 2>/dev/null || true
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
	inside systemctl reload nginx
}

# The names of units that failed, and what ended by an error.
failures() {
	inside systemctl list-units --failed --plain --no-legend 'everychild*'
	inside journalctl -b --no-pager -q -o cat -u 'everychild*' | grep -E '"level":"(error|fatal)"' || true
}

none_failed() {
	local said
	said=$(failures)
	[ -z "$said" ] || { head -n 20 <<<"$said"; die "a unit failed, or a program says that it did"; }
}

seen() {
	printf '%s=%s\n' EC_URL "https://localhost:$PORT" EC_CA "$work/ldap/ca.pem" \
	    EC_PASSWORD_FILE "$top/conf/demo/password" >"$work/env"
	node "$here/seen.mjs" "$work/env" "$@" || {
		inside journalctl -b --no-pager -q -n 20 -u 'everychild*' >&2
		tail -n 5 "$tree/var/log/nginx/error.log" >&2
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
boot
"$top/tests/lib/slapd.sh" start "$work/ldap" $LDAP_PORT $LDAPS_PORT "$top/conf/demo/people.ldif"
inside dpkg --purge $(printf 'everychild-%s ' $modules common) >/dev/null 2>&1 || true
for module in signin index $modules; do ask "DROP DATABASE IF EXISTS everychild_$module; DROP DATABASE IF EXISTS everychild"; done
rm -rf "$tree/etc/everychild" "$tree/var/lib/everychild-audit" "$tree/debs"
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
inside systemctl enable -q --now everychild-signin everychild-index everychild-lscb everychild-audit.timer everychild-dispose.timer everychild-verify.timer
seen first-sign-in ccole
inside everychild-migrate -c /etc/everychild/everychild.conf --admit ccole >/dev/null
seen as ccole /lscb/ 200 'Child deaths'
seen notify ccole
seen as ccole /caf/ 404
seen lacks ccole / 'Common assessments'
for job in audit dispose verify mail; do inside systemctl start everychild-$job.service || die "everychild-$job.service"; done
none_failed
inside everychild-check -c /etc/everychild/everychild.conf >"$work/check.log" || true
! grep '^ERROR' "$work/check.log" || die "everychild-check"

say "its program killed while somebody reads: they wait"
seen during ccole /lscb/ &
reader=$!
sleep 2
inside systemctl kill -s KILL --kill-whom=main everychild-lscb.service
sleep 1
inside systemctl restart everychild-lscb.service
wait $reader || die "a reader was turned away"

say "a second module joins"
install_package "$(deb caf)"
site
inside systemctl enable -q --now everychild-caf
seen first-sign-in jreid
inside everychild-migrate -c /etc/everychild/everychild.conf --admit jreid >/dev/null
seen as jreid / 200 'Common assessments'
seen as jreid /caf/ 200 'assessments'

say "a module removed leaves no dead link, and its records"
inside dpkg --remove everychild-caf >>"$work/apt.log" 2>&1 || { tail "$work/apt.log"; die "cannot remove"; }
inside systemctl reload nginx
seen lacks jreid / 'Common assessments'
seen as jreid /caf/ 404
! inside pgrep -x caf >/dev/null || die "a program that was removed still runs"
[ "$(ask "SELECT COUNT(*) FROM everychild_caf.migration")" -gt 0 ] || die "the records are gone"

say "purged, it asks, and keeps the records unless told otherwise"
inside dpkg --purge everychild-caf >>"$work/apt.log" 2>&1 || { tail "$work/apt.log"; die "cannot purge"; }
[ "$(ask "SELECT COUNT(*) FROM everychild_caf.migration")" -gt 0 ] || die "purging dropped records without a yes"
install_package "$(deb caf)"
echo 'everychild-caf everychild-caf/drop-records boolean true' | inside debconf-set-selections
inside dpkg --purge everychild-caf >>"$work/apt.log" 2>&1 || die "cannot purge"
[ -z "$(ask "SHOW DATABASES LIKE 'everychild\_caf'")" ] || die "told to drop the records, purging kept them"
seen as ccole /lscb/ 200 'Child deaths'

say "an upgrade while there are records, killed while it changes the schema"
[ -d "$work/newer" ] || build_newer "$work/newer"
cp "$work"/newer/everychild-{common,lscb}_*.deb "$tree/debs/"
records=$(ask "SELECT COUNT(*), MAX(subject) FROM everychild_lscb.record")
inside dpkg -i "/debs/everychild-common_99.0_amd64.deb" "/debs/everychild-lscb_99.0_amd64.deb" >"$work/upgrade.log" 2>&1 &
upgrade=$!
for _ in {1..300}; do
	[ -z "$(ask "SHOW TABLES IN everychild_lscb LIKE 'newer'")" ] || break
	sleep 0.1
done
inside pkill -KILL -x everychild-migr || die "no migration could be killed"
# Each package tries.
while kill -0 $upgrade 2>/dev/null; do
	inside pkill -KILL -x everychild-migr || true
	sleep 0.2
done
wait $upgrade || { tail "$work/upgrade.log"; die "the packages do not upgrade"; }
grep -q 'schemas are not' "$work/upgrade.log" || { tail "$work/upgrade.log"; die "it does not say that the schemas are not upgraded"; }
seen as ccole /lscb/ 503
inside journalctl -b --no-pager -q -o cat -u everychild-lscb | grep 'the schema everychild_lscb is older' >/dev/null || die "the program does not say that its schema is older"
inside everychild-migrate -c /etc/everychild/everychild.conf >"$work/migrate.log" || { tail "$work/migrate.log"; die "killed, it cannot be run again"; }
seen as ccole /lscb/ 200 'Child deaths'
[ "$(ask "SELECT COUNT(*), MAX(subject) FROM everychild_lscb.newer")" = "$records" ] || die "not every record was upgraded"
[ "$(ask "SELECT COUNT(*), MAX(subject) FROM everychild_lscb.record")" = "$records" ] || die "records are gone"
inside systemctl start everychild-verify.service || die "the audit log is not whole"
say "every step held"
