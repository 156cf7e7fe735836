#include <string.h>

#include "caf.h"
#include "date.h"
#include "grid.h"
#include "json.h"
#include "lists.h"
#include "terms.h"
#include "text.h"
#include "uuid.h"

/* sections.md 10: the public entries in the shape of HSDS 3.0, as its profile Open
 * Referral UK has it: a page of services with all that belongs to them. What
 * practitioners alone see (capacity, waiting time) is not in it. */

#define SIZE	50

static const char *part_id(struct request *r, const struct caf_directory *d, const char *part)
{
	return uuid_of(r->pool, pool_printf(r->pool, "%s %s", d->uuid, part));
}

static struct json *part_add(struct request *r, struct json *parent, const char *key,
    const struct caf_directory *d, const char *part)
{
	struct json *o = json_add_object(parent, key);

	json_text(o, "id", part_id(r, d, part));
	return o;
}

/* Calls put for each code of a field, with the object that stands for it. */
static void each_code(struct request *r, struct json *array, const struct caf_directory *d,
    enum caf_directory_field field,
    void (*put)(struct request *, struct json *, enum caf_directory_field, const char *))
{
	const char *codes, *code;
	size_t len;

	for (codes = d->value[field]; *codes != '\0'; codes += len + strspn(codes + len, " ")) {
		len = strcspn(codes, " ");
		code = pool_strndup(r->pool, codes, len);
		put(r, part_add(r, array, NULL, d, pool_printf(r->pool, "%u %s", (unsigned)field, code)),
		    field, code);
	}
}

static void attribute_put(struct request *r, struct json *o, enum caf_directory_field field,
    const char *code)
{
	const char *list = caf_directory_input[field].choices;
	struct json *term;

	json_text(o, "link_entity", "service");
	term = json_add_object(o, "taxonomy_term");
	json_text(term, "id", uuid_of(r->pool, pool_printf(r->pool, "%s %s", list, code)));
	json_text(term, "code", code);
	json_text(term, "name", caf_directory_shown(r, field, code));
	json_text(term, "taxonomy", lists_find(list)->title);
}

static void area_put(struct request *r, struct json *o, enum caf_directory_field field,
    const char *code)
{
	json_text(o, "name", caf_directory_shown(r, field, code));
}

static void language_put(struct request *r, struct json *o, enum caf_directory_field field,
    const char *code)
{
	json_text(o, "name", caf_directory_shown(r, field, code));
	json_text(o, "code", code);
}

static void attributes_put(struct request *r, struct json *s, const struct caf_directory *d)
{
	static const enum caf_directory_field fields[] = { CAF_DIR_AIMS, CAF_DIR_SERVICES,
		CAF_DIR_TIER, CAF_DIR_THRESHOLD, CAF_DIR_ROUTES };
	struct json *array = json_add_array(s, "attributes");
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		each_code(r, array, d, fields[i], attribute_put);
}

static void organization_put(struct json *s, const struct caf_directory *d)
{
	struct json *o = json_add_object(s, "organization");

	json_text(o, "id", d->value[CAF_DIR_PROVIDER]);
	json_text(o, "name", d->provider_name);
	json_text(o, "description", d->provider_description);
	json_text(o, "email", d->provider_email);
	json_text(o, "website", d->provider_website);
}

static void phone_put(struct request *r, struct json *parent, const struct caf_directory *d,
    const char *part)
{
	struct json *array = json_add_array(parent, "phones");

	if (d->value[CAF_DIR_PHONE][0] != '\0')
		json_text(part_add(r, array, NULL, d, part), "number", d->value[CAF_DIR_PHONE]);
}

static void contact_put(struct request *r, struct json *s, const struct caf_directory *d)
{
	struct json *c = part_add(r, json_add_array(s, "contacts"), NULL, d, "contact");

	json_text(c, "name", d->value[CAF_DIR_CONTACT]);
	json_text(c, "email", d->value[CAF_DIR_EMAIL]);
	phone_put(r, c, d, "contact phone");
}

