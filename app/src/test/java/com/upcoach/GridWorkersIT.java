package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.grid.cache.Cache;
import org.junit.jupiter.api.Test;

/** Threads that the JVM lists are the system's: virtual ones it keeps to itself. */
class GridWorkersIT {
    @Test
    void whatTalksWithPostgresStandsInNoQueueWithRequests() {
        Cache started = TestMember.cache();
        assertThat(started).isNotNull();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .anyMatch(name -> name.startsWith("RowsWorker"))
                .anyMatch(name -> name.startsWith("ViewsWorker"));
    }
}
