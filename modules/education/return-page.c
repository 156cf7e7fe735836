#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "lists.h"
#include "return.h"
#include "secret.h"
#include "str.h"
#include "text.h"

/* The page of the return: what does not hold yet, each with the page where it is
 * mended, and the files. */

#define SHOWN	300

const struct field education_return_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "Year to 31 March" },
	{ .name = "check", .type = FIELD_TOKEN, .max = 3 },
	{ 0 }
};

const struct field education_return_file_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ .name = "layout", .type = FIELD_TOKEN, .max = 16, .required = true },
	{ 0 }
};

struct finding {
	const struct return_pupil *pupil;
	enum return_check check;
	struct date day;
};

struct findings {
	struct request *r;
	const struct return_pupil *pupil;
	struct finding *finding;
	size_t n, size, held;		/* held: of those that hold the return up */
	size_t count[CHECK__MAX];
};

static void found(void *arg, enum return_check check, struct date day)
{
	struct findings *f = arg;

	if (f->n == f->size) {
		struct finding *more = pool_array(f->r->pool, f->size * 2 + 64, sizeof(*more));

		if (f->n > 0)
			memcpy(more, f->finding, f->n * sizeof(*more));
		f->finding = more;
		f->size = f->size * 2 + 64;
	}
	f->finding[f->n++] = (struct finding){ f->pupil, check, day };
	f->count[check]++;
	f->held += !return_checks[check].advice;
}

static bool code_in_use(const char *list, const char *code, struct date day)
{
	const struct codelist *l = lists_find(list);
	const struct code *c = l == NULL ? NULL : code_find(l, code);
	char iso[11] = "";
	struct pool *pool = pool_create();

	(void)memcpy(iso, date_iso(pool, day), 10);
	pool_destroy(&pool);
	return c != NULL && code_open(c, iso);
}

static int by_upn(const void *a, const void *b)
{
	const struct return_pupil *x = *(const struct return_pupil *const *)a,
	    *y = *(const struct return_pupil *const *)b;

	return strcmp(x->child.upn, y->child.upn);
}

static void twins(struct findings *f, const struct return_year *y)
{
	const struct return_pupil **p = pool_array(f->r->pool, y->n + 1, sizeof(*p));
	const struct return_child **c = pool_array(f->r->pool, y->n + 1, sizeof(*c));
	size_t i;

	for (i = 0; i < y->n; i++)
		p[i] = &y->pupil[i];
	qsort(p, y->n, sizeof(*p), by_upn);
	for (i = 0; i < y->n; i++)
		c[i] = &p[i]->child;
	for (i = 0; i < y->n; i++) {
		f->pupil = p[i];
		if (return_twice(c, y->n, i))
			found(f, CHECK_UPN_TWICE, (struct date){ 0 });
	}
}

static void check_all(struct request *r, const struct return_year *y, struct findings *f)
{
	size_t i;

	*f = (struct findings){ .r = r };
	for (i = 0; i < y->n; i++) {
		f->pupil = &y->pupil[i];
		return_child_check(&y->pupil[i].child, y->year, code_in_use, found, f);
	}
	twins(f, y);
}

/* -- the page -- */

static const char *number(struct request *r, unsigned long long n)
{
	return pool_printf(r->pool, "%llu", n);
}

static void checks_put(struct request *r, struct node *body, const struct findings *f, int year)
{
	struct node *table, *tr;
	unsigned i;

	table = page_table(body, "checks", "What does not hold yet", "Every check holds.", "Check",
	    "File", "What is wrong", "How it is mended", "How often", NULL);
	for (i = 0; i < CHECK__MAX; i++) {
		if (f->count[i] == 0)
			continue;
		tr = node_add(table, "row");
		(void)page_cell(tr, return_checks[i].code);
		(void)page_cell(tr, return_layouts[return_checks[i].file].name);
		(void)page_cell(tr, return_checks[i].advice ? pool_printf(r->pool, "%s (advice only)",
		    return_checks[i].what) : return_checks[i].what);
		(void)page_cell(tr, return_checks[i].mend);
		node_set(page_cell(tr, number(r, f->count[i])), "href",
		    pool_printf(r->pool, "/education/return?year=%d&check=%s", year, return_checks[i].code));
	}
}

static void findings_put(struct request *r, struct node *body, const struct findings *f, int year)
{
	const char *asked = pool_printf(r->pool, "?year=%d", year);
	const char *only = input_text(&r->input, "check");
	struct node *table, *tr;
	size_t i, shown = 0;

	if (f->n == 0)
		return;
	table = page_table(body, "findings", "Where to mend it", "", "Child", "Check", "Row of",
	    "What is wrong", NULL);
	for (i = 0; i < f->n && shown < SHOWN; i++) {
		const struct finding *x = &f->finding[i];
		const struct return_check_text *t = &return_checks[x->check];

		if (only[0] != '\0' && strcmp(only, t->code) != 0)
			continue;
		tr = node_add(table, "row");
		node_set(page_cell(tr, x->pupil->subject), "href",
		    pool_printf(r->pool, "/education/child/%s%s%s", x->pupil->handle, t->page,
		    strcmp(t->page, "/outcomes") == 0 ? asked : ""));
		(void)page_cell(tr, t->code);
		(void)page_cell(tr, x->day.year == 0 ? "" : page_day(r, date_iso(r->pool, x->day)));
		(void)page_cell(tr, t->what);
		shown++;
	}
	if (shown == SHOWN)
		(void)page_para(body, "The first 300 are listed. Choose a check above to see its own.");
}

