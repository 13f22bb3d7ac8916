package io.exhibit.alerts;

import io.exhibit.intake.Submission;

/** The image of a container as far as the event or its sender tells: repository, tag, digest; empty where not. */
record ImageName(String repository, String tag, String digest) {

    static ImageName of(FalcoEvent event, Submission submission) {
        ImageName whole = read(event.first("container.image", "container.image.full"));
        ImageName stated = read(submission.context("image"));
        String repository = event.field("container.image.repository");
        if (!repository.isEmpty() || !whole.repository().isEmpty()) {
            return new ImageName(
                    or(repository, whole.repository()),
                    or(event.field("container.image.tag"), whole.tag()),
                    or(event.field("container.image.digest"), whole.digest()));
        }
        return new ImageName(
                stated.repository(),
                stated.tag(),
                or(event.field("container.image.digest"), or(submission.context("digest"), stated.digest())));
    }

    /** Reads repository[:tag][@digest]; a port of the registry is no tag. */
    static ImageName read(String name) {
        int at = name.indexOf('@');
        String digest = at < 0 ? "" : name.substring(at + 1);
        String rest = at < 0 ? name : name.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        return new ImageName(tagged ? rest.substring(0, colon) : rest, tagged ? rest.substring(colon + 1) : "", digest);
    }

    private static String or(String first, String second) {
        return first.isEmpty() ? second : first;
    }
}
