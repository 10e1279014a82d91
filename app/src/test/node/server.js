'use strict';

// express-rate-limit under Express, in the time that each request tells. Prints its port and ends with its input, so
// that it outlives no test. X-Schedule, "id/permits/window in ms", chooses a limiter; it is made by its first request.
// X-Now is what time it is then, in ms since the epoch.

const { AsyncLocalStorage } = require('node:async_hooks');
const http = require('node:http');

const told = new AsyncLocalStorage();
const RealDate = Date;

// Before express-rate-limit is loaded. Outside of requests time is what it is.
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [Date.now()] : parts));
  }

  static now() {
    return told.getStore() ?? RealDate.now();
  }
};

const express = require('express');
const { MemoryStore, ipKeyGenerator, rateLimit } = require('express-rate-limit');

// Far more than run at once.
const MOST_SCHEDULES = 100;
const schedules = new Map();

function limited(schedule) {
  const [, permits, windowMs] = schedule.split('/').map(Number);
  const store = new MemoryStore();
  const app = express();
  app.set('trust proxy', 'loopback');
  app.use(rateLimit({
    windowMs,
    limit: permits,
    standardHeaders: true,
    legacyHeaders: false,
    keyGenerator: (request) => request.get('X-Person') ?? ipKeyGenerator(request.ip),
    store,
  }));
  // Its timer forgets who has been idle for a window, in time that does not count here. What it forgets has ended.
  store.shutdown();
  app.get('/api/limited', (request, response) => response.send('ok'));
  return app;
}

function appOf(schedule) {
  if (!schedules.has(schedule)) {
    schedules.set(schedule, limited(schedule));
    if (schedules.size > MOST_SCHEDULES) {
      schedules.delete(schedules.keys().next().value);
    }
  }
  return schedules.get(schedule);
}

const server = http.createServer((request, response) =>
  told.run(Number(request.headers['x-now']), () => appOf(request.headers['x-schedule'])(request, response)));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
