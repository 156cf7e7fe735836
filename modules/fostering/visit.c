#include <string.h>

#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "text.h"
#include "visit-rules.h"

/* 5.5: the visits of a case. How one is planned is in visit-plan.c, what became
 * of it in visit-record.c, its report in visit-report.c. */

bool fostering_visit_worker(const struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_WORK) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

/* -- reading -- */

static void visit_from(struct request *r, const struct db_row *v, struct fostering_visit *visit_r)
{
	*visit_r = (struct fostering_visit){ .id = db_number(v, 0), .handle = db_text(v, 1),
	    .number = (unsigned)db_number(v, 2), .document = db_number(v, 3), .type = db_text(v, 4),
	    .status = db_text(v, 5), .planned_at = db_text(v, 6), .minutes = (unsigned)db_number(v, 7),
	    .officer = db_number(v, 8), .due_on = db_text(v, 9), .visited_on = db_text(v, 10),
	    .started = db_text(v, 11), .ended = db_text(v, 12), .method = db_text(v, 13),
	    .child_seen = db_text(v, 14), .alone = db_text(v, 15), .alone_reason = db_text(v, 16),
	    .not_done = db_text(v, 17), .qualifying = db_number(v, 18) != 0,
	    .concerns = (unsigned)db_number(v, 19), .safeguarding = db_text(v, 20),
	    .asked_by = db_text(v, 21), .asked_name = db_text(v, 22), .asked_on = db_text(v, 23),
	    .reasonable = db_text(v, 24), .refused_why = db_text(v, 25), .report_on = db_text(v, 26),
	    .report_by = db_number(v, 27), .signed_on = db_text(v, 28), .signed_by = db_number(v, 29),
	    .sign_note = db_text(v, 30), .version = (unsigned)db_number(v, 31),
	    .officer_name = pool_printf(r->pool, "%s %s", db_text(v, 32), db_text(v, 33)) };
}

bool fostering_visit_find(struct request *r, const struct record *record,
    struct fostering_visit *visit_r)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_VISIT_FIND], &row, record->id,
	    input_text(&r->input, "visit")))
		return false;
	visit_from(r, &row, visit_r);
	return true;
}

bool fostering_visit_number(struct request *r, const struct record *record, unsigned number,
    struct fostering_visit *visit_r)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_VISIT_NUMBER], &row, record->id,
	    (unsigned long long)number))
		return false;
	visit_from(r, &row, visit_r);
	return true;
}

const char *fostering_visit_title(struct request *r, const struct fostering_visit *visit)
{
	return pool_printf(r->pool, "Visit %u: %s", visit->number,
	    lists_label("fostering-visit-type", visit->type, r->today));
}

const char *fostering_visit_path(struct request *r, const struct record *record,
    const struct fostering_visit *visit)
{
	return pool_printf(r->pool, "%s/visits/%s", casework_path(r, record), visit->handle);
}

/* -- the list -- */

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static const char *status_tag(struct request *r, const struct fostering_visit *v,
    const char **colour_r)
{
	bool past = v->planned_at != NULL && strcmp(v->planned_at, r->now) < 0;

	*colour_r = "grey";
	if (is(v->reasonable, "N"))
		return "Refused";
	if (is(v->status, "ABORTIVE") || is(v->status, "MISSED"))
		*colour_r = "red";
	else if (is(v->status, "PLANNED"))
		*colour_r = past ? "orange" : "blue";
	else if (is(v->status, "DONE"))
		*colour_r = v->concerns > 0 ? "yellow" : "green";
	if (is(v->status, "DONE") && v->concerns > 0)
		return "Done, with concerns";
	return is(v->status, "PLANNED") && past ? "To be recorded" :
	    lists_label("fostering-visit-status", v->status, r->today);
}

static const char *report_text(struct request *r, const struct fostering_visit *v)
{
	if (!is(v->status, "DONE"))
		return "None";
	if (v->signed_on != NULL)
		return pool_printf(r->pool, "Signed off, %s", page_day(r, v->signed_on));
	if (v->report_on != NULL)
		return "To be signed off";
	return v->sign_note != NULL ? "Sent back" : "To be written";
}

static const char *day_text(struct request *r, const struct fostering_visit *v)
{
	if (v->visited_on != NULL)
		return page_day(r, v->visited_on);
	return v->planned_at != NULL ? page_when(r, v->planned_at) : page_day(r, v->asked_on);
}

