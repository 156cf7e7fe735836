#include "disposal.h"
#include "index.h"
#include "log.h"
#include "mail.h"
#include "record.h"

static const struct conf_setting settings[] = {
	/* Years between the ages of one search. */
	{ "index.age_span", CONF_NUMBER, "5", NULL },
	/* Nobody older is put into the index. */
	{ "index.oldest_years", CONF_NUMBER, "25", NULL },
	/* A form in which nobody has written for so long: its writer is told, and
	 * then the writer's manager. */
	{ "index.draft_warning", CONF_TEXT, "15 working days", NULL },
	{ "index.draft_escalation", CONF_TEXT, "25 working days", NULL },
	/* Services whose staff see NHS numbers, and those whose staff see UPNs. */
	{ "index.health_services", CONF_TEXT, "GP MID HV SN SLT CAM PAE SMS SXH MHS", NULL },
	{ "index.education_services", CONF_TEXT, "EYP SCH COL EWO EPS SEN", NULL },
	/* A calendar address works for so long, and only for who signs in so often. */
	{ "index.calendar_days", CONF_NUMBER, "90", NULL },
	{ "index.calendar_idle_days", CONF_NUMBER, "30", NULL },
	/* Who answers questions about the service, as its help pages say. */
	{ "index.service_desk", CONF_TEXT, "the service desk of your organisation", NULL },
	/* How often the access log is looked through for accesses to review, the hours of
	 * work, and how many in a day are many: children opened, those of them who are of
	 * nobody's work (not for roles whose work that is), pages refused. */
	{ "index.review_minutes", CONF_NUMBER, "10", NULL },
	{ "index.review_from_hour", CONF_NUMBER, "6", NULL },
	{ "index.review_to_hour", CONF_NUMBER, "22", NULL },
	{ "index.review_many", CONF_NUMBER, "40", NULL },
	{ "index.review_nolink", CONF_NUMBER, "10", NULL },
	{ "index.review_nolink_not", CONF_TEXT, "IXM COO FDO CME EVH EVO", NULL },
	{ "index.review_refused", CONF_NUMBER, "30", NULL },
	/* Whose record is archived: at this age, or with consent at this one, or so long after
	 * the child's death; if nobody has touched it for so long. How often that is looked
	 * for, and how long it then is kept. */
	{ "index.archive_age", CONF_NUMBER, "18", NULL },
	{ "index.archive_age_stays", CONF_NUMBER, "25", NULL },
	{ "index.archive_died", CONF_TEXT, "12 months", NULL },
	{ "index.archive_untouched", CONF_TEXT, "3 months", NULL },
	{ "index.archive_minutes", CONF_NUMBER, "60", NULL },
	{ "index.keep_archived", CONF_TEXT, "6 years", NULL },
	/* Accesses that were reviewed are kept for so long. */
	{ "index.keep_alerts", CONF_TEXT, "7 years", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static const struct field by_id[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "done", .type = FIELD_TOKEN },
	{ 0 }
};

static const struct field open_fields[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_CODE, .required = true, .label = "Reason",
	  .choices = "index-reason" },
	{ .name = "reason_text", .type = FIELD_TEXT, .max = 200, .label = "The reason in your own words" },
	{ .name = "done", .type = FIELD_TOKEN },
	{ 0 }
};

/* modules/caf/sections.md 5.4. Whoever works for the index or with children may look a child
 * up; a record is put right by the index managers. Neither ADM nor AUD is
 * anywhere but where their work is. */
static const struct permission permissions[] = {
	{ INDEX_FIND, "find", "PRA COA COO IXM CME SAF MGR FDO PFW PFM EVH EVO" },
	{ INDEX_CREATE, "create", "PRA COA COO IXM CME FDO PFW PFM EVH EVO" },
	{ INDEX_EDIT, "edit", "IXM" },
	{ INDEX_INVOLVE, "involve", "PRA COA COO IXM CME FDO PFW PFM EVH EVO" },
	{ INDEX_ACCESS, "access", "AUD IXM" },
	{ INDEX_REVIEW, "review", "AUD" },
	{ INDEX_EMERGENCIES, "emergencies", "AUD SAF" },
	{ INDEX_ARCHIVED, "archived", "IXM AUD" },
	{ INDEX_DISPOSE, "dispose", "IXM" },
	{ INDEX_HOLD, "hold", "AUD" },
	{ 0 }
};

