#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <lber.h>
#include <ldap.h>
#include <openldap.h>

#include "directory.h"

#include "log.h"
#include "pool.h"
#include "str.h"
#include "text.h"

#define SERVERS_MAX	8
#define SPARE_MS	1000		/* for all other servers together */
#define PENALTY_MS	30000		/* a server that failed is asked last */
#define KEEP_MS		10000		/* an idle connection of directory_check */
#define REFUSAL_MS	100		/* a refusal takes a multiple of this */
#define TICK_NS		50000000	/* between two tries to end an overdue talk */
#define REPLY_MAX	(4 << 20)	/* bytes of one LDAP message */
#define STRAY_MAX	100		/* messages between entries that are none */
#define DN_MAX		2048		/* bytes of a name that is bound as */
#define GROUPS_MAX	500
#define GROUP_DEPTH	10
#define VALUE_MAX	1024		/* bytes of a text about a person */
#define RULE_IN_CHAIN	"1.2.840.113556.1.4.1941"

/* Seconds from 1601, where Active Directory begins to count, to 1970. */
#define FILETIME_EPOCH	11644473600LL

/* Bits of userAccountControl and msDS-User-Account-Control-Computed. */
#define UAC_DISABLED		0x2
#define UAC_LOCKED		0x10
#define UAC_NEVER_EXPIRES	0x10000
#define UAC_PASSWORD_EXPIRED	0x800000

const struct conf_setting directory_settings[] = {
	{ "ldap.server", CONF_LIST, NULL, NULL },
	{ "ldap.starttls", CONF_SWITCH, "yes", NULL },
	{ "ldap.ca_file", CONF_TEXT, NULL, NULL },
	{ "ldap.base", CONF_TEXT, NULL, NULL },
	{ "ldap.bind_dn", CONF_TEXT, NULL, NULL },
	{ "ldap.bind_password_file", CONF_TEXT, NULL, NULL },
	{ "ldap.login_filter", CONF_TEXT, "(&(objectClass=inetOrgPerson)(uid=%s))", NULL },
	{ "ldap.nobody_dn", CONF_TEXT, "", NULL },
	{ "ldap.id_attribute", CONF_CHOICE, "entryUUID", "entryUUID:objectGUID" },
	{ "ldap.login_attribute", CONF_TEXT, "uid", NULL },
	{ "ldap.given_attribute", CONF_TEXT, "givenName", NULL },
	{ "ldap.family_attribute", CONF_TEXT, "sn", NULL },
	{ "ldap.display_attribute", CONF_TEXT, "displayName", NULL },
	{ "ldap.mail_attribute", CONF_TEXT, "mail", NULL },
	{ "ldap.phone_attribute", CONF_TEXT, "telephoneNumber", NULL },
	{ "ldap.job_title_attribute", CONF_TEXT, "title", NULL },
	{ "ldap.agency_attribute", CONF_TEXT, "o", NULL },
	{ "ldap.team_attribute", CONF_TEXT, "ou", NULL },
	{ "ldap.manager_attribute", CONF_TEXT, "manager", NULL },
	{ "ldap.group_base", CONF_TEXT, "", NULL },
	{ "ldap.group_filter", CONF_TEXT, "(&(objectClass=groupOfNames)(member=%s))", NULL },
	{ "ldap.nested", CONF_CHOICE, "recursive", "recursive:in-chain:none" },
	{ "ldap.timeout_seconds", CONF_NUMBER, "4", NULL },
	{ NULL, 0, NULL, NULL }
};

enum attribute {
	A_ID,
	A_LOGIN,
	A_GIVEN,
	A_FAMILY,
	A_DISPLAY,
	A_MAIL,
	A_PHONE,
	A_JOB_TITLE,
	A_AGENCY,
	A_TEAM,
	A_MANAGER,
	A_CN,
	/* Active Directory's account state. */
	A_CONTROL,
	A_CONTROL_NOW,
	A_EXPIRES,
	A_LOCKED_AT,
	A_PASSWORD_SET,
	A_PASSWORD_ENDS,
	/* That of OpenLDAP's password policy, and of 389. */
	A_PP_LOCKED,
	A_PP_RESET,
	A_PP_START,
	A_PP_END,
	A_NS_LOCK,
	ATTRIBUTE__MAX
};

struct server {
	const char *uri;
	char *host;
	char *port;
	bool tls_first;			/* ldaps */
	long long back_at;		/* clock_ms until which it is asked last */
};

static struct {
	struct pool *pool;		/* as long as the program */
	struct server servers[SERVERS_MAX];
	size_t servers_n;
	const char *attributes[ATTRIBUTE__MAX];	/* names; NULL: not asked for */
	const char *base;
	const char *group_base;
	const char *login_filter;
	const char *group_filter;
	const char *bind_dn;
	const char *nobody_dn;
	bool guid;			/* ids are objectGUID */
	bool recursive;
	long long timeout_ms;
	char password[DIRECTORY_PASSWORD_MAX + 2];	/* of the search account */
	size_t password_len;
} set;

/* One conversation with one server, from connect to unbind. */
struct talk {
	struct pool *pool;		/* of the call */
	struct server *server;
	LDAP *ld;			/* NULL: not open */
	int fd;
	timer_t timer;
	long long deadline;
	long long used_at;
};

/* One entry that a search found. */
struct entry {
	struct entry *next;
	const char *dn;
	const char *values[ATTRIBUTE__MAX];	/* first value, "" for none */
};

struct entries {
	struct entry *first;
	struct entry **last;
	size_t n;
};

/* What is asked of a server: a login with a password, or an id. */
struct question {
	const char *login;
	struct berval password;
	const char *id;
};

static const char *const reason_words[DIRECTORY__MAX] = {
	[DIRECTORY_FINE] = "fine",
	[DIRECTORY_LOGIN_SHAPE] = "login-shape",
	[DIRECTORY_PASSWORD_SHAPE] = "password-shape",
	[DIRECTORY_UNKNOWN] = "unknown",
	[DIRECTORY_AMBIGUOUS] = "ambiguous",
	[DIRECTORY_NO_ID] = "no-id",
	[DIRECTORY_WRONG_PASSWORD] = "wrong-password",
	[DIRECTORY_NOT_ITSELF] = "not-itself",
	[DIRECTORY_DISABLED] = "disabled",
	[DIRECTORY_EXPIRED] = "expired",
	[DIRECTORY_LOCKED] = "locked",
	[DIRECTORY_PASSWORD_EXPIRED] = "password-expired",
	[DIRECTORY_MUST_CHANGE] = "must-change",
	[DIRECTORY_HOURS] = "hours",
};

const char *directory_reason_word(enum directory_reason reason)
{
	assert(reason < DIRECTORY__MAX);
	return reason_words[reason];
}

static long long clock_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/*
 * Escaping
 */

static void hex_add(struct str *s, char prefix, unsigned char c)
{
	static const char digit[] = "0123456789abcdef";

	if (prefix != '\0')
		str_addc(s, prefix);
	str_addc(s, digit[c >> 4]);
	str_addc(s, digit[c & 15]);
}

/* More is escaped than RFC 4515 asks for, so that bytes that are no text (an
 * objectGUID) may be searched for as well. */
char *directory_escape_filter(struct pool *pool, const char *bytes, size_t len)
{
	struct str out;
	size_t i;

	str_init(&out, pool);
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c < ' ' || c > '~' || strchr("*()\\", c) != NULL)
			hex_add(&out, '\\', c);
		else
			str_addc(&out, (char)c);
	}
	return out.data;
}

