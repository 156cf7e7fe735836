-- Accesses that somebody has to look at: what a rule found, once for a day, a person and
-- a child (0: it is about no one child). n: how often. verdict: a code of the list
-- review-verdict; NULL: waits. note: why, of the person who reviewed; nothing about a child.
CREATE TABLE IF NOT EXISTS access_alert (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  rule        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day         DATE NOT NULL,
  account     BIGINT UNSIGNED NOT NULL,
  child       BIGINT UNSIGNED NOT NULL,
  n           INT UNSIGNED NOT NULL,
  made_at     DATETIME(6) NOT NULL,
  verdict     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin,
  note        VARCHAR(1000) NOT NULL DEFAULT '',
  reviewed_by BIGINT UNSIGNED,
  reviewed_at DATETIME(6),
  UNIQUE KEY access_alert_once (rule, day, account, child),
  KEY access_alert_waits (verdict, made_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Days whose accesses were looked through.
CREATE TABLE IF NOT EXISTS review_day (
  day     DATE NOT NULL PRIMARY KEY,
  made_at DATETIME(6) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
