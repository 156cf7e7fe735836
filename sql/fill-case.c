#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "conf.h"
#include "fill-case.h"
#include "lists.h"
#include "session.h"
#include "terms.h"

static const char *const state_code[STATE__MAX] = { [CONCERN] = "S0", [SOUGHT] = "S1",
	[REGISTERED] = "S2", [ASSESSING] = "S3", [COMPLETED] = "S4", [SINGLE] = "S5",
	[FORMING] = "S6", [DELIVERING] = "S7", [REVIEWING] = "S8", [PAUSED] = "S9", [CLOSED] = "S10",
	[WITHDRAWN] = "S12", [MOVED] = "S13", [REFUSED] = "S11", [ENDED] = "END" };

/* In turn for each practitioner, so that everybody has cases to go on with. */
static const enum state wheel[] = { ASSESSING, COMPLETED, DELIVERING, SOUGHT, ASSESSING, SINGLE,
	CONCERN, REVIEWING, PAUSED, REGISTERED, FORMING, CLOSED, ENDED, DELIVERING, ASSESSING,
	CONCERN, COMPLETED, REFUSED, COMPLETED, CLOSED, DELIVERING, WITHDRAWN, ASSESSING, MOVED, ENDED };

enum { LAST_RECORD, LAST_DOCUMENT, LAST_CONSENT, SEQUENCE_ADD };

static const struct db_statement sql[] = {
	[LAST_RECORD] = { "SELECT COALESCE(MAX(id), 0) FROM everychild_caf.record", "", "u" },
	[LAST_DOCUMENT] = { "SELECT COALESCE(MAX(id), 0) FROM everychild_caf.document", "", "u" },
	[LAST_CONSENT] = { "SELECT COALESCE(MAX(id), 0) FROM everychild_caf.consent", "", "u" },
	[SEQUENCE_ADD] = { "INSERT INTO everychild_caf.sequence (authority, year, last)"
	    " VALUES (?, ?, ?)", "suu", "" },
};

/* Minutes after eight at which each step is made when all fall on one day. */
enum {
	AT_OPEN = 20, AT_HARM = 70, AT_ASK = 100, AT_REFUSE = 112, AT_CONSENT = 120, AT_SEARCH = 126,
	AT_FORM = 140, AT_SAVES = 150, AT_AGAIN = 540, AT_COMPLETE = 555, AT_HALF = 560
};

#define GUIDE_CASES	120	/* many of them held by people whom every guide names */
#define DEMO_CASES	600	/* held by people of the demo; the rest makes up the size */
#define YEARS_MAX	4
#define RARE_EVERY	20
#define ELLAS_NUMBER	123	/* CAF-890-2026-000123/1 of the acceptance cases */

/* Settings of the module caf, with its defaults. */
static const struct { const char *code, *setting, *title; } clocks[] = {
	{ "T1", "caf.t1_existing_search", "Check for an existing assessment" },
	{ "T2", "caf.t2_form_complete", "Complete the form" },
	{ "T3", "caf.t3_family_copy", "Conclusions done, and the family has a copy" },
	{ "T4", "caf.t4_first_meeting", "First meeting" },
	{ "T5", "caf.t5_first_review", "First review" },
	{ "T6", "caf.t6_next_review", "Next review" },
	{ "T7", "caf.t7_reassessment", "Re-assessment, if outcomes are not met" },
	{ "T12", "caf.t12_reconfirmation", "Confirm consent again" },
};

static struct {
	const struct form *checklist, *assessment, *harm;
	unsigned long long record, document, consent;
	unsigned made, decisions, harms;
	unsigned *turn;			/* of the wheel, for each practitioner */
	struct { int year; unsigned last; } sequence[YEARS_MAX];
} state;

void case_statements_name(void)
{
	db_statements(sql, COUNT(sql));
	plan_statements_name();
}

const struct form *case_form(const struct fill *f, const char *name)
{
	return form_load(pool_printf(f->pool, "%s/forms/caf/%s-1.xml", conf_text("data.dir"), name), 0);
}

static unsigned long long number_asked(const struct fill *f, const struct db_statement *s)
{
	struct db_row row;

	return db_find(f->db, s, &row) ? db_number(&row, 0) : 0;
}

void case_open(const struct fill *f)
{
	unsigned i;

	state.checklist = case_form(f, "checklist");
	state.assessment = case_form(f, "assessment");
	state.harm = case_form(f, "harm");
	db_pool(f->db, f->pool);
	(void)db_begin(f->db, false);
	state.record = number_asked(f, &sql[LAST_RECORD]);
	state.document = number_asked(f, &sql[LAST_DOCUMENT]);
	state.consent = number_asked(f, &sql[LAST_CONSENT]);
	db_rollback(f->db);
	plan_open(f);
	meeting_open(f);
	state.turn = pool_array(f->pool, f->workers.n, sizeof(*state.turn));
	for (i = 0; i < f->workers.n; i++)
		state.turn[i] = i * 4;
}

unsigned long long case_document_number(void)
{
	return ++state.document;
}

/* -- time -- */

long case_weekday(const struct fill *f, long days_ago)
{
	struct date date = date_add_days(f->today, -days_ago);
	enum date_weekday day = date_weekday(date);

	return day == DATE_SATURDAY ? days_ago + 1 : day == DATE_SUNDAY ? days_ago + 2 : days_ago;
}

