#include <ctype.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "grid.h"

#define EAST_MAX	700000
#define NORTH_MAX	1300000
#define RADIANS		(3.14159265358979323846 / 180)

struct ellipsoid {
	double a, b;			/* half axes in metres */
};

static const struct ellipsoid airy = { 6377563.396, 6356256.909 };
static const struct ellipsoid wgs84 = { 6378137.0, 6356752.314245 };

/* The grid's projection: scale on the central meridian and true origin. */
static const double scale = 0.9996012717, north_0 = -100000, east_0 = 400000;
static const double latitude_0 = 49 * RADIANS, longitude_0 = -2 * RADIANS;

static double squared(double x)
{
	return x * x;
}

/* -- from one datum to the other (seven parameters of Ordnance Survey's guide) -- */

static void to_space(const struct ellipsoid *e, double lat, double lon, double at_r[3])
{
	double e2 = 1 - squared(e->b / e->a), nu = e->a / sqrt(1 - e2 * squared(sin(lat)));

	at_r[0] = nu * cos(lat) * cos(lon);
	at_r[1] = nu * cos(lat) * sin(lon);
	at_r[2] = (1 - e2) * nu * sin(lat);
}

static void from_space(const struct ellipsoid *e, const double at[3], double *lat_r, double *lon_r)
{
	double e2 = 1 - squared(e->b / e->a), p = hypot(at[0], at[1]);
	double lat = atan2(at[2], p * (1 - e2)), nu;
	int i;

	for (i = 0; i < 8; i++) {
		nu = e->a / sqrt(1 - e2 * squared(sin(lat)));
		lat = atan2(at[2] + e2 * nu * sin(lat), p);
	}
	*lat_r = lat;
	*lon_r = atan2(at[1], at[0]);
}

/* sign 1: from WGS 84 to the grid's datum; -1: back. */
static void datum_shift(double sign, double *lat, double *lon)
{
	const double second = RADIANS / 3600 * sign, s = 1 + 20.4894e-6 * sign;
	const double rx = -0.1502 * second, ry = -0.2470 * second, rz = -0.8421 * second;
	double at[3], to[3];

	to_space(sign > 0 ? &wgs84 : &airy, *lat, *lon, at);
	to[0] = -446.448 * sign + s * at[0] - rz * at[1] + ry * at[2];
	to[1] = 125.157 * sign + rz * at[0] + s * at[1] - rx * at[2];
	to[2] = -542.060 * sign - ry * at[0] + rx * at[1] + s * at[2];
	from_space(sign > 0 ? &airy : &wgs84, to, lat, lon);
}

/* -- the transverse Mercator projection -- */

static double meridian(double lat)
{
	double n = (airy.a - airy.b) / (airy.a + airy.b), n2 = n * n, n3 = n2 * n;
	double less = lat - latitude_0, more = lat + latitude_0;

	return airy.b * scale * ((1 + n + 1.25 * n2 + 1.25 * n3) * less -
	    (3 * n + 3 * n2 + 21.0 / 8 * n3) * sin(less) * cos(more) +
	    (15.0 / 8 * n2 + 15.0 / 8 * n3) * sin(2 * less) * cos(2 * more) -
	    35.0 / 24 * n3 * sin(3 * less) * cos(3 * more));
}

struct curve {
	double nu, rho, eta2, tan2;
};

static struct curve curve_at(double lat)
{
	double e2 = 1 - squared(airy.b / airy.a), under = 1 - e2 * squared(sin(lat));
	struct curve c = { .nu = airy.a * scale / sqrt(under), .tan2 = squared(tan(lat)) };

	c.rho = airy.a * scale * (1 - e2) / (under * sqrt(under));
	c.eta2 = c.nu / c.rho - 1;
	return c;
}

static void project(double lat, double lon, double *east_r, double *north_r)
{
	struct curve c = curve_at(lat);
	double d = lon - longitude_0, d2 = d * d, cs = cos(lat), cs3 = cs * cs * cs, cs5 = cs3 * cs * cs;
	double t2 = c.tan2, sn = sin(lat);

	*north_r = meridian(lat) + north_0 + d2 * (c.nu / 2 * sn * cs +
	    d2 * (c.nu / 24 * sn * cs3 * (5 - t2 + 9 * c.eta2) +
	    d2 * c.nu / 720 * sn * cs5 * (61 - 58 * t2 + t2 * t2)));
	*east_r = east_0 + d * (c.nu * cs + d2 * (c.nu / 6 * cs3 * (c.nu / c.rho - t2) +
	    d2 * c.nu / 120 * cs5 * (5 - 18 * t2 + t2 * t2 + 14 * c.eta2 - 58 * t2 * c.eta2)));
}

