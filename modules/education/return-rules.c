#include <string.h>

#include "return-rules.h"
#include "statute.h"

#define TEXT(check, number, of, wrong, how, at) \
	[CHECK_##check] = { number, RETURN_##of, wrong, how, at, false }
#define ADVICE(check, number, of, wrong, how, at) \
	[CHECK_##check] = { number, RETURN_##of, wrong, how, at, true }

const struct return_check_text return_checks[CHECK__MAX] = {
	TEXT(CHILD, "H1", HEADER, "The child has no number in the SSDA903",
	    "Give the number of the child; it stays the same every year", "/pupil"),
	TEXT(BORN, "H2", HEADER, "An episode begins before the child was born",
	    "Compare the date of birth with the episodes", "/pupil"),
	TEXT(SEX, "H3", HEADER, "The child's sex is not recorded", "Choose it", "/pupil"),
	TEXT(ETHNIC, "H4", HEADER, "The child's ethnic origin is not recorded",
	    "Choose it; there are codes for refused and not yet obtained", "/pupil"),
	TEXT(UPN, "H5", HEADER, "There is no unique pupil number, and no reason why",
	    "Give the number, or say why there is none", "/pupil"),
	TEXT(UN1, "H6", HEADER, "UN1 says not of school age, but the child was " IN_WORDS(RETURN_UN1_UNDER) " by 31 August before "
	    "the year", "Give the number, or another reason", "/pupil"),
	TEXT(UN4, "H7", HEADER, "UN4 says newly looked after, but that was more than "
	    IN_WORDS(RETURN_NEWLY_DAYS) " days before 31 March", "Give the number, or another reason", "/pupil"),
	TEXT(UPN_TWICE, "H8", HEADER, "Another child has the same unique pupil number",
	    "Find out whose it is", "/pupil"),
	ADVICE(UPN_LETTER, "H9", HEADER, "The first letter does not fit the other characters of the "
	    "unique pupil number", "Compare it with the school's", "/pupil"),
	TEXT(MOTHER, "H10", HEADER, "Whether the child is a mother is only asked of girls",
	    "Compare the Header with the child's sex", "/pupil"),
	TEXT(SAME_DAY, "E1", EPISODES, "The episode begins and ends on the same day",
	    "Join it with the one before or after", ""),
	TEXT(OPEN_BEFORE, "E2", EPISODES, "The episode has not ended, and another begins after it",
	    "Say when it ended", ""),
	TEXT(GAP, "E3", EPISODES, "The episode ended with care going on, and the next does not begin on "
	    "that day", "Mend the day, or say that care ended", ""),
	TEXT(OVERLAP, "E4", EPISODES, "The episode begins before the one before it ended",
	    "Mend the days of both", ""),
	TEXT(FIRST, "E5", EPISODES, "Care had ended or had not begun, but the episode is not a start",
	    "Choose S as reason for the new episode", ""),
	TEXT(AGAIN, "E6", EPISODES, "The episode is a start, but care had not ended",
	    "Choose what changed as reason for the new episode", ""),
	TEXT(REC, "E7", EPISODES, "The episode has ended, but it is not said why", "Choose why",
	    ""),
	TEXT(REC_OPEN, "E8", EPISODES, "It is said why the episode ended, but not when",
	    "Give the day, or take the reason away", ""),
	TEXT(PROVIDER, "E9", EPISODES, "The provider of the placement is not recorded", "Choose it",
	    ""),
	TEXT(NO_PROVIDER, "E10", EPISODES, "A placement of this kind has no provider",
	    "Take the provider away", ""),
	TEXT(CHANGE, "E11", EPISODES, "The placement changed, but it is not said why", "Choose why the "
	    "placement ended", ""),
	TEXT(RETIRED, "E12", EPISODES, "A code of the episode was not in use on its day",
	    "Choose another", ""),
	TEXT(REVIEW_UNDER, "R1", REVIEWS, "The child was under " IN_WORDS(RETURN_REVIEW_FROM)
	    " on the day of the review, and the code is not PN0", "Choose PN0", "/reviews"),
	TEXT(REVIEW_OVER, "R2", REVIEWS, "The child was " IN_WORDS(RETURN_REVIEW_FROM)
	    " or more on the day of the review, and the code is PN0", "Choose how the child took part", "/reviews"),
	TEXT(OC2_MISSING, "O1", OC2, "Looked after for the 12 months, but there is no OC2 row",
	    "Fill in the outcomes of the year", "/outcomes"),
	TEXT(OC2_NEEDLESS, "O2", OC2, "Not looked after for the 12 months, but there is an OC2 row",
	    "Take the outcomes of the year away", "/outcomes"),
	TEXT(OC2_HEALTH, "O3", OC2, "Immunisations, dental check, health assessment and substance misuse "
	    "must all be answered", "Answer all four", "/outcomes"),
	TEXT(CONVICTED, "O4", OC2, "The child was " IN_WORDS(RETURN_CONVICTED_FROM) " on 31 March, and it is not said whether convicted",
	    "Answer it", "/outcomes"),
	TEXT(NOT_CONVICTED, "O5", OC2, "The child was under " IN_WORDS(RETURN_CONVICTED_FROM)
	    " on 31 March: convicted is not asked",
	    "Leave it empty", "/outcomes"),
	TEXT(DEVELOPMENT, "O6", OC2, "The child was under " IN_WORDS(RETURN_HEALTH_UNDER) " on 31 March, and it is not said whether "
	    "development checks are up to date", "Answer it", "/outcomes"),
	TEXT(NO_DEVELOPMENT, "O7", OC2, "The child was " IN_WORDS(RETURN_HEALTH_UNDER)
	    " or more on 31 March: development checks are not "
	    "asked", "Leave it empty", "/outcomes"),
	TEXT(SDQ, "O8", OC2, "There is neither a score of the strengths and difficulties questionnaire "
	    "nor a reason", "Give one of both", "/outcomes"),
	TEXT(SDQ_BOTH, "O9", OC2, "There is a score of the strengths and difficulties questionnaire and "
	    "a reason why there is none", "Take one of both away", "/outcomes"),
	TEXT(NO_SDQ, "O10", OC2, "At this age the strengths and difficulties questionnaire is not asked",
	    "Leave score and reason empty", "/outcomes"),
	TEXT(RECEIVED, "O11", OC2, "There is a substance misuse problem, and it is not said whether help "
	    "was received", "Answer it", "/outcomes"),
	TEXT(NO_RECEIVED, "O12", OC2, "Without a substance misuse problem no help with it is asked",
	    "Leave it empty", "/outcomes"),
	TEXT(OFFERED, "O13", OC2, "No help was received, and it is not said whether it was offered",
	    "Answer it", "/outcomes"),
	TEXT(NO_OFFERED, "O14", OC2, "Whether help was offered is only asked where none was received",
	    "Leave it empty", "/outcomes"),
	TEXT(PREV_PERM, "P1", PREVPERM, "Care began in the year, and there is no PrevPerm row",
	    "Read in the PrevPerm file with a row of this child; Z1 means none", ""),
	TEXT(NO_PREV_PERM, "P2", PREVPERM, "Care did not begin in the year, and there is a PrevPerm row",
	    "Read in the PrevPerm file without it", ""),
	TEXT(WORKER, "S1", WORKERS, "Looked after on 31 March, and no social worker is recorded",
	    "Record the social worker", "/workers"),
	TEXT(WORKER_GAP, "S2", WORKERS, "More than " IN_WORDS(RETURN_WORKER_DAYS)
	    " days lie between two social workers, or both have the child for more than "
	    IN_WORDS(RETURN_WORKER_DAYS) " days", "Mend the days", "/workers"),
	TEXT(WORKER_LAST, "S3", WORKERS, "Looked after on 31 March, and the last social worker has "
	    "ended", "Record the present social worker", "/workers"),
	TEXT(WORKER_REASON, "S4", WORKERS, "The social worker has ended, and it is not said why",
	    "Choose why", "/workers"),
};

struct checked {
	const struct return_child *c;
	int year;
	return_open *open;
	return_found *found;
	void *arg;
};

static void find(const struct checked *k, bool wrong, enum return_check check, struct date day)
{
	if (wrong)
		k->found(k->arg, check, day);
}

#define NO_DAY	((struct date){ 0, 0, 0 })

static bool blank(const char *value)
{
	return value[0] == '\0';
}

static bool is(const char *value, const char *code)
{
	return strcmp(value, code) == 0;
}

/* -- Header -- */

/* Every episode is of short breaks, so that nothing is counted. */
static bool short_breaks(const struct return_child *c)
{
	size_t i;

	for (i = 0; i < c->episodes; i++)
		if (!cohort_short_break(c->episode[i].care.legal))
			return false;
	return c->episodes > 0;
}

static bool newly(const struct checked *k)
{
	const struct return_child *c = k->c;
	struct date since = date_add_days(cohort_year_last(k->year), -RETURN_NEWLY_DAYS);

	return c->episodes > 0 && date_compare(c->episode[0].care.began, since) >= 0;
}

static void header(const struct checked *k)
{
	const struct return_child *c = k->c;
	bool early = false;
	size_t i;

	for (i = 0; i < c->episodes; i++)
		early = early || date_compare(c->episode[i].care.began, c->born) < 0;
	find(k, blank(c->child_id), CHECK_CHILD, NO_DAY);
	find(k, early, CHECK_BORN, NO_DAY);
	find(k, blank(c->sex), CHECK_SEX, NO_DAY);
	find(k, blank(c->ethnic), CHECK_ETHNIC, NO_DAY);
	find(k, blank(c->upn) && blank(c->upn_unknown) && !short_breaks(c), CHECK_UPN, NO_DAY);
	find(k, is(c->upn_unknown, "UN1") && cohort_age_august(c->born, k->year) >= RETURN_UN1_UNDER, CHECK_UN1,
	    NO_DAY);
	find(k, is(c->upn_unknown, "UN4") && !newly(k), CHECK_UN4, NO_DAY);
	find(k, !blank(c->upn) && !return_upn_sum(c->upn), CHECK_UPN_LETTER, NO_DAY);
	find(k, !blank(c->mother) && !is(c->sex, "F"), CHECK_MOTHER, NO_DAY);
}

bool return_twice(const struct return_child *const *by_upn, size_t n, size_t which)
{
	const char *upn = by_upn[which]->upn;

	return !blank(upn) && ((which > 0 && is(by_upn[which - 1]->upn, upn)) ||
	    (which + 1 < n && is(by_upn[which + 1]->upn, upn)));
}

/* -- Episodes -- */

/* What is between an episode and the one before. */
static void joined(const struct checked *k, const struct return_episode *e,
    const struct return_episode *before)
{
	bool on = before->care.open || is(before->care.rec, "X1");
	int days = before->care.open ? 0 : date_compare(e->care.began, before->care.ended);

	find(k, before->care.open, CHECK_OPEN_BEFORE, before->care.began);
	find(k, days < 0, CHECK_OVERLAP, e->care.began);
	find(k, on && days > 0, CHECK_GAP, before->care.began);
	find(k, !on && !is(e->care.rne, "S"), CHECK_FIRST, e->care.began);
	find(k, on && is(e->care.rne, "S"), CHECK_AGAIN, e->care.began);
	find(k, on && strchr("PTBU", e->care.rne[0]) != NULL && !blank(e->care.rne) &&
	    blank(before->change_why), CHECK_CHANGE, before->care.began);
}

static bool no_provider(const char *place)
{
	return place[0] == 'T' || strncmp(place, "Z1", 2) == 0;
}

static bool retired(const struct checked *k, const struct return_episode *e)
{
	struct date day = e->care.began, first = cohort_year_first(k->year);

	/* The codes of the year go for what was open when it began. */
	if (date_compare(day, first) < 0)
		day = first;
	return !k->open("education-legal", e->care.legal, day) ||
	    !k->open("education-place", e->place, day) ||
	    (!e->care.open && !blank(e->care.rec) && !k->open("education-rec", e->care.rec,
	    e->care.ended));
}

static void episode(const struct checked *k, const struct return_episode *e)
{
	struct date day = e->care.began;

	find(k, !e->care.open && date_compare(e->care.began, e->care.ended) == 0, CHECK_SAME_DAY, day);
	find(k, !e->care.open && blank(e->care.rec), CHECK_REC, day);
	find(k, e->care.open && !blank(e->care.rec), CHECK_REC_OPEN, day);
	find(k, !no_provider(e->place) && blank(e->provider), CHECK_PROVIDER, day);
	find(k, no_provider(e->place) && !blank(e->provider), CHECK_NO_PROVIDER, day);
	find(k, retired(k, e), CHECK_RETIRED, day);
}

static void episodes(const struct checked *k)
{
	const struct return_child *c = k->c;
	size_t i;

	for (i = 0; i < c->episodes; i++) {
		episode(k, &c->episode[i]);
		if (i > 0)
			joined(k, &c->episode[i], &c->episode[i - 1]);
	}
	/* What began before the year has its start in a return of another. */
	find(k, c->episodes > 0 && !is(c->episode[0].care.rne, "S") && date_compare(
	    c->episode[0].care.began, cohort_year_first(k->year)) >= 0, CHECK_FIRST,
	    c->episode[0].care.began);
}

/* -- Reviews, OC2 -- */

static void reviews(const struct checked *k)
{
	size_t i;

	for (i = 0; i < k->c->reviews; i++) {
		const struct return_review *v = &k->c->review[i];
		bool under = date_age(k->c->born, v->on) < RETURN_REVIEW_FROM, none = is(v->code, "PN0");

		find(k, under && !none, CHECK_REVIEW_UNDER, v->on);
		find(k, !under && none, CHECK_REVIEW_OVER, v->on);
	}
}

static void sdq(const struct checked *k, bool score, bool reason)
{
	bool asked = cohort_asks_sdq(k->c->born, k->year);

	find(k, asked && !score && !reason, CHECK_SDQ, NO_DAY);
	find(k, asked && score && reason, CHECK_SDQ_BOTH, NO_DAY);
	find(k, !asked && (score || reason), CHECK_NO_SDQ, NO_DAY);
}

static void outcomes(const struct checked *k)
{
	const char *const *v = k->c->oc2;
	bool convicted = cohort_asks_convicted(k->c->born, k->year);
	bool health = cohort_asks_health_check(k->c->born, k->year);
	bool misuse = is(v[OC2_SUBSTANCE_MISUSE], "1");
	bool refused = is(v[OC2_INTERVENTION_RECEIVED], "0");

	find(k, blank(v[OC2_IMMUNISATIONS]) || blank(v[OC2_TEETH_CHECK]) ||
	    blank(v[OC2_HEALTH_ASSESSMENT]) || blank(v[OC2_SUBSTANCE_MISUSE]), CHECK_OC2_HEALTH,
	    NO_DAY);
	find(k, convicted && blank(v[OC2_CONVICTED]), CHECK_CONVICTED, NO_DAY);
	find(k, !convicted && !blank(v[OC2_CONVICTED]), CHECK_NOT_CONVICTED, NO_DAY);
	find(k, health && blank(v[OC2_HEALTH_CHECK]), CHECK_DEVELOPMENT, NO_DAY);
	find(k, !health && !blank(v[OC2_HEALTH_CHECK]), CHECK_NO_DEVELOPMENT, NO_DAY);
	sdq(k, !blank(v[OC2_SDQ_SCORE]), !blank(v[OC2_SDQ_REASON]));
	find(k, misuse && blank(v[OC2_INTERVENTION_RECEIVED]), CHECK_RECEIVED, NO_DAY);
	find(k, !misuse && !blank(v[OC2_INTERVENTION_RECEIVED]), CHECK_NO_RECEIVED, NO_DAY);
	find(k, refused && blank(v[OC2_INTERVENTION_OFFERED]), CHECK_OFFERED, NO_DAY);
	find(k, !refused && !blank(v[OC2_INTERVENTION_OFFERED]), CHECK_NO_OFFERED, NO_DAY);
}

/* -- PrevPerm, SWEpisodes -- */

/* As cohort-rules asks it: of the year's episodes alone. */
struct year {
	bool cla12, at_end, began;
};

static struct year year_of(const struct checked *k)
{
	struct year y = { .cla12 = k->c->episodes > 0 };
	struct cohort_episode one;
	size_t i;

	for (i = 0; i < k->c->episodes; i++) {
		one = k->c->episode[i].care;
		y.cla12 = y.cla12 && cohort_cla12(&one, 1, k->year);
		y.at_end = y.at_end || cohort_looked_after(&one, 1, cohort_year_last(k->year));
		y.began = y.began || (is(one.rne, "S") && !cohort_short_break(one.legal) &&
		    date_compare(one.began, cohort_year_first(k->year)) >= 0);
	}
	return y;
}

/* Did a period of care begin between the two? Then the first ended with the one before. */
static bool began_between(const struct return_child *c, struct date from, struct date to)
{
	size_t i;

	for (i = 0; i < c->episodes; i++)
		if (is(c->episode[i].care.rne, "S") && date_compare(c->episode[i].care.began, from) > 0 &&
		    date_compare(c->episode[i].care.began, to) <= 0)
			return true;
	return false;
}

static void workers(const struct checked *k)
{
	const struct return_child *c = k->c;
	size_t i;

	for (i = 0; i < c->workers; i++) {
		const struct return_worker *w = &c->worker[i], *before = w - 1;
		long days = i == 0 ? 0 : before->open ? -1 - RETURN_WORKER_DAYS :
		    began_between(c, before->ended, w->began) ? 0 : date_days(before->ended, w->began);

		find(k, days > RETURN_WORKER_DAYS || days < -RETURN_WORKER_DAYS, CHECK_WORKER_GAP, w->began);
		find(k, !w->open && blank(w->reason), CHECK_WORKER_REASON, w->began);
	}
}

void return_child_check(const struct return_child *child, int year, return_open *open,
    return_found *found, void *arg)
{
	const struct checked k = { child, year, open, found, arg };
	struct year y = year_of(&k);

	header(&k);
	episodes(&k);
	reviews(&k);
	find(&k, y.cla12 && child->oc2 == NULL, CHECK_OC2_MISSING, NO_DAY);
	find(&k, !y.cla12 && child->oc2 != NULL, CHECK_OC2_NEEDLESS, NO_DAY);
	if (child->oc2 != NULL && y.cla12)
		outcomes(&k);
	find(&k, y.began && !child->has[RETURN_PREVPERM], CHECK_PREV_PERM, NO_DAY);
	find(&k, !y.began && child->has[RETURN_PREVPERM], CHECK_NO_PREV_PERM, NO_DAY);
	if (year < return_layouts[RETURN_WORKERS].since)
		return;
	find(&k, y.at_end && child->workers == 0, CHECK_WORKER, NO_DAY);
	find(&k, y.at_end && child->workers > 0 && !child->worker[child->workers - 1].open,
	    CHECK_WORKER_LAST, NO_DAY);
	workers(&k);
}
