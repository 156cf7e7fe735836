#include "same-notice.h"

#include <string.h>

#include "child-card.h"
#include "conf.h"
#include "date.h"
#include "match.h"
#include "notice-form.h"
#include "text.h"

const struct field fostering_same_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ 0 }
};

/* -- which notice -- */

/* The columns of FOSTERING_SAME, with the fields of start.c that they fill. */
enum { RECORD, HANDLE, REFERENCE, SUBJECT, CARER, HOUSEHOLD, TIMED, MOMENT, TYPED };
static const char *const typed[] = { "regulation", "notifier", "notifier_name",
	"notifier_contact", "channel", "received_on", "carer_given", "carer_family", "carer_phone",
	"line1", "town", "postcode", "area", "relationship", "starts_on", "ends_on", "note" };

static void list(struct request *r, const struct child_card *child, const char *handle,
    struct db_rows *rows_r)
{
	(void)db_list(r->db, &fostering_sql[FOSTERING_SAME], rows_r, child->id, handle, handle,
	    request_account(r), request_account(r), (unsigned long long)
	    conf_number("fostering.same_notice_days"));
}

/* False: none was named, or none that this person may use. */
static bool chosen(struct request *r, const struct child_card *child, struct db_row *row_r)
{
	const char *handle = input_text(&r->input, "like");
	struct db_rows rows;

	if (handle[0] == '\0' || input_slot(&r->input, "like")->error != NULL)
		return false;
	list(r, child, handle, &rows);
	if (rows.n == 0)
		return false;
	*row_r = rows.row[0];
	return true;
}

/* -- the page of a new notice -- */

void same_notice_offer(struct request *r, struct node *body, const struct child_card *child)
{
	struct db_rows rows;
	size_t i;

	list(r, child, "", &rows);
	if (rows.n > 0)
		(void)page_heading(body, 2, "Is it a notice about several children?");
	for (i = 0; i < rows.n; i++) {
		const struct db_row *n = &rows.row[i];

		(void)page_link(body, pool_printf(r->pool, "The same notice as for %s, %s: fill it in from "
		    "there", db_text(n, SUBJECT), db_text(n, REFERENCE)), NULL, "%s?like=%s", r->http->path,
		    db_text(n, HANDLE));
	}
}

static const char *time_of(struct request *r, const struct db_row *n)
{
	long long moment;
	int minutes;

	if (db_number(n, TIMED) == 0 || !date_moment(db_text(n, MOMENT), &moment))
		return "";
	(void)date_london(moment, &minutes);
	return pool_printf(r->pool, "%02d:%02d", minutes / 60, minutes % 60);
}

