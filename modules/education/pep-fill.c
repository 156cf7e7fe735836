#include <string.h>

#include "attainment.h"
#include "attendance.h"
#include "date.h"
#include "lists.h"
#include "need.h"
#include "pep.h"
#include "pep-form.h"
#include "premium.h"
#include "rule.h"
#include "statute.h"
#include "str.h"
#include "term-rules.h"
#include "text.h"

/* What a plan takes from the record (3.4: SYS), what it carries forward from the plan
 * before (3.3), and the targets that live on beyond it (M, N). */

static const char *label(struct request *r, const char *list, const char *code)
{
	return code == NULL || code[0] == '\0' ? NULL : lists_label(list, code, r->today);
}

static const char *number(struct request *r, unsigned long long n)
{
	return pool_printf(r->pool, "%llu", n);
}

/* What is different from what stands there: a plan is filled again when the record
 * changes, and its history says what did. */
static void fill(struct request *r, struct document *d, const struct document_value *values,
    size_t n)
{
	struct document_value other[EDUCATION_PEP__MAX];
	const struct form_answers *a = document_answers(r, d);
	size_t i, others = 0;

	for (i = 0; i < n; i++)
		if (values[i].value != NULL && values[i].value[0] != '\0' &&
		    strcmp(form_get(a, values[i].field, 0), values[i].value) != 0)
			other[others++] = values[i];
	if (others > 0)
		document_fill(r, d, other, others);
}

static void who(struct request *r, struct document *d)
{
	const struct education_pupil *p = education_of(r);
	const struct document_value values[] = {
		{ EDUCATION_PEP_NAME, pool_printf(r->pool, "%s %s", p->given, p->family) },
		{ EDUCATION_PEP_KNOWN_AS, p->known_as }, { EDUCATION_PEP_BORN_ON, p->born_on },
		{ EDUCATION_PEP_SEX, p->sex }, { EDUCATION_PEP_ETHNICITY, p->ethnicity },
		{ EDUCATION_PEP_LANGUAGE, label(r, "language", p->language) },
		{ EDUCATION_PEP_EAL, p->eal },
		{ EDUCATION_PEP_UPN, p->upn != NULL && p->upn[0] != '\0' ? p->upn :
		    label(r, "education-upn-unknown", p->upn_unknown) },
		{ EDUCATION_PEP_ULN, p->uln },
		{ EDUCATION_PEP_SOCIAL_CARE_ID, p->social_care_id[0] != '\0' ? p->social_care_id :
		    p->child_id },
		{ EDUCATION_PEP_RELIGION, label(r, "religion", p->religion) },
		{ EDUCATION_PEP_COUNTRY, p->country }, { EDUCATION_PEP_ASYLUM, p->asylum },
	};

	fill(r, d, values, sizeof(values) / sizeof(values[0]));
}

static void care(struct request *r, const struct record *record, struct document *d)
{
	const char *year_ago = date_iso(r->pool, date_add_years(education_day(r->today), -1));
	struct db_row care, placed, since;
	const char *area;
	bool has_since = db_find(r->db, &education_sql[EDUCATION_PLAN_PLACE_SINCE], &since, record->id);

	if (!db_find(r->db, &education_sql[EDUCATION_PLAN_CARE], &care, record->id) ||
	    !db_find(r->db, &education_sql[EDUCATION_PLAN_PLACED], &placed, record->id,
	    year_ago, year_ago, year_ago))
		return;
	fill(r, d, (struct document_value[]){
	    { EDUCATION_PEP_LEGAL, db_text(&care, 0) }, { EDUCATION_PEP_NEED, db_text(&care, 1) },
	    { EDUCATION_PEP_PLACE, db_text(&care, 2) },
	    { EDUCATION_PEP_PLACE_SINCE, has_since ? db_text(&since, 0) : NULL },
	    { EDUCATION_PEP_ENTERED_ON, education_entered_on(r, record) },
	    { EDUCATION_PEP_PLACEMENTS, number(r, db_number(&placed, 0)) } }, 6);
	/* By the postcode; the social worker has the last word. */
	area = education_area_of_postcode(r->pool, db_text(&care, 4));
	if (area[0] != '\0' && form_get(document_answers(r, d), EDUCATION_PEP_PLACE_AREA, 0)[0] == '\0')
		fill(r, d, &(struct document_value){ EDUCATION_PEP_PLACE_AREA, area }, 1);
}

