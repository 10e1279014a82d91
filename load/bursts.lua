-- Sends some requests for one person, then for the next, so that everyone has had a turn before anyone comes back.
-- Arguments: file of tokens, where in it to begin, least and most requests in a row, mean pause of each connection
-- before a request (ms, 0 for none). Prints what it measured for scripts: totals, then the histogram of latencies.
-- Run by load/limiter.
local requests = {}
local at, least, most, pause
local left = 0

function init(args)
    for token in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format('GET', nil, { ['Authorization'] = 'Bearer ' .. token })
    end
    at = tonumber(args[2]) % #requests
    least, most, pause = tonumber(args[3]), tonumber(args[4]), tonumber(args[5])
    if pause > 0 then
        function delay()
            return math.random(0, 2 * pause)
        end
    end
end

function request()
    if left == 0 then
        at = at % #requests + 1
        left = math.random(least, most)
    end
    left = left - 1
    return requests[at]
end

function done(summary, latency)
    local errors = summary.errors
    local broken = errors.connect + errors.read + errors.write + errors.timeout
    print(string.format('@total %d %d %d %d', summary.requests, summary.duration, errors.status, broken))
    for i = 1, #latency do
        print(string.format('@latency %d %d', latency(i)))
    end
end
