#include <string.h>

#include "conf.h"
#include "lists.h"
#include "meeting.h"
#include "text.h"

/* 5.4: who is invited and who came, and whether the panel is enough of one for what it
 * decides (1.7): of the meeting, and of each case for itself. */

const struct field lscb_attendance_input[] = {
	{ .name = "meeting", .type = FIELD_HANDLE, .required = true },
	{ .name = "answers", .type = FIELD_REST },
	{ 0 }
};

#define DEPUTY_MAX	210

struct attendee {
	unsigned long long id, account;
	const char *seat, *chairs, *came, *deputy, *name, *agency;
	bool conflict;
};

void lscb_invite_all(struct request *r, unsigned long long meeting)
{
	(void)db_write(r->db, &lscb_sql[LSCB_INVITE], meeting, meeting);
}

/* record 0: conflicts of no case. */
static size_t attendees(struct request *r, unsigned long long meeting, unsigned long long record,
    struct attendee **list_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_ATTENDANCE_LIST], &rows, record, meeting);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *a = &rows.row[i];

		(*list_r)[i] = (struct attendee){ .id = db_number(a, 0), .account = db_number(a, 1),
		    .seat = db_text(a, 2), .chairs = db_text(a, 3), .came = db_text(a, 4),
		    .deputy = db_text(a, 5), .name = pool_printf(r->pool, "%s %s", db_text(a, 6),
		    db_text(a, 7)), .agency = db_text(a, 8), .conflict = db_number(a, 9) != 0 };
	}
	return rows.n;
}

/* -- the quorum -- */

#define OTHERS	"others-"
#define NEEDS	"needs-"

static const char *flags_of(const char *seat)
{
	const struct code *code = code_find(lists_find("lscb-seat"), seat);

	return code == NULL ? "" : code->flags;
}

static enum quorum_part part_of(const char *chairs)
{
	return strcmp(chairs, "CHAIR") == 0 ? QUORUM_CHAIR : strcmp(chairs, "DEPUTY") == 0 ?
	    QUORUM_DEPUTY : QUORUM_MEMBER;
}

/* Of this kind of panel: flags others-N and needs-X of the list lscb-meeting. A kind that
 * names none has the rule of the settings. */
static struct quorum_rule rule_of(struct request *r, const struct lscb_meeting *m)
{
	struct quorum_rule rule = { .others = (unsigned)conf_number("lscb.quorum_others"),
	    .cover = conf_text("lscb.quorum_cover") };
	const struct code *kind = code_find(lists_find("lscb-meeting"), m->kind);
	const char *at = kind == NULL || kind->flags == NULL ? "" : kind->flags, *cover = "";
	unsigned long long others;
	size_t len;

	for (; *at != '\0'; at += len + strspn(at + len, " ")) {
		const char *flag = pool_strndup(r->pool, at, len = strcspn(at, " "));

		if (text_starts(flag, OTHERS) && text_number(flag + strlen(OTHERS), &others))
			rule.others = (unsigned)others;
		else if (text_starts(flag, NEEDS))
			cover = pool_printf(r->pool, "%s%s%s", cover, cover[0] == '\0' ? "" : " ",
			    flag + strlen(NEEDS));
	}
	if (cover[0] != '\0')
		rule.cover = cover;
	return rule;
}

void lscb_quorum(struct request *r, const struct lscb_meeting *m, const struct record *record,
    struct quorum *quorum_r)
{
	const struct quorum_rule rule = rule_of(r, m);
	struct quorum_member *member;
	struct attendee *list;
	size_t i, n = attendees(r, m->id, record == NULL ? 0 : record->id, &list);

	member = pool_array(r->pool, n + 1, sizeof(*member));
	for (i = 0; i < n; i++)
		member[i] = (struct quorum_member){ .flags = flags_of(list[i].seat),
		    .part = part_of(list[i].chairs), .conflict = list[i].conflict,
		    .present = lists_flag("lscb-came", list[i].came, "counts") };
	quorum_test(r->pool, &rule, member, n, quorum_r);
}

