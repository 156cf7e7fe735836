#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>
#include <zlib.h>

#include "apart.h"
#include "conf.h"
#include "export.h"
#include "lockdown.h"
#include "pool.h"
#include "request.h"
#include "str.h"
#include "text.h"
#include "xml.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))
#define BOM "\xef\xbb\xbf"

static struct pool *pool;

static const struct export_column columns[] = {
	{ "Reference", EXPORT_TEXT, 0 }, { "Days", EXPORT_WHOLE, 0 },
	{ "Rate", EXPORT_DECIMAL, 2 }, { "Opened", EXPORT_DATE, 0 },
};

static int each_begin(void **state)
{
	(void)state;
	pool = pool_create();
	return 0;
}

static int each_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static struct export *filled(const char *text)
{
	struct export *e = export_new(pool, "Cases", columns, SIZE(columns));

	export_cell(e, text);
	export_number(e, -12);
	export_cell(e, "3.50");
	export_cell(e, "2026-11-22");
	return e;
}

static const char *csv(struct export *e)
{
	const char *bytes;
	size_t len;

	assert_true(export_bytes(e, EXPORT_CSV, &bytes, &len));
	assert_int_equal(strlen(bytes), len);
	return bytes;
}

/* The first cell of the CSV file of one text. */
static const char *csv_of(const char *text)
{
	const struct export_column one = { "T", EXPORT_TEXT, 0 };
	struct export *e = export_new(pool, "T", &one, 1);
	const char *bytes;

	export_cell(e, text);
	bytes = csv(e);
	assert_true(text_starts(bytes, BOM "T\r\n"));
	bytes += strlen(BOM "T\r\n");
	assert_true(strlen(bytes) >= 2);
	return pool_strndup(pool, bytes, strlen(bytes) - 2);
}

/* -- an XLSX file, read with other tools than made it -- */

struct part {
	char name[80];
	unsigned time, date, method;
	char *text;
	size_t len;
};

struct book {
	struct part part[30];
	size_t n;
};

static unsigned le(const char *at, int bytes)
{
	unsigned value = 0;

	while (bytes-- > 0)
		value = value << 8 | (unsigned char)at[bytes];
	return value;
}

static char *inflated(const char *data, size_t packed, size_t len)
{
	char *text = pool_alloc(pool, len + 1);
	z_stream z = { .next_in = (Bytef *)(uintptr_t)data, .avail_in = (uInt)packed,
	    .next_out = (Bytef *)text, .avail_out = (uInt)len };

	assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, len);
	(void)inflateEnd(&z);
	return text;
}

static void part_read(struct part *p, const char *zip, const char *entry)
{
	const char *local = zip + le(entry + 42, 4), *data = local + 30 + le(local + 26, 2) +
	    le(local + 28, 2), *error = NULL;

	(void)snprintf(p->name, sizeof(p->name), "%.*s", (int)le(entry + 28, 2), entry + 46);
	p->method = le(entry + 10, 2);
	p->time = le(entry + 12, 2);
	p->date = le(entry + 14, 2);
	p->len = le(entry + 24, 4);
	assert_int_equal(p->method, 8);
	p->text = inflated(data, le(entry + 20, 4), p->len);
	assert_int_equal(crc32(0, (const Bytef *)p->text, (uInt)p->len), le(entry + 16, 4));
	if (p->len < 1000000 && xml_parse(pool, p->text, p->len, &error) == NULL)
		fail_msg("%s: %s", p->name, error);
}

static struct book *book_read(const char *zip, size_t len)
{
	struct book *b = pool_new(pool, struct book);
	const char *end = zip + len - 22, *entry = zip + le(end + 16, 4);

	assert_int_equal(le(end, 4), 0x06054b50);
	for (b->n = 0; b->n < le(end + 10, 2); b->n++) {
		assert_true(b->n < SIZE(b->part));
		assert_int_equal(le(entry, 4), 0x02014b50);
		part_read(&b->part[b->n], zip, entry);
		entry += 46 + le(entry + 28, 2) + le(entry + 30, 2) + le(entry + 32, 2);
	}
	return b;
}

