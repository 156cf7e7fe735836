#include <string.h>

#include "cohort-rules.h"
#include "date.h"
#include "lists.h"
#include "outcomes.h"
#include "return-rules.h"
#include "text.h"

/* What the return asks of a child, filled in by hand where no file brings it. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])
#define BIT(field, text) { .name = field, .type = FIELD_CODE, .choices = "education-bit", \
	.label = text }

const struct field education_outcomes_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "Year to 31 March" },
	{ .name = "sdq_score", .type = FIELD_NUMBER, .max = 2, .width = 2,
	  .label = "Score of the strengths and difficulties questionnaire", .hint = "0 to 40" },
	{ .name = "sdq_reason", .type = FIELD_CODE, .choices = "education-sdq-reason",
	  .compact = true, .label = "Why there is no score" },
	BIT("convicted", "Convicted, warned or reprimanded in the year"),
	BIT("health_check", "Development checks up to date"),
	BIT("immunisations", "Immunisations up to date"),
	BIT("teeth_check", "Teeth checked by a dentist"),
	BIT("health_assessment", "Health assessment held"),
	BIT("substance_misuse", "Substance misuse problem"),
	BIT("intervention_received", "Received help with it"),
	BIT("intervention_offered", "Was offered help with it"),
	{ .name = "remove", .type = FIELD_TICK,
	  .label = "Take the outcomes of this year away: the child was not in care for all of it" },
	{ 0 }
};

#define FIRST_VALUE	2	/* of the table above: in the order of enum return_oc2 */
#define REMOVE	(FIRST_VALUE + OC2__MAX)

const struct field education_reviews_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reviewed_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the review" },
	{ .name = "code", .type = FIELD_CODE, .choices = "education-review", .required = true,
	  .compact = true, .label = "How the child took part" },
	{ 0 }
};

const struct field education_workers_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "worker", .type = FIELD_TEXT, .max = 12, .width = 12, .required = true,
	  .label = "Number of the social worker",
	  .hint = "SW and the number at Social Work England, or XX and a number of your own" },
	{ .name = "began_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day from which this worker has the child" },
	{ .name = "ended_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Last day, when it is over" },
	{ .name = "reason", .type = FIELD_CODE, .choices = "education-worker-reason",
	  .compact = true, .label = "Why it ended", .hint = "Of this worker, or of the one before who "
	  "ends when this one begins" },
	{ 0 }
};

void education_outcomes_put(struct request *r, const struct record *record, struct node *body)
{
	if (!request_may(r, EDUCATION_CARE))
		return;
	(void)page_heading(body, 2, "For the return");
	casework_link(r, body, record, "Outcomes of a year (OC2)", "/outcomes", NULL);
	casework_link(r, body, record, "Reviews", "/reviews", NULL);
	casework_link(r, body, record, "Social workers", "/workers", NULL);
}

static struct date born(const struct request *r)
{
	struct date date = { 0 };

	(void)date_parse(education_of(r)->born_on, &date);
	return date;
}

/* -- OC2 -- */

/* The year asked, or the one that is next to be sent; 0: it cannot be one. */
static int year_of(const struct request *r)
{
	const char *text = input_text(&r->input, "year");
	unsigned long long year;
	struct date today;

	if (text[0] != '\0')
		return text_number(text, &year) && year >= 2005 && year <= 2100 ? (int)year : 0;
	(void)date_parse(r->today, &today);
	return cohort_year_of(today) - 1;
}