bool case_done(const struct episode *e)
{
	return e->state >= COMPLETED && e->state <= MOVED;
}

const char *case_day(const struct episode *e, long days_ago)
{
	return fill_day(e->t.f, e->t.pool, days_ago);
}

/* A moment of that day, in office hours of London. */
const char *case_moment(const struct episode *e, long days_ago, unsigned minutes)
{
	struct date date = date_add_days(e->t.f->today, -days_ago);

	minutes += (unsigned)(e->record * 7 % 31);
	return date_utc(e->t.pool, date_from_london(date, (int)(8 + minutes / 60 % 10),
	    (int)(minutes % 60)));
}

/* -- rows -- */

void case_event_by(struct episode *e, const struct worker *by, const char *at, const char *code,
    const char *title, bool shared)
{
	batch_row(BATCH_EVENT);
	batch_number(BATCH_EVENT, e->record);
	batch_text(BATCH_EVENT, at);
	batch_text(BATCH_EVENT, code);
	batch_text(BATCH_EVENT, terms_apply(e->t.pool, title));
	batch_number(BATCH_EVENT, by->id);
	batch_number(BATCH_EVENT, shared);
	e->moves++;
}

void case_event(struct episode *e, const char *at, const char *code, const char *title,
    bool shared)
{
	case_event_by(e, e->t.owner, at, code, title, shared);
}

void case_notice(struct episode *e, const struct worker *w, const char *title, const char *at,
    bool seen)
{
	batch_row(BATCH_NOTICE);
	batch_number(BATCH_NOTICE, e->record);
	batch_number(BATCH_NOTICE, w->id);
	batch_text(BATCH_NOTICE, terms_apply(e->t.pool, title));
	batch_text(BATCH_NOTICE, at);
	batch_text(BATCH_NOTICE, seen ? at : "");
}

void case_person(struct episode *e, const struct worker *w, const char *relation,
    const char *at, const char *until)
{
	batch_row(BATCH_PERSON);
	batch_number(BATCH_PERSON, e->record);
	batch_number(BATCH_PERSON, w->id);
	batch_text(BATCH_PERSON, relation);
	batch_text(BATCH_PERSON, at);
	batch_number(BATCH_PERSON, e->t.owner->id);
	batch_text(BATCH_PERSON, until);
}

void case_involvement(struct episode *e, const struct worker *w, const char *part,
    const char *title, const char *since, const char *until)
{
	batch_row(BATCH_INVOLVEMENT);
	batch_number(BATCH_INVOLVEMENT, e->record);
	batch_number(BATCH_INVOLVEMENT, e->t.child->id);
	batch_number(BATCH_INVOLVEMENT, w->id);
	batch_text(BATCH_INVOLVEMENT, part);
	batch_text(BATCH_INVOLVEMENT, terms_apply(e->t.pool, title));
	batch_text(BATCH_INVOLVEMENT, since);
	batch_text(BATCH_INVOLVEMENT, until);
}

static void deadline_write(struct episode *e, size_t clock, const char *from, const char *due,
    const char *why, const struct fate *fate)
{
	batch_row(BATCH_DEADLINE);
	batch_number(BATCH_DEADLINE, e->record);
	batch_text(BATCH_DEADLINE, clocks[clock].code);
	batch_text(BATCH_DEADLINE, clocks[clock].title);
	batch_text(BATCH_DEADLINE, from);
	batch_text(BATCH_DEADLINE, due);
	batch_text(BATCH_DEADLINE, why);
	batch_text(BATCH_DEADLINE, fate->met);
	batch_text(BATCH_DEADLINE, fate->met != NULL && fate->met[0] != '\0' ? "" : fate->dropped);
}

static size_t clock_number(const char *code)
{
	size_t i;

	for (i = 0; strcmp(clocks[i].code, code) != 0; i++)
		;
	return i;
}

const char *case_end_moment(const struct episode *e)
{
	return e->ended > 0 ? case_moment(e, e->ended, AT_COMPLETE) : "";
}

struct fate case_met(const struct episode *e, const char *met)
{
	return (struct fate){ met, case_end_moment(e) };
}

const char *case_due(const struct episode *e, const char *code, const char *from,
    const char **why_r)
{
	struct clock clock = { .code = code };
	struct clock_due due;
	size_t i = clock_number(code);

	if (!clock_parse(conf_text(clocks[i].setting), &clock))
		fill_refuse("%s is not an amount and a unit", clocks[i].setting);
	if (!clock_due(e->t.pool, &clock, from, &due))
		fill_refuse("%s", due.error);
	*why_r = due.explanation;
	return date_iso(e->t.pool, due.date);
}

void case_deadline(struct episode *e, const char *code, const char *from, struct fate fate)
{
	const char *why, *due = case_due(e, code, from, &why);

	deadline_write(e, clock_number(code), from, due, why, &fate);
}

void case_agreed(struct episode *e, const char *code, const char *from, const char *due,
    const char *why, struct fate fate)
{
	deadline_write(e, clock_number(code), from, due, why, &fate);
}

