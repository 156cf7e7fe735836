#include <string.h>

#include "date.h"
#include "lists.h"
#include "need.h"
#include "pep.h"
#include "pep-form.h"
#include "pep-guest.h"
#include "text.h"

/* One plan: its meeting, who signs, its submission, and what the virtual school makes
 * of it (3.3). Quality is in pep-quality.c. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }, \
	{ .name = "number", .type = FIELD_NUMBER, .required = true }

const struct field education_plan_meeting_input[] = {
	ID,
	{ .name = "meeting_on", .type = FIELD_DATE, .label = "The meeting is set for" },
	{ .name = "met_on", .type = FIELD_DATE, .not_future = true, .label = "The meeting was held on" },
	{ 0 }
};

const struct field education_plan_submit_input[] = { ID, { 0 } };

const struct field education_plan_cancel_input[] = {
	ID,
	{ .name = "why", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why the plan is cancelled" },
	{ 0 }
};

static bool plan_of(struct request *r, const struct record *record, struct education_pep *p)
{
	unsigned long long number;

	return text_number(input_text(&r->input, "number"), &number) && number < 10000 &&
	    education_pep_find(r, record, (unsigned)number, p);
}

bool education_plan_load(struct request *r, struct record *record, struct education_pep *p)
{
	return casework_load(r, record) && plan_of(r, record, p);
}

bool education_plan_lock(struct request *r, struct record *record, struct education_pep *p)
{
	return casework_lock(r, record) && plan_of(r, record, p);
}

bool education_pep_under_way(const struct education_pep *p)
{
	enum pep_state to;

	return pep_step(p->state, PEP_CANCEL, &to);
}

/* -- its page -- */

static void summary(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Why it is made", lists_label("education-pep-why", p->why, r->today));
	(void)page_row(s, "Meeting", p->met_on != NULL ? pool_printf(r->pool, "Held on %s",
	    page_day(r, p->met_on)) : p->meeting_on != NULL ? page_day(r, p->meeting_on) : NULL);
	(void)page_row(s, "Submitted", p->submitted_on == NULL ? NULL : pool_printf(r->pool, "%s, %s",
	    page_day(r, p->submitted_on), document_author(r, p->submitted_by)));
	if (p->decided_on != NULL)
		(void)page_row(s, p->state == PEP_RETURNED ? "Returned" : "Looked at", pool_printf(r->pool,
		    "%s, %s", page_day(r, p->decided_on), document_author(r, p->decided_by)));
	if (p->rating[0] != '\0' && education_pep_part(r, record) != PEP_CARER)
		(void)page_row(s, "Quality", lists_label("education-rating", p->rating, r->today));
	if (p->returned_why[0] != '\0')
		(void)page_row(s, "What has to be changed", p->returned_why);
}

static void next(struct request *r, struct node *body, const struct record *record,
    const struct education_pep *p)
{
	enum pep_part part = education_pep_part(r, record);
	const char *form = pool_printf(r->pool, "%s/pep-%u", casework_path(r, record), p->number);
	bool writes = part != PEP_PART__MAX && pep_writes(p->state, part);
	struct node *submit;

	(void)page_heading(body, 2, "What happens next");
	if (p->state == PEP_READY && request_may(r, EDUCATION_SUBMIT) &&
	    (part == PEP_TEACHER || part == PEP_VIRTUAL)) {
		(void)page_para(body, part == PEP_TEACHER ? "Nothing that is needed lacks. To submit it is "
		    "also your signature." : "Nothing that is needed lacks.");
		submit = page_form(r, body, pool_printf(r->pool, "%s/submit",
		    education_pep_path(r, record, p)));
		(void)page_button(page_buttons(submit), "Submit the plan", "primary", NULL, NULL);
	} else if (p->state == PEP_SUBMITTED && part == PEP_VIRTUAL) {
		(void)page_link(body, "Rate it, and accept or return it", "button", "%s/quality",
		    education_pep_path(r, record, p));
	} else if (p->state == PEP_SUBMITTED) {
		(void)page_para(body, "The virtual school looks at it.");
	} else if (!writes) {
		(void)page_para(body, "There is nothing for you to do now.");
	}
	(void)page_link(body, writes ? "Write in the plan" : "Read the plan", writes &&
	    p->state != PEP_READY && p->state != PEP_SUBMITTED ? "button" : NULL, "%s%s", form,
	    writes ? "" : "/check");
	(void)page_link(body, "Print it", NULL, "%s/print", form);
	if (request_may(r, EDUCATION_WORK))
		(void)page_link(body, "Print it without the social worker's sections", NULL, "%s/pack", form);
}

