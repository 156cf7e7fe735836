#include <stdlib.h>
#include <string.h>

#include "form-rules.h"
#include "lscb.h"
#include "text.h"

#define DIED	"died_on", "child_died_on"	/* the report of an agency has it as the case does */

/* Where it is said, and the days in their order; a day has up to two names. */
static const struct order {
	const char *said;
	const char *earlier[2], *later[2];
	const char *words;
} orders[] = {
	{ "died_on", { "born_on" }, { "died_on" }, "The date of death is before the date of birth" },
	{ "referred_on", { DIED }, { "referred_on" },
	  "The notification cannot have come before the death" },
	{ "coroner_on", { DIED }, { "coroner_on" },
	  "The death cannot have been referred to the coroner before it" },
	{ "confirmed_on", { DIED }, { "confirmed_on" },
	  "This cannot have been confirmed before the death" },
	{ "pm_on", { DIED }, { "pm_on" }, "The post-mortem cannot have been before the death" },
	{ "registered_on", { DIED }, { "registered_on" },
	  "The death cannot have been registered before it" },
	{ "family_told_on", { DIED }, { "family_told_on" },
	  "The family cannot have been told of the review before the death" },
	{ "event_on", { "event_on" }, { DIED }, "The event cannot have been after the death" },
	{ "inquest_on", { DIED }, { "inquest_on" }, "The inquest cannot have been before the death" },
	{ "plan_to", { "plan_from" }, { "plan_to" }, "The plan cannot end before it began" },
	{ "service_last", { "service_first" }, { "service_last" },
	  "The last contact cannot have been before the first" },
	{ "pm_interim_on", { DIED }, { "pm_interim_on" },
	  "The post-mortem cannot have been before the death" },
	{ "pm_final_on", { DIED }, { "pm_final_on" },
	  "The post-mortem cannot have been before the death" },
	{ "pm_final_on", { "pm_interim_on" }, { "pm_final_on" },
	  "The final result cannot have come before the interim one" },
	{ "discussion_on", { DIED }, { "discussion_on" },
	  "The discussion cannot have been before the death" },
	{ "findings_on", { DIED }, { "findings_on" },
	  "The family cannot have been told the findings before the death" },
};

static const struct bounds {
	const char *name;
	unsigned long long from, to;
	const char *words;
} bounds[] = {
	{ "birth_weight", 200, 7000, "Enter a birth weight from 200 to 7000 grams" },
	{ "gestation_weeks", 16, 44, "Enter weeks from 16 to 44" },
	{ "gestation_days", 0, 6, "Enter days from 0 to 6" },
	{ "apgar_1", 0, 10, "Enter a score from 0 to 10" },
	{ "apgar_5", 0, 10, "Enter a score from 0 to 10" },
	{ "apgar_10", 0, 10, "Enter a score from 0 to 10" },
	{ "burn_percent", 0, 100, "Enter a share from 0 to 100" },
};

/* With a point and up to DECIMALS digits behind it; a centile may lie beyond the chart's. */
#define DECIMALS	2
#define CENTILE	"Enter a centile from 0 to 100, such as 9 or <0.4"
static const struct measure {
	const char *name;
	double from, to;
	const char *before;		/* signs that may stand first; NULL: none */
	const char *words;
} measures[] = {
	{ "weight", 0.2, 250, NULL, "Enter a weight in kilograms, such as 3.45" },
	{ "weight_centile", 0, 100, "<>", CENTILE },
	/* Of a child in centimetres, of a fall in metres. */
	{ "height", 0.1, 250, NULL, "Enter a height as a number, such as 52.5" },
	{ "height_centile", 0, 100, "<>", CENTILE },
	{ "attended", 0, 100, NULL, "Enter a share from 0 to 100, such as 92.5" },
	{ "maternal_bmi", 10, 80, NULL, "Enter a body mass index from 10 to 80, such as 24.5" },
	{ "bmi", 10, 80, NULL, "Enter a body mass index from 10 to 80, such as 24.5" },
	{ "cord_ph", 6, 8, NULL, "Enter a pH from 6 to 8, such as 7.25" },
	{ "temperature", 0, 100, NULL, "Enter degrees Celsius, such as 36.5" },
	{ "room_temperature", -20, 60, "-", "Enter degrees Celsius, such as 18.5" },
};

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* In the same row, where the day stands in rows. */
static const char *day_of(const struct form_answers *answers, const char *const names[2],
    unsigned item)
{
	int field = -1;
	size_t i;

	for (i = 0; i < 2 && names[i] != NULL && field < 0; i++)
		field = form_field(answers->form, names[i]);
	return field < 0 ? "" : form_get(answers, (unsigned)field,
	    answers->form->field[field].group == NULL ? 0 : item);
}