static void record_write(struct episode *e)
{
	bool after = e->state == CLOSED || e->state == WITHDRAWN || e->state == MOVED;
	bool closed = after || e->state == REFUSED || e->state == ENDED;

	batch_row(BATCH_RECORD);
	batch_number(BATCH_RECORD, e->record);
	batch_text(BATCH_RECORD, e->handle);
	batch_text(BATCH_RECORD, e->t.reference);
	batch_text(BATCH_RECORD, "caf");
	batch_number(BATCH_RECORD, e->t.child->id);
	batch_text(BATCH_RECORD, e->subject);
	batch_text(BATCH_RECORD, state_code[e->state]);
	batch_number(BATCH_RECORD, e->t.owner->id);
	batch_number(BATCH_RECORD, e->t.owner->team);
	batch_number(BATCH_RECORD, e->restricted);
	batch_text(BATCH_RECORD, case_moment(e, e->opened, AT_OPEN));
	batch_text(BATCH_RECORD, after ? case_moment(e, e->ended, AT_COMPLETE) :
	    closed ? case_moment(e, e->asked, AT_REFUSE) : "");
	batch_number(BATCH_RECORD, 1 + e->moves + (e->t.reference != NULL));
	batch_number(BATCH_RECORD, e->state == REFUSED || e->state == WITHDRAWN);
	batch_text(BATCH_RECORD, e->state == PAUSED ? "S7" : "");
}

static void episode_write(struct episode *e)
{
	const struct telling *t = &e->t;
	bool asked = e->state != CONCERN && e->state != ENDED;

	batch_row(BATCH_EPISODE);
	batch_number(BATCH_EPISODE, e->record);
	batch_number(BATCH_EPISODE, t->expected != NULL);
	batch_text(BATCH_EPISODE, t->expected == NULL ? "" : t->child->carer[0].given);
	batch_text(BATCH_EPISODE, t->expected == NULL ? "" : t->child->carer[0].family);
	batch_text(BATCH_EPISODE, t->expected == NULL ? date_iso(t->pool, t->child->born) : "");
	batch_text(BATCH_EPISODE, t->expected);
	batch_text(BATCH_EPISODE, fill_code("asked-by", !asked ? "" : e->checklist ? "PRACT" : "PARENT"));
	batch_text(BATCH_EPISODE, asked ? case_day(e, e->asked) : "");
	batch_text(BATCH_EPISODE, asked ? "Y" : "");
	batch_text(BATCH_EPISODE, t->searched_at);
	batch_text(BATCH_EPISODE, t->registered);
	batch_text(BATCH_EPISODE, t->started);
	batch_text(BATCH_EPISODE, t->completed);
	batch_text(BATCH_EPISODE, e->checklist && e->state != CONCERN ? t->decision :
	    e->harm ? "SAF" : "");
	batch_text(BATCH_EPISODE, case_done(e) ? t->level : "");
	batch_text(BATCH_EPISODE, case_done(e) ? t->next_step : "");
	batch_number(BATCH_EPISODE, t->registered == NULL || e->ended > 0 ? 0 : t->child->id);
	batch_text(BATCH_EPISODE, e->review_on);
}

void case_document(struct episode *e, const struct paper *p, const struct worker *by,
    const char *from, const char *completed)
{
	batch_row(BATCH_DOCUMENT);
	batch_number(BATCH_DOCUMENT, p->id);
	batch_number(BATCH_DOCUMENT, e->record);
	batch_text(BATCH_DOCUMENT, p->form->name);
	batch_number(BATCH_DOCUMENT, p->form->version);
	batch_text(BATCH_DOCUMENT, from);
	batch_number(BATCH_DOCUMENT, by->id);
	batch_text(BATCH_DOCUMENT, completed);
	batch_number(BATCH_DOCUMENT, completed == NULL || completed[0] == '\0' ? 0 : by->id);
	batch_number(BATCH_DOCUMENT, p->revision);
	batch_text(BATCH_DOCUMENT, p->saved);
}

static void document_write(struct episode *e, const struct paper *p, const char *from,
    const char *completed)
{
	case_document(e, p, e->t.owner, from, completed);
}

/* -- consent (modules/caf/sections.md 5.2, 5.3) -- */

static const char *basis(const struct episode *e, const char *giver)
{
	if (giver[0] == 'C' && giver[1] == 'H')
		return e->t.age >= 18 ? "ADULT" : e->t.age >= 16 ? "YOUNG" : "COMPETENT";
	return giver[0] == 'C' ? "ORDER" : e->t.expected != NULL ? "MOTHER" : "PR";
}

/* From 12 to 15 the judgement is recorded, whichever way it goes. */
static const char *competence(const struct episode *e, const char *why)
{
	if (strcmp(why, "COMPETENT") == 0)
		return "WHAT WHY WHO RESULT WEIGH Explained in own words what is written down, who reads "
		    "it and what follows from yes and no.";
	return e->t.age < 12 || e->t.age > 15 ? "" :
	    "Asked for the parent to decide, and could not say who would read it.";
}

