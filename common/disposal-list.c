#include <string.h>

#include "date.h"
#include "disposal.h"
#include "input.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "str.h"
#include "terms.h"
#include "text.h"

/* The review list: what may be disposed of, soonest first, and what stands in
 * the way. Whoever may propose chooses from it; who may only confirm sees
 * references and dates. */

#define FILTERS \
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 }, \
	{ .name = "rule", .type = FIELD_TOKEN }, \
	{ .name = "show", .type = FIELD_TOKEN }, \
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .width = 20, .label = "Reference" }

enum { REFERENCE = 3, REASON };

const struct field disposal_list_input[] = {
	FILTERS,
	{ 0 }
};

const struct field disposal_propose_input[] = {
	FILTERS,
	{ .name = "reason", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why may they be destroyed?",
	  .hint = "For instance that nobody has asked for them to be kept. No names" },
	{ .name = "chosen", .type = FIELD_REST },
	{ 0 }
};

/* t: a row of retention that is due; the filters, each asked for and given. */
#define HELD	"EXISTS (SELECT 1 FROM legal_hold h WHERE h.record = r.id AND h.ended_at IS NULL)"
#define AGAIN	"EXISTS (SELECT 1 FROM record a WHERE a.child = r.child AND a.id <> r.id" \
	" AND a.closed_at IS NULL)"
#define OPEN_OF	" FROM disposal d WHERE d.record = r.id AND d.part = t.part AND d.open_of IS NOT NULL"
#define PROPOSED "EXISTS (SELECT 1" OPEN_OF ")"
#define DUE	" FROM retention t JOIN record r ON r.id = t.record WHERE t.due_on <= ?" \
	" AND r.archived_at IS NOT NULL AND (? = '' OR t.rule = ?) AND (? = '' OR COALESCE(r.reference, r.handle)" \
	"  LIKE CONCAT('%', ?, '%')) AND (? <> 'free' OR NOT (" HELD " OR " AGAIN " OR " PROPOSED "))" \
	" AND (? <> 'kept' OR " HELD " OR " AGAIN ") AND (? <> 'proposed' OR " PROPOSED ")"
#define DUE_IN	"d" "ss" "ss" "sss"

enum { ALL, SOME, FIND, OPEN, ADD };

static const struct db_statement sql[] = {
	[ALL] = { "SELECT COUNT(r.id)" DUE, DUE_IN, "u" },
	[SOME] = { "SELECT r.handle, COALESCE(r.reference, r.handle), r.subject, t.part, t.rule,"
	    " t.due_on, r.closed_at, " HELD ", " AGAIN ", (SELECT d.id" OPEN_OF ")" DUE
	    " ORDER BY t.due_on, t.record, t.part LIMIT 25 OFFSET ?", DUE_IN "u", "ssssssduuu" },
	[FIND] = { "SELECT id FROM record WHERE handle = ?", "s", "u" },
	[OPEN] = { "SELECT id FROM disposal WHERE record = ? AND part = ? AND open_of IS NOT NULL",
	    "us", "u" },
	[ADD] = { "INSERT INTO disposal (record, part, reference, title, opened_on, closed_on,"
	    " archived_on, due_on, rule, why, version, reason, proposed_by, proposed_at, open_of)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), CONCAT(?, '/', ?))",
	    "usss" "dddd" "ssu" "su" "us", "" },
};

void disposal_list_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

static const struct { const char *code, *label; } shows[] = {
	{ "", "All" }, { "free", "What can be proposed" }, { "kept", "What is kept all the same" },
	{ "proposed", "What is proposed" },
};

struct list {
	struct request *r;
	const char *rule, *show, *reference;
	unsigned long long page, all;
	struct db_rows rows;
	const char *error;	/* on what was chosen */
};

/* -- what is asked for -- */

