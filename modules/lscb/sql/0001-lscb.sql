-- Child deaths: what a record (one child who died), its documents and its
-- answers do not hold already. Section numbers are those of child-death.md.
-- No name stands in any table of the core: record.subject, titles of events,
-- notices and deadlines say the identifier alone. Nothing of this schema is
-- shown outside it.

-- The case header (Form A1) and what the law counts of Form A. Typed once in the
-- notification or in its form; what is not known is '', a day NULL.
CREATE TABLE IF NOT EXISTS death (
  record        BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  -- 0.2: L or C, by the day of notification.
  form_set      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  notified_at   DATETIME(6) NOT NULL,
  notified_on   DATE NOT NULL,
  -- A.07-A.13. baby_of: the family name is the mother's, the child had none.
  family        VARCHAR(100) NOT NULL,
  given         VARCHAR(210) NOT NULL DEFAULT '',
  baby_of       TINYINT UNSIGNED NOT NULL DEFAULT 0,
  aliases       VARCHAR(300) NOT NULL DEFAULT '',
  sound         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  nhs           CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  nhs_none      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  born_on       DATE,
  born_at       CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- Typed where the day of birth is not known yet: "about 3 years".
  age_said      VARCHAR(60) NOT NULL DEFAULT '',
  birth_order   CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  sex           CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  died_on       DATE,
  died_at       CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- 2.1 AGEBAND, worked out of the two days; '' while one is missing.
  age_band      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- A.14-A.16
  line1         VARCHAR(100) NOT NULL DEFAULT '',
  line2         VARCHAR(100) NOT NULL DEFAULT '',
  town          VARCHAR(100) NOT NULL DEFAULT '',
  postcode      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ward          VARCHAR(60) NOT NULL DEFAULT '',
  imd_decile    TINYINT UNSIGNED,
  residence     CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ethnicity     VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- A.23-A.26
  place         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  place_event   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  expected      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  expected_by   BIGINT UNSIGNED,
  expected_on   DATE,
  at_risk       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- A.36-A.38 and L9-L11
  social_care   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  plan          VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  statutory_order VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  looked_after  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  asylum        CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  learning_disability CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- 1.3: result, the step that decided, the answers with their words (step=answer,
  -- space separated), why; who confirmed a stillbirth or a termination.
  scope         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  scope_step    VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  scope_answers VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  scope_why     VARCHAR(1000) NOT NULL DEFAULT '',
  scope_by      BIGINT UNSIGNED,
  scope_on      DATE,
  scope_confirmed_by BIGINT UNSIGNED,
  scope_confirmed_on DATE,
  reviewing     CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- IN-BY-AGREEMENT: who counts it in its return, where not the residence.
  counted_by    CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- A1.05
  designated_doctor VARCHAR(210) NOT NULL DEFAULT '',
  lead_doctor   VARCHAR(210) NOT NULL DEFAULT '',
  key_worker    VARCHAR(210) NOT NULL DEFAULT '',
  -- Cases of one event (MULTIPLE) have the number of the first.
  event_of      BIGINT UNSIGNED,
  duplicate_of  BIGINT UNSIGNED,
  -- References elsewhere (2.10).
  ncmd_reference VARCHAR(40) NOT NULL DEFAULT '',
  ncmd_state    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  other_reference VARCHAR(40) NOT NULL DEFAULT '',
  coroner_reference VARCHAR(40) NOT NULL DEFAULT '',
  police_reference VARCHAR(40) NOT NULL DEFAULT '',
  old_number    VARCHAR(40) NOT NULL DEFAULT '',
  -- 2.9: why no agency was asked for a report.
  unasked_why  VARCHAR(500) NOT NULL DEFAULT '',
  delay_reason  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- S11 and S12. return_year: the year it ends in ("2026" is 2025-26), of the first
  -- completion for ever. What the panel concluded, from the signed analysis.
  completed_on  DATE,
  return_year   SMALLINT UNSIGNED,
  category      TINYINT UNSIGNED,
  conclusion    VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  case_review   CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  version       INT UNSIGNED NOT NULL DEFAULT 1,
  KEY death_days (died_on, born_on),
  KEY death_nhs (nhs),
  KEY death_name (sound, died_on),
  KEY death_return (return_year, category),
  KEY death_postcode (postcode),
  CONSTRAINT death_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Types of event (2.1 EVENT), special pathways (1.9) and modes, many a case.
-- kind: EVENT, FLAG. principal: the one that LSCB1 counts. until NULL: stands.
CREATE TABLE IF NOT EXISTS death_mark (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  kind      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  principal TINYINT UNSIGNED NOT NULL DEFAULT 0,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  gone_at   DATETIME(6),
  KEY death_mark_of (record, kind, code, gone_at),
  CONSTRAINT death_mark_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every notice that came in (1.2), as it was said; the first made the case. document:
-- the Form A that was filled in of it. record moves when two cases are one (4.4).
CREATE TABLE IF NOT EXISTS notification (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  number      SMALLINT UNSIGNED NOT NULL,
  document    BIGINT UNSIGNED,
  received_at DATETIME(6) NOT NULL,
  received_on DATE NOT NULL,
  channel     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agency      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  referrer    VARCHAR(210) NOT NULL,
  part        VARCHAR(120) NOT NULL DEFAULT '',
  phone       VARCHAR(30) NOT NULL DEFAULT '',
  email       VARCHAR(120) NOT NULL DEFAULT '',
  family      VARCHAR(100) NOT NULL DEFAULT '',
  given       VARCHAR(210) NOT NULL DEFAULT '',
  nhs         CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  born_on     DATE,
  died_on     DATE,
  sex         CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  postcode    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  age_said    VARCHAR(60) NOT NULL DEFAULT '',
  died_at     CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  birth_order CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  baby_of     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  note        TEXT NOT NULL,
  -- The case that it came to first, where it was joined to this one.
  came        BIGINT UNSIGNED,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  UNIQUE KEY notification_number (record, number),
  CONSTRAINT notification_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Pairs that somebody said are two children (twins), so that they are not proposed
-- again. record is the lower number.
CREATE TABLE IF NOT EXISTS not_same (
  record  BIGINT UNSIGNED NOT NULL,
  other   BIGINT UNSIGNED NOT NULL,
  why     VARCHAR(300) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  PRIMARY KEY (record, other),
  CONSTRAINT not_same_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT not_same_other FOREIGN KEY (other) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Family, household and professionals of a case (A.19-A.21, A.27, A.41): whom one
-- writes to, and the words that a pack must not hold (5.3). kind: FAMILY or
-- PROFESSIONAL. token: what stands for them in a pack; '' by the rule.
CREATE TABLE IF NOT EXISTS person (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  kind      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title     VARCHAR(20) NOT NULL DEFAULT '',
  given     VARCHAR(100) NOT NULL DEFAULT '',
  family    VARCHAR(100) NOT NULL DEFAULT '',
  aliases   VARCHAR(300) NOT NULL DEFAULT '',
  relation  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  born_on   DATE,
  age       TINYINT UNSIGNED,
  sex       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  has_pr    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  aware     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  agency    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  role      VARCHAR(120) NOT NULL DEFAULT '',
  organisation VARCHAR(210) NOT NULL DEFAULT '',
  address   VARCHAR(300) NOT NULL DEFAULT '',
  phone     VARCHAR(30) NOT NULL DEFAULT '',
  email     VARCHAR(120) NOT NULL DEFAULT '',
  informed  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  token     VARCHAR(60) NOT NULL DEFAULT '',
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  gone_at   DATETIME(6),
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  KEY person_of (record, kind, gone_at),
  CONSTRAINT person_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The bodies that are asked (1.6, 2.1 AGENCY TYPE), and who of them signs in:
-- SPOC sees all requests of the body, REPORTER those given to them, MEMBER is who
-- sits on a panel for it (conflicts are looked for by body).
CREATE TABLE IF NOT EXISTS agency (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle  CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name    VARCHAR(210) NOT NULL,
  type    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  contact VARCHAR(210) NOT NULL DEFAULT '',
  email   VARCHAR(120) NOT NULL DEFAULT '',
  phone   VARCHAR(30) NOT NULL DEFAULT '',
  address VARCHAR(300) NOT NULL DEFAULT '',
  -- 3.3: who gets R3.
  led_by  VARCHAR(210) NOT NULL DEFAULT '',
  -- B.A4: a manager of the body approves before a report is sent in.
  approves CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'N',
  until   DATE,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY agency_handle (handle),
  KEY agency_type (type, until)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS agency_person (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  agency   BIGINT UNSIGNED NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  part     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since    DATE NOT NULL,
  until    DATE,
  added_by BIGINT UNSIGNED NOT NULL,
  KEY agency_person_of (agency, until),
  KEY agency_person_account (account, until),
  CONSTRAINT agency_person_agency FOREIGN KEY (agency) REFERENCES agency (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A request for an agency's report (3.3). number within the record. reporter NULL:
-- on paper or in a file. status: list lscb-request. due_on with first_due_on shows
-- extensions. hold_until: a lawful bar is looked at again on that day. made_in: as in event.
CREATE TABLE IF NOT EXISTS request (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  agency     BIGINT UNSIGNED NOT NULL,
  person     BIGINT UNSIGNED,
  reporter   BIGINT UNSIGNED,
  status     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  method     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  asked      TEXT NOT NULL,
  sent_on    DATE,
  due_on     DATE,
  first_due_on DATE,
  acknowledged_on DATE,
  returned_on DATE,
  received_by VARCHAR(210) NOT NULL DEFAULT '',
  accepted_on DATE,
  accepted_by BIGINT UNSIGNED,
  nil        TINYINT UNSIGNED NOT NULL DEFAULT 0,
  why        VARCHAR(1000) NOT NULL DEFAULT '',
  hold_until DATE,
  late_code  VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  late_reason VARCHAR(200) NOT NULL DEFAULT '',
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  made_in    CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY request_handle (handle),
  UNIQUE KEY request_number (record, number),
  KEY request_agency (agency, status, due_on),
  KEY request_reporter (reporter, status),
  KEY request_due (status, due_on),
  CONSTRAINT request_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT request_to FOREIGN KEY (agency) REFERENCES agency (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The forms asked for in a request; a part of a form may go to somebody else with
-- another day (2.8, care pathway): a row of its own, without document. sections: its
-- name; '' all. due_on NULL: with the whole report. done_on: its writer said that it is
-- done. gone_on: it was given to somebody else since.
CREATE TABLE IF NOT EXISTS request_form (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  request  BIGINT UNSIGNED NOT NULL,
  form     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  document BIGINT UNSIGNED,
  sections VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reporter BIGINT UNSIGNED,
  due_on   DATE,
  done_on  DATE,
  gone_on  DATE,
  KEY request_form_of (request),
  KEY request_form_document (document),
  CONSTRAINT request_form_request FOREIGN KEY (request) REFERENCES request (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every step of a request: SENT, ACK, R1, R2, R3, E1, E2, EXTEND, RETURNED, MORE,
-- ACCEPTED, NIL, WAIVED, REFUSED, HOLD, FREED. due_on: of a step of the ladder that is
-- still to come, done_at NULL.
CREATE TABLE IF NOT EXISTS request_step (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  request  BIGINT UNSIGNED NOT NULL,
  code     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_on   DATE,
  done_at  DATETIME(6),
  dropped_at DATETIME(6),
  method   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  sent_to  VARCHAR(430) NOT NULL DEFAULT '',
  text     TEXT NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  made_in  CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  KEY request_step_of (request, done_at),
  KEY request_step_due (done_at, dropped_at, due_on),
  CONSTRAINT request_step_request FOREIGN KEY (request) REFERENCES request (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 2.4 collation: what stands for a question after the agencies' answers were laid
-- side by side. Rows are added; the newest of a field and item counts. how: AGREED,
-- REAL (over K or A), JOINED (text under role headings), CONFLICT, CHOSEN (with
-- why). source: the request it was taken from.
CREATE TABLE IF NOT EXISTS collated (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  form    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  field   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item    SMALLINT UNSIGNED NOT NULL,
  how     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value   MEDIUMTEXT,
  source  BIGINT UNSIGNED,
  why     VARCHAR(1000) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY collated_of (record, form, field, item, id),
  CONSTRAINT collated_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What happened in the child's life, by day, for the timeline of a pack.
CREATE TABLE IF NOT EXISTS life_event (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  on_day  DATE NOT NULL,
  at_time CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  text    VARCHAR(2000) NOT NULL,
  source  VARCHAR(210) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  gone_at DATETIME(6),
  KEY life_event_of (record, on_day),
  CONSTRAINT life_event_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Parallel processes (1.8, A1.09). status: OPEN, ENDED, OVERRIDDEN. hard as the list
-- said when it was opened.
CREATE TABLE IF NOT EXISTS gate (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  code        VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hard        TINYINT UNSIGNED NOT NULL,
  status      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  organisation VARCHAR(210) NOT NULL DEFAULT '',
  reference   VARCHAR(60) NOT NULL DEFAULT '',
  opened_on   DATE NOT NULL,
  expected_on DATE,
  chased_on   DATE,
  ended_on    DATE,
  outcome     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- Conclusion of an inquest: list lscb-inquest.
  inquest     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  note        VARCHAR(2000) NOT NULL DEFAULT '',
  override_why VARCHAR(1000) NOT NULL DEFAULT '',
  override_by BIGINT UNSIGNED,
  override_at DATETIME(6),
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  made_in    CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  version     INT UNSIGNED NOT NULL DEFAULT 1,
  KEY gate_of (record, status, code),
  CONSTRAINT gate_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 1.5: rapid response (era L) or joint agency response (era C); a decision a row, the
-- newest counts. decision: R required, N not, U not yet. triggers: 1 to 5.
CREATE TABLE IF NOT EXISTS response_decision (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  decision    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  triggers    VARCHAR(9) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  near_death  TINYINT UNSIGNED NOT NULL DEFAULT 0,
  decided_at  DATETIME(6) NOT NULL,
  decided_by  VARCHAR(210) NOT NULL,
  why         VARCHAR(1000) NOT NULL DEFAULT '',
  confirmed_by BIGINT UNSIGNED,
  confirmed_at DATETIME(6),
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  KEY response_decision_of (record, id),
  CONSTRAINT response_decision_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a response did: PLANNING, VISIT, MEETING, INTERIM, PM-PRELIM, FINAL, FINISHED.
CREATE TABLE IF NOT EXISTS response_step (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  code    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  done_at DATETIME(6) NOT NULL,
  who     VARCHAR(300) NOT NULL,
  note    VARCHAR(2000) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY response_step_of (record, id),
  CONSTRAINT response_step_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A1.10 and 3.1: the family's track. status: TOLD, AWAITED, RECEIVED, DECLINED,
-- UNREACHABLE, QUESTION, FEEDBACK, NOT-TOLD (why: a documented reason).
CREATE TABLE IF NOT EXISTS family_contact (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  on_day   DATE NOT NULL,
  status   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  method   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  by_whom  VARCHAR(210) NOT NULL,
  with_whom VARCHAR(210) NOT NULL DEFAULT '',
  leaflet  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  note     TEXT NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY family_contact_of (record, id),
  CONSTRAINT family_contact_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Local case discussion or child death review meeting (0.4). attended: agency types,
-- space separated; names in the draft analysis.
CREATE TABLE IF NOT EXISTS discussion (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  kind     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  meets_on DATE NOT NULL,
  chair    VARCHAR(210) NOT NULL,
  invited  VARCHAR(2000) NOT NULL DEFAULT '',
  held_on  DATE,
  attended VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  received_on DATE,
  note     VARCHAR(2000) NOT NULL DEFAULT '',
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  version  INT UNSIGNED NOT NULL DEFAULT 1,
  KEY discussion_of (record, meets_on),
  CONSTRAINT discussion_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who sits on the panel (1.7). seat: list lscb-seat, what counts for the quorum.
CREATE TABLE IF NOT EXISTS panel_member (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account  BIGINT UNSIGNED NOT NULL,
  seat     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agency   BIGINT UNSIGNED,
  chairs   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  since    DATE NOT NULL,
  until    DATE,
  added_by BIGINT UNSIGNED NOT NULL,
  KEY panel_member_account (account, until),
  CONSTRAINT panel_member_agency FOREIGN KEY (agency) REFERENCES agency (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Confidentiality undertakings (7.2); version: of the text.
CREATE TABLE IF NOT EXISTS undertaking (
  account   BIGINT UNSIGNED NOT NULL,
  version   SMALLINT UNSIGNED NOT NULL,
  signed_at DATETIME(6) NOT NULL,
  PRIMARY KEY (account, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A meeting of the panel (5). status: PLANNED, ISSUED (papers out), HELD, CLOSED,
-- CANCELLED. Minutes of the standing items are text; of cases with the item.
CREATE TABLE IF NOT EXISTS meeting (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle    CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  theme     VARCHAR(120) NOT NULL DEFAULT '',
  meets_on  DATE NOT NULL,
  meets_at  CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place     VARCHAR(210) NOT NULL DEFAULT '',
  status    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  papers_on DATE NOT NULL,
  issued_at DATETIME(6),
  held_at   DATETIME(6),
  closed_at DATETIME(6),
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY meeting_handle (handle),
  KEY meeting_day (meets_on, status)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who is invited, with the seat they have at this meeting, and who came: P present,
-- A apologies, D a deputy (name) came, N nothing heard. An account is a reader of the
-- meeting's packs while it stands here.
CREATE TABLE IF NOT EXISTS attendance (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  meeting   BIGINT UNSIGNED NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  seat      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agency    BIGINT UNSIGNED,
  chairs    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  invited_at DATETIME(6) NOT NULL,
  came      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  deputy    VARCHAR(210) NOT NULL DEFAULT '',
  left_at   DATETIME(6),
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY attendance_once (meeting, account),
  KEY attendance_account (account),
  CONSTRAINT attendance_meeting FOREIGN KEY (meeting) REFERENCES meeting (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.2: the agenda; kind: list lscb-item; CASE has a record. block: NEW, ADJOURNED,
-- NEONATAL, FAST. outcome: list lscb-outcome. gone_at: taken off, with why.
CREATE TABLE IF NOT EXISTS agenda_item (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  meeting  BIGINT UNSIGNED NOT NULL,
  position SMALLINT UNSIGNED NOT NULL,
  kind     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record   BIGINT UNSIGNED,
  block    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  title    VARCHAR(160) NOT NULL DEFAULT '',
  minute   TEXT NOT NULL,
  dissent  VARCHAR(2000) NOT NULL DEFAULT '',
  outcome  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  why      VARCHAR(1000) NOT NULL DEFAULT '',
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  gone_at  DATETIME(6),
  version  INT UNSIGNED NOT NULL DEFAULT 1,
  KEY agenda_item_of (meeting, position),
  KEY agenda_item_record (record, gone_at),
  CONSTRAINT agenda_item_meeting FOREIGN KEY (meeting) REFERENCES meeting (id),
  CONSTRAINT agenda_item_case FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 1.7: declared, or found by the program in advance (found = 1, for the coordinator
-- alone until it is declared). effect: STAYED, STEPPED-BACK, WITHDREW.
CREATE TABLE IF NOT EXISTS conflict (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  meeting  BIGINT UNSIGNED NOT NULL,
  record   BIGINT UNSIGNED NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  code     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  effect   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  found    TINYINT UNSIGNED NOT NULL DEFAULT 0,
  note     VARCHAR(300) NOT NULL DEFAULT '',
  added_by BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  cleared_at DATETIME(6),
  KEY conflict_of (meeting, record, account),
  CONSTRAINT conflict_meeting FOREIGN KEY (meeting) REFERENCES meeting (id),
  CONSTRAINT conflict_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.3: a redacted pack. body: the page blocks that are shown and printed, as text in
-- the module's own form; after checksum is set nothing of it changes. status: DRAFT,
-- CHECKED (every mark resolved), CONFIRMED (by a second person), ISSUED, VOID,
-- DESTROYED (body emptied).
CREATE TABLE IF NOT EXISTS pack (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle    CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record    BIGINT UNSIGNED NOT NULL,
  meeting   BIGINT UNSIGNED,
  status    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body      MEDIUMTEXT NOT NULL,
  checksum  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  built_by  BIGINT UNSIGNED NOT NULL,
  built_at  DATETIME(6) NOT NULL,
  checked_by BIGINT UNSIGNED,
  checked_at DATETIME(6),
  confirmed_by BIGINT UNSIGNED,
  confirmed_at DATETIME(6),
  issued_at DATETIME(6),
  ended_at  DATETIME(6),
  why       VARCHAR(300) NOT NULL DEFAULT '',
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY pack_handle (handle),
  KEY pack_of (record, status),
  KEY pack_meeting (meeting, status),
  CONSTRAINT pack_two CHECK (confirmed_by IS NULL OR confirmed_by <> checked_by),
  CONSTRAINT pack_record FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT pack_at FOREIGN KEY (meeting) REFERENCES meeting (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A word that may be a name (5.3, step 4): place counts characters from the start of
-- the draft's body. answer: KEPT, REMOVED (replaced by put).
CREATE TABLE IF NOT EXISTS pack_mark (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  pack    BIGINT UNSIGNED NOT NULL,
  number  INT UNSIGNED NOT NULL,
  word    VARCHAR(120) NOT NULL,
  around  VARCHAR(300) NOT NULL,
  answer  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  put     VARCHAR(120) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED,
  at      DATETIME(6),
  UNIQUE KEY pack_mark_number (pack, number),
  CONSTRAINT pack_mark_of FOREIGN KEY (pack) REFERENCES pack (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Numbered copies: SCREEN is made at the first look of a member, PAPER by the
-- coordinator, with its way back and its end.
CREATE TABLE IF NOT EXISTS pack_copy (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  pack      BIGINT UNSIGNED NOT NULL,
  number    SMALLINT UNSIGNED NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  medium    VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  given_at  DATETIME(6) NOT NULL,
  back_on   DATE,
  destroyed_on DATE,
  UNIQUE KEY pack_copy_number (pack, number),
  KEY pack_copy_account (account),
  CONSTRAINT pack_copy_of FOREIGN KEY (pack) REFERENCES pack (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 2.6: an analysis is a document (form analysis, or of set C); this is what is counted
-- of it. stage: D draft of the discussion, P of the panel. The newest P that is
-- signed counts.
CREATE TABLE IF NOT EXISTS analysis (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  number     SMALLINT UNSIGNED NOT NULL,
  stage      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  document   BIGINT UNSIGNED NOT NULL,
  meeting    BIGINT UNSIGNED,
  category   TINYINT UNSIGNED,
  -- Further categories that apply: numbers, space separated.
  secondary  VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  conclusion VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  signed_by  BIGINT UNSIGNED,
  signed_at  DATETIME(6),
  signed_on  DATE,
  UNIQUE KEY analysis_number (record, number),
  UNIQUE KEY analysis_document (document),
  CONSTRAINT analysis_of FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT analysis_at FOREIGN KEY (meeting) REFERENCES meeting (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The factor grid; code: list lscb-factor (A1 … D99), or of set C. influence 0, 1, 11
-- (1*), 2, 3.
CREATE TABLE IF NOT EXISTS factor (
  analysis   BIGINT UNSIGNED NOT NULL,
  code       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  present    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  influence  TINYINT UNSIGNED,
  modifiable CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  note       VARCHAR(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (analysis, code),
  CONSTRAINT factor_of FOREIGN KEY (analysis) REFERENCES analysis (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- C.18 and 5.6. record NULL: of a theme, or of more than one death. Texts name no child.
CREATE TABLE IF NOT EXISTS recommendation (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record     BIGINT UNSIGNED,
  theme      BIGINT UNSIGNED,
  meeting    BIGINT UNSIGNED,
  text       VARCHAR(2000) NOT NULL,
  addressee  VARCHAR(210) NOT NULL,
  level      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  led_by     VARCHAR(210) NOT NULL,
  measure    VARCHAR(1000) NOT NULL DEFAULT '',
  strategy   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  made_on    DATE NOT NULL,
  due_on     DATE,
  response   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  response_on DATE,
  response_note VARCHAR(2000) NOT NULL DEFAULT '',
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY recommendation_handle (handle),
  UNIQUE KEY recommendation_number (number),
  KEY recommendation_record (record),
  KEY recommendation_open (response, due_on),
  CONSTRAINT recommendation_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.6. status: OPEN, PROGRESS, DONE (with evidence), ESCALATED, WITHDRAWN; overdue by
-- the day.
CREATE TABLE IF NOT EXISTS action (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  recommendation BIGINT UNSIGNED,
  record     BIGINT UNSIGNED,
  meeting    BIGINT UNSIGNED,
  text       VARCHAR(2000) NOT NULL,
  agency     BIGINT UNSIGNED,
  led_by     VARCHAR(210) NOT NULL,
  made_on    DATE NOT NULL,
  due_on     DATE,
  status     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  evidence   VARCHAR(2000) NOT NULL DEFAULT '',
  done_on    DATE,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY action_handle (handle),
  UNIQUE KEY action_number (number),
  KEY action_open (status, due_on),
  KEY action_agency (agency, status),
  KEY action_record (record),
  CONSTRAINT action_of FOREIGN KEY (recommendation) REFERENCES recommendation (id),
  CONSTRAINT action_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS action_update (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  action  BIGINT UNSIGNED NOT NULL,
  status  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note    VARCHAR(2000) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY action_update_of (action, id),
  CONSTRAINT action_update_action FOREIGN KEY (action) REFERENCES action (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Themes over many deaths.
CREATE TABLE IF NOT EXISTS theme (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle  CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title   VARCHAR(160) NOT NULL,
  note    VARCHAR(2000) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  until   DATE,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY theme_handle (handle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS theme_death (
  theme   BIGINT UNSIGNED NOT NULL,
  record  BIGINT UNSIGNED NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  gone_at DATETIME(6),
  PRIMARY KEY (theme, record),
  CONSTRAINT theme_death_theme FOREIGN KEY (theme) REFERENCES theme (id),
  CONSTRAINT theme_death_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A1.13, C.19 and 5.5: referred on. sent_to: list lscb-referral (SCR is the review of
-- a serious case or of practice). trigger_code: what asked for it.
CREATE TABLE IF NOT EXISTS referral (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  sent_to    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  trigger_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  referred_on DATE NOT NULL,
  by_whom    VARCHAR(210) NOT NULL,
  why        VARCHAR(2000) NOT NULL,
  decision   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  decided_on DATE,
  decision_why VARCHAR(2000) NOT NULL DEFAULT '',
  completed_on DATE,
  published_on DATE,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  KEY referral_of (record, sent_to),
  CONSTRAINT referral_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A1.15: told_to FAMILY, AGENCIES, CDOP, NCMD, DOCTOR. A reason where it was not done.
CREATE TABLE IF NOT EXISTS feedback (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  told_to VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  on_day  DATE,
  by_whom VARCHAR(210) NOT NULL DEFAULT '',
  text    TEXT NOT NULL,
  why_not VARCHAR(1000) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY feedback_of (record, told_to),
  CONSTRAINT feedback_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- To and from another panel (T4, T18). direction: OUT, IN.
CREATE TABLE IF NOT EXISTS transfer (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  direction   VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area        CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  contact     VARCHAR(210) NOT NULL,
  sent_on     DATE NOT NULL,
  accepted_on DATE,
  accepted_by VARCHAR(210) NOT NULL DEFAULT '',
  back_on     DATE,
  outcome     VARCHAR(2000) NOT NULL DEFAULT '',
  outcome_on  DATE,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  version     INT UNSIGNED NOT NULL DEFAULT 1,
  KEY transfer_of (record, direction),
  CONSTRAINT transfer_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 4.3: a document that is held for a case. Its bytes are not here: reference and
-- kept_at say where the original is. kind: list lscb-document. redacted: Y when a copy
-- without names was made. gone_at: it was destroyed or given back, with why.
CREATE TABLE IF NOT EXISTS file (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  request   BIGINT UNSIGNED,
  kind      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  received_on DATE NOT NULL,
  received_from VARCHAR(210) NOT NULL,
  reference VARCHAR(120) NOT NULL DEFAULT '',
  kept_at   VARCHAR(210) NOT NULL,
  redacted  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  gone_by   BIGINT UNSIGNED,
  gone_at   DATETIME(6),
  gone_why  VARCHAR(300) NOT NULL DEFAULT '',
  KEY file_of (record, received_on),
  CONSTRAINT file_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 7.2: somebody asked for papers.
CREATE TABLE IF NOT EXISTS disclosure (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  asked_on    DATE NOT NULL,
  asked_by    VARCHAR(210) NOT NULL,
  power       VARCHAR(210) NOT NULL,
  what        VARCHAR(2000) NOT NULL,
  answer      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  approved_by VARCHAR(210) NOT NULL,
  given_on    DATE,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  KEY disclosure_of (record, id),
  CONSTRAINT disclosure_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.2: files of the national data set that were made of a case; their bytes are made anew
-- and are those of the checksum, or the file is no more. part: list lscb-national.
CREATE TABLE IF NOT EXISTS national (
  record    BIGINT UNSIGNED NOT NULL,
  number    SMALLINT UNSIGNED NOT NULL,
  part      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  checksum  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  sent_on   DATE,
  acknowledged_on DATE,
  reference VARCHAR(40) NOT NULL DEFAULT '',
  marked_by BIGINT UNSIGNED,
  PRIMARY KEY (record, number),
  CONSTRAINT national_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who opened a case by name, and why (7.1 *): for the session, and not for ever.
CREATE TABLE IF NOT EXISTS opening (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  session BINARY(32) NOT NULL,
  reason  VARCHAR(300) NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY opening_of (record, account, session),
  CONSTRAINT opening_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6.1: runs of the yearly return. body: every number, a line each (table, row, column,
-- count); the reviews that made it are in return_row. status: RUN, LOCKED (chair approved), AMENDMENT.
CREATE TABLE IF NOT EXISTS return_run (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle    CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL,
  number    SMALLINT UNSIGNED NOT NULL,
  status    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body      MEDIUMTEXT NOT NULL,
  checksum  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  approved_by BIGINT UNSIGNED,
  approved_at DATETIME(6),
  why       VARCHAR(1000) NOT NULL DEFAULT '',
  UNIQUE KEY return_run_handle (handle),
  UNIQUE KEY return_run_number (year, number),
  CONSTRAINT return_run_two CHECK (approved_by IS NULL OR approved_by <> account)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS return_row (
  run    BIGINT UNSIGNED NOT NULL,
  record BIGINT UNSIGNED NOT NULL,
  body   VARCHAR(600) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (run, record),
  CONSTRAINT return_row_run FOREIGN KEY (run) REFERENCES return_run (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Words of the annual report (5.7) by section; rows are added, the newest counts.
CREATE TABLE IF NOT EXISTS annual_text (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year    SMALLINT UNSIGNED NOT NULL,
  section VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text    MEDIUMTEXT NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY annual_text_of (year, section, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What somebody types of it and has not saved.
CREATE TABLE IF NOT EXISTS annual_draft (
  year    SMALLINT UNSIGNED NOT NULL,
  section VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  base    BIGINT UNSIGNED NOT NULL,
  text    MEDIUMTEXT NOT NULL,
  at      DATETIME(6) NOT NULL,
  PRIMARY KEY (year, section, account)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The report as it was put before the chair; body as annual.h has it. status: PUT,
-- PUBLISHED (the chair approved it).
CREATE TABLE IF NOT EXISTS annual_report (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle    CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL,
  number    SMALLINT UNSIGNED NOT NULL,
  status    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body      MEDIUMTEXT NOT NULL,
  checksum  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  approved_by BIGINT UNSIGNED,
  approved_at DATETIME(6),
  UNIQUE KEY annual_report_handle (handle),
  UNIQUE KEY annual_report_number (year, number),
  CONSTRAINT annual_report_two CHECK (approved_by IS NULL OR approved_by <> account)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 7.3: what stays of a case that was destroyed: the anonymised row, without its number, a
-- name or a day, and of the signed analysis its factors (kept_factor). year: that of the
-- return.
CREATE TABLE IF NOT EXISTS kept_death (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year       SMALLINT UNSIGNED NOT NULL,
  age_band   CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sex        CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  category   TINYINT UNSIGNED,
  conclusion VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- … and the numbers of the returns and reports that counted it, each for itself: nothing
-- says which of them are of one child. part: the table, as report.c names it; year: of the
-- authority, by the year it ends in; k and s: row and column; took: days, of R10 alone.
CREATE TABLE IF NOT EXISTS kept_count (
  part VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year SMALLINT UNSIGNED NOT NULL,
  k    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  s    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  took SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  n    INT UNSIGNED NOT NULL,
  PRIMARY KEY (part, year, k, s, took)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS kept_factor (
  kept       BIGINT UNSIGNED NOT NULL,
  code       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  influence  TINYINT UNSIGNED,
  modifiable CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (kept, code),
  CONSTRAINT kept_factor_of FOREIGN KEY (kept) REFERENCES kept_death (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Amounts of the settings that statements of reports ask for, in the unit of the
-- setting; the program writes them as it starts.
CREATE TABLE IF NOT EXISTS amount (
  code   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  amount SMALLINT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
