/*
 * pdf: pages of text for paper, A4 upright. This file alone knows the drawing library
 * (cairo) and the reader of fonts (FreeType).
 *
 *	struct pdf *p = pdf_new(r->pool, &look);
 *	pdf_heading(p, 1, "Case CD-2026-0007");
 *	pdf_row(p, "Sex", "Male");
 *	pdf_para(p, text);
 *	if (pdf_bytes(p, &bytes, &len)) …
 *
 * Text flows over lines and pages; a heading stays with what follows it. Every page
 * has the look's stamp at its head, its foot and "Page n of m" below, and its mark
 * large and pale behind the text. What is no character of the font is a box. Letters
 * stand one after the other from left to right, also of writings that do otherwise.
 * Bookmarks, links and forms there are none.
 *
 * Fonts are files of the settings, read once in the parent: a worker, which can open
 * none (lockdown.h), has them in memory. The same blocks and look give the same bytes.
 *
 * What the library itself allocates and gives back is not wiped.
 */
#ifndef EVERYCHILD_PDF_H
#define EVERYCHILD_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"

struct pdf;
struct pool;

/* Texts are not copied. NULL: none. */
struct pdf_look {
	const char *title;		/* a property of the file; never a person's name */
	const char *stamp;		/* at the head of each page */
	const char *foot;		/* left of the page's number */
	const char *mark;		/* across the page, pale */
	long long made;			/* moment that the file says it was made at */
};

extern const struct conf_setting pdf_settings[];

/* In the parent, settings loaded: reads the fonts. Exits with a sentence when one
 * cannot be used. */
void pdf_start(void);

struct pdf *pdf_new(struct pool *pool, const struct pdf_look *look);
void pdf_heading(struct pdf *p, int level, const char *text);	/* 1 to 3 */
void pdf_para(struct pdf *p, const char *text);		/* its line ends stay */
/* Two columns; value NULL or "" reads "Not provided". */
void pdf_row(struct pdf *p, const char *key, const char *value);

/* The file, in the pool. False with a log entry when it could not be made. */
bool pdf_bytes(struct pdf *p, const char **bytes_r, size_t *len_r);

#endif