static void filters_read(struct list *l)
{
	const struct disposal_rule *rule;
	size_t i;

	l->rule = l->show = "";
	for (rule = l->r->module->disposal->rules; rule->code != NULL; rule++)
		if (input_is(&l->r->input, "rule", rule->code))
			l->rule = rule->code;
	for (i = 0; i < sizeof(shows) / sizeof(shows[0]); i++)
		if (input_is(&l->r->input, "show", shows[i].code))
			l->show = shows[i].code;
	l->reference = input_text(&l->r->input, "reference");
	if (l->reference[0] != '\0' && !text_only(l->reference,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/", 40)) {
		input_refuse(&l->r->input, "reference", "A reference has letters, digits, hyphens and "
		    "slashes only");
		l->reference = "";
	}
	if (!text_number(input_text(&l->r->input, "page"), &l->page) || l->page == 0)
		l->page = 1;
}

#define ASKED(l) (l)->r->today, (l)->rule, (l)->rule, (l)->reference, (l)->reference, \
	(l)->show, (l)->show, (l)->show

static void list_read(struct request *r, struct list *l)
{
	struct db_row row;

	*l = (struct list){ .r = r };
	filters_read(l);
	if (db_find(r->db, &sql[ALL], &row, ASKED(l)))
		l->all = db_number(&row, 0);
	if ((l->page - 1) * DISPOSAL_ROWS >= l->all)
		l->page = 1;
	(void)db_list(r->db, &sql[SOME], &l->rows, ASKED(l), (l->page - 1) * DISPOSAL_ROWS);
}

static const char *address(const struct list *l)
{
	struct str s;

	str_init(&s, l->r->pool);
	str_printf(&s, "%sdisposal?rule=%s&show=%s", l->r->module->home, l->rule, l->show);
	if (l->reference[0] != '\0')
		str_printf(&s, "&reference=%s", l->reference);
	return s.data;
}

/* -- the filters -- */

static void option(struct node *control, const char *value, const char *label, bool selected)
{
	struct node *o = node_add(control, "option");

	node_set(o, "value", value);
	node_set(o, "label", label);
	if (selected)
		node_set(o, "selected", "yes");
}

static struct node *choice(struct list *l, struct node *form, const char *name, const char *label)
{
	return page_control(l->r, form, &(struct field){ .type = FIELD_TOKEN, .label = label }, name,
	    "", NULL, "select");
}

static void filters_put(struct list *l)
{
	struct node *aside = page_aside(l->r), *form, *control, *buttons;
	const struct disposal_rule *rule;
	size_t i;

	node_set(aside, "side", "left");
	(void)page_heading(aside, 2, "Filter");
	form = node_add(aside, "form");
	node_set(form, "action", l->r->http->path);
	node_set(form, "method", "get");
	control = choice(l, form, "rule", "Kept as");
	option(control, "", "All", l->rule[0] == '\0');
	for (rule = l->r->module->disposal->rules; rule->code != NULL; rule++)
		option(control, rule->code, terms_apply(l->r->pool, rule->title),
		    strcmp(l->rule, rule->code) == 0);
	control = choice(l, form, "show", "Show");
	for (i = 0; i < sizeof(shows) / sizeof(shows[0]); i++)
		option(control, shows[i].code, shows[i].label, strcmp(l->show, shows[i].code) == 0);
	(void)page_control(l->r, form, &disposal_list_input[REFERENCE], "reference",
	    input_text(&l->r->input, "reference"), input_slot(&l->r->input, "reference")->error, NULL);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Show", "primary", NULL, NULL);
	node_set(page_button(buttons, "Clear", "link", NULL, NULL), "href", l->r->http->path);
}

/* -- the rows -- */

static bool chooses(const struct list *l)
{
	return request_may(l->r, l->r->module->disposal->propose);
}

static const char *rule_title(struct request *r, const char *code)
{
	const struct disposal_rule *rule;

	for (rule = r->module->disposal->rules; rule->code != NULL; rule++)
		if (strcmp(rule->code, code) == 0)
			return terms_apply(r->pool, rule->title);
	return code;
}

/* What it is: of a whole record its rule says it. */
static const char *title(struct request *r, const char *part, const char *rule)
{
	const struct disposal_part *p = disposal_part(r, part);

	return p == NULL || p->title == NULL ? rule_title(r, rule) : terms_apply(r->pool, p->title);
}

static bool is_free(const struct db_row *c)
{
	return db_number(c, 7) == 0 && db_number(c, 8) == 0 && db_number(c, 9) == 0;
}

static void stands_put(struct list *l, struct node *row, const struct db_row *c)
{
	struct node *cell;

	if (db_number(c, 7) != 0)
		(void)page_cell(row, disposal_bar_text("HOLD"));
	else if (db_number(c, 8) != 0)
		(void)page_cell(row, disposal_bar_text("CHILD"));
	else if (db_number(c, 9) == 0)
		(void)page_cell(row, "");
	else {
		cell = page_cell(row, "Proposed");
		node_set(cell, "href", pool_printf(l->r->pool, "%sdisposal/%llu", l->r->module->home,
		    db_number(c, 9)));
		node_set(cell, "what", pool_printf(l->r->pool, "disposal of %s", db_text(c, 1)));
	}
}

static void row_put(struct list *l, struct node *table, const struct db_row *c)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(c, 1));

	node_set(cell, "head", "yes");
	if (chooses(l)) {
		node_set(cell, "href", pool_printf(l->r->pool, "%s/%s", disposal_path(l->r),
		    db_text(c, 0)));
		(void)page_cell(row, db_text(c, 2));
	}
	(void)page_cell(row, title(l->r, db_text(c, 3), db_text(c, 4)));
	(void)page_cell(row, disposal_day(l->r, db_text(c, 6)));
	(void)page_cell(row, disposal_day(l->r, db_text(c, 5)));
	stands_put(l, row, c);
}

