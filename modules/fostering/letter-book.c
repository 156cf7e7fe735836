#include "letter-book.h"
#include "lists.h"
#include "pool.h"

static const char *const names[] = { "to", "child", "carer", "authority", "reference", "today",
	"worker", "address", "start", "received", "missing", "appointment", "outcome", "reason",
	"requirement", "limited_to", "comply_by", "what", "grounds", "condition", "effective",
	"appeal_time", "authority_to", "moved_on", "new_address", "parents", "end", "end_reason",
	"visited", "conditions", "children", "person", "decided", "officer", "school", "holiday",
	"number", "first_on", "last_on", "contact", "decider", "holder", "at_once" };

static const char *appeal(struct pool *pool, const struct letter_words *w)
{
	if (lists_flag("fostering-letter", w->kind, "appeal") &&
	    !(letter_words_always(w, "[reason]") && letter_words_always(w, "[appeal_time]")))
		return pool_printf(pool, "%s must always give [reason] and [appeal_time]", w->kind);
	return NULL;
}

const struct letter_book fostering_letter_book = {
	.list = "fostering-letter",
	.how = "fostering-served",
	.names = names,
	.names_n = sizeof(names) / sizeof(names[0]),
	.rule = appeal,
};
