package dev.kinora.outlining;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Orders places by how much of the probability of a boundary each would catch that no likelier one has caught. */
final class Peaks {
    /** How much less the farthest of what is near counts. */
    private static final double FALL = 0.9;
    /** No two beginnings are nearer than so many times what is near enough. */
    private static final double APART = 1.5;

    private final double[] left;
    private final double[] clock;
    private final double reach;

    private Peaks(double[] posterior, double[] clock, double reach) {
        this.left = posterior.clone();
        this.clock = clock;
        this.reach = reach;
    }

    /**
     * @param clock by place
     * @param end of the film
     * @param reach how near is near enough
     * @return places, the best first, so many at most
     */
    static int[] order(double[] posterior, double[] clock, double end, double reach, int most) {
        return new Peaks(posterior, clock, reach).order(end, most);
    }

    private int[] order(double end, int most) {
        var order = new int[Math.min(most, left.length)];
        var free = new boolean[left.length];
        for (int i = 1; i < free.length; i++) {
            free[i] = clock[i] - clock[0] > reach / 2 && end - clock[i] > reach / 2;
        }
        var caught = new double[left.length];
        for (int i = 1; i < left.length; i++) {
            caught[i] = caught(i);
        }
        int found = 0;
        while (found < order.length) {
            int best = -1;
            for (int i = 1; i < left.length; i++) {
                if (free[i] && (best < 0 || caught[i] > caught[best])) {
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            order[found++] = best;
            take(best, free, caught);
        }
        return Arrays.copyOf(order, found);
    }

    private void take(int best, boolean[] free, double[] caught) {
        each(best, reach, place -> left[place] = 0);
        each(best, APART * reach, place -> free[place] = false);
        each(best, 2 * reach, place -> caught[place] = caught(place));
    }

    private void each(int place, double within, IntConsumer act) {
        for (int i = place; i >= 1 && clock[place] - clock[i] <= within; i--) {
            act.accept(i);
        }
        for (int i = place + 1; i < left.length && clock[i] - clock[place] <= within; i++) {
            act.accept(i);
        }
    }

    /** What is near counts the less the farther it is. */
    private double caught(int place) {
        double sum = left[place];
        for (int i = place - 1; i >= 1 && clock[place] - clock[i] <= reach; i--) {
            sum += left[i] * near(clock[place] - clock[i]);
        }
        for (int i = place + 1; i < left.length && clock[i] - clock[place] <= reach; i++) {
            sum += left[i] * near(clock[i] - clock[place]);
        }
        return sum;
    }

    private double near(double distance) {
        return 1 - FALL * distance / reach;
    }
}
