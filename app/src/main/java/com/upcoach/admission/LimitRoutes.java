package com.upcoach.admission;

import com.upcoach.admission.Admission.Standing;
import com.upcoach.failure.Failure;
import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * {@code /admin/limits/{policy}/{subject}}: shows and resets where a subject stands, for operators. A subject is
 * {@code user:} and a user's id, {@code address:} and an IP address, or {@code account:} and an e-mail address.
 */
public final class LimitRoutes implements HttpService {
    private final Gate gate;
    private final Clock clock;

    public LimitRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Where a subject stands.
     *
     * @param spent permits that are spent, or out at a member
     * @param resetAt when the window ends; absent when the subject has none
     */
    record Shown(
            String policy, String subject, int limit, long windowSeconds, int spent, int remaining, Instant resetAt) {}

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/admin/limits/{policy}/{subject}")
                .get(this::show)
                .delete(this::reset)
                .on(rules);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Subject subject = subject(request);
        Standing standing = gate.standing(subject)
                .orElseThrow(() -> new Failure.NotFound("no-window", "The subject has no window of this policy."));
        int limit = standing.quota().permits();
        Answers.uncached(
                request,
                response,
                Status.OK_200,
                new Shown(
                        subject.policy().slug(),
                        subject.id(),
                        limit,
                        standing.quota().window().toSeconds(),
                        limit - standing.remaining(),
                        standing.remaining(),
                        clock.instant().plusMillis(standing.resetMillis())));
    }

    private void reset(ServerRequest request, ServerResponse response) {
        gate.reset(subject(request));
        Answers.done(response);
    }

    private static Subject subject(ServerRequest request) {
        Policy policy = Policy.of(request.path().pathParameters().get("policy"))
                .orElseThrow(() -> new Failure.NotFound("no-policy", "The policies are api, auth, ai and refresh."));
        String text = request.path().pathParameters().get("subject");
        int colon = text.indexOf(':');
        String id = text.substring(colon + 1);
        try {
            return switch (text.substring(0, Math.max(0, colon))) {
                case "user" -> Subject.user(policy, UUID.fromString(id));
                case "address" -> Subject.address(policy, InetAddress.ofLiteral(id));
                case "account" -> Subject.account(policy, id);
                default -> throw new IllegalArgumentException("no kind");
            };
        } catch (IllegalArgumentException e) {
            throw new Failure.Malformed(
                    "malformed-subject", "A subject is user:<id>, address:<IP address> or account:<e-mail address>.");
        }
    }
}
