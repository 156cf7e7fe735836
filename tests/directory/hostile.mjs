// Directory servers that misbehave, each in one way. By hand, for trying the
// whole sign-in against one:
//
//   node hostile.mjs MODE DIR PORT
//
// where DIR is one of tests/lib/slapd.sh (its ca.pem, server.pem, server.key).
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { STARTTLS, WHOAMI, entry, int, message, result, str, stub, tlv } from './stub.mjs';

// One byte every quarter of a second, for ever.
function drip(conn, bytes) {
	let at = 0;
	const timer = setInterval(() => {
		if (conn.destroyed || conn.socket?.destroyed)
			return clearInterval(timer);
		const byte = Buffer.from([bytes[at++ % bytes.length]]);
		return conn.send ? conn.send(byte) : conn.write(byte);
	}, 250);
}

// As much as the other side takes, for ever.
function pour(socket, bytes) {
	const more = () => {
		while (!socket.destroyed && socket.write(bytes))
			;
	};
	socket.on('drain', more);
	more();
}

// The head of a message of two gigabytes.
const GIANT = Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01, 0x01, 0x64]);
const LONG = Buffer.concat([Buffer.from([0x30, 0x83, 0x10, 0, 0]), Buffer.alloc(0x100000)]);

const onSearch = (act) => ({ answer: (op, conn) => op.name === 'search' ? act(op, conn) : undefined });
const isPerson = (op) => op.name === 'bind' && !op.dn.startsWith('cn=reader');
const yes = (op, who) => op.name === 'bind' ? [message(op.id, result(0x61, 0))] :
	op.name === 'extended' && op.oid === WHOAMI ?
		[message(op.id, tlv(0x78, int(0, 10), str(''), str(''), str(who, 0x8b)))] : undefined;
const referral = (op, tag, url) => [message(op.id,
	tlv(tag, int(10, 10), str(''), str(''), tlv(0xa3, str(url))))];

// how(options) for stub(); options.elsewhere is the address of another server.
export const modes = {
	// Before TLS.
	'silent': () => ({ accept() {} }),
	'tls-silent': () => ({ ldaps: true, accept() {} }),
	'drip': () => ({ accept: (socket) => drip(socket, Buffer.from([0x30, 0x84, 0, 0, 0x10, 0])) }),
	'tls-drip': () => ({ ldaps: true, accept: (socket) => drip(socket, Buffer.from([0x16, 3, 3, 0x3f, 0, 2])) }),
	'close': () => ({ accept: (socket) => socket.end() }),
	'reset': () => ({ accept: (socket) => socket.resetAndDestroy?.() ?? socket.destroy() }),
	'garbage': () => ({ accept: (socket) => socket.write(crypto.randomBytes(65536)) }),
	'tls-garbage': () => ({ ldaps: true, accept: (socket) => socket.write(crypto.randomBytes(65536)) }),
	'huge': () => ({ accept: (socket) => { socket.write(GIANT); pour(socket, Buffer.alloc(65536)); } }),
	'starttls-refused': () => ({ starttls: (conn, id) => conn.send(message(id, result(0x78, 52))) }),
	'starttls-silent': () => ({ starttls: (conn, id) => conn.send(message(id, result(0x78, 0))) }),
	'starttls-drip': () => ({
		starttls(conn, id) {
			conn.send(message(id, result(0x78, 0)));
			drip(conn, Buffer.from([0x16, 3, 3, 0x3f, 0, 2]));
		},
	}),
	// Yes to everything, but never TLS.
	'yes-plain': () => ({
		starttls: (conn, id) => conn.send(message(id, result(0x78, 0))),
		answer: (op) => yes(op, 'dn:') ?? [message(op.id, result(0x65, 0))],
	}),
	// Answers to what will be asked later are slipped in before TLS begins.
	'starttls-inject': () => ({
		starttls(conn, id) {
			const forged = [2, 3, 4, 5, 6].map((n) => message(n, result(0x61, 0)));
			conn.send(Buffer.concat([message(id, result(0x78, 0)), ...forged]));
			conn.secured();
		},
	}),
	// After TLS, with a good certificate.
	'search-silent': () => onSearch(() => null),
	'bind-silent': () => ({ answer: (op) => isPerson(op) ? null : undefined }),
	'search-drip': () => onSearch((op, conn) => drip(conn, Buffer.from([0x30, 0x84, 0, 0, 0x10, 0])) ?? null),
	'search-close': () => onSearch((op, conn) => void conn.socket.destroy() ?? null),
	// Answers, and hangs up before the person's password comes.
	'bind-close': () => ({
		answer(op, conn) {
			if (op.name !== 'search')
				return undefined;
			conn.send(entry(op.id, 'uid=ann,ou=people,dc=everychild,dc=example',
				{ entryUUID: '00000000-0000-4000-8000-000000000001', uid: 'ann' }));
			conn.send(message(op.id, result(0x65, 0)));
			conn.socket.end();
			return null;
		},
	}),
	'search-garbage': () => onSearch((op, conn) => conn.send(crypto.randomBytes(65536)) ?? null),
	'search-huge': () => onSearch((op, conn) => conn.send(GIANT) ?? null),
	'search-long': () => onSearch((op, conn) => pour(conn.socket, LONG) ?? null),
	'search-flood': () => onSearch((op, conn) => pour(conn.socket,
		entry(op.id, 'uid=x,dc=everychild,dc=example', { entryUUID: 'x', uid: 'x'.repeat(10000) })) ?? null),
	'stray-flood': () => onSearch((op, conn) => pour(conn.socket,
		message(100, result(0x65, 0))) ?? null),
	'notice': () => onSearch((op, conn) => {
		conn.send(message(0, tlv(0x78, int(52, 10), str(''), str(''), str('1.3.6.1.4.1.1466.20036', 0x8a))));
		conn.socket.end();
		return null;
	}),
	// Send the client somewhere else.
	'referral': ({ elsewhere }) => onSearch((op) => referral(op, 0x65, `${elsewhere}/dc=everychild,dc=example??sub`)),
	'referral-bind': ({ elsewhere }) => ({ answer: (op) => isPerson(op) ? referral(op, 0x61, elsewhere) : undefined }),
	'reference': ({ elsewhere }) => onSearch((op) => [
		message(op.id, tlv(0x73, str(`${elsewhere}/dc=everychild,dc=example??sub`))),
		message(op.id, result(0x65, 0)),
	]),
	// Every bind succeeds; the answer to "who am I" says as whom.
	'yes-anonymous': () => ({ answer: (op) => yes(op, '') }),
	'yes-other': () => ({ answer: (op) => yes(op, 'dn:uid=meg,ou=people,dc=everychild,dc=example') }),
};

export async function hostile(mode, options) {
	return stub({ ...options, ...modes[mode](options) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [mode, dir, port] = process.argv.slice(2);
	const read = (name) => fs.readFileSync(path.join(dir, name));
	if (!modes[mode] || !port) {
		console.error(`usage: hostile.mjs MODE DIR PORT\nmodes: ${Object.keys(modes).join(' ')}`);
		process.exit(2);
	}
	const s = await hostile(mode, {
		port: Number(port), elsewhere: 'ldap://127.0.0.1:9',
		certificate: { cert: read('server.pem'), key: read('server.key') },
		entries: [{ dn: 'cn=reader,dc=everychild,dc=example', password: read('reader.password') }],
	});
	console.log(`${mode} on ${s.uri}`);
}
