#include <string.h>

#include "db.h"
#include "pool.h"
#include "request.h"
#include "secret.h"
#include "str.h"
#include "text.h"
#include "token.h"

#define NONCE	16
#define MAC	16

enum { SPEND, FIND, RESULT, RETURN, PURGE, PURGE_STASH };

const struct db_statement token_statements[] = {
	[SPEND] = { "INSERT INTO form_token (hash, account, path, body, spent_at, result)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), '')", "busb", "" },
	[FIND] = { "SELECT result, spent_at, body FROM form_token WHERE hash = ? AND account = ?",
	    "bu", "sdb" },
	[RESULT] = { "UPDATE form_token SET result = ? WHERE hash = ?", "sb", "" },
	[RETURN] = { "DELETE FROM form_token WHERE hash = ?", "b", "" },
	[PURGE] = { "DELETE FROM form_token WHERE spent_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY", "", "" },
	[PURGE_STASH] = { "DELETE FROM stash WHERE kept_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY", "", "" },
};
const unsigned token_statements_n = sizeof(token_statements) / sizeof(token_statements[0]);

/* The forms to sign out and to stay signed in stand on the pages of every
 * program and are posted to one that has another key: their tokens hang on the
 * session alone, which every program reads and nobody else knows. */
static bool of_session(const struct request *r, const char *path)
{
	return r->session != NULL && text_starts(path, "/signin/");
}

static void token_mac(struct request *r, const unsigned char *nonce, const char *path,
    bool shared, unsigned char mac_r[SECRET_BYTES])
{
	struct str s;

	str_init(&s, r->pool);
	str_addn(&s, (const char *)nonce, NONCE);
	if (r->session != NULL)
		str_addn(&s, (const char *)r->session->hash, SECRET_BYTES);
	str_add(&s, path);
	if (shared || of_session(r, path))
		secret_hash(s.data, s.len, mac_r);
	else
		secret_mac(SECRET_KEY_TOKEN, s.data, s.len, mac_r);
}

static const char *make(struct request *r, const char *path, bool shared)
{
	unsigned char bytes[NONCE + MAC], mac[SECRET_BYTES];

	secret_random(bytes, NONCE);
	token_mac(r, bytes, path, shared, mac);
	memcpy(bytes + NONCE, mac, MAC);
	return secret_to_text(r->pool, bytes, sizeof(bytes));
}

const char *token_make(struct request *r, const char *path)
{
	return make(r, path, false);
}

const char *token_make_shared(struct request *r, const char *path)
{
	return make(r, path, true);
}

static bool token_bytes(struct request *r, unsigned char bytes[NONCE + MAC])
{
	const char *text = params_get(&r->params, "token");

	return text != NULL && secret_from_text(text, bytes, NONCE + MAC);
}

/* A draft is posted with the token of the form that it is a draft of. */
static const char *form_path(struct request *r)
{
	static const char draft[] = "/draft";
	size_t len = strlen(r->http->path), tail = sizeof(draft) - 1;

	if ((r->route->flags & ROUTE_DRAFT) != 0 && len > tail &&
	    strcmp(r->http->path + len - tail, draft) == 0)
		return pool_strndup(r->pool, r->http->path, len - tail);
	return r->http->path;
}

static bool token_is(struct request *r, const unsigned char *bytes, bool shared)
{
	unsigned char mac[SECRET_BYTES];

	token_mac(r, bytes, form_path(r), shared, mac);
	return secret_same(mac, bytes + NONCE, MAC);
}

/* A shared one is worth nothing without a session: anybody could make it. */
bool token_check(struct request *r)
{
	unsigned char bytes[NONCE + MAC];

	if (!token_bytes(r, bytes))
		return false;
	return token_is(r, bytes, false) || ((r->route->flags & ROUTE_SHARED) != 0 &&
	    r->session != NULL && token_is(r, bytes, true));
}

static void token_hash(struct request *r, unsigned char hash_r[SECRET_BYTES])
{
	unsigned char bytes[NONCE + MAC] = { 0 };

	(void)token_bytes(r, bytes);
	secret_hash(bytes, sizeof(bytes), hash_r);
}

static void body_hash(struct request *r, unsigned char hash_r[SECRET_BYTES])
{
	secret_hash(r->http->body, r->http->body_len, hash_r);
}

bool token_spent(struct request *r, const char **result_r, const char **at_r)
{
	unsigned char hash[SECRET_BYTES], body[SECRET_BYTES];
	const void *first;
	struct db_row row;
	size_t len;

	token_hash(r, hash);
	if (!db_find(r->db, &token_statements[FIND], &row, hash, sizeof(hash),
	    request_account(r)))
		return false;
	*result_r = db_text(&row, 0);
	*at_r = db_text(&row, 1);
	body_hash(r, body);
	first = db_bytes(&row, 2, &len);
	r->sent_anew = len != sizeof(body) || memcmp(first, body, sizeof(body)) != 0;
	return true;
}

enum token_spent token_spend(struct request *r, const char **result_r, const char **at_r)
{
	unsigned char hash[SECRET_BYTES], body[SECRET_BYTES];
	long n;

	token_hash(r, hash);
	body_hash(r, body);
	n = db_write(r->db, &token_statements[SPEND], hash, sizeof(hash),
	    request_account(r), r->http->path, body, sizeof(body));
	if (n == 1)
		return TOKEN_SPENT;
	if (n != DB_DUPLICATE)
		return TOKEN_BROKEN;
	/* The row that refused ours may be newer than our snapshot. */
	db_rollback(r->db);
	if (!db_begin(r->db, true) || !token_spent(r, result_r, at_r))
		return TOKEN_BROKEN;
	return TOKEN_BEFORE;
}

void token_result(struct request *r, const char *location)
{
	unsigned char hash[SECRET_BYTES];

	token_hash(r, hash);
	(void)db_write(r->db, &token_statements[RESULT], location, hash, sizeof(hash));
}

void token_return(struct request *r)
{
	unsigned char hash[SECRET_BYTES];

	token_hash(r, hash);
	(void)db_write(r->db, &token_statements[RETURN], hash, sizeof(hash));
}

void token_purge(struct request *r)
{
	(void)db_write(r->db, &token_statements[PURGE]);
	(void)db_write(r->db, &token_statements[PURGE_STASH]);
}
