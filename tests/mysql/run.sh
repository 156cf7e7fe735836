#!/bin/bash
# The suite on MySQL, linked with MySQL's own client: Debian 12 has neither, so that a bare
# Debian of today is made in a folder, the programs built in it, and test files run there;
# then a backup is loaded into an empty server as everychild-backup(8) says. Needs root,
# debootstrap and a built tree; ./bootstrap mysql calls it. Ten minutes the first time.
#
#	tests/mysql/run.sh BUILD_DIR TREE [TEST_FILE...]
#
# BUILD_DIR lends its style sheets and scripts. TREE is made when it is not there, and kept.
# TEST_FILE is as below tests/stack-tests; without any, some of every module.
set -euo pipefail
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${1:?usage: run.sh BUILD_DIR TREE [TEST_FILE...]}")
tree=$(realpath -m "${2:?usage: run.sh BUILD_DIR TREE [TEST_FILE...]}")
shift 2
[ $# -gt 0 ] || set -- caf save grants disposal review emergency guest join report work \
    fostering fostering-report lscb lscb-life lscb-keep lscb-return education education-plan \
    education-measures education-import
log=$(mktemp)

say() { echo "mysql: $*" >&2; }
die() { say "FAIL: $*"; exit 1; }
inside() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@"; }
quietly() { "$@" >"$log" 2>&1 || { tail -n 20 "$log" >&2; die "$*"; }; }

PACKAGES=(mysql-server mysql-client libmysqlclient-dev gcc libc6-dev make autoconf automake pkgconf libfcgi-dev
    libxml2-dev libxslt1-dev libldap-dev libsodium-dev libseccomp-dev libxlsxwriter-dev libminizip-dev libjson-c-dev
    libical-dev libcairo2-dev libfreetype-dev zlib1g-dev libcurl4-gnutls-dev xsltproc libxml2-utils nginx slapd
    ldap-utils openssl fonts-liberation nodejs procps curl unzip poppler-utils)

make_tree() {
	[ ! -e "$tree/made" ] || return 0
	say "a bare Debian with MySQL"
	[ -e "$tree/etc/debian_version" ] || quietly debootstrap --variant=minbase --include=ca-certificates sid "$tree"
	printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
	chmod 755 "$tree/usr/sbin/policy-rc.d"
	quietly inside apt-get install -q -y --no-install-recommends "${PACKAGES[@]}"
	touch "$tree/made"
}

# What is mounted or runs in the tree goes with us.
leave() {
	local pid what
	for pid in /proc/[0-9]*; do
		[ "$(readlink "$pid/root" 2>/dev/null)" != "$tree" ] || kill -KILL "${pid#/proc/}" 2>/dev/null || true
	done
	for what in dev/shm proc; do
		! mountpoint -q "$tree/$what" || umount -l "$tree/$what"
	done
	rm -f "$log"
}

copy_sources() {
	rm -rf "$tree/src" "$tree/assets"
	mkdir "$tree/src"
	tar -C "$top" --exclude=./.git --exclude=./build --exclude=./run --exclude=node_modules -c . | tar -C "$tree/src" -x
	cp -r "$build/installed/share/everychild/assets" "$tree/assets"
	chown -R 0:0 "$tree/src"
	chmod -R u+rwX,go+rX "$tree/src"
}

make_tree
trap leave EXIT
trap 'exit 130' INT TERM HUP
mountpoint -q "$tree/proc" || mount -t proc proc "$tree/proc"
mountpoint -q "$tree/dev/shm" || { mkdir -p "$tree/dev/shm" && mount -t tmpfs tmpfs "$tree/dev/shm"; }
copy_sources
inside /src/tests/mysql/inside "$@"
