-- Common Assessment Framework: what a record, its documents and its answers
-- do not hold already.

-- 12.7: CAF-<LA>-<year>-<6 digits>, a sequence per authority and year.
CREATE TABLE IF NOT EXISTS sequence (
  authority CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year      SMALLINT UNSIGNED NOT NULL,
  last      INT UNSIGNED NOT NULL,
  PRIMARY KEY (authority, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

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
  UNIQUE KEY episode_open (open_child),
  CONSTRAINT episode_of FOREIGN KEY (record) REFERENCES record (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 5.2: never overwritten; a change is a new row.
CREATE TABLE IF NOT EXISTS consent (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record       BIGINT UNSIGNED NOT NULL,
  type         VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  answer       CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  service      VARCHAR(160) NOT NULL DEFAULT '',
  giver        VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  giver_name   VARCHAR(210) NOT NULL,
  responsible  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  basis        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  competence   TEXT NOT NULL,
  explained    CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  support      VARCHAR(300) NOT NULL DEFAULT '',
  exclusions   TEXT NOT NULL,
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
