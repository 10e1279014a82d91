-- Every request comes from a /56 network of its own, by way of a trusted proxy.
local thread = 0
function setup(t) t:set("offset", thread * 4000000); thread = thread + 1 end
function init() n = offset end
function request()
  n = n + 1
  return wrk.format("GET", "/api/nothing", {
    ["X-Forwarded-For"] = string.format("2a00:%x:%x:%x00::1", 1 + math.floor(n / 16777216), math.floor(n / 256) % 65536, n % 256)
  })
end
