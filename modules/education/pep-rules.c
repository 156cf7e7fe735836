#include "pep-rules.h"

#include <string.h>

static const char *const codes[PEP_STATE__MAX] = {
	[PEP_NOT_STARTED] = "NOT_STARTED", [PEP_IN_PROGRESS] = "IN_PROGRESS", [PEP_READY] = "READY",
	[PEP_SUBMITTED] = "SUBMITTED", [PEP_RETURNED] = "RETURNED", [PEP_COMPLETE] = "COMPLETE",
	[PEP_CANCELLED] = "CANCELLED", [PEP_HISTORICAL] = "HISTORICAL",
};

const char *pep_code(enum pep_state state)
{
	return codes[state];
}

enum pep_state pep_state(const char *code)
{
	unsigned state;

	for (state = 0; state < PEP_STATE__MAX && strcmp(codes[state], code) != 0; state++)
		;
	return state;
}

#define S(state)	(1u << PEP_##state)
#define WRITTEN		(S(NOT_STARTED) | S(IN_PROGRESS) | S(READY) | S(RETURNED))

bool pep_step(enum pep_state from, enum pep_event event, enum pep_state *to_r)
{
	static const struct { unsigned from; enum pep_state to; } steps[] = {
		[PEP_SAVED] = { WRITTEN, PEP_IN_PROGRESS },
		[PEP_WHOLE] = { WRITTEN, PEP_READY },
		[PEP_SUBMIT] = { S(READY), PEP_SUBMITTED },
		[PEP_RETURN] = { S(SUBMITTED), PEP_RETURNED },
		[PEP_ACCEPT] = { S(SUBMITTED), PEP_COMPLETE },
		[PEP_CANCEL] = { WRITTEN | S(SUBMITTED), PEP_CANCELLED },
		[PEP_SUPERSEDE] = { S(COMPLETE), PEP_HISTORICAL },
	};

	*to_r = steps[event].to;
	return (steps[event].from & 1u << from) != 0;
}

bool pep_writes(enum pep_state state, enum pep_part part)
{
	static const unsigned while_in[PEP_PART__MAX] = {
		[PEP_VIRTUAL] = WRITTEN | S(SUBMITTED),
		[PEP_WORKER] = WRITTEN,
		[PEP_TEACHER] = WRITTEN,
		[PEP_CARER] = WRITTEN & ~S(RETURNED),
	};

	return (while_in[part] & 1u << state) != 0;
}

const char *pep_overall(const unsigned *grades, size_t n, unsigned gold, unsigned amber)
{
	unsigned of[4] = { 0, 0, 0, 0 };
	size_t i;

	for (i = 0; i < n; i++)
		of[grades[i] > 3 ? 3 : grades[i]]++;
	if (of[0] > 0)
		return "RED";
	if (of[1] >= amber)
		return "AMBER";
	return of[1] == 0 && of[3] >= gold ? "GOLD" : "GREEN";
}

bool pep_chosen(unsigned dice, long in_hundred)
{
	return (long)(dice % 100) < in_hundred;
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool pep_pence(const char *text, unsigned *pence_r)
{
	unsigned long pounds = 0, pence = 0;
	const char *at = text;

	for (; digit(*at) || (*at == ',' && at > text && digit(at[1])); at++) {
		if (*at != ',')
			pounds = pounds * 10 + (unsigned long)(*at - '0');
		if (pounds >= 1000000)
			return false;
	}
	if (at == text)
		return false;
	if (*at == '.') {
		if (!digit(at[1]))
			return false;
		pence = (unsigned long)(at[1] - '0') * 10;
		at += 2;
		if (digit(*at))
			pence += (unsigned long)(*at++ - '0');
	}
	*pence_r = (unsigned)(pounds * 100 + pence);
	return *at == '\0';
}
