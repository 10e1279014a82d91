package com.upcoach.grid.view;

import com.tangosol.net.NamedCache;
import com.tangosol.net.cache.NearCache;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.OfPerson;
import com.upcoach.grid.peer.Peers;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Drops the views of people who are gone: where they are owned, and in the near cache of every member, as nothing else
 * takes a view out of those before its time. Thread-safe.
 */
public final class ViewDisposal {
    private final NamedCache<ViewKey, View> map;
    private final Peers peers;

    private ViewDisposal(NamedCache<ViewKey, View> map, Peers peers) {
        this.map = map;
        this.peers = peers;
    }

    /** Returns the disposal of the views in a map, at the service of other members as well. */
    public static ViewDisposal of(NamedCache<ViewKey, View> map, Peers peers) {
        ViewDisposal disposal = new ViewDisposal(map, peers);
        peers.serve(ViewDisposal.class, disposal);
        return disposal;
    }

    /**
     * Drops a person's views everywhere.
     *
     * @throws com.upcoach.failure.Failure.Unavailable when a member cannot be reached
     */
    public void drop(UUID user) {
        GridCalls.call(() -> {
            OfPerson.drop(map, user);
            dropHere(user);
            return peers.query(new DropViews(user), peers.others());
        });
    }

    /** Drops a person's views from this member's near cache. */
    void dropHere(UUID user) {
        Map<ViewKey, View> front = front();
        List<ViewKey> keys =
                front.keySet().stream().filter(key -> key.user().equals(user)).toList();
        keys.forEach(front::remove);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    private Map<ViewKey, View> front() {
        return map.as(NearCache.class).getFrontMap();
    }
}
