package com.upcoach.http;

import com.upcoach.digest.Sha256;
import com.upcoach.failure.Failure;
import com.upcoach.grid.idempotency.Idempotency;
import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.KeptAnswer;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs a POST once for its Idempotency-Key, or plainly when it brought none. Thread-safe. */
public final class IdempotentPost {
    private static final HeaderName HEADER = HeaderNames.create("Idempotency-Key");
    private static final Pattern WELL_FORMED = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Idempotency idempotency;

    public IdempotentPost(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    /** Makes what is kept of an answer: nothing when the request brought no key. */
    public interface Keep extends Function<Answer, @Nullable KeptAnswer> {}

    /** What to send: the answer, and whether it is the first one of its key given again. */
    public record Posted(Answer answer, boolean replayed) {}

    /** Runs the request's work; it must commit what {@link Keep} makes together with its effect. */
    public Posted run(UUID user, ServerRequest request, byte[] body, Function<Keep, Answer> work) {
        return run(user, request, List.of(body), work);
    }

    /**
     * Runs the work of a request whose body is kept in another form.
     *
     * @param forms of the body: the first one is kept, and a retry has one of them
     */
    public Posted run(UUID user, ServerRequest request, List<byte[]> forms, Function<Keep, Answer> work) {
        List<String> keys = request.headers().all(HEADER, List::of);
        if (keys.isEmpty()) {
            return new Posted(work.apply(ignored -> null), false);
        }
        String name = wellFormed(keys);
        List<byte[]> fingerprints =
                forms.stream().map(form -> fingerprint(request, form)).toList();
        return idempotency.once(
                user,
                name,
                fingerprints,
                () -> new Posted(work.apply(answer -> new KeptAnswer(name, fingerprints.getFirst(), answer)), false),
                kept -> new Posted(kept, true));
    }

    private static String wellFormed(List<String> keys) {
        if (keys.size() > 1 || !WELL_FORMED.matcher(keys.getFirst()).matches()) {
            throw new Failure.Malformed(
                    "malformed-idempotency-key", "An Idempotency-Key is one of 1 to 255 visible ASCII characters.");
        }
        return keys.getFirst();
    }

    private static byte[] fingerprint(ServerRequest request, byte[] body) {
        byte[] path = request.path().rawPath().getBytes(StandardCharsets.UTF_8);
        return Sha256.of(path, new byte[1], body);
    }
}
