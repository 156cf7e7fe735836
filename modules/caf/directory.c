#include <string.h>

#include "caf.h"
#include "clock.h"
#include "date.h"
#include "lists.h"
#include "log.h"
#include "postcode.h"
#include "terms.h"
#include "text.h"

/* sections.md 10: one service as everybody who is signed in reads it, and as it
 * was in its former versions. */

void caf_directory_start(void)
{
	static const char *const amounts[] = { "caf.directory_remind", "caf.directory_hide" };
	const char *path = conf_text("caf.postcode_file"), *error;
	struct clock clock;
	size_t i;

	for (i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++)
		if (!clock_parse(conf_text(amounts[i]), &clock))
			log_fatal("settings: %s is not an amount and a unit", amounts[i]);
	error = path[0] == '\0' ? NULL : postcode_load(path);
	if (error != NULL)
		log_fatal("caf.postcode_file: %s", error);
}

static const char *day_before(struct request *r, const char *setting)
{
	struct clock clock = { 0 };
	struct clock_due due;

	(void)clock_parse(conf_text(setting), &clock);
	clock.amount = -clock.amount;
	return clock_due(r->pool, &clock, r->today, &due) ? date_iso(r->pool, due.date) : r->today;
}

const char *caf_directory_remind_before(struct request *r)
{
	return day_before(r, "caf.directory_remind");
}

const char *caf_directory_hide_before(struct request *r)
{
	return day_before(r, "caf.directory_hide");
}

/* -- reading -- */

/* As canonical text has them: in the order of their list. */
static const char *in_order(struct request *r, unsigned field, const char *codes)
{
	struct field f = caf_directory_input[field];
	const char *value;

	f.list = lists_find(f.choices);
	return field_check(r->pool, &f, codes, r->today, &value) == NULL ? value : codes;
}

void caf_directory_from(struct request *r, const struct db_row *row, struct caf_directory *d_r)
{
	unsigned i;

	*d_r = (struct caf_directory){ .id = db_number(row, 0), .version = db_number(row, 1),
	    .number = db_number(row, 2), .uuid = db_text(row, 3), .assured_by = db_text(row, 4),
	    .assured_on = db_text(row, 5), .next_check = db_text(row, 6), .at = db_text(row, 7),
	    .by = pool_printf(r->pool, "%s %s", db_text(row, 8), db_text(row, 9)),
	    .easting = db_number(row, 10), .northing = db_number(row, 11),
	    .provider_name = db_text(row, 12), .provider_description = db_text(row, 13),
	    .provider_email = db_text(row, 14), .provider_website = db_text(row, 15),
	    .provider_phone = db_text(row, 16) };
	for (i = 0; i < CAF_DIR__MAX; i++) {
		const char *text = db_text(row, 17 + i);

		d_r->value[i] = text == NULL ? "" : caf_directory_kind((enum caf_directory_field)i) == NULL ?
		    text : in_order(r, i, text);
	}
}

bool caf_directory_find(struct request *r, struct caf_directory *d_r)
{
	struct db_row row;

	if (!db_find(r->db, &caf_sql[CAF_DIRECTORY_FIND], &row, input_text(&r->input, "service")))
		return false;
	caf_directory_from(r, &row, d_r);
	r->audit.object = "service";
	r->audit.object_id = d_r->id;
	return true;
}

const char *caf_directory_kind(enum caf_directory_field field)
{
	static const char *const kinds[CAF_DIR__MAX] = {
		[CAF_DIR_AIMS] = "AIM", [CAF_DIR_SERVICES] = "SERVICE", [CAF_DIR_AREAS] = "AREA",
		[CAF_DIR_ROUTES] = "ROUTE", [CAF_DIR_DAYS] = "DAY", [CAF_DIR_LANGUAGES] = "LANGUAGE",
	};

	return kinds[field];
}

const char *caf_directory_shown(struct request *r, enum caf_directory_field field,
    const char *value)
{
	struct field f = caf_directory_input[field];

	if (f.choices != NULL)
		f.list = lists_find(f.choices);
	return terms_apply(r->pool, field_show(r->pool, &f, value));
}

const char *caf_directory_ages(struct request *r, const char *min, const char *max)
{
	if (strcmp(min, max) == 0)
		return min;
	return pool_printf(r->pool, "%s to %s", min, max);
}

