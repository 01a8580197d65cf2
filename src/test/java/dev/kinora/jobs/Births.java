package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static dev.kinora.jobs.TestQueue.work;

import dev.kinora.testing.Await;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A process whose light lane has two slots, and what its jobs have done. */
abstract class Births {
    protected final TestQueue queue = new TestQueue(Clock.systemUTC()).lanes("light=2");
    protected final AtomicInteger runs = new AtomicInteger();
    protected final AtomicInteger together = new AtomicInteger();
    protected final AtomicInteger most = new AtomicInteger();
    protected final CountDownLatch hold = new CountDownLatch(1);
    private TestQueue.@Nullable Started started;

    @AfterEach
    void close() {
        hold.countDown();
        queue.close();
    }

    protected TestQueue.Started working() {
        var fresh = queue.doing("note", this::note).doing("slow", this::slow).working();
        started = fresh;
        Await.until(this::slotFree);
        return fresh;
    }

    protected Outcome note(JobRun<TestQueue.Work> job) throws InterruptedException {
        most.accumulateAndGet(together.incrementAndGet(), Math::max);
        Thread.sleep(1);
        together.decrementAndGet();
        runs.incrementAndGet();
        return Outcome.done();
    }

    protected Outcome slow(JobRun<TestQueue.Work> job) throws InterruptedException {
        runs.incrementAndGet();
        hold.await();
        return Outcome.done();
    }

    protected TestQueue.Started at() {
        return Objects.requireNonNull(started);
    }

    protected @Nullable Place place() {
        return at().worker().place(JobType.of("note"));
    }

    protected boolean slotFree() {
        var place = place();
        if (place == null) {
            return false;
        }
        place.letGo();
        return true;
    }

    protected JobId enqueue(String kind) {
        return SYSTEM.call(() -> at().jobs().enqueue(work(kind)));
    }

    protected void awaitState(JobId job, String state) {
        Await.until(() -> queue.state(job).equals(state));
    }

    /** Whoever stands in line draws a place. */
    protected boolean stoodInLine() {
        return !queue.value("select nextval('job_order')").equals("1");
    }

    protected String count(String table) {
        return queue.value("select count(*) from " + table);
    }

    /** On another thread, and so in no transaction of this one. */
    protected static void apart(Runnable work) {
        CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task)).join();
    }
}
