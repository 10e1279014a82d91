package com.upcoach.trial;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Members that start at the same moment, on an empty database the first time, find one another: one cluster, not two.
 */
@EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
class StartTrialIT {
    @Test
    void threeMembersThatStartTogetherAreOneCluster() throws InterruptedException {
        int rounds = 2 * Report.scale();
        Report report = new Report("simultaneous start");
        long split = 0;
        try (Cluster cluster = Cluster.empty(Mutant.NONE)) {
            for (int round = 0; round < rounds; round++) {
                List<MemberProcess> members = cluster.add(3);
                split += members.stream().allMatch(member -> seen(member) == 3) ? 0 : 1;
                for (MemberProcess member : members) {
                    cluster.kill(member);
                }
            }
        }
        report.bound("starts of three members at once that made more than one cluster", split, rounds);
        report.write();
        assertThat(split).isZero();
    }

    private static int seen(MemberProcess member) {
        return json(Client.anonymous().get(member.adminBase(), "/admin/grid"))
                .get("members")
                .asInt();
    }
}
