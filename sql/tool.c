#include "tool.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "conf.h"
#include "log.h"

const struct conf_setting checkpoint_settings[] = {
	{ "checkpoint.dir", CONF_TEXT, "/var/lib/everychild-audit", NULL },
	{ "checkpoint.key", CONF_TEXT, "/etc/everychild/checkpoint.key", NULL },
	{ "checkpoint.minutes", CONF_NUMBER, "15", NULL },
	{ "checkpoint.verified", CONF_TEXT, "/var/lib/everychild-audit/verified", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

bool checkpoint_file_is(const char *name)
{
	return strlen(name) == CHECKPOINT_DAY + sizeof(CHECKPOINT_ENDING) - 1 &&
	    strcmp(name + CHECKPOINT_DAY, CHECKPOINT_ENDING) == 0 &&
	    strspn(name, "0123456789-") == CHECKPOINT_DAY;
}

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
