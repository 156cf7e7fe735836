// Measures a running stack; tests/bench/run starts it and this. Each kind of
// page is asked for in turns with two yardsticks: `bare`, which runs the same
// SELECTs and nothing else, and a static file of the same size from the same
// nginx. Only the ratios within one run mean something.
//
//	node measure.mjs FOLDER BARE [quick] [rounds=N] [seconds=S] [limit=S]
//
// Wants the variables of the stack's env file in the environment. Prints the
// table and writes it to FOLDER/result.txt.

import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import net from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const [, , FOLDER, BARE, ...words] = process.argv;
const option = (name, fallback) => {
	const word = words.find((w) => w.startsWith(`${name}=`));
	return word === undefined ? fallback : Number(word.slice(name.length + 1));
};
const QUICK = words.includes("quick");
const ROUNDS = option("rounds", QUICK ? 1 : 2);
const SECONDS = Math.ceil(option("seconds", QUICK ? 1 : 3));	// wrk knows whole ones only
const BEGUN = Date.now();
const LIMIT = option("limit", QUICK ? 75 : 420) * 1000;
const CONNECTIONS = [1, 16, 64];
const E = process.env;
const PEOPLE = ["pnair", "thale", "sidris", "rbell", "kshah", "ewhyte"];
const CHILDREN_EACH = QUICK ? 8 : 25;

const left = () => LIMIT - (Date.now() - BEGUN);
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function say(text = "") {
	console.log(text);
	appendFileSync(join(FOLDER, "result.txt"), `${text}\n`);
}

// -- the database, as its administrator --

function ask(sql) {
	const out = execFileSync("mariadb", ["--no-defaults", `--socket=${E.EC_DB_SOCKET}`,
	    `--user=${E.EC_DB_ADMIN}`, "--batch", "--raw", "--skip-column-names",
	    "--default-character-set=utf8mb4", "-e", sql], { encoding: "utf8", maxBuffer: 1 << 26 });
	return out.split("\n").filter((line) => line !== "").map((line) => line.split("\t"));
}

// -- pages --

const agentNew = () => new https.Agent({ keepAlive: true, maxSockets: 128, ca: readFileSync(E.EC_CA) });
let agent = agentNew();

function fetchPage(path, { cookie = "", form } = {}) {
	const body = form === undefined ? undefined : new URLSearchParams(form).toString();
	const headers = { Cookie: cookie };
	if (body !== undefined) {
		headers["Content-Type"] = "application/x-www-form-urlencoded";
		headers["Content-Length"] = Buffer.byteLength(body);
		headers.Origin = E.EC_URL;
		headers["Sec-Fetch-Site"] = "same-origin";
	}
	return new Promise((done, fail) => {
		const request = https.request(new URL(path, E.EC_URL), { method: body ? "POST" : "GET",
			headers, agent }, (answer) => {
			const chunks = [];
			answer.on("data", (chunk) => chunks.push(chunk));
			answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers,
				text: Buffer.concat(chunks).toString() }));
		});
		// A kept connection that nginx closed in the same moment took nothing.
		request.on("error", (error) => request.reusedSocket && error.code === "ECONNRESET" ?
			fetchPage(path, { cookie, form }).then(done, fail) : fail(error));
		request.end(body);
	});
}

const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) =>
	({ amp: "&", lt: "<", gt: ">", quot: "\"", "#39": "'", "#x27": "'" })[name]);
const attribute = (tag, name) => {
	const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`));
	return found === null ? null : decode(found[1]);
};

// The fields of the form that posts to this path, as a browser would send them
// untouched.
function formOf(html, action) {
	const form = html.match(new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`));
	const fields = [];
	if (form === null) {
		throw new Error(`no form for ${action}`);
	}
	for (const [tag] of form[0].matchAll(/<input[^>]*>/g)) {
		const type = attribute(tag, "type");
		if ((type !== "radio" && type !== "checkbox") || /\schecked/.test(tag)) {
			fields.push([attribute(tag, "name"), attribute(tag, "value") ?? ""]);
		}
	}
	for (const [, tag, text] of form[0].matchAll(/<textarea([^>]*)>\n?([^<]*)<\/textarea>/g)) {
		fields.push([attribute(tag, "name"), decode(text)]);
	}
	for (const [, tag, inner] of form[0].matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
		const chosen = inner.match(/<option[^>]*\sselected[^>]*>/);
		fields.push([attribute(tag, "name"), chosen ? attribute(chosen[0], "value") ?? "" : ""]);
	}
	return fields.filter(([name]) => name !== null);
}

