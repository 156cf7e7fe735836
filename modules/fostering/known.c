#include <string.h>

#include "child-card.h"
#include "code.h"
#include "conf.h"
#include "fostering.h"
#include "match.h"
#include "text.h"

/* Before a notice makes a case: is the child's arrangement known already, or the
 * carer? Asked of who takes the notice, never settled by the program. */

void fostering_known_find(struct request *r, const struct child_card *c, const char *family,
    const char *postcode, unsigned long long household, struct fostering_known *known_r)
{
	(void)db_list(r->db, &fostering_sql[FOSTERING_KNOWN_CASES], &known_r->cases, c->id);
	(void)db_list(r->db, &fostering_sql[FOSTERING_KNOWN_CARERS], &known_r->carers,
	    match_soundex(r->pool, family), postcode, household);
}

static const char *case_value(struct request *r, const struct db_row *c)
{
	return pool_printf(r->pool, "case-%s", db_text(c, 0));
}

static const char *carer_value(struct request *r, const struct db_row *c)
{
	return pool_printf(r->pool, "carer-%llu-%llu", db_number(c, 0), db_number(c, 1));
}

static const char *case_label(struct request *r, const struct db_row *c)
{
	return pool_printf(r->pool, "Add it to %s of this child: carer %s %s, held by %s %s",
	    db_text(c, 1), db_text(c, 4), db_text(c, 5), db_text(c, 2), db_text(c, 3));
}

static const char *carer_label(struct request *r, const struct db_row *c)
{
	return pool_printf(r->pool, "The same carer: %s %s, %s, %s. This child has a case of its own",
	    db_text(c, 2), db_text(c, 3), db_text(c, 4), db_text(c, 5));
}

static bool any(const struct fostering_known *known)
{
	return known->cases.n + known->carers.n > 0;
}

void fostering_known_put(struct request *r, struct node *form, const struct fostering_known *known)
{
	struct codelist *list = code_list_new(r->pool, "use", "Known already",
	    known->cases.n + known->carers.n + 1);
	struct field field = { .name = "use", .type = FIELD_CODE, .required = true,
	    .label = "Somebody like this is known already. What is right?" };
	size_t i;

	if (!any(known))
		return;
	for (i = 0; i < known->cases.n; i++)
		code_add(list, case_value(r, &known->cases.row[i]),
		    case_label(r, &known->cases.row[i]));
	for (i = 0; i < known->carers.n; i++)
		code_add(list, carer_value(r, &known->carers.row[i]),
		    carer_label(r, &known->carers.row[i]));
	code_add(list, "NEW", "None of these: a new case and a new carer");
	field.list = list;
	(void)page_control(r, form, &field, "use", input_text(&r->input, "use"),
	    input_slot(&r->input, "use")->error, NULL);
}

const struct db_row *fostering_known_case(struct request *r, const struct fostering_known *known)
{
	size_t i;

	for (i = 0; i < known->cases.n; i++)
		if (input_is(&r->input, "use", case_value(r, &known->cases.row[i])))
			return &known->cases.row[i];
	return NULL;
}

const struct db_row *fostering_known_carer(struct request *r, const struct fostering_known *known)
{
	size_t i;

	for (i = 0; i < known->carers.n; i++)
		if (input_is(&r->input, "use", carer_value(r, &known->carers.row[i])))
			return &known->carers.row[i];
	return NULL;
}

void fostering_known_rules(struct request *r, const struct fostering_known *known)
{
	if (any(known) && !input_is(&r->input, "use", "NEW") &&
	    fostering_known_case(r, known) == NULL && fostering_known_carer(r, known) == NULL)
		input_refuse(&r->input, "use", "Choose what is right");
}

/* 11.1, of a new case. */
void fostering_known_warnings(struct request *r, const struct fostering_known *known,
    struct fostering_warnings *w)
{
	const struct db_row *carer = fostering_known_carer(r, known);
	const char *area = input_text(&r->input, "area");

	if (area[0] != '\0' && strcmp(area, conf_text("authority.code")) != 0)
		fostering_warn(w, "AREA", "The carer's address is in another authority's area. That "
		    "authority has the duties: tell it, and move the case there");
	if (known->cases.n > 0)
		fostering_warn(w, "TWICE", "This child has another open case. Two arrangements on the same "
		    "days cannot both be right; a manager is told");
	if (carer != NULL && (long)db_number(carer, 6) >= conf_number("fostering.usual_limit") &&
	    db_number(carer, 7) == 0)
		fostering_warn(w, "LIMIT", pool_printf(r->pool, "This carer has %llu children already and no "
		    "exemption. Unless all are brothers and sisters, a manager has to record one (Schedule 7)",
		    db_number(carer, 6)));
}

/* … and the manager hears of what only a manager can settle. */
void fostering_known_tell(struct request *r, const struct record *record,
    const struct fostering_warnings *w)
{
	unsigned i;

	for (i = 0; i < w->n; i++) {
		if (strcmp(w->item[i].code, "LIMIT") == 0)
			fostering_task_add(r, record, "URGENT", "Usual limit reached: exemption to be decided",
			    r->today);
		if (strcmp(w->item[i].code, "LIMIT") == 0 || strcmp(w->item[i].code, "TWICE") == 0)
			fostering_managers_tell(r, record, "A new case needs a manager's look");
	}
}
