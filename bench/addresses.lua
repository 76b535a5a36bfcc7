-- wrk asks the addresses of a file in turn, each thread from a place of its own. With a second
-- argument, a word, each address ends in it and a number: no two are the same.
local paths, at, word = {}, 0, nil
local started = 0

function setup(thread)
  thread:set("number", started)
  started = started + 1
end

function init(arguments)
  for line in io.lines(arguments[1]) do
    paths[#paths + 1] = line
  end
  at = number * 7919
  word = arguments[2] and arguments[2] .. number .. "x"
end

function request()
  at = at + 1
  local path = paths[at % #paths + 1]
  return wrk.format("GET", word and path .. word .. at or path)
end

function done(summary, latency, _)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
