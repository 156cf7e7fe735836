#include <string.h>

#include "ident.h"
#include "index.h"
#include "lists.h"

/* What every one of these pages has beside the fields of a new row: which row
 * ends, when, and the button that was pressed. */
#define ENDS \
	{ .name = "row", .type = FIELD_NUMBER, .label = "Which" }, \
	{ .name = "until", .type = FIELD_DATE, .not_future = true, .label = "Last day" }, \
	{ .name = "do", .type = FIELD_TOKEN }

const struct field other_name_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .required = true, .label = "Family name",
	  .width = 30 },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .label = "Given names", .width = 30 },
	{ .name = "kind", .type = FIELD_CODE, .required = true, .label = "Kind of name",
	  .choices = "name-type" },
	ENDS,
	{ 0 }
};

const struct field carer_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .required = true, .label = "Family name",
	  .width = 30 },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .label = "Given name", .width = 30 },
	{ .name = "relationship", .type = FIELD_CODE, .required = true, .compact = true,
	  .label = "Relationship to the child", .choices = "relationship" },
	{ .name = "responsible", .type = FIELD_CODE, .required = true,
	  .label = "Parental responsibility", .choices = "parental-responsibility" },
	{ .name = "phone", .type = FIELD_PHONE, .label = "Phone", .width = 20 },
	ENDS,
	{ 0 }
};

const struct field service_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "service", .type = FIELD_CODE, .required = true, .compact = true,
	  .label = "Service", .choices = "service" },
	{ .name = "organisation", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Organisation", .width = 30,
	  .hint = "The school, practice or team; never what it does for the child" },
	{ .name = "contact", .type = FIELD_TEXT, .max = 120, .label = "Contact",
	  .hint = "A person's name or a post", .width = 30 },
	{ .name = "phone", .type = FIELD_PHONE, .label = "Phone", .width = 20 },
	{ .name = "urn", .type = FIELD_TEXT, .max = 20, .label = "School's number (URN)", .width = 10 },
	{ .name = "since", .type = FIELD_DATE, .not_future = true, .label = "Since" },
	{ .name = "ground", .type = FIELD_CODE, .compact = true, .choices = "sensitive-ground",
	  .label = "Ground for recording a sensitive service",
	  .hint = "Sexual health, mental health and substance misuse are recorded on one of these "
	  "grounds only, and shown to the index managers alone" },
	ENDS,
	{ 0 }
};

/* One row as this person sees it. */
struct item {
	unsigned long long id;
	const char *text;
	const char *code;		/* of its line in the history */
	bool mine;			/* this person may end it */
};

struct rows {
	const struct field *fields;
	const char *title, *caption, *empty, *add, *end, *hint;
	size_t (*load)(struct request *, const struct child *, struct item **);
	void (*check)(struct request *);
	const char *(*insert)(struct request *, const struct child *);	/* ends ?done= */
	long (*finish)(struct request *, const struct child *, unsigned long long id);
};

static const char *typed(struct request *r, const char *name)
{
	return input_text(&r->input, name);
}

static const char *or_null(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static const char *last_day(struct request *r)
{
	return typed(r, "until")[0] == '\0' ? r->today : typed(r, "until");
}

static struct item *items(struct request *r, enum index_sql number, const struct child *child,
    struct db_rows *rows)
{
	if (number == INDEX_SERVICES)
		(void)db_list(r->db, &index_sql[number], rows, child->id, DAY_LAST);
	else
		(void)db_list(r->db, &index_sql[number], rows, child->id);
	return pool_array(r->pool, rows->n + 1, sizeof(struct item));
}

static const char *full_name(struct request *r, const char *given, const char *family)
{
	return given[0] == '\0' ? family : pool_printf(r->pool, "%s %s", given, family);
}

/* -- other names -- */

static size_t names_load(struct request *r, const struct child *child, struct item **list_r)
{
	struct db_rows rows;
	struct item *list = items(r, INDEX_NAMES, child, &rows);
	size_t i, n = 0;

	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) != child->name)
			list[n++] = (struct item){ db_number(&rows.row[i], 0),
			    pool_printf(r->pool, "%s (%s)", full_name(r, db_text(&rows.row[i], 2),
			    db_text(&rows.row[i], 3)),
			    index_label(r, "name-type", db_text(&rows.row[i], 1))), "other_name", true };
	*list_r = list;
	return n;
}

static const char *names_insert(struct request *r, const struct child *child)
{
	name_add(r, child->id, typed(r, "kind"), typed(r, "given"), typed(r, "family"),
	    child->born_on, NULL);
	change_add(r, child, "other_name", "", pool_printf(r->pool, "%s (%s)",
	    full_name(r, typed(r, "given"), typed(r, "family")),
	    index_label(r, "name-type", typed(r, "kind"))));
	return "saved";
}

/* A name that was the child's is never taken from searches: what ends here was
 * a mistake. */
