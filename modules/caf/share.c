#include <string.h>

#include "caf.h"
#include "conf.h"
#include "date.h"
#include "lists.h"
#include "text.h"

/* sections.md 5.6: a disclosure, or a decision not to disclose, is recorded once and
 * never changed. */

#define RECORDERS	"OWNER COA LP SERVICE"

const struct field caf_share_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "decision", .type = FIELD_CODE, .choices = "share-decision", .required = true,
	  .label = "What was decided?" },
	{ .name = "shared_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date", .hint = "When it was shared, or refused" },
	{ .name = "shared_time", .type = FIELD_TEXT, .max = 5, .width = 5, .required = true,
	  .label = "Time", .hint = "On the 24-hour clock, for instance 14:30" },
	{ .name = "to_person", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Name of the person it went to, or who asked" },
	{ .name = "to_agency", .type = FIELD_TEXT, .max = 150, .required = true,
	  .label = "Their organisation" },
	{ .name = "service", .type = FIELD_CODE, .choices = "service", .compact = true,
	  .label = "Type of service", .hint = "To list a sensitive service on the index on the ground "
	  "of harm: that service" },
	{ .name = "parts", .type = FIELD_CODES, .choices = "share-part",
	  .label = "Which parts?" },
	{ .name = "meeting", .type = FIELD_TOKEN, .label = "Notes of which meeting?" },
	{ .name = "what", .type = FIELD_MEMO, .max = 1000, .label = "What else, in words" },
	{ .name = "purpose", .type = FIELD_MEMO, .max = 1000, .rows = 3, .required = true,
	  .label = "What is it needed for?" },
	{ .name = "agreement", .type = FIELD_CODE, .choices = "agreement-status", .required = true,
	  .label = "The family's agreement" },
	{ .name = "ground", .type = FIELD_CODE, .choices = "share-ground",
	  .required_if = "agreement=REFUSED WITHDRAWN NOT_SOUGHT",
	  .label = "Ground", .hint = "Needed where something is shared without agreement" },
	{ .name = "facts", .type = FIELD_MEMO, .max = 2000,
	  .required_if = "agreement=REFUSED WITHDRAWN NOT_SOUGHT", .label = "Facts it rests on",
	  .hint = "What was seen, heard or measured, and when" },
	{ .name = "opinions", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "Opinions it rests on", .hint = "And whose they are" },
	{ .name = "reported", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "What others reported", .hint = "And who told it" },
	{ .name = "why", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .required_if = "agreement=REFUSED WITHDRAWN NOT_SOUGHT",
	  .label = "Why this is in proportion", .hint = "Or why it was not shared" },
	{ .name = "consulted", .type = FIELD_MEMO, .max = 500, .rows = 2,
	  .required_if = "agreement=REFUSED WITHDRAWN NOT_SOUGHT", .label = "Who was consulted" },
	{ .name = "told", .type = FIELD_YESNO, .required_if = "agreement=REFUSED WITHDRAWN NOT_SOUGHT",
	  .label = "Was the family told?" },
	{ .name = "told_on", .type = FIELD_DATE, .not_future = true, .required_if = "told=Y",
	  .label = "When the family was told" },
	{ .name = "not_told", .type = FIELD_CODE, .choices = "no-tell-reason", .required_if = "told=N",
	  .label = "Why the family was not asked or told first" },
	{ .name = "method", .type = FIELD_CODE, .choices = "share-method", .required = true,
	  .label = "How it was shared, or asked for" },
	{ .name = "late_note", .type = FIELD_TEXT, .max = 300,
	  .label = "Why it is recorded late", .hint = "Sharing without agreement is recorded on the "
	  "same working day" },
	{ 0 }
};

static bool is(struct request *r, const char *field, const char *value)
{
	return input_is(&r->input, field, value);
}

static void need(struct request *r, const char *field, const char *message)
{
	if (is(r, field, ""))
		input_refuse(&r->input, field, message);
}

/* -- when -- */

/* Seconds since 1970, or -1 with a message where it is wrong. */
static long long moment(struct request *r)
{
	int hour = 0, minute = 0;
	struct date day;
	long long at;

	if (!is(r, "shared_time", "") && !date_clock_read(input_text(&r->input, "shared_time"),
	    &hour, &minute)) {
		input_refuse(&r->input, "shared_time", "Enter the time like 14:30");
		return -1;
	}
	if (is(r, "shared_time", "") || !date_parse(input_text(&r->input, "shared_on"), &day))
		return -1;
	at = date_from_london(day, hour, minute);
	if (at > date_now()) {
		input_refuse(&r->input, "shared_time", "The time must not be later than now");
		return -1;
	}
	return at;
}

