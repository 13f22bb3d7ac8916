package io.exhibit.assessment;

import java.util.List;
import org.springframework.stereotype.Component;

/** C08: was every other ranked finding gone by the deadline of its rank? */
@Component
class OtherPatches implements Check {

    private static final String POPULATION = PatchDeadlines.ranked("o.rank <> 'CRITICAL'");

    @Override
    public String id() {
        return "C08";
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
        return new Noun("other finding", "other findings", "due or open");
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
