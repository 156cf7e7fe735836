-- Two columns that no page writes and child-death.md does not ask for: a member who
-- leaves for a case has a conflict with its effect and time (1.7), and neither family
-- nor professionals are asked for a title (A.19 to A.21, A.41).
SET @drop = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()
  AND table_name = 'attendance' AND column_name = 'left_at') = 0, 'DO 0',
  'ALTER TABLE attendance DROP COLUMN left_at');
PREPARE step FROM @drop;
EXECUTE step;
SET @drop = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()
  AND table_name = 'person' AND column_name = 'title') = 0, 'DO 0',
  'ALTER TABLE person DROP COLUMN title');
PREPARE step FROM @drop;
EXECUTE step;
DEALLOCATE PREPARE step;
