-- The shared child index: who a child is and who works with the child, never
-- what about (caf.md 6.2, 6.3). No column here may hold free text about a
-- child; tests/index-schema compares this schema with the allow-list.

CREATE TABLE IF NOT EXISTS child (
  id             BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle         CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number         CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sex            CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  born_on        DATE NOT NULL,
  born_estimated TINYINT UNSIGNED NOT NULL DEFAULT 0,
  died_on        DATE,
  address_status VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  nhs            CHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
  upn            CHAR(13) CHARACTER SET ascii COLLATE ascii_bin,
  shielded       TINYINT UNSIGNED NOT NULL DEFAULT 0,
  unlinked       TINYINT UNSIGNED NOT NULL DEFAULT 0,
  source         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  supplied_on    DATE NOT NULL,
  confirmed_on   DATE NOT NULL,
  created_by     BIGINT UNSIGNED NOT NULL,
  version        INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY child_handle (handle),
  UNIQUE KEY child_number (number),
  KEY child_born (born_on),
  KEY child_nhs (nhs),
  KEY child_upn (upn)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- kind: CUR current, FOR former, AKA also known as. The _key columns are the
-- normalised name (caf.md 8.2), _sound its Soundex, born_* copies for search.
CREATE TABLE IF NOT EXISTS child_name (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child        BIGINT UNSIGNED NOT NULL,
  kind         CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  given        VARCHAR(100) NOT NULL,
  family       VARCHAR(100) NOT NULL,
  given_key    VARCHAR(120) NOT NULL,
  family_key   VARCHAR(120) NOT NULL,
  given_sound  CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  family_sound CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  born_year    SMALLINT UNSIGNED NOT NULL,
  since        DATE,
  until        DATE,
  KEY child_name_child (child),
  KEY child_name_family (family_key, given_key, born_year),
  KEY child_name_given (given_key, born_year),
  KEY child_name_sound (family_sound, born_year, given_sound),
  KEY child_name_sounds (family_sound, given_sound, born_year),
  KEY child_name_given_sound (given_sound, born_year),
  CONSTRAINT child_name_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS child_address (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child    BIGINT UNSIGNED NOT NULL,
  line1    VARCHAR(60) NOT NULL,
  line2    VARCHAR(60) NOT NULL,
  line3    VARCHAR(60) NOT NULL,
  town     VARCHAR(60) NOT NULL,
  postcode VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  uprn     VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since    DATE,
  until    DATE,
  KEY child_address_child (child),
  KEY child_address_postcode (postcode),
  KEY child_address_uprn (uprn),
  CONSTRAINT child_address_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Persons with parental responsibility or care.
CREATE TABLE IF NOT EXISTS child_carer (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child        BIGINT UNSIGNED NOT NULL,
  given        VARCHAR(100) NOT NULL,
  family       VARCHAR(100) NOT NULL,
  relationship CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  responsible  CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  phone        VARCHAR(20) NOT NULL,
  until        DATE,
  KEY child_carer_child (child),
  CONSTRAINT child_carer_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- School, GP practice and other services that are not one of our modules.
CREATE TABLE IF NOT EXISTS child_service (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child        BIGINT UNSIGNED NOT NULL,
  service      VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  contact      VARCHAR(120) NOT NULL,
  phone        VARCHAR(20) NOT NULL,
  urn          VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since        DATE,
  until        DATE,
  added_by     BIGINT UNSIGNED NOT NULL,
  KEY child_service_child (child),
  KEY child_service_organisation (organisation, child),
  CONSTRAINT child_service_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Field history: who changed what of the above, from what to what.
CREATE TABLE IF NOT EXISTS child_change (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child   BIGINT UNSIGNED NOT NULL,
  field   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  old     VARCHAR(300) NOT NULL,
  new     VARCHAR(300) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY child_change_child (child, at),
  CONSTRAINT child_change_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A stated reason opens a child's page for the rest of the session.
CREATE TABLE IF NOT EXISTS opening (
  child     BIGINT UNSIGNED NOT NULL,
  session   BINARY(32) NOT NULL,
  account   BIGINT UNSIGNED NOT NULL,
  reason    CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  opened_at DATETIME(6) NOT NULL,
  PRIMARY KEY (session, child),
  KEY opening_account (account, opened_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
