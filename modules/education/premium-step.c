#include <string.h>

#include "lists.h"
#include "pep.h"
#include "premium.h"
#include "text.h"

/* One line of a ledger, and the step that it waits for: a request is approved or turned
 * down, what is approved is paid or held back, what is paid is reclaimed. */

#define LINE	{ .name = "id", .type = FIELD_HANDLE, .required = true }, \
	{ .name = "line", .type = FIELD_NUMBER, .required = true }

const struct field education_premium_line_input[] = { LINE, { 0 } };

const struct field education_premium_step_input[] = {
	LINE,
	{ .name = "pounds", .type = FIELD_TEXT, .max = 12, .width = 10, .label = "Amount in pounds" },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .label = "Day" },
	{ .name = "impact", .type = FIELD_CODE, .choices = "education-premium-impact",
	  .label = "What the money did" },
	{ .name = "note", .type = FIELD_TEXT, .max = 500, .label = "Reason or evidence" },
	{ .name = "go", .type = FIELD_TOKEN, .max = 8, .required = true },
	{ 0 }
};

enum { F_POUNDS = 2, F_DAY, F_IMPACT, F_NOTE };

/* The steps: what a line of this kind may become, by whom, and what is asked. */
struct step {
	const char *go, *button, *kind;
	enum premium_kind of;
	unsigned permission;
	bool asks[F_NOTE + 1];
	bool needs_note;
};

static const struct step steps[] = {
	{ "approve", "Approve", "primary", PREMIUM_PLANNED, EDUCATION_APPROVE,
	  { [F_POUNDS] = true, [F_NOTE] = true }, false },
	{ "refuse", "Turn down", "warning", PREMIUM_PLANNED, EDUCATION_APPROVE,
	  { [F_NOTE] = true }, true },
	{ "pay", "Mark as paid", "primary", PREMIUM_APPROVED, EDUCATION_PAY,
	  { [F_DAY] = true, [F_NOTE] = true }, false },
	{ "reclaim", "Mark as reclaimed", "secondary", PREMIUM_PAID, EDUCATION_PAY,
	  { [F_POUNDS] = true, [F_DAY] = true, [F_NOTE] = true }, true },
	{ "impact", "Record what it did", "primary", PREMIUM_PAID, EDUCATION_WORK,
	  { [F_IMPACT] = true, [F_NOTE] = true }, true },
};

#define STEPS	(sizeof(steps) / sizeof(steps[0]))

/* The route's line among the child's ledger of its year. False: there is none. */
static bool of_route(struct request *r, const struct record *record, struct education_ledger *l_r,
    size_t *at_r)
{
	unsigned long long id;
	struct db_row row;
	size_t i;

	if (!text_number(input_text(&r->input, "line"), &id) ||
	    !db_find(r->db, &education_sql[EDUCATION_PREMIUM_YEAR_OF], &row, record->id, id))
		return false;
	education_ledger(r, record, (int)db_number(&row, 0), l_r);
	for (i = 0; i < l_r->n; i++)
		if (l_r->entry[i].id == id) {
			*at_r = i;
			return true;
		}
	return false;
}

/* What can be done with the line now. */
static bool offered(const struct request *r, const struct step *s, const struct education_ledger *l,
    size_t at)
{
	return s->of == l->entry[at].kind && request_may(r, s->permission) &&
	    (strcmp(s->go, "impact") == 0 || premium_open(l->entry, l->n, l->entry[at].id) > 0);
}

static void facts(struct request *r, struct node *body, const struct record *record,
    const struct education_ledger *l, size_t at)
{
	const struct education_line *v = &l->line[at];
	struct node *s = node_add(body, "summary");
	struct education_enrolment e;
	const char *school = v->school;

	(void)page_row(s, "Line", lists_label("education-premium-line",
	    premium_code(l->entry[at].kind), r->today));
	(void)page_row(s, "Year and term", pool_printf(r->pool, "%s%s%s",
	    education_money_year(r, l->year), v->term[0] == '\0' ? "" : ", ", v->term[0] == '\0' ? "" :
	    lists_label("education-term", v->term, r->today)));
	(void)page_row(s, "Amount", education_pounds(r, l->entry[at].amount));
	if (l->entry[at].kind == PREMIUM_PLANNED)
		(void)page_row(s, "To be decided", education_pounds(r,
		    premium_open(l->entry, l->n, l->entry[at].id)));
	if (l->entry[at].kind != PREMIUM_PAID &&
	    education_premium_school(r, record, l->year, v->term, &e))
		school = e.school_name;
	(void)page_row(s, "School", school);
	(void)page_row(s, "Day", page_day(r, v->on_day));
	(void)page_row(s, "By", v->by);
	if (request_may(r, EDUCATION_READ)) {
		(void)page_row(s, "Target", v->target_text);
		(void)page_row(s, "Why", v->evidence);
	}
}