static int outcomes(struct request *r, const struct record *record, int year, int status)
{
	struct node *body = casework_page(r, record, "outcomes",
	    pool_printf(r->pool, "Outcomes of %d to %d", year - 1, year)), *form, *links;
	unsigned i;
	int y;

	links = page_nav(body, "Years");
	for (y = year - 1; y <= year + 1; y++)
		page_nav_item(links, pool_printf(r->pool, "%s?year=%d", r->http->path, y),
		    pool_printf(r->pool, "%d to %d", y - 1, y), y == year);
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "year", pool_printf(r->pool, "%d", year));
	for (i = FIRST_VALUE; education_outcomes_input[i].name != NULL; i++)
		(void)page_field(r, form, &education_outcomes_input[i], NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_outcomes_show(struct request *r)
{
	struct record record;
	struct db_row row;
	int year = year_of(r);
	unsigned i;

	if (year == 0 || !casework_load(r, &record))
		return page_not_found(r);
	if (db_find(r->db, SQL(OC2_FIND), &row, record.id, (unsigned long long)year))
		for (i = 0; i < OC2__MAX; i++)
			input_slot(&r->input, education_outcomes_input[FIRST_VALUE + i].name)->value =
			    db_text(&row, i);
	return outcomes(r, &record, year, 200);
}

/* On which of the fields a check of 12.3 is said. */
static const struct { enum return_check check; const char *field; } beside[] = {
	{ CHECK_CONVICTED, "convicted" }, { CHECK_NOT_CONVICTED, "convicted" },
	{ CHECK_DEVELOPMENT, "health_check" }, { CHECK_NO_DEVELOPMENT, "health_check" },
	{ CHECK_SDQ, "sdq_score" }, { CHECK_SDQ_BOTH, "sdq_reason" }, { CHECK_NO_SDQ, "sdq_score" },
	{ CHECK_RECEIVED, "intervention_received" }, { CHECK_NO_RECEIVED, "intervention_received" },
	{ CHECK_OFFERED, "intervention_offered" }, { CHECK_NO_OFFERED, "intervention_offered" },
};

static void told(void *arg, enum return_check check, struct date day)
{
	struct request *r = arg;
	size_t i;

	(void)day;
	for (i = 0; i < sizeof(beside) / sizeof(beside[0]); i++)
		if (beside[i].check == check)
			input_refuse(&r->input, beside[i].field, return_checks[check].what);
}

static bool any_code(const char *list, const char *code, struct date day)
{
	(void)list;
	(void)code;
	(void)day;
	return true;
}

/* As the return checks a child who is in care for all of the year. */
static void outcomes_rules(struct request *r, const char **value, int year)
{
	struct return_episode one = { .care = { .began = cohort_year_first(year), .open = true,
	    .rne = "S", .legal = "C2", .rec = "" }, .place = "U6", .provider = "PR1" };
	const struct return_child child = { .child_id = "1", .sex = "U", .ethnic = "NOBT", .upn = "",
	    .upn_unknown = "UN3", .mother = "", .born = born(r), .episode = &one, .episodes = 1,
	    .oc2 = value };
	unsigned long long score;
	unsigned i;

	return_child_check(&child, year, any_code, told, r);
	for (i = OC2_IMMUNISATIONS; i <= OC2_SUBSTANCE_MISUSE; i++)
		input_needs(&r->input, education_outcomes_input[FIRST_VALUE + i].name,
		    "Choose yes or no");
	if (value[OC2_SDQ_SCORE][0] != '\0' && text_number(value[OC2_SDQ_SCORE], &score) && score > 40)
		input_refuse(&r->input, "sdq_score", "The score must be a number from 0 to 40");
}

static void outcomes_write(struct request *r, const struct record *record, const char **v, int year)
{
	unsigned long long y = (unsigned long long)year;

	/* What stood before stays as superseded. */
	(void)db_write(r->db, SQL(OC2_DROP), record->id, y);
	(void)db_write(r->db, SQL(OC2_ADD), v[0], v[1], v[2], v[3], v[4], v[5],
	    v[6], v[7], v[8], v[9], request_account(r), record->id, y);
	event_add(r, record, "outcomes", pool_printf(r->pool, "Outcomes of the year to March %d recorded",
	    year), false);
}

int education_outcomes_save(struct request *r)
{
	const char *value[OC2__MAX];
	struct record record;
	int year = year_of(r);
	unsigned i;

	if (year == 0 || !casework_lock(r, &record))
		return page_not_found(r);
	for (i = 0; i < OC2__MAX; i++)
		value[i] = input_text(&r->input, education_outcomes_input[FIRST_VALUE + i].name);
	if (input_is(&r->input, "remove", "Y")) {
		(void)db_write(r->db, SQL(OC2_DROP), record.id, (unsigned long long)year);
		event_add(r, &record, "outcomes", pool_printf(r->pool,
		    "Outcomes of the year to March %d taken away", year), false);
		return request_redirect(r, "%s", casework_path(r, &record));
	}
	outcomes_rules(r, value, year);
	if (!input_valid(&r->input, r->pool))
		return outcomes(r, &record, year, 422);
	outcomes_write(r, &record, value, year);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- reviews -- */

static int reviews(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "reviews", "Reviews"), *table, *form, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(REVIEWS), &rows, record->id);
	table = page_table(body, "reviews", "Reviews held", "No review is recorded.", "Day",
	    "How the child took part", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], 0)));
		(void)page_cell(tr, lists_label("education-review", db_text(&rows.row[i], 1), r->today));
	}
	(void)page_heading(body, 2, "Record a review, or put one right");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_reviews_input + 1);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_reviews_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? reviews(r, &record, 200) : page_not_found(r);
}

