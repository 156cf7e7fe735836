/* Started by document.sh: who may open a record, and when its dates are late. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db.h"
#include "record.h"
#include "secret.h"

#include "../unit/apart.h"
#include "../unit/form-fixture.h"

enum { ANN = 1, BOB, MIA, CY };
enum { TEA = 11, COFFEE };		/* teams */
enum { DATE_FIND };

static const struct db_statement sql[] = {
	[DATE_FIND] = { "SELECT from_on, due_on, due_at, met_on, late, dropped_at, readers,"
	    " explanation FROM deadline WHERE record = ? AND clock = ?", "us", "ddddudss" },
};

static struct db *db;
static struct record record;
static struct db_row row;		/* of date_find */

static int all_begin(void **state)
{
	const char *program = getenv("EVERYCHILD_PROGRAM");

	(void)state;
	if (program == NULL)
		return -1;
	conf_table(db_settings);
	conf_table(secret_settings);
	fixture_open_with(getenv("EVERYCHILD_SETTINGS"), program);
	secret_open(program);
	record_statements_name();
	deadline_statements_name();
	db_statements(sql, 1);
	record_readers(&(struct record_readers){ .service = "COO", .team = "PFW" });
	deadline_readers("T8", "OWNER");
	db = db_open(program);
	return db_ready(db) == NULL ? 0 : -1;
}

static int all_end(void **state)
{
	(void)state;
	db_close(&db);
	return 0;
}

/* Ann's record of the tea team, in a transaction that is never kept. */
static int each_begin(void **state)
{
	(void)state;
	fixture_begin("PRA");
	fx.r.db = db;
	db_pool(db, fx.pool);
	fx.session.account = ANN;
	fx.session.team = TEA;
	if (!db_begin(db, true))
		return -1;
	record_new(&fx.r, "tea", 0, "Zoe Lee", "OPEN", &record);
	return db_state(db) == DB_GOOD ? 0 : -1;
}

static int each_end(void **state)
{
	(void)state;
	db_rollback(db);
	fixture_end();
	return 0;
}

/* "" where this person finds no such record. */
static const char *seen_by(unsigned long long account, unsigned long long team, const char *roles)
{
	struct record seen;

	fx.session.account = account;
	fx.session.team = team;
	fx.session.roles = roles;
	return record_load(&fx.r, record.handle, &seen) ? seen.relations : "";
}

static void test_a_team_sees_its_own_by_role(void **state)
{
	(void)state;
	assert_string_equal(seen_by(ANN, TEA, "PFW"), "OWNER TEAM");
	assert_string_equal(seen_by(BOB, TEA, "PFW"), "TEAM");
	assert_string_equal(seen_by(BOB, TEA, "PRA"), "");
	assert_string_equal(seen_by(BOB, COFFEE, "PFW"), "");
	assert_string_equal(seen_by(BOB, 0, "PFW"), "");
	assert_string_equal(seen_by(MIA, COFFEE, "COO PFW"), "SERVICE");
}

static void test_without_a_team_it_is_nobodys(void **state)
{
	(void)state;
	fx.session.team = 0;
	record_new(&fx.r, "tea", 0, "Zoe Lee", "OPEN", &record);
	assert_string_equal(seen_by(BOB, 0, "PFW"), "");
}

static void test_a_restricted_record_is_for_its_own_people(void **state)
{
	(void)state;
	record_person(&fx.r, &record, CY, "TAC");
	assert_true(record_restrict(&fx.r, &record, true));
	assert_int_equal(record.version, 2);
	assert_string_equal(seen_by(BOB, TEA, "PFW"), "");
	assert_string_equal(seen_by(MIA, COFFEE, "COO"), "");
	assert_string_equal(seen_by(CY, TEA, "PFW"), "TAC");
	assert_string_equal(seen_by(ANN, TEA, "PFW"), "OWNER");
	assert_true(record_restrict(&fx.r, &record, true));
	assert_int_equal(record.version, 2);
	assert_true(record_restrict(&fx.r, &record, false));
	assert_string_equal(seen_by(BOB, TEA, "PFW"), "TEAM");
	record.version = 1;
	assert_false(record_restrict(&fx.r, &record, true));
}

/* -- dates -- */

static void date_find(const char *clock)
{
	assert_true(db_find(db, &sql[DATE_FIND], &row, record.id, clock));
}

static void hours_start(const char *code, const char *from)
{
	struct clock clock = { .code = code, .amount = 48, .unit = CLOCK_HOURS, .name = "Told" };

	assert_null(deadline_start(&fx.r, &record, &clock, from));
	date_find(code);
}

/* The nights in which the clocks change have 23 and 25 hours. */
static void test_hours_keep_their_moment(void **state)
{
	(void)state;
	hours_start("T6", "2026-03-27 23:30:00");
	assert_string_equal(db_text(&row, 0), "2026-03-27");
	assert_string_equal(db_text(&row, 1), "2026-03-30");
	assert_string_equal(date_utc(fx.pool, date_from_london((struct date){ 2026, 3, 30 }, 0, 30)),
	    "2026-03-29 23:30:00");
	assert_memory_equal(db_text(&row, 2), "2026-03-29 23:30:00", 19);
	assert_string_equal(deadline_when(&fx.r, db_text(&row, 1), db_text(&row, 2)),
	    "30 March 2026 at 12:30am");
	hours_start("T7", "2026-10-24 10:00:00");
	assert_string_equal(deadline_when(&fx.r, db_text(&row, 1), db_text(&row, 2)),
	    "26 October 2026 at 10:00am");
	assert_string_equal(db_text(&row, 7),
	    "48 hours from 24 October 2026 at 11:00am, across the change to winter time");
	hours_start("T5", "2026-07-01 23:15:00");
	assert_string_equal(db_text(&row, 0), "2026-07-02");	/* in London */
}

