-- Private fostering: what a record (one arrangement: one child with one
-- carer's household), its documents and its answers do not hold already.
-- Section numbers are those of private-fostering.md.

-- A person who is not the child: carer, member of a household, parent, holder
-- of parental responsibility, arranger. Shared by arrangements, so that a
-- carer's others are found. version is in every UPDATE.
CREATE TABLE IF NOT EXISTS person (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  given      VARCHAR(100) NOT NULL,
  family     VARCHAR(100) NOT NULL,
  -- 1: who gave notice could not say the name (4). given and family then hold words
  -- that say so to a reader; whoever asks whether there is a name asks this column.
  unnamed    TINYINT UNSIGNED NOT NULL DEFAULT 0,
  other_names VARCHAR(210) NOT NULL DEFAULT '',
  born_on    DATE,
  sex        VARCHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  phone      VARCHAR(20) NOT NULL DEFAULT '',
  email      VARCHAR(120) NOT NULL DEFAULT '',
  language   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  interpreter CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ethnicity  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  religion   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- The family name by sound (match.h), to find who is known already.
  sound      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- s.68(3A): barred from regulated activity with children; and 6.2: disqualified.
  -- Y, N or '' not known. For those who may see offence data alone.
  barred     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  disqualified CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  added_by   BIGINT UNSIGNED NOT NULL,
  added_at   DATETIME(6) NOT NULL,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY person_handle (handle),
  KEY person_family (sound, family, given)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Schedule 1: every address of the last five years. until NULL: lives there.
CREATE TABLE IF NOT EXISTS person_address (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person    BIGINT UNSIGNED NOT NULL,
  line1     VARCHAR(100) NOT NULL,
  line2     VARCHAR(400) NOT NULL DEFAULT '',
  town      VARCHAR(100) NOT NULL DEFAULT '',
  postcode  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  country   VARCHAR(60) NOT NULL DEFAULT '',
  since     DATE,
  until     DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  KEY person_address_of (person, until),
  KEY person_address_postcode (postcode),
  CONSTRAINT person_address_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The premises where a carer lives. area: code of the authority it lies in; ''
-- ours. A carer who moves has a new household, and arrangements move to it.
CREATE TABLE IF NOT EXISTS household (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle    CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  line1     VARCHAR(100) NOT NULL,
  line2     VARCHAR(100) NOT NULL DEFAULT '',
  town      VARCHAR(100) NOT NULL DEFAULT '',
  postcode  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  uprn      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  area      CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  since     DATE,
  until     DATE,
  added_by  BIGINT UNSIGNED NOT NULL,
  added_at  DATETIME(6) NOT NULL,
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY household_handle (handle),
  KEY household_postcode (postcode)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who lives or is employed there (5.1 b, Schedule 1 2(c)). role: list
-- household-role. left_on NULL: still there.
CREATE TABLE IF NOT EXISTS household_member (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  household BIGINT UNSIGNED NOT NULL,
  person    BIGINT UNSIGNED NOT NULL,
  role      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  employed  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'N',
  joined_on DATE,
  left_on   DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  KEY household_member_of (household, left_on),
  KEY household_member_person (person, left_on),
  CONSTRAINT household_member_household FOREIGN KEY (household) REFERENCES household (id),
  CONSTRAINT household_member_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The arrangement's facts as they stand; the legal test (2.1) asks the first
-- half of them. Y, N or '' not known, unless said otherwise.
CREATE TABLE IF NOT EXISTS arrangement (
  record        BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  household     BIGINT UNSIGNED,
  carer         BIGINT UNSIGNED,
  carer_born_on DATE,
  child_born_on DATE,
  child_sex     VARCHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- 2.1: list fostering-relationship, list fostering-sleeps, PRIVATE or STAFF.
  relationship  VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  carer_pr      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  sleeps        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  capacity      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  looked_after  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  looked_after_on DATE,
  legal_regime  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  adoption      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  school_pupil  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  disabled      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  disabled_basis VARCHAR(300) NOT NULL DEFAULT '',
  disabled_evidence VARCHAR(300) NOT NULL DEFAULT '',
  disabled_by   BIGINT UNSIGNED,
  disabled_on   DATE,
  start_proposed DATE,
  start_actual  DATE,
  intended_end  DATE,
  open_ended    TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- The day the child went before anything was decided (2.2, 11).
  left_on       DATE,
  -- 2.2: the newest test. retest_on: when it is to be tried again by itself.
  test_result   VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  test_rule     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  retest_on     DATE,
  -- 5.2. aware_on: the authority first knew that it was happening.
  aware_on      DATE,
  deemed_start  DATE,
  next_visit_due DATE,
  -- The earliest receipt of a notice about it, which drives the clocks (3).
  first_notice_at DATETIME(6),
  -- 1: with the time of day; else the moment is noon. Likewise ended_timed.
  first_notice_timed TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- 5.6: list fostering-suitability; the newest decision.
  suitability   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- Children-in-need factor (11), list fostering-scenario; 12.1 line 11, list fostering-birthplace.
  scenario      VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  birthplace    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  purpose       VARCHAR(300) NOT NULL DEFAULT '',
  -- Flags of section 10 that a person sets. 1: on.
  safeguarding  TINYINT UNSIGNED NOT NULL DEFAULT 0,
  in_need       TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- 11: the child's address is not for a parent.
  address_withheld TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- 7: how it ended. ended_at: the moment, UTC; list fostering-end-reason.
  ended_at      DATETIME(6),
  ended_timed   TINYINT UNSIGNED NOT NULL DEFAULT 0,
  end_on        DATE,
  end_reason    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  end_note      TEXT,
  receiver_name VARCHAR(210) NOT NULL DEFAULT '',
  receiver_address VARCHAR(400) NOT NULL DEFAULT '',
  receiver_relation VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  end_known     VARCHAR(300) NOT NULL DEFAULT '',
  welfare_on    DATE,
  welfare_note  TEXT,
  final_report  TEXT,
  aftercare     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  closed_on     DATE,
  -- The case before this one (10).
  previous      BIGINT UNSIGNED,
  KEY arrangement_household (household),
  KEY arrangement_carer (carer),
  KEY arrangement_due (next_visit_due),
  KEY arrangement_retest (retest_on),
  KEY arrangement_started (start_actual, deemed_start),
  KEY arrangement_ended (end_on, end_reason),
  KEY arrangement_notified (first_notice_at),
  CONSTRAINT arrangement_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT arrangement_household FOREIGN KEY (household) REFERENCES household (id),
  CONSTRAINT arrangement_carer FOREIGN KEY (carer) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.2: the day the authority first knew, put right by a manager. Append-only.
CREATE TABLE IF NOT EXISTS aware_correction (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  was     DATE NOT NULL,
  became  DATE NOT NULL,
  reason  VARCHAR(300) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY aware_correction_record (record),
  CONSTRAINT aware_correction_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 2.2: every test with its inputs, append-only. inputs: what the test asked, as
-- JSON with the names of the columns above. account 0: tried again by itself.
CREATE TABLE IF NOT EXISTS legal_test (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  tested_on DATE NOT NULL,
  inputs    TEXT NOT NULL,
  result    VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rule      TINYINT UNSIGNED NOT NULL,
  why       VARCHAR(300) NOT NULL DEFAULT '',
  retest_on DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  KEY legal_test_record (record, id),
  KEY legal_test_result (result, tested_on),
  CONSTRAINT legal_test_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3: every notice about the arrangement. document: Schedule 1 as far as given
-- (form notice), of the same number. regulation: list fostering-regulation ("3(1)", "5",
-- "6", "REFERRAL", …). notifier: list fostering-notifier. channel: list fostering-channel.
-- class: IN_TIME, SHORT_NOTICE, AFTER_START, AUTHORITY_FOUND; '' not a first notice.
CREATE TABLE IF NOT EXISTS notification (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  number      SMALLINT UNSIGNED NOT NULL,
  document    BIGINT UNSIGNED,
  regulation  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  notifier    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  notifier_name VARCHAR(210) NOT NULL DEFAULT '',
  notifier_contact VARCHAR(200) NOT NULL DEFAULT '',
  received_at DATETIME(6) NOT NULL,
  -- 1: the time of day is known; else it is noon.
  timed       TINYINT UNSIGNED NOT NULL DEFAULT 0,
  received_on DATE NOT NULL,
  channel     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The day it was there in writing (reg. 11); NULL: still to come (T12).
  written_on  DATE,
  event_on    DATE,
  class       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  class_why   VARCHAR(200) NOT NULL DEFAULT '',
  missing     SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  note        TEXT NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  -- One notice about several children: the record of which it was taken first.
  same_as     BIGINT UNSIGNED,
  UNIQUE KEY notification_number (record, number),
  KEY notification_same (same_as),
  KEY notification_received (received_on, class),
  CONSTRAINT notification_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Schedule 1, 1(d) and (e): parents, others with parental responsibility, who
-- the child was received from, brothers and sisters, arrangers. part: list
-- pf-part. withheld: this person must not learn the child's address.
CREATE TABLE IF NOT EXISTS related_person (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  person    BIGINT UNSIGNED NOT NULL,
  part      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  relation  VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  has_pr    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  withheld  TINYINT UNSIGNED NOT NULL DEFAULT 0,
  cared_for VARCHAR(200) NOT NULL DEFAULT '',
  since     DATE,
  until     DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  KEY related_person_record (record, part, until),
  KEY related_person_person (person),
  CONSTRAINT related_person_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT related_person_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.6: checks of adults. kind: list fostering-check; result: list fostering-check-result.
-- What came of it is for those who may see offence data alone.
CREATE TABLE IF NOT EXISTS safety_check (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person       BIGINT UNSIGNED NOT NULL,
  kind         VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  requested_on DATE NOT NULL,
  received_on  DATE,
  result       VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  note         TEXT NOT NULL,
  renew_on     DATE,
  account      BIGINT UNSIGNED NOT NULL,
  at           DATETIME(6) NOT NULL,
  KEY safety_check_person (person, kind, requested_on),
  KEY safety_check_renew (renew_on),
  CONSTRAINT safety_check_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Schedule 1, 2(a) to (f) and 6.2: offences, orders, disqualifications and
-- prohibitions of a person. kind: list fostering-history. Offence data.
CREATE TABLE IF NOT EXISTS person_history (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person  BIGINT UNSIGNED NOT NULL,
  kind    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  what    VARCHAR(300) NOT NULL,
  on_day  DATE,
  court   VARCHAR(120) NOT NULL DEFAULT '',
  outcome VARCHAR(200) NOT NULL DEFAULT '',
  source  VARCHAR(200) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY person_history_of (person, kind),
  CONSTRAINT person_history_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.1: the action under regulation 4 or 7 on one notice. notified_on: its
-- receipt; due_on NULL: its year's bank holidays were not loaded; completed_on: the
-- day the last of (a) to (d) was done or found not practicable. A second row: the
-- child arrived after a proposal.
CREATE TABLE IF NOT EXISTS initial_action (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  number       SMALLINT UNSIGNED NOT NULL,
  regulation   TINYINT UNSIGNED NOT NULL,
  notified_on  DATE NOT NULL,
  due_on       DATE,
  completed_on DATE,
  dropped_on   DATE,
  account      BIGINT UNSIGNED NOT NULL,
  at           DATETIME(6) NOT NULL,
  UNIQUE KEY initial_action_number (record, number),
  KEY initial_action_due (due_on, completed_on),
  CONSTRAINT initial_action_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One thing to do of it: item a premises, b carer or member of the household,
-- c the child, d parent or holder of parental responsibility, e matters. person:
-- NULL for a, c and e. Done on done_on by method (list fostering-method), or not
-- practicable with the reason; neither: to do.
CREATE TABLE IF NOT EXISTS initial_task (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  action    BIGINT UNSIGNED NOT NULL,
  item      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  person    BIGINT UNSIGNED,
  method    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  done_on   DATE,
  alone     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reason    VARCHAR(300) NOT NULL DEFAULT '',
  not_practicable_on DATE,
  visit     BIGINT UNSIGNED,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  KEY initial_task_action (action, item),
  CONSTRAINT initial_task_of FOREIGN KEY (action) REFERENCES initial_action (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.2 and 5.5. type: list fostering-visit-type (REG4, REG7, REG8, REQUESTED,
-- UNANNOUNCED). status: PLANNED, DONE, ABORTIVE, MISSED, CANCELLED. document:
-- form visit or visit-proposal of the same number: matters and report.
-- qualifying: moves the next due date (5.2). due_on: what was due when it was made.
CREATE TABLE IF NOT EXISTS visit (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle      CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record      BIGINT UNSIGNED NOT NULL,
  number      SMALLINT UNSIGNED NOT NULL,
  document    BIGINT UNSIGNED,
  type        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status      VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  planned_at  DATETIME(6),
  minutes     SMALLINT UNSIGNED NOT NULL DEFAULT 60,
  officer     BIGINT UNSIGNED NOT NULL,
  due_on      DATE,
  visited_on  DATE,
  started     CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ended       CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  method      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  child_seen  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  alone       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  alone_reason VARCHAR(300) NOT NULL DEFAULT '',
  not_done    VARCHAR(300) NOT NULL DEFAULT '',
  qualifying  TINYINT UNSIGNED NOT NULL DEFAULT 0,
  concerns    SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  safeguarding CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- Regulation 8(2): who asked, when; reasonable or why not.
  asked_by    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  asked_name  VARCHAR(210) NOT NULL DEFAULT '',
  asked_on    DATE,
  reasonable  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  refused_why VARCHAR(300) NOT NULL DEFAULT '',
  -- The report: written (the form is complete), then signed off by a manager who
  -- did not write it, or sent back.
  report_on   DATE,
  report_by   BIGINT UNSIGNED,
  signed_on   DATE,
  signed_by   BIGINT UNSIGNED,
  sign_note   TEXT,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  version     INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY visit_handle (handle),
  UNIQUE KEY visit_number (record, number),
  KEY visit_made (record, qualifying, visited_on),
  KEY visit_officer (officer, status, planned_at),
  KEY visit_report (status, report_on, signed_on),
  -- Counted without a look at the rows.
  KEY visit_counted (record, visited_on, status, type),
  CONSTRAINT visit_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- When a visit was planned for before it was moved, and why it was.
CREATE TABLE IF NOT EXISTS visit_move (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  visit       BIGINT UNSIGNED NOT NULL,
  planned_at  DATETIME(6) NOT NULL,
  officer     BIGINT UNSIGNED NOT NULL,
  why         VARCHAR(300) NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  KEY visit_move_visit (record, visit),
  CONSTRAINT visit_move_visit_of FOREIGN KEY (visit) REFERENCES visit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- For calendars outside (sql/shared): when an officer has a visit, never with whom.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_planned AS
  SELECT v.officer AS account, v.id, 'Private fostering visit' AS title,
         DATE(v.planned_at) AS planned_on, v.planned_at, v.minutes, r.handle, r.reference
    FROM visit v JOIN record r ON r.id = v.record
   WHERE v.status = 'PLANNED' AND v.planned_at IS NOT NULL AND r.closed_at IS NULL
     AND r.unlisted = 0 AND r.archived_at IS NULL
     AND (r.restricted = 0 OR r.owner = v.officer OR EXISTS (SELECT 1 FROM record_person p
       WHERE p.record = r.id AND p.account = v.officer AND p.until IS NULL));

-- Every due date of a visit that there was (5.2), for the returns (12.1, 5 and
-- 7): due_on, from which visit or the start; met_on: the visit that met it.
CREATE TABLE IF NOT EXISTS visit_due (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  from_on   DATE NOT NULL,
  due_on    DATE NOT NULL,
  met_on    DATE,
  dropped_on DATE,
  UNIQUE KEY visit_due_from (record, from_on),
  KEY visit_due_on (due_on, met_on),
  -- Counted without a look at the rows.
  KEY visit_due_kept (record, due_on, met_on, dropped_on, from_on),
  CONSTRAINT visit_due_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.6: the manager's decision on suitability, append-only; proposed by a
-- worker. outcome: list fostering-suitability. steps: s.67(5).
CREATE TABLE IF NOT EXISTS decision (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  number      SMALLINT UNSIGNED NOT NULL,
  regulation  TINYINT UNSIGNED NOT NULL,
  proposed    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  proposed_why TEXT,
  proposed_by BIGINT UNSIGNED,
  proposed_at DATETIME(6),
  outcome     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reason      TEXT,
  steps_on    DATE,
  steps       TEXT,
  steps_outcome TEXT,
  decided_by  BIGINT UNSIGNED,
  decided_on  DATE,
  decided_at  DATETIME(6),
  told_on     DATE,
  UNIQUE KEY decision_number (record, number),
  KEY decision_outcome (outcome, decided_on),
  CONSTRAINT decision_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.1. category: list fostering-requirement. status: PROPOSED, IMPOSED, VARIED, MET,
-- BREACHED, REMOVED, REFUSED (a proposal). Suspended: while an appeal of it is open.
CREATE TABLE IF NOT EXISTS requirement (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  category   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text       TEXT NOT NULL,
  applies_to VARCHAR(300) NOT NULL DEFAULT '',
  reason     TEXT NOT NULL,
  status     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  proposed_by BIGINT UNSIGNED NOT NULL,
  proposed_at DATETIME(6) NOT NULL,
  imposed_on DATE,
  imposed_by BIGINT UNSIGNED,
  served_on  DATE,
  served_how VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  comply_by  DATE,
  met_on     DATE,
  evidence   TEXT,
  ended_on   DATE,
  ended_why  VARCHAR(300) NOT NULL DEFAULT '',
  -- What it was when it lapsed with a proposal that was dropped.
  lapsed     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY requirement_number (record, number),
  KEY requirement_due (status, comply_by),
  CONSTRAINT requirement_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a requirement said before it was varied. Append-only.
CREATE TABLE IF NOT EXISTS requirement_version (
  requirement BIGINT UNSIGNED NOT NULL,
  version     INT UNSIGNED NOT NULL,
  text        TEXT NOT NULL,
  comply_by   DATE,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  PRIMARY KEY (requirement, version),
  CONSTRAINT requirement_version_of FOREIGN KEY (requirement) REFERENCES requirement (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.3. type A, B or C; grounds: letters a, b, c, space separated. requirement:
-- the one it is attached to. effective_on is worked out (6.3).
CREATE TABLE IF NOT EXISTS prohibition (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  type       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  person     BIGINT UNSIGNED NOT NULL,
  household  BIGINT UNSIGNED,
  grounds    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason     TEXT NOT NULL,
  requirement BIGINT UNSIGNED,
  status     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  proposed_by BIGINT UNSIGNED NOT NULL,
  proposed_at DATETIME(6) NOT NULL,
  imposed_on DATE,
  imposed_by BIGINT UNSIGNED,
  served_on  DATE,
  served_how VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  cancelled_on DATE,
  cancel_why VARCHAR(300) NOT NULL DEFAULT '',
  cancel_asked_on DATE,
  cancel_decision VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  cancel_decided_on DATE,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY prohibition_number (record, number),
  KEY prohibition_person (person, status),
  KEY prohibition_household (household, status),
  KEY prohibition_imposed (imposed_on),
  CONSTRAINT prohibition_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT prohibition_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.2: written consent to a disqualified person. grounds: list
-- pf-disqualification. status: PENDING, GRANTED, REFUSED.
CREATE TABLE IF NOT EXISTS disqualification_consent (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  person     BIGINT UNSIGNED NOT NULL,
  applied_on DATE NOT NULL,
  grounds    VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  disclosure TEXT NOT NULL,
  status     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason     TEXT,
  asked_by   BIGINT UNSIGNED NOT NULL,
  asked_at   DATETIME(6) NOT NULL,
  decided_by BIGINT UNSIGNED,
  decided_on DATE,
  served_on  DATE,
  served_how VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY disqualification_consent_number (record, number),
  KEY disqualification_consent_person (person, status),
  CONSTRAINT disqualification_consent_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT disqualification_consent_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.4: exemption from the usual fostering limit, for named children.
CREATE TABLE IF NOT EXISTS limit_exemption (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  person     BIGINT UNSIGNED NOT NULL,
  children   VARCHAR(400) NOT NULL,
  conditions TEXT NOT NULL,
  status     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason     TEXT NOT NULL,
  asked_by   BIGINT UNSIGNED NOT NULL,
  asked_at   DATETIME(6) NOT NULL,
  decided_by BIGINT UNSIGNED,
  decided_on DATE,
  served_on  DATE,
  served_how VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ended_on   DATE,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY limit_exemption_number (record, number),
  KEY limit_exemption_person (person, status),
  CONSTRAINT limit_exemption_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT limit_exemption_person FOREIGN KEY (person) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.4: children of the index who are brothers or sisters, recorded on a case;
-- ended_at: it was a mistake.
CREATE TABLE IF NOT EXISTS sibling (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  child    BIGINT UNSIGNED NOT NULL,
  other    BIGINT UNSIGNED NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  ended_at DATETIME(6),
  ended_by BIGINT UNSIGNED,
  KEY sibling_record (record),
  KEY sibling_child (child, ended_at),
  KEY sibling_other (other, ended_at),
  CONSTRAINT sibling_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.5. about: REQ, PROH, CONSENT, CANCEL (refusal to cancel a prohibition) or
-- LIMIT; target: the row's id. suspends by 6.5. until: the window closes.
CREATE TABLE IF NOT EXISTS appeal (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  about      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target     BIGINT UNSIGNED NOT NULL,
  lodged_on  DATE NOT NULL,
  by_name    VARCHAR(210) NOT NULL,
  court      VARCHAR(120) NOT NULL DEFAULT '',
  in_time    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  suspends   TINYINT UNSIGNED NOT NULL,
  outcome    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  outcome_on DATE,
  outcome_note TEXT,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  KEY appeal_record (record, outcome_on),
  KEY appeal_target (about, target),
  KEY appeal_lodged (lodged_on),
  CONSTRAINT appeal_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.6: recorded only; whether to prosecute is Legal's. kind: list fostering-offence.
CREATE TABLE IF NOT EXISTS offence_event (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  kind     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  on_day   DATE NOT NULL,
  what     TEXT NOT NULL,
  legal_on DATE,
  outcome  VARCHAR(200) NOT NULL DEFAULT '',
  prosecuted CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  version  INT UNSIGNED NOT NULL DEFAULT 1,
  KEY offence_event_record (record, on_day),
  CONSTRAINT offence_event_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 7 and 3 N8, N9: what changed. kind: list fostering-change (ADDRESS, MEMBER_IN,
-- MEMBER_OUT, OFFENCE, PARENT_ADDRESS, …).
CREATE TABLE IF NOT EXISTS change_event (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  kind       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  changed_at DATETIME(6) NOT NULL,
  told_at    DATETIME(6) NOT NULL,
  -- 1: the time of day is known; else it is noon.
  changed_timed TINYINT UNSIGNED NOT NULL DEFAULT 0,
  told_timed TINYINT UNSIGNED NOT NULL DEFAULT 0,
  in_time    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  person     BIGINT UNSIGNED,
  household  BIGINT UNSIGNED,
  note       TEXT NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  KEY change_event_record (record, changed_at),
  CONSTRAINT change_event_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3, N8 and N9: a change that was told before it happens. fields: what was typed,
-- as the page sends it; done_on: it has happened and is a change_event.
CREATE TABLE IF NOT EXISTS change_ahead (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  kind        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expected_on DATE NOT NULL,
  fields      TEXT NOT NULL,
  note        TEXT NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  done_on     DATE,
  dropped_on  DATE,
  KEY change_ahead_record (record, done_on, dropped_on),
  CONSTRAINT change_ahead_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 7: away, to return within 27 days. open_of is the record while it lasts.
CREATE TABLE IF NOT EXISTS absence (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  left_on     DATE NOT NULL,
  expected_on DATE NOT NULL,
  latest_on   DATE NOT NULL,
  returned_on DATE,
  ended_on    DATE,
  ended_why   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  note        TEXT NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  open_of     BIGINT UNSIGNED,
  UNIQUE KEY absence_open (open_of),
  KEY absence_record (record, left_on),
  CONSTRAINT absence_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 7: to another authority, and from one (way OUT or IN). Not ended until the
-- new authority acknowledges.
CREATE TABLE IF NOT EXISTS transfer (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  way         CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  authority   CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  authority_name VARCHAR(120) NOT NULL DEFAULT '',
  moved_on    DATE,
  address     VARCHAR(400) NOT NULL DEFAULT '',
  -- OUT: when the notice was sent; NULL while it is to be written.
  notified_on DATE,
  acknowledged_on DATE,
  acknowledged_by VARCHAR(210) NOT NULL DEFAULT '',
  reference   VARCHAR(40) NOT NULL DEFAULT '',
  note        TEXT NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  KEY transfer_record (record, way),
  CONSTRAINT transfer_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 11.3: letters and notices, kept as they were sent. body: the merged page's
-- parts as XML text; kind: list fostering-letter. Append-only.
CREATE TABLE IF NOT EXISTS letter (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  kind       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target     BIGINT UNSIGNED,
  to_name    VARCHAR(210) NOT NULL,
  to_address VARCHAR(400) NOT NULL,
  body       MEDIUMTEXT NOT NULL,
  sent_on    DATE NOT NULL,
  sent_how   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  UNIQUE KEY letter_number (record, number),
  KEY letter_kind (kind, sent_on),
  CONSTRAINT letter_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 9: children at school in the holidays. Of no record.
CREATE TABLE IF NOT EXISTS school_holiday_notice (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle      CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  school      VARCHAR(160) NOT NULL,
  person_name VARCHAR(210) NOT NULL,
  holiday     VARCHAR(80) NOT NULL,
  first_on    DATE NOT NULL,
  last_on     DATE NOT NULL,
  children    SMALLINT UNSIGNED NOT NULL,
  received_on DATE NOT NULL,
  in_time     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  exemption   VARCHAR(300) NOT NULL DEFAULT '',
  exemption_ended_on DATE,
  acknowledged_on DATE,
  deaths      SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  ceased_on   DATE,
  note        TEXT NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  version     INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY school_holiday_notice_handle (handle),
  KEY school_holiday_notice_first (first_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its acknowledgements, as they were sent (11.3).
CREATE TABLE IF NOT EXISTS school_holiday_letter (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  notice     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  to_name    VARCHAR(210) NOT NULL,
  to_address VARCHAR(400) NOT NULL,
  body       MEDIUMTEXT NOT NULL,
  sent_on    DATE NOT NULL,
  sent_how   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  UNIQUE KEY school_holiday_letter_number (notice, number),
  CONSTRAINT school_holiday_letter_of FOREIGN KEY (notice) REFERENCES school_holiday_notice (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.8: awareness activities. Of no record.
CREATE TABLE IF NOT EXISTS awareness_activity (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  on_day   DATE NOT NULL,
  audience VARCHAR(120) NOT NULL,
  kind     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  what     VARCHAR(300) NOT NULL,
  reach    INT UNSIGNED,
  cost_pence INT UNSIGNED,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY awareness_activity_day (on_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.7, regulation 12: the officer, with dates of validity.
CREATE TABLE IF NOT EXISTS monitoring_officer (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name     VARCHAR(210) NOT NULL,
  account_of BIGINT UNSIGNED,
  since    DATE NOT NULL,
  until    DATE,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY monitoring_officer_since (since)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 12.3: self-assessment against the national minimum standards, by year (that
-- begins on 1 April). The newest row of year and standard counts. Append-only.
CREATE TABLE IF NOT EXISTS standard_assessment (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year      SMALLINT UNSIGNED NOT NULL,
  standard  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  met       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  evidence  TEXT NOT NULL,
  action    TEXT NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  KEY standard_assessment_year (year, standard, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 12.2: the words of the annual evaluation, by year and heading (list
-- pf-annual). The newest row counts. Append-only.
CREATE TABLE IF NOT EXISTS annual_text (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year     SMALLINT UNSIGNED NOT NULL,
  heading  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text     MEDIUMTEXT NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY annual_text_year (year, heading, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