const changed = (fields, values) => [...fields.filter(([name]) => !(name in values)),
	...Object.entries(values)];

async function signIn(login) {
	const page = await fetchPage("/signin");
	const form = changed(formOf(page.text, "/signin"), { login,
		password: readFileSync(E.EC_PASSWORD_FILE, "utf8").trim() });
	const answer = await fetchPage("/signin", { form });
	const cookie = (answer.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]).join("; ");
	if (answer.status !== 303 || cookie === "") {
		throw new Error(`${login} cannot sign in: ${answer.status}`);
	}
	return { login, cookie };
}

// A stated reason opens a child's page for the rest of the session.
async function openChild(person, handle) {
	const page = await fetchPage(`/child/${handle}`, person);
	const action = `/child/${handle}/open`;
	const answer = await fetchPage(action, { ...person,
		form: changed(formOf(page.text, action), { reason: "A2" }) });
	if (answer.status !== 303) {
		throw new Error(`${action}: ${answer.status}`);
	}
}

// -- what is measured --

const SECTION = "health";	// fifteen fields

async function targetsOf(people) {
	const cases = (state) => ask(`SELECT a.login, r.handle FROM everychild_caf.record r
	    JOIN everychild.account a ON a.id = r.owner WHERE r.state = '${state}' AND r.child IS NOT NULL
	    AND a.login IN (${PEOPLE.map((p) => `'${p}'`)}) ORDER BY r.id LIMIT 500`);
	const of = (list, after) => list.map(([login, handle]) => ({ path: `/caf/case/${handle}${after}`,
		person: people.find((p) => p.login === login) }));
	const children = ask(`SELECT handle FROM everychild_index.child WHERE shielded = 0 AND unlinked = 0
	    AND died_on IS NULL ORDER BY CRC32(handle) LIMIT ${CHILDREN_EACH * people.length}`);
	const pages = children.map(([handle], i) => ({ path: `/child/${handle}`,
		person: people[i % people.length] }));
	for (const page of pages) {
		await openChild(page.person, page.path.split("/")[2]);
	}
	return [
		{ name: "front door", program: "index", list: people.map((person) => ({ path: "/", person })) },
		{ name: "search", program: "index", post: searches(people) },
		{ name: "child", program: "index", list: pages },
		{ name: "case", program: "caf", list: of(cases("S4"), "") },
		{ name: "task list", program: "caf", list: of(cases("S3"), "/assessment") },
		{ name: "section edit", program: "caf", list: of(cases("S3"), `/assessment/${SECTION}`) },
		{ name: "check", program: "caf", list: of(cases("S4"), "/assessment/check") },
		{ name: "print", program: "caf", list: of(cases("S4"), "/assessment/print") },
		{ name: "section save", program: "caf", post: saves(of(cases("S3"), `/assessment/${SECTION}`)) },
	];
}

// One post after another, each with a token of a page of its own. prepare()
// fetches the page and is not measured.
function searches(people) {
	const names = ask(`SELECT n.family, n.given, c.born_on FROM everychild_index.child_name n
	    JOIN everychild_index.child c ON c.id = n.child WHERE n.kind = 'CUR' AND c.shielded = 0
	    ORDER BY CRC32(c.handle) LIMIT 400`);
	let next = 0;
	return { lanes: 64, expect: 200, async prepare(lane) {
		const person = people[lane % people.length];
		const [family, given, born] = names[next++ % names.length];
		const [year, month, day] = born.split("-");
		const page = await fetchPage("/search", person);
		return { path: "/search", person, form: changed(formOf(page.text, "/search"), { family,
			given: given.slice(0, 3), "born-day": day, "born-month": month, "born-year": year }) };
	} };
}

