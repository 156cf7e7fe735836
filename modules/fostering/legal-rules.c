#include "legal-rules.h"

#include <string.h>

#include "date.h"
#include "json.h"
#include "lists.h"
#include "pool.h"
#include "str.h"

enum answer { NO, YES, UNKNOWN };

struct rule {
	enum answer (*fits)(const struct legal_facts *);
	const char *result;
	const char *why;
	const char *missing;		/* what is asked for when it cannot be answered */
};

static enum answer known(const char *value)
{
	return value[0] == 'Y' ? YES : value[0] == 'N' ? NO : UNKNOWN;
}

static bool later(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) > 0;
}

static bool to_come(const struct legal_facts *f)
{
	return f->start_actual == NULL && later(f->start_proposed, f->on);
}

static const char *start(const struct legal_facts *f)
{
	return f->start_actual != NULL ? f->start_actual : f->start_proposed;
}

static long nights(const char *from, const char *to)
{
	struct date a, b;

	return date_parse(from, &a) && date_parse(to, &b) ? date_days(a, b) : 0;
}

/* -1: not known. */
static int age(const struct legal_facts *f)
{
	struct date born, on;

	if (f->born_on == NULL || !date_parse(f->born_on, &born) ||
	    !date_parse(to_come(f) ? f->start_proposed : f->on, &on))
		return -1;
	return date_age(born, on);
}

static bool flagged(const struct legal_facts *f, const char *flag)
{
	return lists_flag("fostering-relationship", f->relationship, flag);
}

/* -- the rules -- */

static enum answer grown_up(const struct legal_facts *f)
{
	return f->born_on == NULL ? UNKNOWN : age(f) >= 18 ? YES : NO;
}

static enum answer past_16(const struct legal_facts *f)
{
	if (f->born_on == NULL)
		return UNKNOWN;
	if (age(f) < 16)
		return NO;
	return f->disabled[0] == 'Y' ? NO : f->disabled[0] == 'N' ? YES : UNKNOWN;
}

static enum answer looked_after(const struct legal_facts *f)
{
	return known(f->looked_after);
}

static enum answer parent(const struct legal_facts *f)
{
	return f->relationship[0] == '\0' ? UNKNOWN : flagged(f, "parent") ? YES : NO;
}

static enum answer holder(const struct legal_facts *f)
{
	return flagged(f, "holder") ? YES : known(f->carer_pr);
}

static enum answer relative(const struct legal_facts *f)
{
	return f->relationship[0] == '\0' ? UNKNOWN : flagged(f, "relative") ? YES : NO;
}

static enum answer family_present(const struct legal_facts *f)
{
	return f->sleeps[0] == '\0' ? UNKNOWN : strcmp(f->sleeps, "FAMILY_PRESENT") == 0 ? YES : NO;
}

static enum answer school_holiday(const struct legal_facts *f)
{
	if (f->sleeps[0] != '\0' && strcmp(f->sleeps, "SCHOOL") != 0)
		return NO;
	if (f->born_on != NULL && age(f) >= 16)
		return NO;
	return f->sleeps[0] == '\0' || f->born_on == NULL ? UNKNOWN : known(f->school_pupil);
}

static enum answer institution(const struct legal_facts *f)
{
	if (f->sleeps[0] == '\0')
		return UNKNOWN;
	if (!lists_flag("fostering-sleeps", f->sleeps, "institution"))
		return NO;
	return f->capacity[0] == '\0' ? UNKNOWN : strcmp(f->capacity, "STAFF") == 0 ? YES : NO;
}

static enum answer other_regime(const struct legal_facts *f)
{
	enum answer regime = known(f->legal_regime), adoption = known(f->adoption);

	if (regime == YES || adoption == YES)
		return YES;
	return regime == NO && adoption == NO ? NO : UNKNOWN;
}

/* So far, in nights: to the day the child left, or to this one. */
static long so_far(const struct legal_facts *f)
{
	const char *until = f->left_on != NULL ? f->left_on : f->on;

	return f->start_actual == NULL ? 0 : nights(f->start_actual, until);
}

/* Both the intended stay and the stay so far are short. Where nobody knows what
 * was intended, a child who has left stayed as long as was meant. */
