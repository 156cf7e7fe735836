// The directory client against a real slapd, an imitation of Active Directory,
// and servers that misbehave. Needs slapd, ldap-utils, openssl, a C compiler
// and libldap; no packages of npm. About half a minute:
//
//   node --test tests/directory/
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client, SUFFIX, Server, certificate, dir, once, onceWith, password, refusal, sanitized, settings, watcher } from './client.mjs';
import { hostile, modes } from './hostile.mjs';
import { IN_CHAIN, STARTTLS, WHOAMI, entry, freePort, int, message, result, stub, str, tlv } from './stub.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const PEOPLE = `ou=people,${SUFFIX}`;
const GROUPS = `ou=groups,${SUFFIX}`;
const ANN = 'correct horse';
const names = (answer) => answer.groups.map((g) => g.name).sort();
const generalized = (days) => new Date(Date.now() + days * 864e5).toISOString().replace(/[-:T]|\.\d+/g, '');

// libldap forgets to free the notice of disconnection itself.
const leaks = (mode) => mode === 'notice' ? { ASAN_OPTIONS: 'detect_leaks=0' } : {};

let main;		// slapd
let tlsGood;		// a good certificate for stubs
const standing = [];	// what is to be ended

const client = (...args) => {
	const c = new Client(...args);
	standing.push(() => c.end());
	return c;
};

const ownSlapd = async (name) => {
	const s = await new Server(name, path.join(here, 'people.ldif')).start();
	standing.push(() => s.stop());
	return s;
};

const server = async (how) => {
	const s = await (typeof how === 'string' ? hostile(how, stubOptions()) : stub({ ...stubOptions(), ...how }));
	standing.push(() => s.close());
	return s;
};

const stubOptions = () => ({
	certificate: tlsGood,
	elsewhere: 'ldap://127.0.0.1:9',
	entries: [
		{ dn: `cn=reader,${SUFFIX}`, password: password(main, 'reader') },
		{ dn: `uid=ann,${PEOPLE}`, password: ANN, objectClass: 'inetOrgPerson', uid: 'ann', sn: 'Archer',
			cn: 'Ann Archer', entryUUID: '00000000-0000-4000-8000-000000000001' },
	],
});

// Entries whose dates depend on today, and one password of 1024 bytes.
function todaysPeople() {
	const person = (uid, pass, ...more) => [`dn: uid=${uid},${PEOPLE}`, 'objectClass: inetOrgPerson', `uid: ${uid}`,
		`cn: ${uid}`, `sn: ${uid}`, `userPassword: ${pass}`, ...more, ''].join('\n');
	const file = path.join(dir, 'today.ldif');
	fs.writeFileSync(file, [
		person('soon', 'soon', `pwdChangedTime: ${generalized(-20.5)}`, `pwdPolicySubentry: cn=aging,${SUFFIX}`),
		person('long', 'x'.repeat(1024)),
		person('long200', 'p'.repeat(200)),
		...Array.from({ length: 10 }, (_, i) => person(`time${i}`, 'right')),
	].join('\n'));
	return file;
}

before(async () => {
	main = await new Server('s', [path.join(here, 'people.ldif'), todaysPeople()]).start();
	tlsGood = certificate('good', { san: 'IP:127.0.0.1' });
});

after(async () => {
	const ends = await Promise.allSettled(standing.map(async (end) => end()));
	main?.stop();
	fs.rmSync(dir, { recursive: true, force: true });
	for (const end of ends)
		if (end.status === 'rejected')
			throw end.reason;
});

