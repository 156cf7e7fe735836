#include <string.h>

#include "background.h"
#include "conf.h"
#include "lists.h"
#include "measure.h"

/* 11.1: what is doubtful of an arrangement as it stands, asked again where it is
 * decided and where the child comes: what was right when the notice came need
 * not be so by then. */

static void area(struct request *r, const struct record *record, struct fostering_warnings *w)
{
	struct db_row h;

	if (db_find(r->db, &fostering_sql[FOSTERING_HOUSEHOLD_FIND], &h, record->id) &&
	    db_text(&h, 6)[0] != '\0' && strcmp(db_text(&h, 6), conf_text("authority.code")) != 0)
		fostering_warn(w, "AREA", pool_printf(r->pool, "The premises lie in the area of %s. That "
		    "authority has the duties", lists_label("la", db_text(&h, 6), r->today)));
}

static void limit(struct request *r, const struct record *record, struct fostering_warnings *w)
{
	const char *text = fostering_limit_warning(r, record);

	if (text != NULL)
		fostering_warn(w, "LIMIT", text);
}

static bool any_in_effect(struct request *r, const struct measure *list, size_t n, bool own)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((own || measure_touches(r, &list[i])) && measure_in_effect(r, &list[i]))
			return true;
	return false;
}

static void prohibition(struct request *r, const struct record *record,
    struct fostering_warnings *w)
{
	struct measure *own, *others;
	size_t n = measure_list(r, record, MEASURE_PROHIBITION, 0, &own);
	size_t m = measure_elsewhere(r, record, &others);

	if (any_in_effect(r, own, n, true) || any_in_effect(r, others, m, false))
		fostering_warn(w, "PROHIBITED", "A prohibition of this carer or these premises is in effect: a "
		    "child must not be fostered there (section 69)");
}

/* Somebody barred, or disqualified without consent. */
static const struct measure_person *unfit(struct request *r, const struct record *record)
{
	struct measure_person *people;
	size_t i, n = measure_people(r, record, &people);

	for (i = 0; i < n; i++)
		if (people[i].barred || (people[i].disqualified && !people[i].granted))
			return &people[i];
	return NULL;
}

/* Who it is, and what, is offence data. */
static void standing(struct request *r, const struct record *record, struct fostering_warnings *w)
{
	const struct measure_person *p = unfit(r, record);

	if (p == NULL || !fostering_offence_reader(r, record))
		return;
	if (p->barred)
		fostering_warn_apart(w, "BARRED", pool_printf(r->pool, "%s is barred from regulated activity with "
		    "children, and no consent can be given", p->name));
	else
		fostering_warn_apart(w, "DISQUALIFIED", pool_printf(r->pool, "%s is disqualified, and consent has not "
		    "been granted", p->name));
}

void fostering_doubts(struct request *r, const struct record *record, const char *start,
    struct fostering_warnings *w)
{
	fostering_overlap_warnings(r, record, start, w);
	area(r, record, w);
	limit(r, record, w);
	prohibition(r, record, w);
	standing(r, record, w);
}

void fostering_doubts_decision(struct request *r, const struct record *record,
    struct fostering_warnings *w)
{
	const char *start = fostering_of(r)->start_actual != NULL ? fostering_of(r)->start_actual :
	    fostering_of(r)->start_proposed;

	fostering_overlap_warnings(r, record, start, w);
	area(r, record, w);
	if (fostering_offence_reader(r, record) && background_open(r, record))
		fostering_warn_apart(w, "BACKGROUND", "A notice tells of offences, orders or disqualification, "
		    "and not all of it is recorded of the carer, or not whether the carer is disqualified: see "
		    "results of checks, and offences");
}

void fostering_doubts_keep(struct request *r, const struct record *record,
    const struct fostering_warnings *w)
{
	unsigned i;
	bool tell = unfit(r, record) != NULL;

	fostering_warnings_keep(r, record, w);
	for (i = 0; i < w->n; i++) {
		if (strcmp(w->item[i].code, "LIMIT") == 0)
			fostering_task_add(r, record, "URGENT", "Usual limit reached: exemption to be decided",
			    r->today);
		tell = tell || strcmp(w->item[i].code, "AREA") != 0;
	}
	if (unfit(r, record) != NULL)
		fostering_task_add(r, record, "URGENT", "Look at the checks of the household, and at "
		    "suitability", r->today);
	if (tell)
		fostering_managers_tell(r, record, "Urgent: look at this case today");
}
