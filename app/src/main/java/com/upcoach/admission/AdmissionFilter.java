package com.upcoach.admission;

import com.upcoach.failure.Failure;
import com.upcoach.http.Problems;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Counts every request under {@code /api}, before its route. Thread-safe. */
public final class AdmissionFilter implements Filter {
    private static final HeaderName FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;

    private final Gate gate;
    private final Limits limits;
    private final ClientAddress clients;
    private final Function<ServerRequest, Optional<UUID>> signedIn;
    private final Clock clock;

    /**
     * Creates the filter.
     *
     * @param signedIn tells who sends a request, when they prove it
     */
    public AdmissionFilter(
            Gate gate,
            Limits limits,
            ClientAddress clients,
            Function<ServerRequest, Optional<UUID>> signedIn,
            Clock clock) {
        this.gate = gate;
        this.limits = limits;
        this.clients = clients;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Optional<Failure> refusal = LimitedPaths.policy(
                        request.prologue().method().text(),
                        request.prologue().uriPath().rawPath())
                .flatMap(policy -> subject(policy, request))
                .flatMap(subject -> gate.admit(subject, 1))
                .flatMap(admission -> answer(admission, response));
        if (refusal.isPresent()) {
            Problems.refuse(request, response, refusal.get());
        } else {
            chain.proceed();
        }
    }

    /** Nobody when the address is exempt. Signing in is counted by address, whoever else one may be. */
    private Optional<Subject> subject(Policy policy, ServerRequest request) {
        Optional<UUID> user = policy == Policy.AUTH ? Optional.empty() : signedIn.apply(request);
        if (user.isPresent() && limits.exemptNetworks().isEmpty()) {
            return user.map(id -> Subject.user(policy, id));
        }
        InetAddress client = client(request);
        if (limits.isExempt(client)) {
            return Optional.empty();
        }
        return Optional.of(user.map(id -> Subject.user(policy, id)).orElseGet(() -> Subject.address(policy, client)));
    }

    /** Returns the address that a request came from. */
    public InetAddress client(ServerRequest request) {
        if (!(request.remotePeer().address() instanceof InetSocketAddress peer)) {
            return InetAddress.getLoopbackAddress();
        }
        List<String> forwarded = request.headers().values(FORWARDED_FOR);
        return clients.of(peer.getAddress(), forwarded);
    }

    /**
     * Counts an attempt on an account, whatever address it came from. Where the account stands is told only to whoever
     * is refused: before that it would tell strangers of each other's attempts.
     *
     * @param key what all spellings of the account's e-mail address have in common
     * @throws Failure.Limited when there were too many
     */
    public void admitAccount(String key, ServerResponse response) {
        admitAttempt(Subject.account(Policy.AUTH, key), response);
    }

    /**
     * Counts an attempt of whoever is signed in, apart from those of strangers.
     *
     * @throws Failure.Limited when there were too many
     */
    public void admitOwner(UUID user, ServerResponse response) {
        admitAttempt(Subject.user(Policy.AUTH, user), response);
    }

    private void admitAttempt(Subject subject, ServerResponse response) {
        gate.admit(subject, 1)
                .flatMap(admission -> refusal(admission, response))
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    private Optional<Failure> answer(Admission admission, ServerResponse response) {
        if (admission instanceof Admission.Granted granted) {
            LimitHeaders.set(response, granted.standing());
        }
        return refusal(admission, response);
    }

    private Optional<Failure> refusal(Admission admission, ServerResponse response) {
        return switch (admission) {
            case Admission.Granted ignored -> Optional.empty();
            case Admission.Refused refused -> {
                LimitHeaders.set(response, refused.standing());
                Instant opens = clock.instant().plusMillis(refused.standing().resetMillis());
                yield Optional.of(new Failure.Limited(refused.standing().resetSeconds(), opens));
            }
            case Admission.Unavailable ignored ->
                Optional.of(new Failure.Unavailable(
                        "limiter-unavailable", "Requests cannot be counted right now. Try again shortly."));
        };
    }
}