/* "medical" and the like are the flags of the seats, as the setting names them. */
static const char *words(struct request *r, const char *missing)
{
	static const struct { const char *flag, *label; } names[] = {
		{ "medical", "health (medical)" }, { "social-care", "children's social care" },
		{ "police", "police" }, { "public-nursing", "public health or nursing" },
		{ "neonatal", "neonatology" }, { "obstetric", "obstetrics" }, { "midwifery", "midwifery" }
	};
	const char *text = "", *at = missing;
	size_t i, len;

	for (; *at != '\0'; at += len + strspn(at + len, " ")) {
		const char *label;

		len = strcspn(at, " ");
		label = pool_printf(r->pool, "%.*s", (int)len, at);
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (strcmp(label, names[i].flag) == 0)
				label = names[i].label;
		text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : ", ", label);
	}
	return text;
}

const char *lscb_quorum_lacks(struct request *r, const struct quorum *q)
{
	if (q->met)
		return NULL;
	if (!q->chaired)
		return "The quorum is not met: nobody is there to chair.";
	if (q->missing[0] != '\0' && q->others < q->needed)
		return pool_printf(r->pool, "The quorum is not met: %u beside the chair, and %u are needed; "
		    "missing are %s.", q->others, q->needed, words(r, q->missing));
	if (q->missing[0] != '\0')
		return pool_printf(r->pool, "The quorum is not met: missing are %s.", words(r, q->missing));
	return pool_printf(r->pool, "The quorum is not met: %u beside the chair, and %u are needed.",
	    q->others, q->needed);
}

void lscb_quorum_put(struct request *r, struct node *body, const struct quorum *q)
{
	const char *lacks = lscb_quorum_lacks(r, q);

	node_set(node_leaf(body, "tag", q->met ? "Quorum met" : "No quorum"), "colour",
	    q->met ? "green" : "red");
	(void)page_para(body, lacks != NULL ? lacks : pool_printf(r->pool,
	    "%u who count are there beside who chairs.", q->others));
}

/* -- the page -- */

static const char *param(struct request *r, const char *name, unsigned long long id)
{
	return pool_printf(r->pool, "%s_%llu", name, id);
}

/* What was sent, else what is on file. */
static const char *value_of(struct request *r, const char *name, unsigned long long id,
    const char *kept)
{
	const char *sent = params_get(&r->params, param(r, name, id));

	return sent == NULL ? kept : sent;
}

static bool is_deputy(const char *came)
{
	return strcmp(came, "D") == 0;
}

static void attendee_put(struct request *r, struct node *form, const struct attendee *a)
{
	const struct codelist *list = lists_find("lscb-came");
	const char *came = value_of(r, "came", a->id, a->came);
	const char *who = value_of(r, "deputy", a->id, a->deputy);
	struct node *control = page_control(r, form, &(struct field){ .name = "came",
	    .type = FIELD_TOKEN, .label = pool_printf(r->pool, "%s, %s%s", a->name,
	    lists_label("lscb-seat", a->seat, r->today), a->chairs[0] == '\0' ? "" : pool_printf(r->pool,
	    ", %s", lists_label("lscb-chairs", a->chairs, r->today))), .hint = a->agency },
	    param(r, "came", a->id), came, NULL, "select");
	size_t i;

	lscb_option(control, "", "Not recorded", came);
	for (i = 0; i < list->n; i++)
		lscb_option(control, list->codes[i].code, list->codes[i].label, came);
	(void)page_control(r, form, &(struct field){ .name = "deputy", .type = FIELD_NAME, .max = DEPUTY_MAX,
	    .width = 30, .label = pool_printf(r->pool, "Deputy of %s", a->name) },
	    param(r, "deputy", a->id), who, r->http->method == POST && is_deputy(came) && who[0] == '\0' ?
	    pool_printf(r->pool, "Enter the name of the deputy of %s", a->name) : NULL, NULL);
}

static void read_put(struct request *r, struct node *body, const struct attendee *list, size_t n)
{
	struct node *table = page_table(body, "attendance", "Invited", "Nobody is invited.", "Name",
	    "Seat", "Sits for", "Attendance", "Deputy", NULL), *row;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, list[i].name), "head", "yes");
		(void)page_cell(row, lists_label("lscb-seat", list[i].seat, r->today));
		(void)page_cell(row, list[i].agency);
		(void)page_cell(row, list[i].came[0] == '\0' ? "" :
		    lists_label("lscb-came", list[i].came, r->today));
		(void)page_cell(row, list[i].deputy);
	}
}

