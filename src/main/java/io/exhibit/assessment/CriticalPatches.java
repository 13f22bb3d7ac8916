package io.exhibit.assessment;

import java.util.List;
import org.springframework.stereotype.Component;

/** C07: was every critical finding gone by its deadline? A finding without a rank may be critical and is counted here. */
@Component
class CriticalPatches implements Check {

    private static final String POPULATION = PatchDeadlines.ranked("o.rank IS NULL OR o.rank = 'CRITICAL'");

    @Override
    public String id() {
        return "C07";
    }

    @Override
    public int version() {
        return 7;
    }

    @Override
    public String population() {
        return POPULATION;
    }

    @Override
    public List<String> parameters() {
        return PatchDeadlines.PARAMETERS;
    }

    @Override
    public Noun noun() {
        return new Noun("critical finding", "critical findings", "due or open");
    }

    @Override
    public Input input() {
        return Input.SCANNED_FOR;
    }

    @Override
    public String remark(String profile) {
        return PatchDeadlines.remark(profile);
    }
}
