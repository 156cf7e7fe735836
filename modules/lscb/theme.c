#include <string.h>

#include "conf.h"
#include "filter.h"
#include "lists.h"
#include "meeting.h"
#include "report.h"
#include "secret.h"
#include "theme.h"

/* Who opens the cases behind a number reads the learning of each; the others read counts,
 * and none that is small. */

#define PAGE_ROWS	25

const struct field lscb_themes_input[] = {
	{ .name = "show", .type = FIELD_TOKEN, .max = 6 },
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4,
	  .label = "With deaths of the year, by the year it ends in" },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};
const struct field lscb_theme_new_input[] = {
	{ .name = "title", .type = FIELD_TEXT, .max = 160, .required = true, .label = "Theme",
	  .hint = "Do not name a child. For instance: sleeping beside a parent" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 3, .label = "What it is about" },
	{ 0 }
};
#define THEME	{ .name = "theme", .type = FIELD_HANDLE, .required = true }
const struct field lscb_theme_input[] = {
	THEME,
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4,
	  .label = "Year, by the year it ends in" },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};
const struct field lscb_theme_death_input[] = {
	THEME,
	{ .name = "reference", .type = FIELD_TEXT, .max = 16, .width = 16, .required = true,
	  .label = "Identifier of the case", .hint = "CD-2026-0001" },
	{ .name = "how", .type = FIELD_CODE, .choices = "lscb-theme-how", .required = true,
	  .label = "Does it belong to this theme?" },
	{ 0 }
};
const struct field lscb_theme_end_input[] = {
	THEME,
	{ .name = "sure", .type = FIELD_TICK, .required = true,
	  .label = "No more cases are added to this theme" },
	{ 0 }
};

const struct field lscb_theme_recommend_input[] = {
	THEME,
	{ .name = "text", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "Recommendation", .hint = "Do not name a child" },
	{ .name = "addressee", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "To which body" },
	{ .name = "level", .type = FIELD_CODE, .choices = "lscb-level", .required = true,
	  .label = "Level" },
	{ .name = "lead", .type = FIELD_TEXT, .max = 210, .label = "Who leads it there" },
	{ .name = "due_on", .type = FIELD_DATE, .label = "Due" },
	{ 0 }
};

/* -- counts -- */

/* Those below it are left out, and what gives them away; 0: nothing is. */
static unsigned long long least_of(struct request *r)
{
	return request_may(r, LSCB_EXACT) ? 0 : (unsigned long long)conf_number("lscb.small_numbers");
}

static void count_cell(struct request *r, struct node *row, unsigned long long n, bool hidden)
{
	node_set(page_cell(row, report_number(r->pool, n, hidden, least_of(r))), "numeric", "yes");
}

/* Does a part give away itself or the rest? */
static bool part_tells(struct request *r, unsigned long long part, unsigned long long all)
{
	unsigned long long least = least_of(r);

	return (part > 0 && part < least) || (all > part && all - part < least);
}

/* A part of a number that is itself left out or not. */
static void part_cell(struct request *r, struct node *row, unsigned long long part,
    unsigned long long all, bool hidden)
{
	bool tells = least_of(r) > 0 && (hidden || part_tells(r, part, all));

	node_set(page_cell(row, tells ? REPORT_HIDDEN : pool_printf(r->pool, "%llu", part)), "numeric",
	    "yes");
}

/* The first, too, where a form of the page was sent. */
static unsigned long long page_of(const struct request *r)
{
	unsigned long long page = r->http->method == POST ? 0 : filter_number(r, "page");

	return page == 0 ? 1 : page;
}

/* -- the list -- */

static void themes_put(struct request *r, struct node *body, bool all, unsigned long long year)
{
	struct node *table = page_table(body, "themes", "Themes", "There is no such theme.", "Theme",
	    "Deaths", "Recommendations", "Actions open", "Ended", NULL), *row, *cell;
	unsigned long long page = page_of(r), n = 0;
	struct db_row total;
	struct db_rows rows;
	size_t i;

	if (db_find(r->db, &lscb_sql[LSCB_THEMES_ALL], &total, (unsigned long long)all, year,
	    year))
		n = db_number(&total, 0);
	(void)db_list(r->db, &lscb_sql[LSCB_THEMES], &rows, (unsigned long long)all, year, year,
	    (unsigned long long)PAGE_ROWS, (page - 1) * PAGE_ROWS);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *t = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(t, 2));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/themes/%s", db_text(t, 1)));
		count_cell(r, row, db_number(t, 5), db_number(t, 5) > 0 && db_number(t, 5) < least_of(r));
		node_set(page_cell(row, pool_printf(r->pool, "%llu", db_number(t, 6))), "numeric", "yes");
		node_set(page_cell(row, pool_printf(r->pool, "%llu", db_number(t, 7))), "numeric", "yes");
		(void)page_cell(row, db_text(t, 4) == NULL ? "" : page_day(r, db_text(t, 4)));
	}
	page_pages(r, body, pool_printf(r->pool, "/lscb/themes?%s%s", all ? "show=all&" : "",
	    year == 0 ? "" : pool_printf(r->pool, "year=%llu&", year)), page, PAGE_ROWS, n, true);
}

