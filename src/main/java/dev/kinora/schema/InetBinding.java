package dev.kinora.schema;

/** An address of the network. */
public final class InetBinding extends CastBinding {
    public InetBinding() {
        super("inet");
    }
}
