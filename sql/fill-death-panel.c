#include <string.h>

#include "../modules/lscb/age-rules.h"
#include "../modules/lscb/pack-rules.h"
#include "fill-death.h"
#include "lists.h"
#include "secret.h"
#include "str.h"
#include "text.h"

/* The draft analysis, the pack, the panel's analysis, and what follows from it. */

/* What comes of a category: a factor in the child, and those that could be changed, by
 * the domain they stand in; of set L and of set C. */
static const struct { struct { const char *child, *other[2]; } set[2]; } factors[11] = {
	[1] = { { { "A9", { "C2", "B6" } }, { "CA7", { "CB8", "CB7" } } } },
	[2] = { { { "A10", { "B8", "D1" } }, { "CA9", { "CB12", "CD4" } } } },
	[3] = { { { "A12", { "C1", "B5" } }, { "CA10", { "CB9", "CC4" } } } },
	[4] = { { { "A5", { "D1", "D2" } }, { "CA3", { "CD1", "CD13" } } } },
	[5] = { { { "A1", { "D1", "D2" } }, { "CA2", { "CD1", "CD3" } } } },
	[6] = { { { "A5", { "D2", "B5" } }, { "CA3", { "CD13", "CC3" } } } },
	[7] = { { { "A9", { "B11", "D1" } }, { "CA11", { "CB10", "CD5" } } } },
	[8] = { { { "A1", { "B4", "D2" } }, { "CA1", { "CB1", "CD3" } } } },
	[9] = { { { "A1", { "D1", "B5" } }, { "CA2", { "CD1", "CC3" } } } },
	[10] = { { { "A1", { "B7", "B3" } }, { "CA2", { "CC1", "CB2" } } } },
};

static const char *const domains[2][4] = { { "child", "family", "parenting", "service" },
	{ "child", "social", "physical", "service" } };

struct row {
	const char *code;
	unsigned domain, influence;
	bool modifiable;
};

static bool modern(const struct death *d)
{
	return d->fact.set[0] == 'C';
}

static void row_add(const struct death *d, struct row *rows, unsigned *n, const char *code,
    unsigned influence, bool modifiable)
{
	char letter = code[modern(d) ? 1 : 0];

	rows[(*n)++] = (struct row){ code, (unsigned)(letter - 'A'), influence, modifiable };
}

/* What the grid says: the conclusion follows from it. */
static unsigned rows_choose(const struct death *d, struct row rows[3])
{
	const unsigned category = d->fact.category, luck = d->plan->number % 10;
	const char *const *other = factors[category].set[modern(d)].other;
	bool m = d->fact.conclusion[0] == 'M';
	unsigned n = 0;

	row_add(d, rows, &n, factors[category].set[modern(d)].child, 2, false);
	if (m || luck < 4 || category == 1)
		row_add(d, rows, &n, other[0], m || category == 1 ? 2 : 1, m);
	if (m && luck < 5)
		row_add(d, rows, &n, other[1], 2, luck < 3);
	return n;
}

static void domain_put(struct death *d, struct paper *p, unsigned domain, const struct row *rows,
    unsigned n)
{
	const char *name = domains[modern(d)][domain];
	unsigned i, item = 0, most = 1;

#define FIELD(suffix)	pool_printf(d->pool, "%s_" suffix, name)
	for (i = 0; i < n; i++)
		if (rows[i].domain == domain)
			item++;
	paper_offer(p, FIELD("narrative"), 0, item == 0 ? "Nothing in this domain stood out." :
	    "What the reports say of this domain was laid side by side and discussed.");
	paper_offer(p, FIELD("listed"), 0, item == 0 ? "N" : "L");
	for (i = 0, item = 0; i < n; i++)
		if (rows[i].domain == domain) {
			paper_offer(p, FIELD("factor"), ++item, rows[i].code);
			paper_offer(p, FIELD("present"), item, "Y");
			paper_offer(p, FIELD("influence"), item, pool_printf(d->pool, "%u", rows[i].influence));
			paper_offer(p, FIELD("modifiable"), item, rows[i].modifiable ? "Y" : "N");
			most = rows[i].influence > most ? rows[i].influence : most;
		}
	paper_offer(p, FIELD("overall"), 0, pool_printf(d->pool, "%u", most));
#undef FIELD
}

