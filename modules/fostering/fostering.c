#include "addendum.h"
#include "fostering.h"
#include "late.h"
#include "log.h"
#include "notice.h"
#include "report.h"

static const struct conf_setting settings[] = {
	{ "fostering.t0_decide", CONF_TEXT, "2 working days", NULL },
	{ "fostering.t1_regulation_4", CONF_TEXT, "7 working days", NULL },
	{ "fostering.t2_arrival", CONF_TEXT, "48 hours", NULL },
	{ "fostering.t3_regulation_7", CONF_TEXT, "7 working days", NULL },
	{ "fostering.t5_absence", CONF_TEXT, "27 days", NULL },
	{ "fostering.t6_end_notice", CONF_TEXT, "48 hours", NULL },
	{ "fostering.t9_appeal", CONF_TEXT, "14 days", NULL },
	{ "fostering.t10_visit_report", CONF_TEXT, "10 working days", NULL },
	{ "fostering.t11_dbs_renewal", CONF_TEXT, "36 months", NULL },
	{ "fostering.t12_written_notice", CONF_TEXT, "10 working days", NULL },
	{ "fostering.ta_assessment", CONF_TEXT, "42 days", NULL },
	{ "fostering.visit_first_year", CONF_TEXT, "42 days", NULL },
	{ "fostering.visit_later", CONF_TEXT, "84 days", NULL },
	{ "fostering.initial_visit_counts", CONF_SWITCH, "yes", NULL },
	{ "fostering.reg8_conservative", CONF_SWITCH, "no", NULL },
	{ "fostering.short_stay_days", CONF_NUMBER, "28", NULL },
	{ "fostering.notice_days", CONF_NUMBER, "42", NULL },
	{ "fostering.holiday_notice_days", CONF_NUMBER, "14", NULL },
	{ "fostering.usual_limit", CONF_NUMBER, "3", NULL },
	{ "fostering.birthday_alerts", CONF_TEXT, "90 30", NULL },
	{ "fostering.undo_days", CONF_NUMBER, "28", NULL },
	{ "fostering.small_numbers", CONF_NUMBER, "5", NULL },
	{ "fostering.export_rows", CONF_NUMBER, "20000", NULL },
	{ "fostering.archive_after", CONF_TEXT, "12 months", NULL },
	{ "fostering.daily_minutes", CONF_NUMBER, "10", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

static const struct field by_id[] = {
	ID,
	{ 0 }
};

/* 11.2 */
static const struct permission permissions[] = {
	{ FOSTERING_READ, "read", "FDO PFW PFM PFO AUD" },
	{ FOSTERING_NOTIFY, "notify", "FDO PFW PFM" },
	{ FOSTERING_WORK, "work", "PFW PFM" },
	{ FOSTERING_PROPOSE, "propose", "FDO PFW PFM" },
	{ FOSTERING_DECIDE, "decide", "PFM" },
	{ FOSTERING_COUNT, "count", "PFM PFO PAN AUD" },
	{ FOSTERING_MONITOR, "monitor", "PFO" },
	{ FOSTERING_REGISTER, "register", "FDO PFW PFM PFO" },
	{ FOSTERING_ARCHIVE, "archive", "IXM AUD" },
	{ 0 }
};

#define CASE	"/fostering/case/:id"

static const struct route routes[] = {
	{ GET, "/fostering/", FOSTERING_READ, fostering_list_input, fostering_list, 0,
	  "fostering.list" },
	{ GET, "/fostering/report", FOSTERING_COUNT, report_input, report_show, 0, "report.show" },
	{ GET, "/fostering/report/:topic", FOSTERING_COUNT, report_input, report_show, 0,
	  "report.topic" },
	{ GET, "/fostering/report/rows/:measure", FOSTERING_COUNT, report_rows_input, report_rows, 0,
	  "report.rows" },
	{ GET, "/fostering/report/export/:measure", FOSTERING_COUNT, report_export_input,
	  report_export_show, 0, "report.export.show" },
	{ POST, "/fostering/report/export/:measure", FOSTERING_COUNT, report_export_input,
	  report_export, ROUTE_LOOKS, "report.export" },
	{ GET, "/fostering/start/:child", FOSTERING_NOTIFY, fostering_start_input,
	  fostering_start_show, 0, "start.show" },
	{ POST, "/fostering/start/:child", FOSTERING_NOTIFY, fostering_start_input,
	  fostering_start_make, 0, "start" },
	{ GET, "/fostering/notices", SIGNED_IN, notice_input, notice_show, 0, "notices.show" },
	{ POST, "/fostering/notices", SIGNED_IN, notice_input, notice_read, 0, "notices.read" },
	{ GET, CASE, FOSTERING_READ, by_id, fostering_case_show, 0, "case.show" },
	{ POST, CASE "/task", FOSTERING_PROPOSE, fostering_task_input, fostering_task_save, 0,
	  "task.done" },
	{ GET, CASE "/facts", FOSTERING_PROPOSE, fostering_facts_input, fostering_facts_show, 0, "facts.show" },
	{ POST, CASE "/facts", FOSTERING_PROPOSE, fostering_facts_input, fostering_facts_save, 0,
	  "facts" },
	{ GET, CASE "/test", FOSTERING_READ, by_id, fostering_test_show, 0, "test.show" },
	{ GET, CASE "/decide", FOSTERING_PROPOSE, fostering_decide_input, fostering_decide_show, 0,
	  "decide.show" },
	{ POST, CASE "/decide", FOSTERING_PROPOSE, fostering_decide_input, fostering_decide_save, 0,
	  "decide" },
	{ GET, CASE "/not-pf", FOSTERING_PROPOSE, fostering_not_pf_input, fostering_not_pf_show, 0,
	  "not-pf.show" },
	{ POST, CASE "/not-pf", FOSTERING_PROPOSE, fostering_not_pf_input, fostering_not_pf_ask, 0,
	  "not-pf.propose" },
	{ POST, CASE "/not-pf/answer", FOSTERING_DECIDE, fostering_not_pf_answer_input,
	  fostering_not_pf_answer, 0, "not-pf" },
	{ GET, CASE "/again", FOSTERING_PROPOSE, fostering_again_input, fostering_again_show, 0,
	  "again.show" },
	{ POST, CASE "/again", FOSTERING_PROPOSE, fostering_again_input, fostering_again_save, 0,
	  "again" },
	{ GET, CASE "/another-notice", FOSTERING_PROPOSE, fostering_notice_input,
	  fostering_notice_show, 0, "notice.show" },
	{ POST, CASE "/another-notice", FOSTERING_PROPOSE, fostering_notice_input,
	  fostering_notice_save, 0, "notice" },
	{ GET, CASE "/written/:number", FOSTERING_PROPOSE, fostering_written_input,
	  fostering_written_show, 0, "written.show" },
	{ POST, CASE "/written/:number", FOSTERING_PROPOSE, fostering_written_input,
	  fostering_written_save, 0, "written" },
	/* arrival, initial action, visits */
	{ GET, "/fostering/diary", FOSTERING_WORK, NULL, fostering_diary_show, 0, "diary" },
	{ GET, CASE "/arrival", FOSTERING_WORK, fostering_arrival_input, fostering_arrival_show, 0,
	  "arrival.show" },
	{ POST, CASE "/arrival", FOSTERING_WORK, fostering_arrival_input, fostering_arrival_save, 0,
	  "arrival" },
	{ GET, CASE "/initial/:task", FOSTERING_WORK, fostering_initial_input,
	  fostering_initial_show, 0, "initial.show" },
	{ POST, CASE "/initial/:task", FOSTERING_WORK, fostering_initial_input,
	  fostering_initial_save, 0, "initial" },
	{ GET, CASE "/visits", FOSTERING_READ, by_id, fostering_visits_show, 0, "visit.list" },
	{ GET, CASE "/visit", FOSTERING_WORK, fostering_visit_plan_input, fostering_visit_plan_show,
	  0, "visit.plan.show" },
	{ POST, CASE "/visit", FOSTERING_WORK, fostering_visit_plan_input, fostering_visit_plan_save,
	  0, "visit.plan" },
	{ GET, CASE "/visit/asked", FOSTERING_WORK, fostering_visit_asked_input,
	  fostering_visit_asked_show, 0, "visit.asked.show" },
	{ POST, CASE "/visit/asked", FOSTERING_WORK, fostering_visit_asked_input,
	  fostering_visit_asked_save, 0, "visit.asked" },
	{ GET, CASE "/visits/:visit", FOSTERING_READ, fostering_visit_input, fostering_visit_show, 0,
	  "visit.show" },
	{ POST, CASE "/visits/:visit", FOSTERING_WORK, fostering_visit_record_input,
	  fostering_visit_record, 0, "visit.record" },
	{ POST, CASE "/visits/:visit/sign", FOSTERING_DECIDE, fostering_report_sign_input,
	  fostering_report_sign, 0, "visit.sign" },
	{ GET, CASE "/:form/addendum", FOSTERING_WORK, addendum_input, addendum_show, 0,
	  "addendum.show" },
	{ POST, CASE "/:form/addendum", FOSTERING_WORK, addendum_input, addendum_save, 0,
	  "addendum.add" },
	{ POST, CASE "/:form/written", FOSTERING_WORK, casework_form_input, fostering_report_written,
	  0, "visit.report" },
	{ GET, CASE "/late/:deadline", FOSTERING_WORK, late_coded_input, late_show, 0, "late.show" },
	{ POST, CASE "/late/:deadline", FOSTERING_WORK, late_coded_input, late_save, 0, "late.save" },
	{ GET, CASE "/:form", FOSTERING_READ, casework_form_input, casework_form_tasks, 0,
	  "form.show" },
	{ GET, CASE "/:form/check", FOSTERING_READ, casework_form_input, casework_form_check, 0,
	  "form.check" },
	{ GET, CASE "/:form/changes", FOSTERING_READ, casework_form_input, casework_form_history, 0,
	  "form.history" },
	{ GET, CASE "/:form/print", FOSTERING_READ, casework_form_input, casework_form_print, 0,
	  "form.print" },
	{ GET, CASE "/:form/:section", FOSTERING_READ, casework_section_input, casework_form_section,
	  0, "section.show" },
	{ POST, CASE "/:form/:section", FOSTERING_PROPOSE, casework_answers_input, casework_form_save,
	  0, "section.save" },
	{ POST, CASE "/:form/:section/draft", FOSTERING_PROPOSE, casework_answers_input,
	  casework_form_draft, ROUTE_DRAFT, "section.draft" },
	{ 0 }
};

static void start(void)
{
	fostering_forms_load();
	fostering_visit_rules_start();
	/* 11.2: managers, the monitoring officer and the auditor see all. */
	record_readers(&(struct record_readers){ .service = "PFM PFO AUD",
	    .team = "PFW", .archive = "PFM IXM AUD" });
}

const struct module fostering_module = {
	.name = "fostering",
	.title = "Private fostering",
	.home = "/fostering/",
	.routes = routes,
	.permissions = permissions,
	.settings = settings,
	.statements = fostering_sql,
	.statements_n = FOSTERING_SQL__MAX,
	.casework = &fostering_casework,
	.reports = &fostering_reports,
	.records = true,
	.children = fostering_children,
	.start = start,
};
