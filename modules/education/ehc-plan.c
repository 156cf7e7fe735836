#include "need.h"

#include <string.h>

#include "clock.h"
#include "lists.h"
#include "need-rules.h"
#include "overtaken.h"
#include "pep.h"
#include "place.h"
#include "term-rules.h"
#include "text.h"

/* An education, health and care plan: its clock from the request, its reviews, the move
 * to the next phase; who maintains it, and who pays. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])
#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define DAY(field, text) \
	{ .name = field, .type = FIELD_DATE, .not_future = true, .label = text }
#define ANSWER(field, text) \
	{ .name = field, .type = FIELD_YESNO, .label = text }
#define FIELDS \
	{ .name = "authority", .type = FIELD_CODE, .choices = "la", .compact = true, .required = true, \
	  .label = "Authority that maintains the plan" }, \
	{ .name = "responsible", .type = FIELD_CODE, .choices = "la", .compact = true, \
	  .required = true, .label = "Authority that looks after the child, and pays" }, \
	DAY("requested_on", "Assessment asked for on"), \
	DAY("assess_on", "Decided whether to assess on"), \
	ANSWER("assess", "Is the child assessed?"), \
	DAY("issue_on", "Decided whether to issue a plan on"), \
	ANSWER("issue", "Is a plan issued?"), \
	DAY("issued_on", "Final plan issued on"), \
	DAY("reviewed_on", "Last annual review on"), \
	DAY("transfer_on", "School of the next phase named on"), \
	{ .name = "hours", .type = FIELD_TEXT, .max = 6, .width = 5, \
	  .label = "Additional hours of support a week", .hint = "In quarters of an hour, like 12.5" }, \
	{ .name = "outcomes", .type = FIELD_MEMO, .max = 2000, .rows = 4, .label = "Outcomes of the plan" }, \
	DAY("ceased_on", "The plan, or what was asked for, ended on")

const struct field education_ehc_input[] = {
	ID, FIELDS,
	{ 0 }
};

const struct field education_ehc_change_input[] = {
	ID,
	{ .name = "ehc", .type = FIELD_NUMBER, .required = true },
	FIELDS,
	{ .name = "version", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

/* Dates of the clock from the request: code, setting, title. */
static const struct { const char *code, *setting, *title; } clocks[] = {
	{ "N1", "education.ehcp_assess", "EHC plan: decision whether to assess" },
	{ "N2", "education.ehcp_issue", "EHC plan: decision whether to issue" },
	{ "N3", "education.ehcp_final", "EHC plan: final plan" },
};

#define CLOCKS	(sizeof(clocks) / sizeof(clocks[0]))

static struct education_ehc from(const struct db_row *v)
{
	return (struct education_ehc){ .id = db_number(v, 0), .version = db_number(v, 1),
	    .authority = db_text(v, 2), .responsible = db_text(v, 3), .requested_on = db_text(v, 4),
	    .assess_on = db_text(v, 5), .assess = db_text(v, 6), .issue_on = db_text(v, 7),
	    .issue = db_text(v, 8), .issued_on = db_text(v, 9), .reviewed_on = db_text(v, 10),
	    .review_due = db_text(v, 11), .ceased_on = db_text(v, 12),
	    .hours = (unsigned)db_number(v, 13), .outcomes = db_text(v, 14),
	    .transfer_on = db_text(v, 15) };
}

size_t education_ehc_list(struct request *r, const struct record *record,
    struct education_ehc **list_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(EHC_PLANS), &rows, record->id);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++)
		(*list_r)[i] = from(&rows.row[i]);
	return rows.n;
}

bool education_ehc_now(struct request *r, const struct record *record, struct education_ehc *p_r)
{
	struct education_ehc *list;
	size_t i, n = education_ehc_list(r, record, &list);

	for (i = 0; i < n; i++)
		if (list[i].ceased_on == NULL) {
			*p_r = list[i];
			return true;
		}
	return false;
}

/* -- shown -- */

static const char *decided(struct request *r, const char *day, const char *answer)
{
	return day == NULL ? "Not yet" : pool_printf(r->pool, "%s, %s", answer[0] == 'Y' ? "Yes" : "No",
	    page_day(r, day));
}

