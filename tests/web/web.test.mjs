// nginx as it stands in front of the programs: the settings of a real site
// (conf/everychild-nginx.conf), moved into a folder by tests/stack, before
// programs that only say what reached them. Needs nginx, mariadb-server and
// slapd; some seconds:
//
//   node --test tests/web/
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const top = path.join(here, '../..');
const stack = path.join(top, 'tests/stack');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecweb-'));
const HOST = 'Host: localhost\r\nConnection: close\r\n';
const EVERYWHERE = ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options',
	'referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy'];
let env;

// What make install would leave, with the echo in the place of the programs.
function install() {
	const put = (name, text, mode = 0o644) => {
		const file = path.join(dir, 'build/installed', name);
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, text, { mode });
	};
	const read = (name) => fs.readFileSync(path.join(top, name));
	for (const name of ['signin', 'index', 'caf']) {
		put(`libexec/everychild/${name}`, read('tests/web/echo.cjs'), 0o755);
		put(`share/everychild/${name}/nginx.conf`, read(`modules/${name}/conf/nginx.conf`));
	}
	for (const name of fs.readdirSync(path.join(top, 'conf/static')))
		put(`share/everychild/static/${name}`, read(`conf/static/${name}`));
	put('share/everychild/assets/app.css', 'body{}');
	for (const name of ['migrate', 'fill'])
		put(`sbin/everychild-${name}`, '#!/bin/sh\n', 0o755);
}

before(() => {
	install();
	const file = execFileSync(stack, ['start', path.join(dir, 's'), path.join(dir, 'build'), '--fast'], { encoding: 'utf8' });
	const lines = fs.readFileSync(file.trim(), 'utf8').matchAll(/^(\w+)="?(.*?)"?$/gm);
	env = Object.fromEntries([...lines].map((m) => [m[1], m[2]]));
});

after(() => {
	execFileSync(stack, ['stop', path.join(dir, 's')]);
	fs.rmSync(dir, { recursive: true });
});

