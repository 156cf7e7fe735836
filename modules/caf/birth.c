#include <string.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "str.h"

/* 3.2 B1, B6 and case 3: the same episode goes on after the birth, the
 * expected date stays, and a record of the index is proposed through matching.
 * What is typed of the child is kept with the episode until one is linked, so
 * that it is still there when the record had to be created first. */

/* A birth too far from the expected date is another child's. */
static bool born_near(const struct caf_episode *e, const char *iso)
{
	struct date born, expected;

	if (e->expected_on == NULL || !date_parse(iso, &born) || !date_parse(e->expected_on, &expected))
		return true;
	return date_days(born, expected) <= conf_number("caf.birth_early_days") &&
	    date_days(expected, born) <= conf_number("caf.birth_late_days");
}

static bool birth_due(const struct record *record, const struct caf_episode *e)
{
	return record_works_on(record) && e->unborn && record->closed_at == NULL;
}

/* -- who was born -- */

static int birth_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "birth", "Record the birth"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Record the birth");
	(void)page_para(body, "Enter what you know of the child. The next page shows the records of the "
	    "child index that may be the child's.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Continue", "primary", NULL, NULL);
	return status;
}

int caf_birth_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !birth_due(&record, &e))
		return page_not_found(r);
	input_slot(&r->input, "born_on")->value = e.newborn_on == NULL ? "" : e.newborn_on;
	input_slot(&r->input, "given")->value = e.newborn_given;
	input_slot(&r->input, "family")->value = e.newborn_on == NULL ? e.mother_family :
	    e.newborn_family;
	input_slot(&r->input, "sex")->value = e.newborn_sex;
	input_slot(&r->input, "postcode")->value = e.newborn_postcode;
	return birth_page(r, &record, &e, 200);
}

int caf_birth_save(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !birth_due(&record, &e))
		return page_not_found(r);
	if (!born_near(&e, input_text(&r->input, "born_on")))
		input_refuse(&r->input, "born_on", "This date is too far from the expected date to be "
		    "this child's birth");
	if (!input_valid(&r->input, r->pool))
		return birth_page(r, &record, &e, 422);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_NEWBORN], input_text(&r->input, "born_on"),
	    input_text(&r->input, "given"), input_text(&r->input, "family"),
	    input_text(&r->input, "sex"), input_text(&r->input, "postcode"), record.id);
	return request_redirect(r, "/caf/case/%s/birth/match", record.handle);
}

/* -- which record is the child's -- */

struct proposal {
	struct caf_newborn list[CAF_NEWBORNS_MAX];
	size_t n;
	bool more;
};

/* What was asked and what was answered, for the access log (6.8). */
static void propose(struct request *r, const struct caf_episode *e, struct proposal *p)
{
	struct str s;
	size_t i;

	p->n = caf_newborns(r, e, p->list, &p->more);
	str_init(&s, r->pool);
	str_printf(&s, "family: %s; given: %s; born: %s; sex: %s; postcode: %s; hits: %zu%s; ids:",
	    e->newborn_family, e->newborn_given, e->newborn_on, e->newborn_sex, e->newborn_postcode,
	    p->n, p->more ? " and more" : "");
	for (i = 0; i < p->n; i++)
		str_printf(&s, " %llu", p->list[i].card.id);
	r->audit.detail = s.data;
}

/* Each child that is shown has a row of its own: who looked at this child? */
static void shown_log(struct request *r, const struct proposal *p)
{
	const struct audit own = r->audit;
	size_t i;

	for (i = 0; i < p->n; i++) {
		r->audit.object = "child";
		r->audit.object_id = r->audit.child = p->list[i].card.id;
		audit_add(r, "search.hit", "");
	}
	r->audit = own;
}

static void typed_put(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e)
{
	struct node *s = node_add(body, "summary"), *change;

	node_set(s, "title", "You entered");
	node_set(s, "card", "yes");
	change = node_leaf(s, "action", "Change");
	node_set(change, "href", pool_printf(r->pool, "/caf/case/%s/birth", record->handle));
	(void)page_row(s, "Name", pool_printf(r->pool, "%s %s", e->newborn_given, e->newborn_family));
	(void)page_row(s, "Date of birth", caf_day(r, e->newborn_on));
	(void)page_row(s, "Sex", lists_label("sex", e->newborn_sex, r->today));
	(void)page_row(s, "Postcode", e->newborn_postcode);
}

static void newborn_put(struct request *r, struct node *body, const struct caf_newborn *found)
{
	const struct child_card *c = &found->card;
	const char *name = pool_printf(r->pool, "%s %s", c->given, c->family);
	struct node *s = node_add(body, "summary"), *form;

	node_set(s, "title", name);
	node_set(s, "card", "yes");
	(void)page_row(s, "Date of birth", pool_printf(r->pool, "%s%s", caf_day(r, c->born_on),
	    c->born_estimated ? " (estimated)" : ""));
	(void)page_row(s, "Sex", lists_label("sex", c->sex, r->today));
	(void)page_row(s, "Postcode district", c->postcode == NULL || c->postcode[0] == '\0' ?
	    "Not shown" : pool_strndup(r->pool, c->postcode, strcspn(c->postcode, " ")));
	(void)page_row(s, "Match", match_text(r->pool, &found->match));
	form = page_form(r, body, r->http->path);
	(void)page_button(page_buttons(form), "This is the child",
	    found->match.band == MATCH_STRONG ? "primary" : "secondary", "child", c->handle);
}

static void carry(struct request *r, struct node *form, const char *name, const char *value)
{
	const struct field field = { .name = name, .type = FIELD_TEXT };

	(void)page_control(r, form, &field, name, value, NULL, "hidden");
}

