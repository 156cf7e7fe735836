/*
 * document-choice: two people changed the same answer, and the second one sees
 * both texts. The comparison page asks theirs, mine or both for each, and
 * carries along everything else that was sent and what was chosen before; what
 * comes back is put in the place of what was sent.
 */
#ifndef EVERYCHILD_DOCUMENT_CHOICE_H
#define EVERYCHILD_DOCUMENT_CHOICE_H

#include "document.h"

#define DOCUMENT_REVISIONS	1000000000	/* more than a document ever has */

/* What the comparison page asked and nobody chose: asked again, never taken
 * for "mine". Before the choices are applied. `mine` is not set. */
struct document_conflict *document_choices_missing(struct request *r,
    const struct form_section *section, const struct params *params,
    const struct form_answers *stored);

/* Puts the chosen texts into params and takes the choices out of them. Each
 * answer that was chosen for learns up to which revision the person knows it
 * (document_save). */
void document_choices_apply(struct request *r, const struct form_section *section,
    struct params *params, const struct form_answers *stored,
    const struct form_answers *answers);

/* The questions and all that goes along with them, into a <form>. answers: as
 * read from params. */
void document_choices_ask(struct request *r, struct node *form,
    const struct form_section *section, const struct form_answers *answers,
    const struct form_answers *stored, const struct document_conflict *conflicts,
    const struct params *params);

#endif
