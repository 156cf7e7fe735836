/* Points of the National Grid, and the table of postcodes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "grid.h"
#include "postcode.h"

static void near(const char *text, unsigned east, unsigned north, double metres)
{
	struct grid g = { 0, 0 };

	if (!grid_read(text, &g))
		fail_msg("%s is not read", text);
	if (fabs((double)g.easting - east) > metres || fabs((double)g.northing - north) > metres)
		fail_msg("%s is %u %u", text, g.easting, g.northing);
}

static void test_read(void **unused)
{
	(void)unused;
	near("TG 51409 13177", 651409, 313177, 0);
	near("tg51401317", 651400, 313170, 0);
	near("SD 306 360", 330600, 436000, 0);
	near("NN 166 712", 216600, 771200, 0);
	near("SV 89 10", 89000, 10000, 0);
	near("330600, 436000", 330600, 436000, 0);
	near("330600 436000", 330600, 436000, 0);
	/* The tower of Ordnance Survey's worked example, as satellites see it. */
	near("52.657979, 1.716052", 651410, 313177, 6);
}

static void test_wrong(void **unused)
{
	static const char *const wrong[] = { "", "SD", "SD 3", "SD 306", "SD 306 36", "SI 306 360",
		"SD 306 36x", "SD 306360 306360 1", "by the pier", "53.8", "53.8, -3.05, 1", "0x10 0x10",
		"48.85, 2.35", "40.7, -74", "1e5, 1e5", "nan, nan", "inf, 3", "330600.5, 436000",
		"9999999, 436000", "-1, 5000", "AA 123 456", "ZZ 123 456", "-, -", "1 2" };
	struct grid g;
	size_t i;

	(void)unused;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (grid_read(wrong[i], &g))
			fail_msg("%s is read as %u %u", wrong[i], g.easting, g.northing);
}

static void test_degrees(void **unused)
{
	static const struct grid tower = { 651410, 313177 };
	static const struct grid points[] = { { 90000, 10500 }, { 330600, 436000 }, { 530000, 180000 },
		{ 216600, 771200 }, { 450000, 1200000 } };
	char text[64];
	double lat, lon;
	size_t i;

	(void)unused;
	grid_degrees(&tower, &lat, &lon);
	assert_true(fabs(lat - 52.657979) < 0.00006 && fabs(lon - 1.716052) < 0.00009);
	for (i = 0; i < sizeof(points) / sizeof(points[0]); i++) {
		grid_degrees(&points[i], &lat, &lon);
		(void)snprintf(text, sizeof(text), "%.7f, %.7f", lat, lon);
		near(text, points[i].easting, points[i].northing, 1);
	}
}

static void file_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	(void)fputs(text, f);
	(void)fclose(f);
}

static void test_postcode(void **unused)
{
	char path[] = "everychild-postcodes.XXXXXX";
	int fd = mkstemp(path);
	struct grid g = { 0, 0 };

	(void)unused;
	assert_true(fd >= 0);
	(void)close(fd);
	assert_false(postcode_find("FY1 1DG", &g));
	assert_non_null(postcode_load("/nowhere/at/all"));
	file_write(path, "a,b\n1,2\n");
	assert_non_null(postcode_load(path));
	file_write(path, "postcode,easting,northing\nFY1 1DG,,\n");
	assert_non_null(postcode_load(path));
	assert_false(postcode_known());
	file_write(path, "x,\"PCD\",oseast1m,osnrth1m\r\n\"a,b\",FY4  2HA,331100,432900\r\n"
	    "c,\"FY1 1DG\",330700,436200\r\nd,FY11DH,330900,436400\r\ne,FY10 1AA,1,x\r\n");
	assert_null(postcode_load(path));
	assert_true(postcode_known());
	assert_true(postcode_find("FY4 2HA", &g) && g.easting == 331100 && g.northing == 432900);
	assert_true(postcode_find("FY1 1DG", &g) && g.easting == 330700);
	assert_false(postcode_find("FY1 1DJ", &g));
	assert_true(postcode_district("FY1", &g) && g.easting == 330800 && g.northing == 436300);
	assert_false(postcode_district("FY10", &g));
	assert_false(postcode_district("FY", &g));
	(void)unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read), cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_degrees), cmocka_unit_test(test_postcode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
