#include "audit-point.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "pool.h"
#include "text.h"

#define HEAD	"checkpoint "
#define SIGNED	"signed "

/* A line without its end. */
struct line {
	const char *text;
	size_t len;
	unsigned number;
};

struct reader {
	struct checkpoints *c;
	const char *at, *end;		/* of what is read */
	const unsigned char *key;
	unsigned line;
};

/* False: there is no whole line any more. */
static bool line_next(struct reader *r, struct line *line_r)
{
	const char *end = r->at == r->end ? NULL : memchr(r->at, '\n', (size_t)(r->end - r->at));

	if (end == NULL)
		return false;
	*line_r = (struct line){ .text = r->at, .len = (size_t)(end - r->at), .number = ++r->line };
	r->at = end + 1;
	return true;
}

static bool line_is(const struct line *line, const char *prefix)
{
	size_t len = strlen(prefix);

	return line->len >= len && memcmp(line->text, prefix, len) == 0;
}

/* What was cut off in its signature was not written to its end either. */
static bool line_signs(const struct line *line)
{
	return line_is(line, SIGNED) && line->len == sizeof(SIGNED) - 1 + SECRET_SIGNATURE * 2;
}

/* The next word, of less than room bytes; the rest of the line after one space. */
static bool word_take(struct line *line, char *word_r, size_t room)
{
	const char *space = memchr(line->text, ' ', line->len);
	size_t len = space == NULL ? line->len : (size_t)(space - line->text);

	if (len == 0 || len >= room || memchr(line->text, '\0', len) != NULL)
		return false;
	memcpy(word_r, line->text, len);
	word_r[len] = '\0';
	line->text += len + (space != NULL);
	line->len -= len + (space != NULL);
	return true;
}

static bool number_take(struct line *line, unsigned long long *number_r)
{
	char word[21];

	return word_take(line, word, sizeof(word)) && text_number(word, number_r);
}

static void *grown(struct pool *pool, void *old, size_t n, size_t *room, size_t size)
{
	void *more = old;

	if (n == *room) {
		*room = n == 0 ? 64 : n * 2;
		more = pool_array(pool, *room, size);
		if (n > 0)
			memcpy(more, old, n * size);
	}
	return more;
}

static bool head_read(struct line line, struct checkpoint *cp_r)
{
	unsigned char hash[SECRET_BYTES];
	char word[24], moment[20];

	line.text += sizeof(HEAD) - 1;
	line.len -= sizeof(HEAD) - 1;
	if (!number_take(&line, &cp_r->number) || !word_take(&line, word, sizeof(word)) ||
	    strlen(word) != 20 || word[10] != 'T' || word[19] != 'Z')
		return false;
	memcpy(moment, word, 19);
	moment[10] = ' ';
	moment[19] = '\0';
	if (!date_moment(moment, &cp_r->at))
		return false;
	if (!secret_from_hex(line.text, line.len, hash, sizeof(hash)))
		return false;
	memcpy(cp_r->before, line.text, POINT_HEX);
	cp_r->before[POINT_HEX] = '\0';
	return true;
}

static bool point_read(struct checkpoints *c, struct line line)
{
	struct point point = { .checkpoint = c->n };

	if (!word_take(&line, point.program, sizeof(point.program)) ||
	    !word_take(&line, point.chain, sizeof(point.chain)) ||
	    !number_take(&line, &point.seq) ||
	    !secret_from_hex(line.text, line.len, point.mac, sizeof(point.mac)))
		return false;
	c->point = grown(c->pool, c->point, c->points, &c->points_room, sizeof(*c->point));
	c->point[c->points++] = point;
	return true;
}

/* Is it the one that comes next? NULL, or why not. */
static const char *order_check(const struct checkpoints *c, const struct checkpoint *cp)
{
	const struct checkpoint *last = c->n == 0 ? NULL : &c->checkpoint[c->n - 1];

	if (last == NULL)
		return cp->number == 1 && strcmp(cp->before, POINT_ZERO) != 0 ?
		    "the first one follows another" : NULL;
	if (cp->number != last->number + 1)
		return pool_printf(c->pool, "checkpoint %llu follows %llu: what was between them is"
		    " not there", cp->number, last->number);
	if (strcmp(cp->before, last->hash) != 0)
		return pool_printf(c->pool, "checkpoint %llu does not follow the one that stands"
		    " before it", cp->number);
	return cp->at < last->at ? pool_printf(c->pool, "checkpoint %llu is older than the one before"
	    " it", cp->number) : NULL;
}

/* What a checkpoint ends with. NULL, or why it is not good. */
static const char *end_check(const struct reader *r, const char *begin, const struct line *last,
    struct checkpoint *cp)
{
	unsigned char signature[SECRET_SIGNATURE], hash[SECRET_BYTES];

