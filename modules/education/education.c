#include "disposal.h"
#include "education.h"
#include "import.h"
#include "late.h"
#include "notice.h"
#include "outcomes.h"
#include "paste.h"
#include "return.h"
#include "attendance.h"
#include "place.h"
#include "school.h"

static const struct conf_setting settings[] = {
	{ "education.p1_initiated", CONF_TEXT, "10 working days", NULL },
	{ "education.p2_complete", CONF_TEXT, "20 working days", NULL },
	{ "education.teacher_days", CONF_NUMBER, "10", NULL },
	{ "education.place_days", CONF_NUMBER, "20", NULL },
	{ "education.full_time_hours", CONF_NUMBER, "25", NULL },
	{ "education.nominated", CONF_TEXT, "", NULL },
	{ "education.suspension_alerts", CONF_TEXT, "5 15 30 40 45", NULL },
	{ "education.alert_hour", CONF_NUMBER, "11", NULL },
	{ "education.alert_days", CONF_NUMBER, "3", NULL },
	{ "education.part_time_weeks", CONF_NUMBER, "6", NULL },
	{ "education.daily_minutes", CONF_NUMBER, "10", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

static const struct field by_id[] = {
	ID,
	{ 0 }
};

static const struct field nothing[] = { { 0 } };

/* 15.3 */
static const struct permission permissions[] = {
	{ EDUCATION_READ, "read", "EVH EVO ESW EDT EIR ESN EAT AUD" },
	{ EDUCATION_WORK, "work", "EVH EVO" },
	{ EDUCATION_CARE, "care", "EVH EVO ESW" },
	{ EDUCATION_HEAD, "head", "EVH" },
	{ EDUCATION_PLAN, "plan", "EVH EVO ESW EDT ECA" },
	{ EDUCATION_SUBMIT, "submit", "EVH EVO EDT" },
	{ EDUCATION_RATE, "rate", "EVH EVO" },
	{ EDUCATION_PLACE, "place", "EVH EVO" },
	{ EDUCATION_MARK, "mark", "EVH EVO EAT EDT" },
	{ EDUCATION_ALERTS, "alerts", "EVH EVO EAT" },
	{ EDUCATION_NEED, "need", "EVH EVO ESN" },
	{ EDUCATION_MONEY, "money", "EVH EVO EFI" },
	{ EDUCATION_APPROVE, "approve", "EVH EVO" },
	{ EDUCATION_PAY, "pay", "EFI" },
	{ EDUCATION_SCHOOL, "school", "EVH EVO" },
	{ EDUCATION_SCHOOLS, "schools", "EVH EVO ESW ESN EAT EFI" },
	{ EDUCATION_IMPORT, "import", "EVH EVO" },
	{ EDUCATION_COUNT, "count", "EVH EVO EAN EPA AUD" },
	{ EDUCATION_ROWS, "rows", "EVH EVO AUD" },
	{ EDUCATION_EXACT, "exact", "EVH EVO AUD" },
	{ EDUCATION_RETURN, "return", "EVH" },
	{ EDUCATION_ARCHIVE, "archive", "IXM AUD" },
	{ EDUCATION_HOLD, "hold", "AUD" },
	{ EDUCATION_DISPOSE, "dispose", "IXM" },
	{ 0 }
};

#define CHILD	"/education/child/:id"
#define FILE_IN	"/education/import/:import"
#define SCHOOL	"/education/school/:school"

static const struct route routes[] = {
	{ GET, "/education/", EDUCATION_READ, education_list_input, education_list, 0,
	  "education.list" },
	{ GET, "/education/notices", SIGNED_IN, notice_input, notice_show, 0, "notices.show" },
	{ POST, "/education/notices", SIGNED_IN, notice_input, notice_read, 0, "notices.read" },
	{ GET, "/education/start/:child", EDUCATION_WORK, education_start_input,
	  education_start_show, 0, "start.show" },
	{ POST, "/education/start/:child", EDUCATION_WORK, education_start_input,
	  education_start_save, 0, "start" },
	{ GET, CHILD, EDUCATION_READ, by_id, education_child_show, 0, "child.show" },
	{ GET, CHILD "/pupil", EDUCATION_CARE, education_pupil_input, education_pupil_show, 0,
	  "pupil.show" },
	{ POST, CHILD "/pupil", EDUCATION_CARE, education_pupil_input, education_pupil_save, 0,
	  "pupil" },
	/* episodes of care */
	{ GET, CHILD "/episode", EDUCATION_CARE, education_episode_input, education_episode_show, 0,
	  "episode.show" },
	{ POST, CHILD "/episode", EDUCATION_CARE, education_episode_input, education_episode_save, 0,
	  "episode" },
	{ GET, CHILD "/episode/end", EDUCATION_CARE, education_episode_end_input,
	  education_episode_end_show, 0, "episode.end.show" },
	{ POST, CHILD "/episode/end", EDUCATION_CARE, education_episode_end_input,
	  education_episode_end_save, 0, "episode.end" },
	/* schools, school days and terms */
	{ GET, "/education/schools", EDUCATION_SCHOOLS, nothing, education_schools, 0, "schools.list" },
	{ GET, "/education/schools/new", EDUCATION_SCHOOL, education_school_new_input,
	  education_school_new, 0, "school.new.show" },
	{ POST, "/education/schools/new", EDUCATION_SCHOOL, education_school_new_input,
	  education_school_add, 0, "school.new" },
	{ GET, "/education/schools/file", EDUCATION_SCHOOL, education_paste_input,
	  education_schools_file, 0, "schools.file.show" },
	{ POST, "/education/schools/file", EDUCATION_SCHOOL, education_paste_input,
	  education_schools_file_read, 0, "schools.file" },
	{ GET, SCHOOL, EDUCATION_SCHOOLS, education_school_input, education_school_show, 0,
	  "school.show" },
	{ GET, SCHOOL "/change", EDUCATION_SCHOOL, education_school_change_input,
	  education_school_change_show, 0, "school.change.show" },
	{ POST, SCHOOL "/change", EDUCATION_SCHOOL, education_school_change_input,
	  education_school_change, 0, "school.change" },
	{ POST, SCHOOL "/person", EDUCATION_SCHOOL, education_school_person_input,
	  education_school_person_add, 0, "school.person" },
	{ POST, SCHOOL "/person/end", EDUCATION_SCHOOL, education_school_person_end_input,
	  education_school_person_end, 0, "school.person.end" },
	{ POST, SCHOOL "/day", EDUCATION_SCHOOL, education_day_input, education_day_save, 0,
	  "school.day" },
	{ GET, "/education/calendar", EDUCATION_SCHOOLS, nothing, education_calendar, 0,
	  "calendar.show" },
	{ GET, "/education/calendar/file", EDUCATION_SCHOOL, education_paste_input,
	  education_calendar_file, 0, "calendar.file.show" },
	{ POST, "/education/calendar/file", EDUCATION_SCHOOL, education_paste_input,
	  education_calendar_file_read, 0, "calendar.file" },
	{ GET, "/education/terms", EDUCATION_SCHOOLS, education_terms_input, education_terms, 0,
	  "terms.show" },
	{ POST, "/education/terms", EDUCATION_SCHOOL, education_terms_input, education_terms_save, 0,
	  "terms" },
	{ GET, "/education/pasted/:file", EDUCATION_MARK, education_pasted_input, education_pasted, 0,
	  "pasted.show" },
	/* school places */
	{ GET, CHILD "/place", EDUCATION_PLACE, education_place_input,
	  education_place_show, 0, "place.show" },
	{ POST, CHILD "/place", EDUCATION_PLACE, education_place_input,
	  education_place_save, 0, "place" },
	{ GET, CHILD "/place/:place", EDUCATION_PLACE, education_place_change_input,
	  education_place_change_show, 0, "place.change.show" },
	{ POST, CHILD "/place/:place", EDUCATION_PLACE, education_place_change_input,
	  education_place_change_save, 0, "place.change" },
	{ GET, "/education/no-school", EDUCATION_PLACE, nothing, education_no_school_board, 0,
	  "no-school.list" },
	{ GET, CHILD "/no-school", EDUCATION_PLACE, education_no_school_input,
	  education_no_school_show, 0, "no-school.show" },
	{ POST, CHILD "/no-school", EDUCATION_PLACE, education_no_school_input,
	  education_no_school_save, 0, "no-school" },
	{ GET, CHILD "/interim", EDUCATION_PLACE, education_interim_input,
	  education_interim_show, 0, "interim.show" },
	{ POST, CHILD "/interim", EDUCATION_PLACE, education_interim_input,
	  education_interim_save, 0, "interim" },
	{ GET, CHILD "/request", EDUCATION_PLACE, education_request_input,
	  education_request_show, 0, "request.show" },
	{ POST, CHILD "/request", EDUCATION_PLACE, education_request_input,
	  education_request_save, 0, "request" },
	{ POST, CHILD "/request/:request", EDUCATION_PLACE, education_request_answer_input,
	  education_request_answer, 0, "request.answer" },
	{ GET, CHILD "/ks4", EDUCATION_CARE, education_ks4_input,
	  education_ks4_show, 0, "ks4.show" },
	{ POST, CHILD "/ks4", EDUCATION_CARE, education_ks4_input,
	  education_ks4_save, 0, "ks4" },
	{ GET, CHILD "/ks4/:approval", EDUCATION_PLACE, education_ks4_decide_input,
	  education_ks4_decide_show, 0, "ks4.decide.show" },
	{ POST, CHILD "/ks4/:approval", EDUCATION_PLACE, education_ks4_decide_input,
	  education_ks4_decide, 0, "ks4.decide" },
	{ POST, CHILD "/task", EDUCATION_WORK, education_task_input,
	  education_task_done, 0, "task.done" },
	/* attendance, suspensions */
	{ GET, CHILD "/week", EDUCATION_READ, education_week_input,
	  education_week_show, 0, "week.show" },
	{ POST, CHILD "/week", EDUCATION_MARK, education_week_save_input,
	  education_week_save, 0, "week" },
	{ GET, CHILD "/suspension", EDUCATION_MARK, education_suspension_input,
	  education_suspension_show, 0, "suspension.show" },
	{ POST, CHILD "/suspension", EDUCATION_MARK, education_suspension_input,
	  education_suspension_save, 0, "suspension" },
	{ GET, CHILD "/suspension/:suspension", EDUCATION_MARK, education_suspension_change_input,
	  education_suspension_change_show, 0, "suspension.change.show" },
	{ POST, CHILD "/suspension/:suspension", EDUCATION_MARK, education_suspension_change_input,
	  education_suspension_change_save, 0, "suspension.change" },
	{ GET, "/education/alerts", EDUCATION_ALERTS, nothing, education_alerts, 0, "alerts" },
	{ GET, "/education/marks/file", EDUCATION_MARK, education_paste_input, education_marks_file, 0,
	  "marks.file.show" },
	{ POST, "/education/marks/file", EDUCATION_MARK, education_paste_input,
	  education_marks_file_read, 0, "marks.file" },
	{ GET, "/education/totals/file", EDUCATION_MARK, education_paste_input, education_totals_file, 0,
	  "totals.file.show" },
	{ POST, "/education/totals/file", EDUCATION_MARK, education_paste_input,
	  education_totals_file_read, 0, "totals.file" },
	/* files that are read in */
	{ GET, "/education/imports", EDUCATION_IMPORT, education_imports_input,
	  education_imports_show, 0, "imports.show" },
	{ POST, "/education/imports", EDUCATION_IMPORT, education_imports_input,
	  education_imports_save, 0, "import" },
	{ GET, FILE_IN, EDUCATION_IMPORT, education_import_by, education_import_show, 0, "import.show" },
	{ POST, FILE_IN, EDUCATION_IMPORT, education_import_input, education_import_save, 0,
	  "import.decide" },
	{ GET, FILE_IN "/map", EDUCATION_IMPORT, education_import_map_input,
	  education_import_map_show, 0, "import.map.show" },
	{ POST, FILE_IN "/map", EDUCATION_IMPORT, education_import_map_input,
	  education_import_map_save, 0, "import.map" },
	{ GET, FILE_IN "/rejected", EDUCATION_IMPORT, education_import_by, education_import_rejected, 0,
	  "import.rejected" },
	/* what the return asks of a child */
	{ GET, CHILD "/outcomes", EDUCATION_CARE, education_outcomes_input,
	  education_outcomes_show, 0, "outcomes.show" },
	{ POST, CHILD "/outcomes", EDUCATION_CARE, education_outcomes_input,
	  education_outcomes_save, 0, "outcomes" },
	{ GET, CHILD "/reviews", EDUCATION_CARE, education_reviews_input, education_reviews_show, 0,
	  "reviews.show" },
	{ POST, CHILD "/reviews", EDUCATION_CARE, education_reviews_input, education_reviews_save, 0,
	  "reviews" },
	{ GET, CHILD "/workers", EDUCATION_CARE, education_workers_input, education_workers_show, 0,
	  "workers.show" },
	{ POST, CHILD "/workers", EDUCATION_CARE, education_workers_input, education_workers_save, 0,
	  "workers" },
	/* the SSDA903 */
	{ GET, "/education/return", EDUCATION_RETURN, education_return_input,
	  education_return_show, 0, "return.show" },
	{ POST, "/education/return", EDUCATION_RETURN, education_return_input,
	  education_return_save, 0, "return" },
	{ GET, "/education/return/:year/:layout", EDUCATION_RETURN, education_return_file_input,
	  education_return_file, 0, "return.file" },
	{ GET, "/education/suspensions/file", EDUCATION_MARK, education_paste_input,
	  education_suspensions_file, 0, "suspensions.file.show" },
	{ POST, "/education/suspensions/file", EDUCATION_MARK, education_paste_input,
	  education_suspensions_file_read, 0, "suspensions.file" },
	/* why a date was missed */
	{ GET, CHILD "/late/:deadline", EDUCATION_READ, late_input, late_show, 0, "late.show" },
	{ POST, CHILD "/late/:deadline", EDUCATION_READ, late_input, late_save, 0, "late.save" },
	{ 0 }
};

static void start(void)
{
	record_readers(&(struct record_readers){ .service = "EVH EVO ESN EAT EFI AUD",
	    .archive = "IXM AUD" });
}

const struct module education_module = {
	.name = "education",
	.title = "Virtual school",
	.home = "/education/",
	.routes = routes,
	.permissions = permissions,
	.settings = settings,
	.statements = education_sql,
	.statements_n = EDUCATION_SQL__MAX,
	.casework = &education_casework,
	.records = true,
	.children = education_children,
	.start = start,
	.aside = education_daily_run,
	.take_in = import_take_in,
};
