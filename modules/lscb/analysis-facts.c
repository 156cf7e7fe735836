#include <string.h>

#include "analysis.h"
#include "date.h"
#include "lists.h"
#include "text.h"

/* What the rules of 2.1 and 2.6 ask, out of the answers and of the case. */

#define ROWS_MAX	(4 * FORM_ITEMS_MAX)

static int number(const char *text)
{
	unsigned long long n;

	return text_number(text, &n) ? (int)n : 0;
}

static size_t domain_add(const struct lscb_analysis_set *set,
    const struct lscb_analysis_domain *domain, const struct form_answers *answers,
    struct analysis_factor *factor, bool *epilepsy_r)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(answers,
	    answers->form->field[domain->factor].group, items);
	size_t kept = 0;

	for (i = 0; i < n; i++) {
		const char *code = form_get(answers, domain->factor, items[i]);

		if (code[0] == '\0')
			continue;
		factor[kept++] = (struct analysis_factor){ .domain = domain->letter,
		    .abuse = lists_flag(set->factors, code, "abuse"),
		    .influence = number(form_get(answers, domain->influence, items[i])),
		    .modifiable = strcmp(form_get(answers, domain->modifiable, items[i]), "Y") == 0 };
		if (lists_flag(set->factors, code, "epilepsy") &&
		    strcmp(form_get(answers, domain->present, items[i]), "Y") == 0)
			*epilepsy_r = true;
	}
	return kept;
}

static void age_fill(const struct db_row *row, struct analysis_facts *facts)
{
	struct date born, died;

	facts->age_days = facts->age_years = -1;
	if (db_text(row, 0) == NULL || db_text(row, 1) == NULL || !date_parse(db_text(row, 0), &born) ||
	    !date_parse(db_text(row, 1), &died))
		return;
	facts->age_days = (int)date_days(born, died);
	facts->age_years = date_age(born, died);
}

void lscb_analysis_facts(struct request *r, const struct record *record,
    const struct lscb_analysis_set *set, const struct form_answers *answers,
    struct analysis_facts *facts_r)
{
	struct analysis_factor *factor = pool_array(r->pool, ROWS_MAX, sizeof(*factor));
	struct db_row row;
	size_t i;

	*facts_r = (struct analysis_facts){ .category = number(form_get(answers, set->category, 0)),
	    .secondary = form_get(answers, set->secondary, 0),
	    .conclusion = form_get(answers, set->conclusion, 0), .age_days = -1, .age_years = -1,
	    .why_inadequate = form_get(answers, set->inadequate, 0)[0] != '\0', .factor = factor };
	for (i = 0; i < 4; i++)
		facts_r->factors += domain_add(set, &set->domain[i], answers, factor + facts_r->factors,
		    &facts_r->epilepsy);
	if (!db_find(r->db, &lscb_sql[LSCB_ANALYSIS_FACTS], &row, record->id))
		return;
	age_fill(&row, facts_r);
	facts_r->homicide = db_number(&row, 2) != 0;
	facts_r->decided = db_number(&row, 3) != 0;
	facts_r->inquest_natural = db_number(&row, 4) != 0;
}
