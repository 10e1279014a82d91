package com.upcoach.grid;

import com.oracle.coherence.cdi.CoherenceExtension;
import com.oracle.coherence.cdi.server.CoherenceServerExtension;
import com.oracle.coherence.cdi.server.ServerCoherenceProducer;
import com.tangosol.net.CacheFactory;
import com.tangosol.net.Coherence;
import com.tangosol.net.InvocationService;
import com.tangosol.net.NamedCache;
import com.tangosol.net.NamedMap;
import com.tangosol.net.Session;
import com.tangosol.util.HealthCheck;
import com.upcoach.database.Database;
import com.upcoach.failure.StartFailure;
import com.upcoach.grid.peer.Farewell;
import com.upcoach.grid.peer.Peers;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * This process as a member of the data grid: the CDI container, which makes the stores that the cache configuration
 * names and starts Coherence, and the maps. Thread-safe.
 */
public final class GridMember implements AutoCloseable {
    private static final Logger LOG = System.getLogger(GridMember.class.getName());

    private final SeContainer container;
    private final Coherence coherence;
    private final Session session;
    private final Peers peers;

    private GridMember(SeContainer container) {
        this.container = container;
        this.coherence = CoherenceExtension.ensureCoherence(container.getBeanManager());
        this.session = coherence.getSession();
        this.peers = new Peers((InvocationService) session.getService("Peers"));
    }

    /**
     * Joins the cluster, or founds it. One member a process.
     *
     * @param database what the stores write to; waited for when the first of them is made
     * @param loads told by the stores of what they load
     * @param beans the stores that the cache configuration names, and what features bring for them
     * @throws StartFailure when there are members that do not let it in, or that it does not trust
     */
    public static GridMember join(
            GridSettings settings, Supplier<Database> database, Loads loads, List<Class<?>> beans) {
        GridProperties.set(settings);
        GridLog.limit();
        joinMeanwhile();
        SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(ServerCoherenceProducer.class)
                .addBeanClasses(beans.toArray(Class<?>[]::new))
                .addExtensions(new CoherenceExtension(), new CoherenceServerExtension(), new Lent(database, loads));
        try {
            return new GridMember(initializer.initialize());
        } catch (CompletionException e) {
            throw new StartFailure(
                    "the grid cannot be joined; the log says why (other certificates, or other settings?)", e);
        } catch (RuntimeException e) {
            // It may have joined already.
            boolean brokenOff = Thread.interrupted() || isInterruption(e);
            CacheFactory.shutdown();
            if (brokenOff) {
                throw new StartFailure("interrupted while starting, as the grid was joined", e);
            }
            LOG.log(Level.ERROR, "the grid cannot be joined", e);
            throw new StartFailure("the grid cannot be joined: " + e.getMessage(), e);
        }
    }

    /** A Coherence that is closed while it starts says no more than that. */
    private static boolean isInterruption(RuntimeException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof InterruptedException
                    || String.valueOf(at.getMessage()).contains("has been closed")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Half of joining is waiting for an answer of others, and CDI has enough to do meanwhile. Who fails here fails
     * there.
     */
    private static void joinMeanwhile() {
        Thread.ofPlatform().daemon().name("join").start(() -> {
            try {
                CacheFactory.ensureCluster();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "not joined yet", e);
            }
        });
    }

    /** Returns a map by its name in {@code grid-config}. */
    public <K, V> NamedMap<K, V> map(String name) {
        return session.getMap(name);
    }

    /** Returns a map by its name in {@code grid-config}, whose entries may be given a time to live each. */
    public <K, V> NamedCache<K, V> cache(String name) {
        return session.getCache(name);
    }

    /**
     * Shows how often the near cache of a map, if it has one, and the part of it that this member owns had an answer.
     */
    public void describeLevels(String name, Levels levels) {
        MapLevels.describe(session.getCache(name), levels);
    }

    /** Returns the one instance of a bean that {@link #join} was given. */
    public <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    /** Returns the calls to other members. */
    public Peers peers() {
        return peers;
    }

    /** Returns whether this member has joined and every partition that must have a backup has one or needs none. */
    public boolean ready() {
        return coherence.isStarted() && coherence.getManagement().allHealthChecksReady();
    }

    /** Returns whether no partition would be lost with any one member. */
    public boolean safe() {
        return coherence.getManagement().allHealthChecksSafe();
    }

    /** Adds a check to those that Coherence answers its health port by. */
    public void check(HealthCheck check) {
        coherence.getManagement().register(check);
    }

    /** Returns the number of members that this one sees, itself included. */
    public int members() {
        return coherence.getCluster().getMemberSet().size();
    }

    /** Leaves the cluster in order: the others hear of it, and primaries move to them first. */
    @Override
    public void close() {
        Farewell.say(peers);
        Departure.from(coherence.getCluster());
        container.close();
    }

    /** Lends the database and the count of loads to the stores, which CDI makes. */
    private record Lent(Supplier<Database> database, Loads loads) implements Extension {
        @SuppressWarnings("UnusedMethod") // the container calls it
        void add(@Observes AfterBeanDiscovery event) {
            event.addBean().types(Database.class).scope(Singleton.class).createWith(ignored -> database.get());
            event.addBean().types(Loads.class).scope(Singleton.class).createWith(ignored -> loads);
        }
    }
}
