#include "fostering.h"

/* The forms of a case. */

#define READERS	"OWNER TEAM MANAGER SERVICE EMERGENCY ARCHIVE"

#define REPORT	.readers = READERS, .writers = "", .many = true, .open = fostering_report_open, \
	.may_write = fostering_report_may_write, .rules = fostering_report_rules, \
	.saved = fostering_report_saved, .end = fostering_report_end, \
	.print_first = fostering_report_print_first

const struct casework_form fostering_forms[] = {
	{ .name = "notice", .readers = READERS " FRONT", .writers = "OWNER TEAM", .many = true,
	  .open = fostering_schedule_open, .section_writable = fostering_schedule_writable,
	  .hide = fostering_schedule_hide, .saved = fostering_schedule_saved,
	  .end = fostering_schedule_end,
	  .may_write = fostering_schedule_may_write },
	{ .name = "proposal", REPORT },
	{ .name = "visit", REPORT },
	{ 0 }
};

void fostering_forms_load(void)
{
	static struct { const struct form *form[8]; } state;
	size_t n = 0;

	state.form[n++] = fostering_schedule_load(module_data("forms/fostering/notice-1.xml"));
	state.form[n++] = fostering_report_load_proposal(module_data(
	    "forms/fostering/proposal-1.xml"));
	state.form[n++] = fostering_report_load_visit(module_data(
	    "forms/fostering/visit-1.xml"));
	document_forms(state.form);
}
