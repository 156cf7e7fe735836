#include "caf.h"
#include "sql-directory.h"
#include "sql-disposal.h"
#include "sql-report.h"
#include "sql-share.h"

/* -- list -- */
#define CAF_LIST_APART " AND relation <> 'HARM'"
#define CAF_LIST_PERSON " AND (? = 0 OR EXISTS (SELECT 1 FROM record_person p WHERE p.record = r.id" \
	"   AND p.relation = 'LP' AND p.until IS NULL AND p.account = ?))"
#define CAF_LIST_CODE LIST_NO_TEXT
#define CAF_LIST_STAFF LIST_BY_MANAGER
#define CAF_LIST_AREA " AND (? = '' OR EXISTS (SELECT 1 FROM everychild_index.child_card c" \
	" WHERE c.id = r.child AND c.postcode LIKE CONCAT(?, ' %')))"
#define CAF_LIST_COLUMNS ", l.given, l.family"
#define CAF_LIST_TYPES "ss"
#define CAF_LIST_JOINS " LEFT JOIN everychild.account l ON l.id = (SELECT MIN(q.account)" \
	" FROM record_person q WHERE q.record = r.id AND q.relation = 'LP' AND q.until IS NULL)"

/* An action with the account of the member of the team whose it is, and the
 * newest report. */
#define ACTION "SELECT x.id, x.number, x.outcome, x.aim, x.action, x.who, x.agreed_on, x.due_on," \
	" x.status, x.closed_on, x.version, (SELECT m.account FROM team_member m WHERE m.id = x.member" \
	"   AND m.until IS NULL), p.text, p.at, x.at, x.source FROM action x LEFT JOIN progress p ON p.id =" \
	"  (SELECT MAX(q.id) FROM progress q WHERE q.action = x.id) WHERE x.record = ?"
#define ACTION_OUT "uussssddsduusdds"
/* 5.5, 4: whose answer it is, by who led when it was withdrawn. */
#define LED	"SELECT 1 FROM `lead` l WHERE l.record = w.record AND l.since <= w.at" \
	" AND (l.until IS NULL OR l.until >= w.at)"
#define ASKED	"(EXISTS (" LED " AND l.account = ?) OR (r.owner = ? AND NOT EXISTS (" LED ")))"

/* The members of the team who came in by this consent. */
#define OF_SERVICE "m.until IS NULL AND (m.consent = ? OR (m.consent IS NULL AND m.service = ?" \
	" AND ? <> ''))"

