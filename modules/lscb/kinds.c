#include "analysis.h"

/* The forms that have pages of their own below a case (casework-form.h). */

#define ANALYSIS	.readers = "OWNER SERVICE JAR", .writers = "", .many = true, \
	.open = lscb_analysis_open, .rules = lscb_analysis_rules, .section = lscb_analysis_section, \
	.saved = lscb_analysis_saved, .end = lscb_analysis_end, \
	.may_write = lscb_analysis_may_write, .hide = lscb_analysis_hide

const struct casework_form lscb_kinds[] = {
	{ .name = "analysis", ANALYSIS },
	{ .name = "cdr-analysis", ANALYSIS },
	{ 0 }
};
