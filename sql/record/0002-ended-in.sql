-- In which request a date was met, missed or dropped, as in task; '' before this was
-- kept. What one step ended is known by it when the step is taken back. What the day
-- does by itself has a number of its own for each record, in event.made_in too.
SET @add = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()
  AND table_name = 'deadline' AND column_name = 'ended_in') > 0, 'DO 0',
  'ALTER TABLE deadline ADD COLUMN ended_in CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''''');
PREPARE step FROM @add;
EXECUTE step;
DEALLOCATE PREPARE step;