static const struct route routes[] = {
	{ GET, "/", SIGNED_IN, NULL, home_show, 0, "home.show" },
	{ GET, "/search", INDEX_FIND, NULL, search_show, 0, "search.form" },
	{ POST, "/search", INDEX_FIND, search_fields, search_run, ROUTE_LOOKS, "search.run" },
	{ POST, "/child/start", INDEX_CREATE, new_fields, child_new_start,
	  ROUTE_LOOKS | ROUTE_SHARED, "child.start" },
	{ GET, "/child/new", INDEX_CREATE, new_fields, child_new_show, 0, "child.new" },
	{ POST, "/child/new", INDEX_CREATE, new_fields, child_new_save, 0, "child.create" },
	{ GET, "/child/:id", INDEX_FIND, open_fields, child_show, 0, "child.show" },
	{ POST, "/child/:id/open", INDEX_FIND, open_fields, child_open, 0, "child.open" },
	{ GET, "/child/:id/chronology", INDEX_FIND, by_id, child_chronology, 0, "child.chronology" },
	{ GET, "/child/:id/history", INDEX_FIND, by_id, change_list, 0, "child.history" },
	{ GET, "/child/:id/edit", INDEX_EDIT, by_id, edit_show, 0, "child.edit" },
	{ GET, "/child/:id/edit/names", INDEX_EDIT, names_fields, names_show, 0, "names.show" },
	{ POST, "/child/:id/edit/names", INDEX_EDIT, names_fields, names_save, 0, "names.save" },
	{ GET, "/child/:id/edit/birth", INDEX_EDIT, birth_fields, birth_show, 0, "birth.show" },
	{ POST, "/child/:id/edit/birth", INDEX_EDIT, birth_fields, birth_save, 0, "birth.save" },
	{ GET, "/child/:id/edit/address", INDEX_EDIT, address_fields, address_show, 0, "address.show" },
	{ POST, "/child/:id/edit/address", INDEX_EDIT, address_fields, address_save, 0, "address.save" },
	{ GET, "/child/:id/edit/stay", INDEX_EDIT, stay_fields, stay_show, 0, "stay.show" },
	{ POST, "/child/:id/edit/stay", INDEX_EDIT, stay_fields, stay_save, 0, "stay.save" },
	{ GET, "/child/:id/edit/other-names", INDEX_EDIT, other_name_fields, rows_show, 0,
	  "other_names.show" },
	{ POST, "/child/:id/edit/other-names", INDEX_EDIT, other_name_fields, rows_save, 0,
	  "other_names.save" },
	{ GET, "/child/:id/edit/carers", INDEX_EDIT, carer_fields, rows_show, 0, "carers.show" },
	{ POST, "/child/:id/edit/carers", INDEX_EDIT, carer_fields, rows_save, 0, "carers.save" },
	{ GET, "/child/:id/services", INDEX_INVOLVE, service_fields, rows_show, 0, "services.show" },
	{ POST, "/child/:id/services", INDEX_INVOLVE, service_fields, rows_save, 0, "services.save" },
	{ GET, "/calendar", INDEX_FIND, NULL, calendar_show, 0, "calendar.show" },
	{ POST, "/calendar", INDEX_FIND, NULL, calendar_make, 0, "calendar.make" },
	{ POST, "/calendar/end", INDEX_FIND, NULL, calendar_end, 0, "calendar.end" },
	{ GET, "/calendar/dates.ics", PUBLIC, calendar_fields, calendar_fetch, 0, "calendar.fetch" },
	{ GET, "/messages", SIGNED_IN, NULL, message_show, 0, "messages.show" },
	{ POST, "/messages", SIGNED_IN, message_fields, message_save, 0, "messages.save" },
	{ GET, "/access", INDEX_ACCESS, NULL, access_show, 0, "access.form" },
	{ POST, "/access", INDEX_ACCESS, access_fields, access_list, ROUTE_LOOKS, "access.list" },
	{ GET, "/access/review", INDEX_REVIEW, NULL, review_list, 0, "review.list" },
	{ GET, "/access/emergencies", INDEX_EMERGENCIES, emergencies_fields, emergencies_list, 0,
	  "emergencies.list" },
	{ GET, "/access/review/:alert", INDEX_REVIEW, review_alert, review_show, 0, "review.show" },
	{ POST, "/access/review/:alert", INDEX_REVIEW, review_fields, review_save, 0, "review.save" },
	{ GET, "/retention", INDEX_ARCHIVED, disposal_retention_input, disposal_retention, 0,
	  "retention.show" },
	{ POST, "/retention", INDEX_HOLD, disposal_hold_input, disposal_hold_save, 0, "hold.set" },
	{ GET, "/retention/:hold", INDEX_HOLD, disposal_hold_end_input, disposal_hold_end_show, 0,
	  "hold.show" },
	{ POST, "/retention/:hold", INDEX_HOLD, disposal_hold_end_input, disposal_hold_end_save, 0,
	  "hold.end" },
	{ GET, "/disposal", INDEX_ARCHIVED, disposal_list_input, disposal_list, 0, "disposal.list" },
	{ POST, "/disposal", INDEX_DISPOSE, disposal_propose_input, disposal_propose, 0,
	  "disposal.propose" },
	{ GET, "/disposal/log", INDEX_ARCHIVED, disposal_log_input, disposal_log, 0, "disposal.log" },
	{ GET, "/disposal/:disposal", INDEX_ARCHIVED, disposal_one_input, disposal_show, 0,
	  "disposal.show" },
	{ POST, "/disposal/:disposal", INDEX_HOLD, disposal_decide_input, disposal_decide, 0,
	  "disposal.decide" },
	{ GET, "/disposal/:disposal/print", INDEX_ARCHIVED, disposal_one_input, disposal_print, 0,
	  "disposal.print" },
	{ GET, "/help", PUBLIC, NULL, help_show, ROUTE_QUIET | ROUTE_GUEST, "help.show" },
	{ GET, "/accessibility", PUBLIC, NULL, accessibility_show, ROUTE_QUIET | ROUTE_GUEST, "accessibility.show" },
	{ 0 }
};

static void start(void)
{
	const char *error = match_load(pool_create(), module_data("name-variants.xml"));

	if (error != NULL)
		log_fatal("names: %s", error);
	mail_load(module_data("messages.xml"));
	archive_start();
}

/* Of the schema that it was built for. */
static const struct db_step steps[] = {
#include "schema-steps.h"
	{ NULL, NULL, NULL }
};

const struct module index_module = {
	.name = "index", .title = "Child index", .home = "/", .routes = routes,
	.permissions = permissions, .settings = settings,
	.more_settings = mail_settings, .statements = index_sql,
	.statements_n = INDEX__MAX, .steps = steps, .start = start, .aside = archive_watch,
	.disposal = &index_disposal
};