static void bar_put(struct request *r, struct node *body, const struct record *record,
    const struct education_ledger *l, size_t at)
{
	const char *bar = education_premium_bar(r, record, l->year, l->line[at].term);

	if (l->entry[at].kind != PREMIUM_APPROVED || bar == NULL)
		return;
	/* 15.3: finance does not read what plans are like. */
	(void)page_para(body, request_may(r, EDUCATION_READ) ? pool_printf(r->pool,
	    "A payment would be held back: %s.", lists_label("education-premium-bar", bar, r->today)) :
	    "A payment would be held back by the virtual school.");
}

static int page(struct request *r, const struct record *record, const struct education_ledger *l,
    size_t at, int status)
{
	struct node *body = education_premium_begin(r, record, "A line of the pupil premium ledger");
	bool sent = r->route->input == education_premium_step_input, asked[F_NOTE + 1] = { false };
	struct node *form = NULL, *buttons;
	unsigned i, f, n = 0;

	facts(r, body, record, l, at);
	bar_put(r, body, record, l, at);
	for (i = 0; i < STEPS; i++)
		for (f = 0; offered(r, &steps[i], l, at) && f <= F_NOTE; f++) {
			asked[f] = asked[f] || steps[i].asks[f];
			n++;
		}
	(void)page_link(body, "The ledger", NULL, "%s/premium?year=%d", casework_path(r, record),
	    l->year);
	if (n == 0)
		return status;
	form = page_form(r, body, r->http->path);
	for (f = 0; f <= F_NOTE; f++)
		if (asked[f])
			page_field_of(r, form, &education_premium_step_input[f], sent);
	buttons = page_buttons(form);
	for (i = 0; i < STEPS; i++)
		if (offered(r, &steps[i], l, at))
			(void)page_button(buttons, steps[i].button, steps[i].kind, "go", steps[i].go);
	return status;
}

int education_premium_line_show(struct request *r)
{
	struct education_ledger l;
	struct record record;
	size_t at;

	return casework_load(r, &record) && of_route(r, &record, &l, &at) ?
	    page(r, &record, &l, at, 200) : page_not_found(r);
}

/* -- done -- */

static unsigned long long follow(struct request *r, const struct record *record,
    const struct education_ledger *l, size_t at, enum premium_kind kind, unsigned amount,
    const struct education_line *more, unsigned long long school)
{
	struct education_line line = *more;

	line.term = l->line[at].term;
	line.target = l->line[at].target;
	line.category = l->line[at].category;
	return education_ledger_add(r, record, l->year, &(struct premium_entry){ .kind = kind,
	    .amount = amount, .follows = l->entry[at].id }, &line, school);
}

static unsigned long long school_of(struct request *r, const struct record *record,
    const struct education_ledger *l, size_t at)
{
	struct education_enrolment e;

	if (l->entry[at].kind == PREMIUM_PAID)
		return l->line[at].school_id;
	return education_premium_school(r, record, l->year, l->line[at].term, &e) ? e.school : 0;
}

static bool released(const struct education_ledger *l, unsigned long long held)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->entry[i].kind == PREMIUM_RELEASED && l->entry[i].follows == held)
			return true;
	return false;
}

bool education_premium_pay(struct request *r, const struct record *record,
    const struct education_ledger *l, size_t at, const char *day, const char *note)
{
	struct education_line more = { .on_day = day, .evidence = note };
	const char *bar = education_premium_bar(r, record, l->year, l->line[at].term);
	unsigned long long school = school_of(r, record, l, at);
	bool held = premium_held(l->entry, l->n, l->entry[at].id);
	unsigned amount = premium_open(l->entry, l->n, l->entry[at].id);
	size_t i;

	if (bar != NULL) {
		more.evidence = lists_label("education-premium-bar", bar, r->today);
		if (!held)
			(void)follow(r, record, l, at, PREMIUM_HELD, amount, &more, school);
		return false;
	}
	for (i = 0; held && i < l->n; i++)
		if (l->entry[i].kind == PREMIUM_HELD && l->entry[i].follows == l->entry[at].id &&
		    !released(l, l->entry[i].id))
			(void)follow(r, record, l, i, PREMIUM_RELEASED, amount, &more, school);
	(void)follow(r, record, l, at, PREMIUM_PAID, amount, &more, school);
	return true;
}

