-- The child card: what a module may know of a child. A shielded child's card
-- carries only what everybody may see of it (caf.md 6.6).
CREATE OR REPLACE SQL SECURITY DEFINER VIEW child_card AS
  SELECT c.id, c.handle, c.number, c.sex, c.born_on, c.born_estimated, c.shielded,
         n.given, n.family,
         IF(c.shielded, NULL, a.line1) AS line1, IF(c.shielded, NULL, a.line2) AS line2,
         IF(c.shielded, NULL, a.line3) AS line3, IF(c.shielded, NULL, a.town) AS town,
         IF(c.shielded, NULL, a.postcode) AS postcode, IF(c.shielded, NULL, a.uprn) AS uprn
    FROM child c
    JOIN child_name n ON n.child = c.id AND n.kind = 'CUR' AND n.until IS NULL
    LEFT JOIN child_address a ON a.child = c.id AND a.until IS NULL;

-- For matching a newborn to a record: names by sound, birth date, and where the
-- child lives unless that is hidden.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW child_key AS
  SELECT n.child, n.kind, n.given, n.family, s.family AS family_sound,
         YEAR(s.born_on) AS born_year, s.born_on, c.sex, a.postcode
    FROM child_sound s JOIN child_name n ON n.id = s.name AND n.kind <> 'GONE'
    JOIN child c ON c.id = s.child
    LEFT JOIN child_address a ON a.child = c.id AND a.until IS NULL AND c.shielded = 0
   WHERE c.unlinked = 0;
