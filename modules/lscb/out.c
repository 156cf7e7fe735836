#include "conf.h"
#include "clock.h"
#include "date.h"
#include "lists.h"
#include "log.h"
#include "meeting.h"
#include "triage.h"

#include <string.h>

/* T2: not reviewed here. No request goes out, and what was kept is erased after a
 * time that the authority sets. */

const struct field lscb_out_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "note", .type = FIELD_MEMO, .max = 1000, .rows = 3,
	  .label = "Where it was passed on to, if it was" },
	{ 0 }
};

const char *lscb_out_guard(struct request *r, const struct record *record)
{
	const char *scope = lscb_of(r)->scope;
	struct db_row row;

	if (scope[0] == '\0')
		return "Do the scope test first.";
	if (!lists_flag("lscb-scope", scope, "out"))
		return "By the scope test it is not out of scope.";
	if (lists_flag("lscb-scope", scope, "confirm") && !(db_find(r->db,
	    &lscb_sql[LSCB_SCOPE_FIND], &row, record->id) && db_text(&row, 7) != NULL))
		return "The designated doctor has not confirmed the scope result.";
	return NULL;
}

/* NULL: it cannot be worked out. */
static const char *erase_by(struct request *r, const char *from)
{
	struct clock clock = { 0 };
	struct clock_due due;

	if (!clock_parse(conf_text("lscb.out_keep"), &clock))
		log_fatal("settings: lscb.out_keep is not an amount and a unit");
	return clock_due(r->pool, &clock, from, &due) ? date_long(r->pool, due.date) : NULL;
}

static int out_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "out", "Out of scope");
	const char *by = erase_by(r, r->today);

	(void)page_para(body, lists_label("lscb-scope", lscb_of(r)->scope, r->today));
	(void)page_para(body, pool_printf(r->pool, "The case ends, and no agency is asked. What is kept of "
	    "it is to be erased by %s.", by == NULL ? "the day that the authority's rule gives" : by));
	page_route_form(r, body, "End the case as out of scope", "warning");
	return status;
}

static int stop(struct request *r, const struct record *record, int *status_r)
{
	if (!casework_may(r, record, LSCB_EVENT_OUT))
		*status_r = casework_moved_on(r);
	else if (lscb_out_guard(r, record) != NULL)
		*status_r = casework_not_yet(r, record, lscb_out_guard(r, record));
	else
		return false;
	return true;
}

int lscb_out_show(struct request *r)
{
	struct record record;
	int status;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return stop(r, &record, &status) ? status : out_page(r, &record, 200);
}

int lscb_out_save(struct request *r)
{
	struct record record;
	const char *by;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (stop(r, &record, &status))
		return status;
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return out_page(r, &record, 422);
	if (!casework_move(r, &record, LSCB_EVENT_OUT, &status))
		return status;
	by = erase_by(r, r->today);
	lscb_left(r, &record, LSCB_LEFT_OUT);
	event_add(r, &record, "out.erase", pool_printf(r->pool, "%s, to be erased by %s",
	    lists_label("lscb-scope", lscb_of(r)->scope, r->today), by == NULL ? "rule" : by), false);
	r->audit.detail = input_text(&r->input, "note");
	return request_redirect(r, "%s", casework_path(r, &record));
}
