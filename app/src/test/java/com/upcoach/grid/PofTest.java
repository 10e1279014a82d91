package com.upcoach.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.tangosol.io.pof.ConfigurablePofContext;
import com.tangosol.util.Binary;
import com.tangosol.util.ExternalizableHelper;
import com.upcoach.admission.lease.AdmissionSamples;
import com.upcoach.checkin.CheckInSamples;
import com.upcoach.coaching.InteractionSamples;
import com.upcoach.goal.Goal;
import com.upcoach.goal.GoalContent;
import com.upcoach.goal.GoalStatus;
import com.upcoach.goal.Metric;
import com.upcoach.grid.cache.CacheSamples;
import com.upcoach.grid.idempotency.IdempotencySamples;
import com.upcoach.grid.peer.PeerSamples;
import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.RowSamples;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewKey;
import com.upcoach.grid.view.ViewSamples;
import com.upcoach.session.live.SessionSamples;
import com.upcoach.subscription.SubscriptionSamples;
import com.upcoach.task.TaskSamples;
import com.upcoach.user.User;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PofTest {
    private static final int FIRST_TYPE_ID = 1001;
    private static final int LAST_TYPE_ID = 1399;
    private static final ConfigurablePofContext CONTEXT = new ConfigurablePofContext("upcoach-pof-config.xml");
    private static final UUID USER = UUID.fromString("7c1f0d2e-1111-4abc-8def-000000000001");
    private static final UUID ID = UUID.fromString("f2e1d3c4-2222-4abc-8def-000000000002");
    private static final Instant BEFORE_EPOCH = Instant.parse("1969-12-31T23:59:59.123456Z");
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");
    private static final Goal GOAL = goal("Läuft 🏃", "health", LocalDate.of(1900, 1, 1), NOW, BigDecimal.TEN);
    private static final Goal BARE_GOAL = goal("Bare", null, null, null, null);

    private static final User USER_RECORD = new User(
            USER,
            "a@b.example",
            "$argon2id$",
            "Ä",
            "de",
            "Europe/Berlin",
            LocalTime.of(4, 30),
            "user",
            2,
            BEFORE_EPOCH,
            NOW);

    private static Goal goal(
            String title,
            @Nullable String category,
            @Nullable LocalDate start,
            @Nullable Instant completed,
            @Nullable BigDecimal number) {
        Metric metric = new Metric(Metric.Type.NUMERIC, category, number, new BigDecimal("-3.50"), number);
        GoalContent content =
                new GoalContent(title, "", category, GoalStatus.COMPLETED, 4, start, start, metric, List.of("b", "a"));
        return new Goal(ID, content, completed, 7, BEFORE_EPOCH, NOW);
    }

    private static Stream<Object> samples() {
        byte[] json = "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8);
        KeptAnswer kept = new KeptAnswer("retry-1", new byte[] {1, -2, 3}, new Answer(201, "/api/goals/1", "1", json));
        return Stream.of(
                        RowSamples.of(USER, ID, NOW, kept, List.of(GOAL, BARE_GOAL)),
                        IdempotencySamples.of(USER, ID, kept),
                        CacheSamples.of(json),
                        ViewSamples.of(USER),
                        Stream.of(
                                new ViewKey(USER, "goals", "limit=2&page=1", 12, null),
                                new ViewKey(USER, "goals", "", 12, BEFORE_EPOCH),
                                new View("tag", 12, json, null, NOW),
                                View.tagged("{\"a\":\"ä\"}".repeat(200).getBytes(StandardCharsets.UTF_8)),
                                View.NOTHING),
                        Stream.of(USER_RECORD, GOAL),
                        TaskSamples.of(ID, NOW),
                        SubscriptionSamples.of(USER, NOW),
                        CheckInSamples.of(ID, NOW),
                        PeerSamples.of(),
                        SessionSamples.of(USER, ID, NOW),
                        AdmissionSamples.of(USER),
                        InteractionSamples.of(ID, NOW))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void arrivesAsItWasSent(Object sent) {
        Binary wire = ExternalizableHelper.toBinary(sent, CONTEXT);
        Object received = ExternalizableHelper.fromBinary(wire, CONTEXT);
        assertThat(received).isExactlyInstanceOf(sent.getClass());
        assertThat(shown(received)).usingRecursiveComparison().isEqualTo(shown(sent));
    }

    @Test
    void everyRegisteredTypeHasASample() {
        Set<Integer> sampled = samples().map(CONTEXT::getUserTypeIdentifier).collect(Collectors.toSet());
        assertThat(sampled).hasSizeGreaterThan(20).isEqualTo(registered());
    }

    private static Set<Integer> registered() {
        return IntStream.rangeClosed(FIRST_TYPE_ID, LAST_TYPE_ID)
                .filter(PofTest::isRegistered)
                .boxed()
                .collect(Collectors.toSet());
    }

    private static boolean isRegistered(int id) {
        try {
            return CONTEXT.getClass(id).getName().startsWith("com.upcoach.");
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private static Object shown(Object value) {
        return value instanceof StoreFailure failure
                ? List.of(failure.reason(), String.valueOf(failure.getMessage()))
                : value;
    }
}