/* C: those who have a part in the record, where nothing is said yet. */
void education_pep_contacts(struct request *r, const struct record *record, struct document *d)
{
	static const struct { const char *relation; unsigned column, field; } from[] = {
		{ "WORKER", 1, EDUCATION_PEP_WORKER_NAME }, { "WORKER", 2, EDUCATION_PEP_WORKER_TEAM },
		{ "WORKER", 3, EDUCATION_PEP_WORKER_PHONE }, { "WORKER", 4, EDUCATION_PEP_MANAGER },
		{ "REVIEWER", 1, EDUCATION_PEP_REVIEWER }, { "CARER", 1, EDUCATION_PEP_CARER_NAME },
		{ "CARER", 3, EDUCATION_PEP_CARER_CONTACT },
	};
	struct document_value values[sizeof(from) / sizeof(from[0])];
	const struct form_answers *a = document_answers(r, d);
	struct db_rows people;
	size_t i, k, n = 0;

	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_CONTACTS], &people, record->id);
	for (i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		for (k = 0; k < people.n && strcmp(db_text(&people.row[k], 0), from[i].relation) != 0; k++)
			;
		if (k < people.n && form_get(a, from[i].field, 0)[0] == '\0')
			values[n++] = (struct document_value){ from[i].field,
			    db_text(&people.row[k], from[i].column) };
	}
	fill(r, d, values, n);
}

static const char *quarters(struct request *r, unsigned hours)
{
	return hours == 0 ? NULL : education_hours(r, hours);
}

/* The school as the register has it; who writes the section may change it. */
static void setting(struct request *r, const struct record *record, struct document *d)
{
	struct education_enrolment e;
	struct education_school s;
	int ncy = education_ncy(r, record);
	struct db_row teacher;
	bool known, part;

	if (!education_enrolment_on(r, record, r->today, &e) ||
	    !education_school_find(r, e.school_handle, &s))
		return;
	/* The school is the same: who writes the section has the last word. */
	if (strcmp(form_get(document_answers(r, d), EDUCATION_PEP_URN, 0), s.urn) == 0)
		return;
	known = db_find(r->db, &education_sql[EDUCATION_PLAN_TEACHER], &teacher, s.id);
	part = e.part_time[0] != '\0' || e.part_time_from != NULL;
	fill(r, d, (struct document_value[]){
	    { EDUCATION_PEP_SCHOOL, s.name }, { EDUCATION_PEP_URN, s.urn },
	    { EDUCATION_PEP_KIND, label(r, "education-school-type", s.type) },
	    { EDUCATION_PEP_AUTHORITY, s.area }, { EDUCATION_PEP_INSPECTION, s.inspection },
	    { EDUCATION_PEP_INSPECTED_ON, s.inspected_on },
	    { EDUCATION_PEP_TEACHER, known ? db_text(&teacher, 0) : NULL },
	    { EDUCATION_PEP_TEACHER_EMAIL, known ? db_text(&teacher, 1) : NULL },
	    { EDUCATION_PEP_PART_TIME, part ? "Y" : NULL }, { EDUCATION_PEP_PART_TIME_WHY, e.part_time },
	    { EDUCATION_PEP_PART_TIME_FROM, e.part_time_from },
	    { EDUCATION_PEP_PART_TIME_REVIEW, e.part_time_review },
	    { EDUCATION_PEP_PART_TIME_UNTIL, e.part_time_until },
	    { EDUCATION_PEP_ATTENDED, quarters(r, e.attended) },
	    { EDUCATION_PEP_SINCE, e.began_on }, { EDUCATION_PEP_ROLL, e.status },
	    { EDUCATION_PEP_YEAR, ncy < 0 ? NULL : pool_printf(r->pool, "%d", ncy) },
	    { EDUCATION_PEP_OFFERED, quarters(r, e.offered) } }, 18);
}

/* Which of the variants of 3.4 the child's plan has. */
static void variants(struct request *r, const struct record *record, struct document *d)
{
	struct education_enrolment e;
	int ncy = education_ncy(r, record);
	struct db_row care;
	bool placed = education_enrolment_on(r, record, r->today, &e), held;

	/* Who writes the section has the last word on the year. */
	if (ncy >= 0 && form_get(document_answers(r, d), EDUCATION_PEP_YEAR, 0)[0] == '\0')
		fill(r, d, &(struct document_value){ EDUCATION_PEP_YEAR,
		    pool_printf(r->pool, "%d", ncy) }, 1);
	held = db_find(r->db, &education_sql[EDUCATION_PLAN_CARE], &care, record->id) &&
	    (lists_flag("education-legal", db_text(&care, 0), "custody") ||
	    lists_flag("education-place", db_text(&care, 2), "custody"));
	fill(r, d, (struct document_value[]){
	    { EDUCATION_PEP_SCHOOLING, ncy <= SCHOOL_FIRST ? "EARLY" : ncy <= SCHOOL_LAST ? "SCHOOL" : "POST16" },
	    { EDUCATION_PEP_PLACED, placed ? "Y" : "N" }, { EDUCATION_PEP_HELD, held ? "Y" : "N" } },
	    3);
}

