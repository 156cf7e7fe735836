// Form tokens as a program makes them, from the stack's own keys: for posts
// that no page of the person offers, whose refusal must not hang on the token.
// Those of /signin/ hang on the session alone, so that every program can make them.
import crypto from 'node:crypto'
import fs from 'node:fs'

const MASK = (1n << 64n) - 1n
const IV = [0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
	0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n]
const SIGMA = ['0123456789abcdef', 'ea489fd61c02b753', 'b8c052fdae367194', '7931dcbe265a40f8', '905724afe1bc683d',
	'2c6a0b834d75fe19', 'c51fed4a0763928b', 'db7ec13950f4862a', '6fe9b308c2d714a5', 'a2847615fb9e3cd0']

const rotate = (x, n) => ((x >> n) | (x << (64n - n))) & MASK

function compress(h, block, length, last) {
	const m = Array.from({ length: 16 }, (_, i) => block.readBigUInt64LE(i * 8))
	const v = [...h, ...IV]
	v[12] ^= length
	if (last) v[14] ^= MASK
	const mix = (a, b, c, d, x, y) => {
		v[a] = (v[a] + v[b] + x) & MASK
		v[d] = rotate(v[d] ^ v[a], 32n)
		v[c] = (v[c] + v[d]) & MASK
		v[b] = rotate(v[b] ^ v[c], 24n)
		v[a] = (v[a] + v[b] + y) & MASK
		v[d] = rotate(v[d] ^ v[a], 16n)
		v[c] = (v[c] + v[d]) & MASK
		v[b] = rotate(v[b] ^ v[c], 63n)
	}
	for (let round = 0; round < 12; round++) {
		const s = [...SIGMA[round % 10]].map(c => m[parseInt(c, 16)])
		mix(0, 4, 8, 12, s[0], s[1])
		mix(1, 5, 9, 13, s[2], s[3])
		mix(2, 6, 10, 14, s[4], s[5])
		mix(3, 7, 11, 15, s[6], s[7])
		mix(0, 5, 10, 15, s[8], s[9])
		mix(1, 6, 11, 12, s[10], s[11])
		mix(2, 7, 8, 13, s[12], s[13])
		mix(3, 4, 9, 14, s[14], s[15])
	}
	return h.map((x, i) => x ^ v[i] ^ v[i + 8])
}

// BLAKE2b-256 (RFC 7693) of at most 128 bytes.
export function blake2b(message, { key = Buffer.alloc(0), salt = Buffer.alloc(16), personal = Buffer.alloc(16) } = {}) {
	const parameters = Buffer.alloc(64)
	parameters.set([32, key.length, 1, 1])
	salt.copy(parameters, 32)
	personal.copy(parameters, 48)
	let h = IV.map((x, i) => x ^ parameters.readBigUInt64LE(i * 8))
	const blocks = []
	for (const part of [key, message]) {
		if (part.length === 0 && (part === key || key.length > 0)) continue
		const block = Buffer.alloc(128)
		part.copy(block)
		blocks.push([block, part === key ? 128 : part.length])
	}
	let length = 0n
	blocks.forEach(([block, n], i) => {
		length += BigInt(n)
		h = compress(h, block, length, i === blocks.length - 1)
	})
	const out = Buffer.alloc(64)
	h.forEach((x, i) => out.writeBigUInt64LE(x, i * 8))
	return out.subarray(0, 32)
}

// The derived key of a purpose (2: form tokens).
function derived(master, number) {
	const salt = Buffer.alloc(16), personal = Buffer.alloc(16)
	salt.writeBigUInt64LE(BigInt(number))
	personal.write('evrychld')
	return blake2b(Buffer.alloc(0), { key: master, salt, personal })
}

// shared: as a form for another program's path has it.
export function token(env, program, client, path, shared = path.startsWith('/signin/')) {
	const key = derived(fs.readFileSync(`${env.EC_DIR}/keys/${program}.key`), 2)
	const nonce = crypto.randomBytes(16)
	const cookie = client.cookies.get('__Host-everychild')
	const session = cookie ? blake2b(Buffer.from(cookie, 'base64url')) : Buffer.alloc(0)
	const signed = Buffer.concat([nonce, session, Buffer.from(path)])
	const mac = cookie && shared ? blake2b(signed) : crypto.createHmac('sha256', key).update(signed).digest()
	return Buffer.concat([nonce, mac.subarray(0, 16)]).toString('base64url')
}
