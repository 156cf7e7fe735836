#include <string.h>

#include "date.h"
#include "form-rules.h"
#include "intake.h"
#include "triage.h"
#include "text.h"

/* 2.2 and 2.8: the form of a notification, of the case's set. It begins with what was
 * typed when the death was notified; the coordinator fills it in, and who notified
 * while nothing has been done with the case. */

#define CIRCUMSTANCES_MIN	20	/* characters, A.28 */

const char *lscb_notification_form_of(const char *set)
{
	return strcmp(set, "C") == 0 ? "cdr-notification" : "notification";
}

const char *lscb_notification_form_name(struct request *r, const struct record *record)
{
	(void)record;
	return lscb_notification_form_of(lscb_of(r)->form_set);
}

static const char *get(const struct form_answers *answers, const char *name)
{
	int field = form_field(answers->form, name);

	return field < 0 ? "" : form_get(answers, (unsigned)field, 0);
}

/* -- begun with what is known -- */

static void fill(struct request *r, struct document *d, const char *name, const char *value)
{
	int field = form_field(d->form, name);

	if (field >= 0 && value != NULL && value[0] != '\0')
		document_fill(r, d, &(struct document_value){ (unsigned)field, value }, 1);
}

/* By the name of the form's field, where the notification's is another one. */
static const struct { const char *field, *input; } first_facts[] = {
	{ "referred_on", "received_on" }, { "referred_at", "received_time" },
	{ "referrer", "referrer" }, { "agency", "agency" }, { "referrer_role", "part" },
	{ "referrer_phone", "phone" }, { "referrer_email", "email" }, { "channel", "channel" },
	{ "family_name", "family" }, { "given_names", "given" }, { "nhs", "nhs" },
	{ "born_on", "born_on" }, { "sex", "sex" }, { "died_on", "died_on" },
	{ "died_at", "died_time" }, { "postcode", "postcode" }, { "circumstances", "note" },
};

static void derived(struct request *r, const struct record *record, struct document *d)
{
	struct form_answers *answers = document_answers(r, d);
	const char *born = get(answers, "born_on"), *died = get(answers, "died_on");
	const char *group = lscb_age_form(born, died), *age = lscb_age(r->pool, born, died);

	if (strcmp(get(answers, "age_group"), group) != 0)
		fill(r, d, "age_group", group);
	if (strcmp(get(answers, "age"), age) != 0)
		fill(r, d, "age", age);
	if (get(answers, "identifier")[0] == '\0')
		fill(r, d, "identifier", record->reference);
}

void lscb_notification_form_new(struct request *r, const struct record *record)
{
	struct document d;
	size_t i;

	document_new(r, record, lscb_form(lscb_notification_form_name(r, record)), &d);
	(void)db_write(r->db, &lscb_sql[LSCB_NOTIFICATION_DOCUMENT], d.id, record->id);
	for (i = 0; i < sizeof(first_facts) / sizeof(first_facts[0]); i++)
		fill(r, &d, first_facts[i].field, input_text(&r->input, first_facts[i].input));
	fill(r, &d, "has_nhs", input_text(&r->input, "nhs")[0] == '\0' ? NULL : "Y");
	fill(r, &d, "fixed_address", input_text(&r->input, "postcode")[0] == '\0' ? NULL : "Y");
	derived(r, record, &d);
}

void lscb_notification_saved(struct request *r, const struct record *record, struct document *d)
{
	derived(r, record, d);
}

/* -- what it must hold -- */

static void refuse(const struct form_section *section, struct form_answers *answers,
    const char *name, const char *message)
{
	int field = form_field(answers->form, name);
	struct form_answer *a;

	if (field < 0 || answers->form->field[field].section != section)
		return;
	a = form_slot(answers, (unsigned)field, 0);
	if (a->error == NULL)
		a->error = message;
}

static void times(const struct form_section *section, struct form_answers *answers)
{
	static const char *const names[] = { "referred_at", "born_at", "died_at", "response_at" };
	int hour, minute;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *time = get(answers, names[i]);

		if (time[0] != '\0' && !date_clock_read(time, &hour, &minute))
			refuse(section, answers, names[i], "Enter a time like 14:05");
	}
}

