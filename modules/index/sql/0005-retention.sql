-- How a child's record ends (caf.md 6.7). archived_at: from then on only the index
-- managers find it. stays_on: consent to stay in the index after 18 was given. kept: a
-- program still keeps a case of the child, as it was last looked at.
SET @add = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()
  AND table_name = 'child' AND column_name = 'archived_at') > 0, 'DO 0',
  'ALTER TABLE child ADD COLUMN archived_at DATETIME(6), ADD COLUMN stays_on DATE,
   ADD COLUMN kept TINYINT UNSIGNED NOT NULL DEFAULT 0, ADD KEY child_archived (archived_at, kept)');
PREPARE step FROM @add;
EXECUTE step;
DEALLOCATE PREPARE step;

-- As the record tables of the other programs: record is the child.
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
  CONSTRAINT legal_hold_of FOREIGN KEY (record) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS retention (
  record   BIGINT UNSIGNED NOT NULL,
  part     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rule     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_on   DATE NOT NULL,
  settings VARCHAR(200) NOT NULL,
  PRIMARY KEY (record, part),
  KEY retention_due (due_on, record, part),
  CONSTRAINT retention_of FOREIGN KEY (record) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS disposal (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record      BIGINT UNSIGNED NOT NULL,
  part        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title       VARCHAR(160) NOT NULL,
  opened_on   DATE NOT NULL,
  closed_on   DATE NOT NULL,
  archived_on DATE NOT NULL,
  due_on      DATE NOT NULL,
  rule        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  why         VARCHAR(200) NOT NULL,
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
  KEY disposal_reference (reference),
  KEY disposal_decided (answer, done_at, stopped, id),
  CONSTRAINT disposal_two CHECK (decided_by <> proposed_by),
  CONSTRAINT disposal_agreed CHECK (done_at IS NULL OR (answer = 'Y' AND stopped IS NULL
    AND decided_by IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS disposal_count (
  disposal BIGINT UNSIGNED NOT NULL,
  name     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  n        BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (disposal, name),
  CONSTRAINT disposal_count_of FOREIGN KEY (disposal) REFERENCES disposal (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The children as what the pages of retention list. Of whom a program keeps a case there
-- is no end yet: as if not archived.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW record AS
  SELECT c.id, c.handle, c.number AS reference, c.id AS child,
         CONCAT(n.given, ' ', n.family) AS subject,
         IF(c.archived_at IS NULL, 'LIVE', 'ARCHIVED') AS state,
         COALESCE(CAST(c.died_on AS DATETIME), c.archived_at) AS closed_at,
         IF(c.kept = 1, NULL, c.archived_at) AS archived_at
    FROM child c
    LEFT JOIN child_name n ON n.child = c.id AND n.kind = 'CUR' AND n.until IS NULL;
