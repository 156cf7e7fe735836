#include <string.h>

#include "clock.h"
#include "date.h"
#include "lists.h"
#include "pep.h"
#include "term-rules.h"
#include "text.h"

/* The plans of a child, and how one begins: the first after entry to care, one each
 * term, one after a change (3.2). */

const struct field education_plan_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

const struct field education_plan_new_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "why", .type = FIELD_CODE, .choices = "education-pep-why", .required = true,
	  .label = "Why is this plan made?" },
	{ .name = "changed_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day of the change", .hint = "Only for a plan after a change" },
	{ .name = "meeting_on", .type = FIELD_DATE, .label = "Day of the meeting, if it is set" },
	{ 0 }
};

static void read_row(const struct db_row *row, struct education_pep *p)
{
	*p = (struct education_pep){ .id = db_number(row, 0), .document = db_number(row, 1),
	    .number = (unsigned)db_number(row, 2), .version = (unsigned)db_number(row, 3),
	    .year = (int)db_number(row, 4), .term = db_text(row, 5), .why = db_text(row, 6),
	    .state = pep_state(db_text(row, 7)), .school = db_number(row, 8),
	    .meeting_on = db_text(row, 9), .met_on = db_text(row, 10), .ready_on = db_text(row, 11),
	    .submitted_on = db_text(row, 12), .submitted_by = db_number(row, 13),
	    .decided_on = db_text(row, 14), .decided_by = db_number(row, 15),
	    .returned_why = db_text(row, 16), .rating = db_text(row, 17),
	    .lacks_worker = (unsigned)db_number(row, 18),
	    .lacks_teacher = (unsigned)db_number(row, 19), .moderate = db_number(row, 20) != 0 };
}

bool education_pep_find(struct request *r, const struct record *record, unsigned number,
    struct education_pep *p_r)
{
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_PLAN_FIND], &row, record->id,
	    (unsigned long long)number))
		return false;
	read_row(&row, p_r);
	return true;
}

bool education_pep_done_before(struct request *r, const struct record *record,
    const struct education_pep *p, struct education_pep *before_r)
{
	struct db_row row;

	return db_find(r->db, &education_sql[EDUCATION_PLAN_DONE_BEFORE], &row, record->id,
	    (unsigned long long)p->number) &&
	    education_pep_find(r, record, (unsigned)db_number(&row, 0), before_r);
}

void education_peps_refresh(struct request *r, const struct record *record)
{
	struct education_pep p;
	struct db_rows rows;
	struct document d;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLANS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		read_row(&rows.row[i], &p);
		if (!pep_writes(p.state, PEP_WORKER) ||
		    !document_find_number(r, record, "pep", p.number, &d))
			continue;
		education_pep_fill(r, record, &d);
		education_pep_settle(r, record, &p, &d, false);
	}
}

static const char *term_words(struct request *r, const struct education_pep *p)
{
	return pool_printf(r->pool, "%s term %d/%02d",
	    p->term[0] == 'A' ? "autumn" : strcmp(p->term, "SPRING") == 0 ? "spring" : "summer",
	    p->year, (p->year + 1) % 100);
}

const char *education_pep_title(struct request *r, const struct education_pep *p)
{
	return pool_printf(r->pool, "Personal education plan, %s", term_words(r, p));
}

const char *education_pep_term(struct request *r, const struct education_pep *p)
{
	const char *words = term_words(r, p);

	return pool_printf(r->pool, "%c%s", words[0] - 'a' + 'A', words + 1);
}

const char *education_pep_path(struct request *r, const struct record *record,
    const struct education_pep *p)
{
	return pool_printf(r->pool, "%s/plan/%u", casework_path(r, record), p->number);
}

enum pep_part education_pep_part(const struct request *r, const struct record *record)
{
	if (session_role(r->session, "EVH EVO"))
		return PEP_VIRTUAL;
	if (record_is(record, "WORKER"))
		return PEP_WORKER;
	if (record_is(record, "TEACHER"))
		return PEP_TEACHER;
	return record_is(record, "CARER") ? PEP_CARER : PEP_PART__MAX;
}

/* -- its state -- */

/* What the dates of the record have to do with it: P2 and P3 end with the plan ready or
 * complete, P5 with its submission, P6 with what the virtual school decides. */
static void clocks_move(struct request *r, const struct record *record,
    const struct education_pep *p)
{
	const char *p3 = deadline_code(r->pool, "P3", p->number);
	const char *p6 = deadline_code(r->pool, "P6", p->number);
	struct clock clock = { .code = p6, .name = "Plan looked at for quality" };

	switch (p->state) {
	case PEP_READY:
		deadline_met(r, record, "P2");
		break;
	case PEP_SUBMITTED:
		deadline_met(r, record, deadline_code(r->pool, "P2R", p->number));
		deadline_met(r, record, deadline_code(r->pool, "P5", p->number));
		if (clock_parse(conf_text("education.p6_quality"), &clock))
			(void)deadline_start(r, record, &clock, r->today);
		break;
	case PEP_RETURNED:
		deadline_met(r, record, p6);
		break;
	case PEP_COMPLETE:
		deadline_met(r, record, p6);
		deadline_met(r, record, p3);
		break;
	case PEP_CANCELLED:
		deadline_drop(r, record, p3);
		deadline_drop(r, record, p6);
		deadline_drop(r, record, deadline_code(r->pool, "P5", p->number));
		deadline_drop(r, record, deadline_code(r->pool, "P4", p->number));
		deadline_drop(r, record, deadline_code(r->pool, "P2R", p->number));
		break;
	default:
		break;
	}
}

