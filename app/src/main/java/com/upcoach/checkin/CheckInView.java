package com.upcoach.checkin;

import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.util.UUID;

/** One check-in of a goal; its entity tag is its version. The query is the two ids. A CDI bean; thread-safe. */
@Singleton
public class CheckInView implements ViewSource {
    static final String RESOURCE = "check-in";

    private static final Sql SELECT = new Sql(
            "check-in-view",
            "SELECT " + CheckInStore.COLUMNS + " FROM check_ins WHERE user_id = ? AND goal_id = ? AND id = ?");

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String goalAndId) {
        return Scopes.checkInsOf(UUID.fromString(goalAndId.substring(0, goalAndId.indexOf('/'))));
    }

    /** Returns the query of a view. */
    static String query(UUID goal, UUID id) {
        return goal + "/" + id;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String goalAndId) {
        String[] ids = goalAndId.split("/", 2);
        return snapshot.queryOne(SELECT, CheckInStore::checkIn, user, UUID.fromString(ids[0]), UUID.fromString(ids[1]))
                .map(checkIn -> View.of(Long.toString(checkIn.version()), Json.bytes(CheckInAnswer.from(checkIn))))
                .orElse(View.NOTHING);
    }
}
