/*
 * return-layout: the files of the SSDA903 (sections.md 12.1), column by column, and
 * what may stand in a cell. No request and no database.
 */
#ifndef EVERYCHILD_RETURN_LAYOUT_H
#define EVERYCHILD_RETURN_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* In the order in which they are to be loaded. */
enum return_file {
	RETURN_HEADER, RETURN_EPISODES, RETURN_REVIEWS, RETURN_UASC, RETURN_OC2, RETURN_OC3,
	RETURN_AD1, RETURN_PLACED, RETURN_PREVPERM, RETURN_MISSING, RETURN_WORKERS, RETURN_DOLO,
	RETURN_FILE__MAX
};

enum return_kind {
	RETURN_CHILD,		/* 1 to 10 letters and digits */
	RETURN_DAY,		/* dd/mm/yyyy; canonical YYYY-MM-DD */
	RETURN_PART_DAY,	/* the same, and zz for what is not known */
	RETURN_CODE,		/* of a code list */
	RETURN_UPN,		/* a pupil number, or UN1 to UN5 */
	RETURN_SCORE,		/* 0 to 40 */
	RETURN_POST,		/* all or the first part of a postcode */
	RETURN_URN,		/* Ofsted's number of a provider */
	RETURN_WORKER,		/* SW or XX, then letters and digits */
	RETURN_TEXT,		/* up to 60 characters */
	RETURN_KIND__MAX
};

struct return_column {
	const char *name;
	enum return_kind kind;
	const char *list;	/* RETURN_CODE */
	bool needed;
};

#define RETURN_COLUMNS_MAX	13

struct return_layout {
	const char *code;	/* of the list education-import: "EPISODES" */
	const char *name;	/* of the file, without .csv: "Episodes" */
	size_t n;
	struct return_column column[RETURN_COLUMNS_MAX];
	int since;		/* first year to 31 March with this file; 0: all of them */
};

extern const struct return_layout return_layouts[RETURN_FILE__MAX];

/* Is the code in the list, on whatever day? */
typedef bool return_known(const char *list, const char *code);

/* The file that has exactly this set of columns, in any order; RETURN_FILE__MAX: none.
 * at_r[i]: where column i of the layout stands. */
enum return_file return_file_of(const char *const *header, size_t n,
    size_t at_r[RETURN_COLUMNS_MAX]);
/* By its code or name, in whatever case. RETURN_FILE__MAX: none. */
enum return_file return_file_named(const char *text);
/* "CHILD,SEX,…" */
const char *return_header(struct pool *pool, enum return_file file);

/* NULL and the canonical value in *value_r ("" blank), or a sentence without its full
 * stop. year: to 31 March; before 2025 SEX is 1 or 2, whose canonical values are M
 * and F (12.2). */
const char *return_cell(struct pool *pool, const struct return_column *column, const char *typed,
    int year, return_known *known, const char **value_r);
/* How a canonical value stands in the file of the year. */
const char *return_cell_out(struct pool *pool, const struct return_column *column,
    const char *value, int year);

/* Does the first letter (of a temporary one also the last) fit a UPN of the right
 * shape? Advice only: there are wrong ones in use (12.2). */
bool return_upn_sum(const char *upn);

#endif