static const char *part(const struct book *b, const char *name)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (strcmp(b->part[i].name, name) == 0)
			return b->part[i].text;
	fail_msg("no part %s", name);
	return "";
}

static struct book *xlsx(struct export *e)
{
	const char *bytes = NULL;
	size_t len = 0;

	assert_true(export_bytes(e, EXPORT_XLSX, &bytes, &len));
	return book_read(bytes, len);
}

static const char *sheet(struct export *e)
{
	return part(xlsx(e), "xl/worksheets/sheet1.xml");
}

static struct node *child(struct node *n, const char *name)
{
	for (n = node_child(n, NULL); n != NULL; n = node_next(n, NULL))
		if (strcmp(node_name(n), name) == 0)
			return n;
	fail_msg("no <%s>", name);
	return NULL;
}

/* The text of cell A2, as Excel reads it from the file. */
static const char *xlsx_of(const char *text)
{
	const struct export_column one = { "T", EXPORT_TEXT, 0 };
	struct export *e = export_new(pool, "T", &one, 1);
	const char *error, *xml;
	struct node *n;

	export_cell(e, text);
	xml = sheet(e);
	n = node_next(child(child(xml_parse(pool, xml, strlen(xml), &error), "sheetData"), "row"), NULL);
	n = child(n, "c");
	assert_string_equal(node_get(n, "t"), "inlineStr");
	assert_null(strstr(xml, "<f>"));
	return node_content(n);
}

static void has(const char *text, const char *wanted)
{
	if (strstr(text, wanted) == NULL)
		fail_msg("no \"%s\" in %.3000s", wanted, text);
}

static void lacks(const char *text, const char *unwanted)
{
	if (strstr(text, unwanted) != NULL)
		fail_msg("\"%s\" in %.3000s", unwanted, text);
}

/* -- CSV -- */

static void csv_is_what_excel_reads(void **state)
{
	(void)state;
	assert_string_equal(csv(filled("CAF-26-0001")),
	    BOM "Reference,Days,Rate,Opened\r\nCAF-26-0001,-12,3.50,2026-11-22\r\n");
	assert_string_equal(csv(export_new(pool, "Cases", columns, SIZE(columns))),
	    BOM "Reference,Days,Rate,Opened\r\n");
	assert_string_equal(csv_of(""), "");
	assert_string_equal(csv_of(NULL), "");
}

