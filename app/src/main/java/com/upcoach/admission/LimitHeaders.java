package com.upcoach.admission;

import com.upcoach.admission.Admission.Standing;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The RateLimit fields (draft-ietf-httpapi-ratelimit-headers-06) of an answer. */
final class LimitHeaders {
    private static final Numbers REMAINING = new Numbers(HeaderNames.create("RateLimit-Remaining"));
    private static final Numbers RESET = new Numbers(HeaderNames.create("RateLimit-Reset"));
    private static final Numbers LIMIT = new Numbers(HeaderNames.create("RateLimit-Limit"));
    private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
    private static final Map<Quota, Header> POLICIES = new ConcurrentHashMap<>();
    private static final int MAX_POLICIES = 1_000;

    private LimitHeaders() {}

    /** Tells where the subject stands. */
    static void set(ServerResponse response, Standing standing) {
        response.header(policy(standing.quota()));
        response.header(LIMIT.of(standing.quota().permits()));
        response.header(REMAINING.of(standing.remaining()));
        response.header(RESET.of(standing.resetSeconds()));
    }

    private static Header policy(Quota quota) {
        Header known = POLICIES.get(quota);
        if (known != null) {
            return known;
        }
        Header made = HeaderValues.createCached(
                POLICY, quota.permits() + ";w=" + quota.window().toSeconds());
        if (POLICIES.size() < MAX_POLICIES) {
            POLICIES.put(quota, made);
        }
        return made;
    }

    /** Fields whose value is a number, made once for small ones. */
    private static final class Numbers {
        private static final int SMALL = 1_024;

        private final HeaderName name;
        private final Header[] made = new Header[SMALL];

        Numbers(HeaderName name) {
            this.name = name;
            for (int i = 0; i < SMALL; i++) {
                made[i] = HeaderValues.createCached(name, Integer.toString(i));
            }
        }

        Header of(long value) {
            return value < SMALL ? made[(int) value] : HeaderValues.create(name, Long.toString(value));
        }
    }
}
