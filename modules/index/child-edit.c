#include <string.h>

#include "index.h"
#include "secret.h"
#include "str.h"

#define VALUES_MAX	8

const struct field names_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .required = true, .label = "Family name",
	  .width = 30 },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .required = true, .label = "Given names",
	  .width = 30 },
	{ .name = "was", .type = FIELD_CODE, .required = true, .choices = "name-type",
	  .label = "What the name until now was", .hint = "It is kept, and searches find it" },
	{ 0 }
};

const struct field birth_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "born", .type = FIELD_DATE, .required = true, .not_future = true,
	  .label = "Date of birth" },
	{ .name = "estimated", .type = FIELD_TICK, .label = "The date of birth is estimated" },
	{ .name = "sex", .type = FIELD_CODE, .required = true, .label = "Sex", .choices = "sex" },
	{ .name = "died", .type = FIELD_DATE, .not_future = true, .label = "Date of death" },
	{ .name = "nhs", .type = FIELD_NHS, .label = "NHS number", .width = 20 },
	{ .name = "upn", .type = FIELD_UPN, .label = "Unique pupil number (UPN)", .width = 20 },
	{ 0 }
};

const struct field address_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	ADDRESS_FIELDS,
	{ 0 }
};

const struct field stay_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "stays", .type = FIELD_DATE, .not_future = true,
	  .label = "Date of the consent to stay",
	  .hint = "Of the young person, informed and explicit. Empty: there is none, or it was taken "
	      "back" },
	{ 0 }
};

/* What a section's field holds now. code: what change.c calls it. */
struct value {
	const char *field, *code, *now;
};

struct section {
	const char *title, *hint;
	size_t (*load)(struct request *, const struct child *, struct value[VALUES_MAX]);
	void (*check)(struct request *, const struct child *);
	/* False: the record has moved on under us. */
	bool (*write)(struct request *, const struct child *);
};

static const char *typed(struct request *r, const char *name)
{
	return input_text(&r->input, name);
}

static const char *or_null(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* -- names -- */

static size_t names_load(struct request *r, const struct child *c, struct value v[VALUES_MAX])
{
	(void)r;
	v[0] = (struct value){ "family", "family", c->family };
	v[1] = (struct value){ "given", "given", c->given };
	return 2;
}

static bool names_write(struct request *r, const struct child *c)
{
	if (db_write(r->db, &index_sql[INDEX_CHILD_TOUCH], r->today, c->id,
	    (unsigned long long)c->version) != 1)
		return false;
	(void)db_write(r->db, &index_sql[INDEX_NAME_END], typed(r, "was"), r->today, c->name, c->id);
	name_add(r, c->id, "CUR", typed(r, "given"), typed(r, "family"), c->born_on, r->today);
	change_add(r, c, "family", c->family, typed(r, "family"));
	change_add(r, c, "given", c->given, typed(r, "given"));
	return true;
}

/* -- birth, sex and numbers -- */

static size_t birth_load(struct request *r, const struct child *c, struct value v[VALUES_MAX])
{
	(void)r;
	v[0] = (struct value){ "born", "born", c->born_on };
	v[1] = (struct value){ "estimated", "estimated", c->born_estimated ? "Y" : "" };
	v[2] = (struct value){ "sex", "sex", c->sex };
	v[3] = (struct value){ "died", "died", or_empty(c->died_on) };
	v[4] = (struct value){ "nhs", "nhs", or_empty(c->nhs) };
	v[5] = (struct value){ "upn", "upn", or_empty(c->upn) };
	return 6;
}

static void birth_check(struct request *r, const struct child *c)
{
	(void)c;
	if (typed(r, "died")[0] != '\0' && strcmp(typed(r, "died"), typed(r, "born")) < 0)
		input_refuse(&r->input, "died", "Date of death must not be before the date of birth");
}

static bool birth_write(struct request *r, const struct child *c)
{
	static const char *const fields[] = { "born", "estimated", "sex", "died", "nhs", "upn" };
	struct value v[VALUES_MAX];
	size_t i;

	if (db_write(r->db, &index_sql[INDEX_CHILD_BIRTH], r->today, typed(r, "born"),
	    (unsigned long long)(typed(r, "estimated")[0] != '\0'), typed(r, "sex"),
	    or_null(typed(r, "died")), or_null(typed(r, "nhs")), or_null(typed(r, "upn")), c->id,
	    (unsigned long long)c->version) != 1)
		return false;
	if (strcmp(typed(r, "born"), c->born_on) != 0)
		(void)db_write(r->db, &index_sql[INDEX_SOUND_BORN], typed(r, "born"), c->id);
	(void)birth_load(r, c, v);
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct field *f = input_slot(&r->input, fields[i])->field;

		change_add(r, c, v[i].code, field_show(r->pool, f, v[i].now),
		    field_show(r->pool, f, typed(r, fields[i])));
	}
	return true;
}

