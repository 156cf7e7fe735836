// What the directory tests share: the program under test, a private slapd,
// certificates good and bad.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from './stub.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');
export const SUFFIX = 'dc=everychild,dc=example';
export const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'everychild-directory-'));
const slapd = path.join(root, 'tests/lib/slapd.sh');
const quiet = { stdio: ['ignore', 'pipe', 'pipe'] };

// directory-try, from DIRECTORY_TRY or compiled here.
function program() {
	if (process.env.DIRECTORY_TRY)
		return process.env.DIRECTORY_TRY;
	const out = path.join(dir, 'directory-try');
	const directory = ['', '-name', '-settings', '-talk', '-search', '-bind', '-state']
		.map((n) => path.join(root, `modules/signin/directory${n}.c`));
	const common = ['pool', 'str', 'text', 'log', 'conf'].map((n) => path.join(root, `common/${n}.c`));
	execFileSync(process.env.CC ?? 'cc', ['-std=c11', '-D_GNU_SOURCE', '-O1', '-g', '-Wall', '-Wextra',
		...(process.env.CFLAGS ?? '').split(' ').filter(Boolean), '-I', path.join(root, 'common'),
		path.join(here, 'directory-try.c'), ...directory, ...common,
		'-lldap', '-llber', '-o', out], quiet);
	return out;
}
const binary = program();

// Built with sanitizers, which need time and memory of their own.
export const sanitized = (process.env.CFLAGS ?? '').includes('sanitize');

// The library that watches what is freed.
export function watcher() {
	const out = path.join(dir, 'freed.so');
	execFileSync(process.env.CC ?? 'cc', ['-std=c11', '-D_GNU_SOURCE', '-O1', '-fno-builtin', '-shared', '-fPIC',
		path.join(here, 'freed.c'), '-ldl', '-o', out], quiet);
	return out;
}

// Once, in libldap: setting the cipher list forgets the one that was there.
fs.writeFileSync(path.join(dir, 'leaks'), 'leak:gnutls_priority_init\n');
process.env.LSAN_OPTIONS = `suppressions=${path.join(dir, 'leaks')}:print_suppressions=0`;

let files = 0;

// A settings file; lines is a map of names to values that replace the usual.
export function settings(servers, lines = {}) {
	const all = {
		'ldap.ca_file': path.join(dir, 's/ca.pem'),
		'ldap.base': SUFFIX,
		'ldap.bind_dn': `cn=reader,${SUFFIX}`,
		'ldap.bind_password_file': path.join(dir, 's/reader.password'),
		...lines,
	};
	const file = path.join(dir, `settings-${++files}.conf`);
	fs.writeFileSync(file, [...[servers].flat().map((uri) => `ldap.server = ${uri}`),
		...Object.entries(all).map(([name, value]) => `${name} = ${value}`), ''].join('\n'));
	return file;
}

// One process of directory-try. ask() one request after the other.
export class Client {
	constructor(file, { env = {} } = {}) {
		this.child = spawn(binary, [file, 'serve'], { env: { ...process.env, ...env } });
		this.errors = '';
		this.child.stderr.on('data', (chunk) => { this.errors += chunk; });
		this.child.stdin.on('error', () => {});
		this.lines = readline.createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
		this.exited = new Promise((done) => this.child.on('close', (code, signal) => done({ code, signal })));
	}

	async ask(command, ...args) {
		const bytes = args.map((a) => Buffer.isBuffer(a) ? a : Buffer.from(a));
		this.child.stdin.write(Buffer.concat([
			Buffer.from(`${[command, ...bytes.map((b) => b.length)].join(' ')}\n`), ...bytes]));
		const { value, done } = await this.lines.next();
		if (done)
			throw new Error(`directory-try ended: ${JSON.stringify(await this.exited)} ${this.errors}`);
		return JSON.parse(value);
	}

	signIn(login, password) {
		return this.ask('signin', login, password);
	}

	check(id) {
		return this.ask('check', id);
	}

	async end() {
		this.child.stdin.end();
		const how = await this.exited;
		if (how.signal || /Sanitizer|runtime error/.test(this.errors))
			throw new Error(`directory-try ended by ${how.signal}: ${this.errors}`);
		return how;
	}
}

// One request in a process of its own.
export const once = (file, ...request) => onceWith({}, file, ...request);

