package io.sallyport.quickstart.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person chooses about a stack.
 *
 * @param data the data directory
 * @param project the built project
 * @param port where ingest listens; 0 takes a free one
 * @param bundle the validator's bundle, if another than the kept one
 * @param executorBundle the executor's bundle, if another than the kept one
 * @param uidBase processes run as the uids above this one if root starts them; 0 keeps one user
 * @param once the data directory is for one start: nothing is kept that would speed up a next one
 */
public record StackOptions(
    Path data,
    Path project,
    int port,
    Optional<Path> bundle,
    Optional<Path> executorBundle,
    int uidBase,
    boolean once) {}
