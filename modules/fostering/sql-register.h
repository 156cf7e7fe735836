/*
 * sql-register: the statements of what is of no single arrangement, for the
 * table of sql.c: school holidays, awareness, the monitoring officer, the
 * self-assessment and the words of the annual evaluation.
 */
#ifndef EVERYCHILD_FOSTERING_SQL_REGISTER_H
#define EVERYCHILD_FOSTERING_SQL_REGISTER_H

#include "sql-report.h"

#define HOLIDAY_COLUMNS "school, person_name, holiday, first_on, last_on, children, received_on," \
	" exemption, exemption_ended_on, acknowledged_on, deaths, ceased_on, note"
#define HOLIDAY_WORDS "SELECT id, version, school, person_name, holiday, first_on, last_on," \
	" CAST(children AS CHAR), received_on, exemption, exemption_ended_on, acknowledged_on," \
	" CAST(deaths AS CHAR), ceased_on, note, in_time FROM school_holiday_notice WHERE handle = ?"
/* An exemption that stands on the first day of the holiday. */
#define HOLIDAY_EXEMPT "(exemption <> '' AND (exemption_ended_on IS NULL OR exemption_ended_on > first_on))"

#define BY_WHOM " LEFT JOIN everychild.account a ON a.id = s.account"

/* Timeliness by a span of the calendar: a quarter ("2026-2"), a month ("2026-04"),
 * or a month of one team ("2026-04-12", team 0 where there is none). */
#define QUARTER(day) "CONCAT(YEAR(" day "), '-', QUARTER(" day "))"
#define MONTH(day) "DATE_FORMAT(" day ", '%Y-%m')"
#define TEAM_MONTH(day) "CONCAT(" MONTH(day) ", '-', COALESCE(v.team, 0))"
#define OF_TEAM(x) " JOIN record v ON v.id = " x ".record"
#define KEPT_ON(done, due) "IF(" done " IS NULL, 'RUN', IF(" done " <= " due ", 'TIME', 'LATE')) AS s," \
	" IF(" done " IS NULL, " due ", NULL) AS due"
#define KEPT_INITIAL(k, of) "SELECT i.record, i.due_on AS day, " k("i.due_on") " AS k, " \
	KEPT_ON("i.completed_on", "i.due_on") ", '' AS f," \
	" GREATEST(DATEDIFF(i.completed_on, i.notified_on), 0) AS days FROM initial_action i" of \
	" WHERE i.dropped_on IS NULL"
#define KEPT_VISITS(k, of) "SELECT d.record, d.due_on AS day, " k("d.due_on") " AS k, " \
	KEPT_ON("d.met_on", "d.due_on") ", '' AS f," \
	" GREATEST(DATEDIFF(d.met_on, d.from_on), 0) AS days FROM visit_due d" of \
	" WHERE d.dropped_on IS NULL"
#define KEPT_DATES(k, of) REPORT_KEPT(k("d.from_on")) of " WHERE d.dropped_at IS NULL"