static long names_finish(struct request *r, const struct child *child, unsigned long long id)
{
	if (id == child->name)
		return 0;
	return db_write(r->db, &index_sql[INDEX_NAME_END], "GONE", last_day(r), id, child->id);
}

/* -- parents and carers -- */

static size_t carers_load(struct request *r, const struct child *child, struct item **list_r)
{
	struct db_rows rows;
	struct item *list = items(r, INDEX_CARERS, child, &rows);
	size_t i;

	for (i = 0; i < rows.n; i++)
		list[i] = (struct item){ db_number(&rows.row[i], 0), pool_printf(r->pool, "%s (%s)",
		    full_name(r, db_text(&rows.row[i], 1), db_text(&rows.row[i], 2)),
		    index_label(r, "relationship", db_text(&rows.row[i], 3))), "carer", true };
	*list_r = list;
	return rows.n;
}

static const char *carers_insert(struct request *r, const struct child *child)
{
	(void)db_write(r->db, &index_sql[INDEX_CARER_ADD], child->id, typed(r, "given"),
	    typed(r, "family"), typed(r, "relationship"), typed(r, "responsible"), typed(r, "phone"));
	change_add(r, child, "carer", "", pool_printf(r->pool, "%s (%s)",
	    full_name(r, typed(r, "given"), typed(r, "family")),
	    index_label(r, "relationship", typed(r, "relationship"))));
	return "saved";
}

static long carers_finish(struct request *r, const struct child *child, unsigned long long id)
{
	return db_write(r->db, &index_sql[INDEX_CARER_END], last_day(r), id, child->id);
}

/* -- services -- */

static bool sensitive(const char *service)
{
	return lists_flag("service", service, "sensitive");
}

static size_t services_load(struct request *r, const struct child *child, struct item **list_r)
{
	struct db_rows rows;
	struct item *list = items(r, INDEX_SERVICES, child, &rows);
	size_t i, n = 0;

	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];

		if (!service_hidden(r, db_text(row, 1)))
			list[n++] = (struct item){ db_number(row, 0), pool_printf(r->pool, "%s: %s",
			    index_label(r, "service", db_text(row, 1)), db_text(row, 2)),
			    sensitive(db_text(row, 1)) ? "sensitive" : "service",
			    index_manager(r) || db_number(row, 8) == request_account(r) };
	}
	*list_r = list;
	return n;
}

/* 6.5: never without the young person's consent or a concern of harm, and
 * only from the service itself or an index manager. */
static void services_check(struct request *r)
{
	struct input_value *urn = input_slot(&r->input, "urn");
	const char *service = typed(r, "service");

	if (urn->error == NULL && urn->value[0] != '\0')
		urn->error = ident_urn(r->pool, urn->value, &urn->value);
	if (!sensitive(service) && typed(r, "ground")[0] != '\0')
		input_refuse(&r->input, "ground", "Leave the ground empty: this service is not sensitive");
	if (!sensitive(service))
		return;
	if (!index_manager(r) && strcmp(service, r->session->service) != 0)
		input_refuse(&r->input, "service",
		    "A sensitive service is recorded by itself or by an index manager");
	if (typed(r, "ground")[0] == '\0')
		input_refuse(&r->input, "ground", "Select the ground for recording a sensitive service");
}

static const char *services_insert(struct request *r, const struct child *child)
{
	const char *service = typed(r, "service");

	(void)db_write(r->db, &index_sql[INDEX_SERVICE_ADD], child->id, service,
	    typed(r, "organisation"), name_key(r->pool, typed(r, "organisation")),
	    typed(r, "contact"), typed(r, "phone"), typed(r, "urn"), typed(r, "ground"),
	    or_null(typed(r, "since")), request_account(r));
	change_add(r, child, sensitive(service) ? "sensitive" : "service", "",
	    pool_printf(r->pool, "%s: %s", index_label(r, "service", service),
	    typed(r, "organisation")));
	if (sensitive(service))
		r->audit.detail = pool_printf(r->pool, "sensitive service, ground %s",
		    typed(r, "ground"));
	return sensitive(service) && !index_manager(r) ? "hidden" : "saved";
}

static long services_finish(struct request *r, const struct child *child, unsigned long long id)
{
	return db_write(r->db, &index_sql[INDEX_SERVICE_END], last_day(r), id, child->id,
	    (unsigned long long)index_manager(r), request_account(r));
}

static const struct rows kinds[] = {
	{ other_name_fields, "Other names", "Names that searches find the child by",
	  "No other name is recorded.", "Add a name", "Take out a name that was never the child's",
	  NULL, names_load, NULL, names_insert, names_finish },
	{ carer_fields, "Parents and carers", "Parents and carers now",
	  "No parent or carer is recorded.", "Add a parent or carer", "End a parent or carer", NULL,
	  carers_load, NULL, carers_insert, carers_finish },
	{ service_fields, "School, GP and other services", "Services now", "No service is recorded.",
	  "Add a service", "End a service",
	  "Who works with the child, never what about. You can end what you have added yourself.",
	  services_load, services_check, services_insert, services_finish },
};

