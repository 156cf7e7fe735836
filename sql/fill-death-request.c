#include <string.h>

#include "../modules/lscb/chase-rules.h"
#include "conf.h"
#include "fill-death.h"
#include "lists.h"

/* The agencies that are asked (3.3), what they report (2.4, 2.5), and what stands after
 * their answers were laid side by side. Of a hundred 12 come late, 5 say that they have
 * nothing, 2 are escalated (8.6). No text names anybody. */

static const char *const summaries[] = {
	"The child was seen by this service in the weeks before the death. Records show regular contact "
	    "and nothing that was missed.",
	"The child became unwell over two days. Help was called, and care was given without delay.",
	"The child was known for some time. Appointments were kept, and the family was supported.",
	"There was one contact in the last year. It led to advice and to no further visit.",
	"The child was in our care at the time. What was done is set out in the records that were read.",
	NULL };
static const char *const roles[] = { "Lead for safeguarding", "Named nurse", "Consultant", "Team manager",
	"Practice manager", NULL };

static void rules_get(struct chase_rules *rules)
{
	*rules = (struct chase_rules){ .due = (int)conf_number("lscb.request_days"),
	    .due_short = (int)conf_number("lscb.request_days_short"),
	    .step = { [CHASE_R1] = -(int)conf_number("lscb.request_r1_before"),
	    [CHASE_R2] = (int)conf_number("lscb.request_r2_after"),
	    [CHASE_R3] = (int)conf_number("lscb.request_r3_after"),
	    [CHASE_E1] = (int)conf_number("lscb.request_e1_after"),
	    [CHASE_E2] = (int)conf_number("lscb.request_e2_after") } };
}

static bool known_demo(const struct death_agency *a)
{
	return a->reporter != 0;
}

static void request_plan(struct death *d, struct death_request *q, const struct chase_rules *rules,
    bool open)
{
	struct date sent = date_add_days(d->f->today, -d->life.sent);
	unsigned luck = chance_below(d->c, 1000);
	long due;

	if (chase_due(rules, sent, d->fact.band[0] == '1', &q->due) == false)
		fill_refuse("the bank holidays of %d are not known", sent.year);
	due = date_days(q->due, d->f->today);
	q->nil = luck >= 950;
	q->waived = luck >= 930 && luck < 945;
	q->returned = luck < 20 ? due - 22 - (long)chance_below(d->c, 12) : luck < 120 ?
	    due - 1 - (long)chance_below(d->c, 18) : due + 1 + (long)chance_below(d->c, 12);
	q->returned = fill_weekday(d->f, q->returned < d->life.sent ? q->returned : d->life.sent - 1);
	if (open && known_demo(q->agency))
		q->returned = CD_NEVER;
	q->accepted = q->nil || q->waived ? q->returned : q->returned == CD_NEVER ? CD_NEVER :
	    fill_weekday(d->f, q->returned - 1 - (long)chance_below(d->c, 4));
}

long death_requests_plan(struct death *d)
{
	bool open = d->plan->turn >= 2 && d->plan->turn <= 6;
	struct chase_rules rules;
	long last = d->life.sent - 1;
	unsigned i;

	rules_get(&rules);
	death_agencies_choose(d);
	if (d->life.sent < -10)
		return CD_NEVER;
	for (i = 0; i < d->requests; i++) {
		request_plan(d, &d->request[i], &rules, open);
		if (d->request[i].accepted < last)
			last = d->request[i].accepted;
	}
	return last;
}

/* -- a report -- */

static void baby_put(const struct death *d, struct paper *p)
{
	bool early = d->fact.category == 8;

	if (d->fact.band[0] > '3')
		return;
	paper_offer(p, "birth_weight", 0, early ? "780" : "3150");
	paper_offer(p, "gestation_weeks", 0, early ? "25" : "38");
	paper_offer(p, "multiple", 0, "1");
	paper_offer(p, "maternal_bmi", 0, "27");
	paper_offer(p, "gravidity", 0, "2");
	paper_offer(p, "parity", 0, "1");
	paper_offer(p, "maternal_age", 0, "29");
	paper_offer(p, "booking_week", 0, "10");
}

