#include <string.h>

#include "date.h"
#include "ident.h"
#include "intake.h"
#include "lists.h"

/* 1.2: a death is told of by two to five people. The first makes the case; what the
 * others say is kept beside it as they said it, and the earliest counts. */

const struct field lscb_notification_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	NOTIFICATION_FIELDS,
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30,
	  .label = "Child's family name, as it was given" },
	{ .name = "given", .type = FIELD_NAME, .max = 210, .width = 30,
	  .label = "First and other names, as they were given" },
	{ .name = "baby_of", .type = FIELD_TICK,
	  .label = "The child had no name yet: the family name is the mother's" },
	{ .name = "nhs", .type = FIELD_NHS, .width = 14, .label = "NHS number" },
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .label = "Date of birth" },
	{ .name = "age_said", .type = FIELD_TEXT, .max = 60, .width = 20, .label = "Age, as it was said" },
	{ .name = "birth_order", .type = FIELD_NUMBER, .max = 1, .width = 3,
	  .label = "Order of birth, of a twin or one of more" },
	{ .name = "died_on", .type = FIELD_DATE, .not_future = true, .label = "Date of death" },
	{ .name = "died_time", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "Time of death" },
	{ .name = "sex", .type = FIELD_CODE, .choices = "lscb-sex", .label = "Sex" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Home postcode" },
	{ .name = "note", .type = FIELD_MEMO, .max = 16000, .rows = 6, .label = "What was said" },
	{ 0 }
};

const char *lscb_notification_day(const struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

void lscb_notification_time(struct request *r, const char *name)
{
	const char *time = input_text(&r->input, name);
	int hour, minute;

	if (time[0] != '\0' && !date_clock_read(time, &hour, &minute))
		input_refuse(&r->input, name, "Enter a time like 14:30");
}

/* Without a time it counts from the start of the day, which is never too late. */
const char *lscb_notification_moment(struct request *r)
{
	struct date date;
	int hour = 0, minute = 0;

	(void)date_parse(input_text(&r->input, "received_on"), &date);
	(void)date_clock_read(input_text(&r->input, "received_time"), &hour, &minute);
	return date_utc(r->pool, date_from_london(date, hour, minute));
}

/* The start of a day stands for no time at all. */
const char *lscb_received(struct request *r, const char *at)
{
	long long moment;
	struct date day;
	int minutes;

	if (at == NULL || !date_moment(at, &moment))
		return NULL;
	day = date_london(moment, &minutes);
	return minutes == 0 ? page_day(r, date_iso(r->pool, day)) : page_when(r, at);
}

static unsigned long long next(struct request *r, unsigned long long record)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_NOTIFICATION_NEXT], &row, record) ?
	    db_number(&row, 0) : 1;
}

/* The earliest receipt is the day from which everything runs. */
static void earliest(struct request *r, unsigned long long record)
{
	struct db_row row;

	if (db_find(r->db, &lscb_sql[LSCB_NOTIFICATION_FIRST], &row, record) &&
	    db_text(&row, 0) != NULL)
		(void)db_write(r->db, &lscb_sql[LSCB_NOTIFICATION_EARLIEST], db_text(&row, 0),
		    db_text(&row, 1), record, db_text(&row, 0));
}

void lscb_notification_keep(struct request *r, const struct record *record)
{
	const struct input *in = &r->input;

	(void)db_write(r->db, &lscb_sql[LSCB_NOTIFICATION_ADD], record->id, next(r, record->id),
	    lscb_notification_moment(r), input_text(in, "received_on"), input_text(in, "channel"),
	    input_text(in, "agency"), input_text(in, "referrer"), input_text(in, "part"),
	    input_text(in, "phone"), input_text(in, "email"), input_text(in, "family"),
	    input_text(in, "given"), input_text(in, "nhs"), lscb_notification_day(r, "born_on"),
	    lscb_notification_day(r, "died_on"), input_text(in, "sex"), input_text(in, "postcode"),
	    input_text(in, "age_said"), input_text(in, "died_time"), input_text(in, "birth_order"),
	    (unsigned long long)(input_text(in, "baby_of")[0] != '\0'), input_text(in, "note"),
	    request_account(r));
	earliest(r, record->id);
}

void lscb_notification_move(struct request *r, const struct record *from, const struct record *to)
{
	(void)db_write(r->db, &lscb_sql[LSCB_NOTIFICATION_MOVE], next(r, to->id), to->id, from->id);
	earliest(r, to->id);
}

void lscb_notification_back(struct request *r, const struct record *record)
{
	unsigned long long other;
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_NOTIFICATION_AWAY], &row, record->id) ||
	    (other = db_number(&row, 1)) == 0)
		return;
	(void)db_write(r->db, &lscb_sql[LSCB_NOTIFICATION_RETURN], db_number(&row, 0), record->id,
	    record->id);
	earliest(r, other);
}

/* -- on the case's page -- */

