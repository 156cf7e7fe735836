#include <string.h>

#include "directory-ldap.h"
#include "directory-name.h"
#include "pool.h"
#include "text.h"

#define STRAY_MAX	100		/* messages between entries that are none */
#define VALUE_MAX	1024		/* bytes of a text about a person */

/* Who an entry is and the state of its account; the rest only when the person
 * is known to be the one who signs in. */
const enum attribute directory_attributes_key[] = {
	A_ID, A_LOGIN, A_CONTROL, A_CONTROL_NOW, A_EXPIRES, A_LOCKED_AT, A_PASSWORD_SET,
	A_PP_LOCKED, A_PP_RESET, A_PP_START, A_PP_END, A_NS_LOCK, ATTRIBUTE__MAX
};

static const char *value_id(struct pool *pool, const struct berval *value)
{
	char *id, *c;

	if (directory_set.guid)
		return value->bv_len != 16 ? "" :
		    directory_id_from_guid(pool, (const unsigned char *)value->bv_val);
	id = pool_strndup(pool, value->bv_val, value->bv_len);
	for (c = id; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'F')
			*c = (char)(*c - 'A' + 'a');
	return directory_id_ok(id) ? id : "";
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

	if (directory_set.attributes[a] == NULL)
		return text;
	values = ldap_get_values_len(t->ld, message, directory_set.attributes[a]);
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
		const char *name = directory_set.attributes[wanted == NULL ? i : (size_t)wanted[i]];

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
		code = directory_talk_await(t, id, 0, &message);
		if (code != LDAP_SUCCESS)
			return code;
		if (ldap_msgtype(message) == LDAP_RES_SEARCH_RESULT)
			return directory_talk_result(t, message);
		if (ldap_msgtype(message) == LDAP_RES_SEARCH_ENTRY && list->n < max)
			entry_add(t, message, list);
		(void)ldap_msgfree(message);
	}
	return LDAP_PROTOCOL_ERROR;
}

/* Up to max entries; LDAP_SIZELIMIT_EXCEEDED when the server has more, or
 * shows fewer than it has. */
int directory_search(struct talk *t, const char *base, int scope, const char *filter,
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
int directory_search_one(struct talk *t, const char *base, int scope, const char *filter,
    const enum attribute *wanted, struct entry **entry_r, enum directory_reason *reason_r)
{
	struct entries found;
	int code = directory_search(t, base, scope, filter, wanted, 2, &found);

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