static void consent(struct episode *e, const char *type, const char *answer, const char *service,
    const char *code, long days_ago, unsigned minutes)
{
	const char *giver = answer_giver(&e->t), *why = basis(e, giver);
	bool assess = strcmp(type, "C-ASSESS") == 0, child = giver[1] == 'H';

	batch_row(BATCH_CONSENT);
	batch_number(BATCH_CONSENT, e->record);
	batch_text(BATCH_CONSENT, fill_code("consent-type", type));
	batch_text(BATCH_CONSENT, answer);
	batch_text(BATCH_CONSENT, service);
	batch_text(BATCH_CONSENT, fill_code("consent-giver", giver));
	batch_text(BATCH_CONSENT, answer_giver_name(&e->t));
	batch_text(BATCH_CONSENT, child ? "U" : giver[0] == 'P' ? "Y" : "N");
	batch_text(BATCH_CONSENT, assess ? fill_code("consent-basis", why) : "");
	batch_text(BATCH_CONSENT, assess ? competence(e, why) : "");
	batch_text(BATCH_CONSENT, "Y");
	batch_text(BATCH_CONSENT, assess ? "Leaflet given and read together" : "");
	batch_text(BATCH_CONSENT, "");
	batch_text(BATCH_CONSENT, fill_code("consent-method", "VERBAL"));
	batch_text(BATCH_CONSENT, "");
	batch_text(BATCH_CONSENT, case_day(e, days_ago));
	batch_text(BATCH_CONSENT, "");
	batch_text(BATCH_CONSENT, strcmp(why, "ORDER") == 0 ?
	    "The order was seen; a copy is with the school." : "");
	batch_number(BATCH_CONSENT, e->t.owner->id);
	batch_text(BATCH_CONSENT, case_moment(e, days_ago, minutes));
	batch_number(BATCH_CONSENT, ++state.consent);
	batch_text(BATCH_CONSENT, code);
	batch_text(BATCH_CONSENT, e->state == WITHDRAWN ? case_moment(e, e->ended, AT_COMPLETE) : "");
}

static void consents_of_completion(struct episode *e)
{
	const char *organisation, *code;
	unsigned i;

	consent(e, "C-STORE", "Y", "", "", e->completed, AT_COMPLETE);
	if (!e->t.share)
		consent(e, "C-SHARE", "N", "", "", e->completed, AT_COMPLETE);
	for (i = 0; (organisation = answer_share(&e->t, i, &code)) != NULL; i++) {
		consent(e, "C-SHARE", "Y", pool_printf(e->t.pool, "%s, %s", lists_label("service", code,
		    e->t.f->iso_today), organisation), code, e->completed, AT_COMPLETE);
		if (e->shares < MEMBERS_MAX)
			e->share[e->shares++] = state.consent;
	}
}

/* -- forms -- */

static const char *paper_text(const struct paper *p, const char *field)
{
	return form_get(p->answers, (unsigned)form_field(p->form, field), 0);
}

/* What the program keeps for reports when a checklist is decided … */
static void prompts_write(const struct episode *e, const struct paper *p)
{
	const char *codes = paper_text(p, "vulnerabilities");
	size_t n;

	for (; codes[0] != '\0'; codes += n) {
		codes += strspn(codes, " ");
		n = strcspn(codes, " ");
		batch_row(BATCH_PROMPT);
		batch_number(BATCH_PROMPT, p->id);
		batch_text(BATCH_PROMPT, pool_strndup(e->t.pool, codes, n));
		batch_number(BATCH_PROMPT, e->record);
		batch_text(BATCH_PROMPT, case_day(e, e->asked));
	}
}

/* … and when an assessment is completed. */
static void assessed_write(const struct episode *e, const struct paper *p)
{
	unsigned box;

	batch_row(BATCH_ASSESSED);
	batch_number(BATCH_ASSESSED, p->id);
	batch_number(BATCH_ASSESSED, e->record);
	batch_text(BATCH_ASSESSED, e->t.completed);
	batch_text(BATCH_ASSESSED, e->t.level);
	batch_text(BATCH_ASSESSED, e->t.next_step);
	for (box = 1; box <= 19; box++) {
		const char *element = pool_printf(e->t.pool, "h%02u", box);

		if (paper_text(p, pool_printf(e->t.pool, "%s_needs", element))[0] == '\0' ||
		    strcmp(paper_text(p, pool_printf(e->t.pool, "%s_state", element)), "ENTERED") != 0)
			continue;
		batch_row(BATCH_NEED);
		batch_number(BATCH_NEED, p->id);
		batch_text(BATCH_NEED, pool_printf(e->t.pool, "H%02u", box));
	}
}

static const char *const decisions[] = { "NFA", "ONE", "SPE" };

static void checklist_make(struct episode *e)
{
	unsigned i, last = answer_checklist_n;
	struct telling *t = &e->t;
	struct paper p;
	bool done = e->state != CONCERN;

	if (!done && !e->harm)
		last = chance_between(t->c, 1, answer_checklist_n - 1);
	paper_start(&p, t->pool, state.checklist, t->f->iso_today, case_document_number());
	for (i = 0; i < last; i++) {
		answer_checklist[i].fill(t, &p);
		paper_save(&p, t->owner->id, case_moment(e, e->opened, AT_OPEN + 5 + 9 * i));
	}
	paper_check(&p, done);
	document_write(e, &p, case_moment(e, e->opened, AT_OPEN), done ? case_moment(e, e->asked, AT_ASK) : NULL);
	if (done)
		prompts_write(e, &p);
}