function saves(list) {
	let count = 0;
	return { lanes: list.length, expect: 303, async prepare(lane) {
		const { path, person } = list[lane];
		const page = await fetchPage(path, person);
		const form = formOf(page.text, path);
		const field = form.find(([name]) => name.endsWith("_strengths"))[0];
		return { path, person, form: changed(form, { [field]: `Seen again, visit ${++count}: all is `
		    + "much as it was, and everybody agrees that this is good.", then: "tasks" }) };
	} };
}

// -- processes: CPU and memory --

const children_of = (pid) => {
	try {
		return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")
			.filter((c) => c !== "").map(Number);
	} catch {
		return [];
	}
};
const stackPid = (name) => Number(readFileSync(join(E.EC_DIR, "pid", name), "utf8").split(" ")[0]);
const TICK = 1e6 / Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

// Microseconds of a process with its children, those that ended included.
function cpu(pid) {
	let ticks = 0;
	for (const [i, p] of [pid, ...children_of(pid)].entries()) {
		try {
			const stat = readFileSync(`/proc/${p}/stat`, "utf8").split(") ").at(-1).split(" ");
			ticks += Number(stat[11]) + Number(stat[12]);
			ticks += i === 0 ? Number(stat[13]) + Number(stat[14]) : 0;
		} catch {
			// A worker that made room for a fresh one is in its parent's account.
		}
	}
	return ticks * TICK;
}

function meter(group) {
	const pids = { nginx: stackPid("nginx"), program: group, db: stackPid("db") };
	const read = () => Object.fromEntries(Object.entries(pids).map(([k, pid]) => [k, cpu(pid)]));
	const before = read();
	return (requests) => {
		const after = read();
		const each = Object.fromEntries(Object.keys(pids).map((k) => [k, (after[k] - before[k]) / requests]));
		return { ...each, sum: each.nginx + each.program + each.db };
	};
}

function memory(pid) {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
	const kb = (name) => Number(text.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))[1]);
	return { rss: kb("Rss") / 1024, pss: kb("Pss") / 1024,
		own: (kb("Private_Clean") + kb("Private_Dirty")) / 1024 };
}

// -- load --

function wrk(url, list, connections, seconds, group) {
	const used = meter(group);
	const threads = Math.min(connections, 2);
	const out = execFileSync("wrk", ["-t", threads, "-c", connections, "-d", `${seconds}s`,
		"--timeout", "5s", "-s", join(HERE, "get.lua"), url, "--", list].map(String),
	{ encoding: "utf8" });
	const r = JSON.parse(out.trim().split("\n").at(-1));
	return { rps: r.requests / (r.us / 1e6), p50: r.p50 / 1000, p99: r.p99 / 1000, max: r.max / 1000,
		errors: r.errors, bytes: r.bytes / Math.max(r.requests, 1), ...used(Math.max(r.requests, 1)) };
}

async function lanes(n, count, work) {
	let next = 0;
	await Promise.all(Array.from({ length: Math.min(n, count) }, async () => {
		while (next < count) {
			await work(next++);
		}
	}));
}

// Prepares as many posts as there are lanes, then sends them all at once over
// so many connections; again until the time is up.
async function posts(kind, connections, seconds, group) {
	const times = [], total = { nginx: 0, program: 0, db: 0, sum: 0 };
	let busy = 0, errors = 0;
	const many = Math.min(kind.post.lanes, connections * 8);
	const until = Date.now() + seconds * 4000;
	do {
		const ready = new Array(many);
		await lanes(8, many, async (i) => {
			ready[i] = await kind.post.prepare(i);
		});
		const used = meter(group), from = process.hrtime.bigint();
		await lanes(connections, many, async (i) => {
			const at = process.hrtime.bigint();
			const answer = await fetchPage(ready[i].path, { ...ready[i].person, form: ready[i].form });
			times.push(Number(process.hrtime.bigint() - at) / 1e6);
			errors += answer.status === kind.post.expect ? 0 : 1;
		});
		busy += Number(process.hrtime.bigint() - from) / 1e9;
		const each = used(1);
		Object.keys(total).forEach((k) => { total[k] += each[k]; });
	} while (busy < seconds && Date.now() < until);
	times.sort((a, b) => a - b);
	const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
	return { rps: times.length / busy, p50: at(0.5), p99: at(0.99), max: times.at(-1), errors,
		...Object.fromEntries(Object.entries(total).map(([k, v]) => [k, v / times.length])) };
}

