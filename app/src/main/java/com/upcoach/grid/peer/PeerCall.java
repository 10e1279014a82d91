package com.upcoach.grid.peer;

import com.tangosol.net.AbstractInvocable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to another member, of a registered POF type. It runs there on what that member {@link Peers#serve serves}
 * under the type.
 *
 * @param <T> what it is run on
 */
public abstract class PeerCall<T> extends AbstractInvocable {
    private static final long serialVersionUID = 1;

    private final transient Class<T> type;

    protected PeerCall(Class<T> type) {
        this.type = type;
    }

    /** A member that does not serve the type yet has nothing to say. */
    @Override
    public final void run() {
        if (getService().getUserContext() instanceof Map<?, ?> served && served.containsKey(type)) {
            setResult(run(type.cast(served.get(type))));
        }
    }

    /** Runs at the other member; the result must be of a POF type. */
    protected abstract @Nullable Object run(T target);
}
