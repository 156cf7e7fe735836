// A mail server that keeps what it is given, and can be told to refuse.
import net from 'node:net'

export async function mailServer() {
	const server = { letters: [], connections: 0, answer: () => null }
	const talk = socket => {
		let text = '', data = false, to = null
		const say = line => socket.write(`${line}\r\n`)
		const command = line => {
			const word = line.slice(0, 4).toUpperCase()
			if (word === 'RCPT') {
				to = /<([^>]*)>/.exec(line)[1]
				return say(server.answer(to) ?? '250 taken')
			}
			if (word === 'DATA') {
				data = true
				return say('354 go on')
			}
			if (word === 'QUIT') {
				say('221 bye')
				return socket.end()
			}
			say('250 good')
		}
		server.connections++
		socket.setEncoding('utf8')
		socket.on('error', () => {})
		say('220 test')
		socket.on('data', bytes => {
			text += bytes
			for (;;) {
				if (data) {
					const end = text.indexOf('\r\n.\r\n')
					if (end < 0) return
					server.letters.push({ to, text: text.slice(0, end).replace(/^\.\./gm, '.') })
					text = text.slice(end + 5)
					data = false
					say('250 taken')
					continue
				}
				const end = text.indexOf('\r\n')
				if (end < 0) return
				const line = text.slice(0, end)
				text = text.slice(end + 2)
				command(line)
			}
		})
	}
	const listener = net.createServer(talk)
	await new Promise(done => listener.listen(0, '127.0.0.1', done))
	server.port = listener.address().port
	server.close = () => new Promise(done => listener.close(done))
	return server
}
