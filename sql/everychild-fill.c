/*
 * everychild-fill: invented people and cases for an empty Everychild.
 *
 *	everychild-fill -c SETTINGS --children N [--assessments N]
 *	                [--arrangements N] [--deaths N]
 *	                [--looked-after N] [--seed N] [--accounts FILE --directory FILE]
 *
 * --children N      so many children in the index; a few of them are those that
 *                   the guides and tests call by name
 * --assessments N   about so many of them have a common assessment, in every
 *                   state (by default one in 17, at least 60)
 * --arrangements N  so many of them are or were privately fostered: some in every
 *                   state, the rest since the first year whose bank holidays are
 *                   known (none without it)
 * --deaths N        so many deaths of children of five years are reviewed, with what
 *                   else a board is told of: out of scope, notified twice, of other
 *                   areas (none without it; needs no child in the index)
 * --looked-after N  so many of them are looked after or were so in the last five years, a
 *                   third of them today, with schools, terms, plans and attendance (none
 *                   without it)
 * --seed N          other people and cases (1)
 * --accounts FILE   conf/demo/accounts.csv: makes or completes the accounts of
 *                   these people, so that they can sign in and hold cases
 * --directory FILE  the same people as ldapsearch -LLL -o ldif-wrap=no prints
 *                   them with their entryUUID
 *
 * Refuses where the index holds a child already and where authority.test_mode
 * is not on. Uses the account that everychild-migrate makes with --demo.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "conf.h"
#include "date.h"
#include "field.h"
#include "fill.h"
#include "lists.h"
#include "match.h"
#include "terms.h"
#include "text.h"

/* An index of this size is that of an authority, with the staff of one. */
#define STAFF_FROM		5000
#define CHILDREN_A_WORKER	400