export async function onceWith(env, file, ...request) {
	const client = new Client(file, { env });
	const answer = await client.ask(...request);
	await client.end();
	return { ...answer, errors: client.errors };
}

// What directory-try says when it refuses to start.
export async function refusal(file) {
	const client = new Client(file);
	const { code } = await client.end();
	return { code, errors: client.errors };
}

// A private slapd; name is its directory below dir.
export class Server {
	constructor(name, ldif) {
		Object.assign(this, { dir: path.join(dir, name), ldif: [ldif].flat() });
	}

	async start() {
		this.port ??= await freePort();
		this.tlsPort ??= await freePort();
		this.uri = `ldap://127.0.0.1:${this.port}`;
		this.tlsUri = `ldaps://127.0.0.1:${this.tlsPort}`;
		execFileSync(slapd, ['start', this.dir, this.port, this.tlsPort, ...this.ldif], quiet);
		this.pid = Number(fs.readFileSync(path.join(this.dir, 'slapd.pid'), 'utf8'));
		return this;
	}

	stop() {
		execFileSync(slapd, ['stop', this.dir], quiet);
	}

	// As the directory's administrator.
	modify(ldif) {
		execFileSync('ldapmodify', ['-x', '-H', this.uri, '-D', `cn=admin,${SUFFIX}`,
			'-y', path.join(this.dir, 'admin.password'), '-e', 'relax'], { input: ldif });
	}

	search(filter, ...attributes) {
		return execFileSync('ldapsearch', ['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', this.uri,
			'-D', `cn=admin,${SUFFIX}`, '-y', path.join(this.dir, 'admin.password'),
			'-b', SUFFIX, filter, ...attributes], { encoding: 'utf8' });
	}
}

const openssl = (...args) => execFileSync('openssl', args, quiet);

// A certificate of the authority in dir/s, or with sign = 'self' or 'other' of
// itself or of another authority. Returns { cert, key } for a TLS server.
export function certificate(name, { san, cn = name, sign = 'ours', dates,
	key: [kind, option] = ['ec', 'ec_paramgen_curve:P-256'] } = {}) {
	const at = (file) => path.join(dir, file);
	const [pem, key, csr, ext] = ['pem', 'key', 'csr', 'ext'].map((e) => at(`${name}.${e}`));
	fs.writeFileSync(ext, ['[v3]', 'basicConstraints=CA:FALSE', ...(san ? [`subjectAltName=${san}`] : []), ''].join('\n'));
	openssl('req', '-newkey', kind, '-pkeyopt', option, '-nodes', '-subj', `/CN=${cn}`,
		'-keyout', key, '-out', csr);
	if (sign === 'other' && !fs.existsSync(at('other.pem')))
		openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj',
			'/CN=Another authority', '-days', '30', '-keyout', at('other.key'), '-out', at('other.pem'));
	const ca = sign === 'other' ? at('other') : at('s/ca');
	if (dates) {
		fs.writeFileSync(at('index'), '');
		fs.writeFileSync(at('ca.conf'), `[ca]\ndefault_ca=x\n[x]\ndatabase=${at('index')}\nnew_certs_dir=${dir}\n` +
			'default_md=sha256\nrand_serial=yes\npolicy=any\n[any]\ncommonName=supplied\n');
		openssl('ca', '-batch', '-config', at('ca.conf'), '-cert', `${ca}.pem`, '-keyfile', `${ca}.key`,
			'-in', csr, '-out', pem, '-notext', '-startdate', dates[0], '-enddate', dates[1],
			'-extfile', ext, '-extensions', 'v3');
	} else if (sign === 'self') {
		openssl('x509', '-req', '-in', csr, '-signkey', key, '-days', '30', '-extfile', ext, '-extensions', 'v3', '-out', pem);
	} else {
		openssl('x509', '-req', '-in', csr, '-CA', `${ca}.pem`, '-CAkey', `${ca}.key`, '-days', '30',
			'-set_serial', String(Date.now()), '-extfile', ext, '-extensions', 'v3', '-out', pem);
	}
	return { cert: fs.readFileSync(pem), key: fs.readFileSync(key) };
}

export function password(server, name) {
	return fs.readFileSync(path.join(server.dir, `${name}.password`));
}
