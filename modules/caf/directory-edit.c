#include <string.h>

#include "caf.h"
#include "clock.h"
#include "code.h"
#include "date.h"
#include "grid.h"
#include "ident.h"
#include "postcode.h"
#include "terms.h"
#include "text.h"
#include "uuid.h"

/* sections.md 10: what an editor (DIR) enters of a service, and that somebody has
 * confirmed it. Nothing is deleted: a change is a version, an end a status. */

#define AGE_MAX	25

const struct field caf_directory_input[] = {
	[CAF_DIR_PROVIDER] = { .name = "provider", .type = FIELD_TOKEN, .required = true,
	  .label = "Provider" },
	[CAF_DIR_NAME] = { .name = "name", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Name of the service" },
	[CAF_DIR_DESCRIPTION] = { .name = "description", .type = FIELD_MEMO, .max = 3000,
	  .required = true, .label = "Description" },
	[CAF_DIR_STATUS] = { .name = "status", .type = FIELD_CODE, .choices = "service-status",
	  .required = true, .label = "Status" },
	[CAF_DIR_AIMS] = { .name = "aims", .type = FIELD_CODES, .choices = "aim",
	  .label = "Aims that it helps with",
	  .hint = "At least one aim or one kind of service" },
	[CAF_DIR_SERVICES] = { .name = "services", .type = FIELD_CODES, .choices = "service",
	  .label = "Kinds of service" },
	[CAF_DIR_TIER] = { .name = "tier", .type = FIELD_CODE, .choices = "service-tier",
	  .required = true, .label = "Tier" },
	[CAF_DIR_ELIGIBILITY] = { .name = "eligibility", .type = FIELD_MEMO, .max = 1000, .rows = 3,
	  .required = true, .label = "Who it is for", .hint = "In words a family understands" },
	[CAF_DIR_MIN_AGE] = { .name = "min_age", .type = FIELD_NUMBER, .max = 2, .width = 2,
	  .required = true, .label = "From age", .hint = "0 for before birth or from birth" },
	[CAF_DIR_MAX_AGE] = { .name = "max_age", .type = FIELD_NUMBER, .max = 2, .width = 2,
	  .required = true, .label = "To age" },
	[CAF_DIR_AREAS] = { .name = "areas", .type = FIELD_CODES, .choices = "service-area",
	  .required = true, .label = "Area covered" },
	[CAF_DIR_THRESHOLD] = { .name = "threshold", .type = FIELD_CODE, .choices = "level-of-need",
	  .required = true, .label = "Lowest level of need that it takes" },
	[CAF_DIR_ROUTES] = { .name = "routes", .type = FIELD_CODES, .choices = "referral-route",
	  .required = true, .label = "Who may refer" },
	[CAF_DIR_HOW] = { .name = "how", .type = FIELD_MEMO, .max = 1000, .rows = 3, .required = true,
	  .label = "How to refer" },
	[CAF_DIR_FORM] = { .name = "form", .type = FIELD_TEXT, .max = 200,
	  .label = "Referral form", .hint = "Its name, or where it is found" },
	[CAF_DIR_NEEDS_CAF] = { .name = "needs_caf", .type = FIELD_YESNO, .required = true,
	  .label = "Does it need a {common assessment}?" },
	[CAF_DIR_VENUE] = { .name = "venue", .type = FIELD_CODE, .choices = "service-venue",
	  .required = true, .label = "Where is it?" },
	[CAF_DIR_ADDRESS_1] = { .name = "address_1", .type = FIELD_TEXT, .max = 60,
	  .required_if = "venue=VENUE", .label = "Address, first line" },
	[CAF_DIR_ADDRESS_2] = { .name = "address_2", .type = FIELD_TEXT, .max = 60,
	  .label = "Address, second line" },
	[CAF_DIR_TOWN] = { .name = "town", .type = FIELD_TEXT, .max = 60, .width = 30,
	  .required_if = "venue=VENUE", .label = "Town" },
	[CAF_DIR_POSTCODE] = { .name = "postcode", .type = FIELD_POSTCODE, .width = 10,
	  .required_if = "venue=VENUE", .label = "Postcode" },
	[CAF_DIR_UPRN] = { .name = "uprn", .type = FIELD_UPRN, .width = 20,
	  .label = "Property reference (UPRN)" },
	[CAF_DIR_LOCATION] = { .name = "location", .type = FIELD_TEXT, .max = 40, .width = 30,
	  .label = "Place on the map",
	  .hint = "Grid reference like SD 306 360, or latitude and longitude like 53.8142, -3.0503" },
	[CAF_DIR_ACCESS] = { .name = "access", .type = FIELD_MEMO, .max = 500, .rows = 3,
	  .label = "Access for disabled people" },
	[CAF_DIR_DAYS] = { .name = "days", .type = FIELD_CODES, .choices = "weekday",
	  .label = "Days it is open" },
	[CAF_DIR_TIMES] = { .name = "times", .type = FIELD_MEMO, .max = 500, .rows = 3,
	  .label = "Times" },
	[CAF_DIR_COST] = { .name = "cost", .type = FIELD_CODE, .choices = "service-cost",
	  .label = "Cost" },
	[CAF_DIR_COST_TEXT] = { .name = "cost_text", .type = FIELD_TEXT, .max = 300,
	  .label = "What it costs" },
	[CAF_DIR_LANGUAGES] = { .name = "languages", .type = FIELD_CODES, .choices = "language",
	  .label = "Languages spoken" },
	[CAF_DIR_INTERPRETER] = { .name = "interpreter", .type = FIELD_TEXT, .max = 200,
	  .label = "Interpreting" },
	[CAF_DIR_CONTACT] = { .name = "contact", .type = FIELD_TEXT, .max = 120, .width = 30,
	  .required = true, .label = "Contact", .hint = "A person or a desk at the service" },
	[CAF_DIR_PHONE] = { .name = "phone", .type = FIELD_PHONE, .max = 30, .width = 20,
	  .label = "Phone", .hint = "A phone number or an e-mail address is needed" },
	[CAF_DIR_EMAIL] = { .name = "email", .type = FIELD_TEXT, .max = 120, .label = "E-mail" },
	[CAF_DIR_CAPACITY] = { .name = "capacity", .type = FIELD_TEXT, .max = 200,
	  .label = "Capacity" },
	[CAF_DIR_WAITING] = { .name = "waiting", .type = FIELD_TEXT, .max = 200,
	  .label = "Waiting time" },
	[CAF_DIR_WAITING_ON] = { .name = "waiting_on", .type = FIELD_DATE, .not_future = true,
	  .label = "When capacity and waiting time were said" },
	[CAF_DIR_SENSITIVE] = { .name = "sensitive", .type = FIELD_YESNO, .required = true,
	  .label = "Is it a sensitive service?",
	  .hint = "Sexual health, mental health or substance misuse" },
	[CAF_DIR_PUBLIC] = { .name = "public", .type = FIELD_YESNO, .required = true,
	  .label = "May families see the entry?",
	  .hint = "It then goes to other systems while it is confirmed" },
	[CAF_DIR__MAX] = { .name = "service", .type = FIELD_TOKEN },
	[CAF_DIR__MAX + 1] = { 0 }
};

const struct field caf_directory_assure_input[] = {
	{ .name = "service", .type = FIELD_TOKEN },
	{ .name = "assured_by", .type = FIELD_TEXT, .max = 120, .required = true, .width = 30,
	  .label = "Who confirmed it?", .hint = "Name, and who they are at the service" },
	{ .name = "assured_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Confirmed on" },
	{ .name = "next_check", .type = FIELD_DATE, .required = true, .label = "Next check" },
	{ 0 }
};

static const char *value(struct request *r, enum caf_directory_field field)
{
	return r->input.value[field].value;
}

static void refuse(struct request *r, enum caf_directory_field field, const char *message)
{
	input_refuse(&r->input, caf_directory_input[field].name, message);
}

static bool entered(struct request *r, enum caf_directory_field field)
{
	return value(r, field)[0] != '\0';
}

/* -- what must hold -- */

/* A refuge's address must not be kept: who types one is told, and nothing is
 * stored until it is gone. */
static void rules_place(struct request *r, struct grid *grid_r)
{
	bool address = input_is(&r->input, "venue", "VENUE");
	bool refuge = input_is(&r->input, "venue", "REFUGE");
	const char *postcode = value(r, CAF_DIR_POSTCODE);
	unsigned i;

	*grid_r = (struct grid){ 0, 0 };
	for (i = CAF_DIR_ADDRESS_1; !address && entered(r, CAF_DIR_VENUE) && i <= CAF_DIR_LOCATION; i++)
		if (entered(r, (enum caf_directory_field)i))
			refuse(r, (enum caf_directory_field)i, refuge ?
			    "The address of a refuge is never kept. Clear this" :
			    "A service online or by telephone has no address. Clear this");
	if (!address)
		return;
	if (!entered(r, CAF_DIR_ADDRESS_1))
		refuse(r, CAF_DIR_ADDRESS_1, "Enter the first line of the address");
	if (!entered(r, CAF_DIR_TOWN))
		refuse(r, CAF_DIR_TOWN, "Enter the town");
	if (postcode[0] == '\0')
		refuse(r, CAF_DIR_POSTCODE, "Enter the postcode");
	else if (ident_postcode_pseudo(postcode))
		refuse(r, CAF_DIR_POSTCODE, "Enter the postcode of a place");
	if (!entered(r, CAF_DIR_LOCATION))
		(void)postcode_find(postcode, grid_r);
	else if (!grid_read(value(r, CAF_DIR_LOCATION), grid_r))
		refuse(r, CAF_DIR_LOCATION, "Enter a grid reference like SD 306 360, or latitude and "
		    "longitude like 53.8142, -3.0503");
}

static void rules_ages(struct request *r)
{
	unsigned long long min, max;

	if (!text_number(value(r, CAF_DIR_MIN_AGE), &min) ||
	    !text_number(value(r, CAF_DIR_MAX_AGE), &max))
		return;
	if (max > AGE_MAX)
		refuse(r, CAF_DIR_MAX_AGE, "To age must be 25 or less");
	else if (min > max)
		refuse(r, CAF_DIR_MAX_AGE, "To age must not be below the first age");
}

static void rules(struct request *r, const struct codelist *providers, struct grid *grid_r)
{
	if (entered(r, CAF_DIR_PROVIDER) && code_find(providers, value(r, CAF_DIR_PROVIDER)) == NULL)
		refuse(r, CAF_DIR_PROVIDER, "Choose a provider of the list");
	if (!entered(r, CAF_DIR_AIMS) && !entered(r, CAF_DIR_SERVICES))
		refuse(r, CAF_DIR_AIMS, "Choose at least one aim or one kind of service");
	if (!entered(r, CAF_DIR_PHONE) && !entered(r, CAF_DIR_EMAIL))
		refuse(r, CAF_DIR_PHONE, "Enter a phone number or an e-mail address");
	if (entered(r, CAF_DIR_EMAIL) && caf_email_wrong(value(r, CAF_DIR_EMAIL)) != NULL)
		refuse(r, CAF_DIR_EMAIL, caf_email_wrong(value(r, CAF_DIR_EMAIL)));
	rules_ages(r);
	rules_place(r, grid_r);
}

/* -- the form -- */

static const struct { enum caf_directory_field first; const char *title; } groups[] = {
	{ CAF_DIR_AIMS, "What it helps with" },
	{ CAF_DIR_ELIGIBILITY, "Who it is for" },
	{ CAF_DIR_ROUTES, "How to refer" },
	{ CAF_DIR_VENUE, "Where and when" },
	{ CAF_DIR_COST, "Cost and languages" },
	{ CAF_DIR_CONTACT, "Contact" },
	{ CAF_DIR_CAPACITY, "For practitioners only" },
	{ CAF_DIR_SENSITIVE, "Who may see it" },
};

static void provider_field(struct request *r, struct node *form, const struct codelist *providers)
{
	struct field f = caf_directory_input[CAF_DIR_PROVIDER];

	f.type = FIELD_CODE;
	f.compact = true;
	f.list = providers;
	(void)page_field(r, form, &f, NULL);
}

static void fields_put(struct request *r, struct node *form, const struct codelist *providers)
{
	size_t g = 0;
	unsigned i;

	provider_field(r, form, providers);
	for (i = CAF_DIR_NAME; i < CAF_DIR__MAX; i++) {
		if (g < sizeof(groups) / sizeof(groups[0]) && i == (unsigned)groups[g].first)
			(void)page_heading(form, 2, groups[g++].title);
		if (i == CAF_DIR_ADDRESS_1)
			(void)node_leaf(form, "inset", "Only for a service at an address. "
			    "Do not describe anywhere in the entry where a refuge is.");
		(void)page_field(r, form, &caf_directory_input[i], NULL);
	}
}

static int edit_page(struct request *r, const struct caf_directory *d,
    const struct codelist *providers, int status)
{
	bool fresh = d->id == 0;
	struct node *body = page_begin(r, "service-edit", fresh ? "Add a service" : "Change a service");
	struct node *form;

	page_back(r, fresh ? terms_apply(r->pool, "{Service directory}") : "Service",
	    "/caf/services%s%s", fresh ? "" : "/", fresh ? "" : d->uuid);
	node_set(page_heading(body, 1, fresh ? "Add a service" : "Change a service"), "caption",
	    fresh ? NULL : d->value[CAF_DIR_NAME]);
	if (status == 409)
		(void)node_leaf(body, "warning", "Somebody changed this entry after you opened it. What "
		    "you typed stands below and is not saved. Look at the entry in another window, then "
		    "save again if yours is right.");
	if (providers->n == 0) {
		(void)page_para(body, "Add the provider first.");
		(void)page_link(body, "Add a provider", "button", "/caf/services/providers/new");
		return status;
	}
	form = page_form(r, body, r->http->path);
	page_version(r, form, d->version);
	fields_put(r, form, providers);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

/* "new" is none yet. False: no such service. */
static bool entry_find(struct request *r, struct caf_directory *d_r)
{
	*d_r = (struct caf_directory){ .id = 0 };
	return input_is(&r->input, "service", "new") || caf_directory_find(r, d_r);
}

int caf_directory_edit(struct request *r)
{
	struct caf_directory d;
	unsigned i;

	if (!entry_find(r, &d))
		return page_not_found(r);
	for (i = 0; d.id != 0 && i < CAF_DIR__MAX; i++)
		r->input.value[i].value = d.value[i];
	return edit_page(r, &d, caf_providers(r), 200);
}

/* -- saving -- */

static void codes_add(struct request *r, unsigned long long id, unsigned long long number)
{
	const char *codes;
	size_t len;
	unsigned i;

	for (i = 0; i < CAF_DIR__MAX; i++) {
		const char *kind = caf_directory_kind((enum caf_directory_field)i);

		for (codes = kind == NULL ? "" : value(r, (enum caf_directory_field)i); *codes != '\0';
		    codes += len + strspn(codes + len, " ")) {
			len = strcspn(codes, " ");
			(void)db_write(r->db, &caf_sql[CAF_DIRECTORY_CODE_ADD], id, number, kind,
			    pool_strndup(r->pool, codes, len));
		}
	}
}

#define V(field) value(r, CAF_DIR_##field)

static void version_add(struct request *r, unsigned long long id, unsigned long long number,
    const struct grid *grid)
{
	if (db_write(r->db, &caf_sql[CAF_DIRECTORY_VERSION_ADD], id, number,
	    (unsigned long long)grid->easting, (unsigned long long)grid->northing, request_account(r),
	    V(NAME), V(DESCRIPTION), V(STATUS), V(TIER), V(ELIGIBILITY), V(MIN_AGE), V(MAX_AGE),
	    V(THRESHOLD), V(HOW), V(FORM), V(NEEDS_CAF), V(VENUE), V(ADDRESS_1), V(ADDRESS_2), V(TOWN),
	    V(POSTCODE), V(UPRN), V(LOCATION), V(ACCESS), V(TIMES), V(COST), V(COST_TEXT),
	    V(INTERPRETER), V(CONTACT), V(PHONE), V(EMAIL), V(CAPACITY), V(WAITING), V(WAITING_ON),
	    V(SENSITIVE), V(PUBLIC), V(PROVIDER)) != 1)
		db_refuse(r->db, "a version of a service was not taken");
	codes_add(r, id, number);
}

/* The version that the form was opened with; 0: none. */
static unsigned long long version_sent(struct request *r)
{
	const char *text = params_get(&r->params, "version");
	unsigned long long version = 0;

	return text != NULL && text_number(text, &version) ? version : 0;
}

int caf_directory_save(struct request *r)
{
	const struct codelist *providers = caf_providers(r);
	struct caf_directory d;
	struct grid grid;

	if (!entry_find(r, &d))
		return page_not_found(r);
	rules(r, providers, &grid);
	if (!input_valid(&r->input, r->pool))
		return edit_page(r, &d, providers, 422);
	if (d.id == 0) {
		d.uuid = uuid_new(r->pool);
		d.id = db_insert(r->db, &caf_sql[CAF_DIRECTORY_ADD], d.uuid);
		r->audit.object = "service";
		r->audit.object_id = d.id;
		version_add(r, d.id, 1, &grid);
		return request_redirect(r, "/caf/services/%s/assure", d.uuid);
	}
	if (db_write(r->db, &caf_sql[CAF_DIRECTORY_CHANGED], d.id, version_sent(r)) != 1)
		return edit_page(r, &d, providers, 409);
	version_add(r, d.id, version_sent(r) + 1, &grid);
	return request_redirect(r, "/caf/services/%s", d.uuid);
}

/* -- confirming -- */

static int assure_page(struct request *r, const struct caf_directory *d, int status)
{
	struct node *body = page_begin(r, "service-assure", "Confirm an entry"), *form;

	page_back(r, "Service", "/caf/services/%s", d->uuid);
	node_set(page_heading(body, 1, "Confirm an entry"), "caption", d->value[CAF_DIR_NAME]);
	if (status == 409)
		(void)node_leaf(body, "warning", "Somebody changed this entry after you opened it. Read "
		    "it again before you confirm it.");
	(void)page_para(body, "Ask the service whether everything in the entry is right, and change "
	    "the entry first where it is not.");
	(void)page_link(body, "Read the entry", NULL, "/caf/services/%s", d->uuid);
	form = page_form(r, body, r->http->path);
	page_version(r, form, d->version);
	page_fields(r, form, caf_directory_assure_input);
	(void)page_button(page_buttons(form), "Confirm", "primary", NULL, NULL);
	return status;
}

int caf_directory_assure(struct request *r)
{
	struct clock clock = { 0 };
	struct clock_due due;
	struct caf_directory d;

	if (!caf_directory_find(r, &d))
		return page_not_found(r);
	(void)clock_parse(conf_text("caf.directory_remind"), &clock);
	input_slot(&r->input, "assured_by")->value = d.assured_by;
	input_slot(&r->input, "assured_on")->value = r->today;
	if (clock_due(r->pool, &clock, r->today, &due))
		input_slot(&r->input, "next_check")->value = date_iso(r->pool, due.date);
	return assure_page(r, &d, 200);
}

int caf_directory_assured(struct request *r)
{
	const char *by = input_text(&r->input, "assured_by"), *on = input_text(&r->input, "assured_on"),
	    *next = input_text(&r->input, "next_check");
	struct caf_directory d;

	if (!caf_directory_find(r, &d))
		return page_not_found(r);
	if (input_slot(&r->input, "next_check")->error == NULL && next[0] != '\0' &&
	    strcmp(next, on) <= 0)
		input_refuse(&r->input, "next_check", "Next check must be after the day of this one");
	if (!input_valid(&r->input, r->pool))
		return assure_page(r, &d, 422);
	if (db_write(r->db, &caf_sql[CAF_DIRECTORY_ASSURE], by, on, next, d.id, version_sent(r)) != 1 &&
	    version_sent(r) != d.version)
		return assure_page(r, &d, 409);
	(void)db_write(r->db, &caf_sql[CAF_DIRECTORY_ASSURANCE_ADD], d.id, d.version, by, on, next,
	    request_account(r));
	return request_redirect(r, "/caf/services/%s", d.uuid);
}

/* -- what is to be confirmed -- */

enum { UUID, NAME, PROVIDER, STATUS, ASSURED, NEXT, SEEN, TOTAL };

static void due_put(struct request *r, struct node *row, const struct db_row *d)
{
	const char *assured = db_text(d, ASSURED), *next = db_text(d, NEXT);
	struct node *cell;

	if (strcmp(db_text(d, STATUS), "DEFUNCT") == 0) {
		(void)page_cell(row, "");
	} else if (strcmp(db_text(d, SEEN), "Y") == 0 && (assured == NULL ||
	    strcmp(assured, caf_directory_hide_before(r)) < 0)) {
		cell = page_cell(row, "Hidden from families");
		node_set(cell, "tag", "red");
	} else if (assured == NULL || strcmp(assured, caf_directory_remind_before(r)) < 0 ||
	    strcmp(next, r->today) < 0) {
		cell = page_cell(row, "Check now");
		node_set(cell, "tag", "orange");
	} else {
		(void)page_cell(row, "");
	}
}

int caf_directory_entries(struct request *r)
{
	struct node *body = page_begin(r, "service-entries", "Entries to check"), *table, *row, *cell;
	size_t page = caf_page(r), i;
	struct db_rows rows;

	page_back(r, terms_apply(r->pool, "{Service directory}"), "/caf/services");
	(void)page_heading(body, 1, "Entries to check");
	(void)page_para(body, pool_printf(r->pool, "Those that were not confirmed for the longest time "
	    "come first, those that have ended last. An entry is to be checked when nobody has "
	    "confirmed it for %s, and hidden from families after %s.",
	    conf_text("caf.directory_remind"), conf_text("caf.directory_hide")));
	(void)db_list(r->db, &caf_sql[CAF_DIRECTORY_ENTRIES], &rows, (unsigned long long)CAF_PAGE,
	    (unsigned long long)((page - 1) * CAF_PAGE));
	table = page_table(body, "entries", "Entries", "There is no entry.", "Service", "Provider",
	    "Status", "Confirmed on", "Next check", "To do", NULL);
	node_set(table, "quiet", "yes");
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(d, NAME));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/caf/services/%s", db_text(d, UUID)));
		(void)page_cell(row, db_text(d, PROVIDER));
		(void)page_cell(row, caf_directory_shown(r, CAF_DIR_STATUS, db_text(d, STATUS)));
		(void)page_cell(row, db_text(d, ASSURED) == NULL ? "Never" : caf_day(r, db_text(d, ASSURED)));
		(void)page_cell(row, db_text(d, NEXT) == NULL ? "" : caf_day(r, db_text(d, NEXT)));
		due_put(r, row, d);
	}
	page_pages(r, body, "/caf/services/entries?", page, CAF_PAGE, rows.n == 0 ? 0 :
	    db_number(&rows.row[0], TOTAL), true);
	return 200;
}
