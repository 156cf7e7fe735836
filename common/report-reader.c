#include <string.h>

#include "filter.h"
#include "module.h"
#include "report.h"
#include "secret.h"

/* Who may read what of a report, and what may be asked of it. */

#define YEAR_FIRST	1900
#define YEAR_LAST	2200

static const struct { const char *name; unsigned filter; } filters[] = {
	{ "from", 0 }, { "to", 0 }, { "team", REPORT_BY_TEAM }, { "holder", REPORT_BY_HOLDER },
	{ "area", REPORT_BY_AREA }, { "clock", REPORT_BY_CLOCK }
};
#define FILTERS	(sizeof(filters) / sizeof(filters[0]))

bool report_opens(const struct request *r)
{
	return r->module->reports->rows_permission == 0 ||
	    request_may(r, r->module->reports->rows_permission);
}

bool report_names(const struct request *r)
{
	return r->module->reports->names_permission == 0 ||
	    request_may(r, r->module->reports->names_permission);
}

bool report_exact(const struct request *r)
{
	return r->module->reports->exact_permission == 0 ||
	    request_may(r, r->module->reports->exact_permission);
}

const char *report_pseudonym(struct pool *pool, const char *handle)
{
	unsigned char mac[SECRET_BYTES];

	secret_mac(SECRET_KEY_NAME, handle, strlen(handle), mac);
	return pool_printf(pool, "Child %.10s", secret_to_text(pool, mac, sizeof(mac)));
}

const struct report_cut *report_cut_asked(const struct request *r)
{
	const struct report_cut *cut = r->module->reports->cuts;

	while (cut != NULL && cut->code != NULL && !input_is(&r->input, "by", cut->code))
		cut++;
	return cut != NULL && cut->code != NULL ? cut : NULL;
}

bool report_is_cut(const struct report *q, const struct report_measure *m)
{
	return m->cut && q->cut != NULL;
}

const char *report_what(const struct report *q, const struct report_measure *m)
{
	return report_is_cut(q, m) ? q->cut->label : m->what;
}

/* Nothing but whole years, for who reads what is published. */
static bool coarse(const struct request *r)
{
	size_t i;

	if (!r->module->reports->coarse || report_exact(r))
		return true;
	for (i = 0; i < FILTERS; i++)
		if (!input_is(&r->input, filters[i].name, ""))
			return false;
	return input_is(&r->input, "by", "");
}

bool report_fits(const struct request *r)
{
	const struct report_book *book = r->module->reports;
	unsigned long long year = filter_number(r, "year");
	size_t i;

	if (!coarse(r) || (!input_is(&r->input, "by", "") && report_cut_asked(r) == NULL))
		return false;
	for (i = 0; i < FILTERS; i++)
		if (filters[i].filter != 0 && (book->filters & filters[i].filter) == 0 &&
		    !input_is(&r->input, filters[i].name, ""))
			return false;
	return input_is(&r->input, "year", "") ||
	    (book->years > 0 && year >= YEAR_FIRST && year <= YEAR_LAST);
}

bool report_filters_valid(const struct input *input)
{
	size_t i;

	for (i = 0; i < FILTERS; i++)
		if (input_slot(input, filters[i].name)->error != NULL)
			return false;
	return true;
}
