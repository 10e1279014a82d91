package com.upcoach.grid.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.grid.row.Scope;
import com.upcoach.grid.row.Versions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final UUID USER = new UUID(1, 2);
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    private final List<ViewKey> asked = new CopyOnWriteArrayList<>();
    private boolean near;
    private int passed;

    private final LoadGate gate = new LoadGate() {
        @Override
        public <T> T pass(Supplier<T> work) {
            passed++;
            return work.get();
        }
    };

    private View get(Function<ViewKey, View> source) {
        return views(source).get(USER, "goal", "q", Versions.all(7));
    }

    private Views views(Function<ViewKey, View> source) {
        return new Views(
                (resource, query) -> Scope.ALL,
                key -> {
                    asked.add(key);
                    return source.apply(key);
                },
                key -> near,
                gate,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static View view(@Nullable Instant until) {
        return View.of("tag", new byte[0]).until(until);
    }

    @Test
    void oneThatIsGoodIsAskedForOnce() {
        assertThat(get(key -> view(NOW.plusMillis(1))).etag()).isEqualTo("tag");
        assertThat(get(key -> view(null)).until()).isNull();
        assertThat(asked).hasSize(2).allMatch(key -> key.since() == null);
    }

    @Test
    void oneThatIsOverIsFollowedUntilOneIsGood() {
        Duration day = Duration.ofDays(1);
        Instant first = NOW.minus(day);
        View found = get(key -> {
            Instant since = key.since();
            return view(since == null ? first : since.plus(day));
        });
        assertThat(found.until()).isEqualTo(NOW.plus(day));
        assertThat(asked).extracting(ViewKey::since).containsExactly(null, first, NOW);
    }

    @Test
    void onlyWhatIsNotNearGoesThroughTheGate() {
        get(key -> view(null));
        assertThat(passed).isEqualTo(1);
        near = true;
        get(key -> view(null));
        assertThat(passed).isEqualTo(1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void oneThatAnotherIsAboutIsWaitedFor() throws Exception {
        CompletableFuture<View> made = new CompletableFuture<>();
        Views views = views(key -> made.join());
        Runnable ask = () -> views.get(USER, "goal", "q", Versions.all(7));
        Thread first = Thread.ofVirtual().start(ask);
        await().until(() -> !asked.isEmpty());
        Thread second = Thread.ofVirtual().start(ask);
        await().until(() -> second.getState() == Thread.State.WAITING);
        made.complete(view(null));
        first.join();
        second.join();
        assertThat(asked).as("made once").hasSize(1);
        assertThat(passed).isEqualTo(1);
    }

    @Test
    void aSourceThatNeverMovesOnIsNotAskedForEver() {
        assertThat(get(key -> view(NOW)).until()).isEqualTo(NOW);
        assertThat(asked).hasSize(2);
    }
}
