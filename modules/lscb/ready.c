#include <string.h>

#include "collation.h"
#include "lists.h"
#include "request.h"
#include "triage.h"

/* 2.9: everything that must be there before a case goes to the panel, line by line,
 * each with a way to mend it. */

struct line {
	const char *what;
	bool there;
	const char *more;		/* what of it is missing; NULL: nothing to add */
	const char *below;		/* page that mends it, below the case */
};

#define LINES	11

/* Columns of LSCB_READY_FIND: each 1 when it is there. */
enum { NHS, DAYS, SEX, ETHNIC, PLACES, EVENTS, PACK, EXPECTED };

static void lines_read(struct request *r, const struct record *record, struct line line[LINES])
{
	const char *hard = lscb_gates_open(r, record, true);
	const char *awaited = lscb_requests_lack(r, record);
	struct db_row row;
	bool found = db_find(r->db, &lscb_sql[LSCB_READY_FIND], &row, record->id);
	const char *form = lscb_of(r)->form_set[0] == 'C' ? "/cdr-notification" : "/notification";
	size_t n = 0;

#define THERE(column)	(found && db_number(&row, column) != 0)
	line[n++] = (struct line){ "In scope", lists_flag("lscb-scope", lscb_of(r)->scope, "in"),
	    NULL, "/scope" };
	line[n++] = (struct line){ "NHS number, or the reason for none", THERE(NHS), NULL,
	    form };
	line[n++] = (struct line){ "Dates of birth and death, sex and ethnic group",
	    THERE(DAYS) && THERE(SEX) && THERE(ETHNIC), NULL, form };
	line[n++] = (struct line){ "Place of death and place of the event", THERE(PLACES), NULL,
	    form };
	line[n++] = (struct line){ "Expected or unexpected", THERE(EXPECTED), NULL, "/marks" };
	line[n++] = (struct line){ "What happened", THERE(EVENTS), NULL, "/marks" };
	line[n++] = (struct line){ "Every agency's report returned, waived or closed",
	    awaited == NULL, awaited, "/requests" };
	line[n++] = (struct line){ "No process open that keeps it from the panel", hard == NULL,
	    hard, "/gates" };
	line[n++] = (struct line){ "Family told, or a reason why not", lscb_family_told(r, record),
	    NULL, "/family" };
	line[n++] = (struct line){ "No conflict left in what the agencies answered",
	    lscb_collation_conflicts(r, record) == 0, NULL, "/collation" };
	line[n++] = (struct line){ "Pack built and checked by a second person", THERE(PACK), NULL,
	    "/pack" };
#undef THERE
}

const char *lscb_ready_missing(struct request *r, const struct record *record)
{
	struct line line[LINES];
	const char *text = NULL;
	size_t i;

	lines_read(r, record, line);
	for (i = 0; i < LINES; i++)
		if (!line[i].there)
			text = pool_printf(r->pool, "%s%s%s%s%s", text == NULL ? "Missing: " : text,
			    text == NULL ? "" : "; ", line[i].what, line[i].more == NULL ? "" : ": ",
			    line[i].more == NULL ? "" : line[i].more);
	return text == NULL ? NULL : pool_printf(r->pool, "%s.", text);
}

/* -- the page -- */

static void line_put(struct request *r, struct node *tasks, const struct record *record,
    const struct line *line)
{
	struct node *task = node_add(tasks, "task");

	node_set(task, "title", line->what);
	node_set(task, "status", line->there ? "completed" : "problem");
	node_set(task, "label", line->there ? "There" : "Missing");
	if (line->more != NULL)
		node_set(task, "hint", line->more);
	if (!line->there)
		node_set(task, "href", pool_printf(r->pool, "%s%s", casework_path(r, record),
		    line->below));
}

static int ready_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "ready", "Ready for the panel?"), *tasks;
	const char *soft = lscb_gates_open(r, record, false);
	struct line line[LINES];
	size_t i;

	if (soft != NULL)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "Still open, though it does not keep "
		    "the case from the panel: %s.", soft));
	tasks = node_add(body, "tasks");
	lines_read(r, record, line);
	for (i = 0; i < LINES; i++)
		line_put(r, tasks, record, &line[i]);
	if (casework_may(r, record, LSCB_EVENT_READY) && lscb_ready_missing(r, record) == NULL)
		(void)page_button(page_buttons(page_form(r, body, r->http->path)),
		    "Ready for the panel", "primary", NULL, NULL);
	return status;
}

int lscb_ready_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? ready_page(r, &record, 200) : page_not_found(r);
}

int lscb_ready_save(struct request *r)
{
	struct record record;
	const char *why;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_READY))
		return casework_moved_on(r);
	if ((why = lscb_ready_missing(r, &record)) != NULL)
		return casework_not_yet(r, &record, why);
	return casework_move(r, &record, LSCB_EVENT_READY, &status) ?
	    request_redirect(r, "%s", casework_path(r, &record)) : status;
}
