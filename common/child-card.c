#include "child-card.h"

#include "module.h"
#include "page.h"
#include "request.h"
#include "terms.h"

static const struct db_statement *sql(const struct request *r, unsigned number)
{
	return &r->module->children[number];
}

void child_card_from(const struct db_row *row, struct child_card *c)
{
	c->id = db_number(row, 0);
	c->handle = db_text(row, 1);
	c->number = db_text(row, 2);
	c->sex = db_text(row, 3);
	c->born_on = db_text(row, 4);
	c->given = db_text(row, 5);
	c->family = db_text(row, 6);
	c->born_estimated = db_number(row, 7) != 0;
	c->shielded = db_number(row, 8) != 0;
	c->line1 = db_text(row, 9);
	c->line2 = db_text(row, 10);
	c->line3 = db_text(row, 11);
	c->town = db_text(row, 12);
	c->postcode = db_text(row, 13);
	c->uprn = db_text(row, 14);
}

bool child_card_load(struct request *r, unsigned long long id, struct child_card *child_r)
{
	struct db_row row;

	if (!db_find(r->db, sql(r, CHILD_CARD_BY_ID), &row, id))
		return false;
	child_card_from(&row, child_r);
	return true;
}

bool child_card_find(struct request *r, const char *handle, struct child_card *child_r)
{
	struct db_row row;

	if (!db_find(r->db, sql(r, CHILD_CARD_BY_HANDLE), &row, handle))
		return false;
	child_card_from(&row, child_r);
	return true;
}

bool child_card_opened(struct request *r, const struct child_card *child)
{
	struct db_row row;

	return db_find(r->db, sql(r, CHILD_CARD_OPENED), &row, child->id, r->session->hash,
	    sizeof(r->session->hash));
}

bool child_card_route(struct request *r, struct child_card *child_r)
{
	if (!child_card_find(r, input_text(&r->input, "child"), child_r) ||
	    !child_card_opened(r, child_r))
		return false;
	r->audit.object = "child";
	r->audit.child = r->audit.object_id = child_r->id;
	return true;
}

const char *child_card_name(struct request *r, const struct child_card *child)
{
	return pool_printf(r->pool, "%s %s", child->given, child->family);
}

struct node *child_card_page(struct request *r, const struct child_card *child, const char *view,
    const char *title)
{
	struct node *body = page_begin(r, view, title);

	page_back(r, "The child's page", "/child/%s", child->handle);
	(void)page_identity(r, child_card_name(r, child), page_day(r, child->born_on), child->number,
	    NULL);
	(void)page_heading(body, 1, terms_apply(r->pool, title));
	return body;
}
