package com.upcoach.subscription;

import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Json;
import com.upcoach.http.Routing;
import com.upcoach.http.SizeLimits;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /api/config}: what an app needs to know at its start, nothing of it secret. Immutable. */
public final class ConfigRoutes implements HttpService {
    private final View config;

    public ConfigRoutes(Limits limits) {
        this.config = View.tagged(Json.bytes(Config.of(limits)));
    }

    /**
     * What is told.
     *
     * @param limits the standard quotas, by policy; a policy that is off is absent
     * @param locales BCP 47 tags
     */
    record Config(
            Map<String, Window> limits,
            Password password,
            Sizes sizes,
            List<Plan> plans,
            String currency,
            List<String> locales) {
        static Config of(Limits limits) {
            Map<String, Window> windows = new TreeMap<>();
            for (Policy policy : Policy.values()) {
                limits.quota(policy)
                        .ifPresent(quota -> windows.put(
                                policy.slug(),
                                new Window(quota.permits(), quota.window().toSeconds())));
            }
            return new Config(
                    windows, Password.RULES, Sizes.ALL, List.of(Plan.values()), Plans.CURRENCY, List.of("en"));
        }
    }

    /** How many requests a window takes. */
    record Window(int permits, long windowSeconds) {}

    /** How long a password is, in characters. */
    record Password(int minLength, int maxLength) {
        static final Password RULES = new Password(SizeLimits.SHORTEST_PASSWORD, SizeLimits.PASSWORD);
    }

    /** The largest of everything that an app lets people write; lengths in characters. */
    record Sizes(
            int bodyBytes,
            int title,
            int text,
            int category,
            int tag,
            int tags,
            int tasksWithGoal,
            int checklist,
            int page) {
        static final Sizes ALL = new Sizes(
                SizeLimits.BODY,
                SizeLimits.TITLE,
                SizeLimits.TEXT,
                SizeLimits.CATEGORY,
                SizeLimits.TAG,
                SizeLimits.TAGS,
                SizeLimits.TASKS_WITH_GOAL,
                SizeLimits.CHECKLIST,
                SizeLimits.PAGE);
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/")
                .get((request, response) -> Answers.publicView(request, response, config))
                .on(rules);
    }
}