void lscb_notification_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers)
{
	times(section, answers);
	lscb_form_rules(r, record, section, answers);
}

static void gap(struct request *r, const struct form_answers *answers, const char *name,
    const char *message, struct form_gap **gaps)
{
	int field = form_field(answers->form, name);

	if (field >= 0)
		form_gap_add(r, gaps, answers->form->field[field].section, name, message);
}

/* Said in the first of the rows that the field is of. */
static void gap_of_rows(struct request *r, const struct form_answers *answers, const char *name,
    const char *message, struct form_gap **gaps)
{
	const struct form_field *f = &answers->form->field[form_field(answers->form, name)];

	form_gap_add(r, gaps, f->section, pool_printf(r->pool, "%s.1.%s", f->group->name, name),
	    message);
}

static bool mother(const struct form_answers *answers, const char *relation)
{
	int field = form_field(answers->form, relation);
	unsigned items[FORM_ITEMS_MAX], n, i;
	const struct form_section *section;

	if (field < 0)
		return false;
	section = answers->form->field[field].section;
	for (i = 0; i < section->items; i++)
		if (section->item[i].kind == FORM_GROUP && (unsigned)field >= section->item[i].first &&
		    (unsigned)field < section->item[i].first + section->item[i].n)
			break;
	n = i == section->items ? 0 : form_rows(answers, &section->item[i], items);
	for (i = 0; i < n; i++)
		if (strcmp(form_get(answers, (unsigned)field, items[i]), "MOTHER") == 0)
			return true;
	return false;
}

static size_t length(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

void lscb_notification_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	const char *said = get(answers, "circumstances");

	lscb_form_rules_gaps(r, record, answers, gaps);
	if (get(answers, "referrer_phone")[0] == '\0' && get(answers, "referrer_email")[0] == '\0')
		gap(r, answers, "referrer_phone", "Enter the telephone or the e-mail of who notified",
		    gaps);
	if (said[0] != '\0' && length(said) < CIRCUMSTANCES_MIN)
		gap(r, answers, "circumstances", "Say more of the circumstances of the death", gaps);
	if (strcmp(get(answers, "mccd"), "Y") == 0 && form_field(answers->form, "cause_1a") >= 0 &&
	    get(answers, "cause_1a")[0] == '\0' && get(answers, "cause_infant")[0] == '\0')
		gap(r, answers, "cause_1a", "Enter the cause of death as the certificate has it", gaps);
	if (strcmp(get(answers, "household_known"), "L") == 0 && !mother(answers, "member_relation"))
		gap(r, answers, "household_known", "List the mother among the family and household", gaps);
	if (strcmp(answers->form->name, "cdr-notification") == 0 &&
	    strcmp(get(answers, "age_group"), "0D") == 0 && get(answers, "died_at")[0] == '\0')
		gap(r, answers, "died_at", "Enter the time of death of a child under 7 days old", gaps);
	if (form_field(answers->form, "parent_relation") >= 0 && !mother(answers, "parent_relation"))
		gap_of_rows(r, answers, "parent_relation", "List the mother", gaps);
}

/* -- whose it is -- */

static bool notifier(const struct record *record)
{
	return record_is(record, "NOTIFIER") && strcmp(record->state, "NOTIFIED") == 0;
}

bool lscb_notification_open(const struct record *record)
{
	return record->closed_at == NULL;
}

/* 7.1: by name, so for who has opened the case by name. What somebody typed is not
 * lost when that has run out. */
bool lscb_notification_find(struct request *r, const struct record *record, unsigned number,
    struct document *d)
{
	bool kept = r->http->method == POST && request_may(r, LSCB_WORK);

	if (number > 1 || !document_find(r, record, lscb_notification_form_of(lscb_of(r)->form_set), d))
		return false;
	return lscb_named(r, record) || kept || (notifier(record) && d->completed_at == NULL);
}

bool lscb_notification_may_write(struct request *r, const struct casework_open *o)
{
	return request_may(r, LSCB_WORK) || notifier(&o->record);
}

