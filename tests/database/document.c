/* Started by document.sh, which makes the server and the accounts 1 to 4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db.h"
#include "document.h"
#include "record.h"
#include "secret.h"

#include "../unit/apart.h"
#include "../unit/form-fixture.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

enum { ANN = 1, BOB, MIA, CY };

static struct db *db;
static struct pool *forever;		/* of the forms that document.c knows */
static struct record record;
static struct document document;
static struct document_conflict *conflicts;
static unsigned merged;

static int all_begin(void **state)
{
	static const struct form *known[2];
	const char *program = getenv("EVERYCHILD_PROGRAM"), *error;

	(void)state;
	if (program == NULL)
		return -1;
	conf_table(db_settings);
	conf_table(secret_settings);
	fixture_open_with(getenv("EVERYCHILD_SETTINGS"), program);
	secret_open(program);
	record_statements_name();
	deadline_statements_name();
	document_statements_name();
	record_readers(&(struct record_readers){ .service = "COO", .manager = "MGR",
	    .team = "PFW", .archive = "IXM" });
	forever = pool_create();
	known[0] = form_parse(forever, fixture_xml, strlen(fixture_xml), &error);
	document_forms(known);
	db = db_open(program);
	error = db_ready(db);
	if (error != NULL)
		print_error("%s\n", error);
	return error == NULL ? 0 : -1;
}

static int all_end(void **state)
{
	(void)state;
	db_close(&db);
	pool_destroy(&forever);
	return 0;
}

/* -- somebody does something, in a transaction -- */

static void begin_as(unsigned long long account, const char *roles)
{
	fx.session.account = account;
	fx.session.roles = roles;
	assert_true(db_begin(db, true));
}

static void commit(void)
{
	assert_int_equal(db_state(db), DB_GOOD);
	assert_true(db_commit(db));
}

/* Ann's record with one document in it. */
static int each_begin(void **state)
{
	(void)state;
	fixture_begin("PRA");
	fx.r.db = db;
	db_pool(db, fx.pool);
	begin_as(ANN, "PRA");
	record_new(&fx.r, "tea", 0, "Zoe Lee", "OPEN", &record);
	record_person(&fx.r, &record, BOB, "COA");
	document_new(&fx.r, &record, fx.form, &document);
	commit();
	return db_state(db) == DB_GOOD ? 0 : -1;
}

static int each_end(void **state)
{
	(void)state;
	db_rollback(db);
	fixture_end();
	return 0;
}

/* The document as it is now. */
static void reload(void)
{
	assert_true(document_find(&fx.r, &record, "tea", &document));
}

/* A post of a section that was opened at revision base. settled: the person
 * has seen what stands as HEALTH and chosen. */
static enum document_saved save(unsigned long long account, const char *section, unsigned base,
    const char *text, bool settled)
{
	const struct form_section *s;
	struct params params = fixture_params(text);
	struct form_answers *stored, *mine;
	enum document_saved saved;

	begin_as(account, "PRA");
	reload();
	s = form_section(document.form, section);
	stored = document_answers(&fx.r, &document);
	mine = form_answers_new(fx.pool, document.form);
	assert_true(form_read(&fx.r, s, &params, stored, mine));
	assert_true(form_valid(s, mine));
	if (settled)
		form_slot(mine, HEALTH, 0)->revision = document.revision;
	saved = document_save(&fx.r, &document, s, mine, base, &conflicts, &merged);
	commit();
	return saved;
}

static const char *stored(unsigned field, unsigned item)
{
	const char *value;

	begin_as(ANN, "PRA");
	reload();
	value = form_get(document_answers(&fx.r, &document), field, item);
	commit();
	return value;
}

/* -- saving -- */