describe('signing in', () => {
	let c;
	before(() => { c = client(settings(main.uri)); });

	test('a person with the right password, with all that the directory says', async () => {
		const a = await c.signIn('ann', ANN);
		assert.equal(a.result, 'ok');
		assert.match(a.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		assert.ok(main.search('(uid=ann)', 'entryUUID').includes(`entryUUID: ${a.id}\n`));
		const { login, given, family, display, mail, phone, job_title, agency, team, manager } = a;
		assert.deepEqual({ login, given, family, display, mail, phone, job_title, agency, team, manager }, {
			login: 'ann', given: 'Ann', family: 'Archer', display: 'Ann Archer (Early Help)',
			mail: 'ann.archer@everychild.example', phone: '01632 960101', job_title: 'Early help worker',
			agency: 'Exampleshire Council', team: 'North locality', manager: 'Meg Moss',
		});
		assert.equal(a.manager_id, (await c.signIn('meg', 'battery staple')).id);
		assert.equal(a.password_days, -1);
	});

	test('over ldaps:// too', async () => {
		assert.equal((await once(settings(main.tlsUri), 'signin', 'ann', ANN)).result, 'ok');
	});

	test('the login comes back as the directory spells it', async () => {
		assert.equal((await c.signIn('ANN', ANN)).login, 'ann');
	});

	test('what is not known is empty, the name shown never', async () => {
		const a = await c.signIn('bare', 'bare');
		assert.equal(a.display, 'B. Bare');
		assert.deepEqual([a.given, a.mail, a.manager, a.manager_id, a.groups], ['', '', '', '', []]);
	});

	test('text that no page may hold, or that is too long, is left out; white space around it too', async () => {
		const [reader, ann] = stubOptions().entries;
		const s = await server({ entries: [reader, { ...ann, displayName: Buffer.from('Ann \xff', 'latin1'), mail: 'a\u0001b',
			telephoneNumber: 'a\0b', title: 'x'.repeat(1025), o: 'x'.repeat(1024), ou: '  North  ', givenName: '' }] });
		const a = await once(settings(s.uri), 'signin', 'ann', ANN);
		assert.deepEqual([a.display, a.mail, a.phone, a.job_title, a.agency.length, a.team, a.given],
			['Ann Archer', '', '', '', 1024, 'North', '']);
	});

	test('every reason for a no gives the same result', async () => {
		for (const [login, pass, reason] of [
			['ann', 'wrong', 'wrong-password'],
			['nobody', ANN, 'unknown'],
			['twin', 'twin', 'ambiguous'],
			['nopass', 'x', 'wrong-password'],
			['robot', 'robot', 'unknown'],
			['locked', 'locked', 'locked'],
			['reset', 'reset', 'must-change'],
			['ended', 'ended', 'expired'],
			['later', 'later', 'expired'],
			['expired', 'expired', 'password-expired'],
		]) {
			const { ms, cpu_ms, ...a } = await c.signIn(login, pass);
			assert.deepEqual(a, { result: 'refused', reason }, login);
		}
	});

	test('days until the password expires are told', async () => {
		assert.equal((await c.signIn('soon', 'soon')).password_days, 9);
	});

	test('a name that has gone to somebody else is somebody else', async () => {
		const was = await c.signIn('meg', 'battery staple');
		main.modify(`dn: uid=meg,${PEOPLE}\nchangetype: delete\n\n` +
			`dn: uid=meg,${PEOPLE}\nchangetype: add\nobjectClass: inetOrgPerson\nuid: meg\ncn: Meg Marsh\nsn: Marsh\n` +
			'userPassword: new meg\n');
		const is = await c.signIn('meg', 'new meg');
		assert.equal(is.result, 'ok');
		assert.notEqual(is.id, was.id);
		assert.deepEqual({ ...await c.check(was.id), ms: 0, cpu_ms: 0 },
			{ result: 'refused', reason: 'unknown', ms: 0, cpu_ms: 0 });
	});

	test('a name that changes its place stays the same person', async () => {
		const was = await c.signIn('accent', 'caf\u00e9');
		main.modify(`dn: uid=accent,${PEOPLE}\nchangetype: modrdn\nnewrdn: uid=acute\ndeleteoldrdn: 1\n` +
			`newsuperior: ou=partners,${SUFFIX}\n`);
		assert.equal((await c.signIn('acute', 'caf\u00e9')).id, was.id);
		assert.equal((await c.check(was.id)).login, 'acute');
		main.modify(`dn: uid=acute,ou=partners,${SUFFIX}\nchangetype: modrdn\nnewrdn: uid=accent\ndeleteoldrdn: 1\n` +
			`newsuperior: ${PEOPLE}\n`);
	});
});

describe('passwords are taken as they are', () => {
	let c;
	before(() => { c = client(settings(main.uri)); });
	const verdict = async (login, pass) => (await c.signIn(login, pass)).result;

	test('white space at both ends belongs to it', async () => {
		assert.equal(await verdict('space', ' pass \n'), 'ok');
		assert.equal(await verdict('space', 'pass'), 'refused');
		assert.equal(await verdict('space', ' pass '), 'refused');
		assert.equal(await verdict('ann', `${ANN} `), 'refused');
	});

	test('a NUL belongs to it', async () => {
		assert.equal(await verdict('nul', 'ab\0cd'), 'ok');
		assert.equal(await verdict('nul', 'ab'), 'refused');
		assert.equal(await verdict('nul', 'ab\0ce'), 'refused');
		assert.equal(await verdict('ann', `${ANN}\0`), 'refused');
	});

	test('case and composition of letters belong to it', async () => {
		assert.equal(await verdict('accent', 'caf\u00e9'), 'ok');
		assert.equal(await verdict('accent', 'cafe\u0301'), 'refused');
		assert.equal(await verdict('ann', ANN.toUpperCase()), 'refused');
	});

	test('200 and 1024 bytes are not cut short', async () => {
		assert.equal(await verdict('long200', 'p'.repeat(200)), 'ok');
		assert.equal(await verdict('long200', 'p'.repeat(199)), 'refused');
		assert.equal(await verdict('long', 'x'.repeat(1024)), 'ok');
		assert.equal(await verdict('long', 'x'.repeat(1023)), 'refused');
	});

	test('an empty one and one of 1025 bytes are refused before any call', async () => {
		const s = await server({ answer: (op) => modes['yes-other']({}).answer(op) });
		const asked = client(settings(s.uri));
		for (const pass of ['', 'x'.repeat(1025)]) {
			const { ms, cpu_ms, ...a } = await asked.signIn('ann', pass);
			assert.deepEqual(a, { result: 'refused', reason: 'password-shape' });
		}
		assert.equal(s.connections, 0);
		assert.equal((await asked.signIn('ann', 'x')).reason, 'not-itself');
		assert.equal(s.connections, 1);
	});
});

describe('login names', () => {
	test('outside [A-Za-z0-9._@-]{1,64} are refused before any call', async () => {
		const s = await server({});
		const c = client(settings(s.uri));
		for (const login of ['', '*', 'ann*', 'ann)(uid=*', 'a\\2a', 'ann\0', `uid=ann,${PEOPLE}`, 'EVERYCHILD\\ann', 'ann ',
			' ann', 'an\u00f1', 'ann\n', 'S-1-5-21-1#', 'ann/admin', '"ann"', 'x'.repeat(65)]) {
			const a = await c.signIn(login, ANN);
			// A C string ends at its NUL: what is left is a name like any other.
			if (login !== 'ann\0')
				assert.equal(a.reason, 'login-shape', login);
		}
		assert.ok(s.connections <= 1);
		assert.equal((await c.signIn('x'.repeat(64), ANN)).reason, 'unknown');
	});

	test('escaped by the program, find in a real directory what holds the character and nothing else', async () => {
		const c = client(settings(main.uri));
		const odd = ['*', '(', ')', '\\', 'a*b', '\u00e9', ')(uid=*', ' lead', 'trail ', '#1', 'a=b', 'a,b', 'a+b',
			'"q"', '<x>', ';', '\t', '\u65e5\u672c', '\\2a', 'x\u0001y', '\u{1f600}'];
		for (const value of odd) {
			const rdn = (await c.ask('escape-dn', value)).text;
			const plain = Buffer.from(`cn=${rdn},${PEOPLE}`).toString('base64');
			main.modify(`dn:: ${plain}\nchangetype: add\nobjectClass: organizationalRole\ncn:: ${Buffer.from(value).toString('base64')}\n`);
			const filter = (await c.ask('escape-filter', value)).text;
			const found = main.search(`(&(objectClass=organizationalRole)(cn=${filter}))`, 'cn');
			assert.equal(found.match(/^dn:/gm)?.length, 1, value);
			main.modify(`dn:: ${plain}\nchangetype: delete\n`);
		}
		for (const value of ['*', '*)(uid=*', 'a\0b'])
			assert.equal(main.search(`(uid=${(await c.ask('escape-filter', value)).text})`, '1.1'), '');
	});
});

describe('groups', () => {
	test('within groups are followed, in a circle too, once each', async () => {
		const a = await once(settings(main.uri), 'signin', 'ann', ANN);
		assert.deepEqual(names(a), ['everybody', 'practitioners', 'staff']);
		for (const g of a.groups)
			assert.match(g.id, /^[0-9a-f-]{36}$/);
		assert.equal(a.groups.find((g) => g.name === 'staff').dn, `cn=staff,${GROUPS}`);
	});

	test('are not followed when ldap.nested = none', async () => {
		const a = await once(settings(main.uri, { 'ldap.nested': 'none' }), 'signin', 'ann', ANN);
		assert.deepEqual(names(a), ['practitioners']);
	});

	test('are found for a person whose name in the tree has every special character', async () => {
		const a = await once(settings(main.uri), 'signin', 'bo', 'bo bo');
		assert.deepEqual([a.display, names(a)], ['Smith, (Bo) * \\ "x" #1 \u00e9', ['auditors']]);
	});

	test('are followed ten deep and no further', async () => {
		const chain = Array.from({ length: 14 }, (_, i) => `dn: cn=deep${i},${GROUPS}\nchangetype: add\n` +
			`objectClass: groupOfNames\ncn: deep${i}\nmember: ${i ? `cn=deep${i - 1},${GROUPS}` : `uid=bare,${PEOPLE}`}\n`);
		main.modify(chain.join('\n'));
		const a = await once(settings(main.uri), 'signin', 'bare', 'bare');
		assert.deepEqual(names(a), Array.from({ length: 10 }, (_, i) => `deep${i}`));
		main.modify(chain.map((_, i) => `dn: cn=deep${i},${GROUPS}\nchangetype: delete\n`).join('\n'));
	});

	test('keep their id when they are renamed', async () => {
		const c = client(settings(main.uri));
		const was = await c.signIn('bo', 'bo bo');
		main.modify(`dn: cn=auditors,${GROUPS}\nchangetype: modrdn\nnewrdn: cn=reviewers\ndeleteoldrdn: 1\n`);
		const is = await c.check(was.id);
		assert.deepEqual(names(is), ['reviewers']);
		assert.equal(is.groups[0].id, was.groups[0].id);
		main.modify(`dn: cn=reviewers,${GROUPS}\nchangetype: modrdn\nnewrdn: cn=auditors\ndeleteoldrdn: 1\n`);
	});
});

describe('a live session is checked', () => {
	let c, id;
	before(async () => {
		c = client(settings(main.uri));
		({ id } = await c.signIn('ann', ANN));
	});
	const change = (text) => main.modify(`dn: uid=ann,${PEOPLE}\nchangetype: modify\n${text}\n`);

	test('a live account answers with person and groups', async () => {
		const a = await c.check(id);
		assert.equal(a.result, 'ok');
		assert.deepEqual([a.id, a.login, names(a)], [id, 'ann', ['everybody', 'practitioners', 'staff']]);
	});

	test('a lock, a forced change and an end of the account show at once, and their end does', async () => {
		for (const [attribute, value, reason] of [
			['pwdAccountLockedTime', '000001010000Z', 'locked'],
			['pwdAccountLockedTime', generalized(0), 'locked'],
			['pwdReset', 'TRUE', 'must-change'],
			['pwdEndTime', generalized(-0.01), 'expired'],
			['pwdStartTime', generalized(1), 'expired'],
		]) {
			change(`replace: ${attribute}\n${attribute}: ${value}`);
			assert.equal((await c.check(id)).reason, reason, attribute);
			change(`delete: ${attribute}`);
			assert.equal((await c.check(id)).result, 'ok', attribute);
		}
	});

	test('an end that lies ahead is none', async () => {
		change(`replace: pwdEndTime\npwdEndTime: ${generalized(1)}`);
		assert.equal((await c.check(id)).result, 'ok');
		change('delete: pwdEndTime');
	});

	test('leaving a group shows at once', async () => {
		const member = `member: uid=ann,${PEOPLE}\n`;
		const group = `dn: cn=practitioners,${GROUPS}\nchangetype: modify\n`;
		main.modify(`${group}delete: member\n${member}`);
		assert.deepEqual((await c.check(id)).groups, []);
		main.modify(`${group}add: member\n${member}`);
		assert.equal((await c.check(id)).groups.length, 3);
	});

	test('an account that the login filter no longer takes is refused', async () => {
		const narrow = settings(main.uri, { 'ldap.login_filter': '(&(uid=%s)(!(title=*)))' });
		assert.equal((await once(narrow, 'check', id)).reason, 'unknown');
		assert.equal((await once(narrow, 'signin', 'ann', ANN)).reason, 'unknown');
	});

	test('an id that is none, and one that does not exist, are refused', async () => {
		for (const x of ['', 'ann', '*', id.toUpperCase(), `${id}*`, '00000000-0000-0000-0000-000000000000'])
			assert.equal((await c.check(x)).reason, 'unknown', x);
	});

	test('a server that is gone is down, not a no; back again, it answers', async () => {
		const own = await ownSlapd('own');
		const mine = client(settings(own.uri, {
			'ldap.ca_file': path.join(own.dir, 'ca.pem'),
			'ldap.bind_password_file': path.join(own.dir, 'reader.password'),
		}));
		const person = await mine.signIn('ann', ANN);
		assert.equal((await mine.check(person.id)).result, 'ok');
		own.stop();
		assert.equal((await mine.check(person.id)).result, 'down');
		assert.equal((await mine.signIn('ann', ANN)).result, 'down');
		await own.start();
		assert.equal((await mine.check(person.id)).result, 'ok');
		assert.equal((await mine.signIn('ann', ANN)).result, 'ok');
		own.stop();
	});

	test('calls in quick succession share one connection, sign-ins never', async () => {
		const s = await server({});
		const mine = client(settings(s.uri));
		for (let i = 0; i < 5; i++)
			assert.equal((await mine.check('00000000-0000-4000-8000-000000000001')).result, 'ok');
		assert.equal(s.connections, 1);
		for (let i = 0; i < 3; i++)
			assert.equal((await mine.signIn('ann', ANN)).result, 'ok');
		assert.equal(s.connections, 4);
		assert.equal((await mine.check('00000000-0000-4000-8000-000000000001')).result, 'ok');
		assert.equal(s.connections, 4);
	});

	test('a kept connection that the server has dropped is made anew', async () => {
		const s = await server({});
		const mine = client(settings(s.uri));
		assert.equal((await mine.check('00000000-0000-4000-8000-000000000001')).result, 'ok');
		for (const socket of s.sockets)
			socket.destroy();
		assert.equal((await mine.check('00000000-0000-4000-8000-000000000001')).result, 'ok');
		assert.equal(s.connections, 2);
	});

	test('a kept connection on which the server has fallen silent costs no more than five seconds', async () => {
		let quiet = false;
		const s = await server({ answer: (op) => quiet && op.name === 'search' ? null : undefined });
		const mine = client(settings(s.uri));
		assert.equal((await mine.check('00000000-0000-4000-8000-000000000001')).result, 'ok');
		quiet = true;
		const a = await mine.check('00000000-0000-4000-8000-000000000001');
		assert.equal(a.result, 'down');
		assert.ok(a.ms < 5200, `${a.ms} ms`);
	});
});

describe('an unknown name and a wrong password', () => {
	// Rank sum of a among both, as a number of standard deviations.
	function rankDifference(a, b) {
		const all = [...a.map((v) => [v, 0]), ...b.map((v) => [v, 1])].sort((x, y) => x[0] - y[0]);
		const sum = all.reduce((s, [, of], i) => of === 0 ? s + i + 1 : s, 0);
		const n = a.length, m = b.length;
		return (sum - n * (n + m + 1) / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
	}

	test('take the same steps', async () => {
		const seen = async (login) => {
			const s = await server({});
			await once(settings(s.uri), 'signin', login, 'wrong');
			return s.operations.map((op) => op.name === 'extended' ? op.oid : op.name);
		};
		assert.deepEqual(await seen('ann'), [STARTTLS, 'bind', 'search', 'bind', 'unbind']);
		assert.deepEqual(await seen('nobody'), await seen('ann'));
	});

	test('take the same time: 2 x 200 sign-ins by turns', async () => {
		const unknown = [], wrong = [];
		await Promise.all(Array.from({ length: 10 }, async (_, i) => {
			const c = client(settings(main.uri));
			for (let n = 0; n < 20; n++) {
				unknown.push((await c.signIn(`nobody${i}`, 'wrong')).ms);
				wrong.push((await c.signIn(`time${i}`, 'wrong')).ms);
				if (n % 5 === 0)		// before the directory's lock of ten
					assert.equal((await c.signIn(`time${i}`, 'right')).result, 'ok');
			}
		}));
		const z = rankDifference(unknown, wrong);
		assert.ok(Math.abs(z) < 3.3, `ranks differ by ${z.toFixed(1)} standard deviations`);
		const middle = [...unknown, ...wrong].sort((a, b) => a - b)[200];
		assert.ok(middle > 99 && middle < 120, `${middle} ms`);
	});

	test('ldap.nobody_dn is the entry that a password is tried on in vain', async () => {
		const s = await server({});
		await once(settings(s.uri, { 'ldap.nobody_dn': `cn=vain,${SUFFIX}` }), 'signin', 'nobody', 'x');
		assert.equal(s.binds[1].dn, `cn=vain,${SUFFIX}`);
	});
});

describe('who the server takes us for', () => {
	const withWhoami = (reply) => server({ answer: (op) => op.oid === WHOAMI ? reply(op) : undefined });
	const says = (who) => (op) => [message(op.id, tlv(0x78, int(0, 10), str(''), str(''), str(who, 0x8b)))];
	const verdict = async (s, more) => once(settings(s.uri, more), 'signin', 'ann', ANN);

	test('must be the entry that was found', async () => {
		for (const who of ['', 'dn:', `dn:uid=meg,${PEOPLE}`, `dn:cn=reader,${SUFFIX}`, 'dn:nonsense', 'u:', 'u:\\', 'u:ann',
			'u:EVERYCHILD\\meg', `uid=ann,${PEOPLE}`]) {
			const { ms, cpu_ms, errors, ...a } = await verdict(await withWhoami(says(who)));
			assert.deepEqual(a, { result: 'refused', reason: 'not-itself' }, who);
		}
	});

	test('may be spelt otherwise, or be Active Directory\'s name', async () => {
		for (const who of [`dn:uid=ann,${PEOPLE}`, `dn:UID=Ann , OU=people,${SUFFIX}`, 'u:EVERYCHILD\\Ann'])
			assert.equal((await verdict(await withWhoami(says(who)))).result, 'ok', who);
	});

	test('is read from the own entry when the server does not know the question', async () => {
		const not = (op) => [message(op.id, result(0x78, 2))];
		assert.equal((await verdict(await withWhoami(not))).result, 'ok');
		let swapped = 0;
		const s = await server({
			answer(op) {
				if (op.oid === WHOAMI)
					return not(op);
				// The entry is another when it is read by its own name.
				if (op.name !== 'search' || op.scope !== 0)
					return undefined;
				swapped++;
				return [entry(op.id, `uid=ann,${PEOPLE}`, { entryUUID: '00000000-0000-4000-8000-000000000002', uid: 'ann' }),
					message(op.id, result(0x65, 0))];
			},
		});
		assert.equal((await verdict(s)).reason, 'not-itself');
		assert.equal(swapped, 1);
	});

	test('an entry that is another after the bind is refused', async () => {
		let searches = 0;
		const s = await server({
			answer: (op) => op.name === 'search' && ++searches === 2 ? [
				entry(op.id, `uid=ann,${PEOPLE}`, { entryUUID: '00000000-0000-4000-8000-000000000002', uid: 'ann' }),
				message(op.id, result(0x65, 0))] : undefined,
		});
		assert.equal((await verdict(s)).reason, 'not-itself');
	});

	test('the password policy\'s word in the answer to a bind is heard', async () => {
		const answers = (code, ...value) => server({
			answer: (op) => op.name === 'bind' && op.dn.startsWith('uid') ? [message(op.id, result(0x61, code),
				tlv(0x30, str('1.3.6.1.4.1.42.2.27.8.5.1'), str(tlv(0x30, ...value))))] :
				op.oid === WHOAMI ? says(`dn:uid=ann,${PEOPLE}`)(op) : undefined,
		});
		const error = (n) => tlv(0x81, [n]);
		for (const [code, n, reason] of [[49, 0, 'password-expired'], [49, 1, 'locked'], [0, 2, 'must-change'], [49, 9, 'wrong-password']])
			assert.equal((await verdict(await answers(code, error(n)))).reason, reason);
		const days = async (warning) => (await verdict(await answers(0, tlv(0xa0, warning)))).password_days;
		assert.equal(await days(tlv(0x80, [100])), 0);			// seconds left
		assert.equal(await days(tlv(0x80, [4, 0, 0])), 3);
		assert.equal(await days(tlv(0x81, [2])), 0);			// sign-ins left
	});

	test('an answer to another question is no answer', async () => {
		for (const tag of [0x65, 0x78]) {
			const s = await server({ answer: (op) => op.name === 'bind' && op.dn.startsWith('uid') ?
				[message(op.id, result(tag, 0))] : undefined });
			assert.equal((await verdict(s)).result, 'down');
		}
	});

	test('an entry without an id, or without a name, lets nobody in', async () => {
		const bare = (dn, attributes) => server({
			answer: (op) => op.name === 'search' ? [entry(op.id, dn, attributes), message(op.id, result(0x65, 0))] :
				op.name === 'bind' ? [message(op.id, result(0x61, 0))] : undefined,
		});
		assert.equal((await verdict(await bare(`uid=ann,${PEOPLE}`, { uid: 'ann' }))).reason, 'no-id');
		assert.equal((await verdict(await bare(`uid=ann,${PEOPLE}`, { uid: 'ann', entryUUID: 'x' }))).reason, 'no-id');
		const s = await bare('', { uid: 'ann', entryUUID: '00000000-0000-4000-8000-000000000001' });
		assert.equal((await verdict(s)).result, 'down');
		assert.ok(!s.heard(ANN));
	});
});

describe('no password leaves', { concurrency: true }, () => {
	const never = async (s, more) => {
		const a = await once(settings(s.uri, more), 'signin', 'ann', ANN);
		assert.equal(a.result, 'down');
		assert.ok(!s.heard(ANN) && !s.heard(password(main, 'reader')), 'a password was heard');
		return a;
	};

	for (const mode of ['starttls-refused', 'yes-plain', 'starttls-inject', 'close', 'reset', 'garbage', 'tls-garbage', 'huge'])
		test(`to a server of the kind ${mode}`, async () => {
			const s = await server(mode);
			await never(s);
			assert.equal(s.binds.length, 0);
			assert.equal(s.connections, 1);
			if (mode === 'starttls-refused')
				assert.equal(s.operations.length, 2);		// the question and the end
		});

	for (const [what, make] of [
		['with another host\'s certificate', () => ({ san: 'DNS:directory.example,IP:127.0.0.2' })],
		['with its name as the common name alone', () => ({ cn: '127.0.0.1' })],
		['with its name as a DNS name instead of an address', () => ({ san: 'DNS:127.0.0.1.example' })],
		['with a certificate of another authority', () => ({ san: 'IP:127.0.0.1', sign: 'other' })],
		['with a certificate that it signed itself', () => ({ san: 'IP:127.0.0.1', sign: 'self' })],
		['with a certificate that has expired', () => ({ san: 'IP:127.0.0.1', dates: ['20250101000000Z', '20250201000000Z'] })],
		['with a certificate that is not valid yet', () => ({ san: 'IP:127.0.0.1', dates: ['20900101000000Z', '20910101000000Z'] })],
	])
		for (const ldaps of [false, true])
			test(`to a server ${what}, ${ldaps ? 'ldaps' : 'StartTLS'}`, async () => {
				const name = `cert-${what.replace(/\W+/g, '-')}-${ldaps}`;
				const s = await server({ ldaps, certificate: certificate(name, make()) });
				await never(s);
				assert.equal(s.operations.filter((op) => op.oid !== STARTTLS).length, 0);
			});

	test('to a server with TLS 1.1 at best, while 1.2 will do, and an RSA key of 2048 bits', async () => {
		const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' };
		await never(await server({ ldaps: true, certificate: { ...tlsGood, ...old } }));
		const rsa = certificate('rsa', { san: 'IP:127.0.0.1', key: ['rsa', 'rsa_keygen_bits:2048'] });
		for (const good of [{ ...tlsGood, maxVersion: 'TLSv1.2' }, { ...tlsGood, minVersion: 'TLSv1.3' }, rsa]) {
			const s = await server({ ldaps: true, certificate: good });
			assert.equal((await once(settings(s.uri), 'signin', 'ann', ANN)).result, 'ok');
		}
	});

	test('elsewhere on a server\'s word: referrals are not followed', async () => {
		for (const mode of ['referral', 'referral-bind', 'reference']) {
			const elsewhere = await server({ accept() {} });
			const s = await hostile(mode, { ...stubOptions(), elsewhere: elsewhere.uri });
			standing.push(() => s.close());
			const a = await once(settings(s.uri), 'signin', 'ann', ANN);
			assert.equal(a.result, mode === 'reference' ? 'refused' : 'down', mode);
			assert.equal(elsewhere.connections, 0, mode);
		}
	});

	test('a second time, in clear text, when a server hangs up before the bind', async () => {
		const s = await server('bind-close');
		assert.equal((await once(settings(s.uri), 'signin', 'ann', ANN)).result, 'down');
		assert.equal(s.connections, 1);
		assert.ok(s.binds.every((b) => b.secure));
		assert.ok(!Buffer.concat(s.wire).includes(ANN));
	});

	test('aliases are not followed, two entries are asked for at most, the policy is asked about', async () => {
		const s = await server({});
		await once(settings(s.uri), 'signin', 'ann', ANN);
		const searches = s.operations.filter((op) => op.name === 'search');
		assert.ok(searches.every((op) => op.deref === 0));
		assert.equal(searches[0].limit, 2);
		assert.deepEqual(s.binds.map((b) => b.dn),
			[`cn=reader,${SUFFIX}`, `uid=ann,${PEOPLE}`, `cn=reader,${SUFFIX}`]);
		assert.ok(s.binds.every((b) => b.controls.includes('1.3.6.1.4.1.42.2.27.8.5.1')));
	});
});

describe('time', { concurrency: true }, () => {
	const slow = ['silent', 'tls-silent', 'drip', 'tls-drip', 'starttls-silent', 'starttls-drip', 'search-silent',
		'bind-silent', 'search-drip'];
	for (const mode of slow)
		test(`a server of the kind ${mode} is left after four seconds, without busy waiting`, async () => {
			const a = await once(settings((await server(mode)).uri), 'signin', 'ann', ANN);
			assert.equal(a.result, 'down');
			assert.ok(a.ms > 3900 && a.ms < 4500, `${a.ms} ms`);
			assert.ok(a.cpu_ms < 100, `${a.cpu_ms} ms on the processor`);
		});

	test('a server that does not even answer the connection is left after four seconds', async () => {
		const b = await blackHole();
		const a = await once(settings(b.uri), 'signin', 'ann', ANN);
		assert.equal(a.result, 'down');
		assert.ok(a.ms > 3900 && a.ms < 4500, `${a.ms} ms`);
		b.end();
	});

	test('all servers together take five seconds at most, however many and of whatever kind', async () => {
		const b = await blackHole();
		const uris = [b.uri];
		for (const mode of ['silent', 'tls-silent', 'starttls-drip', 'search-silent', 'drip'])
			uris.push((await server(mode)).uri);
		const a = await once(settings(uris), 'signin', 'ann', ANN);
		assert.equal(a.result, 'down');
		assert.ok(a.ms < 5200, `${a.ms} ms`);
		b.end();
	});

	test('ldap.timeout_seconds is how long one server has', async () => {
		const a = await once(settings((await server('silent')).uri, { 'ldap.timeout_seconds': 1 }), 'signin', 'ann', ANN);
		assert.ok(a.ms > 950 && a.ms < 1400, `${a.ms} ms`);
	});

	test('another signal does not end a talk early', async () => {
		const c = client(settings((await server({
			answer: (op, conn) => op.name === 'search' && op.scope !== 0 && !conn.late ? delayed(op, conn) : undefined,
		})).uri));
		const asked = c.signIn('ann', ANN);
		for (let i = 0; i < 10; i++) {
			await new Promise((done) => setTimeout(done, 50));
			c.child.kill('SIGUSR1');
		}
		assert.equal((await asked).result, 'ok');
	});

	// Answers a search after a second, as a good server would have at once.
	function delayed(op, conn) {
		conn.late = true;
		setTimeout(() => conn.take(op), 1000);
		return null;
	}
});

// One after the other: floods leave nobody else time in this process.
describe('no time is lost', () => {
	for (const mode of ['search-close', 'search-garbage', 'search-huge', 'notice', 'close', 'reset', 'garbage', 'huge'])
		test(`a server of the kind ${mode} is left at once`, async () => {
			const a = await onceWith(leaks(mode), settings((await server(mode)).uri), 'signin', 'ann', ANN);
			assert.equal(a.result, 'down');
			assert.ok(a.ms < (sanitized ? 3000 : 1000), `${a.ms} ms`);
		});

	for (const mode of ['search-long', 'search-flood', 'stray-flood'])
		test(`a server of the kind ${mode} fills neither time nor memory`, async () => {
			const c = client(settings((await server(mode)).uri));
			const a = await c.signIn('ann', ANN);
			assert.equal(a.result, 'down');
			assert.ok(a.ms < (mode === 'search-flood' && !sanitized ? 2000 : 4600), `${a.ms} ms`);
			const peak = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${c.child.pid}/status`))[1]);
			assert.ok(sanitized || peak < 40000, `${peak} kB`);
		});
});

// A listening socket of a stopped process with its queue full: further
// connections are neither accepted nor refused.
async function blackHole() {
	const port = await freePort();
	const child = spawn(process.execPath, ['-e', 'require("net").createServer().listen({ host: "127.0.0.1", ' +
		`port: ${port}, backlog: 1 }, () => console.log("listening"))`], { stdio: ['ignore', 'pipe', 'inherit'] });
	await new Promise((done) => child.stdout.once('data', done));
	child.kill('SIGSTOP');
	const fill = Array.from({ length: 8 }, () => net.connect(port, '127.0.0.1').on('error', () => {}));
	await new Promise((done) => setTimeout(done, 300));
	return {
		uri: `ldap://127.0.0.1:${port}`,
		end() {
			for (const socket of fill)
				socket.destroy();
			child.kill('SIGKILL');
		},
	};
}

describe('several servers', { concurrency: true }, () => {
	test('one that refuses connections costs next to nothing', async () => {
		const a = await once(settings([`ldap://127.0.0.1:${await freePort()}`, main.uri]), 'signin', 'ann', ANN);
		assert.equal(a.result, 'ok');
		assert.ok(a.ms < (sanitized ? 1000 : 100), `${a.ms} ms`);
	});

	test('one that is silent costs one time limit once, then it is asked last', async () => {
		const s = await server('silent');
		const c = client(settings([s.uri, main.uri]));
		const first = await c.signIn('ann', ANN);
		assert.equal(first.result, 'ok');
		assert.ok(first.ms > 3900 && first.ms < 4500, `${first.ms} ms`);
		for (let i = 0; i < 5; i++) {
			const a = await c.signIn('ann', ANN);
			assert.equal(a.result, 'ok');
			assert.ok(a.ms < 500, `${a.ms} ms`);
		}
		assert.equal(s.connections, 1);
	});

	test('one that died is replaced within the same call', async () => {
		const s = await server({});
		const c = client(settings([s.uri, main.uri]));
		assert.equal((await c.signIn('ann', ANN)).id, '00000000-0000-4000-8000-000000000001');
		await s.close();
		const a = await c.signIn('ann', ANN);
		assert.equal(a.result, 'ok');
		assert.notEqual(a.id, '00000000-0000-4000-8000-000000000001');
		assert.ok(a.ms < 500, `${a.ms} ms`);
	});

	test('a no is not asked for again elsewhere', async () => {
		const s = await server({}), other = await server({});
		assert.equal((await once(settings([s.uri, other.uri]), 'signin', 'ann', 'wrong')).result, 'refused');
		assert.equal(other.connections, 0);
	});

	test('a password that a server got and did not answer for is not sent to another in the same call', async () => {
		const hung = (op, conn) => op.name === 'bind' && /^uid=ann/.test(op.dn) ? (conn.socket?.destroy(), null) : undefined;
		const s = await server({ answer: hung }), other = await server({}), c = client(settings([s.uri, other.uri]));
		assert.equal((await c.signIn('ann', 'wrong')).result, 'down');
		assert.equal(other.connections, 0);
		// Trying again is the person's own doing, and goes elsewhere.
		assert.equal((await c.signIn('ann', ANN)).result, 'ok');
		assert.equal(s.binds.filter(b => /^uid=ann/.test(b.dn)).length, 1);
	});

	test('a stopped slapd is left for the other', async () => {
		const own = await ownSlapd('stopped');
		process.kill(own.pid, 'SIGSTOP');
		const a = await once(settings([own.uri, main.uri]), 'signin', 'ann', ANN);
		own.stop();
		assert.equal(a.result, 'ok');
		assert.ok(a.ms < 4500, `${a.ms} ms`);
	});

	test('a search account that is refused is a fault of the server, not of the person', async () => {
		const wrong = path.join(dir, 'wrong.password');
		fs.writeFileSync(wrong, 'wrong\n', { mode: 0o600 });
		const a = await once(settings(main.uri, { 'ldap.bind_password_file': wrong }), 'signin', 'ann', ANN);
		assert.equal(a.result, 'down');
		assert.match(a.errors, /bind as ldap\.bind_dn: Invalid credentials/);
	});

	test('a search base that is not there is a fault of the settings, not of the person', async () => {
		for (const name of ['ldap.base', 'ldap.group_base'])
			assert.equal((await once(settings(main.uri, { [name]: `ou=none,${SUFFIX}` }), 'signin', 'ann', ANN)).result, 'down');
	});
});

describe('Active Directory', () => {
	const GUID = Buffer.from('33221100554477668899aabbccddeeff', 'hex');
	const ID = '00112233-4455-6677-8899-aabbccddeeff';
	const filetime = (days) => String((BigInt(Date.now() + days * 864e5) + 11644473600000n) * 10000n);
	const NEVER = '9223372036854775807';
	const group = (cn, ...member) => ({ dn: `CN=${cn},OU=Groups,DC=example`, objectClass: 'group', cn, member,
		objectGUID: Buffer.concat([Buffer.from(cn.padEnd(16, '.'))]) });
	const person = (more = {}) => ({
		dn: 'CN=Ann Archer,OU=Staff,DC=example', password: ANN, objectCategory: 'person', objectClass: 'user',
		objectGUID: GUID, sAMAccountName: 'ann.archer', userPrincipalName: 'ann@example', displayName: 'Archer, Ann',
		givenName: 'Ann', sn: 'Archer', department: 'North', userAccountControl: '512', accountExpires: NEVER,
		lockoutTime: '0', pwdLastSet: filetime(-3), 'msDS-UserPasswordExpiryTimeComputed': filetime(12.5), ...more,
	});
	const ad = async (more = {}, how = {}) => server({
		entries: [
			{ dn: 'CN=svc,DC=example', password: password(main, 'reader') }, person(more),
			group('practitioners', 'CN=Ann Archer,OU=Staff,DC=example'),
			group('staff', 'CN=practitioners,OU=Groups,DC=example'),
			group('others', 'CN=nobody,DC=example'),
			{ dn: 'DC=example' },
		], ...how,
	});
	const lines = {
		'ldap.base': 'DC=example', 'ldap.bind_dn': 'CN=svc,DC=example', 'ldap.id_attribute': 'objectGUID',
		'ldap.login_attribute': 'sAMAccountName', 'ldap.team_attribute': 'department',
		'ldap.login_filter': '(&(objectCategory=person)(objectClass=user)(|(sAMAccountName=%s)(userPrincipalName=%s)))',
		'ldap.group_filter': '(&(objectClass=group)(member=%s))', 'ldap.nested': 'in-chain',
	};
	const signIn = async (s, login = 'ann.archer') => once(settings(s.uri, lines), 'signin', login, ANN);

	test('signs in by either name, is known by its GUID, and follows groups itself', async () => {
		const s = await ad();
		for (const login of ['ann.archer', 'ann@example']) {
			const a = await signIn(s, login);
			assert.deepEqual([a.result, a.id, a.login, a.display, a.team], ['ok', ID, 'ann.archer', 'Archer, Ann', 'North']);
			assert.deepEqual(names(a), ['practitioners', 'staff']);
			assert.equal(a.password_days, 12);
		}
		const groups = s.operations.filter((op) => op.name === 'search' && JSON.stringify(op.filter).includes(IN_CHAIN));
		assert.equal(groups.length, 2);
	});

	test('a live session is found by its GUID', async () => {
		const s = await ad();
		const a = await once(settings(s.uri, lines), 'check', ID);
		assert.deepEqual([a.result, a.id, names(a)], ['ok', ID, ['practitioners', 'staff']]);
		assert.equal((await once(settings(s.uri, lines), 'check', ID.replace('0', '1'))).reason, 'unknown');
	});

	for (const [what, more, reason] of [
		['disabled', { userAccountControl: '514' }, 'disabled'],
		['expired', { accountExpires: filetime(-1) }, 'expired'],
		['expiring later', { accountExpires: filetime(1) }, 'fine'],
		['never expiring, written as 0', { accountExpires: '0' }, 'fine'],
		['locked', { lockoutTime: filetime(-0.001) }, 'locked'],
		['locked once, the lock over by the computed bits', { lockoutTime: filetime(-9),
			'msDS-User-Account-Control-Computed': '0' }, 'fine'],
		['locked by the computed bits', { 'msDS-User-Account-Control-Computed': '16' }, 'locked'],
		['with an expired password', { 'msDS-User-Account-Control-Computed': '8388608' }, 'password-expired'],
		['that must change its password', { pwdLastSet: '0' }, 'must-change'],
		['whose password never expires', { pwdLastSet: '0', userAccountControl: '66048' }, 'fine'],
		['switched off in 389 Directory Server', { nsAccountLock: 'TRUE' }, 'disabled'],
	])
		test(`an account ${what}: ${reason}`, async () => {
			const s = await ad(more);
			assert.equal((await signIn(s)).reason, reason);
			assert.equal((await once(settings(s.uri, lines), 'check', ID)).reason, reason);
		});

	for (const [data, reason] of [['52e', 'wrong-password'], ['530', 'hours'], ['531', 'hours'], ['532', 'password-expired'],
		['533', 'disabled'], ['701', 'expired'], ['773', 'must-change'], ['775', 'locked']])
		test(`the server's word ${data} is understood: ${reason}`, async () => {
			const s = await ad({}, {
				answer: (op) => op.name === 'bind' && op.dn.startsWith('CN=Ann') ? [message(op.id, result(0x61, 49,
					`80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`))] : undefined,
			});
			const { ms, cpu_ms, errors, ...a } = await signIn(s);
			assert.deepEqual(a, { result: 'refused', reason });
		});

	test('results of other servers: which turn a person away, and which only fail', async () => {
		for (const [code, verdict] of [[19, 'refused'], [32, 'refused'], [34, 'refused'], [48, 'refused'], [49, 'refused'],
			[50, 'refused'], [53, 'refused'], [1, 'down'], [3, 'down'], [8, 'down'], [10, 'down'], [11, 'down'], [13, 'down'],
			[51, 'down'], [52, 'down'], [80, 'down']]) {
			const s = await ad({}, {
				answer: (op) => op.name === 'bind' && op.dn.startsWith('CN=Ann') ? [message(op.id, result(0x61, code))] : undefined,
			});
			assert.equal((await signIn(s)).result, verdict, `code ${code}`);
		}
	});
});

describe('secrets', () => {
	// All that the process holds in writable memory.
	function memory(pid) {
		const fd = fs.openSync(`/proc/${pid}/mem`, 'r');
		const parts = [];
		for (const line of fs.readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
			const m = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
			if (!m)
				continue;
			const part = Buffer.alloc(Number(BigInt(`0x${m[2]}`) - BigInt(`0x${m[1]}`)));
			try {
				fs.readSync(fd, part, 0, part.length, BigInt(`0x${m[1]}`));
				parts.push(part);
			} catch { /* not readable */ }
		}
		fs.closeSync(fd);
		return Buffer.concat(parts);
	}

	const canary = 'canary-9f2d6c71-password';

	test('a password is freed by nobody and nowhere in memory after the call, however it ends',
		{ skip: sanitized && 'the sanitizer has the memory' }, async () => {
			const env = { LD_PRELOAD: watcher() };
			const cases = [[main.uri, 'long200', 'ok'], [main.uri, 'ann', 'refused'], [main.uri, 'nobody', 'refused']];
			for (const mode of ['bind-silent', 'bind-close', 'search-close', 'yes-anonymous', 'referral-bind'])
				cases.push([(await server(mode)).uri, 'ann', mode === 'yes-anonymous' ? 'refused' : 'down']);
			main.modify(`dn: uid=long200,${PEOPLE}\nchangetype: modify\nreplace: userPassword\nuserPassword: ${canary}\n`);
			// One sign-in with a process of its own; what became of the secret in it.
			const tried = async (uri, login, more, what) => {
				const c = new Client(settings(uri, { 'ldap.timeout_seconds': 1 }), { env: { ...env, ...more } });
				const { result } = await c.signIn(login, canary);
				const all = memory(c.child.pid);
				await c.end();
				// The reader's password is kept on purpose: the search finds what is there.
				assert.ok(all.includes(password(main, 'reader')), what);
				assert.ok(!all.includes(canary), what);
				assert.ok(!c.errors.includes('freed memory'), `${what}: ${c.errors}`);
				return result;
			};
			for (const [uri, login, verdict] of cases)
				assert.equal(await tried(uri, login, {}, `${uri} ${login}`), verdict);
			// The connection breaks at each step in turn.
			let writes = 0;
			while (await tried(main.uri, 'long200', { WRITES: String(writes) }, `${writes} writes`) === 'down')
				writes++;
			assert.ok(writes > 9, `${writes} writes`);
		});

	test('the log holds no login, no name and no password, whatever goes wrong', async () => {
		let log = '';
		for (const mode of ['starttls-refused', 'search-close', 'search-garbage', 'referral-bind', 'notice'])
			log += (await onceWith(leaks(mode), settings((await server(mode)).uri), 'signin', 'ann', ANN)).errors;
		const talkative = await server({
			answer: (op) => op.name === 'bind' && op.dn.startsWith('uid') ?
				[message(op.id, result(0x61, 80, `${op.dn} ${op.password}`, op.dn))] : undefined,
		});
		log += (await once(settings(talkative.uri), 'signin', 'ann', ANN)).errors;
		assert.equal(log.trim().split('\n').length, 6);
		for (const word of ['ann', 'Archer', ANN, password(main, 'reader')])
			assert.ok(!log.includes(word), word);
	});
});

describe('the environment changes nothing', () => {
	test('neither LDAPTLS_*, LDAPCONF, LDAPRC nor files of the user', async () => {
		const own = path.join(dir, 'ldap.conf'), trusted = path.join(dir, 'trusted');
		const other = certificate('env', { san: 'IP:127.0.0.1', sign: 'other' });
		fs.mkdirSync(trusted);
		fs.copyFileSync(path.join(dir, 'other.pem'), path.join(trusted, 'other.pem'));
		fs.writeFileSync(own, `TLS_REQCERT never\nTLS_CACERT ${dir}/other.pem\nTLS_CACERTDIR ${trusted}\n`);
		fs.copyFileSync(own, path.join(dir, '.ldaprc'));
		const s = await server({ certificate: other });
		const env = { LDAPCONF: own, LDAPRC: own, HOME: dir, LDAPTLS_REQCERT: 'never', LDAPTLS_CACERT: `${dir}/other.pem`,
			LDAPTLS_CACERTDIR: trusted, LDAPURI: 'ldap://127.0.0.1:9' };
		const c = client(settings(s.uri), { env });
		assert.equal((await c.signIn('ann', ANN)).result, 'down');
		assert.equal(s.binds.length, 0);
		// The same variables do work on a program that reads them.
		execFileSync('ldapwhoami', ['-ZZ', '-x', '-H', main.uri], { env: { ...process.env, LDAPTLS_REQCERT: 'never' } });
		assert.equal((await client(settings(main.uri), { env }).signIn('ann', ANN)).result, 'ok');
	});
});

describe('settings that cannot be right stop the start', () => {
	const file = (name, text, mode = 0o600) => {
		fs.writeFileSync(path.join(dir, name), text, { mode });
		fs.chmodSync(path.join(dir, name), mode);
		return path.join(dir, name);
	};
	for (const [what, servers, lines, says] of [
		['no server', [], {}, /ldap\.server/],
		['ldap:// without StartTLS', 'ldap://127.0.0.1', () => ({ 'ldap.starttls': 'no' }), /clear text/],
		['another scheme', 'ldapi:///', {}, /ldaps:\/\/ or ldap:\/\//],
		['no host', 'ldaps://', {}, /host/],
		['no address at all', 'directory.example', {}, /address/],
		['nine servers', Array(9).fill('ldaps://127.0.0.1'), {}, /at most/],
		['no CA file', 'ldaps://127.0.0.1', () => ({ 'ldap.ca_file': '/nonexistent' }), /ca_file/],
		['a CA file without a certificate', 'ldaps://127.0.0.1', () => ({ 'ldap.ca_file': file('empty.pem', 'no\n') }), /ca_file/],
		['an empty base', 'ldaps://127.0.0.1', () => ({ 'ldap.base': '' }), /ldap\.base/],
		['an empty search account', 'ldaps://127.0.0.1', () => ({ 'ldap.bind_dn': '' }), /bind_dn/],
		['no password file', 'ldaps://127.0.0.1', () => ({ 'ldap.bind_password_file': '/nonexistent' }), /bind_password_file/],
		['an empty password file', 'ldaps://127.0.0.1', () => ({ 'ldap.bind_password_file': file('e.pw', '\n') }), /must hold 1/],
		['a password file that all can read', 'ldaps://127.0.0.1', () => ({ 'ldap.bind_password_file': file('o.pw', 'x', 0o644) }), /others/],
		['a login filter without %s', 'ldaps://127.0.0.1', () => ({ 'ldap.login_filter': '(uid=ann)' }), /login_filter/],
		['a login filter with %d', 'ldaps://127.0.0.1', () => ({ 'ldap.login_filter': '(&(uid=%s)(x=%d))' }), /login_filter/],
		['a login filter that is open', 'ldaps://127.0.0.1', () => ({ 'ldap.login_filter': '(&(uid=%s)' }), /login_filter/],
		['a login filter that is two', 'ldaps://127.0.0.1', () => ({ 'ldap.login_filter': '(a=b)(uid=%s)' }), /login_filter/],
		['an attribute that is a filter', 'ldaps://127.0.0.1', () => ({ 'ldap.login_attribute': 'uid)(a' }), /login_attribute/],
		['a time limit of 0', 'ldaps://127.0.0.1', () => ({ 'ldap.timeout_seconds': '0' }), /timeout_seconds/],
	])
		test(what, async () => {
			const r = await refusal(settings(servers, typeof lines === 'function' ? lines() : lines));
			assert.equal(r.code, 1);
			assert.match(r.errors, says);
		});

	test('ldaps:// with ldap.starttls = no is right', async () => {
		assert.equal((await once(settings(main.tlsUri, { 'ldap.starttls': 'no' }), 'signin', 'ann', ANN)).result, 'ok');
	});
});
