package com.upcoach.load.gate;

/**
 * One request, as JMeter saw it.
 *
 * @param start milliseconds since 1970 when it was sent
 * @param millis until the last byte of its answer
 * @param label its sampler, METHOD /path
 * @param code status, or what JMeter says in its place when there was no answer
 * @param good whether it was answered as it should be
 */
record Sample(long start, int millis, String label, String code, boolean good) {}
