-- In which request a step of the ladder was dropped, as deadline.ended_in.
SET @add = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()
  AND table_name = 'request_step' AND column_name = 'dropped_in') > 0, 'DO 0',
  'ALTER TABLE request_step ADD COLUMN dropped_in CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''''');
PREPARE step FROM @add;
EXECUTE step;
DEALLOCATE PREPARE step;