/* Has the final plan come, or does it still lack, later than the setting says? */
static bool is_late(struct request *r, const struct education_ehc *p)
{
	struct clock clock = { .code = "N3", .name = "Final plan" };
	struct clock_due due;

	return p->assess[0] != 'N' && p->issue[0] != 'N' &&
	    clock_parse(conf_text("education.ehcp_final"), &clock) &&
	    clock_due(r->pool, &clock, p->requested_on, &due) &&
	    strcmp(p->issued_on != NULL ? p->issued_on : r->today, due.text) > 0;
}

static void request_put(struct request *r, struct node *s, const struct education_ehc *p)
{
	if (p->requested_on == NULL)
		return;
	(void)page_row(s, "Asked for", page_day(r, p->requested_on));
	(void)page_row(s, "To be assessed", decided(r, p->assess_on, p->assess));
	if (p->assess[0] != 'N')
		(void)page_row(s, "To be issued", decided(r, p->issue_on, p->issue));
	if (is_late(r, p))
		(void)page_row(s, "Late", pool_printf(r->pool, p->issued_on != NULL ? "It took more than %s" :
		    "More than %s have passed without a final plan", conf_text("education.ehcp_final")));
}

void education_ehc_put(struct request *r, const struct record *record, struct node *body,
    const struct education_ehc *p)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "card", "yes");
	node_set(s, "title", p->issued_on != NULL ? pool_printf(r->pool,
	    "Education, health and care plan of %s", page_day(r, p->issued_on)) :
	    "Education, health and care plan asked for");
	(void)page_row(s, "Maintained by", lists_label("la", p->authority, r->today));
	(void)page_row(s, "Child looked after, and provision paid, by", p->responsible[0] == '\0' ? "" :
	    lists_label("la", p->responsible, r->today));
	request_put(r, s, p);
	if (p->reviewed_on != NULL)
		(void)page_row(s, "Last review", page_day(r, p->reviewed_on));
	if (p->review_due != NULL && p->ceased_on == NULL)
		(void)page_row(s, "Next review due by", pool_printf(r->pool, "%s%s",
		    page_day(r, p->review_due), strcmp(p->review_due, r->today) < 0 ? " (overdue)" : ""));
	if (p->transfer_on != NULL)
		(void)page_row(s, "School of the next phase named", page_day(r, p->transfer_on));
	if (p->hours > 0)
		(void)page_row(s, "Hours of support a week", education_hours(r, p->hours));
	if (p->outcomes[0] != '\0' && request_may(r, EDUCATION_READ))
		(void)page_row(s, "Outcomes", p->outcomes);
	if (p->ceased_on != NULL)
		(void)page_row(s, "Ended", page_day(r, p->ceased_on));
	if (request_may(r, EDUCATION_NEED))
		casework_link(r, body, record, p->issued_on != NULL ? pool_printf(r->pool,
		    "Change the plan of %s", page_day(r, p->issued_on)) : "Go on with what was asked for",
		    pool_printf(r->pool, "/ehc-plan/%llu", p->id), NULL);
}

/* -- rules -- */

static const char *or_null(const struct input *in, const char *name)
{
	const char *value = input_text(in, name);

	return value[0] == '\0' ? NULL : value;
}

static struct education_ehc typed(struct request *r)
{
	const struct input *in = &r->input;
	struct education_ehc p = { .authority = input_text(in, "authority"),
	    .responsible = input_text(in, "responsible"), .requested_on = or_null(in, "requested_on"),
	    .assess_on = or_null(in, "assess_on"), .assess = input_text(in, "assess"),
	    .issue_on = or_null(in, "issue_on"), .issue = input_text(in, "issue"),
	    .issued_on = or_null(in, "issued_on"), .reviewed_on = or_null(in, "reviewed_on"),
	    .transfer_on = or_null(in, "transfer_on"), .ceased_on = or_null(in, "ceased_on"),
	    .outcomes = input_text(in, "outcomes") };

	return p;
}

/* Neither of a day and its answer without the other. */
static void pair_rule(struct input *in, const char *day, const char *answer, const char *what)
{
	if (input_text(in, day)[0] != '\0')
		input_needs(in, answer, what);
	if (input_text(in, answer)[0] != '\0')
		input_needs(in, day, "Enter the day on which that was decided");
}

