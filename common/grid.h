/*
 * grid: points of the National Grid of Great Britain, in whole metres east and
 * north of its false origin, and what people write for them.
 */
#ifndef EVERYCHILD_GRID_H
#define EVERYCHILD_GRID_H

#include <stdbool.h>

struct grid {
	unsigned easting, northing;
};

/* A grid reference ("SD 306 360", four to ten figures), easting and northing
 * ("330600, 436000") or latitude and longitude of WGS 84 ("53.8142, -3.0503").
 * False: none of these, or not in Great Britain. */
bool grid_read(const char *text, struct grid *grid_r);

/* Latitude and longitude of WGS 84 in degrees, right to some five metres. */
void grid_degrees(const struct grid *grid, double *latitude_r, double *longitude_r);

#endif
