#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory-ldap.h"
#include "log.h"
#include "pool.h"
#include "str.h"
#include "text.h"

#define RULE_IN_CHAIN	"1.2.840.113556.1.4.1941"

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

struct directory_set directory_set;

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

	memcpy(directory_set.attributes, attribute_names, sizeof(directory_set.attributes));
	for (i = 0; i < sizeof(attribute_settings) / sizeof(attribute_settings[0]); i++) {
		const char *setting = attribute_settings[i].setting;
		const char *name = conf_text(setting);

		if (name[0] == '\0')
			continue;
		if (!text_only(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789-.;", 128))
			log_fatal("settings: %s is not an attribute's name", setting);
		directory_set.attributes[attribute_settings[i].attribute] = name;
	}
	if (directory_set.attributes[A_LOGIN] == NULL)
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
	s->host = pool_strdup(directory_set.pool, url->lud_host);
	s->port = pool_printf(directory_set.pool, "%d", url->lud_port);
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
	for (directory_set.servers_n = 0; directory_set.servers_n < n; directory_set.servers_n++)
		server_load(&directory_set.servers[directory_set.servers_n], uris[directory_set.servers_n],
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
	n = read(fd, directory_set.password, sizeof(directory_set.password));
	(void)close(fd);
	if (n > 0 && directory_set.password[n - 1] == '\n')
		n--;
	if (n < 1 || n > DIRECTORY_PASSWORD_MAX)
		log_fatal("settings: ldap.bind_password_file %s must hold 1 to %d bytes", path,
		    DIRECTORY_PASSWORD_MAX);
	directory_set.password_len = (size_t)n;
}

/* "member=%s" becomes "member:1.2.840.113556.1.4.1941:=%s": Active Directory
 * then follows groups within groups itself. */
static const char *filter_in_chain(const char *template)
{
	const char *mark;
	struct str out;

	str_init(&out, directory_set.pool);
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
	directory_set.login_filter = filter_needed("ldap.login_filter");
	directory_set.group_filter = filter_needed("ldap.group_filter");
	directory_set.recursive = strcmp(conf_text("ldap.nested"), "recursive") == 0;
	if (strcmp(conf_text("ldap.nested"), "in-chain") == 0)
		directory_set.group_filter = filter_in_chain(directory_set.group_filter);
}

static void settings_load(void)
{
	long seconds = conf_number("ldap.timeout_seconds");

	if (seconds < 1 || seconds > 20)
		log_fatal("settings: ldap.timeout_seconds must be 1 to 20");
	directory_set.timeout_ms = seconds * 1000LL;
	directory_set.base = text_needed("ldap.base");
	directory_set.group_base = conf_text("ldap.group_base");
	if (directory_set.group_base[0] == '\0')
		directory_set.group_base = directory_set.base;
	directory_set.bind_dn = text_needed("ldap.bind_dn");
	directory_set.nobody_dn = conf_text("ldap.nobody_dn");
	if (directory_set.nobody_dn[0] == '\0')
		directory_set.nobody_dn = pool_printf(directory_set.pool, "cn=nobody,%s", directory_set.base);
	directory_set.guid = strcmp(conf_text("ldap.id_attribute"), "objectGUID") == 0;
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
	struct sigaction on_overdue = { .sa_handler = directory_overdue };

	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&on_overdue.sa_mask);
	if (sigaction(SIGRTMIN, &on_overdue, NULL) != 0)
		log_fatal("directory: no timer: %s", strerror(errno));
	directory_set.pool = pool_create();
	settings_load();
	library_load();
	servers_load();
}
