package io.exhibit.controls;

/** Why a check says something about a control. */
public record CheckUse(CheckDefinition check, String rationale) {}