bool education_pep_move(struct request *r, const struct record *record, struct education_pep *p,
    enum pep_event event, const char *note)
{
	enum pep_state to;
	const char *state;

	if (!pep_step(p->state, event, &to))
		return false;
	if (to == p->state)
		return true;
	state = pep_code(to);
	if (db_write(r->db, &education_sql[EDUCATION_PLAN_STATE], state,
	    to == PEP_CANCELLED ? 1ULL : 0ULL, p->id, (unsigned long long)p->version) != 1)
		return false;
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_MOVE], p->id, state, note,
	    request_account(r));
	p->state = to;
	p->version++;
	clocks_move(r, record, p);
	return true;
}

void education_peps_cancel(struct request *r, const struct record *record)
{
	struct education_pep p;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLANS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		read_row(&rows.row[i], &p);
		(void)education_pep_move(r, record, &p, PEP_CANCEL, "Care has ended");
	}
}

/* -- on the child's page -- */

static const char *when(struct request *r, const struct education_pep *p)
{
	if (p->decided_on != NULL && p->state == PEP_COMPLETE)
		return page_day(r, p->decided_on);
	return p->submitted_on != NULL ? page_day(r, p->submitted_on) : p->meeting_on != NULL ?
	    page_day(r, p->meeting_on) : "";
}

void education_peps_put(struct request *r, const struct record *record, struct node *body)
{
	struct education_pep p;
	struct node *table = NULL, *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLANS], &rows, record->id);
	if (rows.n > 0)
		table = page_table(body, "plans", "Personal education plans", "", "Plan", "Why it is made",
		    "State", "Day", "Quality", NULL);
	for (i = 0; table != NULL && i < rows.n; i++) {
		read_row(&rows.row[i], &p);
		row = node_add(table, "row");
		cell = page_cell(row, education_pep_term(r, &p));
		node_set(cell, "head", "yes");
		if (request_may(r, EDUCATION_VIEW))
			node_set(cell, "href", education_pep_path(r, record, &p));
		(void)page_cell(row, lists_label("education-pep-why", p.why, r->today));
		(void)page_cell(row, lists_label("education-pep-state", pep_code(p.state), r->today));
		(void)page_cell(row, when(r, &p));
		(void)page_cell(row, p.rating[0] == '\0' ? "" :
		    lists_label("education-rating", p.rating, r->today));
	}
	if (rows.n > 0 && record->closed_at == NULL && request_may(r, EDUCATION_CARE) &&
	    education_pep_part(r, record) < PEP_TEACHER)
		casework_link(r, body, record, "Begin another plan", "/plan", NULL);
}

/* -- beginning -- */

void education_term_now(struct request *r, const char *day, int *year_r, const char **term_r,
    const char **cut_off_r)
{
	struct date on = education_day(day), summer = { on.year, 4, 1 };
	struct db_row row;

	*cut_off_r = NULL;
	if (db_find(r->db, &education_sql[EDUCATION_PLAN_TERM], &row, day)) {
		*year_r = (int)db_number(&row, 0);
		*term_r = db_text(&row, 1);
		*cut_off_r = db_text(&row, 2);
		return;
	}
	*year_r = term_year(on);
	*term_r = term_code(term_of(on, summer));
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "plan-new", "Begin a personal education plan");
	struct node *form;
	const char *term, *cut_off;
	int year;

	education_term_now(r, r->today, &year, &term, &cut_off);
	(void)page_para(body, pool_printf(r->pool, "It is the plan of the %s term %d/%02d%s.",
	    term_label(strcmp(term, "AUTUMN") == 0 ? TERM_AUTUMN : strcmp(term, "SPRING") == 0 ?
	    TERM_SPRING : TERM_SUMMER), year, (year + 1) % 100, cut_off == NULL ? "" :
	    pool_printf(r->pool, ", to be complete by %s", page_day(r, cut_off))));
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_plan_new_input + 1);
	(void)page_button(page_buttons(form), "Begin", "primary", NULL, NULL);
	return status;
}

static bool may_begin(struct request *r, const struct record *record)
{
	return record->closed_at == NULL && education_pep_part(r, record) < PEP_TEACHER &&
	    (strcmp(record->state, "CARE") == 0 || strcmp(record->state, "PLANNED") == 0);
}

