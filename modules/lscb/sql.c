#include "keep.h"
#include "lscb.h"
#include "sql-disposal.h"
#include "sql-keep.h"
#include "sql-report.h"
#include "sql-yearly.h"
#include "sql-request.h"
#include "sql-theme.h"
#include "sql-triage.h"
#include "sql-intake.h"
#include "sql-meeting.h"
#include "sql-pack.h"

#define DEATH "SELECT family, given, aliases, nhs, nhs_none, born_on, born_at, line1, line2, town," \
	" postcode, baby_of, form_set, notified_at, notified_on, died_on, died_at, sex, age_band," \
	" age_said, residence, ethnicity, place, place_event, expected, scope, scope_step," \
	" reviewing, completed_on, conclusion, case_review, delay_reason, return_year, category," \
	" version FROM death WHERE record = ?"
#define DEATH_OUT "sssssdssss" "su" "sdddsss" "sssssss" "ssds" "ssuuu"

const struct db_statement lscb_sql[LSCB_SQL__MAX] = {
	/* -- case, name -- */
	[LSCB_DEATH_ADD] = { "INSERT INTO death (record, form_set, notified_at, notified_on, family,"
	    " given, baby_of, sound, nhs, born_on, age_said, sex, died_on, died_at, age_band, postcode)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "usddssussdssdsss", "" },
	[LSCB_DEATH_FIND] = { DEATH, "u", DEATH_OUT },
	[LSCB_OPENING_FIND] = { "SELECT id FROM opening WHERE record = ? AND account = ?"
	    " AND session = ? AND at > UTC_TIMESTAMP(6) - INTERVAL ? HOUR LIMIT 1", "uubu", "u" },
	[LSCB_OPENING_ADD] = { "INSERT INTO opening (record, account, session, reason, at)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "uubs", "" },

	[LSCB_AMOUNT_SET] = { "INSERT INTO amount (code, amount) VALUES (?, ?)"
	    " ON DUPLICATE KEY UPDATE amount = ?", "suu", "" },

	/* -- notify -- */
	[LSCB_NOTIFICATION_ADD] = { "INSERT INTO notification (record, number, received_at,"
	    " received_on, channel, agency, referrer, part, phone, email, family, given, nhs, born_on,"
	    " died_on, sex, postcode, age_said, died_at, birth_order, baby_of, note, account, at)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
	    " UTC_TIMESTAMP(6))", "uudd" "sssss" "ssss" "dd" "sssss" "usu", "" },


	LSCB_REPORT_STATEMENTS
	LSCB_SQL_YEARLY
	LSCB_SQL_THEME
	LSCB_SQL_REQUEST
	LSCB_SQL_TRIAGE
	LSCB_SQL_INTAKE
	LSCB_SQL_MEETING
	LSCB_SQL_PACK
	LSCB_SQL_KEEP
};

/* The command prepares these, and none of the table above. */
const struct db_statement lscb_disposal_facts[] = { LSCB_DISPOSAL_FACTS };
const struct db_statement lscb_disposal_whole[LSCB_DISPOSAL_WHOLE_N] = { LSCB_DISPOSAL_WHOLE };
