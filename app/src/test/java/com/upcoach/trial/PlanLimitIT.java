package com.upcoach.trial;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A plan that is changed at one member raises the limits at the others from the next request on. */
class PlanLimitIT {
    private static final Cluster CLUSTER =
            Cluster.limited(3, Mutant.NONE, Map.of("UPCOACH_TRUSTED_PROXIES", "127.0.0.1/32"));

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void aChangedPlanHoldsOnEveryMemberFromTheNextRequestOn() {
        Client person = Client.registeredFrom(CLUSTER.base(0), "192.0.2.1");
        List<String> bases = CLUSTER.members().stream().map(MemberProcess::base).toList();
        Crowd free = Crowd.of(300, Crowd.goals(person, bases));
        assertThat(free.of(200)).as(free.toString()).isEqualTo(100);
        reset(person);
        for (String base : bases) {
            assertThat(header(person.get(base, "/api/goals"), "RateLimit-Limit"))
                    .isEqualTo("100");
        }
        HttpResponse<String> changed =
                person.send(bases.getFirst(), "POST", "/api/subscription/change", "{\"plan\":\"pro\"}");
        assertThat(json(changed).at("/entitlements/apiPerWindow").asInt()).isEqualTo(500);
        String seen = header(changed, "Data-Version");
        for (String base : bases) {
            HttpResponse<String> next = person.get(base, "/api/goals", "Data-Version", seen);
            assertThat(header(next, "RateLimit-Limit")).isEqualTo("500");
        }
        reset(person);
        Crowd pro = Crowd.of(1_000, Crowd.goals(person, bases, "Data-Version", seen));
        assertThat(pro.of(200)).as(pro.toString()).isEqualTo(500);
        assertThat(pro.of(429)).as(pro.toString()).isEqualTo(500);
    }

    private static void reset(Client person) {
        HttpResponse<String> reset = Client.anonymous()
                .send(CLUSTER.members().getFirst().adminBase(), "DELETE", "/admin/limits/api/user:" + person.id(), "");
        assertThat(reset.statusCode()).isEqualTo(204);
    }
}
