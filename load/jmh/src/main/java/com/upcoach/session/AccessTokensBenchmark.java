package com.upcoach.session;

import com.upcoach.micro.MicroBenchmark;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/** Access tokens: making one, and checking one that this member has not seen, its signature among all else. */
public class AccessTokensBenchmark extends MicroBenchmark {
    private static final int TOKENS = 2_000;

    private final TokenKeys keys = TokenKeys.create();
    private final AccessTokens issuer = new AccessTokens(keys, Clock.systemUTC());
    private final List<String> tokens = issued(issuer, TOKENS);
    private AccessTokens checker = new AccessTokens(keys, Clock.systemUTC());
    private int turn;

    private static List<String> issued(AccessTokens issuer, int count) {
        return Stream.generate(() -> issued(issuer)).limit(count).toList();
    }

    private static String issued(AccessTokens issuer) {
        return issuer.issue(UUID.randomUUID(), UUID.randomUUID());
    }

    @Benchmark
    public String issue() {
        return issued(issuer);
    }

    /** Whoever has seen all tokens makes way for one who has seen none, once in 2,000 calls. */
    @Benchmark
    public Caller first() {
        if (turn == TOKENS) {
            turn = 0;
            checker = new AccessTokens(keys, Clock.systemUTC());
        }
        return checker.verify(tokens.get(turn++));
    }
}