static void after_rule(struct request *r, const char *day, const char *before, const char *what)
{
	const char *a = input_text(&r->input, day), *b = input_text(&r->input, before);

	if (a[0] != '\0' && b[0] != '\0' && strcmp(a, b) < 0)
		input_refuse(&r->input, day, pool_printf(r->pool, "It must not be before %s, %s", what,
		    page_day(r, b)));
}

static void rules(struct request *r, struct education_ehc *p)
{
	struct input *in = &r->input;

	if (p->requested_on == NULL && p->issued_on == NULL)
		input_refuse(in, "requested_on", "Enter when an assessment was asked for, or the plan issued");
	pair_rule(in, "assess_on", "assess", "Say whether the child is assessed");
	pair_rule(in, "issue_on", "issue", "Say whether a plan is issued");
	if (p->issued_on != NULL && (p->assess[0] == 'N' || p->issue[0] == 'N'))
		input_refuse(in, "issued_on", "It was decided that there is no plan");
	after_rule(r, "assess_on", "requested_on", "it was asked for");
	after_rule(r, "issue_on", "assess_on", "it was decided to assess");
	after_rule(r, "issued_on", "requested_on", "it was asked for");
	after_rule(r, "reviewed_on", "issued_on", "the plan was issued");
	after_rule(r, "ceased_on", "issued_on", "the plan was issued");
	if (p->reviewed_on != NULL && p->issued_on == NULL)
		input_refuse(in, "reviewed_on", "A plan that is not issued has no review");
	if (input_text(in, "hours")[0] != '\0' && !education_quarters(input_text(in, "hours"), &p->hours))
		input_refuse(in, "hours", "Enter hours in quarters, like 12.5");
}

/* -- its dates -- */

static const char *code_of(struct request *r, const char *clock, const struct education_ehc *p)
{
	return deadline_code(r->pool, clock, p->id);
}

static bool same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Twelve months from the last review or the issue; sooner in early years. why_r: how it
 * was counted. */
static const char *review_due(struct request *r, const struct education_ehc *p, const char **why_r)
{
	const char *last = p->reviewed_on != NULL ? p->reviewed_on : p->issued_on;
	const struct education_pupil *pupil = education_of(r);
	struct clock clock = { .code = "N4", .name = "Annual review" };
	struct clock_due due;
	const char *setting;

	*why_r = "";
	if (last == NULL || p->ceased_on != NULL)
		return NULL;
	setting = need_early(education_day(pupil->born_on), education_day(last)) ?
	    "education.ehcp_review_early" : "education.ehcp_review";
	if (!clock_parse(conf_text(setting), &clock) || !clock_due(r->pool, &clock, last, &due))
		return NULL;
	*why_r = pool_printf(r->pool, "%s (%s)", due.explanation, p->reviewed_on != NULL ?
	    "the last review" : "the plan was issued");
	return date_iso(r->pool, due.date);
}

static void request_clocks(struct request *r, const struct record *record,
    const struct education_ehc *was, const struct education_ehc *p)
{
	const char *had[CLOCKS] = { was->assess_on, was->issue_on, was->issued_on };
	const char *now[CLOCKS] = { p->assess_on, p->issue_on, p->issued_on };
	bool begins = !same(was->requested_on, p->requested_on);
	size_t i;

	for (i = 0; i < CLOCKS; i++) {
		struct clock clock = { .code = code_of(r, clocks[i].code, p), .name = clocks[i].title };
		bool again = begins || (had[i] != NULL && !same(had[i], now[i]));

		if (again)
			deadline_drop(r, record, clock.code);
		if (again && p->requested_on != NULL && clock_parse(conf_text(clocks[i].setting), &clock))
			(void)deadline_start(r, record, &clock, p->requested_on);
		if (now[i] != NULL && (again || had[i] == NULL))
			deadline_met_on(r, record, clock.code, now[i]);
	}
	if (p->assess[0] == 'N' || p->issue[0] == 'N') {
		deadline_drop(r, record, code_of(r, "N3", p));
		if (p->issue_on == NULL)
			deadline_drop(r, record, code_of(r, "N2", p));
	}
}

