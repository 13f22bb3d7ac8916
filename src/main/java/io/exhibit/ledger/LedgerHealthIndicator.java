package io.exhibit.ledger;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** For who watches from outside: down while the alarm is raised. Pages that say why are served on, so readiness does not go by it. */
@Component
@ConditionalOnWebApplication
class LedgerHealthIndicator extends AbstractHealthIndicator {

    private final Alarm alarm;

    LedgerHealthIndicator(Alarm alarm) {
        super("It cannot be told whether the ledger is halted");
        this.alarm = alarm;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        alarm.raised().ifPresentOrElse(raised -> builder.down(), builder::up);
    }
}
