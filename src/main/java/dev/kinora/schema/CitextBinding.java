package dev.kinora.schema;

/** Text whose case does not matter. */
public final class CitextBinding extends CastBinding {
    public CitextBinding() {
        super("citext");
    }
}
