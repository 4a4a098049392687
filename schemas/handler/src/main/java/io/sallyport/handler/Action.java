package io.sallyport.handler;

import java.time.Instant;

/**
 * One action that was verified.
 *
 * @param id the same in each attempt: the key by which a target knows that it has done this
 * @param type the full name of its type
 * @param deadline the process is killed then
 * @param fields all of its fields as one JSON object, in the schema's order: numbers as numbers,
 *     decimals with every digit of their scale, dates and timestamps as RFC 3339 text
 */
public record Action(String id, String type, Instant deadline, String fields) {}