#define FOSTERING_REGISTER_STATEMENTS \
	[FOSTERING_HOLIDAY_ADD] = { "INSERT INTO school_holiday_notice (" HOLIDAY_COLUMNS ", in_time," \
	    " handle, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "sssddudsddudsssu", "" }, \
	[FOSTERING_HOLIDAY_FIND] = { HOLIDAY_WORDS, "s", "uu" "sssddsdsddsdss" }, \
	[FOSTERING_HOLIDAY_CHANGED] = { "UPDATE school_holiday_notice SET school = ?, person_name = ?," \
	    " holiday = ?, first_on = ?, last_on = ?, children = ?, received_on = ?, exemption = ?," \
	    " exemption_ended_on = ?, acknowledged_on = ?, deaths = ?, ceased_on = ?, note = ?," \
	    " in_time = ?, account = ?, at = UTC_TIMESTAMP(6), version = version + 1" \
	    " WHERE id = ? AND version = ?", "sssddudsddudss" "uuu", "" }, \
	[FOSTERING_HOLIDAYS] = { "SELECT handle, school, person_name, holiday, first_on, last_on," \
	    " children, received_on, IF(" HOLIDAY_EXEMPT ", 'X', in_time), acknowledged_on, deaths," \
	    " ceased_on FROM school_holiday_notice WHERE first_on BETWEEN ? AND ?" \
	    " ORDER BY first_on, school, id LIMIT 1000", "dd", "ssssdd" "uds" "dud" }, \
	[FOSTERING_HOLIDAY_COUNTS] = { "SELECT COUNT(*), COALESCE(SUM(in_time = 'Y' AND NOT " \
	    HOLIDAY_EXEMPT "), 0), COALESCE(SUM(in_time = 'N' AND NOT " HOLIDAY_EXEMPT "), 0)," \
	    " COALESCE(SUM(" HOLIDAY_EXEMPT "), 0), COALESCE(SUM(children), 0)," \
	    " COALESCE(SUM(deaths), 0) FROM school_holiday_notice WHERE first_on BETWEEN ? AND ?", \
	    "dd", "uuuuuu" }, \
	[FOSTERING_HOLIDAY_LETTERS] = { "SELECT number, to_name, sent_on, sent_how" \
	    " FROM school_holiday_letter WHERE notice = ? ORDER BY number DESC LIMIT 100", "u", "usds" }, \
	[FOSTERING_HOLIDAY_LETTER] = { "SELECT to_name, to_address, body, sent_on, sent_how" \
	    " FROM school_holiday_letter WHERE notice = ? AND number = ?", "uu", "sssds" }, \
	[FOSTERING_HOLIDAY_LETTER_KEEP] = { "INSERT INTO school_holiday_letter (notice, number, to_name," \
	    " to_address, body, sent_on, sent_how, account, at) SELECT ?, z.number, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6) FROM (SELECT COALESCE(MAX(l.number), 0) + 1 AS number" \
	    " FROM school_holiday_letter l WHERE l.notice = ?) z", "usssdsuu", "" }, \
	[FOSTERING_HOLIDAY_ACKNOWLEDGED] = { "UPDATE school_holiday_notice SET acknowledged_on = ?," \
	    " version = version + 1 WHERE id = ? AND acknowledged_on IS NULL", "du", "" }, \
	[FOSTERING_ACTIVITY_ADD] = { "INSERT INTO awareness_activity (on_day, audience, kind, what," \
	    " reach, cost_pence, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "dsssUUu", "" }, \
	[FOSTERING_ACTIVITIES] = { "SELECT s.on_day, s.audience, s.kind, s.what, s.reach, s.cost_pence," \
	    " (SELECT COUNT(*) FROM notification n JOIN record r ON r.id = n.record" \
	    "   WHERE n.class <> '' AND r.unlisted = 0" \
	    "   AND n.received_on > s.on_day AND n.received_on <= s.on_day + INTERVAL ? DAY)," \
	    " s.on_day + INTERVAL ? DAY, a.given, a.family FROM awareness_activity s" BY_WHOM \
	    " WHERE s.on_day BETWEEN ? AND ? ORDER BY s.on_day, s.id LIMIT 1000", "uudd", "dsssuuudss" }, \
	[FOSTERING_OFFICER_ON] = { "SELECT id, name, since, until FROM monitoring_officer" \
	    " WHERE since <= ? AND (until IS NULL OR until >= ?) ORDER BY since DESC, id DESC LIMIT 1", \
	    "dd", "usdd" }, \
	[FOSTERING_OFFICERS] = { "SELECT s.name, s.since, s.until, a.given, a.family, s.at" \
	    " FROM monitoring_officer s" BY_WHOM " WHERE s.since <= ?" \
	    " AND (s.until IS NULL OR s.until >= ?) ORDER BY s.since, s.id LIMIT 200", "dd", "sddssd" }, \
	[FOSTERING_OFFICER_LOCK] = { "SELECT MAX(since) FROM monitoring_officer FOR UPDATE", "", "d" }, \
	[FOSTERING_OFFICER_ADD] = { "INSERT INTO monitoring_officer (name, account_of, since, until," \
	    " account, at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "sUddu", "" }, \
	[FOSTERING_OFFICER_OVER] = { "UPDATE monitoring_officer SET until = ? - INTERVAL 1 DAY" \
	    " WHERE until IS NULL OR until >= ?", "dd", "" }, \
	[FOSTERING_OFFICER_END] = { "UPDATE monitoring_officer SET until = ? WHERE id = ?", \
	    "du", "" }, \
	[FOSTERING_STANDARDS] = { "SELECT s.standard, s.met, s.evidence, s.action FROM standard_assessment s" \
	    " WHERE s.year = ? AND s.id = (SELECT MAX(t.id) FROM standard_assessment t" \
	    "   WHERE t.year = s.year AND t.standard = s.standard)", "u", "ssss" }, \
	[FOSTERING_STANDARD_VERSIONS] = { "SELECT s.id, s.met, s.evidence, s.action, s.at, a.given," \
	    " a.family FROM standard_assessment s" BY_WHOM " WHERE s.year = ? AND s.standard = ?" \
	    " ORDER BY s.id DESC LIMIT 200", "us", "usssdss" }, \
	[FOSTERING_STANDARD_ADD] = { "INSERT INTO standard_assessment (year, standard, met, evidence," \
	    " action, account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussssu", "" }, \
	[FOSTERING_TEXTS] = { "SELECT s.heading, s.text FROM annual_text s WHERE s.year = ? AND s.id =" \
	    " (SELECT MAX(t.id) FROM annual_text t WHERE t.year = s.year AND t.heading = s.heading)", \
	    "u", "ss" }, \
	[FOSTERING_TEXT_VERSIONS] = { "SELECT s.id, s.text, s.at, a.given, a.family FROM annual_text s" \
	    BY_WHOM " WHERE s.year = ? AND s.heading = ? ORDER BY s.id DESC LIMIT 200", "us", "usdss" }, \
	[FOSTERING_TEXT_ADD] = { "INSERT INTO annual_text (year, heading, text, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussu", "" }, \
	[FOSTERING_QUARTER_INITIAL] = REPORT_TIMED(KEPT_INITIAL(QUARTER, "")), \
	[FOSTERING_QUARTER_INITIAL_ROWS] = REPORT_ROWS(KEPT_INITIAL(QUARTER, "")), \
	[FOSTERING_QUARTER_VISITS] = REPORT_TIMED(KEPT_VISITS(QUARTER, "")), \
	[FOSTERING_QUARTER_VISITS_ROWS] = REPORT_ROWS(KEPT_VISITS(QUARTER, "")), \
	[FOSTERING_QUARTER_DATES] = REPORT_TIMED(KEPT_DATES(QUARTER, "")), \
	[FOSTERING_QUARTER_DATES_ROWS] = REPORT_ROWS(KEPT_DATES(QUARTER, "")), \
	[FOSTERING_MONTH_INITIAL] = REPORT_TIMED(KEPT_INITIAL(MONTH, "")), \
	[FOSTERING_MONTH_INITIAL_ROWS] = REPORT_ROWS(KEPT_INITIAL(MONTH, "")), \
	[FOSTERING_MONTH_VISITS] = REPORT_TIMED(KEPT_VISITS(MONTH, "")), \
	[FOSTERING_MONTH_VISITS_ROWS] = REPORT_ROWS(KEPT_VISITS(MONTH, "")), \
	[FOSTERING_MONTH_DATES] = REPORT_TIMED(KEPT_DATES(MONTH, "")), \
	[FOSTERING_MONTH_DATES_ROWS] = REPORT_ROWS(KEPT_DATES(MONTH, "")), \
	[FOSTERING_TEAM_MONTH_INITIAL] = REPORT_TIMED(KEPT_INITIAL(TEAM_MONTH, OF_TEAM("i"))), \
	[FOSTERING_TEAM_MONTH_INITIAL_ROWS] = REPORT_ROWS(KEPT_INITIAL(TEAM_MONTH, OF_TEAM("i"))), \
	[FOSTERING_TEAM_MONTH_VISITS] = REPORT_TIMED(KEPT_VISITS(TEAM_MONTH, OF_TEAM("d"))), \
	[FOSTERING_TEAM_MONTH_VISITS_ROWS] = REPORT_ROWS(KEPT_VISITS(TEAM_MONTH, OF_TEAM("d"))), \
	[FOSTERING_TEAM_MONTH_DATES] = REPORT_TIMED(KEPT_DATES(TEAM_MONTH, OF_TEAM("d"))), \
	[FOSTERING_TEAM_MONTH_DATES_ROWS] = REPORT_ROWS(KEPT_DATES(TEAM_MONTH, OF_TEAM("d")))

#endif
