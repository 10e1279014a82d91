package com.upcoach.observe;

import com.upcoach.observe.Expression.Selector;
import java.util.List;
import java.util.Set;

/**
 * An expression that somebody looks at.
 *
 * @param where the dashboard and panel, or the alert
 * @param text the expression
 * @param shown the labels that are written beside its result
 */
record Query(String where, String text, Set<String> shown) {
    /** What it asks for; throws {@link IllegalArgumentException} if that is nothing, or not understood. */
    List<Selector> selectors() {
        List<Selector> selectors = Expression.selectors(text, shown);
        if (selectors.isEmpty()) {
            throw new IllegalArgumentException("asks for nothing");
        }
        return selectors;
    }
}
