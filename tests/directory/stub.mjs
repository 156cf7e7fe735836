// A directory server in a few lines, to misbehave with: it speaks just enough
// LDAP (RFC 4511) to lead a client to the point where it does something no good
// server does, and it keeps all that the client sent.
//
//   const s = await stub({ certificate, entries, ...how });
//   s.uri, s.connections, s.wire (all bytes as they came), s.decrypted, s.binds,
//   s.operations, s.heard(text) (on the wire or decrypted), s.close()
//
// how:
//   ldaps: true		TLS at once; else StartTLS
//   accept(socket)		has the connection to itself, no LDAP
//   starttls(conn, id)		instead of answering yes and starting TLS
//   answer(op, conn)		return a list of messages to send, null to say
//				nothing, or undefined for what a good server does
import net from 'node:net';
import tls from 'node:tls';

// Encoding: tag, length, content.
export function tlv(tag, ...content) {
	const body = Buffer.concat(content.map((c) => Buffer.isBuffer(c) ? c : Buffer.from(c)));
	const length = [];
	for (let n = body.length; n > 0; n >>>= 8)
		length.unshift(n & 255);
	const head = body.length < 128 ? [body.length] : [0x80 | length.length, ...length];
	return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

export const int = (n, tag = 2) => tlv(tag, n > 127 ? [n >> 8, n & 255] : [n]);
export const str = (s, tag = 4) => tlv(tag, s);
export const message = (id, op, ...controls) =>
	tlv(0x30, int(id), op, ...(controls.length ? [tlv(0xa0, ...controls)] : []));
export const result = (tag, code, text = '', matched = '') =>
	tlv(tag, int(code, 10), str(matched), str(text));
export const entry = (id, dn, attributes) => message(id, tlv(0x64, str(dn),
	tlv(0x30, ...Object.entries(attributes).map(([name, values]) =>
		tlv(0x30, str(name), tlv(0x31, ...[values].flat().map((v) => str(v))))))));

// Decoding. NULL when the bytes do not hold a whole element yet.
function element(bytes, at = 0) {
	if (bytes.length < at + 2)
		return null;
	let length = bytes[at + 1], start = at + 2;
	if (length & 0x80) {
		const n = length & 0x7f;
		if (bytes.length < start + n)
			return null;
		length = bytes.readUIntBE(start, n);
		start += n;
	}
	if (bytes.length < start + length)
		return null;
	return { tag: bytes[at], body: bytes.subarray(start, start + length), end: start + length };
}

function elements(bytes) {
	const list = [];
	for (let at = 0, e; at < bytes.length && (e = element(bytes, at)); at = e.end)
		list.push(e);
	return list;
}

function filter(e) {
	const parts = e.tag === 0x87 ? [] : elements(e.body);
	switch (e.tag) {
	case 0xa0: return { and: parts.map(filter) };
	case 0xa1: return { or: parts.map(filter) };
	case 0xa2: return { not: filter(parts[0]) };
	case 0xa3: return { name: String(parts[0].body), value: parts[1].body };
	case 0x87: return { name: String(e.body) };
	case 0xa9: return {
		rule: String(parts.find((p) => p.tag === 0x81).body),
		name: String(parts.find((p) => p.tag === 0x82).body),
		value: parts.find((p) => p.tag === 0x83).body,
	};
	default: return { not: { and: [] } };
	}
}

function operation(bytes) {
	const [id, op, controls] = elements(element(bytes).body);
	const parts = op.tag === 0x42 ? [] : elements(op.body);
	const common = { id: id.body.readUIntBE(0, id.body.length),
		controls: controls ? elements(controls.body).map((c) => String(elements(c.body)[0].body)) : [] };
	switch (op.tag) {
	case 0x60: return { ...common, name: 'bind', dn: String(parts[1].body), password: Buffer.from(parts[2].body) };
	case 0x42: return { ...common, name: 'unbind' };
	case 0x63: return { ...common, name: 'search', base: String(parts[0].body), scope: parts[1].body[0],
		deref: parts[2].body[0], limit: parts[3].body.readUIntBE(0, parts[3].body.length),
		filter: filter(parts[6]), wanted: elements(parts[7].body).map((a) => String(a.body)) };
	case 0x77: return { ...common, name: 'extended', oid: String(parts[0].body) };
	default: return { ...common, name: 'other' };
	}
}

export const STARTTLS = '1.3.6.1.4.1.1466.20037';
export const WHOAMI = '1.3.6.1.4.1.4203.1.11.3';
export const IN_CHAIN = '1.2.840.113556.1.4.1941';

// What a good server answers.
const values = (e, name) => {
	const key = Object.keys(e).find((k) => k.toLowerCase() === name.toLowerCase());
	return key === undefined ? [] : [e[key]].flat();
};
const same = (a, b) => Buffer.isBuffer(a) ? a.equals(b) : String(a).toLowerCase() === String(b).toLowerCase();

function matches(e, f, entries) {
	if (f.and)
		return f.and.every((p) => matches(e, p, entries));
	if (f.or)
		return f.or.some((p) => matches(e, p, entries));
	if (f.not)
		return !matches(e, f.not, entries);
	if (f.rule === IN_CHAIN) {
		return values(e, f.name).some((v) => same(v, f.value) ||
			entries.some((m) => same(m.dn, v) && matches(m, f, entries)));
	}
	return f.value ? values(e, f.name).some((v) => same(v, f.value)) : values(e, f.name).length > 0;
}

function search(op, how) {
	const entries = how.entries ?? [];
	const found = entries.filter((e) => (op.scope === 0 ? same(e.dn, op.base) :
		e.dn.toLowerCase().endsWith(op.base.toLowerCase())) && matches(e, op.filter, entries));
	const shown = op.limit ? found.slice(0, op.limit) : found;
	if (op.scope === 0 && !entries.some((e) => same(e.dn, op.base)))
		return [message(op.id, result(0x65, 32))];
	return [...shown.map(({ dn, password, ...rest }) => entry(op.id, dn, Object.fromEntries(
		Object.entries(rest).filter(([name]) => op.wanted.some((w) => same(w, name)))))),
	message(op.id, result(0x65, shown.length < found.length ? 4 : 0))];
}

function bind(op, conn, how) {
	const e = (how.entries ?? []).find((x) => same(x.dn, op.dn));
	const good = e?.password !== undefined && Buffer.from(e.password).equals(op.password);
	conn.who = good ? `dn:${e.dn}` : '';
	return [message(op.id, good ? result(0x61, 0) : result(0x61, 49))];
}

export function good(op, conn, how) {
	if (op.name === 'bind')
		return bind(op, conn, how);
	if (op.name === 'search')
		return search(op, how);
	if (op.name === 'extended' && op.oid === WHOAMI)
		return [message(op.id, tlv(0x78, int(0, 10), str(''), str(''), str(conn.who ?? '', 0x8b)))];
	return [message(op.id, result(op.name === 'extended' ? 0x78 : 0x65, 2))];
}

class Connection {
	constructor(server, socket) {
		Object.assign(this, { server, socket, bytes: Buffer.alloc(0), secure: false });
	}

	read(chunk) {
		this.bytes = Buffer.concat([this.bytes, chunk]);
		// Anything else is not LDAP: a TLS handshake that nobody answers.
		for (let e; this.bytes[0] === 0x30 && (e = element(this.bytes));) {
			const op = operation(this.bytes);
			this.bytes = this.bytes.subarray(e.end);
			this.take(op);
		}
	}

	take(op) {
		const { how, server } = { how: this.server.how, server: this.server };
		server.operations.push(op);
		if (op.name === 'bind')
			server.binds.push({ dn: op.dn, password: op.password, secure: this.secure, controls: op.controls });
		if (op.name === 'unbind')
			return this.socket.end();
		if (op.name === 'extended' && op.oid === STARTTLS && !this.secure)
			return how.starttls ? how.starttls(this, op.id) : this.starttls(op.id);
		const replies = how.answer?.(op, this);
		for (const reply of replies === undefined ? good(op, this, how) : replies ?? [])
			this.send(reply);
	}

	send(bytes) {
		if (!this.socket.destroyed)
			this.socket.write(bytes);
	}

	starttls(id) {
		this.send(message(id, result(0x78, 0)));
		this.secured();
	}

	// From now on TLS on the same connection. It passes through a second
	// socket, so that what comes is kept as it comes: a client that goes on
	// without TLS is overheard.
	secured() {
		const plain = this.socket, { server } = this;
		const hidden = net.createServer((socket) => {
			hidden.close();
			this.socket = new tls.TLSSocket(socket, { isServer: true, ...server.how.certificate });
			this.socket.on('error', () => {});
			this.socket.on('secure', () => { this.secure = true; });
			this.socket.on('data', (chunk) => {
				server.decrypted.push(chunk);
				this.read(chunk);
			});
		});
		plain.removeAllListeners('data');
		plain.pause();
		this.bytes = Buffer.alloc(0);
		hidden.listen(0, '127.0.0.1', () => {
			const through = net.connect(hidden.address().port, '127.0.0.1');
			through.on('error', () => {});
			through.on('close', () => plain.destroy());
			plain.on('close', () => through.destroy());
			plain.on('data', (chunk) => server.wire.push(chunk));
			plain.pipe(through).pipe(plain);
		});
	}
}

// Below the range that outgoing connections are given their ports from.
export async function listen(server, wanted) {
	for (;;) {
		const port = wanted ?? 20000 + Math.floor(Math.random() * 12000);
		try {
			await new Promise((done, failed) => {
				server.once('error', failed);
				server.listen(port, '127.0.0.1', done);
			});
			server.removeAllListeners('error');
			return port;
		} catch (error) {
			if (wanted !== undefined || error.code !== 'EADDRINUSE')
				throw error;
		}
	}
}

export async function freePort() {
	const server = net.createServer();
	const port = await listen(server);
	await new Promise((done) => server.close(done));
	return port;
}

export async function stub(how) {
	const s = { how, connections: 0, wire: [], decrypted: [], binds: [], operations: [], sockets: new Set() };
	const server = net.createServer((socket) => {
		s.connections++;
		s.sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => s.sockets.delete(socket));
		const conn = new Connection(s, socket);
		if (how.ldaps && !how.accept)
			return conn.secured();
		socket.on('data', (chunk) => s.wire.push(chunk));
		return how.accept ? how.accept(socket) : socket.on('data', (chunk) => conn.read(chunk));
	});
	s.port = await listen(server, how.port);
	s.uri = `${how.ldaps ? 'ldaps' : 'ldap'}://127.0.0.1:${s.port}`;
	s.heard = (text) => Buffer.concat([...s.wire, ...s.decrypted]).includes(text);
	s.close = () => new Promise((done) => {
		for (const socket of s.sockets)
			socket.destroy();
		server.close(done);
	});
	return s;
}