	if (!secret_from_hex(last->text + sizeof(SIGNED) - 1, last->len - (sizeof(SIGNED) - 1),
	    signature, sizeof(signature)))
		return "the signature cannot be read";
	if (r->key != NULL && !secret_signed(r->key, begin, (size_t)(last->text - begin), signature))
		return pool_printf(r->c->pool, "checkpoint %llu was not signed with this key, or not as"
		    " it stands here", cp->number);
	secret_hash(begin, (size_t)(r->at - begin), hash);
	memcpy(cp->hash, text_hex(r->c->pool, hash, sizeof(hash)), POINT_HEX + 1);
	return order_check(r->c, cp);
}

enum reading { WHOLE, TORN, WRONG };

/* What cannot be read: to the line that the next one begins with, or the end. One that was
 * signed was written to its end, and changed since. */
static enum reading next_find(struct reader *r, const char **why)
{
	enum reading reading = TORN;
	struct reader before;
	struct line line;

	for (before = *r; line_next(r, &line); before = *r) {
		if (line_is(&line, HEAD)) {
			*r = before;
			return reading;
		}
		if (line_signs(&line)) {
			*why = "a checkpoint that was signed cannot be read: it was changed";
			reading = WRONG;
		}
	}
	r->at = r->end;
	return reading;
}

/* From the line after its first one. TORN: it ends before its signature, and r stands at
 * what follows. */
static enum reading body_read(struct reader *r, const char *begin, struct checkpoint *cp,
    const char **why)
{
	struct reader before;
	struct line line;

	for (before = *r; line_next(r, &line); before = *r) {
		if (line_is(&line, HEAD)) {
			*r = before;
			return TORN;
		}
		if (line_signs(&line)) {
			*why = end_check(r, begin, &line, cp);
			return *why == NULL ? WHOLE : WRONG;
		}
		if (!point_read(r->c, line))
			break;
	}
	return next_find(r, why);
}

static enum reading checkpoint_read(struct reader *r, const char **why)
{
	struct checkpoints *c = r->c;
	struct checkpoint cp = { 0 };
	const struct reader before = *r;
	const char *begin = r->at;
	size_t points = c->points;
	enum reading reading;
	struct line line;

	if (!line_next(r, &line)) {
		r->at = r->end;
		return TORN;
	}
	if (!line_is(&line, HEAD) || !head_read(line, &cp)) {
		if (line_signs(&line))
			*r = before;
		return next_find(r, why);
	}
	reading = body_read(r, begin, &cp, why);
	if (reading != WHOLE) {
		c->points = points;
		return reading;
	}
	c->checkpoint = grown(c->pool, c->checkpoint, c->n, &c->room, sizeof(*c->checkpoint));
	c->checkpoint[c->n++] = cp;
	return WHOLE;
}

const char *points_read(struct checkpoints *c, const char *text, size_t len,
    const unsigned char *key, size_t *torn_r)
{
	struct reader r = { .c = c, .at = text, .end = text + len, .key = key };
	const char *why = NULL;
	enum reading reading;

	*torn_r = 0;
	while (r.at != r.end) {
		reading = checkpoint_read(&r, &why);
		if (reading == WRONG)
			return pool_printf(c->pool, "line %u: %s", r.line, why);
		*torn_r += reading == TORN;
	}
	return NULL;
}

static int by_chain(const struct point *a, const struct point *b)
{
	int order = strcmp(a->program, b->program);

	return order != 0 ? order : strcmp(a->chain, b->chain);
}

static int by_row(const void *one, const void *other)
{
	const struct point *a = one, *b = other;
	int order = by_chain(a, b);

	if (order != 0)
		return order;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	return a->checkpoint < b->checkpoint ? -1 : a->checkpoint > b->checkpoint;
}

void points_sort(struct checkpoints *c)
{
	size_t i, n = 0;

	if (c->points == 0)
		return;
	qsort(c->point, c->points, sizeof(*c->point), by_row);
	for (i = 1; i < c->points; i++)
		if (by_chain(&c->point[n], &c->point[i]) != 0 || c->point[n].seq != c->point[i].seq ||
		    memcmp(c->point[n].mac, c->point[i].mac, SECRET_BYTES) != 0)
			c->point[++n] = c->point[i];
	c->points = n + 1;
}

const struct point *points_of(const struct checkpoints *c, const char *program,
    const char *chain, size_t *n_r)
{
	struct point wanted = { .seq = 0 };
	size_t low = 0, high = c->points, middle;

	(void)snprintf(wanted.program, sizeof(wanted.program), "%s", program);
	(void)snprintf(wanted.chain, sizeof(wanted.chain), "%s", chain);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (by_chain(&c->point[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*n_r = 0; low + *n_r < c->points && by_chain(&c->point[low + *n_r], &wanted) == 0; )
		(*n_r)++;
	return *n_r == 0 ? NULL : &c->point[low];
}
