/*
 * overtaken: somebody else saved the same thing after the form was opened. Nothing of the
 * later form is saved; what was typed stands in it again, above it what is saved now where the
 * two differ, and the form goes out with the version of now, so that whoever has read both can
 * save again.
 *
 *	if (overtaken(r, row.version)) {
 *		const struct typed *typed = overtaken_typed(r);
 *
 *		fill(r, &row);		the handler's own, which fills the input from the row
 *		overtaken_by(r, typed);
 *		return form_page(r, &row, 409);
 *	}
 */
#ifndef EVERYCHILD_OVERTAKEN_H
#define EVERYCHILD_OVERTAKEN_H

#include <stdbool.h>

struct node;
struct request;
struct typed;

/* The form was sent with another version than this one, or with none. */
bool overtaken(const struct request *r, unsigned long long version);
/* What was typed, for as long as the request. */
const struct typed *overtaken_typed(struct request *r);
/* The input holds what is saved now: remembers where that differs from what was typed, in
 * fields with a label, and puts into the input what was typed. */
void overtaken_by(struct request *r, const struct typed *typed);

/* Where there is no form any more for what was typed: 409 and a page that says so, with the
 * words to be copied. */
int overtaken_message(struct request *r, const char *title, const char *text);
/* Adds the words of a post, if there are any, to a page that says why nothing was saved. */
void overtaken_words(struct request *r);

/* page_form calls it, before the form of this page's own address. */
void overtaken_put(struct request *r, struct node *parent);

#endif
