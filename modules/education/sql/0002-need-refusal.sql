-- 7: a stage of special needs that a plan said and that was turned down. It waits for
-- nobody as long as the plan says nothing newer.
CREATE TABLE IF NOT EXISTS need_refusal (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  record    BIGINT UNSIGNED NOT NULL,
  pep       BIGINT UNSIGNED NOT NULL,
  stage     CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  primary_need   VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  secondary_need VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  reason    VARCHAR(300) NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  at        DATETIME(6) NOT NULL,
  KEY need_refusal_of (record),
  KEY need_refusal_said (pep, at),
  CONSTRAINT need_refusal_record FOREIGN KEY (record) REFERENCES record (id),
  CONSTRAINT need_refusal_pep FOREIGN KEY (pep) REFERENCES pep (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
