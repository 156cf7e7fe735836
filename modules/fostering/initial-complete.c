#include "fostering.h"

/* 5.1: whether the action is complete. */

bool fostering_initial_complete(struct request *r, const struct record *record,
    unsigned regulation)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_INITIAL_COMPLETE], &row, record->id,
	    (unsigned long long)regulation);
}
