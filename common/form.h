/*
 * form: a form read from its XML definition (conf/form.rng), and the answers
 * given in it. One definition drives the edit page, the check, the view, the
 * print, the history and the list of what is still missing.
 *
 * Fields are numbered in document order, as in the enum that the build makes
 * from the same file, so C names a field by CAF_ASSESSMENT_GIVEN_NAMES.
 */
#ifndef EVERYCHILD_FORM_H
#define EVERYCHILD_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "field.h"

struct node;
struct params;
struct pool;
struct request;

enum form_item_kind { FORM_FIELD, FORM_GROUP, FORM_NOTE, FORM_BOX };

struct form_item {
	enum form_item_kind kind;
	const char *name;		/* group */
	const char *id, *title, *text;	/* group, box; text: note or prompt */
	const char *singular;		/* group: "name", "person" */
	unsigned min, max;		/* group: rows */
	unsigned first, n;		/* fields: numbers first … first + n - 1 */
};

struct form_section {
	const char *name, *id, *title, *intro, *part;
	struct form_item *item;
	unsigned items;
	unsigned first, n;		/* its fields */
};

struct form_field {
	struct field field;
	const struct form_section *section;
	const struct form_item *group;	/* NULL outside one */
	bool system;			/* only the program writes it */
};

struct form {
	const char *name, *title, *reference;
	unsigned version;
	struct form_section *section;
	unsigned sections;
	struct form_field *field;
	unsigned fields;
};

/* Reads a form that has as many fields as the build knew (0: any); exits with
 * a sentence when it cannot be used. Lives as long as the program. */
const struct form *form_load(const char *path, unsigned fields);
/* The same from memory, for tests and the fuzzer: NULL with *error_r. */
const struct form *form_parse(struct pool *pool, const char *bytes, size_t len,
    const char **error_r);

const struct form_section *form_section(const struct form *form, const char *name);
/* Number of a field by name, or -1. */
int form_field(const struct form *form, const char *name);

/* -- answers -- */

#define FORM_ITEMS_MAX	40	/* rows of a group that are ever used */

struct form_answer {
	const char *value;		/* canonical; as typed with an error; never NULL */
	const char *error;
	unsigned revision;		/* 0: never answered */
	unsigned long long account;
	const char *at;
	bool left_out;			/* form_print passes over the question */
};

struct form_answers {
	const struct form *form;
	struct form_answer **slot;	/* [field][item]; item 0 outside groups */
};

struct form_answers *form_answers_new(struct pool *pool, const struct form *form);
/* The slot, made when it is not there. */
struct form_answer *form_slot(const struct form_answers *answers, unsigned field, unsigned item);
/* "" when not answered. */
const char *form_get(const struct form_answers *answers, unsigned field, unsigned item);
bool form_is(const struct form_answers *answers, unsigned field, const char *codes);
/* Rows of the group with at least one answer: numbers into items_r, how many. */
unsigned form_rows(const struct form_answers *answers, const struct form_item *group,
    unsigned items_r[FORM_ITEMS_MAX]);

/* Does the field apply, by its only-if? One that does not is ignored when
 * sent, not kept and not shown. */
bool form_applies(const struct form_answers *answers, unsigned field, unsigned item);
/* Must it be answered before the form may be completed? */
bool form_needed(const struct form_answers *answers, unsigned field, unsigned item);
/* Is there anything in the section that applies? */
bool form_section_applies(const struct form_answers *answers, const struct form_section *section);
/* May this person see, or change, the field (read and write roles)? */
bool form_may_read(const struct request *r, const struct form_field *field);
bool form_may_write(const struct request *r, const struct form_field *field);

/* -- a section's page -- */

/* Takes a section's fields out of params: canonical values, messages beside
 * the wrong ones. Values that the person may not write are taken from before.
 * False when something is there that the section does not ask (status 400). */
bool form_read(struct request *r, const struct form_section *section, struct params *params,
    const struct form_answers *before, struct form_answers *answers);
bool form_valid(const struct form_section *section, const struct form_answers *answers);

/* Before form_read: the buttons "add" and "remove" of repeat groups change what
 * was sent, an empty row more or a row less. True when one was pressed; the
 * group's name in *group_r. */
bool form_rows_change(struct request *r, const struct form_section *section,
    struct params *params, const char **group_r);

/* Controls, notes, boxes and groups of the section into a <form>. What an answer
 * of another section rules out (only-if) is left out. sent: the
 * parameters that the answers were read from, for the number of empty rows;
 * NULL: none. */
void form_edit(struct request *r, struct node *parent, const struct form_section *section,
    const struct form_answers *answers, const struct params *sent);
/* Question and answer, as summary lists. change: path of the edit page without
 * the section's name, or NULL. */
void form_view(struct request *r, struct node *parent, const struct form_section *section,
    const struct form_answers *answers, const char *change);
/* In the official order with official numbers, for print. wanted: which sections,
 * by their place in the form; NULL: all. */
void form_print(struct request *r, struct node *print, const struct form_answers *answers,
    const bool *wanted);

/* -- completeness -- */

struct form_gap {
	struct form_gap *next;
	const struct form_section *section;
	const char *field;		/* control id to link to */
	const char *message;
	const char *path;		/* page where it is said instead; NULL: in the section */
};

/* Appends what is missing in a section (NULL: in all). */
void form_gaps(struct request *r, const struct form_section *section,
    const struct form_answers *answers, struct form_gap **gaps);
void form_gap_add(struct request *r, struct form_gap **gaps, const struct form_section *section,
    const char *field, const char *message);

enum form_status { FORM_EMPTY, FORM_STARTED, FORM_DONE };
enum form_status form_section_status(struct request *r, const struct form_section *section,
    const struct form_answers *answers);

#endif
