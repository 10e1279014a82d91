package com.upcoach.admission;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of a deployment.
 *
 * @param quotas what each policy grants; a policy that is not here is off: nothing is counted, nobody refused
 * @param shadow policies that count and report, and refuse nobody
 * @param exempt ids of people who are not limited
 * @param exemptNetworks client addresses that are not limited
 */
public record Limits(Map<Policy, Quota> quotas, Set<Policy> shadow, Set<String> exempt, List<Cidr> exemptNetworks) {
    public Limits {
        quotas = Map.copyOf(quotas);
        shadow = Set.copyOf(shadow);
        exempt = Set.copyOf(exempt);
        exemptNetworks = List.copyOf(exemptNetworks);
    }

    /** Returns what a policy grants, if it is on. */
    public Optional<Quota> quota(Policy policy) {
        return Optional.ofNullable(quotas.get(policy));
    }

    /** Returns whether an address is not limited. */
    public boolean isExempt(InetAddress address) {
        return exemptNetworks.stream().anyMatch(network -> network.contains(address));
    }
}
