#include <string.h>

#include "fill-case.h"
#include "lists.h"
#include "terms.h"

/* modules/caf/sections.md 3.3 to 3.5 and 4.2 from transition 11 on: the team, the plan, and how
 * a case ends. */

/* Minutes after eight. */
enum { AT_PROGRESS = 200, AT_END = 555 };

enum { LAST_MEMBER, LAST_ACTION };

static const struct db_statement sql[] = {
	[LAST_MEMBER] = { "SELECT COALESCE(MAX(id), 0) FROM everychild_caf.team_member", "", "u" },
	[LAST_ACTION] = { "SELECT COALESCE(MAX(id), 0) FROM everychild_caf.action", "", "u" },
};

static struct { unsigned long long member, action; unsigned closures; } state;

void plan_statements_name(void)
{
	db_statements(sql, COUNT(sql));
}

void plan_open(const struct fill *f)
{
	struct db_row row;

	(void)db_begin(f->db, false);
	state.member = db_find(f->db, &sql[LAST_MEMBER], &row) ? db_number(&row, 0) : 0;
	state.action = db_find(f->db, &sql[LAST_ACTION], &row) ? db_number(&row, 0) : 0;
	db_rollback(f->db);
}

void plan_days(struct episode *e)
{
	static const struct { enum state state; unsigned least, most; } ago[] = {
		{ SINGLE, 8, 70 }, { FORMING, 3, 16 }, { DELIVERING, 14, 80 }, { REVIEWING, 38, 60 }, { PAUSED, 20, 90 },
		{ CLOSED, 110, 330 }, { WITHDRAWN, 50, 200 }, { MOVED, 90, 300 }
	};
	struct chance *c = e->t.c;
	size_t i;

	for (i = 0; ago[i].state != e->state; i++)
		;
	e->completed = case_weekday(e->t.f, chance_between(c, ago[i].least, ago[i].most));
	if (e->state == SINGLE)
		return;
	e->teamed = case_weekday(e->t.f, e->completed > 2 ? e->completed - 2 : 1);
	if (e->teamed > e->completed)
		e->teamed = e->completed;
	if (e->state == FORMING)
		return;
	e->agreed = case_weekday(e->t.f, e->completed - chance_between(c, 6, 12));
	if (e->state >= CLOSED)
		e->ended = case_weekday(e->t.f, e->agreed - chance_between(c, 20, 36));
	/* Within T5 of the completed assessment. */
	e->review_on = case_day(e, case_weekday(e->t.f, e->completed - 40));
	if (e->state == CLOSED)
		e->reviewed = e->ended;
	else if (e->state == REVIEWING)
		e->reviewed = case_weekday(e->t.f, chance_between(c, 1, 3));
	else if (e->state == DELIVERING && e->completed > 44 && chance_in_1000(c, 700))
		e->reviewed = case_weekday(e->t.f, e->completed - 40);
}

/* -- the team -- */

static struct member *member_add(struct episode *e, const struct worker *w, const char *capacity,
    const char *name, const char *service, const char *organisation, const char *phone,
    unsigned long long consent)
{
	struct member *m = &e->member[e->members++];
	const char *at = case_moment(e, e->teamed, AT_TEAM);

	*m = (struct member){ ++state.member, w, name, capacity, organisation };
	batch_row(BATCH_MEMBER);
	batch_number(BATCH_MEMBER, m->id);
	batch_number(BATCH_MEMBER, e->record);
	batch_number(BATCH_MEMBER, w == NULL ? 0 : w->id);
	batch_text(BATCH_MEMBER, fill_code("team-capacity", capacity));
	batch_text(BATCH_MEMBER, name);
	batch_text(BATCH_MEMBER, service);
	batch_text(BATCH_MEMBER, organisation);
	batch_text(BATCH_MEMBER, phone);
	batch_number(BATCH_MEMBER, consent);
	batch_text(BATCH_MEMBER, at);
	batch_number(BATCH_MEMBER, e->t.owner->id);
	batch_text(BATCH_MEMBER, e->ended > 0 ? case_moment(e, e->ended, AT_END) : "");
	if (w != NULL && w != e->t.owner) {
		case_person(e, w, "TAC", at, e->ended > 0 ? case_moment(e, e->ended, AT_END) : "");
		case_notice(e, w, "You are a member of a {team around the child}", at, e->teamed > 7);
		case_notice(e, w, "A team meeting was called", at, e->teamed > 7);
	}
	return m;
}