static void chief_put(struct death *d, struct paper *p, const struct death_request *q)
{
	const struct death_facts *x = &d->fact;

	paper_offer(p, "child_born_on", 0, x->born_on);
	paper_offer(p, "child_died_on", 0, x->died_on);
	paper_offer(p, "child_nhs", 0, x->nhs);
	paper_offer(p, "child_sex", 0, x->sex);
	paper_offer(p, "child_name", 0, pool_printf(d->pool, "%s %s", x->given, x->family));
	paper_offer(p, "age_group", 0, death_form_age(d));
	paper_offer(p, "agency", 0, q->agency->type);
	paper_offer(p, "nil", 0, "N");
	if (!cd_happened(q->returned))
		return;
	paper_offer(p, "reporter", 0, q->agency->contact);
	paper_offer(p, "reporter_role", 0, chance_of(d->c, roles));
	paper_offer(p, "completed_on", 0, death_day(d, q->returned));
	paper_offer(p, "nil", 0, q->nil ? "Y" : "N");
	paper_offer(p, "summary", 0, chance_of(d->c, summaries));
	paper_offer(p, "place", 0, x->place);
	paper_offer(p, "place_event", 0, x->place_event);
	paper_offer(p, "events", 0, x->event);
	paper_offer(p, "expected", 0, x->expected);
	if (strcmp(x->ethnicity, "NOBT") != 0 && !lists_flag("ethnicity", x->ethnicity, "specify"))
		paper_offer(p, "ethnicity", 0, x->ethnicity);
	paper_offer(p, "plan", 0, x->plan);
	paper_offer(p, "statutory_order", 0, x->order);
	paper_offer(p, "looked_after", 0, x->looked_after);
	paper_offer(p, "asylum", 0, x->asylum);
	paper_offer(p, "abuse", 0, x->category == 1 ? "Y" : "N");
	paper_offer(p, "abuse_note", 0, "An inquiry of the police and of social care is under way.");
	paper_offer(p, "services_known", 0, "N");
	baby_put(d, p);
}

static void report_keep(struct death *d, struct paper *p, const struct death_request *q,
    unsigned long long request)
{
	if (q->nil || q->waived || d->papers == COUNT(d->paper))
		return;
	d->paper[d->papers] = p;
	d->source[d->papers] = request;
	d->role[d->papers++] = lists_label("lscb-agency", q->agency->type, d->f->iso_today);
}

static void report_write(struct death *d, const char *form, unsigned number,
    const struct death_request *q, unsigned long long request, bool chief)
{
	struct paper *p = death_paper(d, form);
	bool in = cd_happened(q->returned) && !q->waived;
	struct chance same;

	/* Most agencies say the same of a child. */
	chance_start(&same, d->plan->number, chance_in_1000(d->c, 120) ? number : 0);
	if (chief)
		chief_put(d, p, q);
	if (in) {
		if (!chief)
			paper_offer(p, "author", 0, q->agency->contact);
		paper_fill(p, &same, 780, death_day(d, q->returned), "Not recorded");
	}
	paper_check(p, in);
	paper_save(p, in && q->agency->reporter != 0 ? q->agency->reporter : d->owner->id,
	    death_moment(d, in ? q->returned : d->life.sent, 180));
	death_document(d, p, number, d->life.sent, d->owner, in && cd_happened(q->accepted) && !q->nil ?
	    death_moment(d, q->accepted, 301) : "");
	batch_put(BATCH_CD_FORM, "usu", request, form, p->id);
	if (in)
		report_keep(d, p, q, request);
}

static const char *supplementary(const struct death *d)
{
	const struct codelist *list = lists_find(d->fact.set[0] == 'C' ? "lscb-supplementary:set-c" :
	    "lscb-supplementary:set-l");
	size_t i;

	for (i = 0; i < list->n; i++)
		if (lists_flag("lscb-event", d->fact.event, pool_printf(d->pool, "form-%s",
		    list->codes[i].code)))
			return list->codes[i].code;
	return NULL;
}

/* -- its steps -- */

static void step_put(struct death *d, unsigned long long request, const char *code, const char *due,
    long done, long dropped, const char *to)
{
	batch_put(BATCH_CD_STEP, "usssssssu", request, fill_code("lscb-request-step", code), due,
	    cd_happened(done) ? death_moment(d, done, 181) : "", cd_happened(dropped) ?
	    death_moment(d, dropped, 182) : "", cd_happened(done) ? code[0] == 'E' ? "LETTER" : "EMAIL" : "",
	    cd_happened(done) ? to : "", cd_happened(done) ? death_day(d, done) : "", d->owner->id);
}

