-- The shared child index: who a child is and who works with the child, never
-- what about (caf.md 6.2, 6.3). No column here may hold free text about a
-- child; tests/index-schema compares this schema with the allow-list.
-- Protection levels: P3 what shielding hides and do-not-link, P1 names and
-- identifiers, P0 codes, dates of record keeping and keys.

-- born_estimated: 1 January of the year where only the year is known.
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

-- kind: CUR current; else a code of the list name-type; GONE: was never the
-- child's, neither shown nor searched. The _key columns are the normalised
-- name (caf.md 8.2).
CREATE TABLE IF NOT EXISTS child_name (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child      BIGINT UNSIGNED NOT NULL,
  kind       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  given      VARCHAR(100) NOT NULL,
  family     VARCHAR(100) NOT NULL,
  given_key  VARCHAR(200) NOT NULL,
  family_key VARCHAR(200) NOT NULL,
  since      DATE,
  until      DATE,
  KEY child_name_child (child),
  KEY child_name_family (family_key, given_key),
  KEY child_name_given (given_key),
  CONSTRAINT child_name_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How names sound: for each name a row with the Soundex of the first word of
-- the family name, and one with that of its last word where that differs; the
-- given name by its first word. born_on is the child's, so that a search by
-- sound and age reads one range of one key.
CREATE TABLE IF NOT EXISTS child_sound (
  family  CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  given   CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  born_on DATE NOT NULL,
  name    BIGINT UNSIGNED NOT NULL,
  child   BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (family, given, born_on, name),
  KEY child_sound_family (family, born_on),
  KEY child_sound_given (given, born_on),
  KEY child_sound_child (child),
  CONSTRAINT child_sound_of FOREIGN KEY (name) REFERENCES child_name (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The address without an end is the one of child.address_status.
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
  KEY child_address_child (child, until),
  KEY child_address_postcode (postcode, child),
  KEY child_address_uprn (uprn, child),
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
  phone        VARCHAR(30) NOT NULL,
  until        DATE,
  KEY child_carer_child (child),
  CONSTRAINT child_carer_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- School, GP practice and other services that are not one of our modules.
-- organisation_key: normalised, for the search by school. ground: of a
-- sensitive service, whose row may only be kept with one (caf.md 6.5): a code
-- of the list sensitive-ground; else empty.
CREATE TABLE IF NOT EXISTS child_service (
  id               BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child            BIGINT UNSIGNED NOT NULL,
  service          VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  organisation     VARCHAR(120) NOT NULL,
  organisation_key VARCHAR(200) NOT NULL,
  contact          VARCHAR(120) NOT NULL,
  phone            VARCHAR(30) NOT NULL,
  urn              VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ground           VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  since            DATE,
  until            DATE,
  added_by         BIGINT UNSIGNED NOT NULL,
  KEY child_service_child (child),
  KEY child_service_organisation (organisation_key, child),
  CONSTRAINT child_service_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Field history: who changed what of the above, from what to what.
CREATE TABLE IF NOT EXISTS child_change (
  id      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  child   BIGINT UNSIGNED NOT NULL,
  field   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  old     VARCHAR(400) NOT NULL,
  new     VARCHAR(400) NOT NULL,
  account BIGINT UNSIGNED NOT NULL,
  at      DATETIME(6) NOT NULL,
  KEY child_change_child (child, at),
  CONSTRAINT child_change_of FOREIGN KEY (child) REFERENCES child (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One row that whoever creates a child locks: of two people who create the same
-- child at once, the second sees the first one's.
CREATE TABLE IF NOT EXISTS creation (
  id   TINYINT UNSIGNED NOT NULL PRIMARY KEY,
  made BIGINT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT IGNORE INTO creation (id, made) VALUES (1, 0);

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
