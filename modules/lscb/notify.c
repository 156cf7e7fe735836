#include <string.h>

#include "account.h"
#include "conf.h"
#include "date.h"
#include "filter.h"
#include "intake.h"
#include "match.h"
#include "triage.h"

/* 2.2: a notification is kept with four facts, name, birth or age, day of death and
 * who notifies; the rest of Form A follows when it is known. */

const struct field lscb_notify_input[] = {
	/* What was shown as the likely same child, and which of it is said to be: a
	 * handle, or OTHER with why. For who may see cases alone. */
	{ .name = "shown", .type = FIELD_TEXT, .max = 2000 },
	{ .name = "same", .type = FIELD_TOKEN, .max = 12 },
	{ .name = "other_why", .type = FIELD_TEXT, .max = 300 },
	NOTIFICATION_FIELDS,
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .id = "A.07", .label = "Child's family name" },
	{ .name = "given", .type = FIELD_NAME, .max = 210, .width = 30,
	  .label = "Child's first and other names" },
	{ .name = "baby_of", .type = FIELD_TICK,
	  .label = "The child had no name yet: the family name is the mother's" },
	{ .name = "nhs", .type = FIELD_NHS, .width = 14, .id = "A.09", .label = "NHS number" },
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .id = "A.10",
	  .label = "Date of birth" },
	{ .name = "age_said", .type = FIELD_TEXT, .max = 60, .width = 20,
	  .label = "Age, when the date of birth is not known" },
	{ .name = "birth_order", .type = FIELD_NUMBER, .max = 1, .width = 3,
	  .label = "Order of birth, of a twin or one of more", .hint = "1 for the first" },
	{ .name = "sex", .type = FIELD_CODE, .choices = "lscb-sex", .id = "A.11", .label = "Sex" },
	{ .name = "died_on", .type = FIELD_DATE, .not_future = true, .required = true, .id = "A.12",
	  .label = "Date of death" },
	{ .name = "died_time", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "Time of death",
	  .hint = "On the 24-hour clock, where it is known" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .id = "A.14",
	  .label = "Home postcode" },
	{ .name = "note", .type = FIELD_MEMO, .max = 16000, .rows = 8, .id = "A.28",
	  .label = "Circumstances as they were told" },
	{ 0 }
};

static void rules(struct request *r)
{
	struct input *in = &r->input;
	const char *born = input_text(in, "born_on"), *died = input_text(in, "died_on");
	const char *received = input_text(in, "received_on");

	lscb_notification_time(r, "received_time");
	lscb_notification_time(r, "died_time");
	if (born[0] == '\0' && input_text(in, "age_said")[0] == '\0')
		input_refuse(in, "born_on", "Enter the date of birth, or the age");
	if (born[0] != '\0' && died[0] != '\0' && strcmp(died, born) < 0)
		input_refuse(in, "died_on", "The date of death is before the date of birth");
	if (died[0] != '\0' && received[0] != '\0' && strcmp(received, died) < 0)
		input_refuse(in, "received_on", "The notification cannot have come before the death");
}

#define day	lscb_notification_day

static void death_add(struct request *r, const struct record *record, const char *at)
{
	const struct input *in = &r->input;
	char band[2] = { lscb_age_band(day(r, "born_on"), day(r, "died_on")), '\0' };

	(void)db_write(r->db, &lscb_sql[LSCB_DEATH_ADD], record->id, conf_text("lscb.form_set"), at,
	    input_text(in, "received_on"), input_text(in, "family"), input_text(in, "given"),
	    (unsigned long long)(input_text(in, "baby_of")[0] != '\0'),
	    match_soundex(r->pool, input_text(in, "family")), input_text(in, "nhs"),
	    day(r, "born_on"), input_text(in, "age_said"), input_text(in, "sex"),
	    day(r, "died_on"), input_text(in, "died_time"), band, input_text(in, "postcode"));
}

/* -- the likely same child -- */

/* Who reads all cases is shown those; nobody else learns from an answer whether there
 * is one, so theirs always becomes a case, and the coordinator sees the two. */
static bool shown_cases(const struct request *r)
{
	return session_role(r->session, "CDC CDD");
}

struct likely {
	struct lscb_likely *list;
	size_t n;
};

static size_t likely_find(struct request *r, struct likely *likely_r)
{
	const struct input *in = &r->input;
	const struct lscb_match_facts facts = { .nhs = input_text(in, "nhs"),
	    .family = input_text(in, "family"), .given = input_text(in, "given"),
	    .born_on = day(r, "born_on"), .died_on = day(r, "died_on"), .sex = input_text(in, "sex"),
	    .postcode = input_text(in, "postcode"), .birth_order = input_text(in, "birth_order") };

	likely_r->n = lscb_likely_find(r, 0, &facts, &likely_r->list);
	return likely_r->n;
}

