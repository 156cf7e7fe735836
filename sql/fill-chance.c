#include "fill.h"

/* Steele, Lea and Flood's splitmix64: one addition, three mixings. */
static uint64_t next(struct chance *c)
{
	uint64_t z = c->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

void chance_start(struct chance *c, uint64_t seed, uint64_t number)
{
	c->state = seed;
	c->state = next(c) + number * 0xd1342543de82ef95u;
	(void)next(c);
}

unsigned chance_below(struct chance *c, unsigned n)
{
	return (unsigned)((next(c) >> 32) * n >> 32);
}

unsigned chance_between(struct chance *c, unsigned least, unsigned most)
{
	return least + chance_below(c, most - least + 1);
}

bool chance_in_1000(struct chance *c, unsigned n)
{
	return chance_below(c, 1000) < n;
}

const char *chance_of(struct chance *c, const char *const *list)
{
	unsigned n = 0;

	while (list[n] != NULL)
		n++;
	return list[chance_below(c, n)];
}

char *chance_handle(struct chance *c, struct pool *pool)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	uint64_t bits = next(c);
	char text[13];
	unsigned i;

	for (i = 0; i < 12; i++, bits >>= 5)
		text[i] = letters[bits & 31];
	text[12] = '\0';
	return pool_strdup(pool, text);
}
