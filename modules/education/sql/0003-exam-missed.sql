-- 6: that a public exam or a national test is missed obliges the governors to meet,
-- however few the days are.
SET @add = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()
  AND table_name = 'suspension' AND column_name = 'exam_missed') > 0, 'DO 0',
  'ALTER TABLE suspension ADD COLUMN exam_missed TINYINT UNSIGNED NOT NULL DEFAULT 0');
PREPARE step FROM @add;
EXECUTE step;
DEALLOCATE PREPARE step;
