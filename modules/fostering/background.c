#include "background.h"

#include <string.h>

#include "lists.h"
#include "measure.h"
#include "notice-form.h"
#include "secret.h"
#include "text.h"

/* Schedule 1, 2(a) to (f): what the notices say of offences, orders and
 * disqualification, on the pages where it counts, each with its source. It is
 * recorded of the carer by one press, and nothing of it is typed again. */

#define BACKGROUND_MAX	120
/* Columns of person_history, in characters. */
#define WHAT_MAX	300
#define COURT_MAX	120
#define OUTCOME_MAX	200

const struct field fostering_background_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "person", .type = FIELD_HANDLE, .required = true },
	{ .name = "seen", .type = FIELD_TOKEN, .max = 43, .required = true },
	{ 0 }
};

/* 2(b), (d), (e), (f): yes, and in words. */
static const struct {
	unsigned yes, note;
	const char *kind;
} said[] = {
	{ FOSTERING_NOTICE_DISQUALIFIED, FOSTERING_NOTICE_DISQUALIFIED_NOTE, "S68" },
	{ FOSTERING_NOTICE_ORDER_CARER, FOSTERING_NOTICE_ORDER_CARER_NOTE, "ORDER_CARER" },
	{ FOSTERING_NOTICE_ORDER_CHILD, FOSTERING_NOTICE_ORDER_CHILD_NOTE, "ORDER_CHILD" },
	{ FOSTERING_NOTICE_VESTED, FOSTERING_NOTICE_VESTED_NOTE, "VESTED" },
	{ FOSTERING_NOTICE_HOUSEHOLD_RECORD, FOSTERING_NOTICE_HOUSEHOLD_NOTE, "" },
};

/* -- read -- */

struct reader {
	struct request *r;
	const struct form_answers *answers;
	unsigned notice;
	const char *source;
	struct background *list;
	size_t n;
};

static const char *cut(struct request *r, const char *text, size_t max)
{
	return text_chars(text) <= max ? text : pool_printf(r->pool, "%s…",
	    text_cut(r->pool, text, max - 1));
}

static void add(struct reader *x, const struct background *b)
{
	if (x->n == BACKGROUND_MAX)
		return;
	x->list[x->n] = *b;
	x->list[x->n].notice = x->notice;
	x->list[x->n++].source = x->source;
}

static void convictions_read(struct reader *x)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(x->answers,
	    x->answers->form->field[FOSTERING_NOTICE_OFFENCE].group, items);
	const char *on;

	if (!form_is(x->answers, FOSTERING_NOTICE_CONVICTED, "Y"))
		return;
	for (i = 0; i < n; i++) {
		on = form_get(x->answers, FOSTERING_NOTICE_OFFENCE_ON, items[i]);
		add(x, &(struct background){ .kind = "OFFENCE",
		    .what = form_get(x->answers, FOSTERING_NOTICE_OFFENCE, items[i]),
		    .on_day = on[0] == '\0' ? NULL : on,
		    .court = form_get(x->answers, FOSTERING_NOTICE_OFFENCE_COURT, items[i]),
		    .outcome = form_get(x->answers, FOSTERING_NOTICE_OFFENCE_OUTCOME, items[i]) });
	}
	if (n == 0)
		add(x, &(struct background){ .kind = "OFFENCE", .court = "", .outcome = "",
		    .what = "Convicted; the notice does not say of what" });
}

static void rest_read(struct reader *x)
{
	size_t i;

	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		const char *note = form_get(x->answers, said[i].note, 0);

		if (form_is(x->answers, said[i].yes, "Y"))
			add(x, &(struct background){ .kind = said[i].kind, .court = "", .outcome = "",
			    .what = note[0] == '\0' ? "Yes; the notice does not say what" : note });
	}
}