static void table_put(struct list *l, struct node *body)
{
	const char *caption = pool_printf(l->r->pool, "%llu due", l->all);
	const char *none = "Nothing is due.";
	struct node *table = chooses(l) ? page_table(body, "due", caption, none, "Reference", "Child",
	    "Kept as", "Closed", "May go from", "Why it stays", NULL) : page_table(body, "due", caption,
	    none, "Reference", "Kept as", "Closed", "May go from", "Why it stays", NULL);
	size_t i;

	for (i = 0; i < l->rows.n; i++)
		row_put(l, table, &l->rows.row[i]);
}

/* -- to propose -- */

/* "HANDLE" or "HANDLE-PART". */
static const char *key(struct request *r, const struct db_row *c)
{
	return pool_printf(r->pool, "%s%s%s", db_text(c, 0), db_text(c, 3)[0] == '\0' ? "" : "-",
	    db_text(c, 3));
}

static bool chosen(const struct request *r, const char *value)
{
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (strcmp(r->params.param[i].name, "chosen") == 0 &&
		    strcmp(r->params.param[i].value, value) == 0)
			return true;
	return false;
}

static void choices_put(struct list *l, struct node *form)
{
	struct node *control = page_control(l->r, form, &(struct field){ .type = FIELD_TOKEN,
	    .label = "Which may be destroyed?" }, "chosen", "", l->error, "checkboxes"), *o;
	size_t i;

	for (i = 0; i < l->rows.n; i++) {
		const struct db_row *c = &l->rows.row[i];
		if (!is_free(c))
			continue;
		o = node_add(control, "option");
		node_set(o, "value", key(l->r, c));
		node_set(o, "label", db_text(c, 1));
		node_set(o, "hint", pool_printf(l->r->pool, "%s. %s", db_text(c, 2),
		    title(l->r, db_text(c, 3), db_text(c, 4))));
		if (chosen(l->r, key(l->r, c)))
			node_set(o, "selected", "yes");
	}
}

static void propose_put(struct list *l, struct node *body)
{
	bool sent = l->r->route->input == disposal_propose_input;
	struct node *form;
	size_t i, n = 0;
	unsigned f;

	for (i = 0; i < l->rows.n; i++)
		n += is_free(&l->rows.row[i]);
	if (!chooses(l) || (n == 0 && l->error == NULL))
		return;
	(void)page_heading(body, 2, "Propose what is to be destroyed");
	(void)page_para(body, "Look at each first. Somebody else decides, one by one; nothing is "
	    "destroyed before.");
	form = page_form(l->r, body, l->r->http->path);
	for (f = 0; f <= REFERENCE; f++)	/* the filter beside has the plain id */
		node_set(page_control(l->r, form, &(struct field){ .type = FIELD_TOKEN },
		    disposal_list_input[f].name, input_text(&l->r->input, disposal_list_input[f].name),
		    NULL, "hidden"), "id", pool_printf(l->r->pool, "kept-%s",
		    disposal_list_input[f].name));
	choices_put(l, form);
	if (sent)
		(void)page_field(l->r, form, &disposal_propose_input[REASON], NULL);
	else
		(void)page_control(l->r, form, &disposal_propose_input[REASON], "reason", "", NULL, NULL);
	(void)page_button(page_buttons(form), "Propose", "primary", NULL, NULL);
}