/* The index alone makes its records. What was typed goes with the form, never
 * in an address; the way back leads to this page, which finds the new record. */
static void create_put(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e, size_t n)
{
	struct node *form;

	(void)page_heading(body, 2, n == 0 ? "The child has no record" : "None of these is the child");
	(void)page_para(body, "Create the record in the child index. You come back here afterwards, "
	    "to link it to the case.");
	form = page_form_shared(r, body, "/child/start");
	carry(r, form, "family", e->newborn_family);
	carry(r, form, "given", e->newborn_given);
	carry(r, form, "born", e->newborn_on);
	carry(r, form, "sex", e->newborn_sex);
	carry(r, form, "postcode", e->newborn_postcode);
	carry(r, form, "back", pool_printf(r->pool, "/caf/case/%s/birth/match", record->handle));
	(void)page_button(page_buttons(form), n == 0 ? "Create the index record" :
	    "None of these: create the index record", "secondary", NULL, NULL);
}

static void list_put(struct request *r, struct node *body, const struct proposal *p)
{
	size_t i;

	node_set(page_heading(body, 2, "Records that may be the child's"), "id", "found");
	if (p->n == 0)
		(void)node_leaf(body, "inset", "No record of the index matches what you entered.");
	else
		(void)page_para(body, "The case takes name, date of birth and sex from the record that "
		    "you choose, and keeps the expected date of delivery.");
	for (i = 0; i < p->n; i++)
		newborn_put(r, body, &p->list[i]);
	if (p->more)
		(void)page_para(body, "More records match: these come nearest.");
}

static int match_page(struct request *r, const struct record *record,
    const struct caf_episode *e, const struct proposal *p, int status)
{
	struct node *body = page_begin(r, "birth-match", "Is the child in the index?");

	page_back(r, "Record the birth", "/caf/case/%s/birth", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Is the child in the index?");
	typed_put(r, body, record, e);
	list_put(r, body, p);
	if (e->newborn_postcode[0] != '\0')
		(void)page_para(body, "Not here? Some records are found by name, date of birth and sex "
		    "alone: change what you entered, and leave out the postcode.");
	create_put(r, body, record, e, p->n);
	return status;
}

int caf_birth_match(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct proposal p;

	if (!caf_load(r, &record, &e) || !birth_due(&record, &e))
		return page_not_found(r);
	if (e.newborn_on == NULL)
		return request_redirect(r, "/caf/case/%s/birth", record.handle);
	propose(r, &e, &p);
	shown_log(r, &p);
	return match_page(r, &record, &e, &p, 200);
}

/* -- linking -- */

static void assessment_born(struct request *r, const struct record *record,
    const struct child_card *card)
{
	const struct document_value born[] = {
		{ CAF_ASSESSMENT_UNBORN, "B" },
		{ CAF_ASSESSMENT_GIVEN_NAMES, card->given },
		{ CAF_ASSESSMENT_FAMILY_NAME, card->family },
		{ CAF_ASSESSMENT_SEX, card->sex },
		{ CAF_ASSESSMENT_DATE_OF_BIRTH, card->born_on },
		{ CAF_ASSESSMENT_INDEX_NUMBER, card->number },
	};
	struct document d;

	if (document_find(r, record, "assessment", &d) && d.completed_at == NULL)
		document_fill(r, &d, born, sizeof(born) / sizeof(born[0]));
}

/* Only among those that are proposed for this case: another handle says no
 * more than one that nobody has. */
static const struct child_card *chosen(struct request *r, const struct proposal *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (input_is(&r->input, "child", p->list[i].card.handle))
			return &p->list[i].card;
	return NULL;
}

/* Gives the child to the episode; NULL, or why not. */
static const char *born_wrong(struct request *r, const struct record *record,
    const struct caf_episode *e, const struct child_card *card)
{
	static const char open[] = "This child has an open assessment of its own already";
	struct db_row holder;

	if (card == NULL)
		return "Choose one of the records that are shown now";
	if (!born_near(e, card->born_on))
		return "The date of birth of this record is too far from the expected date. If the record "
		    "is wrong, ask an index manager to correct it";
	if (db_find(r->db, &caf_sql[CAF_OPEN_FOR_CHILD], &holder, card->id, record->id) ||
	    db_write(r->db, &caf_sql[CAF_EPISODE_BORN], card->born_on, card->id, record->id) ==
	    DB_DUPLICATE)
		return open;
	return NULL;
}

int caf_birth_link(struct request *r)
{
	const struct child_card *card;
	struct caf_episode e;
	struct record record;
	struct proposal p;
	const char *wrong;
	int status;

	if (!caf_lock(r, &record, &e) || !birth_due(&record, &e))
		return page_not_found(r);
	if (e.newborn_on == NULL)
		return request_redirect(r, "/caf/case/%s/birth", record.handle);
	propose(r, &e, &p);
	card = chosen(r, &p);
	r->audit.child = card == NULL ? 0 : card->id;
	wrong = born_wrong(r, &record, &e, card);
	if (wrong != NULL) {
		status = match_page(r, &record, &e, &p, 422);
		page_error(r, "found", wrong);
		return status;
	}
	if (!record_link(r, &record, card->id, pool_printf(r->pool, "%s %s", card->given,
	    card->family)))
		return caf_moved_on(r);
	(void)db_write(r->db, &caf_sql[CAF_INVOLVEMENT_CHILD], card->id, record.id);
	assessment_born(r, &record, card);
	event_add(r, &record, "birth", "Birth recorded", false);
	r->audit.reason = "A1";
	r->audit.detail = pool_printf(r->pool, "chosen: %llu; %s", card->id, r->audit.detail);
	return request_redirect(r, "/caf/case/%s", record.handle);
}