static void test_a_save_writes_what_it_changed(void **state)
{
	struct form_answers *answers;

	(void)state;
	assert_int_equal(save(ANN, "three", 0, "health=Good&needs=Sleep", false), DOCUMENT_SAVED);
	assert_int_equal(document.revision, 1);
	assert_int_equal(save(BOB, "three", 1, "health=Good&needs=Rest", false), DOCUMENT_SAVED);
	assert_int_equal(document.revision, 2);
	assert_int_equal(save(BOB, "three", 2, "health=Good&needs=Rest", false), DOCUMENT_SAME);
	assert_int_equal(document.revision, 2);
	begin_as(ANN, "PRA");
	answers = document_answers(&fx.r, &document);
	assert_string_equal(form_get(answers, NEEDS, 0), "Rest");
	assert_int_equal(form_slot(answers, HEALTH, 0)->revision, 1);
	assert_int_equal(form_slot(answers, HEALTH, 0)->account, ANN);
	assert_int_equal(form_slot(answers, NEEDS, 0)->revision, 2);
	assert_int_equal(form_slot(answers, NEEDS, 0)->account, BOB);
	/* As it was, before and after. */
	answers = document_answers_at(&fx.r, &document, 1);
	assert_string_equal(form_get(answers, NEEDS, 0), "Sleep");
	answers = document_answers_at(&fx.r, &document, 0);
	assert_string_equal(form_get(answers, HEALTH, 0), "");
	commit();
}

static void test_text_is_stored_byte_for_byte(void **state)
{
	(void)state;
	assert_int_equal(save(ANN, "three", 0, "needs=%3Cb%3E%26amp%3B%27%22%5C%25_%0D%0A%F0%9F%98%80"
	    "+%C5%81", false), DOCUMENT_SAVED);
	assert_string_equal(stored(NEEDS, 0), "<b>&amp;'\"\\%_\n\xf0\x9f\x98\x80 \xc5\x81");
}

static void test_an_answer_can_be_taken_back(void **state)
{
	(void)state;
	assert_int_equal(save(ANN, "three", 0, "health=Good&needs=Sleep", false), DOCUMENT_SAVED);
	assert_int_equal(save(ANN, "three", 1, "health=&needs=Sleep", false), DOCUMENT_SAVED);
	assert_string_equal(stored(HEALTH, 0), "");
	assert_string_equal(stored(NEEDS, 0), "Sleep");
}

static void test_other_sections_do_not_meet(void **state)
{
	(void)state;
	assert_int_equal(save(BOB, "one", 0, "given=Zoe&unborn=Y", false), DOCUMENT_SAVED);
	assert_int_equal(save(ANN, "three", 0, "needs=Sleep", false), DOCUMENT_SAVED);
	assert_int_equal(merged, 0);
	assert_string_equal(stored(GIVEN, 0), "Zoe");
	assert_string_equal(stored(NEEDS, 0), "Sleep");
}

/* Both opened the page at the same time and changed different answers. */
static void test_different_answers_are_merged(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "health=a&needs=b&play=c", false);
	assert_int_equal(save(BOB, "three", 1, "health=BOB&needs=b&play=c", false), DOCUMENT_SAVED);
	assert_int_equal(save(ANN, "three", 1, "health=a&needs=ANN&play=c", false), DOCUMENT_SAVED);
	assert_int_equal(merged, 1);
	assert_string_equal(stored(HEALTH, 0), "BOB");
	assert_string_equal(stored(NEEDS, 0), "ANN");
	assert_string_equal(stored(PLAY, 0), "c");
}

static void test_the_same_change_is_no_conflict(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "health=a&needs=b", false);
	(void)save(BOB, "three", 1, "health=both&needs=b", false);
	assert_int_equal(save(ANN, "three", 1, "health=both&needs=b", false), DOCUMENT_SAME);
	assert_null(conflicts);
}

static void test_the_same_answer_changed_twice_is_a_conflict(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "health=a&needs=b&play=c", false);
	(void)save(BOB, "three", 1, "health=BOB&needs=b&play=BOB", false);
	assert_int_equal(save(ANN, "three", 1, "health=ANN&needs=ANN&play=c", false),
	    DOCUMENT_CONFLICT);
	assert_non_null(conflicts);
	assert_int_equal(conflicts->field, HEALTH);
	assert_string_equal(conflicts->base, "a");
	assert_string_equal(conflicts->theirs, "BOB");
	assert_string_equal(conflicts->mine, "ANN");
	assert_string_equal(conflicts->by, "Bob Ray");
	assert_non_null(conflicts->at);
	assert_null(conflicts->next);
	/* Nothing of it was written, not even what does not meet. */
	assert_string_equal(stored(HEALTH, 0), "BOB");
	assert_string_equal(stored(NEEDS, 0), "b");
	assert_int_equal(document.revision, 2);
}

