#!/usr/bin/env node
// Stands in for a program behind nginx: answers with the parameters that reached
// it, as JSON. Copied under a program's name; started as PROGRAM -c SETTINGS.
const fs = require('fs');
const net = require('net');
const path = require('path');

const BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6;
const name = path.basename(process.argv[1]);
const settings = fs.readFileSync(process.argv[3], 'utf8');
const folder = /^http\.socket_dir = (.*)$/m.exec(settings)[1];

function pairs(bytes) {
	const list = [];
	let at = 0;
	const length = () => {
		if (bytes[at] < 128)
			return bytes[at++];
		at += 4;
		return bytes.readUInt32BE(at - 4) & 0x7fffffff;
	};
	while (at < bytes.length) {
		const n = length(), v = length();
		list.push([bytes.toString('utf8', at, at + n), bytes.toString('utf8', at + n, at + n + v)]);
		at += n + v;
	}
	return list;
}

function record(type, content) {
	const head = Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]);
	return Buffer.concat([head, content]);
}

function page(params, body) {
	const wanted = Object.fromEntries(params).DOCUMENT_URI;
	const own = wanted === '/headers' ? 'Cache-Control: public\r\nX-Frame-Options: ALLOWALL\r\n' +
		'X-Accel-Redirect: /assets/app.css\r\nContent-Security-Policy: none\r\n' : '';
	const text = wanted === '/big' ? 'x'.repeat(8000000) : JSON.stringify({ name, params, body: body.length });
	return Buffer.from(`Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n${own}\r\n${text}`);
}

function answer(socket, params, body) {
	const bytes = page(params, body);
	if (Object.fromEntries(params).DOCUMENT_URI === '/die')
		return socket.destroy();
	for (let at = 0; at < bytes.length; at += 32768)
		socket.write(record(STDOUT, bytes.subarray(at, at + 32768)));
	socket.end(Buffer.concat([record(STDOUT, Buffer.alloc(0)), record(END, Buffer.alloc(8))]));
}

function serve(socket) {
	let waiting = Buffer.alloc(0), params = Buffer.alloc(0), body = Buffer.alloc(0);
	socket.on('error', () => {});
	socket.on('data', (data) => {
		waiting = Buffer.concat([waiting, data]);
		while (waiting.length >= 8 && waiting.length >= 8 + waiting.readUInt16BE(4) + waiting[6]) {
			const type = waiting[1], n = waiting.readUInt16BE(4);
			const content = waiting.subarray(8, 8 + n);
			waiting = waiting.subarray(8 + n + waiting[6]);
			if (type === PARAMS)
				params = Buffer.concat([params, content]);
			else if (type === STDIN && n > 0)
				body = Buffer.concat([body, content]);
			else if (type === STDIN)
				answer(socket, pairs(params), body);
			else if (type !== BEGIN)
				socket.destroy();
		}
	});
}

if (process.argv[4] !== '-t') {
	const at = path.join(folder, `${name}.sock`);
	fs.rmSync(at, { force: true });
	net.createServer(serve).listen(at);
	process.on('SIGTERM', () => process.exit(0));
}
