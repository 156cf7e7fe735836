#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fill.h"
#include "str.h"
#include "text.h"

#define LINE_LONGEST	2000
#define PEOPLE_MAX	200
#define STAFF		"staff"

enum {
	TEAM_FIND, TEAM_ADD, FIND, ADD, STANDING, MANAGER, ROLE_ADD, LIST
};

static const struct db_statement sql[] = {
	[TEAM_FIND] = { "SELECT id FROM everychild.team WHERE agency = ? AND name = ?", "ss", "u" },
	[TEAM_ADD] = { "INSERT INTO everychild.team (agency, name) VALUES (?, ?)", "ss", "" },
	[FIND] = { "SELECT id FROM everychild.account WHERE directory_id = ?", "s", "u" },
	[ADD] = { "INSERT INTO everychild.account (directory_id, login, given, family, created_at)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ssss", "" },
	[STANDING] = { "UPDATE everychild.account SET title = ?, job_title = ?, agency = ?, team = ?,"
	    " service = ?, phone = ?, email = ?, work_address = ?, checked_on = ?, training_on = ?,"
	    " approved_on = ? WHERE id = ?", "sssUsssssddu", "" },
	[MANAGER] = { "UPDATE everychild.account SET manager = ?, approved_by = ? WHERE id = ?",
	    "UUu", "" },
	[ROLE_ADD] = { "INSERT INTO everychild.account_role (account, role) VALUES (?, ?)", "us", "" },
	[LIST] = { "SELECT a.id, a.team, a.manager, a.login, a.given, a.family, a.job_title, a.agency,"
	    " a.service, a.phone, a.email, a.work_address,"
	    " a.checked_on IS NOT NULL AND a.training_on IS NOT NULL AND a.disabled_on IS NULL,"
	    " (SELECT GROUP_CONCAT(r.role ORDER BY r.role SEPARATOR ' ')"
	    "   FROM everychild.account_role r WHERE r.account = a.id)"
	    " FROM everychild.account a ORDER BY a.id", "", "uuusssssssssus" },
};

/* A line of accounts.csv and what the directory says of the same person. */
struct person {
	const char *login, *title, *given, *family, *roles, *agency, *service, *team, *manager;
	const char *checked, *training, *approved, *approver;
	const char *directory_id, *job, *phone, *mail, *address;
	unsigned long long id;
};

static struct {
	struct pool *pool;
	struct person person[PEOPLE_MAX];
	unsigned n;
} state;

void account_statements_name(void)
{
	db_statements(sql, COUNT(sql));
}

static void lines_read(const char *path, void (*line)(char *))
{
	char text[LINE_LONGEST];
	FILE *f = fopen(path, "re");

	if (f == NULL)
		fill_refuse("cannot read %s: %s", path, strerror(errno));
	while (fgets(text, sizeof(text), f) != NULL) {
		text[strcspn(text, "\r\n")] = '\0';
		line(text);
	}
	(void)fclose(f);
}

static struct person *person_find(const char *login)
{
	unsigned i;

	for (i = 0; i < state.n; i++)
		if (strcmp(state.person[i].login, login) == 0)
			return &state.person[i];
	return NULL;
}

/* -- accounts.csv: no value holds a comma -- */

static const char *column(char **line)
{
	char *value = *line;
	size_t len = strcspn(value, ",");

	*line = value[len] == ',' ? value + len + 1 : value + len;
	return pool_strndup(state.pool, value, len);
}

static void person_read(char *line)
{
	struct person *p = &state.person[state.n];

	if (strncmp(line, "login,", 6) == 0 || line[0] == '\0')
		return;
	if (++state.n == PEOPLE_MAX)
		fill_refuse("more than %d accounts", PEOPLE_MAX - 1);
	p->login = column(&line);
	p->title = column(&line);
	p->given = column(&line);
	p->family = column(&line);
	p->roles = column(&line);
	p->agency = column(&line);
	p->service = column(&line);
	p->team = column(&line);
	p->manager = column(&line);
	p->checked = column(&line);
	p->training = column(&line);
	p->approved = column(&line);
	p->approver = column(&line);
}

/* -- the directory: an entry's attributes, its uid among them, then an empty
 * line -- */

static struct person entry;

