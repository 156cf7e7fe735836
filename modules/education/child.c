#include <string.h>

#include "attainment.h"
#include "attendance.h"
#include "child-card.h"
#include "date.h"
#include "education.h"
#include "lists.h"
#include "need.h"
#include "outcomes.h"
#include "pep.h"
#include "place.h"
#include "premium.h"

/* The page of a child: who it is, what is next, and the parts of section 3 to 9. */

static const void *pupil_load(struct request *r, const struct record *record)
{
	struct education_pupil *p = pool_new(r->pool, struct education_pupil);
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_PUPIL_FIND], &row, record->id))
		return NULL;
	*p = (struct education_pupil){ .child_id = db_text(&row, 0),
	    .social_care_id = db_text(&row, 1), .upn = db_text(&row, 2),
	    .upn_unknown = db_text(&row, 3), .uln = db_text(&row, 4), .given = db_text(&row, 5),
	    .family = db_text(&row, 6), .known_as = db_text(&row, 7), .born_on = db_text(&row, 8),
	    .sex = db_text(&row, 9), .ethnicity = db_text(&row, 10), .language = db_text(&row, 11),
	    .eal = db_text(&row, 12), .religion = db_text(&row, 13), .country = db_text(&row, 14),
	    .asylum = db_text(&row, 15), .responsible = db_text(&row, 16),
	    .responsible_contact = db_text(&row, 17), .notified_on = db_text(&row, 18),
	    .locked_on = db_text(&row, 19), .out_of_cohort = db_number(&row, 20) != 0,
	    .version = (unsigned)db_number(&row, 21) };
	/* 15.3: after an adoption order the head alone opens it (and the daily round). */
	if (p->locked_on != NULL && p->locked_on[0] != '\0' && r->session != NULL &&
	    !request_may(r, EDUCATION_HEAD))
		return NULL;
	return p;
}

const struct education_pupil *education_of(const struct request *r)
{
	return r->held;
}

const struct education_pupil *education_again(struct request *r, const struct record *record)
{
	r->held = pupil_load(r, record);
	return r->held;
}

static void identity(struct request *r, const struct record *record)
{
	const struct education_pupil *p = education_of(r);

	(void)page_identity(r, record->subject, page_day(r, p->born_on), record->reference,
	    record->restricted ? "Restricted" : NULL);
}

static void closed(struct request *r, const struct record *record, unsigned event)
{
	(void)event;
	education_peps_cancel(r, record);
	deadline_stop(r, record, NULL);
	education_no_school_left(r, record);
	involvement_end(r, record, "EDUCATION");
}

/* P3 ends on the cut-off of its term and P5 is counted in school days, N4 runs from the
 * last review, N5 ends on a day of the year: their days are agreed (deadline_agree). P4
 * and P2R are of a plan each, N1 to N4 of an EHC plan. */
static const struct casework_clock clocks[] = {
	{ "P1", "education.p1_initiated", "Plan initiated" },
	{ "P2", "education.p2_complete", "First plan complete" },
	{ "P2R", "education.p2_reviewer", "Plan with the reviewing officer" },
	{ "P3", NULL, "Plan of the term complete" },
	{ "P4", "education.p4_change", "Meeting after a change" },
	{ "P5", NULL, "Plan written up" },
	{ "P6", "education.p6_quality", "Plan looked at for quality" },
	{ "N1", "education.ehcp_assess", "EHC plan: decision whether to assess" },
	{ "N2", "education.ehcp_issue", "EHC plan: decision whether to issue" },
	{ "N3", "education.ehcp_final", "EHC plan: final plan" },
	{ "N4", NULL, "Annual review of the EHC plan" },
	{ "N5", NULL, "EHC plan names the school of the next phase" },
	{ NULL, NULL, NULL }
};