static void csv_quotes_what_must_be(void **state)
{
	static const struct { const char *text, *csv; } cases[] = {
		{ "plain", "plain" }, { "a,b", "\"a,b\"" }, { "say \"hello\"", "\"say \"\"hello\"\"\"" },
		{ "two\nlines", "\"two\nlines\"" }, { "two\r\nlines\rthree", "\"two\nlines\nthree\"" },
		{ "a;b", "\"a;b\"" }, { "a\tb", "\"a\tb\"" }, { " padded ", "\" padded \"" },
		{ "Zoë £5", "Zoë £5" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < SIZE(cases); i++)
		assert_string_equal(csv_of(cases[i].text), cases[i].csv);
}

/* An opened file runs nothing, whatever a person typed into a record. */
static void csv_holds_no_formula(void **state)
{
	static const char *const bad[] = {
		"=1+1", "=cmd|' /C calc'!A0", "+44 1632 960001", "-2+3", "-", "@SUM(A1)", "\t=1", "\tx",
		"\r=1", "\rx", "\n=1", "\r\n=1", " =1", "   +1", "\"=1", "'=1", "' \"=1", "\u00a0=1",
		"\u201c=1", "＝1", "＋1", "－1", "＠x", " ＝1", "\ufeff=1", "= 1",
	};
	static const char *const good[] = { "a=1", "1-2", "x@example.org", "'tis", "\"x\"", " x", "O'Neil",
	    "(-1)", "07" };
	size_t i;

	(void)state;
	for (i = 0; i < SIZE(bad); i++) {
		const char *cell = csv_of(bad[i]);

		if (cell[cell[0] == '"'] != '\'')
			fail_msg("[%s] came out as [%s]", bad[i], cell);
	}
	for (i = 0; i < SIZE(good); i++) {
		const char *cell = csv_of(good[i]);

		if (cell[0] == '\'' && good[i][0] != '\'')
			fail_msg("[%s] came out as [%s]", good[i], cell);
	}
	assert_string_equal(csv_of("'tis"), "'tis");
}

static void labels_hold_no_formula(void **state)
{
	const struct export_column one = { "=1+1", EXPORT_TEXT, 0 };

	(void)state;
	assert_string_equal(csv(export_new(pool, "T", &one, 1)), BOM "'=1+1\r\n");
}

/* What is no number or day stands as text, and is guarded like text. */
static void wrong_values_are_text(void **state)
{
	struct export *e = export_new(pool, "Cases", columns, SIZE(columns));
	const char *xml;

	(void)state;
	export_cell(e, "x");
	export_cell(e, "=1+1");
	export_cell(e, "1e5");
	export_cell(e, "9//2012");
	export_cell(e, "x");
	export_cell(e, "1234567890123456");
	export_cell(e, "-");
	export_cell(e, "1899-12-31");
	assert_string_equal(csv(e), BOM "Reference,Days,Rate,Opened\r\n"
	    "x,'=1+1,1e5,9//2012\r\nx,1234567890123456,'-,1899-12-31\r\n");
	xml = sheet(e);
	has(xml, "<is><t>=1+1</t></is>");
	has(xml, "<is><t>1e5</t></is>");
	has(xml, "<is><t>1234567890123456</t></is>");
	has(xml, "<is><t>1899-12-31</t></is>");
	lacks(xml, "<f>");
}

/* -- XLSX -- */

static void xlsx_has_types(void **state)
{
	const char *xml, *styles;
	struct book *b;

	(void)state;
	b = xlsx(filled("=HYPERLINK(\"https://example.org\",\"x\")"));
	xml = part(b, "xl/worksheets/sheet1.xml");
	styles = part(b, "xl/styles.xml");
	has(xml, "<t>=HYPERLINK(\"https://example.org\",\"x\")</t>");
	has(xml, "<v>-12</v>");
	has(xml, "<v>3.5</v>");
	has(xml, "<v>46348</v>");	/* days since 30 December 1899 */
	has(styles, "dd/mm/yyyy");
	has(styles, "<b/>");
	has(xml, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>");
	has(xml, "<autoFilter ref=\"A1:D2\"/>");
	has(xml, "<cols>");
	lacks(xml, "<f>");
	lacks(xml, "<hyperlink");
}

static void xlsx_tells_nothing_of_its_making(void **state)
{
	struct book *b;
	size_t i;

	(void)state;
	b = xlsx(filled("https://example.org/ and mailto:x@example.org"));
	for (i = 0; i < b->n; i++) {
		lacks(b->part[i].text, "TargetMode");
		lacks(b->part[i].text, "/tmp");
		assert_true(strlen(b->part[i].text) == b->part[i].len);
		assert_int_equal(b->part[i].date, b->part[0].date);
		assert_int_equal(b->part[i].time, 0);
	}
	has(part(b, "docProps/core.xml"), "<dc:title>Cases</dc:title>");
	has(part(b, "docProps/core.xml"), "<dc:creator></dc:creator>");
	has(part(b, "docProps/core.xml"), "<cp:lastModifiedBy></cp:lastModifiedBy>");
	has(part(b, "docProps/core.xml"), "2000-01-01T00:00:00Z");
	has(part(b, "docProps/app.xml"), "<Company></Company>");
}

static void same_data_same_bytes(void **state)
{
	const char *bytes[3];
	size_t len[3], i;
	struct export *e;

	(void)state;
	for (i = 0; i < 3; i++) {
		e = filled("x & y");
		export_created(e, i == 2 ? 1800000000 : 1700000000);
		assert_true(export_bytes(e, EXPORT_XLSX, &bytes[i], &len[i]));
	}
	assert_int_equal(len[0], len[1]);
	assert_memory_equal(bytes[0], bytes[1], len[0]);
	assert_true(len[2] != len[0] || memcmp(bytes[2], bytes[0], len[0]) != 0);
}

/* Every text comes back as it was. */
static void xlsx_keeps_text(void **state)
{
	static const char *const texts[] = {
		"a & b < c > \"d\" 'e'", " padded ", "two\nlines", "a\tb", "_x0041_", "_x005F_", "_x00e9_ and _x0041", "Zoë £5",
		"\U0001f600", "0712345", "TRUE", "_x41_", "a_xyz_", "]]>", "{key}", "\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < SIZE(texts); i++) {
		const char *got = xlsx_of(texts[i]);
		const char *wanted = strncmp(texts[i], "_x00", 4) != 0 ? texts[i] :
		    pool_printf(pool, "_x005F%s", texts[i]);

		if (strcmp(got, wanted) != 0)
			fail_msg("[%s] came out as [%s]", texts[i], got);
	}
}

static void what_is_no_character_is_replaced(void **state)
{
	static const struct { const char *text, *as; } cases[] = {
		{ "a\x01z", "a\ufffdz" }, { "a\xffz", "a\ufffdz" }, { "a\xe2\x82", "a\ufffd\ufffd" },
		{ "a\xef\xbf\xbfz", "a\ufffd\ufffd\ufffdz" }, { "a\xed\xa0\x80z", "a\ufffd\ufffd\ufffdz" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < SIZE(cases); i++) {
		assert_string_equal(xlsx_of(cases[i].text), cases[i].as);
		assert_string_equal(csv_of(cases[i].text), cases[i].as);
	}
}

static char *repeated(const char *text, size_t n)
{
	struct str s;

	str_init(&s, pool);
	while (n-- > 0)
		str_add(&s, text);
	return s.data;
}

static void long_text_is_cut_for_excel(void **state)
{
	const struct export_column one = { "T", EXPORT_TEXT, 0 };
	struct export *e = export_new(pool, "T", &one, 1);
	const char *cut;

	(void)state;
	assert_string_equal(xlsx_of(repeated("x", 32767)), repeated("x", 32767));
	cut = xlsx_of(repeated("x", 32768));
	assert_int_equal(text_chars(cut), 32767);
	assert_string_equal(cut + 32766, "…");
	/* A character of two units is not cut apart. */
	assert_string_equal(csv_of(repeated("\U0001f600", 16383)), repeated("\U0001f600", 16383));
	cut = csv_of(repeated("\U0001f600", 16384));
	assert_string_equal(cut, pool_printf(pool, "%s…", repeated("\U0001f600", 16383)));
	assert_string_equal(csv_of(repeated("é", 20000)), repeated("é", 20000));
	export_cell(e, repeated("y", 40000));
	export_cell(e, "short");
	(void)csv(e);
	assert_int_equal(export_cut(e), 1);
	(void)sheet(e);
	assert_int_equal(export_cut(e), 1);
}

/* -- sizes -- */

static void many_rows(void **state)
{
	struct export *e = export_new(pool, "Cases", columns, SIZE(columns));
	const char *bytes = NULL, *xml;
	size_t len = 0, i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		export_cell(e, pool_printf(pool, "CAF-%zu", i));
		export_number(e, (long long)i);
		export_cell(e, "0.25");
		export_cell(e, "2026-01-31");
	}
	assert_int_equal(export_rows(e), 3000);
	xml = sheet(e);
	has(xml, "<c r=\"A3001\"");
	has(xml, "CAF-2999<");
	has(xml, "<autoFilter ref=\"A1:D3001\"/>");
	has(csv(e), "\r\nCAF-255,255,0.25,2026-01-31\r\nCAF-256,256,0.25,2026-01-31\r\n");
	assert_true(export_bytes(e, EXPORT_XLSX, &bytes, &len));
	assert_true(len < 200000);
}

/* No part of a report is given out as the whole. */
static void too_many_rows_make_no_file(void **state)
{
	const struct export_column one = { "T", EXPORT_TEXT, 0 };
	struct export *e = export_new(pool, "T", &one, 1);
	const char *bytes;
	size_t len, i;

	(void)state;
	for (i = 0; i < EXPORT_ROWS_MAX; i++)
		export_cell(e, "x");
	assert_false(export_full(e));
	export_cell(e, "x");
	assert_true(export_full(e));
	assert_false(export_bytes(e, EXPORT_CSV, &bytes, &len));
	assert_false(export_bytes(e, EXPORT_XLSX, &bytes, &len));
}

static void unfinished(const void *unused)
{
	struct export *e = export_new(pool, "Cases", columns, SIZE(columns));
	const char *bytes;
	size_t len;

	(void)unused;
	export_cell(e, "x");
	(void)export_bytes(e, EXPORT_CSV, &bytes, &len);
}

static void a_row_must_be_complete(void **state)
{
	(void)state;
	assert_aborts(unfinished, NULL);
}

/* -- in a worker -- */

/* No descriptor may be opened any more and, without a sanitizer, no system call
 * be made that a worker may not make. */
static void locked(const void *unused)
{
	const struct rlimit none = { 0, 0 };
	const char *bytes = NULL;
	size_t len = 0;

	(void)unused;
	conf_table(lockdown_settings);
	conf_load("/dev/null", "test");
	lockdown_worker(false);
	if (setrlimit(RLIMIT_NOFILE, &none) != 0 || fopen("/dev/null", "r") != NULL)
		_exit(2);
	if (!export_bytes(filled("x"), EXPORT_XLSX, &bytes, &len) || len < 1000)
		_exit(3);
	_exit(0);
}

static void a_locked_worker_makes_it(void **state)
{
	(void)state;
	assert_returns(locked, NULL);
}

/* -- the answer -- */

static void name_it(const void *name)
{
	struct request r = { .pool = pool };

	(void)request_file(&r, name, "text/csv", "", 0);
}

static void a_file_name_is_harmless(void **state)
{
	static const char *const bad[] = { "", ".csv", "a b.csv", "a\r\nb.csv", "a\".csv", "a/b.csv",
	    "Zoë.csv", "a;b.csv" };
	struct request r = { .pool = pool };
	size_t i;

	(void)state;
	for (i = 0; i < SIZE(bad); i++)
		assert_aborts(name_it, bad[i]);
	assert_int_equal(request_file(&r, "caf-cases-2026-11-22.csv", "text/csv", "x", 1), 200);
	assert_string_equal(r.file->name, "caf-cases-2026-11-22.csv");
}

static void an_answer_is_the_file(void **state)
{
	struct request r = { .pool = pool };
	struct audit before = { .detail = "late" };

	(void)state;
	r.audit = before;
	assert_int_equal(export_answer(&r, filled("x"), EXPORT_XLSX, "cases"), 200);
	assert_string_equal(r.file->name, "cases.xlsx");
	assert_string_equal(r.file->type, export_type_of(EXPORT_XLSX));
	assert_memory_equal(r.file->bytes, "PK", 2);
	assert_string_equal(r.audit.detail, "late; xlsx file, rows: 1");
	assert_int_equal(export_answer(&r, filled("x"), EXPORT_CSV, "cases"), 200);
	assert_string_equal(r.file->name, "cases.csv");
	assert_int_equal(strlen(r.file->bytes), r.file->len);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(csv_is_what_excel_reads), TEST(csv_quotes_what_must_be),
		TEST(csv_holds_no_formula), TEST(labels_hold_no_formula),
		TEST(wrong_values_are_text), TEST(xlsx_has_types),
		TEST(xlsx_tells_nothing_of_its_making), TEST(same_data_same_bytes),
		TEST(xlsx_keeps_text), TEST(what_is_no_character_is_replaced),
		TEST(long_text_is_cut_for_excel), TEST(many_rows),
		TEST(too_many_rows_make_no_file), TEST(a_row_must_be_complete),
		TEST(a_locked_worker_makes_it), TEST(a_file_name_is_harmless),
		TEST(an_answer_is_the_file),
	};

	xml_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
