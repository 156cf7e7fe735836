#include <string.h>

#include "lists.h"
#include "scope-rules.h"
#include "text.h"
#include "triage.h"

/* 1.3: the questions in their order; the first answer that decides ends the test.
 * What was answered is kept with the result. A stillbirth and a termination are
 * confirmed by a designated doctor who did not say so. */

/* The test itself says which of them it needs. */
#define EARLIER	"termination"

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field lscb_scope_input[] = {
	ID,
	{ .name = "termination", .type = FIELD_YESNO, .required_if = EARLIER,
	  .label = "1. Was it a lawful, planned termination of pregnancy, at whatever time?" },
	{ .name = "sign_of_life", .type = FIELD_YESNO, .required_if = EARLIER,
	  .label = "2. Was there any sign of life at birth?",
	  .hint = "A live birth is registered, or could be" },
	{ .name = "weeks", .type = FIELD_NUMBER, .required_if = EARLIER, .max = 2, .width = 2,
	  .label = "2a. Gestation at birth: whole weeks",
	  .hint = "Needed where there was no sign of life. It never keeps out a live birth" },
	{ .name = "days", .type = FIELD_NUMBER, .max = 1, .width = 2, .label = "Gestation: and days" },
	{ .name = "attended", .type = FIELD_YESNO, .required_if = EARLIER,
	  .label = "2a. Without a sign of life: was a healthcare professional in attendance?" },
	{ .name = "resident", .type = FIELD_YESNO, .required_if = EARLIER,
	  .label = "5. Did the child normally live in the area of this panel?",
	  .hint = "For a newborn baby, where the mother normally lives" },
	{ .name = "place", .type = FIELD_CODE, .required_if = EARLIER, .choices = "lscb-died-where",
	  .label = "5. Where did the child die?" },
	{ .name = "event_here", .type = FIELD_YESNO, .required_if = EARLIER,
	  .label = "6. Not resident, and died elsewhere: did what led to the death happen here?" },
	{ .name = "why", .type = FIELD_MEMO, .max = 1000, .rows = 3, .required = true,
	  .label = "Evidence", .hint = "Where the answers come from" },
	{ 0 }
};

const struct field lscb_scope_confirm_input[] = { ID, { 0 } };

struct scope {
	const char *code, *step, *answers, *why, *on, *by, *confirmed_on, *confirmed_by, *died_on;
	const char *born_on;
	unsigned long long said_by;
};

static void scope_read(struct request *r, const struct record *record, struct scope *s)
{
	struct db_row row;

	*s = (struct scope){ .code = "", .step = "", .answers = "", .why = "" };
	if (!db_find(r->db, &lscb_sql[LSCB_SCOPE_FIND], &row, record->id))
		return;
	*s = (struct scope){ .code = db_text(&row, 0), .step = db_text(&row, 1),
	    .answers = db_text(&row, 2), .why = db_text(&row, 3), .said_by = db_number(&row, 4),
	    .on = db_text(&row, 5), .by = db_text(&row, 6), .confirmed_on = db_text(&row, 7),
	    .confirmed_by = db_text(&row, 8), .born_on = db_text(&row, 9),
	    .died_on = db_text(&row, 10) };
}

/* Before it is accepted or turned away, and while all is gathered: the child may have
 * lived elsewhere, or a response has found out that a baby did live. */
static bool asked(const struct record *record)
{
	return strcmp(record->state, "NOTIFIED") == 0 || strcmp(record->state, "GATHERING") == 0;
}

static bool unconfirmed(const struct scope *s)
{
	return lists_flag("lscb-scope", s->code, "confirm") && s->confirmed_on == NULL;
}

/* -- why -- */

static const char *reason_of(const struct scope *s)
{
	static const struct { const char *step, *why; } words[] = {
		{ "1", "A lawful planned termination is not reviewed, whatever was certified." },
		{ "2a", "There was no sign of life at birth." },
		{ "4", "The person was 18 or older." },
		{ "5", "The child normally lived here. Gestation keeps no live birth out." },
		{ "6", "The child did not normally live here." },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].step, s->step) == 0)
			return words[i].why;
	return "";
}

/* Of "1=N 2=Y g=38+2 place=H": "No", "38 weeks and 2 days", "Here". */
static const char *said_of(struct request *r, const char *key, const char *value)
{
	if (strcmp(key, "g") == 0)
		return pool_printf(r->pool, "%.*s weeks and %s days", (int)strcspn(value, "+"), value,
		    value + strcspn(value, "+") + 1);
	if (strcmp(key, "place") == 0)
		return lists_label("lscb-died-where", value, r->today);
	return value[0] == 'Y' ? "Yes" : "No";
}

