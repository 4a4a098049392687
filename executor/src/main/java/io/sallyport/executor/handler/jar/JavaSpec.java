package io.sallyport.executor.handler.jar;

import io.sallyport.executor.handler.process.ProcessSpec;

/**
 * What a Handler document says about its jar.
 *
 * @param type the full name of the action type, for the jar to know
 * @param jar the exact jar
 * @param process the run of java(1)
 */
public record JavaSpec(String type, Jar jar, ProcessSpec process) {}
