#include <string.h>

#include "triage.h"

/* Types of event and special pathways. A mark that does not stand any more keeps
 * its row. */

bool lscb_has(const char *codes, const char *code)
{
	size_t len = strlen(code), n;
	const char *at;

	for (at = codes; len > 0 && *at != '\0'; at += n + (at[n] == ' ')) {
		n = strcspn(at, " ");
		if (n == len && strncmp(at, code, n) == 0)
			return true;
	}
	return false;
}

const char *lscb_marks(struct request *r, const struct record *record, const char *kind)
{
	const char *codes = "";
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_MARKS], &rows, record->id, kind);
	for (i = 0; i < rows.n; i++)
		codes = pool_printf(r->pool, "%s%s%s", codes, i == 0 ? "" : " ",
		    db_text(&rows.row[i], 0));
	return codes;
}

const char *lscb_principal(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_MARKS], &rows, record->id, "EVENT");
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 1) != 0)
			return db_text(&rows.row[i], 0);
	return "";
}

static void add(struct request *r, const struct record *record, const char *kind,
    const char *code, bool principal)
{
	(void)db_write(r->db, &lscb_sql[LSCB_MARK_ADD], record->id, kind, code,
	    (unsigned long long)principal, request_account(r));
}

void lscb_mark(struct request *r, const struct record *record, const char *kind,
    const char *code)
{
	const char *codes = lscb_marks(r, record, kind);

	if (!lscb_has(codes, code))
		add(r, record, kind, code, codes[0] == '\0' && strcmp(kind, "EVENT") == 0);
}

void lscb_marks_set(struct request *r, const struct record *record, const char *kind,
    const char *codes, const char *principal)
{
	const char *at;
	size_t n;

	(void)db_write(r->db, &lscb_sql[LSCB_MARKS_GONE], record->id, kind);
	for (at = codes; *at != '\0'; at += n + (at[n] == ' ')) {
		char *code = pool_printf(r->pool, "%.*s", (int)(n = strcspn(at, " ")), at);

		add(r, record, kind, code, strcmp(code, principal) == 0);
	}
}
