#include <string.h>

#include "caf.h"
#include "code.h"
#include "terms.h"
#include "text.h"
#include "uuid.h"

/* sections.md 10: who provides services. A change is a version here, too. */

const struct field caf_provider_input[] = {
	{ .name = "name", .type = FIELD_TEXT, .max = 120, .required = true, .label = "Name" },
	{ .name = "description", .type = FIELD_MEMO, .max = 1000, .rows = 3, .required = true,
	  .label = "What it is" },
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .label = "E-mail" },
	{ .name = "website", .type = FIELD_TEXT, .max = 200, .label = "Website",
	  .hint = "It begins with https://" },
	{ .name = "phone", .type = FIELD_PHONE, .max = 30, .width = 20, .label = "Phone" },
	{ .name = "provider", .type = FIELD_TOKEN },
	{ 0 }
};

enum { NAME, DESCRIPTION, EMAIL, WEBSITE, PHONE, VALUE__MAX };

const char *caf_email_wrong(const char *text)
{
	const char *at = strchr(text, '@');

	if (at == NULL || at == text || strchr(at + 1, '@') != NULL || strchr(at, '.') == NULL ||
	    text[strcspn(text, " <>,;\"")] != '\0')
		return "Enter an e-mail address like desk@service.example";
	return NULL;
}

const char *caf_website_wrong(const char *text)
{
	if ((!text_starts(text, "https://") && !text_starts(text, "http://")) ||
	    strchr(text, '.') == NULL || text[strcspn(text, " <>\"")] != '\0')
		return "Enter a website like https://www.service.example";
	return NULL;
}

const struct codelist *caf_providers(struct request *r)
{
	struct codelist *list;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_PROVIDERS], &rows);
	list = code_list_new(r->pool, "provider", "Provider", rows.n);
	for (i = 0; i < rows.n; i++)
		code_add(list, db_text(&rows.row[i], 0), db_text(&rows.row[i], 1));
	return list;
}

int caf_provider_list(struct request *r)
{
	struct node *body = page_begin(r, "providers", "Providers"), *table, *row, *cell;
	struct db_rows rows;
	size_t i;

	page_back(r, terms_apply(r->pool, "{Service directory}"), "/caf/services");
	(void)page_heading(body, 1, "Providers");
	(void)page_link(body, "Add a provider", "button", "/caf/services/providers/new");
	(void)db_list(r->db, &caf_sql[CAF_PROVIDERS], &rows);
	table = page_table(body, "providers", "Providers", "There is none yet.", "Name", "Phone",
	    "E-mail", NULL);
	node_set(table, "quiet", "yes");
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		cell = page_cell(row, db_text(&rows.row[i], 1));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/caf/services/providers/%s",
		    db_text(&rows.row[i], 0)));
		(void)page_cell(row, db_text(&rows.row[i], 2));
		(void)page_cell(row, db_text(&rows.row[i], 3));
	}
	return 200;
}

/* -- one -- */

struct provider {
	unsigned long long id, version;
	const char *value[VALUE__MAX];
};

/* "new" is none yet. False: no such provider. */
static bool provider_find(struct request *r, struct provider *p_r)
{
	struct db_row row;
	unsigned i;

	*p_r = (struct provider){ .id = 0 };
	if (input_is(&r->input, "provider", "new"))
		return true;
	if (!db_find(r->db, &caf_sql[CAF_PROVIDER_FIND], &row, input_text(&r->input, "provider")))
		return false;
	p_r->id = db_number(&row, 0);
	p_r->version = db_number(&row, 1);
	for (i = 0; i < VALUE__MAX; i++)
		p_r->value[i] = db_text(&row, 2 + i);
	r->audit.object = "provider";
	r->audit.object_id = p_r->id;
	return true;
}

static void former_put(struct request *r, struct node *body, const struct provider *p)
{
	struct node *table = page_table(body, "versions", "Versions", "None.", "Version", "Made on",
	    "Made by", "Name", "What it is", "E-mail", "Website", "Phone", NULL), *row;
	struct db_rows rows;
	unsigned k;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_PROVIDER_FORMER], &rows, p->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%llu", db_number(v, 0))), "head", "yes");
		(void)page_cell(row, page_when(r, db_text(v, 1)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(v, 2), db_text(v, 3)));
		for (k = 0; k < VALUE__MAX; k++)
			node_set(page_cell(row, db_text(v, 4 + k)), "kind", "text");
	}
}

static int provider_page(struct request *r, const struct provider *p, int status)
{
	const char *title = p->id == 0 ? "Add a provider" : "Change a provider";
	struct node *body = page_begin(r, "provider", title), *form;

	page_back(r, "Providers", "/caf/services/providers");
	(void)page_heading(body, 1, title);
	if (status == 409)
		(void)node_leaf(body, "warning", "Somebody changed this provider after you opened it. "
		    "What you typed stands below and is not saved.");
	form = page_form(r, body, r->http->path);
	page_version(r, form, p->version);
	page_fields(r, form, caf_provider_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	if (p->id != 0)
		former_put(r, body, p);
	return status;
}

int caf_provider_edit(struct request *r)
{
	struct provider p;
	unsigned i;

	if (!provider_find(r, &p))
		return page_not_found(r);
	for (i = 0; p.id != 0 && i < VALUE__MAX; i++)
		r->input.value[i].value = p.value[i];
	return provider_page(r, &p, 200);
}

static void version_add(struct request *r, const struct provider *p, unsigned long long number)
{
	const struct input_value *v = r->input.value;

	(void)db_write(r->db, &caf_sql[CAF_PROVIDER_VERSION_ADD], p->id, number, v[NAME].value,
	    v[DESCRIPTION].value, v[EMAIL].value, v[WEBSITE].value, v[PHONE].value,
	    request_account(r));
}

int caf_provider_save(struct request *r)
{
	const char *email = input_text(&r->input, "email"), *website = input_text(&r->input, "website");
	const char *sent = params_get(&r->params, "version");
	unsigned long long version = 0;
	struct provider p;

	if (!provider_find(r, &p))
		return page_not_found(r);
	if (email[0] != '\0' && caf_email_wrong(email) != NULL)
		input_refuse(&r->input, "email", caf_email_wrong(email));
	if (website[0] != '\0' && caf_website_wrong(website) != NULL)
		input_refuse(&r->input, "website", caf_website_wrong(website));
	if (!input_valid(&r->input, r->pool))
		return provider_page(r, &p, 422);
	if (p.id == 0) {
		p.id = db_insert(r->db, &caf_sql[CAF_PROVIDER_ADD], uuid_new(r->pool));
		version_add(r, &p, 1);
		return request_redirect(r, "/caf/services/providers");
	}
	if (sent == NULL || !text_number(sent, &version) ||
	    db_write(r->db, &caf_sql[CAF_PROVIDER_CHANGED], p.id, version) != 1)
		return provider_page(r, &p, 409);
	version_add(r, &p, version + 1);
	return request_redirect(r, "/caf/services/providers");
}
