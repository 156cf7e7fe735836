#include "attainment-rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lists.h"
#include "pool.h"
#include "text.h"

#define ASSESSMENTS	"education-assessment"
#define SUBJECTS	"education-result-subject"

/* -- what the lists say -- */

/* What stands behind a flag that begins so: "gcse" of "scale-gcse"; NULL: it has none. */
static const char *behind(struct pool *pool, const struct code *code, const char *prefix)
{
	const char *at = code->flags;
	size_t len = strlen(prefix);

	while (at != NULL && *at != '\0') {
		if (strncmp(at, prefix, len) == 0)
			return pool_strndup(pool, at + len, strcspn(at + len, " "));
		at = strchr(at, ' ');
		at = at == NULL ? NULL : at + 1;
	}
	return NULL;
}

static const char *small(struct pool *pool, const char *text)
{
	char *copy = pool_strdup(pool, text), *c;

	for (c = copy; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

/* The list of its grades, NULL for an assessment that is none. */
static const struct codelist *scale_of(struct pool *pool, const char *assessment)
{
	const struct code *code = code_find(lists_find(ASSESSMENTS), assessment);
	const char *scale = code == NULL ? NULL : behind(pool, code, "scale-");

	return scale == NULL ? NULL : lists_find(pool_printf(pool, "education-scale-%s", scale));
}

static bool is_number(const char *text)
{
	return text_only(text, "0123456789", 3);
}

static bool in_range(struct pool *pool, const struct code *assessment, const char *text)
{
	const char *range = behind(pool, assessment, "range-");
	unsigned long from, to, n;
	char *end;

	if (range == NULL || !is_number(text))
		return false;
	from = strtoul(range, &end, 10);
	to = strtoul(end + 1, NULL, 10);
	n = strtoul(text, NULL, 10);
	return n >= from && n <= to;
}

/* A grade of the scale in that year and of that subject; NULL: there is none. */
static const struct code *grade_of(struct pool *pool, const struct codelist *scale,
    const char *grade, const char *subject, const char *day)
{
	const struct code *code = scale == NULL ? NULL : code_find(scale, grade);

	if (code == NULL || (day != NULL && !code_open(code, day)))
		return NULL;
	return behind(pool, code, "only-") == NULL ||
	    code_flag(code, pool_printf(pool, "only-%s", small(pool, subject))) ? code : NULL;
}

/* "5-4", "54", "A*A" are two grades, "U" is U twice. False: they are not. */
static bool halves(struct pool *pool, const struct codelist *scale, const char *text,
    const char *day, const struct code *half_r[2])
{
	size_t len = strlen(text), i;

	half_r[0] = half_r[1] = NULL;
	if (strcmp(text, "U") == 0 || strcmp(text, "X") == 0)
		half_r[0] = half_r[1] = grade_of(pool, scale, text, "", day);
	for (i = 1; half_r[0] == NULL && i < len; i++) {
		half_r[0] = grade_of(pool, scale, pool_strndup(pool, text, i), "", day);
		half_r[1] = grade_of(pool, scale, text + i + (text[i] == '-'), "", day);
		if (half_r[1] == NULL)
			half_r[0] = NULL;
	}
	return half_r[0] != NULL;
}

static const char *grade_wrong(struct pool *pool, const struct attainment_result *result,
    const struct code *assessment, const struct code *subject, const char *day)
{
	const struct codelist *scale = scale_of(pool, result->assessment);
	const struct code *half[2];
	const char *range = behind(pool, assessment, "range-");

	if (code_flag(subject, "double") ? halves(pool, scale, result->result, day, half) :
	    in_range(pool, assessment, result->result) ||
	    grade_of(pool, scale, result->result, result->subject, day) != NULL)
		return NULL;
	if (code_flag(subject, "double"))
		return pool_printf(pool, "%s has two grades, like 5-4", subject->label);
	if (range != NULL && is_number(result->result))
		return pool_printf(pool, "%s is not from %.*s to %s", result->result,
		    (int)strcspn(range, "-"), range, strchr(range, '-') + 1);
	return pool_printf(pool, "%s is no result of %s in that year", result->result,
	    assessment->label);
}

const char *attainment_wrong(struct pool *pool, const struct attainment_result *result, int year,
    char *field_r)
{
	const struct code *assessment = code_find(lists_find(ASSESSMENTS), result->assessment);
	const struct code *subject = code_find(lists_find(SUBJECTS), result->subject);
	const char *day = pool_printf(pool, "%04d-05-01", year);

	*field_r = 'a';
	if (assessment == NULL)
		return pool_printf(pool, "There is no assessment %s", result->assessment);
	if (!code_open(assessment, day))
		return pool_printf(pool, "%s was not in use in that year", assessment->label);
	*field_r = 's';
	if (subject == NULL)
		return pool_printf(pool, "There is no subject %s", result->subject);
	if (!code_flag(subject, small(pool, result->assessment)) || !code_open(subject, day))
		return pool_printf(pool, "%s is no subject of %s in that year", subject->label,
		    assessment->label);
	*field_r = 'r';
	return grade_wrong(pool, result, assessment, subject, day);
}

const char *attainment_read(struct pool *pool, const struct attainment_result *result)
{
	const struct codelist *scale = scale_of(pool, result->assessment);
	const struct code *code = scale == NULL ? NULL : code_find(scale, result->result);

	return code == NULL ? result->result : code->label;
}

bool attainment_qualification(const char *assessment)
{
	return lists_flag(ASSESSMENTS, assessment, "qualification");
}

const char *attainment_setting(struct pool *pool, const char *text, int year)
{
	const char *value = "";
	unsigned long from;
	char *end;

	for (;;) {
		text += strspn(text, " ");
		if (*text == '\0')
			return value;
		from = strtoul(text, &end, 10);
		if (end == text || *end != ':')
			value = pool_strndup(pool, text, strcspn(text, " "));
		else if (from <= (unsigned long)year)
			value = pool_strndup(pool, end + 1, strcspn(end + 1, " "));
		text += strcspn(text, " ");
	}
}

/* -- early years, phonics, Key Stage 2 -- */

static const char *result_of(const struct attainment_result *list, size_t n,
    const char *assessment, const char *subject)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i].assessment, assessment) == 0 &&
		    strcmp(list[i].subject, subject) == 0)
			return list[i].result;
	return NULL;
}