/* Second thoughts: what a history is for. */
static void reconsider(struct episode *e, struct paper *p)
{
	struct telling *t = &e->t;
	const struct worker *by = t->co == NULL ? t->owner : t->co;
	const char *needs = pool_printf(t->pool, "h%02u_needs", t->theme->box + 1);
	const char *text = form_get(p->answers, (unsigned)form_field(p->form, needs), 0);

	if (text[0] == '\0')
		return;
	paper_put(p, needs, 0, pool_printf(t->pool, "%s This has become somewhat better since the "
	    "first visit.", text));
	paper_save(p, by->id, case_moment(e, e->completed > 0 ? e->completed : 1, AT_AGAIN));
	if (form_get(p->answers, (unsigned)form_field(p->form, "phone"), 0)[0] != '\0')
		paper_put(p, "phone", 0, pool_printf(t->pool, "01632 960%03u", chance_below(t->c, 1000)));
	paper_save(p, t->owner->id, case_moment(e, e->completed > 0 ? e->completed : 1, AT_AGAIN + 8));
}

static void assessment_make(struct episode *e)
{
	unsigned i, last = answer_assessment_n;
	struct telling *t = &e->t;
	bool done = case_done(e);
	long span = e->started - (done ? e->completed : 0);
	struct paper p;

	if (!done && !e->near)
		last = chance_between(t->c, 2, answer_assessment_n - 7);
	paper_start(&p, t->pool, state.assessment, t->f->iso_today, case_document_number());
	e->paper = p;
	answer_begin(t, &p);
	paper_save(&p, t->owner->id, case_moment(e, e->started, AT_FORM));
	for (i = 0; i < last; i++) {
		const struct worker *by = t->co != NULL && i % 3 == 2 ? t->co : t->owner;
		long then = case_weekday(t->f, e->started - span * (long)i / (long)answer_assessment_n);

		answer_assessment[i].fill(t, &p);
		paper_save(&p, by->id, case_moment(e, then > 0 ? then : 1, AT_SAVES + i * 13));
	}
	if (chance_in_1000(t->c, 350))
		reconsider(e, &p);
	if (!done && !e->near && chance_in_1000(t->c, 500))
		answer_half(t, &p, t->owner->id, case_moment(e, 1, AT_HALF));
	paper_check(&p, done);
	document_write(e, &p, case_moment(e, e->started, AT_FORM),
	    done ? case_moment(e, e->completed, AT_COMPLETE) : NULL);
	if (done)
		assessed_write(e, &p);
}

void case_harm(struct episode *e, long days_ago, bool done)
{
	struct telling *t = &e->t;
	struct paper p;
	unsigned i;

	paper_start(&p, t->pool, state.harm, t->f->iso_today, case_document_number());
	for (i = 0; i < answer_harm_n; i++) {
		answer_harm[i].fill(t, &p);
		paper_save(&p, t->owner->id, case_moment(e, days_ago, AT_HARM + 6 + 6 * i));
	}
	paper_check(&p, done);
	document_write(e, &p, case_moment(e, days_ago, AT_HARM),
	    done ? case_moment(e, days_ago, AT_HARM + 40) : NULL);
	if (done) {
		batch_row(BATCH_REFERRAL);
		batch_number(BATCH_REFERRAL, p.id);
		batch_number(BATCH_REFERRAL, e->record);
		batch_text(BATCH_REFERRAL, t->opened);
		batch_number(BATCH_REFERRAL, t->owner->id);
		batch_text(BATCH_REFERRAL, case_moment(e, days_ago, AT_HARM + 40));
	}
	case_event(e, case_moment(e, days_ago, AT_HARM), "harm.open",
	    "Section K opened: concern about significant harm", false);
}

/* -- the way of a case, step by step (modules/caf/sections.md 4.2) -- */

static void step_open(struct episode *e)
{
	e->t.opened = case_day(e, e->opened);
	case_person(e, e->t.owner, "OWNER", case_moment(e, e->opened, AT_OPEN), "");
	if (e->checklist) {
		case_event(e, case_moment(e, e->opened, AT_OPEN), "checklist.start", "{Checklist} started", false);
		e->moves = 0;		/* the record was made so */
		checklist_make(e);
	}
	if (e->harm)
		case_harm(e, e->opened, false);
}

static void step_ask(struct episode *e)
{
	case_event(e, case_moment(e, e->asked, AT_ASK), "consent.ask", "Family is to be asked for consent", false);
	if (!e->checklist)
		e->moves = 0;
}

static const char *reference_make(struct episode *e)
{
	struct date date = date_add_days(e->t.f->today, -e->registered);
	unsigned i, number;

	for (i = 0; i < YEARS_MAX - 1 && state.sequence[i].year != 0 &&
	    state.sequence[i].year != date.year; i++)
		;
	state.sequence[i].year = date.year;
	number = ++state.sequence[i].last;
	if (number == ELLAS_NUMBER)
		number = ++state.sequence[i].last;
	if (e->t.child->id == 1)
		number = ELLAS_NUMBER;
	return pool_printf(e->t.pool, "CAF-%s-%d-%06u/1", e->t.f->authority, date.year, number);
}

