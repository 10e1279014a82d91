package com.upcoach.grid.view;

import com.tangosol.net.cache.CacheLoader;
import com.upcoach.database.Database;
import com.upcoach.database.DatabaseFailure;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.Loads;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import com.upcoach.grid.row.Scope;
import com.upcoach.gridconfig.MapNames;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The loader behind the {@code views} map, named in the cache configuration: it makes a view that nobody has asked for
 * yet, once for the whole cluster. Throws nothing but {@link StoreFailure}. Thread-safe.
 */
@Singleton
@Named("views")
public class ViewStore implements CacheLoader<ViewKey, View> {
    private static final Logger LOG = System.getLogger(ViewStore.class.getName());

    /** Makes what follows see one state of the database: a page, its total and the version belong together. */
    private static final Sql SNAPSHOT =
            new Sql("view-snapshot", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");

    private static final Sql VERSION = new Sql("view-version", "SELECT data_version FROM users WHERE id = ?");

    private final Database database;
    private final Loads loads;
    private final Map<String, ViewSource> sources = new HashMap<>();

    @Inject
    ViewStore(Database database, Loads loads, @Any Instance<ViewSource> sources) {
        this.database = database;
        this.loads = loads;
        sources.forEach(source -> this.sources.put(source.resource(), source));
    }

    private static View load(Transaction tx, ViewKey key, ViewSource source) {
        tx.change(SNAPSHOT);
        long version = tx.queryOne(VERSION, c -> c.longInteger("data_version"), key.user())
                .orElse(0L);
        return made(tx, key, source).at(version);
    }

    private static View made(Transaction tx, ViewKey key, ViewSource source) {
        Instant since = key.since();
        if (since == null || !(source instanceof DailyViewSource daily)) {
            return source.load(tx, key.user(), key.query());
        }
        Instant now = DailyViewSource.now(tx);
        return daily.load(tx, key.user(), key.query(), now.isBefore(since) ? since : now);
    }

    private ViewSource source(String resource) {
        ViewSource source = sources.get(resource);
        if (source == null) {
            throw new StoreFailure(Reason.BROKEN, "no source for views of " + resource);
        }
        return source;
    }

    /** Returns what a view shows of a person's rows. */
    Scope scope(String resource, String query) {
        return source(resource).scope(query);
    }

    @Override
    public View load(ViewKey key) {
        ViewSource source = source(key.resource());
        try {
            View view = database.transaction(tx -> load(tx, key, source));
            loads.count(MapNames.VIEWS, view.present());
            return view;
        } catch (DatabaseFailure e) {
            throw StoreFailure.from(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a view could not be made", e);
            throw new StoreFailure(Reason.BROKEN, e.getClass().getSimpleName());
        }
    }
}
