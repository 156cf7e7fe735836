#!/bin/bash
# A private directory server on 127.0.0.1, for the demo and the tests.
#
#   slapd.sh start DIR PORT LDAPS_PORT LDIF...
#	Makes DIR/ca.pem, DIR/server.pem and DIR/server.key (for localhost and
#	127.0.0.1), DIR/reader.password, DIR/admin.password, the configuration
#	and the data, starts slapd and waits until it answers. Certificates and
#	passwords that are there already are kept. Data is kept too as long as
#	the LDIF files are the same, so that people keep their entryUUID; other
#	files mean new data.
#   slapd.sh stop DIR
#	Stops it and waits until it is gone. Not running is not an error.
#   slapd.sh certificate DIR NAME SUBJECT_ALT_NAME
#	Another certificate of DIR's authority: DIR/NAME.pem, DIR/NAME.key.
#
# The suffix is dc=everychild,dc=example. Its entry, the account that the
# suite searches with (cn=reader) and the password policy are made here; the
# LDIF files bring the rest, beginning with their organizational units. Anonymous
# users may only bind; the reader reads all but passwords. To change entries,
# bind as cn=admin,dc=everychild,dc=example with DIR/admin.password.
#
# Name the server as 127.0.0.1: libldap takes "localhost" for the machine's own
# host name, which is in no certificate here.
#
# Works as root and as an ordinary user. Needs slapd, ldap-utils and openssl.
set -eu -o pipefail
umask 077

