#include "casework.h"

#include <string.h>

#include "module.h"
#include "overtaken.h"
#include "page.h"
#include "request.h"
#include "terms.h"
#include "text.h"

static const struct casework *of(const struct request *r)
{
	return r->module->casework;
}

static bool own_load(struct request *r, const struct record *record)
{
	const void *own;

	if (of(r)->load == NULL)
		return true;
	own = of(r)->load(r, record);
	r->held = own;
	return own != NULL;
}

bool casework_load(struct request *r, struct record *record_r)
{
	return record_load(r, input_text(&r->input, "id"), record_r) && own_load(r, record_r);
}

bool casework_lock(struct request *r, struct record *record_r)
{
	return record_lock(r, input_text(&r->input, "id"), record_r) && own_load(r, record_r);
}

const char *casework_path(struct request *r, const struct record *record)
{
	return pool_printf(r->pool, "%s/%s", of(r)->path, record->handle);
}

const char *casework_back(struct request *r, const struct record *record)
{
	return of(r)->back == NULL ? casework_path(r, record) : of(r)->back(r, record);
}

const char *casework_back_label(struct request *r, const struct record *record)
{
	return of(r)->back_label == NULL ? of(r)->label : of(r)->back_label(r, record);
}

void casework_identity(struct request *r, const struct record *record)
{
	of(r)->identity(r, record);
}

struct node *casework_page(struct request *r, const struct record *record, const char *view,
    const char *title)
{
	struct node *body = page_begin(r, view, title);

	page_back(r, casework_back_label(r, record), "%s", casework_back(r, record));
	casework_identity(r, record);
	(void)page_heading(body, 1, terms_apply(r->pool, title));
	return body;
}

void casework_link(struct request *r, struct node *parent, const struct record *record,
    const char *label, const char *below, const char *kind)
{
	(void)page_link(parent, terms_apply(r->pool, label), kind, "%s%s", casework_path(r, record),
	    below);
}

/* -- steps -- */

/* Below the record's own page, whose handle the path has. */
static bool below_record(const struct request *r)
{
	return text_starts(r->route->path, pool_printf(r->pool, "%s/:id", of(r)->path));
}

int casework_moved_on(struct request *r)
{
	int status = overtaken_message(r, "This cannot be done now",
	    "The case is not in the state in which this can be done, or it is for the person who holds "
	    "the case to do. Nothing of this step was saved. Open the case again to see where it stands.");

	if (below_record(r))
		page_back(r, of(r)->label, "%s/%s", of(r)->path, input_text(&r->input, "id"));
	return status;
}

bool casework_may(const struct request *r, const struct record *record, unsigned event)
{
	return workflow_find(r, of(r)->workflow, record, event) != NULL;
}

int casework_not_yet(struct request *r, const struct record *record, const char *why)
{
	int status = overtaken_message(r, "This cannot be done yet", why == NULL ? "" : why);

	page_back(r, casework_back_label(r, record), "%s", casework_back(r, record));
	return status;
}

/* Is it in a state from which it will come back to another? */
static bool suspended(const struct workflow *w, const struct record *record)
{
	const struct transition *t;

	for (t = w->transition; t->number != 0; t++)
		if (t->suspends && t->to == workflow_state(w, record->state))
			return true;
	return false;
}

int casework_step_show(struct request *r, unsigned event,
    int (*page)(struct request *, const struct record *, int))
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return casework_may(r, &record, event) ? page(r, &record, 200) : casework_moved_on(r);
}

bool casework_move(struct request *r, struct record *record, unsigned event, int *status_r)
{
	const struct workflow *w = of(r)->workflow;
	const struct transition *t = workflow_find(r, w, record, event);
	const char *why = t == NULL ? NULL : workflow_why(r, record, t);
	bool before = suspended(w, record);

	if (why != NULL) {
		*status_r = casework_not_yet(r, record, why);
		return false;
	}
	if (t == NULL || !workflow_move(r, w, record, t)) {
		*status_r = casework_moved_on(r);
		return false;
	}
	if (!before && suspended(w, record))
		casework_clocks_pause(r, record);
	else if (before && !suspended(w, record))
		casework_clocks_go_on(r, record);
	if (w->state[workflow_state(w, record->state)].closed && of(r)->closed != NULL)
		of(r)->closed(r, record, event);
	return true;
}

static bool offered(const struct request *r, const struct record *record,
    const struct transition *t)
{
	return t->button != NULL && workflow_open(r, of(r)->workflow, record, t);
}

static void transition_put(struct request *r, struct node *body, const struct record *record,
    const struct transition *t, const char *kind)
{
	const char *why = workflow_why(r, record, t);

	if (why != NULL)
		(void)page_para(body, pool_printf(r->pool, "%s: not yet. %s",
		    terms_apply(r->pool, t->button), why));
	else
		casework_link(r, body, record, t->button, t->path, kind);
}

unsigned casework_steps(struct request *r, struct node *body, const struct record *record,
    unsigned agreed)
{
	const struct transition *t;
	unsigned n = 0;

	for (t = of(r)->workflow->transition; t->number != 0; t++)
		if (t->event == agreed && offered(r, record, t))
			transition_put(r, body, record, t, n++ == 0 ? "button" : "secondary");
	for (t = of(r)->workflow->transition; t->number != 0; t++)
		if (t->event != agreed && !t->out && offered(r, record, t) &&
		    (n == 0 || workflow_why(r, record, t) == NULL))
			transition_put(r, body, record, t, n++ == 0 ? "button" : "secondary");
	return n;
}

/* In the fold, which is made for the first. */
static void folded_put(struct request *r, struct node *body, const struct record *record,
    const struct transition *t, struct node **details)
{
	if (*details == NULL) {
		*details = node_add(body, "details");
		node_set(*details, "summary", of(r)->ways_out);
	}
	transition_put(r, *details, record, t, NULL);
}

void casework_others(struct request *r, struct node *body, const struct record *record,
    const char *below)
{
	struct node *details = NULL;
	const struct transition *t;

	for (t = of(r)->workflow->transition; t->number != 0; t++)
		if (offered(r, record, t) && (below == NULL || strcmp(t->path, below) != 0))
			folded_put(r, body, record, t, &details);
}

void casework_ways_out(struct request *r, struct node *body, const struct record *record,
    unsigned agreed, unsigned steps)
{
	struct node *details = NULL;
	const struct transition *t;

	for (t = of(r)->workflow->transition; t->number != 0; t++) {
		if (!offered(r, record, t) || t->event == agreed ||
		    (!t->out && (steps == 0 || workflow_why(r, record, t) == NULL)))
			continue;
		folded_put(r, body, record, t, &details);
	}
}

/* -- dates -- */

void casework_dates(struct request *r, struct node *body, const struct record *record)
{
	const char *late = pool_printf(r->pool, "%s/late", casework_path(r, record));

	deadline_list(r, body, record, record_is(record, of(r)->late_by) &&
	    request_opens(r, pool_printf(r->pool, "%s/0", late)) ? late : NULL);
}
