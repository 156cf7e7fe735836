#include <string.h>

#include "caf.h"
#include "lists.h"

/* sections.md 4.2, 24, 26 and 28: where an episode comes from. A case of another
 * authority, of social care, or an earlier one of this child. */

void caf_arrival_fields(struct request *r, struct node *radios)
{
	const struct field *f;
	struct node *option;

	for (option = node_child(radios, "option"); option != NULL; option = node_next(option, "option"))
		if (strcmp(node_get(option, "value"), "TRANSFER") == 0)
			for (f = r->route->input; f->name != NULL; f++)
				if (strncmp(f->name, "came_", 5) == 0)
					node_set(page_field(r, option, f, NULL), "optional", NULL);
}

void caf_arrival_rules(struct request *r)
{
	if (!input_is(&r->input, "way", "TRANSFER"))
		return;
	input_needs(&r->input, "came_from", "Choose the authority it comes from");
	input_needs(&r->input, "came_summary", "Say what they sent: a summary of the case there");
	if (input_is(&r->input, "came_from", conf_text("authority.code")))
		input_refuse(&r->input, "came_from", "This is our own authority");
}

void caf_arrival_save(struct request *r, const struct record *record, const char *from,
    const char *reference, const char *summary)
{
	(void)db_write(r->db, &caf_sql[CAF_ARRIVAL_SAVE], from, reference, summary, record->id);
}

void caf_arrival_made(struct request *r, const struct record *record)
{
	if (input_is(&r->input, "way", "TRANSFER"))
		caf_arrival_save(r, record, input_text(&r->input, "came_from"),
		    input_text(&r->input, "came_reference"), input_text(&r->input, "came_summary"));
}

void caf_arrival_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_row row;
	struct node *s;

	if (!db_find(r->db, &caf_sql[CAF_ARRIVAL_FIND], &row, record->id) || db_text(&row, 2) == NULL)
		return;
	s = node_add(body, "summary");
	node_set(s, "title", "Where the case comes from");
	(void)page_row(s, "From", db_text(&row, 0)[0] == '\0' ? "Children's social care" :
	    lists_label("la", db_text(&row, 0), r->today));
	if (db_text(&row, 1)[0] != '\0')
		(void)page_row(s, "Reference there", db_text(&row, 1));
	(void)page_row(s, "Summary", db_text(&row, 2));
}

/* A6: the latest registered episode of the child that is over. One that was
 * withdrawn or was a mistake is not taken up again. */
bool caf_previous_link(struct request *r, const struct record *record)
{
	struct db_row row;

	if (record->child == 0 ||
	    !db_find(r->db, &caf_sql[CAF_PREVIOUS_FIND], &row, record->child, record->id))
		return false;
	(void)db_write(r->db, &caf_sql[CAF_PREVIOUS_SAVE], db_number(&row, 0), record->id);
	return true;
}

const char *caf_previous_reference(struct request *r, const struct caf_episode *e)
{
	struct db_row row;

	return e->previous != 0 && db_find(r->db, &caf_sql[CAF_PREVIOUS_READ], &row, e->previous) ?
	    db_text(&row, 1) : NULL;
}
