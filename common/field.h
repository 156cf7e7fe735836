/*
 * field: what one answer may be. The same description serves the fields of a
 * form (read from its XML definition, stored in a record) and the parameters
 * of a route (a C table, steering a request).
 *
 * Values are kept as text in one canonical shape per type, the shape that is
 * stored and compared:
 *   text, memo, phone   as typed, trimmed at both ends, line ends LF
 *   date                YYYY-MM-DD
 *   number              decimal without leading zeros
 *   code, yesno         the code ("Y", "N")
 *   codes               codes in list order, separated by one space
 *   tick                "Y" or empty
 *   postcode            upper case, one space before the last three
 *   nhs, upn, uprn, index   as common/ident.h normalises them
 * Empty text is "not answered".
 */
#ifndef EVERYCHILD_FIELD_H
#define EVERYCHILD_FIELD_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct codelist;

enum field_type {
	FIELD_TEXT = 1,		/* one line */
	FIELD_MEMO,		/* lines of text */
	FIELD_DATE,
	FIELD_NUMBER,
	FIELD_CODE,		/* one of a code list */
	FIELD_CODES,		/* any of a code list */
	FIELD_YESNO,
	FIELD_TICK,
	FIELD_PHONE,
	FIELD_POSTCODE,
	FIELD_NHS,
	FIELD_UPN,
	FIELD_UPRN,
	FIELD_INDEX,		/* index number, X12345678 and a check digit */
	FIELD_HANDLE,		/* record or child handle in a path */
	FIELD_TOKEN,		/* route tables only: opaque, [A-Za-z0-9_-] */
	FIELD_PATH,		/* route tables only: a local path */
	FIELD_NAME,		/* one line: a person's name */
	FIELD_REST,		/* route tables only: the other parameters are a form's */
	FIELD__MAX
};

struct field {
	const char *name;	/* parameter name: [a-z][a-z0-9_]* */
	enum field_type type;
	size_t max;		/* characters; 0: the type's own limit */
	bool required;
	const char *label;	/* as the person sees it */
	/* Forms only. */
	const char *id;		/* number on the official form, "B12" */
	const char *hint;
	const char *choices;	/* code list */
	bool not_future;
	const char *required_if;	/* "name=code code": required then */
	const char *only_if;	/* "name=code code": asked, kept and shown only then */
	const char *read;	/* roles that may see it, space separated; NULL all who see the record */
	const char *write;
	bool column;		/* the module also keeps it in a typed column */
	int width;		/* of the input, characters; 0: full */
	int rows;		/* of a memo; 0: 5 */
	bool compact;		/* code list as a drop-down rather than radios */
	bool sensitive;		/* passwords: never echoed, logged or stashed */
	const struct codelist *list;	/* resolved from choices at start */
};

/* Checks raw text (passed by text_check) against a field. Returns NULL and the
 * canonical value in *value_r, or the message for beside the field, a full
 * sentence that names the field's label; *value_r is then the raw text. Empty
 * text is always valid here: whether an answer is needed is another question.
 * `today` is the date in London as YYYY-MM-DD. */
const char *field_check(struct pool *pool, const struct field *field,
    const char *raw, const char *today, const char **value_r);

/* "Enter the child's NHS number": the message for a missing answer. */
const char *field_missing(struct pool *pool, const struct field *field);

/* How a canonical value is read by a person: dates "9 May 2012", codes as
 * labels (also retired ones), NHS numbers 3-3-4. */
const char *field_show(struct pool *pool, const struct field *field,
    const char *value);

/* While on, NHS numbers that start 999 pass: they belong to nobody and are for
 * tests and training. Off at start. */
void field_test_mode(bool on);

#endif