const struct db_statement caf_sql[CAF_SQL__MAX] = {
	/* All names of the children whose birth date, or the sound of a family name, or
	 * postcode is near. Who asks with a postcode finds no shielded child. */
	[CAF_NEWBORNS] = { "SELECT DISTINCT " CHILD_CARD_COLUMNS ", k.kind, k.given, k.family FROM ("
	    "SELECT b.id FROM everychild_index.child_card b WHERE b.born_on IN (?, ?)"
	    " UNION SELECT s.child FROM everychild_index.child_key s WHERE s.family_sound IN (?, ?)"
	    "  AND s.born_on BETWEEN ? AND ?"
	    " UNION SELECT p.child FROM everychild_index.child_key p WHERE p.postcode = ?"
	    "  AND p.born_on BETWEEN ? AND ?"
	    ") found JOIN everychild_index.child_card c ON c.id = found.id"
	    " JOIN everychild_index.child_key k ON k.child = c.id"
	    " WHERE c.shielded = 0 OR ? = 1 ORDER BY c.id DESC LIMIT 2000",
	    "ddss" "dd" "sdd" "u", CHILD_CARD_OUT "sss" },
	[CAF_EPISODE_ADD] = { "INSERT INTO episode (record, unborn, mother_given, mother_family,"
	    " born_on, expected_on) VALUES (?, ?, ?, ?, ?, ?)", "uussdd", "" },
	[CAF_EPISODE_FIND] = { "SELECT unborn, mother_given, mother_family, born_on, expected_on,"
	    " asked_by, asked_on, leaflet, searched_at, registered_on, started_on, completed_on,"
	    " decision, level, next_step, assessment, previous, review_on, newborn_on, newborn_given,"
	    " newborn_family, newborn_sex, newborn_postcode, plan_on FROM episode WHERE record = ?", "u",
	    "ussddsdsddddsssuud" "dssssd" },
	[CAF_EPISODE_ASKED] = { "UPDATE episode SET asked_by = ?, asked_on = ?, leaflet = ?"
	    " WHERE record = ?", "sdsu", "" },
	[CAF_EPISODE_SEARCHED] = { "UPDATE episode SET searched_at = UTC_TIMESTAMP(6)"
	    " WHERE record = ?", "u", "" },
	[CAF_EPISODE_REGISTERED] = { "UPDATE episode SET registered_on = ?, open_child = ?"
	    " WHERE record = ?", "dUu", "" },
	[CAF_EPISODE_STARTED] = { "UPDATE episode SET started_on = ? WHERE record = ?", "du", "" },
	[CAF_EPISODE_COMPLETED] = { "UPDATE episode SET started_on = ?, completed_on = ?, level = ?,"
	    " next_step = ? WHERE record = ?", "ddssu", "" },
	[CAF_EPISODE_DECIDED] = { "UPDATE episode SET decision = ? WHERE record = ?", "su", "" },
	[CAF_EPISODE_BORN] = { "UPDATE episode SET unborn = 0, born_on = ?, open_child ="
	    " IF(registered_on IS NULL, NULL, ?), newborn_on = NULL, newborn_given = '',"
	    " newborn_family = '', newborn_sex = '', newborn_postcode = '' WHERE record = ?",
	    "duu", "" },
	[CAF_EPISODE_CLOSED] = { "UPDATE episode SET open_child = NULL WHERE record = ?", "u", "" },
	[CAF_EPISODE_NEWBORN] = { "UPDATE episode SET newborn_on = ?, newborn_given = ?,"
	    " newborn_family = ?, newborn_sex = ?, newborn_postcode = ? WHERE record = ?",
	    "dssssu", "" },
	[CAF_OPEN_FOR_CHILD] = { "SELECT r.id, r.reference, r.state, o.given, o.family, o.agency,"
	    " o.phone, o.service FROM record r JOIN everychild.account o ON o.id = r.owner"
	    " WHERE r.child = ? AND r.closed_at IS NULL AND r.state IN ('S2','S3','S4','S5','S6',"
	    " 'S7','S8','S9') AND r.id <> ? ORDER BY r.id LIMIT 1", "uu", "usssssss" },
	[CAF_CONSENT_ADD] = { "INSERT INTO consent (record, type, answer, service, service_code, giver,"
	    " giver_name, responsible, basis, competence, explained, support, exclusions, excluded,"
	    " method, evidence, given_on, reconfirm_on, note, account, at)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
	    "usssssssssssssssddsu", "" },
	[CAF_CONSENTS] = { "SELECT type, answer, service, giver, giver_name, responsible, given_on,"
	    " method, ended_at, service_code, basis, explained, reconfirm_on, exclusions, note"
	    " FROM consent WHERE record = ? ORDER BY id DESC", "u", "ssssssdsdsssdss" },
	/* Those of one type and kind of service; name "": whichever. */
	[CAF_CONSENT_LIVING] = { "SELECT id FROM consent WHERE record = ? AND type = ?"
	    " AND service_code = ? AND (? = '' OR LOWER(service) = LOWER(?)) AND answer = 'Y'"
	    " AND ended_at IS NULL ORDER BY id", "ussss", "u" },
	[CAF_CONSENT_OTHER] = { "SELECT answer, giver, giver_name, responsible, basis, at FROM consent"
	    " WHERE record = ? AND type = ? AND service_code = ?"
	    " AND (? = '' OR LOWER(service) = LOWER(?)) AND ended_at IS NULL"
	    " ORDER BY id DESC LIMIT 1", "ussss", "sssssd" },
	[CAF_CONSENT_END] = { "UPDATE consent SET ended_at = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND type = ? AND service_code = ? AND (? = '' OR LOWER(service) = LOWER(?))"
	    " AND id < ? AND ended_at IS NULL", "ussssu", "" },
	[CAF_CONSENT_MEMBERS] = { "SELECT 1 FROM team_member m JOIN consent c ON c.id = m.consent"
	    " WHERE c.record = ? AND c.type = 'C-SHARE' AND c.service_code = ?"
	    " AND (? = '' OR LOWER(c.service) = LOWER(?)) AND c.ended_at IS NULL"
	    " AND m.until IS NULL LIMIT 1", "usss", "u" },
	/* Who came in by a consent that was given again goes on by the new one. */
	[CAF_CONSENT_REPLACE] = { "UPDATE team_member m JOIN consent c ON c.id = m.consent"
	    " SET m.consent = ? WHERE c.record = ? AND c.type = ? AND c.service_code = ?"
	    " AND (? = '' OR LOWER(c.service) = LOWER(?)) AND c.ended_at IS NULL"
	    " AND m.until IS NULL", "uussss", "" },
	/* The first day; the newest basis: a consent may be confirmed again. */
	[CAF_CONSENT_ASSESS] = { "SELECT (SELECT MIN(f.given_on) FROM consent f"
	    "  WHERE f.record = c.record AND f.type = 'C-ASSESS' AND f.answer = 'Y'), c.basis"
	    " FROM consent c WHERE c.record = ?"
	    " AND c.type = 'C-ASSESS' AND c.answer = 'Y' ORDER BY c.id DESC LIMIT 1", "u", "ds" },
	/* share */
	[CAF_SHARE_HARM] = { "SELECT 1 FROM share WHERE record = ? AND decision = 'SHARED'"
	    " AND ground = 'G1' AND service = ? LIMIT 1", "us", "u" },
	/* harm */
	[CAF_HARM_NUMBER] = { "SELECT number FROM document WHERE record = ? AND form = 'harm'"
	    " AND (? = 1 OR started_by = ?) AND (? = 0 OR number = ?)"
	    " ORDER BY number DESC LIMIT 1", "uuuuu", "u" },
	[CAF_REFERRAL_ADD] = { "INSERT INTO referral (document, record, referred_on)"
	    " VALUES (?, ?, ?)", "uud", "" },
	[CAF_REFERRAL_FIND] = { "SELECT confirmed_on FROM referral WHERE document = ?", "u", "d" },
	[CAF_REFERRAL_CONFIRM] = { "UPDATE referral SET confirmed_on = ?, confirmed_by = ?,"
	    " confirmed_at = UTC_TIMESTAMP(6) WHERE document = ? AND confirmed_on IS NULL", "duu", "" },
	[CAF_REFERRAL_WAITING] = { "SELECT document, referred_on FROM referral WHERE record = ?"
	    " AND confirmed_on IS NULL ORDER BY referred_on, document", "u", "ud" },
	/* exit */
	[CAF_EXIT_PEOPLE] = { "SELECT account FROM record_person WHERE record = ? AND until IS NULL"
	    " AND relation IN ('OWNER', 'COA', 'LP', 'TAC')"
	    " UNION SELECT account FROM team_member WHERE record = ? AND until IS NULL"
	    " AND account IS NOT NULL UNION SELECT account FROM `lead` WHERE current_of = ?",
	    "uuu", "u" },
	[CAF_EXIT_UNINVOLVE] = { "UPDATE involvement SET until = ? WHERE record = ?"
	    " AND until IS NULL", "du", "" },
	[CAF_EXIT_LEADS] = { "UPDATE `lead` SET until = UTC_TIMESTAMP(6), current_of = NULL,"
	    " proposed_of = NULL WHERE record = ? AND (current_of IS NOT NULL OR proposed_of IS NOT"
	    " NULL)", "u", "" },
	[CAF_EXIT_MEMBERS] = { "UPDATE team_member SET until = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND until IS NULL", "u", "" },
	[CAF_EXIT_APPROVALS] = { "UPDATE approval SET answer = 'N', answer_note = 'The case has ended',"
	    " decided_by = ?, decided_at = UTC_TIMESTAMP(6) WHERE record = ? AND decided_at IS NULL",
	    "uu", "" },
	/* social care */
	[CAF_SOCIAL_CARE_ADD] = { "INSERT INTO social_care (record, outcome, decided_on, worker, note,"
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdssu", "" },
	[CAF_SOCIAL_CARE_LIST] = { "SELECT outcome, decided_on, worker, note FROM social_care"
	    " WHERE record = ? ORDER BY id", "u", "sdss" },
	[CAF_SOCIAL_CARE_HARM] = { "SELECT id FROM document WHERE record = ? AND form = 'harm'"
	    " AND completed_at IS NOT NULL LIMIT 1", "u", "u" },
	[CAF_SOCIAL_CARE_BASIS] = { "SELECT responsible, basis FROM consent WHERE record = ?"
	    " AND type = 'C-ASSESS' AND answer = 'Y' ORDER BY id DESC LIMIT 1", "u", "ss" },
	/* withdrawal */
	[CAF_WITHDRAW_ADD] = { "INSERT INTO withdrawal (record, consent, giver, giver_name, said_at,"
	    " method, reason, shared, explained, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	    " UTC_TIMESTAMP(6))", "uUssdssssu", "" },
	[CAF_WITHDRAW_CONSENTS] = { "UPDATE consent SET ended_at = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND ended_at IS NULL", "u", "" },
	[CAF_WITHDRAW_CONSENT] = { "UPDATE consent SET ended_at = UTC_TIMESTAMP(6) WHERE id = ?"
	    " AND record = ? AND ended_at IS NULL", "uu", "" },
	[CAF_WITHDRAW_SERVICES] = { "SELECT id, service, service_code FROM consent WHERE record = ?"
	    " AND type = 'C-SHARE' AND answer = 'Y' AND ended_at IS NULL ORDER BY id", "u", "uss" },
	/* Taking part, recording and sharing, all of it or one: agreed to by another
	 * than a carer. */
	[CAF_WITHDRAW_NOT_CARER] = { "SELECT 1 FROM consent WHERE record = ? AND (? = 0 OR id = ?)"
	    " AND type IN ('C-ASSESS', 'C-STORE', 'C-SHARE') AND answer = 'Y' AND ended_at IS NULL"
	    " AND giver <> 'CARER' LIMIT 1", "uuu", "u" },
	[CAF_WITHDRAW_SHARED] = { "SELECT shared_at, to_person, to_agency, what, service FROM share"
	    " WHERE record = ? AND decision = 'SHARED' ORDER BY shared_at, id", "u", "dssss" },
	/* The assessor's own service keeps its way in (5.5, 2). */
	[CAF_WITHDRAW_OTHERS] = { "UPDATE record_person p JOIN record r ON r.id = p.record"
	    " JOIN everychild.account o ON o.id = r.owner JOIN everychild.account a ON a.id = p.account"
	    " SET p.until = UTC_TIMESTAMP(6) WHERE p.record = ? AND p.until IS NULL"
	    " AND p.relation IN ('COA', 'LP', 'TAC') AND a.agency <> o.agency", "u", "" },
	[CAF_WITHDRAW_LEAD_NOW] = { "SELECT account FROM `lead` WHERE current_of = ?", "u", "u" },
	[CAF_WITHDRAW_HARM] = { "UPDATE withdrawal SET harm = ?, harm_note = ?, harm_by = ?,"
	    " harm_at = UTC_TIMESTAMP(6) WHERE id = ? AND harm IS NULL", "ssuu", "" },
	[CAF_WITHDRAW_LOCK] = { "SELECT id FROM record WHERE handle = ? FOR UPDATE", "s", "u" },
	[CAF_WITHDRAW_ASKED] = { "SELECT w.id, r.id, r.handle, r.reference, r.subject, w.said_at"
	    " FROM withdrawal w"
	    " JOIN record r ON r.id = w.record WHERE r.handle = ? AND w.harm IS NULL"
	    " AND r.archived_at IS NULL AND " ASKED
	    " ORDER BY w.id LIMIT 1", "suu", "uusssd" },
	[CAF_WITHDRAW_WAITING] = { "SELECT r.handle, r.reference, 1 FROM withdrawal w"
	    " JOIN record r ON r.id = w.record WHERE w.harm IS NULL AND r.archived_at IS NULL AND " ASKED
	    " UNION SELECT r.handle, r.reference, 0 FROM record_person p JOIN record r ON r.id = p.record"
	    " WHERE p.account = ? AND p.relation = 'HARM' AND p.until IS NULL AND r.archived_at IS NULL",
	    "uuu", "ssu" },
	[CAF_WITHDRAW_OF_SERVICE] = { "SELECT DISTINCT m.account FROM team_member m WHERE m.record = ?"
	    " AND m.account IS NOT NULL AND " OF_SERVICE, "uuss", "u" },
	[CAF_WITHDRAW_SERVICE_ACCESS] = { "UPDATE record_person p JOIN team_member m"
	    " ON m.record = p.record AND m.account = p.account SET p.until = UTC_TIMESTAMP(6)"
	    " WHERE m.record = ? AND p.until IS NULL AND p.relation IN ('COA', 'LP', 'TAC')"
	    " AND " OF_SERVICE, "uuss", "" },
	[CAF_WITHDRAW_SERVICE_MEMBERS] = { "UPDATE team_member m SET m.until = UTC_TIMESTAMP(6)"
	    " WHERE m.record = ? AND " OF_SERVICE, "uuss", "" },
	/* A service besides the assessor's own to which the family still agrees. */
	[CAF_WITHDRAW_LEFT] = { "SELECT c.id FROM consent c JOIN record r ON r.id = c.record"
	    " JOIN everychild.account o ON o.id = r.owner WHERE c.record = ? AND c.type = 'C-SHARE'"
	    " AND c.answer = 'Y' AND c.ended_at IS NULL AND NOT (c.service_code = o.service"
	    " AND LOCATE(o.agency, c.service) > 0) LIMIT 1", "u", "u" },
	/* transfer */
	[CAF_TRANSFER_ADD] = { "INSERT INTO transfer (record, authority, contact, phone, email,"
	    " moved_on, sent_on, method, note, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	    " UTC_TIMESTAMP(6))", "ussssddssu", "" },
	[CAF_TRANSFER_LIST] = { "SELECT authority, contact, phone, email, sent_on, accepted_on,"
	    " accepted_by, accepted_reference FROM transfer WHERE record = ? ORDER BY id",
	    "u", "ssssddss" },
	[CAF_TRANSFER_OPEN] = { "SELECT id, sent_on FROM transfer WHERE record = ?"
	    " AND accepted_on IS NULL ORDER BY id DESC LIMIT 1", "u", "ud" },
	[CAF_TRANSFER_ACCEPT] = { "UPDATE transfer SET accepted_on = ?, accepted_by = ?,"
	    " accepted_reference = ? WHERE id = ? AND accepted_on IS NULL", "dssu", "" },
	/* contact */
	[CAF_ATTEMPT_ADD] = { "INSERT INTO contact_attempt (record, tried_on, means, note, account, at)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "udssu", "" },
	[CAF_ATTEMPT_LIST] = { "SELECT c.tried_on, c.means, c.note, a.given, a.family"
	    " FROM contact_attempt c JOIN everychild.account a ON a.id = c.account"
	    " WHERE c.record = ? ORDER BY c.tried_on, c.id", "u", "dssss" },
	/* arrival */
	[CAF_ARRIVAL_SAVE] = { "UPDATE episode SET came_from = ?, came_reference = ?,"
	    " came_summary = ? WHERE record = ?", "sssu", "" },
	[CAF_ARRIVAL_FIND] = { "SELECT came_from, came_reference, came_summary FROM episode"
	    " WHERE record = ?", "u", "sss" },
	[CAF_PREVIOUS_FIND] = { "SELECT r.id FROM record r JOIN episode e ON e.record = r.id"
	    " WHERE r.child = ? AND r.id <> ? AND r.closed_at IS NOT NULL"
	    " AND e.registered_on IS NOT NULL AND r.unlisted = 0 AND NOT EXISTS (SELECT 1"
	    "  FROM closure c WHERE c.record = r.id AND c.reason = 'C09')"
	    " ORDER BY r.closed_at DESC LIMIT 1", "uu", "u" },
	[CAF_PREVIOUS_SAVE] = { "UPDATE episode SET previous = ? WHERE record = ?", "uu", "" },
	[CAF_PREVIOUS_READ] = { "SELECT handle, reference FROM record WHERE id = ?", "u", "ss" },
	/* duplicate */
	[CAF_DUPLICATE_FIND] = { "SELECT handle FROM record WHERE reference = ?", "s", "s" },
	[CAF_DUPLICATE_POINTER] = { "SELECT r.handle FROM closure c JOIN record r ON r.id = c.pointer"
	    " WHERE c.record = ?", "u", "s" },
	/* siblings: nobody is found by the address of a shielded child, or with it */
	[CAF_SIBLING_OFFERS] = { "SELECT DISTINCT r.handle, r.reference, r.subject"
	    " FROM everychild_index.child_card h JOIN everychild_index.child_card c"
	    "  ON c.postcode = h.postcode AND LOWER(c.line1) = LOWER(h.line1) AND c.id <> h.id"
	    " JOIN record r ON r.child = c.id AND r.closed_at IS NULL"
	    " JOIN record_person p ON p.record = r.id AND p.until IS NULL"
	    " WHERE h.id = ? AND p.account = ? AND r.id <> ? AND p.relation IN ('OWNER', 'COA', 'LP')"
	    " AND h.shielded = 0 AND c.shielded = 0 AND h.postcode <> '' AND h.line1 <> ''"
	    " AND EXISTS (SELECT 1 FROM document d WHERE d.record = r.id AND d.form = 'assessment')"
	    " ORDER BY r.subject, r.reference LIMIT 20", "uuu", "sss" },
	[CAF_SIBLING_ADD] = { "INSERT INTO sibling (record, other, account, at)"
	    " SELECT ?, ?, ?, UTC_TIMESTAMP(6) FROM (SELECT 1) x WHERE NOT EXISTS"
	    " (SELECT 1 FROM sibling s WHERE s.record = ? AND s.other = ?)", "uuuuu", "" },
	[CAF_SIBLING_LIST] = { "SELECT r.handle FROM sibling s JOIN record r ON r.id = s.other"
	    " WHERE s.record = ? ORDER BY s.other", "u", "s" },
	/* join */
	[CAF_JOIN_LAST] = { "SELECT id, asked_at, answer FROM approval WHERE record = ?"
	    " AND kind = 'JOIN' AND asked_by = ? ORDER BY id DESC LIMIT 1", "uu", "uds" },
	[CAF_JOIN_ASK] = { "INSERT INTO approval (record, kind, note, asked_by, asked_at)"
	    " VALUES (?, 'JOIN', ?, ?, UTC_TIMESTAMP(6))", "usu", "" },
	[CAF_JOIN_HOLDERS] = { "SELECT DISTINCT account FROM record_person WHERE record = ?"
	    " AND until IS NULL AND relation IN ('OWNER', 'LP')", "u", "u" },
	[CAF_JOIN_OPEN] = { "SELECT x.id, a.given, a.family, a.agency, a.phone, x.note, x.asked_at,"
	    " x.asked_by FROM approval x JOIN everychild.account a ON a.id = x.asked_by"
	    " WHERE x.record = ? AND x.kind = 'JOIN' AND x.decided_at IS NULL AND (? = 0 OR x.id = ?)"
	    " ORDER BY x.id", "uuu", "usssssdu" },
	[CAF_JOIN_OWN] = { "SELECT id FROM record WHERE owner = ? AND child = ? AND id <> ?"
	    " ORDER BY closed_at IS NOT NULL, id DESC LIMIT 1", "uuu", "u" },
	[CAF_JOIN_DECIDE] = { "UPDATE approval SET answer = ?, decided_by = ?,"
	    " decided_at = UTC_TIMESTAMP(6) WHERE id = ? AND record = ? AND decided_at IS NULL",
	    "suuu", "" },
	/* step-down */
	[CAF_STEP_DOWN_OPEN] = { "INSERT INTO involvement (record, child, account, part, title, since)"
	    " VALUES (?, ?, ?, 'CAF', ?, ?)", "uuusd", "" },
	[CAF_STEP_DOWN_LEAD] = { "INSERT INTO `lead` (record, account, agreed, agreed_on, note,"
	    " proposed_at, proposed_by, out_at, in_at, since, current_of) VALUES (?, ?, 'Y', ?, '',"
	    " UTC_TIMESTAMP(6), ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), ?)",
	    "uuduu", "" },
	[CAF_CONSENT_EXCLUDED] = { "SELECT excluded FROM consent WHERE record = ? AND excluded <> ''"
	    " AND ended_at IS NULL ORDER BY id DESC LIMIT 1", "u", "s" },
	[CAF_CONSENT_WISHES] = { "SELECT exclusions, service_code FROM consent WHERE record = ?"
	    " AND exclusions <> '' AND ended_at IS NULL ORDER BY id DESC", "u", "ss" },
	[CAF_WITHDRAWN_AT] = { "SELECT said_at FROM withdrawal WHERE record = ? AND consent IS NULL"
	    " ORDER BY id DESC LIMIT 1", "u", "d" },
	/* dispute */
	[CAF_DISPUTE_NOTED] = { "SELECT 1 FROM approval WHERE record = ? AND kind = 'PRNOTE'"
	    " AND answer = 'Y' AND decided_at >= ? LIMIT 1", "ud", "u" },
	/* approval: who decides is somebody who can sign in and did not ask */
	[CAF_APPROVAL_MANAGER] = { "SELECT m.id FROM record r JOIN everychild.account a"
	    " ON a.id = r.owner JOIN everychild.account m ON m.id = a.manager WHERE r.id = ?"
	    " AND m.id <> ? AND m.disabled_on IS NULL AND EXISTS (SELECT 1"
	    "  FROM everychild.account_role x WHERE x.account = m.id AND x.role = 'MGR')",
	    "uu", "u" },
	[CAF_APPROVAL_WAITING] = { "SELECT asked_by FROM approval WHERE record = ?"
	    " AND kind <> 'JOIN' AND decided_at IS NULL ORDER BY id", "u", "u" },
	/* carer: has a person who holds parental responsibility been heard since? */
	[CAF_CARER_REACHED] = { "SELECT 1 FROM record r WHERE r.id = ? AND (EXISTS (SELECT 1"
	    "  FROM consent c WHERE c.record = r.id AND c.giver = 'PARENT' AND c.responsible = 'Y'"
	    "  AND c.at > ?) OR EXISTS (SELECT 1 FROM withdrawal w WHERE w.record = r.id"
	    "  AND w.giver = 'PARENT' AND w.at > ?))", "udd", "u" },
	SHARE_STATEMENTS,
	[CAF_SHOWN_ITEMS] = { "SELECT DISTINCT item, value FROM answer WHERE document = ?"
	    " AND field = ? AND value <> ''", "us", "us" },
	/* relation "": any. */
	[CAF_PERSON_HAS] = { "SELECT id FROM record_person WHERE record = ? AND account = ?"
	    " AND (? = '' OR relation = ?) AND until IS NULL LIMIT 1", "uuss", "u" },
	[CAF_INVOLVEMENT_CHILD] = { "UPDATE involvement SET child = ? WHERE record = ?", "uu", "" },
	/* plan */
	[CAF_PLAN_MEETING] = { "SELECT m.type FROM meeting m JOIN document d ON d.id = m.document"
	    " WHERE m.record = ? AND d.completed_at >= COALESCE((SELECT MAX(a.completed_at)"
	    "  FROM document a WHERE a.record = ? AND a.form = 'assessment'), d.started_at)",
	    "uu", "s" },
	[CAF_PLAN_TEAM] = { "SELECT name, capacity, organisation, phone FROM team_member"
	    " WHERE record = ? AND until IS NULL ORDER BY id", "u", "ssss" },
	[CAF_PLAN_AGREED] = { "UPDATE episode SET review_on = ?, plan_on = ? WHERE record = ?",
	    "ddu", "" },
	[CAF_PLAN_REVIEW_SET] = { "UPDATE episode SET review_on = ? WHERE record = ?", "du", "" },
	/* The agreed day is that of its clock, which went on after a pause. */
	[CAF_PLAN_REVIEW_GO_ON] = { "UPDATE episode e JOIN deadline d ON d.record = e.record"
	    " AND d.clock IN ('T5', 'T6') AND d.met_at IS NULL AND d.dropped_at IS NULL"
	    " SET e.review_on = d.due_on WHERE e.record = ? AND e.review_on IS NOT NULL", "u", "" },
	/* action */
	[CAF_ACTIONS] = { ACTION " ORDER BY x.number", "u", ACTION_OUT },
	[CAF_ACTION_FIND] = { ACTION " AND x.number = ?", "uu", ACTION_OUT },
	[CAF_ACTION_LAST] = { "SELECT MAX(number) FROM action WHERE record = ?", "u", "u" },
	[CAF_ACTION_ADD] = { "INSERT INTO action (record, number, source, outcome, aim, action, who,"
	    " member, agreed_on, due_on, account, at)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uusssssUddu", "" },
	/* From left to right: the day that was agreed is kept before it changes. */
	[CAF_ACTION_CHANGE] = { "UPDATE action SET status = ?,"
	    " first_due = COALESCE(first_due, due_on), due_on = ?, closed_on = ?,"
	    " version = version + 1 WHERE id = ?", "sddu", "" },
	[CAF_ACTION_MEMBERS] = { "SELECT m.id, m.name, m.capacity, m.organisation, EXISTS (SELECT 1"
	    "  FROM consent c WHERE c.id = m.consent AND c.type = 'C-SHARE' AND c.answer = 'Y'"
	    "   AND c.ended_at IS NULL), m.account FROM team_member m"
	    " WHERE m.record = ? AND m.until IS NULL ORDER BY m.id", "u", "usssuu" },
	[CAF_PROGRESS] = { "SELECT p.status, p.due_on, p.text, p.at, a.given, a.family FROM progress p"
	    " JOIN everychild.account a ON a.id = p.account WHERE p.action = ? ORDER BY p.id DESC",
	    "u", "sdsdss" },
	[CAF_PROGRESS_ADD] = { "INSERT INTO progress (action, status, due_on, text, account, at)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdsu", "" },
	/* review */
	[CAF_REVIEW_LEVEL] = { "UPDATE episode SET level = ? WHERE record = ?", "su", "" },
	/* closure */
	[CAF_CLOSURE_NEXT_STEP] = { "SELECT next_step FROM episode WHERE record = ?", "u", "s" },
	[CAF_CLOSURE_ADD] = { "INSERT INTO closure (record, reason, closed_on, notes, child_comment,"
	    " child_absent, parent_comment, parent_absent, pointer, account, at)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdsssssUu", "" },
	[CAF_CLOSURE_FIND] = { "SELECT c.reason, c.closed_on, c.notes, c.child_comment, c.child_absent,"
	    " c.parent_comment, c.parent_absent, a.given, a.family FROM closure c"
	    " JOIN everychild.account a ON a.id = c.account WHERE c.record = ?", "u", "sdsssssss" },
	/* reassess */
	[CAF_REASSESS_STARTED] = { "UPDATE episode SET assessment = ?, started_on = ?,"
	    " completed_on = NULL, next_step = '', review_on = NULL, plan_on = NULL"
	    " WHERE record = ?", "udu", "" },
	[CAF_REASSESS_SHARES] = { "SELECT id FROM consent WHERE record = ? AND type = 'C-SHARE'"
	    " AND ended_at IS NULL AND id < ? ORDER BY id", "uu", "u" },
	[CAF_REASSESS_SHARE_END] = { "UPDATE consent SET ended_at = UTC_TIMESTAMP(6) WHERE id = ?",
	    "u", "" },
	/* team */
	[CAF_TEAM_LIST] = { "SELECT m.id, m.capacity, m.name, m.service, m.organisation, m.phone,"
	    " m.email, m.account, m.consent, m.since FROM team_member m WHERE m.record = ?"
	    " AND m.until IS NULL ORDER BY m.id", "u", "ussssssuud" },
	[CAF_TEAM_MEMBER] = { "SELECT name, account FROM team_member WHERE record = ? AND id = ?"
	    " AND until IS NULL", "uu", "su" },
	[CAF_ACTION_CLAIM] = { "UPDATE action SET member = ? WHERE record = ? AND member IS NULL"
	    " AND LOWER(who) = LOWER(?)", "uus", "" },
	[CAF_TEAM_ADD] = { "INSERT INTO team_member (record, account, capacity, name, service,"
	    " organisation, phone, email, consent, since, added_by)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)", "uUssssssUu", "" },
	[CAF_TEAM_END] = { "UPDATE team_member SET until = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND id = ? AND until IS NULL", "uu", "" },
	[CAF_TEAM_HAS] = { "SELECT id FROM team_member WHERE record = ? AND account = ?"
	    " AND until IS NULL LIMIT 1", "uu", "u" },
	[CAF_TEAM_CONSENTS] = { "SELECT id, service, service_code FROM consent WHERE record = ?"
	    " AND type = 'C-SHARE' AND answer = 'Y' AND ended_at IS NULL ORDER BY id", "u", "uss" },
	[CAF_TEAM_CONSENT] = { "SELECT service_code FROM consent WHERE record = ? AND id = ?"
	    " AND type = 'C-SHARE' AND answer = 'Y' AND ended_at IS NULL", "uu", "s" },
	/* Living consents for another service than that of who holds the case: of
	 * another kind, or in another organisation. */
	[CAF_TEAM_OTHERS] = { "SELECT c.id FROM consent c JOIN record r ON r.id = c.record"
	    " JOIN everychild.account o ON o.id = r.owner WHERE c.record = ? AND c.type = 'C-SHARE'"
	    " AND c.answer = 'Y' AND c.ended_at IS NULL AND NOT (c.service_code = o.service"
	    " AND RIGHT(c.service, CHAR_LENGTH(o.agency)) = o.agency) LIMIT 1", "u", "u" },
	[CAF_TEAM_BY_CONSENT] = { "SELECT id, account FROM team_member WHERE record = ?"
	    " AND consent = ? AND until IS NULL ORDER BY id", "uu", "uu" },

	/* meeting */
	[CAF_MEETING_ADD] = { "INSERT INTO meeting (document, record, number, type, meets_on)"
	    " VALUES (?, ?, ?, ?, ?)", "uuusd", "" },
	[CAF_MEETING_SET] = { "UPDATE meeting SET type = ?, meets_on = ?, held_on = ?"
	    " WHERE document = ?", "sddu", "" },
	[CAF_MEETING_MINUTED] = { "UPDATE meeting SET minuted_on = ? WHERE document = ?", "du", "" },
	[CAF_MEETING_SENT] = { "UPDATE meeting SET sent_on = ?, sent_to = ? WHERE document = ?"
	    " AND sent_on IS NULL", "dsu", "" },
	[CAF_MEETING_SENT_FIND] = { "SELECT sent_on, sent_to FROM meeting WHERE document = ?"
	    " AND sent_on IS NOT NULL", "u", "ds" },
	[CAF_MEETING_WAITING] = { "SELECT document, minuted_on FROM meeting WHERE record = ?"
	    " AND minuted_on IS NOT NULL AND sent_on IS NULL ORDER BY minuted_on, document", "u", "ud" },
	[CAF_MEETING_LIST] = { "SELECT m.number, m.type, m.meets_on, m.held_on, d.completed_at, m.sent_on"
	    " FROM meeting m JOIN document d ON d.id = m.document WHERE m.record = ?"
	    " ORDER BY m.number DESC", "u", "usdddd" },

	/* lead: the name is reserved in MySQL 8 */
	[CAF_LEAD_ROW] = { "SELECT l.id, l.member, l.account, CONCAT(a.given, ' ', a.family), a.agency,"
	    " a.phone, a.email, l.agreed_on, l.since, l.out_at, l.in_at, a.disabled_on FROM `lead` l"
	    " JOIN everychild.account a ON a.id = l.account WHERE (? = 1 AND l.current_of = ?)"
	    " OR (? = 0 AND l.proposed_of = ?)", "uuuu", "uuussssddddd" },
	[CAF_LEAD_ADD] = { "INSERT INTO `lead` (record, member, account, agreed, agreed_on, unsafe,"
	    " reason, note, proposed_at, proposed_by, proposed_of)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?, ?)", "uUusdsssuu", "" },
	[CAF_LEAD_OUT] = { "UPDATE `lead` SET out_at = UTC_TIMESTAMP(6) WHERE id = ?"
	    " AND out_at IS NULL", "u", "" },
	[CAF_LEAD_IN] = { "UPDATE `lead` SET in_at = UTC_TIMESTAMP(6) WHERE id = ?"
	    " AND in_at IS NULL", "u", "" },
	[CAF_LEAD_START] = { "UPDATE `lead` SET since = UTC_TIMESTAMP(6), current_of = ?,"
	    " proposed_of = NULL WHERE id = ?", "uu", "" },
	[CAF_LEAD_END] = { "UPDATE `lead` SET until = UTC_TIMESTAMP(6), current_of = NULL WHERE id = ?",
	    "u", "" },
	[CAF_LEAD_DROP] = { "UPDATE `lead` SET until = UTC_TIMESTAMP(6), proposed_of = NULL"
	    " WHERE id = ?", "u", "" },
	[CAF_LEAD_LIST] = { "SELECT CONCAT(a.given, ' ', a.family), a.agency, l.agreed, l.agreed_on,"
	    " l.since, l.until, l.reason, l.unsafe, l.note, l.proposed_of FROM `lead` l"
	    " JOIN everychild.account a ON a.id = l.account WHERE l.record = ? ORDER BY l.id DESC",
	    "u", "sssdddsssu" },
	[CAF_LEAD_MEMBERS] = { "SELECT m.id, m.account, m.name, m.organisation FROM team_member m"
	    " JOIN everychild.account a ON a.id = m.account WHERE m.record = ? AND m.until IS NULL"
	    " AND a.disabled_on IS NULL ORDER BY m.id", "u", "uuss" },
	/* hand-over */
	[CAF_HOLDER_LEAVES_TEAM] = { "UPDATE team_member SET until = UTC_TIMESTAMP(6)"
	    " WHERE record = ? AND account = ? AND until IS NULL", "uu", "" },
	[CAF_HOLDER_LEAVES_LEAD] = { "UPDATE `lead` SET until = UTC_TIMESTAMP(6), current_of = NULL"
	    " WHERE current_of = ? AND account = ?", "uu", "" },
	/* archive and retention */
	[CAF_ARCHIVE_DUE] = { "SELECT id FROM record WHERE closed_at < ? AND archived_at IS NULL"
	    " AND state IN ('S10', 'S11', 'S12', 'S13', 'END') ORDER BY closed_at, id LIMIT 200", "d", "u" },
	/* list */
	LIST_STATEMENTS(CAF_LIST),
	[CAF_LIST_OWNERS] = LIST_SQL_HOLDERS,
	[CAF_LIST_LEADS] = LIST_SQL_PERSONS("LP"),
	[CAF_LIST_TEAMS] = LIST_SQL_TEAMS,
	REPORT_STATEMENTS
	DIRECTORY_STATEMENTS
};

const struct db_statement caf_children[CHILD_CARD_SQL__MAX] =
    CHILD_CARD_STATEMENTS("everychild_index");

const struct db_statement caf_disposal_facts[] = { DISPOSAL_FACTS };
const struct db_statement caf_disposal_whole[CAF_DISPOSAL_WHOLE_N] = { DISPOSAL_WHOLE };
const struct db_statement caf_disposal_checklist[CAF_DISPOSAL_CHECKLIST_N] = { DISPOSAL_CHECKLIST };
