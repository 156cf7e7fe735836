#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "grid.h"
#include "pool.h"
#include "postcode.h"

#define LINE	4096

/* Outward and inward part without the space; the outward filled up to four
 * places, so that a district's rows lie together. */
struct row {
	char code[8];
	struct grid at;
};

enum column { COLUMN_CODE, COLUMN_EAST, COLUMN_NORTH, COLUMN__MAX };

static struct {
	struct pool *pool;
	struct row *row;
	size_t n;
} state;

static int row_compare(const void *a, const void *b)
{
	return memcmp(((const struct row *)a)->code, ((const struct row *)b)->code, 8);
}

/* The directories write "FY1 1AD", "FY1  1AD" and "FY11AD" alike. */
static bool code_read(const char *text, char code_r[8])
{
	char raw[8];
	size_t n = 0;

	for (; *text != '\0'; text++) {
		if (*text == ' ')
			continue;
		if (n == 7 || !isalnum((unsigned char)*text))
			return false;
		raw[n++] = (char)toupper((unsigned char)*text);
	}
	if (n < 5)
		return false;
	memset(code_r, ' ', 7);
	memcpy(code_r, raw, n - 3);
	memcpy(code_r + 4, raw + n - 3, 3);
	code_r[7] = '\0';
	return true;
}

/* The next cell of a line, its quotation marks taken off; NULL after the last. */
static char *cell_next(char **rest)
{
	char *cell = *rest, *end;
	bool quoted;

	if (cell == NULL)
		return NULL;
	quoted = *cell == '"';
	cell += quoted;
	end = cell + strcspn(cell, quoted ? "\"" : ",\r\n");
	*rest = *end == ',' || (*end == '"' && end[1] == ',') ? end + 1 + (*end == '"') : NULL;
	*end = '\0';
	return cell;
}

static bool columns_read(char *line, int column_r[COLUMN__MAX])
{
	static const char *const names[COLUMN__MAX][3] = { { "postcode", "pcds", "pcd" },
		{ "easting", "oseast1m", "east1m" }, { "northing", "osnrth1m", "north1m" } };
	char *rest = line, *cell;
	int i, k, found = 0;
	size_t name;

	for (k = 0; k < COLUMN__MAX; k++)
		column_r[k] = -1;
	if (strncmp(rest, "\xef\xbb\xbf", 3) == 0)
		rest += 3;
	for (i = 0; (cell = cell_next(&rest)) != NULL; i++)
		for (k = 0; k < COLUMN__MAX; k++)
			for (name = 0; column_r[k] < 0 && name < 3; name++)
				if (strcasecmp(cell, names[k][name]) == 0) {
					column_r[k] = i;
					found++;
				}
	return found == COLUMN__MAX;
}

static bool row_read(char *line, const int column[COLUMN__MAX], struct row *row_r)
{
	const char *value[COLUMN__MAX] = { "", "", "" };
	char *rest = line, *cell;
	unsigned long east, north;
	int i, k;

	for (i = 0; (cell = cell_next(&rest)) != NULL; i++)
		for (k = 0; k < COLUMN__MAX; k++)
			if (column[k] == i)
				value[k] = cell;
	east = strtoul(value[COLUMN_EAST], NULL, 10);
	north = strtoul(value[COLUMN_NORTH], NULL, 10);
	if (east == 0 || east > 700000 || north == 0 || north > 1300000 ||
	    !code_read(value[COLUMN_CODE], row_r->code))
		return false;
	row_r->at = (struct grid){ .easting = (unsigned)east, .northing = (unsigned)north };
	return true;
}

static const char *rows_read(FILE *file)
{
	int column[COLUMN__MAX];
	char line[LINE];
	size_t lines = 0;

	while (fgets(line, sizeof(line), file) != NULL)
		lines++;
	rewind(file);
	if (fgets(line, sizeof(line), file) == NULL || !columns_read(line, column))
		return "its first line does not name postcode, easting and northing";
	state.n = 0;
	state.row = pool_array(state.pool, lines, sizeof(*state.row));
	while (state.n < lines && fgets(line, sizeof(line), file) != NULL)
		if (row_read(line, column, &state.row[state.n]))
			state.n++;
	if (state.n == 0)
		return "no row has a postcode and where it is";
	qsort(state.row, state.n, sizeof(*state.row), row_compare);
	return NULL;
}

const char *postcode_load(const char *path)
{
	FILE *file = fopen(path, "re");
	const char *error;

	if (file == NULL)
		return "it cannot be opened";
	pool_destroy(&state.pool);
	state.pool = pool_create();
	error = rows_read(file);
	(void)fclose(file);
	if (error != NULL)
		state.n = 0;
	return error;
}

bool postcode_known(void)
{
	return state.n > 0;
}

bool postcode_find(const char *postcode, struct grid *grid_r)
{
	const struct row *found;
	struct row key;

	if (state.n == 0 || !code_read(postcode, key.code))
		return false;
	found = bsearch(&key, state.row, state.n, sizeof(*state.row), row_compare);
	if (found == NULL)
		return false;
	*grid_r = found->at;
	return true;
}

bool postcode_district(const char *outward, struct grid *grid_r)
{
	unsigned long long east = 0, north = 0, n = 0;
	char code[5] = "    ";
	size_t low = 0, high = state.n, len = strlen(outward);

	if (len == 0 || len > 4)
		return false;
	memcpy(code, outward, len);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(state.row[middle].code, code, 4) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < state.n && memcmp(state.row[low].code, code, 4) == 0; low++, n++) {
		east += state.row[low].at.easting;
		north += state.row[low].at.northing;
	}
	if (n == 0)
		return false;
	*grid_r = (struct grid){ .easting = (unsigned)(east / n), .northing = (unsigned)(north / n) };
	return true;
}
