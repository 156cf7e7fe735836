#include <string.h>

#include "response-rules.h"

bool response_called(const struct response_facts *facts)
{
	if (facts->near_death)
		return true;
	if (facts->set == 'C')
		return facts->triggers[0] != '\0';
	return facts->expected == 'U' || facts->expected == 'K';
}

enum response_gap response_gap(const struct response_facts *facts)
{
	if (facts->decision == 'R')
		return RESPONSE_COMPLETE;
	if (facts->decision != 'N')
		return RESPONSE_UNDECIDED;
	if (!facts->reason)
		return RESPONSE_REASON;
	return response_called(facts) && !facts->confirmed ? RESPONSE_CONFIRMATION :
	    RESPONSE_COMPLETE;
}

const char *response_gap_words(enum response_gap gap)
{
	static const char *const words[RESPONSE_GAP__MAX] = {
		[RESPONSE_COMPLETE] = "",
		[RESPONSE_UNDECIDED] = "Decide whether a response is required",
		[RESPONSE_REASON] = "Say why a response is not required",
		[RESPONSE_CONFIRMATION] = "The designated doctor must confirm that no response is "
		    "required, because what is known of the death calls for one",
	};

	return gap < RESPONSE_GAP__MAX ? words[gap] : "";
}