/* Clock T9, for what is shared without agreement. */
static void late_rules(struct request *r)
{
	const char *due = is(r, "agreement", "GIVEN") || !is(r, "decision", "SHARED") ||
	    is(r, "shared_on", "") ? NULL : caf_clock_date(r, "T9", input_text(&r->input, "shared_on"));

	if (due != NULL && strcmp(r->today, due) > 0)
		need(r, "late_note", pool_printf(r->pool, "This should have been recorded by %s: say why "
		    "it was not", caf_day(r, due)));
}

/* -- whether -- */

static bool among(const char *codes, const char *code)
{
	const struct session one = { .roles = codes };

	return session_role(&one, code);
}

static bool ground_offered(const char *code)
{
	return strcmp(code, "G6") != 0 || strcmp(conf_text("caf.share_regime"), "DUTY2026") == 0;
}

/* 5.5, 5.6: with agreement only to a service that they agreed to, and not what
 * they kept back. */
static void given_rules(struct request *r, const struct record *record)
{
	const char *excluded = caf_excluded(r, record), *parts = input_text(&r->input, "parts");
	const char *shut = "";
	size_t n;

	need(r, "service", "Choose the type of service: it must be one they agreed to");
	if (!is(r, "service", "") && !caf_consent_living(r, record, "C-SHARE",
	    input_text(&r->input, "service")))
		input_refuse(&r->input, "service", "There is no agreement to share with this service: "
		    "choose another answer for agreement, and the ground");
	for (; *parts != '\0'; parts += n) {
		const char *part;

		parts += strspn(parts, " ");
		n = strcspn(parts, " ");
		part = pool_strndup(r->pool, parts, n);
		if (among(excluded, part))
			shut = pool_printf(r->pool, "%s%s%s", shut, shut[0] == '\0' ? "" : ", ",
			    lists_label("share-part", part, r->today));
	}
	if (shut[0] != '\0')
		input_refuse(&r->input, "parts", pool_printf(r->pool, "The family does not want this "
		    "shared: %s", shut));
}

/* 5.6: without it there is a ground, and what the decision rests on. */
static void grounded_rules(struct request *r)
{
	need(r, "ground", "Choose the ground for sharing without agreement");
	need(r, "facts", "Enter the facts it rests on");
	need(r, "why", "Say why this is in proportion");
	need(r, "consulted", "Say who was consulted, or that nobody could be");
	need(r, "told", "Say whether the family was told");
}

static bool minutes_chosen(struct request *r)
{
	return among(input_text(&r->input, "parts"), "MEETING");
}

/* 0: none, or a message says that it is wrong. */
static unsigned meeting(struct request *r, const struct record *record)
{
	unsigned long long number = 0;
	struct document d;

	if (!minutes_chosen(r))
		return 0;
	need(r, "meeting", "Choose the meeting whose notes were shared");
	if (!is(r, "meeting", "") && (!text_number(input_text(&r->input, "meeting"), &number) ||
	    number > 9999 || !document_find_number(r, record, "meeting", (unsigned)number, &d))) {
		input_refuse(&r->input, "meeting", "Choose a meeting of this case");
		return 0;
	}
	return (unsigned)number;
}

static void share_rules(struct request *r, const struct record *record)
{
	if (!ground_offered(input_text(&r->input, "ground")))
		input_refuse(&r->input, "ground", "This ground is not in use here");
	if (is(r, "parts", ""))
		need(r, "what", "Choose the parts, or say what it was about");
	if (is(r, "decision", "WITHHELD")) {
		need(r, "why", "Say why it was not shared");
		need(r, "consulted", "Say who was consulted, or that nobody could be");
	} else if (is(r, "agreement", "GIVEN")) {
		given_rules(r, record);
	} else if (!is(r, "agreement", "")) {
		grounded_rules(r);
	}
	if (is(r, "told", "Y"))
		need(r, "told_on", "Enter when the family was told");
	if (is(r, "told", "N"))
		need(r, "not_told", "Choose why the family was not asked or told first");
	late_rules(r);
}

/* -- the page -- */

static const struct codelist *grounds(struct request *r)
{
	const struct codelist *all = lists_find("share-ground");
	struct codelist *some = code_list_new(r->pool, all->name, all->title, all->n);
	size_t i;

	for (i = 0; i < all->n; i++)
		if (ground_offered(all->codes[i].code))
			code_take(some, &all->codes[i]);
	return some;
}

/* Own words, as data, beside the questions. */
static void rules_put(struct request *r)
{
	const struct codelist *rules = lists_find("golden-rule");
	struct node *aside = page_aside(r), *list;
	size_t i;

	(void)page_heading(aside, 2, rules->title);
	list = node_add(aside, "list");
	node_set(list, "kind", "number");
	for (i = 0; i < rules->n; i++)
		if (code_open(&rules->codes[i], r->today))
			(void)node_leaf(list, "item", code_label(&rules->codes[i], r->today));
}