void education_pep_fill(struct request *r, const struct record *record, struct document *d)
{
	who(r, d);
	care(r, record, d);
	if (form_get(document_answers(r, d), EDUCATION_PEP_STAGES, 0)[0] == '\0')
		fill(r, d, &(struct document_value){ EDUCATION_PEP_STAGES,
		    education_attainment_text(r, record) }, 1);
	education_need_fill(r, record, d);
	education_pep_contacts(r, record, d);
	setting(r, record, d);
	variants(r, record, d);
}

/* -- figures (F, G, H) -- */

static const char *schools_text(struct request *r, const struct record *record)
{
	struct education_enrolment *e;
	size_t n = education_enrolments(r, record, &e), i;
	struct db_rows gaps;
	struct str s;

	str_init(&s, r->pool);
	for (i = 0; i < n; i++)
		str_printf(&s, "%s%s, %s to %s%s%s", i == 0 ? "" : "\n", e[i].school_name,
		    page_day(r, e[i].began_on), e[i].ended_on == NULL ? "now" : page_day(r, e[i].ended_on),
		    e[i].reason[0] == '\0' ? "" : ": ", e[i].reason[0] == '\0' ? "" :
		    lists_label("education-move", e[i].reason, r->today));
	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_GAPS], &gaps, record->id);
	for (i = 0; i < gaps.n; i++)
		str_printf(&s, "%sNo full-time place, %s to %s", s.len == 0 ? "" : "\n",
		    page_day(r, db_text(&gaps.row[i], 0)), db_text(&gaps.row[i], 1) == NULL ? "now" :
		    page_day(r, db_text(&gaps.row[i], 1)));
	return s.data;
}

static void period_add(struct request *r, const struct record *record, struct str *s,
    const char *name, const char *from, const char *to)
{
	static const char *const levels[] = { "", "; persistently absent", "; severely absent" };
	struct attendance a;
	unsigned possible;

	education_attendance(r, record->id, from, to, &a);
	possible = attendance_possible(&a);
	str_printf(s, "%s%s, %s to %s: ", s->len == 0 ? "" : "\n", name, page_day(r, from),
	    page_day(r, to));
	if (possible == 0) {
		str_add(s, "no marks");
		return;
	}
	str_printf(s, "%u of %u half days attended, %s; absent with leave %u, without leave %u, %s "
	    "together; late %u%s", attendance_attended(&a), possible, attendance_share(r->pool,
	    attendance_attended(&a), possible), a.count[ATTENDANCE_AUTHORISED],
	    a.count[ATTENDANCE_UNAUTHORISED], attendance_share(r->pool, attendance_absent(&a), possible),
	    a.late, levels[education_attendance_level(&a)]);
}

static const char *attendance_text(struct request *r, const struct record *record)
{
	int year = term_year(education_day(r->today));
	struct db_row term;
	struct str s;

	str_init(&s, r->pool);
	if (db_find(r->db, &education_sql[EDUCATION_TERM_OF], &term, r->today))
		period_add(r, record, &s, "This term", db_text(&term, 0), r->today);
	period_add(r, record, &s, "This year", pool_printf(r->pool, "%d-09-01", year), r->today);
	period_add(r, record, &s, "Last year", pool_printf(r->pool, "%d-09-01", year - 1),
	    pool_printf(r->pool, "%d-08-31", year));
	return s.data;
}

void education_pep_figures(struct request *r, const struct record *record, struct document *d)
{
	document_fill(r, d, (struct document_value[]){
	    { EDUCATION_PEP_SCHOOLS, schools_text(r, record) },
	    { EDUCATION_PEP_FIGURES, attendance_text(r, record) },
	    { EDUCATION_PEP_SUSPENSIONS, education_suspensions_text(r, record) } }, 3);
}

/* -- carried forward -- */

static bool is_carried(const struct form_field *field)
{
	const struct code *code = code_find(lists_find("education-pep-section"), field->section->name);

	return !field->system && field->group == NULL && code != NULL && code_flag(code, "carried");
}

