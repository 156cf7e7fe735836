#include "date.h"
#include "disposal.h"
#include "index.h"

/* modules/caf/sections.md 6.7: how long an archived child's record is kept, and what of the
 * schema hangs on one. While a program keeps a case of the child it stays. */

enum rule { GROWN, DIED, RULE__MAX };

static const struct disposal_rule rules[] = {
	[GROWN] = { "GROWN", "Index record of a person who has grown up" },
	[DIED] = { "DIED", "Index record of a child who died" },
	[RULE__MAX] = { NULL, NULL },
};

static const struct db_statement lock = { "SELECT id, id, handle, number, 'ARCHIVED',"
	" CAST(supplied_on AS DATETIME), COALESCE(CAST(died_on AS DATETIME), archived_at),"
	" IF(kept = 1, NULL, archived_at), version FROM child WHERE id = ? FOR UPDATE", "u",
	"uussssssu" };

static const struct db_statement touch = {
	"UPDATE child SET version = version + 1 WHERE id = ?", "u", ""
};

enum { FACTS, KEPT, FACTS__MAX };

/* The id as text: sql.c says why. */
static const struct db_statement facts[FACTS__MAX] = {
	[FACTS] = { "SELECT archived_at, died_on FROM child WHERE id = ?", "u", "dd" },
	[KEPT] = { "SELECT 1 FROM all_kept WHERE child = ? LIMIT 1", "s", "u" },
};

#define OF_CHILD(table) { "DELETE FROM " table " WHERE child = ?", "u", "" }

static const struct db_statement whole_sql[] = {
	OF_CHILD("child_sound"),
	OF_CHILD("child_name"),
	OF_CHILD("child_address"),
	OF_CHILD("child_carer"),
	OF_CHILD("child_service"),
	OF_CHILD("child_change"),
	OF_CHILD("opening"),
	{ "DELETE FROM child WHERE id = ?", "u", "" },
};

static const char *const whole[] = {
	"child_sound", "child_name", "child_address", "child_carer", "child_service", "child_change",
	"opening", "child"
};
_Static_assert(sizeof(whole) / sizeof(whole[0]) == sizeof(whole_sql) / sizeof(whole_sql[0]),
    "a table for each");

static const struct disposal_part parts[] = {
	{ "", NULL, whole, whole_sql, sizeof(whole) / sizeof(whole[0]) },
	{ NULL, NULL, NULL, NULL, 0 }
};

/* Of no child, or about who looked. */
static const char *const untouched[] = {
	"creation", "calendar", "access_alert", "review_day", NULL
};

static const struct db_statement alerts_expired = {
	"DELETE FROM access_alert WHERE verdict IS NOT NULL AND reviewed_at < ?", "d", ""
};

static const char *settings(struct pool *pool)
{
	return pool_strdup(pool, conf_text("index.keep_archived"));
}

static unsigned due(struct request *r, unsigned long long child,
    struct disposal_due due_r[DISPOSAL_PARTS_MAX])
{
	struct db_row row;
	long long moment;
	enum rule rule;

	if (!db_find(r->db, &facts[FACTS], &row, child) || db_text(&row, 0) == NULL ||
	    !date_moment(db_text(&row, 0), &moment))
		return 0;
	rule = db_text(&row, 1) == NULL ? GROWN : DIED;
	if (db_find(r->db, &facts[KEPT], &row, index_id(r, child)))
		return 0;
	due_r[0] = (struct disposal_due){ .part = "", .rule = rules[rule].code,
	    .on = date_iso(r->pool, date_add_months(date_london(moment, NULL),
	    disposal_months("index.keep_archived"))),
	    .why = pool_printf(r->pool, "%s in the archive", conf_text("index.keep_archived")) };
	return 1;
}

static const struct disposal_noun noun = {
	.path = "/child",
	.look = "Look at the record",
	.archived = "A child's record is archived when the child is grown up, or later with consent, or "
	    "some time after the child has died, when nobody works on a case of the child any more.",
	.lock = &lock,
	.touch = &touch,
};

const struct disposal index_disposal = {
	.noun = &noun,
	.propose = INDEX_DISPOSE,
	.confirm = INDEX_HOLD,
	.readers = INDEX_MANAGER,
	.rules = rules,
	.parts = parts,
	.kept = untouched,
	.statements = facts,
	.statements_n = FACTS__MAX,
	.settings = settings,
	.expired = &alerts_expired,
	.expired_after = "index.keep_alerts",
	.due = due,
};
