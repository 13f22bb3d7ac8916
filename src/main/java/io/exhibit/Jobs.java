package io.exhibit;

import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** A thread for each job that repeats: with virtual threads they would share one, and a long judging would keep the signer waiting. */
@Configuration(proxyBeanMethods = false)
class Jobs {

    private static final int MOST = 12;

    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.poolSize(MOST).threadNamePrefix("job-").build();
    }
}