/* The amount that was typed, or all that waits; refuses more than that. */
static unsigned amount_of(struct request *r, unsigned open)
{
	const char *text = input_text(&r->input, "pounds");
	unsigned pence = 0;

	if (text[0] == '\0')
		return open;
	if (!pep_pence(text, &pence) || pence == 0)
		input_refuse(&r->input, "pounds", "Enter the amount in pounds and pence, like 120.50");
	else if (pence > open)
		input_refuse(&r->input, "pounds", pool_printf(r->pool, "No more than %s waits here",
		    education_pounds(r, open)));
	return pence;
}

/* The setting: an officer approves up to a limit, above it the head does. */
static void limit(struct request *r, unsigned pence)
{
	unsigned most = 0;

	if (request_may(r, EDUCATION_HEAD))
		return;
	(void)pep_pence(conf_text("education.premium_limit"), &most);
	if (pence > most)
		input_refuse(&r->input, "pounds", pool_printf(r->pool, "More than %s is for the head of "
		    "the virtual school to approve", education_pounds(r, most)));
}

/* More than the child has is approved with a reason alone: whose money it is. */
static void own_rule(struct request *r, const struct education_ledger *l, unsigned pence)
{
	long long rest = premium_free(&l->sums);

	if ((long long)pence > rest)
		input_needs(&r->input, "note", pool_printf(r->pool, "Only %s of the child's own money is "
		    "left: say why more is approved, and from what it is paid",
		    education_pounds(r, rest < 0 ? 0 : rest)));
}

/* Money of a year is paid in that year: what is left on 31 March goes back (9). */
static void day_rules(struct request *r, const struct education_ledger *l)
{
	const char *day = input_text(&r->input, "on_day");

	if (day[0] == '\0')
		day = r->today;
	if (input_slot(&r->input, "on_day")->error == NULL && premium_year(education_day(day)) != l->year)
		input_refuse(&r->input, "on_day", pool_printf(r->pool, "Money of %s is paid from 1 April %d "
		    "to 31 March %d", education_money_year(r, l->year), l->year, l->year + 1));
}

static void rules(struct request *r, const struct step *s, const struct education_ledger *l,
    unsigned pence)
{
	if (strcmp(s->go, "approve") == 0) {
		limit(r, pence);
		own_rule(r, l, pence);
	}
	if (strcmp(s->go, "pay") == 0)
		day_rules(r, l);
	if (strcmp(s->go, "impact") == 0)
		input_needs(&r->input, "impact", "Choose what the money did");
	if (s->needs_note)
		input_needs(&r->input, "note", "Say why, or what shows it");
}

static void done(struct request *r, const struct record *record, const struct step *s,
    const struct education_ledger *l, size_t at, unsigned pence)
{
	const char *day = input_text(&r->input, "on_day"), *note = input_text(&r->input, "note");
	struct education_line more = { .evidence = note, .impact = input_text(&r->input, "impact"),
	    .on_day = day[0] == '\0' || !s->asks[F_DAY] ? NULL : day };
	unsigned open = premium_open(l->entry, l->n, l->entry[at].id);
	unsigned long long school = school_of(r, record, l, at);

	if (s->of == PREMIUM_APPROVED) {
		(void)education_premium_pay(r, record, l, at, more.on_day, note);
		return;
	}
	if (strcmp(s->go, "approve") == 0) {
		(void)follow(r, record, l, at, PREMIUM_APPROVED, pence, &more, school);
		if (pence < open)
			(void)follow(r, record, l, at, PREMIUM_LESS, open - pence, &more, 0);
	} else if (strcmp(s->go, "refuse") == 0) {
		(void)follow(r, record, l, at, PREMIUM_LESS, open, &more, 0);
	} else {
		(void)follow(r, record, l, at, strcmp(s->go, "impact") == 0 ? PREMIUM_IMPACT :
		    PREMIUM_RECLAIMED, strcmp(s->go, "impact") == 0 ? 0 : pence, &more, school);
	}
}

int education_premium_line_save(struct request *r)
{
	const struct step *s = NULL;
	struct education_ledger l;
	struct record record;
	unsigned pence, i;
	size_t at;

	if (!casework_lock(r, &record) || !of_route(r, &record, &l, &at))
		return page_not_found(r);
	for (i = 0; i < STEPS; i++)
		if (input_is(&r->input, "go", steps[i].go) && offered(r, &steps[i], &l, at))
			s = &steps[i];
	if (s == NULL)
		return casework_moved_on(r);
	pence = s->asks[F_POUNDS] ? amount_of(r, premium_open(l.entry, l.n, l.entry[at].id)) : 0;
	rules(r, s, &l, pence);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &l, at, 422);
	done(r, &record, s, &l, at, pence);
	event_add(r, &record, "premium", "Pupil premium ledger written", false);
	return request_redirect(r, "%s/premium?year=%d", casework_path(r, &record), l.year);
}
