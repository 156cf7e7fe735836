#include <string.h>

#include "certificate.h"
#include "date.h"
#include "probe.h"
#include "signin.h"

#define SOON	30	/* days in which a certificate is to be renewed */

static void certificate_say(const char *server, long long end)
{
	long days = certificate_days(end, date_now());

	if (end == 0)
		probe_warn("%s: until when its certificate is good cannot be read", server);
	else if (days < SOON)
		probe_warn("%s: its certificate ends in %ld days: renew it", server, days);
	else
		probe_ok("%s: answers, and its certificate is good for %ld days", server, days);
}

/* How many of them may be asked. Why one may not has been logged. */
static size_t servers_look(struct pool *pool)
{
	struct directory_look look;
	size_t i, n = 0;

	for (i = 0; i < directory_servers(); i++) {
		directory_look(pool, i, &look);
		if (look.result != DIRECTORY_OK)
			continue;
		certificate_say(directory_server(i), look.certificate_end);
		n++;
	}
	return n;
}

/* "PRA ec-practitioners": nobody has the role while the group is not there. */
static void groups_look(struct pool *pool)
{
	const char *const *line;
	const char *name;
	size_t i, n, missing = 0;

	line = conf_list("role.group", &n);
	probe_about("groups");
	if (n == 0)
		probe_error("no role.group is set: nobody has a role");
	for (i = 0; i < n; i++) {
		name = line[i] + strcspn(line[i], " ");
		name += strspn(name, " ");
		if (directory_group_find(pool, name) != DIRECTORY_REFUSED)
			continue;
		missing++;
		probe_error("there is no group %s in the directory (role.group = %s): make it, or mend "
		    "the line", name, line[i]);
	}
	if (missing == 0 && n > 0)
		probe_ok("all %zu that give a role are there", n);
}

void signin_probe(void)
{
	struct pool *pool = pool_create();

	probe_about("directory");
	if (servers_look(pool) > 0)
		groups_look(pool);
	else
		probe_error("no server of ldap.server can be asked: nobody can sign in");
	pool_destroy(&pool);
}
