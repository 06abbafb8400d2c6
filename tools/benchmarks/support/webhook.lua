-- wrk's script: sends prepared webhooks, each once.
--
--   wrk … -s webhook.lua URL -- PREFIX SECONDS HOST [healthz]
--
-- Thread n reads PREFIX.n, a line for each request: signature, space, body. When SECONDS are over or its file is at
-- the end a thread sends no more and lets the open requests be answered, so that what was sent is exactly what was
-- answered; wrk itself is told to run a little longer. With `healthz` each request is made just the same, and a
-- GET /healthz sent in its stead: that shows what making the requests costs.

local ffi = require("ffi")
ffi.cdef [[
typedef struct { long seconds; long nanoseconds; } daybook_timespec;
int clock_gettime(int clock, daybook_timespec *time);
]]

local moment = ffi.new("daybook_timespec")
local CLOCK_MONOTONIC = 1

local function now()
  ffi.C.clock_gettime(CLOCK_MONOTONIC, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanoseconds) * 1e-9
end

-- In wrk's main state: every thread, for done().
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

-- In each thread's state; globals, because done() reads them from outside.
sent, elapsed, ran_out = 0, 0, false

local file, seconds, head, probe, started, stopped
local checked = false

function init(args)
  file = assert(io.open(args[1] .. "." .. number, "rb"))
  file:setvbuf("full", 1048576)
  seconds = tonumber(args[2])
  head = "POST /webhook/respond-io HTTP/1.1\r\nHost: " .. args[3]
    .. "\r\nContent-Type: application/json\r\nx-respond-io-signature: "
  if args[4] == "healthz" then
    probe = "GET /healthz HTTP/1.1\r\nHost: " .. args[3] .. "\r\n\r\n"
  end
end

local function stop()
  stopped = true
  file:close()
end

function request()
  -- wrk makes one request of thread 0 up front to look at its form, and never sends it.
  if number == 0 and not checked then
    checked = true
    return probe or (head .. "0\r\nContent-Length: 0\r\n\r\n")
  end
  -- Nothing to write: the connection stays idle.
  if stopped then return "" end
  local time = now()
  started = started or time
  elapsed = time - started
  if elapsed >= seconds then
    stop()
    return ""
  end
  local line = file:read("*l")
  if not line then
    ran_out = true
    stop()
    return ""
  end
  sent = sent + 1
  local made = head .. line:sub(1, 64) .. "\r\nContent-Length: " .. (#line - 65) .. "\r\n\r\n" .. line:sub(66)
  return probe or made
end

function done(summary, latency, requests)
  local total, rate, out_after = 0, 0, "null"
  for _, thread in ipairs(threads) do
    local count, time = thread:get("sent"), thread:get("elapsed")
    total = total + count
    if time > 0 then rate = rate + count / time end
    if thread:get("ran_out") then out_after = string.format("%.3f", time) end
  end
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"sent":%d,"answered":%d,"rate":%.2f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,'
      .. '"not_2xx":%d,"socket_errors":%d,"ran_out_after":%s}\n',
    total, summary.requests, rate, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout, out_after))
end
