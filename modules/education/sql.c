#include "child-card.h"
#include "education.h"
#include "sql-disposal.h"
#include "sql-guest.h"
#include "sql-letter.h"
#include "sql-history.h"
#include "sql-import.h"
#include "sql-measure.h"
#include "sql-nightly.h"
#include "sql-return.h"
#include "sql-school.h"
#include "sql-step.h"
#include "sql-attainment.h"
#include "sql-attendance.h"
#include "sql-pep.h"
#include "sql-place.h"
#include "sql-premium.h"

/* In the order in which child.c reads it. */
#define PUPIL "SELECT child_id, social_care_id, upn, upn_unknown, uln, given, family, known_as," \
	" born_on, sex, ethnicity, language, eal, religion, country, asylum, responsible," \
	" responsible_contact, notified_on, locked_on, out_of_cohort, version FROM pupil" \
	" WHERE record = ?"
#define PUPIL_OUT "ssssssss" "dsssssss" "ss" "dduu"

#define EDUCATION_LIST_APART ""
#define EDUCATION_LIST_PERSON LIST_NO_NUMBER
#define EDUCATION_LIST_CODE LIST_NO_TEXT
#define EDUCATION_LIST_STAFF LIST_BY_TEAM
#define EDUCATION_LIST_AREA " AND (? = '' OR EXISTS (SELECT 1 FROM care_episode e" \
	" WHERE e.record = r.id AND e.superseded_at IS NULL AND e.ended_on IS NULL" \
	" AND SUBSTRING_INDEX(e.place_post, ' ', 1) = ?))"
#define EDUCATION_LIST_COLUMNS ", w.born_on"
#define EDUCATION_LIST_TYPES "d"
#define EDUCATION_LIST_JOINS " LEFT JOIN pupil w ON w.record = r.id"

