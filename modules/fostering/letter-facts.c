#include "letter-facts.h"

#include <string.h>
#include <strings.h>

#include "account.h"
#include "conf.h"
#include "lists.h"

/* -- people -- */

struct place {
	const char *carer, *address, *line1, *postcode;
};

static const char *lines(struct request *r, const char *const *part, size_t n)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < n; i++)
		if (part[i] != NULL && part[i][0] != '\0')
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n", part[i]);
	return text;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static struct place place_of(struct request *r, const struct record *record)
{
	struct db_row row;
	const char *part[4];

	if (!db_find(r->db, &fostering_sql[FOSTERING_LETTER_PLACE], &row, record->id))
		return (struct place){ "", "", "", "" };
	part[0] = db_text(&row, 2);
	part[1] = db_text(&row, 3);
	part[2] = db_text(&row, 4);
	part[3] = db_text(&row, 5);
	return (struct place){ .carer = db_text(&row, 0) == NULL ? "" : pool_printf(r->pool, "%s %s",
	    db_text(&row, 0), or_empty(db_text(&row, 1))), .address = lines(r, part, 4),
	    .line1 = or_empty(part[0]), .postcode = or_empty(part[3]) };
}

static struct letter_to related_of(struct request *r, const struct db_row *p, bool withheld)
{
	const char *const part[] = { db_text(p, 5), db_text(p, 6), db_text(p, 7), db_text(p, 8),
	    db_text(p, 9) };

	return (struct letter_to){ .key = db_text(p, 0), .part = "parent",
	    .name = pool_printf(r->pool, "%s %s", db_text(p, 1), db_text(p, 2)),
	    .address = lines(r, part, 5), .withheld = withheld || db_number(p, 4) != 0 };
}

static bool may_go(const struct letter_words *words, const char *part)
{
	const struct session one = { .roles = words->to };

	return session_role(&one, part);
}

static size_t related_add(struct request *r, struct letter_to *list, size_t n,
    const struct db_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (strcmp(db_text(&rows->row[i], 3), "SIBLING") != 0)
			list[n++] = related_of(r, &rows->row[i], fostering_of(r)->address_withheld);
	return n;
}

size_t letter_recipients(struct request *r, const struct record *record,
    const struct letter_words *words, struct letter_to **list_r)
{
	const struct place place = place_of(r, record);
	struct db_rows rows;
	size_t n = 0;

	(void)db_list(r->db, &fostering_sql[FOSTERING_LETTER_RELATED], &rows, record->id);
	*list_r = pool_array(r->pool, rows.n + 3, sizeof(**list_r));
	if (may_go(words, "carer") && place.carer[0] != '\0')
		(*list_r)[n++] = (struct letter_to){ "carer", "carer", place.carer, place.address, false };
	if (may_go(words, "child"))
		(*list_r)[n++] = (struct letter_to){ "child", "child", record->subject, place.address,
		    false };
	if (may_go(words, "parent"))
		n = related_add(r, *list_r, n, &rows);
	if (may_go(words, "other"))
		(*list_r)[n++] = (struct letter_to){ "other", "other", "", "",
		    fostering_of(r)->address_withheld && strcmp(words->kind, "TRANSFER") != 0 };
	return n;
}

/* -- what must not be said -- */

static bool holds(const char *text, const char *what)
{
	size_t n = strlen(what);

	for (; n > 0 && *text != '\0'; text++)
		if (strncasecmp(text, what, n) == 0)
			return true;
	return false;
}

/* Short words ("theft") stand in many sentences; whole entries do not. */
static bool offence(struct request *r, const struct record *record, const char *body)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_LETTER_SECRET], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (strlen(db_text(&rows.row[i], 0)) >= 8 && holds(body, db_text(&rows.row[i], 0)))
			return true;
	return false;
}

