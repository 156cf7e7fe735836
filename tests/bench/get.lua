-- For wrk: asks for the paths of a file in turn, each line a path, a tab and a
-- cookie, and says what came of it as one line of JSON.

local requests, next_one, threads = {}, 0, 0

function setup(thread)
	thread:set("number", threads)
	threads = threads + 1
end

function init(args)
	for line in io.lines(args[1]) do
		local path, cookie = line:match("^([^\t]*)\t(.*)$")
		requests[#requests + 1] = wrk.format("GET", path, { Cookie = cookie })
	end
	-- Threads begin at different lines.
	next_one = number * 37 % #requests
end

function request()
	next_one = next_one % #requests + 1
	return requests[next_one]
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format('{"requests":%d,"us":%d,"bytes":%d,"errors":%d,"p50":%d,"p99":%d,"max":%d}\n',
	    summary.requests, summary.duration, summary.bytes,
	    e.connect + e.read + e.write + e.status + e.timeout,
	    latency:percentile(50), latency:percentile(99), latency.max))
end