static enum answer short_stay(const struct legal_facts *f)
{
	long most = (long)f->short_days;

	if (so_far(f) >= most || f->open_ended)
		return NO;
	if (start(f) == NULL)
		return UNKNOWN;
	if (f->intended_end != NULL)
		return nights(start(f), f->intended_end) < most ? YES : NO;
	return f->left_on != NULL && f->start_actual != NULL ? YES : UNKNOWN;
}

enum { RULE_FAMILY = 7, RULE_SCHOOL = 8, RULE_PLACE = 9 };

static const struct rule rules[] = {
	{ grown_up, "NOT_PF_AGE", "The child is 18 or over (Children Act 1989 s.66)",
	  "date of birth" },
	{ past_16, "NOT_PF_AGE", "The child is 16 or 17 and not disabled (s.66(1)(a) and (4))",
	  "whether disabled" },
	{ looked_after, "NOT_PF_LOOKED", "The child is looked after by a local authority"
	  " (Schedule 8, 1)", "whether looked after" },
	{ parent, "NOT_PF_PARENT", "The carer is a parent (s.66(1)(a)(i))", "carer's relationship" },
	{ holder, "NOT_PF_PR", "The carer has parental responsibility (s.66(1)(a)(ii))",
	  "carer's parental responsibility" },
	{ relative, "NOT_PF_RELATIVE", "The carer is a close relative (s.66(1)(a)(iii) and s.105(1))",
	  "carer's relationship" },
	{ family_present, "NOT_PF_FAMILY", "A parent, a holder of parental responsibility or a"
	  " relative who cares for the child lives in the same home (Schedule 8, 2(1)(a))",
	  "where the child sleeps" },
	{ school_holiday, "PF_SCHOOL_HOLIDAY", "A pupil under 16 who lives at the school for more"
	  " than two weeks of the holidays: the school's own notice (Schedule 8, 9)",
	  "stay at school in the holidays" },
	{ institution, "NOT_PF_PLACE", "The child lives in an institution, with its staff"
	  " (Schedule 8, 2(1)(c) to (g))", "adult staff or private" },
	{ other_regime, "NOT_PF_REGIME", "The child is there under a court requirement, the Mental"
	  " Health Act, or for adoption (Schedule 8, 3 to 5)", "court requirement, Mental Health"
	  " Act, adoption" },
	{ short_stay, "NOT_PF_SHORT", NULL, "start and intended end" },
};

enum { RULES = sizeof(rules) / sizeof(rules[0]) };

static const char *day_long(struct pool *pool, const char *iso)
{
	struct date date;

	return date_parse(iso, &date) ? date_long(pool, date) : "";
}

static const char *why(struct pool *pool, const struct legal_facts *f, unsigned rule)
{
	const struct rule *about = &rules[rule - 1];
	const char *turned = legal_age_end(pool, f->born_on, "N");

	if (rule == LEGAL_RULE_SHORT)
		return pool_printf(pool, "%s fewer than %u nights (s.66(2))", f->left_on != NULL ?
		    "The stay was" : "The stay is meant to be", f->short_days);
	if (rule <= 2 && to_come(f))
		return pool_printf(pool, "%s, on the day it is to start", about->why);
	if (rule == 2 && f->start_actual != NULL && later(turned, f->start_actual))
		return pool_printf(pool, "%s. The child came before the 16th birthday: what was private "
		    "fostering ended on %s (reached 16)", about->why, day_long(pool, turned));
	return about->why;
}

/* A stay that is short so far is looked at again on its first day that is not. */
static const char *retest(struct pool *pool, const struct legal_facts *f)
{
	struct date date;

	if (f->left_on != NULL || !date_parse(start(f), &date))
		return NULL;
	return date_iso(pool, date_add_days(date, (long)f->short_days));
}

static void matched(struct pool *pool, const struct legal_facts *f, unsigned rule,
    struct legal_result *result_r)
{
	*result_r = (struct legal_result){ .result = rules[rule - 1].result, .rule = rule,
	    .why = why(pool, f, rule),
	    .retest_on = rule == LEGAL_RULE_SHORT ? retest(pool, f) : NULL };
}

static void otherwise(struct pool *pool, const struct legal_facts *f,
    struct legal_result *result_r)
{
	const char *day = day_long(pool, start(f));

