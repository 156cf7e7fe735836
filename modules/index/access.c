#include <string.h>

#include "date.h"
#include "index.h"
#include "lists.h"
#include "str.h"
#include "text.h"

#define PAGE	50		/* rows; the statements fetch one more */
#define DAYS	30		/* back from today when no date is given */
#define BEGIN	"9999-12-31 00:00:00|~|0"

const struct field access_fields[] = {
	{ .name = "number", .type = FIELD_INDEX, .label = "Index number of a child",
	  .hint = "Who looked at this child", .width = 20 },
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .label = "User name",
	  .hint = "What this person did", .width = 20 },
	{ .name = "from", .type = FIELD_DATE, .not_future = true, .label = "Date from (earliest)",
	  .hint = "30 days ago when left empty" },
	{ .name = "to", .type = FIELD_DATE, .label = "Date to (latest)",
	  .hint = "Today when left empty" },
	{ .name = "before", .type = FIELD_TEXT, .max = 80 },
	{ .name = "details", .type = FIELD_TICK },
	{ 0 }
};

enum { MODULE, ID, AT, LOGIN, GIVEN, FAMILY, AGENCY, ROLE, RELATION, ACTION, OBJECT, NUMBER,
	REASON, DETAIL, ADDRESS, OUTCOME };

/* What is asked of the log. */
struct asked {
	const char *child, *account[4];	/* ids as text; child NULL: an account is asked for */
	const char *from, *to;		/* moments, the second excluded */
	const char *module;		/* "" all */
	const char *at, *last_module;	/* where the page before ended */
	const char *last_id;
	bool details;
};

static const char *typed(struct request *r, const char *name)
{
	return r->input.n == 0 ? "" : input_text(&r->input, name);
}

/* -- what was asked -- */

static const char *day_start(struct request *r, struct date day)
{
	return date_utc(r->pool, date_from_london(day, 0, 0));
}

static void range_read(struct request *r, struct asked *a)
{
	struct date from = date_add_days(date_today(), -DAYS), to = date_today();

	(void)date_parse(typed(r, "from"), &from);
	(void)date_parse(typed(r, "to"), &to);
	if (date_compare(from, to) > 0)
		input_refuse(&r->input, "to", "The latest date must not be before the earliest");
	a->from = day_start(r, from);
	a->to = day_start(r, date_add_days(to, 1));
}

/* "moment|module|id" of the last row shown. */
static bool cursor_read(struct request *r, struct asked *a)
{
	char *text = pool_strdup(r->pool, typed(r, "before")[0] == '\0' ? BEGIN : typed(r, "before"));
	char *module = strchr(text, '|'), *id = module == NULL ? NULL : strchr(module + 1, '|');
	unsigned long long number;
	long long moment;

	if (id == NULL)
		return false;
	*module++ = *id++ = '\0';
	a->at = text;
	a->last_module = module;
	a->last_id = id;
	return date_moment(text, &moment) && text_number(id, &number);
}

static void child_read(struct request *r, struct asked *a)
{
	struct db_row row;

	if (typed(r, "number")[0] == '\0' || input_slot(&r->input, "number")->error != NULL)
		return;
	if (db_find(r->db, &index_sql[INDEX_CHILD_ID], &row, typed(r, "number"),
	    typed(r, "number"))) {
		r->audit.child = db_number(&row, 0);
		a->child = index_id(r, r->audit.child);
	} else {
		input_refuse(&r->input, "number", "No record has this index number");
	}
}

/* A user name may have been two persons' in turn: both are meant. */
static void account_read(struct request *r, struct asked *a)
{
	struct db_rows rows;
	size_t i;

	if (typed(r, "login")[0] == '\0')
		return;
	(void)db_list(r->db, &index_sql[INDEX_LOGINS], &rows, typed(r, "login"));
	if (rows.n == 0)
		input_refuse(&r->input, "login", "Nobody has this user name");
	for (i = 0; i < 4 && rows.n > 0; i++)
		a->account[i] = index_id(r, db_number(&rows.row[i < rows.n ? i : 0], 0));
}

