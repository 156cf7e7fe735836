-- With brothers and sisters that a case names (6.4).
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_kept AS
  SELECT r.child, IF(r.closed_at IS NULL, 1, 0) AS is_open FROM record r WHERE r.child IS NOT NULL
  UNION ALL SELECT s.child, 0 FROM sibling s UNION ALL SELECT s.other, 0 FROM sibling s;
