#include <string.h>

#include "date.h"
#include "index.h"
#include "lists.h"
#include "str.h"
#include "terms.h"

bool service_hidden(const struct request *r, const char *service)
{
	return service != NULL && lists_flag("service", service, "sensitive") && !index_manager(r) &&
	    strcmp(r->session->service, service) != 0;
}

/* Ended rows are shown for a year (6.7). */
static const char *year_ago(struct request *r)
{
	return date_iso(r->pool, date_add_years(date_today(), -1));
}

/* -- people, from the records of the installed modules -- */

static void person_put(struct request *r, struct node *table, const struct db_row *row)
{
	struct node *tr = node_add(table, "row"), *cell;

	cell = page_cell(tr, terms_apply(r->pool, db_text(row, 3)));
	node_set(cell, "head", "yes");
	if (db_number(row, 1) == request_account(r))
		node_set(cell, "href", pool_printf(r->pool, "/%s/case/%s", db_text(row, 0),
		    db_text(row, 6)));
	(void)page_cell(tr, db_text(row, 7) == NULL ? "" :
	    pool_printf(r->pool, "%s %s", db_text(row, 7), db_text(row, 8)));
	(void)page_cell(tr, db_text(row, 9));
	(void)page_cell(tr, db_text(row, 10));
	(void)page_cell(tr, index_span(r, db_text(row, 4), db_text(row, 5)));
}

static bool may_open(struct request *r, const struct db_rows *modules, const char *module)
{
	size_t i;

	for (i = 0; i < modules->n; i++)
		if (strcmp(db_text(&modules->row[i], 0), module) == 0)
			return session_role(r->session, db_text(&modules->row[i], 1));
	return false;
}

/* A way to what the person does not work on, for whom the module lets; one a module. */
static void emergency_put(struct request *r, struct node *body, const struct child *child,
    const struct db_rows *people)
{
	const char *seen = " ", *module;
	struct db_rows modules, installed;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_EMERGENCY], &modules);
	modules_load(r, &installed);
	for (i = 0; i < people->n; i++) {
		const struct db_row *row = &people->row[i];

		module = db_text(row, 0);
		if (db_text(row, 5) != NULL || db_number(row, 1) == request_account(r) ||
		    strstr(seen, pool_printf(r->pool, " %s ", module)) != NULL ||
		    !may_open(r, &modules, module))
			continue;
		seen = pool_printf(r->pool, "%s%s ", seen, module);
		(void)page_link(body, pool_printf(r->pool, "%s: open in an emergency",
		    module_title(r, &installed, module)), NULL, "/%s/emergency?child=%s", module,
		    child->handle);
	}
}

static void people_put(struct request *r, struct node *body, const struct child *child)
{
	struct node *table = page_table(body, "involved", "Who is involved",
	    "Nobody has recorded that they work with this child here.", "Part", "Name", "Agency",
	    "Phone", "Since", NULL);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_INVOLVED], &rows, index_id(r, child->id),
	    year_ago(r));
	for (i = 0; i < rows.n; i++)
		if (!service_hidden(r, db_text(&rows.row[i], 11)))
			person_put(r, table, &rows.row[i]);
	emergency_put(r, body, child, &rows);
}

/* -- services that keep their records elsewhere -- */

static void service_put(struct request *r, struct node *table, const struct db_row *row)
{
	struct node *tr = node_add(table, "row");

	node_set(page_cell(tr, index_label(r, "service", db_text(row, 1))), "head", "yes");
	(void)page_cell(tr, db_text(row, 2));
	(void)page_cell(tr, db_text(row, 3));
	(void)page_cell(tr, db_text(row, 4));
	(void)page_cell(tr, index_span(r, db_text(row, 6), db_text(row, 7)));
}

static void services_put(struct request *r, struct node *body, const struct child *child)
{
	struct node *table = page_table(body, "services", "School, GP and other services",
	    "No service is recorded.", "Service", "Organisation", "Contact", "Phone", "Since", NULL);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_SERVICES], &rows, child->id, year_ago(r));
	for (i = 0; i < rows.n; i++)
		if (!service_hidden(r, db_text(&rows.row[i], 1)))
			service_put(r, table, &rows.row[i]);
	if (request_may(r, INDEX_INVOLVE))
		(void)page_link(body, "Add or end a service", NULL, "/child/%s/services",
		    child->handle);
}

void involved_put(struct request *r, struct node *body, const struct child *child)
{
	people_put(r, body, child);
	services_put(r, body, child);
}

/* -- what can be started for the child -- */

void modules_load(struct request *r, struct db_rows *modules_r)
{
	(void)db_list(r->db, &index_sql[INDEX_MODULES], modules_r);
}

const char *module_title(struct request *r, const struct db_rows *modules, const char *module)
{
	size_t i;

	for (i = 0; i < modules->n; i++)
		if (strcmp(db_text(&modules->row[i], 0), module) == 0)
			return terms_apply(r->pool, db_text(&modules->row[i], 1));
	return module;
}

void starts_put(struct request *r, struct node *body, const struct child *child)
{
	struct db_rows rows;
	size_t i;

	modules_load(r, &rows);
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], 2)[0] != '\0' &&
		    session_role(r->session, db_text(&rows.row[i], 4)))
			(void)page_link(body, terms_apply(r->pool, db_text(&rows.row[i], 3)), "button",
			    "%s/%s", db_text(&rows.row[i], 2), child->handle);
}

/* -- chronology over the modules: titles only -- */

static void event_put(struct request *r, struct node *timeline, const struct db_row *row,
    const struct db_rows *modules)
{
	struct node *n = node_add(timeline, "event");
	const char *at = db_text(row, 1);

	node_set(n, "at", date_stamp(r->pool, at));
	node_set(n, "when", date_reading(r->pool, at));
	node_set(n, "title", terms_apply(r->pool, db_text(row, 2)));
	if (db_text(row, 4) != NULL)
		node_set(n, "by", pool_printf(r->pool, "%s %s", db_text(row, 4), db_text(row, 5)));
	node_set(n, "source", module_title(r, modules, db_text(row, 0)));
}

static void events_put(struct request *r, struct node *body, const struct child *child)
{
	struct db_rows rows = { 0 }, modules;
	struct node *timeline = NULL;
	size_t i;

	modules_load(r, &modules);
	if (!child->veiled)
		(void)db_list(r->db, &index_sql[INDEX_EVENTS], &rows, index_id(r, child->id));
	for (i = 0; i < rows.n; i++) {
		if (service_hidden(r, db_text(&rows.row[i], 6)))
			continue;
		if (timeline == NULL)
			timeline = node_add(body, "timeline");
		event_put(r, timeline, &rows.row[i], &modules);
	}
	if (timeline == NULL)
		(void)page_para(body, child->veiled ? "Nothing is shown here of this child." :
		    "Nothing is recorded yet.");
}

int child_chronology(struct request *r)
{
	struct child child;
	int status = child_opened(r, &child);
	struct node *body;

	if (status != 0)
		return status;
	body = child_page(r, &child, "chronology", "Chronology");
	(void)page_para(body, "What was done for the child, newest first, without what it was about.");
	events_put(r, body, &child);
	return 200;
}