/* -- address -- */

static bool address_now(struct request *r, const struct child *c, struct db_row *row_r)
{
	return db_find(r->db, &index_sql[INDEX_ADDRESSES], row_r, c->id) &&
	    db_text(row_r, 7) == NULL;
}

static size_t address_load(struct request *r, const struct child *c, struct value v[VALUES_MAX])
{
	static const char *const fields[] = {
		"line1", "line2", "line3", "town", "postcode", "uprn", "address_since"
	};
	struct db_row row;
	bool there = address_now(r, c, &row);
	unsigned i;

	v[0] = (struct value){ "address_status", "address_status", c->address_status };
	for (i = 0; i < 7; i++)
		v[i + 1] = (struct value){ fields[i], strcmp(fields[i], "uprn") == 0 ? "uprn" : "address",
		    there ? or_empty(db_text(&row, i)) : "" };
	return 8;
}

static void place_check(struct request *r, const struct child *c)
{
	(void)c;
	address_check(r);
}

static bool address_write(struct request *r, const struct child *c)
{
	struct db_row row;
	bool there = address_now(r, c, &row);
	const char *since = typed(r, "address_since");

	if (db_write(r->db, &index_sql[INDEX_CHILD_PLACE], r->today, typed(r, "address_status"),
	    c->id, (unsigned long long)c->version) != 1)
		return false;
	/* The old one ended when the new one began, as far as that is known. */
	(void)db_write(r->db, &index_sql[INDEX_ADDRESS_END],
	    since[0] != '\0' && there && strcmp(since, or_empty(db_text(&row, 6))) > 0 ?
	    since : r->today, c->id);
	address_add(r, c->id);
	change_add(r, c, "address_status", index_label(r, "address-status", c->address_status),
	    index_label(r, "address-status", typed(r, "address_status")));
	change_add(r, c, "address", there ? address_text(r, &row, ", ") : "", address_typed(r));
	change_add(r, c, "uprn", there ? db_text(&row, 5) : "", typed(r, "uprn"));
	return true;
}

/* -- staying when grown up -- */

static size_t stay_load(struct request *r, const struct child *c, struct value v[VALUES_MAX])
{
	(void)r;
	v[0] = (struct value){ "stays", "stays", or_empty(c->stays_on) };
	return 1;
}

static void stay_check(struct request *r, const struct child *c)
{
	if (typed(r, "stays")[0] != '\0' && strcmp(typed(r, "stays"), c->born_on) < 0)
		input_refuse(&r->input, "stays", "This is before the date of birth");
}

static bool stay_write(struct request *r, const struct child *c)
{
	const struct field *f = input_slot(&r->input, "stays")->field;

	if (db_write(r->db, &index_sql[INDEX_CHILD_STAYS], or_null(typed(r, "stays")), c->id,
	    (unsigned long long)c->version) != 1)
		return false;
	change_add(r, c, "stays", field_show(r->pool, f, or_empty(c->stays_on)),
	    field_show(r->pool, f, typed(r, "stays")));
	return true;
}

static const struct section stay = {
	"Staying in the index when grown up", "A care leaver, or a young person with a learning "
	"difficulty or disability, may agree to stay longer. A consent that stands on a case counts, "
	"too. Without one the record is archived when childhood is over.",
	stay_load, stay_check, stay_write
};
static const struct section names = {
	"Change the child's name", "Other names, that the child also has or had, have a page of "
	"their own.", names_load, NULL, names_write
};
static const struct section birth = {
	"Change birth, sex and numbers", NULL, birth_load, birth_check, birth_write
};
static const struct section address = {
	"Change the address", "The address until now is kept as a former one.", address_load,
	place_check, address_write
};

/* -- what all sections do -- */

/* Of what the section held when the form was made: two people who change
 * different sections do not meet. */
static const char *stamp(struct request *r, const struct value *v, size_t n)
{
	unsigned char hash[SECRET_BYTES];
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < n; i++)
		str_printf(&s, "%zu:%s,", strlen(v[i].now), v[i].now);
	secret_hash(s.data, s.len, hash);
	return secret_to_text(r->pool, hash, 12);
}

static void conflict_row(struct request *r, struct node *table, const struct child *c,
    const struct value *v)
{
	const struct input_value *mine = input_slot(&r->input, v->field);
	const char *by, *at;
	bool changed = change_last(r, c, v->code, &by, &at);
	struct node *row = node_add(table, "row");

	node_set(page_cell(row, mine->field->label), "head", "yes");
	(void)page_cell(row, v->now[0] == '\0' ? "Empty" : field_show(r->pool, mine->field, v->now));
	(void)page_cell(row, mine->value[0] == '\0' ? "Empty" :
	    field_show(r->pool, mine->field, mine->value));
	(void)page_cell(row, changed ? pool_printf(r->pool, "%s, %s", by, at) :
	    "Nobody since it was recorded");
}