PATH=$PATH:/usr/sbin:/sbin
SUFFIX=dc=everychild,dc=example
ME=${0##*/}

die() {
	echo "$ME: $*" >&2
	exit 1
}

# openssl, silent unless it fails.
quietly() {
	local out
	out=$("$@" 2>&1) || die "$1 failed: $out"
}

make_authority() {
	[ -s "$DIR/ca.pem" ] && return
	quietly openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
	    -nodes -days 3650 -subj "/CN=Everychild private authority" \
	    -addext "basicConstraints=critical,CA:TRUE" \
	    -addext "keyUsage=critical,keyCertSign,cRLSign" \
	    -keyout "$DIR/ca.key" -out "$DIR/ca.pem"
	chmod 644 "$DIR/ca.pem"
}

# make_certificate NAME SUBJECT_ALT_NAME
make_certificate() {
	[ -s "$DIR/$1.pem" ] && return
	quietly openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -subj "/CN=$1" -keyout "$DIR/$1.key" -out "$DIR/$1.csr"
	printf '%s\n' "subjectAltName=$2" "basicConstraints=critical,CA:FALSE" \
	    "extendedKeyUsage=serverAuth" >"$DIR/$1.ext"
	quietly openssl x509 -req -in "$DIR/$1.csr" -CA "$DIR/ca.pem" \
	    -CAkey "$DIR/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
	    -days 3650 -extfile "$DIR/$1.ext" -out "$DIR/$1.pem"
	rm -f "$DIR/$1.csr" "$DIR/$1.ext"
	chmod 644 "$DIR/$1.pem"
}

# The password file holds the password and nothing else, no line end.
make_password() {
	[ -s "$DIR/$1.password" ] && return
	printf %s "$(openssl rand -hex 16)" >"$DIR/$1.password"
}

# Debian 12's slapd is built with GnuTLS, Debian 13's with OpenSSL.
tls_versions() {
	if ldd "$(command -v slapd || echo /usr/sbin/slapd)" | grep -q gnutls; then
		echo "olcTLSCipherSuite: NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
	else
		echo "olcTLSProtocolMin: 3.3"
	fi
}

write_config() {
	local schema
	cat <<-END
	dn: cn=config
	objectClass: olcGlobal
	cn: config
	olcTLSCACertificateFile: "$DIR/ca.pem"
	olcTLSCertificateFile: "$DIR/server.pem"
	olcTLSCertificateKeyFile: "$DIR/server.key"
	$(tls_versions)
	olcLogLevel: none

	dn: cn=module{0},cn=config
	objectClass: olcModuleList
	cn: module{0}
	olcModulePath: /usr/lib/ldap
	olcModuleLoad: back_mdb
	olcModuleLoad: ppolicy

	dn: cn=schema,cn=config
	objectClass: olcSchemaConfig
	cn: schema

	END
	for schema in core cosine inetorgperson; do
		printf 'include: file:///etc/ldap/schema/%s.ldif\n\n' "$schema"
	done
	cat <<-END
	dn: olcDatabase={-1}frontend,cn=config
	objectClass: olcDatabaseConfig
	objectClass: olcFrontendConfig
	olcDatabase: {-1}frontend

	dn: olcDatabase={0}config,cn=config
	objectClass: olcDatabaseConfig
	olcDatabase: {0}config
	olcAccess: to * by * none

	dn: olcDatabase={1}mdb,cn=config
	objectClass: olcDatabaseConfig
	objectClass: olcMdbConfig
	olcDatabase: {1}mdb
	olcSuffix: $SUFFIX
	olcRootDN: cn=admin,$SUFFIX
	olcRootPW: $(slappasswd -T "$DIR/admin.password")
	olcDbDirectory: "$DIR/data"
	olcDbMaxSize: 268435456
	olcDbNoSync: TRUE
	olcDbIndex: objectClass eq
	olcDbIndex: entryUUID eq
	olcDbIndex: uid eq
	olcDbIndex: member eq
	olcAccess: to attrs=userPassword by self =w by anonymous auth by * none
	olcAccess: to * by dn.exact="cn=reader,$SUFFIX" read by self read by anonymous auth by * none

	dn: olcOverlay={0}ppolicy,olcDatabase={1}mdb,cn=config
	objectClass: olcOverlayConfig
	objectClass: olcPPolicyConfig
	olcOverlay: {0}ppolicy
	olcPPolicyDefault: cn=policy,$SUFFIX
	END
}

write_base() {
	cat <<-END
	dn: $SUFFIX
	objectClass: dcObject
	objectClass: organization
	dc: everychild
	o: Everychild

	dn: cn=reader,$SUFFIX
	objectClass: organizationalRole
	objectClass: simpleSecurityObject
	cn: reader
	userPassword: $(slappasswd -T "$DIR/reader.password")

	dn: cn=policy,$SUFFIX
	objectClass: organizationalRole
	objectClass: pwdPolicy
	cn: policy
	pwdAttribute: userPassword
	pwdLockout: TRUE
	pwdMaxFailure: 10
	pwdLockoutDuration: 1800
	END
}

# What the data was made of: as long as this is the same, it is kept.
fingerprint() {
	cat "$@" "$DIR/reader.password" "$0" | openssl dgst -sha256
}

make_data() {
	local ldif
	[ -e "$DIR/fingerprint" ] &&
	    [ "$(fingerprint "$@")" = "$(cat "$DIR/fingerprint")" ] && return
	rm -rf "$DIR/data" "$DIR/fingerprint"
	mkdir "$DIR/data"
	write_base >"$DIR/base.ldif"
	for ldif in "$DIR/base.ldif" "$@"; do
		slapadd -q -F "$DIR/config" -n 1 -l "$ldif" >"$DIR/slapadd.log" 2>&1 ||
		    die "cannot load $ldif: $(cat "$DIR/slapadd.log")"
	done
	fingerprint "$@" >"$DIR/fingerprint"
}

make_config() {
	rm -rf "$DIR/config"
	mkdir -p "$DIR/config" "$DIR/data"
	write_config >"$DIR/config.ldif"
	slapadd -n 0 -F "$DIR/config" -l "$DIR/config.ldif" >"$DIR/slapadd.log" 2>&1 ||
	    die "cannot configure slapd: $(cat "$DIR/slapadd.log")"
}

# Prints the process id of the server that belongs to DIR, if it runs. A dead
# one that nobody has waited for yet has no command line and counts as gone.
running() {
	local pid
	pid=$(cat "$DIR/slapd.pid" 2>/dev/null) || return 1
	{ tr '\0' '\n' <"/proc/$pid/cmdline"; } 2>/dev/null |
	    grep -qxF "$DIR/config" && echo "$pid"
}

# Asked as the reader: another server on that port does not know its password.
answers() {
	ldapwhoami -x -H "ldap://127.0.0.1:$1" -D "cn=reader,$SUFFIX" \
	    -y "$DIR/reader.password" >/dev/null 2>&1
}

start() {
	[ $# -ge 4 ] || die "usage: $ME start DIR PORT LDAPS_PORT LDIF..."
	mkdir -p "$1"
	DIR=$(cd "$1" && pwd)
	local port=$2 tls_port=$3 ldif pid
	shift 3
	for ldif in "$@"; do
		[ -r "$ldif" ] || die "cannot read $ldif"
	done
	running >/dev/null && die "already running in $DIR"
	make_authority
	make_certificate server "DNS:localhost,IP:127.0.0.1"
	make_password reader
	make_password admin
	make_config
	make_data "$@"
	# In the foreground (-d), so that what it says goes to a file of ours,
	# and in a session of its own, so that it outlives the caller.
	setsid slapd -d none -F "$DIR/config" \
	    -h "ldap://127.0.0.1:$port ldaps://127.0.0.1:$tls_port" \
	    </dev/null >"$DIR/slapd.log" 2>&1 &
	pid=$!
	echo "$pid" >"$DIR/slapd.pid"
	for _ in $(seq 200); do
		if ! kill -0 "$pid" 2>/dev/null; then
			die "slapd did not start: $(cat "$DIR/slapd.log")"
		fi
		if running >/dev/null && answers "$port"; then
			return
		fi
		sleep 0.02
	done
	kill "$pid" 2>/dev/null || true
	die "slapd does not answer on port $port: $(cat "$DIR/slapd.log")"
}

stop() {
	[ $# -eq 1 ] || die "usage: $ME stop DIR"
	[ -d "$1" ] || return 0
	DIR=$(cd "$1" && pwd)
	local pid
	pid=$(running) || return 0
	kill -CONT "$pid" 2>/dev/null || true
	kill "$pid" 2>/dev/null || true
	for _ in $(seq 250); do
		running >/dev/null || return 0
		sleep 0.02
	done
	kill -9 "$pid" 2>/dev/null || true
}

certificate() {
	[ $# -eq 3 ] || die "usage: $ME certificate DIR NAME SUBJECT_ALT_NAME"
	DIR=$(cd "$1" && pwd)
	make_authority
	make_certificate "$2" "$3"
}

case ${1-} in
start | stop | certificate)
	"$@" ;;
*)
	die "usage: $ME start DIR PORT LDAPS_PORT LDIF... | stop DIR | certificate DIR NAME SUBJECT_ALT_NAME" ;;
esac
