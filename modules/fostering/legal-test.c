#include <string.h>

#include "conf.h"
#include "fostering.h"
#include "legal-rules.h"
#include "lists.h"

/* 2: the legal test of an arrangement as its facts stand, every test kept. */

static const char *day(const char *iso)
{
	return iso == NULL || iso[0] == '\0' ? NULL : iso;
}

static struct legal_facts facts_of(struct request *r)
{
	const struct fostering_arrangement *a = fostering_of(r);

	return (struct legal_facts){ .on = r->today, .born_on = day(a->child_born_on),
	    .disabled = a->disabled, .looked_after = a->looked_after,
	    .looked_after_on = a->looked_after_on,
	    .relationship = a->relationship, .carer_pr = a->carer_pr, .sleeps = a->sleeps,
	    .capacity = a->capacity, .school_pupil = a->school_pupil,
	    .legal_regime = a->legal_regime, .adoption = a->adoption,
	    .start_proposed = day(a->start_proposed), .start_actual = day(a->start_actual),
	    .intended_end = day(a->intended_end), .left_on = day(a->left_on),
	    .open_ended = a->open_ended,
	    .short_days = (unsigned)conf_number("fostering.short_stay_days") };
}

void fostering_test_now(struct request *r, struct legal_result *result_r)
{
	struct legal_facts facts = facts_of(r);

	legal_decide(r->pool, &facts, result_r);
}

/* -- again, after a change -- */

static bool same_as_last(struct request *r, const struct record *record, const char *asked,
    const struct legal_result *now)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_TEST_LAST], &row, record->id) &&
	    strcmp(db_text(&row, 0), asked) == 0 && strcmp(db_text(&row, 1), now->result) == 0 &&
	    db_number(&row, 2) == now->rule;
}

/* An open case that is private fostering no longer is the manager's to look at
 * today; it is ended by people. */
static void no_longer(struct request *r, const struct record *record,
    const struct legal_result *now)
{
	fostering_task_add(r, record, "URGENT", "It is no longer private fostering by the legal test",
	    r->today);
	fostering_managers_tell(r, record, "No longer private fostering by the legal test");
	event_add(r, record, "test.ended", pool_printf(r->pool, "No longer private fostering: %s",
	    lists_label("fostering-result", now->result, r->today)), false);
}

/* 2.2, 11: the carer has to notify at once; a child who has gone is none. */
static void overrun(struct request *r, const struct record *record)
{
	fostering_task_add(r, record, "LEFT", "Ask whether the child has left", r->today);
	fostering_task_add(r, record, "REG5", "If the child is still there, obtain the carer's notice",
	    r->today);
}

static bool decided_before(const struct record *record)
{
	return record->closed_at == NULL && strcmp(record->state, "ENQUIRY") != 0 &&
	    strcmp(record->state, "END_DUE") != 0;
}

void fostering_facts_changed(struct request *r, const struct record *record, const char *why)
{
	const struct fostering_arrangement *a = fostering_again(r, record);
	const char *before = a->test_result, *asked;
	struct legal_facts facts;
	struct legal_result now;

	fostering_test_now(r, &now);
	facts = facts_of(r);
	asked = legal_inputs(r->pool, &facts);
	if (same_as_last(r, record, asked, &now))
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_TEST_ADD], record->id, r->today, asked,
	    now.result, (unsigned long long)now.rule, now.why, now.retest_on, request_account(r));
	(void)db_write(r->db, &fostering_sql[FOSTERING_TEST_SET], now.result,
	    (unsigned long long)now.rule, now.retest_on, record->id);
	(void)fostering_again(r, record);
	event_add(r, record, "test", pool_printf(r->pool, "Legal test: %s (%s)",
	    lists_label("fostering-result", now.result, r->today), why), false);
	if (strcmp(before, "NOT_PF_SHORT") == 0 && strcmp(now.result, "PF") == 0)
		overrun(r, record);
	if (decided_before(record) && legal_ends(now.result) && !legal_ends(before))
		no_longer(r, record, &now);
}

/* 2.2, 11: the child of a short stay may still be there, or nobody said that it
 * came. The case is an enquiry again until somebody has asked. */
const char *fostering_retest_asked(struct request *r, const char *retest_on)
{
	return pool_printf(r->pool, "again.asked.%s", retest_on);
}

/* Two open cases of one child want a person's eye (11.1): the stay waits, closed,
 * and is tested by itself once the other case is. True: that was asked for now. The
 * words say nothing of the other case, which may be restricted. */
