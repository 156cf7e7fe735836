#include <string.h>

#include "child-card.h"
#include "fostering.h"
#include "lists.h"
#include "notice-form.h"
#include "person.h"
#include "same-notice.h"
#include "str.h"

/* 4: Schedule 1, one form for each notice, of the notice's number. It is filled
 * in as far as who gives notice is able, over as many days as that takes; what
 * is missing is counted and never keeps from anything. */

static struct { const struct form *form; } state;

const struct form *fostering_schedule_load(const char *path)
{
	state.form = form_load(path, FOSTERING_NOTICE__MAX);
	return state.form;
}

/* -- what is still needed -- */

static bool lacks(const struct form_answers *answers, unsigned field, unsigned item)
{
	return form_needed(answers, field, item) && form_get(answers, field, item)[0] == '\0';
}

/* Of a group: too few rows, and what rows that were begun leave open. */
static unsigned group_lacks(const struct form_answers *answers, const struct form_item *group,
    struct str *names)
{
	unsigned items[FORM_ITEMS_MAX], n = form_rows(answers, group, items), i, k, missing = 0;

	if (n < group->min) {
		str_printf(names, "%s\n", group->title);
		missing++;
	}
	for (i = 0; i < n; i++)
		for (k = group->first; k < group->first + group->n; k++)
			if (lacks(answers, k, items[i])) {
				str_printf(names, "%s: %s\n", group->title,
				    answers->form->field[k].field.label);
				missing++;
			}
	return missing;
}

/* Whoever looks, the same: what a reader may not see is missing too. names: a
 * line for each. */
static unsigned form_lacks(const struct form_answers *answers, struct str *names)
{
	const struct form *form = answers->form;
	unsigned i, k, missing = 0;

	for (i = 0; i < form->fields; i++)
		if (form->field[i].group == NULL && lacks(answers, i, 0)) {
			str_printf(names, "%s\n", form->field[i].field.label);
			missing++;
		}
	for (i = 0; i < form->sections; i++)
		for (k = 0; k < form->section[i].items; k++)
			if (form->section[i].item[k].kind == FORM_GROUP)
				missing += group_lacks(answers, &form->section[i].item[k], names);
	return missing;
}

const char *fostering_schedule_needed(struct request *r, const struct record *record,
    unsigned number)
{
	struct document d;
	struct str names;

	str_init(&names, r->pool);
	if (document_find_number(r, record, "notice", number, &d))
		(void)form_lacks(document_answers(r, &d), &names);
	return names.data;
}

/* Until it is decided what the case is, and while something is still needed, answers
 * are mended in the form; then it is done, and what is learnt later is added to it. */
static void done(struct request *r, const struct record *record, struct document *d,
    unsigned long long missing)
{
	if (missing == 0 && strcmp(record->state, "ENQUIRY") != 0 && d->completed_at == NULL)
		(void)document_complete(r, d);
}

static void missing_keep(struct request *r, const struct record *record, struct document *d)
{
	unsigned long long missing;
	struct db_row row;
	struct str names;

	str_init(&names, r->pool);
	missing = form_lacks(document_answers(r, d), &names);
	(void)db_write(r->db, &fostering_sql[FOSTERING_SCHEDULE_MISSING], missing, record->id,
	    (unsigned long long)d->number);
	done(r, record, d, missing);
	if (db_find(r->db, &fostering_sql[FOSTERING_SCHEDULE_INCOMPLETE], &row, record->id))
		fostering_task_add(r, record, "ITEMS", "Obtain what Schedule 1 asks and the notice leaves "
		    "open", NULL);
	else
		task_kind_done(r, record, "ITEMS", "");
}

/* -- a new one, with what is known -- */

static const char *lines(struct request *r, const char *const *part, size_t n)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < n; i++)
		if (part[i] != NULL && part[i][0] != '\0')
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n", part[i]);
	return text;
}

static const char *start_of(const struct fostering_arrangement *a)
{
	return a->start_actual != NULL ? a->start_actual : a->start_proposed;
}

static const char *duration_of(struct request *r, const struct fostering_arrangement *a)
{
	if (a->intended_end != NULL)
		return pool_printf(r->pool, "Until %s", page_day(r, a->intended_end));
	return a->open_ended && start_of(a) != NULL ? "Open ended" : NULL;
}