static int list_page(struct request *r, const char *error, int status)
{
	struct node *body = page_begin(r, "disposal", "What may be destroyed");
	struct list l;

	list_read(r, &l);
	l.error = error;
	disposal_nav(r, body, "disposal");
	(void)page_heading(body, 1, "What may be destroyed");
	(void)page_para(body, "Archived, and kept for as long as its rule asks. Nothing is destroyed by "
	    "itself: one person proposes, another decides. A legal hold stops it until the end.");
	filters_put(&l);
	table_put(&l, body);
	disposal_pages(r, body, address(&l), l.page, l.all);
	propose_put(&l, body);
	if (r->audit.detail == NULL || r->audit.detail[0] == '\0')
		r->audit.detail = address(&l);
	return input_slot(&r->input, "reference")->error != NULL ? 422 : status;
}

int disposal_list(struct request *r)
{
	return list_page(r, NULL, 200);
}

/* One that was chosen, locked. NULL, or why it cannot be proposed. */
static const char *chosen_lock(struct request *r, const char *value,
    const struct disposal_part **part_r, struct disposal_record *record_r)
{
	const char *handle = pool_strndup(r->pool, value, strcspn(value, "-"));
	const char *code = strchr(value, '-') == NULL ? "" : strchr(value, '-') + 1, *bar;
	struct db_row row;

	*part_r = disposal_part(r, code);
	if (*part_r == NULL || !db_find(r->db, &sql[FIND], &row, handle) ||
	    !disposal_lock(r, db_number(&row, 0), record_r))
		return "Choose from the list";
	bar = disposal_bar(r, record_r, code, 0);
	if (bar == NULL && db_find(r->db, &sql[OPEN], &row, record_r->id, code))
		return pool_printf(r->pool, "%s: It is proposed already", record_r->reference);
	return bar == NULL ? NULL : pool_printf(r->pool, "%s: %s", record_r->reference,
	    disposal_bar_text(bar));
}

static void propose(struct request *r, const char *value)
{
	const struct disposal_part *part;
	struct disposal_record record;

	if (chosen_lock(r, value, &part, &record) != NULL)
		return;		/* came twice */
	(void)db_insert(r->db, &sql[ADD], record.id, part->code, record.reference,
	    title(r, part->code, record.due.rule), disposal_on(r, record.opened_at),
	    disposal_on(r, record.closed_at), disposal_on(r, record.archived_at), record.due.on,
	    record.due.rule, record.due.why, (unsigned long long)record.version,
	    input_text(&r->input, "reason"), request_account(r), record.id, part->code);
	r->audit = (struct audit){ .object = "record", .object_id = record.id, .child = record.child };
	audit_add(r, r->route->action, part->code[0] == '\0' ? "" : pool_printf(r->pool, "part=%s",
	    part->code));
}

/* All of what is chosen is looked at before any is proposed: the page that says
 * why not is of before. */
static const char *all_wrong(struct request *r, unsigned *n_r)
{
	const struct disposal_part *part;
	struct disposal_record record;
	const char *wrong = NULL;
	size_t i;

	for (i = 0; i < r->params.n && wrong == NULL; i++)
		if (strcmp(r->params.param[i].name, "chosen") == 0) {
			wrong = chosen_lock(r, r->params.param[i].value, &part, &record);
			(*n_r)++;
		}
	return *n_r == 0 ? "Choose what may be destroyed" : wrong;
}

int disposal_propose(struct request *r)
{
	const char *wrong;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (!r->params.param[i].used && strcmp(r->params.param[i].name, "chosen") != 0)
			return page_message(r, 400, "This request cannot be used",
			    "It has parts that the page does not know. Nothing was saved.");
	wrong = all_wrong(r, &n);
	if (!input_valid(&r->input, r->pool) || wrong != NULL)
		return list_page(r, wrong, 422);
	for (i = 0; i < r->params.n; i++)
		if (strcmp(r->params.param[i].name, "chosen") == 0)
			propose(r, r->params.param[i].value);
	r->audit = (struct audit){ .action = r->route->action,
	    .detail = pool_printf(r->pool, "chosen=%u", n) };
	return request_redirect(r, "%sdisposal/log?state=waiting", r->module->home);
}
