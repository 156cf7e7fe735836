/* The SSDA903: modules/education/sections.md 12.1 what a file and its cells may be, 12.3 what must
 * hold of a child before the return is sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "code.h"
#include "pool.h"

#include "../modules/education/return-rules.h"

static struct pool *pool;
static struct codes *codes;

static int begin(void **state)
{
	(void)state;
	pool = pool_create();
	codes = code_new(pool);
	assert_null(code_load(codes, TOP_SRCDIR "/modules/education/conf/lists"));
	return 0;
}

static int end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static const struct code *code_of(const char *list, const char *code)
{
	const struct codelist *l = code_list(codes, list);

	if (l == NULL)
		fail_msg("no list %s", list);
	return code_find(l, code);
}

static bool known(const char *list, const char *code)
{
	return code_of(list, code) != NULL;
}

static bool open(const char *list, const char *code, struct date day)
{
	const struct code *c = code_of(list, code);

	return c != NULL && code_open(c, date_iso(pool, day));
}

/* -- files and cells -- */

static void every_file_has_the_header_of_12_1(void **state)
{
	(void)state;
	assert_string_equal(return_header(pool, RETURN_HEADER),
	    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB");
	assert_string_equal(return_header(pool, RETURN_EPISODES), "CHILD,DECOM,RNE,LS,CIN,PLACE,"
	    "PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN");
	assert_string_equal(return_header(pool, RETURN_REVIEWS), "CHILD,DOB,REVIEW,REVIEW_CODE");
	assert_string_equal(return_header(pool, RETURN_UASC), "CHILD,SEX,DOB,DUC");
	assert_string_equal(return_header(pool, RETURN_OC2), "CHILD,DOB,SDQ_SCORE,SDQ_REASON,"
	    "CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,"
	    "INTERVENTION_RECEIVED,INTERVENTION_OFFERED");
	assert_string_equal(return_header(pool, RETURN_OC3), "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM");
	assert_string_equal(return_header(pool, RETURN_AD1), "CHILD,DOB,DATE_INT,DATE_MATCH,"
	    "FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR");
	assert_string_equal(return_header(pool, RETURN_PLACED),
	    "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED");
	assert_string_equal(return_header(pool, RETURN_PREVPERM),
	    "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM");
	assert_string_equal(return_header(pool, RETURN_MISSING), "CHILD,DOB,MISSING,MIS_START,MIS_END");
	assert_string_equal(return_header(pool, RETURN_WORKERS),
	    "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON");
	assert_string_equal(return_header(pool, RETURN_DOLO), "CHILD,DOB,DOLO_START,DOLO_END");
}

static void a_file_is_known_by_the_set_of_its_columns(void **state)
{
	const char *const turned[] = { "REVIEW_CODE", "CHILD", "REVIEW", "DOB", "MORE" };
	const char *const twice[] = { "CHILD", "CHILD", "REVIEW", "DOB" };
	size_t at[RETURN_COLUMNS_MAX];

	(void)state;
	assert_int_equal(return_file_of(turned, 4, at), RETURN_REVIEWS);
	assert_int_equal(at[0], 1);
	assert_int_equal(at[3], 0);
	assert_int_equal(return_file_of(turned, 5, at), RETURN_FILE__MAX);
	assert_int_equal(return_file_of(turned, 3, at), RETURN_FILE__MAX);
	assert_int_equal(return_file_of(twice, 4, at), RETURN_FILE__MAX);
	assert_int_equal(return_file_named("swepisodes"), RETURN_WORKERS);
	assert_int_equal(return_file_named("oc2"), RETURN_OC2);
	assert_int_equal(return_file_named("other"), RETURN_FILE__MAX);
}

/* The canonical value, or "!" when it is refused. */
static const char *cell(enum return_file file, size_t column, const char *typed, int year)
{
	const char *value;

	return return_cell(pool, &return_layouts[file].column[column], typed, year, known, &value) ==
	    NULL ? value : "!";
}

static void cells_are_read_and_written_as_12_1_and_12_2_say(void **state)
{
	const struct return_column *day = &return_layouts[RETURN_HEADER].column[2];

	(void)state;
	assert_string_equal(cell(RETURN_HEADER, 2, "31/03/2016", 2026), "2016-03-31");
	assert_string_equal(return_cell_out(pool, day, "2016-03-31", 2026), "31/03/2016");
	assert_string_equal(cell(RETURN_HEADER, 2, "2016-03-31", 2026), "!");
	assert_string_equal(cell(RETURN_HEADER, 2, "1/3/2016", 2026), "!");
	assert_string_equal(cell(RETURN_HEADER, 2, "31/02/2016", 2026), "!");
	assert_string_equal(cell(RETURN_HEADER, 2, "", 2026), "!");
	assert_string_equal(cell(RETURN_HEADER, 6, "", 2026), "");
	assert_string_equal(cell(RETURN_HEADER, 0, "12345678901", 2026), "!");
	assert_string_equal(cell(RETURN_HEADER, 3, "WBRI", 2026), "WBRI");
	assert_string_equal(cell(RETURN_HEADER, 3, "wbri", 2026), "!");
	assert_string_equal(cell(RETURN_PREVPERM, 3, "Smith, Jones", 2026), "Smith, Jones");
	assert_string_equal(cell(RETURN_PREVPERM, 3, "=HYPERLINK(\"https://evil.example\",A1)", 2026), "!");
	assert_string_equal(cell(RETURN_PREVPERM, 3, " '@SUM(1)", 2026), "!");
	assert_string_equal(cell(RETURN_PREVPERM, 4, "zz/05/2020", 2026), "zz/05/2020");
	assert_string_equal(cell(RETURN_PREVPERM, 4, "zz/zz/zzzz", 2026), "zz/zz/zzzz");
	assert_string_equal(cell(RETURN_PREVPERM, 4, "z1/05/2020", 2026), "!");
	assert_string_equal(cell(RETURN_OC2, 2, "40", 2026), "40");
	assert_string_equal(cell(RETURN_OC2, 2, "41", 2026), "!");
	assert_string_equal(cell(RETURN_EPISODES, 12, "SC012345", 2026), "SC012345");
	assert_string_equal(cell(RETURN_EPISODES, 12, "12345", 2026), "!");
	assert_string_equal(cell(RETURN_WORKERS, 2, "SW123456", 2026), "SW123456");
	assert_string_equal(cell(RETURN_WORKERS, 2, "AB123456", 2026), "!");
}

static void trap_7_sex_was_a_digit_before_2024_25(void **state)
{
	const struct return_column *sex = &return_layouts[RETURN_HEADER].column[1];

	(void)state;
	assert_string_equal(cell(RETURN_HEADER, 1, "1", 2024), "M");
	assert_string_equal(cell(RETURN_HEADER, 1, "2", 2024), "F");
	assert_string_equal(cell(RETURN_HEADER, 1, "1", 2025), "!");
	assert_string_equal(return_cell_out(pool, sex, "F", 2024), "2");
	assert_string_equal(return_cell_out(pool, sex, "F", 2025), "F");
}

static void pupil_numbers_have_a_shape_and_a_sum(void **state)
{
	(void)state;
	assert_string_equal(cell(RETURN_HEADER, 4, "UN4", 2026), "UN4");
	assert_string_equal(cell(RETURN_HEADER, 4, "UN6", 2026), "!");
	assert_string_equal(cell(RETURN_HEADER, 4, "I823432113013", 2026), "!");
	assert_string_equal(cell(RETURN_HEADER, 4, "A12345678901", 2026), "!");
	/* 8×2 + 0×3 + 1×4 + … as section 12.2 weighs them. */
	assert_true(return_upn_sum("H801200001001"));
	assert_false(return_upn_sum("A801200001001"));
}

/* -- 12.3 -- */

static struct return_episode episode[3];
static struct return_review review[1];
static struct return_worker worker[2];
static const char *oc2[OC2__MAX];
static struct return_child child;
static struct { size_t n; enum return_check check[20]; } told;

static struct date day(const char *iso)
{
	struct date date;

	assert_true(date_parse(iso, &date));
	return date;
}

static void found(void *arg, enum return_check check, struct date on)
{
	(void)arg;
	(void)on;
	assert_true(told.n < 20);
	told.check[told.n++] = check;
}

static void check(void)
{
	told.n = 0;
	return_child_check(&child, 2026, open, found, NULL);
}

/* A boy of 12, in care since 2020, who moved once in the year: nothing is wrong. */
static void good(void)
{
	static const char *const answers[] = { "12", "", "0", "", "1", "1", "1", "0", "", "" };
	const struct return_episode before = { .care = { .began = day("2020-05-01"), .rne = "S",
	    .legal = "C2", .rec = "X1", .ended = day("2025-09-01") }, .need = "N1", .place = "U6",
	    .provider = "PR1", .change_why = "CARPL" };

	episode[0] = before;
	episode[1] = before;
	episode[1].care = (struct cohort_episode){ .began = day("2025-09-01"), .rne = "P",
	    .legal = "C2", .rec = "", .open = true };
	episode[1].change_why = "";
	review[0] = (struct return_review){ day("2025-06-01"), "PN1" };
	worker[0] = (struct return_worker){ .id = "SW1", .began = day("2023-01-01"), .reason = "LEFTRL",
	    .ended = day("2025-10-01") };
	worker[1] = (struct return_worker){ .id = "SW2", .began = day("2025-10-06"), .reason = "",
	    .open = true };
	memcpy(oc2, answers, sizeof(oc2));
	child = (struct return_child){ .child_id = "1", .sex = "M", .ethnic = "WBRI", .upn = "",
	    .upn_unknown = "UN3", .mother = "", .born = day("2013-09-14"), .episode = episode,
	    .episodes = 2, .review = review, .reviews = 1, .worker = worker, .workers = 2,
	    .oc2 = oc2 };
}

static void only(enum return_check wanted)
{
	check();
	if (told.n != 1 || told.check[0] != wanted)
		fail_msg("%s: %zu findings, first %s", return_checks[wanted].code, told.n,
		    told.n == 0 ? "none" : return_checks[told.check[0]].code);
	good();
}

static bool among(enum return_check wanted)
{
	size_t i;

	check();
	good();
	for (i = 0; i < told.n; i++)
		if (told.check[i] == wanted)
			return true;
	return false;
}

static void a_good_child_has_no_findings(void **state)
{
	(void)state;
	good();
	check();
	assert_int_equal(told.n, 0);
}

static void what_is_wrong_in_the_header_is_found(void **state)
{
	(void)state;
	good();
	child.child_id = ""; only(CHECK_CHILD);
	child.sex = ""; only(CHECK_SEX);
	child.ethnic = ""; only(CHECK_ETHNIC);
	child.upn_unknown = ""; only(CHECK_UPN);
	child.upn_unknown = "UN1"; only(CHECK_UN1);
	child.upn_unknown = "UN4"; only(CHECK_UN4);
	/* 12.3: four on the 31 August before the year began; in care for more than a week. */
	child.upn_unknown = "UN1"; child.born = day("2020-08-31"); assert_true(among(CHECK_UN1));
	child.upn_unknown = "UN1"; child.born = day("2020-09-01"); assert_false(among(CHECK_UN1));
	child.upn_unknown = "UN4"; child.episode = &episode[1]; child.episodes = 1;
	episode[1].care.began = day("2026-03-24"); assert_false(among(CHECK_UN4));
	child.upn_unknown = "UN4"; child.episode = &episode[1]; child.episodes = 1;
	episode[1].care.began = day("2026-03-23"); assert_true(among(CHECK_UN4));
	child.mother = "0"; only(CHECK_MOTHER);
	child.born = day("2020-05-02"); assert_true(among(CHECK_BORN));
	episode[0].care.legal = episode[1].care.legal = "V4";
	child.upn_unknown = ""; assert_false(among(CHECK_UPN));
}

static void what_is_wrong_in_the_episodes_is_found(void **state)
{
	(void)state;
	good();
	episode[1].care.open = false; episode[1].care.ended = day("2025-09-01");
	episode[1].care.rec = "X1"; only(CHECK_SAME_DAY);
	episode[0].care.open = true; episode[0].care.rec = ""; only(CHECK_OPEN_BEFORE);
	episode[1].care.began = day("2025-09-02"); only(CHECK_GAP);
	episode[1].care.began = day("2025-08-31"); only(CHECK_OVERLAP);
	episode[0].care.rec = "E4A"; assert_true(among(CHECK_FIRST));
	episode[1].care.rne = "S"; assert_true(among(CHECK_AGAIN));
	episode[0].care.rec = ""; assert_true(among(CHECK_REC));
	episode[1].care.rec = "X1"; only(CHECK_REC_OPEN);
	episode[1].provider = ""; only(CHECK_PROVIDER);
	episode[1].place = "T1"; only(CHECK_NO_PROVIDER);
	episode[0].change_why = ""; only(CHECK_CHANGE);
	episode[1].place = "H5"; only(CHECK_RETIRED);
	child.episodes = 1; child.episode = &episode[1];
	assert_true(among(CHECK_FIRST));
}

static void reviews_are_pn0_under_four_and_never_after(void **state)
{
	(void)state;
	good();
	review[0].code = "PN0"; only(CHECK_REVIEW_OVER);
	review[0].on = day("2017-09-13"); only(CHECK_REVIEW_UNDER);
	review[0].on = day("2017-09-13"); review[0].code = "PN0"; check();
	assert_int_equal(told.n, 0);
	review[0].on = day("2017-09-14"); only(CHECK_REVIEW_OVER);
}

static void outcomes_are_asked_of_cla12_children_by_age(void **state)
{
	(void)state;
	good();
	child.oc2 = NULL; only(CHECK_OC2_MISSING);
	episode[0].care.legal = "V4"; assert_true(among(CHECK_OC2_NEEDLESS));
	oc2[OC2_TEETH_CHECK] = ""; only(CHECK_OC2_HEALTH);
	oc2[OC2_CONVICTED] = ""; only(CHECK_CONVICTED);
	child.born = day("2016-05-11"); only(CHECK_NOT_CONVICTED);
	child.born = day("2016-04-01"); only(CHECK_NOT_CONVICTED);
	child.born = day("2016-03-31"); check();
	assert_int_equal(told.n, 0);
	good();
	oc2[OC2_IMMUNISATIONS] = ""; only(CHECK_OC2_HEALTH);
	oc2[OC2_HEALTH_ASSESSMENT] = ""; only(CHECK_OC2_HEALTH);
	oc2[OC2_SUBSTANCE_MISUSE] = ""; only(CHECK_OC2_HEALTH);
	oc2[OC2_SUBSTANCE_MISUSE] = oc2[OC2_INTERVENTION_RECEIVED] = "1"; check();
	assert_int_equal(told.n, 0);
	good();
	oc2[OC2_HEALTH_CHECK] = "1"; only(CHECK_NO_DEVELOPMENT);
	oc2[OC2_SDQ_SCORE] = ""; only(CHECK_SDQ);
	oc2[OC2_SDQ_REASON] = "SDQ4"; only(CHECK_SDQ_BOTH);
	child.born = day("2008-03-31"); only(CHECK_NO_SDQ);
	oc2[OC2_SUBSTANCE_MISUSE] = "1"; only(CHECK_RECEIVED);
	oc2[OC2_INTERVENTION_RECEIVED] = "1"; only(CHECK_NO_RECEIVED);
	oc2[OC2_SUBSTANCE_MISUSE] = "1"; oc2[OC2_INTERVENTION_RECEIVED] = "0"; only(CHECK_OFFERED);
	oc2[OC2_INTERVENTION_OFFERED] = "1"; only(CHECK_NO_OFFERED);
}

static void case_11_the_third_needs_a_development_check_and_the_fourth_a_score(void **state)
{
	(void)state;
	good();
	child.born = day("2021-06-20"); oc2[OC2_CONVICTED] = "";
	review[0].code = "PN0"; assert_true(among(CHECK_DEVELOPMENT));
	child.born = day("2021-06-20"); oc2[OC2_SDQ_SCORE] = ""; assert_true(among(CHECK_SDQ));
	child.born = day("2009-04-01"); oc2[OC2_SDQ_SCORE] = ""; only(CHECK_SDQ);
}

static void further_files_have_the_rows_that_12_3_asks_for(void **state)
{
	(void)state;
	good();
	child.has[RETURN_PREVPERM] = true; only(CHECK_NO_PREV_PERM);
	child.episode = &episode[1]; child.episodes = 1; episode[1].care.rne = "S";
	child.oc2 = NULL; only(CHECK_PREV_PERM);
	child.workers = 0; only(CHECK_WORKER);
	child.workers = 1; only(CHECK_WORKER_LAST);
	worker[1].began = day("2025-10-09"); only(CHECK_WORKER_GAP);
	worker[1].began = day("2025-09-23"); only(CHECK_WORKER_GAP);
	worker[1].began = day("2025-09-24"); check();
	assert_int_equal(told.n, 0);
	good();
	worker[0].reason = ""; only(CHECK_WORKER_REASON);
	worker[1].began = day("2025-10-08"); check();
	assert_int_equal(told.n, 0);
	/* Who left care and came again later had no worker between. */
	good();
	episode[0].care.ended = worker[0].ended = day("2025-07-01");
	episode[0].care.rec = "E4A";
	episode[0].change_why = "";
	worker[1].began = episode[1].care.began = day("2025-12-01");
	assert_true(among(CHECK_WORKER_GAP));
	episode[0].care.ended = worker[0].ended = day("2025-07-01");
	episode[0].care.rec = "E4A";
	episode[0].change_why = "";
	episode[1].care.rne = "S";
	worker[1].began = episode[1].care.began = day("2025-12-01");
	assert_false(among(CHECK_WORKER_GAP));
}

static void two_children_with_one_pupil_number_are_both_told(void **state)
{
	const struct return_child a = { .upn = "" }, b = { .upn = "A1" }, c = { .upn = "A1" };
	const struct return_child *const by_upn[] = { &a, &a, &b, &c };

	(void)state;
	assert_false(return_twice(by_upn, 4, 0));
	assert_false(return_twice(by_upn, 4, 1));
	assert_true(return_twice(by_upn, 4, 2));
	assert_true(return_twice(by_upn, 4, 3));
	assert_false(return_twice(by_upn, 3, 2));
}

static void every_check_says_what_is_wrong_and_how_it_is_mended(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CHECK__MAX; i++)
		if (return_checks[i].code == NULL || strlen(return_checks[i].what) < 10 ||
		    strlen(return_checks[i].mend) < 7 || return_checks[i].page == NULL)
			fail_msg("check %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_has_the_header_of_12_1),
		cmocka_unit_test(a_file_is_known_by_the_set_of_its_columns),
		cmocka_unit_test(cells_are_read_and_written_as_12_1_and_12_2_say),
		cmocka_unit_test(trap_7_sex_was_a_digit_before_2024_25),
		cmocka_unit_test(pupil_numbers_have_a_shape_and_a_sum),
		cmocka_unit_test(a_good_child_has_no_findings),
		cmocka_unit_test(what_is_wrong_in_the_header_is_found),
		cmocka_unit_test(what_is_wrong_in_the_episodes_is_found),
		cmocka_unit_test(reviews_are_pn0_under_four_and_never_after),
		cmocka_unit_test(outcomes_are_asked_of_cla12_children_by_age),
		cmocka_unit_test(case_11_the_third_needs_a_development_check_and_the_fourth_a_score),
		cmocka_unit_test(further_files_have_the_rows_that_12_3_asks_for),
		cmocka_unit_test(two_children_with_one_pupil_number_are_both_told),
		cmocka_unit_test(every_check_says_what_is_wrong_and_how_it_is_mended),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
