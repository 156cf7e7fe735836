#include "account.h"
#include "caf.h"

/* One person asks, and the manager of who holds the case decides. A request to
 * join a team (join.c) is answered by the holder instead. */

/* Of who has to decide after the case was handed over. */
#define ASKED_AGAIN	"A decision is asked of you"

/* -- who decides -- */

/* 0: there is none, and the coordinators are asked. */
static unsigned long long manager_of(struct request *r, const struct record *record,
    unsigned long long asked_by)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_APPROVAL_MANAGER], &row, record->id, asked_by) ?
	    db_number(&row, 0) : 0;
}

bool caf_approval_by_manager(struct request *r, const struct record *record)
{
	return manager_of(r, record, record->owner) != 0;
}

static void deciders_tell(struct request *r, const struct record *record,
    unsigned long long asked_by, const char *title)
{
	unsigned long long manager = manager_of(r, record, asked_by);
	struct account *coordinators;
	size_t n, i;

	if (manager != 0) {
		notice_add(r, record, manager, title);
		return;
	}
	n = account_list(r, "COO", &coordinators);
	for (i = 0; i < n; i++)
		if (coordinators[i].id != asked_by)
			notice_add(r, record, coordinators[i].id, title);
}

bool caf_approval_decides(struct request *r, const struct record *record,
    const struct approval *approval)
{
	unsigned long long me = request_account(r);
	unsigned long long manager = manager_of(r, record, approval->asked_by);

	if (me == approval->asked_by || !request_may(r, CAF_OVERSEE))
		return false;
	return manager != 0 ? manager == me && record_is(record, "MANAGER") :
	    record_is(record, "SERVICE");
}

/* -- asking and answering -- */

void caf_approval_ask(struct request *r, const struct record *record, const char *kind,
    const char *about, const char *note, const char *title)
{
	approval_ask(r, record, kind, about, note);
	deciders_tell(r, record, request_account(r), title);
}

bool caf_approval_decide(struct request *r, const struct record *record,
    const struct approval *approval, const char *answer, const char *reason,
    const char *asked, const char *title)
{
	struct db_rows left;

	if (!approval_answer(r, record, approval, answer, reason))
		return false;
	notice_settle(r, record, 0, asked);
	if (db_list(r->db, &caf_sql[CAF_APPROVAL_WAITING], &left, record->id) == 0)
		notice_settle(r, record, 0, ASKED_AGAIN);
	notice_add(r, record, approval->asked_by, title);
	if (record->owner != approval->asked_by)
		notice_add(r, record, record->owner, title);
	return true;
}

void caf_approval_moved(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_APPROVAL_WAITING], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		deciders_tell(r, record, db_number(&rows.row[i], 0), ASKED_AGAIN);
}
