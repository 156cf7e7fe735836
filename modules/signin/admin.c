#include "admin.h"

#include <string.h>

#include "lists.h"
#include "page.h"
#include "signin.h"
#include "terms.h"

const struct field admin_list_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .max = 64 },
	{ 0 }
};

struct node *admin_page(struct request *r, const char *view, const char *title)
{
	struct node *body = page_begin(r, view, title);

	page_back(r, "Administration", "/signin/admin");
	(void)page_heading(body, 1, title);
	return body;
}

static struct node *name_cell(struct node *row, const char *text)
{
	struct node *cell = page_cell(row, text);

	node_set(cell, "head", "yes");
	return cell;
}

static const char *number(struct request *r, unsigned long long n)
{
	return pool_printf(r->pool, "%llu", n);
}

int admin_show(struct request *r)
{
	static const struct { const char *href, *label, *what; } pages[] = {
		{ "/signin/accounts", "Accounts", "who may sign in, with the dates that need keeping" },
		{ "/signin/admin/roles", "Roles and groups",
		  "which group of the directory gives which role, and how many people have it" },
		{ "/signin/admin/teams", "Teams", "as the directory has them" },
		{ "/signin/admin/settings", "Settings", "each value, its default and the file it is in" },
		{ "/signin/admin/lists", "Code lists", "the choices that forms offer" },
		{ "/signin/admin/terms", "Terms", "words that changed their name by law" },
		{ "/messages", "Messages", "what is sent by mail, and what could not be delivered" },
	};
	struct node *body = page_begin(r, "admin", "Administration"), *list, *item;
	size_t i;

	(void)page_heading(body, 1, "Administration");
	(void)page_para(body, "Roles are given by groups of the directory; settings, lists and terms are "
	    "files that are read when a program starts. What is so today is shown here, with where it "
	    "comes from.");
	list = node_add(body, "list");
	node_set(list, "kind", "plain");
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		item = node_leaf(list, "item", pool_printf(r->pool, "%s: %s", pages[i].label,
		    pages[i].what));
		node_set(item, "href", pages[i].href);
	}
	return 200;
}

/* -- roles: the settings say by which group, the directory who is in it -- */

static const char *groups_of(struct request *r, const char *role)
{
	const char *const *lines;
	const char *text = "";
	size_t n, i;

	lines = conf_list("role.group", &n);
	for (i = 0; i < n; i++)
		if (strncmp(lines[i], role, strlen(role)) == 0 && lines[i][strlen(role)] == ' ')
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n",
			    lines[i] + strlen(role) + 1);
	return text;
}

static unsigned long long people_with(const struct db_rows *rows, const char *role)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (strcmp(db_text(&rows->row[i], 0), role) == 0)
			return db_number(&rows->row[i], 1);
	return 0;
}

/* What it opens in the menu, beside what everybody has. */
static const char *menu_of(struct request *r, const struct db_rows *nav, const char *role)
{
	const char *text = "", *roles;
	size_t i;

	for (i = 0; i < nav->n; i++) {
		roles = db_text(&nav->row[i], 1);
		if (strstr(pool_printf(r->pool, " %s ", roles),
		    pool_printf(r->pool, " %s ", role)) != NULL)
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n",
			    terms_apply(r->pool, db_text(&nav->row[i], 0)));
	}
	return text;
}

int admin_roles(struct request *r)
{
	struct node *body = admin_page(r, "admin-roles", "Roles and groups"), *table, *row;
	const struct codelist *list = lists_find("role");
	struct db_rows people, nav;
	const char *groups;
	size_t i;

	(void)page_para(body, "A line role.group of everychild.conf gives a role to a group. Who is in the "
	    "group the directory says, and it is asked again while people are signed in.");
	(void)db_list(r->db, &signin_sql[SIGNIN_ROLE_PEOPLE], &people);
	(void)db_list(r->db, &signin_sql[SIGNIN_NAV], &nav);
	table = page_table(body, "roles", "Roles", "There are no roles.", "Role", "Code", "Groups",
	    "In the menu", "People", NULL);
	for (i = 0; i < list->n; i++) {
		row = node_add(table, "row");
		(void)name_cell(row, list->codes[i].label);
		(void)page_cell(row, list->codes[i].code);
		groups = groups_of(r, list->codes[i].code);
		node_set(page_cell(row, groups[0] == '\0' ? "None: nobody has it" : groups), "kind", "text");
		node_set(page_cell(row, menu_of(r, &nav, list->codes[i].code)), "kind", "text");
		node_set(page_cell(row, number(r, people_with(&people, list->codes[i].code))), "numeric",
		    "yes");
	}
	return 200;
}

int admin_teams(struct request *r)
{
	struct node *body = admin_page(r, "admin-teams", "Teams"), *table, *row;
	struct db_rows rows;
	size_t i;

	(void)page_para(body, "A person's team and agency are what the directory says when the person "
	    "signs in.");
	(void)db_list(r->db, &signin_sql[SIGNIN_TEAMS], &rows);
	table = page_table(body, "teams", "Teams", "There are no teams yet.", "Team", "Agency",
	    "Open accounts", "Closed accounts", NULL);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		(void)name_cell(row, db_text(&rows.row[i], 0));
		(void)page_cell(row, db_text(&rows.row[i], 1));
		node_set(page_cell(row, number(r, db_number(&rows.row[i], 2))), "numeric", "yes");
		node_set(page_cell(row, number(r, db_number(&rows.row[i], 3))), "numeric", "yes");
	}
	return 200;
}

