package dev.kinora.outbound;

import java.util.List;
import java.util.Set;

/** Which ports are called. */
record Ports(List<Range> only) {
    /** What browsers call bad ports (the Fetch standard, 2.9): a request there would be read as something else. */
    private static final Set<Integer> BAD = Set.of(
            0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
            109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
            526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
            3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080);

    record Range(int first, int last) {
        private static final int LARGEST = 65_535;

        Range {
            if (first < 1 || last > LARGEST || first > last) {
                throw new IllegalArgumentException("a port is from 1 to " + LARGEST);
            }
        }

        static Range of(String text) {
            var ends = text.split("-", 2);
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        boolean contains(int port) {
            return port >= first && port <= last;
        }
    }

    boolean contain(int port) {
        return only.isEmpty() ? !BAD.contains(port) : only.stream().anyMatch(range -> range.contains(port));
    }
}
