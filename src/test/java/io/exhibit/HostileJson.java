package io.exhibit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** H3: values that were made to hurt whoever reads them, and what the reading costs. */
public final class HostileJson {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MILLION = 1_000_000;

    private HostileJson() {}

    /** Fifteen, by what they are. */
    public static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("arrays in arrays", "[".repeat(MILLION));
        values.put("objects in objects", "{\"a\":".repeat(MILLION));
        values.put("both", "[{\"a\":".repeat(MILLION));
        values.put("ends without beginnings", "]".repeat(MILLION));
        values.put("a number of a million digits", "1".repeat(MILLION));
        values.put("a fraction of a million digits", "0." + "3".repeat(MILLION));
        values.put("a large exponent", "1e400000");
        values.put("a small exponent", "-1e-2147483648");
        values.put("a text of ten million characters", "\"" + "x".repeat(10 * MILLION) + "\"");
        values.put("a text of a million escapes", "\"" + "\\u0041".repeat(MILLION) + "\"");
        values.put("a text of half pairs", "\"" + "\\ud800".repeat(MILLION) + "\"");
        values.put("a name of a million characters", "{\"" + "n".repeat(MILLION) + "\":1}");
        values.put("a million names", names());
        values.put("a million empty objects", "[" + String.join(",", Collections.nCopies(MILLION, "{}")) + "]");
        values.put("a million numbers", "[" + String.join(",", Collections.nCopies(MILLION, "1e9")) + "]");
        return values;
    }

    private static String names() {
        StringBuilder object = new StringBuilder("{");
        for (int n = 0; n < MILLION; n++) {
            object.append('"').append(n).append("\":0,");
        }
        return object.append("\"last\":0}").toString();
    }

    /** Something that reads. */
    public interface Reading {
        void run() throws Exception;
    }

    /** Of the processor, in this thread: others that want it as well do not count. The better of three, as the first compiles. */
    public static Duration cost(Reading reading) throws Exception {
        long least = Long.MAX_VALUE;
        for (int n = 0; n < 3; n++) {
            long begun = THREADS.getCurrentThreadCpuTime();
            reading.run();
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - begun);
        }
        return Duration.ofNanos(least);
    }
}
