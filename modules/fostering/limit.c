#include "measure.h"

#include <string.h>
#include <strings.h>

#include "conf.h"
#include "measure-rules.h"
#include "text.h"

/* 6.4, Schedule 7: the usual fostering limit, counted by carer over the
 * arrangements that are open or proposed, and this one. Who are brothers and
 * sisters is recorded (sibling.c). */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NUMBER	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true }

const struct field fostering_limit_input[] = {
	ID,
	{ .name = "children", .type = FIELD_MEMO, .max = 400, .required = true,
	  .label = "Children who are exempted", .hint = "One name a line, as on their cases" },
	{ .name = "conditions", .type = FIELD_MEMO, .max = 2000, .rows = 3, .label = "Conditions" },
	{ .name = "reason", .type = FIELD_MEMO, .max = 2000, .required = true, .label = "Reason" },
	{ 0 }
};

const struct field fostering_limit_decide_input[] = {
	ID, NUMBER,
	{ .name = "granted", .type = FIELD_YESNO, .required = true, .label = "Grant the exemption?" },
	{ .name = "limit_conditions", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "Conditions", .hint = "Leave empty for those that were proposed" },
	{ .name = "limit_why", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "Reason", .hint = "Stands in the notice" },
	{ 0 }
};

const struct field fostering_limit_end_input[] = {
	ID, NUMBER,
	{ .name = "end_why", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "Why it is cancelled", .hint = "Stands in the notice" },
	{ 0 }
};

/* -- the count -- */

size_t fostering_limit_children(struct request *r, const struct record *record,
    struct measure_child **list_r)
{
	unsigned long long service = session_role(r->session, "PFM PFO AUD");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_LIMIT_CHILDREN], &rows, record->id, service,
	    r->session->team, request_account(r), fostering_of(r)->carer, record->id);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++)
		(*list_r)[i] = (struct measure_child){ .record = db_number(&rows.row[i], 0),
		    .name = db_text(&rows.row[i], 1), .id = db_number(&rows.row[i], 2),
		    .born_on = db_text(&rows.row[i], 3), .seen = db_number(&rows.row[i], 4) != 0 };
	fostering_sibling_groups(r, *list_r, rows.n);
	return rows.n;
}

/* Is the name a line of the text? */
static bool line_has(const char *text, const char *child)
{
	size_t n = strlen(child), line;

	for (; *text != '\0'; text += line + (text[line] == '\n')) {
		line = strcspn(text, "\n");
		if (line == n && strncasecmp(text, child, n) == 0)
			return true;
	}
	return false;
}

static bool all_exempt(struct request *r, const struct measure_child *children, size_t n)
{
	struct db_rows rows;
	size_t i, row;

	(void)db_list(r->db, &fostering_sql[FOSTERING_LIMIT_EXEMPT], &rows, fostering_of(r)->carer);
	for (i = 0; i < n; i++) {
		for (row = 0; row < rows.n; row++)
			if (line_has(db_text(&rows.row[row], 0), children[i].name))
				break;
		if (row == rows.n)
			return false;
	}
	return true;
}

void fostering_limit_count(struct request *r, const struct record *record,
    struct measure_count *count_r)
{
	struct measure_child *children;
	size_t i, n = fostering_of(r)->carer == 0 ? 0 : fostering_limit_children(r, record, &children);
	size_t *group = pool_array(r->pool, n + 1, sizeof(*group));
	size_t *known = pool_array(r->pool, n + 1, sizeof(*known)), seen = 0;

	*count_r = (struct measure_count){ .children = n, .names = "" };
	for (i = 0; i < n; i++) {
		group[i] = children[i].group;
		if (children[i].seen) {
			known[seen++] = children[i].group;
			count_r->names = pool_printf(r->pool, "%s%s%s", count_r->names,
			    count_r->names[0] == '\0' ? "" : "\n", children[i].name);
		} else
			count_r->hidden++;
	}
	count_r->over = measure_over_limit(group, n, (size_t)conf_number("fostering.usual_limit")) &&
	    !all_exempt(r, children, n);
	count_r->seen_over = count_r->over &&
	    measure_over_limit(known, seen, (size_t)conf_number("fostering.usual_limit"));
}

const char *fostering_limit_warning(struct request *r, const struct record *record)
{
	long limit = conf_number("fostering.usual_limit");
	struct measure_count count;

	fostering_limit_count(r, record, &count);
	if (count.seen_over)
		return pool_printf(r->pool, "With this child the carer has %zu children, more than the usual "
		    "limit of %ld, and there is no exemption for all of them (Schedule 7)",
		    count.children - count.hidden, limit);
	return count.over && request_may(r, FOSTERING_DECIDE) ? pool_printf(r->pool, "Ask the officers who "
	    "see restricted cases about the usual limit of %ld children (Schedule 7)", limit) : NULL;
}

/* -- propose -- */

