#include <string.h>

#include "attendance.h"
#include "date.h"
#include "letter-facts.h"
#include "lists.h"
#include "pep.h"
#include "pep-form.h"
#include "premium.h"
#include "statute.h"
#include "suspension-rules.h"
#include "term-rules.h"

/* What the letters of 15.4 say. */

static const char *const names[] = { "to", "child", "authority", "reference", "today", "worker",
	"contact", "note", "born", "school", "began", "year_group", "no_school", "place_days", "placed",
	"term", "state", "meeting", "unset", "cut_off", "lacks", "well", "help", "hopes", "targets",
	"actions", "next", "attendance", "persistent", "exclusion", "suspended", "sessions", "used",
	"reasons", "told", "governors", "moves_on", "what", "decision", "decided_on", "reason",
	"satisfied", "emergency", "amount", "paid_school", "paid_on", "money_year", "money_term",
	"purpose", "pupils" };

const struct letter_book education_letter_book = {
	.list = "education-letter",
	.how = "education-letter-how",
	.names = names,
	.names_n = sizeof(names) / sizeof(names[0]),
};

static bool is(const char *kind, const char *flag)
{
	return lists_flag("education-letter", kind, flag);
}

void education_letter_common(struct request *r, const char *to, struct letter_values *v)
{
	letter_value(v, "to", to);
	letter_value(v, "authority", conf_text("authority.name"));
	letter_value(v, "today", page_day(r, r->today));
	letter_value(v, "worker", r->session->name);
	letter_value(v, "contact", conf_text("education.contact"));
}

const char *education_letter_teacher(struct request *r, unsigned long long school)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_SCHOOL_PEOPLE], &rows, school);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 2), "TEACHER") == 0)
			return db_text(&rows.row[i], 7) == NULL ? db_text(&rows.row[i], 3) :
			    pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 7), db_text(&rows.row[i], 8));
	return "";
}

void education_letter_to(struct request *r, const struct record *record, const char *kind,
    const char **name_r, const char **address_r)
{
	const struct education_pupil *p = education_of(r);
	struct education_enrolment e;
	struct education_school s;

	*name_r = *address_r = "";
	if (is(kind, "child"))
		*name_r = p->known_as[0] != '\0' ? p->known_as : p->given;
	if (!is(kind, "teacher") || !education_enrolment_on(r, record, r->today, &e) ||
	    !education_school_find(r, e.school_handle, &s))
		return;
	*name_r = education_letter_teacher(r, s.id);
	*address_r = s.postcode[0] == '\0' ? s.name : pool_printf(r->pool, "%s\n%s", s.name, s.postcode);
}

/* -- the child and the school -- */

static void child_facts(struct request *r, const struct record *record, struct letter_values *v)
{
	const struct education_pupil *p = education_of(r);
	struct education_enrolment e;
	int ncy = education_ncy(r, record);
	struct db_row care;

	letter_value(v, "child", p->family[0] == '\0' ? record->subject : pool_printf(r->pool, "%s %s",
	    p->given, p->family));
	letter_value(v, "reference", record->reference);
	letter_value(v, "born", page_day(r, p->born_on));
	letter_value(v, "year_group", ncy < 0 ? "" : ncy == 0 ? "Reception" : pool_printf(r->pool, "%d",
	    ncy));
	if (education_enrolment_on(r, record, r->today, &e)) {
		letter_value(v, "school", e.school_name);
		letter_value(v, "began", page_day(r, e.began_on));
	} else {
		letter_value(v, "no_school", "yes");
		letter_value(v, "place_days", conf_text("education.place_days"));
	}
	if (db_find(r->db, &education_sql[EDUCATION_PLAN_PLACE_SINCE], &care, record->id))
		letter_value(v, "placed", page_day(r, db_text(&care, 0)));
}

