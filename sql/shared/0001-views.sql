-- What a module shows the index of its records: no case detail, only that
-- somebody is involved, what is due, and the titles meant for the chronology. A
-- restricted record shows in its own people's work alone; an unlisted one
-- (consent refused or withdrawn) and one closed a year ago show nothing.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_involvement AS
  SELECT i.id, i.child, i.account, i.part, i.title, i.since, i.until,
         r.handle, r.state, i.record
    FROM involvement i JOIN record r ON r.id = i.record WHERE i.child IS NOT NULL
     AND r.restricted = 0 AND r.unlisted = 0 AND r.archived_at IS NULL
     AND (r.closed_at IS NULL OR r.closed_at > UTC_TIMESTAMP() - INTERVAL 12 MONTH);

CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_event AS
  SELECT e.id, r.child, e.at, e.code, e.title, e.account, r.handle
    FROM event e JOIN record r ON r.id = e.record
   WHERE e.shared = 1 AND r.child IS NOT NULL AND r.restricted = 0
     AND r.unlisted = 0 AND r.archived_at IS NULL;

CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_deadline AS
  SELECT d.id, d.title, d.from_on, d.due_on, d.explanation, r.owner, r.team, r.child,
         r.handle, r.reference, r.subject, r.restricted
    FROM deadline d JOIN record r ON r.id = d.record
   WHERE d.met_at IS NULL AND d.dropped_at IS NULL AND r.closed_at IS NULL;

CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_work AS
  SELECT p.account, p.relation, r.id, r.handle, r.reference, r.kind, r.subject, r.state,
         r.opened_at, r.child, r.restricted,
         (SELECT MAX(w.at) FROM draft w JOIN document d ON d.id = w.document
           WHERE d.record = r.id AND w.account = p.account) AS draft_at
    FROM record_person p JOIN record r ON r.id = p.record
   WHERE p.until IS NULL AND r.closed_at IS NULL;

CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_notice AS
  SELECT n.id, n.account, n.title, n.at, r.reference
    FROM notice n JOIN record r ON r.id = n.record WHERE n.read_at IS NULL;
