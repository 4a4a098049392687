package io.sallyport.cli.scene;

/**
 * What came of a scene.
 *
 * @param text what was seen
 * @param ok whether it is what the scene expects
 */
public record Seen(String text, boolean ok) {}
