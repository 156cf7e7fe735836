#include <string.h>
#include <strings.h>

#include "directory-ldap.h"
#include "pool.h"
#include "text.h"

#define DN_MAX		2048		/* bytes of a name that is bound as */

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

int directory_bind_as(struct talk *t, const char *dn, const struct berval *password,
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
		code = directory_talk_await(t, id, LDAP_RES_BIND, &message);
	return code == LDAP_SUCCESS ? bind_result(t, message, bound_r) : code;
}

enum directory_result directory_bind_search_account(struct talk *t)
{
	struct berval password = { directory_set.password_len, directory_set.password };
	struct bound bound;
	int code = directory_bind_as(t, directory_set.bind_dn, &password, &bound);

	return code == LDAP_SUCCESS ? DIRECTORY_OK :
	    directory_talk_failed(t, "bind as ldap.bind_dn", code);
}

/* Codes with which servers turn a person away. With any other the server could
 * not decide. */
bool directory_code_refuses(int code)
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
	int code = directory_search_one(t, e->dn, LDAP_SCOPE_BASE, "(objectClass=*)",
	    directory_attributes_key, &own, &reason);

	*same_r = own != NULL && strcmp(own->values[A_ID], e->values[A_ID]) == 0;
	return code;
}

int directory_identity_check(struct talk *t, const struct entry *e, bool *same_r)
{
	struct berval *who = NULL;
	LDAPMessage *message = NULL;
	int id, rc, code = ldap_whoami(t->ld, NULL, NULL, &id);

	*same_r = false;
	if (code == LDAP_SUCCESS)
		code = directory_talk_await(t, id, LDAP_RES_EXTENDED, &message);
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