static void attendance_facts(struct request *r, const struct record *record, struct letter_values *v)
{
	struct attendance a;

	education_attendance(r, record->id, pool_printf(r->pool, "%d-09-01",
	    term_year(education_day(r->today))), r->today, &a);
	letter_value(v, "attendance", attendance_possible(&a) == 0 ? "No half day of this year is recorded." :
	    pool_printf(r->pool, "This academic year to %s: %u of %u half days attended (%s), %u absent (%s), "
	    "of which %u without leave.", page_day(r, r->today), attendance_attended(&a),
	    attendance_possible(&a), attendance_share(r->pool, attendance_attended(&a),
	    attendance_possible(&a)), attendance_absent(&a), attendance_share(r->pool,
	    attendance_absent(&a), attendance_possible(&a)), a.count[ATTENDANCE_UNAUTHORISED]));
	letter_value(v, "persistent", education_attendance_level(&a) == ATTENDANCE_USUAL ? "" : "yes");
}

/* -- a plan -- */

/* Answers of a group, one a line. */
static const char *answers(struct request *r, const struct form_answers *a, unsigned field,
    unsigned more)
{
	unsigned items[FORM_ITEMS_MAX], n = form_rows(a, a->form->field[field].group, items), i;
	const char *text = "", *one, *other;

	for (i = 0; i < n; i++) {
		one = form_get(a, field, items[i]);
		other = form_get(a, more, items[i]);
		text = pool_printf(r->pool, "%s%s%s%s%s", text, i == 0 ? "" : "\n", one, other[0] == '\0' ||
		    more == field ? "" : ": ", more == field ? "" : other);
	}
	return text;
}

static void gaps_fact(struct request *r, const struct record *record, const struct form_answers *a,
    struct letter_values *v)
{
	struct form_gap *gap = education_pep_gaps(r, record, a);
	const char *text = "";
	unsigned n;

	for (n = 0; gap != NULL && n < 20; gap = gap->next, n++)
		text = pool_printf(r->pool, "%s%s%s: %s", text, text[0] == '\0' ? "" : "\n",
		    gap->section->title, gap->message);
	letter_value(v, "lacks", text);
}

static bool plan_facts(struct request *r, const struct record *record, unsigned long long target,
    struct letter_values *v)
{
	const struct form_answers *a;
	struct education_pep p;
	struct document d;
	struct db_row term;

	if (target > 9999 || !education_pep_find(r, record, (unsigned)target, &p) ||
	    !document_find_number(r, record, "pep", p.number, &d))
		return false;
	a = document_answers(r, &d);
	letter_value(v, "term", education_pep_term(r, &p));
	letter_value(v, "state", lists_label("education-pep-state", pep_code(p.state), r->today));
	letter_value(v, "meeting", p.met_on == NULL && p.meeting_on != NULL ? page_day(r, p.meeting_on) : "");
	letter_value(v, "unset", p.met_on == NULL && p.meeting_on == NULL ? "yes" : "");
	if (db_find(r->db, &education_sql[EDUCATION_PLAN_TERM], &term, r->today) && db_text(&term, 2) != NULL)
		letter_value(v, "cut_off", page_day(r, db_text(&term, 2)));
	letter_value(v, "well", form_get(a, EDUCATION_PEP_GOES_WELL, 0));
	letter_value(v, "help", form_get(a, EDUCATION_PEP_WOULD_HELP, 0));
	letter_value(v, "hopes", form_get(a, EDUCATION_PEP_HOPES, 0));
	letter_value(v, "targets", answers(r, a, EDUCATION_PEP_TARGET, EDUCATION_PEP_TARGET));
	letter_value(v, "actions", answers(r, a, EDUCATION_PEP_ACTION_WHO, EDUCATION_PEP_ACTION));
	if (form_get(a, EDUCATION_PEP_NEXT_ON, 0)[0] != '\0')
		letter_value(v, "next", page_day(r, form_get(a, EDUCATION_PEP_NEXT_ON, 0)));
	gaps_fact(r, record, a, v);
	return true;
}

/* -- a payment -- */

