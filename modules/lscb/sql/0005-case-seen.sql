-- Who did what with a case, and when (child-death.md 4.5): neither what was said with it nor
-- from where. The program may not read its own access log; it may read this of it.
SET @add = IF((SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE()
  AND table_name = 'audit' AND index_name = 'audit_object') > 0, 'DO 0',
  'ALTER TABLE audit ADD INDEX audit_object (object, object_id, at)');
PREPARE step FROM @add;
EXECUTE step;
DEALLOCATE PREPARE step;
CREATE OR REPLACE SQL SECURITY DEFINER VIEW case_seen AS
  SELECT id, object_id AS record, at, account, login, role, action, reason, outcome
    FROM audit WHERE object = 'record';
