-- An entry for one thing of one module, for a person without an account: the only way in
-- past the directory. The module inserts it and may end it; signin alone reads the hash,
-- counts tries and gives it an account (guest:<id>), whose sessions last no longer.
-- hash: BLAKE2b of reference and code; the code itself is nowhere. object: the module's
-- number of what it is for; start: the address that it leads to. attempts: wrong codes.
CREATE TABLE IF NOT EXISTS guest (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  reference  CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hash       BINARY(32) NOT NULL,
  module     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  object     BIGINT UNSIGNED NOT NULL,
  start      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  given      VARCHAR(90) NOT NULL,
  family     VARCHAR(90) NOT NULL,
  agency     VARCHAR(120) NOT NULL,
  reason     VARCHAR(300) NOT NULL,
  made_by    BIGINT UNSIGNED NOT NULL,
  made_at    DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  revoked_at DATETIME(6),
  revoked_by BIGINT UNSIGNED,
  account    BIGINT UNSIGNED,
  attempts   INT UNSIGNED NOT NULL DEFAULT 0,
  uses       INT UNSIGNED NOT NULL DEFAULT 0,
  used_at    DATETIME(6),
  UNIQUE KEY guest_reference (reference),
  UNIQUE KEY guest_account (account),
  KEY guest_object (module, object)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
