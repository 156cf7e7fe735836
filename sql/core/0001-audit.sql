-- In every program's schema: the audit chain, spent form tokens, and posts
-- that arrived after their session had ended.

-- Append-only. at comes from the server's clock through a trigger; the program
-- can neither set it nor number rows.
CREATE TABLE IF NOT EXISTS audit (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at         DATETIME(6) NOT NULL DEFAULT '1970-01-01 00:00:00',
  chain      CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seq        BIGINT UNSIGNED NOT NULL,
  said_at    CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account    BIGINT UNSIGNED NOT NULL,
  login      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  role       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  relation   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action     VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  object     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  object_id  BIGINT UNSIGNED NOT NULL,
  child      BIGINT UNSIGNED NOT NULL,
  reason     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  detail     TEXT NOT NULL,
  request    CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  address    VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  outcome    SMALLINT UNSIGNED NOT NULL,
  mac        BINARY(32) NOT NULL,
  UNIQUE KEY audit_chain (chain, seq),
  KEY audit_child (child, at),
  KEY audit_account (account, at),
  KEY audit_at (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

DROP TRIGGER IF EXISTS audit_clock;
CREATE TRIGGER audit_clock BEFORE INSERT ON audit FOR EACH ROW SET NEW.at = SYSDATE(6);

-- A form's one-time token once it is spent, with what came of it.
CREATE TABLE IF NOT EXISTS form_token (
  hash     BINARY(32) NOT NULL PRIMARY KEY,
  account  BIGINT UNSIGNED NOT NULL,
  path     VARCHAR(200) NOT NULL,
  body     BINARY(32) NOT NULL,
  spent_at DATETIME(6) NOT NULL,
  result   VARCHAR(300) NOT NULL,
  KEY form_token_spent (spent_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Sealed (XChaCha20-Poly1305) bodies of posts that came too late, for the
-- same person to find again after signing in. Kept 24 hours.
CREATE TABLE IF NOT EXISTS stash (
  id      CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  account BIGINT UNSIGNED NOT NULL,
  path    VARCHAR(200) NOT NULL,
  sealed  MEDIUMBLOB NOT NULL,
  kept_at DATETIME(6) NOT NULL,
  KEY stash_kept (kept_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