static int themes_page(struct request *r, int status)
{
	bool sent = r->route->input == lscb_theme_new_input;
	bool all = !sent && input_is(&r->input, "show", "all");
	struct node *body = page_begin(r, "themes", "Themes over many deaths"), *nav, *form;

	page_back(r, "Recommendations", "/lscb/recommendations");
	(void)page_heading(body, 1, "Themes over many deaths");
	nav = page_nav(body, "Themes");
	page_nav_item(nav, "/lscb/themes", "Under way", !all);
	page_nav_item(nav, "/lscb/themes?show=all", "All", all);
	form = node_add(body, "form");
	node_set(form, "method", "get");
	node_set(form, "action", "/lscb/themes");
	if (all)
		(void)page_hidden(r, form, "show", "all");
	page_field_of(r, form, &lscb_themes_input[1], !sent);
	(void)page_button(page_buttons(form), "Show", "secondary", NULL, NULL);
	themes_put(r, body, all, sent ? 0 : filter_number(r, "year"));
	if (request_may(r, LSCB_ACT)) {
		(void)page_heading(body, 2, "A new theme");
		(void)page_form_of(r, body, lscb_theme_new_input, "/lscb/themes", "Add", "secondary");
	}
	return status;
}

int lscb_themes(struct request *r)
{
	return themes_page(r, 200);
}

int lscb_theme_add(struct request *r)
{
	const char *handle = secret_handle(r->pool);

	if (!input_valid(&r->input, r->pool))
		return themes_page(r, 422);
	(void)db_insert(r->db, &lscb_sql[LSCB_THEME_ADD], handle, input_text(&r->input, "title"),
	    input_text(&r->input, "note"), request_account(r));
	return request_redirect(r, "/lscb/themes/%s", handle);
}

/* -- one -- */

struct theme {
	unsigned long long id;
	const char *handle, *title, *note, *until;
};

static bool theme_read(struct request *r, struct theme *t_r)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_THEME_FIND], &row, input_text(&r->input, "theme")))
		return false;
	*t_r = (struct theme){ .id = db_number(&row, 0), .handle = db_text(&row, 1),
	    .title = db_text(&row, 2), .note = db_text(&row, 3), .until = db_text(&row, 4) };
	r->audit.detail = t_r->handle;
	return true;
}

/* What is left out of its deaths by year: they add up to the number that the list of
 * themes says. */
static bool *years_hidden(struct request *r, const struct db_rows *rows)
{
	unsigned long long *n = pool_array(r->pool, rows->n + 1, sizeof(*n));
	bool *hidden = pool_array(r->pool, rows->n + 1, sizeof(*hidden));
	size_t i;

	for (i = 0; i < rows->n; i++)
		n[i] = db_number(&rows->row[i], 1);
	report_hide_numbers(r->pool, n, rows->n, 1, least_of(r), hidden);
	return hidden;
}

/* Its deaths by year; those of the year that is asked for, 0 all; *all_r:
 * of every year. */
static unsigned long long years_put(struct request *r, struct node *body, const struct theme *t,
    unsigned long long year, unsigned long long *all_r)
{
	struct node *table = page_table(body, "years", "Deaths by year", "No case belongs to it yet.",
	    "Year", "Deaths", "With modifiable factors", NULL), *row, *cell;
	unsigned long long n = 0;
	struct db_rows rows;
	bool *hidden;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_THEME_YEARS], &rows, t->id);
	hidden = years_hidden(r, &rows);
	for (i = 0; i < rows.n; i++) {
		unsigned long long of = db_number(&rows.row[i], 0);

		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "%llu to %llu", of - 1, of));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/themes/%s?year=%llu", t->handle, of));
		count_cell(r, row, db_number(&rows.row[i], 1), hidden[i]);
		part_cell(r, row, db_number(&rows.row[i], 2), db_number(&rows.row[i], 1), hidden[i]);
		*all_r += db_number(&rows.row[i], 1);
		if (year == 0 || year == of)
			n += db_number(&rows.row[i], 1);
	}
	return n;
}

