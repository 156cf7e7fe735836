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

-- Running dates by the record's owner, and whose staff that is.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_deadline AS
  SELECT d.id, d.title, d.from_on, d.due_on, d.due_at, d.amber_on, d.explanation, r.owner, r.team, r.child,
         r.handle, r.reference, r.subject, r.restricted, a.manager, a.given, a.family
    FROM deadline d JOIN record r ON r.id = d.record
    LEFT JOIN everychild.account a ON a.id = r.owner
   WHERE d.met_at IS NULL AND d.dropped_at IS NULL AND r.closed_at IS NULL;

-- The same by everybody who works on the record (person_due).
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_due AS
  SELECT account, id, title, due_on, due_at, amber_on, explanation, handle, reference, subject
    FROM person_due;

-- A module that plans visits or meetings may bring a view shared_planned in its
-- own schema: account, id, title, planned_on (the day), planned_at (the moment in
-- UTC, or NULL), minutes, handle, reference; a row a person and a date. The index
-- puts them into calendars outside: a title says what, never who.

-- Open records by everybody who works on them, each person once; due_on: the next date.
-- due_on is never NULL: 9999-12-31 where no date runs. The first by order, as MIN
-- around a subquery does not go into the index's grouped union (MariaDB 10.11).
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_work AS
  SELECT p.account, r.owner, a.manager, r.id, r.handle, r.reference, r.kind, r.subject,
         r.opened_at, r.child, r.restricted,
         COALESCE((SELECT d.due_on FROM deadline d WHERE d.record = r.id
           AND d.met_at IS NULL AND d.dropped_at IS NULL
           AND (d.readers = '' OR EXISTS (SELECT 1 FROM record_person z WHERE z.record = p.record
             AND z.account = p.account AND z.until IS NULL
             AND FIND_IN_SET(z.relation, REPLACE(d.readers, ' ', ',')) > 0))
           ORDER BY d.due_on LIMIT 1), DATE'9999-12-31') AS due_on
    FROM record_person p JOIN record r ON r.id = p.record
    LEFT JOIN everychild.account a ON a.id = r.owner
   WHERE p.until IS NULL AND p.relation <> 'HARM' AND r.closed_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM record_person q WHERE q.record = p.record
       AND q.account = p.account AND q.until IS NULL AND q.relation <> 'HARM' AND q.id < p.id);

-- Forms that were begun and are not complete, a row a record and a person who
-- writes in them; forms: their names, as those of a concern about harm are not
-- said outside its record; touched_at: when anybody last saved or typed in one. What is
-- suspended waits for others, so nobody is reminded of it.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_draft AS
  SELECT p.account, r.owner, a.manager, a.given, a.family, r.id, r.handle, r.reference,
         r.subject, r.restricted,
         (SELECT GROUP_CONCAT(DISTINCT CONCAT(UPPER(LEFT(f.form, 1)), SUBSTRING(f.form, 2))
             ORDER BY f.form SEPARATOR ', ')
           FROM document f WHERE f.record = r.id AND f.completed_at IS NULL
            AND f.form <> 'harm') AS forms,
         (SELECT MAX(GREATEST(COALESCE(d.saved_at, d.started_at), COALESCE((SELECT MAX(w.at)
             FROM draft w WHERE w.document = d.id), d.started_at)))
           FROM document d WHERE d.record = r.id AND d.completed_at IS NULL) AS touched_at
    FROM record_person p JOIN record r ON r.id = p.record
    LEFT JOIN everychild.account a ON a.id = r.owner
   WHERE p.until IS NULL AND p.relation IN ('OWNER', 'COA') AND r.closed_at IS NULL
     AND r.resume IS NULL AND EXISTS (SELECT 1 FROM document e WHERE e.record = r.id
       AND e.completed_at IS NULL);

-- Open records that nobody holds: the owner's account is closed or gone; or
-- nobody leads where somebody did. Never restricted ones.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_unallocated AS
  SELECT r.id, r.handle, r.reference, r.subject, r.opened_at, a.manager, a.given, a.family,
         'OWNER' AS lacks
    FROM record r LEFT JOIN everychild.account a ON a.id = r.owner
   WHERE r.closed_at IS NULL AND r.restricted = 0
     AND (a.id IS NULL OR a.disabled_on IS NOT NULL)
  UNION ALL
  SELECT r.id, r.handle, r.reference, r.subject, r.opened_at, a.manager, a.given, a.family,
         'LEAD' AS lacks
    FROM record r JOIN everychild.account a ON a.id = r.owner
   WHERE r.closed_at IS NULL AND r.restricted = 0 AND a.disabled_on IS NULL
     AND r.id IN (SELECT p.record FROM record_person p WHERE p.relation = 'LP')
     AND NOT EXISTS (SELECT 1 FROM record_person q JOIN everychild.account b ON b.id = q.account
       WHERE q.record = r.id AND q.relation = 'LP' AND q.until IS NULL AND b.disabled_on IS NULL);

-- handle: NULL for somebody who worked on the record and does not any more; with
-- the page below it for who may see no more than that, or that the notice is about.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW shared_notice AS
  SELECT n.id, n.account, n.title, n.at, r.reference,
         IF(n.page IS NOT NULL, CONCAT(r.handle, n.page), IF(EXISTS (SELECT 1 FROM record_person p WHERE p.record = r.id
             AND p.account = n.account AND p.until IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM record_person p WHERE p.record = r.id
             AND p.account = n.account AND p.until IS NULL), NULL,
           CONCAT(r.handle, COALESCE((SELECT MIN(p.page) FROM record_person p
             WHERE p.record = r.id AND p.account = n.account AND p.until IS NULL), '')))) AS handle
    FROM notice n JOIN record r ON r.id = n.record
   WHERE n.read_at IS NULL AND r.archived_at IS NULL;
