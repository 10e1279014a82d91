package com.upcoach.admission.lease;

import com.upcoach.admission.Policy;
import com.upcoach.admission.Subject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One of each type of this package that crosses the wire. */
public final class AdmissionSamples {
    private AdmissionSamples() {}

    public static Stream<Object> of(UUID user) {
        SubjectId id = SubjectId.of(Subject.user(Policy.API, user));
        Counter counter = new Counter(
                id,
                1_790_000_000_000L,
                93,
                List.of(
                        new Holding(Ask.NOBODY, 0, 2, 3, false),
                        new Holding(17_900_000_000_010_003L, 12, 7, 90, true)));
        Ask ask = new Ask(17_900_000_000_010_003L, 12, 9, 1_790_000_000_000L, 3, 1, 8, 100, 900_000, 3);
        return Stream.of(
                BucketKey.of(id),
                new Bucket(List.of(counter, new Counter(new SubjectId(-1, Long.MIN_VALUE), 5, 0, List.of()))),
                Bucket.EMPTY,
                new AdmitRequests(id, ask),
                new Grant(1_790_000_000_000L, 899_999, 8, 3, 93, false, List.of(1L, 17_900_000_000_010_003L)),
                new ReadCounter(id),
                new ResetCounter(id),
                HolderCall.hear(Subject.user(Policy.API, user), 1_790_000_000_000L, 93));
    }
}
