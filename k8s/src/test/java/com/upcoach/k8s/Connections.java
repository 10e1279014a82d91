package com.upcoach.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ceiling of PostgreSQL's connections, over all that runs at once: a member takes the ninety that are for members,
 * divided by UPCOACH_MAX_MEMBERS ({@code com.upcoach.Settings}, docs/decisions/0003).
 */
final class Connections {
    private static final int FOR_MEMBERS = 90;
    private static final int MOST_OF_A_MEMBER = 20;

    /** For migrations, operators, and a member's own look whether PostgreSQL is there. */
    private static final int RESERVE = 10;

    private Connections() {}

    /** Returns what is wrong with overlays that run beside one another. */
    static List<String> faults(List<Overlay> together) {
        List<Manifest> members = of(together, "Coherence").toList();
        int most = members.stream().mapToInt(each -> most(together, each)).sum();
        List<String> faults = new ArrayList<>();
        int taken = 0;
        for (Manifest each : members) {
            int divisor = Integer.parseInt(
                    Environment.value(each, "UPCOACH_MAX_MEMBERS").orElse("9"));
            taken += most(together, each) * Math.min(MOST_OF_A_MEMBER, FOR_MEMBERS / divisor);
            if (most > divisor) {
                faults.add(each + " divides connections by " + divisor + ", and there may be " + most + " members");
            }
        }
        int open = taken + RESERVE;
        of(together, "Cluster")
                .filter(cluster -> cluster.at("/spec/postgresql/parameters/max_connections")
                                .asInt()
                        < open)
                .forEach(cluster ->
                        faults.add(cluster + " has fewer connections than the " + open + " that may be asked for"));
        return faults;
    }

    private static Stream<Manifest> of(List<Overlay> overlays, String kind) {
        return overlays.stream().flatMap(overlay -> overlay.of(kind));
    }

    /** As many as its autoscaler makes, or as it says itself. */
    private static int most(List<Overlay> together, Manifest coherence) {
        return of(together, "HorizontalPodAutoscaler")
                .filter(scaler ->
                        scaler.at("/spec/scaleTargetRef/name").asText().equals(coherence.name()))
                .mapToInt(scaler -> scaler.at("/spec/maxReplicas").asInt())
                .findFirst()
                .orElseGet(() -> coherence
                        .at("/spec/replicas")
                        .asInt(coherence.at("/spec/initialReplicas").asInt(3)));
    }
}
