#include "need.h"

#include <string.h>

#include "document.h"
#include "lists.h"
#include "need-rules.h"
#include "pep.h"
#include "pep-form.h"
#include "place.h"

/* Stages of special educational needs, from and to. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])

const struct field education_need_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "stage", .type = FIELD_CODE, .choices = "education-sen-stage", .required = true,
	  .label = "Stage" },
	{ .name = "primary", .type = FIELD_CODE, .choices = "education-need-type", .compact = true,
	  .label = "Primary need" },
	{ .name = "secondary", .type = FIELD_CODE, .choices = "education-need-type", .compact = true,
	  .label = "Secondary need" },
	{ .name = "from_on", .type = FIELD_DATE, .required = true, .not_future = true,
	  .label = "Since" },
	{ 0 }
};

/* Columns of EDUCATION_NEEDS. */
enum { NUMBER, STAGE, PRIMARY, SECONDARY, FROM, TO };

const char *education_need_types(struct request *r, const char *one, const char *other)
{
	if (one[0] == '\0')
		return "";
	one = lists_label("education-need-type", one, r->today);
	return other[0] == '\0' ? one : pool_printf(r->pool, "%s; %s", one,
	    lists_label("education-need-type", other, r->today));
}

/* The stage that holds. False: none is recorded. */
static bool stage_now(struct request *r, const struct record *record, struct db_row *row_r)
{
	struct db_rows rows;

	(void)db_list(r->db, SQL(NEEDS), &rows, record->id);
	if (rows.n == 0 || db_text(&rows.row[0], TO) != NULL)
		return false;
	*row_r = rows.row[0];
	return true;
}

/* -- on the child's page -- */

void education_need_near_put(struct request *r, const struct record *record, struct node *body)
{
	unsigned days = (unsigned)conf_number("education.review_near_days");
	struct date today = education_day(r->today), review;
	struct education_ehc p;
	struct db_rows rows;
	size_t i;

	if (!education_ehc_now(r, record, &p) || p.review_due == NULL)
		return;
	review = education_day(p.review_due);
	(void)db_list(r->db, SQL(NEED_MEETINGS), &rows, record->id,
	    date_iso(r->pool, date_add_days(today, -(long)days)), "9999-12-31");
	for (i = 0; i < rows.n; i++)
		if (need_near(education_day(db_text(&rows.row[i], 0)), review, days))
			(void)node_leaf(body, "warning", pool_printf(r->pool, "The meeting about the personal "
			    "education plan on %s and the review of the EHC plan, due by %s, are within %u "
			    "days of each other: they may be held together.",
			    page_day(r, db_text(&rows.row[i], 0)), page_day(r, p.review_due), days));
}

static void stage_put(struct request *r, struct node *body, const struct db_row *row)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Stage", pool_printf(r->pool, "%s, since %s", lists_label(
	    "education-sen-stage", db_text(row, STAGE), r->today), page_day(r, db_text(row, FROM))));
	if (strcmp(db_text(row, STAGE), "N") != 0)
		(void)page_row(s, "Needs", education_need_types(r, db_text(row, PRIMARY),
		    db_text(row, SECONDARY)));
}

static void present_put(struct request *r, const struct record *record, struct node *body)
{
	struct education_ehc p;
	struct db_row row;
	bool known = stage_now(r, record, &row), plan = education_ehc_now(r, record, &p);

	if (known)
		stage_put(r, body, &row);
	else
		(void)page_para(body, "No stage is recorded.");
	if (plan)
		education_ehc_put(r, record, body, &p);
	else if (known && strcmp(db_text(&row, STAGE), "E") == 0)
		(void)node_leaf(body, "warning", "The stage is that of an education, health and care plan, "
		    "and no such plan is recorded.");
	education_need_said_put(r, record, body, true);
	education_need_near_put(r, record, body);
}

void education_needs_put(struct request *r, const struct record *record, struct node *body)
{
	(void)page_heading(body, 2, "Special educational needs");
	present_put(r, record, body);
	if (request_may(r, EDUCATION_READ))
		casework_link(r, body, record, "Stages and EHC plans", "/needs", NULL);
}

/* -- the page -- */

static void history_put(struct request *r, const struct record *record, struct node *body)
{
	struct db_rows rows;
	struct node *table, *tr;
	size_t i;

	(void)db_list(r->db, SQL(NEEDS), &rows, record->id);
	table = page_table(body, "stages", "Stages", "No stage is recorded.", "Stage", "Needs", "From",
	    "To", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, lists_label("education-sen-stage", db_text(&rows.row[i], STAGE),
		    r->today));
		(void)page_cell(tr, education_need_types(r, db_text(&rows.row[i], PRIMARY),
		    db_text(&rows.row[i], SECONDARY)));
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], FROM)));
		(void)page_cell(tr, db_text(&rows.row[i], TO) == NULL ? "" :
		    page_day(r, db_text(&rows.row[i], TO)));
	}
}