unsigned long long same_notice_fill(struct request *r, const struct child_card *child)
{
	struct db_row n;
	size_t i;

	if (!chosen(r, child, &n))
		return 0;
	if (r->http->method != GET)
		return db_number(&n, HOUSEHOLD);
	for (i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		input_slot(&r->input, typed[i])->value = db_text(&n, TYPED + (unsigned)i) == NULL ? "" :
		    db_text(&n, TYPED + (unsigned)i);
	input_slot(&r->input, "received_time")->value = time_of(r, &n);
	input_slot(&r->input, "use")->value = pool_printf(r->pool, "carer-%llu-%llu",
	    db_number(&n, CARER), db_number(&n, HOUSEHOLD));
	return db_number(&n, HOUSEHOLD);
}

/* -- its answers -- */

/* Of the child alone, or of its own stay. */
static bool own(const struct form *form, unsigned field)
{
	return form->field[field].system ||
	    form->field[field].section == form_section(form, "child") ||
	    form->field[field].section == form_section(form, "stay");
}

struct carry {
	struct request *r;
	const struct form_answers *from, *to;
	const char *child, *other;	/* names: of this case, of that one */
	struct document_row_value *value;
	size_t n;
};

static void take(struct carry *c, unsigned field, unsigned item, const char *value)
{
	if (value[0] != '\0')
		c->value[c->n++] = (struct document_row_value){ field, item, value };
}

static bool same_name(struct carry *c, const char *a, const char *b)
{
	return strcmp(match_normalise(c->r->pool, a), match_normalise(c->r->pool, b)) == 0;
}

/* A whole group, where there is no row of it yet. Among the brothers and sisters
 * the one child stands in the place of the other. */
static void group_take(struct carry *c, const struct form_item *group)
{
	unsigned items[FORM_ITEMS_MAX], i, k, n = form_rows(c->from, group, items);

	if (form_rows(c->to, group, (unsigned[FORM_ITEMS_MAX]){ 0 }) > 0)
		return;
	for (i = 0; i < n; i++)
		for (k = group->first; k < group->first + group->n; k++) {
			const char *value = form_get(c->from, k, items[i]);

			take(c, k, items[i], k == FOSTERING_NOTICE_SIBLING_NAME &&
			    same_name(c, value, c->child) ? c->other : value);
		}
}

/* What one says and the other does not. */
static void answers_take(struct carry *c)
{
	const struct form *form = c->to->form;
	unsigned i, k;

	for (i = 0; i < form->fields; i++)
		if (!own(form, i) && form->field[i].group == NULL && form_get(c->to, i, 0)[0] == '\0')
			take(c, i, 0, form_get(c->from, i, 0));
	for (i = 0; i < form->sections; i++)
		for (k = 0; k < form->section[i].items; k++)
			if (form->section[i].item[k].kind == FORM_GROUP &&
			    !own(form, form->section[i].item[k].first))
				group_take(c, &form->section[i].item[k]);
}

/* False: there is nothing to be carried over. The other is another record, whose
 * first notice it is. */
static bool carry_find(struct request *r, const struct record *record,
    const struct document *document, unsigned long long other, const char *other_name,
    struct carry *carry_r)
{
	struct document from;

	if (!document_find_number(r, &(struct record){ .id = other }, "notice", 1, &from) ||
	    from.form != document->form)
		return false;
	*carry_r = (struct carry){ .r = r, .from = document_answers(r, &from),
	    .to = document_answers(r, document), .child = record->subject, .other = other_name,
	    .value = pool_array(r->pool, (size_t)from.form->fields * FORM_ITEMS_MAX,
	    sizeof(struct document_row_value)) };
	answers_take(carry_r);
	return carry_r->n > 0;
}

void same_notice_keep(struct request *r, const struct record *record, const struct child_card *child)
{
	struct document d;
	struct carry c;
	struct db_row n;

	if (!chosen(r, child, &n))
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_SAME_KEEP], db_number(&n, RECORD), record->id);
	if (!document_find_number(r, record, "notice", 1, &d) ||
	    !carry_find(r, record, &d, db_number(&n, RECORD), db_text(&n, SUBJECT), &c))
		return;
	document_fill_rows(r, &d, c.value, c.n);
	fostering_schedule_saved(r, record, &d);
}

/* -- and later -- */

/* The first case with the same notice, of those that this person may open, that
 * says more. */
static bool other_find(struct request *r, const struct record *record,
    const struct document *document, struct db_row *row_r, struct carry *carry_r)
{
	struct db_rows rows;
	size_t i;

	if (document->number != 1)
		return false;
	(void)db_list(r->db, &fostering_sql[FOSTERING_SAME_OTHERS], &rows, record->id, record->id,
	    record->id, record->id, (unsigned long long)record_service(r), r->session->team,
	    request_account(r));
	for (i = 0; i < rows.n; i++) {
		*row_r = rows.row[i];
		if (carry_find(r, record, document, db_number(row_r, 0), db_text(row_r, 2), carry_r))
			return true;
	}
	return false;
}

void same_notice_put(struct request *r, struct node *body, const struct record *record,
    const struct document *document)
{
	struct node *form;
	struct db_row other;
	struct carry c;

	if (document->completed_at != NULL || record->closed_at != NULL ||
	    !fostering_people_writer(r, record) || !other_find(r, record, document, &other, &c))
		return;
	form = page_form(r, body, pool_printf(r->pool, "%s/same-notice", casework_path(r, record)));
	(void)page_hidden(r, form, "number", pool_printf(r->pool, "%u", document->number));
	(void)page_para(form, pool_printf(r->pool, "The same notice is on %s, of %s, and says there what is "
	    "not answered here.", db_text(&other, 1), db_text(&other, 2)));
	(void)page_button(page_buttons(form), "Carry those answers over", "secondary", NULL, NULL);
}

int fostering_same_carry(struct request *r)
{
	unsigned long long number;
	struct record record;
	struct document d;
	struct db_row other;
	struct carry c;

	if (!casework_lock(r, &record) || record.closed_at != NULL ||
	    !fostering_people_writer(r, &record) ||
	    !text_number(input_text(&r->input, "number"), &number) ||
	    !document_find_number(r, &record, "notice", (unsigned)number, &d))
		return page_not_found(r);
	if (d.completed_at != NULL)
		return casework_moved_on(r);
	if (other_find(r, &record, &d, &other, &c)) {
		document_fill_rows(r, &d, c.value, c.n);
		fostering_schedule_saved(r, &record, &d);
		event_add(r, &record, "notice.same", "Answers of the same notice were carried over", false);
	}
	return request_redirect(r, "%s/notice-%u", casework_path(r, &record), d.number);
}
