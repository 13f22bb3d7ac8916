package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.scheduling.TaskScheduler;

@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class JobsTests {

    @Autowired
    private TaskScheduler jobs;

    @Test
    void aLongOneKeepsNoOtherWaiting() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        ScheduledFuture<?> waiting = jobs.scheduleWithFixedDelay(() -> awaitBoth(other, waited), Duration.ofDays(1));
        ScheduledFuture<?> brief = jobs.scheduleWithFixedDelay(other::countDown, Duration.ofDays(1));
        assertThat(waited.await(10, TimeUnit.SECONDS)).isTrue();
        waiting.cancel(true);
        brief.cancel(true);
    }

    private static void awaitBoth(CountDownLatch other, CountDownLatch waited) {
        try {
            if (other.await(10, TimeUnit.SECONDS)) {
                waited.countDown();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