const char *letter_secret(struct request *r, const struct record *record,
    const struct letter_to *to, const char *body)
{
	const struct place place = place_of(r, record);

	if (to->withheld && (holds(body, place.line1) || holds(body, place.postcode) ||
	    holds(to->address, place.line1) || holds(to->address, place.postcode)))
		return "The address of the child is withheld from this person, and the letter would hold it. "
		    "Change the text of the case that it comes from.";
	if (offence(r, record, body))
		return "The letter would hold offence data. Change the reason that it comes from.";
	return NULL;
}

/* -- values -- */

static const char *holder_of(struct request *r, const struct record *record)
{
	struct account holder;

	return record->owner != 0 && account_load(r, record->owner, &holder) ? holder.name :
	    "One of our workers";
}

static void common_values(struct request *r, const struct record *record,
    const struct letter_to *to, struct letter_values *v)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const struct place place = place_of(r, record);

	letter_value(v, "to", to->name);
	letter_value(v, "child", record->subject);
	letter_value(v, "carer", place.carer);
	letter_value(v, "authority", conf_text("authority.name"));
	letter_value(v, "reference", record->reference);
	letter_value(v, "today", page_day(r, r->today));
	letter_value(v, "worker", r->session->name);
	letter_value(v, "address", to->withheld ? "" : place.address);
	letter_value(v, "start", page_day(r, a->start_actual == NULL ? a->start_proposed :
	    a->start_actual));
	letter_value(v, "appeal_time", conf_text("fostering.t9_appeal"));
	letter_value(v, "contact", conf_text("fostering.contact"));
	letter_value(v, "holder", holder_of(r, record));
}

/* 11.3: the items by name, a line each. */
static const char *items_missing(struct request *r, const struct record *record, unsigned number)
{
	const char *names = fostering_schedule_needed(r, record, number);
	size_t len = strlen(names);

	return len == 0 ? "" : pool_strndup(r->pool, names, len - 1);
}

/* number 0: the newest. */
static bool notice_values(struct request *r, const struct record *record,
    unsigned long long number, struct letter_values *v)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_LETTER_NOTICE], &row, record->id, number, number))
		return number == 0;
	letter_value(v, "received", page_day(r, db_text(&row, 0)));
	if (db_number(&row, 1) > 0)
		letter_value(v, "missing", items_missing(r, record, (unsigned)db_number(&row, 2)));
	return true;
}

static bool decision_values(struct request *r, const struct record *record,
    unsigned long long target, struct letter_values *v)
{
	const char *outcome, *reason, *on, *text = "";
	struct measure *list;
	size_t i, n;

	if (!fostering_decision_find(r, record, target, &outcome, &reason, &on))
		return false;
	letter_value(v, "decided", page_day(r, on));
	letter_value(v, "outcome", lists_label("fostering-suitability", outcome, r->today));
	letter_value(v, "reason", reason);
	n = strcmp(outcome, "WITH_REQUIREMENTS") != 0 ? 0 : measure_list(r, record,
	    MEASURE_REQUIREMENT, 0, &list);
	for (i = 0; i < n; i++)
		if (measure_stands(&list[i]))
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n", list[i].text);
	letter_value(v, "requirement", text);
	return true;
}

static const char *grounds_of(struct request *r, const char *grounds)
{
	const char *text = "";

	for (; *grounds != '\0'; grounds++)
		if (*grounds != ' ')
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "; ",
			    lists_label("fostering-ground", pool_strndup(r->pool, grounds, 1), r->today));
	return text;
}

static bool has_status(const struct measure *m, const char *statuses)
{
	const struct session one = { .roles = statuses };

	return session_role(&one, m->status);
}

/* Which row each notice is of, and the states in which it is written. */
static const struct {
	const char *kind;
	enum measure_about about;
	const char *statuses;
} notices[] = {
	{ "REQUIREMENT", MEASURE_REQUIREMENT, "IMPOSED" },
	{ "VARIATION", MEASURE_REQUIREMENT, "VARIED BREACHED REMOVED" },
	{ "PROHIBITION", MEASURE_PROHIBITION, "IMPOSED" },
	{ "CANCELLATION", MEASURE_PROHIBITION, "IMPOSED CANCELLED" },
	{ "REFUSAL", MEASURE_CONSENT, "REFUSED" },
	{ "CONSENT", MEASURE_CONSENT, "GRANTED" },
	{ "EXEMPTION", MEASURE_LIMIT, "GRANTED REFUSED" },
	{ "EXEMPTION_END", MEASURE_LIMIT, "ENDED" },
};