static bool another_asked(struct request *r, const struct record *record, const char *retest_on)
{
	const char *code = fostering_retest_asked(r, retest_on);
	static const char title[] = "A short stay has reached its limit: find out whether the child is "
	    "still there, and test it again";
	struct db_row row;

	if (db_find(r->db, &fostering_sql[FOSTERING_DAILY_ALERTED], &row, record->id, code))
		return false;
	event_add(r, record, code, title, false);
	notice_add(r, record, record->owner, title);
	fostering_managers_tell(r, record, title);
	return true;
}

bool fostering_retest(struct request *r, struct record *record)
{
	const struct fostering_arrangement *a = fostering_again(r, record);
	struct db_row row;
	int status;

	if (strcmp(record->state, "NOT_PF") == 0 &&
	    db_find(r->db, &fostering_sql[FOSTERING_DAILY_CHILD_OPEN], &row, record->id))
		return another_asked(r, record, a->retest_on);
	if (record->closed_at == NULL || strcmp(record->state, "NOT_PF") == 0)
		fostering_facts_changed(r, record, "Tested again by itself");
	(void)db_write(r->db, &fostering_sql[FOSTERING_TEST_RETESTED], record->id);
	a = fostering_again(r, record);
	if ((record->closed_at != NULL && strcmp(record->state, "NOT_PF") != 0) ||
	    (legal_ends(a->test_result) &&
	    (strcmp(a->test_result, "NOT_PF_SHORT") != 0 || a->left_on != NULL)))
		return true;
	if (record->closed_at != NULL && !fostering_test_again(r, record, &status))
		return true;
	overrun(r, record);
	notice_add(r, record, record->owner, "A short stay has reached its limit: ask whether the "
	    "child has left");
	return true;
}

/* -- the page -- */

static const char *yes_no(const char *value)
{
	return value[0] == 'Y' ? "Yes" : value[0] == 'N' ? "No" : "Not known";
}

static const char *label(struct request *r, const char *list, const char *code)
{
	return code[0] == '\0' ? "Not known" : lists_label(list, code, r->today);
}

static const char *disabled(struct request *r, const struct record *record)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_FACTS_DISABLED], &row, record->id) ||
	    db_text(&row, 2) == NULL)
		return yes_no(fostering_of(r)->disabled);
	return pool_printf(r->pool, "%s: %s\nEvidence: %s\nDecided on %s, recorded by %s %s",
	    yes_no(fostering_of(r)->disabled), db_text(&row, 0),
	    db_text(&row, 1)[0] == '\0' ? "none noted" : db_text(&row, 1),
	    page_day(r, db_text(&row, 2)), db_text(&row, 3), db_text(&row, 4));
}

static void inputs_put(struct request *r, struct node *body, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const struct legal_facts f = facts_of(r);
	struct node *s = node_add(body, "summary");
	const char *age_end = legal_age_end(r->pool, f.born_on, f.disabled);

	node_set(s, "title", "What it asks");
	node_set(s, "id", "inputs");
	(void)page_row(s, "Date of birth", page_day(r, f.born_on));
	(void)page_row(s, "Ends by age on", page_day(r, age_end));
	(void)page_row(s, "Disabled", disabled(r, record));
	(void)page_row(s, "Looked after", pool_printf(r->pool, "%s%s%s", yes_no(a->looked_after),
	    a->looked_after_on == NULL ? "" : ", since ",
	    a->looked_after_on == NULL ? "" : page_day(r, a->looked_after_on)));
	(void)page_row(s, "Carer's relationship", label(r, "fostering-relationship",
	    a->relationship));
	(void)page_row(s, "Carer has parental responsibility", yes_no(a->carer_pr));
	(void)page_row(s, "The child sleeps", label(r, "fostering-sleeps", a->sleeps));
	(void)page_row(s, "The carer acts", label(r, "fostering-capacity", a->capacity));
	(void)page_row(s, "At school in the holidays", yes_no(a->school_pupil));
	(void)page_row(s, "Court requirement or Mental Health Act", yes_no(a->legal_regime));
	(void)page_row(s, "For adoption", yes_no(a->adoption));
	(void)page_row(s, "To come on", page_day(r, a->start_proposed));
	(void)page_row(s, "Came on", page_day(r, a->start_actual));
	(void)page_row(s, "Meant to end", a->open_ended ? "No end is planned" :
	    page_day(r, a->intended_end));
	(void)page_row(s, "Left on", page_day(r, a->left_on));
}