static void test_an_emptied_answer_is_a_change_too(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "needs=b", false);
	(void)save(BOB, "three", 1, "needs=", false);
	assert_int_equal(save(ANN, "three", 1, "needs=ANN", false), DOCUMENT_CONFLICT);
	assert_string_equal(conflicts->theirs, "");
	(void)save(BOB, "three", 2, "needs=BOB", false);
	assert_int_equal(save(ANN, "three", 2, "needs=", false), DOCUMENT_SAME);
	assert_int_equal(merged, 1);
	assert_string_equal(stored(NEEDS, 0), "BOB");
}

static void test_who_has_chosen_writes(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "health=a&needs=b", false);
	(void)save(BOB, "three", 1, "health=BOB&needs=b", false);
	assert_int_equal(save(ANN, "three", 1, "health=ANN&needs=b", true), DOCUMENT_SAVED);
	assert_string_equal(stored(HEALTH, 0), "ANN");
}

static void test_choosing_for_one_answer_takes_back_no_other(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "health=a&needs=b", false);
	(void)save(BOB, "three", 1, "health=BOB&needs=BOB", false);
	assert_int_equal(save(ANN, "three", 1, "health=ANN&needs=b", true), DOCUMENT_SAVED);
	assert_int_equal(merged, 1);
	assert_string_equal(stored(HEALTH, 0), "ANN");
	assert_string_equal(stored(NEEDS, 0), "BOB");
}

/* -- rows -- */

static void test_two_new_rows_stand_side_by_side(void **state)
{
	(void)state;
	(void)save(BOB, "two", 0, "people.1.person_name=Bob%27s&pets.1.pet_name=Rex", false);
	assert_int_equal(save(ANN, "two", 0, "people.1.person_name=Ann%27s", false), DOCUMENT_SAVED);
	assert_string_equal(stored(PERSON_NAME, 1), "Bob's");
	assert_string_equal(stored(PERSON_NAME, 2), "Ann's");
	assert_string_equal(stored(PET_NAME, 1), "Rex");
}

static void test_a_row_number_that_came_and_went_is_not_asked_about(void **state)
{
	(void)state;
	(void)save(BOB, "two", 0, "people.1.person_name=Bob%27s", false);
	(void)save(BOB, "two", 1, "people.1.person_name=", false);
	assert_int_equal(save(ANN, "two", 0, "people.1.person_name=Ann%27s", false), DOCUMENT_SAVED);
	assert_string_equal(stored(PERSON_NAME, 1), "");
	assert_string_equal(stored(PERSON_NAME, 2), "Ann's");
}

static void test_a_row_that_both_changed_is_a_conflict(void **state)
{
	(void)state;
	(void)save(ANN, "two", 0, "people.1.person_name=A&people.2.person_name=B", false);
	(void)save(BOB, "two", 1, "people.1.person_name=BOB&people.2.person_name=B", false);
	assert_int_equal(save(ANN, "two", 1, "people.1.person_name=ANN&people.2.person_name=B", false),
	    DOCUMENT_CONFLICT);
	assert_int_equal(conflicts->item, 1);
	/* One goes, the other stays as it was: no conflict. */
	(void)save(BOB, "two", 2, "people.1.person_name=BOB", false);
	assert_int_equal(save(ANN, "two", 2, "people.1.person_name=ANN&people.2.person_name=B", false),
	    DOCUMENT_SAVED);
	assert_string_equal(stored(PERSON_NAME, 1), "ANN");
	assert_string_equal(stored(PERSON_NAME, 2), "");
}

/* -- the end of a document -- */

static void test_a_completed_document_is_not_written_to(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "needs=b", false);
	begin_as(ANN, "PRA");
	reload();
	assert_true(document_complete(&fx.r, &document));
	assert_false(document_complete(&fx.r, &document));
	commit();
	assert_int_equal(save(BOB, "three", 1, "needs=late", false), DOCUMENT_FROZEN);
	assert_int_equal(save(BOB, "three", 1, "needs=late", true), DOCUMENT_FROZEN);
	assert_string_equal(stored(NEEDS, 0), "b");
	assert_non_null(document.completed_at);
	assert_int_equal(document.completed_by, ANN);
}

