#include <string.h>

#include "conf.h"
#include "intake.h"
#include "lists.h"
#include "match.h"
#include "text.h"
#include "triage.h"

/* What a completed form of a notification says is kept where it is counted, asked for
 * and looked up: the columns of the case, its types of event, its people, its tasks. */

struct facts {
	struct request *r;
	const struct record *record;
	const struct form_answers *answers;
};

static const char *get(const struct facts *f, const char *name)
{
	int field = form_field(f->answers->form, name);

	return field < 0 ? "" : form_get(f->answers, (unsigned)field, 0);
}

static const char *row(const struct facts *f, const char *name, unsigned item)
{
	int field = form_field(f->answers->form, name);

	return field < 0 ? "" : form_get(f->answers, (unsigned)field, item);
}

static const char *day(const char *value)
{
	return value[0] == '\0' ? NULL : value;
}

/* -- columns -- */

/* First line, those between, last line. */
static void address(const struct facts *f, const char **line1_r, const char **line2_r,
    const char **town_r)
{
	const char *text = get(f, "address"), *last = strrchr(text, '\n');
	size_t first = strcspn(text, "\n");
	char *between, *c;

	*line1_r = pool_strndup(f->r->pool, text, first);
	*town_r = last == NULL ? "" : last + 1;
	if (last == NULL || last <= text + first) {
		*line2_r = "";
		return;
	}
	between = pool_strndup(f->r->pool, text + first + 1, (size_t)(last - text) - first - 1);
	for (c = between; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	*line2_r = between;
}

static const char *place_event(const struct facts *f)
{
	return strcmp(get(f, "event_same"), "Y") == 0 ? get(f, "place") : get(f, "place_event");
}

static void columns(const struct facts *f)
{
	char band[2] = { lscb_age_band(day(get(f, "born_on")), day(get(f, "died_on"))), '\0' };
	const char *line1, *line2, *town;
	struct request *r = f->r;

	address(f, &line1, &line2, &town);
	(void)db_write(r->db, &lscb_sql[LSCB_FACTS_CHILD], get(f, "family_name"),
	    get(f, "given_names"), get(f, "aliases"), match_soundex(r->pool, get(f, "family_name")),
	    get(f, "nhs"), get(f, "nhs_none"), day(get(f, "born_on")), get(f, "born_at"),
	    get(f, "sex"), day(get(f, "died_on")), get(f, "died_at"), band, line1, line2, town,
	    get(f, "postcode"), get(f, "residence"), get(f, "ethnicity"), f->record->id);
	(void)db_write(r->db, &lscb_sql[LSCB_FACTS_DEATH], get(f, "place"), place_event(f),
	    get(f, "expected"), day(get(f, "confirmed_on")), get(f, "at_risk"),
	    get(f, "social_care"), get(f, "plan"), get(f, "looked_after"), get(f, "asylum"),
	    get(f, "learning_disability"), get(f, "police_reference"), f->record->id);
	(void)lscb_again(r, f->record);
}

/* -- types of event -- */

static bool among(const char *codes, const char *code)
{
	size_t len = strlen(code), n;

	for (; *codes != '\0'; codes += n + (codes[n] == ' ')) {
		n = strcspn(codes, " ");
		if (n == len && strncmp(codes, code, n) == 0)
			return true;
	}
	return false;
}

/* Set C asks for the cause: the event that opens the same form. */
static bool caused(const struct facts *f, const struct code *event)
{
	const struct codelist *causes = lists_find("lscb-cause");
	const char *said = get(f, "causes"), *flag = event->flags;
	size_t i, n;

	for (; *flag != '\0'; flag += n + (flag[n] == ' ')) {
		n = strcspn(flag, " ");
		if (!text_starts(flag, "form-cdr-"))
			continue;
		for (i = 0; i < causes->n; i++)
			if (among(said, causes->codes[i].code) && lists_flag("lscb-cause",
			    causes->codes[i].code, pool_strndup(f->r->pool, flag, n)))
				return true;
	}
	return false;
}

static void mark(const struct facts *f, const char *code, bool principal)
{
	struct db_row found;

	if (!db_find(f->r->db, &lscb_sql[LSCB_FACTS_MARK], &found, f->record->id, code))
		(void)db_write(f->r->db, &lscb_sql[LSCB_FACTS_MARK_ADD], f->record->id, code,
		    (unsigned long long)principal, request_account(f->r));
}

/* The only one is the one that is counted; of several the coordinator says which. */
static void marks(const struct facts *f)
{
	const struct codelist *events = lists_find("lscb-event");
	const char *said = get(f, "events");
	const char *codes = "";
	size_t i, n = 0;

	for (i = 0; i < events->n; i++) {
		const struct code *event = &events->codes[i];

		if (said[0] != '\0' ? among(said, event->code) : caused(f, event)) {
			codes = pool_printf(f->r->pool, "%s %s", codes, event->code);
			n++;
		}
	}
	for (i = 0; i < events->n; i++)
		if (among(codes, events->codes[i].code))
			mark(f, events->codes[i].code, n == 1);
}

/* -- people -- */

static const struct form_item *group(const struct facts *f, const char *name)
{
	const struct form *form = f->answers->form;
	unsigned i, k;

	for (i = 0; i < form->sections; i++)
		for (k = 0; k < form->section[i].items; k++)
			if (form->section[i].item[k].kind == FORM_GROUP &&
			    strcmp(form->section[i].item[k].name, name) == 0)
				return &form->section[i].item[k];
	return NULL;
}

/* "Dr Ann Hope" is "Dr Ann" and "Hope". One who stands there already is not put twice. */
static void person(const struct facts *f, struct lscb_person *p, const char *name)
{
	const char *last = strrchr(name, ' ');
	struct db_row found;

	p->given = last == NULL ? "" : pool_strndup(f->r->pool, name, (size_t)(last - name));
	p->family = last == NULL ? name : last + 1;
	if (!db_find(f->r->db, &lscb_sql[LSCB_PERSON_SAME], &found, f->record->id, p->kind, p->given,
	    p->family, p->organisation == NULL ? "" : p->organisation))
		lscb_person_keep(f->r, f->record, p);
}

static unsigned age(const char *text)
{
	unsigned long long n;

	return text_number(text, &n) && n < 130 ? (unsigned)n : 0;
}

static void family(const struct facts *f, const char *name, const char *prefix)
{
	const struct form_item *rows = group(f, name);
	unsigned items[FORM_ITEMS_MAX], n = rows == NULL ? 0 : form_rows(f->answers, rows, items), i;
	struct pool *pool = f->r->pool;

	for (i = 0; i < n; i++) {
#define OF(field)	row(f, pool_printf(pool, "%s_%s", prefix, field), items[i])
		struct lscb_person p = { .kind = "FAMILY", .relation = OF("relation"),
		    .born_on = day(OF("born_on")), .age = age(OF("age")), .sex = OF("sex"),
		    .has_pr = OF("pr"), .address = OF("address"), .aware = OF("aware") };

		if (OF("name")[0] != '\0')
			person(f, &p, OF("name"));
#undef OF
	}
}

static void agencies(const struct facts *f)
{
	const struct form_item *rows = group(f, "agencies");
	unsigned items[FORM_ITEMS_MAX], n = rows == NULL ? 0 : form_rows(f->answers, rows, items), i;

	for (i = 0; i < n; i++) {
		struct lscb_person p = { .kind = "PROFESSIONAL",
		    .agency = row(f, "agency_type", items[i]),
		    .organisation = row(f, "agency_name", items[i]),
		    .address = row(f, "agency_address", items[i]),
		    .phone = row(f, "agency_phone", items[i]), .email = row(f, "agency_email", items[i]),
		    .informed = row(f, "agency_informed", items[i]) };

		person(f, &p, row(f, "agency_contact", items[i]));
	}
}

/* Named in the form and asked for nothing: a pack must not hold them. */
static void named(const struct facts *f)
{
	static const struct { const char *field, *role; } names[] = {
		{ "gp", "General practitioner" }, { "senior_doctor", "Senior doctor present" },
		{ "pathologist", "Pathologist" }, { "police_officer", "Senior investigating officer" },
		{ "response_lead", "Lead health professional" }, { "jar_lead", "Lead of the response" },
		{ "health_visitor", "Health visitor or midwife" }, { "examiner", "Medical examiner" },
		{ "key_worker", "Key worker" }, { "medical_lead", "Medical lead" },
		{ "referrer", "Notified the death" }
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct lscb_person p = { .kind = "PROFESSIONAL", .role = names[i].role };

		if (get(f, names[i].field)[0] != '\0')
			person(f, &p, get(f, names[i].field));
	}
}

/* -- tasks -- */

/* The law's days for a child who was looked after; without them no day is guessed. */
static const char *statutory(const struct facts *f)
{
	return lscb_task_day(f->r, "lscb.statutory", f->r->today);
}

void lscb_facts_keep(struct request *r, const struct record *record,
    const struct form_answers *answers)
{
	const struct facts f = { r, record, answers };

	columns(&f);
	marks(&f);
	family(&f, "parents", "parent");
	family(&f, "household", "member");
	agencies(&f);
	named(&f);
	if (strcmp(get(&f, "at_risk"), "Y") == 0)
		lscb_task_labelled(r, record, "SAFEGUARD", r->today);
	if (strcmp(get(&f, "looked_after"), "Y") == 0)
		lscb_task_labelled(r, record, "STATUTORY", statutory(&f));
}
