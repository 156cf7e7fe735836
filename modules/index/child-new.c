#include <string.h>

#include "conf.h"
#include "date.h"
#include "ident.h"
#include "index.h"
#include "secret.h"
#include "str.h"
#include "text.h"

#define SHOWN	8	/* records that may be the child; more are never worth reading */
#define TRIES	8	/* for a number that nobody has: one in a million is a second try */

const struct field new_fields[] = {
	{ .name = "family", .type = FIELD_NAME, .max = 100, .required = true, .label = "Family name",
	  .width = 30 },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .required = true, .label = "Given names",
	  .width = 30 },
	{ .name = "other_family", .type = FIELD_NAME, .max = 100, .label = "Other family name",
	  .hint = "A former name, or one that the child is known by", .width = 30 },
	{ .name = "other_given", .type = FIELD_NAME, .max = 100, .label = "Other given names",
	  .width = 30 },
	{ .name = "other_kind", .type = FIELD_CODE, .label = "Kind of other name",
	  .choices = "name-type", .compact = true },
	{ .name = "born", .type = FIELD_DATE, .required = true, .not_future = true,
	  .label = "Date of birth" },
	{ .name = "estimated", .type = FIELD_TICK, .label = "The date of birth is estimated" },
	{ .name = "sex", .type = FIELD_CODE, .required = true, .label = "Sex", .choices = "sex" },
	{ .name = "nhs", .type = FIELD_NHS, .label = "NHS number", .width = 20 },
	{ .name = "upn", .type = FIELD_UPN, .label = "Unique pupil number (UPN)", .width = 20 },
	ADDRESS_FIELDS,
	{ .name = "carer_family", .type = FIELD_NAME, .max = 100,
	  .label = "Parent's or carer's family name", .width = 30 },
	{ .name = "carer_given", .type = FIELD_NAME, .max = 100,
	  .label = "Parent's or carer's given name", .width = 30 },
	{ .name = "relationship", .type = FIELD_CODE, .label = "Relationship to the child",
	  .choices = "relationship", .compact = true },
	{ .name = "responsible", .type = FIELD_CODE, .label = "Parental responsibility",
	  .choices = "parental-responsibility", .compact = true },
	{ .name = "carer_phone", .type = FIELD_PHONE, .label = "Phone", .width = 20 },
	{ .name = "school", .type = FIELD_TEXT, .max = 120, .label = "School, nursery or college",
	  .width = 30 },
	{ .name = "school_kind", .type = FIELD_CODE, .label = "Kind of school", .choices = "school-kind",
	  .compact = true },
	{ .name = "urn", .type = FIELD_TEXT, .max = 20, .label = "School's number (URN)", .width = 10 },
	{ .name = "gp", .type = FIELD_TEXT, .max = 120, .label = "GP practice", .width = 30 },
	{ .name = "source", .type = FIELD_CODE, .required = true, .label = "Where this comes from",
	  .choices = "index-source", .compact = true },
	{ .name = "different", .type = FIELD_TICK,
	  .label = "I have compared these records. None of them is this child" },
	{ .name = "why", .type = FIELD_TEXT, .max = 200, .label = "Why this is another child" },
	{ .name = "seen", .type = FIELD_TOKEN },
	{ .name = "back", .type = FIELD_PATH, .label = "The page to go back to" },
	{ 0 }
};

static const char *typed(struct request *r, const char *name)
{
	return input_text(&r->input, name);
}

static bool any(struct request *r, const char *name)
{
	return typed(r, name)[0] != '\0';
}

static const char *or_null(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

/* -- checks that one field alone cannot make -- */

static void need(struct request *r, const char *name)
{
	if (!any(r, name))
		input_refuse(&r->input, name,
		    field_missing(r->pool, input_slot(&r->input, name)->field));
}

static void born_check(struct request *r)
{
	struct date born, today = date_today();
	long most = conf_number("index.oldest_years");

	if (date_parse(typed(r, "born"), &born) && date_age(born, today) > most)
		input_refuse(&r->input, "born", pool_printf(r->pool,
		    "Date of birth must be less than %ld years ago", most + 1));
}

static void urn_check(struct request *r)
{
	struct input_value *urn = input_slot(&r->input, "urn");

	if (any(r, "urn") && urn->error == NULL)
		urn->error = ident_urn(r->pool, urn->value, &urn->value);
}

static bool new_valid(struct request *r)
{
	if (any(r, "other_family") || any(r, "other_given") || any(r, "other_kind")) {
		need(r, "other_family");
		need(r, "other_kind");
	}
	if (any(r, "carer_family") || any(r, "carer_given") || any(r, "carer_phone")) {
		need(r, "carer_family");
		need(r, "relationship");
		need(r, "responsible");
	}
	if (any(r, "school"))
		need(r, "school_kind");
	born_check(r);
	urn_check(r);
	address_check(r);
	return input_valid(&r->input, r->pool);
}

/* -- the page -- */

static void part(struct request *r, struct node *form, const char *title, const char *first,
    const char *last)
{
	const struct field *f = new_fields;

	(void)page_heading(form, 2, title);
	while (strcmp(f->name, first) != 0)
		f++;
	for (;; f++) {
		if (strcmp(f->name, "upn") != 0 || index_sees_upn(r))
			(void)page_field(r, form, f, NULL);
		if (strcmp(f->name, last) == 0)
			return;
	}
}

static void fields_put(struct request *r, struct node *form)
{
	part(r, form, "Name", "family", "other_kind");
	part(r, form, "Birth, sex and numbers", "born", "upn");
	part(r, form, "Address", "address_status", "address_since");
	part(r, form, "Parent or carer", "carer_family", "carer_phone");
	part(r, form, "School and GP", "school", "gp");
	part(r, form, "Source", "source", "source");
}

static bool strong(const struct hit *hits, size_t n)
{
	while (n-- > 0)
		if (hits[n].match.band == MATCH_STRONG)
			return true;
	return false;
}

static const char *handles(struct request *r, const struct hit *hits, size_t n)
{
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < n; i++)
		str_printf(&s, "%s%s", i == 0 ? "" : "-", hits[i].handle);
	return s.data;
}

