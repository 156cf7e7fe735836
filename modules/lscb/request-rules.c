#include "request-rules.h"

#include <string.h>

#define S(status)	(1u << REQUEST_##status)
#define AWAITED		(S(SENT) | S(ACK) | S(MORE) | S(REFUSED))
#define STAYS		REQUEST_STATUS__MAX
#define A(what)		REQUEST_ASKS_##what

const struct request_rule request_rules[REQUEST_ACT__MAX] = {
	[REQUEST_ACT_SENT] = { "SENT", "Send", S(NEW), REQUEST_SENT, A(DAY) | A(DUE), A(DAY),
	    .runs = true },
	[REQUEST_ACT_ACK] = { "ACK", "Acknowledged", S(SENT), REQUEST_ACK, A(DAY), A(DAY), false, false },
	[REQUEST_ACT_EXTEND] = { "EXTEND", "Give more time", AWAITED, STAYS, A(DUE) | A(WHY),
	    A(DUE) | A(WHY), .runs = true },
	[REQUEST_ACT_RETURNED] = { "RETURNED", "Report came in", AWAITED, REQUEST_RETURNED,
	    A(DAY) | A(BY) | A(LATE), A(DAY) | A(BY), .stops = true },
	[REQUEST_ACT_NIL] = { "NIL", "Nil return came in", AWAITED, REQUEST_NIL,
	    A(DAY) | A(BY) | A(LATE), A(DAY) | A(BY), .stops = true },
	[REQUEST_ACT_MORE] = { "MORE", "Return for more", S(RETURNED) | S(NIL), REQUEST_MORE,
	    A(DUE) | A(WHY), A(DUE) | A(WHY), .runs = true },
	[REQUEST_ACT_ACCEPTED] = { "ACCEPTED", "Accept", S(RETURNED), REQUEST_ACCEPTED, 0, 0,
	    .stops = true },
	[REQUEST_ACT_WAIVED] = { "WAIVED", "Waive", S(NEW) | AWAITED, REQUEST_WAIVED, A(WHY), A(WHY),
	    .stops = true },
	[REQUEST_ACT_REFUSED] = { "REFUSED", "Agency refuses", S(SENT) | S(ACK) | S(MORE),
	    REQUEST_REFUSED, A(DAY) | A(WHY), A(DAY) | A(WHY), false, false },
	[REQUEST_ACT_HOLD] = { "HOLD", "Hold for a lawful bar", AWAITED, STAYS, A(HOLD) | A(WHY),
	    A(HOLD) | A(WHY), false, false },
	[REQUEST_ACT_FREED] = { "FREED", "Lawful bar ended", AWAITED, STAYS, A(DUE) | A(WHY), A(DUE),
	    .runs = true },
};

static const char *const codes[REQUEST_STATUS__MAX] = {
	[REQUEST_NEW] = "NEW", [REQUEST_SENT] = "SENT", [REQUEST_ACK] = "ACK",
	[REQUEST_RETURNED] = "RETURNED", [REQUEST_ACCEPTED] = "ACCEPTED", [REQUEST_MORE] = "MORE",
	[REQUEST_NIL] = "NIL", [REQUEST_WAIVED] = "WAIVED", [REQUEST_REFUSED] = "REFUSED",
};

const char *request_status_code(enum request_status status)
{
	return status < REQUEST_STATUS__MAX ? codes[status] : "";
}

enum request_status request_status_of(const char *code)
{
	enum request_status s;

	for (s = 0; s < REQUEST_STATUS__MAX; s++)
		if (strcmp(codes[s], code) == 0)
			break;
	return s;
}

enum request_act request_act_of(const char *code)
{
	enum request_act a;

	for (a = 0; a < REQUEST_ACT__MAX; a++)
		if (strcmp(request_rules[a].code, code) == 0)
			break;
	return a;
}

static bool in(enum request_status status, unsigned set)
{
	return status < REQUEST_STATUS__MAX && (set & 1u << status) != 0;
}

/* Under a bar time stands still, so none is given; what comes in all the same counts. */
bool request_can(enum request_act act, enum request_status status, bool held)
{
	if (act >= REQUEST_ACT__MAX || !in(status, request_rules[act].from))
		return false;
	if (act == REQUEST_ACT_FREED)
		return held;
	return !held || (act != REQUEST_ACT_EXTEND && act != REQUEST_ACT_HOLD);
}

bool request_writable(enum request_status status)
{
	return in(status, AWAITED);
}

bool request_open(enum request_status status)
{
	return in(status, AWAITED | S(RETURNED));
}

bool request_ended(enum request_status status)
{
	return in(status, S(ACCEPTED) | S(NIL) | S(WAIVED));
}

bool request_counts(enum request_status status)
{
	return in(status, S(RETURNED) | S(ACCEPTED) | S(MORE));
}
