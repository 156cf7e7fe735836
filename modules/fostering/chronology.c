#include <string.h>

#include "document-page.h"
#include "filter.h"
#include "fostering.h"
#include "lists.h"

/* What happened in an arrangement, from its tables in one list by day: each
 * source as it stands there, so that nothing has to be written twice. */

const struct field fostering_chronology_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "kind", .type = FIELD_TOKEN, .max = 12 },
	{ 0 }
};

enum { DAY, KIND, WHAT, CODE, NOTE };

static const struct kind { const char *code, *label; } kinds[] = {
	{ "ARRANGEMENT", "Arrangement" }, { "NOTICE", "Notices" }, { "TEST", "Legal tests" },
	{ "VISIT", "Visits and reports" }, { "DECISION", "Decisions and measures" },
	{ "CHANGE", "Changes and absences" }, { NULL, NULL }
};

/* How the code of a row reads: the source's words, or those of its list. */
static const struct source { const char *what, *list, *text; } sources[] = {
	{ "start", NULL, "The child came" },
	{ "aware", NULL, "The authority knew that the child was there" },
	{ "end", "fostering-end-reason", "Arrangement ended" },
	{ "closed", NULL, "Case closed" },
	{ "notice", "fostering-regulation", "Notice received" },
	{ "test", "fostering-result", "Legal test" },
	{ "visit", "fostering-visit-type", "Visit" },
	{ "visit-not", "fostering-visit-type", "Visit made in vain" },
	{ "report", "fostering-visit-type", "Report written" },
	{ "signed", "fostering-visit-type", "Report signed off" },
	{ "initial", NULL, "Initial action complete, regulation" },
	{ "decision", "fostering-suitability", "Suitability decided" },
	{ "requirement", "fostering-requirement", "Requirement imposed" },
	{ "requirement-met", "fostering-requirement", "Requirement met" },
	{ "requirement-end", "fostering-requirement", "Requirement removed" },
	{ "prohibition", "fostering-prohibition", "Prohibition imposed" },
	{ "prohibition-end", "fostering-prohibition", "Prohibition cancelled" },
	{ "consent", NULL, "Consent to a disqualified person decided" },
	{ "exemption", NULL, "Exemption from the fostering limit decided" },
	{ "appeal", NULL, "Appeal lodged" },
	{ "appeal-end", "fostering-appeal-outcome", "Appeal decided" },
	{ "change", "fostering-change", "Change" },
	{ "away", NULL, "Child away, to return" },
	{ "back", NULL, "Child back" },
	{ "transfer", NULL, "Other authority told" },
	{ "transfer-ack", NULL, "Other authority has acknowledged" },
	{ "transfer-in", NULL, "From another authority" },
	{ "agreed", NULL, "Proposal agreed by a manager" },
	{ "not-agreed", NULL, "Proposal not agreed by a manager" },
	{ "done", NULL, "Done" },
	{ "joined", "fostering-household", "Joined the household" },
	{ "left", "fostering-household", "Left the household" },
	{ NULL, NULL, NULL }
};

static const char *text_of(struct request *r, const struct db_row *e)
{
	const char *code = db_text(e, CODE), *note = db_text(e, NOTE);
	const struct source *s = sources;

	while (s->what != NULL && strcmp(s->what, db_text(e, WHAT)) != 0)
		s++;
	if (s->what == NULL)
		return db_text(e, WHAT);
	if (s->list != NULL && code[0] != '\0')
		code = lists_label(s->list, code, r->today);
	return pool_printf(r->pool, "%s%s%s%s%s", s->text, code[0] == '\0' ? "" : s->list == NULL ?
	    " " : ": ", code, note[0] == '\0' ? "" : ". ", note);
}

static const char *label_of(const char *code)
{
	const struct kind *k = kinds;

	while (k->code != NULL && strcmp(k->code, code) != 0)
		k++;
	return k->code == NULL ? "" : k->label;
}

static void rows_put(struct request *r, struct node *parent, const struct record *record)
{
	const char *kind = input_text(&r->input, "kind");
	struct node *table = page_table(parent, "chronology", "Newest first",
	    "Nothing of this kind has happened yet.", "Day", "Kind", "What happened", NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_CHRONOLOGY], &rows, record->id,
	    (unsigned long long)fostering_offence_reader(r, record));
	for (i = 0; i < rows.n; i++) {
		if (kind[0] != '\0' && strcmp(kind, db_text(&rows.row[i], KIND)) != 0)
			continue;
		row = node_add(table, "row");
		cell = page_cell(row, page_day(r, db_text(&rows.row[i], DAY)));
		node_set(cell, "kind", "nowrap");
		(void)page_cell(row, label_of(db_text(&rows.row[i], KIND)));
		(void)page_cell(row, text_of(r, &rows.row[i]));
	}
}

static void filter_put(struct request *r, struct node *body)
{
	struct node *form = node_add(body, "form"), *choice;
	const char *kind = input_text(&r->input, "kind");
	const struct kind *k;

	node_set(form, "action", r->http->path);
	node_set(form, "method", "get");
	choice = filter_choice(r, form, "kind", "What");
	filter_option(choice, "", "All", kind[0] == '\0');
	for (k = kinds; k->code != NULL; k++)
		filter_option(choice, k->code, k->label, strcmp(kind, k->code) == 0);
	(void)page_button(page_buttons(form), "Show", "secondary", NULL, NULL);
}

int fostering_chronology_show(struct request *r)
{
	const char *kind = input_text(&r->input, "kind");
	struct record record;
	struct node *body;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "chronology", "Chronology");
	filter_put(r, body);
	rows_put(r, body, &record);
	(void)page_link(body, "Print", NULL, "%s/print%s%s", r->http->path,
	    kind[0] == '\0' ? "" : "?kind=", kind);
	return 200;
}

int fostering_chronology_print(struct request *r)
{
	struct record record;
	struct node *print, *part;

	if (!casework_load(r, &record))
		return page_not_found(r);
	print = document_print_begin(r, &record, "Chronology of a private fostering arrangement",
	    fostering_workflow.state[workflow_state(&fostering_workflow, record.state)].label);
	page_back(r, "Chronology", "%s/chronology", casework_path(r, &record));
	part = node_add(print, "part");
	node_set(part, "title", "What happened");
	rows_put(r, part, &record);
	return 200;
}
