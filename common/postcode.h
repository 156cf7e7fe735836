/*
 * postcode: where postcodes are, from a table that the authority supplies.
 *
 * A CSV file as the national postcode directories come: its first line names
 * the columns, of which these are looked for (either name, any case):
 *	postcode or pcd or pcds, easting or oseast1m, northing or osnrth1m
 * Nothing of the kind is shipped. Rows without coordinates are passed over. The
 * table is read once, before the workers start, and takes 16 bytes a row.
 */
#ifndef EVERYCHILD_POSTCODE_H
#define EVERYCHILD_POSTCODE_H

#include <stdbool.h>

struct grid;

/* NULL, or a sentence that says why the file cannot be used. */
const char *postcode_load(const char *path);
/* Is there a table? */
bool postcode_known(void);

/* Of a canonical postcode, "FY1 1AD". False: not in the table. */
bool postcode_find(const char *postcode, struct grid *grid_r);
/* The middle of all postcodes that begin with "FY1 ". */
bool postcode_district(const char *outward, struct grid *grid_r);

#endif