static const char *factor_label(struct request *r, const char *code)
{
	const char *list = code_find(lists_find("lscb-factor"), code) != NULL ? "lscb-factor" :
	    "lscb-factor-c";

	return lists_label(list, code, r->today);
}

/* For who reads no small number they are those of all years: of a single year, a factor
 * would tell what is left out of another. all: deaths of the theme. */
static void factors_put(struct request *r, struct node *body, const struct theme *t,
    unsigned long long year, unsigned long long all)
{
	struct node *table = page_table(body, "factors", least_of(r) > 0 && year > 0 ?
	    "Factors that they share, of all years" : "Factors that they share",
	    "No signed analysis names one.", "Factor", "Deaths", "Modifiable", NULL), *row;
	struct db_rows rows;
	bool hidden;
	size_t i;

	year = least_of(r) > 0 ? 0 : year;
	(void)db_list(r->db, &lscb_sql[LSCB_THEME_FACTORS], &rows, t->id, year, year);
	for (i = 0; i < rows.n; i++) {
		hidden = least_of(r) > 0 && part_tells(r, db_number(&rows.row[i], 1), all);
		row = node_add(table, "row");
		node_set(page_cell(row, factor_label(r, db_text(&rows.row[i], 0))), "head", "yes");
		count_cell(r, row, db_number(&rows.row[i], 1), hidden);
		part_cell(r, row, db_number(&rows.row[i], 2), db_number(&rows.row[i], 1), hidden);
	}
}

static void recommendations_put(struct request *r, struct node *body, const struct theme *t,
    unsigned long long year)
{
	struct node *table = page_table(body, "recommendations", "Recommendations", "None yet.", "Number",
	    "Recommendation", "Addressed to", "Made", "Answer", NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_THEME_RECOMMENDATIONS], &rows, t->id, t->id, year, year);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *m = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(m, 1));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/recommendations/%s", db_text(m, 0)));
		(void)page_cell(row, db_text(m, 2));
		(void)page_cell(row, db_text(m, 3));
		(void)page_cell(row, page_day(r, db_text(m, 4)));
		(void)page_cell(row, db_text(m, 5)[0] == '\0' ? "No answer yet" :
		    lists_label("lscb-answer", db_text(m, 5), r->today));
	}
}

/* The cases, with what was learnt of each: for who opens them anyway. */
static void cases_put(struct request *r, struct node *body, const struct theme *t,
    unsigned long long year, unsigned long long n)
{
	struct node *table = page_table(body, "cases", "Cases and their learning", "None.", "Case", "Year",
	    "Age", "Category", "Conclusion", "Learning points", NULL), *row, *cell;
	unsigned long long page = page_of(r);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_THEME_DEATHS], &rows, t->id, year, year,
	    (unsigned long long)PAGE_ROWS, (page - 1) * PAGE_ROWS);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(d, 1));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/case/%s", db_text(d, 0)));
		(void)page_cell(row, pool_printf(r->pool, "%llu", db_number(d, 3)));
		(void)page_cell(row, lists_label("lscb-age-band", db_text(d, 4), r->today));
		(void)page_cell(row, db_number(d, 5) == 0 ? "" : lists_label("lscb-category",
		    pool_printf(r->pool, "%llu", db_number(d, 5)), r->today));
		(void)page_cell(row, lists_label("lscb-conclusion", db_text(d, 6), r->today));
		node_set(page_cell(row, db_text(d, 7)), "kind", "text");
	}
	page_pages(r, body, pool_printf(r->pool, "/lscb/themes/%s?year=%llu&", t->handle, year), page,
	    PAGE_ROWS, n, true);
}