static void test_days_have_no_moment(void **state)
{
	const struct clock clock = { .code = "T2", .amount = 5, .unit = CLOCK_DAYS, .name = "Done" };

	(void)state;
	assert_null(deadline_start(&fx.r, &record, &clock, "2026-07-01 23:15:00"));
	date_find("T2");
	assert_string_equal(db_text(&row, 0), "2026-07-02");
	assert_string_equal(db_text(&row, 1), "2026-07-07");
	assert_null(db_text(&row, 2));
	assert_string_equal(deadline_when(&fx.r, db_text(&row, 1), NULL), "7 July 2026");
}

static void test_hours_are_late_to_the_minute(void **state)
{
	(void)state;
	date_set_now("2026-03-29 09:00:00");
	fx.r.today = "2026-03-29";
	assert_false(deadline_past(&fx.r, "2026-03-29", "2026-03-29 09:00:00.000000"));
	assert_true(deadline_past(&fx.r, "2026-03-29", "2026-03-29 08:59:59.000000"));
	assert_false(deadline_past(&fx.r, "2026-03-29", NULL));
	assert_true(deadline_past(&fx.r, "2026-03-28", NULL));
	/* The server's clock stands after the one and before the other. */
	hours_start("T6", "2026-03-27 09:00:00");
	deadline_met(&fx.r, &record, "T6");
	date_find("T6");
	assert_string_equal(db_text(&row, 3), "2026-03-29");
	assert_int_equal(db_number(&row, 4), 1);
	fx.r.today = "2190-03-29";
	hours_start("T7", "2190-03-27 09:00:00");
	deadline_met(&fx.r, &record, "T7");
	date_find("T7");
	assert_int_equal(db_number(&row, 4), 0);
	date_set_now("2026-11-22 12:00:00");
}

static void agreed(const char *clock, const char *met_on, bool late)
{
	deadline_agree(&fx.r, &record, clock, "Visit", "2026-11-17", "Agreed");
	deadline_met_on(&fx.r, &record, clock, met_on);
	date_find(clock);
	assert_string_equal(db_text(&row, 3), met_on);
	assert_int_equal(db_number(&row, 4), late);
}

static void test_what_was_done_earlier_counts_by_its_day(void **state)
{
	(void)state;
	agreed("V1", "2026-11-17", false);
	agreed("V2", "2026-11-18", true);
	agreed("V3", "2026-11-16", false);
	deadline_agree(&fx.r, &record, "V4", "Visit", "2026-11-21", "Agreed");
	deadline_met(&fx.r, &record, "V4");
	date_find("V4");
	assert_string_equal(db_text(&row, 3), TODAY);
	assert_int_equal(db_number(&row, 4), 1);
	/* Of hours too: at which minute it was nobody has said. */
	hours_start("T6", "2026-11-15 09:00:00");
	deadline_met_on(&fx.r, &record, "T6", "2026-11-17");
	date_find("T6");
	assert_int_equal(db_number(&row, 4), 0);
}

static void test_dates_of_one_clock_stand_alone(void **state)
{
	const char *first = deadline_code(fx.pool, "T8", 1);
	const char *last = deadline_code(fx.pool, "T10", 999999999999ULL);

	(void)state;
	assert_int_equal(strlen(last), 16);
	deadline_agree(&fx.r, &record, first, "Fence", "2026-11-25", "Agreed");
	deadline_agree(&fx.r, &record, "T8-12", "Alarm", "2026-11-25", "Agreed");
	deadline_agree(&fx.r, &record, "T80", "Another", "2026-11-25", "Agreed");
	deadline_agree(&fx.r, &record, last, "Report", "2026-11-25", "Agreed");
	deadline_met(&fx.r, &record, "T8");
	deadline_met(&fx.r, &record, first);
	deadline_drop(&fx.r, &record, last);
	date_find(first);
	assert_string_equal(db_text(&row, 3), TODAY);
	assert_string_equal(db_text(&row, 6), "OWNER");
	date_find("T8-12");
	assert_null(db_text(&row, 3));
	assert_string_equal(db_text(&row, 6), "OWNER");
	date_find("T80");
	assert_string_equal(db_text(&row, 6), "");
	date_find(last);
	assert_non_null(db_text(&row, 5));
	assert_int_equal(db_state(db), DB_GOOD);
}

static void code_too_long(const void *arg)
{
	(void)arg;
	(void)deadline_code(fx.pool, "T10", 1000000000000ULL);
}

static void met_tomorrow(const void *arg)
{
	(void)arg;
	deadline_met_on(&fx.r, &record, "T8", "2026-11-23");
}

static void test_bugs_abort(void **state)
{
	(void)state;
	assert_aborts(code_too_long, NULL);
	assert_aborts(met_tomorrow, NULL);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_team_sees_its_own_by_role),
		TEST(test_without_a_team_it_is_nobodys),
		TEST(test_a_restricted_record_is_for_its_own_people),
		TEST(test_hours_keep_their_moment),
		TEST(test_days_have_no_moment),
		TEST(test_hours_are_late_to_the_minute),
		TEST(test_what_was_done_earlier_counts_by_its_day),
		TEST(test_dates_of_one_clock_stand_alone),
		TEST(test_bugs_abort),
	};

	return cmocka_run_group_tests_name("record", tests, all_begin, all_end);
}
