#include <string.h>

#include "kept.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "secret.h"

enum { ADD, DROP, FIND };

const struct db_statement kept_statements[] = {
	[ADD] = { "INSERT INTO stash (id, account, path, sealed, kept_at)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "susb", "" },
	[DROP] = { "DELETE FROM stash WHERE account = ? AND path = ?", "us", "" },
	[FIND] = { "SELECT sealed FROM stash WHERE id = ? AND account = ? AND path = ?"
	    " AND kept_at > UTC_TIMESTAMP(6) - INTERVAL 1 DAY", "sus", "b" },
};
const unsigned kept_statements_n = sizeof(kept_statements) / sizeof(kept_statements[0]);

static const char *about(struct request *r)
{
	return pool_printf(r->pool, "%llu %s", request_account(r), r->http->path);
}

static bool has_words(const struct route *post)
{
	const struct field *f;

	if ((post->flags & (ROUTE_DRAFT | ROUTE_LOOKS | ROUTE_SHARED)) != 0)
		return false;
	for (f = post->input; f != NULL && f->name != NULL; f++)
		if (f->label != NULL)
			return true;
	return false;
}

/* A password or a code, of whoever typed it. */
static bool has_secret(const struct route *post)
{
	const struct field *f;

	for (f = post->input; f != NULL && f->name != NULL; f++)
		if (f->sensitive)
			return true;
	return false;
}

bool kept_can(const struct request *r)
{
	if (has_secret(r->route))
		return false;
	return route_get(r->module->routes, r->http->path, r->pool) != NULL || has_words(r->route);
}

const char *kept_add(struct request *r)
{
	const char *id = secret_handle(r->pool);
	size_t len;
	const unsigned char *sealed = secret_seal(r->pool, SECRET_KEY_STASH, about(r),
	    r->http->body, r->http->body_len, &len);

	db_may_write(r->db, true);
	(void)db_write(r->db, &kept_statements[DROP], request_account(r), r->http->path);
	(void)db_write(r->db, &kept_statements[ADD], id, request_account(r), r->http->path, sealed,
	    len);
	return id;
}

void kept_load(struct request *r)
{
	const char *id = params_get(&r->params, "kept");
	struct params *kept = pool_new(r->pool, struct params);
	struct db_row row;
	const void *sealed;
	char *body;
	size_t len;

	if (id == NULL || r->http->method != GET || r->session == NULL)
		return;
	if (!db_find(r->db, &kept_statements[FIND], &row, id, request_account(r), r->http->path))
		return;
	sealed = db_bytes(&row, 0, &len);
	body = secret_unseal(r->pool, SECRET_KEY_STASH, about(r), sealed, len, &len);
	if (body != NULL && params_parse(kept, r->pool, body, len))
		r->kept = kept;
}

/* -- a page of its own -- */

static bool is_shown(const struct field *field)
{
	return field->label != NULL && !field->sensitive &&
	    ((field->type != FIELD_CODE && field->type != FIELD_CODES) || field->choices != NULL ||
	    field->list != NULL);
}

static void field_put(struct request *r, struct node *form, const struct field *field,
    struct params *kept)
{
	bool twice = false;
	const char *value = input_raw(r->pool, field, field->name, kept, &twice);

	if (params_get(&r->params, field->name) != NULL)
		return;		/* part of the path */
	if (is_shown(field))
		(void)page_field(r, form, field, NULL);
	else if (value[0] != '\0')
		(void)page_hidden(r, form, field->name, value);
}

/* Parameters that the table leaves to the form. */
static void rest_put(struct request *r, struct node *form, const struct params *kept)
{
	size_t i;

	for (i = 0; i < kept->n; i++)
		if (!kept->param[i].used && strcmp(kept->param[i].name, "token") != 0 &&
		    strcmp(kept->param[i].name, "version") != 0)
			(void)page_hidden(r, form, kept->param[i].name, kept->param[i].value);
}

/* The page that the form was part of: the nearest above. */
static void back_put(struct request *r)
{
	char *path = pool_strdup(r->pool, r->http->path), *end;

	while ((end = strrchr(path, '/')) != NULL && end != path) {
		*end = '\0';
		if (route_get(r->module->routes, path, r->pool) != NULL) {
			page_back(r, "The page that it was typed on", "%s", path);
			return;
		}
	}
}

static int kept_page(struct request *r)
{
	struct node *body, *form;
	struct params *kept;
	const struct field *f;

	if (r->kept == NULL)
		return page_message(r, 404, "It is not kept any more", "What was typed and not saved "
		    "is kept for a day, for the person who typed it.");
	kept = pool_new(r->pool, struct params);
	*kept = *r->kept;
	body = page_begin(r, "kept", "Not saved yet");
	back_put(r);
	(void)page_heading(body, 1, "This was not saved yet");
	form = page_form(r, body, r->http->path);
	if (params_get(r->kept, "version") != NULL)
		page_version(r, form, 0);
	for (f = r->route->input; f->name != NULL; f++)
		field_put(r, form, f, kept);
	rest_put(r, form, kept);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	(void)page_link(page_para(body, ""), "Leave it unsaved", NULL, "%s", r->module->home);
	return 200;
}

const struct route *kept_route(struct pool *pool, const struct route *post)
{
	struct route *route;

	if (!has_words(post))
		return NULL;
	route = pool_new(pool, struct route);
	*route = (struct route){ .method = GET, .path = post->path, .permission = post->permission,
	    .input = post->input, .handler = kept_page, .flags = post->flags & ROUTE_GUEST,
	    .action = "session.kept" };
	return route;
}