/* -- settings -- */

static const char *value_shown(const char *value)
{
	return value == NULL || value[0] == '\0' ? "empty" : value;
}

static bool changed(const struct admin_setting *s)
{
	return s->value != NULL && strcmp(s->value, s->fallback) != 0;
}

/* The value, and below it where it stands and what was delivered. */
static const char *value_text(struct request *r, const struct admin_setting *s)
{
	const char *value = value_shown(s->value == NULL ? s->fallback : s->value);

	if (s->value == NULL)
		return pool_printf(r->pool, "%s\nas delivered", value);
	return pool_printf(r->pool, "%s\n%s, line %u; %s%s", value, s->file, s->line,
	    changed(s) ? "delivered: " : "as delivered", changed(s) ? value_shown(s->fallback) : "");
}

static void setting_row(struct request *r, struct node *table, const struct admin_setting *s)
{
	struct node *row = node_add(table, "row");

	(void)name_cell(row, s->name);
	node_set(page_cell(row, value_text(r, s)), "kind", "text");
	(void)page_cell(row, s->about);
}

static struct node *settings_table(struct node *parent, const char *id, const char *caption)
{
	return page_table(parent, id, caption, "None.", "Setting", "Value and where it stands",
	    "What it is", NULL);
}

/* One table for each file, folded. */
static void file_put(struct request *r, struct node *body, const char *file)
{
	struct node *fold = node_add(body, "details"), *table;
	const struct admin_setting *s;

	node_set(fold, "summary", file);
	table = settings_table(fold, file, file);
	for (s = admin_settings_first(); s != NULL; s = s->next)
		if (strcmp(s->file, file) == 0)
			setting_row(r, table, s);
}

static bool file_seen(const struct admin_setting *until, const char *file)
{
	const struct admin_setting *s;

	for (s = admin_settings_first(); s != until; s = s->next)
		if (strcmp(s->file, file) == 0)
			return true;
	return false;
}

int admin_settings(struct request *r)
{
	struct node *body = admin_page(r, "admin-settings", "Settings"), *table;
	const struct admin_setting *s;

	(void)page_para(body, "As the files were when the sign-in program started; a change takes effect "
	    "when the programs are started again. Passwords are in files of their own and are shown "
	    "nowhere.");
	table = settings_table(body, "changed", "Not as delivered");
	for (s = admin_settings_first(); s != NULL; s = s->next)
		if (changed(s))
			setting_row(r, table, s);
	(void)page_heading(body, 2, "All settings, file by file");
	for (s = admin_settings_first(); s != NULL; s = s->next)
		if (!file_seen(s, s->file))
			file_put(r, body, s->file);
	return 200;
}

/* -- code lists and terms -- */

int admin_lists(struct request *r)
{
	struct node *body = admin_page(r, "admin-lists", "Code lists"), *table, *row;
	const struct codelist *list;
	size_t i;

	(void)page_para(body, pool_printf(r->pool, "Files in %s/lists. A code that is not offered any more "
	    "gets a last day and stays readable.", conf_text("data.dir")));
	table = page_table(body, "lists", "Code lists", "There are none.", "List", "Name", "Codes", NULL);
	for (i = 0; (list = lists_at(i)) != NULL; i++) {
		row = node_add(table, "row");
		node_set(name_cell(row, terms_apply(r->pool, list->title)), "href",
		    pool_printf(r->pool, "/signin/admin/list?name=%s", list->name));
		(void)page_cell(row, list->name);
		node_set(page_cell(row, number(r, list->n)), "numeric", "yes");
	}
	return 200;
}

int admin_list(struct request *r)
{
	const struct codelist *list = lists_find(input_text(&r->input, "name"));
	struct node *body, *table, *row;
	size_t i;

	if (input_text(&r->input, "name")[0] == '\0')
		return admin_lists(r);
	if (list == NULL || strchr(list->name, ':') != NULL)
		return page_not_found(r);
	body = page_begin(r, "admin-list", "Code list");
	page_back(r, "Code lists", "/signin/admin/lists");
	(void)page_heading(body, 1, terms_apply(r->pool, list->title));
	table = page_table(body, "codes", list->name, "It is empty.", "Code", "Label", "From", "Until",
	    "Flags", NULL);
	for (i = 0; i < list->n; i++) {
		const struct code *c = &list->codes[i];

		row = node_add(table, "row");
		(void)name_cell(row, c->code);
		(void)page_cell(row, terms_apply(r->pool, c->label));
		(void)page_cell(row, page_day_brief(r, c->valid_from));
		(void)page_cell(row, page_day_brief(r, c->valid_to));
		(void)page_cell(row, c->flags == NULL ? "" : c->flags);
	}
	return 200;
}

int admin_terms(struct request *r)
{
	struct node *body = admin_page(r, "admin-terms", "Terms"), *table, *row;
	const char *key, *text;
	size_t i;

	(void)page_para(body, pool_printf(r->pool, "Chosen by authority.terms = %s of everychild.conf: the "
	    "file terms-%s.xml in %s.", conf_text("authority.terms"), conf_text("authority.terms"),
	    conf_text("data.dir")));
	table = page_table(body, "terms", "Terms", "There are none.", "Term", "Reads", NULL);
	for (i = 0; terms_at(i, &key, &text); i++) {
		row = node_add(table, "row");
		(void)name_cell(row, key);
		(void)page_cell(row, text);
	}
	return 200;
}
