package com.upcoach.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/**
 * Takes every connection as HTTP/1.1, whatever its first bytes are: so what is no HTTP gets its 400, where Helidon
 * alone would close without a word. Each is given so much {@linkplain Pace time}. Thread-safe.
 */
final class EveryConnection implements ServerConnectionSelector {
    private final Http1ConnectionSelector http;

    EveryConnection(Http1Config.Builder config) {
        Http1Config paced = config.addReceiveListener(PacedConnection.REQUESTS)
                .addSendListener(PacedConnection.ANSWERS)
                .build();
        this.http = Http1ConnectionSelector.builder().config(paced).build();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        PacedContext paced = new PacedContext(context);
        return new PacedConnection(http.connection(paced), paced.pace());
    }
}