	result_r->rule = LEGAL_RULE_OTHERWISE;
	result_r->retest_on = NULL;
	result_r->result = f->start_actual != NULL ? "PF" : "PF_PROPOSED";
	if (f->start_actual != NULL)
		result_r->why = pool_printf(pool, "No exception applies, and the child has been with the "
		    "carer since %s (s.66)", day);
	else if (to_come(f))
		result_r->why = pool_printf(pool, "No exception applies, and the child is to come on %s "
		    "(s.66)", day);
	else
		result_r->why = pool_printf(pool, "No exception applies, and the child was to come on %s: "
		    "find out whether that happened (s.66)", day);
}

/* What would answer the rule: first where the child sleeps, then about there. */
static const char *asks_for(const struct legal_facts *f, unsigned rule)
{
	return rule > RULE_FAMILY && rule <= RULE_PLACE && f->sleeps[0] == '\0' ?
	    rules[RULE_FAMILY - 1].missing : rules[rule - 1].missing;
}

/* Does the rule decide, though an earlier one (the first is `open`) cannot be
 * answered? Every other rule says "not private fostering" too; the one about
 * pupils does not. */
static bool settles(const struct legal_facts *f, unsigned rule, unsigned open)
{
	return rule < RULE_SCHOOL || open == 0 ||
	    (rule > RULE_SCHOOL && rules[RULE_SCHOOL - 1].fits(f) == NO);
}

void legal_decide(struct pool *pool, const struct legal_facts *f, struct legal_result *result_r)
{
	unsigned rule, open = 0;
	struct str missing;

	str_init(&missing, pool);
	for (rule = 1; rule <= RULES; rule++) {
		enum answer answer = rules[rule - 1].fits(f);

		if (answer == YES && settles(f, rule, open)) {
			matched(pool, f, rule, result_r);
			return;
		}
		if (answer != UNKNOWN)
			continue;
		open = open == 0 ? rule : open;
		if (strstr(missing.data, asks_for(f, rule)) == NULL)
			str_printf(&missing, "%s%s", missing.len == 0 ? "" : "; ", asks_for(f, rule));
	}
	if (open == 0 && start(f) == NULL) {
		open = LEGAL_RULE_OTHERWISE;
		str_add(&missing, "start");
	}
	if (open == 0)
		otherwise(pool, f, result_r);
	else
		*result_r = (struct legal_result){ .result = "UNKNOWN", .rule = open,
		    .why = pool_printf(pool, "Not known yet: %s", missing.data) };
}

bool legal_ends(const char *result)
{
	return strncmp(result, "NOT_PF", 6) == 0 || strcmp(result, "PF_SCHOOL_HOLIDAY") == 0;
}

const char *legal_age_end(struct pool *pool, const char *born_on, const char *disabled)
{
	int years = disabled[0] == 'Y' ? 18 : 16;
	struct date born, end;

	if (born_on == NULL || !date_parse(born_on, &born))
		return NULL;
	end = date_add_years(born, years);
	if (end.day != born.day)
		end = date_add_days(end, 1);
	return date_iso(pool, end);
}

const char *legal_inputs(struct pool *pool, const struct legal_facts *facts)
{
	struct json *root = json_root(pool);
	size_t len;

	json_text(root, "child_born_on", facts->born_on);
	json_text(root, "disabled", facts->disabled);
	json_text(root, "looked_after", facts->looked_after);
	json_text(root, "looked_after_on", facts->looked_after_on);
	json_text(root, "relationship", facts->relationship);
	json_text(root, "carer_pr", facts->carer_pr);
	json_text(root, "sleeps", facts->sleeps);
	json_text(root, "capacity", facts->capacity);
	json_text(root, "school_pupil", facts->school_pupil);
	json_text(root, "legal_regime", facts->legal_regime);
	json_text(root, "adoption", facts->adoption);
	json_text(root, "start_proposed", facts->start_proposed);
	json_text(root, "start_actual", facts->start_actual);
	json_text(root, "intended_end", facts->intended_end);
	json_text(root, "left_on", facts->left_on);
	json_switch(root, "open_ended", facts->open_ended);
	return json_bytes(pool, root, &len);
}