static bool same(struct request *r, const struct background *b, const struct db_row *h)
{
	const char *on = db_text(h, 2);

	return strcmp(b->kind, db_text(h, 0)) == 0 &&
	    strcmp(cut(r, b->what, WHAT_MAX), db_text(h, 1)) == 0 &&
	    (on == NULL || b->on_day == NULL ? on == b->on_day : strcmp(on, b->on_day) == 0);
}

/* What is recorded of the carer, or stands in an earlier notice word for word. */
static void recorded_mark(struct reader *x)
{
	struct db_rows rows;
	size_t i, k;

	(void)db_list(x->r->db, &fostering_sql[FOSTERING_HISTORY], &rows, fostering_of(x->r)->carer);
	for (i = 0; i < x->n; i++)
		for (k = 0; k < rows.n; k++)
			x->list[i].recorded = x->list[i].recorded || same(x->r, &x->list[i], &rows.row[k]);
	for (i = 0; i < x->n; i++)
		for (k = 0; k < i; k++)
			x->list[i].again = x->list[i].again || (strcmp(x->list[k].kind, x->list[i].kind) == 0 &&
			    strcmp(x->list[k].what, x->list[i].what) == 0);
}

size_t background_read(struct request *r, const struct record *record, struct background **list_r)
{
	struct reader x = { .r = r, .list = pool_array(r->pool, BACKGROUND_MAX,
	    sizeof(struct background)) };
	struct document d;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_NOTIFICATIONS], &rows, record->id);
	for (i = rows.n; i-- > 0;) {
		x.notice = (unsigned)db_number(&rows.row[i], 0);
		if (!document_find_number(r, record, "notice", x.notice, &d))
			continue;
		x.answers = document_answers(r, &d);
		x.source = pool_printf(r->pool, "Notice %u to %s", x.notice, record->reference);
		convictions_read(&x);
		rest_read(&x);
	}
	recorded_mark(&x);
	*list_r = x.list;
	return x.n;
}

bool background_open(struct request *r, const struct record *record)
{
	struct background *list;
	struct measure_person *people;
	size_t i, n = background_read(r, record, &list), k = measure_people(r, record, &people);

	for (i = 0; i < n; i++)
		if (list[i].kind[0] != '\0' && !list[i].recorded && !list[i].again)
			return true;
	for (i = 0; n > 0 && i < k; i++)
		if (people[i].carer && !people[i].asked)
			return true;
	return false;
}

/* -- shown -- */

static bool wanted(const struct background *b)
{
	return b->kind[0] != '\0' && !b->recorded && !b->again;
}

/* Of what is added, so that it is what was seen. */
static const char *mark(struct request *r, const struct background *list, size_t n)
{
	unsigned char hash[SECRET_BYTES];
	const char *text = "";
	size_t i;

	for (i = 0; i < n; i++)
		if (wanted(&list[i]))
			text = pool_printf(r->pool, "%s%s|%s|%s|%s|%s\n", text, list[i].kind, list[i].what,
			    list[i].on_day == NULL ? "" : list[i].on_day, list[i].court, list[i].outcome);
	secret_hash(text, strlen(text), hash);
	return secret_to_text(r->pool, hash, sizeof(hash));
}

static bool list_put(struct request *r, struct node *body, const struct background *list, size_t n)
{
	struct node *table, *row;
	bool any = false;
	size_t i;

	if (n == 0)
		return false;
	table = page_table(body, "background", "What the notices say of offences and orders", "", "Kind",
	    "What", "Day", "Court", "Outcome", "Source", "Recorded", NULL);
	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, list[i].kind[0] == '\0' ? "Of somebody in the household" :
		    lists_label("fostering-history", list[i].kind, r->today)), "head", "yes");
		node_set(page_cell(row, list[i].what), "kind", "text");
		(void)page_cell(row, page_day(r, list[i].on_day));
		(void)page_cell(row, list[i].court);
		(void)page_cell(row, list[i].outcome);
		(void)page_cell(row, list[i].source);
		(void)page_cell(row, list[i].kind[0] == '\0' ? "For whom it is" :
		    list[i].recorded ? "Yes" : list[i].again ? "As above" : "Not yet");
		any = any || wanted(&list[i]);
	}
	return any;
}