static void entry_end(void)
{
	struct person *p = entry.login == NULL ? NULL : person_find(entry.login);

	if (p != NULL) {
		p->directory_id = entry.directory_id;
		p->job = entry.job;
		p->phone = entry.phone;
		p->mail = entry.mail;
		p->address = entry.address;
	}
	entry = (struct person){ 0 };
}

/* "Highfield School$Hill Road" is lines of an address. */
static const char *lines(const char *value)
{
	char *text = pool_strdup(state.pool, value), *c;

	for (c = text; *c != '\0'; c++)
		if (*c == '$')
			*c = '\n';
	return text;
}

static void attribute_read(char *line)
{
	static const struct { const char *name; const char **value; } known[] = {
		{ "uid: ", &entry.login }, { "entryUUID: ", &entry.directory_id },
		{ "title: ", &entry.job }, { "telephoneNumber: ", &entry.phone },
		{ "mail: ", &entry.mail }, { "postalAddress: ", &entry.address }
	};
	size_t i, len;

	if (line[0] == '\0')
		entry_end();
	for (i = 0; i < COUNT(known); i++) {
		len = strlen(known[i].name);
		if (strncmp(line, known[i].name, len) == 0)
			*known[i].value = lines(line + len);
	}
}

/* -- writing -- */

static const char *day(const char *days_ago)
{
	unsigned long long n;

	if (!text_number(days_ago, &n))
		return NULL;
	return date_iso(state.pool, date_add_days(date_today(), -(long)n));
}

static unsigned long long team_of(struct db *db, const struct person *p)
{
	struct db_row row;

	if (p->team[0] == '\0')
		return 0;
	if (db_find(db, &sql[TEAM_FIND], &row, p->agency, p->team))
		return db_number(&row, 0);
	return db_insert(db, &sql[TEAM_ADD], p->agency, p->team);
}

static void roles_write(struct db *db, const struct person *p)
{
	const char *role;
	size_t len;

	for (role = p->roles; *role != '\0'; role += len) {
		role += strspn(role, " ");
		len = strcspn(role, " ");
		(void)db_write(db, &sql[ROLE_ADD], p->id, pool_strndup(state.pool, role, len));
	}
}

static void person_write(struct db *db, struct person *p)
{
	struct db_row row;

	if (p->directory_id == NULL)
		fill_refuse("%s is not in the directory", p->login);
	if (db_find(db, &sql[FIND], &row, p->directory_id))
		p->id = db_number(&row, 0);
	else
		p->id = db_insert(db, &sql[ADD], p->directory_id, p->login, p->given, p->family);
	(void)db_write(db, &sql[STANDING], p->title, p->job, p->agency, team_of(db, p), p->service,
	    p->phone, p->mail, p->address, day(p->checked), day(p->training), day(p->approved), p->id);
	roles_write(db, p);
}

static unsigned long long id_of(const char *login)
{
	const struct person *p = person_find(login);

	return p == NULL ? 0 : p->id;
}

void account_load(struct db *db, const char *accounts, const char *directory)
{
	unsigned i;

	state.pool = pool_create();
	lines_read(accounts, person_read);
	lines_read(directory, attribute_read);
	entry_end();
	db_pool(db, state.pool);
	if (!db_begin(db, true))
		fill_refuse("the database cannot be reached");
	for (i = 0; i < state.n; i++)
		person_write(db, &state.person[i]);
	for (i = 0; i < state.n; i++)
		(void)db_write(db, &sql[MANAGER], id_of(state.person[i].manager),
		    id_of(state.person[i].approver), state.person[i].id);
	if (!db_commit(db))
		fill_refuse("the accounts could not be written");
	pool_destroy(&state.pool);
}

/* -- the others of a large authority -- */

static const struct { const char *agency, *team, *service, *job, *roles; } places[] = {
	{ "Sandmouth schools", "Pastoral teams north", "SCH", "Pastoral lead", "PRA" },
	{ "Sandmouth schools", "Pastoral teams south", "SCH", "Head of year", "PRA" },
	{ "Sandmouth Community Health", "Health visiting south", "HV", "Health visitor", "PRA" },
	{ "Sandmouth Community Health", "School nursing south", "SN", "School nurse", "PRA" },
	{ "Sandmouth Council", "Family support west", "FAM", "Family support worker", "PRA" },
	{ "Sandmouth Council", "Attendance", "EWO", "Attendance officer", "PRA" },
	{ "Sandmouth Council", "Youth work", "YTH", "Youth worker", "PRA" },
	{ "Sandmouth nurseries", "Early years", "EYP", "Room leader", "PRA" },
	{ "Sandmouth Council", "Private fostering north", "CSC", "Private fostering social worker", "PFW" },
};