/* All of them; no as soon as one is not. */
static enum attainment_answer all_of(const enum attainment_answer *answer, size_t n)
{
	enum attainment_answer all = ATTAINMENT_YES;
	size_t i;

	for (i = 0; i < n; i++) {
		if (answer[i] == ATTAINMENT_NO)
			return ATTAINMENT_NO;
		if (answer[i] == ATTAINMENT_UNKNOWN)
			all = ATTAINMENT_UNKNOWN;
	}
	return all;
}

static enum attainment_answer answer_of(bool yes)
{
	return yes ? ATTAINMENT_YES : ATTAINMENT_NO;
}

enum attainment_answer attainment_good_level(const struct attainment_result *list, size_t n)
{
	const struct codelist *subjects = lists_find(SUBJECTS);
	enum attainment_answer all = ATTAINMENT_YES;
	size_t i;

	for (i = 0; i < subjects->n; i++) {
		const char *level;

		if (!code_flag(&subjects->codes[i], "good"))
			continue;
		level = result_of(list, n, "EYFSP", subjects->codes[i].code);
		if (level != NULL && !lists_flag("education-scale-goal", level, "expected"))
			return ATTAINMENT_NO;
		if (level == NULL)
			all = ATTAINMENT_UNKNOWN;
	}
	return all;
}

static enum attainment_answer score_met(const char *result, unsigned threshold)
{
	return result == NULL ? ATTAINMENT_UNKNOWN :
	    answer_of(is_number(result) && strtoul(result, NULL, 10) >= threshold);
}

enum attainment_answer attainment_phonics(const struct attainment_result *list, size_t n,
    unsigned threshold)
{
	return score_met(result_of(list, n, "PHONICS", "PHONICS"), threshold);
}

static enum attainment_answer assessed(const char *result, const char *flag)
{
	return result == NULL ? ATTAINMENT_UNKNOWN :
	    answer_of(lists_flag("education-scale-ta", result, flag));
}

void attainment_ks2(const struct attainment_result *list, size_t n, unsigned expected,
    unsigned higher, struct attainment_ks2 *ks2_r)
{
	const char *reading = result_of(list, n, "KS2TEST", "READING");
	const char *maths = result_of(list, n, "KS2TEST", "MATHS");
	const char *writing = result_of(list, n, "KS2TA", "WRITING");

	ks2_r->reading = score_met(reading, expected);
	ks2_r->maths = score_met(maths, expected);
	ks2_r->gps = score_met(result_of(list, n, "KS2TEST", "GPS"), expected);
	ks2_r->writing = assessed(writing, "expected");
	ks2_r->combined = all_of((enum attainment_answer[]){ ks2_r->reading, ks2_r->writing,
	    ks2_r->maths }, 3);
	ks2_r->higher = all_of((enum attainment_answer[]){ score_met(reading, higher),
	    assessed(writing, "higher"), score_met(maths, higher) }, 3);
}