static void unproject(double east, double north, double *lat_r, double *lon_r)
{
	double lat = latitude_0, d = east - east_0, d2 = d * d, rest, t, t2, nu3, sec;
	struct curve c;
	int i;

	for (i = 0; i < 20; i++) {
		rest = north - north_0 - meridian(lat);
		lat += rest / (airy.a * scale);
		if (fabs(rest) < 1e-5)
			break;
	}
	c = curve_at(lat);
	t = tan(lat);
	t2 = c.tan2;
	nu3 = c.nu * c.nu * c.nu;
	sec = 1 / cos(lat);
	*lat_r = lat - d2 * t / (c.rho * c.nu) * (0.5 - d2 / (24 * c.nu * c.nu) *
	    (5 + 3 * t2 + c.eta2 - 9 * t2 * c.eta2) +
	    d2 * d2 / (720 * c.nu * nu3) * (61 + 90 * t2 + 45 * t2 * t2));
	*lon_r = longitude_0 + d * sec * (1 / c.nu - d2 / (6 * nu3) * (c.nu / c.rho + 2 * t2) +
	    d2 * d2 / (120 * nu3 * c.nu * c.nu) * (5 + 28 * t2 + 24 * t2 * t2));
}

/* -- what people write -- */

static bool inside(double east, double north, struct grid *grid_r)
{
	if (!(east >= 0 && east <= EAST_MAX && north >= 0 && north <= NORTH_MAX))
		return false;
	grid_r->easting = (unsigned)lround(east);
	grid_r->northing = (unsigned)lround(north);
	return true;
}

/* Two letters name a square of 100 km, half of the figures count east in it. */
static bool reference_read(const char *text, struct grid *grid_r)
{
	static const char letters[] = "ABCDEFGHJKLMNOPQRSTUVWXYZ";
	char figure[10];
	size_t n = 0, i;
	const char *at[2];
	double part[2] = { 0, 0 };
	int a, b;

	for (i = 0; i < 2; i++) {
		at[i] = text[i] == '\0' ? NULL : strchr(letters, toupper((unsigned char)text[i]));
		if (at[i] == NULL)
			return false;
	}
	for (text += 2; *text != '\0'; text++) {
		if (*text == ' ')
			continue;
		if (!isdigit((unsigned char)*text) || n == sizeof(figure))
			return false;
		figure[n++] = *text;
	}
	if (n < 4 || n % 2 != 0)
		return false;
	for (i = 0; i < n; i++)
		part[i * 2 / n] = part[i * 2 / n] * 10 + (figure[i] - '0');
	a = (int)(at[0] - letters);
	b = (int)(at[1] - letters);
	return inside((a + 3) % 5 * 500000.0 + b % 5 * 100000.0 + part[0] * pow(10, 5 - (double)n / 2),
	    (19 - a / 5 * 5 - b / 5) * 100000.0 + part[1] * pow(10, 5 - (double)n / 2), grid_r);
}

bool grid_read(const char *text, struct grid *grid_r)
{
	char *end;
	double first, second;

	if (isalpha((unsigned char)text[0]))
		return reference_read(text, grid_r);
	/* No hexadecimal, no exponents, no infinity. */
	if (text[strspn(text, "0123456789.-+, ")] != '\0')
		return false;
	first = strtod(text, &end);
	if (end == text)
		return false;
	text = end + strspn(end, ", ");
	second = strtod(text, &end);
	if (end == text || end[strspn(end, " ")] != '\0')
		return false;
	if (first < 49 || first > 61.5 || second < -9 || second > 2.5)
		return first == floor(first) && second == floor(second) && first > 1000 &&
		    inside(first, second, grid_r);
	first *= RADIANS;
	second *= RADIANS;
	datum_shift(1, &first, &second);
	project(first, second, &first, &second);
	return inside(first, second, grid_r);
}

void grid_degrees(const struct grid *grid, double *latitude_r, double *longitude_r)
{
	double lat, lon;

	unproject(grid->easting, grid->northing, &lat, &lon);
	datum_shift(-1, &lat, &lon);
	*latitude_r = lat / RADIANS;
	*longitude_r = lon / RADIANS;
}
