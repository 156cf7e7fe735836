#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fill-death-sql.h"
#include "fill-education-sql.h"
#include "fill-fostering-sql.h"
#include "fill.h"
#include "str.h"

/* Rows that are worth a transaction of their own. */
#define ENOUGH	2000

/* The rows of a table travel as one JSON text, so that one prepared statement
 * takes any number of them. */
#define N(i)		"c" #i " BIGINT UNSIGNED PATH '$[" #i "]' ERROR ON ERROR"
#define T(i, n)		"c" #i " VARCHAR(" #n ") PATH '$[" #i "]' ERROR ON ERROR"
#define ROWS(columns)	" FROM JSON_TABLE(?, '$[*]' COLUMNS (" columns ")) j"

static const struct db_statement statements[BATCH__MAX] = {
	[BATCH_CHILD] = { "INSERT INTO everychild_index.child (id, handle, number, sex, born_on,"
	    " born_estimated, died_on, address_status, nhs, upn, shielded, unlinked, source,"
	    " supplied_on, confirmed_on, created_by)"
	    " SELECT c0, c1, c2, c3, c4, c5, NULLIF(c6, ''), c7, NULLIF(c8, ''), NULLIF(c9, ''),"
	    " c10, c11, c12, c13, c14, c15" ROWS(N(0) "," T(1, 12) "," T(2, 10) "," T(3, 1) ","
	    T(4, 10) "," N(5) "," T(6, 10) "," T(7, 10) "," T(8, 10) "," T(9, 13) "," N(10) ","
	    N(11) "," T(12, 8) "," T(13, 10) "," T(14, 10) "," N(15)), "s", "" },
	[BATCH_NAME] = { "INSERT INTO everychild_index.child_name (id, child, kind, given, family,"
	    " given_key, family_key, since, until)"
	    " SELECT c0, c1, c2, c3, c4, c5, c6, NULLIF(c7, ''), NULLIF(c8, '')"
	    ROWS(N(0) "," N(1) "," T(2, 8) "," T(3, 100) "," T(4, 100) "," T(5, 200) ","
	    T(6, 200) "," T(7, 10) "," T(8, 10)), "s", "" },
	[BATCH_SOUND] = { "INSERT INTO everychild_index.child_sound (family, given, born_on, name,"
	    " child) SELECT c0, c1, c2, c3, c4" ROWS(T(0, 4) "," T(1, 4) "," T(2, 10) "," N(3) ","
	    N(4)), "s", "" },
	[BATCH_ADDRESS] = { "INSERT INTO everychild_index.child_address (child, line1, line2, line3,"
	    " town, postcode, uprn, since, until)"
	    " SELECT c0, c1, '', '', c2, c3, c4, NULLIF(c5, ''), NULLIF(c6, '')"
	    ROWS(N(0) "," T(1, 60) "," T(2, 60) "," T(3, 8) "," T(4, 12) "," T(5, 10) ","
	    T(6, 10)), "s", "" },
	[BATCH_CARER] = { "INSERT INTO everychild_index.child_carer (child, given, family,"
	    " relationship, responsible, phone) SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) ","
	    T(1, 100) "," T(2, 100) "," T(3, 3) "," T(4, 1) "," T(5, 30)), "s", "" },
	[BATCH_SERVICE] = { "INSERT INTO everychild_index.child_service (child, service, organisation,"
	    " organisation_key, contact, phone, urn, ground, since, until, added_by)"
	    " SELECT c0, c1, c2, c3, c4, c5, c6, c7, NULLIF(c8, ''), NULLIF(c9, ''), c10"
	    ROWS(N(0) "," T(1, 8) "," T(2, 120) "," T(3, 160) "," T(4, 120) "," T(5, 30) ","
	    T(6, 8) "," T(7, 8) "," T(8, 10) "," T(9, 10) "," N(10)), "s", "" },
	[BATCH_RECORD] = { "INSERT INTO everychild_caf.record (id, handle, reference, kind, child,"
	    " subject, state, owner, team, restricted, opened_at, closed_at, version, unlisted, resume)"
	    " SELECT c0, c1, NULLIF(c2, ''), c3, NULLIF(c4, 0), c5, c6, c7, NULLIF(c8, 0), c9, c10,"
	    " NULLIF(c11, ''), c12, c13, NULLIF(c14, '')" ROWS(N(0) "," T(1, 12) "," T(2, 40) ","
	    T(3, 16) "," N(4) "," T(5, 210) "," T(6, 16) "," N(7) "," N(8) "," N(9) "," T(10, 26)
	    "," T(11, 26) "," N(12) "," N(13) "," T(14, 16)), "s", "" },
	[BATCH_PERSON] = { "INSERT INTO everychild_caf.record_person (record, account, relation,"
	    " since, added_by, until) SELECT c0, c1, c2, c3, c4, NULLIF(c5, '')" ROWS(N(0) ","
	    N(1) "," T(2, 16) "," T(3, 26) "," N(4) "," T(5, 26)), "s", "" },
	[BATCH_DOCUMENT] = { "INSERT INTO everychild_caf.document (id, record, form, form_version,"
	    " number, started_at, started_by, completed_at, completed_by, revision, saved_at)"
	    " SELECT c0, c1, c2, c3, 1, c4, c5, NULLIF(c6, ''), NULLIF(c7, 0), c8, NULLIF(c9, '')"
	    ROWS(N(0) "," N(1) "," T(2, 24) "," N(3) "," T(4, 26) "," N(5) "," T(6, 26) ","
	    N(7) "," N(8) "," T(9, 26)),
	    "s", "" },
	[BATCH_ANSWER] = { "INSERT INTO everychild_caf.answer (document, field, item, revision, value,"
	    " account, at) SELECT c0, c1, c2, c3, c4, c5, c6" ROWS(N(0) "," T(1, 64) "," N(2) ","
	    N(3) "," T(4, 4000) "," N(5) "," T(6, 26)), "s", "" },
	[BATCH_DRAFT] = { "INSERT INTO everychild_caf.draft (document, section, account, revision,"
	    " body, at) SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 32) "," N(2) "," N(3) ","
	    T(4, 12000) "," T(5, 26)), "s", "" },
	[BATCH_DEADLINE] = { "INSERT INTO everychild_caf.deadline (record, clock, title, from_on,"
	    " due_on, explanation, met_at, dropped_at, met_on, late)"
	    " SELECT c0, c1, c2, c3, c4, c5, NULLIF(c6, ''), NULLIF(c7, ''), DATE(NULLIF(c6, '')),"
	    " COALESCE(DATE(NULLIF(c6, '')) > c4, 0)"
	    ROWS(N(0) "," T(1, 16) "," T(2, 120) "," T(3, 10) "," T(4, 10) "," T(5, 300) ","
	    T(6, 26) "," T(7, 26)), "s", "" },
	[BATCH_EVENT] = { "INSERT INTO everychild_caf.event (record, at, code, title, account,"
	    " shared) SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 26) "," T(2, 24) ","
	    T(3, 160) "," N(4) "," N(5)), "s", "" },
	[BATCH_INVOLVEMENT] = { "INSERT INTO everychild_caf.involvement (record, child, account, part,"
	    " title, since, until) SELECT c0, NULLIF(c1, 0), c2, c3, c4, c5, NULLIF(c6, '')"
	    ROWS(N(0) "," N(1) "," N(2) "," T(3, 16) "," T(4, 80) "," T(5, 10) "," T(6, 10)),
	    "s", "" },
	[BATCH_EPISODE] = { "INSERT INTO everychild_caf.episode (record, unborn, mother_given,"
	    " mother_family, born_on, expected_on, asked_by, asked_on, leaflet, searched_at,"
	    " registered_on, started_on, completed_on, decision, level, next_step, open_child,"
	    " review_on)"
	    " SELECT c0, c1, c2, c3, NULLIF(c4, ''), NULLIF(c5, ''), c6, NULLIF(c7, ''), c8,"
	    " NULLIF(c9, ''), NULLIF(c10, ''), NULLIF(c11, ''), NULLIF(c12, ''), c13, c14, c15,"
	    " NULLIF(c16, 0), NULLIF(c17, '')"
	    ROWS(N(0) "," N(1) "," T(2, 100) "," T(3, 100) "," T(4, 10) "," T(5, 10) "," T(6, 8)
	    "," T(7, 10) "," T(8, 1) "," T(9, 26) "," T(10, 10) "," T(11, 10) "," T(12, 10) ","
	    T(13, 8) "," T(14, 2) "," T(15, 8) "," N(16) ","
	    T(17, 10)), "s", "" },
	[BATCH_CONSENT] = { "INSERT INTO everychild_caf.consent (id, service_code, ended_at, record, type, answer, service, giver,"
	    " giver_name, responsible, basis, competence, explained, support, exclusions, method,"
	    " evidence, given_on, reconfirm_on, note, account, at)"
	    " SELECT c19, c20, NULLIF(c21, ''), c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12,"
	    " c13, c14, NULLIF(c15, ''), c16, c17, c18" ROWS(N(0) "," T(1, 12) "," T(2, 1) "," T(3, 160) ","
	    T(4, 8) "," T(5, 210) "," T(6, 1) "," T(7, 16) "," T(8, 2000) "," T(9, 1) ","
	    T(10, 300) "," T(11, 2000) "," T(12, 16) "," T(13, 120) "," T(14, 10) "," T(15, 10)
	    "," T(16, 2000) "," N(17) "," T(18, 26) "," N(19) "," T(20, 8) "," T(21, 26)), "s", "" },
	[BATCH_MEMBER] = { "INSERT INTO everychild_caf.team_member (id, record, account, capacity,"
	    " name, service, organisation, phone, consent, since, added_by, until)"
	    " SELECT c0, c1, NULLIF(c2, 0), c3, c4, c5, c6, c7, NULLIF(c8, 0), c9, c10,"
	    " NULLIF(c11, '')" ROWS(N(0) "," N(1) "," N(2) "," T(3, 12) "," T(4, 210) "," T(5, 8)
	    "," T(6, 120) "," T(7, 20) "," N(8) "," T(9, 26) "," N(10) "," T(11, 26)), "s", "" },
	[BATCH_LEAD] = { "INSERT INTO everychild_caf.lead (record, member, account, agreed,"
	    " agreed_on, note, proposed_at, proposed_by, in_at, since, until, current_of)"
	    " SELECT c0, NULLIF(c1, 0), c2, 'Y', c3, '', c4, c5, c4, c4, NULLIF(c6, ''),"
	    " NULLIF(c7, 0)" ROWS(N(0) "," N(1) "," N(2) "," T(3, 10) "," T(4, 26) "," N(5) ","
	    T(6, 26) "," N(7)), "s", "" },
	[BATCH_ACTION] = { "INSERT INTO everychild_caf.action (id, record, number, source, outcome,"
	    " aim, action, who, member, agreed_on, due_on, status, closed_on, account, at)"
	    " SELECT c0, c1, c2, c3, c4, c5, c6, c7, NULLIF(c8, 0), c9, c10, c11, NULLIF(c12, ''),"
	    " c13, c14" ROWS(N(0) "," N(1) "," N(2) "," T(3, 12) "," T(4, 2000) "," T(5, 3) ","
	    T(6, 2000) "," T(7, 210) "," N(8) "," T(9, 10) "," T(10, 10) "," T(11, 8) ","
	    T(12, 10) "," N(13) "," T(14, 26)), "s", "" },
	[BATCH_PROGRESS] = { "INSERT INTO everychild_caf.progress (action, status, due_on, text,"
	    " account, at) SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 8) "," T(2, 10) ","
	    T(3, 2000) "," N(4) "," T(5, 26)), "s", "" },
	[BATCH_CLOSURE] = { "INSERT INTO everychild_caf.closure (record, reason, closed_on, notes,"
	    " child_comment, child_absent, parent_comment, parent_absent, account, at)"
	    " SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9" ROWS(N(0) "," T(1, 3) "," T(2, 10)
	    "," T(3, 2000) "," T(4, 2000) "," T(5, 12) "," T(6, 2000) "," T(7, 12) "," N(8) ","
	    T(9, 26)), "s", "" },
	[BATCH_WITHDRAWAL] = { "INSERT INTO everychild_caf.withdrawal (record, giver, giver_name,"
	    " said_at, method, reason, shared, explained, account, at, harm, harm_by, harm_at)"
	    " SELECT c0, c1, c2, c3, c4, '', c5, c6, c7, c3, 'N', c7, c3" ROWS(N(0) "," T(1, 8)
	    "," T(2, 210) "," T(3, 26) "," T(4, 16) "," T(5, 2000) "," T(6, 2000) "," N(7)),
	    "s", "" },
	[BATCH_TRANSFER] = { "INSERT INTO everychild_caf.transfer (record, authority, contact, phone,"
	    " moved_on, sent_on, method, note, accepted_on, accepted_by, account, at)"
	    " SELECT c0, c1, c2, c3, c4, c4, c5, '', c6, c2, c7, c8" ROWS(N(0) "," T(1, 3) ","
	    T(2, 210) "," T(3, 20) "," T(4, 10) "," T(5, 12) "," T(6, 10) "," N(7) ","
	    T(8, 26)), "s", "" },
	[BATCH_ASSESSED] = { "INSERT INTO everychild_caf.assessed (document, record, completed_on,"
	    " level, next_step, newest_of) SELECT c0, c1, c2, c3, c4, c1" ROWS(N(0) "," N(1) ","
	    T(2, 10) "," T(3, 2) "," T(4, 8)), "s", "" },
	[BATCH_NEED] = { "INSERT INTO everychild_caf.need (document, element) SELECT c0, c1"
	    ROWS(N(0) "," T(1, 3)), "s", "" },
	[BATCH_PROMPT] = { "INSERT INTO everychild_caf.prompt (document, code, record, ticked_on)"
	    " SELECT c0, c1, c2, c3" ROWS(N(0) "," T(1, 8) "," N(2) "," T(3, 10)), "s", "" },
	[BATCH_PROVIDER] = { "INSERT INTO everychild_caf.provider (id, uuid) SELECT c0, c1"
	    ROWS(N(0) "," T(1, 36)), "s", "" },
	[BATCH_PROVIDER_VERSION] = { "INSERT INTO everychild_caf.provider_version (provider, number,"
	    " name, description, email, website, phone, account, at)"
	    " SELECT c0, 1, c1, c2, c3, c4, c5, c6, c7" ROWS(N(0) "," T(1, 120) "," T(2, 1000) ","
	    T(3, 120) "," T(4, 200) "," T(5, 30) "," N(6) "," T(7, 26)), "s", "" },
	[BATCH_ENTRY] = { "INSERT INTO everychild_caf.service (id, uuid, assured_by, assured_on,"
	    " next_check) SELECT c0, c1, c2, NULLIF(c3, ''), NULLIF(c4, '')" ROWS(N(0) "," T(1, 36)
	    "," T(2, 120) "," T(3, 10) "," T(4, 10)), "s", "" },
	[BATCH_ENTRY_VERSION] = { "INSERT INTO everychild_caf.service_version (service, number,"
	    " provider, name, description, status, tier, eligibility, min_age, max_age, threshold,"
	    " how, form, needs_caf, venue, address_1, town, postcode, access, easting, northing,"
	    " location,"
	    " times, cost, cost_text, contact, phone, email, waiting, waiting_on, is_sensitive,"
	    " is_public, account, at)"
	    " SELECT c0, 1, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, '', c11, c12, c13, c14, c15,"
	    " c16, NULLIF(c17, 0), NULLIF(c18, 0), IF(c17 = 0, '', CONCAT(c17, ', ', c18)), c19, c20, c21, c22, c23, c24, c25,"
	    " NULLIF(c26, ''), c27, c28, c29, c30" ROWS(N(0) "," N(1) "," T(2, 120) "," T(3, 3000)
	    "," T(4, 8) "," T(5, 3) "," T(6, 1000) "," N(7) "," N(8) "," T(9, 2) "," T(10, 1000)
	    "," T(11, 1) "," T(12, 8) "," T(13, 60) "," T(14, 60) "," T(15, 8) "," T(16, 500) ","
	    N(17) "," N(18) "," T(19, 500) "," T(20, 4) "," T(21, 300) "," T(22, 120) ","
	    T(23, 30) "," T(24, 120) "," T(25, 200) "," T(26, 10) "," T(27, 1) "," T(28, 1) ","
	    N(29) "," T(30, 26)), "s", "" },
	[BATCH_ENTRY_CODE] = { "INSERT INTO everychild_caf.service_code (service, version, kind,"
	    " code) SELECT c0, 1, c1, c2" ROWS(N(0) "," T(1, 8) "," T(2, 8)), "s", "" },
	[BATCH_ASSURANCE] = { "INSERT INTO everychild_caf.service_assurance (service, version,"
	    " assured_by, assured_on, next_check, account, at) SELECT c0, 1, c1, c2, c3, c4, c5"
	    ROWS(N(0) "," T(1, 120) "," T(2, 10) "," T(3, 10) "," N(4) "," T(5, 26)), "s", "" },
	[BATCH_REFERRAL] = { "INSERT INTO everychild_caf.referral (document, record, referred_on,"
	    " confirmed_on, confirmed_by, confirmed_at) SELECT c0, c1, c2, c2, c3, c4" ROWS(N(0) ","
	    N(1) "," T(2, 10) "," N(3) "," T(4, 26)), "s", "" },
	[BATCH_MEETING] = { "INSERT INTO everychild_caf.meeting (document, record, number, type,"
	    " meets_on, held_on, minuted_on, sent_on, sent_to) SELECT c0, c1, 1, c2, c3,"
	    " NULLIF(c4, ''), NULLIF(c5, ''), NULLIF(c5, ''), c6" ROWS(N(0) "," N(1) ","
	    T(2, 12) "," T(3, 10) "," T(4, 10) "," T(5, 10) "," T(6, 500)), "s", "" },
	[BATCH_OUTCOME] = { "INSERT INTO everychild_caf.outcome (document, item, record, reviewed_on,"
	    " aim, changed) SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," N(1) "," N(2) ","
	    T(3, 10) "," T(4, 3) "," T(5, 8)), "s", "" },
	[BATCH_NOTICE] = { "INSERT INTO everychild_caf.notice (record, account, title, at, read_at)"
	    " SELECT c0, c1, c2, c3, NULLIF(c4, '')" ROWS(N(0) "," N(1) "," T(2, 120) ","
	    T(3, 26) "," T(4, 26)), "s", "" },
	[BATCH_SHARE] = { "INSERT INTO everychild_caf.share (record, decision, shared_at, to_person,"
	    " to_agency, service, what, parts, purpose, agreement, facts, opinions, reported, why,"
	    " consulted, method, account, at) SELECT c0, 'SHARED', c1, c2, c3, c4, c5, c6, c7,"
	    " 'GIVEN', '', '', '', '', '', c8, c9, c10" ROWS(N(0) "," T(1, 26) "," T(2, 210) ","
	    T(3, 160) "," T(4, 8) "," T(5, 2000) "," T(6, 80) "," T(7, 2000) "," T(8, 12) ","
	    N(9) "," T(10, 26)), "s", "" },
	[BATCH_ATTEMPT] = { "INSERT INTO everychild_caf.contact_attempt (record, tried_on, means,"
	    " note, account, at) SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 10) ","
	    T(2, 8) "," T(3, 1000) "," N(4) "," T(5, 26)), "s", "" },
	FILL_FOSTERING_STATEMENTS,
	FILL_DEATH_STATEMENTS
	FILL_EDUCATION_STATEMENTS
};

