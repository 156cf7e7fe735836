#include "fostering.h"

/* 10, 4 and 6: a child is there. */

void fostering_started(struct request *r, const struct record *record)
{
	involvement_start(r, record, "PF", "Private fostering");
}