int education_needs_show(struct request *r)
{
	struct education_ehc *list, now;
	struct record record;
	struct node *body;
	size_t i, n;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "needs", "Special educational needs");
	if (request_may(r, EDUCATION_NEED)) {
		casework_link(r, body, &record, "Record a stage", "/need", "secondary");
		if (!education_ehc_now(r, &record, &now))
			casework_link(r, body, &record, "Record an EHC plan or a request for one",
			    "/ehc-plan", "secondary");
	}
	present_put(r, &record, body);
	history_put(r, &record, body);
	education_need_refusals_put(r, &record, body);
	n = education_ehc_list(r, &record, &list);
	for (i = 0; i < n; i++)
		if (list[i].ceased_on != NULL)
			education_ehc_put(r, &record, body, &list[i]);
	if (education_ehc_now(r, &record, &now))
		education_ehc_dates(r, body, &record, &now);
	return 200;
}

/* -- recorded -- */

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "place", "Stage of special educational needs"),
	    *form;

	education_need_said_put(r, record, body, false);
	(void)page_para(body, "The stage before ends the day before.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_need_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

/* What the plan says is taken over as it stands, unless it is changed. */
static void fill(struct request *r, const struct record *record)
{
	struct education_need_said s;

	if (!education_need_said(r, record, &s))
		return;
	input_slot(&r->input, "stage")->value = s.stage;
	input_slot(&r->input, "primary")->value = s.primary;
	input_slot(&r->input, "secondary")->value = s.secondary;
	input_slot(&r->input, "from_on")->value = s.on;
}

int education_need_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	fill(r, &record);
	return page(r, &record, 200);
}

static void rules(struct request *r, const struct record *record)
{
	struct input *in = &r->input;
	const char *stage = input_text(in, "stage"), *from = input_text(in, "from_on");
	struct db_rows rows;

	if (strcmp(stage, "K") == 0 || strcmp(stage, "E") == 0)
		input_needs(in, "primary", "Choose the primary need");
	else if (stage[0] != '\0' && input_text(in, "primary")[0] != '\0')
		input_refuse(in, "primary", "Without special needs there is no need to name");
	if (input_text(in, "secondary")[0] != '\0' &&
	    strcmp(input_text(in, "secondary"), input_text(in, "primary")) == 0)
		input_refuse(in, "secondary", "The secondary need must be another than the primary one");
	(void)db_list(r->db, SQL(NEEDS), &rows, record->id);
	if (from[0] != '\0' && rows.n > 0 && strcmp(from, db_text(&rows.row[0], FROM)) <= 0)
		input_refuse(in, "from_on", pool_printf(r->pool, "The stage before began on %s: this one "
		    "must begin after it", page_day(r, db_text(&rows.row[0], FROM))));
}

int education_need_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;
	struct db_row now;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	if (stage_now(r, &record, &now))
		(void)db_write(r->db, SQL(NEED_END), date_iso(r->pool, date_add_days(education_day(
		    input_text(in, "from_on")), -1)), db_number(&now, NUMBER));
	(void)db_write(r->db, SQL(NEED_ADD), record.id, input_text(in, "stage"),
	    input_text(in, "primary"), input_text(in, "secondary"), input_text(in, "from_on"),
	    request_account(r));
	event_add(r, &record, "need", "Stage of special educational needs recorded", false);
	education_peps_refresh(r, &record);
	return request_redirect(r, "%s/needs", casework_path(r, &record));
}

/* -- section I -- */

void education_need_fill(struct request *r, const struct record *record, struct document *d)
{
	struct education_ehc p;
	struct db_row row;

	/* Who writes the section has the last word. */
	if (form_get(document_answers(r, d), EDUCATION_PEP_STAGE, 0)[0] != '\0' ||
	    !stage_now(r, record, &row))
		return;
	document_fill(r, d, (struct document_value[]){
	    { EDUCATION_PEP_STAGE, db_text(&row, STAGE) },
	    { EDUCATION_PEP_PRIMARY, db_text(&row, PRIMARY) },
	    { EDUCATION_PEP_SECONDARY, db_text(&row, SECONDARY) } }, 3);
	if (!education_ehc_now(r, record, &p))
		return;
	document_fill(r, d, (struct document_value[]){ { EDUCATION_PEP_REQUESTED_ON, p.requested_on },
	    { EDUCATION_PEP_SUPPORT_HOURS, p.hours == 0 ? NULL : education_hours(r, p.hours) } }, 2);
	if (strcmp(db_text(&row, STAGE), "E") == 0)
		document_fill(r, d, (struct document_value[]){
		    { EDUCATION_PEP_PLAN_AUTHORITY, p.authority },
		    { EDUCATION_PEP_PLAN_ISSUED, p.issued_on },
		    { EDUCATION_PEP_PLAN_REVIEWED, p.reviewed_on },
		    { EDUCATION_PEP_PLAN_NEXT, p.review_due },
		    { EDUCATION_PEP_PLAN_OUTCOMES, p.outcomes } }, 5);
}