static struct {
	struct db *db;
	struct pool *pool;
	struct { struct str json; unsigned rows; unsigned long written; } table[BATCH__MAX];
} state;

void batch_statements_name(enum batch_of of)
{
	static const unsigned first[] = { [BATCH_OF_INDEX] = 0, [BATCH_OF_CAF] = BATCH_INDEX_MAX,
	    [BATCH_OF_FOSTERING] = BATCH_CAF_MAX, [BATCH_OF_LSCB] = BATCH_FOSTERING_MAX,
	    [BATCH_OF_EDUCATION] = BATCH_LSCB_MAX, [BATCH_OF_EDUCATION + 1] = BATCH__MAX };

	db_statements(&statements[first[of]], first[of + 1] - first[of]);
}

static void begin(void)
{
	unsigned i;

	db_pool(state.db, state.pool);
	for (i = 0; i < BATCH__MAX; i++) {
		str_init(&state.table[i].json, state.pool);
		state.table[i].rows = 0;
	}
}

void batch_open(struct db *db)
{
	state.db = db;
	state.pool = pool_create();
	begin();
}

void batch_row(enum batch_table table)
{
	str_add(&state.table[table].json, state.table[table].rows++ == 0 ? "[[" : "],[");
}

static struct str *value(enum batch_table table)
{
	struct str *s = &state.table[table].json;