static bool asked_read(struct request *r, struct asked *a)
{
	bool number = typed(r, "number")[0] != '\0', login = typed(r, "login")[0] != '\0';

	*a = (struct asked){ .details = typed(r, "details")[0] != '\0',
	    /* An index manager reads the index's own rows alone (5.4). */
	    .module = session_role(r->session, "AUD") ? "" : "index" };
	if (number == login)
		input_refuse(&r->input, "number", number ?
		    "Enter an index number or a user name, not both" :
		    "Enter the index number of a child, or a user name");
	range_read(r, a);
	child_read(r, a);
	account_read(r, a);
	if (!cursor_read(r, a))
		input_refuse(&r->input, "number", "This page of the log is not known: ask again");
	return input_valid(&r->input, r->pool);
}

/* -- showing -- */

static const char *outcome(struct request *r, unsigned long long status)
{
	switch (status) {
	case 200: return "Done";
	case 303: return "Done";
	case 403: return "Refused";
	case 404: return "Not found or not allowed";
	case 409: return "Not saved, changed meanwhile";
	case 422: return "Not accepted";
	default: return pool_printf(r->pool, "%llu", status);
	}
}

static const char *who(struct request *r, const struct db_row *row)
{
	if (db_text(row, GIVEN) == NULL)
		return db_text(row, LOGIN);
	return pool_printf(r->pool, "%s %s (%s), %s", db_text(row, GIVEN), db_text(row, FAMILY),
	    db_text(row, LOGIN), db_text(row, AGENCY) == NULL ? "no agency" : db_text(row, AGENCY));
}

static const char *about(struct request *r, const struct db_row *row)
{
	const char *number = db_text(row, NUMBER);

	if (number == NULL)
		return db_text(row, OBJECT);
	return pool_printf(r->pool, "%s%schild %s", strcmp(db_text(row, OBJECT), "child") == 0 ? "" :
	    db_text(row, OBJECT), strcmp(db_text(row, OBJECT), "child") == 0 ? "" : ", ", number);
}

/* In words: from the module's own list of them, or the one that all share. */
static const char *action(struct request *r, const struct db_row *row)
{
	const char *name = db_text(row, ACTION);
	const char *own = pool_printf(r->pool, "action-%s", db_text(row, MODULE));
	const struct codelist *list = lists_find(own);

	return index_label(r, list != NULL && code_find(list, name) != NULL ? own : "action", name);
}

static void row_put(struct request *r, struct node *table, const struct db_row *row, bool details)
{
	struct node *tr = node_add(table, "row");
	const char *relation = db_text(row, RELATION), *reason = db_text(row, REASON);

	node_set(page_cell(tr, page_when(r, db_text(row, AT))), "kind", "nowrap");
	(void)page_cell(tr, who(r, row));
	(void)page_cell(tr, relation[0] == '\0' ? db_text(row, ROLE) :
	    pool_printf(r->pool, "%s, as %s", db_text(row, ROLE), relation));
	(void)page_cell(tr, db_text(row, MODULE));
	(void)page_cell(tr, action(r, row));
	(void)page_cell(tr, about(r, row));
	(void)page_cell(tr, reason[0] == '\0' ? "" :
	    pool_printf(r->pool, "%s %s", reason, index_label(r, "index-reason", reason)));
	(void)page_cell(tr, outcome(r, db_number(row, OUTCOME)));
	(void)page_cell(tr, db_text(row, ADDRESS));
	if (details)
		(void)page_cell(tr, db_text(row, DETAIL));
}

static void rows_put(struct request *r, struct node *body, const struct db_rows *rows,
    const struct asked *a)
{
	struct node *table = page_table(body, "log", "Access log, newest first",
	    "The log has no such row.", "When", "Who", "Role", "Module", "Action", "About", "Reason",
	    "Outcome", "Computer", a->details ? "Details" : NULL, NULL);
	size_t i;

	for (i = 0; i < rows->n && i < PAGE; i++)
		row_put(r, table, &rows->row[i], a->details);
}

