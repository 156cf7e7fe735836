#include "http.h"
#include "record.h"
#include "request.h"
#include "task.h"
#include "text.h"

#define OPEN "done_on IS NULL AND dropped_on IS NULL"

enum { LIST, HAS, NEW, END, KIND_DONE, DROP };

static const struct db_statement sql[] = {
	[LIST] = { "SELECT id, kind, what, due_on, done_on, dropped_on, done_note FROM task"
	    " WHERE record = ? ORDER BY done_on IS NOT NULL OR dropped_on IS NOT NULL,"
	    " COALESCE(due_on, '9999-12-31'), id LIMIT 200", "u", "ussddds" },
	[HAS] = { "SELECT id FROM task WHERE record = ? AND kind = ? AND (? = '' OR what = ?)"
	    " AND " OPEN " LIMIT 1", "usss", "u" },
	[NEW] = { "INSERT INTO task (record, kind, what, due_on, account, at, made_in)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)", "ussdus", "" },
	[END] = { "UPDATE task SET done_on = ?, dropped_on = ?, done_by = ?, done_note = ?,"
	    " ended_in = ? WHERE record = ? AND id = ? AND " OPEN, "ddussuu", "" },
	[KIND_DONE] = { "UPDATE task SET done_on = ?, done_by = ?, done_note = ?, ended_in = ?"
	    " WHERE record = ? AND kind = ? AND " OPEN, "dussus", "" },
	[DROP] = { "UPDATE task SET dropped_on = ?, ended_in = ? WHERE record = ?"
	    " AND kind <> ? AND " OPEN, "dsus", "" },
};

void task_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

size_t task_list(struct request *r, const struct record *record, struct task **list_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[LIST], &rows, record->id);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *t = &rows.row[i];

		(*list_r)[i] = (struct task){ .id = db_number(t, 0), .kind = db_text(t, 1),
		    .what = db_text(t, 2), .due_on = db_text(t, 3), .done_on = db_text(t, 4),
		    .dropped_on = db_text(t, 5), .note = db_text(t, 6),
		    .open = db_text(t, 4) == NULL && db_text(t, 5) == NULL };
	}
	return rows.n;
}

bool task_find(struct request *r, const struct record *record, const char *number,
    struct task *task_r)
{
	unsigned long long id;
	struct task *all;
	size_t i, n;

	if (!text_number(number, &id))
		return false;
	n = task_list(r, record, &all);
	for (i = 0; i < n; i++)
		if (all[i].id == id && all[i].open) {
			*task_r = all[i];
			return true;
		}
	return false;
}

bool task_open(struct request *r, const struct record *record, const char *kind,
    const char *what)
{
	struct db_row row;

	return db_find(r->db, &sql[HAS], &row, record->id, kind, what, what);
}

void task_new(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	(void)db_write(r->db, &sql[NEW], record->id, kind, what, due_on, request_account(r),
	    r->http->request);
}

void task_add(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	if (!task_open(r, record, kind, what))
		task_new(r, record, kind, what, due_on);
}

bool task_end(struct request *r, const struct record *record, const struct task *task,
    bool dropped, const char *note)
{
	return db_write(r->db, &sql[END], dropped ? NULL : r->today, dropped ? r->today : NULL,
	    request_account(r), note, r->http->request, record->id, task->id) == 1;
}

void task_kind_done(struct request *r, const struct record *record, const char *kind,
    const char *note)
{
	(void)db_write(r->db, &sql[KIND_DONE], r->today, request_account(r), note,
	    r->http->request, record->id, kind);
}

void task_drop(struct request *r, const struct record *record, const char *keep)
{
	(void)db_write(r->db, &sql[DROP], r->today, r->http->request, record->id, keep);
}
