/*
 * letter-words: the wording of letters and notices (private-fostering.md 11.3),
 * from conf/letters.xml, which the authority may change. [name] in a text is a
 * value of the record.
 */
#ifndef EVERYCHILD_FOSTERING_LETTER_WORDS_H
#define EVERYCHILD_FOSTERING_LETTER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct node;
struct pool;

struct letter_words {
	const char *kind, *title;
	const char *to;			/* carer parent child other: to whom it may go */
	size_t n;
	struct letter_part {
		char kind;		/* p paragraph, h heading, l item of a list, s signature */
		const char *text;
		const char *when;	/* only where this value is there; NULL: always */
	} *part;
};

#define LETTER_VALUES_MAX	40
struct letter_values {
	size_t n;
	struct { const char *name, *value; } value[LETTER_VALUES_MAX];
};

/* Exits with a sentence when the file cannot be used: a kind of the list
 * fostering-letter is missing, a name in brackets is not known, or a notice that
 * can be appealed against does not always give the reason, the right of appeal
 * and the time for it. */
void letter_words_load(const char *path);
/* NULL: why the wording cannot be used. */
const char *letter_words_read(struct pool *pool, struct node *root);
const struct letter_words *letter_words_find(const char *kind);

/* value NULL counts as "". */
void letter_value(struct letter_values *values, const char *name, const char *value);
/* The merged letter as it is kept: a line a paragraph, each after its kind and a
 * space. What a value holds can make further paragraphs, and nothing else. */
char *letter_merge(struct pool *pool, const struct letter_words *words,
    const struct letter_values *values);

#endif
