#include "measure.h"

#include <string.h>

#include "background.h"
#include "lists.h"

/* 6.2: written consent to a disqualified person (s.68). All of it is offence
 * data: for who may read that alone. Of a barred person no consent can be given
 * (s.68(3A)). */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NUMBER	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true }

enum { PERSON = 1 };

const struct field fostering_consent_input[] = {
	ID,
	[PERSON] = { .name = "person", .type = FIELD_TOKEN, .max = 12, .required = true,
	  .label = "Who is disqualified" },
	{ .name = "applied_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the application" },
	{ .name = "grounds", .type = FIELD_CODES, .choices = "fostering-disqualification",
	  .required = true, .label = "Grounds of disqualification" },
	{ .name = "disclosure", .type = FIELD_MEMO, .max = 4000, .required = true,
	  .label = "What was disclosed", .hint = "By whom and when. It never stands in a letter" },
	{ 0 }
};

const struct field fostering_consent_decide_input[] = {
	ID, NUMBER,
	{ .name = "granted", .type = FIELD_YESNO, .required = true, .label = "Grant consent?" },
	{ .name = "consent_why", .type = FIELD_MEMO, .max = 3000, .required = true, .label = "Reason",
	  .hint = "Stands in the notice: name no offence and no check" },
	{ 0 }
};

static bool find(struct request *r, struct record *record_r, struct measure *m_r)
{
	return casework_lock(r, record_r) && record_r->closed_at == NULL &&
	    fostering_offence_reader(r, record_r) && measure_find(r, record_r, MEASURE_CONSENT, m_r);
}

static int done(struct request *r, const struct record *record, const struct measure *m,
    const char *code, const char *what)
{
	event_add(r, record, code, what, false);
	return request_redirect(r, "%s", measure_path(r, record, m));
}

/* -- apply -- */

static void people_options(struct request *r, struct node *control, const struct record *record)
{
	struct measure_person *people;
	size_t i, n = measure_people(r, record, &people);

	for (i = 0; i < n; i++) {
		struct node *o = node_add(control, "option");

		node_set(o, "value", people[i].handle);
		node_set(o, "label", people[i].name);
		if (input_is(&r->input, "person", people[i].handle))
			node_set(o, "selected", "yes");
	}
}

static int new_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "consent",
	    "Consent to a disqualified person"), *form;
	const struct field *f;

	if (background_put(r, body, record))
		(void)page_para(body, "What the notices say stands in the form, to be changed and added to.");
	form = page_form(r, body, r->http->path);
	for (f = fostering_consent_input + PERSON; f->name != NULL; f++)
		if (f == fostering_consent_input + PERSON)
			people_options(r, page_field(r, form, f, "select"), record);
		else
			(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Save the application", "primary", NULL, NULL);
	return status;
}

static const char *grounds_said(struct request *r, const struct background *list, size_t n)
{
	static const struct { const char *kind, *ground; } grounds[] = { { "OFFENCE", "OFFENCE" },
		{ "VESTED", "VESTED" }, { "S69", "PROHIBITED" } };
	const char *ticked = "";
	size_t i, k;

	for (k = 0; k < sizeof(grounds) / sizeof(grounds[0]); k++) {
		for (i = 0; i < n && strcmp(list[i].kind, grounds[k].kind) != 0; i++)
			;
		if (i < n)
			ticked = pool_printf(r->pool, "%s%s%s", ticked, ticked[0] == '\0' ? "" : " ",
			    grounds[k].ground);
	}
	return ticked;
}

/* What the notices say is what was disclosed, as far as nobody says more. */
static void notices_fill(struct request *r, const struct record *record)
{
	struct measure_person *people;
	struct background *list;
	size_t i, n = background_read(r, record, &list), k = measure_people(r, record, &people);

	for (i = 0; i < k && n > 0; i++)
		if (people[i].carer)
			input_slot(&r->input, "person")->value = people[i].handle;
	input_slot(&r->input, "grounds")->value = grounds_said(r, list, n);
	input_slot(&r->input, "disclosure")->value = background_words(r, record);
}

int fostering_consent_new(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !measure_proposer(r, &record) ||
	    !fostering_offence_reader(r, &record))
		return page_not_found(r);
	notices_fill(r, &record);
	return new_page(r, &record, 200);
}

static bool chosen(struct request *r, const struct record *record, struct measure_person *person_r)
{
	struct measure_person *people;
	size_t i, n = measure_people(r, record, &people);

	for (i = 0; i < n; i++)
		if (input_is(&r->input, "person", people[i].handle)) {
			*person_r = people[i];
			return true;
		}
	if (!input_is(&r->input, "person", ""))
		input_refuse(&r->input, "person", "Choose somebody of the household");
	return false;
}