static bool recommends(const struct death *d)
{
	return d->fact.conclusion[0] == 'M' && d->plan->number % 4 == 0;
}

#define RECOMMENDED	"Give every new parent the same advice on this risk, and check after six months that " \
	"it was given."

static void conclusion_put(struct death *d, struct paper *p)
{
	const struct death_facts *x = &d->fact;
	bool odd = x->conclusion[0] == 'I' || (x->category == 8 && x->band[0] >= '3');

	paper_offer(p, "category", 0, pool_printf(d->pool, "%u", x->category));
	paper_offer(p, "secondary", 0, x->category < 9 && d->plan->number % 8 == 0 ? "9" : "");
	paper_offer(p, "conclusion", 0, x->conclusion);
	paper_offer(p, "modifiable_factors", 0, "As marked above.");
	paper_offer(p, "inadequate", 0, "Records of a body abroad could not be had.");
	if (odd)
		paper_offer(p, "looked_again", 0, "Looked at again: it stands.");
	if (!recommends(d) || !cd_happened(d->life.meets))
		return;
	paper_offer(p, "recommendation", 1, RECOMMENDED);
	paper_offer(p, "addressee", 1, "Sandmouth Community Health");
	paper_offer(p, "level", 1, "LOCAL");
	paper_offer(p, "lead", 1, "Head of children's nursing");
	paper_offer(p, "due", 1, death_day(d, d->life.meets - 150));
}

static struct paper *analysis_paper(struct death *d, const char *stage, const struct row *rows,
    unsigned n, long on)
{
	struct paper *p = death_paper(d, modern(d) ? "cdr-analysis" : "analysis");
	unsigned i;

	paper_offer(p, "identifier", 0, d->reference);
	paper_offer(p, "age", 0, lscb_age(d->pool, d->fact.born_on, d->fact.died_on));
	paper_offer(p, "sex", 0, d->fact.sex);
	paper_offer(p, "stage", 0, stage);
	paper_offer(p, "attended", 0, "PHC PAED CSC");
	paper_offer(p, "attended_agency", 1, "GP");
	paper_offer(p, "documents", 0, "The agencies' reports, laid side by side.");
	paper_offer(p, "cause", 0, "As certified, and as the post-mortem found where there was one.");
	paper_offer(p, "summary", 0, "The child died as the reports describe. Care before and after was discussed.");
	for (i = 0; i < 4; i++)
		domain_put(d, p, i, rows, n);
	conclusion_put(d, p);
	if (stage[0] == 'P') {
		paper_offer(p, "reviewed_on", 0, death_day(d, on));
		paper_offer(p, "signed_by", 0, d->staff->chair->name);
		paper_offer(p, "signed_on", 0, death_day(d, on));
	}
	paper_fill(p, d->c, 780, death_day(d, on), "None");
	paper_check(p, true);
	paper_save(p, d->owner->id, death_moment(d, on, 280));
	return p;
}

static void analysis_write(struct death *d, const char *stage, unsigned number, long on)
{
	unsigned long long id = death_number();
	struct row rows[3];
	unsigned n = rows_choose(d, rows), i;
	struct paper *p = analysis_paper(d, stage, rows, n, on);
	bool panel = stage[0] == 'P', over = panel || cd_happened(d->life.meets);

	if (!panel)
		d->draft = p;
	death_document(d, p, number, on, d->owner, over ? death_moment(d, d->life.meets, 285) : "");
	batch_put(BATCH_CD_ANALYSIS, "uuusuuu" "ss" "uss", id, d->record, (unsigned long long)number, stage,
	    p->id, panel ? death_meeting_of(d->life.last)->id : 0ULL, (unsigned long long)d->fact.category,
	    form_get(p->answers, (unsigned)form_field(p->form, "secondary"), 0), d->fact.conclusion, panel ?
	    d->staff->chair->id : 0ULL, panel ? death_moment(d, on, 400) : "", panel ? death_day(d, on) : "");
	for (i = 0; i < n; i++)
		batch_put(BATCH_CD_FACTOR, "ussuss", id, rows[i].code, "Y", (unsigned long long)rows[i].influence,
		    rows[i].modifiable ? "Y" : "N", "");
	death_event(d, d->owner, on, 279, "analysis", panel ? "The panel's analysis was begun" :
	    "A draft analysis was begun");
}

/* -- the pack (5.3) -- */

