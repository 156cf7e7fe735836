/*
 * sql-directory: the statements of the service directory, for the table of sql.c.
 */
#ifndef EVERYCHILD_CAF_SQL_DIRECTORY_H
#define EVERYCHILD_CAF_SQL_DIRECTORY_H

/* The entry in a version, in the order of struct caf_directory. */
#define DIRECTORY_KIND(kind) "(SELECT GROUP_CONCAT(c.code ORDER BY c.code SEPARATOR ' ') FROM service_code c" \
	" WHERE c.service = v.service AND c.version = v.number AND c.kind = '" kind "')"
#define DIRECTORY_ENTRY "SELECT s.id, s.version, v.number, s.uuid, s.assured_by, s.assured_on, s.next_check," \
	" v.at, a.given, a.family, v.easting, v.northing, w.name, w.description, w.email, w.website," \
	" w.phone, p.uuid, v.name, v.description, v.status, " DIRECTORY_KIND("AIM") ", " DIRECTORY_KIND("SERVICE") "," \
	" v.tier, v.eligibility, CAST(v.min_age AS CHAR), CAST(v.max_age AS CHAR), " DIRECTORY_KIND("AREA") "," \
	" v.threshold, " DIRECTORY_KIND("ROUTE") ", v.how, v.form, v.needs_caf, v.venue, v.address_1," \
	" v.address_2, v.town, v.postcode, v.uprn, v.location, v.access, " DIRECTORY_KIND("DAY") ", v.times," \
	" v.cost, v.cost_text, " DIRECTORY_KIND("LANGUAGE") ", v.interpreter, v.contact, v.phone, v.email," \
	" v.capacity, v.waiting, v.waiting_on, v.is_sensitive, v.is_public"
#define DIRECTORY_ENTRY_FROM " FROM service s JOIN service_version v ON v.service = s.id" \
	" JOIN provider p ON p.id = v.provider" \
	" JOIN provider_version w ON w.provider = p.id AND w.number = p.version" \
	" JOIN everychild.account a ON a.id = v.account"
#define DIRECTORY_ENTRY_OUT "uuussddd" "ssuu" "sssss" "ssssss" "ssssssssss" "ssssssssss" "sssssssss" "dss"
#define DIRECTORY_HAS(kind) " AND (? = '' OR EXISTS (SELECT 1 FROM service_code c WHERE c.service = s.id" \
	" AND c.version = s.version AND c.kind = '" kind "' AND c.code = ?))"
/* In metres, from a point that is given as easting and northing. */
#define DIRECTORY_DISTANCE "SQRT(POW(v.easting + 0e0 - ?, 2) + POW(v.northing + 0e0 - ?, 2))"

