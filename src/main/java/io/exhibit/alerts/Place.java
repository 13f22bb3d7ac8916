package io.exhibit.alerts;

import io.exhibit.intake.Submission;

/** Where an event happened and who did it: by the event's own fields, else by what the sender said of the whole batch. */
record Place(
        String cluster, String namespace, String pod, String container, ImageName image, String process, String user) {

    static Place of(FalcoEvent event, Submission submission) {
        return new Place(
                or(event.first("k8s.cluster.name", "cluster", "cluster_name"), submission.context("cluster")),
                or(
                        event.first("k8s.ns.name", "k8smeta.ns.name", "ka.target.namespace"),
                        submission.context("namespace")),
                or(event.first("k8s.pod.name", "k8smeta.pod.name", "ka.target.pod.name"), auditedPod(event)),
                event.field("container.id"),
                ImageName.of(event, submission),
                event.first("proc.cmdline", "proc.exepath", "proc.name"),
                event.first("user.name", "user.loginname", "ka.user.name"));
    }

    private static String auditedPod(FalcoEvent event) {
        return "pods".equals(event.field("ka.target.resource")) ? event.field("ka.target.name") : "";
    }

    private static String or(String first, String second) {
        return first.isEmpty() ? second : first;
    }
}