static const struct lscb_likely *chosen(const struct request *r, const struct likely *likely)
{
	size_t i;

	for (i = 0; i < likely->n; i++)
		if (input_is(&r->input, "same", likely->list[i].handle))
			return &likely->list[i];
	return NULL;
}

static bool shown(const struct request *r, const struct likely *likely)
{
	size_t i;

	for (i = 0; i < likely->n; i++)
		if (strstr(input_text(&r->input, "shown"), likely->list[i].reference) == NULL)
			return false;
	return true;
}

/* Another child than those: what must hold of each. */
static void other_rules(struct request *r, const struct likely *likely)
{
	struct input *in = &r->input;
	size_t i;

	input_needs(in, "other_why", "Say how you know that it is another child");
	for (i = 0; i < likely->n; i++) {
		const struct lscb_match *m = &likely->list[i].match;

		if (m->certain)
			input_refuse(in, "nhs", pool_printf(r->pool, "%s has this NHS number: it is the same "
			    "child, or the number is wrong", likely->list[i].reference));
		else if (m->twins && !m->apart)
			input_refuse(in, "birth_order", pool_printf(r->pool, "Enter a first name or an order of "
			    "birth that is not that of %s", likely->list[i].reference));
	}
}

/* True: it is said, and may be. */
static bool said(struct request *r, const struct likely *likely)
{
	if (likely->n == 0)
		return true;
	if (!shown(r, likely) || input_is(&r->input, "same", "") ||
	    (!input_is(&r->input, "same", "OTHER") && chosen(r, likely) == NULL))
		input_refuse(&r->input, "same", "Say whether it is the same child");
	else if (input_is(&r->input, "same", "OTHER"))
		other_rules(r, likely);
	return input_valid(&r->input, r->pool);
}

/* -- the page -- */

static void likely_put(struct request *r, struct node *form, const struct likely *likely)
{
	const struct input_value *same = input_slot(&r->input, "same");
	const struct input_value *why = input_slot(&r->input, "other_why");
	const char *all = "";
	struct node *choice, *o, *last;
	size_t i;

	choice = page_control(r, form, &(struct field){ .type = FIELD_TOKEN,
	    .label = "Is it the same child?" }, "same", "", same->error, "radios");
	for (i = 0; i < likely->n; i++) {
		const struct lscb_likely *l = &likely->list[i];

		filter_option(choice, l->handle, pool_printf(r->pool, "The same child as %s: add this to it as "
		    "a further notification", l->reference), strcmp(same->value, l->handle) == 0);
		all = pool_printf(r->pool, "%s%s%s", all, i == 0 ? "" : " ", l->reference);
	}
	filter_option(choice, "OTHER", "Another child", strcmp(same->value, "OTHER") == 0);
	for (last = o = node_child(choice, "option"); o != NULL; o = node_next(o, "option"))
		last = o;
	(void)page_control(r, last, &(struct field){ .type = FIELD_TEXT, .max = 300,
	    .label = "How you know", .hint = "Kept with both cases. Do not write a name here" },
	    "other_why", why->value, why->error, NULL);
	(void)page_hidden(r, form, "shown", all);
}

static void mine_put(struct request *r, struct node *body)
{
	struct node *list = NULL, *item;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_NOTIFICATION_MINE], &rows, request_account(r));
	if (rows.n > 0) {
		(void)page_heading(body, 2, "Notifications that you can still complete");
		list = node_add(body, "list");
		node_set(list, "kind", "plain");
	}
	for (i = 0; i < rows.n; i++) {
		item = node_leaf(list, "item", pool_printf(r->pool, "%s, notified on %s",
		    db_text(&rows.row[i], 1), page_day(r, db_text(&rows.row[i], 2))));
		node_set(item, "href", pool_printf(r->pool, "/lscb/case/%s/%s",
		    db_text(&rows.row[i], 0), lscb_notification_form_of(db_text(&rows.row[i], 3))));
	}
}

static int notify_page(struct request *r, const struct likely *likely, int status)
{
	struct node *body = page_begin(r, "notify", "Notify a child's death"), *form;

	if (request_may(r, LSCB_READ))
		page_back(r, "Child deaths", "/lscb/");
	(void)page_heading(body, 1, "Notify a child's death");
	if (likely != NULL && likely->n > 0) {
		(void)node_leaf(body, "warning", "This death may have been notified already. Nothing is kept "
		    "yet, and all that you entered stands below.");
		lscb_likely_put(r, body, likely->list, likely->n);
	}
	form = page_form(r, body, r->http->path);
	if (likely != NULL && likely->n > 0)
		likely_put(r, form, likely);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Save the notification", "primary", NULL, NULL);
	if (status == 200)
		mine_put(r, body);
	return status;
}