const struct db_statement education_sql[EDUCATION_SQL__MAX] = {
	[EDUCATION_PUPIL_FIND] = { PUPIL, "u", PUPIL_OUT },
	[EDUCATION_PUPIL_ADD] = { "INSERT INTO pupil (record, child_id, upn, upn_unknown, given,"
	    " family, born_on, sex, responsible, responsible_contact, notified_on)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ussss" "sdsssd", "" },
	[EDUCATION_PUPIL_SET] = { "UPDATE pupil SET given = ?, family = ?, known_as = ?, born_on = ?,"
	    " sex = ?, ethnicity = ?, language = ?, eal = ?, religion = ?, country = ?, asylum = ?,"
	    " child_id = ?, social_care_id = ?, upn = ?, upn_unknown = ?, uln = ?,"
	    " out_of_cohort = ?, version = version + 1 WHERE record = ?",
	    "sssdssssss" "ssssss" "uu", "" },
	[EDUCATION_PUPIL_TWIN] = { "SELECT record FROM pupil WHERE child_id = ? AND record <> ?", "su",
	    "u" },
	[EDUCATION_PUPIL_KNOWN] = { "SELECT handle FROM record WHERE child = ? AND archived_at IS NULL"
	    " AND restricted = 0 ORDER BY id LIMIT 1", "u", "s" },
	[EDUCATION_PUPIL_UPN_KEEP] = { "INSERT INTO pupil_upn (record, upn, until) VALUES (?, ?, ?)", "usd", "" },
	[EDUCATION_COHORTS] = { "SELECT cohort, since, until FROM cohort_member WHERE record = ?"
	    " ORDER BY since, id", "u", "sdd" },
	[EDUCATION_COHORT_ADD] = { "INSERT INTO cohort_member (record, cohort, since, account, at)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdu", "" },
	[EDUCATION_COHORT_END] = { "UPDATE cohort_member SET until = ? WHERE record = ?"
	    " AND cohort = ? AND until IS NULL", "dus", "" },

	/* -- episode -- */
	[EDUCATION_EPISODES] = { "SELECT began_on, rne, legal, need, place, ended_on, rec, provider, id,"
	    " place_post"
	    " FROM care_episode WHERE record = ? AND superseded_at IS NULL"
	    " ORDER BY began_on DESC, id DESC LIMIT 400", "u", "dssssdssus" },
	[EDUCATION_EPISODE_OPEN] = { "SELECT id, began_on FROM care_episode WHERE record = ?"
	    " AND superseded_at IS NULL AND ended_on IS NULL ORDER BY began_on DESC LIMIT 1", "u",
	    "ud" },
	[EDUCATION_EPISODE_ADD] = { "INSERT INTO care_episode (record, began_on, rne, legal, need,"
	    " place, provider, ended_on, rec, change_why, home_post, place_post, place_urn, import,"
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
	    "udsssssdsssssUu", "" },
	[EDUCATION_EPISODE_END] = { "UPDATE care_episode SET ended_on = ?, rec = ?, change_why = ?"
	    " WHERE id = ?", "dssu", "" },
	[EDUCATION_EPISODE_ENTERED] = { "SELECT MAX(began_on) FROM care_episode WHERE record = ?"
	    " AND superseded_at IS NULL AND rne = 'S' HAVING MAX(began_on) IS NOT NULL", "u", "d" },

	[EDUCATION_EPISODE_ALL] = { "SELECT id, began_on, rne, legal, need, place, provider, ended_on,"
	    " rec, change_why, home_post, place_post, place_urn, COALESCE(import, 0) FROM care_episode"
	    " WHERE record = ? AND superseded_at IS NULL ORDER BY began_on, id", "u",
	    "udsssssdsssssu" },
	[EDUCATION_EPISODE_BEFORE] = { "SELECT e.began_on, e.ended_on, e.legal, e.place, e.superseded_at,"
	    " e.superseded_why, COALESCE(a.given, ''), COALESCE(a.family, '') FROM care_episode e"
	    " LEFT JOIN everychild.account a ON a.id = e.superseded_by WHERE e.record = ?"
	    " AND e.superseded_at IS NOT NULL ORDER BY e.superseded_at DESC, e.id DESC LIMIT 200", "u",
	    "ddssdsss" },
	[EDUCATION_EPISODE_WRONG] = { "UPDATE care_episode SET superseded_at = UTC_TIMESTAMP(6),"
	    " superseded_why = ?, superseded_by = ? WHERE id = ?", "suu", "" },
	[EDUCATION_EPISODE_CORRECT] = { "INSERT INTO care_episode (record, began_on, rne, legal, need,"
	    " place, provider, ended_on, rec, change_why, home_post, place_post, place_urn, import,"
	    " corrects, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	    " UTC_TIMESTAMP(6))", "udsssssdsssssUuu", "" },
	[EDUCATION_EPISODE_KEPT] = { "SELECT year, at FROM return_run WHERE year >= ? AND year <= ?"
	    " ORDER BY year DESC, id DESC LIMIT 1", "uu", "ud" },
	[EDUCATION_EPISODE_CLOCKS] = { "SELECT clock FROM deadline WHERE record = ? AND clock IN"
	    " ('P1', 'P2') AND met_on IS NULL AND dropped_at IS NULL", "u", "s" },

	EDUCATION_SQL_SCHOOL
	EDUCATION_SQL_ATTENDANCE
	EDUCATION_SQL_PLACE
	EDUCATION_SQL_PEP
	EDUCATION_SQL_GUEST
	EDUCATION_SQL_STEP
	EDUCATION_SQL_PREMIUM
	EDUCATION_SQL_LETTER
	EDUCATION_SQL_MEASURE
	EDUCATION_SQL_ATTAINMENT
	EDUCATION_SQL_NIGHTLY
	EDUCATION_SQL_HISTORY

	/* What was closed so long ago is archived once the child had grown up by then: one who
	 * may come into care again is not put away. */
	[EDUCATION_DAILY_ARCHIVE] = { "SELECT r.id FROM (SELECT CAST(? AS DATETIME) AS before_at) b"
	    " JOIN record r ON r.closed_at < b.before_at JOIN pupil p ON p.record = r.id"
	    " WHERE r.archived_at IS NULL AND r.state IN ('LEFT', 'LOCKED')"
	    " AND p.born_on < DATE(b.before_at) - INTERVAL 18 YEAR ORDER BY r.id LIMIT 200", "d", "u" },
	/* -- list -- */
	[EDUCATION_LIST_OWNERS] = LIST_SQL_HOLDERS,
	[EDUCATION_LIST_TEAMS] = LIST_SQL_TEAMS,
	LIST_STATEMENTS(EDUCATION_LIST),
	EDUCATION_SQL_IMPORT
	EDUCATION_SQL_RETURN
};

const struct db_statement education_disposal_facts[1] = { DISPOSAL_FACTS };
const struct db_statement education_disposal_whole[EDUCATION_DISPOSAL_WHOLE_N] = { DISPOSAL_WHOLE };

const struct db_statement education_children[CHILD_CARD_SQL__MAX] =
    CHILD_CARD_STATEMENTS("everychild_index");