static const struct worker *worker_of(const struct episode *e, const char *service)
{
	const struct workers *all = &e->t.f->workers;
	unsigned i, start = (unsigned)(e->record % all->n);

	for (i = 0; i < all->n; i++) {
		const struct worker *w = &all->worker[(start + i) % all->n];

		if (w->standing && w != e->t.owner && w != e->t.co && !worker_extra(w) &&
		    worker_is(w, "PRA") && strcmp(w->service, service) == 0)
			return w;
	}
	return NULL;
}

static void professionals(struct episode *e)
{
	static const char *const names[] = { "Robin Marlow", "Jo Tennant", "Alex Whitby",
	    "Chris Ferrow" };
	const char *organisation, *code;
	unsigned i;

	for (i = 0; i < e->shares && e->members < MEMBERS_MAX &&
	    (organisation = answer_share(&e->t, i, &code)) != NULL; i++) {
		const struct worker *w = worker_of(e, code);

		(void)member_add(e, w, "PRACTITIONER", w != NULL ? w->name :
		    names[(e->record + i) % COUNT(names)], code, w != NULL ? w->agency : organisation,
		    w != NULL ? w->phone : pool_printf(e->t.pool, "01632 960%03u",
		    chance_below(e->t.c, 1000)), e->share[i]);
	}
}

static void team_make(struct episode *e)
{
	const struct telling *t = &e->t;
	const struct child *child = t->child;

	case_event(e, case_moment(e, e->teamed, AT_TEAM), "team", "{Team around the child} called",
	    true);
	(void)member_add(e, t->owner, "PRACTITIONER", t->owner->name, t->owner->service,
	    t->owner->agency, t->owner->phone, 0);
	if (child->carers > 0)
		(void)member_add(e, NULL, fill_code("team-capacity", "PARENT"), pool_printf(t->pool,
		    "%s %s", child->carer[0].given, child->carer[0].family), "", "",
		    child->carer[0].phone, 0);
	if (t->age >= 8)
		(void)member_add(e, NULL, "CHILD", e->subject, "", "", "", 0);
	professionals(e);
}

/* -- the plan -- */

static const char *answer(const struct episode *e, const char *field, unsigned item)
{
	return form_get(e->paper.answers, (unsigned)form_field(e->paper.form, field), item);
}

/* Whose action it is, when the words name a member of the team. */
static const struct member *member_of(const struct episode *e, const char *who)
{
	unsigned i;

	for (i = 0; i < e->members; i++)
		if (strstr(who, e->member[i].name) != NULL)
			return &e->member[i];
	return NULL;
}

static const char *status_choose(struct episode *e)
{
	if (e->state == CLOSED)
		return chance_in_1000(e->t.c, 800) ? "DONE" : "PART";
	return e->agreed > 0 && chance_in_1000(e->t.c, 350) ? "DONE" : "OPEN";
}

static void progress_add(struct episode *e, const char *status, const char *due, long days_ago)
{
	batch_row(BATCH_PROGRESS);
	batch_number(BATCH_PROGRESS, state.action);
	batch_text(BATCH_PROGRESS, status);
	batch_text(BATCH_PROGRESS, due);
	batch_text(BATCH_PROGRESS, strcmp(status, "DONE") == 0 ? "Done as agreed; the family says that "
	    "it helps." : "Begun; goes on as agreed.");
	batch_number(BATCH_PROGRESS, e->t.owner->id);
	batch_text(BATCH_PROGRESS, case_moment(e, days_ago, AT_PROGRESS));
}