static int new_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "limit", "Exemption from the fostering limit"), *s;
	struct measure_count count;

	fostering_limit_count(r, record, &count);
	s = node_add(body, "summary");
	(void)page_row(s, "Children with this carer, or proposed", pool_printf(r->pool, "%zu",
	    count.children - count.hidden));
	(void)page_row(s, "Names", count.names);
	(void)page_row(s, "Usual limit", pool_printf(r->pool, "%ld",
	    conf_number("fostering.usual_limit")));
	(void)page_para(body, "Counted and named are the children of cases that are open to you.");
	casework_link(r, body, record, "Brothers and sisters with this carer", "/siblings", NULL);
	page_route_form(r, body, "Propose", "primary");
	return status;
}

int fostering_limit_new(struct request *r)
{
	struct measure_count count;
	struct record record;

	if (!casework_load(r, &record) || !measure_proposer(r, &record))
		return page_not_found(r);
	fostering_limit_count(r, &record, &count);
	input_slot(&r->input, "children")->value = count.names;
	return new_page(r, &record, 200);
}

int fostering_limit_ask(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!casework_lock(r, &record) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (fostering_of(r)->carer == 0)
		input_refuse(&r->input, "children", "There is no carer on the case yet");
	if (!input_valid(&r->input, r->pool))
		return new_page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_LIMIT_ASK], record.id, fostering_of(r)->carer,
	    input_text(in, "children"), input_text(in, "conditions"), input_text(in, "reason"),
	    request_account(r), record.id);
	event_add(r, &record, "limit.proposed", "Exemption from the limit proposed", false);
	return request_redirect(r, "%s/measures", casework_path(r, &record));
}

/* -- its page -- */

static bool find(struct request *r, struct record *record_r, struct measure *m_r)
{
	return casework_lock(r, record_r) && record_r->closed_at == NULL &&
	    measure_find(r, record_r, MEASURE_LIMIT, m_r);
}

static int done(struct request *r, const struct record *record, const struct measure *m,
    const char *code, const char *what)
{
	event_add(r, record, code, pool_printf(r->pool, "%s %s", measure_title(r, m), what), false);
	return request_redirect(r, "%s", measure_path(r, record, m));
}

static const char *letter_of(const struct measure *m)
{
	return strcmp(m->status, "ENDED") == 0 ? "EXEMPTION_END" : "EXEMPTION";
}

static int page(struct request *r, const struct record *record, const struct measure *m, int status)
{
	struct node *body = measure_page(r, record, m), *s = node_add(body, "summary");
	const char *path = measure_path(r, record, m);
	bool waits = strcmp(m->status, "PENDING") == 0;

	(void)page_row(s, "Carer", m->person_name);
	(void)page_row(s, "Children", m->applies);
	(void)page_row(s, "Conditions", m->text[0] == '\0' ? "None" : m->text);
	(void)page_row(s, "Reason", m->reason);
	measure_rows_put(r, s, m);
	if (m->ended_on != NULL)
		(void)page_row(s, "Cancelled", page_day(r, m->ended_on));
	if (waits && measure_decider(r, record, m->proposed_by))
		measure_form(r, body, "Decide", fostering_limit_decide_input, pool_printf(r->pool,
		    "%s/decide", path), "Decide");
	else if (waits)
		(void)page_para(body, "A manager who did not propose it decides.");
	else
		measure_served_put(r, body, record, m, letter_of(m));
	measure_appeal_offer(r, body, record, m);
	if (strcmp(m->status, "GRANTED") == 0 && record->closed_at == NULL &&
	    request_may(r, FOSTERING_DECIDE))
		measure_form(r, body, "Cancel it", fostering_limit_end_input, pool_printf(r->pool, "%s/end",
		    path), "Cancel the exemption");
	return status;
}

int fostering_limit_show(struct request *r)
{
	struct record record;
	struct measure m;

	if (!casework_load(r, &record) || !measure_find(r, &record, MEASURE_LIMIT, &m))
		return page_not_found(r);
	return page(r, &record, &m, 200);
}

/* -- decide, give, cancel -- */

int fostering_limit_decide(struct request *r)
{
	const char *conditions = input_text(&r->input, "limit_conditions");
	bool granted = input_is(&r->input, "granted", "Y");
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (strcmp(m.status, "PENDING") != 0 || !measure_decider(r, &record, m.proposed_by))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_LIMIT_DECIDE], granted ? "GRANTED" : "REFUSED",
	    conditions[0] == '\0' ? m.text : conditions, input_text(&r->input, "limit_why"),
	    request_account(r), r->today, record.id, m.id, m.version);
	notice_add(r, &record, m.proposed_by, "Exemption from the limit decided");
	return done(r, &record, &m, "limit.decided", granted ? "granted" : "refused");
}

int fostering_limit_served(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (strcmp(m.status, "PENDING") == 0 || m.served_on != NULL)
		return casework_moved_on(r);
	if (!measure_served_check(r, &record, letter_of(&m), &m))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_LIMIT_SERVED],
	    input_text(&r->input, "served_on"), input_text(&r->input, "served_how"), record.id, m.id,
	    m.version);
	return done(r, &record, &m, "limit.served", "given in writing");
}

int fostering_limit_end(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (strcmp(m.status, "GRANTED") != 0)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_LIMIT_END], "ENDED", r->today,
	    input_text(&r->input, "end_why"), record.id, m.id);
	return done(r, &record, &m, "limit.ended", "cancelled");
}
