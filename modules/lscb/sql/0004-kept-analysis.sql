-- 7.3: the signed analysis (Form C) is kept for ever, without a name. Written when its
-- case is archived, and of no case once that is destroyed: record is NULL then, and kept
-- says which anonymised row it belongs to. A row an answer, by the name of the form's
-- field, item from 1 in a group; codes as they were, words redacted. It has no identifier,
-- day, name or number, of who came their bodies alone, and nothing that the family asked
-- or was told; recommendations are kept as such.
CREATE TABLE IF NOT EXISTS kept_analysis (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record  BIGINT UNSIGNED,
  kept    BIGINT UNSIGNED,
  form    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version SMALLINT UNSIGNED NOT NULL,
  field   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item    SMALLINT UNSIGNED NOT NULL,
  value   MEDIUMTEXT NOT NULL,
  UNIQUE KEY kept_analysis_record (record, field, item),
  KEY kept_analysis_kept (kept),
  CONSTRAINT kept_analysis_case FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT kept_analysis_of FOREIGN KEY (kept) REFERENCES kept_death (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
