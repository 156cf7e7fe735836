#include "caf.h"

/* A case changes hands. A lead professional who goes leaves the team without
 * one: the clock for a new one runs. */
static void handed_over(struct request *r, const struct record *record,
    unsigned long long former)
{
	caf_lead_unpropose(r, record, former);
	(void)db_write(r->db, &caf_sql[CAF_HOLDER_LEAVES_TEAM], record->id, former);
	if (db_write(r->db, &caf_sql[CAF_HOLDER_LEAVES_LEAD], record->id, former) == 1)
		casework_clock_start(r, record, "T8", r->today);
	caf_approval_moved(r, record);
}

const struct hand_over caf_hand_over = {
	.role = "PRA",
	.holder = "practitioner",
	.owner = "assessor",
	.service = "coordinator",
	.part = "CAF",
	.new_ends = "COA",
	.former_ends = "COA LP TAC",
	.handed_over = handed_over,
};
