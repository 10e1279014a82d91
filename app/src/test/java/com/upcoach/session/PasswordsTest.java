package com.upcoach.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.upcoach.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void aHashIsArgon2idOfTheParametersThatAreRecommended() {
        String hash = passwords.hash("walk-before-you-run");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash("walk-before-you-run")).isNotEqualTo(hash);
        assertThat(passwords.check("walk-before-you-run", hash)).isTrue();
        assertThat(passwords.check("walk-before-you-ran", hash)).isFalse();
        assertThat(passwords.isOutdated(hash)).isFalse();
    }

    @Test
    void aHashOfOtherParametersIsStillCheckedAndOutdated() {
        Argon2Function former = Argon2Function.getInstance(8 * 1024, 1, 1, 32, com.password4j.types.Argon2.ID);
        String hash = Password.hash("walk-before-you-run")
                .addRandomSalt(16)
                .with(former)
                .getResult();
        assertThat(passwords.check("walk-before-you-run", hash)).isTrue();
        assertThat(passwords.isOutdated(hash)).isTrue();
    }

    @Test
    void theHashOfNobodyIsLikeAnyOther() {
        Argon2 small = new Argon2(1024, 3, 2);
        assertThat(Argon2.of(small.nobodys())).isEqualTo(small);
        assertThat(small.nobodys())
                .hasSameSizeAs(small.hash("walk-before-you-run"))
                .isNotEqualTo(small.nobodys());
        assertThat(Argon2.matches("", small.nobodys())).isFalse();
    }

    /**
     * Another library's hashes are ours, and ours are its: of long and of many-byte passwords, and of several lanes.
     */
    @Test
    void aHashIsTheSameWhoeverMakesIt() {
        Argon2Function other = Argon2Function.getInstance(1024, 3, 4, 20, com.password4j.types.Argon2.ID);
        for (String password : List.of("pässwörter 🏃 are many bytes", "x".repeat(128))) {
            String theirs =
                    Password.hash(password).addRandomSalt(16).with(other).getResult();
            assertThat(passwords.check(password, theirs)).isTrue();
            assertThat(passwords.check(password + ' ', theirs)).isFalse();
            String ours = passwords.hash(password);
            assertThat(Password.check(password, ours).with(Argon2Function.getInstanceFromHash(ours)))
                    .isTrue();
        }
    }

    /** Four run at most, 32 wait for two seconds: of a hundred that come at once some are turned away, not all. */
    @Test
    void theQueueIsShort() throws Exception {
        String hash = passwords.hash("walk-before-you-run");
        CountDownLatch all = new CountDownLatch(100);
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(crowd.submit(() -> {
                    all.countDown();
                    all.await();
                    return isServed(hash);
                }));
            }
        }
        long served = answers.stream().filter(Future::resultNow).count();
        assertThat(served).isBetween(1L, 99L);
        assertThat(passwords.check("walk-before-you-run", hash)).isTrue();
    }

    @Test
    void whoHasWaitedIsRefusedHoweverLongThoseBeforeTake() throws Exception {
        Passwords impatient = new Passwords(Duration.ofMillis(20));
        Argon2 slow = new Argon2(19 * 1024, 40, 1);
        String hash = slow.hash("walk-before-you-run");
        int atOnce = Math.min(4, Runtime.getRuntime().availableProcessors());
        CountDownLatch begun = new CountDownLatch(atOnce);
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> before = Stream.generate(() -> crowd.submit(() -> {
                        begun.countDown();
                        return impatient.check("walk-before-you-run", hash);
                    }))
                    .limit(atOnce)
                    .toList();
            begun.await();
            await().untilAsserted(() -> assertThatThrownBy(() -> impatient.hash("walk-before-you-run"))
                    .isInstanceOf(Failure.Unavailable.class));
            assertThat(before).noneMatch(Future::isDone);
            assertThat(before).allMatch(PasswordsTest::succeeded);
        }
    }

    private static boolean succeeded(Future<Boolean> check) {
        try {
            return check.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isServed(String hash) {
        try {
            return passwords.check("walk-before-you-run", hash);
        } catch (Failure.Unavailable e) {
            assertThat(e.code()).isEqualTo("sign-in-busy");
            return false;
        }
    }
}