static void moves_put(struct request *r, struct node *body, const struct education_pep *p)
{
	struct db_rows rows;
	struct node *table, *row;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_MOVES], &rows, p->id);
	table = page_table(body, "moves", "What happened to it", "", "When", "State", "By", "Note", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *m = &rows.row[i];

		row = node_add(table, "row");
		(void)page_cell(row, page_when(r, db_text(m, 0)));
		(void)page_cell(row, lists_label("education-pep-state", db_text(m, 1), r->today));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(m, 3), db_text(m, 4)));
		(void)page_cell(row, db_text(m, 2));
	}
}

static void ask(struct request *r, struct node *body, const struct record *record,
    const struct education_pep *p)
{
	const char *path = education_pep_path(r, record, p);

	if (education_pep_part(r, record) == PEP_PART__MAX || !education_pep_under_way(p))
		return;
	(void)page_heading(body, 2, "Meeting");
	(void)page_form_of(r, body, education_plan_meeting_input, pool_printf(r->pool, "%s/meeting", path),
	    "Save the meeting", "secondary");
	if (education_pep_part(r, record) == PEP_VIRTUAL)
		(void)page_link(body, "Cancel the plan", NULL, "%s/cancel", path);
}

/* The dates of this plan; of the first also what runs from the start of care. */
static void dates_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p)
{
	unsigned n = p->number;

	deadline_list_of(r, body, record, pool_printf(r->pool, "P2R-%u P3-%u P4-%u P5-%u P6-%u%s", n,
	    n, n, n, n, n == 1 ? " P1 P2" : ""), education_late_path(r, record));
}

int education_plan_page(struct request *r, const struct record *record,
    const struct education_pep *p, int status)
{
	struct node *body = casework_page(r, record, "plan", education_pep_title(r, p));

	(void)node_leaf(body, "tag", lists_label("education-pep-state", pep_code(p->state), r->today));
	summary(r, record, body, p);
	education_need_near_put(r, record, body);
	next(r, body, record, p);
	education_pep_lacks_put(r, record, body, p);
	education_pep_rating_put(r, record, body, p);
	education_pep_signs_put(r, record, body, p);
	education_pep_behalf_put(r, record, body, p, r->route->input == education_plan_behalf_input);
	education_guests_put(r, record, body, p);
	dates_put(r, record, body, p);
	ask(r, body, record, p);
	moves_put(r, body, p);
	return status;
}

int education_plan_show(struct request *r)
{
	struct education_pep p;
	struct record record;

	return education_plan_load(r, &record, &p) ?
	    education_plan_page(r, &record, &p, 200) : page_not_found(r);
}

/* -- meeting -- */

/* P5: written up within so many school days of the meeting, by the school's calendar. */
void education_pep_met(struct request *r, const struct record *record,
    const struct education_pep *p, const char *met_on)
{
	unsigned n = (unsigned)conf_number("education.p5_written_up");
	struct school_days days;
	struct date due;

	deadline_met_on(r, record, deadline_code(r->pool, "P4", p->number), met_on);
	education_days_near(r, p->school, &days);
	if (p->met_on == NULL && school_day_nth(&days, education_day(met_on), n, &due))
		deadline_agree(r, record, deadline_code(r->pool, "P5", p->number), "Plan written up",
		    date_iso(r->pool, due), pool_printf(r->pool, "%u school days from %s", n,
		    page_day(r, met_on)));
}

