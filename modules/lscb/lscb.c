#include "collation.h"
#include "late.h"
#include "lscb.h"
#include "notice.h"
#include "report.h"
#include "return.h"
#include "request.h"
#include "triage.h"

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
	{ "lscb.review_due", CONF_TEXT, "6 months", NULL },
	{ "lscb.panel_due", CONF_TEXT, "6 weeks", NULL },
	{ "lscb.local_due", CONF_TEXT, "12 weeks", NULL },
	{ "lscb.cdrm_due", CONF_TEXT, "3 months", NULL },
	{ "lscb.planning_due", CONF_TEXT, "0 days", NULL },
	{ "lscb.visit_due", CONF_TEXT, "24 hours", NULL },
	{ "lscb.meeting_due", CONF_TEXT, "72 hours", NULL },
	{ "lscb.interim_due", CONF_TEXT, "7 days", NULL },
	{ "lscb.tell_due", CONF_TEXT, "1 working day", NULL },
	{ "lscb.out_keep", CONF_TEXT, "12 months", NULL },
	{ "lscb.sudi_years", CONF_NUMBER, "1", NULL },
	{ "lscb.undo_hours", CONF_NUMBER, "24", NULL },
	{ "lscb.amber_days", CONF_NUMBER, "120", NULL },
	{ "lscb.red_months", CONF_NUMBER, "6", NULL },
	{ "lscb.late_notice_days", CONF_NUMBER, "30", NULL },
	{ "lscb.hold_letter_days", CONF_NUMBER, "60", NULL },
	{ "lscb.daily_minutes", CONF_NUMBER, "10", NULL },
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

	/* Triage (1.3; T2, T4, T5, T18) */
	{ GET, CASE "/scope", LSCB_READ, by_id, lscb_scope_show, 0, "scope.show" },
	{ POST, CASE "/scope", LSCB_WORK, lscb_scope_input, lscb_scope_save, 0, "scope" },
	{ POST, CASE "/scope/confirm", LSCB_DOCTOR, lscb_scope_confirm_input,
	  lscb_scope_confirm, 0, "scope.confirm" },
	{ GET, CASE "/out", LSCB_WORK, lscb_out_input, lscb_out_show, 0, "out.show" },
	{ POST, CASE "/out", LSCB_WORK, lscb_out_input, lscb_out_save, 0, "out" },
	{ GET, CASE "/accept", LSCB_WORK, lscb_accept_input, lscb_accept_show, 0, "accept.show" },
	{ POST, CASE "/accept", LSCB_WORK, lscb_accept_input, lscb_accept_save, 0, "accept" },
	{ GET, CASE "/marks", LSCB_WORK, lscb_marks_input, lscb_marks_show, 0, "marks.show" },
	{ POST, CASE "/marks", LSCB_WORK, lscb_marks_input, lscb_marks_save, 0, "marks" },
	{ GET, CASE "/transfer", LSCB_WORK, by_id, lscb_transfer_show, 0, "transfer.show" },
	{ POST, CASE "/transfer", LSCB_WORK, lscb_transfer_input,
	  lscb_transfer_send, 0, "transfer.send" },
	{ POST, CASE "/transfer/accepted", LSCB_WORK, lscb_transfer_accepted_input,
	  lscb_transfer_accepted, 0, "transfer.accepted" },
	{ POST, CASE "/transfer/agree", LSCB_WORK, lscb_transfer_agree_input,
	  lscb_transfer_agree, 0, "transfer.agree" },
	{ POST, CASE "/transfer/back", LSCB_WORK, lscb_transfer_back_input,
	  lscb_transfer_back, 0, "transfer.back" },
	{ POST, CASE "/transfer/outcome", LSCB_WORK, lscb_transfer_outcome_input,
	  lscb_transfer_outcome, 0, "transfer.outcome" },

	/* The response to an unexpected death (1.5) */
	{ GET, CASE "/response", LSCB_RESPOND, by_id, lscb_response_show, 0, "response.show" },
	{ POST, CASE "/response", LSCB_RESPOND, lscb_response_input, lscb_response_save, 0, "response" },
	{ POST, CASE "/response/confirm", LSCB_DOCTOR, lscb_response_confirm_input,
	  lscb_response_confirm, 0, "response.confirm" },
	{ GET, CASE "/response/step", LSCB_RESPOND, lscb_step_input,
	  lscb_step_show, 0, "response.step.show" },
	{ POST, CASE "/response/step", LSCB_RESPOND, lscb_step_input,
	  lscb_step_save, 0, "response.step" },

	/* Beside the review (1.8), the discussion, ready for the panel (2.9) */
	{ GET, CASE "/gates", LSCB_READ, by_id, lscb_gate_show, 0, "gates.show" },
	{ POST, CASE "/gates", LSCB_WORK, lscb_gate_input, lscb_gate_save, 0, "gates.open" },
	{ GET, CASE "/gates/:gate/end", LSCB_WORK, lscb_gate_end_input,
	  lscb_gate_end_show, 0, "gates.end.show" },
	{ POST, CASE "/gates/:gate/end", LSCB_WORK, lscb_gate_end_input,
	  lscb_gate_end_save, 0, "gates.end" },
	{ GET, CASE "/gates/:gate/override", LSCB_CHAIR, lscb_gate_override_input,
	  lscb_gate_override_show, 0, "gates.override.show" },
	{ POST, CASE "/gates/:gate/override", LSCB_CHAIR, lscb_gate_override_input,
	  lscb_gate_override_save, 0, "gates.override" },
	{ GET, CASE "/discussion", LSCB_RESPOND, by_id, lscb_discussion_show, 0, "discussion.show" },
	{ POST, CASE "/discussion", LSCB_RESPOND, lscb_discussion_input,
	  lscb_discussion_save, 0, "discussion" },
	{ POST, CASE "/discussion/held", LSCB_RESPOND, lscb_discussion_held_input,
	  lscb_discussion_held, 0, "discussion.held" },
	{ POST, CASE "/discussion/more", LSCB_RESPOND, lscb_discussion_more_input,
	  lscb_discussion_more, 0, "discussion.more" },
	{ GET, CASE "/news", LSCB_WORK, lscb_news_input, lscb_news_show, 0, "news.show" },
	{ POST, CASE "/news", LSCB_WORK, lscb_news_input, lscb_news_save, 0, "news" },
	{ GET, CASE "/ready", LSCB_READ, by_id, lscb_ready_show, 0, "ready.show" },
	{ POST, CASE "/ready", LSCB_WORK, by_id, lscb_ready_save, 0, "ready" },

	/* The family, tasks, who works on it, why it takes long */
	{ GET, CASE "/family", LSCB_FAMILY, lscb_family_input, lscb_family_show, 0, "family.show" },
	{ POST, CASE "/family", LSCB_FAMILY, lscb_family_input, lscb_family_save, 0, "family" },
	{ GET, CASE "/tasks", LSCB_WORK, by_id, lscb_task_show, 0, "tasks.show" },
	{ POST, CASE "/tasks", LSCB_WORK, lscb_task_input, lscb_task_save, 0, "tasks.add" },
	{ POST, CASE "/tasks/done", LSCB_WORK, lscb_task_done_input,
	  lscb_task_done_save, 0, "tasks.done" },
	{ GET, CASE "/workers", LSCB_WORK, by_id, lscb_worker_show, 0, "workers.show" },
	{ POST, CASE "/workers", LSCB_WORK, lscb_worker_input, lscb_worker_save, 0, "workers.add" },
	{ POST, CASE "/workers/end", LSCB_WORK, lscb_worker_end_input,
	  lscb_worker_end, 0, "workers.end" },
	{ GET, CASE "/delay", LSCB_WORK, lscb_delay_input, lscb_delay_show, 0, "delay.show" },
	{ POST, CASE "/delay", LSCB_WORK, lscb_delay_input, lscb_delay_save, 0, "delay" },

	/* A wrong step, the end, and after it (T16, T17, T19) */
	{ GET, CASE "/undo", LSCB_WORK, lscb_undo_input, lscb_undo_show, 0, "undo.show" },
	{ POST, CASE "/undo", LSCB_WORK, lscb_undo_input, lscb_undo_save, 0, "undo" },
	{ GET, CASE "/close", LSCB_WORK, by_id, lscb_close_show, 0, "close.show" },
	{ POST, CASE "/close", LSCB_WORK, by_id, lscb_close_save, 0, "close" },
	{ POST, CASE "/feedback", LSCB_WORK, lscb_feedback_input, lscb_feedback_save, 0, "feedback" },
	{ GET, CASE "/reopen", LSCB_CHAIR, lscb_reopen_input, lscb_reopen_show, 0, "reopen.show" },
	{ POST, CASE "/reopen", LSCB_CHAIR, lscb_reopen_input, lscb_reopen_save, 0, "reopen" },
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
	.aside = lscb_daily_run,
};
