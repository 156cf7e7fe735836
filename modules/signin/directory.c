#include <assert.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "directory-ldap.h"
#include "directory-name.h"
#include "log.h"
#include "pool.h"
#include "text.h"

#define SPARE_MS	1000		/* for all other servers together */
#define PENALTY_MS	30000		/* a server that failed is asked last */
#define KEEP_MS		10000		/* an idle connection of directory_check */
#define REFUSAL_MS	100		/* a refusal takes a multiple of this */
#define GROUPS_MAX	500
#define GROUP_DEPTH	10

/* What is asked of a server: a login with a password, or an id. */
struct question {
	const char *login;
	struct berval password;
	const char *id;
};

static const enum attribute attributes_group[] = { A_ID, A_CN, ATTRIBUTE__MAX };
static const enum attribute attributes_manager[] = {
	A_ID, A_GIVEN, A_FAMILY, A_DISPLAY, A_CN, ATTRIBUTE__MAX
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
	const char *filter = directory_filter_fill(t->pool, directory_set.group_filter,
	    directory_escape_filter(t->pool, dn, strlen(dn)));
	const struct entry *e;
	struct entries found;
	int code = directory_search(t, directory_set.group_base, LDAP_SCOPE_SUBTREE, filter,
	    attributes_group, GROUPS_MAX, &found);

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
	if (!directory_set.recursive)
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
	code = directory_search_one(t, dn, LDAP_SCOPE_BASE, "(objectClass=*)", attributes_manager, &e,
	    &reason);
	if (e != NULL) {
		person->manager = display_name(t->pool, e);
		person->manager_id = e->values[A_ID];
	}
	return code < 0 ? code : LDAP_SUCCESS;
}

/* Fills the person from an entry whose account is live. */
static enum directory_result person_load(struct talk *t, const struct entry *e,
    struct directory_person *person_r)
{
	const char *const *v = e->values;
	int code;

	*person_r = (struct directory_person){
		.reason = directory_state(e),
		.id = v[A_ID], .login = v[A_LOGIN], .given = v[A_GIVEN],
		.family = v[A_FAMILY], .display = display_name(t->pool, e),
		.mail = v[A_MAIL], .phone = v[A_PHONE], .job_title = v[A_JOB_TITLE],
		.agency = v[A_AGENCY], .team = v[A_TEAM],
		.password_days = directory_password_days(e),
	};
	if (person_r->reason != DIRECTORY_FINE)
		return DIRECTORY_REFUSED;
	code = groups_load(t, e->dn, person_r);
	if (code != LDAP_SUCCESS)
		return directory_talk_failed(t, "groups", code);
	code = manager_load(t, v[A_MANAGER], person_r);
	if (code != LDAP_SUCCESS)
		return directory_talk_failed(t, "manager", code);
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
	enum directory_result result = directory_bind_search_account(t);
	struct entry *e;
	int code;

	if (result != DIRECTORY_OK)
		return result;
	code = directory_search_one(t, bound_as->dn, LDAP_SCOPE_BASE, directory_filter_fill(t->pool,
	    directory_set.login_filter, q->login), NULL, &e, &reason);
	if (code != LDAP_SUCCESS)
		return directory_talk_failed(t, "reading the person", code);
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
	enum directory_reason state = directory_state(e);

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

	code = directory_search_one(t, directory_set.base, LDAP_SCOPE_SUBTREE,
	    directory_filter_fill(t->pool, directory_set.login_filter, q->login),
	    directory_attributes_key, &e, &reason);
	if (code != LDAP_SUCCESS)
		return directory_talk_failed(t, "looking for a login", code);
	code = directory_bind_as(t, e == NULL ? directory_set.nobody_dn : e->dn, &q->password, &bound);
	t->told = code < 0 && code != LDAP_CONNECT_ERROR;
	if (code != LDAP_SUCCESS && !directory_code_refuses(code))
		return directory_talk_failed(t, "bind", code);
	if (e == NULL)
		return refuse(reason, person_r);
	if (code != LDAP_SUCCESS || bound.reason == DIRECTORY_MUST_CHANGE)
		return refuse(reason_better(bound.reason, e), person_r);
	code = directory_identity_check(t, e, &same);
	if (code != LDAP_SUCCESS)
		return directory_talk_failed(t, "who am I", code);
	if (!same)
		return refuse(DIRECTORY_NOT_ITSELF, person_r);
	return person_reread(t, q, e, bound.password_days, person_r);
}

