#include "chase-rules.h"
#include "clock.h"

const char *chase_code(enum chase_step step)
{
	static const char *const codes[CHASE__MAX] = {
		[CHASE_R1] = "R1", [CHASE_R2] = "R2", [CHASE_R3] = "R3", [CHASE_E1] = "E1",
		[CHASE_E2] = "E2",
	};

	return step < CHASE__MAX ? codes[step] : "";
}

bool chase_due(const struct chase_rules *rules, struct date sent, bool is_short,
    struct date *due_r)
{
	return clock_add_working_days(sent, is_short ? rules->due_short : rules->due, due_r) == 1;
}

bool chase_ladder(const struct chase_rules *rules, struct date due, struct date day_r[CHASE__MAX])
{
	unsigned i;

	for (i = 0; i < CHASE__MAX; i++)
		if (clock_add_working_days(due, rules->step[i], &day_r[i]) != 1)
			return false;
	return true;
}

unsigned chase_owed(const struct date day[CHASE__MAX], struct date on)
{
	unsigned n = 0;

	while (n < CHASE__MAX && date_compare(day[n], on) <= 0)
		n++;
	return n;
}

long chase_late(struct date due, struct date returned)
{
	long days;

	if (date_compare(returned, due) <= 0)
		return 0;
	return clock_working_days_between(due, returned, &days) == 1 ? days : -1;
}