/* RFC 5545: "MO,TU". */
static void schedule_put(struct request *r, struct json *s, const struct caf_directory *d)
{
	struct json *array = json_add_array(s, "schedules"), *o;
	char *days = pool_strdup(r->pool, d->value[CAF_DIR_DAYS]), *c;

	if (days[0] == '\0' && d->value[CAF_DIR_TIMES][0] == '\0')
		return;
	for (c = days; *c != '\0'; c++)
		if (*c == ' ')
			*c = ',';
	o = part_add(r, array, NULL, d, "schedule");
	json_text(o, "freq", days[0] == '\0' ? NULL : "WEEKLY");
	json_text(o, "byday", days);
	json_text(o, "description", d->value[CAF_DIR_TIMES]);
}

static void cost_put(struct request *r, struct json *s, const struct caf_directory *d)
{
	struct json *array = json_add_array(s, "cost_options"), *o;

	if (d->value[CAF_DIR_COST][0] == '\0' && d->value[CAF_DIR_COST_TEXT][0] == '\0')
		return;
	o = part_add(r, array, NULL, d, "cost");
	json_text(o, "option", caf_directory_shown(r, CAF_DIR_COST, d->value[CAF_DIR_COST]));
	json_text(o, "amount_description", d->value[CAF_DIR_COST_TEXT]);
	if (strcmp(d->value[CAF_DIR_COST], "FREE") == 0)
		json_number(o, "amount", 0);
}

static void address_put(struct request *r, struct json *location, const struct caf_directory *d)
{
	struct json *a = part_add(r, json_add_array(location, "addresses"), NULL, d, "address");

	json_text(a, "address_1", d->value[CAF_DIR_ADDRESS_1]);
	json_text(a, "address_2", d->value[CAF_DIR_ADDRESS_2]);
	json_text(a, "city", d->value[CAF_DIR_TOWN]);
	json_text(a, "state_province", conf_text("authority.name"));
	json_text(a, "postal_code", d->value[CAF_DIR_POSTCODE]);
	json_text(a, "country", "GB");
	json_text(a, "address_type", "physical");
}

static void identifier_put(struct json *location, const struct caf_directory *d)
{
	if (d->value[CAF_DIR_UPRN][0] == '\0')
		return;
	json_text(location, "external_identifier", d->value[CAF_DIR_UPRN]);
	json_text(location, "external_identifier_type", "UPRN");
}

/* A refuge has no location, not even a virtual one. */
static void location_put(struct request *r, struct json *s, const struct caf_directory *d)
{
	struct json *array = json_add_array(s, "service_at_locations"), *l;
	struct grid grid = { .easting = (unsigned)d->easting, .northing = (unsigned)d->northing };
	bool physical = strcmp(d->value[CAF_DIR_VENUE], "VENUE") == 0;
	double latitude, longitude;

	if (strcmp(d->value[CAF_DIR_VENUE], "REFUGE") == 0)
		return;
	l = part_add(r, part_add(r, array, NULL, d, "at location"), "location", d, "location");
	json_text(l, "location_type", physical ? "physical" : "virtual");
	json_text(l, "name", d->value[CAF_DIR_NAME]);
	if (!physical)
		return;
	if (grid.easting != 0) {
		grid_degrees(&grid, &latitude, &longitude);
		json_decimal(l, "latitude", latitude, 6);
		json_decimal(l, "longitude", longitude, 6);
	}
	identifier_put(l, d);
	address_put(r, l, d);
	if (d->value[CAF_DIR_ACCESS][0] != '\0')
		json_text(part_add(r, json_add_array(l, "accessibility"), NULL, d, "access"),
		    "description", d->value[CAF_DIR_ACCESS]);
}

static const char *status_of(const struct caf_directory *d)
{
	return strcmp(d->value[CAF_DIR_STATUS], "CLOSED") == 0 ? "temporarily closed" : "active";
}