static const char *word(struct request *r, const char *list, const char *code)
{
	return code[0] == '\0' ? NULL : lists_label(list, code, r->today);
}

void lscb_notification_panel(struct request *r, const struct record *record, struct node *list)
{
	bool may = session_role(r->session, "CDC CDD CDP");
	const char *agency, *how, *words = "";
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_NOTIFICATIONS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		how = word(r, "lscb-channel", db_text(&rows.row[i], 2));
		agency = word(r, "lscb-agency", db_text(&rows.row[i], 3));
		words = pool_printf(r->pool, "%s%s%s%s%s%s%s", words, i == 0 ? "" : "\n",
		    lscb_received(r, db_text(&rows.row[i], 1)), how == NULL ? "" : ", ", how == NULL ? "" : how,
		    agency == NULL || agency[0] == '\0' ? "" : ", ",
		    agency == NULL ? "" : agency);
	}
	(void)lscb_part(r, record, list, rows.n == 1 ? "Notification" : "Notifications", rows.n == 0 ?
	    "With the case that this one was joined to" : words, "Read", may ? "/notifications" : NULL);
	if (request_may(r, LSCB_WORK) && record->closed_at == NULL)
		(void)lscb_part(r, record, list, "A further notification",
		    "When somebody else tells of this death", "Add", "/notifications/new");
}

/* -- what each said: names, so by name alone -- */

static void said(struct request *r, struct node *body, const struct db_row *n)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "title", pool_printf(r->pool, "Received %s", lscb_received(r, db_text(n, 1))));
	(void)page_row(s, "How it came", word(r, "lscb-channel", db_text(n, 2)));
	(void)page_row(s, "From", db_text(n, 4));
	(void)page_row(s, "Agency", word(r, "lscb-agency", db_text(n, 3)));
	(void)page_row(s, "Role", db_text(n, 5));
	(void)page_row(s, "Phone", db_text(n, 6));
	(void)page_row(s, "E-mail", db_text(n, 7));
	(void)page_row(s, "Child's family name", db_text(n, 8));
	(void)page_row(s, "First and other names", db_text(n, 9));
	(void)page_row(s, "NHS number", ident_nhs_show(r->pool, db_text(n, 10)));
	(void)page_row(s, "Named after the mother", db_number(n, 23) != 0 ? "Yes" : NULL);
	(void)page_row(s, "Date of birth", page_day(r, db_text(n, 11)));
	(void)page_row(s, "Age, as it was said", db_text(n, 20));
	(void)page_row(s, "Order of birth", db_text(n, 22));
	(void)page_row(s, "Date of death", page_day(r, db_text(n, 12)));
	(void)page_row(s, "Time of death", db_text(n, 21));
	(void)page_row(s, "Sex", word(r, "lscb-sex", db_text(n, 13)));
	(void)page_row(s, "Home postcode", db_text(n, 14));
	(void)page_row(s, "What was said", db_text(n, 15));
	(void)page_row(s, "Entered", pool_printf(r->pool, "%s, by %s %s", page_when(r, db_text(n, 19)),
	    db_text(n, 17) == NULL ? "" : db_text(n, 17), db_text(n, 18) == NULL ? "" : db_text(n, 18)));
}

int lscb_notification_list(struct request *r)
{
	struct record record;
	struct db_rows rows;
	struct node *body;
	size_t i;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (!lscb_of(r)->named)
		return request_redirect(r, "%s/name", casework_path(r, &record));
	body = casework_page(r, &record, "notifications", "What each notification said");
	(void)db_list(r->db, &lscb_sql[LSCB_NOTIFICATIONS], &rows, record.id);
	if (rows.n == 0)
		(void)page_para(body, "They are with the case that this one was joined to.");
	for (i = 0; i < rows.n; i++)
		said(r, body, &rows.row[i]);
	return 200;
}

/* -- one more -- */

static void rules(struct request *r)
{
	const char *received = input_text(&r->input, "received_on");
	const char *died = lscb_of(r)->died_on;

	lscb_notification_time(r, "received_time");
	lscb_notification_time(r, "died_time");
	if (received[0] != '\0' && died != NULL && strcmp(received, died) < 0)
		input_refuse(&r->input, "received_on",
		    "The notification cannot have come before the death");
}

static int new_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "notification", "Add a further notification");

	(void)page_para(body, "What it says of the child is kept as it was said. It changes nothing of "
	    "the case but the day of the first notification, where this one came earlier.");
	page_route_form(r, body, "Add it to this case", "primary");
	return status;
}

int lscb_notification_new(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || record.closed_at != NULL)
		return page_not_found(r);
	return new_page(r, &record, 200);
}

int lscb_notification_add(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	rules(r);
	if (!input_valid(&r->input, r->pool))
		return new_page(r, &record, 422);
	lscb_notification_keep(r, &record);
	event_add(r, &record, "notification", "Further notification", false);
	return request_redirect(r, "%s", casework_path(r, &record));
}