/* -- pages of a list -- */

size_t caf_page(struct request *r)
{
	unsigned long long page;

	return text_number(input_text(&r->input, "page"), &page) && page > 0 && page < 100000 ?
	    (size_t)page : 1;
}

/* -- one service -- */

struct part {
	const char *title;
	enum caf_directory_field first, last;
};

static const struct part parts[] = {
	{ "What it does", CAF_DIR_DESCRIPTION, CAF_DIR_TIER },
	{ "Who it is for", CAF_DIR_ELIGIBILITY, CAF_DIR_THRESHOLD },
	{ "How to refer", CAF_DIR_ROUTES, CAF_DIR_NEEDS_CAF },
	{ "Where and when", CAF_DIR_VENUE, CAF_DIR_TIMES },
	{ "Cost and languages", CAF_DIR_COST, CAF_DIR_INTERPRETER },
	{ "Contact", CAF_DIR_CONTACT, CAF_DIR_EMAIL },
	{ "Room and waiting time, for practitioners only", CAF_DIR_CAPACITY, CAF_DIR_WAITING_ON },
	{ "About this entry", CAF_DIR_SENSITIVE, CAF_DIR_PUBLIC },
};

/* What a service without an address does not have is not asked for. */
static bool has_no(const struct caf_directory *d, unsigned field)
{
	return field >= CAF_DIR_ADDRESS_1 && field <= CAF_DIR_LOCATION &&
	    strcmp(d->value[CAF_DIR_VENUE], "VENUE") != 0;
}

static void entry_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	struct node *summary;
	unsigned i;
	size_t p;

	for (p = 0; p < sizeof(parts) / sizeof(parts[0]); p++) {
		(void)page_heading(body, 2, parts[p].title);
		summary = node_add(body, "summary");
		for (i = parts[p].first; i <= (unsigned)parts[p].last; i++)
			if (!has_no(d, i))
				(void)page_row(summary, terms_apply(r->pool, caf_directory_input[i].label),
				    caf_directory_shown(r, (enum caf_directory_field)i, d->value[i]));
	}
}

static void provider_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	struct node *summary;

	(void)page_heading(body, 2, "Provider");
	summary = node_add(body, "summary");
	(void)page_row(summary, "Name", d->provider_name);
	(void)page_row(summary, "What it is", d->provider_description);
	(void)page_row(summary, "Phone", d->provider_phone);
	(void)page_row(summary, "E-mail", d->provider_email);
	(void)page_row(summary, "Website", d->provider_website);
	(void)r;
}

static void tag(struct node *body, const char *colour, const char *text)
{
	node_set(node_leaf(body, "tag", text), "colour", colour);
}

static void tags_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	const char *status = d->value[CAF_DIR_STATUS];

	tag(body, strcmp(status, "ACTIVE") == 0 ? "green" : strcmp(status, "CLOSED") == 0 ? "yellow" :
	    "grey", caf_directory_shown(r, CAF_DIR_STATUS, status));
	if (strcmp(d->value[CAF_DIR_SENSITIVE], "Y") == 0)
		tag(body, "purple", "Sensitive service");
}

/* The first thing that somebody who wants to refer has to know. */
static void procedure_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	bool needs = strcmp(d->value[CAF_DIR_NEEDS_CAF], "Y") == 0;

	(void)node_leaf(body, "inset", terms_apply(r->pool, needs ?
	    "This service needs a {common assessment} with the referral." :
	    "This service takes referrals without a {common assessment}."));
	if (strcmp(d->value[CAF_DIR_SENSITIVE], "Y") == 0)
		(void)page_para(body, "That a child uses a service of this kind is recorded or passed on "
		    "only with consent for it, or to prevent significant harm. That the service is "
		    "listed here says nothing about any child.");
}

static void assured_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	if (d->assured_on == NULL)
		(void)node_leaf(body, "warning", "Nobody has confirmed this entry yet.");
	else if (strcmp(d->assured_on, caf_directory_remind_before(r)) < 0)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "Last confirmed on %s. Ask the "
		    "service before you rely on it.", caf_day(r, d->assured_on)));
	else
		node_set(page_para(body, pool_printf(r->pool, "Confirmed on %s by %s, next check on %s",
		    caf_day(r, d->assured_on), d->assured_by, caf_day(r, d->next_check))),
		    "kind", "hint");
}