static bool broken(const struct form_answers *answers, const struct order *order, unsigned item)
{
	const char *earlier = day_of(answers, order->earlier, item);
	const char *later = day_of(answers, order->later, item);

	return earlier[0] != '\0' && later[0] != '\0' && strcmp(later, earlier) < 0;
}

static bool outside(const struct form_answers *answers, int field, const struct bounds *b)
{
	unsigned long long value;

	return text_number(form_get(answers, (unsigned)field, 0), &value) &&
	    (value < b->from || value > b->to);
}

/* Of the C locale, in which programs run. */
static bool is_measure(const char *text, const struct measure *m)
{
	size_t sign = m->before != NULL && text[0] != '\0' && strchr(m->before, text[0]) != NULL;
	const char *digits = text + sign, *rest = digits + strspn(digits, "0123456789");
	size_t behind = rest[0] == '.' ? strspn(rest + 1, "0123456789") : 0;
	double value;

	if (rest == digits || (rest[0] == '.' ? behind == 0 || behind > DECIMALS || rest[1 + behind] != '\0' :
	    rest[0] != '\0'))
		return false;
	value = strtod(digits, NULL) * (text[0] == '-' ? -1 : 1);
	return value >= m->from && value <= m->to;
}

static bool mismeasured(const struct form_answers *answers, int field, const struct measure *m)
{
	const char *text = form_get(answers, (unsigned)field, 0);

	return text[0] != '\0' && !is_measure(text, m);
}

static void say(const struct form_answers *answers, int field, unsigned item, const char *words)
{
	struct form_answer *a = form_slot(answers, (unsigned)field, item);

	if (a->error == NULL)
		a->error = words;
}

static void order_say(const struct order *order, const struct form_section *section,
    struct form_answers *answers)
{
	int field = form_field(answers->form, order->said);
	const struct form_field *f;
	unsigned item;

	if (field < 0 || (f = &answers->form->field[field])->section != section)
		return;
	for (item = 0; item < (f->group == NULL ? 1 : FORM_ITEMS_MAX); item++)
		if (broken(answers, order, item))
			say(answers, field, item, order->words);
}

void lscb_form_rules(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers)
{
	size_t i;
	int field;

	(void)r;
	(void)record;
	for (i = 0; i < COUNT(orders); i++)
		order_say(&orders[i], section, answers);
	for (i = 0; i < COUNT(bounds); i++) {
		field = form_field(answers->form, bounds[i].name);
		if (field >= 0 && answers->form->field[field].section == section &&
		    outside(answers, field, &bounds[i]))
			say(answers, field, 0, bounds[i].words);
	}
	for (i = 0; i < COUNT(measures); i++) {
		field = form_field(answers->form, measures[i].name);
		if (field >= 0 && answers->form->field[field].section == section &&
		    mismeasured(answers, field, &measures[i]))
			say(answers, field, 0, measures[i].words);
	}
}

/* Q1 of Form D: years, months or days, or that they are not known. */
static void age_gap(struct request *r, const struct form_answers *answers, struct form_gap **gaps)
{
	static const char *const names[] = { "age_years", "age_months", "age_days", "age_unknown" };
	int field = form_field(answers->form, names[3]), other;
	size_t i;

	if (field < 0)
		return;
	for (i = 0; i < COUNT(names); i++) {
		other = form_field(answers->form, names[i]);
		if (other >= 0 && form_get(answers, (unsigned)other, 0)[0] != '\0')
			return;
	}
	form_gap_add(r, gaps, answers->form->field[field].section, names[0],
	    "Enter the age, or say that it is not known");
}

void lscb_form_rules_gaps(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	const struct form_field *f;
	unsigned item;
	size_t i;
	int field;

	(void)record;
	age_gap(r, answers, gaps);
	for (i = 0; i < COUNT(orders); i++) {
		field = form_field(answers->form, orders[i].said);
		if (field < 0)
			continue;
		f = &answers->form->field[field];
		for (item = 0; item < (f->group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (broken(answers, &orders[i], item))
				form_gap_add(r, gaps, f->section, f->group == NULL ? f->field.name :
				    pool_printf(r->pool, "%s.%u.%s", f->group->name, item, f->field.name),
				    orders[i].words);
	}
}
