#include <string.h>

#include "date.h"
#include "index.h"
#include "text.h"

#define CHANGE_CHARS	400	/* of the columns */

/* What each code of the history means, and what a shielded record may show of
 * it. Ordinary users see no line about a sensitive service, whoever reads. */
static const struct change_field {
	const char *code, *label;
	bool open;		/* shown of shielded children too */
	enum { ALL, NHS, UPN, MANAGER } to;
} fields[] = {
	{ "created", "Record", true, ALL },
	{ "given", "Given name", true, ALL },
	{ "family", "Family name", true, ALL },
	{ "other_name", "Other name", true, ALL },
	{ "born", "Date of birth", true, ALL },
	{ "estimated", "Date of birth is estimated", true, ALL },
	{ "sex", "Sex", true, ALL },
	{ "died", "Date of death", false, ALL },
	{ "stays", "Consent to stay when grown up", false, ALL },
	{ "nhs", "NHS number", false, NHS },
	{ "upn", "UPN", false, UPN },
	{ "address_status", "Kind of address", false, ALL },
	{ "address", "Address", false, ALL },
	{ "uprn", "UPRN", false, ALL },
	{ "carer", "Parent or carer", false, ALL },
	{ "service", "Service", false, ALL },
	{ "sensitive", "Sensitive service", false, MANAGER },
};

static const struct change_field *field_find(const char *code)
{
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(fields[i].code, code) == 0)
			return &fields[i];
	return NULL;
}

static bool field_shown(const struct request *r, const struct child *child,
    const struct change_field *f)
{
	if (f == NULL || (child->veiled && !f->open))
		return false;
	switch (f->to) {
	case NHS:
		return index_sees_nhs(r);
	case UPN:
		return index_sees_upn(r);
	case MANAGER:
		return index_manager(r);
	default:
		return true;
	}
}

/* Cut to the column, between characters. */
static const char *cut(struct pool *pool, const char *text)
{
	size_t len = strlen(text);

	while (text_chars(pool_strndup(pool, text, len)) > CHANGE_CHARS)
		for (len--; len > 0 && (text[len] & 0xc0) == 0x80; len--)
			;
	return pool_strndup(pool, text, len);
}

void change_add(struct request *r, const struct child *child, const char *field,
    const char *old, const char *new)
{
	if (old == NULL)
		old = "";
	if (new == NULL)
		new = "";
	if (strcmp(old, new) != 0)
		(void)db_write(r->db, &index_sql[INDEX_CHANGE_ADD], child->id, field,
		    cut(r->pool, old), cut(r->pool, new), request_account(r));
}

bool change_last(struct request *r, const struct child *child, const char *field,
    const char **by_r, const char **at_r)
{
	struct db_row row;

	if (!db_find(r->db, &index_sql[INDEX_CHANGE_LAST], &row, child->id, field))
		return false;
	*by_r = pool_printf(r->pool, "%s %s", db_text(&row, 0), db_text(&row, 1));
	*at_r = page_when(r, db_text(&row, 2));
	return true;
}

static void change_put(struct request *r, struct node *history, const struct change_field *f,
    const struct db_row *row)
{
	struct node *n = node_add(history, "row");

	node_set(n, "when", page_when(r, db_text(row, 3)));
	node_set(n, "who", db_text(row, 4) == NULL ? "Somebody" :
	    pool_printf(r->pool, "%s %s", db_text(row, 4), db_text(row, 5)));
	node_set(n, "field", f->label);
	(void)node_leaf(n, "old", db_text(row, 1));
	(void)node_leaf(n, "new", db_text(row, 2));
}

int change_list(struct request *r)
{
	struct child child;
	int status = child_opened(r, &child);
	struct node *body, *history;
	struct db_rows rows;
	size_t i;

	if (status != 0)
		return status;
	body = child_page(r, &child, "changes", "Changes to this record");
	(void)page_para(body, "Newest first.");
	history = node_add(body, "history");
	(void)db_list(r->db, &index_sql[INDEX_CHANGES], &rows, child.id);
	for (i = 0; i < rows.n; i++) {
		const struct change_field *f = field_find(db_text(&rows.row[i], 0));

		if (field_shown(r, &child, f))
			change_put(r, history, f, &rows.row[i]);
	}
	return 200;
}
