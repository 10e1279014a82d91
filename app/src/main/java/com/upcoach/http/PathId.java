package com.upcoach.http;

import com.upcoach.failure.Failure;
import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;
import java.util.function.Supplier;

/** The id that a path names. */
public final class PathId {
    private PathId() {}

    /**
     * Returns the id of this parameter of the path.
     *
     * @param notFound for what is no id: nothing has it
     */
    public static UUID of(ServerRequest request, String parameter, Supplier<? extends Failure> notFound) {
        try {
            return Scalars.id(request.path().pathParameters().get(parameter));
        } catch (IllegalArgumentException e) {
            throw notFound.get();
        }
    }
}
