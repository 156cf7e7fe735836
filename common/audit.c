#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "metrics.h"
#include "date.h"
#include "db.h"
#include "pool.h"
#include "request.h"
#include "str.h"
#include "text.h"

enum { ADD };

const struct db_statement audit_statements[] = {
	[ADD] = { "INSERT INTO audit (chain, seq, said_at, account, login, role, relation, action,"
	    " object, object_id, child, reason, detail, request, address, outcome, mac)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "sususssssuussssub", "" },
};
const unsigned audit_statements_n = sizeof(audit_statements) / sizeof(audit_statements[0]);

static struct {
	char chain[17];
	unsigned long long seq, seq_done;
	unsigned char mac[SECRET_BYTES], mac_done[SECRET_BYTES];
} state;

void audit_open(void)
{
	static const char digit[] = "0123456789abcdef";
	unsigned char random[8];
	unsigned i;

	secret_random(random, sizeof(random));
	for (i = 0; i < 8; i++) {
		state.chain[i * 2] = digit[random[i] >> 4];
		state.chain[i * 2 + 1] = digit[random[i] & 15];
	}
	state.seq = state.seq_done = 0;
	memset(state.mac, 0, sizeof(state.mac));
	memset(state.mac_done, 0, sizeof(state.mac_done));
}

static void sign_text(struct str *s, const char *text)
{
	str_printf(s, "%zu:%s,", strlen(text), text);
}

static void sign_number(struct str *s, unsigned long long number)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%llu", number);
	sign_text(s, text);
}

void audit_mac(struct pool *pool, const struct audit_row *row,
    const unsigned char prev[SECRET_BYTES], unsigned char mac_r[SECRET_BYTES])
{
	struct str s;

	str_init(&s, pool);
	str_addn(&s, (const char *)prev, SECRET_BYTES);
	sign_text(&s, row->chain);
	sign_number(&s, row->seq);
	sign_text(&s, row->said_at);
	sign_number(&s, row->account);
	sign_text(&s, row->login);
	sign_text(&s, row->role);
	sign_text(&s, row->relation);
	sign_text(&s, row->action);
	sign_text(&s, row->object);
	sign_number(&s, row->object_id);
	sign_number(&s, row->child);
	sign_text(&s, row->reason);
	sign_text(&s, row->detail);
	sign_text(&s, row->request);
	sign_text(&s, row->address);
	sign_number(&s, row->outcome);
	secret_mac(SECRET_KEY_AUDIT, s.data, s.len, mac_r);
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void row_add(struct request *r, const struct audit *about, const char *action,
    const char *detail, int outcome)
{
	struct audit_row row = {
		.chain = state.chain, .seq = state.seq + 1, .said_at = r->now,
		.account = request_account(r),
		.login = r->session == NULL ? "" : r->session->login,
		.role = r->session == NULL ? "" : r->session->roles,
		.relation = or_empty(about->relation), .action = or_empty(action),
		.object = or_empty(about->object), .object_id = about->object_id,
		.child = about->child, .reason = or_empty(about->reason),
		.detail = or_empty(detail), .request = r->http->request,
		.address = r->http->address, .outcome = (unsigned long long)outcome,
	};

	if (strlen(row.role) > 64)
		row.role = pool_strndup(r->pool, row.role, 64);
	audit_mac(r->pool, &row, state.mac, state.mac);
	state.seq++;
	db_may_write(r->db, true);
	if (db_write(r->db, &audit_statements[ADD], row.chain, row.seq, row.said_at,
	    row.account, row.login, row.role, row.relation, row.action, row.object,
	    row.object_id, row.child, row.reason, row.detail, row.request, row.address,
	    row.outcome, state.mac, sizeof(state.mac)) != 1)
		db_refuse(r->db, "no audit row");
}

void audit_add(struct request *r, const char *action, const char *detail)
{
	row_add(r, &r->audit, action, detail, 200);
}

void audit_write(struct request *r, int outcome)
{
	row_add(r, &r->audit, r->audit.action, r->audit.detail, outcome);
}

void audit_done(bool committed)
{
	if (committed) {
		if (state.seq != state.seq_done)
			metrics_audit();
		state.seq_done = state.seq;
		memcpy(state.mac_done, state.mac, sizeof(state.mac));
	} else {
		state.seq = state.seq_done;
		memcpy(state.mac, state.mac_done, sizeof(state.mac));
	}
}
