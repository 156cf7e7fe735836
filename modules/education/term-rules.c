#include "term-rules.h"

static const char *const codes[TERM__MAX] = { "AUTUMN", "SPRING", "SUMMER" };
static const char *const labels[TERM__MAX] = { "Autumn", "Spring", "Summer" };

const char *term_code(enum term term)
{
	return codes[term];
}

const char *term_label(enum term term)
{
	return labels[term];
}

int term_year(struct date on)
{
	return on.month >= 9 ? on.year : on.year - 1;
}

enum term term_of(struct date on, struct date summer_begins)
{
	if (on.month >= 9)
		return TERM_AUTUMN;
	return date_compare(on, summer_begins) < 0 ? TERM_SPRING : TERM_SUMMER;
}

int term_ncy(struct date born, int year)
{
	int age = date_age(born, (struct date){ year, 8, 31 });

	return age < 3 ? TERM_NCY_NONE : age - 4;
}

unsigned term_key_stage(int ncy)
{
	static const int last[] = { 0, 2, 6, 9, 11 };
	unsigned i;

	for (i = 0; i < sizeof(last) / sizeof(last[0]); i++)
		if (ncy <= last[i])
			return i;
	return 5;
}

/* The first of the three days on or after the fifth birthday. */
static struct date begins(struct date born)
{
	struct date five = date_add_years(born, 5);
	const struct date ends[] = { { five.year, 3, 31 }, { five.year, 8, 31 },
	    { five.year, 12, 31 } };
	unsigned i;

	for (i = 0; i < 2; i++)
		if (date_compare(five, ends[i]) <= 0)
			break;
	return ends[i];
}

static struct date ends(struct date born)
{
	struct date june = { term_year(date_add_years(born, 16)) + 1, 6, 30 };
	int back = ((int)date_weekday(june) - (int)DATE_FRIDAY + 7) % 7;

	return date_add_days(june, -back);
}

bool term_school_age(struct date born, struct date on)
{
	return date_compare(on, begins(born)) >= 0 && date_compare(on, ends(born)) <= 0;
}
