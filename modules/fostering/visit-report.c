#include <string.h>

#include "clock.h"
#include "fostering.h"
#include "lists.h"
#include "proposal-form.h"
#include "visit-form.h"

/* The report of a visit: the matters of Schedule 2 or 3, who was seen, and what
 * follows. It is written, goes to a manager who did not write it, and comes back
 * or is signed off; only then is the form complete for good. */

const struct field fostering_report_sign_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "visit", .type = FIELD_HANDLE, .required = true },
	{ .name = "sign", .type = FIELD_YESNO, .required = true, .label = "Sign the report off?",
	  .hint = "No sends it back to who wrote it" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .label = "Comment",
	  .hint = "Needed to send it back" },
	{ 0 }
};

static struct { const struct form *proposal, *visit; } state;

const struct form *fostering_report_load_proposal(const char *path)
{
	state.proposal = form_load(path, FOSTERING_PROPOSAL__MAX);
	return state.proposal;
}

const struct form *fostering_report_load_visit(const char *path)
{
	state.visit = form_load(path, FOSTERING_VISIT__MAX);
	return state.visit;
}

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* -- beginning: with the visit -- */

static const struct form *form_of(const struct fostering_visit *v)
{
	return is(v->type, "REG4") ? state.proposal : state.visit;
}

static unsigned member_field(const struct fostering_visit *v)
{
	return is(v->type, "REG4") ? FOSTERING_PROPOSAL_MEMBER_NAME : FOSTERING_VISIT_MEMBER_NAME;
}

static void members_fill(struct request *r, const struct record *record,
    const struct fostering_visit *v, struct document *d)
{
	struct document_row_value value[FORM_ITEMS_MAX];
	struct db_rows rows;
	unsigned i, n = 0;

	(void)db_list(r->db, &fostering_sql[FOSTERING_VISIT_MEMBERS], &rows, record->id);
	for (i = 0; i < rows.n && n < 30; i++, n++)
		value[n] = (struct document_row_value){ member_field(v), n + 1,
		    pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 0), db_text(&rows.row[i], 1)) };
	document_fill_rows(r, d, value, n);
}

void fostering_report_start(struct request *r, const struct record *record,
    struct fostering_visit *visit)
{
	struct clock clock = { .code = deadline_code(r->pool, "T10", visit->number),
	    .name = pool_printf(r->pool, "Report of visit %u", visit->number) };
	struct document d;

	document_new_numbered(r, record, form_of(visit), visit->number, &d);
	members_fill(r, record, visit, &d);
	visit->document = d.id;
	if (clock_parse(conf_text("fostering.t10_visit_report"), &clock))
		(void)deadline_start(r, record, &clock, visit->visited_on);
}

/* -- the form -- */

bool fostering_report_open(const struct record *record)
{
	return record->closed_at == NULL;
}

/* While it is with the manager nobody writes; signed off, one may add. */
bool fostering_report_may_write(struct request *r, const struct casework_open *o)
{
	struct fostering_visit v;

	return fostering_visit_worker(r, &o->record) &&
	    fostering_visit_number(r, &o->record, o->document.number, &v) &&
	    (v.report_on == NULL || v.signed_on != NULL);
}

static bool matter(const struct form *form, unsigned field)
{
	const char *list = form->field[field].field.choices;

	return list != NULL && is(list, "fostering-finding");
}

static unsigned findings(const struct form_answers *a, const char *code)
{
	unsigned field, n = 0;

	for (field = 0; field < a->form->fields; field++)
		if (matter(a->form, field) && form_get(a, field, 0)[0] != '\0' &&
		    (code == NULL || form_is(a, field, code)))
			n++;
	return n;
}

/* 11.1: no visit without a matter. */
void fostering_report_rules(struct request *r, const struct record *record,
    const struct form_answers *a, struct form_gap **gaps)
{
	unsigned field = 0;

	(void)record;
	if (findings(a, NULL) > 0)
		return;
	while (!matter(a->form, field))
		field++;
	form_gap_add(r, gaps, a->form->field[field].section, a->form->field[field].field.name,
	    "Record at least one of the matters of the schedule");
}