static const char *time_now(struct request *r)
{
	int minutes;

	(void)date_london(date_now(), &minutes);
	return pool_printf(r->pool, "%02d:%02d", minutes / 60, minutes % 60);
}

/* A.01: received now, unless it is said otherwise; an agency's person notifies by this very
 * form, and in their own name. */
static void beginning(struct request *r)
{
	struct input *in = &r->input;

	input_slot(in, "received_on")->value = r->today;
	if (shown_cases(r))
		return;
	input_slot(in, "received_time")->value = time_now(r);
	input_slot(in, "channel")->value = "FORM";
	input_slot(in, "referrer")->value = r->session->name;
	input_slot(in, "part")->value = r->session->job_title;
	input_slot(in, "phone")->value = r->session->phone;
	input_slot(in, "email")->value = r->session->email;
}

int lscb_notify_show(struct request *r)
{
	beginning(r);
	return notify_page(r, NULL, 200);
}

/* -- kept -- */

/* What was entered belongs to the agency's person until the coordinator goes on with
 * it: they complete the form and see nothing else of the case. */
static void notifier_apart(struct request *r, struct record *record)
{
	struct account *list;

	if (shown_cases(r))
		return;
	if (account_list(r, "CDC", &list) > 0)
		(void)record_hand_over(r, record, list[0].id, 0);
	record_person_end(r, record, request_account(r), "OWNER");
	record_person_part(r, record, request_account(r), "NOTIFIER", pool_printf(r->pool, "/%s",
	    lscb_notification_form_name(r, record)));
}

/* 1.2: told at once, by whoever keeps the case; the national database, of set C, from the
 * day that it was notified here. */
static void told_at_once(struct request *r, const struct record *record)
{
	lscb_task_labelled(r, record, "LETTERS", r->today);
	if (conf_text("lscb.form_set")[0] == 'C')
		lscb_task_labelled(r, record, "NCMD", lscb_task_day(r, "lscb.national_due",
		    input_text(&r->input, "received_on")));
}

static void case_new(struct request *r, struct record *record)
{
	const struct transition *t = workflow_beginning(&lscb_workflow, LSCB_EVENT_NOTIFY);

	record_new(r, "death", 0, "A child", lscb_workflow.state[t->to].code, record);
	(void)record_refer_year(r, record, "CD", input_text(&r->input, "received_on"));
	death_add(r, record, lscb_notification_moment(r));
	if (input_text(&r->input, "birth_order")[0] != '\0')
		(void)db_write(r->db, &lscb_sql[LSCB_ORDER_SET], input_text(&r->input, "birth_order"),
		    record->id);
	lscb_notification_keep(r, record);
	(void)lscb_again(r, record);
	lscb_notification_form_new(r, record);
	event_add(r, record, t->code, t->title, false);
	told_at_once(r, record);
	notifier_apart(r, record);
}

static int added(struct request *r, const struct lscb_likely *to)
{
	struct record record;

	if (!record_lock(r, to->handle, &record))
		return page_not_found(r);
	lscb_notification_keep(r, &record);
	event_add(r, &record, "notification", "Further notification", false);
	return request_redirect(r, "/lscb/case/%s", record.handle);
}

/* The same words whether there is a case of this child or not. */
static int thanks(struct request *r, const struct record *record)
{
	struct node *body = page_begin(r, "message", "Notification kept");

	(void)page_heading(body, 1, "Notification kept");
	(void)page_para(body, pool_printf(r->pool, "It has the identifier %s. Say it when you speak of "
	    "this death, and not the name. The coordinator goes on with it.", record->reference));
	(void)page_link(body, "Go on with the rest of the form", "button", "/lscb/case/%s/%s",
	    record->handle, lscb_notification_form_name(r, record));
	(void)page_link(body, "Notify another death", NULL, "/lscb/notify");
	return 200;
}

int lscb_notify_save(struct request *r)
{
	struct likely likely = { .n = 0 };
	struct record record;
	size_t i;

	rules(r);
	if (!input_valid(&r->input, r->pool))
		return notify_page(r, NULL, 422);
	lscb_likely_alone(r);
	if (shown_cases(r))
		(void)likely_find(r, &likely);
	if (!said(r, &likely))
		return notify_page(r, &likely, 422);
	if (chosen(r, &likely) != NULL)
		return added(r, chosen(r, &likely));
	case_new(r, &record);
	for (i = 0; i < likely.n; i++)
		lscb_likely_apart(r, record.id, likely.list[i].record, input_text(&r->input, "other_why"));
	if (!shown_cases(r))
		return thanks(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}