static const char *answers_of(struct request *r, const char *kept)
{
	static const char *const words[][2] = {
		{ "1", "1. Lawful, planned termination" }, { "2", "2. Sign of life at birth" },
		{ "2a", "2a. Healthcare professional in attendance" }, { "g", "2a. Gestation" },
		{ "4", "4. Under 18" }, { "5", "5. Normally lived here" },
		{ "place", "5. Where the child died" }, { "6", "6. What led to the death happened here" },
	};
	const char *text = "", *key, *value;
	size_t i, n;

	for (; *kept != '\0'; kept += n + strspn(kept + n, " ")) {
		n = strcspn(kept, " ");
		key = pool_strndup(r->pool, kept, strcspn(kept, "="));
		value = pool_strndup(r->pool, kept + strlen(key) + 1, n - strlen(key) - 1);
		for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (strcmp(words[i][0], key) == 0)
				text = pool_printf(r->pool, "%s%s%s: %s", text, text[0] == '\0' ? "" : "\n",
				    words[i][1], said_of(r, key, value));
	}
	return text;
}

static void result_put(struct request *r, struct node *body, const struct scope *s)
{
	struct node *summary = node_add(body, "summary");

	node_set(summary, "title", "Scope");
	(void)page_row(summary, "Result", lscb_word(r, "lscb-scope", s->code));
	(void)page_row(summary, "Decided by step", pool_printf(r->pool, "%s. %s", s->step,
	    reason_of(s)));
	(void)page_row(summary, "Answers", answers_of(r, s->answers));
	/* Typed freely, so that it may say a name. */
	(void)page_row(summary, "Evidence", lscb_of(r)->named ? s->why :
	    "Can be read once the case is open by name");
	(void)page_row(summary, "By", pool_printf(r->pool, "%s, %s", s->by == NULL ? "" : s->by,
	    page_day(r, s->on)));
	if (lists_flag("lscb-scope", s->code, "confirm"))
		(void)page_row(summary, "Confirmed", s->confirmed_on == NULL ?
		    "Waits for the designated doctor" : pool_printf(r->pool, "%s, %s", s->confirmed_by,
		    page_day(r, s->confirmed_on)));
}

bool lscb_scope_waits(struct request *r, const struct record *record)
{
	struct scope s;

	scope_read(r, record, &s);
	return s.code[0] != '\0' && unconfirmed(&s);
}

void lscb_scope_panel(struct request *r, const struct record *record, struct node *list)
{
	bool may = request_may(r, LSCB_WORK) || request_may(r, LSCB_DOCTOR);
	struct scope s;

	scope_read(r, record, &s);
	(void)lscb_part(r, record, list, "Scope", s.code[0] == '\0' ? "Not tested yet" :
	    pool_printf(r->pool, "%s\n%s%s", lists_label("lscb-scope", s.code, r->today),
	    reason_of(&s), unconfirmed(&s) ? " It waits for the designated doctor's confirmation." :
	    ""), s.code[0] == '\0' ? "Test" : "Open", may ? "/scope" : NULL);
}

/* -- the page -- */

static void ages_put(struct request *r, struct node *body)
{
	const struct lscb_death *d = lscb_of(r);

	(void)page_para(body, "Answer in order. The first answer that decides ends the test, and nothing "
	    "after it need be answered.");
	(void)node_leaf(body, "inset", pool_printf(r->pool, "3 and 4 are worked out: a live birth before "
	    "24 weeks stays in; age at death %s.", d->age[0] != '\0' ? d->age :
	    "is not known, because a date is missing"));
}

static int scope_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "scope", "Is it reviewed here?");
	const char *path = pool_printf(r->pool, "%s/scope", casework_path(r, record));
	struct scope s;

	scope_read(r, record, &s);
	if (s.code[0] != '\0')
		result_put(r, body, &s);
	if (unconfirmed(&s) && request_may(r, LSCB_DOCTOR) && s.said_by != request_account(r))
		(void)page_button(page_buttons(page_form(r, body, pool_printf(r->pool, "%s/confirm",
		    path))), "Confirm", "primary", NULL, NULL);
	if (!asked(record) || !request_may(r, LSCB_WORK))
		return status;
	(void)page_heading(body, 2, s.code[0] == '\0' ? "Questions" : "Do the test again");
	ages_put(r, body);
	(void)page_form_of(r, body, lscb_scope_input, path, "Save", s.code[0] == '\0' ? "primary" :
	    "secondary");
	return status;
}

int lscb_scope_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return scope_page(r, &record, 200);
}