/* Is there a plan of this term? */
static bool has_plan(struct request *r, const struct record *record, struct education_pep *p_r)
{
	const char *term, *cut_off;
	struct db_rows rows;
	int year;
	size_t i;

	education_term_now(r, r->today, &year, &term, &cut_off);
	(void)db_list(r->db, &education_sql[EDUCATION_PLANS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		read_row(&rows.row[i], p_r);
		if (p_r->state != PEP_CANCELLED && p_r->year == year && strcmp(p_r->term, term) == 0)
			return true;
	}
	return false;
}

void education_pep_next_put(struct request *r, const struct record *record, struct node *body)
{
	struct education_pep p;

	if (!request_may(r, EDUCATION_VIEW) || record->closed_at != NULL)
		return;
	if (has_plan(r, record, &p)) {
		if (education_pep_under_way(&p))
			(void)page_link(body, "Open the plan of this term", "button", "%s",
			    education_pep_path(r, record, &p));
		else
			(void)page_para(body, "The plan of this term is complete.");
	} else if (request_may(r, EDUCATION_CARE) && may_begin(r, record)) {
		(void)page_link(body, "Begin the plan of this term", "button", "%s/plan",
		    casework_path(r, record));
	}
}

int education_plan_new_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) && may_begin(r, &record) ? page(r, &record, 200) :
	    page_not_found(r);
}

/* P4: in school days of the child's school where the authority counts so. */
static void change_begin(struct request *r, const struct record *record,
    const struct education_pep *p, const char *from)
{
	unsigned n = (unsigned)conf_number("education.p4_school_days");
	struct clock change = { .code = deadline_code(r->pool, "P4", p->number),
	    .name = "Meeting after the change" };
	struct education_enrolment e;
	struct school_days days;
	struct date due;

	if (n == 0) {
		if (clock_parse(conf_text("education.p4_change"), &change))
			(void)deadline_start(r, record, &change, from);
		return;
	}
	education_days_from(r, education_enrolment_on(r, record, r->today, &e) ? e.school : 0, from,
	    &days);
	if (school_day_nth(&days, education_day(from), n, &due))
		deadline_agree(r, record, change.code, change.name, date_iso(r->pool, due),
		    pool_printf(r->pool, "%u school days from %s", n, page_day(r, from)));
}

/* P3 to the term's cut-off; P4 from a change. P1 is met: it is initiated. */
static void clocks_begin(struct request *r, const struct record *record,
    const struct education_pep *p, const char *cut_off)
{
	deadline_met(r, record, "P1");
	if (cut_off != NULL && strcmp(cut_off, r->today) >= 0)
		deadline_agree(r, record, deadline_code(r->pool, "P3", p->number),
		    "Plan of the term complete", cut_off, "The authority's cut-off of this term");
	if (strcmp(p->why, "CHANGE") == 0)
		change_begin(r, record, p, input_text(&r->input, "changed_on"));
}

static void made(struct request *r, const struct record *record, struct education_pep *p)
{
	struct education_enrolment e;
	struct document d;

	document_new_numbered(r, record, education_pep_form(), p->number, &d);
	p->document = d.id;
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_DOCUMENT], d.id,
	    education_enrolment_on(r, record, r->today, &e) ? e.school : 0ULL, p->id);
	/* Who has a part now, rather than who had one in the plan before. */
	education_pep_contacts(r, record, &d);
	education_pep_carry(r, record, p, &d);
	education_pep_fill(r, record, &d);
	education_pep_settle(r, record, p, &d, false);
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_MOVE], p->id, "NOT_STARTED", "",
	    request_account(r));
	event_add(r, record, "plan", pool_printf(r->pool, "%s begun", education_pep_title(r, p)),
	    false);
}

static bool add(struct request *r, const struct record *record, struct education_pep *p)
{
	const char *meeting = input_text(&r->input, "meeting_on");
	struct db_row row;

	p->number = 1;
	if (db_find(r->db, &education_sql[EDUCATION_PLAN_LAST], &row, record->id))
		p->number = (unsigned)db_number(&row, 0) + 1;
	/* A plan after a change stands beside that of the term. */
	p->id = db_insert(r->db, &education_sql[EDUCATION_PLAN_ADD], record->id,
	    (unsigned long long)p->number, (unsigned long long)p->year, p->term, p->why,
	    meeting[0] == '\0' ? NULL : meeting, strcmp(p->why, "CHANGE") == 0 ? NULL :
	    pool_printf(r->pool, "%llu/%d/%s", record->id, p->year, p->term), request_account(r));
	return p->id != 0;
}

int education_plan_new(struct request *r)
{
	struct education_pep p = { .version = 1, .state = PEP_NOT_STARTED, .rating = "" };
	const char *cut_off;
	struct record record;

	if (!casework_lock(r, &record) || !may_begin(r, &record))
		return page_not_found(r);
	if (input_is(&r->input, "why", "CHANGE"))
		input_needs(&r->input, "changed_on", "Enter the day of the change");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	education_term_now(r, r->today, &p.year, &p.term, &cut_off);
	p.why = input_text(&r->input, "why");
	if (!add(r, &record, &p)) {
		input_refuse(&r->input, "why", "This term has a plan already: go on with it");
		return page(r, &record, 422);
	}
	made(r, &record, &p);
	clocks_begin(r, &record, &p, cut_off);
	return request_redirect(r, "%s", education_pep_path(r, &record, &p));
}