static void review_clock(struct request *r, const struct record *record,
    const struct education_ehc *was, const struct education_ehc *p, const char *why)
{
	const char *code = code_of(r, "N4", p);

	if (same(was->review_due, p->review_due))
		return;
	if (was->review_due != NULL && p->reviewed_on != NULL && !same(was->reviewed_on, p->reviewed_on))
		deadline_met_on(r, record, code, p->reviewed_on);
	else
		deadline_drop(r, record, code);
	if (p->review_due != NULL)
		deadline_agree(r, record, code, "Annual review of the EHC plan", p->review_due, why);
}

/* By 15 February, or after 16 by 31 March, of the year in which the child moves on. */
static void transfer_clock(struct request *r, const struct record *record)
{
	int year = term_year(education_day(r->today)), ncy = education_ncy(r, record);
	const char *code = deadline_code(r->pool, "N5", (unsigned long long)year);
	struct date due;

	if (need_transfer(conf_text("education.phase_transfer"), ncy, year, &due))
		deadline_agree(r, record, code, "EHC plan names the school of the next phase",
		    date_iso(r->pool, due), pool_printf(r->pool, "The child is in year group %d and moves to "
		    "the next phase in September %d", ncy, year + 1));
}

static void transfer_done(struct request *r, const struct record *record,
    const struct education_ehc *was, const struct education_ehc *p)
{
	int year = term_year(education_day(r->today));

	if (p->transfer_on != NULL && !same(was->transfer_on, p->transfer_on))
		deadline_met_on(r, record, deadline_code(r->pool, "N5", (unsigned long long)year),
		    p->transfer_on);
}

static void dates(struct request *r, const struct record *record, const struct education_ehc *was,
    const struct education_ehc *p, const char *why)
{
	static const char *const all[] = { "N1", "N2", "N3", "N4" };
	size_t i;

	request_clocks(r, record, was, p);
	review_clock(r, record, was, p, why);
	transfer_done(r, record, was, p);
	if (p->ceased_on == NULL || was->ceased_on != NULL)
		return;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		deadline_stop(r, record, code_of(r, all[i], p));
	deadline_stop(r, record, deadline_code(r->pool, "N5",
	    (unsigned long long)term_year(education_day(r->today))));
}

void education_ehc_dates(struct request *r, struct node *body, const struct record *record,
    const struct education_ehc *p)
{
	int year = term_year(education_day(r->today));

	deadline_list_of(r, body, record, pool_printf(r->pool, "N1-%llu N2-%llu N3-%llu N4-%llu N5-%d",
	    p->id, p->id, p->id, p->id, year), education_late_path(r, record));
}

const char *education_transfer_year(struct request *r)
{
	return pool_printf(r->pool, "%d", term_year(education_day(r->today)));
}

bool education_transfer_run(struct request *r, struct record *record)
{
	struct education_ehc p;

	if (!education_ehc_now(r, record, &p) || p.issued_on == NULL || db_write(r->db,
	    SQL(EHC_TRANSFER), (unsigned long long)term_year(education_day(r->today)), p.id) != 1)
		return false;
	if (record->closed_at == NULL)
		transfer_clock(r, record);
	return true;
}

/* -- recorded -- */

static int form_page(struct request *r, const struct record *record, const struct education_ehc *p,
    int status)
{
	struct node *body = casework_page(r, record, "place", "Education, health and care plan"), *form;

	(void)page_para(body, pool_printf(r->pool, "From the day on which it is asked for there are %s to "
	    "decide whether to assess, %s to decide whether to issue a plan, and %s to the final plan.",
	    conf_text("education.ehcp_assess"), conf_text("education.ehcp_issue"),
	    conf_text("education.ehcp_final")));
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_ehc_input);
	if (p != NULL)
		(void)page_hidden(r, form, "version", pool_printf(r->pool, "%llu", p->version));
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_ehc_show(struct request *r)
{
	const char *own = conf_text("authority.code");
	const struct education_pupil *pupil;
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	pupil = education_of(r);
	input_slot(&r->input, "authority")->value = own;
	input_slot(&r->input, "responsible")->value = pupil->responsible[0] != '\0' ?
	    pupil->responsible : own;
	return form_page(r, &record, NULL, 200);
}

