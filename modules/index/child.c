#include <string.h>

#include "conf.h"
#include "date.h"
#include "disposal.h"
#include "index.h"
#include "lists.h"
#include "str.h"
#include "terms.h"

/* -- who may see what -- */

bool index_manager(const struct request *r)
{
	return session_role(r->session, INDEX_MANAGER);
}

static bool works_in(const struct request *r, const char *services)
{
	const char *service = r->session->service, *word;
	size_t len = strlen(service), n;

	for (word = services; *word != '\0' && len > 0; word += n) {
		word += strspn(word, " ");
		n = strcspn(word, " ");
		if (n == len && strncmp(word, service, n) == 0)
			return true;
	}
	return false;
}

bool index_sees_nhs(const struct request *r)
{
	return index_manager(r) || works_in(r, conf_text("index.health_services"));
}

bool index_sees_upn(const struct request *r)
{
	return index_manager(r) || session_role(r->session, "CME") ||
	    works_in(r, conf_text("index.education_services"));
}

/* -- words -- */

const char *index_day(struct request *r, const char *iso)
{
	struct date date;

	if (iso == NULL || !date_parse(pool_strndup(r->pool, iso, 10), &date))
		return "";
	return date_long(r->pool, date);
}

const char *index_span(struct request *r, const char *since, const char *until)
{
	if (until == NULL)
		return index_day(r, since);
	if (since == NULL)
		return pool_printf(r->pool, "until %s", index_day(r, until));
	return pool_printf(r->pool, "%s to %s", index_day(r, since), index_day(r, until));
}

const char *index_id(struct request *r, unsigned long long id)
{
	return pool_printf(r->pool, "%llu", id);
}

const char *index_label(struct request *r, const char *list, const char *code)
{
	return terms_apply(r->pool, lists_label(list, code, r->today));
}

const char *child_name(struct request *r, const struct child *child)
{
	return pool_printf(r->pool, "%s %s", child->given, child->family);
}

/* -- loading -- */

static void child_from(const struct db_row *row, struct child *c)
{
	*c = (struct child){ .id = db_number(row, 0), .handle = db_text(row, 1),
	    .number = db_text(row, 2), .sex = db_text(row, 3), .born_on = db_text(row, 4),
	    .died_on = db_text(row, 5), .address_status = db_text(row, 6), .nhs = db_text(row, 7),
	    .upn = db_text(row, 8), .source = db_text(row, 9), .supplied_on = db_text(row, 10),
	    .confirmed_on = db_text(row, 11), .given = db_text(row, 12), .family = db_text(row, 13),
	    .name = db_number(row, 14), .version = (unsigned)db_number(row, 15),
	    .born_estimated = db_number(row, 16) != 0, .shielded = db_number(row, 17) != 0,
	    .unlinked = db_number(row, 18) != 0, .reason = db_text(row, 19), .archived_at = db_text(row, 20),
	    .stays_on = db_text(row, 21), .due_on = db_text(row, 22) };
}

bool child_load(struct request *r, struct child *child_r)
{
	struct db_row row;

	if (!db_find(r->db, &index_sql[INDEX_CHILD], &row, r->session->hash,
	    sizeof(r->session->hash), request_account(r), input_text(&r->input, "id"),
	    (unsigned long long)index_manager(r)))
		return false;
	child_from(&row, child_r);
	child_r->veiled = child_r->shielded && !index_manager(r);
	r->audit.object = "child";
	r->audit.object_id = r->audit.child = child_r->id;
	if (child_r->reason != NULL)
		r->audit.reason = child_r->reason;
	return true;
}

int child_opened(struct request *r, struct child *child_r)
{
	if (!child_load(r, child_r))
		return page_not_found(r);
	if (child_r->reason == NULL)
		return request_redirect(r, "/child/%s", child_r->handle);
	return 0;
}

static const char *tag(const struct request *r, const struct child *child)
{
	if (!index_manager(r))
		return NULL;
	if (child->archived_at != NULL)
		return child->shielded ? "Archived, shielded" : "Archived";
	return child->shielded ? "Shielded" : child->unlinked ? "Do not link" : NULL;
}

static void identity_put(struct request *r, const struct child *child)
{
	page_identity(r, child_name(r, child), index_day(r, child->born_on),
	    child->reason == NULL ? NULL : child->number, tag(r, child));
}

void child_frame(struct request *r, const struct child *child)
{
	identity_put(r, child);
	page_back(r, "The child's record", "/child/%s", child->handle);
}

/* -- a reason first (2.11) -- */

