#include <stdio.h>
#include <string.h>

#include "cohort-rules.h"
#include "conf.h"
#include "date.h"
#include "import.h"
#include "lists.h"
#include "log.h"
#include "paste.h"
#include "secret.h"
#include "str.h"
#include "text.h"

/* A file as it comes, kept until it is applied or dropped. */

#define PART	(256 * 1024)		/* bytes of a row of import_part */
#define SHOWN_CHARS	1000		/* of a row that is refused */
#define FILE_MAX_BYTES	(64UL * 1024 * 1024)

bool import_known(const char *list, const char *code)
{
	const struct codelist *l = lists_find(list);

	return l != NULL && code_find(l, code) != NULL;
}

void import_from(const struct db_row *row, struct education_import *im)
{
	size_t len;

	*im = (struct education_import){ .id = db_number(row, 0), .handle = db_text(row, 1),
	    .kind = db_text(row, 2), .year = (int)db_number(row, 3), .rows = db_number(row, 4),
	    .done = db_number(row, 5), .made = db_number(row, 6), .changed = db_number(row, 7),
	    .same = db_number(row, 8), .rejected = db_number(row, 9), .starts = db_number(row, 10),
	    .moves = db_number(row, 11), .ends = db_number(row, 12), .mapping = db_text(row, 13),
	    .state = db_text(row, 14), .account = db_number(row, 15), .at = db_text(row, 16),
	    .ended_at = db_text(row, 17), .digest = db_bytes(row, 18, &len) };
	im->tries = (unsigned)db_number(row, 19);
	im->failed = db_text(row, 20);
	im->file = return_file_named(im->kind);
}

const char *import_text(struct request *r, const struct education_import *import)
{
	struct db_rows rows;
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	(void)db_list(r->db, &education_sql[EDUCATION_IMPORT_PARTS], &rows, import->id);
	for (i = 0; i < rows.n; i++)
		str_add(&s, db_text(&rows.row[i], 0));
	return s.data;
}

void import_header_digest(const struct csv_row *header, unsigned char digest_r[32])
{
	secret_hash(header->raw, header->raw_len, digest_r);
}

/* A quotation mark that is not closed takes the rest of a file with it. */
const char *import_row_shown(struct request *r, const struct csv_row *row)
{
	return text_cut(r->pool, pool_strndup(r->pool, row->raw, row->raw_len), SHOWN_CHARS);
}

/* The columns in the layout's order. */
static const char *mapping_of(struct request *r, enum return_file file, const size_t *at)
{
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < return_layouts[file].n; i++)
		str_printf(&s, "%s%zu", i == 0 ? "" : ",", at[i]);
	return s.data;
}

/* What is known of the columns: by their names, or as somebody once said of the same
 * header. mapping "": nothing. */
static enum return_file columns_known(struct request *r, const char *kind,
    const struct csv_row *header, const char **mapping_r)
{
	size_t at[RETURN_COLUMNS_MAX];
	enum return_file file = return_file_of(header->field, header->n, at);
	unsigned char digest[32];
	struct db_row row;

	*mapping_r = "";
	if (file < RETURN_FILE__MAX && (kind[0] == '\0' || return_file_named(kind) == file)) {
		*mapping_r = mapping_of(r, file, at);
		return file;
	}
	import_header_digest(header, digest);
	if (kind[0] == '\0' && db_find(r->db, &education_sql[EDUCATION_IMPORT_MAPPING_ANY], &row,
	    digest, sizeof(digest))) {
		*mapping_r = db_text(&row, 1);
		return return_file_named(db_text(&row, 0));
	}
	if (kind[0] != '\0' && db_find(r->db, &education_sql[EDUCATION_IMPORT_MAPPING], &row, kind,
	    digest, sizeof(digest)))
		*mapping_r = db_text(&row, 0);
	return return_file_named(kind);
}

static void parts_add(struct request *r, unsigned long long import, const char *text)
{
	size_t len = strlen(text), part;
	unsigned long long number = 0;

	for (; len > 0; text += part, len -= part) {
		part = len > PART ? PART : len;
		/* Not within a character. */
		while (part < len && ((unsigned char)text[part] & 0xc0) == 0x80)
			part++;
		(void)db_write(r->db, &education_sql[EDUCATION_IMPORT_PART_ADD], import, number++, 0ULL,
		    pool_strndup(r->pool, text, part));
	}
}

static unsigned long long rows_count(struct request *r, struct csv *csv)
{
	struct pool *pool = pool_create();
	unsigned long long n = 0;
	struct csv_row row;

	(void)r;
	csv->pool = pool;
	while (csv_next(csv, &row))
		n++;
	pool_destroy(&pool);
	return n;
}

/* The kind of a file of paste.h by its columns, which are exactly those. NULL and why it is
 * not what it was said to be; NULL and NULL: it is none. */