// -- yardsticks --

// The server puts values into its log of a statement that was prepared while the
// log was on, so the programs connect again.
function log(on) {
	ask(`SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ${on}; TRUNCATE mysql.general_log`);
	for (const program of ["index", "caf"]) {
		execFileSync(join(HERE, "../stack"), ["restart-program", program]);
	}
}

// The statements that one request runs, complete with their values, from the
// server's own log. The session's hash is bytes, so it is put in by hand.
async function statementsOf(kind, sample) {
	ask("TRUNCATE mysql.general_log");
	const answer = await fetchPage(sample.path, { ...sample.person, form: sample.form });
	await sleep(100);
	if (answer.status !== (kind.post?.expect ?? 200)) {
		throw new Error(`${sample.path}: ${answer.status}`);
	}
	const rows = ask(`SELECT command_type, REPLACE(REPLACE(CONVERT(argument USING utf8mb4), '\\n', ' '),
	    '\\t', ' ') FROM mysql.general_log WHERE user_host LIKE 'ec_${kind.program}[%'
	    AND command_type IN ('Execute', 'Query')`);
	const hash = ask(`SELECT HEX(s.hash) FROM everychild.session s JOIN everychild.account a
	    ON a.id = s.account WHERE a.login = '${sample.person.login}' AND s.ended IS NULL LIMIT 1`)[0][0];
	const sql = rows.map(([, text]) => text ?? "").filter((text) => /^SELECT/i.test(text)
	    && !/FOR UPDATE/.test(text))
		.map((text) => text.replace(/(\b(?:hash|session) = )'(?:[^'\\]|\\.)*'/g, `$1x'${hash}'`));
	return { sql, trips: rows.length, bytes: Buffer.byteLength(answer.text),
		writes: rows.filter(([, text]) => /^(INSERT|UPDATE|DELETE)/i.test(text ?? "")).length };
}

// nginx hangs up on the connections that it had.
function reload() {
	process.kill(stackPid("nginx"), "SIGHUP");
	agent.destroy();
	agent = agentNew();
}

// One page of middling length stands for its kind.
async function middleOf(list) {
	const some = list.slice(0, 15);
	const length = [];
	for (const target of some) {
		length.push((await fetchPage(target.path, target.person)).text.length);
	}
	return some[length.indexOf(median(length))];
}

async function yardsticks(kinds) {
	const file = join(FOLDER, "bare.txt"), socket = join(FOLDER, "bare.sock");
	let text = "";
	mkdirSync(join(FOLDER, "static"), { recursive: true });
	log("ON");
	for (const kind of kinds) {
		const sample = kind.post ? await kind.post.prepare(0) : await middleOf(kind.list);
		kind.id = kind.name.replace(" ", "-");
		Object.assign(kind, await statementsOf(kind, sample));
		text += `page ${kind.id} everychild_${kind.program} ${kind.bytes}\n`;
		text += kind.sql.map((sql) => `sql ${sql}\n`).join("");
		writeFileSync(join(FOLDER, "static", kind.id), "x".repeat(kind.bytes));
		for (const [name, list] of [["bare", [{ path: `/bench/bare/${kind.id}` }]],
			["static", [{ path: `/bench/static/${kind.id}` }]], ["page", kind.list ?? []]]) {
			writeFileSync(join(FOLDER, `${kind.id}.${name}`), list.map((t) =>
				`${t.path}\t${t.person?.cookie ?? ""}\n`).join(""));
		}
	}
	log("OFF");
	writeFileSync(file, text);
	const bare = spawn(BARE, [socket, E.EC_DB_SOCKET, E.EC_DB_ADMIN, "4", file],
		{ stdio: ["ignore", "inherit", "inherit"] });
	writeFileSync(join(E.EC_DIR, "nginx/nginx.d/bench.conf"), `
location /bench/bare/ {
	include ${E.EC_DIR}/nginx/nginx.d/program;
	fastcgi_pass unix:${socket};
}
location /bench/static/ {
	alias ${FOLDER}/static/;
	include ${E.EC_DIR}/nginx/nginx.d/headers;
	add_header Cache-Control "no-store" always;
}
`);
	reload();
	await sleep(700);
	const first = await fetchPage(`/bench/bare/${kinds[0].id}`);
	if (first.status !== 200) {
		throw new Error(`bare answers ${first.status}`);
	}
	return bare;
}