/* A line end within it is U+2028. */
static void said(struct str *s, const char *key, const char *value)
{
	if (value[0] == '\0')
		return;
	str_printf(s, "r%s\t", key);
	for (; *value != '\0'; value++)
		*value == '\n' ? str_add(s, "\u2028") : str_addc(s, *value);
	str_addc(s, '\n');
}

static void cover_put(struct death *d, struct str *s)
{
	const struct death_facts *x = &d->fact;

#define WORD(list, code)	lists_label("lscb-" list, code, d->f->iso_today)
	str_add(s, "1Cover sheet\n");
	said(s, "Identifier", d->reference);
	said(s, "Age at death", lscb_age(d->pool, x->born_on, x->died_on));
	said(s, "Sex", WORD("sex", x->sex));
	said(s, "Ethnic group", lists_label("lscb-ethnic", x->ethnicity, d->f->iso_today));
	said(s, "Expected or unexpected", WORD("expected", x->expected));
	said(s, "Kind of place of death", WORD("place", x->place));
	said(s, "Kind of place of the event", WORD("place", x->place_event));
	said(s, "Category proposed", WORD("category", pool_printf(d->pool, "%u", x->category)));
#undef WORD
}

/* Questions of a form with an answer, where nothing in them says who somebody is; below the
 * form's heading, where there is one to put it above. */
static void answer_put(struct death *d, struct str *s, const char *heading,
    const struct form_field *f, const char *value, const struct form_section **last)
{
	if (f->group != NULL || f->system || value[0] == '\0' || f->field.read != NULL ||
	    strcmp(f->section->name, "reporting") == 0 || strcmp(f->section->name, "report") == 0)
		return;
	if (*last == NULL)
		str_printf(s, "1%s\n", heading);
	if (f->section != *last)
		str_printf(s, "2%s\n", f->section->title);
	*last = f->section;
	said(s, f->field.label, field_show(d->pool, &f->field, value));
}

/* What differs was settled for the fuller record. */
static void report_put(struct death *d, struct str *s, const struct form *form)
{
	const struct form_section *last = NULL;
	unsigned i;

	for (i = 0; form != NULL && i < form->fields; i++) {
		struct collation c = death_collated(d, form, i);

		answer_put(d, s, form->title, &form->field[i], c.how == COLLATION_CONFLICT ?
		    pool_strndup(d->pool, c.value, strcspn(c.value, "\n")) : c.value, &last);
	}
}

static void draft_put(struct death *d, struct str *s)
{
	const struct form_section *last = NULL;
	unsigned i;

	for (i = 0; d->draft != NULL && i < d->draft->form->fields; i++)
		answer_put(d, s, "Draft analysis of the local discussion", &d->draft->form->field[i],
		    form_get(d->draft->answers, i, 0), &last);
}

static const char *pack_body(struct death *d)
{
	struct str s;
	unsigned i;

	str_init(&s, d->pool);
	cover_put(d, &s);
	str_add(&s, "p" LSCB_PACK_DAYS "\n");
	for (i = 0; i < d->papers; i++)
		report_put(d, &s, death_report(d, i));
	draft_put(d, &s);
	str_add(&s, "1Timeline\nrD-1\tBecame unwell in the evening.\n");
	return s.data;
}

/* 7.3: kept for three months after its meeting. */
static bool gone(const struct death *d, long meets)
{
	struct date by = date_add_months(d->f->today, -3);

	return cd_happened(meets) && strcmp(death_day(d, meets), date_iso(d->pool, by)) <= 0;
}

static void copies_write(struct death *d, unsigned long long pack, const struct death_meeting *m)
{
	const struct worker *readers[] = { d->staff->chair, d->staff->doctor, d->staff->lead };
	bool over = gone(d, m->on);
	unsigned i;

	for (i = 0; i < COUNT(readers); i++)
		if (cd_happened(m->papers - 3 - (long)i))
			batch_put(BATCH_CD_COPY, "uuuss", pack, (unsigned long long)i + 1, readers[i]->id,
			    death_moment(d, m->papers - 3 - (long)i, 300), over ? death_day(d, m->on - 93) : "");
}

