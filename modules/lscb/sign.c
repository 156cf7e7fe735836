#include <string.h>

#include "analysis.h"
#include "date.h"
#include "lists.h"
#include "meeting.h"
#include "triage.h"
#include "review-rules.h"
#include "text.h"

/* T15: the chair signs the panel's analysis. From then on nothing of it changes; the
 * review is completed on the day of the meeting, or of the signature where the text was
 * circulated after it, and counts in that day's year for ever. */

enum { AGREED = 1, CIRCULATED };

const struct field lscb_sign_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "agreed", .type = FIELD_TICK, .required = true,
	  .label = "This is what the panel concluded" },
	{ .name = "circulated", .type = FIELD_TICK,
	  .label = "The text was circulated after the meeting, and I confirm it today",
	  .hint = "The review is then completed today, and not on the day of the meeting" },
	{ 0 }
};

/* What is to be signed. */
struct signing {
	struct record record;
	struct lscb_meeting meeting;
	struct lscb_item item;
	struct lscb_analysis analysis;
	struct casework_open open;
	const struct lscb_analysis_set *set;
	struct form_answers *answers;
};

#define LACKS_MAX	16

struct lacks {
	const char *text[LACKS_MAX];
	unsigned n;
};

static void add(struct lacks *l, const char *text)
{
	if (text != NULL && l->n < LACKS_MAX)
		l->text[l->n++] = text;
}

/* False: nothing that could be signed; the record is loaded by then. */
static bool find(struct request *r, struct signing *s)
{
	s->set = lscb_analysis_set(lscb_of(r)->form_set);
	if (!lscb_item_of(r, &s->record, &s->meeting, &s->item) ||
	    !lscb_analysis_find(r, &s->record, "P", &s->analysis) || s->analysis.signed_on != NULL ||
	    !document_find_number(r, &s->record, s->set->form, s->analysis.number, &s->open.document))
		return false;
	s->open.kind = lscb_kinds;
	while (strcmp(s->open.kind->name, s->set->form) != 0)
		s->open.kind++;
	s->open.record = s->record;
	s->open.page = (struct document_page){ .path = pool_printf(r->pool, "%s/%s-%u",
	    casework_path(r, &s->record), s->set->form, s->analysis.number) };
	s->answers = document_answers(r, &s->open.document);
	return true;
}

/* -- what keeps from it -- */

static const char *gates(struct request *r, const struct record *record)
{
	const char *open = lscb_gates_open(r, record, true);

	return open == NULL ? NULL : pool_printf(r->pool, "Still going on: %s.", open);
}

const char *lscb_chair_lacks(struct request *r, const struct lscb_meeting *m,
    unsigned long long record)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_CHAIR_FIND], &row, m->id, request_account(r)))
		return "You are not who chairs this meeting.";
	if (strcmp(db_text(&row, 1), "P") != 0)
		return "You are not recorded as present at this meeting.";
	if (lscb_in_conflict(r, m->id, record, request_account(r)))
		return "You have declared a conflict of interest on this case: the deputy chairs and signs or "
		    "adjourns.";
	return NULL;
}

static void lacks_find(struct request *r, const struct signing *s, struct lacks *l)
{
	struct quorum q;

	add(l, strcmp(s->meeting.meets_on, r->today) > 0 ? "The meeting is still to come." : NULL);
	add(l, lscb_meeting_open(&s->meeting) ? NULL : "The minutes of the meeting are closed.");
	add(l, lscb_chair_lacks(r, &s->meeting, s->record.id));
	lscb_quorum(r, &s->meeting, &s->record, &q);
	add(l, lscb_quorum_lacks(r, &q));
	add(l, gates(r, &s->record));
}

/* -- the page -- */

static void lacks_put(struct node *body, const struct lacks *l)
{
	struct node *list;
	unsigned i;

	(void)page_heading(body, 2, "It cannot be signed yet");
	list = node_add(body, "list");
	node_set(list, "kind", "bullet");
	for (i = 0; i < l->n; i++)
		(void)node_leaf(list, "item", l->text[i]);
}