/* What the index has of the child; a shielded child's address stays there. */
static void child_fill(struct request *r, const struct record *record, struct document *d)
{
	struct child_card c;

	if (!child_card_load(r, record->child, &c))
		return;
	document_fill(r, d, (const struct document_value[]){
	    { FOSTERING_NOTICE_CHILD_NAME, child_card_name(r, &c) },
	    { FOSTERING_NOTICE_CHILD_SEX, c.sex },
	    { FOSTERING_NOTICE_CHILD_BORN_ON, c.born_estimated ? NULL : c.born_on },
	    { FOSTERING_NOTICE_ADDRESS_BEFORE, lines(r, (const char *const[]){ c.line1, c.line2,
	    c.line3, c.town, c.postcode }, 5) } }, 4);
}

static void carer_fill(struct request *r, const struct record *record, struct document *d)
{
	struct db_row p;

	if (!db_find(r->db, &fostering_sql[FOSTERING_SCHEDULE_CARER], &p, record->id))
		return;
	document_fill(r, d, (const struct document_value[]){
	    { FOSTERING_NOTICE_CARER_NAME, db_number(&p, 2) != 0 ? NULL : pool_printf(r->pool, "%s%s%s",
	    db_text(&p, 0), db_text(&p, 0)[0] == '\0' ? "" : " ", db_text(&p, 1)) },
	    { FOSTERING_NOTICE_CARER_CONTACT, db_text(&p, 3) },
	    { FOSTERING_NOTICE_CARER_ADDRESS, lines(r, (const char *const[]){ db_text(&p, 4),
	    db_text(&p, 5), db_text(&p, 6), db_text(&p, 7) }, 4) },
	    { FOSTERING_NOTICE_CARER_RELATIONSHIP, fostering_of(r)->relationship } }, 4);
}

void fostering_schedule_new(struct request *r, const struct record *record, const char *regulation,
    const char *notifier, const char *name, const char *contact)
{
	const struct fostering_arrangement *a = fostering_again(r, record);
	bool carer = strcmp(notifier, "CARER") == 0;
	struct document d;

	document_new(r, record, state.form, &d);
	(void)db_write(r->db, &fostering_sql[FOSTERING_SCHEDULE_LINK], d.id, record->id,
	    (unsigned long long)d.number);
	if (!lists_flag("fostering-regulation", regulation, "first")) {
		done(r, record, &d, 0);
		return;
	}
	document_fill(r, &d, (const struct document_value[]){
	    { FOSTERING_NOTICE_BY_CARER, carer ? "Y" : "N" },
	    { FOSTERING_NOTICE_ASKS_CARER, carer &&
	    lists_flag("fostering-regulation", regulation, "carer") ? "Y" : "N" },
	    { FOSTERING_NOTICE_NOTIFIER_NAME, carer ? NULL : name },
	    { FOSTERING_NOTICE_NOTIFIER_CONTACT, contact },
	    { FOSTERING_NOTICE_STARTS_ON, start_of(a) },
	    { FOSTERING_NOTICE_DURATION, duration_of(r, a) } }, 6);
	child_fill(r, record, &d);
	carer_fill(r, record, &d);
	missing_keep(r, record, &d);
}

void fostering_schedule_decided(struct request *r, const struct record *record)
{
	struct document d;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_SCHEDULE_NUMBERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (document_find_number(r, record, "notice", (unsigned)db_number(&rows.row[i], 0), &d))
			done(r, record, &d, db_number(&rows.row[i], 1));
}

/* -- its kind, for forms.c -- */

static bool offences(const struct form_section *section)
{
	return strcmp(section->name, "offences") == 0;
}

bool fostering_schedule_open(const struct record *record)
{
	return record->closed_at == NULL;
}

/* 11.2: not the team of the worker. (The front door is kept out by its role, in
 * the form itself.) */
bool fostering_schedule_writable(const struct record *record, const struct form_section *section)
{
	return !offences(section) || record_is(record, "OWNER SERVICE OFFICER");
}

void fostering_schedule_hide(struct request *r, const struct record *record,
    const struct document *document, struct document_mask *mask)
{
	const struct form_section *section = form_section(document->form, "offences");
	unsigned i;

	document_mask_new(r, document, mask);
	for (i = section->first; i < section->first + section->n; i++)
		if (!fostering_offence_reader(r, record))
			document_mask_field(mask, i);
}

void fostering_schedule_saved(struct request *r, const struct record *record, struct document *d)
{
	missing_keep(r, record, d);
}

void fostering_schedule_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	if (gaps != NULL)
		casework_form_gaps(r, body, o, gaps);
	same_notice_put(r, body, &o->record, &o->document);
	fostering_named_put(r, body, &o->record);
}

bool fostering_schedule_may_write(struct request *r, const struct casework_open *o)
{
	(void)o;
	return request_may(r, FOSTERING_DECIDE);
}