static void staff_write(struct db *db, struct chance *c, unsigned number)
{
	const size_t i = number % COUNT(places);
	const struct culture *culture = &words_cultures[chance_below(c, 3)];
	struct person p = { .login = pool_printf(state.pool, STAFF "%04u", number), .title = "Ms",
	    .roles = places[i].roles, .checked = "200", .training = "150", .approved = "140",
	    .manager = "", .approver = "" };

	p.directory_id = pool_printf(state.pool, "nobody-%s", p.login);
	p.given = chance_of(c, culture->girls);
	p.family = chance_of(c, culture->families);
	p.agency = places[i].agency;
	p.team = places[i].team;
	p.service = places[i].service;
	p.job = places[i].job;
	p.phone = pool_printf(state.pool, "01632 960%03u", number % 1000);
	p.mail = pool_printf(state.pool, "%s@everychild.example", p.login);
	p.address = "Town Hall\nMarket Square\nSandmouth";
	person_write(db, &p);
}

void account_staff(struct db *db, unsigned n, uint64_t seed)
{
	struct chance c;
	unsigned i;

	chance_start(&c, seed, UINT64_MAX);
	state.pool = pool_create();
	db_pool(db, state.pool);
	if (!db_begin(db, true))
		fill_refuse("the database cannot be reached");
	for (i = 1; i <= n; i++)
		staff_write(db, &c, i);
	if (!db_commit(db))
		fill_refuse("the accounts could not be written");
	pool_destroy(&state.pool);
}

/* -- who is there -- */

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void worker_from(const struct db_row *row, struct pool *pool, struct worker *w)
{
	*w = (struct worker){ .id = db_number(row, 0), .team = db_number(row, 1),
	    .manager = db_number(row, 2), .login = db_text(row, 3), .given = db_text(row, 4),
	    .family = db_text(row, 5), .job = or_empty(db_text(row, 6)),
	    .agency = or_empty(db_text(row, 7)), .service = or_empty(db_text(row, 8)),
	    .phone = or_empty(db_text(row, 9)), .email = or_empty(db_text(row, 10)),
	    .address = or_empty(db_text(row, 11)), .standing = db_number(row, 12) != 0,
	    .roles = or_empty(db_text(row, 13)) };
	w->name = pool_printf(pool, "%s %s", w->given, w->family);
}

void account_list(struct db *db, struct pool *pool, struct workers *workers_r)
{
	struct db_rows rows;
	size_t i;

	db_pool(db, pool);
	(void)db_begin(db, false);
	(void)db_list(db, &sql[LIST], &rows);
	workers_r->n = (unsigned)rows.n;
	workers_r->worker = pool_array(pool, rows.n + 1, sizeof(*workers_r->worker));
	for (i = 0; i < rows.n; i++)
		worker_from(&rows.row[i], pool, &workers_r->worker[i]);
	db_rollback(db);
}

const struct worker *worker_find(const struct workers *workers, const char *login)
{
	unsigned i;

	for (i = 0; i < workers->n; i++)
		if (strcmp(workers->worker[i].login, login) == 0)
			return &workers->worker[i];
	return NULL;
}

bool worker_extra(const struct worker *worker)
{
	return strncmp(worker->login, STAFF, strlen(STAFF)) == 0;
}

const struct worker *worker_by_role(const struct fill *f, struct chance *c, const char *role,
    bool extra)
{
	const struct worker *w;
	unsigned tries;

	for (tries = 0; tries < 100000; tries++) {
		w = &f->workers.worker[chance_below(c, f->workers.n)];
		if (worker_is(w, role) && worker_extra(w) == extra && (extra || w->standing))
			return w;
	}
	return NULL;
}

bool worker_is(const struct worker *worker, const char *role)
{
	size_t len = strlen(role);
	const char *at = worker->roles;

	while ((at = strstr(at, role)) != NULL) {
		if ((at == worker->roles || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
		at += len;
	}
	return false;
}
