#include "late.h"
#include "lscb.h"
#include "notice.h"
#include "report.h"
#include "return.h"

static const struct conf_setting settings[] = {
	{ "lscb.form_set", CONF_TEXT, "L", NULL },
	{ "lscb.name_hours", CONF_NUMBER, "8", NULL },
	{ "lscb.small_numbers", CONF_NUMBER, "5", NULL },
	{ "lscb.export_rows", CONF_NUMBER, "20000", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static const struct field by_id[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

/* 7.1 */
static const struct permission permissions[] = {
	{ LSCB_READ, "read", "CDC CDD CDP CDJ CDK" },
	{ LSCB_NAMES, "names", "CDC CDD CDP" },
	{ LSCB_WORK, "work", "CDC" },
	{ LSCB_NOTIFY, "notify", "CDC CDD CDJ CDS CDR" },
	{ LSCB_RESPOND, "respond", "CDC CDD CDJ" },
	{ LSCB_DOCTOR, "doctor", "CDD" },
	{ LSCB_FAMILY, "family", "CDC CDJ CDK" },
	{ LSCB_CHAIR, "chair", "CDP" },
	{ LSCB_ANSWER, "answer", "CDS CDR" },
	{ LSCB_PANEL, "panel", "CDM CDP" },
	{ LSCB_MEET, "meet", "CDC CDP" },
	{ LSCB_COUNT, "count", "CDC CDD CDP CDB CDA CDG" },
	{ LSCB_RETURN, "return", "CDC CDP CDB" },
	{ LSCB_APPROVE, "approve", "CDP" },
	{ LSCB_FOLLOW, "follow", "CDC CDD CDP CDB CDA CDS" },
	{ LSCB_ACT, "act", "CDC CDP" },
	{ LSCB_ARCHIVE, "archive", "CDC CDG" },
	{ LSCB_HOLD, "hold", "CDG" },
	{ LSCB_DISPOSE, "dispose", "CDC" },
	{ LSCB_ROWS, "rows", "CDC CDD CDP" },
	{ LSCB_EXACT, "exact", "CDC CDD CDP CDB CDG" },
	{ 0 }
};

#define CASE	"/lscb/case/:id"

static const struct route routes[] = {
	{ GET, "/lscb/", LSCB_READ, NULL, lscb_list, 0, "lscb.list" },
	{ GET, "/lscb/notify", LSCB_NOTIFY, lscb_notify_input, lscb_notify_show, 0, "notify.show" },
	{ POST, "/lscb/notify", LSCB_NOTIFY, lscb_notify_input, lscb_notify_save, 0, "notify" },
	{ GET, "/lscb/notices", SIGNED_IN, notice_input, notice_show, 0, "notices.show" },
	{ POST, "/lscb/notices", SIGNED_IN, notice_input, notice_read, 0, "notices.read" },
	{ GET, CASE, LSCB_READ, by_id, lscb_case_show, 0, "case.show" },
	{ GET, CASE "/name", LSCB_NAMES, lscb_name_input, lscb_name_show, 0, "name.show" },
	{ POST, CASE "/name", LSCB_NAMES, lscb_name_input, lscb_name_open, 0, "name.open" },

	{ GET, "/lscb/report", LSCB_COUNT, report_input, report_show, 0, "report.show" },
	{ GET, "/lscb/report/:topic", LSCB_COUNT, report_input, report_show, 0, "report.topic" },
	{ GET, "/lscb/report/rows/:measure", LSCB_ROWS, report_rows_input, report_rows, 0,
	  "report.rows" },
	{ GET, "/lscb/report/export/:measure", LSCB_COUNT, report_export_input, report_export_show, 0,
	  "report.export.show" },
	{ POST, "/lscb/report/export/:measure", LSCB_COUNT, report_export_input, report_export,
	  ROUTE_LOOKS, "report.export" },
	{ GET, "/lscb/return", LSCB_RETURN, lscb_return_input, lscb_returns, 0, "return.list" },
	{ POST, "/lscb/return", LSCB_WORK, lscb_return_input, lscb_return_run, 0, "return.run" },
	{ GET, "/lscb/return/:run", LSCB_RETURN, lscb_run_input, lscb_run_show, 0, "return.show" },
	{ POST, "/lscb/return/:run", LSCB_APPROVE, lscb_run_lock_input, lscb_run_lock, 0,
	  "return.lock" },
	{ GET, "/lscb/return/:run/:what", LSCB_RETURN, lscb_run_file_input, lscb_run_file, 0,
	  "return.file" },

	{ GET, CASE "/late/:deadline", LSCB_WORK, late_coded_input, late_show, 0, "late.show" },
	{ POST, CASE "/late/:deadline", LSCB_WORK, late_coded_input, late_save, 0, "late.save" },
	{ 0 }
};

static void start(void)
{
	static const struct record_readers readers = { .service = "CDC CDD CDP",
	    .archive = "CDC CDG" };

	record_readers(&readers);
}

const struct module lscb_module = {
	.name = "lscb",
	.title = "Child deaths",
	.home = "/lscb/",
	.routes = routes,
	.permissions = permissions,
	.settings = settings,
	.statements = lscb_sql,
	.statements_n = LSCB_SQL__MAX,
	.casework = &lscb_casework,
	.reports = &lscb_reports,
	.records = true,
	.start = start,
};
