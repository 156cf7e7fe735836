#include <string.h>

#include "conf.h"
#include "db.h"
#include "guest.h"
#include "http.h"
#include "pool.h"
#include "session.h"

const struct conf_setting session_settings[] = {
	{ "session.idle_minutes", CONF_NUMBER, "30", NULL },
	{ "session.warn_minutes", CONF_NUMBER, "25", NULL },
	{ "session.longest_hours", CONF_NUMBER, "10", NULL },
	{ "session.directory_grace_minutes", CONF_NUMBER, "15", NULL },
	/* Of one-off entries (guest.h). */
	{ "session.guest_minutes", CONF_NUMBER, "20", NULL },
	{ "session.guest_days", CONF_NUMBER, "7", NULL },
	{ "session.guest_tries", CONF_NUMBER, "10", NULL },
	/* Of a case opened in an emergency (emergency.h). */
	{ "session.emergency_hours", CONF_NUMBER, "4", NULL },
	{ "session.emergency_minutes", CONF_NUMBER, "15", NULL },
	{ "session.service_role", CONF_LIST, NULL, NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

enum { FIND, OF, SEEN };

#define PERSON	" a.disabled_on IS NOT NULL OR a.training_on IS NULL OR a.checked_on IS NULL," \
	" a.team, a.manager, a.login, a.given, a.family, a.job_title, a.agency, a.service," \
	" a.phone, a.email," \
	" (SELECT GROUP_CONCAT(r.role SEPARATOR ' ') FROM everychild.account_role r" \
	"   WHERE r.account = a.id)"
#define FOUND	"uuuusuuusssssssss"
/* Behind those: whether the account is a guest's, and its entry while that holds. */
#define GUEST	" a.directory_id LIKE '" GUEST_ACCOUNT "%' OR g.account IS NOT NULL," \
	" COALESCE(g.revoked_at IS NULL AND g.expires_at > UTC_TIMESTAMP(6), 0)," \
	" COALESCE(GREATEST(TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), g.expires_at), 0), 0)," \
	" g.reference, g.object, g.start, g.expires_at"
#define GUEST_FOUND	"uuususs"

const struct db_statement session_statements[] = {
	/* Never below 0, though the server's clock may have been set back. */
	[FIND] = { "SELECT s.account,"
	    " GREATEST(TIMESTAMPDIFF(SECOND, s.seen_at, UTC_TIMESTAMP(6)), 0),"
	    " GREATEST(TIMESTAMPDIFF(SECOND, s.checked_at, UTC_TIMESTAMP(6)), 0),"
	    " GREATEST(TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), s.ends_at), 0),"
	    " s.ended," PERSON "," GUEST
	    " FROM everychild.session s JOIN everychild.account a ON a.id = s.account"
	    " LEFT JOIN everychild.guest g ON g.account = a.id"
	    " WHERE s.hash = ?", "b", FOUND GUEST_FOUND },
	[OF] = { "SELECT a.id, 0, 0, 0, NULL," PERSON " FROM everychild.account a WHERE a.id = ?"
	    " AND a.directory_id NOT LIKE '" GUEST_ACCOUNT "%'", "u", FOUND },
	[SEEN] = { "UPDATE everychild.session SET seen_at = UTC_TIMESTAMP(6) WHERE hash = ?"
	    " AND seen_at < UTC_TIMESTAMP(6) - INTERVAL 30 SECOND", "b", "" },
};
const unsigned session_statements_n = sizeof(session_statements) / sizeof(session_statements[0]);

const char *session_cookie(struct pool *pool, const char *header, const char *name)
{
	size_t len = strlen(name), n;
	const char *found = NULL, *c = header;

	while (*c != '\0') {
		c += strspn(c, " ;");
		n = strcspn(c, ";");
		if (strncmp(c, name, len) == 0 && c[len] == '=') {
			if (found != NULL)
				return NULL;
			found = pool_strndup(pool, c + len + 1, n - len - 1);
		}
		c += n;
	}
	return found;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* "EDU SCH": whoever works for a school has the role EDU too. */
static const char *roles_of_service(struct pool *pool, const char *roles, const char *service)
{
	const char *const *line;
	size_t i, n, len;

	line = conf_list("session.service_role", &n);
	for (i = 0; i < n; i++) {
		len = strcspn(line[i], " ");
		if (line[i][len] == ' ' && strcmp(line[i] + len + 1, service) == 0)
			roles = pool_printf(pool, "%s %.*s", roles, (int)len, line[i]);
	}
	return roles;
}

static struct session *session_from(struct pool *pool, const struct db_row *row)
{
	struct session *s = pool_new(pool, struct session);

	s->account = db_number(row, 0);
	s->team = db_number(row, 6);
	s->manager = db_number(row, 7);
	s->login = db_text(row, 8);
	s->given = db_text(row, 9);
	s->family = db_text(row, 10);
	s->name = pool_printf(pool, "%s %s", s->given, s->family);
	s->job_title = or_empty(db_text(row, 11));
	s->agency = or_empty(db_text(row, 12));
	s->service = or_empty(db_text(row, 13));
	s->phone = or_empty(db_text(row, 14));
	s->email = or_empty(db_text(row, 15));
	s->roles = roles_of_service(pool, or_empty(db_text(row, 16)), s->service);
	s->idle_left = session_idle(s) - (long)db_number(row, 1);
	s->left = (long)db_number(row, 3);
	return s;
}

/* A guest has the guest's role alone, whatever stands in the account. */
static void guest_from(struct pool *pool, const struct db_row *row, struct session *s)
{
	struct session_guest *g = pool_new(pool, struct session_guest);
	long left = (long)db_number(row, 19);

	g->reference = guest_groups(pool, or_empty(db_text(row, 20)));
	g->object = db_number(row, 21);
	g->start = or_empty(db_text(row, 22));
	g->until = or_empty(db_text(row, 23));
	s->guest = g;
	s->roles = GUEST_ROLE;
	s->team = s->manager = 0;
	s->idle_left = session_idle(s) - (long)db_number(row, 1);
	s->left = left < s->left ? left : s->left;
}

const char *session_door(const struct session *session)
{
	return session != NULL && session->guest != NULL ? GUEST_DOOR : "/signin";
}

long session_idle(const struct session *session)
{
	return conf_number(session->guest != NULL ? "session.guest_minutes" :
	    "session.idle_minutes") * 60;
}

static enum session_found standing(const struct db_row *row, const struct session *s)
{
	if (db_text(row, 4) != NULL || s->left <= 0 || s->idle_left <= 0)
		return SESSION_ENDED;
	/* The directory does not know a guest: the entry says whether it holds. */
	if (s->guest != NULL)
		return db_number(row, 18) != 0 ? SESSION_LIVE : SESSION_ENDED;
	if (db_number(row, 5) != 0)
		return SESSION_CLOSED;
	if ((long)db_number(row, 2) > conf_number("session.directory_grace_minutes") * 60)
		return SESSION_UNCHECKED;
	return SESSION_LIVE;
}

enum session_found session_load(struct pool *pool, struct db *db, const struct http *http,
    const struct session **session_r)
{
	const char *cookie = session_cookie(pool, http->cookie, SESSION_COOKIE);
	unsigned char token[SESSION_TOKEN], hash[SECRET_BYTES];
	enum session_found found;
	struct session *s;
	struct db_row row;

	*session_r = NULL;
	if (cookie == NULL || !secret_from_text(cookie, token, sizeof(token)))
		return SESSION_NONE;
	secret_hash(token, sizeof(token), hash);
	secret_wipe(token, sizeof(token));
	if (!db_find(db, &session_statements[FIND], &row, hash, sizeof(hash)))
		return SESSION_NONE;
	s = session_from(pool, &row);
	memcpy(s->hash, hash, sizeof(hash));
	if (db_number(&row, 17) != 0)
		guest_from(pool, &row, s);
	*session_r = s;
	found = standing(&row, s);
	if (found == SESSION_LIVE) {
		db_may_write(db, true);
		(void)db_write(db, &session_statements[SEEN], hash, sizeof(hash));
		s->idle_left = session_idle(s);
	}
	return found;
}

const struct session *session_of(struct pool *pool, struct db *db, unsigned long long account)
{
	struct session *s;
	struct db_row row;

	if (!db_find(db, &session_statements[OF], &row, account) || db_number(&row, 5) != 0)
		return NULL;
	s = session_from(pool, &row);
	s->account = db_number(&row, 0);
	return s;
}

bool session_role(const struct session *session, const char *roles)
{
	size_t len, n;
	const char *want, *have;

	for (want = roles; *want != '\0'; want += len) {
		want += strspn(want, " ");
		len = strcspn(want, " ");
		for (have = session->roles; *have != '\0' && len > 0; have += n) {
			have += strspn(have, " ");
			n = strcspn(have, " ");
			if (n == len && strncmp(want, have, n) == 0)
				return true;
		}
	}
	return false;
}
