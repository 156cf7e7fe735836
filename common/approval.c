#include "approval.h"
#include "record.h"
#include "request.h"

enum { LIST, ASK, ANSWER, OVERTAKE };

static const struct db_statement sql[] = {
	[LIST] = { "SELECT p.id, p.asked_by, p.about, p.note, p.asked_at,"
	    " CONCAT(a.given, ' ', a.family), p.answer, p.answer_note, p.decided_at,"
	    " CONCAT(d.given, ' ', d.family) FROM approval p JOIN everychild.account a"
	    " ON a.id = p.asked_by LEFT JOIN everychild.account d ON d.id = p.decided_by"
	    " WHERE p.record = ? AND p.kind = ? ORDER BY p.id DESC", "us", "uussdsssds" },
	[ASK] = { "INSERT INTO approval (record, kind, about, note, asked_by, asked_at)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usssu", "" },
	[ANSWER] = { "UPDATE approval SET answer = ?, answer_note = ?, decided_by = ?,"
	    " decided_at = UTC_TIMESTAMP(6) WHERE record = ? AND id = ? AND decided_at IS NULL",
	    "ssuuu", "" },
	[OVERTAKE] = { "UPDATE approval SET decided_at = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND decided_at IS NULL", "u", "" },
};

void approval_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

size_t approval_list(struct request *r, const struct record *record, const char *kind,
    struct approval **list_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[LIST], &rows, record->id, kind);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		(*list_r)[i] = (struct approval){ .id = db_number(p, 0), .asked_by = db_number(p, 1),
		    .about = db_text(p, 2), .note = db_text(p, 3), .asked_at = db_text(p, 4),
		    .asker = db_text(p, 5), .answer = db_text(p, 6), .reason = db_text(p, 7),
		    .decided_at = db_text(p, 8), .decider = db_text(p, 9) };
	}
	return rows.n;
}

bool approval_last(struct request *r, const struct record *record, const char *kind,
    struct approval *approval_r)
{
	struct approval *all;

	if (approval_list(r, record, kind, &all) == 0)
		return false;
	*approval_r = all[0];
	return true;
}

bool approval_waits(struct request *r, const struct record *record, const char *kind,
    struct approval *approval_r)
{
	return approval_last(r, record, kind, approval_r) && approval_r->decided_at == NULL;
}

void approval_ask(struct request *r, const struct record *record, const char *kind,
    const char *about, const char *note)
{
	(void)db_write(r->db, &sql[ASK], record->id, kind, about, note, request_account(r));
}

bool approval_answer(struct request *r, const struct record *record,
    const struct approval *approval, const char *answer, const char *reason)
{
	unsigned long long me = request_account(r);

	return approval->asked_by != me && db_write(r->db, &sql[ANSWER], answer, reason, me,
	    record->id, approval->id) == 1;
}

void approvals_overtaken(struct request *r, const struct record *record)
{
	(void)db_write(r->db, &sql[OVERTAKE], record->id);
}
