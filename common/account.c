#include "account.h"
#include "db.h"
#include "pool.h"
#include "request.h"

enum { FIND, LOAD, LIST };

#define COLUMNS "SELECT a.id, a.team, a.manager, a.login, a.given, a.family, a.service, a.agency," \
	" a.phone, a.email FROM everychild.account a WHERE "
#define COLUMNS_OUT "uuusssssss"
#define OPEN "a.disabled_on IS NULL AND EXISTS (SELECT 1 FROM everychild.account_role x" \
	" WHERE x.account = a.id AND FIND_IN_SET(x.role, REPLACE(?, ' ', ',')) > 0)"

static const struct db_statement sql[] = {
	/* A user name is given again when its first holder has left. */
	[FIND] = { COLUMNS "a.login = ? AND " OPEN " ORDER BY a.id DESC LIMIT 1", "ss", COLUMNS_OUT },
	[LOAD] = { COLUMNS "a.id = ?", "u", COLUMNS_OUT },
	[LIST] = { COLUMNS OPEN " ORDER BY a.family, a.given, a.id LIMIT 200", "s", COLUMNS_OUT },
};

void account_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static struct account account_from(struct pool *pool, const struct db_row *row)
{
	struct account a = { .id = db_number(row, 0), .team = db_number(row, 1),
	    .manager = db_number(row, 2), .login = db_text(row, 3),
	    .given = or_empty(db_text(row, 4)), .family = or_empty(db_text(row, 5)),
	    .service = or_empty(db_text(row, 6)), .agency = or_empty(db_text(row, 7)),
	    .phone = or_empty(db_text(row, 8)), .email = or_empty(db_text(row, 9)) };

	a.name = pool_printf(pool, "%s %s", a.given, a.family);
	return a;
}

bool account_find(struct request *r, const char *login, const char *roles,
    struct account *account_r)
{
	struct db_row row;

	if (login[0] == '\0' || !db_find(r->db, &sql[FIND], &row, login, roles))
		return false;
	*account_r = account_from(r->pool, &row);
	return true;
}

bool account_load(struct request *r, unsigned long long id, struct account *account_r)
{
	struct db_row row;

	if (id == 0 || !db_find(r->db, &sql[LOAD], &row, id))
		return false;
	*account_r = account_from(r->pool, &row);
	return true;
}

size_t account_list(struct request *r, const char *roles, struct account **accounts_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[LIST], &rows, roles);
	*accounts_r = pool_array(r->pool, rows.n + 1, sizeof(**accounts_r));
	for (i = 0; i < rows.n; i++)
		(*accounts_r)[i] = account_from(r->pool, &rows.row[i]);
	return rows.n;
}