static void targets_carry(struct request *r, const struct record *record, struct document *d)
{
	struct document_row_value values[40];
	struct db_rows rows;
	size_t i, n = 0;

	(void)db_list(r->db, &education_sql[EDUCATION_TARGETS_OPEN], &rows, record->id);
	for (i = 0; i < rows.n && n + 2 <= 40; i++) {
		values[n++] = (struct document_row_value){ EDUCATION_PEP_BEFORE_TARGET,
		    (unsigned)i + 1, db_text(&rows.row[i], 1) };
		values[n++] = (struct document_row_value){ EDUCATION_PEP_BEFORE_NUMBER,
		    (unsigned)i + 1, number(r, db_number(&rows.row[i], 0)) };
	}
	document_fill_rows(r, d, values, n);
}

void education_pep_carry(struct request *r, const struct record *record,
    const struct education_pep *p, struct document *d)
{
	struct document_value values[EDUCATION_PEP__MAX];
	const struct form_answers *answers, *here;
	struct education_pep last;
	struct document before;
	unsigned field;
	size_t n = 0;

	if (education_pep_done_before(r, record, p, &last) &&
	    document_find_number(r, record, "pep", last.number, &before)) {
		answers = document_answers(r, &before);
		here = document_answers(r, d);
		for (field = 0; field < EDUCATION_PEP__MAX; field++) {
			if (!is_carried(&d->form->field[field]) || form_get(answers, field, 0)[0] == '\0' ||
			    form_get(here, field, 0)[0] != '\0')
				continue;
			values[n++] = (struct document_value){ field, form_get(answers, field, 0) };
			(void)db_write(r->db, &education_sql[EDUCATION_PLAN_CARRIED], p->id,
			    d->form->field[field].field.name, 0ULL);
		}
		document_fill(r, d, values, n);
	}
	targets_carry(r, record, d);
}

/* -- targets -- */

static const char *or_null(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static void target_add(struct request *r, const struct record *record,
    const struct education_pep *p, const struct form_answers *a, unsigned item)
{
	unsigned long long target;
	unsigned pence = 0;
#define OF(field)	form_get(a, EDUCATION_PEP_##field, item)

	(void)pep_pence(OF(COST), &pence);
	target = db_insert(r->db, &education_sql[EDUCATION_TARGET_ADD], record->id, p->id, OF(AREA),
	    OF(TARGET), OF(BASELINE), OF(MEASURE), OF(WHAT), OF(WHO), OF(HOW_OFTEN),
	    or_null(OF(FROM_ON)), or_null(OF(TO_ON)), or_null(OF(REVIEW_BY)), OF(LINKED),
	    (unsigned long long)pence, request_account(r));
	if (pence > 0)
		education_premium_ask(r, record, p, target, pence);
#undef OF
}

/* J: the levels of the plan are those of its term. */
static void level_add(struct request *r, const struct record *record,
    const struct education_pep *p, const struct form_answers *a, unsigned item)
{
	education_level(r, record->id, p->year, p->term, &(struct education_level){
	    form_get(a, EDUCATION_PEP_SUBJECT, item), form_get(a, EDUCATION_PEP_SCALE, item),
	    form_get(a, EDUCATION_PEP_PRESENT, item), form_get(a, EDUCATION_PEP_EXPECTED, item),
	    form_get(a, EDUCATION_PEP_GOAL, item), form_get(a, EDUCATION_PEP_TRACK, item) });
}

void education_pep_targets(struct request *r, const struct record *record,
    const struct education_pep *p, const struct document *d)
{
	const struct form_answers *a = document_answers(r, d);
	unsigned items[FORM_ITEMS_MAX], n, i;
	unsigned long long target;

	n = form_rows(a, d->form->field[EDUCATION_PEP_OUTCOME].group, items);
	for (i = 0; i < n; i++)
		if (text_number(form_get(a, EDUCATION_PEP_BEFORE_NUMBER, items[i]), &target))
			(void)db_write(r->db, &education_sql[EDUCATION_TARGET_REVIEWED],
			    form_get(a, EDUCATION_PEP_OUTCOME, items[i]), p->id, r->today,
			    form_get(a, EDUCATION_PEP_EVIDENCE, items[i]),
			    form_get(a, EDUCATION_PEP_MONEY_IMPACT, items[i]), target, record->id);
	n = form_rows(a, d->form->field[EDUCATION_PEP_SUBJECT].group, items);
	for (i = 0; i < n; i++)
		level_add(r, record, p, a, items[i]);
	n = form_rows(a, d->form->field[EDUCATION_PEP_AREA].group, items);
	for (i = 0; i < n; i++)
		target_add(r, record, p, a, items[i]);
}