char *directory_escape_dn(struct pool *pool, const char *bytes, size_t len)
{
	struct str out;
	size_t i;

	str_init(&out, pool);
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		bool edge = (c == ' ' && (i == 0 || i + 1 == len)) || (c == '#' && i == 0);

		if (c < ' ' || c > '~' || edge || strchr("\"+,;<=>\\", c) != NULL)
			hex_add(&out, '\\', c);
		else
			str_addc(&out, (char)c);
	}
	return out.data;
}

/* The filter with each %s replaced by value, which is escaped already. */
static char *filter_fill(struct pool *pool, const char *template, const char *value)
{
	struct str out;
	const char *mark;

	str_init(&out, pool);
	for (; (mark = strstr(template, "%s")) != NULL; template = mark + 2) {
		str_addn(&out, template, (size_t)(mark - template));
		str_add(&out, value);
	}
	str_add(&out, template);
	return out.data;
}

/*
 * Identifiers: 16 bytes, written as 8-4-4-4-12 lower-case hexadecimal digits.
 */

/* Active Directory keeps the first three parts with the low byte first. */
static const unsigned char guid_order[16] = {
	3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15
};

static const char *id_from_guid(struct pool *pool, const unsigned char *guid)
{
	struct str out;
	size_t i;

	str_init(&out, pool);
	for (i = 0; i < 16; i++)
		hex_add(&out, i == 4 || i == 6 || i == 8 || i == 10 ? '-' : '\0',
		    guid[guid_order[i]]);
	return out.data;
}

static bool id_ok(const char *id)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	size_t i;

	if (strlen(id) != sizeof(shape) - 1)
		return false;
	for (i = 0; shape[i] != '\0'; i++)
		if (shape[i] == '-' ? id[i] != '-' :
		    strchr("0123456789abcdef", id[i]) == NULL)
			return false;
	return true;
}

static int hex_value(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* The value to search an id by. */
static const char *id_filter_value(struct pool *pool, const char *id)
{
	char guid[16];
	size_t i, at = 0;

	if (!set.guid)
		return id;
	for (i = 0; i < 16; i++, at += 2) {
		if (id[at] == '-')
			at++;
		guid[guid_order[i]] = (char)(hex_value(id[at]) << 4 | hex_value(id[at + 1]));
	}
	return directory_escape_filter(pool, guid, sizeof(guid));
}

/*
 * What is sent is wiped: libldap frees its messages as they are, and in one of
 * them is the password. A layer above TLS sees each message in the very buffer
 * that libldap made it in.
 */

static int layer_setup(Sockbuf_IO_Desc *layer, void *context)
{
	(void)layer;
	(void)context;
	return 0;
}

static int layer_none(Sockbuf_IO_Desc *layer)
{
	(void)layer;
	return 0;
}

static int layer_control(Sockbuf_IO_Desc *layer, int option, void *value)
{
	return LBER_SBIOD_CTRL_NEXT(layer, option, value);
}

static ber_slen_t layer_read(Sockbuf_IO_Desc *layer, void *bytes, ber_len_t len)
{
	return LBER_SBIOD_READ_NEXT(layer, bytes, len);
}

static ber_slen_t layer_write(Sockbuf_IO_Desc *layer, void *bytes, ber_len_t len)
{
	ber_slen_t n = LBER_SBIOD_WRITE_NEXT(layer, bytes, len);

	if (n > 0)
		explicit_bzero(bytes, (size_t)n);
	else if (errno != EINTR && errno != EAGAIN)
		explicit_bzero(bytes, len);
	return n;
}

static Sockbuf_IO layer = {
	.sbi_setup = layer_setup,
	.sbi_remove = layer_none,
	.sbi_ctrl = layer_control,
	.sbi_read = layer_read,
	.sbi_write = layer_write,
	.sbi_close = layer_none,
};

/*
 * Time. No limit of libldap covers the TLS handshake, so a timer shuts the
 * socket down under it; it repeats, lest the signal come between two calls.
 */

static volatile sig_atomic_t overdue_socket = -1;

static void overdue(int number)
{
	int saved = errno;

	(void)number;
	if (overdue_socket >= 0)
		(void)shutdown(overdue_socket, SHUT_RDWR);
	errno = saved;
}

static void timer_open(struct talk *t)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
	sigset_t signals;

	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGRTMIN);
	(void)sigprocmask(SIG_UNBLOCK, &signals, NULL);
	if (timer_create(CLOCK_MONOTONIC, &event, &t->timer) != 0)
		log_fatal("directory: no timer: %s", strerror(errno));
}

/* From now on the talk's socket lives until the deadline; 0 lifts that. */
static void timer_set(struct talk *t, long long deadline)
{
	struct itimerspec when = {
		.it_value = { deadline / 1000, deadline % 1000 * 1000000 },
		.it_interval = { 0, deadline == 0 ? 0 : TICK_NS },
	};

	t->deadline = deadline;
	overdue_socket = deadline == 0 ? -1 : t->fd;
	(void)timer_settime(t->timer, TIMER_ABSTIME, &when, NULL);
}

static void timer_close(struct talk *t)
{
	timer_set(t, 0);
	(void)timer_delete(t->timer);
}

/*
 * Settings
 */

static const struct {
	enum attribute attribute;
	const char *setting;
} attribute_settings[] = {
	{ A_ID, "ldap.id_attribute" },
	{ A_LOGIN, "ldap.login_attribute" },
	{ A_GIVEN, "ldap.given_attribute" },
	{ A_FAMILY, "ldap.family_attribute" },
	{ A_DISPLAY, "ldap.display_attribute" },
	{ A_MAIL, "ldap.mail_attribute" },
	{ A_PHONE, "ldap.phone_attribute" },
	{ A_JOB_TITLE, "ldap.job_title_attribute" },
	{ A_AGENCY, "ldap.agency_attribute" },
	{ A_TEAM, "ldap.team_attribute" },
	{ A_MANAGER, "ldap.manager_attribute" },
};

/* Those that have one name everywhere. */
static const char *const attribute_names[ATTRIBUTE__MAX] = {
	[A_CN] = "cn",
	[A_CONTROL] = "userAccountControl",
	[A_CONTROL_NOW] = "msDS-User-Account-Control-Computed",
	[A_EXPIRES] = "accountExpires",
	[A_LOCKED_AT] = "lockoutTime",
	[A_PASSWORD_SET] = "pwdLastSet",
	[A_PASSWORD_ENDS] = "msDS-UserPasswordExpiryTimeComputed",
	[A_PP_LOCKED] = "pwdAccountLockedTime",
	[A_PP_RESET] = "pwdReset",
	[A_PP_START] = "pwdStartTime",
	[A_PP_END] = "pwdEndTime",
	[A_NS_LOCK] = "nsAccountLock",
};