static const char *outcome_of(const struct measure *m)
{
	if (m->about == MEASURE_PROHIBITION)
		return strcmp(m->cancel_decision, "REFUSED") == 0 ? "it is not cancelled" :
		    "it is cancelled";
	if (m->about == MEASURE_REQUIREMENT)
		return strcmp(m->status, "REMOVED") == 0 ? "it is removed" : "it is changed to this";
	return strcmp(m->status, "REFUSED") == 0 ? "refused" : "granted";
}

/* 6.3: what is forbidden, in words that hold without the case beside them. */
static void prohibition_values(struct request *r, const struct record *record,
    const struct measure *m, struct letter_values *v)
{
	const char *whom = strcmp(m->what, "C") == 0 ? record->subject : "any child", *where;
	struct measure *q;
	struct db_row row;

	where = strcmp(m->what, "A") != 0 && db_find(r->db, &fostering_sql[FOSTERING_LETTER_PREMISES],
	    &row, m->household) ? db_text(&row, 0) : "";
	letter_value(v, "what", pool_printf(r->pool, "%s at %s", whom, where[0] != '\0' ? where :
	    strcmp(m->what, "A") == 0 ? "any place in our area" : "the home that you share"));
	letter_value(v, "grounds", grounds_of(r, m->grounds));
	letter_value(v, "effective", page_day(r, m->effective_on));
	letter_value(v, "at_once", m->requirement == 0 ? "yes" : "");
	if (m->requirement != 0 &&
	    measure_list(r, record, MEASURE_REQUIREMENT, m->requirement, &q) == 1)
		letter_value(v, "condition", pool_printf(r->pool, "%s (by %s)", q[0].text,
		    page_day(r, q[0].comply_by)));
}

static void measure_values(struct request *r, const struct record *record, const char *kind,
    const struct measure *m, struct letter_values *v)
{
	bool cancel = strcmp(kind, "CANCELLATION") == 0;
	bool removed = m->about == MEASURE_REQUIREMENT && strcmp(m->status, "REMOVED") == 0;

	letter_value(v, "reason", cancel || removed ? m->ended_why : m->reason);
	letter_value(v, "decided", page_day(r, cancel ? m->cancel_decided_on : m->decided_on));
	letter_value(v, "outcome", outcome_of(m));
	letter_value(v, "person", m->person_name);
	letter_value(v, "decider", m->decider);
	if (m->about == MEASURE_REQUIREMENT) {
		letter_value(v, "requirement", m->text);
		letter_value(v, "limited_to", m->applies);
		letter_value(v, "comply_by", removed ? "" : page_day(r, m->comply_by));
	} else if (m->about == MEASURE_PROHIBITION)
		prohibition_values(r, record, m, v);
	else if (m->about == MEASURE_LIMIT) {
		letter_value(v, "children", m->applies);
		letter_value(v, "conditions", m->text);
	}
}

static bool notice_of_measure(struct request *r, const struct record *record, const char *kind,
    unsigned long long target, struct letter_values *v, bool *known_r)
{
	struct measure m;
	size_t i;

	*known_r = false;
	for (i = 0; i < sizeof(notices) / sizeof(notices[0]); i++) {
		if (strcmp(notices[i].kind, kind) != 0)
			continue;
		*known_r = true;
		if ((notices[i].about == MEASURE_CONSENT && !fostering_offence_reader(r, record)) ||
		    !measure_by_id(r, record, notices[i].about, target, &m) ||
		    !has_status(&m, notices[i].statuses) ||
		    (strcmp(kind, "CANCELLATION") == 0 && m.cancel_decided_on == NULL))
			return false;
		measure_values(r, record, kind, &m, v);
		return true;
	}
	return false;
}