bool background_put(struct request *r, struct node *body, const struct record *record)
{
	struct background *list;
	size_t n = background_read(r, record, &list);

	(void)list_put(r, body, list, n);
	return n > 0;
}

void background_person_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_person *p, bool write)
{
	const char *path = fostering_person_path(r, record, p->handle);
	bool carer = p->id == fostering_of(r)->carer, any;
	struct background *list;
	size_t i, n = background_read(r, record, &list);
	struct node *form;

	any = list_put(r, body, list, n);
	if (any && carer && write) {
		form = page_form(r, body, pool_printf(r->pool, "%s/background", path));
		(void)page_hidden(r, form, "seen", mark(r, list, n));
		(void)page_button(page_buttons(form), "Record these of the carer", "primary", NULL, NULL);
	}
	for (i = 0; i < n && write; i++)
		if (!carer && list[i].kind[0] == '\0' && !list[i].again)
			(void)page_link(body, pool_printf(r->pool, "Record what notice %u says of the household, of "
			    "this person", list[i].notice), NULL, "%s/history?notice=%u", path, list[i].notice);
}

const char *background_household(struct request *r, const struct record *record, unsigned notice,
    const char **source_r)
{
	struct background *list;
	size_t i, n = background_read(r, record, &list);

	for (i = 0; i < n; i++)
		if (list[i].kind[0] == '\0' && list[i].notice == notice) {
			*source_r = list[i].source;
			return cut(r, list[i].what, WHAT_MAX);
		}
	return NULL;
}

const char *background_words(struct request *r, const struct record *record)
{
	const char *text = "";
	struct background *list;
	size_t i, n = background_read(r, record, &list);

	for (i = 0; i < n; i++)
		if (!list[i].again)
			text = pool_printf(r->pool, "%s%s%s: %s%s%s%s%s%s%s (%s)", text, text[0] == '\0' ? "" : "\n",
			    list[i].kind[0] == '\0' ? "Of somebody in the household" :
			    lists_label("fostering-history", list[i].kind, r->today), list[i].what,
			    list[i].on_day == NULL ? "" : ", ", list[i].on_day == NULL ? "" :
			    page_day(r, list[i].on_day), list[i].court[0] == '\0' ? "" : ", ", list[i].court,
			    list[i].outcome[0] == '\0' ? "" : ": ", list[i].outcome, list[i].source);
	return text;
}

/* -- recorded -- */

static void record_all(struct request *r, const struct fostering_person *p,
    const struct background *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (wanted(&list[i]))
			(void)db_write(r->db, &fostering_sql[FOSTERING_HISTORY_ADD], p->id, list[i].kind,
			    cut(r, list[i].what, WHAT_MAX), list[i].on_day, cut(r, list[i].court, COURT_MAX),
			    cut(r, list[i].outcome, OUTCOME_MAX), list[i].source, request_account(r));
}

int fostering_background_record(struct request *r)
{
	struct fostering_person p;
	struct record record;
	struct background *list;
	size_t n;

	if (!casework_lock(r, &record) || !fostering_person_route(r, &record, &p) ||
	    p.id != fostering_of(r)->carer || !fostering_people_writer(r, &record) ||
	    !fostering_offence_reader(r, &record))
		return page_not_found(r);
	n = background_read(r, &record, &list);
	if (!input_is(&r->input, "seen", mark(r, list, n)))
		return casework_moved_on(r);
	record_all(r, &p, list, n);
	event_add(r, &record, "offence.known", "Something was recorded of an adult's background", false);
	fostering_background_serious(r, &record);
	return request_redirect(r, "%s/offences", fostering_person_path(r, &record, p.handle));
}
