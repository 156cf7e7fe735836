#include <string.h>

#include "attendance.h"
#include "letters.h"
#include "lists.h"
#include "pep.h"
#include "premium.h"
#include "secret.h"
#include "term-rules.h"

/* 15.4: the summary of a term for a school: read, kept as it was sent, printed. It is of
 * many children, so it hangs on no record; it ends with the first of those it names, and
 * is not shown while one of them is restricted or locked. */

const struct field education_school_summary_input[] = {
	{ .name = "school", .type = FIELD_HANDLE, .required = true },
	{ .name = "read", .type = FIELD_TOKEN, .max = 43 },
	{ .name = "to_name", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Name it goes to" },
	{ .name = "to_address", .type = FIELD_MEMO, .max = 400, .rows = 4,
	  .label = "Address it goes to" },
	{ .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it is sent" },
	{ .name = "sent_how", .type = FIELD_CODE, .choices = "education-letter-how",
	  .required = true, .label = "How is it sent?" },
	{ .name = "go", .type = FIELD_TOKEN, .max = 4 },
	{ 0 }
};

enum { TO_NAME = 2 };

const struct field education_school_sent_input[] = {
	{ .name = "school", .type = FIELD_HANDLE, .required = true },
	{ .name = "sent", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

static const char *plan_state(struct request *r, const struct record *record)
{
	struct db_row last;
	struct education_pep p;

	if (!db_find(r->db, &education_sql[EDUCATION_PLAN_LAST], &last, record->id) ||
	    !education_pep_find(r, record, (unsigned)db_number(&last, 0), &p))
		return "no plan yet";
	return pool_printf(r->pool, "plan of the %s: %s", education_pep_term(r, &p),
	    lists_label("education-pep-state", pep_code(p.state), r->today));
}

static const char *attended(struct request *r, const struct record *record)
{
	struct attendance a;

	education_attendance(r, record->id, pool_printf(r->pool, "%d-09-01",
	    term_year(education_day(r->today))), r->today, &a);
	return attendance_possible(&a) == 0 ? "no marks this year" : pool_printf(r->pool,
	    "attended %s of half days this year", attendance_share(r->pool, attendance_attended(&a),
	    attendance_possible(&a)));
}

/* What this school was paid for the child in the financial year. */
static const char *money(struct request *r, const struct record *record, unsigned long long school)
{
	struct education_ledger l;
	long long paid = 0;
	size_t i;

	education_ledger(r, record, premium_year(education_day(r->today)), &l);
	for (i = 0; i < l.n; i++)
		if (l.line[i].school_id == school)
			paid += l.entry[i].kind == PREMIUM_PAID ? (long long)l.entry[i].amount :
			    l.entry[i].kind == PREMIUM_RECLAIMED ? -(long long)l.entry[i].amount : 0;
	return pool_printf(r->pool, "pupil premium plus paid in %s: %s", education_money_year(r, l.year),
	    education_pounds(r, paid));
}

static const char *pupils(struct request *r, const struct education_school *s)
{
	const char *text = "";
	struct record record;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_LETTER_PUPILS], &rows, s->id);
	for (i = 0; i < rows.n; i++) {
		record = (struct record){ .id = db_number(&rows.row[i], 0),
		    .handle = db_text(&rows.row[i], 1), .subject = db_text(&rows.row[i], 2) };
		text = pool_printf(r->pool, "%s%s%s: %s; %s; %s", text, i == 0 ? "" : "\n", record.subject,
		    plan_state(r, &record), attended(r, &record), money(r, &record, s->id));
	}
	return text;
}

/* The letter as it would be sent now. */
struct summary {
	struct education_school school;
	const char *name, *address, *body, *mark;
};

static bool summary_read(struct request *r, struct summary *m)
{
	struct letter_values values = { .n = 0 };
	unsigned char hash[SECRET_BYTES];
	const char *all;

	if (!education_school_find(r, input_text(&r->input, "school"), &m->school))
		return false;
	m->name = education_letter_teacher(r, m->school.id);
	m->address = m->school.postcode[0] == '\0' ? m->school.name : pool_printf(r->pool, "%s\n%s",
	    m->school.name, m->school.postcode);
	if (r->http->method == POST) {
		m->name = input_text(&r->input, "to_name");
		m->address = input_text(&r->input, "to_address");
	}
	education_letter_common(r, m->name[0] == '\0' ? "Sir or Madam" : m->name, &values);
	letter_value(&values, "school", m->school.name);
	letter_value(&values, "pupils", pupils(r, &m->school));
	m->body = letter_kept_text(r, letter_words_find("SCHOOL_TERM"), &values);
	all = pool_printf(r->pool, "%s\n%s\n%s", m->name, m->address, m->body);
	secret_hash(all, strlen(all), hash);
	m->mark = secret_to_text(r->pool, hash, sizeof(hash));
	return true;
}

static void kept_put(struct request *r, struct node *body, const struct education_school *s)
{
	struct node *table, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_SCHOOL_LETTERS], &rows, s->id);
	table = page_table(body, "letters", "Summaries sent", "None is kept yet.", "Sent", "To", "How", "By",
	    NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		node_set(page_cell(tr, page_day(r, db_text(&rows.row[i], 2))), "href",
		    pool_printf(r->pool, "/education/school/%s/summary/%s", s->handle,
		    db_text(&rows.row[i], 0)));
		(void)page_cell(tr, db_text(&rows.row[i], 1));
		(void)page_cell(tr, lists_label("education-letter-how", db_text(&rows.row[i], 3), r->today));
		(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 4),
		    db_text(&rows.row[i], 5)));
	}
}