static void test_a_document_that_moved_on_cannot_be_completed(void **state)
{
	(void)state;
	(void)save(ANN, "three", 0, "needs=b", false);
	begin_as(ANN, "PRA");
	reload();
	document.revision--;
	assert_false(document_complete(&fx.r, &document));
	commit();
}

static void test_the_next_document_is_the_one_that_is_found(void **state)
{
	unsigned long long first = document.id;

	(void)state;
	(void)save(ANN, "three", 0, "needs=b", false);
	begin_as(ANN, "PRA");
	document_new(&fx.r, &record, fx.form, &document);
	assert_int_equal(document.number, 2);
	reload();
	assert_int_not_equal(document.id, first);
	assert_int_equal(document.revision, 0);
	assert_int_equal(document.form->version, 3);
	assert_string_equal(form_get(document_answers(&fx.r, &document), NEEDS, 0), "");
	commit();
}

static void test_what_the_program_fills_in(void **state)
{
	static const struct document_value values[] = {
		{ NUMBER, "4" }, { GIVEN, "" }, { SEEN, NULL }, { BORN, "2012-05-09" }
	};

	(void)state;
	begin_as(ANN, "PRA");
	reload();
	document_fill(&fx.r, &document, values, SIZE(values));
	commit();
	assert_string_equal(stored(NUMBER, 0), "4");
	assert_string_equal(stored(BORN, 0), "2012-05-09");
	assert_string_equal(stored(GIVEN, 0), "");
	assert_int_equal(document.revision, 1);
}

static void test_history_says_who_and_what(void **state)
{
	struct node *page, *row;

	(void)state;
	(void)save(ANN, "three", 0, "needs=first+%26+last", false);
	(void)save(BOB, "three", 1, "needs=second", false);
	(void)save(BOB, "one", 1, "unborn=N", false);
	begin_as(ANN, "PRA");
	reload();
	page = xml_new(fx.pool, "page");
	document_history(&fx.r, page, &document, form_section(document.form, "three"), NULL);
	commit();
	row = node_child(node_child(page, "history"), "row");
	assert_string_equal(node_get(row, "who"), "Bob Ray");
	assert_string_equal(node_get(row, "field"), "Needs");
	assert_string_equal(node_content(node_child(row, "old")), "first & last");
	assert_string_equal(node_content(node_child(row, "new")), "second");
	row = node_next(row, "row");
	assert_string_equal(node_get(row, "who"), "Ann Lee");
	assert_string_equal(node_content(node_child(row, "old")), "");
	assert_null(node_next(row, "row"));
}

/* -- drafts -- */

static void test_a_draft_is_kept_for_who_types(void **state)
{
	struct params params, back;
	const char *at = NULL;
	unsigned revision = 0;

	(void)state;
	begin_as(ANN, "PRA");
	reload();
	params = fixture_params("needs=not+yet&health=%26%3D%25&needs=twice&x");
	draft_save(&fx.r, &document, "three", 5, &params);
	params = fixture_params("needs=not+yet+%F0%9F%98%80&health=%26%3D%25");
	draft_save(&fx.r, &document, "three", 7, &params);
	commit();
	begin_as(BOB, "PRA");
	assert_false(draft_load(&fx.r, &document, "three", &back, &revision, &at));
	commit();
	begin_as(ANN, "PRA");
	assert_false(draft_load(&fx.r, &document, "two", &back, &revision, &at));
	assert_true(draft_load(&fx.r, &document, "three", &back, &revision, &at));
	assert_int_equal(revision, 7);
	assert_non_null(at);
	assert_int_equal(back.n, 2);
	assert_string_equal(params_get(&back, "needs"), "not yet \xf0\x9f\x98\x80");
	assert_string_equal(params_get(&back, "health"), "&=%");
	draft_drop(&fx.r, &document, "three");
	assert_false(draft_load(&fx.r, &document, "three", &back, &revision, &at));
	commit();
}

/* -- who may open a record -- */

