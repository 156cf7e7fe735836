/*
 * sql-guest: statements of one-off entries to a plan (common/guest.h), for sql.c. The
 * hash of a code is written here and never read.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_GUEST_H
#define EVERYCHILD_EDUCATION_SQL_GUEST_H

#define OF_THIS_PLAN " g.module = 'education' AND g.object = ?"
/* Neither withdrawn nor over; whether wrong codes have locked it is asked beside. */
#define GUEST_OPEN " g.revoked_at IS NULL AND g.expires_at > UTC_TIMESTAMP(6)"

#define EDUCATION_SQL_GUEST \
	[EDUCATION_GUEST_ADD] = { "INSERT INTO everychild.guest (reference, hash, module, object, start," \
	    " given, family, agency, reason, made_by, made_at, expires_at) VALUES (?, ?, 'education', ?," \
	    " ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? DAY)", "sbus" "ssss" \
	    "uu", "" }, \
	[EDUCATION_GUEST_LIST] = { "SELECT g.id, g.reference, g.given, g.family, g.agency, g.reason," \
	    " g.made_at, g.expires_at, g.revoked_at, g.attempts, g.uses, g.used_at," GUEST_OPEN "," \
	    " a.given, a.family FROM everychild.guest g LEFT JOIN everychild.account a" \
	    " ON a.id = g.made_by WHERE" OF_THIS_PLAN " ORDER BY g.id DESC LIMIT 50", "u", \
	    "usssss" "dddu" "udu" "ss" }, \
	/* One that this person can still use; the second parameter: how many wrong codes lock it. */ \
	[EDUCATION_GUEST_SAME] = { "SELECT g.id FROM everychild.guest g WHERE" OF_THIS_PLAN " AND" \
	    GUEST_OPEN " AND g.attempts < ? AND LOWER(g.given) = LOWER(?)" \
	    " AND LOWER(g.family) = LOWER(?) LIMIT 1", "uuss", "u" }, \
	[EDUCATION_GUEST_END] = { "UPDATE everychild.guest SET revoked_at = UTC_TIMESTAMP(6)," \
	    " revoked_by = ? WHERE module = 'education' AND object = ? AND id = ?" \
	    " AND revoked_at IS NULL", "uuu", "" }, \
	/* The record of the plan that a guest was let in for: never a restricted, unlisted, closed \
	 * or locked one, nor a plan that is no longer under way. */ \
	[EDUCATION_GUEST_PLAN] = { "SELECT r.id, r.child, r.owner, r.team, r.handle, r.reference, r.kind," \
	    " r.subject, r.state, r.opened_at, r.version, p.number FROM pep p" \
	    " JOIN record r ON r.id = p.record JOIN pupil u ON u.record = r.id WHERE p.id = ?" \
	    " AND r.restricted = 0 AND r.unlisted = 0 AND r.archived_at IS NULL" \
	    " AND r.closed_at IS NULL AND u.locked_on IS NULL AND p.state IN ('NOT_STARTED'," \
	    " 'IN_PROGRESS', 'READY', 'SUBMITTED', 'RETURNED')", "u", "uuuusssssduu" }, \
	[EDUCATION_GUEST_LOCK] = { "SELECT r.id FROM record r JOIN pep p ON p.record = r.id" \
	    " WHERE p.id = ? FOR UPDATE", "u", "u" },

#endif