static void editor_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	struct node *buttons;

	if (!request_may(r, CAF_DIRECTORY))
		return;
	buttons = page_buttons(body);
	node_set(page_button(buttons, "Change this entry", "secondary", NULL, NULL), "href",
	    pool_printf(r->pool, "/caf/services/%s/edit", d->uuid));
	node_set(page_button(buttons, "Confirm this entry", "secondary", NULL, NULL), "href",
	    pool_printf(r->pool, "/caf/services/%s/assure", d->uuid));
}

int caf_directory_show(struct request *r)
{
	struct caf_directory d;
	struct node *body;

	if (!caf_directory_find(r, &d))
		return page_not_found(r);
	body = page_begin(r, "service", "Service");
	page_back(r, terms_apply(r->pool, "{Service directory}"), "/caf/services");
	node_set(page_heading(body, 1, d.value[CAF_DIR_NAME]), "caption", d.provider_name);
	tags_put(r, body, &d);
	procedure_put(r, body, &d);
	assured_put(r, body, &d);
	editor_put(r, body, &d);
	entry_put(r, body, &d);
	provider_put(r, body, &d);
	(void)page_link(body, "Former versions and checks", NULL, "/caf/services/%s/versions", d.uuid);
	return 200;
}

/* -- what it was -- */

static void versions_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	struct node *table = page_table(body, "versions", "Versions", "None.", "Version", "Made on",
	    "Made by", "Name", "Status", NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_DIRECTORY_VERSIONS], &rows, d->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "Version %llu", db_number(v, 0)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/caf/services/%s/versions/%llu", d->uuid,
		    db_number(v, 0)));
		(void)page_cell(row, page_when(r, db_text(v, 1)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(v, 2), db_text(v, 3)));
		(void)page_cell(row, db_text(v, 4));
		(void)page_cell(row, caf_directory_shown(r, CAF_DIR_STATUS, db_text(v, 5)));
	}
}

static void assurances_put(struct request *r, struct node *body, const struct caf_directory *d)
{
	struct node *table = page_table(body, "checks", "Checks", "Nobody has confirmed it yet.",
	    "Confirmed on", "By", "Next check", "Version", "Recorded by", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_DIRECTORY_ASSURANCES], &rows, d->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *a = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, caf_day(r, db_text(a, 0))), "head", "yes");
		(void)page_cell(row, db_text(a, 1));
		(void)page_cell(row, caf_day(r, db_text(a, 2)));
		(void)page_cell(row, pool_printf(r->pool, "%llu", db_number(a, 3)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(a, 4), db_text(a, 5)));
	}
}

int caf_directory_versions(struct request *r)
{
	struct caf_directory d;
	struct node *body;

	if (!caf_directory_find(r, &d))
		return page_not_found(r);
	body = page_begin(r, "service-versions", "Former versions and checks");
	page_back(r, "Service", "/caf/services/%s", d.uuid);
	node_set(page_heading(body, 1, "Former versions and checks"), "caption", d.value[CAF_DIR_NAME]);
	versions_put(r, body, &d);
	assurances_put(r, body, &d);
	return 200;
}

int caf_directory_version(struct request *r)
{
	unsigned long long number;
	struct caf_directory d;
	struct db_row row;
	struct node *body;

	if (!text_number(input_text(&r->input, "number"), &number) ||
	    !db_find(r->db, &caf_sql[CAF_DIRECTORY_FORMER], &row, input_text(&r->input, "service"),
	    number))
		return page_not_found(r);
	caf_directory_from(r, &row, &d);
	r->audit.object = "service";
	r->audit.object_id = d.id;
	body = page_begin(r, "service-version", "Service, one version");
	page_back(r, "Former versions and checks", "/caf/services/%s/versions", d.uuid);
	node_set(page_heading(body, 1, d.value[CAF_DIR_NAME]), "caption",
	    pool_printf(r->pool, "Version %llu of %llu", d.number, d.version));
	(void)node_leaf(body, "inset", pool_printf(r->pool, "%s on %s by %s.",
	    d.number == d.version ? "This is how it stands, as written" :
	    "This is not how it stands now. It was written", page_when(r, d.at), d.by));
	entry_put(r, body, &d);
	return 200;
}