int lscb_notification_none(struct request *r, const struct casework_open *o)
{
	return lscb_of(r)->named ? page_not_found(r) :
	    request_redirect(r, "%s/name?form=%s", casework_path(r, &o->record),
	    o->kind->name);
}

/* A section of a form that is opened by name: what was typed there before the session had
 * ended is not lost on the way. */
int lscb_form_section(struct request *r)
{
	const char *kept = params_get(&r->params, "kept");
	struct casework_open o;

	if (casework_form_open(r, &o, false) != CASEWORK_NOT_STARTED || o.kind->none == NULL ||
	    lscb_of(r)->named)
		return casework_form_section(r);
	return request_redirect(r, "%s/name?form=%s&section=%s%s%s", casework_path(r, &o.record),
	    o.kind->name, input_text(&r->input, "section"), kept == NULL ? "" : "&kept=",
	    kept == NULL ? "" : kept);
}

const char *lscb_case_back(struct request *r, const struct record *record)
{
	if (!request_may(r, LSCB_READ))
		return "/lscb/notify";
	return lscb_family_only(record) ? "/lscb/" : casework_path(r, record);
}

const char *lscb_case_back_label(struct request *r, const struct record *record)
{
	if (!request_may(r, LSCB_READ))
		return "Notify a child's death";
	return lscb_family_only(record) ? "Child deaths" : "Case";
}

/* -- complete -- */

void lscb_notification_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct node *form;

	if (gaps != NULL) {
		casework_form_gaps(r, body, o, gaps);
		return;
	}
	(void)page_heading(body, 2, "The form is complete");
	(void)page_para(body, "Once it is sent in nothing of it is changed. What is learnt later is "
	    "added to it.");
	form = page_form(r, body, pool_printf(r->pool, "%s/complete", o->page.path));
	page_version(r, form, o->document.revision);
	(void)page_button(page_buttons(form), "Send the form in", "primary", NULL, NULL);
}

const struct field lscb_form_complete_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "form", .type = FIELD_TOKEN },
	{ .name = "version", .type = FIELD_NUMBER },
	{ 0 }
};

int lscb_form_complete(struct request *r)
{
	struct casework_open o;
	bool theirs;
	int status;

	if (casework_form_open(r, &o, true) != CASEWORK_OPEN)
		return page_not_found(r);
	if (!casework_form_same(r, &o, &status))
		return status;
	if (!o.page.writable)
		return casework_moved_on(r);
	if (casework_form_lacks(r, &o, document_answers(r, &o.document)) != NULL)
		return request_redirect(r, "%s", o.page.path);
	if (!document_complete(r, &o.document))
		return casework_moved_on(r);
	lscb_facts_keep(r, &o.record, document_answers(r, &o.document));
	event_add(r, &o.record, "form.complete", pool_printf(r->pool, "%s complete",
	    o.document.form->reference), false);
	theirs = !request_may(r, LSCB_WORK);
	record_person_end(r, &o.record, 0, "NOTIFIER");
	if (theirs) {
		notice_add(r, &o.record, o.record.owner, "The form of a notification is complete");
		return page_message(r, 200, "The form is sent in", "Thank you. The coordinator goes on with "
		    "it.");
	}
	return request_redirect(r, "%s", casework_path(r, &o.record));
}

/* -- on the case's page -- */

void lscb_form_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *name = lscb_notification_form_of(lscb_of(r)->form_set);
	struct document d;

	if (!session_role(r->session, "CDC CDD CDP") && !lscb_of(r)->named)
		return;
	if (!document_find(r, record, name, &d))
		(void)lscb_part(r, record, list, "Form of the notification",
		    "There is none: the case was taken over from another register.", "", NULL);
	else
		(void)lscb_part(r, record, list, "Form of the notification", d.completed_at == NULL ?
		    "In progress." : pool_printf(r->pool, "Complete since %s.", page_when(r,
		    d.completed_at)), d.completed_at == NULL ? "Fill in" : "Open", pool_printf(r->pool, "/%s",
		    name));
}