/* The login filter applies to live sessions too, with any login. */
static enum directory_result ask_check(struct talk *t, const struct question *q,
    struct directory_person *person_r)
{
	const char *filter = pool_printf(t->pool, "(&(%s=%s)%s)", directory_set.attributes[A_ID],
	    directory_id_filter_value(t->pool, q->id,
	    directory_set.guid), directory_filter_fill(t->pool, directory_set.login_filter, "*"));
	enum directory_reason reason;
	struct entry *e;
	int code;

	code = directory_search_one(t, directory_set.base, LDAP_SCOPE_SUBTREE, filter, NULL, &e, &reason);
	if (code != LDAP_SUCCESS)
		return directory_talk_failed(t, "looking for an id", code);
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
	long long now = directory_clock_ms();
	size_t i;

	for (i = 0; i < directory_set.servers_n; i++) {
		s = &directory_set.servers[i];
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
	enum directory_result result = directory_talk_connect(t, deadline);

	if (result == DIRECTORY_OK)
		result = directory_bind_search_account(t);
	if (result == DIRECTORY_OK)
		result = ask(t, q, person_r);
	t->server->back_at = result == DIRECTORY_DOWN ? directory_clock_ms() + PENALTY_MS : 0;
	return result;
}

/* Asks one server after the other until one has an answer or the end has come.
 * One that fell silent over a person's password may have counted it: a wrong one is
 * not counted again elsewhere, where it would bring a lock nearer. Who tries again
 * is asked of another. The talk of the last one is left open. */
static enum directory_result servers_ask(struct talk *t, long long end, ask_fn *ask,
    const struct question *q, struct directory_person *person_r)
{
	bool tried[SERVERS_MAX] = { false };
	enum directory_result result = DIRECTORY_DOWN;
	long long now;

	while (!t->told && (now = directory_clock_ms()) < end &&
	    (t->server = server_next(tried)) != NULL) {
		tried[t->server - directory_set.servers] = true;
		result = server_ask(t, now + directory_set.timeout_ms < end ?
		    now + directory_set.timeout_ms : end, ask, q, person_r);
		if (result != DIRECTORY_DOWN)
			return result;
		directory_talk_close(t);
	}
	*person_r = (struct directory_person){ .password_days = -1 };
	return result;
}

/* A directory works a little longer on a name that exists: it reads the entry,
 * hashes the password, counts the failure. Rounded up, nobody sees by how much. */
static void refusal_wait(long long began)
{
	long long late = (directory_clock_ms() - began) / REFUSAL_MS + 1;
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
	long long began = directory_clock_ms();

	assert(directory_set.servers_n > 0);
	if (!login_ok(login))
		return refuse(DIRECTORY_LOGIN_SHAPE, person_r);
	if (len == 0 || len > DIRECTORY_PASSWORD_MAX)
		return refuse(DIRECTORY_PASSWORD_SHAPE, person_r);
	q.login = directory_escape_filter(pool, login, strlen(login));
	result = servers_ask(&talk, began + directory_set.timeout_ms + SPARE_MS, ask_sign_in, &q,
	    person_r);
	directory_talk_close(&talk);
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
	if (directory_clock_ms() < kept.used_at + KEEP_MS) {
		directory_timer_set(&kept, directory_clock_ms() + SPARE_MS);
		result = ask_check(&kept, q, person_r);
	}
	if (result != DIRECTORY_DOWN)
		return result;
	if (directory_clock_ms() >= kept.deadline && kept.deadline != 0)
		kept.server->back_at = directory_clock_ms() + PENALTY_MS;
	directory_talk_close(&kept);
	return result;
}

enum directory_result directory_check(struct pool *pool, const char *id,
    struct directory_person *person_r)
{
	long long end = directory_clock_ms() + directory_set.timeout_ms + SPARE_MS;
	struct question q = { .id = id };
	enum directory_result result;

	assert(directory_set.servers_n > 0);
	if (!directory_id_ok(id))
		return refuse(DIRECTORY_UNKNOWN, person_r);
	kept.pool = pool;
	result = kept_ask(&q, person_r);
	if (result == DIRECTORY_DOWN)
		result = servers_ask(&kept, end, ask_check, &q, person_r);
	if (kept.ld != NULL)
		directory_timer_set(&kept, 0);
	kept.pool = NULL;
	kept.used_at = directory_clock_ms();
	return result;
}

void directory_close(void)
{
	directory_talk_close(&kept);
}
