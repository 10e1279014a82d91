package com.upcoach.grid;

import com.tangosol.net.CacheFactory;
import java.lang.invoke.MethodHandles;

/** What Coherence and Weld read from system properties: the files of {@code grid-config}, and this member's place. */
final class GridProperties {
    private GridProperties() {}

    static void set(GridSettings settings) {
        set("coherence.cacheconfig", "upcoach-cache-config.xml");
        set("coherence.override", "upcoach-coherence-override.xml");
        set("coherence.pof.config", "upcoach-pof-config.xml");
        set("coherence.cluster", settings.cluster());
        set("coherence.member", settings.member());
        set("coherence.wka", settings.wellKnown());
        if (settings.onLoopback()) {
            set("coherence.localhost", "127.0.0.1");
        }
        settings.tls().ifPresent(GridProperties::setTls);
        // Its health port also takes /suspend: never beyond this host unless the operator's probe asks for it.
        set("coherence.health.http.address", "127.0.0.1");
        // What talks with PostgreSQL gets its share of the processor from the system. In one queue with all requests it
        // had none in a rush (docs/decisions/0010).
        set("coherence.virtualthreads.enabled", "false");
        // The order of a shutdown is Main's alone.
        set("coherence.shutdownhook", "none");
        set("org.jboss.weld.se.shutdownHook", "false");
        leaveFilesUnvalidated();
    }

    /**
     * The build has validated them (GridConfigTest); a start would spend a third of its processor time on it. Coherence
     * says so of each file, and to standard error before its log is there: then it is to be too late.
     */
    private static void leaveFilesUnvalidated() {
        try {
            MethodHandles.lookup().ensureInitialized(CacheFactory.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        set("coherence.xml.validation.disable", "true");
    }

    /** The provider of sockets that {@code grid-config} names, and its files. */
    private static void setTls(GridTls tls) {
        set("coherence.socketprovider", "grid-tls");
        set("coherence.security.key", tls.location("tls.key"));
        set("coherence.security.cert", tls.location("tls.crt"));
        set("coherence.security.ca.cert", tls.location("ca.crt"));
    }

    /** Leaves alone what the command line has set. */
    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
