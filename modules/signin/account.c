#include <string.h>
#include <strings.h>

#include "guest.h"
#include "signin.h"
#include "text.h"

/* "PRA everychild-practitioners": does this line give a role to the group? A
 * group is named by its common name, its distinguished name or its id. */
static bool group_is(const char *name, const struct directory_group *group)
{
	return strcasecmp(name, group->name) == 0 || strcasecmp(name, group->dn) == 0 ||
	    (group->id[0] != '\0' && strcasecmp(name, group->id) == 0);
}

static const char *roles_of(struct request *r, const struct directory_person *person)
{
	const char *const *line, *roles = "";
	size_t i, k, n, len;

	line = conf_list("role.group", &n);
	for (i = 0; i < n; i++) {
		len = strcspn(line[i], " ");
		for (k = 0; k < person->groups_n; k++)
			if (line[i][len] == ' ' && group_is(text_trim(r->pool, line[i] + len),
			    &person->groups[k]))
				break;
		if (k < person->groups_n)
			roles = pool_printf(r->pool, "%s %.*s", roles, (int)len, line[i]);
	}
	return roles;
}

static bool among(const char *roles, const char *role)
{
	const struct session one = { .roles = roles };

	return session_role(&one, role);
}

/* Only differences are written: a re-check each minute must cost nothing. */
static void roles_set(struct request *r, unsigned long long account, const char *roles)
{
	const char *had = "", *role;
	struct db_rows rows;
	size_t i, len;

	(void)db_list(r->db, &signin_sql[SIGNIN_ROLES], &rows, account);
	for (i = 0; i < rows.n; i++) {
		role = db_text(&rows.row[i], 0);
		had = pool_printf(r->pool, "%s %s", had, role);
		if (!among(roles, role))
			(void)db_write(r->db, &signin_sql[SIGNIN_ROLE_DROP], account, role);
	}
	for (role = roles; *role != '\0'; role += len) {
		role += strspn(role, " ");
		len = strcspn(role, " ");
		if (len > 0 && !among(had, pool_strndup(r->pool, role, len)))
			(void)db_write(r->db, &signin_sql[SIGNIN_ROLE_ADD], account,
			    pool_strndup(r->pool, role, len));
	}
}

static unsigned long long team_of(struct request *r, const struct directory_person *person)
{
	struct db_row row;

	if (person->team[0] == '\0')
		return 0;
	if (db_find(r->db, &signin_sql[SIGNIN_TEAM_FIND], &row, person->agency, person->team))
		return db_number(&row, 0);
	return db_insert(r->db, &signin_sql[SIGNIN_TEAM_ADD], person->agency, person->team);
}

static unsigned long long manager_of(struct request *r, const struct directory_person *person)
{
	struct db_row row;

	if (person->manager_id[0] == '\0' || !db_find(r->db, &signin_sql[SIGNIN_ACCOUNT_MANAGER],
	    &row, person->manager_id))
		return 0;
	return db_number(&row, 0);
}

/* modules/caf/sections.md 1.2: no entry without identity check and training on record; confirmed
 * yearly; closed after three months without use. */
static const char *refusal(const struct db_row *row, const char *roles)
{
	if (db_text(row, 1) != NULL)
		return "Your account has been closed here. Ask your administrator.";
	if (db_text(row, 2) == NULL)
		return "There is no training date on your account. Once your training in this system "
		    "and in information sharing is recorded, you can sign in. Ask your administrator.";
	if (db_text(row, 3) == NULL)
		return "There is no DBS check date on your account. Once it is recorded, you can "
		    "sign in. Ask your administrator.";
	if (db_text(row, 6) == NULL)
		return "Your account does not say which kind of service you work for. Once it is "
		    "recorded, you can sign in. Ask your administrator.";
	if (db_number(row, 4) != 0)
		return "Your account was last confirmed more than a year ago. Ask your administrator "
		    "to confirm it.";
	if (db_number(row, 5) != 0)
		return "Your account has not been used for a long time and was closed. Ask your "
		    "administrator to open it again.";
	if (roles[strspn(roles, " ")] == '\0')
		return "Your account has no role here. Ask your administrator which group you need.";
	return NULL;
}

static bool account_find(struct request *r, const struct directory_person *person,
    struct db_row *row)
{
	return db_find(r->db, &signin_sql[SIGNIN_ACCOUNT_FIND], row,
	    (unsigned long long)conf_number("signin.confirm_days"),
	    (unsigned long long)conf_number("signin.unused_days"), person->id);
}

void account_update(struct request *r, const struct directory_person *person,
    struct signin_account *account_r)
{
	const char *roles = roles_of(r, person);
	struct db_row row;

	*account_r = (struct signin_account){ 0 };
	if (text_starts(person->id, GUEST_ACCOUNT)) {
		account_r->refusal = "Your account cannot be used here. Ask your administrator.";
		return;
	}
	if (!account_find(r, person, &row)) {
		account_r->created = true;
		(void)db_insert(r->db, &signin_sql[SIGNIN_ACCOUNT_ADD], person->id, person->login,
		    person->given, person->family);
		if (!account_find(r, person, &row))
			return;
	}
	account_r->id = db_number(&row, 0);
	account_r->refusal = refusal(&row, roles);
	(void)db_write(r->db, &signin_sql[SIGNIN_ACCOUNT_UPDATE], person->login, person->given,
	    person->family, person->job_title, person->agency, team_of(r, person), person->phone,
	    person->mail, manager_of(r, person), account_r->id);
	roles_set(r, account_r->id, roles);
}