static const struct field *new_field(const char *name)
{
	const struct field *f = new_fields;

	while (strcmp(f->name, name) != 0)
		f++;
	return f;
}

/* Who may go on says so here, below the records to compare with. */
static void decide_put(struct request *r, struct node *form, const struct hit *hits, size_t n)
{
	const struct field *f = new_field("different");

	if (strong(hits, n) && !index_manager(r))
		return;
	(void)page_heading(form, 2, "Is this another child?");
	(void)page_field(r, form, f, NULL);
	if (strong(hits, n))
		(void)page_control(r, form, f + 1, f[1].name, typed(r, f[1].name),
		    input_slot(&r->input, f[1].name)->error, NULL);
	(void)page_control(r, form, f + 2, f[2].name, handles(r, hits, n), NULL, "hidden");
}

static int new_page(struct request *r, const struct hit *hits, size_t n, int status)
{
	struct node *body = page_begin(r, "new", "Create a child's record"), *form;

	page_back(r, "Find a child", "/search");
	(void)page_heading(body, 1, "Create a child's record");
	if (n > 0) {
		(void)node_leaf(body, "warning", strong(hits, n) && !index_manager(r) ?
		    "There is a record of this child. Open it; if you are sure that this is another "
		    "child, ask an index manager to create the record." :
		    "This may be a child who has a record. Compare before you create another.");
		hits_table(r, body, hits, n, "Records to compare");
	}
	form = page_form(r, body, "/child/new");
	fields_put(r, form);
	(void)page_field(r, form, new_field("back"), NULL);
	if (n > 0)
		decide_put(r, form, hits, n);
	(void)page_para(form, "By creating the record you state that you start work with this child.");
	(void)page_button(page_buttons(form), "Create the record", "primary", NULL, NULL);
	return status;
}

/* From the results of a search, of this program or of a module that names the
 * page to go back to, and nowhere else. */
int child_new_start(struct request *r)
{
	size_t i;

	/* Nothing was asked yet, so nothing is wrong yet. */
	for (i = 0; i < r->input.n; i++)
		r->input.value[i].error = NULL;
	return new_page(r, NULL, 0, 200);
}

/* The way back to a form whose session had ended before it was sent. */
int child_new_show(struct request *r)
{
	if (r->kept == NULL)
		return request_redirect(r, "/search");
	return new_page(r, NULL, 0, 200);
}

/* -- is the child here already? (8.2) -- */

static size_t like_this(struct request *r, struct hit hits[SHOWN])
{
	const char *parents[2] = { NULL, NULL }, *phones[2] = { or_null(typed(r, "carer_phone")), NULL };
	struct match_name names[2];
	struct quest q = { .name = { typed(r, "given"), typed(r, "family"), MATCH_CURRENT },
	    .from = DAY_FIRST, .to = DAY_LAST, .sex = "", .school = "", .number = "",
	    .manager = index_manager(r), .shielded = true, .thorough = true };
	bool more;

	names[0] = q.name;
	names[1] = (struct match_name){ typed(r, "other_given"), typed(r, "other_family"),
	    MATCH_FORMER };
	if (any(r, "carer_family"))
		parents[0] = pool_printf(r->pool, "%s %s", typed(r, "carer_given"),
		    typed(r, "carer_family"));
	q.person = (struct match_person){ .names = names, .names_n = any(r, "other_family") ? 2 : 1,
	    .dob = typed(r, "born"), .dob_estimated = any(r, "estimated"), .sex = typed(r, "sex"),
	    .postcode = typed(r, "postcode"), .uprn = typed(r, "uprn"), .house = typed(r, "line1"),
	    .nhs = typed(r, "nhs"), .upn = typed(r, "upn"), .phones = phones, .parents = parents };
	return hits_find(r, &q, hits, SHOWN, &more);
}

static bool seen(struct request *r, const struct hit *hits, size_t n)
{
	while (n-- > 0)
		if (strstr(typed(r, "seen"), hits[n].handle) == NULL)
			return false;
	return true;
}

