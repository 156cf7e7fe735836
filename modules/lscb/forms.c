#include <string.h>

#include "agency-form.h"
#include "analysis-form.h"
#include "audit-form.h"
#include "cdr-analysis-form.h"
#include "cdr-notification-form.h"
#include "cdr-report-form.h"
#include "document.h"
#include "lists.h"
#include "lscb.h"
#include "notification-form.h"

/* 2: every form of the module, of set L and of set C. Those whose fields C names are
 * checked against what it was built with. */

#define FORM(file, fields)	{ "forms/lscb/" file "-1.xml", fields }

static const struct { const char *path; unsigned fields; } forms[] = {
	FORM("notification", LSCB_NOTIFICATION__MAX), FORM("agency", LSCB_AGENCY__MAX),
	FORM("b2", 0), FORM("b3", 0), FORM("b4", 0), FORM("b5", 0), FORM("b6", 0), FORM("b7", 0),
	FORM("b8", 0), FORM("b9", 0), FORM("b10", 0), FORM("b11", 0), FORM("b12", 0),
	FORM("analysis", LSCB_ANALYSIS__MAX), FORM("audit", LSCB_AUDIT__MAX),
	FORM("cdr-notification", LSCB_CDR_NOTIFICATION__MAX), FORM("cdr-report", LSCB_CDR_REPORT__MAX),
	FORM("cdr-asthma", 0), FORM("cdr-cardiac", 0), FORM("cdr-care", 0), FORM("cdr-diabetes", 0),
	FORM("cdr-drowning", 0), FORM("cdr-epilepsy", 0), FORM("cdr-fire", 0), FORM("cdr-genetic", 0),
	FORM("cdr-infection", 0), FORM("cdr-oncology", 0), FORM("cdr-perinatal", 0),
	FORM("cdr-poisoning", 0), FORM("cdr-road", 0), FORM("cdr-sudden", 0), FORM("cdr-suicide", 0),
	FORM("cdr-trauma", 0), FORM("cdr-violence", 0),
	FORM("cdr-analysis", LSCB_CDR_ANALYSIS__MAX),
};

enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

static struct { const struct form *form[FORMS + 1]; } state;

void lscb_forms_load(void)
{
	size_t i;

	for (i = 0; i < FORMS; i++)
		state.form[i] = form_load(module_data(forms[i].path), forms[i].fields);
	document_forms(state.form);
}

const struct form *lscb_form(const char *name)
{
	size_t i;

	for (i = 0; i < FORMS; i++)
		if (strcmp(state.form[i]->name, name) == 0)
			return state.form[i];
	return NULL;
}

const char *lscb_set_flag(const char *form_set)
{
	return form_set[0] == 'C' ? "set-c" : "set-l";
}

const struct codelist *lscb_supplementary(struct request *r, const char *form_set)
{
	return lists_find(pool_printf(r->pool, "lscb-supplementary:%s", lscb_set_flag(form_set)));
}