// -- from exec to the first page --

const u16 = (n) => Buffer.from([n >> 8, n & 255]);
const record = (type, body) => Buffer.concat([Buffer.from([1, type, 0, 1]), u16(body.length),
	Buffer.from([0, 0]), body]);

function fastcgi(socket, params) {
	const long = (n) => n < 128 ? Buffer.from([n]) : Buffer.from([128 | n >> 24, n >> 16 & 255,
		n >> 8 & 255, n & 255]);
	const pairs = Buffer.concat(Object.entries(params).flatMap(([k, v]) =>
		[long(k.length), long(v.length), Buffer.from(k), Buffer.from(v)]));
	return new Promise((done, fail) => {
		const c = net.connect(socket), chunks = [];
		c.on("error", fail);
		c.on("data", (chunk) => chunks.push(chunk));
		c.on("close", () => done(Buffer.concat(chunks).toString("latin1")));
		c.write(Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, pairs),
			record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]));
	});
}

// A second copy of the program, on a socket of its own.
async function startOnce(program, path, cookie) {
	const settings = join(FOLDER, "start.conf"), socket = join(FOLDER, `${program}.sock`);
	const own = readFileSync(E.EC_SETTINGS, "utf8").replace(/^http\.socket_dir = .*$/m,
		`http.socket_dir = ${FOLDER}`);
	rmSync(socket, { force: true });
	writeFileSync(settings, own);
	for (const file of readdirSync(E.EC_DIR).filter((f) => /^everychild-.*\.conf$/.test(f))) {
		writeFileSync(join(FOLDER, file.replace("everychild", "start")),
			readFileSync(join(E.EC_DIR, file)));
	}
	const from = process.hrtime.bigint();
	const child = spawn(join(E.EC_BUILD, "installed/libexec/everychild", program), ["-c", settings],
		{ stdio: "ignore" });
	let text = "";
	while (text === "" && process.hrtime.bigint() - from < 5e9) {
		text = await fastcgi(socket, { REQUEST_METHOD: "GET", DOCUMENT_URI: path, QUERY_STRING: "",
			CONTENT_TYPE: "", CONTENT_LENGTH: "", REMOTE_ADDR: "127.0.0.1", HTTPS: "on",
			REQUEST_ID: "0".repeat(32), SERVER_NAME: "localhost", HTTP_HOST: `localhost:${E.EC_PORT}`,
			HTTP_COOKIE: cookie }).catch(() => "");
		if (text === "") {
			await sleep(0.2);
		}
	}
	const ms = Number(process.hrtime.bigint() - from) / 1e6;
	const ended = new Promise((done) => child.once("exit", done));
	child.kill("SIGTERM");
	await Promise.race([ended, sleep(3000)]);
	child.kill("SIGKILL");
	if (!text.includes("200 OK")) {
		throw new Error(`${program} gave no page at its start`);
	}
	return ms;
}

async function starts(kinds) {
	const out = {};
	for (const program of ["index", "caf"]) {
		const { path, person } = kinds.find((k) => k.program === program && k.list).list[0];
		const times = [];
		for (let i = 0; i < (QUICK ? 3 : 7); i++) {
			times.push(await startOnce(program, path, person.cookie));
		}
		out[program] = median(times);
	}
	return out;
}