static bool payment_facts(struct request *r, const struct record *record, unsigned long long target,
    struct letter_values *v)
{
	struct education_ledger l;
	struct db_row row;
	size_t i;

	if (!db_find(r->db, &education_sql[EDUCATION_PREMIUM_YEAR_OF], &row, record->id, target))
		return false;
	education_ledger(r, record, (int)db_number(&row, 0), &l);
	for (i = 0; i < l.n && l.entry[i].id != target; i++)
		;
	if (i == l.n || l.entry[i].kind != PREMIUM_PAID)
		return false;
	letter_value(v, "amount", education_pounds(r, l.entry[i].amount));
	letter_value(v, "paid_school", l.line[i].school == NULL ? "the school" : l.line[i].school);
	letter_value(v, "paid_on", page_day(r, l.line[i].on_day));
	letter_value(v, "money_year", education_money_year(r, l.year));
	letter_value(v, "money_term", lists_label("education-term", l.line[i].term, r->today));
	letter_value(v, "purpose", l.line[i].target_text != NULL ? l.line[i].target_text :
	    l.line[i].category[0] == '\0' ? "" : lists_label("education-premium-category",
	    l.line[i].category, r->today));
	return true;
}

/* -- a decision in Key Stage 4: columns of EDUCATION_KS4_LIST -- */

static const char *satisfied(struct request *r, const struct db_row *k)
{
	static const char *const of[] = { "the child's wishes and feelings are known, and the reviewing "
	    "officer's steps are done", "the new provision promotes achievement and fits the plan",
	    "the designated teacher was consulted", "the independent reviewing officer was consulted" };
	const char *text = "";
	unsigned i;

	for (i = 0; i < 4; i++)
		if (db_number(k, 4 + i) != 0)
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n", of[i]);
	return text;
}

static bool ks4_facts(struct request *r, const struct record *record, unsigned long long target,
    struct letter_values *v)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_KS4_LIST], &rows, record->id);
	for (i = 0; i < rows.n && db_number(&rows.row[i], 0) != target; i++)
		;
	if (i == rows.n || strcmp(db_text(&rows.row[i], 3), "BLOCKED") == 0)
		return false;
	letter_value(v, "moves_on", page_day(r, db_text(&rows.row[i], 1)));
	letter_value(v, "what", db_text(&rows.row[i], 2));
	letter_value(v, "decision", lists_label("education-ks4", db_text(&rows.row[i], 3), r->today));
	letter_value(v, "emergency", db_text(&rows.row[i], 8));
	letter_value(v, "reason", db_text(&rows.row[i], 9));
	letter_value(v, "decided_on", db_text(&rows.row[i], 10) == NULL ? "without a decision, as an emergency" :
	    page_day(r, db_text(&rows.row[i], 10)));
	letter_value(v, "satisfied", satisfied(r, &rows.row[i]));
	return true;
}

/* -- a suspension: columns of EDUCATION_LETTER_SUSPENSIONS -- */

static const char *reasons(struct request *r, const char *codes)
{
	const char *text = "";
	size_t n;

	for (; *codes != '\0'; codes += n) {
		codes += strspn(codes, " ");
		n = strcspn(codes, " ");
		if (n > 0)
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "; ",
			    lists_label("education-exclusion-reason", pool_strndup(r->pool, codes, n), r->today));
	}
	return text;
}

