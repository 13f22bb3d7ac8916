package io.exhibit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The clock of a process that a test sets while it runs: the real one, and as far away from it as a file says. */
class SteppedClock extends Clock implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int LOOK_MILLIS = 20;

    private volatile Duration set = Duration.ZERO;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String file = context.getEnvironment().getProperty("exhibit.test.clock", "");
        if (!file.isBlank() && context instanceof GenericApplicationContext generic) {
            Path path = Path.of(file);
            set = read(path);
            Thread.ofPlatform().daemon().name("stepped-clock").start(() -> follow(path));
            generic.registerBean(Clock.class, () -> this, new BeanDefinitionCustomizer[0]);
        }
    }

    private void follow(Path file) {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                set = read(file);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration read(Path file) {
        try {
            return Duration.parse(Files.readString(file));
        } catch (IOException notYet) {
            return set;
        }
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(set);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Everything goes by UTC");
    }
}