static void attributes_load(void)
{
	size_t i;

	memcpy(set.attributes, attribute_names, sizeof(set.attributes));
	for (i = 0; i < sizeof(attribute_settings) / sizeof(attribute_settings[0]); i++) {
		const char *setting = attribute_settings[i].setting;
		const char *name = conf_text(setting);

		if (name[0] == '\0')
			continue;
		if (!text_only(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789-.;", 128))
			log_fatal("settings: %s is not an attribute's name", setting);
		set.attributes[attribute_settings[i].attribute] = name;
	}
	if (set.attributes[A_LOGIN] == NULL)
		log_fatal("settings: ldap.login_attribute must be given");
}

static const char *text_needed(const char *setting)
{
	const char *value = conf_text(setting);

	if (value[0] == '\0')
		log_fatal("settings: %s must be given", setting);
	return value;
}

/* One whole filter in brackets, with %s and no other %. */
static const char *filter_needed(const char *setting)
{
	const char *value = conf_text(setting), *c;
	int depth = 0, marks = 0;

	for (c = value; *c != '\0'; c++) {
		depth += (*c == '(') - (*c == ')');
		marks += *c == '%' && c[1] == 's';
		if (depth < 1 && c[1] != '\0')
			log_fatal("settings: %s is not one filter in brackets", setting);
		if (*c == '%' && c[1] != 's')
			log_fatal("settings: %s may hold %%s and no other %%", setting);
	}
	if (depth != 0 || marks == 0)
		log_fatal("settings: %s needs its brackets closed and a %%s", setting);
	return value;
}

static void server_load(struct server *s, const char *uri, bool starttls)
{
	LDAPURLDesc *url;

	if (ldap_url_parse(uri, &url) != LDAP_URL_SUCCESS)
		log_fatal("settings: ldap.server %s is not an address", uri);
	if (url->lud_host == NULL || url->lud_host[0] == '\0' ||
	    (url->lud_dn != NULL && url->lud_dn[0] != '\0'))
		log_fatal("settings: ldap.server %s must be ldaps:// or ldap:// and a host", uri);
	s->tls_first = strcmp(url->lud_scheme, "ldaps") == 0;
	if (!s->tls_first && strcmp(url->lud_scheme, "ldap") != 0)
		log_fatal("settings: ldap.server %s must be ldaps:// or ldap://", uri);
	if (!s->tls_first && !starttls)
		log_fatal("settings: ldap.server %s with ldap.starttls = no would carry "
		    "passwords in clear text", uri);
	s->uri = uri;
	s->host = pool_strdup(set.pool, url->lud_host);
	s->port = pool_printf(set.pool, "%d", url->lud_port);
	ldap_free_urldesc(url);
}

static void servers_load(void)
{
	const char *const *uris;
	size_t n;

	uris = conf_list("ldap.server", &n);
	if (n == 0)
		log_fatal("settings: ldap.server must be given");
	if (n > SERVERS_MAX)
		log_fatal("settings: ldap.server: at most %d lines", SERVERS_MAX);
	for (set.servers_n = 0; set.servers_n < n; set.servers_n++)
		server_load(&set.servers[set.servers_n], uris[set.servers_n],
		    conf_switch("ldap.starttls"));
}

/* The file's bytes less one line end. Not in a pool: nothing would wipe it
 * before the program ends, and it is not a request's. */
static void password_load(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) != 0)
		log_fatal("settings: ldap.bind_password_file %s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode) || (st.st_mode & S_IRWXO) != 0)
		log_fatal("settings: ldap.bind_password_file %s must be a file that others "
		    "cannot read", path);
	n = read(fd, set.password, sizeof(set.password));
	(void)close(fd);
	if (n > 0 && set.password[n - 1] == '\n')
		n--;
	if (n < 1 || n > DIRECTORY_PASSWORD_MAX)
		log_fatal("settings: ldap.bind_password_file %s must hold 1 to %d bytes", path,
		    DIRECTORY_PASSWORD_MAX);
	set.password_len = (size_t)n;
}

/* "member=%s" becomes "member:1.2.840.113556.1.4.1941:=%s": Active Directory
 * then follows groups within groups itself. */
static const char *filter_in_chain(const char *template)
{
	const char *mark;
	struct str out;

	str_init(&out, set.pool);
	for (; (mark = strstr(template, "=%s")) != NULL; template = mark + 3) {
		str_addn(&out, template, (size_t)(mark - template));
		if (mark > template && mark[-1] != ':')
			str_add(&out, ":" RULE_IN_CHAIN ":");
		str_add(&out, "=%s");
	}
	str_add(&out, template);
	return out.data;
}

static void filters_load(void)
{
	set.login_filter = filter_needed("ldap.login_filter");
	set.group_filter = filter_needed("ldap.group_filter");
	set.recursive = strcmp(conf_text("ldap.nested"), "recursive") == 0;
	if (strcmp(conf_text("ldap.nested"), "in-chain") == 0)
		set.group_filter = filter_in_chain(set.group_filter);
}

static void settings_load(void)
{
	long seconds = conf_number("ldap.timeout_seconds");

	if (seconds < 1 || seconds > 20)
		log_fatal("settings: ldap.timeout_seconds must be 1 to 20");
	set.timeout_ms = seconds * 1000LL;
	set.base = text_needed("ldap.base");
	set.group_base = conf_text("ldap.group_base");
	if (set.group_base[0] == '\0')
		set.group_base = set.base;
	set.bind_dn = text_needed("ldap.bind_dn");
	set.nobody_dn = conf_text("ldap.nobody_dn");
	if (set.nobody_dn[0] == '\0')
		set.nobody_dn = pool_printf(set.pool, "cn=nobody,%s", set.base);
	set.guid = strcmp(conf_text("ldap.id_attribute"), "objectGUID") == 0;
	attributes_load();
	filters_load();
	password_load(text_needed("ldap.bind_password_file"));
}

/*
 * The library. Its options are set once for all handles; neither the files nor
 * the environment variables that could change them are read.
 */

/* The sockets are ours, made in dial(). Whatever libldap would connect to by
 * itself, after a lost connection or on a server's word, it would speak to
 * without TLS and without our time limits: refused. */
static int connection_refuse(LDAP *ld, Sockbuf *sb, LDAPURLDesc *url,
    struct sockaddr *address, struct ldap_conncb *context)
{
	(void)ld;
	(void)sb;
	(void)url;
	(void)address;
	(void)context;
	return -1;
}

static void connection_gone(LDAP *ld, Sockbuf *sb, struct ldap_conncb *context)
{
	(void)ld;
	(void)sb;
	(void)context;
}

static void option_set(int option, const void *value, const char *what)
{
	if (ldap_set_option(NULL, option, value) != LDAP_OPT_SUCCESS)
		log_fatal("directory: libldap refuses %s", what);
}

static void number_set(int option, int value, const char *what)
{
	option_set(option, &value, what);
}

/* Built with GnuTLS, libldap takes PROTOCOL_MIN and does nothing with it; there
 * the versions are part of the cipher list. */
static void tls_version_load(void)
{
	char *package = NULL;

	number_set(LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAP_OPT_X_TLS_PROTOCOL_TLS1_2, "TLS 1.2");
	if (ldap_get_option(NULL, LDAP_OPT_X_TLS_PACKAGE, &package) != LDAP_OPT_SUCCESS)
		log_fatal("directory: libldap has no TLS");
	if (strcmp(package, "GnuTLS") == 0)
		option_set(LDAP_OPT_X_TLS_CIPHER_SUITE,
		    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", "TLS 1.2 of GnuTLS");
	ldap_memfree(package);
}

/* GnuTLS takes a file without any certificate too, and then trusts nobody. */
static bool certificate_in(const char *path)
{
	FILE *file = fopen(path, "re");
	char line[256];
	bool found = false;

	while (file != NULL && !found && fgets(line, sizeof(line), file) != NULL)
		found = text_starts(line, "-----BEGIN") && strstr(line, "CERTIFICATE-----") != NULL;
	if (file != NULL)
		(void)fclose(file);
	return found;
}

static void tls_load(void)
{
	const char *file = text_needed("ldap.ca_file");

	number_set(LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND, "REQUIRE_CERT");
	number_set(LDAP_OPT_X_TLS_REQUIRE_SAN, LDAP_OPT_X_TLS_DEMAND, "REQUIRE_SAN");
	tls_version_load();
	option_set(LDAP_OPT_X_TLS_CACERTFILE, file, "CACERTFILE");
	/* Last: makes the context out of the above. */
	if (!certificate_in(file) || ldap_set_option(NULL, LDAP_OPT_X_TLS_NEWCTX,
	    &(int){ 0 }) != LDAP_OPT_SUCCESS)
		log_fatal("settings: ldap.ca_file %s holds no certificate that can be used", file);
}

static void library_load(void)
{
	static struct ldap_conncb connections = {
		.lc_add = connection_refuse, .lc_del = connection_gone
	};

	if (setenv("LDAPNOINIT", "1", 1) != 0 || setenv("RES_OPTIONS",
	    "timeout:1 attempts:1", 1) != 0)
		log_fatal("directory: cannot set the environment");
	number_set(LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3, "version 3");
	number_set(LDAP_OPT_DEREF, LDAP_DEREF_NEVER, "DEREF");
	option_set(LDAP_OPT_REFERRALS, LDAP_OPT_OFF, "REFERRALS");
	/* Another signal is no reason to give up. */
	option_set(LDAP_OPT_RESTART, LDAP_OPT_ON, "RESTART");
	option_set(LDAP_OPT_CONNECT_CB, &connections, "CONNECT_CB");
	tls_load();
}

void directory_open(void)
{
	struct sigaction on_overdue = { .sa_handler = overdue };

	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&on_overdue.sa_mask);
	if (sigaction(SIGRTMIN, &on_overdue, NULL) != 0)
		log_fatal("directory: no timer: %s", strerror(errno));
	set.pool = pool_create();
	settings_load();
	library_load();
	servers_load();
}

/*
 * A talk with one server. Functions return LDAP result codes; libldap's own
 * errors are negative.
 */

/* Says once what went wrong; the codes are all that is told, since a server's
 * text may repeat what a user typed. */
static enum directory_result talk_failed(struct talk *t, const char *doing, int code)
{
	log_warn("directory %s: %s: %s (%d)%s", t->server->uri, doing, ldap_err2string(code),
	    code, clock_ms() >= t->deadline ? ", out of time" : "");
	return DIRECTORY_DOWN;
}

/* Waits until the socket is connected. 0 or an error number. */
static int connect_await(int fd, long long deadline)
{
	struct pollfd wait = { .fd = fd, .events = POLLOUT };
	socklen_t len = sizeof(int);
	long long left;
	int n, error = 0;

	do {
		left = deadline - clock_ms();
		n = left <= 0 ? 0 : poll(&wait, 1, (int)left);
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		return n < 0 ? errno : ETIMEDOUT;
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 ? error : errno;
}

/* A connected, blocking socket, or -1 with the error number in *error_r. */
static int connect_to(const struct addrinfo *a, long long deadline, int *error_r)
{
	int fd = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    a->ai_protocol);

	*error_r = 0;
	if (fd < 0 || (connect(fd, a->ai_addr, a->ai_addrlen) != 0 && errno != EINPROGRESS))
		*error_r = errno;
	else
		*error_r = connect_await(fd, deadline);
	/* Small messages go to and fro: each must leave at once. */
	if (*error_r == 0 && fcntl(fd, F_SETFL, 0) == 0 && setsockopt(fd, IPPROTO_TCP,
	    TCP_NODELAY, &(int){ 1 }, sizeof(int)) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

/* Tries the addresses of the server's name in turn; each gets an even share of
 * the time that is left. */
static int dial(const struct server *s, long long deadline, const char **error_r)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
	struct addrinfo *list, *a;
	int error, fd = -1, n = 0;

	error = getaddrinfo(s->host, s->port, &hints, &list);
	*error_r = gai_strerror(error);
	if (error != 0)
		return -1;
	for (a = list; a != NULL; a = a->ai_next)
		n++;
	for (a = list; a != NULL && fd < 0; a = a->ai_next, n--) {
		long long now = clock_ms();

		fd = connect_to(a, now + (deadline - now) / n, &error);
		*error_r = strerror(error);
	}
	freeaddrinfo(list);
	return fd;
}

/* Waits for the next message of an operation; with a type, for one of that type
 * and no other. */
static int talk_await(struct talk *t, int id, int type, LDAPMessage **message_r)
{
	long long left = t->deadline - clock_ms();
	struct timeval limit = { left / 1000, left % 1000 * 1000 };
	int n, code = LDAP_TIMEOUT;

	*message_r = NULL;
	if (left <= 0)
		return LDAP_TIMEOUT;
	n = ldap_result(t->ld, id, LDAP_MSG_ONE, &limit, message_r);
	if (n > 0 && (type == 0 || n == type))
		return LDAP_SUCCESS;
	if (n > 0) {
		(void)ldap_msgfree(*message_r);
		return LDAP_DECODING_ERROR;
	}
	if (n < 0)
		(void)ldap_get_option(t->ld, LDAP_OPT_RESULT_CODE, &code);
	return code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code;
}

/* The result code in a final message, which is freed. */
static int talk_result(struct talk *t, LDAPMessage *message)
{
	int code, rc = ldap_parse_result(t->ld, message, &code, NULL, NULL, NULL, NULL, 1);

	return rc == LDAP_SUCCESS ? code : rc;
}

static int talk_starttls(struct talk *t)
{
	LDAPMessage *message = NULL;
	int id, code = ldap_start_tls(t->ld, NULL, NULL, &id);

	if (code == LDAP_SUCCESS)
		code = talk_await(t, id, LDAP_RES_EXTENDED, &message);
	return code == LDAP_SUCCESS ? talk_result(t, message) : code;
}

/* The words are the TLS library's here, not the server's. For a certificate
 * that libldap itself turned down it has none. */
static enum directory_result tls_failed(struct talk *t)
{
	char *why = NULL;

	(void)ldap_get_option(t->ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, &why);
	if (why == NULL || strcmp(why, "(unknown error code)") == 0)
		log_warn("directory %s: TLS: the certificate was refused: its names, its dates, or "
		    "not signed by ldap.ca_file", t->server->uri);
	else
		log_warn("directory %s: TLS: %s", t->server->uri, why);
	ldap_memfree(why);
	return DIRECTORY_DOWN;
}

/* From here on all is encrypted, to the server that was meant. */
static enum directory_result talk_secure(struct talk *t)
{
	int code = t->server->tls_first ? LDAP_SUCCESS : talk_starttls(t);

	if (code != LDAP_SUCCESS)
		return talk_failed(t, "StartTLS", code);
	code = ldap_install_tls(t->ld);
	if (code == LDAP_SUCCESS && ldap_tls_inplace(t->ld) == 1)
		return DIRECTORY_OK;
	return tls_failed(t);
}

static void talk_close(struct talk *t)
{
	if (t->ld == NULL)
		return;
	(void)ldap_unbind_ext(t->ld, NULL, NULL);
	t->ld = NULL;
	timer_close(t);
}

/* Hands the socket to libldap. */
static int talk_begin(struct talk *t, int fd)
{
	ber_len_t longest = REPLY_MAX;
	Sockbuf *buffer;
	int code = ldap_init_fd(fd, LDAP_PROTO_TCP, t->server->uri, &t->ld);

	if (code != LDAP_SUCCESS) {
		(void)close(fd);
		timer_close(t);
		t->ld = NULL;
		return code;
	}
	(void)ldap_get_option(t->ld, LDAP_OPT_SOCKBUF, &buffer);
	(void)ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &longest);
	return ber_sockbuf_add_io(buffer, &layer, LBER_SBIOD_LEVEL_APPLICATION, NULL) == 0 ?
	    LDAP_SUCCESS : LDAP_LOCAL_ERROR;
}

static enum directory_result talk_connect(struct talk *t, long long deadline)
{
	const char *error;
	int fd, code;

	t->deadline = deadline;
	fd = dial(t->server, deadline, &error);
	if (fd < 0) {
		log_warn("directory %s: connect: %s", t->server->uri, error);
		return DIRECTORY_DOWN;
	}
	t->fd = fd;
	timer_open(t);
	timer_set(t, deadline);
	code = talk_begin(t, fd);
	return code == LDAP_SUCCESS ? talk_secure(t) : talk_failed(t, "begin", code);
}

/*
 * Searching
 */

/* Who an entry is and the state of its account; the rest only when the person
 * is known to be the one who signs in. */
static const enum attribute attributes_key[] = {
	A_ID, A_LOGIN, A_CONTROL, A_CONTROL_NOW, A_EXPIRES, A_LOCKED_AT, A_PASSWORD_SET,
	A_PP_LOCKED, A_PP_RESET, A_PP_START, A_PP_END, A_NS_LOCK, ATTRIBUTE__MAX
};
static const enum attribute attributes_group[] = { A_ID, A_CN, ATTRIBUTE__MAX };
static const enum attribute attributes_manager[] = {
	A_ID, A_GIVEN, A_FAMILY, A_DISPLAY, A_CN, ATTRIBUTE__MAX
};

static const char *value_id(struct pool *pool, const struct berval *value)
{
	char *id, *c;

	if (set.guid)
		return value->bv_len != 16 ? "" :
		    id_from_guid(pool, (const unsigned char *)value->bv_val);
	id = pool_strndup(pool, value->bv_val, value->bv_len);
	for (c = id; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'F')
			*c = (char)(*c - 'A' + 'a');
	return id_ok(id) ? id : "";
}

static const char *value_text(struct pool *pool, const struct berval *value)
{
	if (value->bv_len > VALUE_MAX || !text_check(value->bv_val, value->bv_len))
		return "";
	return text_trim(pool, pool_strndup(pool, value->bv_val, value->bv_len));
}

static const char *entry_value(struct talk *t, LDAPMessage *message, enum attribute a)
{
	struct berval **values;
	const char *text = "";

	if (set.attributes[a] == NULL)
		return text;
	values = ldap_get_values_len(t->ld, message, set.attributes[a]);
	if (values != NULL && values[0] != NULL)
		text = a == A_ID ? value_id(t->pool, values[0]) : value_text(t->pool, values[0]);
	ldap_value_free_len(values);
	return text;
}

static void entry_add(struct talk *t, LDAPMessage *message, struct entries *list)
{
	struct entry *e = pool_new(t->pool, struct entry);
	char *dn = ldap_get_dn(t->ld, message);
	int a;

	if (dn == NULL)
		return;
	e->dn = pool_strdup(t->pool, dn);
	ldap_memfree(dn);
	for (a = 0; a < ATTRIBUTE__MAX; a++)
		e->values[a] = entry_value(t, message, (enum attribute)a);
	*list->last = e;
	list->last = &e->next;
	list->n++;
}

/* Names for a search request; NULL asks for all that are known here. */
static char **attributes_ask(struct pool *pool, const enum attribute *wanted)
{
	char **names = pool_array(pool, ATTRIBUTE__MAX + 1, sizeof(*names));
	size_t i, n = 0;

	for (i = 0; wanted == NULL ? i < ATTRIBUTE__MAX : wanted[i] != ATTRIBUTE__MAX; i++) {
		const char *name = set.attributes[wanted == NULL ? i : (size_t)wanted[i]];

		if (name != NULL)
			names[n++] = pool_strdup(pool, name);
	}
	return names;
}

/* Reads entries until the search is done. One at a time: a server that never
 * ends must not fill the memory. */
static int entries_read(struct talk *t, int id, size_t max, struct entries *list)
{
	size_t seen;
	LDAPMessage *message;
	int code;

	for (seen = 0; seen < max + STRAY_MAX; seen++) {
		code = talk_await(t, id, 0, &message);
		if (code != LDAP_SUCCESS)
			return code;
		if (ldap_msgtype(message) == LDAP_RES_SEARCH_RESULT)
			return talk_result(t, message);
		if (ldap_msgtype(message) == LDAP_RES_SEARCH_ENTRY && list->n < max)
			entry_add(t, message, list);
		(void)ldap_msgfree(message);
	}
	return LDAP_PROTOCOL_ERROR;
}

/* Up to max entries; LDAP_SIZELIMIT_EXCEEDED when the server has more, or
 * shows fewer than it has. */
static int search(struct talk *t, const char *base, int scope, const char *filter,
    const enum attribute *wanted, size_t max, struct entries *list)
{
	int id, code;

	*list = (struct entries){ .last = &list->first };
	code = ldap_search_ext(t->ld, base, scope, filter, attributes_ask(t->pool, wanted), 0,
	    NULL, NULL, NULL, (int)max, &id);
	return code == LDAP_SUCCESS ? entries_read(t, id, max, list) : code;
}

/* The one entry that a filter finds. An absent search base is a wrong setting,
 * not an absent person. */
static int search_one(struct talk *t, const char *base, int scope, const char *filter,
    const enum attribute *wanted, struct entry **entry_r, enum directory_reason *reason_r)
{
	struct entries found;
	int code = search(t, base, scope, filter, wanted, 2, &found);

	*entry_r = NULL;
	*reason_r = DIRECTORY_FINE;
	if (code == LDAP_NO_SUCH_OBJECT && scope == LDAP_SCOPE_BASE)
		code = LDAP_SUCCESS;
	if (found.n > 1)
		*reason_r = DIRECTORY_AMBIGUOUS;
	else if (code != LDAP_SUCCESS)
		return code;
	else if (found.n == 0)
		*reason_r = DIRECTORY_UNKNOWN;
	else if (found.first->values[A_ID][0] == '\0')
		*reason_r = DIRECTORY_NO_ID;
	else
		*entry_r = found.first;
	return code == LDAP_SIZELIMIT_EXCEEDED ? LDAP_SUCCESS : code;
}

/*
 * Binding
 */

struct bound {
	enum directory_reason reason;	/* when the answer was no */
	int password_days;		/* -1: not said */
};

/* Active Directory tells why in its text: "..., data 775, v1db1". */
static const struct {
	const char *data;
	enum directory_reason reason;
} data_codes[] = {
	{ "530", DIRECTORY_HOURS },
	{ "531", DIRECTORY_HOURS },
	{ "532", DIRECTORY_PASSWORD_EXPIRED },
	{ "533", DIRECTORY_DISABLED },
	{ "701", DIRECTORY_EXPIRED },
	{ "773", DIRECTORY_MUST_CHANGE },
	{ "775", DIRECTORY_LOCKED },
};

static enum directory_reason reason_from_text(const char *text)
{
	const char *data = text == NULL ? NULL : strstr(text, "data ");
	size_t i;

	for (i = 0; data != NULL && i < sizeof(data_codes) / sizeof(data_codes[0]); i++)
		if (strncmp(data + 5, data_codes[i].data, 3) == 0)
			return data_codes[i].reason;
	return DIRECTORY_WRONG_PASSWORD;
}

/* What OpenLDAP's password policy adds to the answer, when it was asked. */
static void bound_from_policy(struct talk *t, LDAPControl **replies, struct bound *bound_r)
{
	LDAPControl *reply = ldap_control_find(LDAP_CONTROL_PASSWORDPOLICYRESPONSE, replies, NULL);
	LDAPPasswordPolicyError error = PP_noError;
	ber_int_t seconds = -1, grace = -1;

	if (reply == NULL || ldap_parse_passwordpolicy_control(t->ld, reply, &seconds, &grace,
	    &error) != LDAP_SUCCESS)
		return;
	if (error == PP_passwordExpired)
		bound_r->reason = DIRECTORY_PASSWORD_EXPIRED;
	else if (error == PP_accountLocked)
		bound_r->reason = DIRECTORY_LOCKED;
	else if (error == PP_changeAfterReset)
		bound_r->reason = DIRECTORY_MUST_CHANGE;
	if (seconds >= 0)
		bound_r->password_days = seconds / 86400;
	else if (grace >= 0)
		bound_r->password_days = 0;
}

static int bind_result(struct talk *t, LDAPMessage *message, struct bound *bound_r)
{
	LDAPControl **replies = NULL;
	char *text = NULL;
	int code, rc;

	rc = ldap_parse_result(t->ld, message, &code, NULL, &text, NULL, &replies, 1);
	if (rc != LDAP_SUCCESS)
		return rc;
	bound_r->reason = code == LDAP_SUCCESS ? DIRECTORY_FINE : reason_from_text(text);
	bound_from_policy(t, replies, bound_r);
	ldap_memfree(text);
	ldap_controls_free(replies);
	return code;
}

static int bind_as(struct talk *t, const char *dn, const struct berval *password,
    struct bound *bound_r)
{
	LDAPControl policy = { .ldctl_oid = (char *)LDAP_CONTROL_PASSWORDPOLICYREQUEST };
	LDAPControl *controls[] = { &policy, NULL };
	struct berval secret = *password;
	LDAPMessage *message = NULL;
	int id, code;

	*bound_r = (struct bound){ DIRECTORY_WRONG_PASSWORD, -1 };
	/* The last gate in front of a password. An empty one, or an empty name,
	 * would bind as nobody and succeed; a longer message would outgrow
	 * libldap's first buffer, which is left behind unwiped. */
	if (dn[0] == '\0' || strlen(dn) > DN_MAX || secret.bv_len == 0 ||
	    ldap_tls_inplace(t->ld) != 1)
		return LDAP_CONNECT_ERROR;
	code = ldap_sasl_bind(t->ld, dn, LDAP_SASL_SIMPLE, &secret, controls, NULL, &id);
	if (code == LDAP_SUCCESS)
		code = talk_await(t, id, LDAP_RES_BIND, &message);
	return code == LDAP_SUCCESS ? bind_result(t, message, bound_r) : code;
}

static enum directory_result bind_search_account(struct talk *t)
{
	struct berval password = { set.password_len, set.password };
	struct bound bound;
	int code = bind_as(t, set.bind_dn, &password, &bound);

	return code == LDAP_SUCCESS ? DIRECTORY_OK : talk_failed(t, "bind as ldap.bind_dn", code);
}

/* Codes with which servers turn a person away. With any other the server could
 * not decide. */
static bool code_refuses(int code)
{
	switch (code) {
	case LDAP_CONSTRAINT_VIOLATION:		/* 389: too many tries */
	case LDAP_NO_SUCH_OBJECT:
	case LDAP_INVALID_DN_SYNTAX:
	case LDAP_INAPPROPRIATE_AUTH:		/* entry without a password */
	case LDAP_INVALID_CREDENTIALS:
	case LDAP_INSUFFICIENT_ACCESS:
	case LDAP_UNWILLING_TO_PERFORM:		/* account switched off */
		return true;
	default:
		return false;
	}
}

/*
 * Identity: whom the server takes us for after the bind.
 */

/* The name in one spelling, or NULL. */
static const char *dn_normal(struct pool *pool, const char *text)
{
	char *spelt = NULL;
	const char *copy;
	LDAPDN dn;

	if (ldap_str2dn(text, &dn, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS)
		return NULL;
	if (ldap_dn2str(dn, &spelt, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS)
		spelt = NULL;
	ldap_dnfree(dn);
	copy = pool_strdup(pool, spelt);
	ldap_memfree(spelt);
	return copy;
}

/* The answer to "who am I" is "dn:" and a name, or in Active Directory "u:",
 * the domain, a backslash and the login. Empty is nobody. */
static bool identity_matches(struct talk *t, const struct entry *e, const char *who)
{
	const char *a, *b;

	if (text_starts(who, "dn:")) {
		a = dn_normal(t->pool, who + 3);
		b = dn_normal(t->pool, e->dn);
		return a != NULL && b != NULL && a[0] != '\0' && strcasecmp(a, b) == 0;
	}
	a = strrchr(who, '\\');
	return text_starts(who, "u:") && a != NULL && a[1] != '\0' &&
	    strcasecmp(a + 1, e->values[A_LOGIN]) == 0;
}

/* For a server without "who am I": the person must be able to read the id of
 * their own entry, and it must be the one that was found. */
static int identity_read(struct talk *t, const struct entry *e, bool *same_r)
{
	enum directory_reason reason;
	struct entry *own;
	int code = search_one(t, e->dn, LDAP_SCOPE_BASE, "(objectClass=*)", attributes_key, &own,
	    &reason);

	*same_r = own != NULL && strcmp(own->values[A_ID], e->values[A_ID]) == 0;
	return code;
}

static int identity_check(struct talk *t, const struct entry *e, bool *same_r)
{
	struct berval *who = NULL;
	LDAPMessage *message = NULL;
	int id, rc, code = ldap_whoami(t->ld, NULL, NULL, &id);

	*same_r = false;
	if (code == LDAP_SUCCESS)
		code = talk_await(t, id, LDAP_RES_EXTENDED, &message);
	if (code != LDAP_SUCCESS)
		return code;
	rc = ldap_parse_result(t->ld, message, &code, NULL, NULL, NULL, NULL, 0);
	if (rc == LDAP_SUCCESS && code == LDAP_SUCCESS)
		rc = ldap_parse_whoami(t->ld, message, &who);
	(void)ldap_msgfree(message);
	if (rc != LDAP_SUCCESS)
		return rc;
	if (code == LDAP_PROTOCOL_ERROR || code == LDAP_UNWILLING_TO_PERFORM)
		return identity_read(t, e, same_r);
	if (code == LDAP_SUCCESS && who != NULL)
		*same_r = identity_matches(t, e, pool_strndup(t->pool, who->bv_val, who->bv_len));
	ber_bvfree(who);
	return code;
}

/*
 * The state of an account, as far as its entry tells.
 */

/* 0 for none and for never. */
static long long value_filetime(const char *value)
{
	unsigned long long ticks;

	if (!text_number(value, &ticks) || ticks == 0 || ticks >= 0x7fffffffffffffffULL)
		return 0;
	return (long long)(ticks / 10000000) - FILETIME_EPOCH;
}

static unsigned long long value_bits(const char *value)
{
	unsigned long long bits;

	return text_number(value, &bits) ? bits : 0;
}

/* Compares an LDAP time (20260102030405Z, UTC) with now: the digits sort. */
static int value_time_compare(const char *value, time_t now)
{
	char text[32];
	struct tm utc;

	(void)gmtime_r(&now, &utc);
	(void)strftime(text, sizeof(text), "%Y%m%d%H%M%S", &utc);
	return strncmp(value, text, strlen(text));
}

static enum directory_reason state_active_directory(const struct entry *e, time_t now)
{
	unsigned long long control = value_bits(e->values[A_CONTROL]);
	unsigned long long today = value_bits(e->values[A_CONTROL_NOW]);
	long long ends = value_filetime(e->values[A_EXPIRES]);

	if ((control & UAC_DISABLED) != 0)
		return DIRECTORY_DISABLED;
	if (ends != 0 && ends <= now)
		return DIRECTORY_EXPIRED;
	/* lockoutTime stays after the lock has ended; the computed bits do not. */
	if ((today & UAC_LOCKED) != 0 || (e->values[A_CONTROL_NOW][0] == '\0' &&
	    value_filetime(e->values[A_LOCKED_AT]) != 0))
		return DIRECTORY_LOCKED;
	if ((today & UAC_PASSWORD_EXPIRED) != 0)
		return DIRECTORY_PASSWORD_EXPIRED;
	if (strcmp(e->values[A_PASSWORD_SET], "0") == 0 && (control & UAC_NEVER_EXPIRES) == 0)
		return DIRECTORY_MUST_CHANGE;
	return DIRECTORY_FINE;
}

static enum directory_reason state_policy(const struct entry *e, time_t now)
{
	const char *start = e->values[A_PP_START], *end = e->values[A_PP_END];

	if (strcasecmp(e->values[A_NS_LOCK], "true") == 0)
		return DIRECTORY_DISABLED;
	if (e->values[A_PP_LOCKED][0] != '\0')
		return DIRECTORY_LOCKED;
	if ((start[0] != '\0' && value_time_compare(start, now) > 0) ||
	    (end[0] != '\0' && value_time_compare(end, now) <= 0))
		return DIRECTORY_EXPIRED;
	if (strcasecmp(e->values[A_PP_RESET], "true") == 0)
		return DIRECTORY_MUST_CHANGE;
	return DIRECTORY_FINE;
}

static enum directory_reason state_check(const struct entry *e)
{
	time_t now = time(NULL);
	enum directory_reason reason = state_active_directory(e, now);

	return reason != DIRECTORY_FINE ? reason : state_policy(e, now);
}

/*
 * Groups
 */

static bool group_known(const struct directory_person *person, const struct entry *e)
{
	size_t i;

	for (i = 0; i < person->groups_n; i++)
		if (strcasecmp(person->groups[i].dn, e->dn) == 0)
			return true;
	return false;
}

/* Adds the groups that name dn as a member and are not there yet. */
static int groups_add(struct talk *t, const char *dn, struct directory_group *groups,
    struct directory_person *person)
{
	const char *filter = filter_fill(t->pool, set.group_filter,
	    directory_escape_filter(t->pool, dn, strlen(dn)));
	const struct entry *e;
	struct entries found;
	int code = search(t, set.group_base, LDAP_SCOPE_SUBTREE, filter, attributes_group,
	    GROUPS_MAX, &found);

	for (e = found.first; e != NULL && person->groups_n < GROUPS_MAX; e = e->next)
		if (!group_known(person, e))
			groups[person->groups_n++] = (struct directory_group){
				.id = e->values[A_ID], .name = e->values[A_CN], .dn = e->dn
			};
	if (code != LDAP_SIZELIMIT_EXCEEDED && person->groups_n < GROUPS_MAX)
		return code;
	log_warn("directory %s: somebody is in more groups than are read (%d)", t->server->uri,
	    GROUPS_MAX);
	return code == LDAP_SIZELIMIT_EXCEEDED ? LDAP_SUCCESS : code;
}

/* Groups, then the groups they are in, and so on. A group is asked about once,
 * so that groups that contain each other come to an end. */
static int groups_load(struct talk *t, const char *dn, struct directory_person *person)
{
	struct directory_group *groups = pool_array(t->pool, GROUPS_MAX, sizeof(*groups));
	size_t next = 0, end;
	int depth, code;

	person->groups = groups;
	code = groups_add(t, dn, groups, person);
	if (!set.recursive)
		return code;
	for (depth = 1; depth < GROUP_DEPTH && next < person->groups_n; depth++)
		for (end = person->groups_n; code == LDAP_SUCCESS && next < end; next++)
			code = groups_add(t, groups[next].dn, groups, person);
	return code;
}

/*
 * Persons
 */

static const char *display_name(struct pool *pool, const struct entry *e)
{
	const char *const *v = e->values;

	if (v[A_DISPLAY][0] != '\0')
		return v[A_DISPLAY];
	if (v[A_GIVEN][0] != '\0' && v[A_FAMILY][0] != '\0')
		return pool_printf(pool, "%s %s", v[A_GIVEN], v[A_FAMILY]);
	return v[A_CN][0] != '\0' ? v[A_CN] : v[A_LOGIN];
}

/* A manager whose entry cannot be read is no manager. */
static int manager_load(struct talk *t, const char *dn, struct directory_person *person)
{
	enum directory_reason reason;
	struct entry *e;
	int code;

	person->manager = person->manager_id = "";
	if (dn[0] == '\0')
		return LDAP_SUCCESS;
	code = search_one(t, dn, LDAP_SCOPE_BASE, "(objectClass=*)", attributes_manager, &e,
	    &reason);
	if (e != NULL) {
		person->manager = display_name(t->pool, e);
		person->manager_id = e->values[A_ID];
	}
	return code < 0 ? code : LDAP_SUCCESS;
}

static int password_days(const struct entry *e)
{
	long long ends = value_filetime(e->values[A_PASSWORD_ENDS]);
	long long days = (ends - time(NULL)) / 86400;

	if (ends == 0 || days > 36500)
		return -1;
	return days < 0 ? 0 : (int)days;
}

/* Fills the person from an entry whose account is live. */
static enum directory_result person_load(struct talk *t, const struct entry *e,
    struct directory_person *person_r)
{
	const char *const *v = e->values;
	int code;

	*person_r = (struct directory_person){
		.reason = state_check(e),
		.id = v[A_ID], .login = v[A_LOGIN], .given = v[A_GIVEN],
		.family = v[A_FAMILY], .display = display_name(t->pool, e),
		.mail = v[A_MAIL], .phone = v[A_PHONE], .job_title = v[A_JOB_TITLE],
		.agency = v[A_AGENCY], .team = v[A_TEAM],
		.password_days = password_days(e),
	};
	if (person_r->reason != DIRECTORY_FINE)
		return DIRECTORY_REFUSED;
	code = groups_load(t, e->dn, person_r);
	if (code != LDAP_SUCCESS)
		return talk_failed(t, "groups", code);
	code = manager_load(t, v[A_MANAGER], person_r);
	if (code != LDAP_SUCCESS)
		return talk_failed(t, "manager", code);
	return DIRECTORY_OK;
}

static enum directory_result refuse(enum directory_reason reason,
    struct directory_person *person_r)
{
	*person_r = (struct directory_person){ .reason = reason, .password_days = -1 };
	return DIRECTORY_REFUSED;
}

/* Reads the person anew with the search account's rights, after the bind: only
 * now does the entry say what the bind changed (a lock that has ended). */
static enum directory_result person_reread(struct talk *t, const struct question *q,
    const struct entry *bound_as, int days, struct directory_person *person_r)
{
	enum directory_reason reason;
	enum directory_result result = bind_search_account(t);
	struct entry *e;
	int code;

	if (result != DIRECTORY_OK)
		return result;
	code = search_one(t, bound_as->dn, LDAP_SCOPE_BASE, filter_fill(t->pool,
	    set.login_filter, q->login), NULL, &e, &reason);
	if (code != LDAP_SUCCESS)
		return talk_failed(t, "reading the person", code);
	if (e == NULL || strcmp(e->values[A_ID], bound_as->values[A_ID]) != 0)
		return refuse(e == NULL ? reason : DIRECTORY_NOT_ITSELF, person_r);
	result = person_load(t, e, person_r);
	if (person_r->password_days < 0)
		person_r->password_days = days;
	return result;
}

/* Servers seldom tell a bad state from a wrong password; the entry may. */
static enum directory_reason reason_better(enum directory_reason reason, const struct entry *e)
{
	enum directory_reason state = state_check(e);

	return reason == DIRECTORY_WRONG_PASSWORD && state != DIRECTORY_FINE ? state : reason;
}

/* Found, the password tried, and the server's word on who we are. A name that
 * was not found costs the same steps as one with a wrong password. */
static enum directory_result ask_sign_in(struct talk *t, const struct question *q,
    struct directory_person *person_r)
{
	enum directory_reason reason;
	struct bound bound;
	struct entry *e;
	bool same;
	int code;

	code = search_one(t, set.base, LDAP_SCOPE_SUBTREE, filter_fill(t->pool,
	    set.login_filter, q->login), attributes_key, &e, &reason);
	if (code != LDAP_SUCCESS)
		return talk_failed(t, "looking for a login", code);
	code = bind_as(t, e == NULL ? set.nobody_dn : e->dn, &q->password, &bound);
	if (code != LDAP_SUCCESS && !code_refuses(code))
		return talk_failed(t, "bind", code);
	if (e == NULL)
		return refuse(reason, person_r);
	if (code != LDAP_SUCCESS || bound.reason == DIRECTORY_MUST_CHANGE)
		return refuse(reason_better(bound.reason, e), person_r);
	code = identity_check(t, e, &same);
	if (code != LDAP_SUCCESS)
		return talk_failed(t, "who am I", code);
	if (!same)
		return refuse(DIRECTORY_NOT_ITSELF, person_r);
	return person_reread(t, q, e, bound.password_days, person_r);
}

/* The login filter applies to live sessions too, with any login. */
static enum directory_result ask_check(struct talk *t, const struct question *q,
    struct directory_person *person_r)
{
	const char *filter = pool_printf(t->pool, "(&(%s=%s)%s)", set.attributes[A_ID],
	    id_filter_value(t->pool, q->id), filter_fill(t->pool, set.login_filter, "*"));
	enum directory_reason reason;
	struct entry *e;
	int code;

	code = search_one(t, set.base, LDAP_SCOPE_SUBTREE, filter, NULL, &e, &reason);
	if (code != LDAP_SUCCESS)
		return talk_failed(t, "looking for an id", code);
	return e == NULL ? refuse(reason, person_r) : person_load(t, e, person_r);
}

/*
 * Servers
 */

typedef enum directory_result ask_fn(struct talk *, const struct question *,
    struct directory_person *);

/* The connection that directory_check keeps. Never one that a person's
 * password was tried on. */
static struct talk kept;

/* The first in order that is not to be asked last; else the one that failed
 * longest ago. NULL when all have been tried. */
static struct server *server_next(const bool *tried)
{
	struct server *s, *best = NULL;
	long long now = clock_ms();
	size_t i;

	for (i = 0; i < set.servers_n; i++) {
		s = &set.servers[i];
		if (tried[i])
			continue;
		if (s->back_at <= now)
			return s;
		if (best == NULL || s->back_at < best->back_at)
			best = s;
	}
	return best;
}

static enum directory_result server_ask(struct talk *t, long long deadline, ask_fn *ask,
    const struct question *q, struct directory_person *person_r)
{
	enum directory_result result = talk_connect(t, deadline);

	if (result == DIRECTORY_OK)
		result = bind_search_account(t);
	if (result == DIRECTORY_OK)
		result = ask(t, q, person_r);
	t->server->back_at = result == DIRECTORY_DOWN ? clock_ms() + PENALTY_MS : 0;
	return result;
}

/* Asks one server after the other until one has an answer or the end has come.
 * The talk of the last one is left open. */
static enum directory_result servers_ask(struct talk *t, long long end, ask_fn *ask,
    const struct question *q, struct directory_person *person_r)
{
	bool tried[SERVERS_MAX] = { false };
	enum directory_result result = DIRECTORY_DOWN;
	long long now;

	while ((now = clock_ms()) < end && (t->server = server_next(tried)) != NULL) {
		tried[t->server - set.servers] = true;
		result = server_ask(t, now + set.timeout_ms < end ? now + set.timeout_ms : end,
		    ask, q, person_r);
		if (result != DIRECTORY_DOWN)
			return result;
		talk_close(t);
	}
	*person_r = (struct directory_person){ .password_days = -1 };
	return result;
}

/* A directory works a little longer on a name that exists: it reads the entry,
 * hashes the password, counts the failure. Rounded up, nobody sees by how much. */
static void refusal_wait(long long began)
{
	long long late = (clock_ms() - began) / REFUSAL_MS + 1;
	long long until = began + late * REFUSAL_MS;
	struct timespec when = { until / 1000, until % 1000 * 1000000 };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR)
		;
}

static bool login_ok(const char *login)
{
	return text_only(login, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789._@-", DIRECTORY_LOGIN_MAX);
}

enum directory_result directory_sign_in(struct pool *pool, const char *login,
    const char *password, size_t len, struct directory_person *person_r)
{
	struct talk talk = { .pool = pool };
	struct question q = { .password = { len, (char *)password } };
	enum directory_result result;
	long long began = clock_ms();

	assert(set.servers_n > 0);
	if (!login_ok(login))
		return refuse(DIRECTORY_LOGIN_SHAPE, person_r);
	if (len == 0 || len > DIRECTORY_PASSWORD_MAX)
		return refuse(DIRECTORY_PASSWORD_SHAPE, person_r);
	q.login = directory_escape_filter(pool, login, strlen(login));
	result = servers_ask(&talk, began + set.timeout_ms + SPARE_MS, ask_sign_in, &q, person_r);
	talk_close(&talk);
	if (result == DIRECTORY_REFUSED)
		refusal_wait(began);
	return result;
}

/* One more question to the server that is still on the line. It may have hung
 * up meanwhile: then all is as if there had been no line. */
static enum directory_result kept_ask(const struct question *q,
    struct directory_person *person_r)
{
	enum directory_result result = DIRECTORY_DOWN;

	if (kept.ld == NULL)
		return result;
	if (clock_ms() < kept.used_at + KEEP_MS) {
		timer_set(&kept, clock_ms() + SPARE_MS);
		result = ask_check(&kept, q, person_r);
	}
	if (result != DIRECTORY_DOWN)
		return result;
	if (clock_ms() >= kept.deadline && kept.deadline != 0)
		kept.server->back_at = clock_ms() + PENALTY_MS;
	talk_close(&kept);
	return result;
}

enum directory_result directory_check(struct pool *pool, const char *id,
    struct directory_person *person_r)
{
	long long end = clock_ms() + set.timeout_ms + SPARE_MS;
	struct question q = { .id = id };
	enum directory_result result;

	assert(set.servers_n > 0);
	if (!id_ok(id))
		return refuse(DIRECTORY_UNKNOWN, person_r);
	kept.pool = pool;
	result = kept_ask(&q, person_r);
	if (result == DIRECTORY_DOWN)
		result = servers_ask(&kept, end, ask_check, &q, person_r);
	if (kept.ld != NULL)
		timer_set(&kept, 0);
	kept.pool = NULL;
	kept.used_at = clock_ms();
	return result;
}

void directory_close(void)
{
	talk_close(&kept);
}
