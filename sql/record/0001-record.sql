-- In every module's schema: the record and what hangs on it.

-- handle is what addresses show: random, no meaning. version counts changes
-- and is in every UPDATE; it is also the revision of the answers.
CREATE TABLE IF NOT EXISTS record (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle     CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin,
  kind       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  child      BIGINT UNSIGNED,
  subject    VARCHAR(210) NOT NULL,
  state      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner      BIGINT UNSIGNED NOT NULL,
  team       BIGINT UNSIGNED,
  restricted TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- 1: nothing of it is shown outside its own schema (consent refused or withdrawn).
  unlisted   TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- The state to which suspended work comes back.
  resume     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin,
  opened_at  DATETIME(6) NOT NULL,
  closed_at  DATETIME(6),
  archived_at DATETIME(6),
  version    INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY record_handle (handle),
  UNIQUE KEY record_reference (reference),
  KEY record_child (child, state),
  KEY record_owner (owner, state),
  KEY record_team (team, state),
  KEY record_state (state, opened_at),
  -- What the lists ask of open records, without a look at the rows.
  KEY record_open (closed_at, restricted, unlisted, state, owner, team)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- References: PREFIX-<authority>-<year>-<six digits>, counted by authority and year.
CREATE TABLE IF NOT EXISTS sequence (
  authority CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL,
  last      INT UNSIGNED NOT NULL,
  PRIMARY KEY (authority, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who works on the record: the relation that lets a person in.
CREATE TABLE IF NOT EXISTS record_person (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  relation VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since    DATETIME(6) NOT NULL,
  until    DATETIME(6),
  added_by BIGINT UNSIGNED NOT NULL,
  -- Below the record's address, what this part alone lets one see; '': all of it.
  page     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  KEY record_person_record (record, account),
  KEY record_person_account (account, until),
  KEY record_person_relation (relation, until, account, record),
  CONSTRAINT record_person_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A form filled in: number 2 of the same form is a re-assessment. Once
-- completed_at stands, nothing is answered in it any more. saved_at: the last
-- time that answers were saved; NULL: never.
CREATE TABLE IF NOT EXISTS document (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  form         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  form_version SMALLINT UNSIGNED NOT NULL,
  number       SMALLINT UNSIGNED NOT NULL,
  started_at   DATETIME(6) NOT NULL,
  started_by   BIGINT UNSIGNED NOT NULL,
  saved_at     DATETIME(6),
  completed_at DATETIME(6),
  completed_by BIGINT UNSIGNED,
  revision     INT UNSIGNED NOT NULL DEFAULT 0,
  UNIQUE KEY document_number (record, form, number),
  CONSTRAINT document_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Append-only: what changed, in which revision of the document. grp and item
-- are '' and 0 outside a repeat group. NULL value: the row of a group is gone.
CREATE TABLE IF NOT EXISTS answer (
  document BIGINT UNSIGNED NOT NULL,
  field    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item     SMALLINT UNSIGNED NOT NULL,
  revision INT UNSIGNED NOT NULL,
  value    MEDIUMTEXT,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  PRIMARY KEY (document, field, item, revision),
  CONSTRAINT answer_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What somebody is typing: the section's raw parameters, valid or not.
CREATE TABLE IF NOT EXISTS draft (
  document BIGINT UNSIGNED NOT NULL,
  section  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  revision INT UNSIGNED NOT NULL,
  body     MEDIUMTEXT NOT NULL,
  at       DATETIME(6) NOT NULL,
  PRIMARY KEY (document, section, account),
  KEY draft_account (account, at),
  CONSTRAINT draft_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- After sign-off nothing is edited: what has to be said is added.
CREATE TABLE IF NOT EXISTS addendum (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  document BIGINT UNSIGNED NOT NULL,
  text     TEXT NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  KEY addendum_document (document, at),
  CONSTRAINT addendum_of FOREIGN KEY (document) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- due_on is the day in London. due_at: the moment in UTC, of a clock in hours
-- alone. met_on: the day by which it counts as met, which may be before met_at,
-- when that was recorded; late, whether it was met too late, is set with them.
-- met_at without met_on: it came to an end unmet, and stays missed.
CREATE TABLE IF NOT EXISTS deadline (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  clock       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title       VARCHAR(120) NOT NULL,
  from_on     DATE NOT NULL,
  due_on      DATE NOT NULL,
  due_at      DATETIME(6),
  -- From this day it is due soon; NULL: that is not told.
  amber_on    DATE,
  explanation VARCHAR(300) NOT NULL,
  met_at      DATETIME(6),
  met_on      DATE,
  late        TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- Does not count any more; or, with paused_on, not for now.
  dropped_at  DATETIME(6),
  paused_on   DATE,
  -- Code of the list late-reason, where the module asks for one.
  late_code   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  late_reason VARCHAR(200),
  -- Relations that may know of it, space separated; '': everybody on the record.
  readers     VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- Lists, and how dates are kept by record, without a look at the rows.
  KEY deadline_record (record, met_at, dropped_at, due_on, clock, readers, due_at, amber_on,
    from_on, met_on, late, late_code),
  KEY deadline_due (met_at, dropped_at, due_on),
  -- How dates of a period are kept, likewise.
  KEY deadline_from (from_on, dropped_at, clock, met_on, late, due_on, due_at, record),
  CONSTRAINT deadline_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What happened, for the record's timeline. shared: also on the child's
-- chronology, where title says that, never what about.
CREATE TABLE IF NOT EXISTS event (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  code    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title   VARCHAR(160) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  shared  TINYINT UNSIGNED NOT NULL,
  -- The browser's request in which it was written, as in the access log; '' by itself.
  made_in CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  KEY event_record (record, at),
  KEY event_account (account, at),
  CONSTRAINT event_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who is involved with the child, as the index shows it.
CREATE TABLE IF NOT EXISTS involvement (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  child    BIGINT UNSIGNED,
  account  BIGINT UNSIGNED NOT NULL,
  part     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title    VARCHAR(80) NOT NULL,
  since    DATE NOT NULL,
  until    DATE,
  KEY involvement_child (child, until),
  KEY involvement_account (account, until),
  CONSTRAINT involvement_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A line for one person that says that something happened, never what: it
-- points at the record, which says it to those who may still open it.
CREATE TABLE IF NOT EXISTS notice (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  title   VARCHAR(120) NOT NULL,
  -- The page below the record that it leads to, also for who has no more part in it.
  page    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin,
  at      DATETIME(6) NOT NULL,
  read_at DATETIME(6),
  KEY notice_account (account, read_at, at),
  CONSTRAINT notice_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Opened to be read in an emergency by somebody who does not work on it (emergency.h).
-- The words of the reason are in the access log.
CREATE TABLE IF NOT EXISTS emergency (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  code    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at      DATETIME(6) NOT NULL,
  ends_at DATETIME(6) NOT NULL,
  KEY emergency_account (account, ends_at),
  CONSTRAINT emergency_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- While a hold stands nothing of the record is disposed of.
CREATE TABLE IF NOT EXISTS legal_hold (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record   BIGINT UNSIGNED NOT NULL,
  reason   VARCHAR(300) NOT NULL,
  account  BIGINT UNSIGNED NOT NULL,
  at       DATETIME(6) NOT NULL,
  ended_by BIGINT UNSIGNED,
  ended_at DATETIME(6),
  end_reason VARCHAR(300),
  KEY legal_hold_record (record, ended_at),
  CONSTRAINT legal_hold_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Until when an archived record is kept, part by part ('' is all of it), by the
-- module's rule. settings: the words of those it was worked out by.
CREATE TABLE IF NOT EXISTS retention (
  record   BIGINT UNSIGNED NOT NULL,
  part     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rule     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_on   DATE NOT NULL,
  settings VARCHAR(200) NOT NULL,
  PRIMARY KEY (record, part),
  KEY retention_due (due_on, record, part),
  CONSTRAINT retention_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One person proposes, another decides, the command destroys; what stays is this
-- row, the certificate. It has no name and nothing of what the record held, and
-- record is a number that leads nowhere any more. open_of: "RECORD/PART" until it
-- is refused, stopped or done, so that there is one at a time. stopped: why.
CREATE TABLE IF NOT EXISTS disposal (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  part        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The random handle where there never was a reference.
  reference   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title       VARCHAR(160) NOT NULL,
  opened_on   DATE NOT NULL,
  closed_on   DATE NOT NULL,
  archived_on DATE NOT NULL,
  due_on      DATE NOT NULL,
  rule        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  why         VARCHAR(200) NOT NULL,
  -- Of the record when it was proposed: whatever changed since stops it.
  version     INT UNSIGNED NOT NULL,
  reason      VARCHAR(300) NOT NULL,
  proposed_by BIGINT UNSIGNED NOT NULL,
  proposed_at DATETIME(6) NOT NULL,
  answer      CHAR(1) CHARACTER SET ascii COLLATE ascii_bin,
  answer_reason VARCHAR(300),
  decided_by  BIGINT UNSIGNED,
  decided_at  DATETIME(6),
  stopped     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin,
  stopped_at  DATETIME(6),
  done_at     DATETIME(6),
  open_of     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin,
  UNIQUE KEY disposal_open (open_of),
  KEY disposal_record (record, part),
  KEY disposal_decided (answer, done_at, stopped, id),
  CONSTRAINT disposal_two CHECK (decided_by <> proposed_by),
  CONSTRAINT disposal_agreed CHECK (done_at IS NULL OR (answer = 'Y' AND stopped IS NULL
    AND decided_by IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Of a disposal that was done: rows by table.
CREATE TABLE IF NOT EXISTS disposal_count (
  disposal BIGINT UNSIGNED NOT NULL,
  name     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  n        BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (disposal, name),
  CONSTRAINT disposal_count_of FOREIGN KEY (disposal) REFERENCES disposal (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What one person asks and another decides, for good; of each kind one waits at a
-- time. about: whom it is for, or nothing.
CREATE TABLE IF NOT EXISTS approval (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record     BIGINT UNSIGNED NOT NULL,
  kind       VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  about      VARCHAR(210) NOT NULL DEFAULT '',
  note       TEXT NOT NULL,
  asked_by   BIGINT UNSIGNED NOT NULL,
  asked_at   DATETIME(6) NOT NULL,
  answer     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin,
  answer_note TEXT,
  decided_by BIGINT UNSIGNED,
  decided_at DATETIME(6),
  KEY approval_record (record, kind, decided_at),
  CONSTRAINT approval_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What is to be done on a record beside its dates: done, or dropped, which a person
-- says why and a step that ends the record does not. kind: the module's list of kinds;
-- part: whose it is, where the module parts its work, or nothing.
CREATE TABLE IF NOT EXISTS task (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  kind      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  what      VARCHAR(300) NOT NULL,
  part      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  due_on    DATE,
  done_on   DATE,
  done_by   BIGINT UNSIGNED,
  done_note VARCHAR(1000) NOT NULL DEFAULT '',
  dropped_on DATE,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  -- As in event: in which it was made, and in which it ended.
  made_in   CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ended_in  CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  KEY task_record (record, done_on, dropped_on),
  KEY task_due (done_on, dropped_on, due_on),
  CONSTRAINT task_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Running dates by everybody who works on the record, each person once: what is for
-- them to know. Who is let in for one concern alone (HARM) works on nothing else.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW person_due AS
  SELECT p.account, d.id, d.title, d.due_on, d.due_at, d.amber_on, d.explanation, r.handle,
         r.reference, r.subject
    FROM record_person p JOIN record r ON r.id = p.record JOIN deadline d ON d.record = r.id
   WHERE p.until IS NULL AND p.relation <> 'HARM' AND r.closed_at IS NULL
     AND d.met_at IS NULL AND d.dropped_at IS NULL
     AND (d.readers = '' OR EXISTS (SELECT 1 FROM record_person z WHERE z.record = p.record
       AND z.account = p.account AND z.until IS NULL
       AND FIND_IN_SET(z.relation, REPLACE(d.readers, ' ', ',')) > 0))
     AND NOT EXISTS (SELECT 1 FROM record_person q WHERE q.record = p.record
       AND q.account = p.account AND q.until IS NULL AND q.relation <> 'HARM' AND q.id < p.id);

-- Notices that a person has not seen yet.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW person_unread AS
  SELECT n.id, n.account, n.at FROM notice n JOIN record r ON r.id = n.record
   WHERE n.read_at IS NULL AND r.archived_at IS NULL;
