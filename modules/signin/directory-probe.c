#include <string.h>

#include "certificate.h"
#include "directory-ldap.h"
#include "directory-name.h"
#include "pool.h"

static const enum attribute attributes_name[] = { A_CN, ATTRIBUTE__MAX };

size_t directory_servers(void)
{
	return directory_set.servers_n;
}

const char *directory_server(size_t i)
{
	return directory_set.servers[i].uri;
}

/* Until when the server's own certificate is good. That it was signed by ldap.ca_file,
 * and is the server's, the handshake has shown. */
static long long certificate_of(struct talk *t)
{
	struct berval der = { 0 };
	long long end = 0;

	if (ldap_get_option(t->ld, LDAP_OPT_X_TLS_PEERCERT, &der) != LDAP_OPT_SUCCESS ||
	    der.bv_val == NULL)
		return 0;
	if (!certificate_end((const unsigned char *)der.bv_val, der.bv_len, &end))
		end = 0;
	ldap_memfree(der.bv_val);
	return end;
}

static enum directory_result talk_open(struct talk *t)
{
	enum directory_result result = directory_talk_connect(t,
	    directory_clock_ms() + directory_set.timeout_ms);

	return result == DIRECTORY_OK ? directory_bind_search_account(t) : result;
}

void directory_look(struct pool *pool, size_t i, struct directory_look *look_r)
{
	struct talk t = { .pool = pool, .server = &directory_set.servers[i] };

	*look_r = (struct directory_look){ .result = talk_open(&t) };
	if (t.ld != NULL)
		look_r->certificate_end = certificate_of(&t);
	directory_talk_close(&t);
}

/* By its place in the tree, or by what it is called. An id that is kept as bytes
 * (objectGUID) cannot be asked for as text. */
static int group_search(struct talk *t, const char *name, struct entries *found_r)
{
	const char *safe = directory_escape_filter(t->pool, name, strlen(name));

	if (strchr(name, '=') != NULL)
		return directory_search(t, name, LDAP_SCOPE_BASE, "(objectClass=*)", attributes_name,
		    2, found_r);
	return directory_search(t, directory_set.group_base, LDAP_SCOPE_SUBTREE, directory_set.guid ?
	    pool_printf(t->pool, "(cn=%s)", safe) :
	    pool_printf(t->pool, "(|(cn=%s)(%s=%s))", safe, directory_set.attributes[A_ID], safe),
	    attributes_name, 2, found_r);
}

enum directory_result directory_group_find(struct pool *pool, const char *name)
{
	enum directory_result result = DIRECTORY_DOWN;
	struct entries found;
	size_t i;
	int code;

	for (i = 0; i < directory_set.servers_n && result == DIRECTORY_DOWN; i++) {
		struct talk t = { .pool = pool, .server = &directory_set.servers[i] };

		if (talk_open(&t) == DIRECTORY_OK) {
			code = group_search(&t, name, &found);
			if (code == LDAP_SUCCESS || code == LDAP_SIZELIMIT_EXCEEDED ||
			    code == LDAP_NO_SUCH_OBJECT)
				result = found.n > 0 ? DIRECTORY_OK : DIRECTORY_REFUSED;
			else
				result = directory_talk_failed(&t, "search of a group", code);
		}
		directory_talk_close(&t);
	}
	return result;
}
