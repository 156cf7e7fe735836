#include "account.h"
#include "fostering.h"

/* 11.2: front door and worker propose, a manager decides, and nobody decides
 * what they proposed themselves. One proposal of a kind waits at a time. */

bool fostering_approval_open(struct request *r, const struct record *record, const char *kind,
    struct fostering_approval *approval_r)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_APPROVAL_OPEN], &row, record->id, kind))
		return false;
	*approval_r = (struct fostering_approval){ .id = db_number(&row, 0), .note = db_text(&row, 1),
	    .asked_by = db_number(&row, 2), .asked_at = db_text(&row, 3),
	    .name = pool_printf(r->pool, "%s %s", db_text(&row, 4), db_text(&row, 5)) };
	return true;
}

bool fostering_approval_mine(struct request *r, const struct fostering_approval *approval)
{
	return request_may(r, FOSTERING_DECIDE) && approval->asked_by != request_account(r);
}

void fostering_approval_ask(struct request *r, const struct record *record, const char *kind,
    const char *note, const char *title)
{
	struct fostering_approval open;

	if (fostering_approval_open(r, record, kind, &open))
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_APPROVAL_ASK], record->id, kind, note,
	    request_account(r));
	fostering_managers_tell(r, record, title);
}

bool fostering_approval_answer(struct request *r, const struct record *record,
    const struct fostering_approval *approval, bool agreed, const char *note, const char *title)
{
	if (!fostering_approval_mine(r, approval) ||
	    db_write(r->db, &fostering_sql[FOSTERING_APPROVAL_ANSWER], agreed ? "Y" : "N", note,
	    request_account(r), record->id, approval->id) != 1)
		return false;
	notice_add(r, record, approval->asked_by, title);
	return true;
}

void fostering_approvals_overtaken(struct request *r, const struct record *record)
{
	(void)db_write(r->db, &fostering_sql[FOSTERING_APPROVAL_OVERTAKEN], record->id);
}

void fostering_managers_tell(struct request *r, const struct record *record, const char *title)
{
	struct account *managers;
	size_t n = account_list(r, "PFM", &managers), i;

	for (i = 0; i < n; i++)
		notice_add(r, record, managers[i].id, title);
}
