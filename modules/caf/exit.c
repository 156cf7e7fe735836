#include "caf.h"

/* What the ways out of a case share. */

#define PAUSED		"Paused"
#define PAUSED_YOURS	"Paused: yours to follow up"

void caf_notify(struct request *r, const struct record *record, const char *title)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_EXIT_PEOPLE], &rows, record->id, record->id, record->id);
	for (i = 0; i < rows.n; i++)
		notice_add(r, record, db_number(&rows.row[i], 0), title);
}

static void notify_coordinators(struct request *r, const struct record *record, const char *title)
{
	struct account *coordinators;
	size_t i, n = account_list(r, "COO", &coordinators);

	for (i = 0; i < n; i++)
		notice_add(r, record, coordinators[i].id, title);
}

void caf_notify_paused(struct request *r, const struct record *record)
{
	caf_notify(r, record, PAUSED);
	notify_coordinators(r, record, PAUSED_YOURS);
}

void caf_notify_unpaused(struct request *r, const struct record *record)
{
	notice_settle(r, record, 0, PAUSED);
	notice_settle(r, record, 0, PAUSED_YOURS);
}

void caf_exit_close(struct request *r, const struct record *record, const char *reason,
    const char *on, const char *notes, unsigned long long pointer)
{
	caf_closure_add(r, record, &(struct caf_closure){ .reason = reason, .closed_on = on,
	    .notes = notes, .child_comment = "", .child_absent = "", .parent_comment = "",
	    .parent_absent = "", .pointer = pointer });
}

/* -- on the case's page -- */

/* A6: only who may open the earlier case is told of it. */
static void previous_put(struct request *r, struct node *body, const struct caf_episode *e)
{
	struct record before;
	struct db_row row;
	struct audit about = r->audit;

	if (e->previous != 0 && db_find(r->db, &caf_sql[CAF_PREVIOUS_READ], &row, e->previous) &&
	    record_load(r, db_text(&row, 0), &before))
		(void)page_link(body, pool_printf(r->pool, "Earlier case: %s",
		    before.reference == NULL ? "without a reference" : before.reference), NULL,
		    "/caf/case/%s", before.handle);
	r->audit = about;
}

void caf_exit_put(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e)
{
	previous_put(r, body, e);
	caf_arrival_put(r, body, record);
	caf_social_care_put(r, body, record);
	caf_transfer_put(r, body, record);
	if (casework_may(r, record, CAF_EVENT_NO_CONTACT) || record_is(record, "MANAGER SERVICE"))
		if (record->closed_at == NULL)
			(void)page_link(body, "Attempts to reach the family", NULL,
			    "/caf/case/%s/no-contact", record->handle);
}
