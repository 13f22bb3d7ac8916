package io.exhibit.packs;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.assessment.Assessments;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.CheckUse;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Samples of a sealed pack: the draws there were, the form for the next, and what each drew. */
@Controller
class SamplePages {

    private static final List<String> HEAD = List.of("stratum", "key", "label", "about", "system", "verdict", "reason");

    private final PackFiles files;
    private final PackLines lines;
    private final Samples samples;
    private final Catalogue catalogue;
    private final Assessments assessments;
    private final ActivityTrail trail;

    SamplePages(
            PackFiles files,
            PackLines lines,
            Samples samples,
            Catalogue catalogue,
            Assessments assessments,
            ActivityTrail trail) {
        this.files = files;
        this.lines = lines;
        this.samples = samples;
        this.catalogue = catalogue;
        this.assessments = assessments;
        this.trail = trail;
    }

    /** The form as it was filled in. */
    record Entry(
            @Nullable String check,
            @Nullable String nonce,
            @Nullable String nonceFrom,
            @Nullable String stratum,
            @Nullable String size) {}

    @GetMapping("/packs/{id}/samples")
    String samples(@PathVariable UUID id, Model model) {
        show(id, new Entry(null, null, null, "", String.valueOf(SampleOrder.USUAL)), model);
        return "packs/samples";
    }

    @PostMapping("/packs/{id}/samples")
    Object draw(@PathVariable UUID id, Entry entry, Model model) throws IOException {
        try {
            SampleOrder order =
                    SampleOrder.read(entry.check(), entry.nonce(), entry.nonceFrom(), entry.stratum(), entry.size());
            return "redirect:/packs/" + id + "/samples/" + samples.draw(id, order, Callers.current());
        } catch (InvalidRequest refused) {
            show(id, entry, model);
            model.addAttribute("refused", refused.detail());
            return new ModelAndView("packs/samples", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/packs/{id}/samples/{n}")
    String sample(@PathVariable UUID id, @PathVariable int n, Model model) {
        Sample sample = samples.sample(id, n);
        model.addAttribute("pack", lines.of(files.view(id)));
        model.addAttribute("sample", sample);
        model.addAttribute("check", name(sample.order().check()));
        model.addAttribute(
                "items", samples.items(sample).stream().map(SampleLine::of).toList());
        model.addAttribute("command", SampleFile.command(sample));
        return "packs/sample";
    }

    @GetMapping("/packs/{id}/samples/{n}/sample.csv")
    void csv(@PathVariable UUID id, @PathVariable int n, HttpServletResponse response) throws IOException {
        Sample sample = samples.sample(id, n);
        taken(sample);
        Csv csv = CsvFile.begin(response, "pack-" + id + "-sample-" + n, HEAD);
        samples.items(sample)
                .forEach(item -> csv.line(List.of(
                        item.stratum(),
                        item.key(),
                        item.label(),
                        item.about(),
                        item.system(),
                        item.verdict(),
                        item.reason())));
        csv.flush();
    }

    @GetMapping("/packs/{id}/samples/{n}/sample.json")
    ResponseEntity<byte[]> json(@PathVariable UUID id, @PathVariable int n) {
        Sample sample = samples.sample(id, n);
        taken(sample);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"pack-" + id + "-sample-" + n + ".json\"")
                .body(SampleFile.of(sample, samples.items(sample)));
    }

    private void taken(Sample sample) {
        trail.record(Callers.current(), "pack.read", "pack " + sample.pack() + " sample " + sample.n());
    }

    private void show(UUID id, Entry entry, Model model) {
        PackView pack = files.view(id);
        model.addAttribute("pack", lines.of(pack));
        model.addAttribute("entry", entry);
        model.addAttribute("checks", checks(pack));
        model.addAttribute("strata", SampleOrder.STRATA);
        model.addAttribute("samples", samples.of(id));
    }

    /** Those of the pack's framework that have a population. */
    private List<Choice> checks(PackView pack) {
        return catalogue.find(pack.framework()).stream()
                .flatMap(framework -> framework.controls().stream())
                .flatMap(control -> control.checks().stream())
                .map(CheckUse::check)
                .distinct()
                .filter(check -> assessments.isBuilt(check.id()))
                .map(check -> new Choice(check.id(), check.id() + " " + check.name()))
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .toList();
    }

    private String name(String check) {
        return assessments.isBuilt(check) ? check + " " + catalogue.check(check).name() : check;
    }
}
