-- The education of looked-after children: what a record (one child), its
-- documents and its answers do not hold already. Section numbers are those of
-- education.md. Everything is dated from and to; what was wrong is superseded,
-- never overwritten.

-- The child beside the record. child_id: CHILD of the SSDA903, unique and stable
-- across years (12.1). upn: a real one; upn_unknown UN1 to UN5 where there is none.
-- Codes are those of 12.2, in lists education-….
CREATE TABLE IF NOT EXISTS pupil (
  record       BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  child_id     VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
  social_care_id VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  upn          VARCHAR(13) CHARACTER SET ascii COLLATE ascii_bin,
  upn_unknown  VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  uln          VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  given        VARCHAR(100) NOT NULL DEFAULT '',
  family       VARCHAR(100) NOT NULL DEFAULT '',
  known_as     VARCHAR(100) NOT NULL DEFAULT '',
  born_on      DATE NOT NULL,
  sex          CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ethnicity    CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  language     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  eal          CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  religion     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  country      VARCHAR(60) NOT NULL DEFAULT '',
  asylum       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  asylum_until DATE,
  -- MOTHER and MC_DOB; of those who are or were one.
  mother       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  mother_child_born_on DATE,
  -- Educated out of the cohort of their age: the national curriculum year is the school's.
  out_of_cohort TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- Of another authority's child in our schools (14): whose, and who is asked.
  responsible  VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  responsible_contact VARCHAR(300) NOT NULL DEFAULT '',
  notified_on  DATE,
  -- After an adoption order nobody but the head of the virtual school opens it (15.3).
  locked_on    DATE,
  version      INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY pupil_child (child_id),
  KEY pupil_upn (upn),
  KEY pupil_born (born_on),
  CONSTRAINT pupil_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Former UPNs, so that a school's file still finds the child.
CREATE TABLE IF NOT EXISTS pupil_upn (
  record BIGINT UNSIGNED NOT NULL,
  upn    VARCHAR(13) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  until  DATE NOT NULL,
  PRIMARY KEY (record, upn),
  KEY pupil_upn_known (upn)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 2: LAC, PLAC, CSW, KINSHIP (list education-cohort; a flag says which have plans).
CREATE TABLE IF NOT EXISTS cohort_member (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  cohort  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since   DATE NOT NULL,
  until   DATE,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY cohort_member_of (record, until),
  KEY cohort_member_cohort (cohort, until, since),
  CONSTRAINT cohort_member_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A file that was read in. kind: list education-import. state: MAP (its columns are to
-- be named), CHECK (waits to be checked), READ (checked, not applied), APPLY (waits to
-- be applied), APPLIED, DROPPED, FAILED (could be neither checked nor applied; failed:
-- why). tries: how often the check or the application was begun. digest: of its bytes, so that the same file twice is
-- seen. mapping: the column of each of ours, from 0 with commas between, "-" none.
-- account: who brought it, then who has it applied; 0: the nightly command.
CREATE TABLE IF NOT EXISTS import (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle    CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  digest    BINARY(32) NOT NULL,
  bytes     INT UNSIGNED NOT NULL,
  n_rows    INT UNSIGNED NOT NULL DEFAULT 0,
  done      INT UNSIGNED NOT NULL DEFAULT 0,
  made      INT UNSIGNED NOT NULL DEFAULT 0,
  changed   INT UNSIGNED NOT NULL DEFAULT 0,
  same      INT UNSIGNED NOT NULL DEFAULT 0,
  rejected  INT UNSIGNED NOT NULL DEFAULT 0,
  starts    INT UNSIGNED NOT NULL DEFAULT 0,
  moves     INT UNSIGNED NOT NULL DEFAULT 0,
  ends      INT UNSIGNED NOT NULL DEFAULT 0,
  mapping   VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  state     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tries     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  failed    VARCHAR(200) NOT NULL DEFAULT '',
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  ended_at  DATETIME(6),
  UNIQUE KEY import_handle (handle),
  KEY import_digest (kind, digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its rows as they came, until they are applied or dropped; chunk by chunk, in
-- order. text: one line a row.
CREATE TABLE IF NOT EXISTS import_part (
  import BIGINT UNSIGNED NOT NULL,
  number INT UNSIGNED NOT NULL,
  first_line INT UNSIGNED NOT NULL,
  body   MEDIUMTEXT NOT NULL,
  done   TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (import, number),
  CONSTRAINT import_part_of FOREIGN KEY (import) REFERENCES import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Each rejected row with its reason. child_id: as typed in the row.
CREATE TABLE IF NOT EXISTS import_error (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  import  BIGINT UNSIGNED NOT NULL,
  line    INT UNSIGNED NOT NULL,
  field   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  message VARCHAR(200) NOT NULL,
  body    TEXT NOT NULL,
  KEY import_error_of (import, line),
  CONSTRAINT import_error_import FOREIGN KEY (import) REFERENCES import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a row that is not rejected changes. what: CHILD (made), START, MOVE, END, MADE,
-- CHANGED, GONE.
CREATE TABLE IF NOT EXISTS import_change (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  import   BIGINT UNSIGNED NOT NULL,
  line     INT UNSIGNED NOT NULL,
  what     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  child_id VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body     VARCHAR(400) NOT NULL,
  KEY import_change_of (import, line),
  CONSTRAINT import_change_import FOREIGN KEY (import) REFERENCES import (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which column of a CSV is which of ours: by the digest of its header row.
CREATE TABLE IF NOT EXISTS import_mapping (
  kind    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  header  BINARY(32) NOT NULL,
  mapping VARCHAR(2000) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  PRIMARY KEY (kind, header)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 12.1: a row of the Episodes file. ended_on and rec NULL: open. Superseded rows
-- stay: superseded_at says when another took their place or they were found wrong.
-- By hand: superseded_by who found it wrong and superseded_why; the row that took its
-- place corrects it. A file's: neither.
CREATE TABLE IF NOT EXISTS care_episode (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  began_on    DATE NOT NULL,
  rne         CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  legal       VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  need        VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place       VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  provider    VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ended_on    DATE,
  rec         VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  change_why  VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  home_post   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  place_post  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  place_urn   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  import      BIGINT UNSIGNED,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  superseded_by BIGINT UNSIGNED,
  superseded_why VARCHAR(300) NOT NULL DEFAULT '',
  corrects    BIGINT UNSIGNED,
  KEY care_episode_of (record, superseded_at, began_on),
  KEY care_episode_began (superseded_at, began_on),
  CONSTRAINT care_episode_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Further files of the return, a table each (12.1).
CREATE TABLE IF NOT EXISTS care_review (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  reviewed_on DATE NOT NULL,
  code      VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  planned   TINYINT UNSIGNED NOT NULL DEFAULT 0,
  seen_pep  TINYINT UNSIGNED NOT NULL DEFAULT 0,
  import    BIGINT UNSIGNED,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  KEY care_review_of (record, superseded_at, reviewed_on),
  CONSTRAINT care_review_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS social_worker_episode (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  worker    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  began_on  DATE NOT NULL,
  ended_on  DATE,
  reason    VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  import    BIGINT UNSIGNED,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  KEY social_worker_episode_of (record, superseded_at, began_on),
  CONSTRAINT social_worker_episode_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- OC2 of a year to 31 March. Values as in the file, '' where it is blank.
CREATE TABLE IF NOT EXISTS oc2 (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  year        SMALLINT UNSIGNED NOT NULL,
  sdq_score   VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  sdq_reason  VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  convicted   CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  health_check CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  immunisations CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  teeth_check CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  health_assessment CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  substance_misuse CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  intervention_received CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  intervention_offered CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  KEY oc2_of (record, year, superseded_at),
  KEY oc2_year (year, superseded_at),
  CONSTRAINT oc2_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The files that this application carries and does not work with: OC3, AD1,
-- PlacedAdoption, PrevPerm, Missing, UASC, DoLo. values: the row's columns after
-- CHILD and DOB, as the file has them, separated by tabs.
CREATE TABLE IF NOT EXISTS return_row (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  file      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL,
  body      VARCHAR(400) NOT NULL,
  import    BIGINT UNSIGNED,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  KEY return_row_of (record, file, year, superseded_at),
  KEY return_row_file (file, year, superseded_at),
  CONSTRAINT return_row_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A return that was made: its files with their digests; the newest that was sent
-- is the year's.
CREATE TABLE IF NOT EXISTS return_run (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year     SMALLINT UNSIGNED NOT NULL,
  findings INT UNSIGNED NOT NULL,
  digests  VARCHAR(2000) NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  sent_on  DATE,
  KEY return_run_year (year, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- -- schools --

-- A closed school keeps its history. type, phase: lists education-school-….
CREATE TABLE IF NOT EXISTS school (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle       CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  urn          VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
  dfe_number   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  name         VARCHAR(120) NOT NULL,
  type         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  phase        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  area         VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  state_funded TINYINT UNSIGNED NOT NULL DEFAULT 1,
  registered   TINYINT UNSIGNED NOT NULL DEFAULT 1,
  alternative  TINYINT UNSIGNED NOT NULL DEFAULT 0,
  postcode     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  phone        VARCHAR(20) NOT NULL DEFAULT '',
  email        VARCHAR(120) NOT NULL DEFAULT '',
  inspection   VARCHAR(300) NOT NULL DEFAULT '',
  inspected_on DATE,
  opened_on    DATE,
  closed_on    DATE,
  version      INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY school_handle (handle),
  UNIQUE KEY school_urn (urn),
  KEY school_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The designated teacher of a school, and who else of it signs in (part: list
-- education-school-part). account NULL: has none, and is written to.
CREATE TABLE IF NOT EXISTS school_person (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  school  BIGINT UNSIGNED NOT NULL,
  account BIGINT UNSIGNED,
  part    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name    VARCHAR(120) NOT NULL DEFAULT '',
  email   VARCHAR(120) NOT NULL DEFAULT '',
  since   DATE NOT NULL,
  until   DATE,
  added_by BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY school_person_school (school, part, until),
  KEY school_person_account (account, until),
  CONSTRAINT school_person_of FOREIGN KEY (school) REFERENCES school (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 2: sessions 0, 1 or 2 of a day. school 0: the authority's own calendar, which a
-- child with no school has. No row: no school day.
CREATE TABLE IF NOT EXISTS school_day (
  school   BIGINT UNSIGNED NOT NULL,
  day      DATE NOT NULL,
  sessions TINYINT UNSIGNED NOT NULL,
  reason   VARCHAR(60) NOT NULL DEFAULT '',
  PRIMARY KEY (school, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.2 P3, 2: each term of each academic year (2025 is 2025/26): its days, and the
-- authority's cut-off for its plans. counted_from: who became looked after by that day
-- was so for 20 working days at the cut-off (10, V01); NULL: four weeks are taken.
CREATE TABLE IF NOT EXISTS term (
  year     SMALLINT UNSIGNED NOT NULL,
  term     VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_on DATE NOT NULL,
  last_on  DATE NOT NULL,
  cut_off  DATE,
  counted_from DATE,
  version  INT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (year, term),
  KEY term_days (first_on, last_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 4: hours in quarters of an hour a week, 0 not known; ncy: the school's own, -1 nursery, 0
-- reception ('': by age).
-- status: list education-enrolment. reason: list education-move, why it ended.
CREATE TABLE IF NOT EXISTS enrolment (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  school      BIGINT UNSIGNED NOT NULL,
  status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  began_on    DATE NOT NULL,
  attends_from DATE,
  ended_on    DATE,
  reason      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  planned     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  ncy         VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  offered     SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  attended    SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  part_time   VARCHAR(300) NOT NULL DEFAULT '',
  part_time_from DATE,
  part_time_review DATE,
  part_time_until DATE,
  approval    BIGINT UNSIGNED,
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  version     INT UNSIGNED NOT NULL DEFAULT 1,
  KEY enrolment_of (record, ended_on, began_on),
  KEY enrolment_school (school, ended_on),
  CONSTRAINT enrolment_record FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT enrolment_at FOREIGN KEY (school) REFERENCES school (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 4: no full-time place since began_on; due_on: the 20th school day. It never
-- pauses. ended_on: first full-time session.
CREATE TABLE IF NOT EXISTS no_school (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  began_on DATE NOT NULL,
  why      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_on   DATE NOT NULL,
  ended_on DATE,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  version  INT UNSIGNED NOT NULL DEFAULT 1,
  KEY no_school_of (record, ended_on),
  KEY no_school_open (ended_on, due_on),
  CONSTRAINT no_school_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a child without a full-time place had in a week: quarters of an hour.
CREATE TABLE IF NOT EXISTS interim_hours (
  record   BIGINT UNSIGNED NOT NULL,
  monday   DATE NOT NULL,
  quarters SMALLINT UNSIGNED NOT NULL,
  provider VARCHAR(120) NOT NULL DEFAULT '',
  note     VARCHAR(300) NOT NULL DEFAULT '',
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  version  INT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (record, monday),
  CONSTRAINT interim_hours_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- S4: a place was asked for, offered, refused, directed. kind: list
-- education-place-request; answer: list education-place-answer.
CREATE TABLE IF NOT EXISTS place_request (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  school      BIGINT UNSIGNED NOT NULL,
  kind        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  asked_on    DATE NOT NULL,
  answer      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  answered_on DATE,
  reason      VARCHAR(500) NOT NULL DEFAULT '',
  account     BIGINT UNSIGNED NOT NULL,
  at          DATETIME(6) NOT NULL,
  version     INT UNSIGNED NOT NULL DEFAULT 1,
  KEY place_request_of (record, asked_on),
  CONSTRAINT place_request_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- S5 (SI 2010/959 reg.10): a planned change of placement that would disrupt
-- education in years 10 and 11. status: BLOCKED, ALLOWED, REFUSED, EMERGENCY.
-- The four ticks are those of reg.10(2)(a) to (d).
CREATE TABLE IF NOT EXISTS ks4_approval (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  moves_on     DATE NOT NULL,
  what         VARCHAR(500) NOT NULL,
  status       VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  wishes       TINYINT UNSIGNED NOT NULL DEFAULT 0,
  promotes     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  teacher      TINYINT UNSIGNED NOT NULL DEFAULT 0,
  reviewer     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  emergency    VARCHAR(500) NOT NULL DEFAULT '',
  reason       VARCHAR(500) NOT NULL DEFAULT '',
  decided_by   BIGINT UNSIGNED,
  decided_on   DATE,
  account      BIGINT UNSIGNED NOT NULL,
  at           DATETIME(6) NOT NULL,
  version      INT UNSIGNED NOT NULL DEFAULT 1,
  KEY ks4_approval_of (record, status),
  CONSTRAINT ks4_approval_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- -- attendance --

-- 5.1: one mark a child, day, session and school. What it was before is in
-- mark_before. source: list education-mark-source.
CREATE TABLE IF NOT EXISTS mark (
  record  BIGINT UNSIGNED NOT NULL,
  day     DATE NOT NULL,
  session CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  school  BIGINT UNSIGNED NOT NULL,
  code    VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note    VARCHAR(200) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  PRIMARY KEY (record, day, session, school),
  KEY mark_day (day, code),
  KEY mark_school (school, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS mark_before (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  day     DATE NOT NULL,
  session CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  school  BIGINT UNSIGNED NOT NULL,
  code    VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note    VARCHAR(200) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  replaced_by BIGINT UNSIGNED NOT NULL,
  replaced_at DATETIME(6) NOT NULL,
  KEY mark_before_of (record, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 15.1: of schools that send totals alone, and of settings outside England.
CREATE TABLE IF NOT EXISTS mark_total (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  school     BIGINT UNSIGNED NOT NULL,
  from_on    DATE NOT NULL,
  to_on      DATE NOT NULL,
  possible   SMALLINT UNSIGNED NOT NULL,
  attended   SMALLINT UNSIGNED NOT NULL,
  authorised SMALLINT UNSIGNED NOT NULL,
  unauthorised SMALLINT UNSIGNED NOT NULL,
  late       SMALLINT UNSIGNED NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  KEY mark_total_of (record, superseded_at, from_on),
  CONSTRAINT mark_total_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 6. type: list education-exclusion (SUSP PERM LNCH and UNLAWFUL_EXCLUSION as a
-- concern). sessions: half days. cancelled_on: by the head teacher.
CREATE TABLE IF NOT EXISTS suspension (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  school       BIGINT UNSIGNED NOT NULL,
  type         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  began_on     DATE NOT NULL,
  sessions     SMALLINT UNSIGNED NOT NULL,
  reasons      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  sen          CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  proposed     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  letter_on    DATE,
  told_school_head_at DATETIME(6),
  told_worker_at DATETIME(6),
  provision_from DATE,
  provision    VARCHAR(300) NOT NULL DEFAULT '',
  governors_on DATE,
  governors    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reintegration_on DATE,
  cancelled_on DATE,
  note         VARCHAR(1000) NOT NULL DEFAULT '',
  account      BIGINT UNSIGNED NOT NULL,
  at           DATETIME(6) NOT NULL,
  version      INT UNSIGNED NOT NULL DEFAULT 1,
  KEY suspension_of (record, began_on),
  KEY suspension_began (began_on, type),
  CONSTRAINT suspension_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- -- special needs, attainment --

-- 7: stage N, K, E (S, A, P of former years).
CREATE TABLE IF NOT EXISTS special_need (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  stage     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  primary_need   VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  secondary_need VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  from_on   DATE NOT NULL,
  to_on     DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  KEY special_need_of (record, to_on, from_on),
  CONSTRAINT special_need_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 7: the clock of an EHC plan: 6, 16 and 20 weeks from the request; reviewed each
-- 12 months. authority: who maintains it; responsible: who looks after the child and
-- pays for the provision. assess, issue: Y or N, "" not decided. hours: quarters a week.
CREATE TABLE IF NOT EXISTS ehc_plan (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  authority    VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  responsible  VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  requested_on DATE,
  assess_on    DATE,
  assess       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  issue_on     DATE,
  issue        CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  issued_on    DATE,
  reviewed_on  DATE,
  review_due   DATE,
  -- When the school of the next phase was named; the school year in which the daily
  -- round last looked whether one has to be.
  transfer_on  DATE,
  transfer_year SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  ceased_on    DATE,
  hours        SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  outcomes     VARCHAR(2000) NOT NULL DEFAULT '',
  account      BIGINT UNSIGNED NOT NULL,
  at           DATETIME(6) NOT NULL,
  version      INT UNSIGNED NOT NULL DEFAULT 1,
  KEY ehc_plan_of (record, ceased_on),
  CONSTRAINT ehc_plan_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 8: status PROV or FINAL; FINAL supersedes PROV. year: academic year's end, 2025.
CREATE TABLE IF NOT EXISTS result (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  year       SMALLINT UNSIGNED NOT NULL,
  assessment VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  result     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status     VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source     VARCHAR(60) NOT NULL DEFAULT '',
  on_day     DATE,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  KEY result_of (record, superseded_at, assessment, year),
  KEY result_year (year, assessment, superseded_at),
  CONSTRAINT result_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 8: the headline measures of a child in a year, worked out again with each result of
-- it (attainment.h says how to read them). Y, N, or "" not known or not assessed. ncy:
-- year group by age. entries, attainment8, ebacc: NULL where there are no results of Key
-- Stage 4; points in hundredths. final: none of its results is provisional. rules: by
-- which settings it was worked out; the daily round does it again when they are others.
CREATE TABLE IF NOT EXISTS attainment (
  record      BIGINT UNSIGNED NOT NULL,
  year        SMALLINT UNSIGNED NOT NULL,
  ncy         TINYINT UNSIGNED NOT NULL,
  good_level  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  phonics     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reading     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  writing     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  maths       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  combined    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  higher      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  entries     TINYINT UNSIGNED,
  attainment8 SMALLINT UNSIGNED,
  ebacc       SMALLINT UNSIGNED,
  basics4     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  basics5     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  five_good   CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  five_basics CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  one_pass    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  final       TINYINT UNSIGNED NOT NULL,
  rules       CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  at          DATETIME(6) NOT NULL,
  PRIMARY KEY (record, year),
  KEY attainment_year (year, ncy),
  CONSTRAINT attainment_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- J: levels as the school sees them in a term. track: list education-track.
CREATE TABLE IF NOT EXISTS progress (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL,
  term      VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scale     VARCHAR(60) NOT NULL DEFAULT '',
  present   VARCHAR(20) NOT NULL DEFAULT '',
  expected  VARCHAR(20) NOT NULL DEFAULT '',
  target    VARCHAR(20) NOT NULL DEFAULT '',
  track     VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  superseded_at DATETIME(6),
  KEY progress_of (record, year, term, superseded_at),
  CONSTRAINT progress_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- -- the personal education plan --

-- 3: one a child and term; document: the form "pep" of that number. state: 3.3,
-- pep-rules.h. Its dates of deadlines are rows of deadline.
CREATE TABLE IF NOT EXISTS pep (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  number       SMALLINT UNSIGNED NOT NULL,
  document     BIGINT UNSIGNED,
  year         SMALLINT UNSIGNED NOT NULL,
  term         VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  why          VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  school       BIGINT UNSIGNED,
  meeting_on   DATE,
  met_on       DATE,
  ready_on     DATE,
  submitted_on DATE,
  submitted_by BIGINT UNSIGNED,
  decided_on   DATE,
  decided_by   BIGINT UNSIGNED,
  returned_why VARCHAR(1000) NOT NULL DEFAULT '',
  rating       VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- Answers that are needed and lack, by whose they are to bring, as last saved.
  lacks_worker  SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  lacks_teacher SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  -- 3.5: chosen by chance for a second rating.
  moderate     TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- "RECORD/YEAR/TERM" while it is the term's own, so that there is one.
  open_of      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  account      BIGINT UNSIGNED NOT NULL,
  at           DATETIME(6) NOT NULL,
  version      INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY pep_number (record, number),
  UNIQUE KEY pep_open (open_of),
  KEY pep_term (year, term, state),
  KEY pep_state (state, submitted_on),
  CONSTRAINT pep_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every change of its state.
CREATE TABLE IF NOT EXISTS pep_move (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  pep     BIGINT UNSIGNED NOT NULL,
  state   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note    VARCHAR(1000) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY pep_move_of (pep, at),
  CONSTRAINT pep_move_pep FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.3: an answer that came from the plan before and nobody has touched since.
CREATE TABLE IF NOT EXISTS pep_carried (
  pep     BIGINT UNSIGNED NOT NULL,
  field   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item    SMALLINT UNSIGNED NOT NULL,
  confirmed_by BIGINT UNSIGNED,
  confirmed_at DATETIME(6),
  PRIMARY KEY (pep, field, item),
  CONSTRAINT pep_carried_pep FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- N and M: targets live beyond the plan that set them. outcome: FULLY, PARTLY, NOT
-- or "" not reviewed. cost in pence.
CREATE TABLE IF NOT EXISTS target (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  pep       BIGINT UNSIGNED NOT NULL,
  area      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target    VARCHAR(1000) NOT NULL,
  baseline  VARCHAR(500) NOT NULL DEFAULT '',
  measure   VARCHAR(500) NOT NULL DEFAULT '',
  what      VARCHAR(1000) NOT NULL DEFAULT '',
  who       VARCHAR(200) NOT NULL DEFAULT '',
  how_often VARCHAR(100) NOT NULL DEFAULT '',
  from_on   DATE,
  to_on     DATE,
  review_on DATE,
  need      VARCHAR(200) NOT NULL DEFAULT '',
  cost      INT UNSIGNED,
  outcome   VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reviewed_pep BIGINT UNSIGNED,
  reviewed_on DATE,
  evidence  VARCHAR(1000) NOT NULL DEFAULT '',
  impact    VARCHAR(1000) NOT NULL DEFAULT '',
  dropped_on DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  version   INT UNSIGNED NOT NULL DEFAULT 1,
  KEY target_of (record, outcome),
  KEY target_pep (pep),
  CONSTRAINT target_record FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT target_set FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.3: sign-off lines. part: list education-sign (WORKER TEACHER CHILD CARER VIRTUAL
-- REVIEWER). name: of who signed, as there are some without an account.
CREATE TABLE IF NOT EXISTS pep_sign (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  pep     BIGINT UNSIGNED NOT NULL,
  part    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  answer  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name    VARCHAR(120) NOT NULL,
  note    VARCHAR(500) NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY pep_sign_of (pep, part),
  CONSTRAINT pep_sign_pep FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 14: a section that somebody with an account has entered for somebody without. section:
-- list education-pep-section; part: list education-sign; how: list education-behalf.
CREATE TABLE IF NOT EXISTS pep_behalf (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  pep     BIGINT UNSIGNED NOT NULL,
  section VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name    VARCHAR(120) NOT NULL,
  part    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  how     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  on_day  DATE NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY pep_behalf_of (pep),
  CONSTRAINT pep_behalf_pep FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS pep_attendee (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  pep     BIGINT UNSIGNED NOT NULL,
  part    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name    VARCHAR(120) NOT NULL,
  invited TINYINT UNSIGNED NOT NULL DEFAULT 0,
  came    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY pep_attendee_of (pep),
  CONSTRAINT pep_attendee_pep FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 3.5: a rating by the rubric (list education-rubric-N; version N is kept with
-- it). grades: of its areas in order, 0 to 3 each. moderation: the second rater's.
CREATE TABLE IF NOT EXISTS pep_rating (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  pep      BIGINT UNSIGNED NOT NULL,
  rubric   SMALLINT UNSIGNED NOT NULL,
  grades   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  comments TEXT NOT NULL,
  overall  VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  moderation TINYINT UNSIGNED NOT NULL DEFAULT 0,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY pep_rating_of (pep, moderation),
  CONSTRAINT pep_rating_pep FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- -- pupil premium plus (9) --

-- By financial year (2024 is 2024-25), phase: SCHOOL, EARLY, POST16; in pence.
CREATE TABLE IF NOT EXISTS premium_rate (
  year    SMALLINT UNSIGNED NOT NULL,
  phase   VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount  INT UNSIGNED NOT NULL,
  -- Hundredths of a per cent that the authority pools.
  top_slice SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (year, phase)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The rates of former years; whoever keeps them puts in those of the years that follow, and
-- what the authority pools.
INSERT IGNORE INTO premium_rate (year, phase, amount, account, at) VALUES
  (2011, 'SCHOOL', 48800, 0, UTC_TIMESTAMP(6)),
  (2012, 'SCHOOL', 62300, 0, UTC_TIMESTAMP(6)),
  (2013, 'SCHOOL', 90000, 0, UTC_TIMESTAMP(6)),
  (2014, 'SCHOOL', 190000, 0, UTC_TIMESTAMP(6)),
  (2015, 'SCHOOL', 190000, 0, UTC_TIMESTAMP(6)),
  (2016, 'SCHOOL', 190000, 0, UTC_TIMESTAMP(6)),
  (2017, 'SCHOOL', 190000, 0, UTC_TIMESTAMP(6)),
  (2018, 'SCHOOL', 230000, 0, UTC_TIMESTAMP(6)),
  (2019, 'SCHOOL', 230000, 0, UTC_TIMESTAMP(6)),
  (2020, 'SCHOOL', 234500, 0, UTC_TIMESTAMP(6)),
  (2021, 'SCHOOL', 234500, 0, UTC_TIMESTAMP(6)),
  (2022, 'SCHOOL', 241000, 0, UTC_TIMESTAMP(6)),
  (2023, 'SCHOOL', 253000, 0, UTC_TIMESTAMP(6)),
  (2024, 'SCHOOL', 257000, 0, UTC_TIMESTAMP(6)),
  (2025, 'SCHOOL', 263000, 0, UTC_TIMESTAMP(6)),
  (2024, 'EARLY', 38800, 0, UTC_TIMESTAMP(6));

-- Append-only. line: ALLOCATION TOP_SLICE PLANNED APPROVED PAID RECLAIMED RETURNED
-- LESS HELD RELEASED IMPACT POOLED UNPOOLED (premium-rules.h). amount in pence; the line
-- says which way it counts. follows: the line that this one is about; pool: of which
-- pooled spending it is a share.
CREATE TABLE IF NOT EXISTS premium_line (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL,
  term      VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  line      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount    INT UNSIGNED NOT NULL,
  school    BIGINT UNSIGNED,
  target    BIGINT UNSIGNED,
  category  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  evidence  VARCHAR(500) NOT NULL DEFAULT '',
  impact    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  on_day    DATE NOT NULL,
  follows   BIGINT UNSIGNED,
  pool      BIGINT UNSIGNED,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  KEY premium_line_pool (pool),
  KEY premium_line_of (record, year, line),
  KEY premium_line_year (year, line, school),
  KEY premium_line_follows (follows),
  CONSTRAINT premium_line_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 9: what was bought with pooled money; the shares of the children are their POOLED
-- lines, which add up to it. whom: list education-premium-pool. Taken back: undone_on, and
-- UNPOOLED lines.
CREATE TABLE IF NOT EXISTS premium_pool (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year      SMALLINT UNSIGNED NOT NULL,
  category  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  whom      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount    INT UNSIGNED NOT NULL,
  what      VARCHAR(300) NOT NULL,
  on_day    DATE NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  undone_on DATE,
  undone_by BIGINT UNSIGNED,
  undone_why VARCHAR(300) NOT NULL DEFAULT '',
  KEY premium_pool_year (year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Post-16 (V15): education, training or employment in a week.
CREATE TABLE IF NOT EXISTS destination (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  status   VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  offer_on DATE,
  since    DATE NOT NULL,
  until    DATE,
  note     VARCHAR(300) NOT NULL DEFAULT '',
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY destination_of (record, until),
  CONSTRAINT destination_record FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- -- the virtual school's measures and data quality (10, 15.2) --

-- Each time that the night's work was done: marks added up, data looked through. asked_at
-- of a person (account), or account 0: it was the day's first. ended_at NULL: it waits.
CREATE TABLE IF NOT EXISTS nightly (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  day      DATE NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  began_at DATETIME(6),
  ended_at DATETIME(6),
  findings INT UNSIGNED NOT NULL DEFAULT 0,
  KEY nightly_ended (ended_at),
  KEY nightly_day (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the last run found. rule: list education-quality. ref: of the page below the
-- child's that mends it ("" the page of the rule itself). since: the first run that
-- found it, as long as it is found.
CREATE TABLE IF NOT EXISTS finding (
  run    BIGINT UNSIGNED NOT NULL,
  rule   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record BIGINT UNSIGNED NOT NULL,
  ref    VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  detail VARCHAR(200) NOT NULL DEFAULT '',
  since  DATE NOT NULL,
  PRIMARY KEY (run, rule, record, ref),
  KEY finding_record (record, run),
  CONSTRAINT finding_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.3 by term, added up at night from marks and totals while in care, so that a report
-- does not read millions of marks. source: MARK, TOTAL; DUE the half days of school that
-- there were while on roll at a school that is the child's main one (as possible).
CREATE TABLE IF NOT EXISTS mark_term (
  record       BIGINT UNSIGNED NOT NULL,
  year         SMALLINT UNSIGNED NOT NULL,
  term         VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source       VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attended     INT UNSIGNED NOT NULL DEFAULT 0,
  authorised   INT UNSIGNED NOT NULL DEFAULT 0,
  unauthorised INT UNSIGNED NOT NULL DEFAULT 0,
  not_possible INT UNSIGNED NOT NULL DEFAULT 0,
  possible     INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (record, year, term, source),
  KEY mark_term_term (year, term, source),
  CONSTRAINT mark_term_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 15.4: letters as they were sent. kind, sent_how: lists education-letter and
-- education-letter-how. target: what it is about (the kind's flag says what), 0 or NULL
-- the child. body: a line a paragraph after its kind (common, letter.h).
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
  CONSTRAINT letter_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The words of the virtual school's annual report, by academic year (2025 is 2025/26) and
-- heading (list education-annual). The newest row counts. Append-only.
CREATE TABLE IF NOT EXISTS annual_text (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year    SMALLINT UNSIGNED NOT NULL,
  heading VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text    TEXT NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY annual_text_year (year, heading, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 15.4: summaries of a term as a school was sent them, and which children they name; they
-- end with the first of these.
CREATE TABLE IF NOT EXISTS school_letter (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  school     BIGINT UNSIGNED NOT NULL,
  to_name    VARCHAR(210) NOT NULL,
  to_address VARCHAR(400) NOT NULL,
  body       MEDIUMTEXT NOT NULL,
  sent_on    DATE NOT NULL,
  sent_how   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  UNIQUE KEY school_letter_handle (handle),
  KEY school_letter_of (school, sent_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS school_letter_pupil (
  letter BIGINT UNSIGNED NOT NULL,
  record BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (letter, record),
  KEY school_letter_pupil_of (record)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Settings that statements count by, as the program keeps them when it starts (rule.h).
CREATE TABLE IF NOT EXISTS rule_value (
  name   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  number INT UNSIGNED NOT NULL,
  word   VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What lay before a meeting of the corporate parenting panel, kept as it was: numbers
-- alone, small ones left out (annual.h says what stands in body). Append-only.
CREATE TABLE IF NOT EXISTS board_paper (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  meeting_on DATE NOT NULL,
  year       SMALLINT UNSIGNED NOT NULL,
  note       VARCHAR(2000) NOT NULL DEFAULT '',
  body       MEDIUMTEXT NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  at         DATETIME(6) NOT NULL,
  UNIQUE KEY board_paper_handle (handle),
  KEY board_paper_day (meeting_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