static const char *shown(struct request *r, const struct signing *s, unsigned field)
{
	return field_show(r->pool, &s->answers->form->field[field].field, form_get(s->answers, field, 0));
}

static int sign_page(struct request *r, struct signing *s, int status)
{
	struct node *body = lscb_table_page(r, &s->record, "sign", "Sign the analysis"), *form, *sum;
	struct form_gap *gaps = casework_form_lacks(r, &s->open, s->answers);
	struct lacks l = { .n = 0 };

	lacks_find(r, s, &l);
	sum = node_add(body, "summary");
	(void)page_row(sum, "Category of death", shown(r, s, s->set->category));
	(void)page_row(sum, "Other categories", shown(r, s, s->set->secondary));
	(void)page_row(sum, "Conclusion", shown(r, s, s->set->conclusion));
	(void)page_row(sum, "Meeting of", page_day(r, s->meeting.meets_on));
	(void)page_link(body, "Read the whole analysis", NULL, "%s/check", s->open.page.path);
	if (l.n > 0)
		lacks_put(body, &l);
	if (gaps != NULL)
		casework_form_gaps(r, body, &s->open, gaps);
	if (l.n > 0 || gaps != NULL)
		return status == 200 ? 200 : 409;
	(void)page_para(body, "Once signed nothing of it can be changed. The review is then completed.");
	form = page_form(r, body, r->http->path);
	page_version(r, form, s->open.document.revision);
	(void)page_field(r, form, &lscb_sign_input[AGREED], NULL);
	if (strcmp(s->meeting.meets_on, r->today) < 0)
		(void)page_field(r, form, &lscb_sign_input[CIRCULATED], NULL);
	(void)page_button(page_buttons(form), "Sign", "primary", NULL, NULL);
	return status;
}

const char *lscb_sign_guard(struct request *r, const struct record *record)
{
	struct lscb_analysis analysis;
	struct lscb_meeting m;
	struct lscb_item item;

	if (!lscb_item_of(r, record, &m, &item))
		return NULL;
	if (strcmp(m.meets_on, r->today) > 0)
		return pool_printf(r->pool, "The analysis can be signed from the day of the meeting, %s.",
		    page_day(r, m.meets_on));
	return lscb_analysis_find(r, record, "P", &analysis) ? NULL :
	    "The panel's analysis was not begun.";
}

int lscb_sign_show(struct request *r)
{
	struct signing s;

	if (!casework_load(r, &s.record))
		return page_not_found(r);
	if (!casework_may(r, &s.record, LSCB_EVENT_SIGN))
		return casework_moved_on(r);
	if (!find(r, &s))
		return casework_not_yet(r, &s.record, "The panel's analysis was not begun.");
	return sign_page(r, &s, 200);
}

/* -- what follows from the signature -- */

/* C.22: where the minutes have it: by the case, as the order of the agenda may still change. */
static const char *minute_of(struct request *r, const struct signing *s)
{
	return pool_printf(r->pool, "Meeting of %s, %s", page_day(r, s->meeting.meets_on),
	    s->item.reference);
}

/* The day on which the review was completed. */
static const char *completed_on(struct request *r, const struct signing *s)
{
	return input_is(&r->input, "circulated", "Y") ? r->today : s->meeting.meets_on;
}

static void lock(struct request *r, struct signing *s)
{
	struct document_value value[] = { { s->set->signed_by, r->session->name },
	    { s->set->signed_on, r->today }, { s->set->reviewed_on, completed_on(r, s) },
	    { s->set->minute, minute_of(r, s) } };
	size_t n = sizeof(value) / sizeof(value[0]);

	document_fill(r, &s->open.document, value, s->set->minute == 0 ? n - 1 : n);
	(void)document_complete(r, &s->open.document);
	(void)db_write(r->db, &lscb_sql[LSCB_ANALYSIS_SIGN], s->meeting.id, request_account(r),
	    r->today, s->analysis.id);
	(void)db_write(r->db, &lscb_sql[LSCB_ITEM_OUTCOME], "COMPLETED", s->item.why, s->item.id);
}

