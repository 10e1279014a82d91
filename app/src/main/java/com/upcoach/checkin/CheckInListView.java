package com.upcoach.checkin;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import com.upcoach.http.Paging;
import com.upcoach.http.Query;
import com.upcoach.http.Scalars;
import com.upcoach.listing.Listing;
import com.upcoach.listing.Ordering;
import com.upcoach.listing.SortKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The check-ins of one goal; its entity tag is a digest of what it shows. The query is the goal's id, a question mark,
 * and the list's parameters. A CDI bean; thread-safe.
 */
@Singleton
public class CheckInListView implements ViewSource {
    static final String RESOURCE = "check-ins";

    /** The parameters that the list takes. */
    static final Set<String> PARAMETERS = parameters();

    private static final Listing.Source<CheckInAnswer> CHECK_INS = new Listing.Source<>(
            "check-in",
            "check_ins",
            CheckInStore.COLUMNS,
            columns -> CheckInAnswer.from(CheckInStore.checkIn(columns)),
            CheckInAnswer::id);

    /** The column as it is, for its index: every check-in has a day. */
    private static final SortKey LOCAL_DATE = new SortKey(
            "localDate",
            "local_date",
            "date",
            text -> Scalars.date(text).toString().equals(text));

    private static final List<SortKey> SORT_KEYS = List.of(
            LOCAL_DATE, SortKey.instant("occurredAt", "occurred_at"), SortKey.instant("createdAt", "created_at"));

    private static Set<String> parameters() {
        Set<String> names = new TreeSet<>(Paging.PARAMETERS);
        names.addAll(Set.of("from", "to"));
        return Set.copyOf(names);
    }

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String goalAndQuery) {
        return Scopes.checkInsOf(UUID.fromString(goalAndQuery.substring(0, goalAndQuery.indexOf('?'))));
    }

    /** Throws what is wrong with the list's parameters. */
    static void check(Query query) {
        Paging.of(query);
        Ordering.of(query, SORT_KEYS, false);
        query.get("from", Scalars::date);
        query.get("to", Scalars::date);
    }

    @Override
    public View load(Transaction snapshot, UUID user, String goalAndQuery) {
        String[] parts = goalAndQuery.split("\\?", 2);
        Query query = Query.parse(parts[1]);
        Listing<CheckInAnswer> checkIns = new Listing<>(CHECK_INS, user);
        checkIns.and("goal_id = ?", UUID.fromString(parts[0]));
        query.get("from", Scalars::date).ifPresent(day -> checkIns.and("local_date >= ?", day));
        query.get("to", Scalars::date).ifPresent(day -> checkIns.and("local_date <= ?", day));
        return View.tagged(Json.bytes(checkIns.page(snapshot, Ordering.of(query, SORT_KEYS, false), Paging.of(query))));
    }
}