/* 2.6 */
static void help_put(struct node *body)
{
	static const char *const cases[][2] = {
		{ "Pupil of 14 from overseas, six months with a host family for a language course",
		  "Private fostering" },
		{ "Language student of 15, three weeks with a host family",
		  "Not private fostering; looked at again on day 28" },
		{ "Boarder in the boarding house in term time", "Not private fostering" },
		{ "Boarder with an education guardian at half-terms, each under 28 days",
		  "Not private fostering, unless one stay reaches 28 days" },
		{ "Young person of 15 with a girlfriend's parents after a family row, no end planned",
		  "Private fostering" },
		{ "Child with the mother's cousin while the mother is ten weeks in hospital",
		  "Private fostering" },
		{ "Child with an aunt's former husband", "Private fostering: no uncle any more" },
		{ "Trafficked or unaccompanied child with an unrelated adult, no parent in the country",
		  "Private fostering, or should be looked after. Always refer to safeguarding too" },
		{ "Young person of 16, not disabled, with a friend's family",
		  "Not private fostering; may be a child in need" },
		{ "Child placed by an authority with a foster carer of an agency",
		  "Not private fostering: looked after" },
	};
	struct node *details = node_add(body, "details"), *table, *row;
	size_t i;

	node_set(details, "summary", "Common cases");
	(void)page_para(details, "Language students and exchange visits are not exempt as such: only "
	    "the 28 days, the school and the relative count.");
	table = page_table(details, "scenarios", "Common cases", "", "Case", "Result", NULL);
	node_set(table, "quiet", "yes");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		row = node_add(table, "row");
		(void)page_cell(row, cases[i][0]);
		(void)page_cell(row, cases[i][1]);
	}
}

static void history_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "tests", "Tests so far", "The test has not been run yet.",
	    "When", "Result", "Rule", "Why", "By", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_TESTS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *t = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, page_when(r, db_text(t, 0))), "head", "yes");
		(void)page_cell(row, label(r, "fostering-result", db_text(t, 1)));
		(void)page_cell(row, pool_printf(r->pool, "%llu", db_number(t, 2)));
		(void)page_cell(row, db_text(t, 3));
		(void)page_cell(row, db_text(t, 4) == NULL ? "By itself" : pool_printf(r->pool, "%s %s",
		    db_text(t, 4), db_text(t, 5)));
	}
}

/* The answer as it is today, and what can be done with it. */
static void answer_put(struct request *r, struct node *body, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	struct legal_result now;

	fostering_test_now(r, &now);
	(void)node_leaf(body, "inset", pool_printf(r->pool, "%s. Rule %u: %s.",
	    label(r, "fostering-result", now.result), now.rule, now.why));
	if (a->retest_on != NULL)
		(void)page_para(body, pool_printf(r->pool, "It is tested again by itself on %s, the start "
		    "and %ld days.", page_day(r, a->retest_on),
		    conf_number("fostering.short_stay_days")));
	if (fostering_facts_writable(r, record))
		casework_link(r, body, record, strcmp(now.result, "UNKNOWN") == 0 ?
		    "Answer what it asks" : "Change the facts", "/facts",
		    strcmp(now.result, "UNKNOWN") == 0 ? "button" : "secondary");
	if (strcmp(record->state, "ENQUIRY") == 0)
		fostering_not_pf_offer(r, body, record, &now);
}

/* The one step that the answer allows this person; the others would only say
 * again what the answer says. */
static void step_put(struct request *r, struct node *body, const struct record *record)
{
	const struct transition *t;

	for (t = fostering_workflow.transition; t->number != 0; t++)
		if (t->button != NULL && workflow_open(r, &fostering_workflow, record, t) &&
		    workflow_why(r, record, t) == NULL)
			casework_link(r, body, record, t->button, t->path, "button");
}

bool fostering_test_put(struct request *r, struct node *body, const struct record *record)
{
	if (strcmp(record->state, "ENQUIRY") != 0)
		return false;
	answer_put(r, body, record);
	step_put(r, body, record);
	casework_link(r, body, record, "What the test asks, and earlier tests", "/test", NULL);
	return true;
}

int fostering_test_show(struct request *r)
{
	struct record record;
	struct node *body;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "test", "Is it private fostering?");
	answer_put(r, body, &record);
	if (strcmp(record.state, "ENQUIRY") == 0)
		step_put(r, body, &record);
	inputs_put(r, body, &record);
	help_put(body);
	history_put(r, body, &record);
	return 200;
}
