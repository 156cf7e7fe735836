-- Schema of the suite itself: who may work here and who is signed in.
-- Protection levels: P1 names and identifiers, P0 codes.

CREATE TABLE IF NOT EXISTS team (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name     VARCHAR(120) NOT NULL,
  agency   VARCHAR(120) NOT NULL,
  UNIQUE KEY team_name (agency, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One row a person, keyed by the directory's own identifier: a name that is
-- used again is another person. Dates per caf.md 1.2.
CREATE TABLE IF NOT EXISTS account (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  directory_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  login           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title           VARCHAR(20),
  given           VARCHAR(100) NOT NULL,
  family          VARCHAR(100) NOT NULL,
  job_title       VARCHAR(120),
  agency          VARCHAR(120),
  team            BIGINT UNSIGNED,
  service         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin,
  phone           VARCHAR(40),
  email           VARCHAR(200),
  work_address    VARCHAR(300),
  manager         BIGINT UNSIGNED,
  checked_on      DATE,
  training_on     DATE,
  approved_by     BIGINT UNSIGNED,
  approved_on     DATE,
  last_signin_at  DATETIME(6),
  last_signin_from VARCHAR(45),
  failed_since    INT UNSIGNED NOT NULL DEFAULT 0,
  disabled_on     DATE,
  disabled_reason VARCHAR(200),
  created_at      DATETIME(6) NOT NULL,
  version         INT UNSIGNED NOT NULL DEFAULT 1,
  UNIQUE KEY account_directory (directory_id),
  KEY account_login (login),
  KEY account_manager (manager),
  KEY account_team (team)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Roles as the directory's groups gave them at the last look.
CREATE TABLE IF NOT EXISTS account_role (
  account BIGINT UNSIGNED NOT NULL,
  role    VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (account, role),
  KEY account_role_role (role)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- hash: BLAKE2b of the cookie's 32 random bytes; the cookie itself is nowhere.
-- checked_at: when the directory last confirmed the account.
CREATE TABLE IF NOT EXISTS session (
  hash       BINARY(32) NOT NULL PRIMARY KEY,
  account    BIGINT UNSIGNED NOT NULL,
  created_at DATETIME(6) NOT NULL,
  seen_at    DATETIME(6) NOT NULL,
  checked_at DATETIME(6) NOT NULL,
  ends_at    DATETIME(6) NOT NULL,
  ended      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin,
  address    VARCHAR(45) NOT NULL,
  KEY session_account (account)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Failed sign-ins by name and by address, for the throttle.
CREATE TABLE IF NOT EXISTS attempt (
  subject  VARBINARY(80) NOT NULL PRIMARY KEY,
  failures INT UNSIGNED NOT NULL,
  last_at  DATETIME(6) NOT NULL,
  KEY attempt_last (last_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What is installed, and the navigation that each program brings: what is not
-- installed leaves no link. start_path with a child's handle behind it opens a
-- record about that child.
CREATE TABLE IF NOT EXISTS module (
  name         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  title        VARCHAR(80) NOT NULL,
  shares_child TINYINT UNSIGNED NOT NULL,
  position     TINYINT UNSIGNED NOT NULL,
  start_path   VARCHAR(64) NOT NULL,
  start_title  VARCHAR(80) NOT NULL,
  start_roles  VARCHAR(120) NOT NULL,
  -- Who may open a record in an emergency.
  emergency_roles VARCHAR(120) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS nav (
  module   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position TINYINT UNSIGNED NOT NULL,
  path     VARCHAR(64) NOT NULL,
  title    VARCHAR(80) NOT NULL,
  roles    VARCHAR(120) NOT NULL,
  PRIMARY KEY (module, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Messages to a person's address (everychild-mail): which one, never about whom. once:
-- what it is made once for, a day as a rule. answer: the mail server's number at the
-- last try. ended: sent, void (there was nothing left to say) or failed.
CREATE TABLE IF NOT EXISTS mail (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account  BIGINT UNSIGNED NOT NULL,
  message  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  once     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  made_at  DATETIME(6) NOT NULL,
  next_at  DATETIME(6) NOT NULL,
  tries    SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  answer   SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  ended    VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ended_at DATETIME(6),
  UNIQUE KEY mail_once (account, message, once),
  KEY mail_next (ended, next_at),
  KEY mail_made (made_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The days on which a message was made for everybody whom it concerned.
CREATE TABLE IF NOT EXISTS mail_round (
  message VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day     DATE NOT NULL,
  at      DATETIME(6) NOT NULL,
  PRIMARY KEY (message, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a person does not want to be sent.
CREATE TABLE IF NOT EXISTS mail_off (
  account BIGINT UNSIGNED NOT NULL,
  message VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (account, message)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