static size_t rows_put(struct request *r, struct node *body, const struct record *record,
    unsigned long long limit)
{
	struct node *table = page_table(body, "visits", "Visits", "There is no visit yet.", "Visit",
	    "Day", "Officer", "What became of it", "Report", NULL), *row, *cell;
	struct fostering_visit v;
	struct db_rows rows;
	const char *colour;
	size_t i;

	node_set(table, "quiet", "yes");
	(void)db_list(r->db, &fostering_sql[FOSTERING_VISIT_LIST], &rows, record->id, limit);
	for (i = 0; i < rows.n; i++) {
		visit_from(r, &rows.row[i], &v);
		row = node_add(table, "row");
		cell = page_cell(row, fostering_visit_title(r, &v));
		node_set(cell, "head", "yes");
		node_set(cell, "href", fostering_visit_path(r, record, &v));
		(void)page_cell(row, day_text(r, &v));
		(void)page_cell(row, v.officer_name);
		cell = page_cell(row, status_tag(r, &v, &colour));
		node_set(cell, "tag", colour);
		(void)page_cell(row, report_text(r, &v));
	}
	return rows.n;
}

#define NEWEST	5ULL		/* on the case page */

static void links_put(struct request *r, struct node *body, const struct record *record)
{
	if (!fostering_visit_worker(r, record) || strcmp(record->state, "END_DUE") == 0)
		return;
	casework_link(r, body, record, "Plan a visit", "/visit", "secondary");
	if (fostering_running(record))
		casework_link(r, body, record, "Somebody asked for a visit", "/visit/asked", NULL);
}

void fostering_visits_put(struct request *r, struct node *body, const struct record *record)
{
	bool any;

	if (strcmp(record->state, "ENQUIRY") == 0 && !fostering_visit_worker(r, record))
		return;
	(void)page_heading(body, 2, "Visits");
	fostering_due_put(r, body, record);
	any = rows_put(r, body, record, NEWEST) > 0;
	links_put(r, body, record);
	if (any)
		casework_link(r, body, record, "All visits and due dates", "/visits", NULL);
}

int fostering_visits_show(struct request *r)
{
	struct record record;
	struct node *body;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "visits", "Visits");
	fostering_due_put(r, body, &record);
	(void)rows_put(r, body, &record, 1000ULL);
	links_put(r, body, &record);
	fostering_dues_put(r, body, &record);
	fostering_aware_put(r, body, &record);
	return 200;
}

/* -- for the pages of one visit -- */

const char *fostering_visit_wrong(struct request *r, const struct record *record,
    const char *type, const char *day)
{
	const struct fostering_arrangement *a = fostering_of(r);
	bool enquiry = is(record->state, "ENQUIRY"), running = fostering_running(record);
	bool proposed = is(record->state, "PROPOSED") || is(record->state, "READY");

	if (a->child_born_on != NULL && strcmp(day, a->child_born_on) < 0)
		return "This is before the child's birth";
	if (is(type, "REG4") && !enquiry && !proposed)
		return "Regulation 4 is for the time before the child comes";
	if (is(type, "REG7") && !enquiry && !running)
		return "Regulation 7 is for a child who is there";
	if ((is(type, "REG8") || is(type, "REQUESTED")) &&
	    (a->deemed_start == NULL || strcmp(day, a->deemed_start) < 0))
		return a->deemed_start == NULL ? "Visits under regulation 8 start when the child is there" :
		    pool_printf(r->pool, "Visits under regulation 8 start on %s, when the arrangement was "
		    "deemed to begin", page_day(r, a->deemed_start));
	return NULL;
}

struct node *fostering_visit_option(struct node *control, const char *value, const char *label,
    const char *chosen)
{
	struct node *option = node_add(control, "option");

	node_set(option, "value", value);
	node_set(option, "label", label);
	if (is(chosen, value))
		node_set(option, "selected", "yes");
	return option;
}

/* Not marked as optional: an answer before decides whether it is needed. */
struct node *fostering_visit_control(struct request *r, struct node *parent,
    const struct field *field, bool sent, const char *type)
{
	return page_control(r, parent, field, field->name,
	    sent ? input_text(&r->input, field->name) : "",
	    sent ? input_slot(&r->input, field->name)->error : NULL, type);
}