function parse(bytes) {
	const end = bytes.indexOf('\r\n\r\n');
	const [first, ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
	const headers = {};
	for (const line of lines) {
		const [, name, value] = /^([^:]*): ?(.*)$/.exec(line);
		(headers[name.toLowerCase()] ??= []).push(value);
	}
	return { status: Number(first.split(' ')[1]), headers, text: bytes.toString('utf8', end + 4), bytes: bytes.length };
}

// Bytes as they are, the answer until the connection ends. HTTP/1.0 keeps it whole.
function raw(bytes, options = {}) {
	return new Promise((resolve, reject) => {
		const got = [];
		const done = () => resolve(parse(Buffer.concat(got)));
		const socket = options.plain ? net.connect(options.plain, '127.0.0.1') :
			tls.connect({ port: env.EC_PORT, host: '127.0.0.1', servername: 'localhost', ca: fs.readFileSync(env.EC_CA), ...options });
		socket.on('data', (data) => got.push(data));
		if (options.slow) {
			socket.pause();
			setTimeout(() => socket.resume(), 500);
		}
		socket.on('close', done);
		socket.on('error', (error) => got.length > 0 ? done() : reject(error));
		socket.write(bytes);
	});
}

const get = (uri, ...headers) => raw(`GET ${uri} HTTP/1.0\r\n${HOST}${headers.map((h) => h + '\r\n').join('')}\r\n`);
const post = (uri, body) => raw(Buffer.concat([
	Buffer.from(`POST ${uri} HTTP/1.0\r\n${HOST}Content-Length: ${body.length}\r\n\r\n`), body]));
const log = (name) => fs.readFileSync(path.join(env.EC_LOG, name), 'utf8');
const temporary = () => log('nginx-error.log').split('temporary file').length;

test('a program sees fifteen parameters and nothing that a browser made up', async () => {
	const answer = await get('/a?b=c', 'Cookie: one=1', 'Cookie: two=2', 'Origin: https://localhost', 'Sec-Fetch-Site: none',
		'If-None-Match: "x"', 'Accept-Language: cy', 'Content-Type: text/plain', 'Content-Length: 0', 'Remote-User: root',
		'X-Forwarded-For: 9.9.9.9', 'X-Forwarded-User: root', 'Proxy: http://evil/', 'Remote_Addr: 9.9.9.9', 'Https: off',
		'Document-Uri: /evil', 'Authorization: Basic eDp5', 'Script-Name: /evil', 'User-Agent: x');
	const { params } = JSON.parse(answer.text);
	assert.deepEqual(params.map((p) => p[0]).sort(), ['CONTENT_LENGTH', 'CONTENT_TYPE', 'DOCUMENT_URI', 'HTTPS',
		'HTTP_ACCEPT_LANGUAGE', 'HTTP_COOKIE', 'HTTP_HOST', 'HTTP_IF_NONE_MATCH', 'HTTP_ORIGIN', 'HTTP_SEC_FETCH_SITE',
		'QUERY_STRING', 'REMOTE_ADDR', 'REQUEST_ID', 'REQUEST_METHOD', 'SERVER_NAME']);
	const is = Object.fromEntries(params);
	assert.equal(is.HTTP_COOKIE, 'one=1; two=2');
	assert.equal(is.REMOTE_ADDR, '127.0.0.1');
	assert.equal(is.DOCUMENT_URI, '/a');
	assert.equal(is.HTTPS, 'on');
});

test('each address reaches its program', async () => {
	const who = async (uri) => JSON.parse((await get(uri)).text).name;
	assert.equal(await who('/'), 'index');
	assert.equal(await who('/signin'), 'signin');
	assert.equal(await who('/signin/out'), 'signin');
	assert.equal(await who('/signinx'), 'index');
	assert.equal(await who('/caf/case/1'), 'caf');
	assert.equal(await who('/cafe'), 'index');
	// No module of that name is installed: the front door says 404 itself.
	assert.equal(await who('/fostering/'), 'index');
	const moved = await get('/caf');
	assert.equal(moved.status, 301);
	assert.deepEqual(moved.headers.location, ['/caf/']);
});

const long = 'a'.repeat(9000);
const answers = [
	['a page', `GET /a HTTP/1.1\r\n${HOST}\r\n`, 200],
	['its head', `HEAD /a HTTP/1.1\r\n${HOST}\r\n`, 200],
	['a redirection', `GET /caf HTTP/1.1\r\n${HOST}\r\n`, 301],
	...['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'BREW'].map((m) => [m, `${m} /a HTTP/1.1\r\n${HOST}\r\n`, 405]),
	['no request', 'GET\r\n\r\n', 400],
	['no host', 'GET /a HTTP/1.1\r\n\r\n', 400],
	['two hosts', `GET /a HTTP/1.1\r\n${HOST}Host: evil\r\n\r\n`, 400],
	['length and chunks', `POST /a HTTP/1.1\r\n${HOST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
	['two lengths', `POST /a HTTP/1.1\r\n${HOST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, 400],
	['a bad length', `POST /a HTTP/1.1\r\n${HOST}Content-Length: -3\r\n\r\nabcd`, 400],
	['an unknown encoding', `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: zip\r\n\r\nabcd`, 501],
	['a NUL', `GET /a%00b HTTP/1.1\r\n${HOST}\r\n`, 400],
	['a way out', `GET /assets/../../etc/passwd HTTP/1.1\r\n${HOST}\r\n`, 400],
	['a long header', `GET /a HTTP/1.1\r\n${HOST}X: ${long}\r\n\r\n`, 400],
	['a long address', `GET /${long} HTTP/1.1\r\n${HOST}\r\n`, 414],
	['too much', `POST /a HTTP/1.1\r\n${HOST}Content-Length: 262145\r\n\r\n`, 413],
	['a program that died', `GET /die HTTP/1.1\r\n${HOST}\r\n`, 502],
	['an error page asked for', `GET /error/502.html HTTP/1.1\r\n${HOST}\r\n`, 404],
];
for (const [name, bytes, status] of answers) {
	test(`all security headers, once, not to be kept: ${name}`, async () => {
		const answer = await raw(bytes);
		assert.equal(answer.status, status);
		for (const header of EVERYWHERE)
			assert.equal(answer.headers[header]?.length, 1, header);
		assert.deepEqual(answer.headers['cache-control'], ['no-store']);
		assert.deepEqual(answer.headers.server, ['nginx']);
	});
}

test('assets carry them too and may be kept, for good when asked for by version', async () => {
	for (const [uri, keep] of [['/assets/app.css', 'public, max-age=3600'],
		['/assets/app.css?v=1', 'public, max-age=31536000, immutable'], ['/assets/none.css', undefined]]) {
		const { headers } = await get(uri);
		for (const header of EVERYWHERE)
			assert.equal(headers[header]?.length, 1, `${uri} ${header}`);
		assert.equal(headers['cache-control']?.join(), keep, uri);
	}
});

test('a program can neither weaken a header nor have a file handed out', async () => {
	const { headers, text } = await get('/headers');
	assert.deepEqual(headers['x-frame-options'], ['DENY']);
	assert.deepEqual(headers['cache-control'], ['no-store']);
	assert.equal(headers['content-security-policy'].length, 1);
	assert.match(headers['content-security-policy'][0], /^default-src 'none';/);
	assert.match(text, /"name":"index"/);
	assert.equal(headers['x-accel-redirect'], undefined);
});

test('what is refused in nginx is explained in words of ours', async () => {
	assert.match((await raw(answers.find((a) => a[2] === 413)[1])).text, /<h1/);
	const { text } = await get('/die');
	assert.match(text, /<h1/);
	assert.doesNotMatch(text, /nginx/);
});

test('bodies up to 256 KiB arrive whole and never touch the disk', async () => {
	const before = temporary();
	const body = Buffer.alloc(256 * 1024, 'a');
	assert.equal(JSON.parse((await post('/a', body)).text).body, body.length);
	const chunk = Buffer.concat([Buffer.from('8000\r\n'), body.subarray(0, 0x8000), Buffer.from('\r\n')]);
	const chunked = await raw(Buffer.concat([Buffer.from(`POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`),
		...Array(8).fill(chunk), Buffer.from('0\r\n\r\n')]));
	assert.equal(chunked.status, 200);
	assert.match(chunked.text, /"body":262144/);
	assert.equal(temporary(), before);
});

test('nor do large pages for slow readers', async () => {
	const before = temporary();
	assert.equal((await raw(`GET /big HTTP/1.0\r\n${HOST}\r\n`, { slow: true })).text.length, 8000000);
	assert.equal(temporary(), before);
});

test('the log has the path and not the query', async () => {
	await get('/looked?surname=Canary-7431');
	await new Promise((resolve) => setTimeout(resolve, 100));
	const lines = log('nginx-access.log');
	assert.match(lines, /"path":"\/looked"/);
	assert.doesNotMatch(lines, /Canary-7431/);
	for (const line of lines.trim().split('\n'))
		JSON.parse(line);
});

test('http leads to https for pages and takes no form', async () => {
	for (const port of [env.EC_HTTP_PORT, env.EC_PORT]) {
		const page = await raw('GET /a?b HTTP/1.0\r\nHost: localhost\r\n\r\n', { plain: port });
		assert.equal(page.status, 301);
		assert.deepEqual(page.headers.location, [`https://localhost:${env.EC_PORT}/a?b`]);
		const form = await raw('POST /a HTTP/1.0\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx', { plain: port });
		assert.equal(form.status, 403);
	}
});

test('TLS 1.2 and 1.3 only', async () => {
	for (const version of ['TLSv1.2', 'TLSv1.3'])
		assert.equal((await raw(`GET /a HTTP/1.0\r\n${HOST}\r\n`, { minVersion: version, maxVersion: version })).status, 200);
	await assert.rejects(raw(`GET /a HTTP/1.0\r\n${HOST}\r\n`,
		{ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }));
});

test('a program that was killed is back within a second', async () => {
	execFileSync(stack, ['kill-program', 'caf'], { env: { ...process.env, ...env } });
	const since = Date.now();
	while ((await get('/caf/')).status !== 200)
		assert.ok(Date.now() - since < 2000, 'still away');
	assert.ok(Date.now() - since < 1000, `${Date.now() - since} ms`);
});