/* Both texts side by side; the form below still holds one's own. */
static void conflict_put(struct request *r, struct node *body, const struct child *c,
    const struct value *v, size_t n)
{
	struct node *table;
	size_t i;

	(void)node_leaf(body, "warning", "Somebody else changed this while you had it open. Nothing "
	    "of yours is saved yet. Compare, put what is right into the form, and save again.");
	table = page_table(body, "conflict", "Saved meanwhile, and yours",
	    "Yours and theirs are the same.", "What", "Saved now", "Yours", "Last changed by", NULL);
	for (i = 0; i < n; i++)
		if (strcmp(v[i].now, typed(r, v[i].field)) != 0)
			conflict_row(r, table, c, &v[i]);
}

static int section_page(struct request *r, const struct child *c, const struct section *s,
    bool conflict, int status)
{
	struct node *body = page_begin(r, "edit", s->title), *form;
	struct value v[VALUES_MAX];
	size_t n = s->load(r, c, v);

	child_frame(r, c);
	(void)page_heading(body, 1, s->title);
	if (s->hint != NULL)
		(void)page_para(body, s->hint);
	if (conflict)
		conflict_put(r, body, c, v, n);
	form = page_form(r, body, r->http->path);
	node_set(form, "version", r->kept != NULL && params_get(r->kept, "version") != NULL ?
	    params_get(r->kept, "version") : stamp(r, v, n));
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static int section_show(struct request *r, const struct section *s)
{
	struct value v[VALUES_MAX];
	struct child child;
	size_t n, i;
	int status = child_opened(r, &child);

	if (status != 0)
		return status;
	n = s->load(r, &child, v);
	for (i = 0; i < n; i++)
		input_slot(&r->input, v[i].field)->value = v[i].now;
	return section_page(r, &child, s, false, 200);
}

static bool changed(struct request *r, const struct value *v, size_t n)
{
	while (n-- > 0)
		if (strcmp(v[n].now, typed(r, v[n].field)) != 0)
			return true;
	return false;
}

static int section_save(struct request *r, const struct section *s)
{
	const char *version = params_get(&r->params, "version");
	struct value v[VALUES_MAX];
	struct child child;
	size_t n;
	int status = child_opened(r, &child);

	if (status != 0)
		return status;
	n = s->load(r, &child, v);
	if (!changed(r, v, n))
		return request_redirect(r, "/child/%s", child.handle);
	if (s->check != NULL)
		s->check(r, &child);
	if (!input_valid(&r->input, r->pool))
		return section_page(r, &child, s, false, 422);
	if (version == NULL || strcmp(version, stamp(r, v, n)) != 0)
		return section_page(r, &child, s, true, 409);
	if (!s->write(r, &child)) {
		(void)child_load(r, &child);
		return section_page(r, &child, s, true, 409);
	}
	return request_redirect(r, "/child/%s?done=saved", child.handle);
}

int names_show(struct request *r)
{
	return section_show(r, &names);
}

int names_save(struct request *r)
{
	return section_save(r, &names);
}

int birth_show(struct request *r)
{
	return section_show(r, &birth);
}

int birth_save(struct request *r)
{
	return section_save(r, &birth);
}

int address_show(struct request *r)
{
	return section_show(r, &address);
}

int address_save(struct request *r)
{
	return section_save(r, &address);
}

int stay_show(struct request *r)
{
	return section_show(r, &stay);
}

int stay_save(struct request *r)
{
	return section_save(r, &stay);
}

/* -- all sections -- */

int edit_show(struct request *r)
{
	static const struct { const char *path, *label; } pages[] = {
		{ "edit/names", "Name" }, { "edit/other-names", "Other names" },
		{ "edit/birth", "Birth, sex and numbers" }, { "edit/address", "Address" },
		{ "edit/carers", "Parents and carers" }, { "services", "School, GP and other services" },
		{ "edit/stay", "Staying in the index when grown up" }
	};
	struct child child;
	int status = child_opened(r, &child);
	struct node *list, *item;
	size_t i;

	if (status != 0)
		return status;
	list = page_begin(r, "edit", "Change this record");
	child_frame(r, &child);
	(void)page_heading(list, 1, "Change this record");
	list = node_add(list, "list");
	node_set(list, "kind", "plain");
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		item = node_leaf(list, "item", pages[i].label);
		node_set(item, "href", pool_printf(r->pool, "/child/%s/%s", child.handle, pages[i].path));
	}
	return 200;
}