static void action_add(struct episode *e, unsigned item)
{
	const char *status = status_choose(e), *due = answer(e, "action_by", item);
	long settled = case_weekday(e->t.f, e->ended > 0 ? e->ended + 1 : 1);
	const struct member *m = member_of(e, answer(e, "action_who", item));

	batch_row(BATCH_ACTION);
	batch_number(BATCH_ACTION, ++state.action);
	batch_number(BATCH_ACTION, e->record);
	batch_number(BATCH_ACTION, item);
	batch_text(BATCH_ACTION, "ASSESSMENT");
	batch_text(BATCH_ACTION, answer(e, "action_outcome", item));
	batch_text(BATCH_ACTION, answer(e, "action_aim", item));
	batch_text(BATCH_ACTION, answer(e, "action_text", item));
	batch_text(BATCH_ACTION, answer(e, "action_who", item));
	batch_number(BATCH_ACTION, m == NULL ? 0 : m->id);
	batch_text(BATCH_ACTION, e->t.completed);
	batch_text(BATCH_ACTION, due);
	batch_text(BATCH_ACTION, fill_code("action-status", status));
	batch_text(BATCH_ACTION, strcmp(status, "OPEN") == 0 ? "" : case_day(e, settled));
	batch_number(BATCH_ACTION, e->t.owner->id);
	batch_text(BATCH_ACTION, case_moment(e, e->completed, AT_END));
	if (strcmp(status, "OPEN") != 0)
		progress_add(e, status, due, settled);
	/* R3: what a review looked at was reported on. */
	else if (e->reviewed > 0)
		progress_add(e, status, due, case_weekday(e->t.f, e->reviewed + 1));
}

static void actions_make(struct episode *e)
{
	unsigned item;

	for (item = 1; item <= ACTIONS_MAX; item++)
		if (answer(e, "action_text", item)[0] != '\0')
			action_add(e, item);
}

/* -- the lead professional -- */

static const struct member *lead_choose(struct episode *e)
{
	unsigned i, first = chance_in_1000(e->t.c, 600) ? 0 : 1;

	for (i = first; i < e->members; i++)
		if (e->member[i].worker != NULL)
			return &e->member[i];
	return &e->member[0];
}

static void lead_make(struct episode *e)
{
	const struct member *m = lead_choose(e);
	const char *at = case_moment(e, e->agreed, AT_MEETING);
	const char *until = e->ended > 0 ? case_moment(e, e->ended, AT_END) : "";

	e->lead = m->worker;
	batch_row(BATCH_LEAD);
	batch_number(BATCH_LEAD, e->record);
	batch_number(BATCH_LEAD, m->id);
	batch_number(BATCH_LEAD, m->worker->id);
	batch_text(BATCH_LEAD, case_day(e, e->agreed));
	batch_text(BATCH_LEAD, at);
	batch_number(BATCH_LEAD, e->t.owner->id);
	batch_text(BATCH_LEAD, until);
	batch_number(BATCH_LEAD, e->ended > 0 ? 0 : e->record);
	case_person(e, m->worker, "LP", at, until);
	case_involvement(e, m->worker, "LP", "{Lead professional}", case_day(e, e->agreed),
	    e->ended > 0 ? case_day(e, e->ended) : "");
}

/* -- ends -- */

static void closure_row(struct episode *e, const char *reason, const char *on, const char *notes,
    bool asked, const struct worker *by)
{
	batch_row(BATCH_CLOSURE);
	batch_number(BATCH_CLOSURE, e->record);
	batch_text(BATCH_CLOSURE, fill_code("closure", reason));
	batch_text(BATCH_CLOSURE, on);
	batch_text(BATCH_CLOSURE, notes);
	batch_text(BATCH_CLOSURE, "");
	batch_text(BATCH_CLOSURE, asked ? fill_code("comment-absent", "DECLINED") : "");
	batch_text(BATCH_CLOSURE, asked ? CLOSING_COMMENT : "");
	batch_text(BATCH_CLOSURE, "");
	batch_number(BATCH_CLOSURE, by->id);
	batch_text(BATCH_CLOSURE, case_moment(e, e->ended, AT_END));
}

static void closure_make(struct episode *e)
{
	static const char *const reasons[] = { "C01", "C01", "C02", "C01", "C07" };

	e->reason = reasons[state.closures++ % COUNT(reasons)];
	review_make(e);
	closure_row(e, e->reason, case_day(e, e->ended), CLOSING_NOTES, true, e->lead);
	case_involvement(e, e->t.owner, "CAF", "{Common assessment} held (closed)",
	    case_day(e, e->ended), "");
}