static void work_put(struct request *r, struct node *body, const struct theme *t)
{
	if (!request_may(r, LSCB_ACT) || t->until != NULL)
		return;
	(void)page_heading(body, 2, "Cases of this theme");
	(void)page_form_of(r, body, lscb_theme_death_input, pool_printf(r->pool,
	    "/lscb/themes/%s/death", t->handle), "Save", "secondary");
	(void)page_heading(body, 2, "Recommend");
	(void)page_form_of(r, body, lscb_theme_recommend_input, pool_printf(r->pool,
	    "/lscb/themes/%s/recommend", t->handle), "Recommend", "secondary");
	(void)page_heading(body, 2, "End the theme");
	(void)page_form_of(r, body, lscb_theme_end_input, pool_printf(r->pool, "/lscb/themes/%s/end",
	    t->handle), "End", "secondary");
}

static int theme_page(struct request *r, const struct theme *t, int status)
{
	unsigned long long year = r->route->input == lscb_theme_input ? filter_number(r, "year") : 0, n;
	unsigned long long all = 0;
	struct node *body = page_begin(r, "theme", "Theme"), *form;

	page_back(r, "Themes", "/lscb/themes");
	node_set(page_heading(body, 1, t->title), "caption", t->until == NULL ? "Theme" :
	    pool_printf(r->pool, "Theme, ended %s", page_day(r, t->until)));
	if (t->note[0] != '\0')
		(void)page_para(body, t->note);
	form = node_add(body, "form");
	node_set(form, "method", "get");
	node_set(form, "action", pool_printf(r->pool, "/lscb/themes/%s", t->handle));
	page_field_of(r, form, &lscb_theme_input[1], r->route->input == lscb_theme_input);
	(void)page_button(page_buttons(form), "Show this year", "secondary", NULL, NULL);
	n = years_put(r, body, t, year, &all);
	factors_put(r, body, t, year, all);
	recommendations_put(r, body, t, year);
	if (request_may(r, LSCB_ROWS))
		cases_put(r, body, t, year, n);
	work_put(r, body, t);
	return status;
}

int lscb_theme_show(struct request *r)
{
	struct theme t;

	return theme_read(r, &t) ? theme_page(r, &t, 200) : page_not_found(r);
}

int lscb_theme_death(struct request *r)
{
	const char *reference = input_text(&r->input, "reference");
	bool joins = input_is(&r->input, "how", "JOINS");
	unsigned long long record = 0;
	struct db_row row;
	struct theme t;

	if (!theme_read(r, &t) || t.until != NULL)
		return page_not_found(r);
	if (db_find(r->db, &lscb_sql[LSCB_THEME_RECORD], &row, reference))
		record = db_number(&row, 0);
	if (record == 0 && reference[0] != '\0')
		input_refuse(&r->input, "reference", "There is no case with this identifier");
	if (!input_valid(&r->input, r->pool))
		return theme_page(r, &t, 422);
	if (joins)
		(void)db_write(r->db, &lscb_sql[LSCB_THEME_DEATH_ADD], t.id, record, request_account(r));
	else if (db_write(r->db, &lscb_sql[LSCB_THEME_DEATH_END], t.id, record) != 1) {
		input_refuse(&r->input, "reference", "The case does not belong to this theme");
		return theme_page(r, &t, 422);
	}
	r->audit.detail = pool_printf(r->pool, "%s %s", t.handle, reference);
	return request_redirect(r, "/lscb/themes/%s", t.handle);
}

int lscb_theme_recommend(struct request *r)
{
	const struct input *in = &r->input;
	struct db_rows records;
	struct theme t;
	size_t i;

	if (!theme_read(r, &t) || t.until != NULL)
		return page_not_found(r);
	(void)db_list(r->db, &lscb_sql[LSCB_THEME_RECORDS], &records, t.id);
	for (i = 0; i < records.n && input_slot(in, "text")->error == NULL; i++)
		lscb_nameless(r, db_number(&records.row[i], 0), "text");
	if (!input_valid(&r->input, r->pool))
		return theme_page(r, &t, 422);
	(void)lscb_recommend(r, &(struct lscb_recommendation){ .theme = t.id,
	    .text = input_text(in, "text"), .addressee = input_text(in, "addressee"),
	    .level = input_text(in, "level"), .lead = input_text(in, "lead"),
	    .due_on = input_is(in, "due_on", "") ? NULL : input_text(in, "due_on") });
	r->audit.detail = t.handle;
	return request_redirect(r, "/lscb/themes/%s", t.handle);
}

int lscb_theme_end(struct request *r)
{
	struct theme t;

	if (!theme_read(r, &t) || t.until != NULL)
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return theme_page(r, &t, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_THEME_END], r->today, t.id);
	return request_redirect(r, "/lscb/themes/%s", t.handle);
}
