#include <string.h>

#include "cdr-notification-form.h"
#include "known.h"
#include "notification-form.h"
#include "triage.h"

/* Set L's form and set C's ask the same in other fields. */
struct fields {
	const char *form;
	unsigned coroner, accepted, pm, police, events;
};

static const struct fields sets[] = {
	{ "notification", LSCB_NOTIFICATION_CORONER, LSCB_NOTIFICATION_CORONER_ACCEPTED,
	  LSCB_NOTIFICATION_PM, LSCB_NOTIFICATION_POLICE, LSCB_NOTIFICATION_EVENTS },
	{ "cdr-notification", LSCB_CDR_NOTIFICATION_CORONER, LSCB_CDR_NOTIFICATION_CORONER_ACCEPTED,
	  LSCB_CDR_NOTIFICATION_PM, LSCB_CDR_NOTIFICATION__MAX, LSCB_CDR_NOTIFICATION__MAX },
};

/* NULL: the form has not been begun. */
static const struct form_answers *form_of(struct request *r, const struct record *record,
    const struct fields **fields_r)
{
	struct document d;
	size_t i;

	for (i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		if (document_find(r, record, sets[i].form, &d)) {
			*fields_r = &sets[i];
			return document_answers(r, &d);
		}
	return NULL;
}

static const char *and(struct request *r, const char *codes, bool is, const char *code)
{
	if (!is || lscb_has(codes, code))
		return codes;
	return pool_printf(r->pool, "%s%s%s", codes, codes[0] == '\0' ? "" : " ", code);
}

static bool yes(const struct form_answers *answers, unsigned field)
{
	return field < answers->form->fields && form_is(answers, field, "Y");
}

/* Which investigations of N.15 are which process. */
static const char *investigated(struct request *r, const struct form_answers *answers,
    const char *gates)
{
	static const struct { const char *code, *gate; } kinds[] = {
		{ "POLICE", "G-CRIM" }, { "CSPR", "G-SCR" }, { "PSIRF", "G-NHS" },
		{ "MNSI", "G-NHS" }, { "PMRT", "G-NHS" }, { "LEDER", "G-OTH" },
		{ "IOPC", "G-OTH" }, { "PPO", "G-OTH" },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		gates = and(r, gates, lscb_has(form_get(answers, LSCB_CDR_NOTIFICATION_INVESTIGATIONS, 0),
		    kinds[i].code), kinds[i].gate);
	return gates;
}

const char *lscb_known_gates(struct request *r, const struct record *record)
{
	const struct fields *f;
	const struct form_answers *answers = form_of(r, record, &f);
	const char *gates = "";

	if (answers != NULL) {
		gates = and(r, gates, yes(answers, f->accepted), "G-COR");
		gates = and(r, gates, yes(answers, f->police), "G-CRIM");
		if (f == &sets[1])
			gates = investigated(r, answers, gates);
		gates = and(r, gates, yes(answers, f->pm), "G-PM");
	}
	return and(r, gates, true, "G-CDRM");
}

const char *lscb_known_events(struct request *r, const struct record *record)
{
	const struct fields *f;
	const struct form_answers *answers = form_of(r, record, &f);
	const char *events = lscb_marks(r, record, "EVENT");

	if (events[0] == '\0' && answers != NULL && f->events < answers->form->fields)
		events = form_get(answers, f->events, 0);
	return and(r, events, strcmp(lscb_of(r)->age_band, "1") == 0, "E02");
}

const char *lscb_known_pathways(struct request *r, const struct record *record)
{
	const char *flags = lscb_marks(r, record, "FLAG");
	struct db_row row;

	flags = and(r, flags, strcmp(lscb_of(r)->age_band, "1") == 0, "NEONATAL");
	if (!db_find(r->db, &lscb_sql[LSCB_KNOWN_FIND], &row, record->id))
		return flags;
	flags = and(r, flags, strcmp(db_text(&row, 0), "Y") == 0, "LAC");
	flags = and(r, flags, lscb_has("CURRENT AT-DEATH Y", db_text(&row, 1)), "CPP");
	return and(r, flags, strcmp(db_text(&row, 2), "Y") == 0, "LD");
}
