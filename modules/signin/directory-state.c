#include <string.h>
#include <strings.h>
#include <time.h>

#include "directory-ldap.h"
#include "text.h"

/* Seconds from 1601, where Active Directory begins to count, to 1970. */
#define FILETIME_EPOCH	11644473600LL

/* Bits of userAccountControl and msDS-User-Account-Control-Computed. */
#define UAC_DISABLED		0x2
#define UAC_LOCKED		0x10
#define UAC_NEVER_EXPIRES	0x10000
#define UAC_PASSWORD_EXPIRED	0x800000

/*
 * The state of an account, as far as its entry tells.
 */

/* 0 for none and for never. */
static long long value_filetime(const char *value)
{
	unsigned long long ticks;

	if (!text_number(value, &ticks) || ticks == 0 || ticks >= 0x7fffffffffffffffULL)
		return 0;
	return (long long)(ticks / 10000000) - FILETIME_EPOCH;
}

static unsigned long long value_bits(const char *value)
{
	unsigned long long bits;

	return text_number(value, &bits) ? bits : 0;
}

/* Compares an LDAP time (20260102030405Z, UTC) with now: the digits sort. */
static int value_time_compare(const char *value, time_t now)
{
	char text[32];
	struct tm utc;

	(void)gmtime_r(&now, &utc);
	(void)strftime(text, sizeof(text), "%Y%m%d%H%M%S", &utc);
	return strncmp(value, text, strlen(text));
}

static enum directory_reason state_active_directory(const struct entry *e, time_t now)
{
	unsigned long long control = value_bits(e->values[A_CONTROL]);
	unsigned long long today = value_bits(e->values[A_CONTROL_NOW]);
	long long ends = value_filetime(e->values[A_EXPIRES]);

	if ((control & UAC_DISABLED) != 0)
		return DIRECTORY_DISABLED;
	if (ends != 0 && ends <= now)
		return DIRECTORY_EXPIRED;
	/* lockoutTime stays after the lock has ended; the computed bits do not. */
	if ((today & UAC_LOCKED) != 0 || (e->values[A_CONTROL_NOW][0] == '\0' &&
	    value_filetime(e->values[A_LOCKED_AT]) != 0))
		return DIRECTORY_LOCKED;
	if ((today & UAC_PASSWORD_EXPIRED) != 0)
		return DIRECTORY_PASSWORD_EXPIRED;
	if (strcmp(e->values[A_PASSWORD_SET], "0") == 0 && (control & UAC_NEVER_EXPIRES) == 0)
		return DIRECTORY_MUST_CHANGE;
	return DIRECTORY_FINE;
}

static enum directory_reason state_policy(const struct entry *e, time_t now)
{
	const char *start = e->values[A_PP_START], *end = e->values[A_PP_END];

	if (strcasecmp(e->values[A_NS_LOCK], "true") == 0)
		return DIRECTORY_DISABLED;
	if (e->values[A_PP_LOCKED][0] != '\0')
		return DIRECTORY_LOCKED;
	if ((start[0] != '\0' && value_time_compare(start, now) > 0) ||
	    (end[0] != '\0' && value_time_compare(end, now) <= 0))
		return DIRECTORY_EXPIRED;
	if (strcasecmp(e->values[A_PP_RESET], "true") == 0)
		return DIRECTORY_MUST_CHANGE;
	return DIRECTORY_FINE;
}

enum directory_reason directory_state(const struct entry *e)
{
	time_t now = time(NULL);
	enum directory_reason reason = state_active_directory(e, now);

	return reason != DIRECTORY_FINE ? reason : state_policy(e, now);
}

int directory_password_days(const struct entry *e)
{
	long long ends = value_filetime(e->values[A_PASSWORD_ENDS]);
	long long days = (ends - time(NULL)) / 86400;

	if (ends == 0 || days > 36500)
		return -1;
	return days < 0 ? 0 : (int)days;
}
