package dev.kinora.schema;

import dev.kinora.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests on the newest and the oldest release; each works on the known data set and leaves it as it was. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.kinora.testing.TestServer#newestAndOldest")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnKnownData {
    @Parameter
    TestServer server;

    Known db;

    @BeforeParameterizedClassInvocation
    void open(TestServer on) {
        db = Known.open(on);
    }

    @AfterParameterizedClassInvocation
    void close() {
        db.close();
    }

    @AfterEach
    void takeBack() {
        db.takeBack();
    }
}
