package com.upcoach.grid;

import java.util.Optional;

/**
 * Which cluster this member joins.
 *
 * @param cluster name of the cluster; members of other names are never met
 * @param wellKnown comma-separated host names or addresses where members are looked for
 * @param member this member's name, unique in the cluster
 * @param tls what members prove themselves with to one another; empty means plain connections
 */
public record GridSettings(String cluster, String wellKnown, String member, Optional<GridTls> tls) {
    boolean onLoopback() {
        return wellKnown.equals("127.0.0.1");
    }
}
