#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "match.h"
#include "pool.h"
#include "xml.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct pool *pool;

static int pool_begin(void **state)
{
	const char *wrong;

	(void)state;
	xml_init();
	pool = pool_create();
	wrong = match_load(pool, TOP_SRCDIR "/conf/name-variants.xml");
	if (wrong != NULL)
		fail_msg("%s", wrong);
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static void test_names_are_normalised(void **state)
{
	static const char *const table[][2] = {
		{ "ella", "ELLA" }, { "O'Connor", "OCONNOR" },
		{ "O’Connor", "OCONNOR" }, { "St. John-Smythe", "ST JOHN SMYTHE" },
		{ "  Anne \t Marie ", "ANNE MARIE" }, { "Zoë", "ZOE" },
		{ "Zoe\xcc\x88", "ZOE" }, { "Siân", "SIAN" },
		{ "Łukasz", "LUKASZ" }, { "Ørsted", "ORSTED" },
		{ "Strauß", "STRAUSS" }, { "Æthel", "AETHEL" },
		{ "Đặng", "DANG" }, { "Nguyễn", "NGUYEN" }, { "Şahin", "SAHIN" },
		{ "Yıldız", "YILDIZ" }, { "İnan", "INAN" }, { "Ștefan", "STEFAN" },
		{ "Ｅｌｌａ", "ELLA" }, { "Иванов", "ИВАНОВ" }, { "Παύλος", "ΠΑΥΛΟΣ" },
		{ "محمد", "محمد" },
		{ "Mr. John Smith", "JOHN SMITH" }, { "Dr Ms Smith", "SMITH" },
		{ "Miss", "MISS" }, { "Drew", "DREW" }, { "Anne – Marie", "ANNE MARIE" },
		{ "-'.", "" }, { "", "" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		char *once = match_normalise(pool, table[i][0]);

		assert_string_equal(once, table[i][1]);
		assert_string_equal(match_normalise(pool, once), once);
	}
	assert_string_equal(match_normalise(pool, NULL), "");
}

static void test_soundex(void **state)
{
	static const char *const table[][2] = {
		{ "SMITH", "S530" }, { "Smyth", "S530" }, { "Robert", "R163" },
		{ "Rupert", "R163" }, { "Ashcraft", "A261" },
		{ "Ashcroft", "A261" }, { "Tymczak", "T522" },
		{ "Pfister", "P236" }, { "Honeyman", "H555" },
		{ "Lee", "L000" }, { "O'Hara", "O600" }, { "Van-Dyke", "V532" },
		{ "Szymański", "S552" }, { "Jackson", "J250" },
		{ "Иванов", "" }, { "", "" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_string_equal(match_soundex(pool, table[i][0]),
		    table[i][1]);
}

static void test_likeness(void **state)
{
	static const struct { const char *a, *b; double like; } table[] = {
		{ "JON", "JOHN", 0.933 }, { "CONNOR", "CONOR", 0.961 },
		{ "HUSSAIN", "HUSSEIN", 0.943 }, { "SMITH", "SMYTH", 0.893 },
		{ "AMY", "AVA", 0.600 }, { "MARTHA", "MARHTA", 0.961 },
		{ "DIXON", "DICKSONX", 0.813 }, { "ELLA", "ELLA", 1 },
		{ "ELLA", "", 0 }, { "", "", 1 }, { "A", "B", 0 },
		{ "ИВАН", "ИВАНА", 0.96 }, { "ABCD", "CXYA", 0 },
		{ "KATHERINE", "KATHERYNE", 0.956 }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		double like = match_likeness(pool, table[i].a, table[i].b);
		double back = match_likeness(pool, table[i].b, table[i].a);

		if (fabs(like - table[i].like) > 0.0005)
			fail_msg("%s %s: %.4f", table[i].a, table[i].b, like);
		assert_true(fabs(like - back) < 1e-12);
	}
}

static void test_variants(void **state)
{
	static const struct { const char *a, *b; bool same; } table[] = {
		{ "Mohammed", "Muhammad", true }, { "Kate", "Catherine", true },
		{ "Liam", "William", true }, { "Beth", "Eliza", true },
		{ "Sasha", "Alex", true }, { "Shivaun", "Siobhán", true },
		{ "Sean", "Shawn", true }, { "Joseph", "Yousef", true },
		{ "Bella", "Isabel", true }, { "Jim", "Jimmy", true },
		{ "Tony", "Anthony", true }, { "Dan", "Danny", true },
		{ "Mohammed Ali", "Muhammad Aly", true },
		{ "Ella", "Ella", true },
		{ "Kate", "William", false }, { "Kate", "Kate Ann", false },
		/* ALEX is short for both, which are not the same name. */
		{ "Alexander", "Alexandra", false }, { "Ella", "", false }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		if (match_variants(pool, table[i].a, table[i].b) != table[i].same)
			fail_msg("%s %s", table[i].a, table[i].b);
	}
}

/* Somebody with nothing but names, and what the case adds. */
#define NAMED(given, family) \
	.names = &(struct match_name){ given, family, MATCH_CURRENT }, \
	.names_n = 1
#define WITH(...) &(struct match_person){ __VA_ARGS__ }
#define LIST(...) (const char *const []){ __VA_ARGS__, NULL }
#define FORMERLY(given, family, was_given, was_family) \
	.names = (struct match_name []){ \
		{ given, family, MATCH_CURRENT }, \
		{ was_given, was_family, MATCH_FORMER } \
	}, .names_n = 2

struct pair {
	const char *what;
	const struct match_person *a, *b;
	int score;
	enum match_band band;
	int rule;
	bool sibling;
};

static void pairs_try(const struct pair *pair, size_t n)
{
	for (; n > 0; pair++, n--) {
		struct match_result r, back;

		match_score(pool, pair->a, pair->b, true, &r);
		match_score(pool, pair->b, pair->a, true, &back);
		if (r.score != pair->score || r.band != pair->band ||
		    r.rule != pair->rule || r.sibling != pair->sibling)
			fail_msg("%s: %d, band %d, rule %d: %s", pair->what,
			    r.score, r.band, r.rule, r.reason);
		assert_int_equal(back.score, r.score);
		assert_int_equal(back.rule, r.rule);
	}
}

/* The points of each kind of evidence, the others being equal. */
#define BORN .dob = "2012-05-09"
#define HOME .uprn = "199356"

static void test_points_for_names(void **state)
{
	const struct pair table[] = {
		{ "exact", WITH(NAMED("Ella", "Booth"), HOME),
		  WITH(NAMED("ella", "BOOTH"), HOME), 60, MATCH_POSSIBLE, 0, false },
		{ "former name", WITH(FORMERLY("Ella", "Stone", "Ella", "Booth"), HOME),
		  WITH(NAMED("Ella", "Booth"), HOME), 57, MATCH_NONE, 0, false },
		{ "double-barrelled", WITH(NAMED("Ella", "Booth-Stone"), HOME),
		  WITH(NAMED("Ella", "Stone"), HOME), 55, MATCH_NONE, 0, false },
		{ "family spelt alike", WITH(NAMED("Ella", "Hussain"), HOME),
		  WITH(NAMED("Ella", "Hussein"), HOME), 51, MATCH_NONE, 0, false },
		{ "family sounds alike", WITH(NAMED("Ella", "Smith"), HOME),
		  WITH(NAMED("Ella", "Smyth"), HOME), 47, MATCH_NONE, 0, false },
		{ "family missing", WITH(NAMED("Ella", ""), HOME),
		  WITH(NAMED("Ella", "Smyth"), HOME), 35, MATCH_NONE, 0, false },
		{ "family different", WITH(NAMED("Ella", "Booth"), HOME),
		  WITH(NAMED("Ella", "Carver"), HOME), 23, MATCH_NONE, 0, false },
		{ "changed over", WITH(NAMED("Ella", "Booth"), HOME),
		  WITH(NAMED("Booth", "Ella"), HOME), 47, MATCH_NONE, 0, false },
		{ "changed over, and alike", WITH(NAMED("Ali", "Aly"), HOME),
		  WITH(NAMED("Aly", "Ali"), HOME), 47, MATCH_NONE, 0, false },
		{ "variant", WITH(NAMED("Kate", "Booth"), HOME),
		  WITH(NAMED("Catherine", "Booth"), HOME), 56, MATCH_NONE, 0, false },
		{ "prefix", WITH(NAMED("Ella", "Booth"), HOME),
		  WITH(NAMED("Ella Jane", "Booth"), HOME), 54, MATCH_NONE, 0, false },
		{ "variant and a second name", WITH(NAMED("Kate", "Booth"), HOME),
		  WITH(NAMED("Katherine Anne", "Booth"), HOME), 54, MATCH_NONE, 0, false },
		{ "given spelt alike", WITH(NAMED("Connor", "Booth"), HOME),
		  WITH(NAMED("Conor", "Booth"), HOME), 54, MATCH_NONE, 0, false },
		{ "given sounds alike", WITH(NAMED("Kayla", "Booth"), HOME),
		  WITH(NAMED("Kelly", "Booth"), HOME), 49, MATCH_NONE, 0, false },
		{ "initial", WITH(NAMED("E", "Booth"), HOME),
		  WITH(NAMED("Ella", "Booth"), HOME), 46, MATCH_NONE, 0, false },
		{ "initial before a second name", WITH(NAMED("E", "Booth"), HOME),
		  WITH(NAMED("E Jane", "Booth"), HOME), 46, MATCH_NONE, 0, false },
		{ "given missing", WITH(NAMED(NULL, "Booth"), HOME),
		  WITH(NAMED("Ella", "Booth"), HOME), 40, MATCH_NONE, 0, false },
		{ "baby", WITH(NAMED("Baby", "Johnson"), HOME),
		  WITH(NAMED("Grace", "Johnson"), HOME), 40, MATCH_NONE, 0, false },
		{ "two babies", WITH(NAMED("Baby", "Johnson"), HOME),
		  WITH(NAMED("Baby", "Johnson"), HOME), 40, MATCH_NONE, 0, false },
		{ "given different", WITH(NAMED("Ella", "Booth"), HOME),
		  WITH(NAMED("Jack", "Booth"), HOME), 28, MATCH_NONE, 0, false },
		{ "no name at all", WITH(HOME), WITH(HOME), 15, MATCH_NONE, 0, false }
	};

	(void)state;
	pairs_try(table, SIZE(table));
}

static void test_points_for_birth(void **state)
{
	const struct pair table[] = {
		{ "same", WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"), 75, MATCH_POSSIBLE, 0, false },
		{ "swapped", WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-09-05"), 65, MATCH_POSSIBLE, 0, false },
		{ "one digit", WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"),
		  WITH(NAMED("Ella", "Booth"), .dob = "2013-05-09"), 63, MATCH_POSSIBLE, 0, false },
		{ "estimated", WITH(NAMED("Ella", "Booth"), .dob = "2012-01-01", .dob_estimated = true),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"), 55, MATCH_NONE, 0, false },
		{ "estimated, other year", WITH(NAMED("Ella", "Booth"), .dob = "2011-01-01", .dob_estimated = true),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"), 20, MATCH_NONE, 0, false },
		{ "missing", WITH(NAMED("Ella", "Booth")),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"), 45, MATCH_NONE, 0, false },
		{ "different", WITH(NAMED("Ella", "Booth"), .dob = "2012-07-19"),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09"), 20, MATCH_NONE, 0, false },
		{ "below nought", WITH(NAMED("Jack", "Carver"), .dob = "2012-07-19", .sex = "M"),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-05-09", .sex = "F"), 0, MATCH_NONE, 0, false }
	};

	(void)state;
	pairs_try(table, SIZE(table));
}

/* Names and birth make 75. */
#define ELLA(...) WITH(NAMED("Ella", "Booth"), BORN, __VA_ARGS__)

static void test_points_for_the_rest(void **state)
{
	const struct pair table[] = {
		{ "uprn", ELLA(.uprn = "199356"), ELLA(.uprn = "199356"),
		  90, MATCH_STRONG, 0, false },
		{ "house", ELLA(.postcode = "FY1 1AD", .house = "12a"),
		  ELLA(.postcode = "FY1 1AD", .house = "12A"), 90, MATCH_STRONG, 0, false },
		{ "postcode", ELLA(.postcode = "FY1 1AD", .house = "12"),
		  ELLA(.postcode = "FY1 1AD", .house = "14"), 85, MATCH_STRONG, 0, false },
		{ "moved", ELLA(.postcode = "FY1 1AD"),
		  ELLA(.postcode = "TF3 4NT", .old_postcodes = LIST("FY3 8AA", "FY1 1AD")),
		  83, MATCH_POSSIBLE, 0, false },
		{ "sector", ELLA(.postcode = "FY1 1AD"), ELLA(.postcode = "FY1 1BE"),
		  79, MATCH_POSSIBLE, 0, false },
		{ "far", ELLA(.postcode = "FY1 1AD"), ELLA(.postcode = "FY1 2AD"),
		  75, MATCH_POSSIBLE, 0, false },
		{ "no fixed abode is no place", ELLA(.postcode = "ZZ99 3VZ"),
		  ELLA(.postcode = "ZZ99 3VZ"), 75, MATCH_POSSIBLE, 0, false },
		{ "sex", ELLA(.sex = "F"), ELLA(.sex = "F"), 80, MATCH_POSSIBLE, 0, false },
		{ "sex unknown", ELLA(.sex = "F"), ELLA(.sex = "U"), 75, MATCH_POSSIBLE, 0, false },
		{ "sex unknown of both", ELLA(.sex = "U"), ELLA(.sex = "U"), 75, MATCH_POSSIBLE, 0, false },
		{ "sex differs", ELLA(.sex = "F"), ELLA(.sex = "M"), 70, MATCH_POSSIBLE, 0, false },
		{ "phone", ELLA(.phones = LIST("01632 960001")),
		  ELLA(.phones = LIST("none", "+44 (0)1632 960 001")), 80, MATCH_POSSIBLE, 0, false },
		{ "no phone is no phone", ELLA(.phones = LIST("none")),
		  ELLA(.phones = LIST("none")), 75, MATCH_POSSIBLE, 0, false },
		{ "too short for a phone", ELLA(.phones = LIST("999")),
		  ELLA(.phones = LIST("999")), 75, MATCH_POSSIBLE, 0, false },
		{ "parent", ELLA(.parents = LIST("Mrs Ann Booth")),
		  ELLA(.parents = LIST("Bob Booth", "Ann BOOTH")), 80, MATCH_POSSIBLE, 0, false },
		{ "never above 100", ELLA(HOME, .sex = "F", .phones = LIST("01632 960001"),
		  .parents = LIST("Ann Booth")), ELLA(HOME, .sex = "F",
		  .phones = LIST("01632960001"), .parents = LIST("Ann Booth")),
		  100, MATCH_STRONG, 0, false }
	};

	(void)state;
	pairs_try(table, SIZE(table));
}

static void test_hard_rules(void **state)
{
	const struct pair table[] = {
		{ "M1", WITH(NAMED("Ella", "Booth"), BORN, .nhs = "9990000018"),
		  WITH(NAMED("Jack", "Carver"), BORN, .nhs = "9990000018"),
		  100, MATCH_STRONG, 1, false },
		{ "M2", ELLA(.nhs = "9990000018"),
		  WITH(NAMED("Ella", "Booth"), .dob = "2012-05-10", .nhs = "9990000018"),
		  60, MATCH_POSSIBLE, 2, false },
		{ "M3", ELLA(HOME, .sex = "F", .nhs = "9990000018"),
		  ELLA(HOME, .sex = "F", .nhs = "9990000026"), 69, MATCH_POSSIBLE, 3, false },
		{ "M3 lowers only", WITH(NAMED("Ella", "Booth"), .nhs = "9990000018"),
		  WITH(NAMED("Ella", "Booth"), .nhs = "9990000026"), 45, MATCH_NONE, 3, false },
		{ "an invalid NHS number is no conflict", ELLA(HOME, .nhs = "9990000018"),
		  ELLA(HOME, .nhs = "9990000019"), 90, MATCH_STRONG, 0, false },
		{ "equal but invalid", ELLA(HOME, .nhs = "9990000019"),
		  ELLA(HOME, .nhs = "9990000019"), 90, MATCH_STRONG, 0, false },
		{ "M4", WITH(NAMED("Ella", "Booth"), BORN, .upn = "Q890200126001"),
		  WITH(NAMED("Jack", "Carver"), BORN, .upn = "Q890200126001"),
		  95, MATCH_STRONG, 4, false },
		{ "M4 needs the birth", WITH(NAMED("Ella", "Booth"), .upn = "Q890200126001"),
		  WITH(NAMED("Ella", "Booth"), .upn = "Q890200126001"),
		  45, MATCH_NONE, 0, false },
		{ "M3 over M4", ELLA(.upn = "Q890200126001", .nhs = "9990000018"),
		  ELLA(.upn = "Q890200126001", .nhs = "9990000026"),
		  69, MATCH_POSSIBLE, 3, false },
		{ "M5 to the manager", ELLA(HOME, .do_not_link = true), ELLA(HOME),
		  90, MATCH_STRONG, 5, false }
	};

	(void)state;
	pairs_try(table, SIZE(table));
}

static void test_do_not_link_shows_nothing(void **state)
{
	struct match_result r;

	(void)state;
	match_score(pool, ELLA(HOME, .nhs = "9990000018"),
	    ELLA(HOME, .nhs = "9990000018", .do_not_link = true), false, &r);
	assert_int_equal(r.score, 0);
	assert_int_equal(r.band, MATCH_NONE);
	assert_int_equal(r.rule, 5);
	assert_false(r.sibling);
	assert_string_equal(r.reason, "");
}

static void test_twins_are_not_one_child(void **state)
{
	const struct pair table[] = {
		{ "twins", ELLA(HOME, .sex = "F", .phones = LIST("01632 960001"),
		  .parents = LIST("Ann Booth")), WITH(NAMED("Rosie", "Booth"), BORN, HOME,
		  .sex = "F", .phones = LIST("01632 960001"), .parents = LIST("Ann Booth")),
		  59, MATCH_NONE, 0, true },
		{ "far apart", ELLA(.postcode = "FY1 1AD"),
		  WITH(NAMED("Rosie", "Booth"), BORN, .postcode = "TF3 4NT"),
		  43, MATCH_NONE, 0, false },
		{ "a variant is one child", WITH(NAMED("Kate", "Booth"), BORN, HOME),
		  WITH(NAMED("Katie", "Booth"), BORN, HOME), 86, MATCH_STRONG, 0, false }
	};
	struct match_result r;

	(void)state;
	pairs_try(table, SIZE(table));
	match_score(pool, table[0].a, table[0].b, false, &r);
	assert_string_equal(r.reason, "possible twin or sibling; same family "
	    "name; different given names; same date of birth; same address; "
	    "same sex; same phone number; a parent of the same name");
}

static void test_reason_speaks_of_the_conflict(void **state)
{
	struct match_result r;

	(void)state;
	match_score(pool, ELLA(.nhs = "9990000018"), ELLA(.nhs = "9990000026"),
	    false, &r);
	assert_string_equal(r.reason, "NHS conflict; same family name; same "
	    "given name; same date of birth");
}

static void test_candidates(void **state)
{
	const struct {
		const char *what;
		const struct match_person *a, *b;
		bool worth;
	} table[] = {
		{ "same birth", WITH(NAMED("Ella", "Booth"), BORN),
		  WITH(NAMED("Jack", "Carver"), BORN), true },
		{ "swapped birth", WITH(.dob = "2012-05-09"), WITH(.dob = "2012-09-05"), true },
		{ "sound and year", WITH(NAMED("Ella", "Smith"), .dob = "2012-05-09"),
		  WITH(NAMED("Jack", "Smyth"), .dob = "2012-12-24"), true },
		{ "sound, other year", WITH(NAMED("Ella", "Smith"), .dob = "2012-05-09"),
		  WITH(NAMED("Jack", "Smyth"), .dob = "2011-12-24"), false },
		{ "postcode and initial", WITH(NAMED("Ella", "Booth"), .postcode = "FY1 1AD"),
		  WITH(NAMED("élodie", "Carver"), .postcode = "FY1 1AD"), true },
		{ "postcode alone", WITH(NAMED("Ella", "Booth"), .postcode = "FY1 1AD"),
		  WITH(NAMED("Jack", "Booth"), .postcode = "FY1 1AD"), false },
		{ "uprn", WITH(HOME), WITH(HOME), true },
		{ "nhs", WITH(.nhs = "9990000018"), WITH(.nhs = "9990000018"), true },
		{ "upn", WITH(.upn = "Q890200126001"), WITH(.upn = "Q890200126001"), true },
		{ "former name", WITH(FORMERLY("Ella", "Stone", "Ella", "Booth"), .dob = "2012-05-09"),
		  WITH(NAMED("Jack", "Booth"), .dob = "2012-12-24"), true },
		{ "nothing", WITH(.sex = "F"), WITH(.sex = "F"), false }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		if (match_candidate(pool, table[i].a, table[i].b) !=
		    table[i].worth)
			fail_msg("%s", table[i].what);
	}
}

static void test_text_leaves_out_what_is_missing(void **state)
{
	const struct match_result some = { .band = MATCH_POSSIBLE,
	    .reason = "same family name; given name missing; same date of birth" };
	const struct match_result none = { .band = MATCH_STRONG, .reason = "sex missing" };

	(void)state;
	assert_string_equal(match_text(pool, &some),
	    "Possible match: same family name, same date of birth");
	assert_string_equal(match_text(pool, &none), "Strong match");
}

static void test_words_are_data(void **state)
{
	static const char file[] = "<name-variants><title>Mr</title>"
	    "<placeholder>nemo</placeholder><variants><name>Zo\xc3\xab</name>"
	    "<name>Life</name></variants></name-variants>";

	(void)state;
	assert_null(match_load_bytes(pool, file, sizeof(file) - 1));
	assert_true(match_variants(pool, "zoe", "LIFE"));
	assert_false(match_variants(pool, "Kate", "Catherine"));
	assert_string_equal(match_normalise(pool, "Dr Smith"), "DR SMITH");
	assert_string_equal(match_load_bytes(pool, "<codelist/>", 11),
	    "is not a list of name variants");
	assert_non_null(match_load_bytes(pool, "<", 1));
	assert_non_null(strstr(match_load(pool, TOP_SRCDIR "/conf/no-such.xml"),
	    "no-such.xml cannot be read"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_normalised),
		cmocka_unit_test(test_soundex),
		cmocka_unit_test(test_likeness),
		cmocka_unit_test(test_variants),
		cmocka_unit_test(test_points_for_names),
		cmocka_unit_test(test_points_for_birth),
		cmocka_unit_test(test_points_for_the_rest),
		cmocka_unit_test(test_hard_rules),
		cmocka_unit_test(test_do_not_link_shows_nothing),
		cmocka_unit_test(test_twins_are_not_one_child),
		cmocka_unit_test(test_reason_speaks_of_the_conflict),
		cmocka_unit_test(test_candidates),
		cmocka_unit_test(test_text_leaves_out_what_is_missing),
		cmocka_unit_test(test_words_are_data)
	};

	return cmocka_run_group_tests(tests, pool_begin, pool_end);
}