/* An appointment is still to come; a report is passed on when it is signed off. */
static bool visit_values(struct request *r, const struct record *record, const char *kind,
    unsigned long long target, struct letter_values *v)
{
	const char *planned;
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_LETTER_VISIT], &row, record->id, target))
		return false;
	planned = db_text(&row, 0);
	letter_value(v, "appointment", planned == NULL ? "" : page_when(r, planned));
	letter_value(v, "visited", page_day(r, db_text(&row, 1)));
	letter_value(v, "officer", pool_printf(r->pool, "%s %s", db_text(&row, 4), db_text(&row, 5)));
	if (strcmp(kind, "VISIT") == 0)
		return db_text(&row, 3) != NULL;
	return strcmp(db_text(&row, 2), "PLANNED") == 0 && planned != NULL &&
	    strcmp(planned, r->now) > 0;
}

static const char *parents_of(struct request *r, const struct record *record)
{
	const char *text = "";
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_LETTER_RELATED], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const char *part = db_text(&rows.row[i], 3);
		const struct letter_to p = related_of(r, &rows.row[i], false);

		if (strcmp(part, "PARENT") == 0 || strcmp(part, "PRHOLDER") == 0)
			text = pool_printf(r->pool, "%s%s%s (%s)\n%s", text, text[0] == '\0' ? "" : "\n", p.name,
			    lists_label("fostering-part", part, r->today), p.address);
	}
	return text;
}

static const char *authority_of(struct request *r, const struct db_row *t)
{
	return db_text(t, 0)[0] == '\0' ? db_text(t, 1) : lists_label("la", db_text(t, 0), r->today);
}

static bool transfer_values(struct request *r, const struct record *record,
    unsigned long long target, struct letter_values *v)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_LETTER_TRANSFER], &row, record->id, target))
		return false;
	letter_value(v, "authority_to", authority_of(r, &row));
	letter_value(v, "moved_on", page_day(r, db_text(&row, 2)));
	letter_value(v, "new_address", db_text(&row, 3));
	letter_value(v, "parents", parents_of(r, record));
	return true;
}

static bool end_values(struct request *r, struct letter_values *v)
{
	const struct fostering_arrangement *a = fostering_of(r);

	letter_value(v, "end", page_day(r, a->end_on));
	letter_value(v, "end_reason", lists_label("fostering-end-reason", a->end_reason, r->today));
	/* No form of words for a death. */
	return a->end_on != NULL && strcmp(a->end_reason, "DEATH") != 0;
}

bool letter_facts(struct request *r, const struct record *record, const char *kind,
    unsigned long long target, const struct letter_to *to, struct letter_values *values_r)
{
	bool known, written;

	*values_r = (struct letter_values){ 0 };
	common_values(r, record, to, values_r);
	written = notice_of_measure(r, record, kind, target, values_r, &known);
	if (known)
		return written;
	if (strcmp(kind, "DECISION") == 0)
		return decision_values(r, record, target, values_r);
	if (strcmp(kind, "APPOINTMENT") == 0 || strcmp(kind, "VISIT") == 0)
		return visit_values(r, record, kind, target, values_r);
	if (strcmp(kind, "TRANSFER") == 0)
		return transfer_values(r, record, target, values_r);
	if (strcmp(kind, "END") == 0)
		return end_values(r, values_r);
	return notice_values(r, record, target, values_r) && strcmp(kind, "HOLIDAY") != 0 &&
	    (target == 0 || strcmp(kind, "ACK") == 0);
}

const char *letter_other_name(struct request *r, const struct record *record, const char *kind,
    unsigned long long target)
{
	struct db_row row;

	if (strcmp(kind, "ACK") == 0 && db_find(r->db, &fostering_sql[FOSTERING_LETTER_NOTICE], &row,
	    record->id, target, target))
		return db_text(&row, 3);
	if (strcmp(kind, "TRANSFER") == 0 && db_find(r->db, &fostering_sql[FOSTERING_LETTER_TRANSFER],
	    &row, record->id, target))
		return authority_of(r, &row);
	return "";
}