static const char *relation_of(unsigned long long account, const char *roles)
{
	struct record found = { 0 };
	bool opened;

	begin_as(account, roles);
	opened = record_load(&fx.r, record.handle, &found);
	commit();
	return opened ? found.relation : "none";
}

static void test_who_opens_a_record(void **state)
{
	static const struct { unsigned long long who; const char *roles, *relation; } table[] = {
		{ ANN, "PRA", "OWNER" }, { ANN, "", "OWNER" }, { BOB, "PRA", "COA" },
		{ BOB, "PRA COO", "COA" }, { CY, "PRA", "none" }, { CY, "", "none" },
		{ CY, "MGR", "none" }, { MIA, "PRA", "none" }, { MIA, "MGR", "MANAGER" },
		{ MIA, "PRA MGR COO", "MANAGER" }, { CY, "COO", "SERVICE" }, { CY, "COOX", "none" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		if (strcmp(relation_of(table[i].who, table[i].roles), table[i].relation) != 0)
			fail_msg("row %zu: %s", i, relation_of(table[i].who, table[i].roles));
}

static void test_no_handle_no_record(void **state)
{
	static const char *const handles[] = { "", "000000000000", "%", "' OR 1=1 -- " };
	struct record found;

	(void)state;
	begin_as(ANN, "PRA COO MGR");
	for (size_t i = 0; i < SIZE(handles); i++) {
		assert_false(record_load(&fx.r, handles[i], &found));
		assert_false(record_lock(&fx.r, handles[i], &found));
	}
	commit();
}

static void test_a_record_that_moved_on_is_not_moved_again(void **state)
{
	struct record mine, theirs;

	(void)state;
	begin_as(ANN, "PRA");
	assert_true(record_load(&fx.r, record.handle, &mine));
	theirs = mine;
	assert_true(record_move(&fx.r, &mine, "DONE", true));
	assert_false(record_move(&fx.r, &theirs, "OPEN2", false));
	assert_true(record_load(&fx.r, record.handle, &mine));
	assert_string_equal(mine.state, "DONE");
	assert_non_null(mine.closed_at);
	assert_int_equal(mine.version, 2);
	commit();
}

/* A page that only shows may not write. The copy of the connection in the other
 * process is not used: it aborts before. */
static void write_anyway(const void *unused)
{
	struct record mine = record;

	(void)unused;
	assert_true(db_begin(db, false));
	(void)record_move(&fx.r, &mine, "DONE", false);
}

static void test_a_page_that_only_shows_cannot_write(void **state)
{
	(void)state;
	assert_aborts(write_anyway, NULL);
	/* The server has seen a transaction begin: this one is begun anew. */
	assert_string_equal(relation_of(ANN, "PRA"), "OWNER");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_save_writes_what_it_changed),
		TEST(test_text_is_stored_byte_for_byte),
		TEST(test_an_answer_can_be_taken_back),
		TEST(test_other_sections_do_not_meet),
		TEST(test_different_answers_are_merged),
		TEST(test_the_same_change_is_no_conflict),
		TEST(test_the_same_answer_changed_twice_is_a_conflict),
		TEST(test_an_emptied_answer_is_a_change_too),
		TEST(test_who_has_chosen_writes),
		TEST(test_choosing_for_one_answer_takes_back_no_other),
		TEST(test_two_new_rows_stand_side_by_side),
		TEST(test_a_row_number_that_came_and_went_is_not_asked_about),
		TEST(test_a_row_that_both_changed_is_a_conflict),
		TEST(test_a_completed_document_is_not_written_to),
		TEST(test_a_document_that_moved_on_cannot_be_completed),
		TEST(test_the_next_document_is_the_one_that_is_found),
		TEST(test_what_the_program_fills_in),
		TEST(test_history_says_who_and_what),
		TEST(test_a_draft_is_kept_for_who_types),
		TEST(test_who_opens_a_record),
		TEST(test_no_handle_no_record),
		TEST(test_a_record_that_moved_on_is_not_moved_again),
		TEST(test_a_page_that_only_shows_cannot_write)
	};

	return cmocka_run_group_tests_name("document", tests, all_begin, all_end);
}
