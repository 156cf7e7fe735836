-- Common Assessment Framework: what a record, its documents and its answers
-- do not hold already.

-- 4.2 and 3.2 B6: what is counted or compared is typed.
CREATE TABLE IF NOT EXISTS episode (
  record        BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  unborn        TINYINT UNSIGNED NOT NULL DEFAULT 0,
  mother_given  VARCHAR(100) NOT NULL DEFAULT '',
  mother_family VARCHAR(100) NOT NULL DEFAULT '',
  born_on       DATE,
  expected_on   DATE,
  asked_by      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  asked_on      DATE,
  leaflet       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  searched_at   DATETIME(6),
  registered_on DATE,
  started_on    DATE,
  completed_on  DATE,
  decision      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  level         CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- The child while the episode is registered and open: one at a time (4.2, 6).
  open_child    BIGINT UNSIGNED,
  next_step     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- A4: counts the assessments of this episode.
  assessment    SMALLINT UNSIGNED NOT NULL DEFAULT 1,
  -- A6: the record of the episode before this one (transition 28).
  previous      BIGINT UNSIGNED,
  review_on     DATE,
  -- When the plan was agreed, or that one service acts: no review is earlier.
  plan_on       DATE,
  came_from     CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  came_reference VARCHAR(40) NOT NULL DEFAULT '',
  came_summary  TEXT,
  -- What was typed of the child that was born, until a record is linked.
  newborn_on       DATE,
  newborn_given    VARCHAR(100) NOT NULL DEFAULT '',
  newborn_family   VARCHAR(100) NOT NULL DEFAULT '',
  newborn_sex      VARCHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  newborn_postcode VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  UNIQUE KEY episode_open (open_child),
  KEY episode_previous (previous),
  KEY episode_registered (registered_on, asked_by),
  CONSTRAINT episode_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.2: never overwritten; a change is a new row.
CREATE TABLE IF NOT EXISTS consent (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  type         VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  answer       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  service      VARCHAR(160) NOT NULL DEFAULT '',
  -- For C-SHARE and C-SENS: code of the kind of service (2.8).
  service_code VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  giver        VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  giver_name   VARCHAR(210) NOT NULL,
  responsible  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  basis        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  competence   TEXT NOT NULL,
  explained    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  support      VARCHAR(300) NOT NULL DEFAULT '',
  exclusions   TEXT NOT NULL,
  -- J4: parts of the assessment that are not shared (list assessment-part,
  -- space separated).
  excluded     VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  method       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  evidence     VARCHAR(120) NOT NULL DEFAULT '',
  given_on     DATE NOT NULL,
  reconfirm_on DATE,
  ended_at     DATETIME(6),
  note         TEXT NOT NULL,
  account      BIGINT UNSIGNED NOT NULL,
  at           DATETIME(6) NOT NULL,
  KEY consent_record (record, type, at),
  CONSTRAINT consent_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 2.9 and 3.3 R6 to R8: why and how an episode ended.
CREATE TABLE IF NOT EXISTS closure (
  record         BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  reason         CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  closed_on      DATE NOT NULL,
  notes          TEXT NOT NULL,
  child_comment  TEXT NOT NULL,
  child_absent   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  parent_comment TEXT NOT NULL,
  parent_absent  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- C09: the episode that goes on (transition 32).
  pointer        BIGINT UNSIGNED,
  account        BIGINT UNSIGNED NOT NULL,
  at             DATETIME(6) NOT NULL,
  KEY closure_reason (reason, closed_on),
  KEY closure_closed (closed_on, reason),
  KEY closure_pointer (pointer),
  CONSTRAINT closure_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.4: the team around the child. A professional comes in by a C-SHARE consent
-- for the service (consent); family members need none. account: when this
-- person signs in here; then record_person lets them in with relation TAC.
CREATE TABLE IF NOT EXISTS team_member (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  account      BIGINT UNSIGNED,
  capacity     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name         VARCHAR(210) NOT NULL,
  service      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  organisation VARCHAR(120) NOT NULL DEFAULT '',
  phone        VARCHAR(20) NOT NULL DEFAULT '',
  email        VARCHAR(120) NOT NULL DEFAULT '',
  consent      BIGINT UNSIGNED,
  since        DATETIME(6) NOT NULL,
  added_by     BIGINT UNSIGNED NOT NULL,
  until        DATETIME(6),
  KEY team_member_record (record, until),
  KEY team_member_consent (consent),
  CONSTRAINT team_member_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.5: lead professionals, one current an episode (current_of is the record
-- while the row is the current one). A change counts when the outgoing and the
-- incoming have both confirmed. MySQL 8 reserves the name: it is quoted.
CREATE TABLE IF NOT EXISTS `lead` (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  member      BIGINT UNSIGNED,
  account     BIGINT UNSIGNED NOT NULL,
  agreed      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agreed_on   DATE,
  -- Why the family's choice would not be safe; it decides otherwise.
  unsafe      VARCHAR(300) NOT NULL DEFAULT '',
  reason      VARCHAR(300) NOT NULL DEFAULT '',
  note        TEXT NOT NULL,
  proposed_at DATETIME(6) NOT NULL,
  proposed_by BIGINT UNSIGNED NOT NULL,
  out_at      DATETIME(6),
  in_at       DATETIME(6),
  since       DATETIME(6),
  until       DATETIME(6),
  current_of  BIGINT UNSIGNED,
  proposed_of BIGINT UNSIGNED,
  UNIQUE KEY lead_current (current_of),
  UNIQUE KEY lead_proposed (proposed_of),
  KEY lead_record (record, since),
  CONSTRAINT lead_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.4: what is counted of a meeting beside its form (document). held_on: the
-- day, once somebody was present; NULL: it was only called.
CREATE TABLE IF NOT EXISTS meeting (
  document BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  number   SMALLINT UNSIGNED NOT NULL,
  type     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  meets_on DATE NOT NULL,
  held_on  DATE,
  -- T13: when the minutes were completed, and when and to whom they were sent.
  minuted_on DATE,
  sent_on  DATE,
  sent_to  VARCHAR(500) NOT NULL DEFAULT '',
  UNIQUE KEY meeting_number (record, number),
  KEY meeting_type (type, held_on),
  CONSTRAINT meeting_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.3 P5: what was agreed stands as it was agreed; what became of it is in
-- progress, append-only, and status, due_on and closed_on are its newest.
CREATE TABLE IF NOT EXISTS action (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  number    SMALLINT UNSIGNED NOT NULL,
  source    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  outcome   TEXT NOT NULL,
  aim       CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action    TEXT NOT NULL,
  who       VARCHAR(210) NOT NULL,
  member    BIGINT UNSIGNED,
  agreed_on DATE NOT NULL,
  due_on    DATE NOT NULL,
  -- The day that was agreed, once due_on is another; NULL: due_on.
  first_due DATE,
  status    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'OPEN',
  closed_on DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY action_number (record, number),
  KEY action_member (member, status),
  KEY action_due (status, due_on),
  KEY action_agreed (agreed_on, aim, status, record),
  CONSTRAINT action_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS progress (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  action  BIGINT UNSIGNED NOT NULL,
  status  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_on  DATE NOT NULL,
  text    TEXT NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY progress_action (action, id),
  CONSTRAINT progress_of FOREIGN KEY (action) REFERENCES action (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Transition 27: tries to reach the family.
CREATE TABLE IF NOT EXISTS contact_attempt (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  tried_on DATE NOT NULL,
  means   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note    TEXT NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY contact_attempt_record (record, tried_on),
  CONSTRAINT contact_attempt_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.2: cases of brothers and sisters, a row each way. Only who may open the other
-- is told of it.
CREATE TABLE IF NOT EXISTS sibling (
  record  BIGINT UNSIGNED NOT NULL,
  other   BIGINT UNSIGNED NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  PRIMARY KEY (record, other),
  KEY sibling_other (other),
  CONSTRAINT sibling_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.5. consent: the one that ended; NULL: all.
CREATE TABLE IF NOT EXISTS withdrawal (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  consent    BIGINT UNSIGNED,
  giver      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  giver_name VARCHAR(210) NOT NULL,
  said_at    DATETIME(6) NOT NULL,
  method     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason     TEXT NOT NULL,
  shared     TEXT NOT NULL,
  explained  TEXT NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  -- 5.5, 4: does it raise a concern about harm? NULL: not answered yet.
  harm       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin,
  harm_note  TEXT,
  harm_by    BIGINT UNSIGNED,
  harm_at    DATETIME(6),
  KEY withdrawal_record (record, at),
  CONSTRAINT withdrawal_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.6: every disclosure and every refusal to disclose. Append-only.
CREATE TABLE IF NOT EXISTS share (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  decision   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  shared_at  DATETIME(6) NOT NULL,
  to_person  VARCHAR(210) NOT NULL,
  to_agency  VARCHAR(160) NOT NULL,
  service    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  what       TEXT NOT NULL,
  purpose    TEXT NOT NULL,
  agreement  VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ground     CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  not_told   CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  facts      TEXT NOT NULL,
  opinions   TEXT NOT NULL,
  reported   TEXT NOT NULL,
  why        TEXT NOT NULL,
  consulted  TEXT NOT NULL,
  told       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  told_on    DATE,
  method     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Of what: codes of the list share-part, space separated; in words in what.
  parts      VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- Of which meeting the minutes are; 0: of none.
  meeting    SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  -- It went out as it stood then; NULL, or later than that: when it was recorded.
  as_at      DATETIME(6),
  -- Clock T9: why it was recorded later than it should have been.
  late_note  VARCHAR(300) NOT NULL DEFAULT '',
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  KEY share_record (record, shared_at),
  CONSTRAINT share_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.2 K6 and clock T10: a referral that was recorded, and when it was confirmed in
-- writing. NULL: not yet.
CREATE TABLE IF NOT EXISTS referral (
  document     BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  referred_on  DATE NOT NULL,
  confirmed_on DATE,
  confirmed_by BIGINT UNSIGNED,
  confirmed_at DATETIME(6),
  KEY referral_waiting (record, confirmed_on, referred_on),
  CONSTRAINT referral_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Transitions 22 to 24 and 26: what came of social care, and where it went.
CREATE TABLE IF NOT EXISTS social_care (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  outcome  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  decided_on DATE NOT NULL,
  worker   VARCHAR(210) NOT NULL DEFAULT '',
  note     TEXT NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY social_care_record (record, at),
  CONSTRAINT social_care_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS transfer (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  authority CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  contact   VARCHAR(210) NOT NULL,
  phone     VARCHAR(20) NOT NULL DEFAULT '',
  email     VARCHAR(120) NOT NULL DEFAULT '',
  moved_on  DATE NOT NULL,
  sent_on   DATE NOT NULL,
  method    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note      TEXT NOT NULL,
  accepted_on DATE,
  accepted_by VARCHAR(210),
  accepted_reference VARCHAR(40),
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  KEY transfer_record (record, at),
  CONSTRAINT transfer_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What reports count of what is frozen, beside the answers themselves. A row a
-- completed assessment; newest_of is the record while it is the newest of it.
CREATE TABLE IF NOT EXISTS assessed (
  document     BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  completed_on DATE NOT NULL,
  level        CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  next_step    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  newest_of    BIGINT UNSIGNED,
  UNIQUE KEY assessed_newest (newest_of),
  KEY assessed_completed (completed_on, record),
  CONSTRAINT assessed_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.2 H: the boxes of a completed assessment that say a need (H01 to H19).
CREATE TABLE IF NOT EXISTS need (
  document BIGINT UNSIGNED NOT NULL,
  element  CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (document, element),
  CONSTRAINT need_of FOREIGN KEY (document) REFERENCES assessed (document)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 2.12: the vulnerability prompts ticked on a checklist that was decided.
CREATE TABLE IF NOT EXISTS prompt (
  document BIGINT UNSIGNED NOT NULL,
  code     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record   BIGINT UNSIGNED NOT NULL,
  ticked_on DATE NOT NULL,
  PRIMARY KEY (document, code),
  KEY prompt_ticked (ticked_on, code, record),
  CONSTRAINT prompt_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.3 R12: what became better or worse, aim by aim, by a review signed off.
CREATE TABLE IF NOT EXISTS outcome (
  document    BIGINT UNSIGNED NOT NULL,
  item        SMALLINT UNSIGNED NOT NULL,
  record      BIGINT UNSIGNED NOT NULL,
  reviewed_on DATE NOT NULL,
  aim         CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  changed     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (document, item),
  KEY outcome_reviewed (reviewed_on, aim, changed, record),
  CONSTRAINT outcome_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Section 10, the service directory. It is about services, never about a child.
-- What an editor changes is a new version; the former ones stay as they were.
CREATE TABLE IF NOT EXISTS provider (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  uuid    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY provider_uuid (uuid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS provider_version (
  provider    BIGINT UNSIGNED NOT NULL,
  number      INT UNSIGNED NOT NULL,
  name        VARCHAR(120) NOT NULL,
  description TEXT NOT NULL,
  email       VARCHAR(120) NOT NULL,
  website     VARCHAR(200) NOT NULL,
  phone       VARCHAR(30) NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  PRIMARY KEY (provider, number),
  CONSTRAINT provider_version_of FOREIGN KEY (provider) REFERENCES provider (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- version: the one that counts. assured_*: of the newest service_assurance.
CREATE TABLE IF NOT EXISTS service (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  uuid       CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  assured_by VARCHAR(120) NOT NULL DEFAULT '',
  assured_on DATE,
  next_check DATE,
  UNIQUE KEY service_uuid (uuid),
  KEY service_assured (assured_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- easting, northing: metres of the National Grid. A refuge and a service without
-- a place have no address, whoever writes the row.
CREATE TABLE IF NOT EXISTS service_version (
  service     BIGINT UNSIGNED NOT NULL,
  number      INT UNSIGNED NOT NULL,
  provider    BIGINT UNSIGNED NOT NULL,
  name        VARCHAR(120) NOT NULL,
  description TEXT NOT NULL,
  status      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tier        CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  eligibility TEXT NOT NULL,
  min_age     TINYINT UNSIGNED NOT NULL,
  max_age     TINYINT UNSIGNED NOT NULL,
  threshold   CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  how         TEXT NOT NULL,
  form        VARCHAR(200) NOT NULL,
  needs_caf   CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  venue       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  address_1   VARCHAR(60) NOT NULL DEFAULT '',
  address_2   VARCHAR(60) NOT NULL DEFAULT '',
  town        VARCHAR(60) NOT NULL DEFAULT '',
  postcode    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  uprn        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  access      TEXT NOT NULL,
  location    VARCHAR(40) NOT NULL DEFAULT '',
  easting     MEDIUMINT UNSIGNED,
  northing    MEDIUMINT UNSIGNED,
  times       TEXT NOT NULL,
  cost        CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  cost_text   VARCHAR(300) NOT NULL DEFAULT '',
  interpreter VARCHAR(200) NOT NULL DEFAULT '',
  contact     VARCHAR(120) NOT NULL,
  phone       VARCHAR(30) NOT NULL,
  email       VARCHAR(120) NOT NULL,
  capacity    VARCHAR(200) NOT NULL DEFAULT '',
  waiting     VARCHAR(200) NOT NULL DEFAULT '',
  waiting_on  DATE,
  is_sensitive CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  is_public   CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  PRIMARY KEY (service, number),
  CONSTRAINT service_version_of FOREIGN KEY (service) REFERENCES service (id),
  CONSTRAINT service_version_by FOREIGN KEY (provider) REFERENCES provider (id),
  CONSTRAINT service_version_place CHECK (venue = 'VENUE' OR (address_1 = '' AND address_2 = ''
    AND town = '' AND postcode = '' AND uprn = '' AND location = '' AND easting IS NULL
    AND northing IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a version names several of: AIM, SERVICE (the needs), AREA, ROUTE, DAY, LANGUAGE.
CREATE TABLE IF NOT EXISTS service_code (
  service BIGINT UNSIGNED NOT NULL,
  version INT UNSIGNED NOT NULL,
  kind    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (service, version, kind, code),
  KEY service_code_code (kind, code, service),
  CONSTRAINT service_code_of FOREIGN KEY (service, version)
    REFERENCES service_version (service, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Somebody confirmed that the entry, as it then stood, is right.
CREATE TABLE IF NOT EXISTS service_assurance (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  service    BIGINT UNSIGNED NOT NULL,
  version    INT UNSIGNED NOT NULL,
  assured_by VARCHAR(120) NOT NULL,
  assured_on DATE NOT NULL,
  next_check DATE NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  KEY service_assurance_service (service, id),
  CONSTRAINT service_assurance_of FOREIGN KEY (service) REFERENCES service (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
