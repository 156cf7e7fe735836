/*
 * statute: numbers that the law and the Department's returns fix, which no authority
 * may change, each once. Rules, statements and words are made from the same number;
 * what an authority chooses is a setting. Sections are those of sections.md.
 */
#ifndef EVERYCHILD_EDUCATION_STATUTE_H
#define EVERYCHILD_EDUCATION_STATUTE_H

/* A number in words and statements: "under " IN_WORDS(RETURN_REVIEW_FROM). */
#define IN_WORDS_(number)	#number
#define IN_WORDS(number)	IN_WORDS_(number)

/* -- suspensions (6) -- */

/* SI 2012/1033 reg.5: school days of suspension in a term above which governors meet
 * if asked, and above which they must; school days that they have for either. */
#define GOVERNORS_ASKED_OVER	5
#define GOVERNORS_ASKED_WITHIN	50
#define GOVERNORS_MUST_OVER	15
#define GOVERNORS_MUST_WITHIN	15
/* School days after the governors uphold a permanent exclusion in which a review panel may
 * be asked for. */
#define PANEL_WITHIN	15
/* SI 2007/1870 reg.3: the school day of it from which there is full-time education. */
#define PROVISION_DAY	6

/* -- places (4) -- */

/* National curriculum years of school: reception to the end of Key Stage 4; those after. */
#define SCHOOL_FIRST	0
#define SCHOOL_LAST	11
#define AFTER_FIRST	12
#define AFTER_LAST	13
/* SI 2010/959 reg.10, Key Stage 4: national curriculum years. */
#define KS4_FIRST	10
#define KS4_LAST	SCHOOL_LAST
/* The months whose moves are not mid-year (the Department's stability measure). */
#define SUMMER_FIRST	8
#define SUMMER_LAST	9

/* -- special needs (7) -- */

/* SEND code of practice 9.178: age under which a plan is reviewed more often. */
#define EHC_EARLY_UNDER	5

/* -- the return (12.3) -- */

/* Ages at 31 March: asked whether convicted from, for a development check under. */
#define RETURN_CONVICTED_FROM	10
#define RETURN_HEALTH_UNDER	5
/* Asked for a score of strengths and difficulties: from which age at the year's last
 * day, and under which at its first. */
#define RETURN_SDQ_FROM	4
#define RETURN_SDQ_UNDER	17
/* From which age a child takes part in a review, and does not have UN1. */
#define RETURN_REVIEW_FROM	4
#define RETURN_UN1_UNDER	4
/* Days: before 31 March that make a child newly looked after (UN4), and that may lie
 * between two social workers. */
#define RETURN_NEWLY_DAYS	7
#define RETURN_WORKER_DAYS	7

/* -- the historical measures (11) -- */

/* PAF C24: school days missed in the school year. */
#define HISTORY_MISSED_DAYS	25
/* PAF D78, NI 63: under which age, months in care, years in the same placement. */
#define HISTORY_LONG_UNDER	16
#define HISTORY_LONG_MONTHS	30
#define HISTORY_SAME_YEARS	2
/* PAF A1, NI 62: placements; and different social workers in the year. */
#define HISTORY_PLACEMENTS	3
#define HISTORY_WORKERS	3

#endif