/* What had its day went out, but of the last days; the rest fell away with the report. */
static void ladder_write(struct death *d, unsigned long long request, const struct death_request *q,
    const struct chase_rules *rules)
{
	struct date day[CHASE__MAX];
	enum chase_step s;

	if (!chase_ladder(rules, q->due, day))
		fill_refuse("the bank holidays of a year are not known");
	for (s = 0; s < CHASE__MAX; s++) {
		long on = date_days(day[s], d->f->today);
		bool out = on >= q->returned && on > 3;

		step_put(d, request, chase_code(s), date_iso(d->pool, day[s]), out ? on : CD_NEVER,
		    out ? CD_NEVER : q->returned, q->agency->contact);
	}
}

static void event_put(struct death *d, const struct death_request *q, unsigned number, long on,
    const char *code)
{
	death_event(d, d->owner, on, 183, "request", pool_printf(d->pool, "Request %u, %s: %s", number,
	    lists_label("lscb-agency", q->agency->type, d->f->iso_today),
	    lists_label("lscb-request-step", code, d->f->iso_today)));
}

static void steps_write(struct death *d, unsigned long long request, const struct death_request *q,
    unsigned number, const struct chase_rules *rules)
{
	const char *came = q->waived ? "WAIVED" : q->nil ? "NIL" : "RETURNED";

	step_put(d, request, "SENT", "", d->life.sent, CD_NEVER, q->agency->contact);
	event_put(d, q, number, d->life.sent, "SENT");
	ladder_write(d, request, q, rules);
	if (!cd_happened(q->returned))
		return;
	step_put(d, request, came, "", q->returned, CD_NEVER, "");
	event_put(d, q, number, q->returned, came);
	if (!cd_happened(q->accepted) || q->nil || q->waived)
		return;
	step_put(d, request, "ACCEPTED", "", q->accepted, CD_NEVER, "");
	event_put(d, q, number, q->accepted, "ACCEPTED");
}

/* -- who of the agency sees it -- */

static void part_write(struct death *d, const struct death_request *q, unsigned long long account,
    const char *relation)
{
	bool over = cd_happened(q->accepted) || d->closed != CD_NEVER;

	if (account != 0 && !over)
		batch_put(BATCH_CD_PART, "uussuss", d->record, account, relation,
		    death_moment(d, d->life.sent, 184), d->owner->id, "", "/asked");
}

static void people_write(struct death *d, const struct death_request *q)
{
	if (!cd_happened(d->life.sent))
		return;
	part_write(d, q, q->agency->reporter, "REPORTER");
	part_write(d, q, q->agency->spoc, "SPOC");
	if (q->agency->reporter != 0 && !cd_happened(q->returned))
		batch_put(BATCH_CD_NOTICE, "uusss", d->record, q->agency->reporter,
		    "An agency report is asked of you", "/asked", death_moment(d, d->life.sent, 184));
}

/* -- one request -- */

static const char *status(const struct death *d, const struct death_request *q)
{
	if (!cd_happened(d->life.sent))
		return "NEW";
	if (!cd_happened(q->returned))
		return q->agency->reporter != 0 && d->plan->number % 2 == 0 ? "ACK" : "SENT";
	return q->waived ? "WAIVED" : q->nil ? "NIL" : cd_happened(q->accepted) ? "ACCEPTED" : "RETURNED";
}

/* As the columns of the statement. */
#define REQUEST_TYPES	"usuuuuu" "sssssssss" "uussus"

static void row_write(struct death *d, unsigned long long request, unsigned number,
    const struct death_request *q)
{
	const char *stands = status(d, q), *due = date_iso(d->pool, q->due);
	bool sent = cd_happened(d->life.sent), in = cd_happened(q->returned) && !q->waived;
	bool late = in && strcmp(death_day(d, q->returned), due) > 0;
	bool accepted = strcmp(stands, "ACCEPTED") == 0;

	batch_put(BATCH_CD_REQUEST, REQUEST_TYPES,
	    request, chance_handle(d->c, d->pool), d->record, (unsigned long long)number, q->agency->id, 0ULL,
	    q->agency->reporter, fill_code("lscb-request", stands), q->agency->reporter != 0 ||
	    q->agency->spoc != 0 ? "SCREEN" : "PAPER", sent ? death_day(d, d->life.sent) : "",
	    sent ? due : "", sent ? due : "", strcmp(stands, "ACK") == 0 ? death_day(d, d->life.sent - 1 < 1 ?
	    1 : d->life.sent - 1) : "", in ? death_day(d, q->returned) : "", in ? q->agency->contact : "",
	    accepted ? death_day(d, q->accepted) : "", accepted ? d->owner->id : 0ULL,
	    (unsigned long long)(in && q->nil), cd_happened(q->returned) && q->waived ?
	    "The records are with another agency that reports" : "", late ?
	    fill_code("lscb-request-late", "RECORDS") : "", d->owner->id,
	    death_moment(d, d->life.accepted, 120));
}