static void step_register(struct episode *e)
{
	struct telling *t = &e->t;

	consent(e, "C-ASSESS", "Y", "", "", e->registered, AT_CONSENT);
	t->registered = case_day(e, e->registered);
	t->reference = reference_make(e);
	case_event(e, case_moment(e, e->registered, AT_CONSENT), "register", "{Common assessment} registered", true);
	case_involvement(e, t->owner, "CAF", "{Common assessment} under way", t->registered,
	    case_done(e) ? case_day(e, e->completed) : "");
	if (e->state != REGISTERED || e->record % 2 == 0) {
		t->searched_at = case_moment(e, e->registered, AT_SEARCH);
		case_event(e, t->searched_at, "search", "Checked for an existing assessment", false);
	}
	case_deadline(e, "T1", case_day(e, e->asked), case_met(e, t->searched_at));
	case_deadline(e, "T2", t->registered, case_met(e, case_done(e) ?
	    case_moment(e, e->completed, AT_COMPLETE) : ""));
	case_deadline(e, "T3", t->registered, case_met(e, case_done(e) && t->copy ?
	    case_moment(e, e->completed, AT_COMPLETE) : ""));
}

static void step_start(struct episode *e)
{
	struct telling *t = &e->t;

	t->started = case_day(e, e->started);
	if (case_done(e))
		t->completed = case_day(e, e->completed);
	case_event(e, case_moment(e, e->started, AT_FORM), "form.start", "Assessment form started", false);
	/* By closure it is met, whatever else is dropped (4.3). */
	case_deadline(e, "T7", t->started, case_met(e, case_end_moment(e)));
	if (t->co != NULL)
		case_person(e, t->co, "COA", case_moment(e, e->started, AT_FORM), "");
	assessment_make(e);
}

static void attempts_make(struct episode *e)
{
	static const struct { const char *means, *note; } tries[] = {
		{ "PHONE", "No answer; no message could be left." },
		{ "TEXT", "Asked to ring back when it suits." }
	};
	size_t i;

	for (i = 0; i < COUNT(tries); i++) {
		long then = case_weekday(e->t.f, e->completed - 2 * (long)(i + 1));

		if (then < 1)
			return;
		batch_row(BATCH_ATTEMPT);
		batch_number(BATCH_ATTEMPT, e->record);
		batch_text(BATCH_ATTEMPT, case_day(e, then));
		batch_text(BATCH_ATTEMPT, fill_code("attempt-means", tries[i].means));
		batch_text(BATCH_ATTEMPT, tries[i].note);
		batch_number(BATCH_ATTEMPT, e->t.owner->id);
		batch_text(BATCH_ATTEMPT, case_moment(e, then, AT_COMPLETE));
	}
}

/* L2 and 5.6: all parts but those that are not to be shared. */
static const char *copy_parts(const struct episode *e)
{
	const struct session kept = { .roles = form_get(e->paper.answers,
	    (unsigned)form_field(e->paper.form, "excluded_parts"), 0) };
	const struct codelist *all = lists_find("assessment-part");
	const char *parts = "";
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->codes[i].code, "K") != 0 && !session_role(&kept, all->codes[i].code))
			parts = pool_printf(e->t.pool, "%s%s%s", parts, parts[0] == '\0' ? "" : " ",
			    all->codes[i].code);
	return parts;
}

static void copies_log(struct episode *e)
{
	const char *organisation, *code;
	struct date day;
	unsigned i;

	if (!e->t.copy || !date_parse(e->t.completed, &day))
		return;
	for (i = 0; i < 2 && (organisation = answer_share(&e->t, i, &code)) != NULL; i++)
		case_share(e, &(struct shared){ .at = date_utc(e->t.pool, date_from_london(day, 0, 0)),
		    .person = "", .agency = organisation, .service = code,
		    .what = "Copy of the assessment", .parts = copy_parts(e), .purpose = "",
		    .method = "MESSAGE", .written = case_moment(e, e->completed, AT_COMPLETE) });
}

void case_share(struct episode *e, const struct shared *s)
{
	batch_row(BATCH_SHARE);
	batch_number(BATCH_SHARE, e->record);
	batch_text(BATCH_SHARE, s->at);
	batch_text(BATCH_SHARE, s->person);
	batch_text(BATCH_SHARE, s->agency);
	batch_text(BATCH_SHARE, s->service);
	batch_text(BATCH_SHARE, s->what);
	batch_text(BATCH_SHARE, s->parts);
	batch_text(BATCH_SHARE, s->purpose);
	batch_text(BATCH_SHARE, fill_code("share-method", s->method));
	batch_number(BATCH_SHARE, e->t.owner->id);
	batch_text(BATCH_SHARE, s->written);
}

static void step_complete(struct episode *e)
{
	struct telling *t = &e->t;

	consents_of_completion(e);
	copies_log(e);
	case_event(e, case_moment(e, e->completed, AT_COMPLETE), "complete", "{Common assessment} completed", true);
	case_involvement(e, t->owner, "CAF", "{Common assessment} held", t->completed,
	    e->ended > 0 ? case_day(e, e->ended) : "");
	/* Confirmed at a review, or dropped with the case. */
	case_deadline(e, "T12", t->completed, case_met(e, e->ended > 0 ? "" : review_signed(e)));
	if (strcmp(t->next_step, "TAC") == 0)
		case_deadline(e, "T4", t->completed, case_met(e, e->agreed > 0 ?
		    case_moment(e, e->agreed, AT_MINUTES) : ""));
	if (strcmp(t->next_step, "NFA") != 0)
		case_deadline(e, "T5", t->completed, (struct fate){ "", e->agreed > 0 ?
		    case_moment(e, e->agreed, AT_MEETING) : case_end_moment(e) });
	if ((e->state == COMPLETED || e->state == SINGLE) && e->record % 4 == 0)
		attempts_make(e);
}

