-- Of which children of the index there is still a case, open or not, shown or not: while
-- there is one the child's own record is not destroyed. A module that keeps children in
-- other tables, too, has a view of its own.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_kept AS
  SELECT r.child, IF(r.closed_at IS NULL, 1, 0) AS is_open FROM record r WHERE r.child IS NOT NULL;