/* Words of one's own stand under the reason that needs them. */
static void words_put(struct request *r, struct node *reasons)
{
	const struct input_value *words = input_slot(&r->input, "reason_text");
	struct node *option;

	for (option = node_child(reasons, "option"); option != NULL;
	    option = node_next(option, "option"))
		if (lists_flag("index-reason", node_get(option, "value"), "specify"))
			(void)page_control(r, option, words->field, words->field->name, words->value,
			    words->error, NULL);
}

/* Nothing but what the list of hits has shown. */
static int reason_page(struct request *r, const struct child *child, int status)
{
	struct node *body = page_begin(r, "reason", "Why you open this record"), *form;

	page_back(r, "Find a child", "/search");
	identity_put(r, child);
	(void)page_heading(body, 1, "Why you open this record");
	(void)page_para(body, "Your reason is recorded with your name and holds until you sign out. "
	    "The family may ask who looked and why.");
	form = page_form(r, body, pool_printf(r->pool, "/child/%s/open", child->handle));
	words_put(r, page_field(r, form, input_slot(&r->input, "reason")->field, NULL));
	(void)page_button(page_buttons(form), "Open the record", "primary", NULL, NULL);
	return status;
}

int child_open(struct request *r)
{
	const char *reason = input_text(&r->input, "reason");
	bool words = lists_flag("index-reason", reason, "specify");
	struct child child;

	if (!child_load(r, &child))
		return page_not_found(r);
	if (words && input_is(&r->input, "reason_text", ""))
		input_refuse(&r->input, "reason_text", "Enter the reason in your own words");
	if (!input_valid(&r->input, r->pool))
		return reason_page(r, &child, 422);
	(void)db_write(r->db, &index_sql[INDEX_OPEN_PURGE], request_account(r));
	/* Opened in another window meanwhile: that is as good. */
	(void)db_write(r->db, &index_sql[INDEX_OPEN], child.id, r->session->hash,
	    sizeof(r->session->hash), request_account(r), reason);
	r->audit.reason = reason;
	r->audit.detail = words ? input_text(&r->input, "reason_text") : "";
	return request_redirect(r, "/child/%s", child.handle);
}

/* -- the record -- */

static struct node *card(struct request *r, struct node *body, const struct child *child,
    const char *title, const char *edit)
{
	struct node *summary = node_add(body, "summary"), *action;

	node_set(summary, "title", title);
	node_set(summary, "card", "yes");
	if (edit != NULL && request_may(r, INDEX_EDIT)) {
		action = node_leaf(summary, "action", "Change");
		node_set(action, "href", pool_printf(r->pool, "/child/%s/edit/%s", child->handle, edit));
	}
	return summary;
}

static void other_names_put(struct request *r, struct node *summary, const struct child *child)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_NAMES], &rows, child->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) != child->name)
			(void)page_row(summary, index_label(r, "name-type", db_text(&rows.row[i], 1)),
			    pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 2),
			    db_text(&rows.row[i], 3)));
}

static void carer_names_put(struct request *r, struct node *summary, const struct child *child)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_CARERS], &rows, child->id);
	for (i = 0; i < rows.n; i++)
		(void)page_row(summary, index_label(r, "relationship", db_text(&rows.row[i], 3)),
		    pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 1), db_text(&rows.row[i], 2)));
}

static void who_put(struct request *r, struct node *body, const struct child *child)
{
	struct node *s = card(r, body, child, "Who the child is", "names");
	struct node *action;

	if (request_may(r, INDEX_EDIT)) {
		action = node_leaf(s, "action", "Change birth, sex and numbers");
		node_set(action, "href", pool_printf(r->pool, "/child/%s/edit/birth", child->handle));
	}
	(void)page_row(s, "Name", child_name(r, child));
	other_names_put(r, s, child);
	(void)page_row(s, "Date of birth", pool_printf(r->pool, "%s%s", index_day(r, child->born_on),
	    child->born_estimated ? " (estimated)" : ""));
	(void)page_row(s, "Sex", index_label(r, "sex", child->sex));
	if (child->died_on != NULL && !child->veiled)
		(void)page_row(s, "Date of death", index_day(r, child->died_on));
	(void)page_row(s, "Index number", child->number);
	if (child->veiled) {
		carer_names_put(r, s, child);
		return;
	}
	if (index_sees_nhs(r))
		(void)page_row(s, "NHS number", child->nhs == NULL ? NULL :
		    field_show(r->pool, &(struct field){ .type = FIELD_NHS }, child->nhs));
	if (index_sees_upn(r))
		(void)page_row(s, "UPN", child->upn);
}

