#include <string.h>

#include "conf.h"
#include "lists.h"
#include "measure.h"

/* Section 10: flags that can be on in any open state, and what stands behind
 * them. */

struct flags {
	bool requirement, prohibited, consent, appeal;
};

static bool any_stands(struct request *r, const struct record *record, enum measure_about about,
    struct flags *flags)
{
	struct measure *list;
	size_t i, n = measure_list(r, record, about, 0, &list);
	bool stands = false;

	for (i = 0; i < n; i++) {
		stands = stands || measure_stands(&list[i]);
		flags->prohibited = flags->prohibited || measure_in_effect(r, &list[i]);
		flags->appeal = flags->appeal || list[i].appealed;
	}
	return stands;
}

static bool consent_pending(struct request *r, const struct record *record)
{
	struct measure_person *people;
	size_t i, n = measure_people(r, record, &people);

	for (i = 0; i < n; i++)
		if (people[i].pending || (people[i].disqualified && !people[i].granted))
			return true;
	return false;
}

static void flags_of(struct request *r, const struct record *record, struct flags *flags_r)
{
	struct measure *list;
	size_t i, n = measure_elsewhere(r, record, &list);

	*flags_r = (struct flags){ 0 };
	flags_r->requirement = any_stands(r, record, MEASURE_REQUIREMENT, flags_r);
	(void)any_stands(r, record, MEASURE_PROHIBITION, flags_r);
	(void)any_stands(r, record, MEASURE_LIMIT, flags_r);
	for (i = 0; i < n; i++)
		flags_r->prohibited = flags_r->prohibited || (measure_touches(r, &list[i]) &&
		    measure_in_effect(r, &list[i]));
	/* Who is disqualified, and who appeals for it, is offence data (11). */
	if (!fostering_offence_reader(r, record))
		return;
	(void)any_stands(r, record, MEASURE_CONSENT, flags_r);
	flags_r->consent = consent_pending(r, record);
}

static void tag(struct node *body, bool on, const char *label, const char *colour)
{
	if (on)
		node_set(node_leaf(body, "tag", label), "colour", colour);
}

static const char *effect(struct request *r, const struct measure *m)
{
	if (m->effective_on == NULL)
		return m->served_on == NULL ? "the notice has not been given yet" : "it has no effect now";
	return pool_printf(r->pool, measure_in_effect(r, m) ? "in effect since %s" :
	    "has effect from %s unless the requirement is met", page_day(r, m->effective_on));
}

/* The other case is not named: it need not be one that this person may see. */
static void elsewhere_put(struct request *r, struct node *body, const struct record *record)
{
	struct measure *list;
	size_t i, n = measure_elsewhere(r, record, &list);

	for (i = 0; i < n; i++)
		(void)node_leaf(body, "warning", pool_printf(r->pool,
		    "Prohibition from another arrangement. %s, imposed on %s: %s.",
		    lists_label("fostering-prohibition", list[i].what, r->today),
		    page_day(r, list[i].decided_on), effect(r, &list[i])));
}

static void limit_put(struct request *r, struct node *body, const struct record *record)
{
	struct measure_count count;

	if (record->closed_at != NULL)
		return;
	fostering_limit_count(r, record, &count);
	if (count.over)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "This carer has %zu children, more than "
		    "the usual limit of %ld, and there is no exemption for all of them.", count.children,
		    (long)conf_number("fostering.usual_limit")));
}

void fostering_flags_put(struct request *r, struct node *body, const struct record *record)
{
	struct flags flags;

	flags_of(r, record, &flags);
	tag(body, flags.prohibited, "Prohibited", "red");
	tag(body, flags.requirement, "Requirement open", "orange");
	tag(body, flags.consent, "Consent pending", "purple");
	tag(body, flags.appeal, "Appeal pending", "yellow");
	elsewhere_put(r, body, record);
	limit_put(r, body, record);
}

void fostering_measures_put(struct request *r, struct node *body, const struct record *record)
{
	fostering_flags_put(r, body, record);
	casework_link(r, body, record, "Suitability", "/suitability", NULL);
	casework_link(r, body, record, "Decisions and requirements", "/measures", NULL);
	casework_link(r, body, record, "Letters", "/letters", NULL);
}