#define DIRECTORY_STATEMENTS \
	[CAF_DIRECTORY_FIND] = { DIRECTORY_ENTRY DIRECTORY_ENTRY_FROM " WHERE s.uuid = ? AND v.number = s.version", "s", \
	    DIRECTORY_ENTRY_OUT }, \
	[CAF_DIRECTORY_FORMER] = { DIRECTORY_ENTRY DIRECTORY_ENTRY_FROM " WHERE s.uuid = ? AND v.number = ?", "su", \
	    DIRECTORY_ENTRY_OUT }, \
	[CAF_DIRECTORY_PUBLIC] = { DIRECTORY_ENTRY DIRECTORY_ENTRY_FROM " WHERE v.number = s.version AND v.is_public = 'Y'" \
	    " AND v.status IN ('ACTIVE', 'CLOSED') AND s.assured_on >= ? ORDER BY s.id" \
	    " LIMIT ? OFFSET ?", "duu", DIRECTORY_ENTRY_OUT }, \
	[CAF_DIRECTORY_ALL] = { "SELECT COUNT(*) FROM service s JOIN service_version v" \
	    " ON v.service = s.id AND v.number = s.version WHERE v.is_public = 'Y'" \
	    " AND v.status IN ('ACTIVE', 'CLOSED') AND s.assured_on >= ?", "d", "u" }, \
	[CAF_DIRECTORY_VERSIONS] = { "SELECT v.number, v.at, a.given, a.family, v.name, v.status" \
	    " FROM service_version v JOIN everychild.account a ON a.id = v.account" \
	    " WHERE v.service = ? ORDER BY v.number DESC", "u", "udssss" }, \
	[CAF_DIRECTORY_ADD] = { "INSERT INTO service (uuid) VALUES (?)", "s", "" }, \
	[CAF_DIRECTORY_VERSION_ADD] = { "INSERT INTO service_version (service, number, easting," \
	    " northing, account, at, provider, name, description, status, tier, eligibility, min_age," \
	    " max_age, threshold, how, form, needs_caf, venue, address_1, address_2, town, postcode," \
	    " uprn, location, access, times, cost, cost_text, interpreter, contact, phone, email," \
	    " capacity, waiting, waiting_on, is_sensitive, is_public)" \
	    " SELECT ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), p.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, ? FROM provider p" \
	    " WHERE p.uuid = ?", "uuUUu" "sssssss" "ssssssssss" "sssssssssss" "s" "ss" "s", "" }, \
	[CAF_DIRECTORY_CODE_ADD] = { "INSERT INTO service_code (service, version, kind, code)" \
	    " VALUES (?, ?, ?, ?)", "uuss", "" }, \
	[CAF_DIRECTORY_CHANGED] = { "UPDATE service SET version = version + 1 WHERE id = ?" \
	    " AND version = ?", "uu", "" }, \
	[CAF_DIRECTORY_ASSURE] = { "UPDATE service SET assured_by = ?, assured_on = ?, next_check = ?" \
	    " WHERE id = ? AND version = ?", "sdduu", "" }, \
	[CAF_DIRECTORY_ASSURANCE_ADD] = { "INSERT INTO service_assurance (service, version," \
	    " assured_by, assured_on, next_check, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uusddu", "" }, \
	[CAF_DIRECTORY_ASSURANCES] = { "SELECT n.assured_on, n.assured_by, n.next_check, n.version," \
	    " a.given, a.family FROM service_assurance n JOIN everychild.account a ON a.id = n.account" \
	    " WHERE n.service = ? ORDER BY n.id DESC", "u", "dsduss" }, \
	/* Nearest first where a point is given, else by the first half of the postcode. */ \
	[CAF_DIRECTORY_SEARCH] = { "SELECT s.uuid, v.name, w.name, CAST(v.min_age AS CHAR)," \
	    " CAST(v.max_age AS CHAR), v.venue, v.town, v.postcode, v.cost, v.waiting, v.waiting_on," \
	    " v.is_sensitive, v.status, s.assured_on," \
	    " CAST(ROUND(IF(? = 1, " DIRECTORY_DISTANCE " + 1, 0)) AS UNSIGNED), CASE WHEN ? = 1 THEN v.easting IS NULL" \
	    "  WHEN ? = '' THEN 0 WHEN SUBSTRING_INDEX(v.postcode, ' ', 1) = ? THEN 0" \
	    "  WHEN v.postcode REGEXP CONCAT('^', ?, '[0-9]') THEN 1 ELSE 2 END AS near," \
	    " COUNT(*) OVER ()" \
	    " FROM service s JOIN service_version v ON v.service = s.id AND v.number = s.version" \
	    " JOIN provider p ON p.id = v.provider" \
	    " JOIN provider_version w ON w.provider = p.id AND w.number = p.version" \
	    " WHERE v.status IN ('ACTIVE', 'CLOSED')" DIRECTORY_HAS("AIM") DIRECTORY_HAS("SERVICE") DIRECTORY_HAS("DAY") DIRECTORY_HAS("ROUTE") \
	    " AND (? = '' OR (v.min_age <= ? AND v.max_age >= ?)) AND (? = '' OR v.cost = ?)" \
	    " AND (? = '' OR v.tier = ?) AND (? = '' OR INSTR(LOWER(v.name), LOWER(?)) > 0" \
	    "  OR INSTR(LOWER(v.description), LOWER(?)) > 0 OR INSTR(LOWER(w.name), LOWER(?)) > 0)" \
	    " ORDER BY near, 15, v.name, s.id LIMIT ? OFFSET ?", \
	    "uuuusss" "ssssssss" "sssssss" "ssss" "uu", "ssssssssss" "dssd" "uuu" }, \
	[CAF_DIRECTORY_ENTRIES] = { "SELECT s.uuid, v.name, w.name, v.status, s.assured_on," \
	    " s.next_check, v.is_public, COUNT(*) OVER ()" \
	    " FROM service s JOIN service_version v ON v.service = s.id AND v.number = s.version" \
	    " JOIN provider p ON p.id = v.provider" \
	    " JOIN provider_version w ON w.provider = p.id AND w.number = p.version" \
	    " ORDER BY v.status = 'DEFUNCT', s.assured_on IS NOT NULL, s.assured_on, v.name, s.id" \
	    " LIMIT ? OFFSET ?", "uu", "ssssddsu" }, \
	[CAF_PROVIDERS] = { "SELECT p.uuid, w.name, w.phone, w.email FROM provider p" \
	    " JOIN provider_version w ON w.provider = p.id AND w.number = p.version" \
	    " ORDER BY LOWER(w.name), p.id", "", "ssss" }, \
	[CAF_PROVIDER_FIND] = { "SELECT p.id, p.version, w.name, w.description, w.email, w.website," \
	    " w.phone FROM provider p JOIN provider_version w ON w.provider = p.id" \
	    " AND w.number = p.version WHERE p.uuid = ?", "s", "uusssss" }, \
	[CAF_PROVIDER_FORMER] = { "SELECT w.number, w.at, a.given, a.family, w.name, w.description," \
	    " w.email, w.website, w.phone FROM provider_version w" \
	    " JOIN everychild.account a ON a.id = w.account WHERE w.provider = ?" \
	    " ORDER BY w.number DESC", "u", "udsssssss" }, \
	[CAF_PROVIDER_ADD] = { "INSERT INTO provider (uuid) VALUES (?)", "s", "" }, \
	[CAF_PROVIDER_VERSION_ADD] = { "INSERT INTO provider_version (provider, number, name," \
	    " description, email, website, phone, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uusssssu", "" }, \
	[CAF_PROVIDER_CHANGED] = { "UPDATE provider SET version = version + 1 WHERE id = ?" \
	    " AND version = ?", "uu", "" },

#endif