static void address_put(struct request *r, struct node *body, const struct child *child)
{
	struct node *s = card(r, body, child, "Address", "address");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_ADDRESSES], &rows, child->id);
	if (rows.n == 0 || db_text(&rows.row[0], 7) != NULL)
		(void)page_row(s, "Address", index_label(r, "address-status", child->address_status));
	for (i = 0; i < rows.n; i++) {
		const char *until = db_text(&rows.row[i], 7);

		(void)page_row(s, until == NULL ?
		    index_label(r, "address-status", child->address_status) : "Former address",
		    pool_printf(r->pool, "%s\n%s", address_text(r, &rows.row[i], "\n"),
		    index_span(r, db_text(&rows.row[i], 6), until)));
	}
}

static void carers_put(struct request *r, struct node *body, const struct child *child)
{
	struct node *table = page_table(body, "carers", "Parents and carers",
	    "No parent or carer is recorded.", "Name", "Relationship", "Parental responsibility",
	    "Phone", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_CARERS], &rows, child->id);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2))), "head", "yes");
		(void)page_cell(row, index_label(r, "relationship", db_text(&rows.row[i], 3)));
		(void)page_cell(row, index_label(r, "parental-responsibility",
		    db_text(&rows.row[i], 4)));
		(void)page_cell(row, db_text(&rows.row[i], 5));
	}
	if (request_may(r, INDEX_EDIT))
		(void)page_link(body, "Add or end a parent or carer", NULL, "/child/%s/edit/carers",
		    child->handle);
}

static void tabs_put(struct request *r, struct node *body, const struct child *child)
{
	static const struct { const char *path, *label; } tabs[] = {
		/* The last is not there when it would be empty by right. */
		{ "", "Record" }, { "/history", "Changes" }, { "/chronology", "Chronology" }
	};
	struct node *nav = node_add(body, "subnav"), *item;
	size_t i;

	for (i = 0; i < sizeof(tabs) / sizeof(tabs[0]) - child->veiled; i++) {
		const char *href = pool_printf(r->pool, "/child/%s%s", child->handle, tabs[i].path);

		item = node_add(nav, "item");
		node_set(item, "href", href);
		node_set(item, "label", tabs[i].label);
		if (strcmp(href, r->http->path) == 0)
			node_set(item, "current", "page");
	}
}

struct node *child_page(struct request *r, const struct child *child, const char *view,
    const char *title)
{
	struct node *body = page_begin(r, view, title);

	page_back(r, "Find a child", "/search");
	identity_put(r, child);
	tabs_put(r, body, child);
	(void)page_heading(body, 1, title);
	return body;
}

static void kept_put(struct request *r, struct node *aside, const struct child *child)
{
	struct node *s = node_add(aside, "summary");

	node_set(s, "title", "This record");
	(void)page_row(s, "You opened it for", index_label(r, "index-reason", child->reason));
	if (child->veiled)
		return;
	(void)page_row(s, "Source", index_label(r, "index-source", child->source));
	(void)page_row(s, "Last confirmed", index_day(r, child->confirmed_on));
	if (!index_manager(r))
		return;
	if (child->stays_on != NULL)
		(void)page_row(s, "Consent to stay when grown up", index_day(r, child->stays_on));
	if (child->archived_at != NULL)
		(void)page_row(s, "Archived", disposal_day(r, child->archived_at));
	if (child->archived_at != NULL && child->due_on != NULL)
		(void)page_row(s, "May be destroyed from", index_day(r, child->due_on));
	(void)page_link(aside, "Staying in the index when grown up", NULL, "/child/%s/edit/stay",
	    child->handle);
}

static void done_put(struct request *r)
{
	if (input_is(&r->input, "done", "saved"))
		page_alert(r, "success", "Saved");
	else if (input_is(&r->input, "done", "hidden"))
		page_alert(r, "success", "Saved. Only the index managers see this service; they can put "
		    "somebody in touch with you.");
}

int child_show(struct request *r)
{
	struct node *body, *aside;
	struct child child;

	if (!child_load(r, &child))
		return page_not_found(r);
	if (child.reason == NULL) {
		r->audit.action = "child.reason";
		return reason_page(r, &child, 200);
	}
	body = child_page(r, &child, "child", "Child's record");
	done_put(r);
	aside = page_aside(r);
	starts_put(r, aside, &child);
	kept_put(r, aside, &child);
	who_put(r, body, &child);
	if (child.veiled) {
		node_text(node_add(body, "inset"), "Nothing else is shown of this child. To reach "
		    "people who may work with the child, ask the index managers.");
		return 200;
	}
	involved_put(r, body, &child);
	address_put(r, body, &child);
	carers_put(r, body, &child);
	return 200;
}
