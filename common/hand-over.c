#include "hand-over.h"

#include <string.h>

#include "account.h"
#include "casework.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "text.h"

enum { CASES };

static const struct db_statement sql[] = {
	[CASES] = { "SELECT r.handle, r.subject, r.reference, o.given, o.family"
	    " FROM record r JOIN everychild.account o ON o.id = r.owner WHERE r.owner = ?"
	    " AND r.closed_at IS NULL AND r.restricted = 0 AND r.unlisted = 0"
	    " AND (? = 1 OR o.manager = ?) ORDER BY r.subject, r.id LIMIT 200", "uuu", "sssss" },
};

#define LOGIN \
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .required = true, .width = 20, \
	  .label = "Who is to hold it from now on?" }

const struct field hand_over_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	LOGIN,
	{ .name = "reason", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Why is it handed over?", .hint = "Shown on the case's timeline" },
	{ 0 }
};

const struct field hand_over_many_input[] = {
	{ .name = "from", .type = FIELD_NUMBER, .max = 18 },
	LOGIN,
	{ .name = "reason", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Why are they handed over?", .hint = "Shown on each case's timeline" },
	{ .name = "cases", .type = FIELD_REST },
	{ 0 }
};

void hand_over_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

static const struct hand_over *of(const struct request *r)
{
	return r->module->casework->hand_over;
}

/* Whom this reader can hand over to: their own staff, or the service's anybody. */
static bool holder_fits(struct request *r, const struct account *a, bool service,
    unsigned long long owner)
{
	return a->id != owner && (service || a->manager == request_account(r));
}

/* From a list. More than a list gives are named by what they sign in with. */
static void holder_put(struct request *r, struct node *form, bool service,
    unsigned long long owner)
{
	struct field login = r->route->input[1];
	const char *chosen = input_text(&r->input, "login");
	struct node *control, *option;
	struct account *accounts;
	size_t n = account_list(r, of(r)->role, &accounts), i;

	if (n >= ACCOUNT_MANY) {
		login.hint = pool_printf(r->pool, "User name of a %s with an open account", of(r)->holder);
		(void)page_field(r, form, &login, NULL);
		return;
	}
	login.hint = pool_printf(r->pool, "A %s", of(r)->holder);
	control = page_control(r, form, &login, "login", chosen, input_slot(&r->input, "login")->error,
	    "select");
	for (i = 0; i < n; i++) {
		if (!holder_fits(r, &accounts[i], service, owner))
			continue;
		option = node_add(control, "option");
		node_set(option, "value", accounts[i].login);
		node_set(option, "label", accounts[i].name);
		if (strcmp(chosen, accounts[i].login) == 0)
			node_set(option, "selected", "yes");
	}
}

/* The questions for the new holder and the reason, and the button. */
static void questions_put(struct request *r, struct node *form, bool service,
    unsigned long long owner)
{
	holder_put(r, form, service, owner);
	(void)page_field(r, form, &r->route->input[2], NULL);
	(void)page_button(page_buttons(form), "Hand over", "primary", NULL, NULL);
}

bool hand_over_may(const struct record *record)
{
	return record->closed_at == NULL && record_is(record, "MANAGER SERVICE");
}

static int hand_over_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "hand-over", "Hand over the case");

	(void)page_para(body, pool_printf(r->pool, "The new holder does from now on what the %s does. "
	    "Whoever holds the case now can no longer open it, and gives up any other part in it too.",
	    of(r)->owner));
	questions_put(r, page_form(r, body, r->http->path), record_is(record, "SERVICE"),
	    record->owner);
	return status;
}

int hand_over_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !hand_over_may(&record))
		return page_not_found(r);
	return hand_over_page(r, &record, 200);
}

static void holder_check(struct request *r, const struct record *record,
    struct account *holder_r)
{
	*holder_r = (struct account){ .id = 0 };
	if (!account_find(r, input_text(&r->input, "login"), of(r)->role, holder_r))
		input_refuse(&r->input, "login", pool_printf(r->pool,
		    "There is no %s with this user name", of(r)->holder));
	else if (holder_r->id == record->owner)
		input_refuse(&r->input, "login", "This person holds the case already");
	else if (!record_is(record, "SERVICE") && holder_r->manager != request_account(r))
		input_refuse(&r->input, "login", pool_printf(r->pool, "You can hand over to your own "
		    "staff only. The %s can hand over to anybody", of(r)->service));
}

static void relations_end(struct request *r, const struct record *record,
    unsigned long long account, const char *relations)
{
	size_t len;

	for (; *relations != '\0'; relations += len) {
		relations += strspn(relations, " ");
		len = strcspn(relations, " ");
		if (len > 0)
			record_person_end(r, record, account, pool_strndup(r->pool, relations, len));
	}
}