static void withdrawal_make(struct episode *e)
{
	const char *at = case_moment(e, e->ended, AT_END);

	batch_row(BATCH_WITHDRAWAL);
	batch_number(BATCH_WITHDRAWAL, e->record);
	batch_text(BATCH_WITHDRAWAL, fill_code("consent-giver", answer_giver(&e->t)));
	batch_text(BATCH_WITHDRAWAL, answer_giver_name(&e->t));
	batch_text(BATCH_WITHDRAWAL, at);
	batch_text(BATCH_WITHDRAWAL, fill_code("consent-method", "VERBAL"));
	batch_text(BATCH_WITHDRAWAL, "The plan, with the members of the team.");
	batch_text(BATCH_WITHDRAWAL, "What is kept, by whom, and that help can be asked for again.");
	batch_number(BATCH_WITHDRAWAL, e->t.owner->id);
	case_event(e, at, "withdraw", "Consent withdrawn", false);
	closure_row(e, "C03", case_day(e, e->ended), "", false, e->t.owner);
}

static void transfer_make(struct episode *e)
{
	const char *at = case_moment(e, e->ended, AT_END);

	batch_row(BATCH_TRANSFER);
	batch_number(BATCH_TRANSFER, e->record);
	batch_text(BATCH_TRANSFER, fill_code("la", "888"));
	batch_text(BATCH_TRANSFER, "Early help desk");
	batch_text(BATCH_TRANSFER, "01632 960888");
	batch_text(BATCH_TRANSFER, case_day(e, e->ended + 7));
	batch_text(BATCH_TRANSFER, fill_code("share-method", "MESSAGE"));
	batch_text(BATCH_TRANSFER, case_day(e, e->ended));
	batch_number(BATCH_TRANSFER, e->t.owner->id);
	batch_text(BATCH_TRANSFER, case_moment(e, e->ended + 7, AT_END));
	case_share(e, &(struct shared){ .at = case_day(e, e->ended + 7), .person = "Early help desk",
	    .agency = lists_label("la", "888", e->t.f->iso_today), .service = "", .what = "The case",
	    .parts = "", .purpose = "The family moves to this authority", .method = "MESSAGE",
	    .written = case_moment(e, e->ended + 7, AT_END) });
	case_event(e, case_moment(e, e->ended + 7, AT_END), "transfer.sent",
	    "Sent to another authority", false);
	case_event(e, at, "transfer", "Moved to another authority", true);
	closure_row(e, "C05", case_day(e, e->ended), "", false, e->t.owner);
}

/* The day of the first review takes the place of the clock's. */
static void agreed_make(struct episode *e)
{
	case_event(e, case_moment(e, e->agreed, AT_MEETING), "agree", "{Delivery plan} agreed", true);
	case_agreed(e, "T5", case_day(e, e->agreed), e->review_on, pool_printf(e->t.pool,
	    "Agreed with the plan on %s", date_long(e->t.pool, date_add_days(e->t.f->today,
	    -e->agreed))), case_met(e, review_signed(e)));
}

void plan_steps(struct episode *e)
{
	if (e->state == COMPLETED) {
		if (strcmp(e->t.next_step, "NFA") != 0)
			actions_make(e);
		return;
	}
	if (e->state == SINGLE) {
		case_event(e, case_moment(e, e->completed, AT_END + 4), "single", "One service acts", false);
		actions_make(e);
		return;
	}
	team_make(e);
	actions_make(e);
	meeting_make(e);
	if (e->state == FORMING)
		return;
	lead_make(e);
	agreed_make(e);
	if (e->state == PAUSED) {
		case_harm(e, 1, true);
		case_event(e, case_moment(e, 1, AT_MEETING), "harm",
		    "Referred because of a concern about significant harm; paused", false);
	} else if (e->state == DELIVERING || e->state == REVIEWING) {
		review_make(e);
	} else if (e->state == CLOSED) {
		closure_make(e);
	} else if (e->state == WITHDRAWN) {
		withdrawal_make(e);
	} else if (e->state == MOVED) {
		transfer_make(e);
	}
}