static const char *pasted_kind(struct request *r, const char *kind, const struct csv_row *header,
    const char **wrong_r)
{
	const struct codelist *kinds = lists_find("education-paste");
	const struct paste *p;
	size_t i;

	*wrong_r = NULL;
	for (i = 0; i < kinds->n; i++) {
		p = education_paste_of(kinds->codes[i].code);
		if (p == NULL || (kind[0] != '\0' && strcmp(kind, p->code) != 0))
			continue;
		if (csv_is(header, p->columns))
			return p->code;
		if (kind[0] != '\0')
			*wrong_r = pool_printf(r->pool, "The first row must be %s", p->columns);
	}
	return NULL;
}

const char *import_stage(struct request *r, const char *kind, int year, const char *text,
    const char **handle_r)
{
	const char *mapping = "-", *pasted, *wrong;
	unsigned char digest[32];
	unsigned long long id, n;
	enum return_file file = RETURN_FILE__MAX;
	struct csv_row header;
	struct csv csv;

	csv_begin(&csv, r->pool, text);
	if (!csv_next(&csv, &header))
		return "There is nothing in it";
	if (header.wrong != NULL)
		return header.wrong;
	pasted = pasted_kind(r, kind, &header, &wrong);
	if (wrong != NULL)
		return wrong;
	if (pasted == NULL)
		file = columns_known(r, kind, &header, &mapping);
	/* A file of the return may have no rows: nobody went missing in the year. */
	if ((n = rows_count(r, &csv)) > (unsigned long long)conf_number("education.import_rows"))
		return pool_printf(r->pool, "There are %llu rows in it; more than %ld are not read in", n,
		    conf_number("education.import_rows"));
	secret_hash(text, strlen(text), digest);
	*handle_r = secret_handle(r->pool);
	id = db_insert(r->db, &education_sql[EDUCATION_IMPORT_ADD], *handle_r,
	    pasted != NULL ? pasted : file < RETURN_FILE__MAX ? return_layouts[file].code : "", (unsigned long long)year, digest,
	    sizeof(digest), (unsigned long long)strlen(text), n, mapping[0] == '\0' ? "MAP" : "CHECK",
	    mapping, request_account(r));
	parts_add(r, id, text);
	return NULL;
}

/* -- the nightly command -- */

/* NULL: it cannot be read, is too long, or is no text. */
static const char *file_read(struct request *r, const char *path)
{
	FILE *f = fopen(path, "re");
	char block[8192];
	struct str s;
	size_t n;

	if (f == NULL)
		return NULL;
	str_init(&s, r->pool);
	while (s.len < FILE_MAX_BYTES && (n = fread(block, 1, sizeof(block), f)) > 0)
		str_addn(&s, block, n);
	n = (size_t)ferror(f);
	(void)fclose(f);
	/* All of its bytes, so that none is cut off by a NUL. */
	return n != 0 || s.len >= FILE_MAX_BYTES || !text_check(s.data, s.len) ? NULL : s.data;
}

/* "episodes", of this year to 31 March, or "episodes-2024". False: no such year. */
static bool kind_read(struct request *r, const char *kind, enum return_file *file_r, int *year_r)
{
	const char *dash = strchr(kind, '-');
	unsigned long long year;

	*year_r = cohort_year_of(date_today());
	*file_r = return_file_named(dash == NULL ? kind : pool_strndup(r->pool, kind,
	    (size_t)(dash - kind)));
	if (dash == NULL)
		return true;
	if (!text_number(dash + 1, &year) || year < YEAR_FIRST || year > YEAR_LAST)
		return false;
	*year_r = (int)year;
	return true;
}

int import_take_in(struct request *r, const char *kind, const char *path)
{
	const char *text = file_read(r, path), *handle, *why;
	enum return_file file;
	bool done;
	int year;

	if (!kind_read(r, kind, &file, &year))
		log_fatal("%s does not end with a year to 31 March, like 2026", kind);
	if (file == RETURN_FILE__MAX && education_paste_of(kind) == NULL)
		log_fatal("%s is no kind of file: Header, Episodes, …, RESULTS", kind);
	if (text == NULL)
		log_fatal("%s cannot be read, or is not UTF-8", path);
	if (!db_begin(r->db, true))
		log_fatal("database: cannot begin");
	why = import_stage(r, file < RETURN_FILE__MAX ? return_layouts[file].code : kind, year, text,
	    &handle);
	r->audit = (struct audit){ .action = "import.take", .object = "import",
	    .relation = "SYSTEM" };
	audit_write(r, why == NULL ? 200 : 422);
	done = why == NULL && db_state(r->db) == DB_GOOD && db_commit(r->db);
	audit_done(done);
	if (!done)
		db_rollback(r->db);
	if (why != NULL)
		log_error("%s: %s", path, why);
	else if (done)
		(void)printf("%s\n", handle);
	return done ? 0 : 1;
}
