/*
 * code: the lists of choices that forms offer and records hold.
 *
 * One XML file a list (conf/codelist.rng gives its shape). A list never loses
 * a code: one that may no longer be chosen has a last day and is still found
 * and shown. Lists are read when the program starts, live as long as the pool
 * they were read into and are not changed.
 */
#ifndef EVERYCHILD_CODE_H
#define EVERYCHILD_CODE_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct codes;

/* The other codings that a list may give for an answer ("alt-nhs"). */
enum code_alt {
	CODE_ALT_16PLUS1,	/* self-defined ethnicity */
	CODE_ALT_NHS,
	CODE_ALT_DFE,		/* school census */
	CODE_ALT_CENSUS,	/* group of the 2021 census */
	CODE_ALT__MAX
};

struct code {
	const char *code;
	const char *label;
	const char *retired_label;	/* NULL: the label */
	const char *group;		/* "" none */
	const char *hint;		/* "" none */
	const char *valid_from;		/* YYYY-MM-DD, both days included; "" no limit */
	const char *valid_to;
	const char *flags;		/* words with one space between */
	const char *alt[CODE_ALT__MAX];	/* NULL none */
};

struct codelist {
	const char *name, *title;
	const struct code *codes;	/* in the order to show */
	size_t n;
	struct code *room;		/* of one that is being made; NULL: it is read from a file */
};

/* No lists yet. */
struct codes *code_new(struct pool *pool);

/* Adds every *.xml file of a directory. Returns NULL, or a sentence that says
 * which file cannot be used and why: also when a list of that name is there
 * already. May be called for several directories. */
const char *code_load(struct codes *codes, const char *directory);
/* Adds one list from bytes in memory. */
const char *code_load_bytes(struct codes *codes, const char *bytes, size_t len);

/* A list of choices that stand in no file, such as rows of the database: room
 * for `most` codes, which code_add and code_take then fill in order. */
struct codelist *code_list_new(struct pool *pool, const char *name, const char *title, size_t most);
/* A code that may be chosen on any day; the texts are kept, not copied. */
void code_add(struct codelist *list, const char *code, const char *label);
/* A code of another list, as it stands there. */
void code_take(struct codelist *list, const struct code *code);

/* A list by its name, or NULL. */
const struct codelist *code_list(const struct codes *codes, const char *name);
/* Number of lists, and the lists in the order they were read. */
size_t code_lists(const struct codes *codes,
    const struct codelist *const **lists_r);

/* A code of a list, open or retired, or NULL. */
const struct code *code_find(const struct codelist *list, const char *code);

/* May it be chosen on this day (YYYY-MM-DD)? */
bool code_open(const struct code *code, const char *date);

/* How it reads on this day: the label, or the retired label once its last day
 * is over. */
const char *code_label(const struct code *code, const char *date);

/* Is the word one of its flags? */
bool code_flag(const struct code *code, const char *flag);

#endif
