#include "tool.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "conf.h"
#include "log.h"

void tool_become(const char *name)
{
	const struct passwd *user;
	char account[80];

	(void)snprintf(account, sizeof(account), "%s%s", conf_text("db.account_prefix"), name);
	user = geteuid() == 0 ? getpwnam(account) : NULL;
	if (user != NULL && (initgroups(account, user->pw_gid) != 0 || setgid(user->pw_gid) != 0 ||
	    setuid(user->pw_uid) != 0))
		log_fatal("cannot become %s: %s", account, strerror(errno));
}
