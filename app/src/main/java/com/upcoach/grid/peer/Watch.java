package com.upcoach.grid.peer;

import com.tangosol.net.MemberEvent;
import com.tangosol.net.MemberListener;

/** Looks again whenever a member came or went. */
record Watch(Runnable look) implements MemberListener {
    @Override
    public void memberJoined(MemberEvent event) {
        look.run();
    }

    @Override
    public void memberLeaving(MemberEvent event) {}

    @Override
    public void memberLeft(MemberEvent event) {
        look.run();
    }
}