int education_reviews_save(struct request *r)
{
	struct input *in = &r->input;
	const char *code = input_text(in, "code");
	struct record record;
	struct date day;
	struct db_row was;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (date_parse(input_text(in, "reviewed_on"), &day) && code[0] != '\0') {
		bool under = date_age(born(r), day) < 4;

		if (under != (strcmp(code, "PN0") == 0))
			input_refuse(in, "code", return_checks[under ? CHECK_REVIEW_UNDER :
			    CHECK_REVIEW_OVER].what);
	}
	if (!input_valid(in, r->pool))
		return reviews(r, &record, 422);
	if (db_find(r->db, SQL(IMPORT_REVIEW), &was, record.id, input_text(in, "reviewed_on")))
		(void)db_write(r->db, SQL(IMPORT_REVIEW_DROP), db_number(&was, 0));
	(void)db_write(r->db, SQL(IMPORT_REVIEW_ADD), record.id, input_text(in, "reviewed_on"), code,
	    0ULL, request_account(r));
	event_add(r, &record, "review", "Review recorded", false);
	return request_redirect(r, "%s", r->http->path);
}

/* -- social workers -- */

static int workers(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "workers", "Social workers"), *table, *form, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(WORKERS), &rows, record->id);
	table = page_table(body, "workers", "Social workers of the child", "None is recorded.", "Number",
	    "From", "To", "Why it ended", NULL);
	for (i = 0; i < rows.n; i++) {
		const char *to = db_text(&rows.row[i], 2);

		tr = node_add(table, "row");
		(void)page_cell(tr, db_text(&rows.row[i], 0));
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], 1)));
		(void)page_cell(tr, to == NULL ? "" : page_day(r, to));
		(void)page_cell(tr, lists_label("education-worker-reason", db_text(&rows.row[i], 3),
		    r->today));
	}
	(void)page_heading(body, 2, "Record a social worker, or put one right");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_workers_input + 1);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_workers_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? workers(r, &record, 200) : page_not_found(r);
}

/* before: the one who has the child now, if that is another row than this. */
static void workers_rules(struct request *r, const struct db_row *before)
{
	static const struct return_column number = { "SW_ID", RETURN_WORKER, NULL, true };
	const char *began = input_text(&r->input, "began_on"), *ended = input_text(&r->input, "ended_on");
	const char *typed = input_text(&r->input, "worker"), *value, *wrong = NULL;

	if (typed[0] != '\0')
		wrong = return_cell(r->pool, &number, typed, 0, NULL, &value);
	if (wrong != NULL)
		input_refuse(&r->input, "worker", wrong);
	if (ended[0] != '\0' && strcmp(ended, began) < 0)
		input_refuse(&r->input, "ended_on", "The last day must not be before the first");
	if (ended[0] != '\0' || before != NULL)
		input_needs(&r->input, "reason", "Choose why it ended");
	if (before != NULL && strcmp(began, db_text(before, 1)) < 0)
		input_refuse(&r->input, "began_on", "Another worker has the child since a later day");
}

int education_workers_save(struct request *r)
{
	struct input *in = &r->input;
	const char *began, *ended;
	struct record record;
	struct db_row before, was;
	bool other;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	began = input_text(in, "began_on");
	ended = input_text(in, "ended_on");
	other = db_find(r->db, SQL(WORKER_OPEN), &before, record.id) &&
	    strcmp(db_text(&before, 1), began) != 0;
	workers_rules(r, other ? &before : NULL);
	if (!input_valid(in, r->pool))
		return workers(r, &record, 422);
	if (other)
		(void)db_write(r->db, SQL(WORKER_END), began, input_text(in, "reason"),
		    db_number(&before, 0));
	if (db_find(r->db, SQL(IMPORT_WORKER), &was, record.id, began))
		(void)db_write(r->db, SQL(IMPORT_WORKER_DROP), db_number(&was, 0));
	(void)db_write(r->db, SQL(IMPORT_WORKER_ADD), record.id, input_text(in, "worker"), began,
	    ended[0] == '\0' ? NULL : ended, ended[0] == '\0' ? "" : input_text(in, "reason"), 0ULL,
	    request_account(r));
	event_add(r, &record, "worker", "Social worker recorded", false);
	return request_redirect(r, "%s", r->http->path);
}