static int page(struct request *r, const struct summary *m, int status)
{
	struct node *body = page_begin(r, "letter", "Summary of the term for a school"), *inset, *form;
	struct node *buttons;
	size_t i;

	page_back(r, "School", "/education/school/%s", m->school.handle);
	node_set(page_heading(body, 1, "Summary of the term for a school"), "caption", m->school.name);
	inset = node_add(body, "inset");
	letter_address_put(r, inset, m->name, m->address);
	letter_body_put(r, inset, strchr(strchr(m->body, '\n') + 1, '\n') + 1);
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "read", m->mark);
	for (i = TO_NAME; strcmp(education_school_summary_input[i].name, "go") != 0; i++)
		(void)page_field(r, form, &education_school_summary_input[i], NULL);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Keep as sent", "primary", "go", "keep");
	(void)page_button(buttons, "Show it with what I typed", "secondary", "go", "show");
	kept_put(r, body, &m->school);
	return status;
}

int education_school_summary(struct request *r)
{
	struct summary m;

	if (!summary_read(r, &m))
		return page_not_found(r);
	input_slot(&r->input, "to_name")->value = m.name;
	input_slot(&r->input, "to_address")->value = m.address;
	input_slot(&r->input, "sent_on")->value = r->today;
	return page(r, &m, 200);
}

int education_school_summary_keep(struct request *r)
{
	struct input *in = &r->input;
	unsigned long long id;
	struct db_rows rows;
	struct summary m;
	size_t i;

	if (!summary_read(r, &m))
		return page_not_found(r);
	if (input_is(in, "go", "show"))
		return page(r, &m, 200);
	if (!input_is(in, "read", m.mark))
		input_refuse(in, "to_name", "This is not the summary that you have read: read it as it stands "
		    "now, then keep it");
	if (!input_valid(in, r->pool))
		return page(r, &m, 422);
	id = db_insert(r->db, &education_sql[EDUCATION_SCHOOL_LETTER_ADD], secret_handle(r->pool),
	    m.school.id, m.name, m.address, m.body, input_text(in, "sent_on"), input_text(in, "sent_how"),
	    request_account(r));
	(void)db_list(r->db, &education_sql[EDUCATION_LETTER_PUPILS], &rows, m.school.id);
	for (i = 0; i < rows.n; i++)
		(void)db_write(r->db, &education_sql[EDUCATION_SCHOOL_LETTER_NAMES], id,
		    db_number(&rows.row[i], 0));
	return request_redirect(r, "%s", r->http->path);
}

int education_school_summary_sent(struct request *r)
{
	struct education_school s;
	struct db_row row;

	if (!education_school_find(r, input_text(&r->input, "school"), &s) ||
	    !db_find(r->db, &education_sql[EDUCATION_SCHOOL_LETTER_FIND], &row, s.id,
	    input_text(&r->input, "sent")))
		return page_not_found(r);
	letter_print(r, &(struct letter_sent){ .reference = pool_printf(r->pool, "URN %s", s.urn),
	    .kind = "SCHOOL_TERM", .to_name = db_text(&row, 0), .to_address = db_text(&row, 1),
	    .body = db_text(&row, 2), .sent_on = db_text(&row, 3), .sent_how = db_text(&row, 4) });
	page_back(r, "Summaries", "/education/school/%s/summary", s.handle);
	return 200;
}