// -- the table --

const results = new Map();	// "kind connections target" → list of measurements

function keep(kind, connections, target, result) {
	const key = `${kind.name}|${connections}|${target}`;
	results.set(key, [...results.get(key) ?? [], result]);
}

function middle(kind, connections, target) {
	const list = results.get(`${kind.name}|${connections}|${target}`) ?? [];
	return list.length === 0 ? null : Object.fromEntries(Object.keys(list[0]).map((k) =>
		[k, k === "errors" ? list.reduce((n, r) => n + r.errors, 0) : median(list.map((r) => r[k]))]));
}

async function measure(kind, connections, bare) {
	const url = E.EC_URL, list = (name) => join(FOLDER, `${kind.id}.${name}`);
	const program = stackPid(kind.program);
	keep(kind, connections, "page", kind.post ?
		await posts(kind, connections, SECONDS / 2, program) :
		wrk(url, list("page"), connections, SECONDS, program));
	if (!QUICK || connections > 1) {
		keep(kind, connections, "bare", wrk(url, list("bare"), connections,
			Math.ceil(SECONDS / 2), bare.pid));
	}
	if (!QUICK || connections === 16) {
		keep(kind, connections, "static", wrk(url, list("static"), connections, 1, bare.pid));
	}
}

// Every page once: what is read from the disk the first time is not the page's.
async function warm(kinds) {
	for (const kind of kinds.filter((k) => k.list)) {
		const some = kind.list.slice(0, 100);
		await lanes(4, some.length, (i) => fetchPage(some[i].path, some[i].person));
	}
}

async function round(kinds, bare) {
	for (const kind of kinds) {
		for (const connections of CONNECTIONS) {
			if (left() < SECONDS * 3000) {
				return false;
			}
			await measure(kind, connections, bare);
		}
	}
	return true;
}

const fixed = (n, digits, width) => (n === undefined || !Number.isFinite(n) ? "-" : n.toFixed(digits))
	.padStart(width);

function table(kinds) {
	say("CPU in microseconds a request. bare: the same SELECTs, no page. static: a file of that size.");
	say("sel/wr/trips: SELECTs, writes, round trips to the database in one page.");
	say();
	say("page          conn      rps   p50 ms   p99 ms   nginx  prog    db   sum |"
	    + " bare rps   p50   p99   sum | static rps | CPU page/bare  rps page/bare");
	for (const kind of kinds) {
		say(`${kind.name}: ${kind.bytes} bytes, ${kind.sql.length}/${kind.writes}/${kind.trips}`
		    + ` sel/wr/trips${kind.post ? " (posted by Node)" : ""}`);
		for (const c of CONNECTIONS) {
			const p = middle(kind, c, "page"), b = middle(kind, c, "bare"), s = middle(kind, c, "static");
			const short = !kind.post && p !== null && p.bytes < kind.bytes / 3;
			if (p !== null) {
				say(`${"".padEnd(13)} ${fixed(c, 0, 4)} ${fixed(p.rps, 0, 8)} ${fixed(p.p50, 2, 8)} `
				    + `${fixed(p.p99, 2, 8)} ${fixed(p.nginx, 0, 7)} ${fixed(p.program, 0, 5)} `
				    + `${fixed(p.db, 0, 5)} ${fixed(p.sum, 0, 5)} | ${fixed(b?.rps, 0, 8)} `
				    + `${fixed(b?.p50, 2, 5)} ${fixed(b?.p99, 1, 5)} ${fixed(b?.sum, 0, 5)} | `
				    + `${fixed(s?.rps, 0, 10)} | ${fixed(p.sum / b?.sum, 2, 13)} `
				    + `${fixed(p.rps / b?.rps, 2, 14)}${p.errors > 0 ? `  ${p.errors} ERRORS` : ""}`
				    + `${short ? "  NOT THE PAGE" : ""}`);
			}
		}
	}
}