const struct casework education_casework = {
	.path = "/education/child",
	.label = "Child",
	.workflow = &education_workflow,
	.forms = education_forms,
	.clocks = clocks,
	.late_by = "OWNER WORKER TEACHER SERVICE",
	.ways_out = "If care ends, or goes another way",
	.load = pupil_load,
	.identity = identity,
	.closed = closed,
};

static void facts(struct request *r, struct node *aside)
{
	const struct education_pupil *p = education_of(r);
	struct node *s = node_add(aside, "summary");

	(void)page_row(s, "Name", p->family[0] == '\0' ? "Not known yet: read in by number, and to be "
	    "linked from the child's page in the index" :
	    pool_printf(r->pool, "%s %s", p->given, p->family));
	if (p->known_as[0] != '\0')
		(void)page_row(s, "Known as", p->known_as);
	(void)page_row(s, "Born", page_day(r, p->born_on));
	(void)page_row(s, "Unique pupil number", p->upn != NULL && p->upn[0] != '\0' ? p->upn :
	    lists_label("education-upn-unknown", p->upn_unknown, r->today));
	(void)page_row(s, "Number in the SSDA903", p->child_id);
	if (p->responsible[0] != '\0')
		(void)page_row(s, "Looked after by", lists_label("la", p->responsible, r->today));
}

/* Of a date that was missed the virtual school, the social worker and the designated
 * teacher say why; who only reads does not. */
const char *education_late_path(struct request *r, const struct record *record)
{
	return request_may(r, EDUCATION_PLAN) && record_is(record, education_casework.late_by) ?
	    pool_printf(r->pool, "%s/late", casework_path(r, record)) : NULL;
}

/* 15.3: a carer's own child, limited: who it is, the plans, what it
 * attained, its special needs. */
static int carer_page(struct request *r, const struct record *record)
{
	struct node *body = page_begin(r, "child", "Education of a child in care");

	page_back(r, "Virtual school", "/education/");
	casework_identity(r, record);
	(void)page_heading(body, 1, "Education");
	education_peps_put(r, record, body);
	education_attainment_put(r, record, body);
	education_needs_put(r, record, body);
	return 200;
}

int education_child_there(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? request_redirect(r, "%s", casework_path(r, &record)) :
	    page_not_found(r);
}

int education_child_show(struct request *r)
{
	static education_panel *const panels[] = { education_tasks_put, education_peps_put,
	    education_episodes_put,
	    education_places_put, education_attendance_put, education_suspensions_put,
	    education_attainment_put, education_needs_put, education_premium_put,
	    education_outcomes_put };
	const struct workflow_state *state;
	struct record record;
	struct node *body, *aside;
	size_t i;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (!request_may(r, EDUCATION_READ))
		return carer_page(r, &record);
	state = &education_workflow.state[workflow_state(&education_workflow, record.state)];
	body = page_begin(r, "child", "Education of a child in care");
	page_back(r, "Virtual school", "/education/");
	casework_identity(r, &record);
	(void)page_heading(body, 1, "Education");
	node_set(node_leaf(body, "tag", state->label), "colour", state->colour);
	(void)page_heading(body, 2, "What happens next");
	education_pep_next_put(r, &record, body);
	casework_ways_out(r, body, &record, CASEWORK_NO_EVENT,
	    casework_steps(r, body, &record, CASEWORK_NO_EVENT));
	for (i = 0; i < sizeof(panels) / sizeof(panels[0]); i++)
		panels[i](r, &record, body);
	deadline_list(r, body, &record, education_late_path(r, &record));
	aside = page_aside(r);
	(void)page_heading(aside, 2, "The child");
	facts(r, aside);
	if (request_may(r, EDUCATION_CARE))
		casework_link(r, aside, &record, "Change", "/pupil", NULL);
	casework_link(r, aside, &record, "People around the child", "/people", NULL);
	if (request_may(r, EDUCATION_WORK))
		casework_link(r, aside, &record, "Letters and packs", "/letters", NULL);
	(void)page_heading(aside, 2, "What happened");
	event_list(r, aside, &record);
	return 200;
}
