-- The secret address by which a person's calendar program fetches their dates:
-- one a person, and only the BLAKE2b-256 hash of its key. Nothing about a child.
CREATE TABLE IF NOT EXISTS calendar (
  account BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  hash    BINARY(32) NOT NULL,
  made_at DATETIME(6) NOT NULL,
  ends_at DATETIME(6) NOT NULL,
  UNIQUE KEY calendar_hash (hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
