#include "fostering.h"

/* The forms of a case. */

#define READERS	"OWNER TEAM MANAGER SERVICE ARCHIVE"

const struct casework_form fostering_forms[] = {
	{ .name = "notice", .readers = READERS, .writers = "OWNER TEAM", .many = true,
	  .open = fostering_schedule_open, .section_writable = fostering_schedule_writable,
	  .hide = fostering_schedule_hide, .saved = fostering_schedule_saved,
	  .end = fostering_schedule_end,
	  .may_write = fostering_schedule_may_write },
	{ 0 }
};

void fostering_forms_load(void)
{
	static struct { const struct form *form[8]; } state;
	size_t n = 0;

	state.form[n++] = fostering_schedule_load(module_data("forms/fostering/notice-1.xml"));
	document_forms(state.form);
}