static void meetings_put(struct request *r, struct node *control, const struct record *record)
{
	struct db_rows rows;
	struct node *o;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_MEETING_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const char *number = pool_printf(r->pool, "%llu", db_number(&rows.row[i], 0));

		o = node_add(control, "option");
		node_set(o, "value", number);
		node_set(o, "label", pool_printf(r->pool, "%s: %s, %s", number,
		    lists_label("meeting-type", db_text(&rows.row[i], 1), r->today),
		    caf_day(r, db_text(&rows.row[i], 2))));
		if (is(r, "meeting", number))
			node_set(o, "selected", "yes");
	}
}

static int share_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "share", "Record what was shared"), *form;
	const char *wishes = caf_wishes(r, record);
	const struct field *f;

	page_back(r, "Sharing log", "/caf/case/%s/sharing", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Record what was shared");
	(void)page_para(body, "What is saved here stands: it cannot be changed or taken out.");
	if (wishes != NULL)
		(void)node_leaf(body, "inset", pool_printf(r->pool, "What the family does not want recorded "
		    "or shared: %s", wishes));
	form = page_form(r, body, r->http->path);
	for (f = caf_share_input; f->name != NULL; f++) {
		struct field field = *f;

		if (strcmp(field.name, "ground") == 0)
			field.list = grounds(r);
		if (field.type == FIELD_TOKEN)
			meetings_put(r, page_field(r, form, &field, "select"), record);
		else if (field.label != NULL)
			(void)page_field(r, form, &field, NULL);
	}
	(void)page_button(page_buttons(form), "Save in the log", "primary", NULL, NULL);
	rules_put(r);
	return status;
}

int caf_share_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_is(&record, RECORDERS))
		return page_not_found(r);
	input_slot(&r->input, "shared_on")->value = r->today;
	return share_page(r, &record, &e, 200);
}

static const char *said(const char *text)
{
	return text == NULL ? "" : text;
}

void caf_share_add(struct request *r, const struct record *record, const struct caf_share *s)
{
	(void)db_write(r->db, &caf_sql[CAF_SHARE_ADD], record->id, s->decision, s->shared_at,
	    said(s->to_person), said(s->to_agency), said(s->service), said(s->what), said(s->parts),
	    said(s->purpose), s->agreement, said(s->ground), said(s->not_told), said(s->facts),
	    said(s->opinions), said(s->reported), said(s->why), said(s->consulted), said(s->told),
	    s->told_on, s->method, said(s->late_note), (unsigned long long)s->meeting, s->as_at,
	    request_account(r));
}

static void sent_add(struct request *r, const struct record *record, long long at,
    unsigned meeting_number)
{
	const struct input *in = &r->input;
	bool given = is(r, "agreement", "GIVEN"), told = is(r, "told", "Y");

	caf_share_add(r, record, &(struct caf_share){
	    .decision = input_text(in, "decision"), .shared_at = date_utc(r->pool, at),
	    /* Said to the minute: what was saved within it went out too. */
	    .as_at = date_utc(r->pool, at + 60),
	    .to_person = input_text(in, "to_person"), .to_agency = input_text(in, "to_agency"),
	    .service = input_text(in, "service"), .what = input_text(in, "what"),
	    .parts = input_text(in, "parts"), .meeting = meeting_number,
	    .purpose = input_text(in, "purpose"),
	    .agreement = input_text(in, "agreement"), .ground = given ? NULL : input_text(in, "ground"),
	    .not_told = is(r, "told", "N") ? input_text(in, "not_told") : NULL,
	    .facts = input_text(in, "facts"), .opinions = input_text(in, "opinions"),
	    .reported = input_text(in, "reported"), .why = input_text(in, "why"),
	    .consulted = input_text(in, "consulted"), .told = input_text(in, "told"),
	    .told_on = told ? input_text(in, "told_on") : NULL, .method = input_text(in, "method"),
	    .late_note = input_text(in, "late_note") });
	r->audit.detail = pool_printf(r->pool, "%s %s %s %s", input_text(in, "decision"),
	    input_text(in, "agreement"), input_text(in, "ground"), input_text(in, "parts"));
}

int caf_share_save(struct request *r)
{
	struct caf_episode e;
	struct record record;
	unsigned number;
	long long at;

	if (!caf_lock(r, &record, &e) || !record_is(&record, RECORDERS))
		return page_not_found(r);
	at = moment(r);
	number = meeting(r, &record);
	share_rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return share_page(r, &record, &e, 422);
	sent_add(r, &record, at, number);
	return request_redirect(r, "/caf/case/%s/sharing", record.handle);
}