/* A person decides, and says so; a strong match only an index manager may
 * overrule. */
static bool decided(struct request *r, const struct hit *hits, size_t n)
{
	if (n == 0)
		return true;
	if (strong(hits, n) && !index_manager(r)) {
		input_refuse(&r->input, "family", "There is a record of this child already");
		return false;
	}
	if (!any(r, "different") || !seen(r, hits, n))
		input_refuse(&r->input, "different",
		    "Open the record of this child, or tick that none of the records is this child");
	if (strong(hits, n))
		need(r, "why");
	return input_valid(&r->input, r->pool);
}

/* -- writing -- */

static void sound_add(struct request *r, unsigned long long child, unsigned long long name,
    const char *family, const char *given, const char *born_on)
{
	(void)db_write(r->db, &index_sql[INDEX_SOUND_ADD], match_soundex(r->pool, family),
	    match_soundex(r->pool, name_first(r->pool, given)), born_on, name, child);
}

void name_add(struct request *r, unsigned long long child, const char *kind, const char *given,
    const char *family, const char *born_on, const char *since)
{
	const char *given_key = name_key(r->pool, given), *family_key = name_key(r->pool, family);
	const char *first = name_first(r->pool, family_key), *last = name_last(r->pool, family_key);
	unsigned long long name = db_insert(r->db, &index_sql[INDEX_NAME_ADD], child, kind, given,
	    family, given_key, family_key, since);

	sound_add(r, child, name, first, given_key, born_on);
	if (strcmp(match_soundex(r->pool, first), match_soundex(r->pool, last)) != 0)
		sound_add(r, child, name, last, given_key, born_on);
}

static const char *number_draw(struct request *r)
{
	unsigned long long random;

	secret_random(&random, sizeof(random));
	return ident_index_make(r->pool, pool_printf(r->pool, "%08llu", random % 100000000ULL));
}

static void child_add(struct request *r, struct child *c)
{
	unsigned tries;

	*c = (struct child){ .handle = secret_handle(r->pool), .given = typed(r, "given"),
	    .family = typed(r, "family"), .born_on = typed(r, "born") };
	for (tries = 0; c->id == 0 && tries < TRIES; tries++) {
		c->number = number_draw(r);
		c->id = db_insert(r->db, &index_sql[INDEX_CHILD_ADD], c->handle, c->number,
		    typed(r, "sex"), c->born_on, (unsigned long long)any(r, "estimated"),
		    typed(r, "address_status"), or_null(typed(r, "nhs")), or_null(typed(r, "upn")),
		    typed(r, "source"), r->today, r->today, request_account(r));
	}
	name_add(r, c->id, "CUR", c->given, c->family, c->born_on, NULL);
	if (any(r, "other_family"))
		name_add(r, c->id, typed(r, "other_kind"), typed(r, "other_given"),
		    typed(r, "other_family"), c->born_on, NULL);
}

static void service_add(struct request *r, const struct child *c, const char *service,
    const char *organisation, const char *urn)
{
	if (organisation[0] != '\0')
		(void)db_write(r->db, &index_sql[INDEX_SERVICE_ADD], c->id, service, organisation,
		    name_key(r->pool, organisation), "", "", urn, "", NULL, request_account(r));
}

static void around_add(struct request *r, const struct child *c)
{
	address_add(r, c->id);
	if (any(r, "carer_family"))
		(void)db_write(r->db, &index_sql[INDEX_CARER_ADD], c->id, typed(r, "carer_given"),
		    typed(r, "carer_family"), typed(r, "relationship"), typed(r, "responsible"),
		    typed(r, "carer_phone"));
	service_add(r, c, typed(r, "school_kind"), typed(r, "school"), typed(r, "urn"));
	service_add(r, c, "GP", typed(r, "gp"), "");
}

int child_new_save(struct request *r)
{
	struct hit hits[SHOWN];
	struct child child;
	size_t n;

	if (!index_sees_upn(r))
		input_slot(&r->input, "upn")->value = "";
	if (!new_valid(r))
		return new_page(r, NULL, 0, 422);
	(void)db_write(r->db, &index_sql[INDEX_CREATION]);
	n = like_this(r, hits);
	if (n > 0)
		r->audit.detail = pool_printf(r->pool, "compared with: %s; why: %s",
		    hits_ids(r, hits, n), typed(r, "why"));
	if (!decided(r, hits, n))
		return new_page(r, hits, n, 422);
	child_add(r, &child);
	around_add(r, &child);
	change_add(r, &child, "created", "", "Created");
	(void)db_write(r->db, &index_sql[INDEX_OPEN], child.id, r->session->hash,
	    sizeof(r->session->hash), request_account(r), "A1");
	r->audit.object = "child";
	r->audit.object_id = r->audit.child = child.id;
	r->audit.reason = "A1";
	if (any(r, "back"))
		return request_redirect(r, "%s", typed(r, "back"));
	return request_redirect(r, "/child/%s", child.handle);
}
