#include "caf.h"
#include "people.h"

/* Who works on the case beside the one who holds it: co-assessors (1.1 COA). */

static const struct people_part parts[] = {
	{ "OWNER", "Holds the case" }, { "COA", "Co-assessor" }, { "LP", "{Lead professional}" },
	{ "TAC", "Member of the {team around the child}" }, { 0 }
};

const struct people caf_people = {
	.title = "People on this case",
	.parts = parts,
	.relation = "COA",
	.one = "co-assessor",
	.label = "Co-assessor",
	.what = "A co-assessor reads the case and writes in the assessment with you.",
	.roles = "PRA COA",
	.nobody = "There is no practitioner with this user name",
	.already = "This person works on the case already",
};
