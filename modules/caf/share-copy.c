#include <string.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "text.h"

/* caf.md 5.6: what one entry of the log says was shared, on paper: the chosen
 * parts as they stood then, and nothing else. */

struct copying {
	const struct record *record;
	const struct caf_share *share;
};

/* 3.2 G: a sensitive service goes out on the ground of harm, by a consent of
 * its own, or to itself; and never past what the reader may see (5.4). */
static bool goes_out(struct request *r, const struct record *record, const char *code)
{
	const struct caf_share *s = r->held;

	if (!lists_flag("service", code, "sensitive"))
		return true;
	return caf_service_shown(r, record, code) && (strcmp(s->ground, "G1") == 0 ||
	    strcmp(s->service, code) == 0 || caf_consent_living(r, record, "C-SENS", code));
}

static const bool *sections_wanted(struct request *r, const struct form *form,
    const char *parts, unsigned *n_r)
{
	bool *wanted = pool_array(r->pool, form->sections, sizeof(*wanted));
	const struct session one = { .roles = parts };
	unsigned i;

	*n_r = 0;
	for (i = 0; i < form->sections; i++) {
		const char *part = form == caf_harm ? "K" : caf_part(&form->section[i]);

		wanted[i] = part[0] != '\0' && session_role(&one, part);
		*n_r += wanted[i];
	}
	return wanted;
}

static void form_put(struct request *r, struct node *print, const struct copying *c,
    const char *name)
{
	struct document document;
	struct document_mask mask;
	struct form_answers *answers;
	struct db_row row;
	const bool *wanted;
	unsigned n;

	if (!document_find(r, c->record, name, &document))
		return;
	wanted = sections_wanted(r, document.form, c->share->parts, &n);
	if (n == 0 || !db_find(r->db, &caf_sql[CAF_SHARE_REVISION], &row, document.id, c->share->at))
		return;
	answers = document_answers_at(r, &document, (unsigned)db_number(&row, 0));
	document_mask_new(r, &document, &mask);
	caf_shown_services(r, c->record, &document, &mask, goes_out);
	document_mask_apply(&mask, answers);
	form_print(r, print, answers, wanted);
}

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
	struct node *part;

	if (warning == NULL)
		return;
	part = node_add(print, "part");
	node_set(part, "title", "Before you pass this on");
	(void)page_para(part, warning);
}

static void copy_put(struct request *r, const struct copying *c)
{
	struct node *body = page_begin(r, "print", "Copy"), *print = node_add(body, "print");

	page_back(r, "Sharing log", "/caf/case/%s/sharing/%llu", c->record->handle, c->share->id);
	node_set(print, "title", pool_printf(r->pool, "Copy: %s", caf_share_parts(r, c->share->parts)));
	node_set(print, "reference", c->record->reference == NULL ? "No reference yet" :
	    c->record->reference);
	node_set(print, "subject", c->record->subject);
	node_set(print, "marking", "OFFICIAL-SENSITIVE");
	node_set(print, "printed-by", r->session->name);
	node_set(print, "printed-at", date_reading(r->pool, r->now));
	node_set(print, "state", pool_printf(r->pool, "As shared %s", page_when(r,
	    c->share->shared_at)));
	warning_put(r, print, c->record);
	basis_put(r, print, c->share);
	form_put(r, print, c, "assessment");
	form_put(r, print, c, "harm");
}

/* 5.5, 1 and 2: what was to go out by a consent goes out no more once it ended. */
static bool withdrawn(struct request *r, const struct record *record, const struct caf_share *s)
{
	return strcmp(s->agreement, "GIVEN") == 0 && s->service[0] != '\0' &&
	    !caf_consent_living(r, record, "C-SHARE", s->service);
}

int caf_share_copy(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct caf_share s;
	unsigned long long number;

	if (!caf_load(r, &record, &e) || !caf_share_reader(&record) ||
	    !text_number(input_text(&r->input, "share"), &number) ||
	    !caf_share_find(r, &record, number, &s) || strcmp(s.decision, "SHARED") != 0)
		return page_not_found(r);
	if (withdrawn(r, &record, &s))
		return page_message(r, 409, "No copy goes out any more", "The family's agreement to share "
		    "with this service has ended. The entry of the log stays as it is.");
	r->held = &s;
	r->audit.detail = s.parts;
	copy_put(r, &(struct copying){ &record, &s });
	return 200;
}
