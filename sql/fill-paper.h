/*
 * fill-paper: a form being filled in: what is put on it is checked as if a
 * person had typed it, and written as the answers of one save after another.
 */
#ifndef EVERYCHILD_FILL_PAPER_H
#define EVERYCHILD_FILL_PAPER_H

#include "fill.h"
#include "form.h"

struct paper {
	const struct form *form;
	struct form_answers *answers;
	struct pool *pool;
	enum batch_table answer;	/* where answers go; BATCH_ANSWER unless set */
	const char *today;
	unsigned long long id;
	unsigned revision;
	const char *saved;		/* when last; NULL: never */
};

void paper_start(struct paper *p, struct pool *pool, const struct form *form,
    const char *today, unsigned long long id);
/* NULL and "" put nothing. Refuses what field_check would. item: 0, or the row
 * of a group from 1. */
void paper_put(struct paper *p, const char *field, unsigned item, const char *value);
/* The same where the form asks it of this child, else nothing. */
void paper_offer(struct paper *p, const char *field, unsigned item, const char *value);
/* One save: a revision, with all that was put since the last one. */
void paper_save(struct paper *p, unsigned long long account, const char *at);
/* What a person has begun to type in a section, by field and value, ended by
 * NULL, and not saved. */
void paper_draft(struct paper *p, const char *section, unsigned long long account,
    const char *at, const char *const *typed);
/* What must be answered and is not, by chance: codes of the list (those that say more
 * is to be written seldom), days this one, texts these words. often: of 1000 codes that
 * are "not known" or "no" where the list has them. */
void paper_fill(struct paper *p, struct chance *c, unsigned often, const char *day,
    const char *words);
/* Refuses an answer to a question that does not apply; whole: also a gap. */
void paper_check(struct paper *p, bool whole);

#endif
