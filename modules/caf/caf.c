#include "addendum.h"
#include "caf.h"
#include "disposal.h"
#include "emergency.h"
#include "late.h"
#include "log.h"
#include "notice.h"
#include "people.h"
#include "report.h"

const struct form *caf_checklist, *caf_assessment, *caf_harm;
const struct form *caf_meeting;
const struct form *caf_review;

static const struct conf_setting settings[] = {
	{ "caf.share_regime", CONF_CHOICE, NULL, "CAF2009:DUTY2026" },
	{ "caf.form_2006", CONF_SWITCH, "no", NULL },
	{ "caf.t1_existing_search", CONF_TEXT, "48 hours", NULL },
	{ "caf.t2_form_complete", CONF_TEXT, "10 working days", NULL },
	{ "caf.t3_family_copy", CONF_TEXT, "15 working days", NULL },
	{ "caf.t4_first_meeting", CONF_TEXT, "10 working days", NULL },
	{ "caf.t5_first_review", CONF_TEXT, "42 days", NULL },
	{ "caf.t6_next_review", CONF_TEXT, "3 months", NULL },
	{ "caf.t7_reassessment", CONF_TEXT, "12 months", NULL },
	{ "caf.t8_lead_change", CONF_TEXT, "5 working days", NULL },
	{ "caf.t9_share_recorded", CONF_TEXT, "0 working days", NULL },
	{ "caf.t10_referral_confirmed", CONF_TEXT, "1 working day", NULL },
	{ "caf.t12_reconfirmation", CONF_TEXT, "6 months", NULL },
	{ "caf.t13_minutes_sent", CONF_TEXT, "5 working days", NULL },
	{ "caf.paused_clocks", CONF_TEXT, "T5 T6 T7", NULL },
	{ "caf.no_contact_attempts", CONF_NUMBER, "3", NULL },
	{ "caf.no_contact_means", CONF_NUMBER, "2", NULL },
	{ "caf.no_contact_span", CONF_NUMBER, "15", NULL },
	{ "caf.birth_early_days", CONF_NUMBER, "140", NULL },
	{ "caf.birth_late_days", CONF_NUMBER, "35", NULL },
	{ "caf.archive_after", CONF_TEXT, "12 months", NULL },
	{ "caf.archive_minutes", CONF_NUMBER, "60", NULL },
	{ "caf.keep_registered", CONF_TEXT, "25 years", NULL },
	{ "caf.keep_refused", CONF_TEXT, "6 years", NULL },
	{ "caf.keep_checklist", CONF_TEXT, "12 months", NULL },
	{ "caf.keep_harm", CONF_TEXT, "35 years", NULL },
	{ "caf.export_rows", CONF_NUMBER, "20000", NULL },
	{ "caf.directory_remind", CONF_TEXT, "180 days", NULL },
	{ "caf.directory_hide", CONF_TEXT, "365 days", NULL },
	{ "caf.directory_public", CONF_SWITCH, "no", NULL },
	{ "caf.postcode_file", CONF_TEXT, "", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define WAY	{ .name = "way", .type = FIELD_CODE, .choices = "start-way", .required = true, \
		  .label = "How do you begin?" }

/* 4.2, 26: asked beside "from another authority". */
#define CAME \
	{ .name = "came_from", .type = FIELD_CODE, .choices = "la", .compact = true, \
	  .label = "Authority it comes from" }, \
	{ .name = "came_reference", .type = FIELD_TEXT, .max = 40, .width = 20, \
	  .label = "Their reference, if they gave one" }, \
	{ .name = "came_summary", .type = FIELD_MEMO, .max = 8000, \
	  .label = "Summary of the case there" }

static const struct field by_id[] = {
	ID,
	{ .name = "form", .type = FIELD_TOKEN },
	{ 0 }
};

static const struct field starting[] = {
	{ .name = "child", .type = FIELD_HANDLE, .required = true },
	WAY,
	CAME,
	{ 0 }
};

static const struct field unborn[] = {
	{ .name = "mother_given", .type = FIELD_NAME, .max = 100, .required = true,
	  .label = "Mother's given name(s)" },
	{ .name = "mother_family", .type = FIELD_NAME, .max = 100, .required = true,
	  .label = "Mother's family name" },
	{ .name = "expected_on", .type = FIELD_DATE, .required = true,
	  .label = "Expected date of delivery (EDD)" },
	WAY,
	CAME,
	{ 0 }
};

static const struct field asking[] = {
	ID,
	{ .name = "asked_by", .type = FIELD_CODE, .choices = "asked-by", .required = true,
	  .label = "Who asked for the assessment?" },
	{ .name = "asked_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "When was the family asked?" },
	{ .name = "leaflet", .type = FIELD_YESNO, .required = true,
	  .label = "Was the leaflet given?" },
	{ 0 }
};

static const struct field birth[] = {
	ID,
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date of birth" },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .required = true, .width = 30,
	  .label = "Given name(s)", .hint = "Enter Baby if the child has no name yet" },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .required = true, .width = 30,
	  .label = "Family name" },
	{ .name = "sex", .type = FIELD_CODE, .choices = "sex", .required = true, .label = "Sex" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" },
	{ 0 }
};

static const struct field newborn[] = {
	ID,
	{ .name = "child", .type = FIELD_HANDLE },
	{ 0 }
};

static void start(void)
{
	static const struct form *forms[32];
	size_t n = 0;
	const char *error = match_load(pool_create(), module_data("name-variants.xml"));

	if (error != NULL)
		log_fatal("names: %s", error);
	caf_checklist = form_load(module_data("forms/caf/checklist-1.xml"), CAF_CHECKLIST__MAX);
	caf_assessment = form_load(module_data("forms/caf/assessment-1.xml"), CAF_ASSESSMENT__MAX);
	caf_harm = form_load(module_data("forms/caf/harm-1.xml"), CAF_HARM__MAX);
	forms[n++] = caf_checklist;
	forms[n++] = caf_assessment;
	forms[n++] = caf_harm;
	caf_meeting = form_load(module_data("forms/caf/meeting-1.xml"), CAF_MEETING__MAX);
	forms[n++] = caf_meeting;
	caf_review = form_load(module_data("forms/caf/review-1.xml"), CAF_REVIEW__MAX);
	forms[n++] = caf_review;
	document_forms(forms);
	caf_directory_start();
	caf_disposal_start();
	/* 5.4: the coordinator reads all, a manager those of own staff. */
	record_readers(&(struct record_readers){ .service = "COO", .manager = "MGR",
	    .archive = "COO IXM" });
	/* 3.2 K: a member of the team sees that a case is paused, and no more. */
	event_readers("harm", "OWNER COA LP MANAGER SERVICE EMERGENCY ARCHIVE SAF");
	deadline_readers("T10", "OWNER COA LP MANAGER SERVICE ARCHIVE SAF");
}

static const struct permission permissions[] = {
	{ CAF_READ, "read", "PRA COA COO MGR SAF IXM" },
	{ CAF_WORK, "work", "PRA COA" },
	{ CAF_COORDINATE, "coordinate", "COO SAF" },
	{ CAF_OVERSEE, "oversee", "MGR COO" },
	{ CAF_TEAM, "team", "PRA COA COO" },
	{ CAF_ARCHIVE, "archive", "IXM AUD" },
	{ CAF_CLOSE, "close", "PRA COA COO MGR" },
	{ CAF_STEP, "step", "PRA COA COO SAF MGR" },
	{ CAF_HOLD, "hold", "AUD" },
	{ CAF_AUDIT, "audit", "AUD" },
	{ CAF_SERVICES, "services", "PRA COA COO MGR SAF IXM CME DIR" },
	{ CAF_DIRECTORY, "directory", "DIR" },
	{ CAF_DISPOSE, "dispose", "IXM" },
	{ CAF_EMERGENCY, "emergency", "PRA MGR SAF" },
	{ 0 }
};

static const struct field by_page[] = {
	{ .name = "page", .type = FIELD_NUMBER, .max = 5 },
	{ 0 }
};

static const struct field by_service[] = {
	{ .name = "service", .type = FIELD_TOKEN },
	{ .name = "number", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

#define CASE	"/caf/case/:id"
#define SERVICE	"/caf/services"

static const struct route routes[] = {
	{ GET, "/caf/", CAF_READ, caf_list_input, caf_list, 0, "caf.list" },
	{ GET, "/caf/start/:child", CAF_READ, starting, caf_start_show, 0, "caf.start.show" },
	{ POST, "/caf/start/:child", CAF_WORK, starting, caf_start_make, 0, "caf.start" },
	{ GET, "/caf/unborn", CAF_WORK, unborn, caf_unborn_show, 0, "caf.unborn.show" },
	{ POST, "/caf/unborn", CAF_WORK, unborn, caf_unborn_make, 0, "caf.unborn" },
	{ GET, "/caf/emergency", CAF_EMERGENCY, emergency_fields, emergency_show, 0, "emergency.show" },
	{ POST, "/caf/emergency", CAF_EMERGENCY, emergency_fields, emergency_open, 0,
	  "emergency.open" },
	{ GET, "/caf/sharing", CAF_AUDIT, NULL, caf_sharing_show, 0, "sharing.ask" },
	{ POST, "/caf/sharing", CAF_AUDIT, caf_sharing_input, caf_sharing_find, ROUTE_LOOKS,
	  "sharing.read" },
	{ GET, SERVICE, CAF_SERVICES, caf_directory_list_input, caf_directory_list, 0,
	  "directory.list" },
	{ POST, SERVICE, CAF_SERVICES, caf_directory_search_input, caf_directory_search, ROUTE_LOOKS,
	  "directory.search" },
	/* PUBLIC by the setting caf.directory_public; the handler asks. */
	{ GET, SERVICE ".json", PUBLIC, by_page, caf_directory_json, 0, "directory.json" },
	{ GET, SERVICE "/entries", CAF_DIRECTORY, by_page, caf_directory_entries, 0,
	  "directory.entries" },
	{ GET, SERVICE "/providers", CAF_DIRECTORY, by_page, caf_provider_list, 0, "provider.list" },
	{ GET, SERVICE "/providers/:provider", CAF_DIRECTORY, caf_provider_input, caf_provider_edit,
	  0, "provider.edit" },
	{ POST, SERVICE "/providers/:provider", CAF_DIRECTORY, caf_provider_input, caf_provider_save,
	  0, "provider.save" },
	{ GET, SERVICE "/:service", CAF_SERVICES, by_service, caf_directory_show, 0,
	  "directory.show" },
	{ GET, SERVICE "/:service/edit", CAF_DIRECTORY, caf_directory_input, caf_directory_edit, 0,
	  "directory.edit" },
	{ POST, SERVICE "/:service/edit", CAF_DIRECTORY, caf_directory_input, caf_directory_save, 0,
	  "directory.save" },
	{ GET, SERVICE "/:service/assure", CAF_DIRECTORY, caf_directory_assure_input,
	  caf_directory_assure, 0, "directory.assure.show" },
	{ POST, SERVICE "/:service/assure", CAF_DIRECTORY, caf_directory_assure_input,
	  caf_directory_assured, 0, "directory.assure" },
	{ GET, SERVICE "/:service/versions", CAF_SERVICES, by_service, caf_directory_versions, 0,
	  "directory.versions" },
	{ GET, SERVICE "/:service/versions/:number", CAF_SERVICES, by_service, caf_directory_version,
	  0, "directory.version" },
	{ GET, CASE, CAF_READ, by_id, caf_case_show, 0, "case.show" },
	{ GET, "/caf/notices", SIGNED_IN, notice_input, notice_show, 0, "notices.show" },
	{ POST, "/caf/notices", SIGNED_IN, notice_input, notice_read, 0, "notices.read" },
	{ GET, "/caf/retention", CAF_ARCHIVE, disposal_retention_input, disposal_retention, 0,
	  "retention.show" },
	{ POST, "/caf/retention", CAF_HOLD, disposal_hold_input, disposal_hold_save, 0, "hold.set" },
	{ GET, "/caf/retention/:hold", CAF_HOLD, disposal_hold_end_input, disposal_hold_end_show, 0,
	  "hold.show" },
	{ POST, "/caf/retention/:hold", CAF_HOLD, disposal_hold_end_input, disposal_hold_end_save, 0,
	  "hold.end" },
	/* 4.2, 30: index managers propose, the auditor decides. */
	{ GET, "/caf/disposal", CAF_ARCHIVE, disposal_list_input, disposal_list, 0,
	  "disposal.list" },
	{ POST, "/caf/disposal", CAF_DISPOSE, disposal_propose_input, disposal_propose, 0,
	  "disposal.propose" },
	{ GET, "/caf/disposal/log", CAF_ARCHIVE, disposal_log_input, disposal_log, 0,
	  "disposal.log" },
	{ GET, "/caf/disposal/:disposal", CAF_ARCHIVE, disposal_one_input, disposal_show, 0,
	  "disposal.show" },
	{ POST, "/caf/disposal/:disposal", CAF_HOLD, disposal_decide_input, disposal_decide, 0,
	  "disposal.decide" },
	{ GET, "/caf/disposal/:disposal/print", CAF_ARCHIVE, disposal_one_input, disposal_print, 0,
	  "disposal.print" },
	{ GET, "/caf/hand-over", CAF_OVERSEE, hand_over_many_input, hand_over_many_show, 0,
	  "hand-over.list" },
	{ POST, "/caf/hand-over", CAF_OVERSEE, hand_over_many_input, hand_over_many_save, 0,
	  "hand-over.many" },
	{ GET, CASE "/hand-over", CAF_OVERSEE, hand_over_input, hand_over_show, 0,
	  "hand-over.show" },
	{ POST, CASE "/hand-over", CAF_OVERSEE, hand_over_input, hand_over_save, 0,
	  "hand-over.save" },
	{ GET, CASE "/late/:deadline", CAF_READ, late_input, late_show, 0, "late.show" },
	{ POST, CASE "/late/:deadline", CAF_READ, late_input, late_save, 0, "late.save" },
	{ GET, CASE "/ask", CAF_WORK, asking, caf_ask_show, 0, "ask.show" },
	{ POST, CASE "/ask", CAF_WORK, asking, caf_ask_save, 0, "ask.save" },
	{ GET, CASE "/consent", CAF_WORK, caf_consent_input, caf_consent_show, 0, "consent.show" },
	{ POST, CASE "/consent", CAF_WORK, caf_consent_input, caf_consent_save, 0, "consent.save" },
	{ GET, CASE "/consents", CAF_READ, caf_consents_input, caf_consents_show, 0, "consents.show" },
	{ POST, CASE "/consents", CAF_WORK, caf_consents_input, caf_consents_save, 0, "consents.save" },
	{ POST, CASE "/consents/note", CAF_OVERSEE, caf_dispute_input, caf_dispute_note, 0,
	  "consents.note" },
	{ GET, CASE "/carer", CAF_READ, by_id, caf_carer_show, 0, "carer.show" },
	{ POST, CASE "/carer/ask", CAF_WORK, caf_carer_ask_input, caf_carer_ask, 0, "carer.ask" },
	{ POST, CASE "/carer/decide", CAF_OVERSEE, caf_carer_decide_input, caf_carer_decide, 0,
	  "carer.decide" },
	{ GET, CASE "/sharing", CAF_READ, by_id, caf_shares_show, 0, "sharing.show" },
	{ GET, CASE "/sharing/:share", CAF_READ, caf_share_one_input, caf_share_one, 0,
	  "sharing.one" },
	{ GET, CASE "/sharing/:share/copy", CAF_READ, caf_share_one_input, caf_share_copy, 0,
	  "sharing.copy" },
	{ GET, CASE "/share", CAF_READ, caf_share_input, caf_share_show, 0, "share.show" },
	{ POST, CASE "/share", CAF_READ, caf_share_input, caf_share_save, 0, "share.save" },
	{ GET, CASE "/existing", CAF_WORK, by_id, caf_search_show, 0, "existing.show" },
	{ POST, CASE "/existing", CAF_WORK, by_id, caf_search_run, 0, "existing.search" },
	{ POST, CASE "/form", CAF_WORK, by_id, caf_form_start, 0, "form.start" },
	{ GET, CASE "/birth", CAF_WORK, birth, caf_birth_show, 0, "birth.show" },
	{ POST, CASE "/birth", CAF_WORK, birth, caf_birth_save, 0, "birth.save" },
	{ GET, CASE "/birth/match", CAF_WORK, newborn, caf_birth_match, 0, "birth.match" },
	{ POST, CASE "/birth/match", CAF_WORK, newborn, caf_birth_link, 0, "birth.link" },
	{ GET, CASE "/people", CAF_READ, people_input, people_show, 0, "people.show" },
	{ POST, CASE "/people", CAF_WORK, people_input, people_add, 0, "people.add" },
	{ POST, CASE "/people/end", CAF_WORK, people_end_input, people_end, 0, "people.end" },
	{ GET, "/caf/report", CAF_OVERSEE, report_input, report_show, 0, "report.show" },
	{ GET, "/caf/report/:topic", CAF_OVERSEE, report_input, report_show, 0, "report.topic" },
	{ GET, "/caf/report/rows/:measure", CAF_OVERSEE, report_rows_input, report_rows, 0, "report.rows" },
	{ GET, "/caf/report/export/:measure", CAF_OVERSEE, report_export_input, report_export_show, 0,
	  "report.export.show" },
	{ POST, "/caf/report/export/:measure", CAF_OVERSEE, report_export_input, report_export,
	  ROUTE_LOOKS, "report.export" },
	{ POST, CASE "/decide", CAF_WORK, by_id, caf_checklist_decide, 0, "checklist.decide" },
	{ POST, CASE "/complete", CAF_TEAM, by_id, caf_assessment_complete, 0, "assessment.complete" },
	{ POST, CASE "/harm", CAF_WORK, by_id, caf_harm_start, 0, "harm.start" },
	{ GET, CASE "/single", CAF_WORK, caf_single_input, caf_single_show, 0, "single.show" },
	{ POST, CASE "/single", CAF_WORK, caf_single_input, caf_single_make, 0, "single" },
	{ GET, CASE "/single/review", CAF_WORK, caf_single_review_input, caf_single_review_show, 0,
	  "single.review.show" },
	{ POST, CASE "/single/review", CAF_WORK, caf_single_review_input, caf_single_review, 0,
	  "single.review" },
	{ GET, CASE "/call", CAF_WORK, caf_meeting_call_input, caf_meeting_call_show, 0, "team.call.show" },
	{ POST, CASE "/call", CAF_WORK, caf_meeting_call_input, caf_meeting_call, 0, "team.call" },
	{ GET, CASE "/team", CAF_READ, by_id, caf_team_show, 0, "team.show" },
	{ GET, CASE "/team/family", CAF_TEAM, caf_team_family_input, caf_team_family_show, 0,
	  "team.family.show" },
	{ POST, CASE "/team/family", CAF_TEAM, caf_team_family_input, caf_team_family_add, 0,
	  "team.family" },
	{ GET, CASE "/team/professional", CAF_TEAM, caf_team_professional_input,
	  caf_team_professional_show, 0, "team.professional.show" },
	{ POST, CASE "/team/professional", CAF_TEAM, caf_team_professional_input,
	  caf_team_professional_add, 0, "team.professional" },
	{ POST, CASE "/team/end", CAF_TEAM, caf_team_end_input, caf_team_end, 0, "team.end" },
	{ GET, CASE "/meetings", CAF_READ, caf_meeting_more_input, caf_meeting_list, 0, "meetings.show" },
	{ POST, CASE "/meetings", CAF_TEAM, caf_meeting_more_input, caf_meeting_more, 0, "meetings.call" },
	{ POST, CASE "/:form/minutes-complete", CAF_TEAM, by_id, caf_meeting_complete, 0,
	  "meeting.complete" },
	{ POST, CASE "/:form/minutes-sent", CAF_TEAM, caf_minutes_input, caf_meeting_sent, 0,
	  "meeting.sent" },
	{ GET, CASE "/lead", CAF_READ, caf_lead_input, caf_lead_show, 0, "lead.show" },
	{ POST, CASE "/lead", CAF_TEAM, caf_lead_input, caf_lead_propose, 0, "lead.propose" },
	{ POST, CASE "/lead/confirm", CAF_TEAM, caf_lead_row_input, caf_lead_confirm, 0, "lead.confirm" },
	{ POST, CASE "/lead/drop", CAF_TEAM, caf_lead_row_input, caf_lead_drop, 0, "lead.drop" },
	{ GET, CASE "/plan", CAF_READ, by_id, caf_plan_show, 0, "plan.show" },
	{ GET, CASE "/plan/print", CAF_READ, by_id, caf_plan_print, 0, "plan.print" },
	{ GET, CASE "/plan/add", CAF_TEAM, caf_action_input, caf_action_new, 0, "action.new" },
	{ POST, CASE "/plan/add", CAF_TEAM, caf_action_input, caf_action_save, 0, "action.add" },
	{ GET, CASE "/plan/action", CAF_READ, caf_progress_input, caf_progress_show, 0,
	  "action.show" },
	{ POST, CASE "/plan/action", CAF_TEAM, caf_progress_input, caf_progress_save, 0,
	  "action.report" },
	{ GET, CASE "/plan/agree", CAF_TEAM, caf_agree_input, caf_agree_show, 0, "agree.show" },
	{ POST, CASE "/plan/agree", CAF_TEAM, caf_agree_input, caf_agree, 0, "plan.agree" },
	{ GET, CASE "/review/open", CAF_TEAM, by_id, caf_review_ask, 0, "review.ask" },
	{ POST, CASE "/review/open", CAF_TEAM, by_id, caf_review_open, 0, "review.open" },
	{ POST, CASE "/review/sign", CAF_TEAM, by_id, caf_review_sign, 0, "review.sign" },
	{ GET, CASE "/close", CAF_CLOSE, caf_closure_input, caf_close_show, 0, "close.show" },
	{ POST, CASE "/close", CAF_CLOSE, caf_closure_input, caf_close, 0, "close" },
	{ GET, CASE "/reassess", CAF_TEAM, caf_reassess_input, caf_reassess_show, 0, "reassess.show" },
	{ POST, CASE "/reassess", CAF_TEAM, caf_reassess_input, caf_reassess, 0, "reassess" },
	{ GET, CASE "/:form/addendum", CAF_READ, addendum_input, addendum_show, 0,
	  "addendum.show" },
	{ POST, CASE "/:form/addendum", CAF_TEAM, addendum_input, addendum_save, 0,
	  "addendum.add" },
	{ GET, CASE "/social-care/refer", CAF_WORK, caf_referred_input, caf_refer_show, 0,
	  "social-care.refer.show" },
	{ POST, CASE "/social-care/refer", CAF_WORK, caf_referred_input, caf_refer_save, 0,
	  "social-care.refer" },
	{ GET, CASE "/social-care/outcome", CAF_STEP, caf_outcome_input, caf_outcome_show, 0,
	  "social-care.outcome.show" },
	{ POST, CASE "/social-care/outcome", CAF_STEP, caf_outcome_input, caf_outcome_save, 0,
	  "social-care.outcome" },
	{ GET, CASE "/social-care/lead", CAF_COORDINATE, caf_lead_taken_input, caf_lead_taken_show, 0,
	  "social-care.lead.show" },
	{ POST, CASE "/social-care/lead", CAF_COORDINATE, caf_lead_taken_input, caf_lead_taken_save,
	  0, "social-care.lead" },
	{ GET, CASE "/social-care/return", CAF_COORDINATE, caf_return_input, caf_return_show, 0,
	  "social-care.return.show" },
	{ POST, CASE "/social-care/return", CAF_COORDINATE, caf_return_input, caf_return_save, 0,
	  "social-care.return" },
	{ GET, "/caf/step-down/:child", CAF_COORDINATE, caf_step_down_input, caf_step_down_show, 0,
	  "step-down.show" },
	{ POST, "/caf/step-down/:child", CAF_COORDINATE, caf_step_down_input, caf_step_down_make, 0,
	  "step-down" },
	{ GET, CASE "/withdraw", CAF_WORK, caf_withdraw_input, caf_withdraw_show, 0, "withdraw.show" },
	{ POST, CASE "/withdraw", CAF_WORK, caf_withdraw_input, caf_withdraw_save, 0, "withdraw" },
	{ GET, CASE "/withdraw/harm", CAF_WORK, caf_withdraw_harm_input, caf_withdraw_harm_show, 0,
	  "withdraw.harm.show" },
	{ POST, CASE "/withdraw/harm", CAF_WORK, caf_withdraw_harm_input, caf_withdraw_harm_save, 0,
	  "withdraw.harm" },
	{ GET, CASE "/transfer", CAF_STEP, caf_transfer_input, caf_transfer_show, 0, "transfer.show" },
	{ POST, CASE "/transfer", CAF_STEP, caf_transfer_input, caf_transfer_send, 0, "transfer.send" },
	{ GET, CASE "/transfer/accepted", CAF_STEP, caf_accepted_input, caf_accepted_show, 0,
	  "transfer.accepted.show" },
	{ POST, CASE "/transfer/accepted", CAF_STEP, caf_accepted_input, caf_accepted_save, 0,
	  "transfer.accepted" },
	{ GET, CASE "/no-contact", CAF_READ, caf_attempt_input, caf_no_contact_show, 0,
	  "no-contact.show" },
	{ POST, CASE "/no-contact", CAF_WORK, caf_attempt_input, caf_attempt_add, 0, "no-contact.add" },
	{ POST, CASE "/no-contact/ask", CAF_WORK, caf_no_contact_ask_input, caf_no_contact_ask, 0,
	  "no-contact.ask" },
	{ POST, CASE "/no-contact/decide", CAF_OVERSEE, caf_no_contact_decide_input,
	  caf_no_contact_decide, 0, "no-contact.decide" },
	{ GET, CASE "/no-contact/close", CAF_WORK, caf_no_contact_close_input,
	  caf_no_contact_close_show, 0, "no-contact.close.show" },
	{ POST, CASE "/no-contact/close", CAF_WORK, caf_no_contact_close_input, caf_no_contact_close,
	  0, "no-contact.close" },
	{ GET, CASE "/duplicate", CAF_COORDINATE, caf_duplicate_input, caf_duplicate_show, 0,
	  "duplicate.show" },
	{ POST, CASE "/duplicate", CAF_COORDINATE, caf_duplicate_input, caf_duplicate_close, 0,
	  "duplicate" },
	{ GET, CASE "/siblings", CAF_WORK, caf_siblings_input, caf_siblings_show, 0, "siblings.show" },
	{ POST, CASE "/siblings", CAF_WORK, caf_siblings_input, caf_siblings_find, 0, "siblings.find" },
	{ GET, CASE "/siblings/:other", CAF_WORK, caf_sibling_input, caf_sibling_show, 0,
	  "sibling.show" },
	{ POST, CASE "/siblings/:other", CAF_WORK, caf_sibling_input, caf_sibling_copy, 0,
	  "sibling.copy" },
	{ GET, CASE "/join", CAF_WORK, caf_join_input, caf_join_show, 0, "join.show" },
	{ POST, CASE "/join", CAF_WORK, caf_join_input, caf_join_ask, 0, "join.ask" },
	{ POST, CASE "/join/close", CAF_WORK, by_id, caf_join_close, 0, "join.close" },
	{ GET, CASE "/joins/:request", CAF_TEAM, caf_join_answer_input, caf_join_request, 0,
	  "join.request" },
	{ POST, CASE "/joins/:request", CAF_TEAM, caf_join_answer_input, caf_join_answer, 0,
	  "join.answer" },
	{ POST, CASE "/:form/refer", CAF_WORK, caf_harm_input, caf_harm_refer, 0, "harm.refer" },
	{ POST, CASE "/:form/confirmed", CAF_WORK, caf_confirmed_input, caf_harm_confirmed, 0,
	  "harm.confirmed" },
	{ GET, CASE "/:form", CAF_READ, casework_form_input, casework_form_tasks, 0, "form.show" },
	{ GET, CASE "/:form/check", CAF_READ, casework_form_input, casework_form_check, 0,
	  "form.check" },
	{ GET, CASE "/:form/changes", CAF_READ, casework_form_input, casework_form_history, 0,
	  "form.history" },
	{ GET, CASE "/:form/print", CAF_READ, casework_form_input, casework_form_print, 0,
	  "form.print" },
	{ GET, CASE "/:form/:section", CAF_READ, casework_section_input, casework_form_section, 0,
	  "section.show" },
	{ POST, CASE "/:form/:section", CAF_TEAM, casework_answers_input, casework_form_save, 0,
	  "section.save" },
	{ POST, CASE "/:form/:section/draft", CAF_TEAM, casework_answers_input, casework_form_draft,
	  ROUTE_DRAFT, "section.draft" },
	{ 0 }
};

/* Of the schema that it was built for. */
static const struct db_step steps[] = {
#include "schema-steps.h"
	{ NULL, NULL, NULL }
};

const struct module caf_module = {
	.name = "caf",
	.title = "{Common assessments}",
	.home = "/caf/",
	.routes = routes,
	.permissions = permissions,
	.settings = settings,
	.statements = caf_sql,
	.statements_n = CAF_SQL__MAX,
	.steps = steps,
	.casework = &caf_casework,
	.reports = &caf_reports,
	.records = true,
	.children = caf_children,
	.start = start,
	.aside = caf_archive_run,
	.disposal = &caf_disposal,
};