static const struct conf_setting settings[] = {
	{ "data.dir", CONF_TEXT, DATA_DIR, NULL },
	{ "authority.code", CONF_TEXT, "890", NULL },
	{ "authority.name", CONF_TEXT, "Children's services", NULL },
	{ "authority.terms", CONF_CHOICE, "ecm2009", "ecm2009:fh2026" },
	{ "authority.test_mode", CONF_SWITCH, "no", NULL },
	/* Those of the module caf that decide when something is due. */
	{ "caf.share_regime", CONF_TEXT, "", NULL },
	{ "caf.form_2006", CONF_SWITCH, "no", NULL },
	{ "caf.t1_existing_search", CONF_TEXT, "48 hours", NULL },
	{ "caf.t2_form_complete", CONF_TEXT, "10 working days", NULL },
	{ "caf.t3_family_copy", CONF_TEXT, "15 working days", NULL },
	{ "caf.t4_first_meeting", CONF_TEXT, "10 working days", NULL },
	{ "caf.t5_first_review", CONF_TEXT, "42 days", NULL },
	{ "caf.t6_next_review", CONF_TEXT, "3 months", NULL },
	{ "caf.t7_reassessment", CONF_TEXT, "12 months", NULL },
	{ "caf.t12_reconfirmation", CONF_TEXT, "6 months", NULL },
	/* Those of the module fostering. */
	{ "fostering.t0_decide", CONF_TEXT, "2 working days", NULL },
	{ "fostering.t1_regulation_4", CONF_TEXT, "7 working days", NULL },
	{ "fostering.t2_arrival", CONF_TEXT, "48 hours", NULL },
	{ "fostering.t3_regulation_7", CONF_TEXT, "7 working days", NULL },
	{ "fostering.t5_absence", CONF_TEXT, "27 days", NULL },
	{ "fostering.t6_end_notice", CONF_TEXT, "48 hours", NULL },
	{ "fostering.t10_visit_report", CONF_TEXT, "10 working days", NULL },
	{ "fostering.t11_dbs_renewal", CONF_TEXT, "36 months", NULL },
	{ "fostering.t12_written_notice", CONF_TEXT, "10 working days", NULL },
	{ "fostering.ta_assessment", CONF_TEXT, "42 days", NULL },
	{ "fostering.visit_first_year", CONF_TEXT, "42 days", NULL },
	{ "fostering.visit_later", CONF_TEXT, "84 days", NULL },
	{ "fostering.initial_visit_counts", CONF_SWITCH, "yes", NULL },
	{ "fostering.reg8_conservative", CONF_SWITCH, "no", NULL },
	{ "fostering.short_stay_days", CONF_NUMBER, "28", NULL },
	{ "fostering.notice_days", CONF_NUMBER, "42", NULL },
	{ "fostering.archive_after", CONF_TEXT, "12 months", NULL },
	/* Those of the module lscb. */
	{ "lscb.review_due", CONF_TEXT, "6 months", NULL },
	{ "lscb.panel_due", CONF_TEXT, "6 weeks", NULL },
	{ "lscb.local_due", CONF_TEXT, "12 weeks", NULL },
	{ "lscb.cdrm_due", CONF_TEXT, "3 months", NULL },
	{ "lscb.planning_due", CONF_TEXT, "0 days", NULL },
	{ "lscb.visit_due", CONF_TEXT, "24 hours", NULL },
	{ "lscb.meeting_due", CONF_TEXT, "72 hours", NULL },
	{ "lscb.interim_due", CONF_TEXT, "7 days", NULL },
	{ "lscb.archive_after", CONF_TEXT, "6 months", NULL },
	{ "lscb.request_days", CONF_NUMBER, "15", NULL },
	{ "lscb.request_days_short", CONF_NUMBER, "10", NULL },
	{ "lscb.request_r1_before", CONF_NUMBER, "5", NULL },
	{ "lscb.request_r2_after", CONF_NUMBER, "1", NULL },
	{ "lscb.request_r3_after", CONF_NUMBER, "6", NULL },
	{ "lscb.request_e1_after", CONF_NUMBER, "11", NULL },
	{ "lscb.request_e2_after", CONF_NUMBER, "21", NULL },
	/* Those of the module education. */
	{ "education.p1_initiated", CONF_TEXT, "10 working days", NULL },
	{ "education.p2_complete", CONF_TEXT, "20 working days", NULL },
	{ "education.p6_quality", CONF_TEXT, "10 working days", NULL },
	{ "education.place_days", CONF_NUMBER, "20", NULL },
	{ "education.gold_areas", CONF_NUMBER, "7", NULL },
	{ "education.amber_areas", CONF_NUMBER, "2", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

enum { COUNT_CHILDREN, MODULES, COUNT_DEATHS };

static const struct db_statement sql[] = {
	[COUNT_CHILDREN] = { "SELECT COUNT(*) FROM (SELECT 1 FROM everychild_index.child LIMIT 1) c",
	    "", "u" },
	[MODULES] = { "SELECT name FROM everychild.module", "", "s" },
	[COUNT_DEATHS] = { "SELECT COUNT(*) FROM (SELECT 1 FROM everychild_lscb.death LIMIT 1) d", "",
	    "u" },
};

static struct {
	const char *settings, *accounts, *directory;
	unsigned long long children, assessments, arrangements, deaths, looked_after, seed;
} options = { .assessments = UINT64_MAX, .seed = 1 };

void fill_refuse(const char *format, ...)
{
	va_list ap;

	(void)fputs("everychild-fill: ", stderr);
	va_start(ap, format);
	(void)vfprintf(stderr, format, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	exit(1);
}

const char *fill_code(const char *list, const char *code)
{
	const struct codelist *l = lists_find(list);
	const struct code *found = l == NULL ? NULL : code_find(l, code);

	if (code[0] != '\0' && found == NULL)
		fill_refuse("the list %s has no code %s", list, code);
	return code;
}

long fill_weekday(const struct fill *f, long days_ago)
{
	enum date_weekday day = date_weekday(date_add_days(f->today, -days_ago));

	return day == DATE_SATURDAY ? days_ago - 2 : day == DATE_SUNDAY ? days_ago - 1 : days_ago;
}

static void options_read(int argc, char **argv)
{
	static const struct { const char *name; const char **text; unsigned long long *number; } known[] = {
		{ "-c", &options.settings, NULL },
		{ "--accounts", &options.accounts, NULL },
		{ "--directory", &options.directory, NULL },
		{ "--children", NULL, &options.children },
		{ "--assessments", NULL, &options.assessments },
		{ "--arrangements", NULL, &options.arrangements },
		{ "--deaths", NULL, &options.deaths },
		{ "--looked-after", NULL, &options.looked_after },
		{ "--seed", NULL, &options.seed },
	};
	size_t k;
	int i;

	for (i = 1; i < argc; i += 2) {
		for (k = 0; k < COUNT(known) && strcmp(known[k].name, argv[i]) != 0; k++)
			;
		if (k == COUNT(known))
			fill_refuse("unknown argument %s", argv[i]);
		if (i + 1 == argc)
			fill_refuse("%s needs a value", argv[i]);
		if (known[k].text != NULL)
			*known[k].text = argv[i + 1];
		else if (!text_number(argv[i + 1], known[k].number))
			fill_refuse("%s needs a number", argv[i]);
	}
	if (options.settings == NULL)
		fill_refuse("say -c and the settings file");
	if ((options.accounts == NULL) != (options.directory == NULL))
		fill_refuse("--accounts and --directory go together");
	if (options.children > 2000000)
		fill_refuse("more than 2,000,000 children are too many");
	if (options.deaths > 20000)
		fill_refuse("more than 20,000 deaths are too many");
}

static const char *data(struct pool *pool, const char *name)
{
	return pool_printf(pool, "%s/%s", conf_text("data.dir"), name);
}

static void data_load(struct pool *pool)
{
	const char *wrong = match_load(pool, data(pool, "name-variants.xml"));

	if (wrong == NULL)
		wrong = clock_load(pool, data(pool, "bank-holidays.xml"));
	if (wrong != NULL)
		fill_refuse("%s", wrong);
	lists_load(data(pool, "lists"));
	terms_load(data(pool, pool_printf(pool, "terms-%s.xml", conf_text("authority.terms"))));
	field_test_mode(true);
}

static void connect_to(struct fill *f)
{
	const char *wrong;

	db_close(&f->db);
	f->db = db_open("fill");
	wrong = db_ready(f->db);
	if (wrong != NULL)
		fill_refuse("%s (everychild-migrate --demo makes the account)", wrong);
	db_pool(f->db, f->pool);
}

/* Statements can only be prepared for what is installed, so that is asked
 * first. */
static void modules_find(struct fill *f)
{
	bool index = false;
	struct db_rows rows;
	size_t i;

	db_pool(f->db, f->pool);
	(void)db_begin(f->db, false);
	(void)db_list(f->db, &sql[MODULES], &rows);
	for (i = 0; i < rows.n; i++) {
		f->caf |= strcmp(db_text(&rows.row[i], 0), "caf") == 0;
		f->fostering |= strcmp(db_text(&rows.row[i], 0), "fostering") == 0;
		f->lscb |= strcmp(db_text(&rows.row[i], 0), "lscb") == 0;
		f->education |= strcmp(db_text(&rows.row[i], 0), "education") == 0;
		index |= strcmp(db_text(&rows.row[i], 0), "index") == 0;
	}
	db_rollback(f->db);
	if (!index && f->children > 0)
		fill_refuse("the child index is not installed");
	f->fostering = f->fostering && f->arrangements > 0;
	if (f->arrangements > 0 && !f->fostering)
		fill_refuse("private fostering is not installed");
	f->education = f->education && f->looked_after > 0;
	if (f->looked_after > 0 && !f->education)
		fill_refuse("the education of children in care is not installed");
	f->lscb = f->lscb && f->deaths > 0;
	if (f->deaths > 0 && !f->lscb)
		fill_refuse("the review of child deaths is not installed");
}

static void empty_check(struct fill *f)
{
	struct db_row row;

	(void)db_begin(f->db, false);
	if (!db_find(f->db, &sql[COUNT_CHILDREN], &row) || db_number(&row, 0) != 0)
		fill_refuse("there are children in the index already: nothing was loaded");
	db_rollback(f->db);
}

static unsigned assessments_default(unsigned children)
{
	unsigned n = children / 17 < 60 ? 60 : children / 17;

	return n > children / 2 ? children / 2 : n;
}

/* What wants something of a child, before it is written. */
static void seen(const struct fill *f, struct pool *pool, struct child *child)
{
	if (f->caf)
		case_seen(f, pool, child);
	if (f->fostering)
		arrangement_seen(f, pool, child);
	if (f->education)
		pupil_seen(f, pool, child);
}

static void children_fill(struct fill *f)
{
	struct timespec from, to;

	empty_check(f);
	if (f->children > STAFF_FROM)
		account_staff(f->db, f->children / CHILDREN_A_WORKER, f->seed);
	account_list(f->db, f->pool, &f->workers);
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	if (f->caf)
		case_open(f);
	if (f->fostering)
		arrangement_open(f);
	if (f->education)
		pupil_open_all(f);
	child_fill(f, seen);
	if (f->caf) {
		case_end(f);
		directory_fill(f);
	}
	batch_flush();
	if (f->fostering)
		arrangement_end(f);
	if (f->education)
		pupil_end(f);
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	(void)printf("%lu children, %lu cases, %lu arrangements, %lu visits, %lu answers in %ld seconds\n",
	    batch_rows(BATCH_CHILD), batch_rows(BATCH_RECORD), batch_rows(BATCH_PF_RECORD),
	    batch_rows(BATCH_PF_VISIT), batch_rows(BATCH_ANSWER) + batch_rows(BATCH_PF_ANSWER),
	    (long)(to.tv_sec - from.tv_sec));
	if (f->education)
		(void)printf("%lu looked after, %lu episodes, %lu plans, %lu marks\n",
		    batch_rows(BATCH_ED_RECORD), batch_rows(BATCH_ED_EPISODE),
		    batch_rows(BATCH_ED_PEP), batch_rows(BATCH_ED_MARK));
}

static void deaths_fill(struct fill *f)
{
	struct timespec from, to;
	struct db_row row;

	(void)db_begin(f->db, false);
	if (!db_find(f->db, &sql[COUNT_DEATHS], &row) || db_number(&row, 0) != 0)
		fill_refuse("there are deaths already: nothing was loaded");
	db_rollback(f->db);
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	death_fill(f);
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	(void)printf("%lu deaths, %lu requests, %lu meetings, %lu answers in %ld seconds\n",
	    batch_rows(BATCH_CD_RECORD), batch_rows(BATCH_CD_REQUEST), batch_rows(BATCH_CD_MEETING),
	    batch_rows(BATCH_CD_ANSWER), (long)(to.tv_sec - from.tv_sec));
}

static void statements_name(const struct fill *f)
{
	if (f->lscb) {
		db_statements(&sql[COUNT_DEATHS], 1);
		batch_statements_name(BATCH_OF_LSCB);
		death_statements_name();
	}
	if (f->children == 0)
		return;
	db_statements(&sql[COUNT_CHILDREN], 1);
	batch_statements_name(BATCH_OF_INDEX);
	if (f->caf) {
		batch_statements_name(BATCH_OF_CAF);
		case_statements_name();
	}
	if (f->fostering) {
		batch_statements_name(BATCH_OF_FOSTERING);
		arrangement_statements_name();
	}
	if (f->education) {
		batch_statements_name(BATCH_OF_EDUCATION);
		pupil_statements_name();
	}
}

int main(int argc, char **argv)
{
	struct fill f = { .pool = pool_create(), .town = "Sandmouth" };

	options_read(argc, argv);
	conf_table(settings);
	conf_table(db_settings);
	conf_load_several(options.settings, (const char *const[]){ "caf", "fostering", "lscb",
	    "education", NULL });
	if (!conf_switch("authority.test_mode"))
		fill_refuse("authority.test_mode is not on: invented people are for test systems only");
	data_load(f.pool);
	f.children = (unsigned)options.children;
	f.assessments = options.assessments == UINT64_MAX ? assessments_default(f.children) :
	    (unsigned)options.assessments;
	f.arrangements = (unsigned)options.arrangements;
	f.deaths = (unsigned)options.deaths;
	f.looked_after = (unsigned)options.looked_after;
	f.seed = options.seed;
	f.today = date_today();
	f.iso_today = date_iso(f.pool, f.today);
	f.authority = conf_text("authority.code");
	db_schema("everychild");
	db_statements(&sql[MODULES], 1);
	account_statements_name();
	connect_to(&f);
	if (options.accounts != NULL)
		account_load(f.db, options.accounts, options.directory);
	modules_find(&f);
	if (f.children > 0 || f.deaths > 0) {
		statements_name(&f);
		connect_to(&f);
		account_list(f.db, f.pool, &f.workers);
		if (f.workers.n == 0)
			fill_refuse("there is no account: use --accounts");
		batch_open(f.db);
	}
	if (f.children > 0)
		children_fill(&f);
	if (f.deaths > 0)
		deaths_fill(&f);
	db_close(&f.db);
	pool_destroy(&f.pool);
	return 0;
}
