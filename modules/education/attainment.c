#include "attainment.h"

#include <stdlib.h>
#include <string.h>

#include "lists.h"
#include "school.h"
#include "secret.h"
#include "term-rules.h"
#include "text.h"

/* Results of a record, and the row of their measures that is kept beside them. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])

static unsigned threshold(struct request *r, const char *setting, int year)
{
	const char *value = attainment_setting(r->pool, conf_text(setting), year);

	/* None in that year: a score that nobody has. */
	return value[0] == '\0' ? 1000 : (unsigned)strtoul(value, NULL, 10);
}

static enum attainment_english english_rule(struct request *r, int year)
{
	return strcmp(attainment_setting(r->pool, conf_text("education.english_rule"), year),
	    "SINGLE_DOUBLES") == 0 ? ATTAINMENT_SINGLE_DOUBLES : ATTAINMENT_BOTH;
}

static unsigned stage_of(const char *assessment)
{
	unsigned stage;

	for (stage = 0; stage < 5; stage++) {
		const char flag[] = { 's', 't', 'a', 'g', 'e', '-', (char)('0' + stage), '\0' };

		if (lists_flag("education-assessment", assessment, flag))
			break;
	}
	return stage;
}

void education_attainment(struct request *r, const struct attainment_result *list, size_t n,
    int year, struct education_attainment *a)
{
	size_t i;

	*a = (struct education_attainment){ .year = year,
	    .counts = year >= conf_number("education.attainment_8_from") };
	for (i = 0; i < n; i++)
		a->stage[stage_of(list[i].assessment)] = true;
	if (a->stage[0])
		a->good_level = attainment_good_level(list, n);
	if (a->stage[1])
		a->phonics = attainment_phonics(list, n, threshold(r, "education.phonics_threshold", year));
	if (a->stage[2])
		attainment_ks2(list, n, threshold(r, "education.ks2_expected", year),
		    threshold(r, "education.ks2_higher", year), &a->ks2);
	attainment_ks4(r->pool, list, n, english_rule(r, year), &a->ks4);
}

/* -- the row that is kept -- */

static const char *letter(enum attainment_answer answer)
{
	static const char *const letters[] = { "", "N", "Y" };

	return letters[answer];
}

static const char *if_so(bool asked, bool yes)
{
	return !asked ? "" : yes ? "Y" : "N";
}

static unsigned long long group_of(struct request *r, unsigned long long record, int year)
{
	struct db_row row;
	int ncy;

	if (!db_find(r->db, SQL(ATTAINMENT_BORN), &row, record))
		return 0;
	ncy = term_ncy(education_day(db_text(&row, 0)), year - 1);
	return ncy < 0 ? 0ULL : (unsigned long long)ncy;
}

static void measures_write(struct request *r, unsigned long long record,
    const struct education_attainment *a)
{
	const char *four = if_so(true, a->stage[4]), *counts = if_so(true, a->stage[4] && a->counts);
	const struct attainment_ks4 *k = &a->ks4;
	unsigned long long ncy = group_of(r, record, a->year);
	struct db_row row;

	if (!db_find(r->db, SQL(ATTAINMENT_FIND), &row, record, (unsigned long long)a->year))
		(void)db_write(r->db, SQL(ATTAINMENT_ADD), record, (unsigned long long)a->year, ncy);
	(void)db_write(r->db, SQL(ATTAINMENT_SET), ncy, letter(a->good_level), letter(a->phonics),
	    letter(a->ks2.reading), letter(a->ks2.writing), letter(a->ks2.maths),
	    letter(a->ks2.combined), letter(a->ks2.higher), four, (unsigned long long)k->n, counts,
	    (unsigned long long)k->total, counts, (unsigned long long)k->ebacc,
	    if_so(a->stage[4] && a->counts, k->four), if_so(a->stage[4] && a->counts, k->five),
	    if_so(a->stage[4], k->five_good), if_so(a->stage[4], k->five_good_basics),
	    if_so(a->stage[4], k->one_pass), (unsigned long long)a->final,
	    education_attainment_rules(r), record,
	    (unsigned long long)a->year);
}