static void request_write(struct death *d, unsigned number, const struct chase_rules *rules)
{
	const struct death_request *q = &d->request[number - 1];
	const char *chief = d->fact.set[0] == 'C' ? "cdr-report" : "agency";
	unsigned long long request = death_number();
	const char *more = number == 1 ? supplementary(d) : NULL;

	row_write(d, request, number, q);
	if (!cd_happened(d->life.sent)) {
		batch_put(BATCH_CD_FORM, "usu", request, chief, 0ULL);
		return;
	}
	steps_write(d, request, q, number, rules);
	people_write(d, q);
	report_write(d, chief, number, q, request, true);
	if (more != NULL && !q->nil)
		report_write(d, more, number, q, request, false);
}

void death_requests_write(struct death *d)
{
	struct chase_rules rules;
	unsigned i;

	rules_get(&rules);
	if (cd_happened(d->life.accepted))
		for (i = 1; i <= d->requests; i++)
			request_write(d, i, &rules);
}

/* -- side by side -- */

static bool unknown(const struct field *f, const char *value)
{
	return (f->type == FIELD_CODE || f->type == FIELD_CODES) && (strcmp(value, "K") == 0 ||
	    strcmp(value, "NK") == 0 || strcmp(value, "NOBT") == 0 || (strcmp(value, "A") == 0 &&
	    strcmp(f->choices, "lscb-ynka") == 0));
}

static void cell_write(struct death *d, const struct form *form, const struct form_field *f,
    const struct collation *c)
{
	bool settled = c->how == COLLATION_CONFLICT && cd_happened(d->life.ready);
	long on = d->life.returned > 1 ? d->life.returned : 1;

	if (c->how == COLLATION_NONE)
		return;
	batch_put(BATCH_CD_COLLATED, "ussussusus", d->record, form->name, f->field.name, 0ULL, collation_code(c->how),
	    c->value, c->source, "", d->owner->id, death_moment(d, on, 302));
	if (settled)
		batch_put(BATCH_CD_COLLATED, "ussussusus", d->record, form->name, f->field.name, 0ULL, "CHOSEN",
		    pool_strndup(d->pool, c->value, strcspn(c->value, "\n")), 0ULL, "The fuller record",
		    d->owner->id, death_moment(d, on, 330));
}

struct collation death_collated(struct death *d, const struct form *form, unsigned field)
{
	const struct form_field *f = &form->field[field];
	struct collation_answer answer[COUNT(d->paper)];
	size_t n = 0;
	unsigned i;

	if (f->group != NULL || f->system || strcmp(f->section->name, "reporting") == 0 ||
	    strcmp(f->section->name, "report") == 0)
		return (struct collation){ .how = COLLATION_NONE, .value = "" };
	for (i = 0; i < d->papers; i++)
		if (d->paper[i]->form == form) {
			const char *value = form_get(d->paper[i]->answers, field, 0);

			answer[n++] = (struct collation_answer){ .role = d->role[i], .value = value,
			    .unknown = unknown(&f->field, value), .source = d->source[i] };
		}
	return collation_decide(d->pool, f->field.type == FIELD_MEMO, answer, n);
}

const struct form *death_report(const struct death *d, unsigned i)
{
	unsigned k;

	for (k = 0; k < i && d->paper[k]->form != d->paper[i]->form; k++)
		;
	return k == i ? d->paper[i]->form : NULL;
}

void death_collate(struct death *d)
{
	unsigned i, field;

	for (i = 0; i < d->papers; i++) {
		const struct form *form = death_report(d, i);

		for (field = 0; form != NULL && field < form->fields; field++) {
			struct collation c = death_collated(d, form, field);

			cell_write(d, form, &form->field[field], &c);
		}
	}
}
