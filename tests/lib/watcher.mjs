// How long a person waits beside something else. Asked in a thread of its own, so that
// what the test does meanwhile is not counted.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { fileURLToPath } from 'node:url'
import { Client, environment } from './client.mjs'

const PAUSE = 40	// ms between two requests

const now = () => Number(process.hrtime.bigint()) / 1e6
const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

async function timed(what, status, ask) {
	const at = now(), answer = await ask()
	if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`)
	return now() - at
}

// Somebody who reads asks for the page again and again.
const reader = (client, page) => () => timed(page, 200, () => client.get(page))

// Somebody who writes enters a child of the index, each time another.
const writer = (client, children) => async () => {
	const child = children.pop(), path = `/education/start/${child}`
	if (!child) throw new Error('no more children')
	await client.submit(await client.get(`/child/${child}`), `/child/${child}/open`, { reason: 'A2' })
	const page = await client.get(path)
	return timed(path, 303, () => client.submit(page, path, { how: 'CARE' }))
}

async function main({ file, login, page, children }) {
	const client = new Client(environment(file))
	if ((await client.signIn(login)).status !== 303) throw new Error(`${login} cannot sign in`)
	const act = children ? writer(client, children) : reader(client, page), times = {}
	let step = '', over = false
	parentPort.on('message', message => {
		step = message.step
		over = message.step === undefined
	})
	parentPort.postMessage({ ready: true })
	for (; !over; await pause(PAUSE)) {
		const during = step
		if (during) (times[during] ??= []).push(await act())
	}
	parentPort.postMessage({ times })
	parentPort.close()
}

if (!isMainThread && workerData?.login) await main(workerData)

const next = worker => new Promise((resolve, reject) => {
	worker.once('message', resolve)
	worker.once('error', reject)
})

// who: { file: the stack's env file, login, page: what is read, or children: handles of
// children of the index to enter }. during(step) names what happens from now on, '' nothing
// of interest; ended() gives the milliseconds of each step, sorted.
export async function watch(who) {
	const worker = new Worker(fileURLToPath(import.meta.url), { workerData: who })
	await next(worker)
	return {
		during: step => worker.postMessage({ step }),
		async ended() {
			const last = next(worker)
			worker.postMessage({})
			const { times } = await last
			// It need not end by itself: a connection may still be open in it.
			await worker.terminate()
			for (const list of Object.values(times)) list.sort((a, b) => a - b)
			return times
		},
	}
}

export const share = (list, part) => list?.[Math.min(list.length - 1, Math.floor(list.length * part))] ?? NaN