int education_plan_meeting(struct request *r)
{
	const char *set, *held;
	struct education_pep p;
	struct record record;
	struct document d;

	if (!education_plan_lock(r, &record, &p))
		return page_not_found(r);
	if (education_pep_part(r, &record) == PEP_PART__MAX || !education_pep_under_way(&p))
		return casework_moved_on(r);
	set = input_text(&r->input, "meeting_on");
	held = input_text(&r->input, "met_on");
	if (set[0] == '\0' && held[0] == '\0')
		input_refuse(&r->input, "meeting_on", "Enter the day of the meeting");
	if (!input_valid(&r->input, r->pool))
		return education_plan_page(r, &record, &p, 422);
	if (db_write(r->db, &education_sql[EDUCATION_PLAN_MEETING], set[0] != '\0' ? set : p.meeting_on,
	    held[0] != '\0' ? held : p.met_on, p.id, (unsigned long long)p.version) != 1)
		return casework_moved_on(r);
	if (held[0] != '\0') {
		education_pep_met(r, &record, &p, held);
		if (document_find_number(r, &record, "pep", p.number, &d))
			document_fill(r, &d, &(struct document_value){ EDUCATION_PEP_HELD_ON, held }, 1);
	}
	event_add(r, &record, "plan.meeting", held[0] != '\0' ? "Meeting about the plan held" :
	    "Meeting about the plan set", false);
	return request_redirect(r, "%s", education_pep_path(r, &record, &p));
}

/* -- submission -- */

void education_pep_tell(struct request *r, const struct record *record, const char *relation,
    const char *title)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PEOPLE], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 1), relation) == 0)
			notice_add(r, record, db_number(&rows.row[i], 6), title);
}

int education_plan_submit(struct request *r)
{
	struct education_pep p;
	struct record record;
	struct document d;
	enum pep_part part;

	if (!education_plan_lock(r, &record, &p))
		return page_not_found(r);
	part = education_pep_part(r, &record);
	if ((part != PEP_TEACHER && part != PEP_VIRTUAL) || p.state != PEP_READY ||
	    !document_find_number(r, &record, "pep", p.number, &d))
		return casework_moved_on(r);
	education_pep_figures(r, &record, &d);
	if (part == PEP_TEACHER)
		education_pep_sign(r, &p, "TEACHER", "AGREES", "", "");
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_SUBMITTED], r->today, request_account(r),
	    p.id);
	if (!education_pep_move(r, &record, &p, PEP_SUBMIT, ""))
		return casework_moved_on(r);
	event_add(r, &record, "plan.submitted", pool_printf(r->pool, "%s submitted",
	    education_pep_title(r, &p)), false);
	notice_add(r, &record, record.owner, "A personal education plan was submitted");
	education_pep_tell(r, &record, "REVIEWER", "A personal education plan is there to be read");
	return request_redirect(r, "%s", education_pep_path(r, &record, &p));
}

/* -- cancelled -- */

static int cancel_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "plan-cancel", "Cancel the plan");

	(void)page_para(body, "What was written stays to be read. The term may have another plan.");
	page_route_form(r, body, "Cancel the plan", "warning");
	return status;
}

int education_plan_cancel_show(struct request *r)
{
	struct education_pep p;
	struct record record;

	if (!education_plan_load(r, &record, &p) || !education_pep_under_way(&p))
		return page_not_found(r);
	return cancel_page(r, &record, 200);
}

int education_plan_cancel(struct request *r)
{
	struct education_pep p;
	struct record record;

	if (!education_plan_lock(r, &record, &p))
		return page_not_found(r);
	if (!education_pep_under_way(&p))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return cancel_page(r, &record, 422);
	if (!education_pep_move(r, &record, &p, PEP_CANCEL, input_text(&r->input, "why")))
		return casework_moved_on(r);
	event_add(r, &record, "plan.cancelled", "Personal education plan cancelled", false);
	return request_redirect(r, "%s", education_pep_path(r, &record, &p));
}