/* -- the test -- */

static char answer(const struct request *r, const char *name)
{
	return input_text(&r->input, name)[0];
}

static int number(const struct request *r, const char *name)
{
	unsigned long long n = 0;

	return text_number(input_text(&r->input, name), &n) ? (int)n : 0;
}

static struct scope_facts facts_of(struct request *r, const struct scope *s)
{
	return (struct scope_facts){ .set = lscb_of(r)->form_set[0],
	    .termination = answer(r, "termination"), .sign_of_life = answer(r, "sign_of_life"),
	    .attended = answer(r, "attended"), .weeks = number(r, "weeks"), .days = number(r, "days"),
	    .born_on = s->born_on, .died_on = s->died_on, .resident = answer(r, "resident"),
	    .place = answer(r, "place"), .event_here = answer(r, "event_here") };
}

/* The message stands beside what the test asks next. */
static void ask(struct request *r, const struct scope_facts *f, const struct scope_result *result)
{
	const char *say = pool_printf(r->pool, "Answer question %s: the test needs it", result->step);

	if (strcmp(result->step, "1") == 0)
		input_refuse(&r->input, "termination", say);
	else if (strcmp(result->step, "2") == 0)
		input_refuse(&r->input, "sign_of_life", say);
	else if (strcmp(result->step, "2a") == 0)
		input_refuse(&r->input, f->weeks == 0 ? "weeks" : "attended", say);
	else if (strcmp(result->step, "4") == 0)
		input_refuse(&r->input, "sign_of_life", "First enter the dates of birth and of death in "
		    "the notification: the test asks whether the child was under 18");
	else if (strcmp(result->step, "5") == 0)
		input_refuse(&r->input, "resident", say);
	else
		input_refuse(&r->input, f->place == 0 ? "place" : "event_here", say);
}

static void follow_ups(struct request *r, const struct record *record, const char *code)
{
	const char *due;

	if (!lists_flag("lscb-scope", code, "wait"))
		return;
	due = casework_clock_date(r, "TELL", lscb_of(r)->notified_on);
	task_add(r, record, "TELL-CDOP", "Tell the panel where the child normally lived, and agree "
	    "who reviews", due);
}

void lscb_scope_set(struct request *r, const struct record *record, const char *code,
    const char *step, const char *answers, const char *why)
{
	(void)db_write(r->db, &lscb_sql[LSCB_SCOPE_SET], code, step, answers, why,
	    request_account(r), r->today, record->id);
	event_add(r, record, "scope", pool_printf(r->pool, "Scope: %s (step %s)",
	    lists_label("lscb-scope", code, r->today), step), false);
	if (lists_flag("lscb-scope", code, "confirm"))
		lscb_tell(r, record, "CDD", "A scope result waits for the designated doctor");
	follow_ups(r, record, code);
	(void)lscb_again(r, record);
}

int lscb_scope_save(struct request *r)
{
	struct scope_result result;
	struct scope_facts facts;
	struct record record;
	struct scope s;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	scope_read(r, &record, &s);
	if (!asked(&record))
		return casework_moved_on(r);
	if (number(r, "days") > 6)
		input_refuse(&r->input, "days", "Days of a week are 0 to 6");
	facts = facts_of(r, &s);
	scope_test(&facts, &result);
	if (result.code == NULL)
		ask(r, &facts, &result);
	if (!input_valid(&r->input, r->pool))
		return scope_page(r, &record, 422);
	lscb_scope_set(r, &record, result.code, result.step, scope_answers(r->pool, &facts, &result),
	    input_text(&r->input, "why"));
	if (result.pathway != NULL)
		lscb_mark(r, &record, "FLAG", result.pathway);
	if (strcmp(record.state, "GATHERING") == 0 && lists_flag("lscb-scope", result.code, "in") &&
	    !lists_flag("lscb-scope", s.code, "in"))
		lscb_begin(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}

int lscb_scope_confirm(struct request *r)
{
	struct record record;
	struct scope s;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	scope_read(r, &record, &s);
	if (!unconfirmed(&s) || s.said_by == request_account(r) || db_write(r->db,
	    &lscb_sql[LSCB_SCOPE_CONFIRM], request_account(r), r->today, record.id) != 1)
		return casework_moved_on(r);
	event_add(r, &record, "scope.confirmed", "Scope result confirmed by the designated doctor", false);
	notice_add(r, &record, s.said_by, "A scope result is confirmed");
	notice_settle(r, &record, 0, "A scope result waits for the designated doctor");
	return request_redirect(r, "%s/scope", casework_path(r, &record));
}
