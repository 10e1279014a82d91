package com.upcoach.grid.peer;

import com.tangosol.net.InvocationService;
import com.tangosol.net.Member;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Calls to other members, by their id. Thread-safe. */
public final class Peers {
    private static final long MEMBER_IDS = 10_000;

    private final InvocationService service;
    private final Map<Class<?>, Object> served = new ConcurrentHashMap<>();

    public Peers(InvocationService service) {
        this.service = service;
        service.setUserContext(served);
    }

    /** Lets calls of the type find their target at this member. */
    public <T> void serve(Class<T> type, T target) {
        served.put(type, target);
    }

    /** Returns this member's id: no other member has it, nor this one after it joined anew. */
    public long self() {
        return id(service.getCluster().getLocalMember());
    }

    /** Returns a member's id. */
    static long id(Member member) {
        return member.getTimestamp() * MEMBER_IDS + member.getId();
    }

    /**
     * Calls members and waits for them.
     *
     * @param ids those that are not there are left out
     * @return the results, of those members that had one
     */
    @SuppressWarnings("unchecked") // a call's result is what the call returned
    public <R> Collection<R> query(PeerCall<?> call, Collection<Long> ids) {
        Set<Member> members = members(ids);
        return members.isEmpty()
                ? Set.of()
                : (Collection<R>) service.query(call, members).values();
    }

    /** Calls members and does not wait. */
    public void tell(PeerCall<?> call, Collection<Long> ids) {
        Set<Member> members = members(ids);
        if (!members.isEmpty()) {
            service.execute(call, members, null);
        }
    }

    /** Returns the ids of all members but this one. */
    public Set<Long> others() {
        Set<Long> ids = new HashSet<>();
        for (Object each : service.getInfo().getServiceMembers()) {
            if (each instanceof Member member) {
                ids.add(id(member));
            }
        }
        ids.remove(self());
        return ids;
    }

    private Set<Member> members(Collection<Long> ids) {
        Set<Member> members = new HashSet<>();
        for (Object each : service.getInfo().getServiceMembers()) {
            if (each instanceof Member member && ids.contains(id(member))) {
                members.add(member);
            }
        }
        return members;
    }
}