int education_ehc_save(struct request *r)
{
	static const struct education_ehc nothing = { .assess = "", .issue = "" };
	struct education_ehc p, other;
	struct record record;
	const char *why;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	p = typed(r);
	rules(r, &p);
	if (p.ceased_on == NULL && education_ehc_now(r, &record, &other))
		input_refuse(&r->input, "requested_on", "There is a plan, or a request for one, already: "
		    "go on with that, or end it");
	if (!input_valid(&r->input, r->pool))
		return form_page(r, &record, NULL, 422);
	p.review_due = review_due(r, &p, &why);
	p.id = db_insert(r->db, SQL(EHC_ADD), record.id, p.authority, p.responsible, p.requested_on,
	    p.assess_on, p.assess, p.issue_on, p.issue, p.issued_on, p.reviewed_on, p.review_due,
	    p.transfer_on, p.ceased_on, (unsigned long long)p.hours, p.outcomes, request_account(r));
	dates(r, &record, &nothing, &p, why);
	event_add(r, &record, "need", p.issued_on != NULL ? "EHC plan recorded" :
	    "Request for an EHC plan recorded", false);
	education_peps_refresh(r, &record);
	return request_redirect(r, "%s/needs", casework_path(r, &record));
}

/* -- changed -- */

static bool of_route(struct request *r, const struct record *record, struct education_ehc *p)
{
	unsigned long long id;
	struct db_row row;

	if (!text_number(input_text(&r->input, "ehc"), &id) ||
	    !db_find(r->db, SQL(EHC_PLAN), &row, record->id, id))
		return false;
	*p = from(&row);
	return true;
}

static void fill(struct request *r, const struct education_ehc *p)
{
	const struct { const char *name, *value; } now[] = {
		{ "authority", p->authority }, { "responsible", p->responsible },
		{ "requested_on", p->requested_on }, { "assess_on", p->assess_on },
		{ "assess", p->assess }, { "issue_on", p->issue_on }, { "issue", p->issue },
		{ "issued_on", p->issued_on }, { "reviewed_on", p->reviewed_on },
		{ "transfer_on", p->transfer_on }, { "ceased_on", p->ceased_on },
		{ "outcomes", p->outcomes },
		{ "hours", p->hours == 0 ? "" : education_hours(r, p->hours) },
	};
	size_t i;

	for (i = 0; i < sizeof(now) / sizeof(now[0]); i++)
		input_slot(&r->input, now[i].name)->value = now[i].value == NULL ? "" : now[i].value;
}

int education_ehc_change_show(struct request *r)
{
	struct record record;
	struct education_ehc p;

	if (!casework_load(r, &record) || !of_route(r, &record, &p))
		return page_not_found(r);
	fill(r, &p);
	return form_page(r, &record, &p, 200);
}

int education_ehc_change_save(struct request *r)
{
	struct education_ehc was, p;
	const struct typed *own;
	struct record record;
	const char *why;

	if (!casework_lock(r, &record) || !of_route(r, &record, &was))
		return page_not_found(r);
	p = typed(r);
	p.id = was.id;
	rules(r, &p);
	if (overtaken(r, was.version)) {
		own = overtaken_typed(r);
		fill(r, &was);
		overtaken_by(r, own);
		return form_page(r, &record, &was, 409);
	}
	if (!input_valid(&r->input, r->pool))
		return form_page(r, &record, &was, 422);
	p.review_due = review_due(r, &p, &why);
	(void)db_write(r->db, SQL(EHC_SET), p.authority, p.responsible, p.requested_on, p.assess_on,
	    p.assess, p.issue_on, p.issue, p.issued_on, p.reviewed_on, p.review_due, p.transfer_on,
	    p.ceased_on, (unsigned long long)p.hours, p.outcomes, was.id, was.version);
	dates(r, &record, &was, &p, why);
	event_add(r, &record, "need", "EHC plan changed", false);
	education_peps_refresh(r, &record);
	return request_redirect(r, "%s/needs", casework_path(r, &record));
}