/* How to refer, the form and whether an assessment is needed, as one text. */
static const char *process(struct request *r, const struct caf_directory *d)
{
	const char *form = d->value[CAF_DIR_FORM];

	return pool_printf(r->pool, "%s%s%s%s", d->value[CAF_DIR_HOW], form[0] == '\0' ? "" :
	    "\nReferral form: ", form, strcmp(d->value[CAF_DIR_NEEDS_CAF], "Y") == 0 ?
	    terms_apply(r->pool, "\nA {common assessment} is needed.") : "");
}

static void service_put(struct request *r, struct json *contents, const struct caf_directory *d)
{
	unsigned long long number;
	struct json *s = json_add_object(contents, NULL);

	json_text(s, "id", d->uuid);
	json_text(s, "name", d->value[CAF_DIR_NAME]);
	json_text(s, "description", d->value[CAF_DIR_DESCRIPTION]);
	json_text(s, "url", d->provider_website);
	json_text(s, "email", d->value[CAF_DIR_EMAIL]);
	json_text(s, "status", status_of(d));
	json_text(s, "interpretation_services", d->value[CAF_DIR_INTERPRETER]);
	json_text(s, "application_process", process(r, d));
	json_text(s, "fees_description", d->value[CAF_DIR_COST_TEXT]);
	json_text(s, "eligibility_description", d->value[CAF_DIR_ELIGIBILITY]);
	if (text_number(d->value[CAF_DIR_MIN_AGE], &number))
		json_number(s, "minimum_age", (long long)number);
	if (text_number(d->value[CAF_DIR_MAX_AGE], &number))
		json_number(s, "maximum_age", (long long)number);
	json_text(s, "assured_date", d->assured_on);
	json_text(s, "last_modified", date_stamp(r->pool, d->at));
	organization_put(s, d);
	phone_put(r, s, d, "phone");
	schedule_put(r, s, d);
	each_code(r, json_add_array(s, "service_areas"), d, CAF_DIR_AREAS, area_put);
	location_put(r, s, d);
	each_code(r, json_add_array(s, "languages"), d, CAF_DIR_LANGUAGES, language_put);
	cost_put(r, s, d);
	contact_put(r, s, d);
	attributes_put(r, s, d);
}

static void list_put(struct request *r, struct json *root, size_t page)
{
	const char *since = caf_directory_hide_before(r);
	struct json *contents;
	struct caf_directory d;
	size_t total = 0, pages, i;
	struct db_rows rows;
	struct db_row count;

	if (db_find(r->db, &caf_sql[CAF_DIRECTORY_ALL], &count, since))
		total = (size_t)db_number(&count, 0);
	(void)db_list(r->db, &caf_sql[CAF_DIRECTORY_PUBLIC], &rows, since, (unsigned long long)SIZE,
	    (unsigned long long)((page - 1) * SIZE));
	pages = (total + SIZE - 1) / SIZE;
	json_number(root, "total_items", (long long)total);
	json_number(root, "total_pages", (long long)pages);
	json_number(root, "page_number", (long long)page);
	json_number(root, "size", (long long)rows.n);
	json_switch(root, "first_page", page == 1);
	json_switch(root, "last_page", page >= pages);
	json_switch(root, "empty", rows.n == 0);
	contents = json_add_array(root, "contents");
	for (i = 0; i < rows.n; i++) {
		caf_directory_from(r, &rows.row[i], &d);
		service_put(r, contents, &d);
	}
}

/* The row of the route is PUBLIC; that it stays shut is a setting. */
int caf_directory_json(struct request *r)
{
	struct json *root;
	const char *bytes;
	size_t len;

	if (!conf_switch("caf.directory_public") && r->session == NULL)
		return request_redirect(r, "/signin?return=/caf/services.json");
	if (!conf_switch("caf.directory_public") && !request_may(r, CAF_SERVICES))
		return page_message(r, 403, "You do not have access to this page",
		    "Your role does not include it. If you need it for your work, "
		    "ask your manager or the service desk.");
	if (!input_valid(&r->input, r->pool))
		return page_not_found(r);
	root = json_root(r->pool);
	list_put(r, root, caf_page(r));
	bytes = json_bytes(r->pool, root, &len);
	return request_file(r, "services.json", "application/json", bytes, len);
}
