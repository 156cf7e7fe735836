/*
 * collation-gather: what collation.c and its pages share.
 */
#ifndef EVERYCHILD_LSCB_COLLATION_GATHER_H
#define EVERYCHILD_LSCB_COLLATION_GATHER_H

#include "collation.h"

/* A form that an agency sent in. */
struct lscb_collation_document {
	unsigned long long request;
	const char *role;
	const struct form_answers *answers;
};

size_t lscb_collation_documents(struct request *r, const struct record *record,
    struct lscb_collation_document **documents_r);
/* Each agency's answer to a field outside of groups; a blank one, too. */
size_t lscb_collation_answers(struct request *r, const struct lscb_collation_document *d, size_t n,
    const struct form *form, unsigned field, struct collation_answer **answers_r);
/* Is it a value that says no more than that the question was looked at? */
bool lscb_collation_unknown(const struct field *field, const char *value);
/* Has the section a part in it? Who reports has none. */
bool lscb_collation_part(const struct form_section *section);
/* False: there is no value, or no such field. */
bool lscb_collated_from(const struct db_row *row, struct lscb_collated *c);

#endif