static void complete(struct request *r, const struct signing *s)
{
	const char *on = completed_on(r, s);
	unsigned long long category = 0;
	struct date day;
	struct db_row row;
	bool review = db_find(r->db, &lscb_sql[LSCB_ANALYSIS_FACTS], &row, s->record.id) &&
	    db_number(&row, 5) != 0;

	(void)date_parse(on, &day);
	(void)text_number(form_get(s->answers, s->set->category, 0), &category);
	(void)db_write(r->db, &lscb_sql[LSCB_COMPLETE], on,
	    (unsigned long long)review_year(day), category, form_get(s->answers, s->set->conclusion, 0),
	    review ? "Y" : "N", s->record.id);
	deadline_met_on(r, &s->record, "REVIEW", on);
	deadline_met_on(r, &s->record, "PANEL", s->meeting.meets_on);
	task_new(r, &s->record, "NCMD-FINAL", "Mark the review as finalised in the national database", NULL);
}

/* C.18: each a recommendation; a local one with a lead is an action of theirs, too. */
static void recommend(struct request *r, const struct signing *s)
{
	const struct lscb_analysis_set *set = s->set;
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(s->answers,
	    s->answers->form->field[set->recommendation].group, items);

	for (i = 0; i < n; i++) {
		const char *due = form_get(s->answers, set->due, items[i]);
		const char *lead = form_get(s->answers, set->lead, items[i]);
		struct lscb_recommendation made = { .record = s->record.id, .meeting = s->meeting.id,
		    .text = form_get(s->answers, set->recommendation, items[i]), .lead = lead,
		    .addressee = set->addressee == 0 ? lead : form_get(s->answers, set->addressee, items[i]),
		    .level = form_get(s->answers, set->level, items[i]),
		    .due_on = due[0] == '\0' ? NULL : due };
		unsigned long long id = lscb_recommend(r, &made);

		if (lead[0] != '\0' && strcmp(made.level, "LOCAL") == 0)
			lscb_action_keep(r, &(struct lscb_action){ .recommendation = id,
			    .record = s->record.id, .meeting = s->meeting.id, .text = made.text, .lead = lead,
			    .due_on = made.due_on });
	}
}

/* C.19 */
static void refer(struct request *r, const struct signing *s)
{
	const struct lscb_analysis_referral *f;

	for (f = s->set->referral; f->to != NULL; f++)
		if (strcmp(form_get(s->answers, f->field, 0), "Y") == 0)
			lscb_refer(r, &s->record, f->to, strcmp(f->to, "SCR") == 0 &&
			    strcmp(form_get(s->answers, s->set->category, 0), "1") == 0 ? "CATEGORY-1" : "OTHER",
			    f->note == 0 ? "As the panel concluded" : form_get(s->answers, f->note, 0));
}

int lscb_sign(struct request *r)
{
	struct signing s;
	struct lacks l = { .n = 0 };
	int status;

	if (!casework_lock(r, &s.record))
		return page_not_found(r);
	if (!casework_may(r, &s.record, LSCB_EVENT_SIGN) || !find(r, &s))
		return casework_moved_on(r);
	if (!casework_form_same(r, &s.open, &status))
		return status;
	lacks_find(r, &s, &l);
	if (l.n > 0 || casework_form_lacks(r, &s.open, s.answers) != NULL)
		return sign_page(r, &s, 409);
	if (!input_valid(&r->input, r->pool))
		return sign_page(r, &s, 422);
	if (!casework_move(r, &s.record, LSCB_EVENT_SIGN, &status))
		return status;
	lock(r, &s);
	complete(r, &s);
	recommend(r, &s);
	refer(r, &s);
	r->audit.detail = pool_printf(r->pool, "meeting=%s analysis=%u", s.meeting.handle,
	    s.analysis.number);
	return request_redirect(r, "%s/table", casework_path(r, &s.record));
}
