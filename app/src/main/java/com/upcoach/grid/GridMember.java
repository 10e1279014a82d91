package com.upcoach.grid;

import com.oracle.coherence.cdi.CoherenceExtension;
import com.oracle.coherence.cdi.server.CoherenceServerExtension;
import com.oracle.coherence.cdi.server.ServerCoherenceProducer;
import com.tangosol.net.Coherence;
import com.tangosol.net.NamedMap;
import com.tangosol.net.Session;
import com.upcoach.database.Database;
import com.upcoach.gridconfig.MapNames;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * This process as a member of the data grid: the CDI container, which makes the stores that the cache configuration
 * names and starts Coherence, and the maps. Thread-safe.
 */
public final class GridMember implements AutoCloseable {
    private final SeContainer container;
    private final Coherence coherence;
    private final Session session;

    private GridMember(SeContainer container) {
        this.container = container;
        this.coherence = CoherenceExtension.ensureCoherence(container.getBeanManager());
        this.session = coherence.getSession();
    }

    /**
     * Joins the cluster, or founds it. One member a process.
     *
     * @param features the features' {@link EntityStore} and {@link ViewSource} classes
     */
    public static GridMember join(GridSettings settings, Database database, List<Class<?>> features) {
        GridProperties.set(settings);
        SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(ServerCoherenceProducer.class)
                .addBeanClasses(UserRowStore.class, ViewStore.class, IdempotencyStore.class)
                .addBeanClasses(features.toArray(Class<?>[]::new))
                .addExtensions(new CoherenceExtension(), new CoherenceServerExtension(), new DatabaseBean(database))
                .initialize();
        return new GridMember(container);
    }

    /** Returns the rows of all people. */
    public UserRows userRows() {
        return new UserRows(map(MapNames.USER_ROWS));
    }

    /** Returns encoded views; uncached ones are made anew for every request. */
    public Views views(boolean cached) {
        return cached
                ? Views.cached(map(MapNames.VIEWS))
                : Views.uncached(container.select(ViewStore.class).get());
    }

    /** Returns the runner of requests that brought an Idempotency-Key. */
    public Idempotency idempotency() {
        return new Idempotency(map(MapNames.IDEMPOTENCY));
    }

    private <K, V> NamedMap<K, V> map(String name) {
        return session.getMap(name);
    }

    /** Returns whether this member has joined and every partition that must have a backup has one or needs none. */
    public boolean ready() {
        return coherence.isStarted() && coherence.getManagement().allHealthChecksReady();
    }

    /** Returns the number of members that this one sees, itself included. */
    public int members() {
        return coherence.getCluster().getMemberSet().size();
    }

    /** Leaves the cluster in order: primaries move to other members first. */
    @Override
    public void close() {
        container.close();
    }

    /** Lends the database to the stores, which CDI makes. */
    private record DatabaseBean(Database database) implements Extension {
        @SuppressWarnings("UnusedMethod") // the container calls it
        void add(@Observes AfterBeanDiscovery event) {
            event.addBean().types(Database.class).scope(Singleton.class).createWith(ignored -> database);
        }
    }
}