static int attendance_page(struct request *r, const struct lscb_meeting *m, int status)
{
	struct node *body = lscb_meeting_page(r, m, "attendance", "Invitations and attendance"), *form;
	struct attendee *list;
	size_t i, n = attendees(r, m->id, 0, &list);
	struct quorum q;

	lscb_quorum(r, m, NULL, &q);
	lscb_quorum_put(r, body, &q);
	if (!request_may(r, LSCB_WORK) || !lscb_meeting_open(m)) {
		read_put(r, body, list, n);
		return status;
	}
	form = page_form(r, body, r->http->path);
	for (i = 0; i < n; i++)
		attendee_put(r, form, &list[i]);
	if (n > 0)
		(void)page_button(page_buttons(form), "Save the attendance", "primary", NULL, NULL);
	else
		(void)page_para(body, "Nobody is invited yet.");
	(void)page_button(page_buttons(page_form(r, body, pool_printf(r->pool, "%s/invite",
	    lscb_meeting_path(r, m)))), "Invite who has joined the panel since", "secondary", NULL, NULL);
	return status;
}

int lscb_attendance_show(struct request *r)
{
	struct lscb_meeting m;

	if (!lscb_meeting_load(r, false, &m))
		return page_not_found(r);
	return attendance_page(r, &m, 200);
}

static bool valid(struct request *r, const struct attendee *list, size_t n)
{
	size_t i;
	const char *came;

	for (i = 0; i < n; i++) {
		came = value_of(r, "came", list[i].id, "");
		if (came[0] != '\0' && code_find(lists_find("lscb-came"), came) == NULL)
			return false;
		if (is_deputy(came) && value_of(r, "deputy", list[i].id, "")[0] == '\0')
			return false;
		if (strlen(value_of(r, "deputy", list[i].id, "")) > DEPUTY_MAX)
			return false;
	}
	return true;
}

/* Nothing but what the page asks of who is invited. */
static bool asked(struct request *r, const struct attendee *list, size_t n)
{
	size_t i, k;

	for (i = 0; i < r->params.n; i++) {
		const char *name = r->params.param[i].name;
		bool known = r->params.param[i].used || strcmp(name, "token") == 0 ||
		    strcmp(name, "meeting") == 0;

		for (k = 0; k < n && !known; k++)
			known = strcmp(name, param(r, "came", list[k].id)) == 0 ||
			    strcmp(name, param(r, "deputy", list[k].id)) == 0;
		if (!known)
			return false;
	}
	return true;
}

int lscb_attendance_save(struct request *r)
{
	struct lscb_meeting m;
	struct attendee *list;
	size_t i, n;

	if (!lscb_meeting_load(r, true, &m))
		return page_not_found(r);
	if (!lscb_meeting_open(&m))
		return page_message(r, 409, "This cannot be done now", "The minutes of this meeting are closed.");
	n = attendees(r, m.id, 0, &list);
	if (!asked(r, list, n))
		return page_message(r, 400, "This request cannot be used",
		    "It has parts that the page does not ask for. Nothing was saved.");
	if (!valid(r, list, n))
		return attendance_page(r, &m, 422);
	for (i = 0; i < n; i++) {
		const char *came = value_of(r, "came", list[i].id, list[i].came);

		(void)db_write(r->db, &lscb_sql[LSCB_ATTENDANCE_SET], came,
		    is_deputy(came) ? value_of(r, "deputy", list[i].id, "") : "", list[i].id, m.id);
	}
	return request_redirect(r, "%s/attendance", lscb_meeting_path(r, &m));
}

int lscb_invite(struct request *r)
{
	struct lscb_meeting m;

	if (!lscb_meeting_load(r, true, &m) || !lscb_meeting_open(&m))
		return page_not_found(r);
	lscb_invite_all(r, m.id);
	return request_redirect(r, "%s/attendance", lscb_meeting_path(r, &m));
}