static const struct rows *kind_of(const struct request *r)
{
	size_t i = 0;

	while (kinds[i].fields != r->route->input)
		i++;
	return &kinds[i];
}

/* -- the page -- */

static void list_put(struct node *body, const struct rows *k, const struct item *list, size_t n)
{
	struct node *table = page_table(body, "rows", k->caption, k->empty, "Recorded", NULL);
	size_t i;

	for (i = 0; i < n; i++)
		(void)page_cell(node_add(table, "row"), list[i].text);
}

static void options_put(struct request *r, struct node *control, const struct item *list, size_t n)
{
	struct node *option;
	size_t i;

	for (i = 0; i < n; i++) {
		const char *id = pool_printf(r->pool, "%llu", list[i].id);

		if (!list[i].mine)
			continue;
		option = node_add(control, "option");
		node_set(option, "value", id);
		node_set(option, "label", list[i].text);
		if (input_is(&r->input, "row", id))
			node_set(option, "selected", "yes");
	}
}

static const struct field *field_of(const struct rows *k, const char *name)
{
	const struct field *f = k->fields;

	while (strcmp(f->name, name) != 0)
		f++;
	return f;
}

static void end_put(struct request *r, struct node *body, const struct rows *k,
    const struct item *list, size_t n)
{
	const struct input_value *row = input_slot(&r->input, "row");
	const struct input_value *until = input_slot(&r->input, "until");
	struct node *form;
	size_t i = 0;

	while (i < n && !list[i].mine)
		i++;
	if (i == n)
		return;
	(void)page_heading(body, 2, k->end);
	form = page_form(r, body, r->http->path);
	options_put(r, page_control(r, form, field_of(k, "row"), "row", "", row->error, "radios"),
	    list, n);
	if (k->fields != other_name_fields)
		(void)page_control(r, form, field_of(k, "until"), "until", until->value, until->error,
		    NULL);
	(void)page_button(page_buttons(form), k->end, "secondary", "do", "end");
}

static void add_put(struct request *r, struct node *body, const struct rows *k)
{
	struct node *form;
	const struct field *f;

	(void)page_heading(body, 2, k->add);
	form = page_form(r, body, r->http->path);
	for (f = k->fields; strcmp(f->name, "row") != 0; f++)
		if (f->label != NULL)
			(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), k->add, "primary", "do", "add");
}

static int rows_page(struct request *r, const struct child *child, int status)
{
	const struct rows *k = kind_of(r);
	struct node *body = page_begin(r, "rows", k->title);
	struct item *list;
	size_t n = k->load(r, child, &list);

	child_frame(r, child);
	(void)page_heading(body, 1, k->title);
	if (k->hint != NULL)
		(void)page_para(body, k->hint);
	list_put(body, k, list, n);
	add_put(r, body, k);
	end_put(r, body, k, list, n);
	return status;
}

/* What is hidden of a shielded child cannot be added to by those it is hidden
 * from. */
static int rows_child(struct request *r, struct child *child_r)
{
	int status = child_opened(r, child_r);

	return status == 0 && child_r->veiled ? page_not_found(r) : status;
}

int rows_show(struct request *r)
{
	struct child child;
	int status = rows_child(r, &child);

	return status != 0 ? status : rows_page(r, &child, 200);
}

static int row_add(struct request *r, const struct child *child, const struct rows *k)
{
	if (k->check != NULL)
		k->check(r);
	if (!input_valid(&r->input, r->pool))
		return rows_page(r, child, 422);
	return request_redirect(r, "/child/%s?done=%s", child->handle, k->insert(r, child));
}

static const struct item *item_chosen(struct request *r, const struct item *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (list[i].mine && input_is(&r->input, "row",
		    pool_printf(r->pool, "%llu", list[i].id)))
			return &list[i];
	return NULL;
}

static int row_end(struct request *r, const struct child *child, const struct rows *k)
{
	struct item *list;
	size_t n = k->load(r, child, &list);
	const struct item *item = item_chosen(r, list, n);

	if (item == NULL)
		input_refuse(&r->input, "row", "Select which one ends");
	if (item == NULL || input_slot(&r->input, "until")->error != NULL)
		return rows_page(r, child, 422);
	if (k->finish(r, child, item->id) == 1)
		change_add(r, child, item->code, item->text, "");
	return request_redirect(r, "/child/%s?done=saved", child->handle);
}

int rows_save(struct request *r)
{
	const struct rows *k = kind_of(r);
	struct child child;
	int status = rows_child(r, &child);

	if (status != 0)
		return status;
	return input_is(&r->input, "do", "end") ? row_end(r, &child, k) : row_add(r, &child, k);
}
