#include "analysis.h"
#include "form-rules.h"
#include "intake.h"
#include "triage.h"

/* The forms that have pages of their own below a case (casework-form.h). */

#define ANALYSIS	.readers = "OWNER SERVICE JAR", .writers = "", .many = true, \
	.open = lscb_analysis_open, .rules = lscb_analysis_rules, .section = lscb_analysis_section, \
	.saved = lscb_analysis_saved, .end = lscb_analysis_end, \
	.may_write = lscb_analysis_may_write, .hide = lscb_analysis_hide

#define NOTIFICATION	.readers = "SERVICE", .writers = "", .open = lscb_notification_open, \
	.find = lscb_notification_find, .may_write = lscb_notification_may_write, \
	.none = lscb_notification_none, .section = lscb_notification_section, \
	.rules = lscb_notification_rules, .saved = lscb_notification_saved, \
	.end = lscb_notification_end

const struct casework_form lscb_kinds[] = {
	{ .name = "notification", NOTIFICATION },
	{ .name = "cdr-notification", NOTIFICATION },
	{ .name = "analysis", ANALYSIS },
	{ .name = "cdr-analysis", ANALYSIS },
	{ .name = "audit", .readers = "OWNER SERVICE JAR", .writers = "", .open = lscb_audit_open,
	  .section = lscb_form_rules, .rules = lscb_form_rules_gaps,
	  .may_write = lscb_audit_may_write, .none = lscb_audit_none, .end = lscb_audit_end },
	{ 0 }
};