void fostering_report_saved(struct request *r, const struct record *record,
    struct document *document)
{
	struct fostering_visit v;

	if (fostering_visit_number(r, record, document->number, &v))
		(void)db_write(r->db, &fostering_sql[FOSTERING_VISIT_CONCERNS],
		    (unsigned long long)findings(document_answers(r, document), "CONCERN"), v.id);
}

void fostering_report_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct node *form;

	if (gaps != NULL) {
		casework_form_gaps(r, body, o, gaps);
		return;
	}
	(void)page_heading(body, 2, "The report is complete");
	(void)page_para(body, "It goes to a manager who did not write it. Until it comes back nobody "
	    "changes it.");
	form = page_form(r, body, pool_printf(r->pool, "%s/written", o->page.path));
	page_version(r, form, o->document.revision);
	(void)page_button(page_buttons(form), "Send it to the manager", "primary", NULL, NULL);
}

/* -- written -- */

static bool visit_open(struct request *r, struct casework_open *o, struct fostering_visit *visit_r)
{
	return casework_form_open(r, o, true) == CASEWORK_OPEN &&
	    fostering_visit_number(r, &o->record, o->document.number, visit_r) &&
	    fostering_visit_worker(r, &o->record);
}

int fostering_report_written(struct request *r)
{
	struct fostering_visit v;
	struct casework_open o;
	int status;

	if (!visit_open(r, &o, &v))
		return page_not_found(r);
	if (!casework_form_same(r, &o, &status))
		return status;
	if (!o.page.writable)
		return casework_moved_on(r);
	if (casework_form_lacks(r, &o, document_answers(r, &o.document)) != NULL)
		return request_redirect(r, "%s", o.page.path);
	if (db_write(r->db, &fostering_sql[FOSTERING_VISIT_WRITTEN], r->today, request_account(r),
	    v.id) != 1)
		return casework_moved_on(r);
	deadline_met(r, &o.record, deadline_code(r->pool, "T10", v.number));
	fostering_initial_visited(r, &o.record, &v, 'e');
	event_add(r, &o.record, "visit.report", pool_printf(r->pool, "Report of visit %u written",
	    v.number), false);
	fostering_managers_tell(r, &o.record, "The report of a visit is to be signed off");
	return request_redirect(r, "%s", fostering_visit_path(r, &o.record, &v));
}

/* -- signed off, or sent back -- */

/* 11.2: a manager; nobody signs off what they wrote. */
static bool may_sign(struct request *r, const struct record *record,
    const struct fostering_visit *v)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_DECIDE) && v->report_on != NULL &&
	    v->signed_on == NULL && v->report_by != request_account(r) &&
	    v->officer != request_account(r);
}

static void sign_form(struct request *r, struct node *body, const struct record *record,
    const struct fostering_visit *v)
{
	bool sent = r->route->input == fostering_report_sign_input;
	struct node *form;

	(void)page_heading(body, 2, "Sign off");
	form = page_form(r, body, pool_printf(r->pool, "%s/sign", fostering_visit_path(r, record, v)));
	page_field_of(r, form, &fostering_report_sign_input[2], sent);
	page_field_of(r, form, &fostering_report_sign_input[3], sent);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
}

static void answer_put(struct node *part, const char *label, const char *value)
{
	node_set(node_leaf(part, "answer", value == NULL ? "" : value), "label", label);
}