static void steps(struct episode *e)
{
	step_open(e);
	if (e->state == ENDED)
		case_event(e, case_moment(e, e->asked, AT_ASK), "checklist.end",
		    "{Checklist} ended without a {common assessment}", false);
	if (e->state == CONCERN || e->state == ENDED)
		return;
	step_ask(e);
	if (e->state == REFUSED) {
		consent(e, "C-ASSESS", "N", "", "", e->asked, AT_REFUSE);
		case_event(e, case_moment(e, e->asked, AT_REFUSE), "consent.refuse", "Consent not given", false);
	}
	if (e->state == REFUSED || e->state == SOUGHT) {
		case_deadline(e, "T1", case_day(e, e->asked), (struct fate){ "", e->state == REFUSED ?
		    case_moment(e, e->asked, AT_REFUSE) : "" });
		return;
	}
	step_register(e);
	if (e->state == REGISTERED)
		return;
	step_start(e);
	if (!case_done(e))
		return;
	step_complete(e);
	plan_steps(e);
}

/* -- who holds it, and since when -- */

static bool works_with(const struct worker *w, unsigned age)
{
	static const char *const early = "HV EYP MID SLT FAM VOL HOU";
	static const char *const pupil = "SCH SN SLT FAM EWO EPS VOL HOU CAM CSC";
	static const char *const teen = "SCH SN FAM EWO EPS YTH YOT POL SMS HOU CAM CSC";

	return w->standing && worker_is(w, "PRA") && w->service[0] != '\0' &&
	    strcmp(w->login, "gpike") != 0 &&
	    strstr(age < 5 ? early : age < 12 ? pupil : teen, w->service) != NULL;
}

/* Some people are in every guide, so they have more to show; but nobody has more
 * than a person can work on. */
static const struct worker *owner_choose(struct telling *t)
{
	const struct workers *all = &t->f->workers;
	const struct worker *w = worker_find(all, t->age < 5 ? "thale" : "pnair");
	bool demo = state.made <= DEMO_CASES;
	unsigned tries;

	if (state.made <= GUIDE_CASES && w != NULL && w->standing && chance_in_1000(t->c, 280))
		return w;
	for (tries = 0; tries < 100000; tries++) {
		w = &all->worker[chance_below(t->c, all->n)];
		if (works_with(w, t->age) && !(demo && worker_extra(w)))
			return w;
	}
	fill_refuse("no account may hold the case of a child of %u", t->age);
}

static const struct worker *co_choose(const struct telling *t)
{
	unsigned i;

	for (i = 0; i < t->f->workers.n; i++) {
		const struct worker *w = &t->f->workers.worker[i];

		if (w != t->owner && w->standing && worker_is(w, "COA") &&
		    (w->team == t->owner->team || i % 3 == t->child->id % 3))
			return w;
	}
	return NULL;
}

static const char *level_choose(struct telling *t)
{
	return chance_in_1000(t->c, 70) ? "N0" : t->theme->level;
}

static void ending_choose(struct telling *t)
{
	t->level = level_choose(t);
	t->share = chance_in_1000(t->c, 820);
	t->next_step = strcmp(t->level, "N0") == 0 ? "NFA" :
	    t->share && chance_in_1000(t->c, 700) ? "TAC" : "ONE";
}

/* Days ago of each step, so that some dates are over, some near, some far. */
static void days_choose(struct episode *e)
{
	struct chance *c = e->t.c;
	const struct fill *f = e->t.f;

	switch (e->state) {
	case COMPLETED: e->completed = chance_between(c, 2, 62); break;
	case ASSESSING: e->completed = 0; break;
	default: e->completed = 1; break;
	}
	if (e->state > COMPLETED && case_done(e))
		plan_days(e);
	e->completed = e->completed == 0 ? 0 : case_weekday(f, e->completed);
	e->started = case_weekday(f, e->completed + (long)chance_between(c, 2, 19));
	e->registered = case_weekday(f, e->started + (long)chance_below(c, 3));
	if (e->state == REGISTERED)
		e->registered = case_weekday(f, chance_between(c, 1, 14));
	e->asked = e->state < REGISTERED || e->state > MOVED ?
	    (long)chance_between(c, 1, 35) : e->registered + (long)chance_between(c, 0, 4);
	e->asked = case_weekday(f, e->asked);
	e->opened = case_weekday(f, e->asked + (long)chance_below(c, 5));
}

/* An owner at a school has pupils of that school. */
static void school_fit(struct child *child, const struct worker *owner)
{
	unsigned i;

	for (i = 0; i < child->services; i++)
		if (strcmp(child->service[i].code, owner->service) == 0 &&
		    child->service[i].until[0] == '\0')
			child->service[i].organisation = owner->agency;
}

static void telling_begin(const struct fill *f, struct pool *pool, struct chance *c,
    const struct child *child, struct telling *t)
{
	chance_start(c, f->seed ^ 0x5eed, state.made);
	*t = (struct telling){ .f = f, .pool = pool, .c = c, .child = child,
	    .age = child_age(f, child), .decision = "CAF" };
	t->theme = story_theme(c, t->age);
	t->child_signs = t->age >= 16 || child->carers == 0 ||
	    (t->age >= 12 && chance_in_1000(c, 400));
	t->copy = chance_in_1000(c, 750);
	ending_choose(t);
}