const char *education_attainment_rules(struct request *r)
{
	const char *text = pool_printf(r->pool, "%s %ld %s %s %s", conf_text("education.english_rule"),
	    conf_number("education.attainment_8_from"), conf_text("education.phonics_threshold"),
	    conf_text("education.ks2_expected"), conf_text("education.ks2_higher"));
	unsigned char digest[SECRET_BYTES];

	secret_hash(text, strlen(text), digest);
	return text_hex(r->pool, digest, sizeof(digest));
}

static void measures_again(struct request *r, unsigned long long record, int year)
{
	struct attainment_result *list;
	struct education_attainment a;
	struct db_rows rows;
	bool final = true;
	size_t i;

	(void)db_list(r->db, SQL(RESULTS_YEAR), &rows, record, (unsigned long long)year);
	list = pool_array(r->pool, rows.n + 1, sizeof(list[0]));
	for (i = 0; i < rows.n; i++) {
		list[i] = (struct attainment_result){ db_text(&rows.row[i], 0), db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2) };
		final = final && strcmp(db_text(&rows.row[i], 3), "FINAL") == 0;
	}
	education_attainment(r, list, rows.n, year, &a);
	a.final = final;
	measures_write(r, record, &a);
}

bool education_attainment_run(struct request *r, struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(ATTAINMENT_YEARS), &rows, record->id, record->id);
	for (i = 0; i < rows.n; i++)
		measures_again(r, record->id, (int)db_number(&rows.row[i], 0));
	return rows.n > 0;
}

/* -- a result -- */

/* With nobody signed in, who has the file applied (paste.h). */
static unsigned long long account_of(const struct request *r)
{
	return r->session != NULL ? request_account(r) : *(const unsigned long long *)r->held;
}

static const char *year_wrong(struct request *r, int year)
{
	return year < 1990 || year > term_year(education_day(r->today)) + 1 ?
	    "The year is that in which the academic year ends, like 2026, and has begun" : NULL;
}

const char *education_result(struct request *r, unsigned long long record, int year,
    const struct attainment_result *result, const char *status, const char *source,
    const char *on_day, enum paste_done *done_r, char *field_r)
{
	const char *wrong = year_wrong(r, year);
	struct db_row now;

	*field_r = 'y';
	if (wrong == NULL)
		wrong = attainment_wrong(r->pool, result, year, field_r);
	if (wrong != NULL)
		return wrong;
	*done_r = PASTE_SAME;
	if (db_find(r->db, SQL(RESULT_NOW), &now, record, (unsigned long long)year,
	    result->assessment, result->subject) && strcmp(db_text(&now, 1), result->result) == 0 &&
	    strcmp(db_text(&now, 2), status) == 0)
		return NULL;
	(void)db_find(r->db, SQL(RESULT_LOCK), &now, record);
	*done_r = PASTE_MADE;
	if (db_find(r->db, SQL(RESULT_NOW), &now, record, (unsigned long long)year,
	    result->assessment, result->subject)) {
		bool final = strcmp(db_text(&now, 2), "FINAL") == 0;

		*done_r = strcmp(db_text(&now, 1), result->result) == 0 &&
		    strcmp(db_text(&now, 2), status) == 0 ? PASTE_SAME : PASTE_CHANGED;
		if (*done_r == PASTE_SAME)
			return NULL;
		*field_r = 'r';
		if (final)
			return strcmp(status, "FINAL") == 0 ? "Another final result is recorded: correct it on "
			    "the child's page" : "A final result is recorded";
		(void)db_write(r->db, SQL(RESULT_END), db_number(&now, 0), record);
	}
	(void)db_write(r->db, SQL(RESULT_ADD), record, (unsigned long long)year, result->assessment,
	    result->subject, result->result, status, source, on_day, account_of(r));
	measures_again(r, record, year);
	return NULL;
}

bool education_result_end(struct request *r, unsigned long long record, unsigned long long id,
    int year)
{
	if (db_write(r->db, SQL(RESULT_END), id, record) != 1)
		return false;
	measures_again(r, record, year);
	return true;
}
