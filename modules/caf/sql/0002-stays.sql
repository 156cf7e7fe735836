-- Who has agreed to stay in the index after childhood (caf.md 5.2, C-KEEP25), for as long as
-- nobody has taken it back; of whatever case.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_stays AS
  SELECT r.child, c.given_on FROM consent c JOIN record r ON r.id = c.record
   WHERE c.type = 'C-KEEP25' AND c.answer = 'Y' AND c.ended_at IS NULL AND r.child IS NOT NULL;