int fostering_consent_apply(struct request *r)
{
	const struct input *in = &r->input;
	struct measure_person person = { 0 };
	struct record record;

	if (!casework_lock(r, &record) || !measure_proposer(r, &record) ||
	    !fostering_offence_reader(r, &record))
		return page_not_found(r);
	if (chosen(r, &record, &person) && person.barred)
		input_refuse(&r->input, "person", "This person is barred from regulated activity with "
		    "children: no consent can be given");
	if (person.pending)
		input_refuse(&r->input, "person", "An application for this person waits for a decision");
	if (!input_valid(&r->input, r->pool))
		return new_page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CONSENT_ASK], record.id, person.id,
	    input_text(in, "applied_on"), input_text(in, "grounds"), input_text(in, "disclosure"),
	    request_account(r), record.id);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CONSENT_DISQUALIFIED], person.id);
	event_add(r, &record, "consent.applied", "Application received", false);
	return request_redirect(r, "%s/measures", casework_path(r, &record));
}

/* -- its page -- */

static const char *grounds_of(struct request *r, const char *grounds)
{
	const char *text = "", *end;

	for (; *grounds != '\0'; grounds = *end == '\0' ? end : end + 1) {
		end = grounds + strcspn(grounds, " ");
		text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n",
		    lists_label("fostering-disqualification", pool_strndup(r->pool, grounds,
		    (size_t)(end - grounds)), r->today));
	}
	return text;
}

static const char *letter_of(const struct measure *m)
{
	return strcmp(m->status, "GRANTED") == 0 ? "CONSENT" : "REFUSAL";
}

static int page(struct request *r, const struct record *record, const struct measure *m, int status)
{
	struct node *body = measure_page(r, record, m), *s = node_add(body, "summary");
	bool waits = strcmp(m->status, "PENDING") == 0;

	(void)page_row(s, "Person", m->person_name);
	(void)page_row(s, "Applied", page_day(r, m->asked_on));
	(void)page_row(s, "Grounds", grounds_of(r, m->what));
	(void)page_row(s, "What was disclosed", m->text);
	measure_rows_put(r, s, m);
	if (!waits)
		(void)page_row(s, "Reason", m->reason);
	if (waits && measure_decider(r, record, m->proposed_by))
		measure_form(r, body, "Decide", fostering_consent_decide_input, pool_printf(r->pool,
		    "%s/decide", measure_path(r, record, m)), "Decide");
	else if (waits)
		(void)page_para(body, "A manager who did not record the application decides.");
	else
		measure_served_put(r, body, record, m, letter_of(m));
	if (strcmp(m->status, "REFUSED") == 0)
		measure_appeal_offer(r, body, record, m);
	return status;
}

int fostering_consent_show(struct request *r)
{
	struct record record;
	struct measure m;

	if (!casework_load(r, &record) || !fostering_offence_reader(r, &record) ||
	    !measure_find(r, &record, MEASURE_CONSENT, &m))
		return page_not_found(r);
	return page(r, &record, &m, 200);
}

/* -- decide, give -- */

static bool barred(struct request *r, const struct record *record, unsigned long long person)
{
	struct measure_person *people;
	size_t i, n = measure_people(r, record, &people);

	for (i = 0; i < n; i++)
		if (people[i].id == person)
			return people[i].barred;
	return false;
}

int fostering_consent_decide(struct request *r)
{
	bool granted = input_is(&r->input, "granted", "Y");
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (strcmp(m.status, "PENDING") != 0 || !measure_decider(r, &record, m.proposed_by))
		return casework_moved_on(r);
	if (granted && barred(r, &record, m.person))
		input_refuse(&r->input, "granted", "This person is barred from regulated activity with "
		    "children: no consent can be given");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CONSENT_DECIDE], granted ? "GRANTED" : "REFUSED",
	    input_text(&r->input, "consent_why"), request_account(r), r->today, record.id, m.id,
	    m.version);
	notice_add(r, &record, m.proposed_by, "Application decided");
	return done(r, &record, &m, "consent.decided", "Application decided");
}

int fostering_consent_served(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (strcmp(m.status, "PENDING") == 0 || m.served_on != NULL)
		return casework_moved_on(r);
	if (!measure_served_check(r, &record, letter_of(&m), &m))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CONSENT_SERVED],
	    input_text(&r->input, "served_on"), input_text(&r->input, "served_how"), record.id, m.id,
	    m.version);
	return done(r, &record, &m, "consent.served", "Decision on an application given in writing");
}
