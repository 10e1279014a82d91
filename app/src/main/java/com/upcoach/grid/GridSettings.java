package com.upcoach.grid;

/**
 * Which cluster this member joins.
 *
 * @param cluster name of the cluster; members of other names are never met
 * @param wellKnown comma-separated host names or addresses where members are looked for
 * @param member this member's name, unique in the cluster
 */
public record GridSettings(String cluster, String wellKnown, String member) {
    boolean onLoopback() {
        return wellKnown.equals("127.0.0.1");
    }
}