static void hidden(struct request *r, struct node *form, const char *name, const char *value)
{
	struct node *n;

	if (value[0] == '\0')
		return;
	n = node_add(form, "field");
	node_set(n, "name", name);
	node_set(n, "id", pool_printf(r->pool, "%s-%s", name, node_get(form, "id")));
	node_set(n, "type", "hidden");
	node_set(n, "label", name);
	(void)node_leaf(n, "value", value);
}

/* The same question again, from another row on or with its details. */
static void again_put(struct request *r, struct node *body, const char *id, const char *label,
    const char *before, bool details)
{
	static const char *const kept[] = { "number", "login", "from", "to" };
	struct node *form = page_form(r, body, "/access");
	size_t i;

	node_set(form, "id", id);
	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		hidden(r, form, kept[i], typed(r, kept[i]));
	hidden(r, form, "before", before);
	hidden(r, form, "details", details ? "Y" : "");
	(void)page_button(page_buttons(form), label, "secondary", NULL, NULL);
}

static void more_put(struct request *r, struct node *body, const struct db_rows *rows,
    const struct asked *a)
{
	const struct db_row *last;

	if (rows->n > 0 && !a->details) {
		(void)page_para(body, "Details hold what was searched for and the words of reasons. "
		    "That you read them is recorded.");
		again_put(r, body, "details", "Show details", typed(r, "before"), true);
	}
	if (rows->n <= PAGE)
		return;
	last = &rows->row[PAGE - 1];
	again_put(r, body, "older", "Show older rows", pool_printf(r->pool, "%s|%s|%llu",
	    db_text(last, AT), db_text(last, MODULE), db_number(last, ID)), a->details);
}

static void form_put(struct request *r, struct node *body)
{
	struct node *form = page_form(r, body, "/access");
	const struct field *f;

	for (f = access_fields; f->name != NULL; f++)
		if (f->label != NULL)
			(void)page_control(r, form, f, f->name, typed(r, f->name),
			    r->input.n == 0 ? NULL : input_slot(&r->input, f->name)->error, NULL);
	(void)page_button(page_buttons(form), "Show the log", "primary", NULL, NULL);
}

static struct node *access_begin(struct request *r)
{
	struct node *body = page_begin(r, "access", "Access log");

	(void)page_heading(body, 1, "Access log");
	return body;
}

int access_show(struct request *r)
{
	struct node *body = access_begin(r);

	(void)page_para(body, "Every search, view and change is in the log. It shows who did what to "
	    "which record and when, not what the record says. Reading the log is recorded too.");
	form_put(r, body);
	return 200;
}

/* Codes and dates only: what the log is asked is itself in the log. */
static void asked_log(struct request *r, const struct asked *a)
{
	struct str s;

	str_init(&s, r->pool);
	str_printf(&s, "number: %s; login: %s; from: %s; to: %s%s", typed(r, "number"),
	    typed(r, "login"), a->from, a->to, a->details ? "; with details" : "");
	r->audit.object = "access";
	r->audit.detail = s.data;
}

static void log_read(struct request *r, const struct asked *a, struct db_rows *rows_r)
{
	if (a->child != NULL)
		(void)db_list(r->db, &index_sql[INDEX_LOG_CHILD], rows_r, a->child, a->from, a->to,
		    a->module, a->module, a->at, a->at, a->last_module, a->last_module, a->last_id);
	else
		(void)db_list(r->db, &index_sql[INDEX_LOG_ACCOUNT], rows_r, a->account[0],
		    a->account[1], a->account[2], a->account[3], a->from, a->to, a->module, a->module,
		    a->at, a->at, a->last_module, a->last_module, a->last_id);
}

int access_list(struct request *r)
{
	struct db_rows rows;
	struct asked asked;
	struct node *body;
	bool valid = asked_read(r, &asked);

	body = access_begin(r);
	if (valid) {
		log_read(r, &asked, &rows);
		asked_log(r, &asked);
		rows_put(r, body, &rows, &asked);
		more_put(r, body, &rows, &asked);
		(void)page_heading(body, 2, "Ask again");
	}
	form_put(r, body);
	return valid ? 200 : 422;
}
