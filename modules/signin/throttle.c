#include <ctype.h>
#include <string.h>

#include "signin.h"
#include "text.h"

/* Slower and slower for one name, so that a guesser gets nowhere and a person
 * who mistypes waits seconds; and fewer tries than the directory's own lock-out
 * allows, so that a guesser cannot have an account locked there: here it opens
 * again by itself. */

/* Whatever was typed, in whatever length: its hash. */
static const char *subject_name(struct request *r, const char *login)
{
	char *name = pool_strdup(r->pool, login), *c;
	unsigned char hash[SECRET_BYTES];

	for (c = name; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	secret_hash(name, strlen(name), hash);
	return pool_printf(r->pool, "n:%s", text_hex(r->pool, hash, sizeof(hash)));
}

static const char *subject_address(struct request *r)
{
	return pool_printf(r->pool, "a:%s", r->http->address);
}

static long wait_after(unsigned long long failures)
{
	unsigned long long over, free = (unsigned long long)conf_number("signin.free_tries");

	if (failures < free)
		return 0;
	over = failures - free;
	return over >= 5 ? 30 : 1L << over;
}

bool throttle_allows(struct request *r, const char *login)
{
	struct db_row row;

	/* The name's row is locked until this try is over, so that tries at once
	 * cannot pass the limit together. */
	(void)db_write(r->db, &signin_sql[SIGNIN_HOLD], subject_name(r, login));

	if (db_find(r->db, &signin_sql[SIGNIN_ATTEMPTS], &row, subject_name(r, login))) {
		unsigned long long failures = db_number(&row, 0), age = db_number(&row, 1);

		if ((long)age < wait_after(failures))
			return false;
		if (failures >= (unsigned long long)conf_number("signin.directory_tries") &&
		    (long)age < conf_number("signin.window_minutes") * 60)
			return false;
	}
	if (db_find(r->db, &signin_sql[SIGNIN_ATTEMPTS], &row, subject_address(r)))
		return db_number(&row, 0) < (unsigned long long)conf_number("signin.address_tries") ||
		    db_number(&row, 1) >= 60;
	return true;
}

void throttle_failed(struct request *r, const char *login)
{
	(void)db_write(r->db, &signin_sql[SIGNIN_FAILED], subject_name(r, login),
	    (unsigned long long)conf_number("signin.window_minutes") * 60);
	(void)db_write(r->db, &signin_sql[SIGNIN_FAILED], subject_address(r), 60ULL);
}

void throttle_forgive(struct request *r, const char *login)
{
	(void)db_write(r->db, &signin_sql[SIGNIN_FORGIVE], subject_name(r, login));
}
