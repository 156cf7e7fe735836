#include <string.h>

#include "analysis.h"
#include "lists.h"
#include "meeting.h"
#include "overtaken.h"

/* 5.4: a case at the table, on a page that may stand on the wall: no name, no day of
 * birth, no address, whoever has it open. */

const struct field lscb_table_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "minute", .type = FIELD_MEMO, .max = 16000, .rows = 8, .label = "Minute",
	  .hint = "Do not name a child. No vote is taken" },
	{ .name = "dissent", .type = FIELD_MEMO, .max = 2000, .rows = 3, .label = "View differed",
	  .hint = "Who saw it otherwise, and how, by seat. Empty where all agreed" },
	{ 0 }
};

struct node *lscb_table_page(struct request *r, const struct record *record, const char *view,
    const char *title)
{
	const struct lscb_death *d = lscb_of(r);
	struct node *body = page_begin(r, view, title), *s;

	page_back(r, "Case", "%s", casework_path(r, record));
	page_about(r, record->reference);
	(void)page_identity(r, record->reference, NULL, NULL, NULL);
	(void)page_heading(body, 1, title);
	s = node_add(body, "summary");
	(void)page_row(s, "Identifier", record->reference);
	(void)page_row(s, "Age at death", lscb_age_open(r, d));
	(void)page_row(s, "Sex", d->sex[0] == '\0' ? NULL : lists_label("lscb-sex", d->sex, r->today));
	return body;
}

/* Not after its outcome, nor after the minutes were closed. */
static bool open(const struct record *record, const struct lscb_meeting *m,
    const struct lscb_item *i)
{
	return strcmp(record->state, "LISTED") == 0 && lscb_meeting_open(m) && i->outcome[0] == '\0';
}

static void item_put(struct request *r, struct node *body, const struct lscb_meeting *m,
    const struct lscb_item *i)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Meeting", page_day(r, m->meets_on));
	(void)page_row(s, "Block", lists_label("lscb-block", i->block, r->today));
	if (i->why[0] != '\0')
		(void)page_row(s, "Note", i->why);
	if (i->outcome[0] != '\0')
		(void)page_row(s, "Outcome", lists_label("lscb-outcome", i->outcome, r->today));
	(void)page_link(body, lscb_meeting_title(r, m), NULL, "%s", lscb_meeting_path(r, m));
}

static void minute_put(struct request *r, struct node *body, const struct lscb_item *i, bool may)
{
	struct node *form;

	(void)page_heading(body, 2, "Minute");
	if (!may) {
		(void)page_para(body, i->minute[0] == '\0' ? "There is no minute yet." : i->minute);
		if (i->dissent[0] != '\0')
			(void)page_para(body, pool_printf(r->pool, "View differed: %s", i->dissent));
		return;
	}
	form = page_form(r, body, r->http->path);
	page_version(r, form, i->version);
	(void)page_field(r, form, &lscb_table_input[1], NULL);
	(void)page_field(r, form, &lscb_table_input[2], NULL);
	(void)page_button(page_buttons(form), "Save the minute", "primary", NULL, NULL);
}

/* Why not yet, once: what keeps from the one keeps from the other. */
static void decide_put(struct request *r, struct node *body, const struct record *record)
{
	const struct transition *sign = workflow_find(r, &lscb_workflow, record, LSCB_EVENT_SIGN),
	    *defer = workflow_find(r, &lscb_workflow, record, LSCB_EVENT_DEFER);
	const char *why = sign == NULL ? NULL : workflow_why(r, record, sign);

	if (why != NULL)
		(void)page_para(body, why);
	else if (sign != NULL)
		casework_link(r, body, record, "Sign the analysis", "/sign", "button");
	if (defer != NULL && workflow_why(r, record, defer) == NULL)
		casework_link(r, body, record, "Adjourn the case", "/defer", "secondary");
}

static void steps_put(struct request *r, struct node *body, const struct record *record)
{
	(void)page_heading(body, 2, "What the panel does");
	lscb_analyses_put(r, body, record);
	decide_put(r, body, record);
	if (casework_may(r, record, LSCB_EVENT_UNLIST))
		casework_link(r, body, record, "Take it off the agenda", "/unlist", NULL);
	casework_link(r, body, record, "Referrals", "/referrals", NULL);
}

static int table_page(struct request *r, const struct record *record, const struct lscb_meeting *m,
    const struct lscb_item *i, int status)
{
	struct node *body = lscb_table_page(r, record, "table", "At the table");
	struct quorum q;

	item_put(r, body, m, i);
	if (strcmp(m->meets_on, r->today) <= 0) {
		lscb_quorum(r, m, record, &q);
		lscb_quorum_put(r, body, &q);
	}
	lscb_conflicts_put(r, body, record, m, open(record, m, i));
	steps_put(r, body, record);
	minute_put(r, body, i, lscb_meeting_open(m));
	return status;
}

static void fill(struct request *r, const struct lscb_item *i)
{
	input_slot(&r->input, "minute")->value = i->minute;
	input_slot(&r->input, "dissent")->value = i->dissent;
}

int lscb_table_show(struct request *r)
{
	struct lscb_meeting m;
	struct lscb_item i;
	struct record record;

	if (!casework_load(r, &record) || !lscb_item_of(r, &record, &m, &i))
		return page_not_found(r);
	fill(r, &i);
	return table_page(r, &record, &m, &i, 200);
}

int lscb_table_save(struct request *r)
{
	const struct typed *typed;
	struct lscb_meeting m;
	struct lscb_item i;
	struct record record;

	if (!casework_lock(r, &record) || !lscb_item_of(r, &record, &m, &i))
		return page_not_found(r);
	if (!lscb_meeting_open(&m))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "minute");
	lscb_nameless(r, record.id, "dissent");
	if (overtaken(r, i.version)) {
		typed = overtaken_typed(r);
		fill(r, &i);
		overtaken_by(r, typed);
		return table_page(r, &record, &m, &i, 409);
	}
	if (!input_valid(&r->input, r->pool))
		return table_page(r, &record, &m, &i, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_ITEM_MINUTE], input_text(&r->input, "minute"),
	    input_text(&r->input, "dissent"), i.id, (unsigned long long)i.version);
	return request_redirect(r, "%s/table", casework_path(r, &record));
}

/* -- on the case's page -- */

void lscb_review_panel(struct request *r, const struct record *record, struct node *list)
{
	struct lscb_meeting m;
	struct lscb_item i;

	if (request_may(r, LSCB_MEET) && lscb_item_of(r, record, &m, &i))
		(void)lscb_part(r, record, list, "At the table", lscb_meeting_title(r, &m), "Open",
		    "/table");
	lscb_analyses_list(r, list, record);
	if (request_may(r, LSCB_MEET))
		(void)lscb_part(r, record, list, "Referrals", "To other bodies, and what they decided",
		    "Open", "/referrals");
}
