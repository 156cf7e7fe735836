#include <string.h>

#include "child-card.h"
#include "conf.h"
#include "fostering.h"
#include "lists.h"
#include "match.h"
#include "person.h"
#include "same-notice.h"
#include "secret.h"

/* 3: a notice makes a case. By telephone with these few questions; Schedule 1
 * is asked afterwards, as far as the person is able. */

const struct field fostering_start_input[] = {
	{ .name = "child", .type = FIELD_HANDLE, .required = true },
	{ .name = "regulation", .type = FIELD_CODE, .choices = "fostering-regulation",
	  .required = true, .label = "What kind of notice is it?" },
	FOSTERING_NOTICE_FIELDS,
	{ .name = "carer_given", .type = FIELD_NAME, .max = 100, .width = 30,
	  .label = "Carer's given name(s)" },
	{ .name = "carer_family", .type = FIELD_NAME, .max = 100, .width = 30,
	  .label = "Carer's family name",
	  .hint = "Leave both empty when nobody can say it: it is asked for afterwards" },
	{ .name = "carer_phone", .type = FIELD_PHONE, .width = 20, .label = "Carer's phone" },
	{ .name = "line1", .type = FIELD_TEXT, .max = 100, .label = "Carer's address, first line" },
	{ .name = "town", .type = FIELD_TEXT, .max = 100, .width = 30, .label = "Town" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" },
	{ .name = "area", .type = FIELD_CODE, .choices = "la", .compact = true,
	  .label = "Authority that the address is in, when it is another's" },
	{ .name = "relationship", .type = FIELD_CODE, .choices = "fostering-relationship",
	  .compact = true, .label = "What is the carer to the child?" },
	{ .name = "starts_on", .type = FIELD_DATE, .label = "Day the child came or is to come" },
	{ .name = "ends_on", .type = FIELD_DATE, .label = "Day it is to end",
	  .hint = "Leave it empty when that is open" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .label = "What was said" },
	{ .name = "use", .type = FIELD_TOKEN },
	{ .name = "like", .type = FIELD_HANDLE },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

const struct field fostering_start_saved_input[] = {
	{ .name = "child", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

static bool is(struct request *r, const char *flag)
{
	return lists_flag("fostering-regulation", input_text(&r->input, "regulation"), flag);
}

/* What begins no case (an arrival, a change, an end) belongs to one that is there. */
static void case_rules(struct request *r, const struct fostering_known *known)
{
	bool first = is(r, "first"), chosen = fostering_known_case(r, known) != NULL;

	if (input_is(&r->input, "regulation", ""))
		return;
	if (!first && known->cases.n == 0)
		input_refuse(&r->input, "regulation", "This child has no open case to which that could "
		    "belong: choose what begins one");
	else if (!first && !chosen)
		input_refuse(&r->input, "use", "Choose the case to which this notice belongs");
}

static void rules(struct request *r, const struct child_card *c,
    const struct fostering_known *known)
{
	fostering_notification_rules(r, c->born_estimated ? NULL : c->born_on);
	case_rules(r, known);
	if (input_text(&r->input, "ends_on")[0] != '\0' &&
	    strcmp(input_text(&r->input, "ends_on"), input_text(&r->input, "starts_on")) < 0)
		input_refuse(&r->input, "ends_on", "The end must not be before the start");
}

static const char *day(const struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

static unsigned long long carer_add(struct request *r, unsigned long long household)
{
	const struct input *in = &r->input;
	const char *given = input_text(in, "carer_given"), *family = input_text(in, "carer_family");
	/* 4: what a neighbour cannot say must not keep a child from being known. */
	bool unnamed = given[0] == '\0' && family[0] == '\0';
	unsigned long long person = db_insert(r->db, &fostering_sql[FOSTERING_PERSON_ADD],
	    secret_handle(r->pool), unnamed ? FOSTERING_UNNAMED_GIVEN : given,
	    unnamed ? FOSTERING_UNNAMED_FAMILY : family, (unsigned long long)unnamed,
	    input_text(in, "carer_phone"),
	    family[0] == '\0' ? "" : match_soundex(r->pool, family), request_account(r));

	(void)db_write(r->db, &fostering_sql[FOSTERING_MEMBER_ADD], household, person, "CARER", "N",
	    NULL, request_account(r));
	return person;
}

static unsigned long long household_add(struct request *r)
{
	const struct input *in = &r->input;

	return db_insert(r->db, &fostering_sql[FOSTERING_HOUSEHOLD_ADD], secret_handle(r->pool),
	    input_text(in, "line1"), input_text(in, "town"), input_text(in, "postcode"),
	    input_is(in, "area", conf_text("authority.code")) ? "" : input_text(in, "area"),
	    request_account(r));
}

/* known: the carer and household that are there already, or NULL. */
static void arrangement_add(struct request *r, const struct record *record,
    const struct child_card *c, const struct db_row *known)
{
	const struct input *in = &r->input;
	const char *starts = day(r, "starts_on");
	bool started = starts != NULL && strcmp(starts, r->today) <= 0;
	unsigned long long household = known != NULL ? db_number(known, 1) : household_add(r);
	unsigned long long carer = known != NULL ? db_number(known, 0) : carer_add(r, household);

	(void)db_write(r->db, &fostering_sql[FOSTERING_ARRANGEMENT_ADD], record->id, household, carer,
	    c->born_on, c->sex, input_text(in, "relationship"), started ? NULL : starts,
	    started ? starts : NULL, day(r, "ends_on"),
	    (unsigned long long)(starts != NULL && day(r, "ends_on") == NULL),
	    fostering_notification_moment(r), (unsigned long long)!input_is(in, "received_time", ""));
}

/* Of a child with an open case a notice may also tell of an arrival, a change or an
 * end: who takes it need not see that case. */
static void fields_put(struct request *r, struct node *form, bool open)
{
	const struct field *f;

	for (f = fostering_start_input + 1; f->name != NULL; f++) {
		struct field shown = *f;

		if (f->label == NULL)
			continue;
		if (strcmp(f->name, "regulation") == 0 && !open)
			shown.choices = "fostering-regulation:first";
		if (strcmp(f->name, "starts_on") == 0 && open)
			shown.hint = "With notice of a change, an end or a death, the day of that";
		(void)page_field(r, form, &shown, NULL);
	}
}

static int start_page(struct request *r, const struct child_card *c,
    const struct fostering_known *known, const struct fostering_warnings *w, int status)
{
	struct node *body = child_card_page(r, c, "start", "Take a private fostering notice"), *form;
	size_t i;

	for (i = 0; status == 200 && i < known->cases.n; i++)
		(void)node_leaf(body, "inset", pool_printf(r->pool, "This child has an open case, %s, held "
		    "by %s %s. A notice about the same carer belongs there, also one of an arrival, a change or "
		    "an end: choose the case when you are asked.", db_text(&known->cases.row[i], 1),
		    db_text(&known->cases.row[i], 2), db_text(&known->cases.row[i], 3)));
	if (input_is(&r->input, "like", ""))
		same_notice_offer(r, body, c);
	form = page_form(r, body, r->http->path);
	if (!input_is(&r->input, "like", ""))
		(void)page_hidden(r, form, "like", input_text(&r->input, "like"));
	fields_put(r, form, known->cases.n > 0);
	if (status != 200 || !input_is(&r->input, "like", ""))
		fostering_known_put(r, form, known);
	fostering_warnings_put(r, form, w);
	(void)page_button(page_buttons(form), "Save the notice", "primary", NULL, NULL);
	return status;
}

int fostering_start_show(struct request *r)
{
	static const struct fostering_warnings none = { .n = 0 };
	struct fostering_known known;
	unsigned long long household;
	struct child_card c;

	if (!child_card_route(r, &c))
		return page_not_found(r);
	household = same_notice_fill(r, &c);
	fostering_known_find(r, &c, input_text(&r->input, "carer_family"),
	    input_text(&r->input, "postcode"), household, &known);
	return start_page(r, &c, &known, &none, 200);
}

/* The notice of a case that is there already. Who takes it need not be one of
 * those who see the case. */
static int added(struct request *r, const struct child_card *c,
    const struct fostering_known *known, struct fostering_warnings *w)
{
	const struct db_row *found = fostering_known_case(r, known);
	struct record record, own;
	struct db_row row;
	const char *said;

	if (!db_find(r->db, &fostering_sql[FOSTERING_KNOWN_LOCK], &row, db_text(found, 0)))
		return casework_moved_on(r);
	record = (struct record){ .id = db_number(&row, 0), .owner = db_number(&row, 1),
	    .state = db_text(&row, 2), .handle = db_text(found, 0), .relation = "", .relations = "" };
	(void)fostering_again(r, &record);
	fostering_notification_warnings(r, &record, day(r, "starts_on"), w);
	if (!fostering_warnings_confirmed(r, w))
		return start_page(r, c, known, w, 422);
	(void)fostering_notification_add(r, &record, day(r, "starts_on"));
	fostering_warnings_keep(r, &record, w);
	said = lists_label("fostering-regulation", input_text(&r->input, "regulation"), r->today);
	event_add(r, &record, "notice", pool_printf(r->pool, "Another notice received: %s", said), false);
	fostering_notification_earlier(r, &record);
	fostering_notifications_classify(r, &record);
	fostering_end_told(r, &record);
	notice_add(r, &record, record.owner, pool_printf(r->pool, "Another notice was received: %s",
	    said));
	if (is(r, "arrival") || is(r, "end"))
		fostering_managers_tell(r, &record, "The front door was told of an arrival, an end or a death");
	if (record_load(r, record.handle, &own))
		return request_redirect(r, "%s", casework_path(r, &own));
	return request_redirect(r, "%s", fostering_start_saved_path(r, c->id));
}

/* -- after it -- */

const char *fostering_start_saved_path(struct request *r, unsigned long long child)
{
	struct child_card c;

	return child_card_load(r, child, &c) && child_card_opened(r, &c) ?
	    pool_printf(r->pool, "/fostering/start/%s/saved", c.handle) : r->module->home;
}

int fostering_start_saved(struct request *r)
{
	struct fostering_known known;
	struct child_card c;
	struct node *body;
	size_t i;

	if (!child_card_route(r, &c))
		return page_not_found(r);
	fostering_known_find(r, &c, "", "", 0, &known);
	body = child_card_page(r, &c, "saved", "Saved and passed on");
	for (i = 0; i < known.cases.n; i++)
		(void)node_leaf(body, "inset", pool_printf(r->pool, "%s is held by %s %s, who has been told.",
		    db_text(&known.cases.row[i], 1), db_text(&known.cases.row[i], 2),
		    db_text(&known.cases.row[i], 3)));
	(void)page_para(body, "Whoever holds the case goes on with it. What else you are told about this "
	    "child can be taken here at any time.");
	(void)page_link(page_para(body, ""), "Take another notice about this child", NULL,
	    "/fostering/start/%s", c.handle);
	(void)page_link(page_para(body, ""), "Back to private fostering", NULL, "%s", r->module->home);
	return 200;
}

static int made(struct request *r, const struct child_card *c, const struct db_row *known,
    const struct fostering_warnings *w)
{
	const struct transition *t = workflow_beginning(&fostering_workflow, FOSTERING_EVENT_NOTICE);
	struct record record;

	record_new(r, "arrangement", c->id, child_card_name(r, c),
	    fostering_workflow.state[t->to].code, &record);
	(void)record_refer_next(r, &record, "PF", "");
	arrangement_add(r, &record, c, known);
	(void)fostering_notification_add(r, &record, day(r, "starts_on"));
	same_notice_keep(r, &record, c);
	event_add(r, &record, t->code, t->title, t->shared);
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_PREVIOUS], record.child, record.id);
	fostering_warnings_keep(r, &record, w);
	fostering_known_tell(r, &record, w);
	casework_clock_start(r, &record, "T0", input_text(&r->input, "received_on"));
	fostering_assessment_open(r, &record, input_text(&r->input, "received_on"));
	fostering_renewals_start(r, &record);
	fostering_facts_changed(r, &record, "First notice");
	if (input_is(&r->input, "regulation", "TRANSFER"))
		return request_redirect(r, "%s/transfer/in", casework_path(r, &record));
	return request_redirect(r, "%s", casework_path(r, &record));
}

int fostering_start_make(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct fostering_known known;
	struct child_card c;

	if (!child_card_route(r, &c))
		return page_not_found(r);
	fostering_known_find(r, &c, input_text(&r->input, "carer_family"),
	    input_text(&r->input, "postcode"), same_notice_fill(r, &c), &known);
	rules(r, &c, &known);
	if (input_valid(&r->input, r->pool))
		fostering_known_rules(r, &known);
	if (input_valid(&r->input, r->pool) && fostering_known_case(r, &known) != NULL)
		return added(r, &c, &known, &w);
	fostering_notification_warnings(r, NULL, day(r, "starts_on"), &w);
	if (fostering_known_case(r, &known) == NULL)
		fostering_known_warnings(r, &known, &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return start_page(r, &c, &known, &w, 422);
	return made(r, &c, fostering_known_carer(r, &known), &w);
}