static bool hand_over(struct request *r, struct record *record, const struct account *holder)
{
	unsigned long long former = record->owner, holds = holder->id;

	if (!record_hand_over(r, record, holds, holder->team))
		return false;
	relations_end(r, record, holds, of(r)->new_ends);
	involvement_move(r, record, of(r)->part, holds);
	relations_end(r, record, former, of(r)->former_ends);
	if (of(r)->handed_over != NULL)
		of(r)->handed_over(r, record, former);
	involvement_leave(r, record, former);
	notice_add(r, record, holds, "A case was handed over to you");
	notice_add(r, record, former, "A case of yours was handed over to somebody else");
	event_add(r, record, "hand-over", pool_printf(r->pool, "Handed over to another %s: %s",
	    of(r)->owner, input_text(&r->input, "reason")), false);
	r->audit.detail = pool_printf(r->pool, "from=%llu to=%llu", former, holds);
	return true;
}

int hand_over_save(struct request *r)
{
	struct record record;
	struct account holder;

	if (!casework_lock(r, &record) || !hand_over_may(&record))
		return page_not_found(r);
	holder_check(r, &record, &holder);
	if (!input_valid(&r->input, r->pool))
		return hand_over_page(r, &record, 422);
	if (!hand_over(r, &record, &holder))
		return casework_moved_on(r);
	/* To a list: a manager may not see the case any more. */
	return request_redirect(r, "%s", r->module->home);
}

/* -- several of one person at once -- */

static bool ticked(const struct request *r, const char *handle)
{
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (strcmp(r->params.param[i].name, "cases") == 0 &&
		    strcmp(r->params.param[i].value, handle) == 0)
			return true;
	return false;
}

static unsigned long long from(const struct request *r)
{
	unsigned long long account;

	return text_number(input_text(&r->input, "from"), &account) ? account : 0;
}

/* Open cases of the person that the reader may hand over. */
static void cases_read(struct request *r, struct db_rows *rows_r)
{
	(void)db_list(r->db, &sql[CASES], rows_r, from(r), (unsigned long long)record_service(r),
	    request_account(r));
}

static void cases_put(struct request *r, struct node *form, const struct db_rows *rows,
    const char *error)
{
	struct node *control = page_control(r, form, &(struct field){ .type = FIELD_TOKEN,
	    .label = "Which cases?" }, "cases", "", error, "checkboxes"), *option;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const char *handle = db_text(&rows->row[i], 0);

		option = node_add(control, "option");
		node_set(option, "value", handle);
		node_set(option, "label", db_text(&rows->row[i], 1));
		node_set(option, "hint", db_text(&rows->row[i], 2));
		if (ticked(r, handle))
			node_set(option, "selected", "yes");
	}
}

static int many_page(struct request *r, const char *error, int status)
{
	struct node *body = page_begin(r, "hand-over", "Hand over several cases"), *form;
	struct db_rows rows;

	page_back(r, "Cases", "%s", r->module->home);
	(void)page_heading(body, 1, "Hand over several cases");
	cases_read(r, &rows);
	if (rows.n == 0) {
		(void)page_para(body, "This person holds no open case that you can hand over.");
		return status;
	}
	(void)page_para(body, pool_printf(r->pool, "Held by %s %s, who can no longer open what is "
	    "handed over.", db_text(&rows.row[0], 3), db_text(&rows.row[0], 4)));
	form = page_form(r, body, r->http->path);
	(void)page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "from",
	    input_text(&r->input, "from"), NULL, "hidden");
	cases_put(r, form, &rows, error);
	questions_put(r, form, record_service(r), from(r));
	return status;
}

int hand_over_many_show(struct request *r)
{
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (!r->params.param[i].used)
			return page_message(r, 400, "This request cannot be used",
			    "It has parts that the page does not know.");
	r->audit.detail = pool_printf(r->pool, "from=%llu", from(r));
	return many_page(r, NULL, 200);
}

/* All of what is ticked or nothing. False: a page in *status_r. */
static bool many_go(struct request *r, const struct db_rows *rows, unsigned *n_r, int *status_r)
{
	struct record record;
	struct account holder;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		if (!ticked(r, db_text(&rows->row[i], 0)))
			continue;
		if (!record_lock(r, db_text(&rows->row[i], 0), &record) ||
		    !hand_over_may(&record) || record.owner != from(r)) {
			*status_r = casework_moved_on(r);
			return false;
		}
		holder_check(r, &record, &holder);
		if (!input_valid(&r->input, r->pool)) {
			*status_r = many_page(r, NULL, 422);
			return false;
		}
		(void)hand_over(r, &record, &holder);
		audit_add(r, "hand-over.save", r->audit.detail);
		(*n_r)++;
	}
	return true;
}

int hand_over_many_save(struct request *r)
{
	struct db_rows rows;
	unsigned n = 0;
	int status = 0;
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (!r->params.param[i].used && strcmp(r->params.param[i].name, "cases") != 0)
			return page_message(r, 400, "This request cannot be used",
			    "It has parts that the page does not know. Nothing was saved.");
	if (!input_valid(&r->input, r->pool))
		return many_page(r, NULL, 422);
	cases_read(r, &rows);
	if (!many_go(r, &rows, &n, &status))
		return status;
	if (n == 0)
		return many_page(r, "Choose the cases to hand over", 422);
	r->audit = (struct audit){ .action = r->route->action,
	    .detail = pool_printf(r->pool, "cases=%u", n) };
	return request_redirect(r, "%s", r->module->home);
}
