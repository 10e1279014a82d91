package com.upcoach.grid.row;

import java.util.Arrays;

/**
 * How new a person's rows are, as a whole and by parts. Immutable.
 *
 * @param data number of changes made to the person's rows so far
 * @param ages for each bit of a {@link Scope} how many changes ago one touched it, at most; not to be changed
 */
public record Versions(long data, int[] ages) {
    /** Returns versions of which only the whole is known: no part is taken to be older. */
    public static Versions all(long data) {
        return new Versions(data, new int[Scope.BITS]);
    }

    /** Returns the data version since which nothing in a scope has changed; it may be later than the last change. */
    public long changed(Scope scope) {
        int youngest = Integer.MAX_VALUE;
        for (int bit = 0; bit < ages.length; bit++) {
            if (scope.has(bit)) {
                youngest = Math.min(youngest, ages[bit]);
            }
        }
        return Math.max(0, data - youngest);
    }

    /** Returns the versions after changes that touched a scope. */
    Versions after(int changes, Scope touched) {
        int[] older = new int[Scope.BITS];
        Arrays.setAll(older, bit -> touched.has(bit) ? 0 : older(ages[bit], changes));
        return new Versions(data + changes, older);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Versions(long otherData, int[] otherAges)
                && data == otherData
                && Arrays.equals(ages, otherAges);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(data) + Arrays.hashCode(ages);
    }

    private static int older(int age, int changes) {
        return age > Integer.MAX_VALUE - changes ? Integer.MAX_VALUE : age + changes;
    }
}
