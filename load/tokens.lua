-- Gives each request of wrk the next person's token. Run by load/bare-ratio.
local tokens = {}
local at = 0

function init(args)
    for line in io.lines(args[1]) do
        tokens[#tokens + 1] = line
    end
    at = math.random(#tokens)
end

function request()
    at = at % #tokens + 1
    return wrk.format('GET', nil, { ['Authorization'] = 'Bearer ' .. tokens[at] })
end