static void files_put(struct request *r, struct node *body, const struct return_year *y)
{
	struct node *table = page_table(body, "files", "The files", "", "File", "Rows", NULL), *tr;
	unsigned i;
	size_t n;

	for (i = 0; i < RETURN_FILE__MAX; i++) {
		if (y->year < return_layouts[i].since)
			continue;
		(void)return_bytes(r, y, (enum return_file)i, &n);
		tr = node_add(table, "row");
		node_set(page_cell(tr, pool_printf(r->pool, "%s.csv", return_layouts[i].name)), "href",
		    pool_printf(r->pool, "/education/return/%d/%s", y->year, return_layouts[i].name));
		(void)page_cell(tr, number(r, n));
	}
}

static const char *digests(struct request *r, const struct return_year *y)
{
	unsigned char hash[SECRET_BYTES];
	struct str s;
	unsigned i;
	size_t n;

	str_init(&s, r->pool);
	for (i = 0; i < RETURN_FILE__MAX; i++) {
		const char *bytes = return_bytes(r, y, (enum return_file)i, &n);

		secret_hash(bytes, strlen(bytes), hash);
		str_printf(&s, "%s%s %s", i == 0 ? "" : "\n", return_layouts[i].name,
		    text_hex(r->pool, hash, sizeof(hash)));
	}
	return s.data;
}

static void runs_put(struct request *r, struct node *body, const struct return_year *y)
{
	const char *now = digests(r, y);
	struct node *table, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_RETURN_RUNS], &rows,
	    (unsigned long long)y->year);
	if (rows.n == 0)
		return;
	table = page_table(body, "runs", "Kept before", "", "When", "By", "Findings",
	    "The files today", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, page_when(r, db_text(&rows.row[i], 0)));
		(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 3),
		    db_text(&rows.row[i], 4)));
		(void)page_cell(tr, number(r, db_number(&rows.row[i], 1)));
		(void)page_cell(tr, strcmp(db_text(&rows.row[i], 2), now) == 0 ?
		    "The same bytes" : "Have changed since");
	}
}

/* The year that is asked, or the last one that has ended; 0: none that can be. */
static int year_of(const struct request *r)
{
	const char *text = input_text(&r->input, "year");
	unsigned long long year;
	struct date today;

	if (text[0] == '\0') {
		(void)date_parse(r->today, &today);
		return cohort_year_of(today) - 1;
	}
	return text_number(text, &year) && year >= 2005 && year <= 2100 ? (int)year : 0;
}

static void year_put(struct request *r, struct node *body, int year)
{
	struct node *links = page_nav(body, "Years");
	int i;

	for (i = year - 2; i <= year + 1; i++)
		page_nav_item(links, pool_printf(r->pool, "/education/return?year=%d", i),
		    pool_printf(r->pool, "%d to %d", i - 1, i), i == year);
}

int education_return_show(struct request *r)
{
	int year = year_of(r);
	struct return_year y;
	struct findings f;
	struct node *body, *form;

	if (year == 0)
		return page_not_found(r);
	return_load(r, year, &y);
	check_all(r, &y, &f);
	body = page_begin(r, "return", "The SSDA903 return");
	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, pool_printf(r->pool, "The SSDA903 of %d to %d", year - 1, year));
	year_put(r, body, year);
	(void)page_para(body, pool_printf(r->pool, "%zu children; %zu findings that hold it up.", y.n,
	    f.held));
	checks_put(r, body, &f, year);
	findings_put(r, body, &f, year);
	files_put(r, body, &y);
	form = page_form(r, body, "/education/return");
	(void)page_hidden(r, form, "year", pool_printf(r->pool, "%d", year));
	(void)page_button(page_buttons(form), "Keep that these files were made", "primary", NULL, NULL);
	runs_put(r, body, &y);
	return 200;
}

int education_return_save(struct request *r)
{
	int year = year_of(r);
	struct return_year y;
	struct findings f;

	if (year == 0)
		return page_not_found(r);
	return_load(r, year, &y);
	check_all(r, &y, &f);
	(void)db_write(r->db, &education_sql[EDUCATION_RETURN_RUN_ADD], (unsigned long long)year,
	    (unsigned long long)f.held, digests(r, &y), request_account(r));
	return request_redirect(r, "/education/return?year=%d", year);
}

int education_return_file(struct request *r)
{
	enum return_file file = return_file_named(input_text(&r->input, "layout"));
	int year = year_of(r);
	struct return_year y;
	const char *bytes;
	size_t n;

	if (year == 0 || file == RETURN_FILE__MAX || year < return_layouts[file].since)
		return page_not_found(r);
	return_load(r, year, &y);
	bytes = return_bytes(r, &y, file, &n);
	r->audit.detail = pool_printf(r->pool, "%s %d, %zu rows", return_layouts[file].name, year, n);
	return request_file(r, pool_printf(r->pool, "%s.csv", return_layouts[file].name),
	    "text/csv; charset=utf-8", bytes, strlen(bytes));
}
