#include <string.h>

#include "conf.h"
#include "lists.h"
#include "measure.h"

/* Section 10: flags that can be on in any open state, and what stands behind
 * them. Two are a person's to set and to take away; the others follow from what
 * stands on the case. */

const struct field fostering_flag_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "was", .type = FIELD_TOKEN, .max = 2, .required = true },
	{ .name = "safeguarding", .type = FIELD_TICK, .label = "There is a safeguarding concern",
	  .hint = "Asks for a referral today and tells the managers" },
	{ .name = "in_need", .type = FIELD_TICK, .label = "The child is, or may be, in need (s.17)" },
	{ .name = "flag_why", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Why this changes", .hint = "No names: it stands on the timeline" },
	{ 0 }
};

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
	const char *text = record->closed_at != NULL ? NULL : fostering_limit_warning(r, record);

	if (text != NULL)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "%s.", text));
}

void fostering_flags_put(struct request *r, struct node *body, const struct record *record)
{
	struct flags flags;

	flags_of(r, record, &flags);
	tag(body, fostering_of(r)->safeguarding, "Safeguarding concern", "red");
	tag(body, fostering_of(r)->in_need, "Child in need", "blue");
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
	if (fostering_people_writer(r, record))
		casework_link(r, body, record, "Safeguarding concern, child in need", "/flags", NULL);
}

/* -- the two that a person sets -- */

static const char *stand(bool safeguarding, bool in_need)
{
	return safeguarding ? in_need ? "YY" : "YN" : in_need ? "NY" : "NN";
}

static const char *stand_now(const struct request *r)
{
	return stand(fostering_of(r)->safeguarding, fostering_of(r)->in_need);
}

static int flag_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "flags", "Safeguarding and need"), *form;
	const struct field *f;

	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "was", stand_now(r));
	for (f = fostering_flag_input + 2; f->name != NULL; f++)
		(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int fostering_flag_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !fostering_people_writer(r, &record))
		return page_not_found(r);
	input_slot(&r->input, "safeguarding")->value = fostering_of(r)->safeguarding ? "Y" : "";
	input_slot(&r->input, "in_need")->value = fostering_of(r)->in_need ? "Y" : "";
	return flag_page(r, &record, 200);
}

/* Nobody says that it is over while the referral is still to be made. */
static void rules(struct request *r, const struct record *record)
{
	if (!input_is(&r->input, "was", stand_now(r)))
		input_refuse(&r->input, "safeguarding", "Somebody else has changed this meanwhile. Look "
		    "at the case, then save again");
	else if (fostering_of(r)->safeguarding && !input_is(&r->input, "safeguarding", "Y") &&
	    (task_open(r, record, "SAFEGUARDING", "") || task_open(r, record, "MISSING", "")))
		input_refuse(&r->input, "safeguarding", "The referral is still to be made: record it "
		    "under To do first");
}

void fostering_harm(struct request *r, const struct record *record, const char *what)
{
	fostering_task_add(r, record, "SAFEGUARDING", what, r->today);
	fostering_managers_tell(r, record, "An immediate safeguarding concern was raised");
}

int fostering_flag_save(struct request *r)
{
	bool safeguarding = input_is(&r->input, "safeguarding", "Y");
	bool in_need = input_is(&r->input, "in_need", "Y"), before;
	struct record record;

	if (!casework_lock(r, &record) || !fostering_people_writer(r, &record))
		return page_not_found(r);
	rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return flag_page(r, &record, 422);
	before = fostering_of(r)->safeguarding;
	(void)db_write(r->db, &fostering_sql[FOSTERING_FLAG_SET], (unsigned long long)safeguarding,
	    (unsigned long long)in_need, record.id);
	if (safeguarding && !before)
		fostering_harm(r, &record, "Safeguarding referral: enter its reference");
	event_add(r, &record, "flags", pool_printf(r->pool, "Safeguarding concern: %s. Child in need: "
	    "%s. %s", safeguarding ? "yes" : "no", in_need ? "yes" : "no",
	    input_text(&r->input, "flag_why")), false);
	notice_add(r, &record, record.owner, "A flag of a case was changed");
	return request_redirect(r, "%s", casework_path(r, &record));
}
