package dev.kinora.bench;

/**
 * One thing the product or a seed asks.
 *
 * @param claim what its seed says it takes, empty where none does
 * @param picks rows of parameters, the first of which is the viewer; null is nobody
 */
record Query(String name, Role role, String claim, String picks, String sql) {
    enum Role {
        APP,
        WORKER
    }

    /** Asked by a person, or by nobody, under the policies. */
    static Query page(String name, String picks, String sql) {
        return new Query(name, Role.APP, "", picks, sql);
    }

    static Query seed(String name, String claim, String picks, String sql) {
        return new Query(name, Role.APP, claim, picks, sql);
    }

    /** Asked by the system. */
    static Query system(String name, String picks, String sql) {
        return new Query(name, Role.WORKER, "", picks, sql);
    }
}
