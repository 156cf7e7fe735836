#include "collation.h"
#include "late.h"
#include "lscb.h"
#include "notice.h"
#include "report.h"
#include "return.h"
#include "request.h"

static const struct conf_setting settings[] = {
	{ "lscb.form_set", CONF_TEXT, "L", NULL },
	{ "lscb.name_hours", CONF_NUMBER, "8", NULL },
	{ "lscb.small_numbers", CONF_NUMBER, "5", NULL },
	{ "lscb.export_rows", CONF_NUMBER, "20000", NULL },
	/* request, collation */
	{ "lscb.request_days", CONF_NUMBER, "15", NULL },
	{ "lscb.request_days_short", CONF_NUMBER, "10", NULL },
	{ "lscb.request_r1_before", CONF_NUMBER, "5", NULL },
	{ "lscb.request_r2_after", CONF_NUMBER, "1", NULL },
	{ "lscb.request_r3_after", CONF_NUMBER, "6", NULL },
	{ "lscb.request_e1_after", CONF_NUMBER, "11", NULL },
	{ "lscb.request_e2_after", CONF_NUMBER, "21", NULL },
	{ "lscb.unknown_codes", CONF_TEXT, "K NK NOBT", NULL },
	{ "lscb.return_fields", CONF_TEXT, "place_event events ethnicity expected plan statutory_order"
	  " asylum", NULL },
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
	{ LSCB_REPORTS, "reports", "CDC CDD CDJ CDS CDR" },
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
#define ASKED	"/lscb/request/:request"
#define REPORT	ASKED "/form/:report"
#define CELL	CASE "/collation/:report/:field/:item"

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
	/* agency, request, collation */
	{ GET, "/lscb/agencies", LSCB_WORK, NULL, lscb_agencies, 0, "agencies.show" },
	{ GET, "/lscb/agencies/new", LSCB_WORK, lscb_agency_new_input, lscb_agency_new, 0,
	  "agency.new" },
	{ POST, "/lscb/agencies/new", LSCB_WORK, lscb_agency_new_input, lscb_agency_add, 0,
	  "agency.add" },
	{ GET, "/lscb/agency/:agency", LSCB_WORK, lscb_agency_input, lscb_agency_show, 0,
	  "agency.show" },
	{ GET, "/lscb/agency/:agency/change", LSCB_WORK, lscb_agency_change_input,
	  lscb_agency_change_show, 0, "agency.change.show" },
	{ POST, "/lscb/agency/:agency/change", LSCB_WORK, lscb_agency_change_input,
	  lscb_agency_change, 0, "agency.change" },
	{ POST, "/lscb/agency/:agency/person", LSCB_WORK, lscb_agency_person_input,
	  lscb_agency_person_add, 0, "agency.person" },
	{ POST, "/lscb/agency/:agency/person/end", LSCB_WORK, lscb_agency_person_end_input,
	  lscb_agency_person_end, 0, "agency.person.end" },
	{ GET, "/lscb/chase", LSCB_WORK, NULL, lscb_chase_list, 0, "chase.show" },
	{ GET, CASE "/requests", LSCB_READ, lscb_request_new_input, lscb_requests_show, 0,
	  "requests.show" },
	{ POST, CASE "/requests", LSCB_WORK, lscb_request_new_input, lscb_request_add, 0,
	  "request.add" },
	{ GET, CASE "/asked", LSCB_ANSWER, by_id, lscb_request_asked, 0, "requests.asked" },
	{ GET, CASE "/collation", LSCB_READ, lscb_collation_input, lscb_collation_show, 0,
	  "collation.show" },
	{ GET, CELL, LSCB_READ, lscb_collation_field_input, lscb_collation_field, 0,
	  "collation.field" },
	{ POST, CELL, LSCB_WORK, lscb_collation_choose_input, lscb_collation_choose, 0,
	  "collation.choose" },
	{ GET, "/lscb/requests", LSCB_ANSWER, NULL, lscb_requests_own, 0, "requests.own" },
	{ GET, ASKED, LSCB_REPORTS, lscb_request_input, lscb_request_show, 0, "request.show" },
	{ GET, ASKED "/do/:act", LSCB_WORK, lscb_request_act_input, lscb_request_act_show, 0,
	  "request.act.show" },
	{ POST, ASKED "/do/:act", LSCB_WORK, lscb_request_act_input, lscb_request_act_save, 0,
	  "request.act" },
	{ GET, ASKED "/step/:step", LSCB_WORK, lscb_request_chase_input, lscb_request_chase_show, 0,
	  "request.step.show" },
	{ POST, ASKED "/step/:step", LSCB_WORK, lscb_request_chase_input, lscb_request_chase_save, 0,
	  "request.step" },
	{ GET, ASKED "/paper", LSCB_REPORTS, lscb_request_input, lscb_request_paper, 0,
	  "request.paper" },
	{ GET, ASKED "/submit", LSCB_ANSWER, lscb_request_submit_input, lscb_request_submit_show, 0,
	  "request.submit.show" },
	{ POST, ASKED "/submit", LSCB_ANSWER, lscb_request_submit_input, lscb_request_submit, 0,
	  "request.submit" },
	{ GET, ASKED "/reporter", LSCB_REPORTS, lscb_request_reporter_input,
	  lscb_request_reporter_show, 0, "request.reporter.show" },
	{ POST, ASKED "/reporter", LSCB_REPORTS, lscb_request_reporter_input,
	  lscb_request_reporter_save, 0, "request.reporter" },
	{ GET, REPORT, LSCB_REPORTS, lscb_request_form_input, lscb_request_form_tasks, 0,
	  "report.show" },
	{ GET, REPORT "/check", LSCB_REPORTS, lscb_request_form_input, lscb_request_form_check, 0,
	  "report.check" },
	{ GET, REPORT "/changes", LSCB_REPORTS, lscb_request_form_input, lscb_request_form_changes,
	  0, "report.changes" },
	{ GET, REPORT "/print", LSCB_REPORTS, lscb_request_form_input, lscb_request_form_print, 0,
	  "report.print" },
	{ GET, REPORT "/:section", LSCB_REPORTS, lscb_request_section_input,
	  lscb_request_form_section, 0, "report.section" },
	{ POST, REPORT "/:section", LSCB_REPORTS, lscb_request_answers_input,
	  lscb_request_form_save, 0, "report.save" },
	{ POST, REPORT "/:section/draft", LSCB_REPORTS, lscb_request_answers_input,
	  lscb_request_form_draft, ROUTE_DRAFT, "report.draft" },
	{ 0 }
};

static void start(void)
{
	static const struct record_readers readers = { .service = "CDC CDD CDP",
	    .archive = "CDC CDG" };

	record_readers(&readers);
	lscb_forms_load();
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
