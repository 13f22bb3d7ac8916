package io.exhibit.scans;

import java.util.Map;

/** Trivy's names of what Grype calls by the language: they go by the file, which both tools name. */
final class GrypeEcosystem {

    /** By the end of the file's name. */
    private static final Map<String, String> BY_FILE = Map.ofEntries(
            Map.entry("/package-lock.json", "npm"),
            Map.entry("/npm-shrinkwrap.json", "npm"),
            Map.entry("/yarn.lock", "yarn"),
            Map.entry("/pnpm-lock.yaml", "pnpm"),
            Map.entry("/bun.lock", "bun"),
            Map.entry("/package.json", "node-pkg"),
            Map.entry("/METADATA", "python-pkg"),
            Map.entry("/PKG-INFO", "python-pkg"),
            Map.entry("/requirements.txt", "pip"),
            Map.entry("/Pipfile.lock", "pipenv"),
            Map.entry("/poetry.lock", "poetry"),
            Map.entry("/uv.lock", "uv"),
            Map.entry("/go.mod", "gomod"),
            Map.entry("/pom.xml", "pom"),
            Map.entry("/gradle.lockfile", "gradle-lockfile"),
            Map.entry("/Gemfile.lock", "bundler"),
            Map.entry("/Cargo.lock", "cargo"),
            Map.entry("/composer.lock", "composer"),
            Map.entry("/installed.json", "composer-vendor"),
            Map.entry("/packages.lock.json", "nuget"));

    /** Where the file does not tell. */
    private static final Map<String, String> BY_LANGUAGE = Map.ofEntries(
            Map.entry("npm", "node-pkg"),
            Map.entry("python", "python-pkg"),
            Map.entry("go-module", "gobinary"),
            Map.entry("java-archive", "jar"),
            Map.entry("jenkins-plugin", "jar"),
            Map.entry("gem", "gemspec"),
            Map.entry("rust-crate", "rustbinary"),
            Map.entry("php-composer", "composer"),
            Map.entry("dotnet", "dotnet-core"),
            Map.entry("conda", "conda-pkg"),
            Map.entry("dart-pub", "pub"),
            Map.entry("pod", "cocoapods"));

    private GrypeEcosystem() {}

    static boolean isManifest(String path) {
        return BY_FILE.containsKey(file(path));
    }

    static String type(String language, String path) {
        String otherwise = BY_LANGUAGE.getOrDefault(language, language);
        return BY_LANGUAGE.containsKey(language) ? BY_FILE.getOrDefault(file(path), otherwise) : otherwise;
    }

    private static String file(String path) {
        return "/" + path.substring(path.lastIndexOf('/') + 1);
    }
}