function memoryTable() {
	let all = 0;
	say();
	say("memory, MiB       RSS    PSS  private   (middle of the workers)");
	for (const program of E.EC_PROGRAMS.split(" ")) {
		const pid = stackPid(program), list = children_of(pid).map(memory);
		const line = (k) => median(list.map((m) => m[k]));
		all += list.reduce((n, m) => n + m.pss, memory(pid).pss);
		say(`${program.padEnd(14)} ${fixed(line("rss"), 1, 6)} ${fixed(line("pss"), 2, 6)} `
		    + `${fixed(line("own"), 2, 8)}   ${list.length} workers`);
	}
	say(`all programs, PSS  ${fixed(all, 1, 6)}`);
}

// performance.md 7; a page here always writes its audit row.
function aims(kinds, start) {
	const pages = kinds.filter((k) => !k.post && middle(k, 64, "page") !== null);
	const worst = (f) => Math.max(...pages.map(f));
	const line = (what, value, most, digits = 1) => say(`${value <= most ? "met    " : "not met"}  `
	    + `${what.padEnd(58)} ${fixed(value, digits, 8)}   (at most ${most})`);
	const kind = (name) => kinds.find((k) => k.name === name);
	const ratio = (name, c) => {
		const p = middle(kind(name), c, "page"), b = middle(kind(name), c, "bare");
		return p === null || b === null ? NaN : p.sum / b.sum;
	};
	say();
	say("aims");
	line("case page with audit row, CPU against bare SQL, 16 conn.", ratio("case", 16), 1.5, 2);
	line("case page with audit row, CPU against bare SQL, 64 conn.", ratio("case", 64), 1.3, 2);
	line("slowest page, p99 at 64 connections, ms", worst((k) => middle(k, 64, "page").p99), 35);
	line("slowest page, p99 against p50 at 64 connections",
		worst((k) => middle(k, 64, "page").p99 / middle(k, 64, "page").p50), 3, 2);
	line("slowest single request, ms", worst((k) => middle(k, 64, "page").max), 250);
	line("slowest page, p99 at 1 connection, ms", worst((k) => middle(k, 1, "page").p99), 2.5, 2);
	line("caf, exec to first page, ms", start.caf, 15);
	line("index, exec to first page, ms", start.index, 15);
	const workers = E.EC_PROGRAMS.split(" ").flatMap((p) => children_of(stackPid(p)).map(memory));
	line("RSS of the largest worker, MiB", Math.max(...workers.map((m) => m.rss)), 8);
	line("PSS of the largest worker, MiB", Math.max(...workers.map((m) => m.pss)), 1.5, 2);
	line("private memory of the largest worker, MiB", Math.max(...workers.map((m) => m.own)), 1, 2);
}

async function main() {
	const [[children, answers]] = ask(`SELECT (SELECT COUNT(*) FROM everychild_index.child),
	    (SELECT COUNT(*) FROM everychild_caf.answer)`);
	rmSync(join(FOLDER, "result.txt"), { force: true });
	say(`Everychild, measured on ${new Date().toISOString().slice(0, 10)}: ${children} children, `
	    + `${answers} answers, ${execFileSync("nproc", { encoding: "utf8" }).trim()} processors that also `
	    + `make the load`);
	ask("SET GLOBAL innodb_buffer_pool_size = 536870912");
	const people = [];
	for (const login of PEOPLE) {
		people.push(await signIn(login));
	}
	const kinds = await targetsOf(people);
	const bare = await yardsticks(kinds);
	try {
		let n = 0;
		await warm(kinds);
		while (n < ROUNDS && await round(kinds, bare)) {
			n++;
		}
		say(n < ROUNDS ? `middle of ${n} interleaved rounds and a part of one` :
			`middle of ${n} interleaved round${n === 1 ? "" : "s"}`);
		say();
		table(kinds);
		memoryTable();
		const start = await starts(kinds);
		say();
		say(`exec to first page, ms: index ${start.index.toFixed(1)}, caf ${start.caf.toFixed(1)}`);
		aims(kinds, start);
	} finally {
		bare.kill("SIGTERM");
		rmSync(join(E.EC_DIR, "nginx/nginx.d/bench.conf"), { force: true });
		reload();
	}
	agent.destroy();
}

await main();
