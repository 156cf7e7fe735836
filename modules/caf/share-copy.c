#include <string.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "text.h"

/* sections.md 5.6: what one entry of the log says was shared, on paper. */

static void marked(struct node *part, const char *kind, const char *text)
{
	struct node *n;

	if (text[0] == '\0')
		return;
	n = node_leaf(part, "answer", text);
	node_set(n, "label", kind);
}

/* What it rests on, each marked fact, opinion or reported. */
static void basis_put(struct request *r, struct node *print, const struct caf_share *s)
{
	struct node *part = node_add(print, "part");

	node_set(part, "title", "What this rests on");
	marked(part, "To", pool_printf(r->pool, "%s, %s", s->to_person, s->to_agency));
	marked(part, "Purpose", s->purpose);
	marked(part, lists_label("evidence-kind", "FACT", r->today), s->facts);
	marked(part, lists_label("evidence-kind", "OPINION", r->today), s->opinions);
	marked(part, lists_label("evidence-kind", "REPORTED", r->today), s->reported);
}

static void warning_put(struct request *r, struct node *print, const struct record *record)
{
	struct document assessment;
	const char *warning = document_find(r, record, "assessment", &assessment) ?
	    caf_withhold(r, document_answers(r, &assessment)) : NULL;

	document_print_warning(print, warning);
}

static void copy_page(struct request *r, const struct caf_copy *c)
{
	struct node *print = document_print_begin(r, c->record, pool_printf(r->pool, "Copy: %s",
	    caf_share_parts(r, c->parts)), pool_printf(r->pool, "As shared %s",
	    page_when(r, c->share->shared_at)));

	page_back(r, "Sharing log", "/caf/case/%s/sharing/%llu", c->record->handle, c->share->id);
	warning_put(r, print, c->record);
	basis_put(r, print, c->share);
	caf_copy_put(r, print, c);
}

/* 5.5, 1 and 2: what was to go out by a consent goes out no more once it ended;
 * to another authority it goes by a consent of its own, and names no service. */
static bool withdrawn(struct request *r, const struct record *record, const struct caf_share *s)
{
	struct db_row row;

	if (strcmp(s->agreement, "GIVEN") != 0)
		return false;
	if (s->service[0] == '\0')
		return !caf_consent_living(r, record, "C-XFER", "");
	return !db_find(r->db, &caf_sql[CAF_COPY_AGREED], &row, record->id, s->service, s->at, s->at);
}

int caf_share_copy(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct caf_share s;
	struct caf_copy copy;
	unsigned long long number;

	if (!caf_load(r, &record, &e) || !caf_share_reader(&record) ||
	    !text_number(input_text(&r->input, "share"), &number) ||
	    !caf_share_find(r, &record, number, &s) || strcmp(s.decision, "SHARED") != 0)
		return page_not_found(r);
	if (withdrawn(r, &record, &s))
		return page_message(r, 409, "No copy goes out any more", "The family's agreement to share "
		    "with this service has ended. The entry of the log stays as it is.");
	caf_copy_new(r, &record, &e, &s, &copy);
	r->audit.detail = copy.parts;
	copy_page(r, &copy);
	return 200;
}
