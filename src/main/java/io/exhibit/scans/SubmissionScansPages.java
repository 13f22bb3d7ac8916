package io.exhibit.scans;

import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.NotFound;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The scans that were read from one submission: here, because what is received knows nothing of scans. */
@Controller
class SubmissionScansPages {

    private static final int ROOM = 200;

    private final JdbcClient jdbc;

    SubmissionScansPages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A scan with its target, its image where it has one, and its figures. */
    record Line(
            int n,
            String artifact,
            String kind,
            String environment,
            @Nullable String systemCode,
            @Nullable String systemName,
            @Nullable UUID imageId,
            String tool,
            @Nullable String toolVersion,
            String outcome,
            @Nullable String outcomeReason,
            int observations,
            int critical,
            int high,
            int medium,
            int low,
            int unknown,
            int suppressed,
            int components) {}

    /** An image that an SBOM is of. */
    record Listed(UUID imageId, String identity, String format, String tool, String toolVersion, int components) {}

    @GetMapping("/submissions/{id}/scans")
    String scans(@PathVariable UUID id, @RequestParam(defaultValue = "-1") int after, Model model) {
        if (!isScan(id)) {
            throw new NotFound("submission");
        }
        Excerpt<Line> page = Excerpt.of(lines(id, after), ROOM);
        String path = "/submissions/" + id + "/scans";
        model.addAttribute("submission", id);
        model.addAttribute("page", page);
        model.addAttribute("listed", listed(id));
        model.addAttribute("first", after < 0 ? null : path);
        model.addAttribute("next", page.more() ? path + "?after=" + page.last().n() : null);
        return "scans/submission-scans";
    }

    private boolean isScan(UUID submission) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM intake.pub_submission WHERE id = :id AND kind = 'SCAN')")
                .param("id", submission)
                .query(Boolean.class)
                .single();
    }

    private List<Listed> listed(UUID submission) {
        return jdbc.sql("""
                SELECT l.image_id, i.identity, l.format, l.tool, l.tool_version, l.components
                  FROM estate.pub_component_list l
                  JOIN estate.pub_image i ON i.id = l.image_id
                 WHERE l.submission_id = :submission AND l.source = 'SBOM'
                 ORDER BY l.n
                """).param("submission", submission).query(Listed.class).list();
    }

    private List<Line> lines(UUID submission, int after) {
        return jdbc.sql("""
                SELECT s.n, s.artifact, t.kind, s.environment, y.code AS system_code, y.name AS system_name, s.image_id, s.tool,
                       s.tool_version, s.outcome, s.outcome_reason, s.observations, s.critical, s.high, s.medium, s.low,
                       s.unknown, s.suppressed, s.components
                  FROM scans.scan s
                  JOIN estate.pub_target t ON t.id = s.target_id
                  LEFT JOIN estate.pub_system y ON y.id = t.system_id
                 WHERE s.submission_id = :submission AND s.n > :after
                 ORDER BY s.n
                 LIMIT :most
                """)
                .param("submission", submission)
                .param("after", after)
                .param("most", ROOM + 1)
                .query(Line.class)
                .list();
    }
}
