package com.upcoach.load.gate;

/** What was asked of a run, what was seen, and whether that will do. */
record Verdict(String what, String asked, String seen, boolean passed) {}