static void pack_put(struct death *d, long ready, long listed, const struct death_meeting *m)
{
	const struct worker *second = d->owner == d->staff->cdc ? d->staff->other : d->staff->cdc;
	long issued = m == NULL ? CD_NEVER : m->papers < listed ? m->papers : listed - 1;
	bool out = cd_happened(issued), over = out && gone(d, m->on);
	const char *body = over ? "" : pack_body(d);
	unsigned long long id = death_number();
	unsigned char hash[SECRET_BYTES];

	if (!cd_happened(ready))
		return;
	secret_hash(body, strlen(body), hash);
	batch_put(BATCH_CD_PACK, "usuuss" "susus" "sss", id, chance_handle(d->c, d->pool), d->record, out ?
	    m->id : 0ULL, over ? "DESTROYED" : out ? "ISSUED" : "CONFIRMED", body, out ?
	    text_hex(d->pool, hash, sizeof(hash)) : "", d->owner->id, death_moment(d, ready, 300), second->id,
	    death_moment(d, ready, 330), out ? death_moment(d, issued, 310) : "", over ?
	    death_moment(d, m->on - 93, 10) : "", "");
	death_event(d, d->owner, ready, 300, "pack.built", "Pack built");
	death_event(d, d->owner, ready, 310, "pack.checked", "Marked words of the pack cleared");
	death_event(d, second, ready, 330, "pack.confirmed", "Pack confirmed by a second person");
	death_event(d, d->owner, issued, 310, "pack.issued", "Pack issued");
	if (over)
		death_event(d, d->owner, m->on - 93, 10, "pack.end", "Pack destroyed after the meeting");
	if (out)
		copies_write(d, id, m);
}

void death_pack_write(struct death *d)
{
	const struct death_life *l = &d->life;

	if (cd_happened(l->discussed))
		analysis_write(d, "D", 1, l->discussed);
	pack_put(d, l->ready, l->listed, cd_happened(l->listed) ? death_meeting_of(l->first >= 0 ? l->first :
	    l->last) : NULL);
	if (l->first >= 0 && cd_happened(l->answered))
		pack_put(d, l->answered, l->answered - 1, cd_happened(l->answered - 1) ?
		    death_meeting_of(l->last) : NULL);
}

/* -- the agenda -- */

static const char *block(const struct death *d, bool again)
{
	return again ? "ADJOURNED" : d->fact.band[0] == '1' ? "NEONATAL" : d->fact.expected[0] == 'E' &&
	    d->fact.conclusion[0] == 'N' && d->plan->number % 3 == 0 ? "FAST" : "NEW";
}

#define ASKED	"The hospital, in three weeks: was the guideline of the time followed?"

static void item_put(struct death *d, int meeting, long on, const char *outcome, const char *why,
    bool again, long gone_on)
{
	struct death_meeting *m = death_meeting_of(meeting);

	batch_put(BATCH_CD_ITEM, "uusu" "ssss" "uss", m->id, 600ULL + m->cases++, "CASE",
	    d->record, fill_code("lscb-block", block(d, again)), outcome[0] == '\0' ? "" :
	    "Presented and discussed; the panel was of one mind.", fill_code("lscb-outcome", outcome), why,
	    d->owner->id, death_moment(d, on, 350), gone_on == CD_NEVER ? "" : death_moment(d, gone_on, 200));
}

static void list_write(struct death *d)
{
	const struct death_life *l = &d->life;
	int meeting = l->first >= 0 ? l->first : l->last;

	if (!cd_happened(l->listed) || meeting < 0)
		return;
	if (l->unlisted != CD_NEVER) {
		death_step(d, d->owner, l->unlisted, 345, "listed", "Listed for a meeting", CD_LISTED);
		item_put(d, meeting, l->unlisted, "", "The agenda was too long", false, l->unlisted);
		death_step(d, d->owner, l->unlisted, 350, "unlisted", "Taken off the agenda", CD_READY);
	}
	death_step(d, d->owner, l->listed, 350, "listed", "Listed for a meeting", CD_LISTED);
	item_put(d, meeting, l->listed, cd_happened(l->deferred) ? "ADJOURNED" : cd_happened(l->meets) &&
	    l->first < 0 ? "COMPLETED" : "", cd_happened(l->deferred) ? ASKED : "", false, CD_NEVER);
	if (l->first < 0)
		return;
	death_step(d, d->staff->chair, l->deferred, 380, "deferred", "Adjourned by the panel", CD_ADJOURNED);
	death_task(d, "QUESTION", "The panel asks the hospital", death_day(d, l->deferred - 21), l->deferred,
	    l->answered);
	death_step(d, d->owner, l->answered, 340, "answered", "What the panel asked is answered", CD_READY);
	if (!cd_happened(l->answered - 1))
		return;
	death_step(d, d->owner, l->answered - 1, 350, "listed", "Listed for a meeting", CD_LISTED);
	item_put(d, l->last, l->answered - 1, cd_happened(l->meets) ? "COMPLETED" : "", "", true, CD_NEVER);
}

