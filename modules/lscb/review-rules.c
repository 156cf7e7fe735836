#include <stddef.h>

#include "review-rules.h"

#define YEAR_STARTS	4	/* April */

int review_months(struct date died, struct date completed)
{
	if (date_compare(completed, died) < 0)
		return -1;
	return 12 * (completed.year - died.year) + completed.month - died.month -
	    (completed.day < died.day ? 1 : 0);
}

enum review_band review_band(int months)
{
	static const int last[REVIEW_OVER_12] = {
		[REVIEW_UNDER_6] = 5, [REVIEW_6_7] = 7, [REVIEW_8_9] = 9, [REVIEW_10_11] = 11,
		[REVIEW_12] = 12,
	};
	enum review_band band = REVIEW_UNDER_6;

	if (months < 0)
		return REVIEW_BAND__MAX;
	while (band < REVIEW_OVER_12 && months > last[band])
		band++;
	return band;
}

const char *review_band_code(enum review_band band)
{
	static const char *const codes[REVIEW_BAND__MAX] = {
		[REVIEW_UNDER_6] = "U6", [REVIEW_6_7] = "6-7", [REVIEW_8_9] = "8-9",
		[REVIEW_10_11] = "10-11", [REVIEW_12] = "12", [REVIEW_OVER_12] = "O12",
	};

	return band < REVIEW_BAND__MAX ? codes[band] : "";
}

bool review_within(struct date died, struct date completed, int months)
{
	return date_compare(completed, date_add_months(died, months)) <= 0;
}

int review_year(struct date completed)
{
	return completed.year + (completed.month >= YEAR_STARTS ? 1 : 0);
}
