/**
 * Goals: what a person wants to reach. The model for every other feature: {@code GoalRoutes} → {@code GoalService} →
 * {@code Entities} → {@code GoalStore} for writes, and {@code GoalRoutes} → {@code GoalView}, {@code GoalListView} for
 * reads.
 */
@NullMarked
package com.upcoach.goal;

import org.jspecify.annotations.NullMarked;
