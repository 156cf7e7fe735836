#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include "date.h"
#include "log.h"
#include "pdf.h"
#include "pool.h"
#include "str.h"

#define FONT_MAX_BYTES	(8 * 1024 * 1024)

/* In points. */
#define PAGE_WIDTH	595.0
#define PAGE_HEIGHT	842.0
#define MARGIN		56.0
#define HEAD		78.0		/* where text begins */
#define FOOT		770.0		/* and must end */
#define COLUMN		150.0		/* of the keys of rows */
#define LEADING		1.4

const struct conf_setting pdf_settings[] = {
	{ "pdf.font", CONF_TEXT, "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", NULL },
	{ "pdf.font_bold", CONF_TEXT, "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

enum face { PLAIN, BOLD, FACE__MAX };

/* Read before the workers are made, and theirs as they are. */
static struct {
	struct pool *pool;
	FT_Library library;
	cairo_font_face_t *face[FACE__MAX];
} state;

enum kind { HEADING, PARA, ROW };

struct block {
	enum kind kind;
	int level;
	const char *key, *text;
	struct block *next;
};

struct pdf {
	struct pool *pool;
	struct pdf_look look;
	struct block *first, **end;
	struct str bytes;

	/* While it is drawn. */
	cairo_t *cairo;
	double y;
	unsigned page, pages;		/* pages: 0 while they are counted */
	enum face face;
	double size;
};

/* -- fonts -- */

static void *font_read(const char *path, size_t *len_r)
{
	FILE *f = fopen(path, "rb");
	char *bytes;

	if (f == NULL)
		log_fatal("cannot open the font %s", path);
	bytes = pool_alloc(state.pool, FONT_MAX_BYTES);
	*len_r = fread(bytes, 1, FONT_MAX_BYTES, f);
	(void)fclose(f);
	return bytes;
}

static void font_load(enum face face, const char *setting)
{
	const char *path = conf_text(setting);
	size_t len;
	const unsigned char *bytes = font_read(path, &len);
	FT_Face font;

	if (len == FONT_MAX_BYTES || FT_New_Memory_Face(state.library, bytes, (long)len, 0, &font) != 0)
		log_fatal("%s is no font that can be used (%s)", path, setting);
	state.face[face] = cairo_ft_font_face_create_for_ft_face(font, FT_LOAD_NO_HINTING);
	if (cairo_font_face_status(state.face[face]) != CAIRO_STATUS_SUCCESS)
		log_fatal("%s cannot be drawn with (%s)", path, setting);
}

void pdf_start(void)
{
	if (state.pool != NULL)
		return;
	state.pool = pool_create();
	if (FT_Init_FreeType(&state.library) != 0)
		log_fatal("cannot start the reader of fonts");
	font_load(PLAIN, "pdf.font");
	font_load(BOLD, "pdf.font_bold");
}

/* -- blocks -- */

struct pdf *pdf_new(struct pool *pool, const struct pdf_look *look)
{
	struct pdf *p = pool_new(pool, struct pdf);

	p->pool = pool;
	p->look = *look;
	p->end = &p->first;
	return p;
}

static void block_add(struct pdf *p, const struct block *block)
{
	*p->end = pool_new(p->pool, struct block);
	**p->end = *block;
	p->end = &(*p->end)->next;
}

void pdf_heading(struct pdf *p, int level, const char *text)
{
	block_add(p, &(struct block){ .kind = HEADING, .level = level, .text = text });
}

void pdf_para(struct pdf *p, const char *text)
{
	block_add(p, &(struct block){ .kind = PARA, .text = text });
}

void pdf_row(struct pdf *p, const char *key, const char *value)
{
	block_add(p, &(struct block){ .kind = ROW, .key = key,
	    .text = value == NULL || value[0] == '\0' ? "Not provided" : value });
}

/* -- drawing -- */

static void font_set(struct pdf *p, enum face face, double size)
{
	p->face = face;
	p->size = size;
	cairo_set_font_face(p->cairo, state.face[face]);
	cairo_set_font_size(p->cairo, size);
}

static double width(struct pdf *p, const char *text, size_t len)
{
	cairo_text_extents_t e;

	cairo_text_extents(p->cairo, pool_strndup(p->pool, text, len), &e);
	return e.x_advance;
}

static void draw(struct pdf *p, double x, double y, const char *text, size_t len)
{
	if (p->pages == 0 || len == 0)
		return;
	cairo_move_to(p->cairo, x, y);
	cairo_show_text(p->cairo, pool_strndup(p->pool, text, len));
}

static void page_mark(struct pdf *p)
{
	double across;

	if (p->look.mark == NULL)
		return;
	font_set(p, BOLD, 44);
	across = width(p, p->look.mark, strlen(p->look.mark));
	cairo_save(p->cairo);
	cairo_set_source_rgb(p->cairo, 0.92, 0.92, 0.92);
	cairo_translate(p->cairo, PAGE_WIDTH / 2, PAGE_HEIGHT / 2);
	cairo_rotate(p->cairo, -0.9);
	draw(p, -across / 2, 0, p->look.mark, strlen(p->look.mark));
	cairo_restore(p->cairo);
}

static void page_begin_new(struct pdf *p)
{
	const char *number;

	if (p->page > 0 && p->pages > 0)
		cairo_show_page(p->cairo);
	p->page++;
	p->y = HEAD;
	if (p->pages == 0)
		return;
	page_mark(p);
	font_set(p, BOLD, 9);
	if (p->look.stamp != NULL)
		draw(p, MARGIN, MARGIN - 12, p->look.stamp, strlen(p->look.stamp));
	font_set(p, PLAIN, 9);
	if (p->look.foot != NULL)
		draw(p, MARGIN, PAGE_HEIGHT - 42, p->look.foot, strlen(p->look.foot));
	number = pool_printf(p->pool, "Page %u of %u", p->page, p->pages);
	draw(p, PAGE_WIDTH - MARGIN - width(p, number, strlen(number)), PAGE_HEIGHT - 42, number,
	    strlen(number));
}

/* Room for so many points, or a new page with the same font. */
static void room(struct pdf *p, double height)
{
	enum face face = p->face;
	double size = p->size;

	if (p->y + height <= FOOT)
		return;
	page_begin_new(p);
	font_set(p, face, size);
}

/* Bytes of the character at s. */
static size_t char_bytes(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* How much of the line fits: whole words, or as many characters of a word that is
 * wider than the line. */
static size_t fits(struct pdf *p, const char *s, size_t len, double wide)
{
	size_t at = 0, next = 0;

	if (len == 0)
		return 0;
	while (next < len) {
		next += strspn(s + next, " ");
		next += strcspn(s + next, " \n");
		if (next > len)
			next = len;
		if (width(p, s, next) > wide)
			break;
		at = next;
	}
	if (at > 0)
		return at;
	for (at = char_bytes(s); at < len && width(p, s, at + char_bytes(s + at)) <= wide; )
		at += char_bytes(s + at);
	return at;
}

/* A text in a column from x; each line asks for its room. */
static void flow(struct pdf *p, const char *text, double x, double wide)
{
	double line = p->size * LEADING;
	size_t len, n;

	while (*text != '\0') {
		len = strcspn(text, "\n");
		do {
			room(p, line);
			p->y += line;
			n = len == 0 ? 0 : fits(p, text, len, wide);
			draw(p, x, p->y, text, n);
			text += n;
			len -= n;
			n = strspn(text, " ");
			text += n > len ? len : n;
			len -= n > len ? len : n;
		} while (len > 0);
		text += *text == '\n';
	}
}

static unsigned lines(struct pdf *p, const char *text, double wide)
{
	size_t n = fits(p, text, strcspn(text, "\n"), wide);

	return text[n] == '\0' ? 1 : 2;
}

static void row_draw(struct pdf *p, const struct block *block)
{
	double top, key_end;
	unsigned page;

	font_set(p, BOLD, 10);
	room(p, p->size * LEADING * lines(p, block->key, COLUMN - 12) + 6);
	top = p->y;
	page = p->page;
	flow(p, block->key, MARGIN, COLUMN - 12);
	key_end = p->page == page ? p->y : HEAD;
	if (p->page == page)
		p->y = top;
	font_set(p, PLAIN, 10);
	flow(p, block->text, MARGIN + COLUMN, PAGE_WIDTH - 2 * MARGIN - COLUMN);
	if (p->page == page && p->y < key_end)
		p->y = key_end;
	p->y += 6;
}

static void block_draw(struct pdf *p, const struct block *block)
{
	static const double sizes[] = { 17, 13, 11 };

	switch (block->kind) {
	case HEADING:
		font_set(p, BOLD, sizes[block->level < 1 || block->level > 3 ? 2 : block->level - 1]);
		p->y += p->size * 0.6;
		room(p, p->size * LEADING + 40);
		flow(p, block->text, MARGIN, PAGE_WIDTH - 2 * MARGIN);
		p->y += 4;
		break;
	case PARA:
		font_set(p, PLAIN, 10);
		flow(p, block->text, MARGIN, PAGE_WIDTH - 2 * MARGIN);
		p->y += 6;
		break;
	case ROW:
		row_draw(p, block);
		break;
	}
}

static void draw_all(struct pdf *p, unsigned pages)
{
	const struct block *block;

	p->page = 0;
	p->pages = pages;
	page_begin_new(p);
	for (block = p->first; block != NULL; block = block->next)
		block_draw(p, block);
}

/* -- the file -- */

static cairo_status_t bytes_add(void *closure, const unsigned char *bytes, unsigned len)
{
	struct pdf *p = closure;

	str_addn(&p->bytes, (const char *)bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void properties(struct pdf *p, cairo_surface_t *surface)
{
	const char *made = date_utc(p->pool, p->look.made);

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
	    p->look.title == NULL ? "" : p->look.title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Everychild");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
	    pool_printf(p->pool, "%.10sT%.8sZ", made, made + 11));
}

bool pdf_bytes(struct pdf *p, const char **bytes_r, size_t *len_r)
{
	cairo_surface_t *surface;
	cairo_status_t status;

	str_init(&p->bytes, p->pool);
	surface = cairo_pdf_surface_create_for_stream(bytes_add, p, PAGE_WIDTH, PAGE_HEIGHT);
	/* What every reader opens, and the same from every release of cairo. */
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
	properties(p, surface);
	p->cairo = cairo_create(surface);
	cairo_set_source_rgb(p->cairo, 0, 0, 0);
	draw_all(p, 0);
	draw_all(p, p->page);
	cairo_show_page(p->cairo);
	status = cairo_status(p->cairo);
	cairo_destroy(p->cairo);
	p->cairo = NULL;
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS) {
		log_error("no PDF could be made: %s", cairo_status_to_string(status));
		return false;
	}
	*bytes_r = p->bytes.data;
	*len_r = p->bytes.len;
	return true;
}