/* What kind of case, now that its owner is known. */
static void kind_choose(struct episode *e)
{
	struct telling *t = &e->t;

	e->checklist = e->state == CONCERN || e->state == ENDED || chance_in_1000(t->c, 600);
	e->restricted = chance_in_1000(t->c, 50);
	if (e->state == ENDED)
		t->decision = decisions[state.decisions++ % COUNT(decisions)];
	if (e->state == CONCERN && state.harms++ % 6 == 3 && t->age >= 5) {
		e->harm = true;
		t->decision = "SAF";
	}
	if (e->state == SINGLE)
		t->next_step = "ONE";
	else if (e->state > SINGLE && case_done(e)) {
		t->next_step = "TAC";
		t->share = true;
	}
	if (e->state > COMPLETED && case_done(e) && strcmp(t->level, "N0") == 0)
		t->level = t->theme->level;
	if ((e->state == ASSESSING || case_done(e)) && chance_in_1000(t->c, 280))
		t->co = co_choose(t);
}

static void episode_make(struct episode *e)
{
	struct telling *t = &e->t;

	e->record = ++state.record;
	e->handle = chance_handle(t->c, t->pool);
	steps(e);
	record_write(e);
	episode_write(e);
}

static enum state state_choose(const struct telling *t)
{
	/* The rarest in turn too, so that the smallest fill has them. */
	static const enum state rare[] = { WITHDRAWN, MOVED, REFUSED };
	unsigned *turn = &state.turn[t->owner - t->f->workers.worker];

	if (state.made % RARE_EVERY == 0)
		return rare[state.made / RARE_EVERY % COUNT(rare)];
	return wheel[(*turn)++ % COUNT(wheel)];
}

/* Ella Booth has a completed assessment with Priya Nair and a team to be made;
 * Leo Marsh's is a draft that lacks no answer but a consent to share. */
static void named_make(struct episode *e, bool ella)
{
	struct telling *t = &e->t;
	struct date october = { 2026, 10, 5 };
	long since = date_days(october, t->f->today);

	t->owner = worker_find(&t->f->workers, "pnair");
	if (t->owner == NULL)
		return;
	e->state = ella ? COMPLETED : ASSESSING;
	days_choose(e);
	e->checklist = true;
	e->near = !ella;
	t->child_signs = false;
	t->share = ella;
	t->level = "N2";
	t->next_step = "TAC";
	if (!ella)
		e->started = e->registered = e->asked = e->opened = since > 0 ? since : 30;
	episode_make(e);
}

static bool due(const struct fill *f, const struct child *child)
{
	unsigned long long so_far = child->id * f->assessments / f->children;

	return state.made < so_far && !child->shielded && !child->unlinked && child->died[0] == '\0' &&
	    child->place.line1[0] != '\0' && child->id > 17 && child_age(f, child) < 19;
}

void case_seen(const struct fill *f, struct pool *pool, struct child *child)
{
	bool ella = child->id == 1, leo = child->id == 13;
	struct episode e = { 0 };
	struct chance c;

	if (f->assessments == 0 || (!due(f, child) && !ella && !leo))
		return;
	state.made++;
	telling_begin(f, pool, &c, child, &e.t);
	e.subject = pool_printf(pool, "%s %s", child->given, child->family);
	if (ella || leo) {
		named_make(&e, ella);
		return;
	}
	e.t.owner = owner_choose(&e.t);
	e.state = state_choose(&e.t);
	school_fit(child, e.t.owner);
	days_choose(&e);
	kind_choose(&e);
	episode_make(&e);
}

/* -- about nobody in the index -- */

static void unborn_make(const struct fill *f)
{
	struct child *baby = pool_new(f->pool, struct child);
	struct episode e = { 0 };
	struct chance c;

	*baby = (struct child){ .given = "", .family = "Smith", .sex = "U", .nhs = "", .upn = "",
	    .ethnicity = "WBRI", .language = "en", .born = f->today, .carers = 1,
	    .place = { "14 Chandler Street", "FY2 4HD", "" }, .number = "" };
	baby->carer[0] = (struct carer){ "Ann", "Smith", "MOT", "Y", "01632 960240", true };
	telling_begin(f, f->pool, &c, baby, &e.t);
	e.t.owner = worker_find(&f->workers, "thale");
	if (e.t.owner == NULL)
		return;
	e.t.expected = date_iso(f->pool, date_add_days(f->today, 84));
	e.t.theme = &story_themes[story_themes_n - 2];	/* housing: nothing that a baby does */
	e.t.child_signs = false;
	e.subject = "unborn baby of Ann Smith";
	e.state = ASSESSING;
	days_choose(&e);
	e.checklist = false;
	episode_make(&e);
}

void case_end(const struct fill *f)
{
	unsigned i;

	if (f->assessments == 0)
		return;
	state.made++;
	unborn_make(f);
	batch_flush();
	if (!db_begin(f->db, true))
		fill_refuse("the database cannot be reached");
	for (i = 0; i < YEARS_MAX && state.sequence[i].year != 0; i++)
		(void)db_write(f->db, &sql[SEQUENCE_ADD], f->authority,
		    (unsigned long long)state.sequence[i].year, (unsigned long long)
		    (state.sequence[i].last < ELLAS_NUMBER ? ELLAS_NUMBER : state.sequence[i].last));
	if (!db_commit(f->db))
		fill_refuse("the case numbers could not be written");
}
