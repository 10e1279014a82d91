-- Sends POST /api/tasks for one person after another. Run by load/bare-ratio and load/start-and-size.
local requests = {}
local at = 0

function init(args)
    for token in io.lines(args[1]) do
        local headers = { ['Authorization'] = 'Bearer ' .. token, ['Content-Type'] = 'application/json' }
        requests[#requests + 1] = wrk.format('POST', nil, headers, '{"title":"Measured"}')
    end
    at = math.random(#requests)
end

function request()
    at = at % #requests + 1
    return requests[at]
end