/* A report on paper says which visit it is of, and who stands for it. */
void fostering_report_print_first(struct request *r, const struct record *record,
    const struct document *document, struct node *print)
{
	struct fostering_visit v;
	struct node *part;

	if (!fostering_visit_number(r, record, document->number, &v))
		return;
	part = node_add(print, "part");
	node_set(part, "title", fostering_visit_title(r, &v));
	fostering_visit_done_rows(r, &v, answer_put, part);
	answer_put(part, "Officer", v.officer_name);
	if (v.report_on != NULL)
		answer_put(part, "Report written", pool_printf(r->pool, "%s, %s",
		    page_day(r, v.report_on), document_author(r, v.report_by)));
	if (v.signed_on != NULL)
		answer_put(part, "Signed off", pool_printf(r->pool, "%s, %s", page_day(r, v.signed_on),
		    document_author(r, v.signed_by)));
}

static void states_put(struct request *r, struct node *s, const struct fostering_visit *v)
{
	(void)page_row(s, "Written", v->report_on == NULL ? "Not yet" : pool_printf(r->pool, "%s, %s",
	    page_day(r, v->report_on), document_author(r, v->report_by)));
	if (v->signed_on != NULL)
		(void)page_row(s, "Signed off", pool_printf(r->pool, "%s, %s", page_day(r, v->signed_on),
		    document_author(r, v->signed_by)));
	else if (v->sign_note != NULL)
		(void)page_row(s, "Sent back", document_author(r, v->signed_by));
	if (v->sign_note != NULL && v->sign_note[0] != '\0')
		(void)page_row(s, "Comment", v->sign_note);
	(void)page_row(s, "Matters of concern", pool_printf(r->pool, "%u", v->concerns));
}

void fostering_report_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_visit *v)
{
	const char *path = pool_printf(r->pool, "%s/%s-%u", casework_path(r, record),
	    form_of(v)->name, v->number);
	bool open = v->report_on == NULL && fostering_visit_worker(r, record);

	if (v->document == 0)
		return;
	(void)page_heading(body, 2, "Report");
	states_put(r, node_add(body, "summary"), v);
	(void)page_link(body, open ? "Write the report" : "Read the report", open ? "button" : NULL,
	    "%s%s", path, open ? "" : "/check");
	if (may_sign(r, record, v))
		sign_form(r, body, record, v);
}

static int refused(struct request *r, const struct record *record, const struct fostering_visit *v)
{
	struct node *body = casework_page(r, record, "visit", fostering_visit_title(r, v));

	fostering_report_put(r, body, record, v);
	return 422;
}

static bool sign(struct request *r, const struct record *record, const struct fostering_visit *v)
{
	const char *note = input_text(&r->input, "note");
	struct document d;

	if (!input_is(&r->input, "sign", "Y"))
		return db_write(r->db, &fostering_sql[FOSTERING_VISIT_SENT_BACK], request_account(r), note,
		    v->id) == 1;
	return document_find_number(r, record, form_of(v)->name, v->number, &d) &&
	    document_complete(r, &d) && db_write(r->db, &fostering_sql[FOSTERING_VISIT_SIGNED],
	    r->today, request_account(r), note, v->id) == 1;
}

int fostering_report_sign(struct request *r)
{
	bool off = input_is(&r->input, "sign", "Y");
	struct fostering_visit v;
	struct record record;

	if (!casework_lock(r, &record) || !fostering_visit_find(r, &record, &v))
		return page_not_found(r);
	if (!may_sign(r, &record, &v))
		return casework_moved_on(r);
	if (input_is(&r->input, "sign", "N"))
		input_needs(&r->input, "note", "Say what has to be changed");
	if (!input_valid(&r->input, r->pool))
		return refused(r, &record, &v);
	if (!sign(r, &record, &v))
		return casework_moved_on(r);
	event_add(r, &record, off ? "visit.signed" : "visit.back", pool_printf(r->pool,
	    "Report of visit %u %s", v.number, off ? "signed off" : "sent back"), false);
	notice_add(r, &record, v.report_by, off ? "Your report of a visit was signed off" :
	    "Your report of a visit was sent back");
	return request_redirect(r, "%s", fostering_visit_path(r, &record, &v));
}