	if (s->data[s->len - 1] != '[')
		str_addc(s, ',');
	return s;
}

void batch_text(enum batch_table table, const char *text)
{
	struct str *s = value(table);
	size_t n;

	str_addc(s, '"');
	for (; text != NULL && *text != '\0'; text += n) {
		n = strcspn(text, "\"\\\n\t");
		str_addn(s, text, n);
		if (text[n] == '\n' || text[n] == '\t') {
			str_add(s, text[n++] == '\n' ? "\\n" : "\\t");
		} else if (text[n] != '\0') {
			str_addc(s, '\\');
			str_addc(s, text[n++]);
		}
	}
	str_addc(s, '"');
}

void batch_number(enum batch_table table, unsigned long long number)
{
	str_printf(value(table), "%llu", number);
}

void batch_put(enum batch_table table, const char *types, ...)
{
	va_list ap;

	batch_row(table);
	va_start(ap, types);
	for (; *types != '\0'; types++) {
		if (*types == 's')
			batch_text(table, va_arg(ap, const char *));
		else
			batch_number(table, va_arg(ap, unsigned long long));
	}
	va_end(ap);
}

void batch_flush(void)
{
	unsigned i;

	if (!db_begin(state.db, true))
		fill_refuse("the database cannot be reached");
	for (i = 0; i < BATCH__MAX; i++) {
		if (state.table[i].rows == 0)
			continue;
		str_add(&state.table[i].json, "]]");
		if (db_write(state.db, &statements[i], state.table[i].json.data) !=
		    (long)state.table[i].rows)
			fill_refuse("rows were not taken by: %.60s", statements[i].sql);
		state.table[i].written += state.table[i].rows;
	}
	if (!db_commit(state.db))
		fill_refuse("the database did not commit");
	pool_reset(state.pool);
	begin();
}

void batch_settle(void)
{
	unsigned i, rows = 0;

	for (i = 0; i < BATCH__MAX; i++)
		rows += state.table[i].rows;
	if (rows >= ENOUGH)
		batch_flush();
}

unsigned long batch_rows(enum batch_table table)
{
	return state.table[table].written;
}
