#include <string.h>

#include "attendance.h"
#include "letters.h"
#include "lists.h"
#include "pep.h"
#include "premium.h"
#include "term-rules.h"

/* 15.4: the summary of a term for a school, for print. It is of many children, so it
 * hangs on no record and is not kept. */

static const char *plan_state(struct request *r, const struct record *record)
{
	struct db_row last;
	struct education_pep p;

	if (!db_find(r->db, &education_sql[EDUCATION_PLAN_LAST], &last, record->id) ||
	    !education_pep_find(r, record, (unsigned)db_number(&last, 0), &p))
		return "no plan yet";
	return pool_printf(r->pool, "plan of the %s: %s", education_pep_term(r, &p),
	    lists_label("education-pep-state", pep_code(p.state), r->today));
}

static const char *attended(struct request *r, const struct record *record)
{
	struct attendance a;

	education_attendance(r, record->id, pool_printf(r->pool, "%d-09-01",
	    term_year(education_day(r->today))), r->today, &a);
	return attendance_possible(&a) == 0 ? "no marks this year" : pool_printf(r->pool,
	    "attended %s of half days this year", attendance_share(r->pool, attendance_attended(&a),
	    attendance_possible(&a)));
}

/* What this school was paid for the child in the financial year. */
static const char *money(struct request *r, const struct record *record, unsigned long long school)
{
	struct education_ledger l;
	long long paid = 0;
	size_t i;

	education_ledger(r, record, premium_year(education_day(r->today)), &l);
	for (i = 0; i < l.n; i++)
		if (l.line[i].school_id == school)
			paid += l.entry[i].kind == PREMIUM_PAID ? (long long)l.entry[i].amount :
			    l.entry[i].kind == PREMIUM_RECLAIMED ? -(long long)l.entry[i].amount : 0;
	return pool_printf(r->pool, "pupil premium plus paid in %s: %s", education_money_year(r, l.year),
	    education_pounds(r, paid));
}

static const char *pupils(struct request *r, const struct education_school *s)
{
	const char *text = "";
	struct record record;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_LETTER_PUPILS], &rows, s->id);
	for (i = 0; i < rows.n; i++) {
		record = (struct record){ .id = db_number(&rows.row[i], 0),
		    .handle = db_text(&rows.row[i], 1), .subject = db_text(&rows.row[i], 2) };
		text = pool_printf(r->pool, "%s%s%s: %s; %s; %s", text, i == 0 ? "" : "\n", record.subject,
		    plan_state(r, &record), attended(r, &record), money(r, &record, s->id));
	}
	return text;
}

int education_school_summary(struct request *r)
{
	struct letter_values values = { .n = 0 };
	struct education_school s;
	const char *to;

	if (!education_school_find(r, input_text(&r->input, "school"), &s))
		return page_not_found(r);
	to = education_letter_teacher(r, s.id);
	education_letter_common(r, to[0] == '\0' ? "Sir or Madam" : to, &values);
	letter_value(&values, "school", s.name);
	letter_value(&values, "pupils", pupils(r, &s));
	letter_print(r, &(struct letter_sent){ .reference = pool_printf(r->pool, "URN %s", s.urn),
	    .kind = "SCHOOL_TERM", .to_name = to, .sent_on = r->today,
	    .to_address = s.postcode[0] == '\0' ? s.name : pool_printf(r->pool, "%s\n%s", s.name,
	    s.postcode),
	    .body = letter_kept_text(r, letter_words_find("SCHOOL_TERM"), &values) });
	page_back(r, "School", "/education/school/%s", s.handle);
	return 200;
}