/* -- what follows -- */

static void action_put(struct death *d, unsigned long long recommendation)
{
	static const char *const stands[] = { "DONE", "DONE", "DONE", "PROGRESS", "OPEN", "ESCALATED",
		"WITHDRAWN", "DONE" };
	const struct death_life *l = &d->life;
	const char *status = l->meets < 90 ? l->meets % 2 == 0 ? "OPEN" : "PROGRESS" :
	    stands[chance_below(d->c, COUNT(stands))];
	bool done = strcmp(status, "DONE") == 0;
	long on = l->meets / 3 < 1 ? 1 : l->meets / 3;
	unsigned long long id = death_number();

	batch_put(BATCH_CD_ACTION, "ussuuusu" "ssssss" "us", id, chance_handle(d->c, d->pool),
	    death_series(d, 'A', l->meets), recommendation, d->record, death_meeting_of(l->last)->id, RECOMMENDED,
	    death_agency_of("HV", 0)->id, "Head of children's nursing", death_day(d, l->meets),
	    death_day(d, l->meets - 150), status, done ? "Leaflet in use on every ward; audit in the file." : "",
	    done ? death_day(d, on) : "", d->owner->id, death_moment(d, l->meets, 401));
	if (l->meets > 60)
		batch_put(BATCH_CD_UPDATE, "ussus", id, status, "Reported to the panel.", d->owner->id,
		    death_moment(d, on, 120));
}

static void recommend(struct death *d)
{
	const struct death_life *l = &d->life;
	unsigned long long id = death_number();
	bool answered = l->meets > 60 && chance_in_1000(d->c, 700);

	batch_put(BATCH_CD_RECOMMENDATION, "ussuusssss" "ssss" "us", id, chance_handle(d->c, d->pool),
	    death_series(d, 'R', l->meets), d->record, death_meeting_of(l->last)->id, RECOMMENDED,
	    "Sandmouth Community Health", "LOCAL", "Head of children's nursing", death_day(d, l->meets),
	    death_day(d, l->meets - 150), answered ?
	    fill_code("lscb-answer", "ACCEPTED") : "", answered ? death_day(d, l->meets / 2) : "", answered ?
	    "Agreed, and put into the plan of the year." : "",
	    d->owner->id, death_moment(d, l->meets, 400));
	action_put(d, id);
}

static void feedback_put(struct death *d, const char *to, long on, const char *text)
{
	if (!cd_happened(on))
		return;
	batch_put(BATCH_CD_FEEDBACK, "ussss" "sus", d->record, fill_code("lscb-feedback", to), death_day(d, on),
	    d->staff->key->name, text, "", d->owner->id, death_moment(d, on, 300));
	death_event(d, d->owner, on, 300, "feedback", pool_printf(d->pool, "Outcome: %s told",
	    lists_label("lscb-feedback", to, d->f->iso_today)));
}

static void end_write(struct death *d)
{
	const struct death_life *l = &d->life;

	feedback_put(d, "FAMILY", l->told, "What the panel concluded, and what is being done.");
	feedback_put(d, "AGENCIES", l->told, "The learning points.");
	death_step(d, d->owner, l->closed, 540, "closed", "Closed", CD_CLOSED);
	death_step(d, d->staff->chair, l->reopened, 200, "reopened", "Reopened", CD_GATHERING);
	death_event(d, d->staff->chair, l->reopened, 201, "reopened.why", "Why: a late finding");
}

void death_panel_write(struct death *d)
{
	const struct death_life *l = &d->life;

	list_write(d);
	if (!cd_happened(l->meets))
		return;
	analysis_write(d, "P", 2, l->meets);
	death_step(d, d->staff->chair, l->meets, 400, "completed", "Review completed", CD_COMPLETED);
	death_task(d, "NCMD-FINAL", "Mark the review as finalised in the national database", "", l->meets,
	    l->meets - 12);
	if (recommends(d))
		recommend(d);
	end_write(d);
}
