package com.upcoach.grid;

import com.tangosol.coherence.component.util.SafeService;
import com.tangosol.net.Cluster;
import com.tangosol.net.PartitionedService;
import com.tangosol.net.Service;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gives away the partitions of all services at once. Each of them looks every two seconds whether it still has some
 * ({@code PartitionedCache}, where the time is fixed), and stopping the cluster stops one after another: the services
 * themselves are told, as what wraps them takes the cluster's lock for all that time.
 */
final class Departure {
    private static final Logger LOG = System.getLogger(Departure.class.getName());

    private Departure() {}

    /**
     * Returns when this member owns nothing any more; what cannot be stopped here is left to the end of the cluster.
     */
    static void from(Cluster cluster) {
        endMonitors();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            partitioned(cluster).forEach(service -> threads.execute(() -> stop(service)));
        }
    }

    /**
     * Ends what looks every five seconds whether a service of Coherence's own has stopped, and begins it again: it
     * would take partitions, and have to give them away once more.
     */
    private static void endMonitors() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(Departure::isMonitor)
                .forEach(Thread::interrupt);
    }

    /** By {@code SimpleServiceMonitor}, whose thread ends when it is interrupted; nothing public leads to it. */
    private static boolean isMonitor(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().equals("ServiceMonitors");
    }

    private static List<SafeService> partitioned(Cluster cluster) {
        return Collections.list(cluster.getServiceNames()).stream()
                .map(cluster::getService)
                .filter(PartitionedService.class::isInstance)
                .filter(SafeService.class::isInstance)
                .map(SafeService.class::cast)
                .filter(Service::isRunning)
                .toList();
    }

    private static void stop(SafeService service) {
        try {
            service.getRunningService().shutdown();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "could not stop {0} by itself: {1}", service, e);
        }
    }
}