static bool suspension_facts(struct request *r, const struct record *record,
    unsigned long long target, struct letter_values *v)
{
	static const char *const governors[SUSPENSION_MEETING__MAX] = {
	    [SUSPENSION_IF_ASKED] = "the governors meet if they are asked to, within "
	    IN_WORDS(GOVERNORS_ASKED_WITHIN) " school days",
	    [SUSPENSION_MUST] = "the governors must meet within "
	    IN_WORDS(GOVERNORS_MUST_WITHIN) " school days" };
	struct db_row s, used;
	bool permanent;
	int year;

	if (!db_find(r->db, &education_sql[EDUCATION_LETTER_SUSPENSION], &s, record->id, target))
		return false;
	permanent = strcmp(db_text(&s, 0), "PERM") == 0;
	year = term_year(education_day(db_text(&s, 1)));
	(void)db_find(r->db, &education_sql[EDUCATION_SUSPENSION_USED], &used, record->id, 0ULL,
	    pool_printf(r->pool, "%d-09-01", year), pool_printf(r->pool, "%d-08-31", year + 1));
	letter_value(v, "exclusion", lists_label("education-exclusion", db_text(&s, 0), r->today));
	letter_value(v, "suspended", page_day(r, db_text(&s, 1)));
	letter_value(v, "sessions", pool_printf(r->pool, "%llu", db_number(&s, 2)));
	letter_value(v, "used", pool_printf(r->pool, "%llu", db_number(&used, 0)));
	letter_value(v, "reasons", reasons(r, db_text(&s, 3)));
	letter_value(v, "told", pool_printf(r->pool, "the virtual school %s, the social worker %s",
	    db_text(&s, 4) == NULL ? "not told" : page_when(r, db_text(&s, 4)),
	    db_text(&s, 5) == NULL ? "not told" : page_when(r, db_text(&s, 5))));
	letter_value(v, "governors", governors[suspension_meeting(education_suspended_in_term(r, record,
	    db_text(&s, 1)), permanent, db_number(&s, 6) != 0)]);
	return true;
}

bool education_letter_facts(struct request *r, const struct record *record, const char *kind,
    unsigned long long target, const char *to, const char *note, struct letter_values *values_r)
{
	*values_r = (struct letter_values){ .n = 0 };
	education_letter_common(r, to, values_r);
	letter_value(values_r, "note", note);
	child_facts(r, record, values_r);
	if (strcmp(kind, "ATTENDANCE") == 0)
		attendance_facts(r, record, values_r);
	if (is(kind, "plan"))
		return plan_facts(r, record, target, values_r);
	if (is(kind, "payment"))
		return payment_facts(r, record, target, values_r);
	if (is(kind, "ks4"))
		return ks4_facts(r, record, target, values_r);
	if (is(kind, "suspension"))
		return suspension_facts(r, record, target, values_r);
	return target == 0 && !is(kind, "school");
}

/* -- what can be written about -- */

static size_t plans(struct request *r, const struct record *record,
    struct education_letter_target *list)
{
	struct education_pep p;
	struct db_row last;

	if (!db_find(r->db, &education_sql[EDUCATION_PLAN_LAST], &last, record->id) ||
	    !education_pep_find(r, record, (unsigned)db_number(&last, 0), &p))
		return 0;
	list[0] = (struct education_letter_target){ p.number, education_pep_term(r, &p) };
	return 1;
}

static size_t rows_of(struct request *r, const struct record *record, unsigned statement,
    struct education_letter_target *list, size_t most)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[statement], &rows, record->id);
	for (i = 0; i < rows.n && i < most; i++)
		list[i] = (struct education_letter_target){ db_number(&rows.row[i], 0),
		    page_day(r, db_text(&rows.row[i], 1)) };
	return i;
}

#define TARGETS	6

size_t education_letter_targets(struct request *r, const struct record *record, const char *kind,
    struct education_letter_target **list_r)
{
	struct education_letter_target *list = *list_r = pool_array(r->pool, TARGETS, sizeof(*list));

	if (is(kind, "school"))
		return 0;
	if (is(kind, "plan"))
		return plans(r, record, list);
	if (is(kind, "payment"))
		return rows_of(r, record, EDUCATION_LETTER_PAYMENTS, list, TARGETS);
	if (is(kind, "ks4"))
		return rows_of(r, record, EDUCATION_LETTER_KS4, list, TARGETS);
	if (is(kind, "suspension"))
		return rows_of(r, record, EDUCATION_LETTER_SUSPENSIONS, list, TARGETS);
	list[0] = (struct education_letter_target){ 0, "" };
	return 1;
}
